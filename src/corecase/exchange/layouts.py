"""The two layouts of a file of judgements: long, a row for each answer; wide, for each case."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from corecase.core.criteria import Item
from corecase.core.frameworks import Framework
from corecase.exchange.entries import Collector, Columns, Part, is_blank
from corecase.exchange.spellings import Role, role
from corecase.exchange.tables import heading_key

_PARTS: tuple[Part, ...] = ("answer", "known_but_not_recorded", "service_value", "assessor_value")
_LEVEL_COLUMNS: Mapping[str, Part] = {"service": "service_value", "assessor": "assessor_value"}


class Layout(Protocol):
    """Knows where in a row its judgements stand."""

    def read_into(self, collector: Collector) -> None:
        """Hands every judgement of the collector's table to the collector."""
        ...

    def ignored(self) -> tuple[str, ...]:
        """The headings of the columns that mean nothing here."""
        ...


def layout_of(headings: Sequence[str], framework: Framework) -> Layout | None:
    """The layout that the headings show; None when they show neither."""
    roles = [role(heading) for heading in headings]
    answered = "answer" in roles or {"service_value", "assessor_value"} <= set(roles)
    if {"case_id", "item_id"} <= set(roles) and answered:
        return Long(headings=tuple(headings), roles=tuple(roles), framework=framework)
    asked = any(is_asked(heading, framework) for heading in headings[1:])
    if roles[0] == "case_id" and asked:
        return Wide(headings=tuple(headings), framework=framework)
    return None


def is_asked(heading: str, framework: Framework) -> bool:
    """Whether a heading is an item's, by its identifier, its label or its question."""
    items = items_by_name(framework)
    return bool(_item_column(heading, items) or _labelled(heading, framework))


def items_by_name(framework: Framework) -> dict[str, Item]:
    """The items by identifier, with and without the prefix of the programme."""
    prefix = framework.prefix + "-"
    short = {item.id.removeprefix(prefix): item for item in framework.items}
    return short | {item.id: item for item in framework.items}


