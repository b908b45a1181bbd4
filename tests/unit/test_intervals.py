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
