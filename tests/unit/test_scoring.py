"""Scoring at its edges: pooled once, a base of 0, traces, and the boundary panel."""

from dataclasses import replace
from itertools import combinations

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.rules import Gate
from corecase.core.scoring import Boundary, boundaries, pools, score, trace
from tests.builders import REVERSED, framework, item, judged, judgement, one_criterion

TINY = framework()
JUDGED = judged({"T-A": "SSI", "T-B": "SI.", "T-C": "NNN", "T-D": "SSS", "T-L": "SII"})
SCORES = score(TINY, JUDGED)


def test_judgements_are_pooled_and_not_averaged() -> None:
    assert SCORES.of("T-1.1").figure == Figure(count=3, out_of=5)
    assert SCORES.of("T-1").figure == Figure(count=3, out_of=5)
    assert SCORES.of("safety").figure == Figure(count=3, out_of=5)


def test_on_fewer_than_5_cases_a_score_is_its_count() -> None:
    few = SCORES.of("T-1.1")
    assert (few.n_cases, few.is_count_only, few.printed) == (3, True, "3 of 5")
    enough = score(TINY, judged({"T-A": "SSISS"})).of("T-1.1")
    assert (enough.n_cases, enough.is_count_only, enough.printed) == (5, False, "80%")
    nothing = score(TINY, judged({"T-A": "N"})).of("T-1.1")
    assert (nothing.n_cases, nothing.is_count_only, nothing.printed) == (0, False, "not applicable")
    uncounted = replace(few, n_cases=None)
    assert (uncounted.is_count_only, uncounted.printed) == (False, "60%")


def test_an_item_that_two_criteria_report_is_pooled_once() -> None:
    assert SCORES.items["T-D"] == Figure(count=3, out_of=3)
    assert SCORES.of("T-2.1").figure == Figure(count=3, out_of=3)
    assert "T-D" in [i.id for i in TINY.items_reported_in("T-1.1")]
    sections = sum((s.figure for s in SCORES.sections), NOTHING)
    assert sections == sum((s.figure for s in SCORES.criteria), NOTHING)


def test_an_item_that_is_not_scored_has_a_figure_and_stands_in_no_score() -> None:
    assert SCORES.items["T-L"] == Figure(count=1, out_of=3)
    level = TINY.item("T-L")
    assert not any(pools(TINY, s.id)(level) for s in SCORES.all)


def test_a_base_of_0_is_not_applicable_and_has_no_band() -> None:
    nothing = SCORES.of("T-1.2")
    assert nothing.figure == NOTHING
    assert nothing.figure.printed == "not applicable"
    assert nothing.band is None
    assert not nothing.bands_disagree


def test_sections_carry_no_band_and_the_others_do() -> None:
    assert [s.band for s in SCORES.sections] == [None, None]
    assert [s.band.id for s in (*SCORES.criteria, *SCORES.headlines) if s.band] == [
        "MIDDLE",
        "HIGH",
        "MIDDLE",
    ]
    assert [s.id for s in SCORES.all] == ["T-1.1", "T-1.2", "T-2.1", "T-1", "T-2", "safety"]
    assert SCORES.of("T-1.1").label == "1.1 Criterion 1.1"


def test_an_unknown_score_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"no score 'T-9'; this framework has T-1\.1, T-1\.2"):
        SCORES.of("T-9")


def test_judgements_of_items_that_the_framework_lacks_count_for_nothing() -> None:
    extra = Judgements.of([*JUDGED, judgement("X-1", "T-Z", "S")])
    assert score(TINY, extra) == SCORES


def test_the_trace_of_a_score_is_its_whole_base() -> None:
    for found in SCORES.all:
        behind = trace(TINY, JUDGED, found.id)
        sufficient = sum(j.answer is Answer.SUFFICIENT for j in behind)
        assert Figure(count=sufficient, out_of=len(behind)) == found.figure
    assert [j.case_id for j in trace(TINY, JUDGED, "T-L")] == ["X-1", "X-2", "X-3"]
    assert trace(TINY, JUDGED, "T-C") == ()


def test_a_printed_figure_of_another_band_is_flagged() -> None:
    answers = judged({"T-Q0": "S" * 89 + "I" * 111})
    flagged = score(one_criterion(1), answers).of("T-1.1")
    assert flagged.figure.printed == "45%"
    assert flagged.bands_disagree
    assert [b.id for b in (flagged.band, flagged.other_band) if b] == ["LOW", "MIDDLE"]
    assert flagged.band_flag == (
        "Printed 45%, exactly 44.50% (89 of 200): LOW follows the exact score; the printed figure "
        "alone would read MIDDLE."
    )


