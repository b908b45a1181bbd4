"""Figures: a count out of a base at its edges, and how it prints."""

from fractions import Fraction

import pytest

from corecase.core.figures import NOTHING, Figure, possible_bases, possible_counts, round_half_up


@pytest.mark.parametrize(("count", "out_of"), [(-1, 2), (3, 2), (0, -1), (1, 0)])
def test_a_count_lies_from_0_to_its_base(count: int, out_of: int) -> None:
    with pytest.raises(ValueError, match=f"not {count} of {out_of}"):
        Figure(count=count, out_of=out_of)


def test_a_base_of_0_is_not_applicable_and_never_0_percent() -> None:
    assert not NOTHING.is_applicable
    assert NOTHING.percent is None
    assert NOTHING.printed == "not applicable"
    with pytest.raises(ZeroDivisionError):
        _ = NOTHING.share


@pytest.mark.parametrize(
    ("count", "out_of", "percent"),
    [(0, 1, 0), (1, 1, 100), (89, 200, 45), (1, 200, 1), (1, 201, 0), (165, 276, 60), (1, 3, 33)],
)
def test_percentages_round_halves_up(count: int, out_of: int, percent: int) -> None:
    figure = Figure(count=count, out_of=out_of)
    assert figure.percent == percent
    assert round_half_up(100 * figure.share) == percent


@pytest.mark.parametrize(
    ("count", "out_of", "printed"),
    [
        (0, 300, "0%"),
        (1, 300, "under 1%"),
        (1, 200, "1%"),
        (299, 300, "over 99%"),
        (199, 200, "over 99%"),
        (198, 200, "99%"),
        (300, 300, "100%"),
        (89, 200, "45%"),
    ],
)
def test_0_and_100_percent_are_printed_only_when_they_are_so(
    count: int, out_of: int, printed: str
) -> None:
    assert Figure(count=count, out_of=out_of).printed == printed


def test_figures_add_up_and_say_their_count() -> None:
    total = Figure(count=1, out_of=2) + Figure(count=3, out_of=8)
    assert str(total) == "4 of 10"
    assert total.share == Fraction(2, 5)
    assert total + NOTHING == total


def test_a_base_of_0_has_no_possible_count() -> None:
    assert possible_counts(0, 0) == ()
    assert possible_counts(0, 300) == (0, 1)
    assert possible_counts(100, 300) == (299, 300)
    assert possible_bases(50, range(4)) == (2,)