@dataclass(frozen=True, slots=True, kw_only=True)
class Long:
    """One row for each answer."""

    headings: tuple[str, ...]
    roles: tuple[Role | None, ...]
    framework: Framework

    def ignored(self) -> tuple[str, ...]:
        return tuple(
            heading
            for heading, found in zip(self.headings, self.roles, strict=True)
            if heading and found is None
        )

    def read_into(self, collector: Collector) -> None:
        self._check_headings(collector)
        at_case, at_item = self.roles.index("case_id"), self.roles.index("item_id")
        columns: Columns = {part: self.roles.index(part) for part in _PARTS if part in self.roles}
        items = items_by_name(self.framework)
        seen: dict[tuple[str, str], int] = {}
        for row in collector.table.rows:
            case_id = collector.identified(row, at_case, "case")
            item_id = collector.identified(row, at_item, "item")
            if case_id is not None:
                collector.cases.setdefault(case_id, row.number)
            if item_id is not None and item_id not in items:
                collector.refuse(row, at_item, _unknown(self.framework))
            if case_id is None or item_id not in items:
                continue
            item = items[item_id]
            first = seen.setdefault((case_id, item.id), row.number)
            if first != row.number:
                reason = f"was answered for case {case_id} in row {first} too; keep one of them"
                collector.refuse(row, at_item, reason)
            collector.collect(row, columns, case_id, item)

    def _check_headings(self, collector: Collector) -> None:
        for column, found in enumerate(self.roles):
            first = self.roles.index(found)
            same = heading_key(self.headings[first]) == heading_key(self.headings[column])
            if found and first != column and not same:
                reason = f"means the same as {self.headings[first]}; keep one of them"
                collector.refuse_heading(column, reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide:
    """One row for each case and a column for each item."""

    headings: tuple[str, ...]
    framework: Framework

    def ignored(self) -> tuple[str, ...]:
        items = items_by_name(self.framework)
        return tuple(h for h in self.headings[1:] if h and not _item_column(h, items))

    def read_into(self, collector: Collector) -> None:
        columns = self._columns(collector)
        for row in collector.table.rows:
            case_id = collector.identified(row, 0, "case")
            if case_id is None:
                case_id = "?"  # its cells are still checked; nothing is loaded
            elif collector.cases.setdefault(case_id, row.number) != row.number:
                first = collector.cases[case_id]
                collector.refuse(row, 0, f"is the case of row {first} too; keep one of them")
            for item, parts in columns:
                if not all(is_blank(row.cells[column]) for column in parts.values()):
                    collector.collect(row, parts, case_id, item)

    def _columns(self, collector: Collector) -> list[tuple[Item, Columns]]:
        items = items_by_name(self.framework)
        meant = {column: _item_column(h, items) for column, h in enumerate(self.headings) if column}
        headed = {(item.id, part) for item, part in filter(None, meant.values())}
        found: dict[str, dict[Part, int]] = {}
        for column, known in meant.items():
            heading = self.headings[column]
            if known is None:
                self._check_unused(column, headed, collector)
                continue
            item, part = known
            if part != "answer" and not item.levels:
                collector.refuse_heading(column, f"is not needed: {item.id} compares no levels")
                continue
            first = found.setdefault(item.id, {}).setdefault(part, column)
            if first != column and self.headings[first] != heading:
                reason = f"is the same item as {self.headings[first]}; keep one of them"
                collector.refuse_heading(column, reason)
        by_id = {item.id: item for item in self.framework.items}
        return [(by_id[item_id], parts) for item_id, parts in found.items()]

    def _check_unused(
        self, column: int, headed: Collection[tuple[str, Part]], collector: Collector
    ) -> None:
        """Refuses a column that is no item and looks as though it was meant to be one."""
        heading = self.headings[column]
        meant = _labelled(heading, self.framework)
        if meant and not any((item.id, part) in headed for item, part in meant):
            collector.refuse_heading(column, _by_id(meant))
        elif _shape(heading.partition("/")[0].strip()) in _shapes(self.framework):
            collector.refuse_heading(column, _unknown(self.framework))


def _item_column(heading: str, items: Mapping[str, Item]) -> tuple[Item, Part] | None:
    """The item, and the part of its judgement, that a column of a wide file holds."""
    if heading in items:
        return items[heading], "answer"
    name, _, level = (part.strip() for part in heading.rpartition("/"))
    part = _LEVEL_COLUMNS.get(level.casefold())
    return (items[name], part) if part and name in items else None


def _labelled(heading: str, framework: Framework) -> list[tuple[Item, Part]]:
    """The items that have this heading as label or question, with the part it would hold."""
    name, _, level = (part.strip().casefold() for part in heading.rpartition("/"))
    whole, part = heading.casefold(), _LEVEL_COLUMNS.get(level)
    meant: list[tuple[Item, Part]] = []
    for item in framework.items:
        texts = {item.label.casefold(), item.question.casefold()}
        if whole in texts:
            meant.append((item, "answer"))
        elif part and name in texts:
            meant.append((item, part))
    return meant


def _by_id(meant: Sequence[tuple[Item, Part]]) -> str:
    suffixes = {part: f"/{name}" for name, part in _LEVEL_COLUMNS.items()}
    items = " and ".join(item.id for item, _ in meant)
    headings = " or ".join(item.id + suffixes.get(part, "") for item, part in meant)
    return f"is the wording of {items}; head the column {headings}"


def _shape(name: str) -> str:
    """The pattern of letters and digits, to tell a mistyped item from another column."""
    if not any(character.isdigit() for character in name):
        return ""
    return re.sub(r"[A-Z]", "A", re.sub(r"[0-9]", "9", name.upper()))


def _shapes(framework: Framework) -> set[str]:
    return {_shape(name) for name in items_by_name(framework)} - {""}


def _unknown(framework: Framework) -> str:
    full = framework.items[0].id
    short = full.removeprefix(framework.prefix + "-")
    return f"is not an item of {framework.id}; its items are written like {full} or {short}"
