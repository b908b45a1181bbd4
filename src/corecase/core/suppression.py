"""Suppression: which counts of persons may not be shown, and who may say otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from corecase.core.count_tables import Cell, CountTable, said
from corecase.core.errors import InputError
from corecase.core.roles import Role
from corecase.core.vocabularies import Vocabulary

HIDDEN: Final = "[c]"
"""What is printed in place of a hidden count, whatever the reason: the reason would tell."""

SMALL_GROUP_TIMES: Final = 2
"""A group is small under this many times the threshold: our own reading, no source gives one."""


class Reason(Vocabulary):
    """Why a cell is hidden."""

    SMALL = "SMALL"
    WHOLE_GROUP = "WHOLE_GROUP"
    CHANGE = "CHANGE"
    SECONDARY = "SECONDARY"

    @property
    def words(self) -> str:
        """For the person who publishes; never printed in the table."""
        return _WORDS[self]


_WORDS: Final = {
    Reason.SMALL: "few persons",
    Reason.WHOLE_GROUP: "everybody in a small group",
    Reason.CHANGE: "few persons more or fewer than published before",
    Reason.SECONDARY: "so that nobody can work out another",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is hidden where, and who may overrule it.

    Counts from 1 to `threshold` - 1 are hidden, and so is everybody-in-one-cell of a group of
    fewer than twice the threshold; a reader must be left with 0 and with `threshold` as
    possible counts. With `withholds_whole` a table of which one cell is hidden is withheld
    whole. Counts that are shown are rounded to `rounds_to` (0 for not). `may_override` names
    who may let a small count stand, with a reason; empty for nobody.
    """

    id: str
    threshold: int
    withholds_whole: bool = False
    rounds_to: int = 0
    may_override: tuple[Role, ...] = ()

    def __post_init__(self) -> None:
        if not 2 <= self.threshold <= 100:
            raise InputError("A threshold lies from 2 to 100 persons; 5 hides 1 to 4.")
        if self.rounds_to < 0 or self.rounds_to == 1:
            raise InputError("Counts are rounded to 2 or more, such as 5, or to 0 for not at all.")

    @property
    def words(self) -> str:
        """What it rules, for a reader: `"counts of 1 to 4 persons are hidden"`."""
        said = f"counts of 1 to {self.threshold - 1} persons are hidden"
        if self.rounds_to:
            said += f", the others rounded to {self.rounds_to}"
        if self.withholds_whole:
            said += ", and the whole table is withheld when one is hidden"
        return said

    def is_small(self, count: int) -> bool:
        """Whether a count of persons is too small to be shown."""
        return 0 < count < self.threshold

    def is_small_group(self, persons: int) -> bool:
        """Whether a group is so small that "all of them" speaks of each."""
        return 0 < persons < SMALL_GROUP_TIMES * self.threshold

    def printed(self, count: int | None) -> str:
        """A cell as it is published: a count, rounded if so ruled (halves up), or hidden."""
        if count is None:
            return HIDDEN
        if not self.rounds_to:
            return str(count)
        return str((2 * count + self.rounds_to) // (2 * self.rounds_to) * self.rounds_to)


POLICIES: Final[Mapping[str, Policy]] = MappingProxyType(
    {
        policy.id: policy
        for policy in (
            Policy(
                id="persons",
                threshold=5,
                may_override=(Role.EDITOR, Role.CHIEF_INSPECTOR),
            ),
            Policy(
                id="open-data",
                threshold=10,
                rounds_to=5,
            ),
            Policy(
                id="below-service",
                threshold=10,
                rounds_to=5,
                withholds_whole=True,
            ),
        )
    }
)
"""The policies that come with Corecase, by name. An inspectorate may make its own."""


def policy_named(name: str) -> Policy:
    """A policy that comes with Corecase. Raises InputError naming those there are."""
    if name in POLICIES:
        return POLICIES[name]
    raise InputError(f"There is no policy {name!r}; there are {', '.join(POLICIES)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """The word of a person that a small count may be shown, as it goes into the log."""

    policy: str
    table: str
    cell: Cell
    role: Role
    by: str
    reason: str
    at: datetime

    @property
    def words(self) -> str:
        """The line of the log; it names the cell and not its count."""
        return (
            f"{self.at:%d %B %Y %H:%M}: {self.by}, {self.role.words}, let {said(self.cell)} of "
            f"{self.table} stand against the policy {self.policy}: {self.reason}"
        )


def override(
    policy: Policy,
    table: CountTable,
    cell: Cell,
    *,
    role: Role,
    by: str,
    reason: str,
    now: datetime,
) -> Override:
    """An override that the policy allows.

    Raises InputError where the role may not, no reason or name is given, or the table has no
    such cell.
    """
    if role not in policy.may_override:
        may = " or ".join(one.words for one in policy.may_override) or "nobody"
        raise InputError(f"Under the policy {policy.id} {may} may let a small count stand.")
    if not reason.strip() or not by.strip():
        raise InputError("Say who lets the count stand and why; both go into the log.")
    if cell not in table.cells:
        raise InputError(f"{table.name} has no cell {said(cell)}; check its row and its column.")
    return Override(
        policy=policy.id,
        table=table.name,
        cell=cell,
        role=role,
        by=by.strip(),
        reason=reason.strip(),
        at=now,
    )


def primary(table: CountTable, policy: Policy) -> Mapping[Cell, Reason]:
    """The cells that may not be shown for their own sake, in their order, with the reason.

    A count of 1 to threshold - 1; and a cell that holds everybody of a small group, because
    "both girls" or "none of the seven" tells of each of them. A count of 0 is shown otherwise.
    """
    found: dict[Cell, Reason] = {}
    for total, parts in table.sums:
        persons = table.cells[total]
        if persons is None or not policy.is_small_group(persons):
            continue
        found |= {part: Reason.WHOLE_GROUP for part in parts if table.cells[part] == persons}
    for cell, count in table.cells.items():
        if count is not None and policy.is_small(count):
            found[cell] = Reason.SMALL
    return {cell: found[cell] for cell in table.places if cell in found}
