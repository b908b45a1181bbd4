"""Every score of a sample with its interval: what a page prints, at its edges."""

from dataclasses import replace

import pytest

from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample, StratumSize
from corecase.core.errors import InputError
from corecase.core.judgements import Judgements
from corecase.core.scoring import score
from corecase.statistics.estimates import Target, estimate
from corecase.statistics.intervals import Method, score_intervals
from corecase.statistics.sample_estimates import Certainty, SampleEstimates, sample_estimates
from corecase.statistics.totals import totals_of
from tests.builders import finished, framework, judged

HALF = {"T-A": "SI" * 10, "T-D": "SSII" * 5}
"""Twenty cases, half of them done well."""


def cases_of(judgements: Judgements, **attributes: str) -> tuple[Case, ...]:
    return tuple(Case(id=case_id, attributes=attributes) for case_id in judgements.case_ids)


def found(
    answers: dict[str, str], drawn: DrawnSample | None = None, **asked: object
) -> SampleEstimates:
    judgements = finished(answers)
    made = sample_estimates(
        framework(),
        judgements,
        cases_of(judgements, sentence="fine"),
        drawn=drawn,
        **asked,  # type: ignore[arg-type]  # a level or a target
    )
    assert made is not None
    return made


def test_every_score_has_the_interval_of_its_estimate() -> None:
    asked, judgements = framework(), judged(HALF)
    made = found(HALF, DrawnSample(n_population=60))
    totals = totals_of(asked, judgements, population=60)
    expected = score_intervals(estimate(totals))
    assert [row.score for row in made.rows] == list(score(asked, judgements).all)
    assert [(row.interval, row.method) for row in made.rows] == [
        (one.interval, one.method) for one in expected
    ]
    assert made.has_intervals
    assert made.drawn_sentence == "20 cases were assessed of 60 that could be drawn."
    assert made.notices == ()
    assert made.of("safety").interval_printed == "32% to 68%"


def test_level_and_target_are_those_that_were_asked_for() -> None:
    drawn = DrawnSample(n_population=25)
    plain, narrow = found(HALF, drawn), found(HALF, drawn, level=0.8)
    practice = found(HALF, drawn, target=Target.PRACTICE)
    widths = [
        one.interval.points for made in (narrow, plain, practice) if (one := made.of("safety"))
        if one.interval
    ]  # fmt: skip
    assert widths == sorted(widths)
    assert len(set(widths)) == 3
    assert practice.is_practice
    assert "practice" in practice.of("safety").sentence


def test_an_unknown_caseload_is_said() -> None:
    made = found(HALF)
    assert made.n_population is None
    assert made.drawn_sentence == (
        "20 cases were assessed; how many could have been drawn is not known."
    )
    assert [said.partition(" if ")[0] for said in made.notices] == ["So the intervals hold"]
    assert found(HALF, target=Target.PRACTICE).notices == ()


def test_all_cases_assessed_leave_nothing_open() -> None:
    made = found(HALF, DrawnSample(n_population=20))
    row = made.of("safety")
    assert made.is_complete
    assert not made.has_intervals
    assert row.method is Method.COMPLETE
    assert row.interval_printed == row.band_remark == "all cases assessed"


def test_too_few_cases_have_a_count_alone() -> None:
    made = found({"T-A": "S"}, DrawnSample(n_population=9))
    row = made.of("safety")
    assert not made.has_intervals
    assert (row.interval, row.chances, row.points_around, row.certainty) == (None,) * 4
    assert row.chance_printed == ""
    assert row.interval_printed == row.band_remark == Method.COUNT_ONLY.words
    assert made.drawn_sentence == "1 case was assessed of 9 that could be drawn."
    assert made.of("T-1.2").band_remark == "not applicable"
    assert made.of("T-1.2").weighted_percent is None


def test_a_score_that_there_is_not_is_named() -> None:
    with pytest.raises(InputError, match=r"no score 'weather'; this framework has T-1\.1"):
        found(HALF).of("weather")


@pytest.mark.parametrize(
    ("answers", "certainty", "printed", "remark"),
    [
        ("S" * 20, Certainty.SETTLED, "99%", "99%"),
        ("S" * 13 + "I" * 7, Certainty.PROBABLE, "78%", "78%: probably"),
        ("S" * 15 + "I" * 5, Certainty.CLOSE, "50%", "50%: close to the boundary with MIDDLE"),
        ("I" * 200, Certainty.SETTLED, "over 99%", "over 99%"),
    ],
)
def test_how_sure_a_band_is(answers: str, certainty: Certainty, printed: str, remark: str) -> None:
    row = found({"T-A": answers}).of("safety")
    assert row.certainty is certainty
    assert row.chance_printed == printed
    assert row.band_remark == remark


def test_both_ends_are_said_where_they_are_not_equally_far() -> None:
    assert found(HALF).of("T-2.1").points_around == 22
    assert found({"T-A": "S" * 19 + "I"}).of("safety").points_around is None
    many = found({"T-A": "SI" * 20_000}).of("safety")
    assert many.points_around == 1


