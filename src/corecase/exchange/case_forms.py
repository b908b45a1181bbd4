"""A case filled in on a sheet: the columns of its form, and the rows read back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from corecase.core.criteria import Item
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.frameworks import Framework
from corecase.core.questions import FOUND_IN_WORDS, FoundIn, answer_value
from corecase.exchange.limits import UPLOAD
from corecase.exchange.spellings import reading, yes_or_no
from corecase.exchange.tables import Row, Table, heading_key, text
from corecase.exchange.workbooks import read_workbook

COLUMNS: Final = (
    "question id",
    "question",
    "asked of this case",
    "answer",
    "known but not recorded",
    "service level",
    "assessor level",
    "evidence note",
    "found in",
    "versions",
    "case assessment",
    "form",
)
"""The headings. What stands under the last three tells what the answers were made from."""

_VERSIONS: Final = re.compile(r"a(\d{1,8}) n(\d{1,8}) f(\d{1,8})")
MAX_BYTES: Final = 5 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One question of a form: its answer as it is saved, its note and where it was found."""

    item_id: str
    answer: str
    note: str
    found_in: FoundIn | None
    versions: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForm:
    """A form that came back: which one it is, of which case assessment, and its rows."""

    form_id: UUID
    case_assessment_id: str
    rows: tuple[FormRow, ...]


def read(data: bytes, source: str, framework: Framework) -> CaseForm:
    """The form in a workbook.

    Raises ManyProblems with every cell that is wrong, and InputError where it is no form of
    ours or too large; in both cases nothing is loaded.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{source} is larger than a form can be; choose the form of this case.")
    table = read_workbook(data, source, sheet=None, suits=_suits, limits=UPLOAD)
    if not _suits(table.headings):
        raise InputError(f"{source} is not a form of a case; download the form and fill it in.")
    at = {heading_key(heading): place for place, heading in enumerate(table.headings)}
    reader = _Reader(table=table, at=at, items={item.id: item for item in framework.items})
    rows = tuple(filter(None, (reader.row(row) for row in table.rows)))
    error = ManyProblems.unless_empty(source, [*table.problems, *reader.problems])
    if error:
        raise error
    return CaseForm(
        form_id=reader.form_id(), case_assessment_id=reader.same("case assessment"), rows=rows
    )


class _Reader:
    """Reads rows of one table and gathers what is wrong with them."""

    def __init__(self, *, table: Table, at: Mapping[str, int], items: Mapping[str, Item]) -> None:
        self._table, self._at, self._items = table, at, items
        self._seen: set[str] = set()
        self.problems: list[Problem] = []

    def row(self, row: Row) -> FormRow | None:
        """One question, or None with a problem where something in it is wrong."""
        before = len(self.problems)
        item = self._items.get(self._said(row, "question id"))
        if item is None or item.id in self._seen:
            self._refuse(row, "question id", "is not a question of this form, or stands twice")
            return None
        self._seen.add(item.id)
        found_in = self._found_in(row)
        versions = self._versions(row)
        answer = self._answer(row, item)
        if len(self.problems) > before:
            return None
        return FormRow(
            item_id=item.id,
            answer=answer,
            note=self._said(row, "evidence note"),
            found_in=found_in,
            versions=versions,
        )

    def same(self, column: str) -> str:
        """What every row says in a column; InputError where they differ."""
        said = {self._said(row, column) for row in self._table.rows}
        if len(said) != 1:
            raise InputError(f"{self._table.source} mixes two forms; download it again.")
        return said.pop()

    def form_id(self) -> UUID:
        """The identifier that the form was made with."""
        try:
            return UUID(self.same("form"))
        except ValueError:
            raise InputError(
                f"{self._table.source} has lost what tells forms apart; download it again."
            ) from None

    def _answer(self, row: Row, item: Item) -> str:
        read = reading(self._said(row, "answer"))
        mark = yes_or_no(self._said(row, "known but not recorded") or "no")
        if read is None:
            self._refuse(row, "answer", "is not an answer; write S, I or N/A, or leave it empty")
            return ""
        if mark is None:
            self._refuse(row, "known but not recorded", "is neither yes nor no")
            return ""
        try:
            return answer_value(
                item,
                answer=read.answer or "",
                mark=mark or read.is_marked,
                service=self._said(row, "service level"),
                assessor=self._said(row, "assessor level"),
            )
        except InputError as error:
            self._refuse(row, "answer", f"cannot be read: {error}")
            return ""

    def _found_in(self, row: Row) -> FoundIn | None:
        said = self._said(row, "found in").casefold()
        for code, words in FOUND_IN_WORDS.items():
            if said in (words.casefold(), code.casefold()):
                return code
        if said:
            known = ", ".join(FOUND_IN_WORDS.values())
            self._refuse(row, "found in", f"is none of {known}")
        return None

    def _versions(self, row: Row) -> tuple[int, int, int]:
        found = _VERSIONS.fullmatch(self._said(row, "versions"))
        if found is None:
            self._refuse(row, "versions", "was changed; download the form again")
            return 0, 0, 0
        answer, note, found_in = map(int, found.groups())
        return answer, note, found_in

    def _said(self, row: Row, column: str) -> str:
        place = self._at[column]
        return text(row.cells[place]) if place < len(row.cells) else ""

    def _refuse(self, row: Row, column: str, reason: str) -> None:
        problem = self._table.problem(row.number, self._at[column], self._said(row, column), reason)
        self.problems.append(problem)


def _suits(headings: tuple[str, ...]) -> bool:
    return set(COLUMNS) <= {heading_key(heading) for heading in headings}
