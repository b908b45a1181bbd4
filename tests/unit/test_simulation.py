"""The invented country: known truth, fixed by its seed, and as its settings say."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from corecase.core.errors import InputError
from corecase.statistics.simulation import programmes, simulate
from corecase.statistics.simulation_design import (
    APPLICABILITIES,
    HEADLINES,
    SYNTHETIC,
    Design,
    SimulatedAssessors,
    SimulatedHeadline,
)

SMALL = Design(n_services=12)
EVERYTHING = Design(n_services=12, gates=True, case_mix=True, assessors=SimulatedAssessors())
ONE_ITEM = (SimulatedHeadline(id="ONE", title="One item", base=0.0, n_items=1),)


def test_the_same_seed_gives_the_same_programme_and_another_another() -> None:
    first, again, other = (simulate(EVERYTHING, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(first.answers, again.answers)
    assert np.array_equal(first.caseload_truth, again.caseload_truth)
    assert not np.array_equal(first.country.levels, other.country.levels)


def test_a_programme_does_not_depend_on_how_many_are_made() -> None:
    third = list(programmes(SMALL, seed=3, n_programmes=3))[2]
    assert np.array_equal(third.answers, simulate(SMALL, seed=3, number=2).answers)


def test_everything_says_that_it_is_synthetic() -> None:
    programme = simulate(SMALL, seed=3, number=7)
    assert programme.notice == f"{SYNTHETIC} Seed 3, programme 7."
    assert programme.service_ids[0] == "SYNTHETIC-001"
    assert programme.case_ids(11)[-1].startswith("SYNTHETIC-012-")


def test_the_truth_is_the_pooled_share_of_the_whole_caseload() -> None:
    whole = simulate(Design(n_services=5, caseload=30, sample=30), seed=8)
    for k in range(5):
        rows = whole.rows(k)
        shares = whole.sufficient[rows].sum(axis=0) / whole.applicable[rows].sum(axis=0)
        assert np.array_equal(shares, whole.caseload_truth[k])


def test_a_sample_is_drawn_without_replacement_from_its_own_caseload() -> None:
    programme = simulate(SMALL, seed=3)
    for k in range(12):
        totals = programme.totals_of(k)
        assert totals.n_cases == programme.country.n_sampled[k]
        assert totals.n_population is not None
        assert totals.n_population[0] == programme.country.n_population[k]
    assert len(programme.answers) == programme.country.n_sampled.sum()


def test_sizes_follow_the_programme() -> None:
    country = simulate(Design(), seed=1).country
    assert country.n_population.min() >= 40
    assert country.n_population.max() <= 1200
    for n_population, n_sampled in zip(country.n_population, country.n_sampled, strict=True):
        edges = ((60, 26), (130, 32), (220, 38), (400, 50), (700, 65), (1201, 85))
        assert n_sampled == next(n for edge, n in edges if n_population < edge)


def test_the_practice_truth_is_the_limit_of_large_caseloads() -> None:
    large = Design(n_services=3, caseload=40_000, sample=2, gates=True, case_mix=True)
    programme = simulate(large, seed=5)
    # A caseload of 40,000 is itself a sample, with a standard error of about a tenth of a point.
    gap = np.abs(programme.caseload_truth - programme.practice_truth)
    assert gap.max() < 0.005


def test_practice_truth_of_one_item_is_its_chance() -> None:
    plain = Design(
        n_services=2, headlines=ONE_ITEM, service_sd=0, case_sd=0, case_headline_sd=0, uplift=1.5
    )
    found = simulate(plain, seed=1).practice_truth
    assert found == pytest.approx(1 / (1 + np.exp(-1.5)), abs=1e-12)


def test_practice_truth_is_the_mean_over_the_quality_of_cases() -> None:
    design = Design(n_services=2, headlines=ONE_ITEM, service_sd=0, uplift=0.7)
    spread = (1.0**2 + 0.5**2) ** 0.5

    def chance(z: float) -> float:
        return float(norm.pdf(z) / (1 + np.exp(-(0.7 + spread * z))))

    expected, _ = quad(chance, -12, 12, epsabs=1e-13)
    assert simulate(design, seed=1).practice_truth == pytest.approx(expected, abs=1e-9)


def test_the_year_2012_lies_above_2010() -> None:
    earlier, later = (simulate(Design(n_services=12, uplift=u), seed=3) for u in (0.0, 0.15))
    assert np.all(later.practice_truth > earlier.practice_truth)


def test_a_gated_item_is_asked_only_where_the_other_is_sufficient() -> None:
    programme = simulate(Design(n_services=6, gates=True), seed=2)
    gate = programme.country.gate
    gated = np.flatnonzero(gate >= 0)
    assert gated[:3].tolist() == [1, 5, 9]
    # 5, 4 and 9 of the items of the three headlines.
    assert len(gated) == 18
    asked = programme.answers[:, gated] >= 0
    assert np.all(programme.answers[:, gate[gated]][asked] == 1)
    assert not (simulate(Design(n_services=6), seed=2).country.gate >= 0).any()


def test_case_mix_moves_cases_and_differs_between_services() -> None:
    mixed = simulate(Design(n_services=40, case_mix=True), seed=2)
    shares = np.bincount(mixed.sentence, minlength=3) / len(mixed.sentence)
    assert shares == pytest.approx([0.30, 0.58, 0.12], abs=0.08)
    easy, _, hard = (
        mixed.sufficient[mixed.sentence == s].sum() / mixed.applicable[mixed.sentence == s].sum()
        for s in range(3)
    )
    assert easy > hard + 0.05
    alike = simulate(Design(n_services=40), seed=2)
    assert set(alike.sentence) == {1}


def test_assessors_change_neither_the_truth_nor_the_draw() -> None:
    alone = simulate(Design(n_services=12), seed=6)
    people = simulate(Design(n_services=12, assessors=SimulatedAssessors()), seed=6)
    assert np.array_equal(alone.caseload_truth, people.caseload_truth)
    assert not np.array_equal(alone.answers, people.answers)


def test_assessors_without_leniency_or_mistakes_are_the_average_one() -> None:
    exact = SimulatedAssessors(leniency_sd=0, applicability_flips=0, fresh_answers=0)
    alone = simulate(Design(n_services=12), seed=6)
    people = simulate(Design(n_services=12, assessors=exact), seed=6)
    assert np.array_equal(alone.answers, people.answers)
    assert people.assessed is not None
    twice = people.assessed.seconds
    assert np.array_equal(twice.answers, people.answers[twice.rows])


def test_second_assessments_are_by_another_of_the_team() -> None:
    programme = simulate(EVERYTHING, seed=6)
    assert programme.assessed is not None
    people, seconds = programme.assessed, programme.assessed.seconds
    first = people.assessor[seconds.rows]
    assert np.all(first != seconds.assessor)
    for k in range(12):
        rows = programme.rows(k)
        mine = (seconds.rows >= rows.start) & (seconds.rows < rows.stop)
        assert mine.sum() == max(2, -(-int(programme.country.n_sampled[k]) // 10))
        team = set(people.assessor[rows])
        assert 4 <= len(team) <= 7
        assert set(seconds.assessor[mine]) <= team


def test_agreement_falls_with_fresh_answers() -> None:
    def agreement(fresh: float) -> float:
        people = SimulatedAssessors(leniency_sd=0, applicability_flips=0, fresh_answers=fresh)
        found = simulate(Design(n_services=30, assessors=people), seed=6).assessed
        assert found is not None
        first = found.answers[found.seconds.rows]
        both = first >= 0
        return float((first == found.seconds.answers)[both].mean())

    assert agreement(0.0) == 1
    assert 0.8 < agreement(0.15) < 0.95
    assert agreement(1.0) < 0.7


def test_nobody_judges_twice_where_nobody_is_asked_to() -> None:
    people = SimulatedAssessors(second_share=0, team_sizes=(1, 1))
    found = simulate(Design(n_services=3, assessors=people), seed=6).assessed
    assert found is not None
    assert not len(found.seconds.rows)
    assert len(found.leniency) == 3


def test_judgements_of_assessors_add_up_to_those_of_the_service() -> None:
    programme = simulate(EVERYTHING, seed=6)
    counts = programme.judgements_by_assessor(3)
    assert len(counts) == 3
    assert 4 <= len(counts[0]) <= 7
    applicable = programme.applicable[programme.rows(3)].sum(axis=0)
    assert [sum(one.values()) for one in counts] == applicable.tolist()


def test_judgements_of_assessors_need_assessors() -> None:
    with pytest.raises(InputError, match="one average assessor"):
        simulate(SMALL, seed=6).judgements_by_assessor(0)


def test_a_headline_that_never_applies_has_no_truth() -> None:
    seldom = Design(n_services=2, headlines=ONE_ITEM, applicabilities=(1e-9,))
    assert np.isnan(simulate(seldom, seed=1).caseload_truth).all()


def test_the_country_looks_like_the_published_one() -> None:
    """Averages near 63, 59 and 65%, standard deviations near 10 points, items as described."""
    found = [simulate(Design(), seed=11, number=i) for i in range(6)]
    averages = np.mean([p.practice_truth.mean(axis=0) for p in found], axis=0)
    # The standard error of an average of six national means is about one point, because the
    # items are drawn again each time.
    assert averages == pytest.approx([0.63, 0.59, 0.65], abs=0.03)
    spread = np.mean([p.practice_truth.std(axis=0) for p in found], axis=0)
    assert np.all((spread > 0.06) & (spread < 0.11))
    assert {float(a) for a in found[0].country.applicability} <= set(APPLICABILITIES)
    assert [h.n_items for h in HEADLINES] == [20, 16, 36]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda: Design(n_services=0), "at least one service", id="no service"),
        pytest.param(lambda: Design(headlines=()), "at least one service", id="no headline"),
        pytest.param(lambda: Design(case_sd=-1), "spreads", id="negative spread"),
        pytest.param(lambda: Design(item_sd=6), "spreads", id="wide spread"),
        pytest.param(lambda: Design(uplift=9), "spreads", id="wide uplift"),
        pytest.param(lambda: Design(service_correlation=1.1), "correlation", id="correlation"),
        pytest.param(
            lambda: Design(applicabilities=()), "share of the cases", id="no applicability"
        ),
        pytest.param(
            lambda: Design(applicabilities=(0.0,)), "share of the cases", id="applies to none"
        ),
        pytest.param(lambda: Design(caseload=5), "neither", id="only a caseload"),
        pytest.param(
            lambda: Design(caseload=5, sample=6), "at most the whole", id="sample too large"
        ),
        pytest.param(lambda: Design(caseload=5, sample=0), "at most the whole", id="empty sample"),
        pytest.param(
            lambda: SimulatedHeadline(id="A", title="A", base=0, n_items=0),
            "at least one item",
            id="no item",
        ),
        pytest.param(
            lambda: SimulatedHeadline(id="A", title="A", base=7, n_items=1),
            "logit scale",
            id="far base",
        ),
        pytest.param(
            lambda: SimulatedAssessors(team_sizes=(5, 4)),
            "smaller number first",
            id="team backwards",
        ),
        pytest.param(
            lambda: SimulatedAssessors(team_sizes=(1, 4)), "at least two", id="team of one"
        ),
        pytest.param(
            lambda: SimulatedAssessors(leniency_sd=-0.1), "leniency", id="negative leniency"
        ),
        pytest.param(
            lambda: SimulatedAssessors(fresh_answers=1.5), "between 0 and 1", id="share above one"
        ),
        pytest.param(lambda: simulate(SMALL, seed=-1), "whole numbers from 0", id="negative seed"),
        pytest.param(
            lambda: simulate(SMALL, seed=1, number=-1), "whole numbers from 0", id="negative number"
        ),
        pytest.param(
            lambda: programmes(SMALL, seed=1, n_programmes=0),
            "at least one programme",
            id="no programme",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_a_sentence(
    make: Callable[[], object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        make()
