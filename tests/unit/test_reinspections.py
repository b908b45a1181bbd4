"""Re-inspection is suggested by the lowest band of the headlines that weigh in it."""

from corecase.core.criteria import Headline
from corecase.core.reinspections import suggested
from corecase.core.scoring import score
from tests.builders import framework, item, judged

HEADLINES = (
    Headline(id="T-W", title="Weighs", suggests_reinspection=True),
    Headline(id="T-N", title="Does not weigh"),
)


def suggestions(answers: str) -> list[str]:
    asked = framework(
        headlines=HEADLINES, recommendations=(), items=(item("Q0", headlines=("T-W", "T-N")),)
    )
    return [s.id for s in suggested(asked, score(asked, judged({"T-Q0": answers})))]


def test_only_the_lowest_band_of_a_headline_that_weighs_suggests_it() -> None:
    assert suggestions("SIIII") == ["T-W"]
    assert suggestions("SSSSI") == []


def test_nothing_is_suggested_where_nothing_applies_or_nothing_is_banded() -> None:
    assert suggestions(".") == []
    bare = framework(
        headlines=HEADLINES, recommendations=(), bands=(), items=(item("Q0", headlines=("T-W",)),)
    )
    assert suggested(bare, score(bare, judged({"T-Q0": "I"}))) == ()
