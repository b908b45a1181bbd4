"""Controlled rounding at its edges."""

import numpy as np
import pytest

from corecase.core.count_tables import TOTAL, with_totals
from corecase.core.errors import InputError
from corecase.statistics.controlled_rounding import rounded

TABLE = with_totals(
    "T",
    ("girls", "boys"),
    ("a", "b", "c"),
    dict(
        zip([(r, c) for r in ("girls", "boys") for c in "abc"], (3, 7, 10, 0, 12, 8), strict=True)
    ),
)


def test_the_same_generator_rounds_alike() -> None:
    one, other = (rounded(TABLE, 5, np.random.default_rng(7)) for _ in range(2))
    assert one == other
    assert one.off_by == 4


def test_multiples_stay_and_the_table_adds_up() -> None:
    for seed in range(50):
        found = rounded(TABLE, 5, np.random.default_rng(seed)).cells
        assert found["girls", "c"] == 10
        assert found["boys", "a"] == 0
        assert found["girls", TOTAL] == 20
        assert found[TOTAL, TOTAL] == 40
        assert sum(found[row, "b"] or 0 for row in TABLE.rows) == found[TOTAL, "b"]


def test_what_cannot_be_rounded_is_refused() -> None:
    with pytest.raises(InputError, match="2 or more"):
        rounded(TABLE, 1, np.random.default_rng(1))
    with pytest.raises(InputError, match="hidden cells"):
        rounded(TABLE.hiding(frozenset({("girls", "a")})), 5, np.random.default_rng(1))
