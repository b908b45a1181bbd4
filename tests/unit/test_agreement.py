"""Coefficients of agreement at their edges: one category, one unit, no pair, one rater."""

from math import sqrt

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.agreement import (
    Coefficient,
    Weighting,
    brennan_prediger,
    cohen,
    conger,
    fleiss,
    gwet,
    percent_agreement,
    table_of,
    weights,
)
from corecase.statistics.alpha import Metric, krippendorff
from corecase.statistics.ratings import Ratings

ONE_CATEGORY = np.array([[2, 0], [2, 0], [2, 0]])
NO_PAIR = np.array([[1, 0], [0, 1]])
NOTHING = np.zeros((0, 2), dtype=np.int64)
MIXED = np.array([[2, 0, 0], [1, 1, 0], [0, 0, 3], [0, 1, 0], [0, 0, 0]])


def test_one_category_leaves_a_kappa_nothing_to_measure() -> None:
    assert fleiss(ONE_CATEGORY).value is None
    assert fleiss(ONE_CATEGORY).observed == 1
    assert fleiss(ONE_CATEGORY).by_luck == 1
    assert krippendorff(ONE_CATEGORY) is None
    assert cohen(np.array([[9, 0], [0, 0]])).value is None
    assert conger(Ratings.of([("S", "S"), ("S", "S")], ("S", "I"))).value is None


def test_one_category_is_full_agreement_for_gwet_and_brennan_prediger() -> None:
    assert gwet(ONE_CATEGORY).value == 1
    assert gwet(ONE_CATEGORY).standard_error == 0
    assert brennan_prediger(ONE_CATEGORY).value == 1


@pytest.mark.parametrize("counts", [NO_PAIR, NOTHING])
def test_without_a_pair_there_is_no_agreement(counts: np.ndarray) -> None:
    none = Coefficient(
        value=None, standard_error=None, observed=None, by_luck=None, n_units=len(counts)
    )
    assert (gwet(counts), fleiss(counts), brennan_prediger(counts)) == (none, none, none)
    assert percent_agreement(counts) is None
    assert krippendorff(counts) is None
    assert cohen(np.zeros((2, 2), dtype=np.int64)).n_units == 0


def test_a_single_unit_has_no_error() -> None:
    assert gwet(np.array([[1, 1]])).standard_error is None
    assert gwet(np.array([[1, 1]])).value == -1


def test_nobody_rated_is_no_unit_and_one_rating_counts_only_among_the_shares() -> None:
    found = gwet(MIXED)
    assert found.n_units == 4
    assert found.observed == pytest.approx(2 / 3)
    shares = np.array([1.5, 1.5, 1]) / 4
    assert found.by_luck == pytest.approx(float((shares * (1 - shares)).sum() / 2))


def test_of_two_raters_conger_is_cohen() -> None:
    ratings = Ratings.of([("S", "S")] * 20 + [("S", "I")] * 5 + [("I", "S")] * 10, ("S", "I"))
    kappa = cohen(table_of(ratings))
    found = conger(ratings)
    assert found.value == pytest.approx(kappa.value)
    # Their errors divide by the units less one, and by the units.
    assert found.standard_error == pytest.approx(
        (kappa.standard_error or 0) * sqrt(35 / 34), rel=1e-9
    )


def test_a_table_leaves_out_what_one_rater_did_not_rate() -> None:
    ratings = Ratings.of([("S", "S"), ("S", None), ("I", "S")], ("S", "I"))
    assert table_of(ratings).tolist() == [[1, 0], [1, 0]]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("identity", [1, 0, 0]),
        ("linear", [1, 0.5, 0]),
        ("quadratic", [1, 0.75, 0]),
        ("ordinal", [1, 1 - 1 / 3, 0]),
    ],
)
def test_weights_fall_with_the_steps_between_categories(
    kind: Weighting, expected: list[float]
) -> None:
    assert weights(kind, 3)[0].tolist() == pytest.approx(expected)


@pytest.mark.parametrize("kind", ["linear", "quadratic", "ordinal"])
def test_ac2_counts_a_near_miss_as_half_an_agreement(kind: Weighting) -> None:
    near, far = np.array([[1, 1, 0], [0, 0, 2]]), np.array([[1, 0, 1], [0, 2, 0]])
    closer, further = gwet(near, weighting=kind), gwet(far, weighting=kind)
    assert closer.observed is not None
    assert further.observed is not None
    assert closer.observed > further.observed == 0.5


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_of_two_categories_is_the_same_at_every_level(metric: Metric) -> None:
    counts = np.array([[2, 0], [2, 0], [1, 1], [0, 2], [0, 2]])
    assert krippendorff(counts, metric=metric) == pytest.approx(krippendorff(counts))


def test_alpha_takes_the_values_of_the_categories() -> None:
    counts = np.array([[2, 0, 0], [1, 1, 0], [0, 0, 2]])
    near = krippendorff(counts, metric="interval", values=(1, 2, 10))
    far = krippendorff(counts, metric="interval", values=(1, 9, 10))
    assert near is not None
    assert far is not None
    assert near > far
    assert krippendorff(counts, metric="ratio", values=(0, 1, 10)) is not None


def test_what_cannot_be_is_refused() -> None:
    one_rater = Ratings.of([("S",), ("I",)], ("S", "I"))
    with pytest.raises(InputError, match="two categories or more"):
        gwet(np.array([[1], [2]]))
    with pytest.raises(InputError, match="two categories or more"):
        weights("linear", 1)
    with pytest.raises(InputError, match="cannot be negative"):
        gwet(np.array([[1, -1]]))
    with pytest.raises(InputError, match="two raters or more"):
        conger(one_rater)
    with pytest.raises(InputError, match="needs two"):
        table_of(one_rater)
    with pytest.raises(InputError, match="square"):
        cohen(np.array([[1, 2, 3], [4, 5, 6]]))
    with pytest.raises(InputError, match="cannot be negative"):
        cohen(np.array([[1, -2], [3, 4]]))
    with pytest.raises(InputError, match="Give 2 values"):
        krippendorff(NO_PAIR, metric="interval", values=(1,))
    with pytest.raises(InputError, match="not negative"):
        krippendorff(NO_PAIR, metric="ratio", values=(-1, 1))


def test_ratings_are_of_the_instrument() -> None:
    with pytest.raises(InputError, match="Q is none of the categories; use S, I"):
        Ratings.of([("S", "Q")], ("S", "I"))
    with pytest.raises(InputError, match="as many ratings"):
        Ratings.of([("S", "I"), ("S",)], ("S", "I"))
    with pytest.raises(InputError, match="two categories or more"):
        Ratings.of([("S", "S")], ("S",))
    with pytest.raises(InputError, match="as a table"):
        Ratings(codes=np.array([1, 0]), n_categories=2)
    with pytest.raises(InputError, match="none of the 2 categories"):
        Ratings(codes=np.array([[2, 0]]), n_categories=2)
    assert Ratings.of([], ("S", "I")).counts.shape == (0, 2)
