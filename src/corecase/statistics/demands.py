"""What suppression has to achieve: how uncertain each count must stay for a reader."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corecase.core.count_tables import Cell, CountTable, said
from corecase.core.suppression import Policy, Reason
from corecase.statistics.adding_up import AddingUp, Floats
from corecase.statistics.disclosure import Attacker, Range

_NEAR = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that a reader can conclude although it should not be known."""

    what: str
    range: Range

    @property
    def words(self) -> str:
        """For the person who publishes: `"girls, custody: exactly 3"`."""
        return f"{self.what}: {self.range.words}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cut:
    """What attacks prove: by how much a range falls `short`, and what holds its ends there.

    `pulls` are the reduced costs of the variables, as in `disclosure.Extreme`, of each end.
    """

    short: float
    pulls: tuple[Floats, ...]

    def gain(self, known: AddingUp, at: int) -> float:
        """The most that hiding a variable can add: its limits give way to what others say of it."""
        lower = known.low[at] - known.low_hidden[at]
        upper = known.high_hidden[at] - known.high[at]
        return float(sum(p[at] * lower if p[at] > 0 else -p[at] * upper for p in self.pulls))


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """How far the range of one variable has to reach.

    Down to `low` and up to `high`; or, where nobody told us the count, `width` apart, unless it
    lies at `width` or above for certain, or is 0 and 0 `may_be_told`. `cell` is the one of the
    new table that has to be hidden for it, where there is one.
    """

    at: int
    what: str
    low: float = np.inf
    high: float = -np.inf
    width: float | None = None
    may_be_told: bool = True
    cell: Cell | None = None

    def is_met(self, attacker: Attacker) -> bool:
        """Whether the attacker, searching whole numbers where they tell more, fails."""
        return self._is_seen(attacker) or self.allows(attacker.range(self.at))

    def allows(self, found: Range) -> bool:
        """Whether a range is wide enough."""
        top = np.inf if found.high is None else found.high
        if self.width is None:
            return found.low <= self.low and top >= self.high
        is_nothing = self.may_be_told and found.low == top == 0
        return top - found.low >= self.width or found.low >= self.width or is_nothing

    def cut(self, attacker: Attacker) -> Cut | None:
        """What the attacker's programs prove; None where they fail to narrow the range."""
        if self._is_seen(attacker):
            return None
        least, most = attacker.end(self.at, 1), attacker.end(self.at, -1)
        bottom, top = least.value, -most.value
        if self.width is not None:
            is_nothing = self.may_be_told and abs(bottom) < _NEAR and abs(top) < _NEAR
            if top - bottom >= self.width - _NEAR or bottom >= self.width - _NEAR or is_nothing:
                return None
            return Cut(short=self.width - (top - bottom), pulls=(least.pull, most.pull))
        if bottom > self.low + _NEAR:
            return Cut(short=bottom - self.low, pulls=(least.pull,))
        if top < self.high - _NEAR:
            return Cut(short=self.high - top, pulls=(most.pull,))
        return None

    def _is_seen(self, attacker: Attacker) -> bool:
        """Whether tables that fit, found while other ends were sought, are apart enough."""
        low, high = attacker.seen(self.at)
        if self.width is not None:
            return high - low >= self.width
        return low <= self.low and high >= self.high


def demands_of(
    known: AddingUp,
    tables: Sequence[CountTable],
    policy: Policy,
    primary: Mapping[Cell, Reason],
    let: Collection[Cell] = (),
) -> tuple[Demand, ...]:
    """Everything that has to stay unknown once the last of the tables is out.

    Its own cells that may not be shown; how far a count moved since an earlier table, where
    that is by a few persons; and, at the least as wide as the threshold, what the earlier
    tables hid. `let` are cells that somebody let stand.
    """
    return (
        *_of_cells(known, tables[-1], policy, primary),
        *_of_changes(known, tables, policy, let),
        *_of_earlier(known, tables, policy),
    )


def _of_cells(
    known: AddingUp, table: CountTable, policy: Policy, primary: Mapping[Cell, Reason]
) -> Iterator[Demand]:
    for cell, reason in primary.items():
        count = table.cells[cell] or 0
        low, high = 0.0, float(policy.threshold)
        if reason is Reason.WHOLE_GROUP:
            low, high = float(max(0, count - policy.threshold)), float(count)
        yield Demand(at=known.at[-1][cell], what=said(cell), low=low, high=high, cell=cell)


def _of_changes(
    known: AddingUp, tables: Sequence[CountTable], policy: Policy, let: Collection[Cell]
) -> Iterator[Demand]:
    for change in known.changes:
        earlier, later = tables[change.earlier], tables[change.later]
        before, after = earlier.cells[change.cell], later.cells[change.cell]
        is_new = later is tables[-1]
        if is_new and change.cell in let:
            continue
        what = f"{said(change.cell)}, change since {earlier.name}"
        if before is None or after is None or earlier.off_by or later.off_by:
            yield Demand(at=change.at, what=what, width=policy.threshold)
        elif is_new and policy.is_small(abs(after - before)):
            ends = (0.0, float(policy.threshold))
            low, high = ends if after > before else (-ends[1], -ends[0])
            yield Demand(at=change.at, what=what, low=low, high=high, cell=change.cell)


def _of_earlier(known: AddingUp, tables: Sequence[CountTable], policy: Policy) -> Iterator[Demand]:
    mine = set(known.at[-1].values())
    for cells, table in zip(known.at[:-1], tables[:-1], strict=True):
        for cell in table.hidden:
            if cells[cell] not in mine:
                what = f"{said(cell)} of {table.name}"
                # Of a group that was hidden because it was whole, a 0 beside it tells the rest.
                yield Demand(at=cells[cell], what=what, width=policy.threshold, may_be_told=False)
