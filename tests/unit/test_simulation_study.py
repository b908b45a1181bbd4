"""The small simulation: every claim of an interval holds, and what ought to fail does.

20 programmes of 40 services, one seed. The Monte-Carlo error of a coverage near 95% is about
half a point there, so that bounds of two points lie four errors away; where an error is larger,
the test says so. The full size is measured by `make bench`.
"""

from dataclasses import replace

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.claim_questions import Bands
from corecase.statistics.coverage import Calibration, CalibrationTally, CoverageTally
from corecase.statistics.estimates import Target, estimate
from corecase.statistics.interval_questions import ScoreIntervals
from corecase.statistics.intervals import intervals
from corecase.statistics.simulated_inspections import inspected
from corecase.statistics.simulation import simulate
from corecase.statistics.simulation_design import (
    SYNTHETIC,
    Design,
    SimulatedAssessors,
    SimulatedHeadline,
)
from corecase.statistics.simulation_study import Study, assessor_effect, study

SMALL = Design(n_services=40)
TIMES, SEED = 20, 1


@pytest.fixture(scope="module")
def small() -> Study:
    return study(SMALL, seed=SEED, n_programmes=TIMES)


def test_intervals_of_95_percent_hold_in_93_to_97_of_100(small: Study) -> None:
    found = [small.caseload, small.practice, small.differences, *small.by_headline]
    assert [one.what for one in found if not 0.93 <= one.share <= 0.97] == []
    assert all(one.of >= 800 for one in found)
    assert small.caseload.of == 40 * TIMES * 3


def test_intervals_of_80_percent_hold_in_about_80_of_100(small: Study) -> None:
    assert small.caseload_80.error < 0.013
    assert small.caseload_80.share == pytest.approx(0.80, abs=0.04)


def test_intervals_of_shrunken_scores_hold(small: Study) -> None:
    # They take the spread between services as known, so that they hold in 94 of 100.
    assert small.shrunken.error < 0.006
    assert 0.92 <= small.shrunken.share <= 0.97
    assert small.shrunken.mean_width < small.practice.mean_width


def test_intervals_of_places_hold_and_are_wide(small: Study) -> None:
    # A place is a whole number, and of 40 places whole numbers hold more than they have to.
    assert 0.93 <= small.places.share <= 0.985
    assert small.places.mean_width > 10


def test_the_negative_controls_fail(small: Study) -> None:
    assert small.naive.share < 0.80
    assert small.naive.share + 4 * small.naive.error < 0.93
    # What is right for this caseload is too narrow for how the service works.
    assert small.mistaken.share + 4 * small.mistaken.error < small.practice.share


def gaps(calibration: Calibration) -> list[float]:
    """By how much each group misses three points, or three Monte-Carlo errors where it is small."""
    return [g.gap - max(0.03, 3 * g.error) for g in calibration.groups]


def test_stated_chances_come_true_as_often_as_stated(small: Study) -> None:
    for found in (small.bands, small.bands_among, small.top_quartile):
        assert max(gaps(found)) <= 0, found.what
    # The groups at the ends are large enough for three points by themselves.
    ends = (small.top_quartile.groups[0], small.top_quartile.groups[-1], small.bands.groups[-1])
    assert all(group.gap <= 0.03 for group in ends)


def test_what_is_said_of_a_band_is_worth_more_than_the_band_alone(small: Study) -> None:
    hard, alone, among = small.brier
    assert hard == pytest.approx(2 * small.other_band.share)
    assert among < alone < hard
    assert small.other_band.share == pytest.approx(0.155, abs=4 * small.other_band.error)


def test_the_lowest_score_is_partly_bad_luck(small: Study) -> None:
    lowest = small.lowest
    assert lowest.observed < lowest.truth
    assert lowest.observed < lowest.lowest_truth <= lowest.truth
    assert abs(lowest.shrunken - lowest.truth) < abs(lowest.observed - lowest.truth)


def test_who_seems_to_be_in_the_top_quartile_is_not_always(small: Study) -> None:
    assert small.seems_top == 10 * 3 * TIMES
    assert small.named_top < small.truly_top < small.seems_top
    assert 0.2 < small.clear_differences < 0.7


