"""Two inspections of one service beside each other, from judgements and from print."""

from datetime import date

import pytest

from corecase.core.before_after import (
    AsPrinted,
    Changes,
    Moved,
    ScoreChange,
    Verdict,
    read,
    stored,
    verdict_of,
)
from corecase.core.cases import Case
from corecase.core.crosswalks import Crosswalk, Pair, edition_of
from corecase.core.errors import InputError
from corecase.core.figures import NOTHING
from corecase.core.frameworks import Framework
from corecase.core.intervals import Interval
from corecase.core.judgements import Judgements
from corecase.core.periods import Period
from corecase.core.published_scores import PublishedScore, Source
from corecase.documents import before_after as pages
from corecase.documents.model import Listing, Table
from corecase.statistics.before_after import NO_COUNTS, before_after
from corecase.statistics.judged_sides import AsJudged
from corecase.statistics.shrinkage import shrink
from tests.builders import framework, item, judgement

ITEMS = tuple(item(name, headlines=("safety",)) for name in "ABC")
ASKED = framework(items=ITEMS, recommendations=())
LOW, HIGH = ("SII", "III", "SIS", "IIS", "SSI", "ISI") * 4, ("SSS", "SSI", "ISS", "SSS", "SIS") * 5
ALL_FIRST = shrink([0.4, 0.52, 0.58, 0.61, 0.63, 0.66, 0.68, 0.72, 0.75, 0.79], [0.05] * 10)


def side(rows: tuple[str, ...], prefix: str = "", asked: Framework = ASKED) -> AsJudged:
    """An inspection in which each case has a row of answers to A, B and C."""
    names = [one.id for one in asked.items]
    return AsJudged(
        framework=asked,
        judgements=Judgements.of(
            judgement(f"{prefix}{place}", name, answer)
            for place, answers in enumerate(rows)
            for name, answer in zip(names, answers, strict=True)
            if answer != "."
        ),
        cases=tuple(Case(id=f"{prefix}{place}") for place in range(len(rows))),
        when="2025",
    )


def row(found: Changes, score: str = "safety") -> ScoreChange:
    return next(one for one in found.rows if one.id == score)


def printed(percent: int | None, headline: str = "safety", band: str = "") -> PublishedScore:
    day = Period(first=date(2025, 1, 1), last=date(2025, 12, 31))
    source = Source(title="An invented paper", published=day, standing="attributed")
    return PublishedScore(
        service="Anyborough", headline=headline, percent=percent, band=band, source=source
    )


def test_a_clear_gain_is_improved_before_and_after_taking_off_what_was_to_be_expected() -> None:
    found = before_after(side(LOW, "a"), side(HIGH, "b"), others={"safety": ALL_FIRST})
    one = row(found)
    assert (str(one.before), str(one.after)) == ("28 of 72", "60 of 75")
    # What was to be expected lies between the low first score and the mean of all.
    assert one.expected is not None
    assert 28 / 72 < one.expected < 0.5
    assert one.verdict is Verdict.IMPROVED
    assert one.verdict_words == "improved"
    assert one.points == 41
    assert one.change_words.startswith("41 points higher (95% interval: ")
    assert one.net_words != one.change_words
    # Of sections and criteria nobody knows what other services scored.
    assert row(found, "T-1.1").net_words == "–"
    assert [len(found.of(level)) for level in ("headline", "section", "criterion")] == [1, 2, 3]
    assert found.n_common_cases == 0
    assert found.said == ()


def test_the_other_way_round_it_is_worse_and_the_same_again_is_not_distinguishable() -> None:
    assert row(before_after(side(HIGH, "a"), side(LOW, "b"))).verdict is Verdict.WORSE
    again = before_after(side(LOW, "a"), side(LOW, "b"))
    assert row(again).verdict is Verdict.NOT_DISTINGUISHABLE
    assert row(again).change_words.startswith("level")
    assert "is not known: no scores of other services" in again.said[0]


