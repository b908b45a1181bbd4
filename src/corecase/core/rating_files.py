"""A file of published ratings that others made: every fault in it, and what arithmetic proves.

Such a file has one column for each title of a standard. Where two standards share a title, the
one read last overwrote the other, and a grade is lost in every row. Nothing is repaired but what
follows from the printed sum and the grades that stand there, and each repair says from what.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from corecase.core.errors import InputError
from corecase.core.rating_faults import Checked, Defect, Fault, Repair
from corecase.core.ratings import Grade, RatingsFramework, Standard, percent_of

NAME, KEY, PERCENT, OVERALL = "la_name", "la_ref", "score_%", "overall_rating"
PUBLISHED, ADDRESS = "publication_date", "report_url"
FIXED: Final = (NAME, KEY, PERCENT, OVERALL, PUBLISHED, ADDRESS)
"""The columns that are no grade."""
_BROKEN_NAME: Final = re.compile(r"\binspection of\b| - [A-Z]{2,}$|^\W|^\d|\s{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The grade columns of a file: which standards each stands for, and by a former title."""

    of: Mapping[str, tuple[Standard, ...]]
    former: frozenset[str]
    strange: tuple[str, ...]


Row = Mapping[str, str]


def check(
    framework: RatingsFramework, headings: Sequence[str], rows: Sequence[tuple[int, Row]]
) -> Checked:
    """Everything wrong in a file of ratings, and what its sums prove.

    `rows` have the number that a spreadsheet shows beside them. Raises InputError where a column
    that is no grade is not there.
    """
    lacking = [name for name in FIXED if name not in headings]
    if lacking:
        raise InputError(f"The file lacks the columns {', '.join(lacking)}; add them.")
    columns = columns_of(framework, headings)
    defects = [*_of_columns(framework, columns, rows), *_duplicates(rows)]
    repairs: list[Repair] = []
    for number, row in rows:
        checked = _RowCheck(framework=framework, columns=columns, number=number, row=row)
        defects += checked.defects()
        repairs += checked.repairs()
    defects.sort(key=lambda one: (one.row, list(Fault).index(one.fault), one.column))
    shared = sum(
        sum(s.scored for s in found) - 1 for found in columns.of.values() if len(found) > 1
    )
    return Checked(
        n_rows=len(rows),
        defects=tuple(defects),
        repairs=tuple(repairs),
        n_lost=shared * len(rows),
    )


def points_of(framework: RatingsFramework, percent: str) -> int | None:
    """The points that a printed percentage is; None where no whole number of points gives it."""
    most = framework.most
    whole, _, part = percent.strip().partition(".")
    plain = f"{whole}.{part:0<2}"
    return next((n for n in range(most + 1) if percent_of(n, most) == plain), None)


def column_of(title: str) -> str:
    """The column of a standard's title: `"outofcourt_disposal_policy_and_provision"`."""
    plain = re.sub(r"[^a-z0-9 ]", "", title.casefold())
    return "_".join(plain.split())


def columns_of(framework: RatingsFramework, headings: Sequence[str]) -> Columns:
    """Which standards the columns of a file stand for."""
    of: dict[str, tuple[Standard, ...]] = {}
    former = set()
    for standard in framework.standards:
        for title in (standard.title, *standard.former_titles):
            column = column_of(title)
            if column in headings:
                of[column] = (*of.get(column, ()), standard)
                former |= {column} if title != standard.title else set()
    strange = [name for name in headings if name not in (*FIXED, *of)]
    return Columns(of=of, former=frozenset(former), strange=tuple(strange))


def _of_columns(
    framework: RatingsFramework, columns: Columns, rows: Sequence[tuple[int, Row]]
) -> Iterator[Defect]:
    for column, standards in columns.of.items():
        if len(standards) > 1:
            ids = " and ".join(one.id for one in standards)
            said = f"One column for {ids}, which share a title: one grade is lost in each row."
            yield Defect(row=0, name="", column=column, fault=Fault.SHARED_COLUMN, said=said)
    for column in columns.strange:
        said = f"No standard of {framework.id} has this title; it may be cut from another."
        yield Defect(row=0, name="", column=column, fault=Fault.STRANGE_COLUMN, said=said)
    cells = {row.get(name, "") for _, row in rows for name in (*columns.of, *columns.strange)}
    held = {found.id for cell in cells if (found := framework.grade_called(cell))}
    for grade in framework.scale:
        if grade.id not in held:
            said = f"No cell holds {grade.title}; the cells without a grade may be it."
            yield Defect(row=0, name="", column="", fault=Fault.NO_SUCH_GRADE, said=said)
    if any(re.fullmatch(r"\d\d/\d\d/\d\d", row.get(PUBLISHED, "")) for _, row in rows):
        said = "Years have two digits; they are read as 2000 to 2068."
        yield Defect(row=0, name="", column=PUBLISHED, fault=Fault.SHORT_YEAR, said=said)


