"""Factual accuracy: how long a service has, when a round closes, what stands there now."""

from datetime import date

import pytest

from corecase.core import factual_accuracy as rules
from corecase.core.errors import InputError
from corecase.core.factual_accuracy import Paragraph

FRIDAY = date(2026, 12, 18)


def draft(*texts: str, anchor: str = "strengths-1.1") -> list[Paragraph]:
    return [
        Paragraph(place=f"{anchor}/{number}", heading="Strengths", text=text)
        for number, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(
    ("opened_on", "days", "due_on"),
    [
        (FRIDAY, 0, FRIDAY),
        (date(2026, 12, 19), 0, date(2026, 12, 21)),
        (FRIDAY, 1, date(2026, 12, 21)),
        # Over Christmas, Boxing Day (on the Monday after) and New Year.
        (FRIDAY, 10, date(2027, 1, 6)),
        (date(2026, 11, 2), 10, date(2026, 11, 16)),
    ],
)
def test_the_suggested_day_counts_working_days(opened_on: date, days: int, due_on: date) -> None:
    assert rules.suggested_due(opened_on, days=days) == due_on


def test_ten_working_days_are_suggested() -> None:
    assert rules.suggested_due(date(2026, 11, 2)) == date(2026, 11, 16)


def test_a_service_has_at_least_until_the_next_day() -> None:
    rules.check_due(date(2026, 11, 3), date(2026, 11, 2))
    for day in (date(2026, 11, 2), date(2026, 11, 1)):
        with pytest.raises(InputError, match="later day") as caught:
            rules.check_due(day, date(2026, 11, 2))
        assert caught.value.field == "due_on"


def test_what_comes_on_the_day_is_not_late() -> None:
    assert not rules.is_late(FRIDAY, FRIDAY)
    assert rules.is_late(date(2026, 12, 19), FRIDAY)


def test_words_are_needed_and_not_too_many() -> None:
    assert rules.checked("  wrong\n", field="words") == "wrong"
    assert len(rules.checked("x" * rules.LONGEST, field="words")) == rules.LONGEST
    for words, said in (("  \n", "in words"), ("x" * 4001, "it has 4001")):
        with pytest.raises(InputError, match=said) as caught:
            rules.checked(words, field="words")
        assert caught.value.field == "words"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"is_returned": True}, ""),
        ({"today": date(2026, 12, 19), "reason": "They telephoned."}, ""),
        ({"is_returned": True, "n_unanswered": 1}, "one comment of the service is not answered"),
        ({"n_unanswered": 3}, "3 comments of the service are not answered"),
        ({"reason": "We want to go on."}, "its time is not over"),
        ({"today": date(2026, 12, 19), "reason": "  "}, "Say why the round closes"),
    ],
)
def test_when_a_round_may_close(changes: dict[str, object], refusal: str) -> None:
    given = {
        "is_returned": False,
        "due_on": FRIDAY,
        "today": FRIDAY,
        "n_unanswered": 0,
        "reason": "",
        **changes,
    }
    if refusal:
        with pytest.raises(InputError, match=refusal):
            rules.check_may_close(**given)  # type: ignore[arg-type]  # of the table above
    else:
        rules.check_may_close(**given)  # type: ignore[arg-type]  # of the table above


LIKE_B = "Most reviews were kept by the new case manager."
A, B, C = "All plans were timely.", "Most reviews were kept by the case manager.", "Some were late."


@pytest.mark.parametrize(
    ("frozen", "live", "stands"),
    [
        ((A, B), (A, B), (A, B)),
        # One more above does not move those below.
        ((A, B), (C, A, B), (A, B)),
        ((A, B, C), (A, C), (A, "", C)),
        ((A, B), (A, "Rewritten as a whole."), (A, "Rewritten as a whole.")),
        # One is gone and the other changed: it is known by its words.
        ((A, B), (LIKE_B,), ("", LIKE_B)),
        ((A, B), (), ("", "")),
        ((A, ""), ("x", "y", "z"), ("", "")),
    ],
)
def test_what_stands_there_now(
    frozen: tuple[str, ...], live: tuple[str, ...], stands: tuple[str, ...]
) -> None:
    found = rules.aligned(draft(*frozen), draft(*live))
    assert tuple(found.values()) == stands
    assert tuple(found) == tuple(p.place for p in draft(*frozen))


def test_paragraphs_are_matched_under_their_own_heading_only() -> None:
    frozen = [*draft(A), *draft(B, anchor="areas-1.1")]
    assert rules.aligned(frozen, draft(A, B)) == {"strengths-1.1/1": A, "areas-1.1/1": ""}
