"""Suppression of the invented table, as worked out by trying every pattern."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from corecase.core.count_tables import Cell, CountTable, with_totals
from corecase.core.suppression import POLICIES, Reason, primary
from corecase.statistics.disclosure import Range, attack
from corecase.statistics.suppression import protect
from tests import hartlepool

EXPECTED = {row["step"]: row for row in hartlepool.rows("disclosure_expected.csv")}
PERSONS = POLICIES["persons"]


def table() -> CountTable:
    rows = hartlepool.rows("disclosure_table.csv")
    columns = tuple(name for name in rows[0] if name != "row")
    counts = {(row["row"], column): int(row[column]) for row in rows for column in columns}
    return with_totals("invented", tuple(row["row"] for row in rows), columns, counts)


def cells(step: str) -> set[Cell]:
    return {(name[:2], name[2:]) for name in EXPECTED[step]["result"].split(", ")}


def test_primary_cells_are_those_of_1_to_4() -> None:
    assert set(primary(table(), PERSONS)) == cells("primary")


def test_primary_cells_alone_are_worked_out_exactly() -> None:
    assert EXPECTED["audit of primary only"]["result"] == "each solved exactly: 3, 2, 4"
    found = attack(table().hiding(frozenset(cells("primary"))))
    assert [(r.low, r.high) for r in found.values()] == [(3, 3), (2, 2), (4, 4)]
    assert all(r.is_known for r in found.values())


def test_the_cheapest_further_cells_are_found_and_leave_the_stated_ranges() -> None:
    step = "optimal secondary (fewest cells, then least count)"
    found = protect(table(), PERSONS)
    assert set(found.of(Reason.SECONDARY)) == cells(step)
    assert sum(table().cells[cell] or 0 for cell in found.of(Reason.SECONDARY)) == 28
    ranges = [found.ranges[cell] for cell in (("r1", "c2"), ("r2", "c3"), ("r3", "c4"))]
    assert EXPECTED[step]["note"].endswith("feasibility r1c2 0-16, r2c3 0-10, r3c4 0-9")
    assert ranges == [Range(low=0, high=16), Range(low=0, high=10), Range(low=0, high=9)]


def patterns(n: int) -> Iterator[tuple[Cell, ...]]:
    own = cells("primary")
    inner = [(row, column) for row in table().rows for column in table().columns]
    yield from combinations([cell for cell in inner if cell not in own], n)


def holds(more: tuple[Cell, ...]) -> bool:
    ranges = attack(table().hiding(frozenset(cells("primary") | set(more))))
    return all(ranges[cell].reaches(0, 5) for cell in cells("primary"))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_no_pattern_of_fewer_cells_protects_the_table(n: int) -> None:
    assert not any(holds(more) for more in patterns(n))


def test_no_pattern_of_four_cells_has_fewer_persons() -> None:
    counts = table().cells
    cheaper = [m for m in patterns(4) if sum(counts[cell] or 0 for cell in m) < 28]
    assert len(cheaper) == 8
    assert not any(holds(more) for more in cheaper)
