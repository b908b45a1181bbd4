"""The attacker fails on every protected table, and nothing cheaper would have been enough."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corecase.core.count_tables import Cell, CountTable, is_total, with_totals
from corecase.core.suppression import POLICIES, Policy, Reason, primary
from corecase.statistics.adding_up import Relation
from corecase.statistics.controlled_rounding import rounded
from corecase.statistics.disclosure import Range, attack
from corecase.statistics.suppression import protect

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn, most: int = 5) -> CountTable:
    rows = tuple(f"r{n}" for n in range(draw(st.integers(1, most))))
    columns = tuple(f"c{n}" for n in range(draw(st.integers(1, most))))
    counts = {(row, column): draw(COUNTS) for row in rows for column in columns}
    return with_totals("T", rows, columns, counts)


def meets(found: Range, table: CountTable, cell: Cell, policy: Policy) -> bool:
    """What the policy promises of a primary cell, in the words of the method."""
    count = table.cells[cell] or 0
    if policy.is_small(count):
        return found.reaches(0, policy.threshold)
    return found.reaches(max(0, count - policy.threshold), count)


@settings(max_examples=40, deadline=None)
@given(table=tables(), policy=st.sampled_from([POLICIES["persons"], POLICIES["open-data"]]))
def test_the_attacker_cannot_narrow_a_primary_cell_below_the_policy(
    table: CountTable, policy: Policy
) -> None:
    found = protect(table, policy)
    assert found.is_protected
    for cell in primary(table, policy):
        assert meets(found.ranges[cell], table, cell, policy), cell
    for cell, limits in found.ranges.items():
        count = table.cells[cell] or 0
        assert limits.low <= count
        assert limits.high is None or count <= limits.high
        assert not limits.is_known, cell


@settings(max_examples=25, deadline=None)
@given(table=tables(most=3))
def test_no_fewer_inner_cells_would_have_been_enough(table: CountTable) -> None:
    policy = POLICIES["persons"]
    found, own = protect(table, policy), primary(table, policy)
    more = found.of(Reason.SECONDARY)
    if any(is_total(cell) for cell in more) or not more:
        return
    others = [cell for cell in table.places if not is_total(cell) and cell not in own]
    for fewer in combinations(others, len(more) - 1):
        ranges = attack(table.hiding(frozenset({*own, *fewer})))
        assert not all(meets(ranges[cell], table, cell, policy) for cell in own)


@settings(max_examples=20, deadline=None)
@given(
    table=tables(most=4),
    seed=st.integers(0, 2**32),
    relation=st.sampled_from([Relation.GROWN, Relation.CORRECTED]),
)
def test_two_tables_together_tell_no_small_count_and_no_small_change(
    table: CountTable, seed: int, relation: Relation
) -> None:
    policy, rng = POLICIES["persons"], np.random.default_rng(seed)
    first = protect(table, policy).table
    inner = [cell for cell in table.places if not is_total(cell)]
    grown = {cell: (table.cells[cell] or 0) + int(rng.poisson(2)) for cell in inner}
    later = with_totals("later", table.rows, table.columns, grown)
    found = protect(later, policy, published=[first], relation=relation)
    assert found.is_protected
    ranges = found.ranges
    for cell in primary(later, policy):
        assert meets(ranges[cell], later, cell, policy), cell
    for cell in table.places:
        before, after = first.cells[cell], later.cells[cell] or 0
        if before is not None and policy.is_small(abs(after - before)):
            # How far it moved stays between nobody and five: the count stays as uncertain.
            assert ranges[cell].reaches(before, before + policy.threshold), cell


@settings(max_examples=40, deadline=None)
@given(table=tables(), base=st.integers(2, 10), seed=st.integers(0, 2**32))
def test_controlled_rounding_adds_up_within_the_base(
    table: CountTable, base: int, seed: int
) -> None:
    found = rounded(table, base, np.random.default_rng(seed))
    for cell, count in table.cells.items():
        printed = found.cells[cell] or 0
        assert printed % base == 0
        assert abs(printed - (count or 0)) < base
    for total, parts in found.sums:
        assert found.cells[total] == sum(found.cells[part] or 0 for part in parts)
    assert attack(found) == {}


def test_controlled_rounding_is_right_on_average() -> None:
    rng = np.random.default_rng(20261121)
    counts = {(r, c): n for (r, c), n in zip(
        [(r, c) for r in ("a", "b", "c") for c in ("x", "y", "z", "w")],
        (12, 3, 9, 6, 7, 8, 2, 11, 20, 5, 6, 4), strict=True)}  # fmt: skip
    table = with_totals("T", ("a", "b", "c"), ("x", "y", "z", "w"), counts)
    n_draws = 1500
    sums = dict.fromkeys(table.places, 0)
    for _ in range(n_draws):
        for cell, count in rounded(table, 5, rng).cells.items():
            sums[cell] += count or 0
    # A count is off by 2.5 at most in standard deviation: four of them over the square root.
    assert all(abs(sums[c] / n_draws - (table.cells[c] or 0)) < 0.26 for c in table.places)
