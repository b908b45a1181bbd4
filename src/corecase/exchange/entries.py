"""Cells into judgements: what both layouts of a file of judgements have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corecase.core.criteria import Item
from corecase.core.errors import InputError, Problem
from corecase.core.judgements import Answer, Judgement
from corecase.exchange.identifiers import identifier
from corecase.exchange.spellings import Reading, reading, yes_or_no
from corecase.exchange.tables import Cell, Row, Table, text

Part = Literal["answer", "known_but_not_recorded", "service_value", "assessor_value"]
Columns = Mapping[Part, int]
"""Where the parts of one judgement stand in a row."""

_LEVELS: tuple[Part, Part] = ("service_value", "assessor_value")
_UNANSWERED = Reading(answer=None)
_SPELLINGS = (
    "is not an answer; write sufficient, insufficient or not applicable (S, I, N/A), or leave "
    "the cell empty while the item is unanswered"
)


@dataclass(slots=True, kw_only=True)
class Collector:
    """Gathers the cases, the judgements and every problem on the way through a table."""

    table: Table
    cases: dict[str, int] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: Row, column: int, reason: str) -> None:
        """Notes that a cell is wrong, and why."""
        value = text(row.cells[column])
        self.problems.append(self.table.problem(row.number, column, value, reason))

    def refuse_heading(self, column: int, reason: str) -> None:
        """Notes that a heading is wrong, and why."""
        heading = self.table.headings[column]
        self.problems.append(self.table.problem(self.table.heading_row, column, heading, reason))

    def identified(self, row: Row, column: int, noun: str) -> str | None:
        """The identifier in a cell; None, with a problem, where it is missing or spoilt."""
        try:
            found = identifier(row.cells[column])
        except InputError as error:
            self.refuse(row, column, str(error))
            return None
        if not found:
            self.refuse(row, column, f"is empty; every row needs its {noun}")
        return found or None

    def collect(self, row: Row, columns: Columns, case_id: str, item: Item) -> None:
        """Adds the judgement in these columns of a row, where it holds one."""
        before = len(self.problems)
        read = self._answer(row, columns)
        mark = self._mark(row, columns, read)
        levels = self._levels(row, columns, item)
        if len(self.problems) > before:
            return
        answer = self._settled(row, columns, read, levels)
        if answer is None:
            if mark:
                self.refuse(
                    row, columns["known_but_not_recorded"], "marks an item that has no answer"
                )
            return
        service, assessor = levels or (None, None)
        self.judgements.append(
            Judgement(
                case_id=case_id,
                item_id=item.id,
                answer=answer,
                known_but_not_recorded=mark,
                service_value=service,
                assessor_value=assessor,
            )
        )

    def _answer(self, row: Row, columns: Columns) -> Reading:
        written = _written(row, columns, "answer")
        read = reading(written)
        if read is None:
            self.refuse(row, columns["answer"], _SPELLINGS)
        return read or _UNANSWERED

    def _mark(self, row: Row, columns: Columns, read: Reading) -> bool:
        written = _written(row, columns, "known_but_not_recorded")
        if not written:
            return read.is_marked
        said = yes_or_no(written)
        if said is None:
            self.refuse(row, columns["known_but_not_recorded"], "is neither yes nor no")
        elif read.is_marked and not said:
            self.refuse(
                row, columns["known_but_not_recorded"], "contradicts the mark beside the answer"
            )
        return bool(said)

    def _levels(self, row: Row, columns: Columns, item: Item) -> tuple[str, str] | None:
        written = {part: _written(row, columns, part) for part in _LEVELS if part in columns}
        given = [part for part in written if written[part]]
        if not given:
            return None
        if not item.levels:
            self.refuse(row, columns[given[0]], f"is not needed: {item.id} compares no levels")
            return None
        known = {level.casefold(): level for level in item.levels}
        for part in given:
            if written[part].casefold() not in known:
                expected = ", ".join(item.levels)
                self.refuse(row, columns[part], f"is not a level of {item.id}; use {expected}")
        if len(given) < len(_LEVELS):
            self.refuse(row, columns[given[0]], "stands alone; give both levels or neither")
            return None
        service, assessor = (known.get(written[part].casefold(), "") for part in _LEVELS)
        return service, assessor

    def _settled(
        self, row: Row, columns: Columns, read: Reading, levels: tuple[str, str] | None
    ) -> Answer | None:
        if levels is None:
            return read.answer
        settled = Answer.SUFFICIENT if levels[0] == levels[1] else Answer.INSUFFICIENT
        if read.answer not in (None, settled):
            self.refuse(
                row,
                columns["answer"],
                f"contradicts the two levels, which make it {settled.words}; correct one of them",
            )
            return None
        return settled


def _written(row: Row, columns: Columns, part: Part) -> str:
    column = columns.get(part)
    return "" if column is None else text(row.cells[column]).removeprefix("'")


def is_blank(cell: Cell) -> bool:
    """Whether a cell can be passed over; quick, since most of a wide file may be blank."""
    return cell is None or cell == ""
