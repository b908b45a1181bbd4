"""A file of published ratings as printed facts, each with the doubt that its faults leave.

What others read of reports by a program is told by others: its standing is "unverified", and
what a fault of the file touches waits for a person. Nothing is left out because it is doubtful.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corecase.core.printed_facts import PrintedFact
from corecase.core.rating_faults import Fault
from corecase.core.rating_files import (
    ADDRESS,
    NAME,
    OVERALL,
    PERCENT,
    PUBLISHED,
    Columns,
    Row,
    check,
    columns_of,
    day_of,
    points_of,
)
from corecase.core.ratings import RatingsFramework, Standard

_OF_THE_ROW = (Fault.BROKEN_NAME, Fault.DUPLICATE, Fault.NO_DATE)
"""The faults that leave a doubt in every fact of a row."""


def facts_of(
    framework: RatingsFramework,
    headings: Sequence[str],
    rows: Sequence[tuple[int, Row]],
    *,
    source: str,
) -> tuple[PrintedFact, ...]:
    """What a file says of each inspection: its rating, its points, the grades of its standards.

    `source` is what the file is called. Raises InputError where a column that is no grade is
    not there.
    """
    columns = columns_of(framework, headings)
    doubts: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for defect in check(framework, headings, rows).defects:
        column = "" if defect.fault in _OF_THE_ROW else defect.column
        doubts[defect.row][column].append(defect.said)
    return tuple(
        fact
        for number, row in rows
        for fact in _Reading(
            framework=framework,
            columns=columns,
            number=number,
            row=row,
            doubts=doubts[number],
            source=source,
        ).facts()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One row as facts; `doubts` are by column, "" for those of the whole row."""

    framework: RatingsFramework
    columns: Columns
    number: int
    row: Row
    doubts: Mapping[str, list[str]]
    source: str

    def facts(self) -> Iterator[PrintedFact]:
        """Every fact of the row."""
        if said := self.row[OVERALL].strip():
            yield self._fact("rating:overall", said, OVERALL)
        points = points_of(self.framework, self.row[PERCENT])
        if points is not None:
            yield self._fact("total:overall", "", PERCENT, points=points)
        elif said := self.row[PERCENT].strip():
            yield self._fact("text:score", f"{said}%", PERCENT)
        for column, standards in self.columns.of.items():
            if said := self.row.get(column, "").strip():
                yield self._grade(column, standards, said)
        for column in self.columns.strange:
            if said := self.row.get(column, "").strip():
                yield self._fact("text:rating", f"{column}: {said}", column)

    def _grade(self, column: str, standards: tuple[Standard, ...], said: str) -> PrintedFact:
        measure = f"rating:{standards[0].measure or standards[0].id}"
        beside = [
            name
            for name, others in self.columns.of.items()
            if others == standards and name != column and self.row.get(name, "").strip()
        ]
        more = [f"{beside[0]} is the same standard and has a grade as well."] if beside else []
        if len(standards) > 1:
            ids = " and ".join(one.id for one in standards)
            more.append(f"One column stands for {ids}; say of which this grade is.")
        return self._fact(measure, said, column, doubts=more)

    def _fact(
        self,
        measure: str,
        said: str,
        column: str,
        *,
        points: int | None = None,
        doubts: Sequence[str] = (),
    ) -> PrintedFact:
        day = day_of(self.row[PUBLISHED])
        every = (*self.doubts.get("", ()), *self.doubts.get(column, ()), *doubts)
        address = self.row[ADDRESS].strip()
        return PrintedFact(
            service=self.row[NAME].strip() or f"row {self.number}, without a name",
            measure=measure,
            value=None if points is None else Decimal(points),
            out_of=None if points is None else self.framework.most,
            said=said,
            programme=self.framework.title,
            published=day.isoformat() if day else self.row[PUBLISHED].strip(),
            standing="unverified",
            source=f"{address}, as read in {self.source}" if address else self.source,
            place=f"row {self.number}",
            read_from=f"{column}: {self.row.get(column, '').strip()}",
            doubt=" ".join(dict.fromkeys(every)),
        )
