"""How much a file may hold: what still fits in memory, for a person's own machine and a server."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most cells of one sheet, counted as its rows by its columns, and bytes once unpacked."""

    n_cells: int
    n_bytes: int


OWN: Final = Limits(n_cells=5_000_000, n_bytes=256 * 2**20)
"""For files of whoever runs the command: more than any inspection holds."""

UPLOAD: Final = Limits(n_cells=300_000, n_bytes=32 * 2**20)
"""For files that somebody sends to the site: a caseload has a few thousand rows at most."""
