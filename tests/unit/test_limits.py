"""Limits as values."""

from math import inf, nan

import pytest

from corecase.core.errors import InputError
from corecase.core.limits import Limits


def test_limits_say_their_ends_and_change_their_unit() -> None:
    found = Limits(low=0.064, high=0.0742)
    assert str(found) == "0.064 to 0.0742 (95%)"
    assert found.times(1000) == Limits(low=64.0, high=74.2)
    assert Limits(low=1, high=inf).high == inf


@pytest.mark.parametrize(
    "values",
    [
        {"low": 2, "high": 1},
        {"low": nan, "high": 1},
        {"low": -inf, "high": 1},
        {"low": 0, "high": nan},
        {"low": 0, "high": 1, "level": 0},
    ],
    ids=["wrong way round", "no number", "no low end", "no high end", "no level"],
)
def test_what_are_no_limits_is_refused(values: dict[str, float]) -> None:
    with pytest.raises(InputError):
        Limits(**values)
