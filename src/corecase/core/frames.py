"""The list that a sample is drawn from, in the one form in which it is signed off and hashed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from corecase.core.cases import Case
from corecase.core.errors import InputError

CASE_ID = "case_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Eligible cases of a caseload with fixed columns, sorted by identifier.

    The first column is the identifier; an empty cell is something nobody recorded. Screens
    say "case list".
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if self.columns[:1] != (CASE_ID,) or len(set(self.columns)) < len(self.columns):
            raise InputError("A case list begins with the column case_id and has no column twice.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise InputError("Every case of a case list needs a cell for every column.")
        ids = [row[0] for row in self.rows]
        if "" in ids:
            raise InputError("Every case of a case list needs an identifier.")
        if ids != sorted(set(ids)):
            raise InputError("A case list is sorted by identifier and has no identifier twice.")
        if not all(cell.isprintable() for row in (self.columns, *self.rows) for cell in row):
            raise InputError("A case list holds no line breaks, tabs or hidden characters.")

    @classmethod
    def of(cls, cases: Iterable[Case], columns: Iterable[str]) -> "Frame":
        """The frame of these cases with these attributes, in any order given."""
        columns = tuple(columns)
        rows = ((case.id, *(case.attributes.get(name, "") for name in columns)) for case in cases)
        return cls(columns=(CASE_ID, *columns), rows=tuple(sorted(rows)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The identifiers in order."""
        return tuple(row[0] for row in self.rows)

    @property
    def n_cases(self) -> int:
        """How many cases may be drawn."""
        return len(self.rows)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases with what is known of them: an empty cell is an attribute that is absent."""
        return tuple(
            Case(
                id=row[0],
                attributes={
                    name: cell for name, cell in zip(self.columns[1:], row[1:], strict=True) if cell
                },
            )
            for row in self.rows
        )

    @property
    def content(self) -> bytes:
        """The canonical bytes: UTF-8, a heading line, a line a case, tabs between, LF after."""
        return "".join("\t".join(row) + "\n" for row in (self.columns, *self.rows)).encode()

    @property
    def sha256(self) -> str:
        """The SHA-256 of `content` in hexadecimal: what the service signs off."""
        return sha256(self.content).hexdigest()

    @classmethod
    def from_content(cls, content: bytes) -> "Frame":
        """The frame whose `content` these bytes are. Raises InputError where they are none."""
        try:
            columns, *rows = (
                tuple(line.split("\t")) for line in content.decode().removesuffix("\n").split("\n")
            )
        except UnicodeDecodeError as error:
            raise InputError("The case list is not UTF-8; take the file as it was made.") from error
        return cls(columns=columns, rows=tuple(rows))

    def values(self, columns: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """What each case has in these columns, by identifier.

        Raises InputError for a column that the list does not have.
        """
        columns = tuple(columns)
        unknown = [name for name in columns if name not in self.columns]
        if unknown:
            others = ", ".join(self.columns[1:])
            raise InputError(
                f"The case list has no such column as {unknown[0]!r}; "
                + (f"choose among {others}." if others else "it names its cases and nothing else.")
            )
        places = [self.columns.index(name) for name in columns]
        return {row[0]: tuple(row[place] for place in places) for row in self.rows}

    def to_record(self) -> dict[str, Any]:
        """The frame as plain values that JSON can hold."""
        return {"columns": list(self.columns), "rows": [list(row) for row in self.rows]}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Frame":
        """The frame that `to_record` wrote."""
        return cls(columns=tuple(record["columns"]), rows=tuple(map(tuple, record["rows"])))
