"""Identifiers of cases and items, and what spreadsheets do to them."""

import re
from datetime import date, time, timedelta

from corecase.core.errors import InputError
from corecase.exchange.tables import Cell, text

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E[+-]\d+")
_DATE = re.compile(
    rf"\d{{1,2}}-({_MONTHS})(-\d{{2,4}})?|({_MONTHS})-\d{{2,4}}"
    r"|\d{1,2}/\d{1,2}/(\d{2}|\d{4})|\d{4}-\d{2}-\d{2}( 00:00:00)?"
)
_WHOLE = re.compile(r"(\d+)\.0+")
_ADVICE = "format the column as text and type the identifier again"


def identifier(cell: Cell) -> str:
    """The identifier in a cell, empty for an empty cell; 12345.0 is read as 12345.

    Raises InputError, with a reason to follow the value, where a spreadsheet has turned it
    into a date or a rounded number, and where it holds what cannot be printed.
    """
    written = text(cell).removeprefix("'").strip()
    if isinstance(cell, date | time | timedelta) or _DATE.fullmatch(written):
        raise InputError(f"is a date that a spreadsheet made of an identifier; {_ADVICE}")
    if isinstance(cell, bool):
        raise InputError(f"is not an identifier; {_ADVICE}")
    if _SCIENTIFIC.fullmatch(written.upper()) or (isinstance(cell, float) and "." in written):
        raise InputError(f"is a number that a spreadsheet has rounded; {_ADVICE}")
    if not written.isprintable():
        raise InputError("holds a line break or a hidden character; type the identifier again")
    whole = _WHOLE.fullmatch(written)
    return whole[1] if whole else written