@pytest.mark.parametrize(
    ("raw", "net", "verdict"),
    [
        ((0.1, 0.3), None, Verdict.IMPROVED),
        ((0.1, 0.3), (-0.1, 0.2), Verdict.NOT_DISTINGUISHABLE),
        ((-0.1, 0.3), (0.1, 0.4), Verdict.NOT_DISTINGUISHABLE),
        ((-0.3, -0.1), (-0.4, -0.2), Verdict.WORSE),
    ],
)
def test_a_verdict_needs_both_ways_of_counting(
    raw: tuple[float, float], net: tuple[float, float] | None, verdict: Verdict
) -> None:
    ends = [one and Interval(low=one[0], high=one[1], level=0.95) for one in (raw, net)]
    assert verdict_of(ends[0], ends[1]) is verdict
    assert verdict_of(None, ends[1]) is Verdict.NOT_WEIGHED


def test_cases_read_both_times_narrow_the_interval_and_stand_apart() -> None:
    apart = before_after(side(LOW, "a"), side(HIGH[:24], "b"))
    same = before_after(side(LOW), side(HIGH[:24]))
    assert same.n_common_cases == 24
    assert "24 cases were read both times" in same.said[-1]
    assert [one.question for one in same.same_cases] == ["A", "B", "C"]
    assert all(one.n_cases == 24 for one in same.same_cases)
    assert apart.same_cases == ()
    narrow, wide = row(same).raw, row(apart).raw
    assert narrow
    assert wide
    assert narrow.interval != wide.interval
    once = before_after(side(LOW), side(HIGH[:1]))
    assert "1 case was read both times" in once.said[-1]


def test_why_there_is_no_interval_is_said() -> None:
    few = row(before_after(side(LOW[:3], "a"), side(HIGH, "b")))
    assert few.verdict_words.startswith("not weighed: before: ")
    alike = row(before_after(side(LOW, "a"), side(("SSS",) * 6, "b")))
    assert alike.reason == "after: its cases show no spread"
    assert alike.points == 61
    assert alike.change_words == "61 points higher as printed"
    nothing = before_after(side(LOW, "a"), side(("NNN",) * 6, "b"))
    assert row(nothing).reason == "after: nothing applied"
    assert row(nothing).change_words == "–"
    unfinished = before_after(side(LOW, "a"), side(("SS.",) * 6, "b"))
    assert row(unfinished).reason.startswith("after: ")
    # The criterion without a question stands in no comparison.
    assert row(unfinished, "T-2.1").verdict is Verdict.NOT_WEIGHED
    assert not pages.has_chart(nothing)
    with pytest.raises(InputError, match="No change has an interval"):
        pages.chart_of(nothing, service="Anyborough")


def test_invented_items_have_no_interval() -> None:
    invented = framework(
        items=tuple(item(n, headlines=("safety",), wording="invented") for n in "ABC"),
        recommendations=(),
    )
    found = before_after(side(LOW, "a", invented), side(HIGH, "b"))
    assert "reconstructed" in row(found).reason


def test_questions_that_changed_within_one_edition_are_said() -> None:
    other = framework(
        items=(*ITEMS[:2], item("C", headlines=("safety",), question="Was C done well?")),
        recommendations=(),
    )
    found = before_after(side(LOW, "a"), side(HIGH, "b", other))
    changed = [one for one in found.said if "2 were asked again in the same words" in one]
    assert [one.partition(":")[0] for one in changed] == ["Safety", "Planning", "1.1 Criterion 1.1"]


