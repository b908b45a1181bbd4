"""Teams: who takes part in an inspection, how much they can do, and what rules them out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Final

from corecase.core.errors import InputError
from corecase.core.vocabularies import Vocabulary

CASES_PER_ASSESSOR_DAY: Final = 3
"""Unverified: one inspection printed 85 cases by seven people in four days."""


class TeamRole(Vocabulary):
    """What somebody does in the team of one inspection, by the roles that reports print."""

    LEAD_INSPECTOR = "LEAD_INSPECTOR"
    ASSESSOR = "ASSESSOR"
    LOCAL_ASSESSOR = "LOCAL_ASSESSOR"
    SUPPORT_STAFF = "SUPPORT_STAFF"
    PUBLICATIONS_TEAM = "PUBLICATIONS_TEAM"
    EDITOR = "EDITOR"

    @property
    def judges_cases(self) -> bool:
        """Whether days of this role count as assessor-days unless somebody says otherwise."""
        return self in (TeamRole.ASSESSOR, TeamRole.LOCAL_ASSESSOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The cases of an inspection beside the days that assessors have for them."""

    n_cases: int
    assessor_days: int
    per_day: int = CASES_PER_ASSESSOR_DAY

    def __post_init__(self) -> None:
        if self.n_cases < 0 or self.assessor_days < 0 or self.per_day < 1:
            raise InputError("Give cases and days as whole numbers, and at least one case a day.")

    @property
    def n_possible(self) -> int:
        """How many cases the days are enough for."""
        return self.assessor_days * self.per_day

    @property
    def n_days_short(self) -> int:
        """How many assessor-days are missing, 0 where there are enough."""
        return max(0, -(-self.n_cases // self.per_day) - self.assessor_days)

    @property
    def words(self) -> str:
        """As people read it, with the assumption behind it."""
        said = f"{_many(self.n_cases, 'case')} in {_many(self.assessor_days, 'assessor-day')}"
        at = f"at {_many(self.per_day, 'case')} a day (unverified)"
        if not self.n_days_short:
            return f"{said}: enough, {at}."
        return f"{said}: {_many(self.n_days_short, 'assessor-day')} short, {at}."


def conflict(
    own_services: Iterable[int],
    declared_services: Iterable[int],
    inspected_service: int,
    predecessors: Iterable[int] = (),
) -> str:
    """Why somebody may take no part in an inspection, or empty where nothing is known.

    `own_services` are those they work for; `declared_services` those in which they declared an
    interest; `predecessors` are or became one with the inspected service.
    """
    earlier, own, declared = set(predecessors), set(own_services), set(declared_services)
    if inspected_service in own:
        return "works for the service that is inspected"
    if own & earlier:
        return "works for a service that became part of the one that is inspected"
    if inspected_service in declared:
        return "declared an interest in the service that is inspected"
    if declared & earlier:
        return "declared an interest in a service that became part of the one that is inspected"
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time in the diary and the people who have to be there, by identifier."""

    id: str
    people: frozenset[str]
    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if not self.starts_at < self.ends_at:
            raise InputError("Correct the times: an interview ends after it begins.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two slots at overlapping times, and the people who are booked in both, in order."""

    first: Slot
    second: Slot
    people: tuple[str, ...]


def clashes(slots: Iterable[Slot]) -> tuple[Clash, ...]:
    """Every two slots that book somebody twice, in order of their times.

    A slot that begins as another ends does not overlap it.
    """
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.id))
    return tuple(
        Clash(first=first, second=second, people=tuple(sorted(both)))
        for first, second in combinations(ordered, 2)
        if second.starts_at < first.ends_at and (both := first.people & second.people)
    )


def _many(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"
