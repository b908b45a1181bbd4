"""A service's caseload from a file: read, minimised at once, and mapped to our fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from corecase.core.case_references import plain_reference
from corecase.core.caseload_fields import FIELD, FIELDS
from corecase.core.caseload_mappings import CaseloadMapping, suggest_mapping
from corecase.core.caseloads import CaseloadCase, refusal_of_value
from corecase.core.errors import InputError, Problem
from corecase.core.frames import CASE_ID
from corecase.core.minimisation import DroppedColumn, MinimalList, MinimalRow, minimise
from corecase.core.personal_data import looks_personal, refusal_of_id
from corecase.core.written_dates import written_date
from corecase.exchange.identifiers import identifier
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.table_files import read_table
from corecase.exchange.tables import shown, text

__all__ = ["CaseloadReading", "apply", "read_caseload", "suggest_mapping"]

MAX_BYTES = 20 * 2**20


def read_caseload(
    path: str | Path,
    *,
    reference_on: date,
    birth_date: str = "",
    sheet: str | None = None,
    max_bytes: int = MAX_BYTES,
    limits: Limits = OWN,
) -> MinimalList:
    """The headings and rows of a CSV, XLSX, ODS or Parquet file, without what names a child.

    Only what this returns may be stored or shown. The column headed `birth_date` becomes ages
    on `reference_on`. What is wrong with the shape of the table is among the problems, without
    the cells. Raises InputError where the file cannot be read, has no row of headings, or has
    no column headed `birth_date`.
    """
    table = read_table(
        path,
        sheet=sheet,
        suits=lambda headings: CASE_ID in suggest_mapping(headings).columns,
        max_bytes=max_bytes,
        limits=limits,
    )
    first = table.headings[0] if table.headings else ""
    if not refusal_of_id(first) or any(map(written_date, table.headings)):
        raise InputError(
            f"{table.source} begins with a case; put a row of headings above the first case."
        )
    width = len(table.headings)
    rows = [
        MinimalRow(number=row.number, cells=tuple(text(cell) for cell in row.cells[:width]))
        for row in table.rows
    ]
    listed = minimise(table.headings, rows, reference_on=reference_on, birth_date=birth_date)
    shape = tuple(replace(problem, value="") for problem in table.problems)
    return replace(listed, problems=(*shape, *listed.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCode:
    """A spelling that stands for no code; empty where it may not be repeated."""

    field: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A row that waits until its spellings are mapped to codes."""

    number: int
    case_id: str
    unknown: tuple[UnknownCode, ...]

    @property
    def reason(self) -> str:
        """Why it waits: `"type of order 'RX' is not known"`."""
        return "; ".join(
            f"{FIELD[one.field].words}{f' {one.written!r}' if one.written else ''} is not known"
            for one in self.unknown
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadReading:
    """What a mapped list holds: accepted cases, rows that wait, and every problem at once.

    Nothing may be kept while there are problems; rows in quarantine may wait.
    """

    cases: tuple[CaseloadCase, ...]
    quarantined: tuple[Quarantined, ...]
    problems: tuple[Problem, ...]
    dropped: tuple[DroppedColumn, ...]
    unused: tuple[str, ...]
    """Headings that no field is mapped to; their cells are not kept."""

    @property
    def unknown(self) -> Mapping[str, tuple[str, ...]]:
        """The spellings to map, by field, each once."""
        found: dict[str, set[str]] = {}
        for row in self.quarantined:
            for one in row.unknown:
                found.setdefault(one.field, set()).add(one.written)
        return {name: tuple(sorted(ways)) for name, ways in sorted(found.items())}


def apply(mapping: CaseloadMapping, listed: MinimalList) -> CaseloadReading:
    """The cases of a list under a mapping, with whatever is wrong in it, all at once.

    Raises InputError where no column is mapped to the case reference, and where a mapped
    heading is not in the list.
    """
    places = _places(mapping, listed)
    reader = _Reader(mapping=mapping, places=places, problems=list(listed.problems))
    for row in listed.rows:
        reader.read(row)
    used = set(mapping.columns.values())
    return CaseloadReading(
        cases=tuple(reader.cases),
        quarantined=tuple(reader.quarantined),
        problems=tuple(reader.problems),
        dropped=listed.dropped,
        unused=tuple(heading for heading in listed.headings if heading and heading not in used),
    )


def _places(mapping: CaseloadMapping, listed: MinimalList) -> dict[str, int]:
    if CASE_ID not in mapping.columns:
        raise InputError("Choose the column that holds the case reference.")
    absent = [name for name, heading in mapping.columns.items() if heading not in listed.headings]
    if absent:
        words = ", ".join(FIELD[name].words for name in absent)
        raise InputError(
            f"The list has no column any more for: {words}. Choose another column, or none; a "
            "column that could name a child is left out of the list."
        )
    return {
        known.name: listed.headings.index(mapping.columns[known.name])
        for known in FIELDS
        if known.name in mapping.columns
    }


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Gathers cases, rows that wait and problems on the way through a list."""

    mapping: CaseloadMapping
    places: Mapping[str, int]
    problems: list[Problem]
    cases: list[CaseloadCase] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    first_rows: dict[str, int] = field(default_factory=dict)

    def read(self, row: MinimalRow) -> None:
        """Takes one row into the cases, the quarantine or the problems."""
        n_before = len(self.problems)
        case_id = self._case_id(row)
        unknown: list[UnknownCode] = []
        attributes: dict[str, str] = {}
        for name, place in self.places.items():
            written = row.cells[place]
            if not written or FIELD[name].kind in ("IDENTIFIER", "DATE"):
                continue
            stored = self._stored(row, name, written, unknown)
            if stored:
                attributes[name] = stored
        started_on = self._started_on(row)
        if unknown:
            self.quarantined.append(
                Quarantined(number=row.number, case_id=case_id, unknown=tuple(unknown))
            )
        elif len(self.problems) == n_before:
            self.cases.append(
                CaseloadCase(id=case_id, order_started_on=started_on, attributes=attributes)
            )

    def _case_id(self, row: MinimalRow) -> str:
        """The plain reference of a row; empty, with a problem, where none may be kept."""
        try:
            case_id = identifier(row.cells[self.places[CASE_ID]])
        except InputError as error:
            self._refuse(row, CASE_ID, str(error))
            return ""
        refusal = refusal_of_id(case_id) if case_id else "is empty; every row needs its case"
        case_id = plain_reference(case_id)
        if not refusal and not case_id:
            refusal = "needs a letter from A to Z or a digit from 0 to 9"
        if refusal:
            self._refuse(row, CASE_ID, refusal)
            return ""
        first = self.first_rows.setdefault(case_id, row.number)
        if first != row.number:
            reason = f"is the case of row {first} too; keep one of them"
            self._refuse(row, CASE_ID, reason, value=case_id)
        return case_id

    def _stored(
        self, row: MinimalRow, name: str, written: str, unknown: list[UnknownCode]
    ) -> str | None:
        """The value to keep for a cell; None, with a problem or an unknown code, for none."""
        if FIELD[name].kind == "CODE":
            code = self.mapping.code(name, written)
            if code is None:
                unknown.append(UnknownCode(field=name, written=_repeatable(written)))
            return code
        refusal = refusal_of_value(name, written)
        if refusal:
            self._refuse(row, name, refusal)
            return None
        return written

    def _started_on(self, row: MinimalRow) -> date | None:
        place = self.places.get("order_started_on")
        written = "" if place is None else row.cells[place]
        started_on = written_date(written)
        if written and started_on is None:
            reason = "is not a date; write day/month/year, with all four digits of the year"
            self._refuse(row, "order_started_on", reason, value=_repeatable(written))
        return started_on

    def _refuse(self, row: MinimalRow, name: str, reason: str, *, value: str = "") -> None:
        where = f"row {row.number}, column {self.mapping.columns[name]}"
        self.problems.append(Problem(where=where, value=value, reason=reason))


def _repeatable(written: str) -> str:
    """A cell that may stand in a message; empty for one that may say who somebody is."""
    return "" if looks_personal(written, reference_on=date.max) else shown(written)