def test_two_frameworks_are_compared_by_their_crosswalk_alone() -> None:
    newer = framework(id="newer", items=ITEMS, recommendations=())
    with pytest.raises(InputError, match="give a crosswalk"):
        before_after(side(LOW, "a"), side(HIGH, "b", newer))
    walk = Crosswalk(
        title="Invented",
        before=edition_of(ASKED),
        after=edition_of(newer),
        pairs=(
            Pair(before="T-A", after="T-B", standing="invented"),
            Pair(before="T-1", after="T-1", standing="invented"),
        ),
    )
    found = before_after(
        side(LOW), side(HIGH, "", newer), crosswalk=walk, others={"safety": ALL_FIRST}
    )
    one = row(found)
    assert (str(one.before), str(one.after)) == ("12 of 24", "20 of 25")
    assert one.basis == "1 of its 3 questions has a counterpart (invented)"
    # Other services' scores are of all its questions: nothing is taken off a part of them.
    assert one.raw is not None
    assert one.net is None
    assert str(row(found, "T-1").before) == "28 of 72"
    missing = row(found, "T-2.1")
    assert (missing.before, missing.verdict) == (None, Verdict.NOT_WEIGHED)
    assert any(sentence.startswith("Scores that have nothing") for sentence in found.said)
    assert [one.question for one in found.same_cases] == ["B"]
    # Within one edition none is needed.
    same = before_after(side(LOW, "a"), side(HIGH, "b"), crosswalk=walk)
    assert row(same).basis == ""


def test_figures_without_counts_give_a_change_without_an_interval() -> None:
    found = before_after(
        AsPrinted(scores={"safety": printed(38), "other": printed(None, "other", "LOW")}),
        side(HIGH, "b"),
    )
    one = row(found)
    assert (one.before, one.before_percent, str(one.after)) == (None, 38, "60 of 75")
    assert (one.reason, one.change_words) == (NO_COUNTS, "42 points higher as printed")
    assert one.verdict is Verdict.NOT_WEIGHED
    assert row(found, "other").reason == "one side is not printed"
    assert "Before: An invented paper; attributed." in found.said
    assert pages.cells(one)[1] == "38%"
    assert pages.cells(row(found, "other"))[1:3] == ("–", "–")


def test_two_printed_sides_take_their_names_from_the_framework() -> None:
    both = AsPrinted(scores={"safety": printed(38)}), AsPrinted(scores={"safety": printed(37)})
    assert before_after(*both, framework=ASKED).rows[0].label == "Safety"
    assert before_after(*both).rows[0].label == "safety"
    assert before_after(*both).rows[0].change_words == "1 point lower as printed"
    assert before_after(both[0], both[0]).rows[0].change_words == "level as printed"
    assert before_after(*both).before == ""
    with pytest.raises(InputError, match="at least one figure"):
        AsPrinted(scores={})


def test_a_document_has_tables_a_picture_and_how_to_read_it() -> None:
    made = pages.document(
        before_after(side(LOW), side(HIGH)), service="Anyborough", notice="Invented."
    )
    ids = [block.id for block in made.blocks if isinstance(block, Table)]
    assert ids == [
        *("before-after-headline", "before-after-section", "before-after-criterion"),
        "same-cases",
    ]
    chart = next(iter(made.charts()))
    assert "Safety: " in chart.alt
    assert "improved" in chart.alt
    assert isinstance(made.blocks[-1], Listing)
    nothing = ScoreChange(level="headline", id="x", label="X", before=NOTHING)
    assert nothing.before_printed == "not applicable"


def test_what_is_kept_beside_a_version_reads_back() -> None:
    found = before_after(side(LOW, "a"), side(HIGH, "b"), others={"safety": ALL_FIRST})
    kept = read(stored(found))
    assert kept is not None
    assert kept.has_net
    assert (kept.before, kept.after, len(kept.rows)) == ("2025", "2025", 1)
    assert (kept.rows[0].label, kept.rows[0].verdict) == ("Safety", "improved")
    plain = read(stored(before_after(side(LOW, "a"), side(HIGH, "b"))))
    assert plain is not None
    assert not plain.has_net
    assert plain.said
    assert stored(None) == {}
    assert stored(Changes()) == {}
    assert read({}) is None


def test_an_interval_holds_its_change() -> None:
    with pytest.raises(InputError, match="has to hold the change"):
        Moved(share=0.5, interval=Interval(low=0.1, high=0.2, level=0.95))
