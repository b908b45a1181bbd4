"""What a size tells: one question beside pooled scores, and sizes for a margin."""

import pytest

from corecase.core.errors import InputError
from corecase.core.planning import (
    ONE_QUESTION,
    PLANNED,
    PooledScore,
    cases_for,
    correlation_from,
    margin,
    precisions,
)
from corecase.core.sampling import sample_size


def pooled(rho: float, m: float = 40) -> PooledScore:
    return PooledScore(words="pooled", n_judgements=m, correlation=rho)


@pytest.mark.parametrize(
    ("n", "of", "single", "low", "high"),
    [
        (38, 150, 9.0, 3.4, 4.2),
        (85, 900, 6.6, 2.5, 3.1),
        (62, 250, 7.1, 2.7, 3.3),
        # 4.45 points to two decimals, so 4.4 and not the 4.5 of rounding twice.
        (20, 60, 11.8, 4.4, 5.5),
    ],
)
def test_margins_at_80_per_cent_are_those_worked_out_apart(
    n: int, of: int, single: float, low: float, high: float
) -> None:
    found = [
        margin(n, of, confidence=0.8, score=score)
        for score in (ONE_QUESTION, pooled(0.12), pooled(0.2))
    ]
    assert [round(100 * one, 1) for one in found if one is not None] == [single, low, high]


@pytest.mark.parametrize("n_population", [0, 1, 2, 60, 150, 900])
@pytest.mark.parametrize("wanted", [0.05, 0.1])
def test_one_question_needs_the_cases_of_the_plain_formula(
    n_population: int, wanted: float
) -> None:
    plain = sample_size(n_population, confidence=0.9, margin=wanted)
    assert cases_for(wanted, n_population, confidence=0.9) == plain


@pytest.mark.parametrize("score", [ONE_QUESTION, *PLANNED, pooled(1), pooled(0)])
@pytest.mark.parametrize("n_population", [2, 20, 150, 900])
def test_the_size_for_a_margin_is_the_least_that_keeps_it(
    score: PooledScore, n_population: int
) -> None:
    n = cases_for(0.05, n_population, confidence=0.8, score=score)
    kept = margin(n, n_population, confidence=0.8, score=score)
    fewer = margin(n - 1, n_population, confidence=0.8, score=score)
    assert kept is not None
    assert kept <= 0.05
    assert fewer is None or fewer > 0.05


def test_a_whole_caseload_leaves_no_margin_and_no_case_tells_nothing() -> None:
    assert margin(7, 7, confidence=0.8) == 0
    assert margin(1, 1, confidence=0.8) == 0
    assert margin(0, 7, confidence=0.8) is None
    assert margin(0, 0, confidence=0.8) is None
    with pytest.raises(InputError, match="tells nothing"):
        precisions(0, 7, confidence=0.8)


def test_judgements_all_alike_within_a_case_tell_as_much_as_one_question() -> None:
    assert pooled(1).factor == 1
    assert pooled(0, m=40).factor == 1 / 40
    assert pooled(0.5, m=1).design_effect == 1


def test_both_are_said_side_by_side_with_what_was_assumed() -> None:
    single, safeguarding, *_ = precisions(38, 150, confidence=0.8)
    assert single.words == (
        "38 of 150 cases tell one question asked of every case within 9.0 points either way at "
        "80% confidence."
    )
    assert safeguarding.words == (
        "38 of 150 cases tell Safeguarding within 3.7 points either way at 80% confidence, if a "
        "case brings 18 judgements whose correlation is 0.12 (unverified)."
    )


def test_a_correlation_comes_from_a_design_effect() -> None:
    assert correlation_from(5.68, 40) == pytest.approx(0.12)
    assert correlation_from(0.5, 40) == 0
    assert correlation_from(99, 40) == 1
    with pytest.raises(InputError, match="more than one judgement"):
        correlation_from(2, 1)


@pytest.mark.parametrize(
    ("m", "rho", "told"),
    [
        (0.5, 0.1, "at least one judgement"),
        (float("nan"), 0.1, "at least one judgement"),
        (float("inf"), 0.1, "at least one judgement"),
        (5, -0.1, "between 0 and 1"),
        (5, float("nan"), "between 0 and 1"),
    ],
)
def test_a_pooled_score_that_cannot_be_is_refused(m: float, rho: float, told: str) -> None:
    with pytest.raises(InputError, match=told):
        pooled(rho, m)


def test_what_cannot_be_planned_is_refused() -> None:
    with pytest.raises(InputError, match="8 cases cannot be drawn from 7"):
        margin(8, 7, confidence=0.8)
    with pytest.raises(InputError, match="The confidence must lie"):
        margin(1, 7, confidence=1)
    with pytest.raises(InputError, match="The expected share must lie"):
        cases_for(0.05, 7, confidence=0.8, share=0)
    with pytest.raises(InputError, match="between 0 and 100 points"):
        cases_for(1, 7, confidence=0.8)
    with pytest.raises(InputError, match="fewer than 0"):
        cases_for(0.05, -1, confidence=0.8)


@pytest.mark.parametrize("wanted", [1e-200, 1e-160])
def test_a_margin_too_small_to_be_squared_asks_for_every_case(wanted: float) -> None:
    assert cases_for(wanted, 150, confidence=0.8) == 150
    assert sample_size(150, confidence=0.8, margin=wanted) == 150


def test_a_caseload_of_one_is_that_case() -> None:
    assert cases_for(0.05, 1, confidence=1e-300) == 1
    assert sample_size(1, confidence=1e-300, margin=0.05) == 1
