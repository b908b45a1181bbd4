"""Tables of counts: their totals, what hides in them, and what is no table."""

from dataclasses import replace

import pytest

from corecase.core.count_tables import TOTAL, Cell, CountTable, is_total, said, with_totals
from corecase.core.errors import InputError


def table(rows: tuple[str, ...] = ("girls", "boys"), *counts: int) -> CountTable:
    columns = ("community", "custody")
    given = iter(counts or (11, 1, 38, 7))
    return with_totals("T", rows, columns, {(r, c): next(given) for r in rows for c in columns})


def test_totals_are_added_up_and_stand_last() -> None:
    found = table()
    assert found.cells["girls", TOTAL] == 12
    assert found.cells[TOTAL, "custody"] == 8
    assert found.cells[TOTAL, TOTAL] == 57
    assert found.places[-1] == (TOTAL, TOTAL)
    assert len(found.sums) == 6


@pytest.mark.parametrize(
    ("rows", "columns", "n_sums"),
    [(("a", "b"), ("n",), 1), (("a",), ("n", "m"), 1), (("a",), ("n",), 0)],
    ids=["one column", "one row", "one cell"],
)
def test_a_single_row_or_column_has_no_total_of_its_own(
    rows: tuple[str, ...], columns: tuple[str, ...], n_sums: int
) -> None:
    found = with_totals("T", rows, columns, {(r, c): 3 for r in rows for c in columns})
    assert len(found.sums) == n_sums
    assert len(found.places) == len(rows) * len(columns) + n_sums


def test_hiding_keeps_the_rest() -> None:
    hidden: frozenset[Cell] = frozenset({("girls", "custody")})
    found = table().hiding(hidden)
    assert found.hidden == (("girls", "custody"),)
    assert found.hiding(frozenset({("boys", "custody")})).hidden == (
        ("girls", "custody"),
        ("boys", "custody"),
    )
    assert said(("girls", TOTAL)) == "girls, Total"
    assert is_total(("girls", TOTAL))
    assert not is_total(("girls", "custody"))


def test_hidden_cells_may_be_anything_that_adds_up() -> None:
    shown = dict(table().hiding(frozenset({("girls", "custody")})).cells)
    with pytest.raises(InputError, match="girls, Total is 3 and its cells add up to 11"):
        replace(table(), cells=shown | {("girls", TOTAL): 3})
    assert replace(table(), cells=shown | {("girls", TOTAL): None})


def test_rounded_counts_need_not_add_up() -> None:
    shown = dict(table().cells) | {(TOTAL, TOTAL): 60}
    with pytest.raises(InputError, match="Total, Total is 60"):
        replace(table(), cells=shown)
    assert replace(table(), cells=shown, off_by=2).off_by == 2


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(InputError, match="no cells"):
        table(())
    with pytest.raises(InputError, match="'girls'"):
        table(("girls", "girls"))
    with pytest.raises(InputError, match="'Total'"):
        table(("girls", TOTAL))
    with pytest.raises(InputError, match="''"):
        table(("girls", ""))
    with pytest.raises(InputError, match="counts -1"):
        table(("girls", "boys"), -1, 2, 3, 4)
    with pytest.raises(InputError, match="every cell"):
        replace(table(), cells={("girls", "custody"): 1})