def test_a_study_says_that_it_is_synthetic_and_what_it_looked_at(small: Study) -> None:
    assert small.notice == f"{SYNTHETIC} Seed 1."
    assert (small.n_programmes, small.compared) == (TIMES, Target.PRACTICE)
    assert [one.level for one in small.promises] == [0.95, 0.80, 0.95, 0.95, 0.95, 0.95]
    assert small.controls == (small.naive, small.mistaken)


def test_the_same_seed_shows_the_same() -> None:
    few = Design(n_services=8)
    first, again, other = (study(few, seed=seed, n_programmes=2) for seed in (5, 5, 6))
    assert first == again
    assert first != other


def test_comparisons_may_speak_of_the_caseload() -> None:
    few = Design(n_services=8)
    practice, caseload = (
        study(few, seed=5, n_programmes=2, compared=target)
        for target in (Target.PRACTICE, Target.CASELOAD)
    )
    assert caseload.shrunken.mean_width < practice.shrunken.mean_width
    assert caseload.caseload == practice.caseload


def test_what_is_asked_is_what_reports_use() -> None:
    """The arrays of the study are the estimates of one service after another."""
    programme = simulate(Design(n_services=6, gates=True), seed=4)
    for target in Target:
        seen = inspected(programme, target)
        tally = CoverageTally(what="any", level=0.9)
        ScoreIntervals(tally).look(seen)
        width = 0.0
        for k in range(6):
            found = estimate(programme.totals_of(k), target)
            assert found.shares == pytest.approx(seen.estimates.shares[k], abs=1e-12)
            assert found.standard_errors == pytest.approx(
                seen.estimates.standard_errors[k], abs=1e-12
            )
            width += sum(i.high - i.low for i in intervals(found, 0.9) if i)
        assert tally.result().mean_width == pytest.approx(width / 18, abs=1e-12)


def test_bands_are_counted_against_the_true_band() -> None:
    seen = inspected(simulate(Design(n_services=6), seed=4), Target.CASELOAD)
    bands = Bands(CalibrationTally(what="alone"), CalibrationTally(what="among"), cuts=(0.6,))
    bands.look(seen)
    elsewhere = (seen.estimates.shares >= 0.6) != (seen.truth >= 0.6)
    assert bands.elsewhere().share == pytest.approx(elsewhere.mean())
    known = replace(seen, truth=seen.estimates.shares)
    certain = Bands(CalibrationTally(what="alone"), CalibrationTally(what="among"), cuts=(0.6,))
    certain.look(known)
    assert certain.elsewhere().share == 0
    assert certain.brier()[0] == 0


def test_intervals_from_cases_alone_are_too_narrow_where_assessors_differ() -> None:
    design = replace(SMALL, assessors=SimulatedAssessors())
    without, within = assessor_effect(design, seed=SEED, n_programmes=10)
    assert without.share < 0.93
    assert within.share > 0.94
    assert within.mean_width > without.mean_width


def test_gates_and_case_mix_leave_intervals_as_they_are() -> None:
    mixed = replace(SMALL, gates=True, case_mix=True)
    found = study(mixed, seed=SEED, n_programmes=10)
    assert found.caseload.error < 0.01
    assert 0.93 <= found.caseload.share <= 0.97
    assert 0.93 <= found.practice.share <= 0.97


def test_the_effect_of_assessors_needs_assessors() -> None:
    with pytest.raises(InputError, match="average assessor"):
        assessor_effect(SMALL, seed=1, n_programmes=1)


def test_a_study_needs_two_services() -> None:
    with pytest.raises(InputError, match="at least two services"):
        study(Design(n_services=1), seed=1, n_programmes=1)


def test_scores_that_do_not_exist_are_left_out_of_the_intervals() -> None:
    seldom = SimulatedHeadline(id="SELDOM", title="Seldom", base=0.0, n_items=1)
    programme = simulate(Design(n_services=4, headlines=(seldom,), applicabilities=(1e-9,)), seed=1)
    seen = inspected(programme, Target.CASELOAD)
    tally = CoverageTally(what="any", level=0.95)
    ScoreIntervals(tally).look(seen)
    assert np.isnan(seen.truth).all()
    with pytest.raises(InputError, match="no interval"):
        tally.result()
