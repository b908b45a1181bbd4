"""Intervals as values."""

import pytest

from corecase.core.errors import InputError
from corecase.core.intervals import Interval


def test_an_interval_says_its_ends_and_half_its_width() -> None:
    found = Interval(low=0.527, high=0.667)
    assert found.printed == "53% to 67%"
    assert found.points == pytest.approx(7.0)
    assert str(found) == "0.5270 to 0.6670 (95%)"
    assert found.holds(0.527)
    assert not found.holds(0.7)


def test_the_ends_are_printed_as_scores_are() -> None:
    assert Interval(low=0.125, high=0.998).printed == "13% to over 99%"
    assert Interval(low=0.0, high=1.0).printed == "0% to 100%"
    assert Interval(low=-0.125, high=0.002).printed == "\N{MINUS SIGN}13% to under 1%"


@pytest.mark.parametrize(
    "values",
    [
        {"low": 0.6, "high": 0.5},
        {"low": -1.1, "high": 0.5},
        {"low": 0.1, "high": 1.5},
        {"low": float("nan"), "high": 0.5},
        {"low": 0.1, "high": 0.5, "level": 95},
    ],
    ids=["wrong way round", "below", "above", "not a number", "level in percent"],
)
def test_what_is_no_interval_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(InputError):
        Interval(**values)
