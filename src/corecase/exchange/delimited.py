"""CSV: bytes into text, text into a table."""

import codecs
import csv
from collections import Counter
from io import StringIO

from corecase.core.errors import InputError
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.tables import Table, assembled

_SEPARATORS = ",;\t"


def read_delimited(data: bytes, source: str, limits: Limits = OWN) -> Table:
    """The table in a CSV file whose cells are separated by commas, semicolons or tabs.

    Accepts UTF-8 with or without its mark, UTF-16 with its mark, and Windows-1252. Raises
    InputError when it is none of these, has too many cells or is not a well-formed CSV.
    """
    content = _decoded(data, source)
    reader = csv.reader(StringIO(content, newline=""), delimiter=_separator(content), strict=True)
    grid, n_cells = [], 0
    try:
        for row in reader:
            grid.append(row)
            n_cells += len(row)
            if n_cells > limits.n_cells:
                raise InputError(
                    f"{source} has more than {limits.n_cells:,} cells; split the file."
                )
    except csv.Error as error:
        raise InputError(
            f"{source} cannot be read at line {reader.line_num} ({error}); check the quotation "
            "marks there, or save it again as CSV."
        ) from error
    return assembled(source, grid)


def _decoded(data: bytes, source: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "windows-1252"]
    for encoding in encodings:
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in content:
            return content
    raise InputError(f"{source} is not readable as text; save it again as CSV UTF-8.")


def _separator(content: str) -> str:
    """The separator that is most frequent in the first line that holds text, outside quotes."""
    first = next((line for line in content.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    counts = Counter({mark: outside.count(mark) for mark in _SEPARATORS})
    return max(_SEPARATORS, key=lambda mark: counts[mark])
