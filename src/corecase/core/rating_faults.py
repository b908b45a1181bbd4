"""What can be wrong in a file of published ratings, and what was found in one."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong in a file of ratings."""

    SHARED_COLUMN = "SHARED_COLUMN"
    STRANGE_COLUMN = "STRANGE_COLUMN"
    NO_SUCH_GRADE = "NO_SUCH_GRADE"
    SHORT_YEAR = "SHORT_YEAR"
    MISSING_GRADE = "MISSING_GRADE"
    STRANGE_GRADE = "STRANGE_GRADE"
    FORMER_TITLE = "FORMER_TITLE"
    TWO_TITLES = "TWO_TITLES"
    UNPLACED_GRADE = "UNPLACED_GRADE"
    NO_SUM = "NO_SUM"
    IMPOSSIBLE_SUM = "IMPOSSIBLE_SUM"
    NO_OVERALL = "NO_OVERALL"
    OTHER_OVERALL = "OTHER_OVERALL"
    BROKEN_NAME = "BROKEN_NAME"
    DUPLICATE = "DUPLICATE"
    NO_DATE = "NO_DATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One fault: of the whole file where `row` is 0, else of a row as a spreadsheet counts it."""

    row: int
    name: str
    column: str
    fault: Fault
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A grade that the sum proves: of which standards it is one, with the proof.

    Where it stands for one of two standards of a title, the grade that the file has is the
    other's: which is which is not told, unless both are the same.
    """

    row: int
    name: str
    column: str
    standards: tuple[str, ...]
    grade: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in a file. `n_lost` counts the grades for which it has no place at all."""

    n_rows: int
    defects: tuple[Defect, ...]
    repairs: tuple[Repair, ...]
    n_lost: int

    def counted(self) -> tuple[tuple[Fault, int], ...]:
        """How often each fault was found, in the order of the list of faults."""
        counts = Counter(one.fault for one in self.defects)
        return tuple((fault, counts[fault]) for fault in Fault if counts[fault])
