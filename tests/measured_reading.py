"""How well a published text was read: its facts held against an answer sheet written by hand."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from corecase.core.printed_facts import PrintedFact

COMPARED = ("kind_of_inspection", "inspected", "published", "cases", "scope", "as_at", "owner", "standing")
MAY_BE_OFFERED = ("date", "text", "count")
"""Kinds of which an offered fact that is on no row is no mistake: a person says no."""
DAYS = re.compile(r"date$")
_NEAR = Decimal("0.011")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of an answer sheet, and every place at which it is printed."""

    cells: dict[str, str]
    places: frozenset[str]

    @property
    def measure(self) -> str:
        return self.cells["measure"]

    def holds(self, fact: PrintedFact) -> bool:
        """Whether the fact stands where the row does; not asked where the row has no place."""
        return not self.cells["place"] or fact.place in self.places

    @property
    def shown(self) -> str:
        wanted = ("place", "service", "measure", "value", "most", "out_of", "said")
        return " ".join(self.cells[name][:40] for name in wanted if self.cells[name])


@dataclass(slots=True, kw_only=True)
class Measured:
    """What came of one text: rows read, offered and missed, and facts that are wrong."""

    n_rows: int
    read: list[Row] = field(default_factory=list)
    offered: list[Row] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    wrong: list[tuple[PrintedFact, str]] = field(default_factory=list)

    @property
    def met(self) -> int:
        return len(self.read) + len(self.offered)

    def said(self, name: str) -> str:
        share = self.met / self.n_rows if self.n_rows else 1.0
        return (
            f"{name}: {len(self.wrong)} wrong, {len(self.read)} read, {len(self.offered)} offered, "
            f"{len(self.missed)} missed of {self.n_rows} ({share:.1%})"
        )


def rows_of(path: Path) -> list[Row]:
    """The rows of an answer sheet."""
    with path.open(newline="", encoding="utf-8") as file:
        return [Row(cells=row, places=_places(row)) for row in csv.DictReader(file)]


def _places(row: dict[str, str]) -> frozenset[str]:
    kind = row["place"].split()[0] if row["place"] else "line"
    also = re.search(rf"\balso {kind}s? (?P<n>[\d, and]+)", row["note"])
    numbers = re.findall(r"\d+", also["n"]) if also else []
    return frozenset({row["place"], *(f"{kind} {number}" for number in numbers)})


def measured(facts: Iterable[PrintedFact], rows: Sequence[Row]) -> Measured:
    """Every row read, offered or missed, and every fact that is no row's."""
    made, met, offered = Measured(n_rows=len(rows)), set[int](), set[int]()
    for fact in facts:
        right = [at for at, row in enumerate(rows) if _is_row(fact, row)]
        if not fact.doubt:
            met |= set(right)
            if not right:
                made.wrong.append((fact, _nearest(fact, rows)))
            continue
        found = right or [at for at, row in enumerate(rows) if _may_be(fact, row)]
        offered |= set(found)
        if not found and fact.kind not in MAY_BE_OFFERED:
            made.wrong.append((fact, _nearest(fact, rows)))
    for at, row in enumerate(rows):
        kept = made.read if at in met else made.offered if at in offered else made.missed
        kept.append(row)
    return made


def _nearest(fact: PrintedFact, rows: Sequence[Row]) -> str:
    near = [row.shown for row in rows if row.holds(fact)]
    return " / ".join(near[:3])


def _is_row(fact: PrintedFact, row: Row) -> bool:
    cells = row.cells
    same = row.holds(fact) and fact.measure == row.measure
    if not same or not _same(fact.service, cells["service"]):
        return False
    if not (_is_figure(fact, cells) and _is_said(fact, row)):
        return False
    return all(
        _same(str(getattr(fact, name) or ""), cells[name]) for name in COMPARED if cells[name]
    )


def _is_figure(fact: PrintedFact, cells: dict[str, str]) -> bool:
    out_of = str(fact.out_of) if fact.out_of is not None else ""
    exact = (
        _near(fact.value, cells["value"])
        and _near(fact.most, cells["most"])
        and out_of == cells["out_of"]
        and fact.unit == cells["unit"]
    )
    return exact or _is_share(fact, cells)


def _is_share(fact: PrintedFact, cells: dict[str, str]) -> bool:
    """Counts on a base meet a row in per cent where every one of them lies within it."""
    if cells["unit"] != "%" or fact.unit or not fact.out_of or fact.value is None or not cells["value"]:
        return False
    low = Decimal(cells["value"])
    high = Decimal(cells["most"] or cells["value"])
    ends = (fact.value, fact.most if fact.most is not None else fact.value)
    return all(low - 1 <= 100 * end / fact.out_of <= high + 1 for end in ends)


def _is_said(fact: PrintedFact, row: Row) -> bool:
    wanted = row.cells["said"]
    if not wanted:
        return True
    kind = row.measure.partition(":")[0]
    if kind in ("headline", "section", "criterion"):
        return not fact.said or _same(fact.said, wanted)
    if kind in ("date", "rating") or row.measure in ("count:criteria", "count:headlines", "text:band"):
        return _same(fact.said, wanted)
    words = " ".join(fact.said.split()).casefold()
    return _folded(wanted) in _folded(words)


def _folded(text: str) -> str:
    plain = re.sub(r"[*_<>/]|</?\w+>", " ", text.casefold())
    return " ".join(plain.replace("\u2019", "'").replace("\u2018", "'").replace("\u2013", "-").split())


def _may_be(fact: PrintedFact, row: Row) -> bool:
    """Whether a fact that is offered is of this row: its place, with its figure or its kind."""
    if not row.holds(fact):
        return False
    if fact.measure == row.measure:
        return bool(row.cells["doubt"]) or fact.value is None or _near(fact.value, row.cells["value"])
    return bool(row.cells["value"]) and _near(fact.value, row.cells["value"])


def _near(value: Decimal | None, written: str) -> bool:
    if value is None or not written:
        return value is None and not written
    return abs(value - Decimal(written)) < _NEAR


def _same(given: str, wanted: str) -> bool:
    return _folded(given) == _folded(wanted)