def test_cases_that_nobody_has_begun_say_nothing() -> None:
    judgements = finished(HALF)
    waiting = Judgements({**judgements.by_case, "later-1": {}, "later-2": {}})
    made = sample_estimates(
        framework(), waiting, cases_of(waiting), drawn=DrawnSample(n_population=60)
    )
    whole = sample_estimates(
        framework(), judgements, cases_of(judgements), drawn=DrawnSample(n_population=60)
    )
    assert made == whole
    nobody = Judgements({"later-1": {}})
    assert sample_estimates(framework(), nobody, cases_of(nobody)) is None


def test_half_a_case_counts_in_no_interval_and_is_said() -> None:
    judgements, begun = finished(HALF), judged({"T-A": "II", "T-D": "I"})
    half = {f"half-{case_id}": answers for case_id, answers in begun.by_case.items()}
    together = Judgements({**judgements.by_case, **half})
    drawn = DrawnSample(n_population=60)
    made = sample_estimates(framework(), together, cases_of(together), drawn=drawn)
    whole = sample_estimates(framework(), judgements, cases_of(judgements), drawn=drawn)
    assert made is not None
    assert whole is not None
    assert (made.n_cases, made.n_unfinished) == (20, 2)
    assert made.rows == whole.rows
    assert made.notices[0] == (
        "2 more cases have some of their answers. Those answers count in the scores, and in no "
        "interval before the case is fully answered."
    )
    assert whole.notices == ()
    one = Judgements({**judgements.by_case, "half": half["half-X-1"]})
    single = sample_estimates(framework(), one, cases_of(one), drawn=drawn)
    assert single is not None
    assert single.notices[0].startswith("1 more case has some of its answers. Those answers count")
    alone = Judgements(half)
    assert sample_estimates(framework(), alone, cases_of(alone), drawn=drawn) is None


def test_a_band_that_unfinished_cases_change_is_named_beside_its_chance() -> None:
    row = found({"T-A": "S" * 20}).of("safety")
    assert row.band_remark_beside("HIGH") == row.band_remark
    assert row.band_remark_beside("LOW") == f"HIGH by the fully answered cases: {row.band_remark}"
    assert found({"T-A": "S"}).of("safety").band_remark_beside("LOW") == Method.COUNT_ONLY.words


def test_a_case_of_which_nothing_is_asked_was_assessed() -> None:
    only = framework(items=(framework().items[2],), headlines=(), recommendations=())
    custody = judged({"T-C": "SISIS"})
    judgements = Judgements({**custody.by_case, "other": {}})
    other = Case(id="other", attributes={"sentence": "fine"})
    cases = (*cases_of(custody, sentence="custody"), other)
    made = sample_estimates(only, judgements, cases)
    assert made is not None
    assert made.n_cases == 6


# Strata


def by_sentence(custody: int, fine: int) -> DrawnSample:
    return DrawnSample(
        n_population=custody + fine,
        by=("sentence_type",),
        strata=(
            StratumSize(values=("custody",), n_population=custody),
            StratumSize(values=("fine",), n_population=fine),
        ),
    )


def stratified(n_custody: int, drawn: DrawnSample) -> SampleEstimates:
    judgements = finished({"T-A": "S" * 10 + "I" * 10})
    kinds = ["custody"] * n_custody + ["fine"] * (20 - n_custody)
    cases = tuple(
        Case(id=case_id, attributes={"sentence_type": kind})
        for case_id, kind in zip(judgements.case_ids, kinds, strict=True)
    )
    made = sample_estimates(framework(), judgements, cases, drawn=drawn)
    assert made is not None
    return made


def test_each_stratum_counts_with_its_share_of_all_cases() -> None:
    made = stratified(10, by_sentence(20, 80))
    row = made.of("safety")
    assert row.share == pytest.approx(0.2)
    assert (row.score.figure.printed, row.weighted_percent) == ("50%", 20)
    assert " is between " in row.sentence
    assert made.drawn_sentence == (
        "20 cases were assessed of 100 that could be drawn, by strata of sentence type."
    )
    assert [said.partition(" counts")[0] for said in made.notices] == ["An interval"]


def test_strata_sampled_alike_change_no_percentage() -> None:
    made = stratified(10, by_sentence(50, 50))
    assert made.of("safety").weighted_percent is None
    assert made.notices == ()


def test_a_stratum_with_one_case_is_counted_with_another_and_not_named() -> None:
    made = stratified(1, by_sentence(20, 80))
    assert made.n_joined == 1
    assert (
        made.notices[-1]
        == "A stratum with too few assessed cases is counted together with another."
    )
    assert not any("custody" in said for said in made.notices)


def test_cases_alike_within_each_stratum_show_no_spread() -> None:
    made = stratified(10, by_sentence(20, 80))
    row = made.of("safety")
    assert row.method is Method.WILSON
    assert row.interval is not None
    assert row.interval.points > 5


# Missing cases


def test_missing_cases_bound_every_score() -> None:
    drawn = DrawnSample(
        n_population=60, missing=(Case(id="gone", attributes={"sentence": "fine"}),)
    )
    made = found(HALF, drawn)
    bounds = made.of("T-2.1").bounds
    assert made.n_missing == 1
    assert bounds is not None
    assert (str(bounds.low), str(bounds.high)) == ("10 of 21", "11 of 21")
    without = found(HALF, replace(drawn, missing=()))
    assert without.n_missing == 0
    assert not any(row.bounds for row in without.rows)
