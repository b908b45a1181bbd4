"""Paired change at its edges: one pair, no spread, missing scores, a scale."""

from math import nan

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.statistics.paired import paired_change
from corecase.statistics.same_cases import mcnemar

BEFORE = [24.0, 18.0, 30.0, 12.0, 20.0, None]
AFTER = [20.0, 18.0, 21.0, 14.0, None, 9.0]


def test_those_who_moved_are_counted_by_the_way_that_is_better() -> None:
    down = paired_change(BEFORE, AFTER, improves="down")
    assert (down.improved, down.same, down.worse) == (2, 1, 1)
    up = paired_change(BEFORE, AFTER, improves="up")
    assert (up.improved, up.same, up.worse) == (1, 1, 2)
    assert down.mean == up.mean == -2.75
    assert down.median == -2.0
    assert down.available == Figure(count=4, out_of=6)


def test_missing_scores_are_said_with_what_they_could_be() -> None:
    found = paired_change(BEFORE, AFTER, improves="down", scale=(0, 48))
    assert found.improved_bounds == (Figure(count=2, out_of=6), Figure(count=4, out_of=6))
    # Both missing ones at their worst and at their best: 20 to 48 and 0 to 9, 20 to 0 and 48 to 9.
    assert found.mean_bounds == pytest.approx(((-11 - 20 - 39) / 6, (-11 + 28 + 9) / 6))
    assert found.words.endswith("between 2 and 4 of all 6 may have improved.")
    assert "available for 4 of 6" in found.words
    assert paired_change(BEFORE, AFTER, improves="down").mean_bounds is None


def test_with_every_score_there_nothing_is_said_of_missing_ones() -> None:
    found = paired_change([1, 2, 3], [2, 4, 3], improves="up", scale=(0, 5))
    assert found.mean_bounds == (1, 1)
    assert found.words == (
        "A score at both ends is available for 3 of 3. Of these 2 improved, 1 stayed the same and "
        "0 became worse; the mean change is +1.00 points (95% interval -1.48 to +3.48)."
    )


@pytest.mark.parametrize(("before", "after"), [([1], [3]), ([0.1, 0.2], [0.4, 0.5])])
def test_without_a_spread_there_is_no_interval(before: list[float], after: list[float]) -> None:
    found = paired_change(before, after, improves="up")
    assert (found.t, found.p, found.mean_limits) == (None, None, None)
    assert "interval" not in found.words


def test_mcnemars_chance_is_exact_and_two_sided() -> None:
    assert mcnemar(9, 0) == 2 / 2**9
    assert mcnemar(0, 9) == 2 / 2**9
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(4, 4) == 1.0
    assert mcnemar(7, 1) == pytest.approx(18 / 256)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([1], [1, 2], "child by child"),
        ([None], [1], "No child"),
        ([], [], "No child"),
        ([nan], [1], "is none"),
        ([9], [1], "is none"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    before: list[float | None], after: list[float | None], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        paired_change(before, after, improves="up", scale=(0, 5))


def test_a_scale_runs_upwards() -> None:
    with pytest.raises(InputError, match="scale"):
        paired_change([1], [2], improves="up", scale=(5, 0))