def test_the_flag_says_which_rule_the_band_follows() -> None:
    answers = judged({"T-Q0": "S" * 89 + "I" * 111})
    printed = score(one_criterion(1, band_on="printed"), answers).of("T-1.1")
    assert [b.id for b in (printed.band, printed.other_band) if b] == ["MIDDLE", "LOW"]
    assert "MIDDLE follows the printed figure; the exact score alone" in printed.band_flag
    settled = score(one_criterion(1), judged({"T-Q0": "SI"})).of("T-1.1")
    assert settled.band_flag == ""


def fewest_by_trial(asked: Framework, answers: tuple[Judgement, ...], up: bool) -> int | None:
    """Tries every set of reversals, smallest first, until the band moves the wanted way."""
    before = score(asked, Judgements.of(answers)).of("T-1.1")
    assert before.band
    for size in range(1, len(answers) + 1):
        for chosen in combinations(range(len(answers)), size):
            tried = turned(answers, chosen)
            after = score(asked, Judgements.of(tried)).of("T-1.1").band
            assert after
            if after != before.band and (after.from_percent > before.band.from_percent) is up:
                return size
    return None


def turned(answers: tuple[Judgement, ...], chosen: tuple[int, ...]) -> tuple[Judgement, ...]:
    return tuple(
        Judgement(case_id=j.case_id, item_id=j.item_id, answer=REVERSED[j.answer])
        if place in chosen
        else j
        for place, j in enumerate(answers)
    )


@pytest.mark.parametrize("band_on", ["exact", "printed"])
@pytest.mark.parametrize("out_of", range(1, 10))
def test_the_fewest_reversals_agree_with_trying_them_all(out_of: int, band_on: str) -> None:
    asked = one_criterion(1, band_on=band_on)
    for count in range(out_of + 1):
        answers = tuple(judged({"T-Q0": "S" * count + "I" * (out_of - count)}))
        (row,) = boundaries(asked, Judgements.of(answers))
        assert row.to_raise == fewest_by_trial(asked, answers, up=True)
        assert row.to_lower == fewest_by_trial(asked, answers, up=False)
        assert len(row.which) == (row.fewest or 0)


def band_after(asked: Framework, answers: Judgements, row: Boundary) -> str:
    reverse = {(j.case_id, j.item_id) for j in row.which}
    after = Judgements.of(
        Judgement(case_id=j.case_id, item_id=j.item_id, answer=REVERSED[j.answer])
        if (j.case_id, j.item_id) in reverse
        else j
        for j in answers
    )
    band = score(asked, after).of(row.score.id).band
    return band.id if band else ""


@pytest.mark.parametrize(
    ("answers", "to_raise", "to_lower", "after"),
    [
        ("SSSSIIIIII", 1, None, "MIDDLE"),
        ("SSSSSSSIII", 1, 3, "HIGH"),
        ("SSSSSIIIII", 3, 1, "LOW"),
        ("SSSSSSSSSS", None, 3, "MIDDLE"),
        ("IIIIIIIIII", 5, None, "MIDDLE"),
    ],
)
def test_the_named_judgements_take_a_score_over_the_nearer_edge(
    answers: str, to_raise: int | None, to_lower: int | None, after: str
) -> None:
    asked = one_criterion(1)
    (row,) = boundaries(asked, judged({"T-Q0": answers}))
    assert (row.to_raise, row.to_lower) == (to_raise, to_lower)
    assert band_after(asked, judged({"T-Q0": answers}), row) == after


def test_judgements_that_open_other_questions_are_named_last() -> None:
    first = item("Q0")
    second = item("Q1", gate=Gate(item="T-Q0", when="sufficient"))
    asked = framework(
        items=(first, second),
        criteria=one_criterion(1).criteria,
        headlines=(),
        recommendations=(),
    )
    (row,) = boundaries(asked, judged({"T-Q0": "SSSI", "T-Q1": "SII."}))
    assert row.to_lower == 1
    assert [j.item_id for j in row.which] == ["T-Q1"]


def test_only_banded_scores_stand_in_the_panel() -> None:
    assert [row.score.id for row in boundaries(TINY, JUDGED)] == ["T-1.1", "T-2.1", "safety"]
    assert boundaries(framework(bands=()), JUDGED) == ()


def test_with_one_band_nothing_can_change_it() -> None:
    asked = one_criterion(1, bands=framework().bands[:1])
    (row,) = boundaries(asked, judged({"T-Q0": "SI"}))
    assert row.fewest is None
    assert row.which == ()
