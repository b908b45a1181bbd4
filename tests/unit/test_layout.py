"""Rows on a terminal: no word is cut, at any width."""

import re

import pytest

from corecase.cli.layout import blocks, widths

HEADER = ("Attribute", "Value", "Expected cases", "Chance")
ROWS = (
    ("sentence", "community order of twelve months", "12.4", "0.31"),
    ("risk of serious harm", "[CCI-1.1]", "", "over 99%"),
)
WORDS = {word for row in (HEADER, *ROWS) for cell in row for word in cell.split()}


def test_columns_keep_their_width_where_there_is_room() -> None:
    assert widths(HEADER, ROWS, 200, ()) == (20, 32, 14, 8)


def test_the_widest_column_gives_way_first_and_only_between_words() -> None:
    assert widths(HEADER, ROWS, 60, (0, 1)) == (19, 19, 14, 8)


def test_cells_that_may_not_wrap_stay_whole() -> None:
    assert widths(HEADER, ROWS, 50, (0,)) == ()
    assert widths(HEADER, ROWS, 60, (0,)) == (10, 32, 10, 8)


def test_a_table_without_rows_fits_by_its_headings() -> None:
    assert widths(HEADER, (), 40, ()) == (9, 5, 14, 6)
    assert widths(HEADER, (), 20, ()) == ()


@pytest.mark.parametrize("width", [20, 40, 80])
def test_blocks_hold_every_word_whole_and_within_the_width(width: int) -> None:
    lines = list(blocks("A title of some words", HEADER, ROWS, width))
    assert all(len(line) <= width for line in lines)
    shown = {word.strip() for line in lines for word in line.split()}
    named = {re.sub(r":$", "", word) for word in shown}
    assert WORDS - {"Attribute"} <= shown | named


def test_a_cell_without_words_is_left_out_and_the_first_is_the_heading() -> None:
    lines = list(blocks("T", HEADER, ROWS, 80))
    assert lines[:4] == ["T", "", "sentence", "  Value: community order of twelve months"]
    assert "  Expected cases: 12.4" in lines
    assert sum(line.startswith("  Expected cases") for line in lines) == 1
    assert list(blocks("T", HEADER, [("", "", "", "1")], 80)) == ["T", "", "  Chance: 1", ""]