def _duplicates(rows: Sequence[tuple[int, Row]]) -> Iterator[Defect]:
    for column in (KEY, ADDRESS):
        first: dict[str, int] = {}
        for number, row in rows:
            key = row.get(column, "")
            if key and first.setdefault(key, number) != number:
                said = f"{key} stands in row {first[key]} as well."
                yield Defect(
                    row=number, name=row[NAME], column=column, fault=Fault.DUPLICATE, said=said
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class _RowCheck:
    """One row against the framework."""

    framework: RatingsFramework
    columns: Columns
    number: int
    row: Row

    def defects(self) -> Iterator[Defect]:
        """Everything wrong in the row."""
        yield from self._of_grades()
        yield from self._of_sum()
        if _BROKEN_NAME.search(self.row[NAME]) or not self.row[NAME]:
            yield self._defect(NAME, Fault.BROKEN_NAME, "This is no name of a service alone.")
        if day_of(self.row[PUBLISHED]) is None:
            yield self._defect(PUBLISHED, Fault.NO_DATE, "This is no day.")

    def repairs(self) -> Iterator[Repair]:
        """What the sum proves: grades that are lost, or the one that is missing."""
        points, known = self.points(), self.known()
        lost = len(self.framework.scored) - len(known)
        if points is None or not lost or not self._can_be(points, known):
            return
        left = points - sum(grade.points for _, grade in known)
        best, worst = self.framework.scale[-1], self.framework.scale[0]
        if lost == 1:
            grade = next((g for g in self.framework.scale if g.points == left), None)
        else:
            grade = {best.points * lost: best, 0: worst}.get(left)
        if grade is None:
            return
        proof = (
            f"{points} of {self.framework.most} points are printed; {len(known)} known grades "
            f"bring {points - left}, which leaves {left} for {lost}, each {worst.points} to "
            f"{best.points}."
        )
        for column, standards in self._open(known):
            yield Repair(
                row=self.number,
                name=self.row[NAME],
                column=column,
                standards=standards,
                grade=grade.id,
                proof=proof,
            )

    def known(self) -> tuple[tuple[str, Grade], ...]:
        """The grades of scored standards that stand in the row, one for each column.

        Two titles of one standard stand for one grade.
        """
        found: dict[tuple[str, ...], tuple[str, Grade]] = {}
        for column, standards in self.columns.of.items():
            grade = self.framework.grade_called(self.row.get(column, ""))
            if grade and standards[0].scored:
                found.setdefault(tuple(one.id for one in standards), (column, grade))
        return tuple(found.values())

    def points(self) -> int | None:
        """The printed percentage as points; None where no whole number of points gives it."""
        return points_of(self.framework, self.row[PERCENT])

    def _open(self, known: tuple[tuple[str, Grade], ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The columns in which a grade of a scored standard is not known, and of which it is."""
        there = {column for column, _ in known}
        ids_there = {one.id for column in there for one in self.columns.of[column]}
        for column, standards in self.columns.of.items():
            ids = tuple(one.id for one in standards)
            is_shared = len(standards) > 1
            if not standards[0].scored or column in self.columns.former:
                continue
            if column not in there and not (set(ids) & ids_there):
                yield from [(column, ids)] * (2 if is_shared else 1)
            elif is_shared:
                yield column, ids

    def _of_grades(self) -> Iterator[Defect]:
        by_standards: dict[tuple[str, ...], list[str]] = {}
        for column, standards in self.columns.of.items():
            cell = self.row.get(column, "").strip()
            by_standards.setdefault(tuple(one.id for one in standards), []).append(cell)
            if cell and self.framework.grade_called(cell) is None:
                said = f"{cell[:60]!r} is no grade."
                yield self._defect(column, Fault.STRANGE_GRADE, said)
            if cell and column in self.columns.former:
                said = "This title is of an earlier edition; its standard has another since."
                yield self._defect(column, Fault.FORMER_TITLE, said)
        for ids, cells in by_standards.items():
            titles = [
                c for c, found in self.columns.of.items() if tuple(s.id for s in found) == ids
            ]
            filled = [cell for cell in cells if cell]
            if len(filled) > 1:
                said = f"{' and '.join(titles)} are one standard; both have a grade."
                yield self._defect(titles[0], Fault.TWO_TITLES, said)
            if not filled and self.framework.standard(ids[0]).scored:
                yield self._defect(titles[0], Fault.MISSING_GRADE, "There is no grade.")
        for column in self.columns.strange:
            if self.row.get(column, "").strip():
                said = "This grade belongs to no standard of the framework; it is not counted."
                yield self._defect(column, Fault.UNPLACED_GRADE, said)

    def _of_sum(self) -> Iterator[Defect]:
        points, known = self.points(), self.known()
        overall = self.framework.grade_called(self.row[OVERALL])
        if points is None:
            yield self._defect(PERCENT, Fault.NO_SUM, self._no_sum())
        elif not self._can_be(points, known):
            said = (
                f"{points} of {self.framework.most} points cannot come of the grades that are here."
            )
            yield self._defect(PERCENT, Fault.IMPOSSIBLE_SUM, said)
        rated = self.framework.overall(points) if points is not None else None
        by_rule = f"; the sum, {points}, would be {rated.title}" if rated else ""
        if overall is None:
            said = f"{self.row[OVERALL][:40]!r} is no rating{by_rule}."
            yield self._defect(OVERALL, Fault.NO_OVERALL, said)
        elif rated is not None and rated != overall:
            said = f"{overall.title} is printed{by_rule}. One of the two was read wrongly."
            yield self._defect(OVERALL, Fault.OTHER_OVERALL, said)

    def _no_sum(self) -> str:
        written, best = self.row[PERCENT], self.framework.scale[-1].points
        fewer = [
            (n, most)
            for most in range(self.framework.most - best, 0, -best)
            for n in range(most + 1)
            if percent_of(n, most) == written
        ]
        might = f" It would be {fewer[0][0]} of {fewer[0][1]}." if fewer else ""
        return f"{written!r} is no whole number of points of {self.framework.most}.{might}"

    def _can_be(self, points: int, known: tuple[tuple[str, Grade], ...]) -> bool:
        least = sum(grade.points for _, grade in known)
        lost = len(self.framework.scored) - len(known)
        return least <= points <= least + lost * self.framework.scale[-1].points

    def _defect(self, column: str, fault: Fault, said: str) -> Defect:
        return Defect(row=self.number, name=self.row[NAME], column=column, fault=fault, said=said)


def day_of(written: str) -> date | None:
    """A day as such files write it; None for anything else."""
    for form in ("%d/%m/%y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    return None
