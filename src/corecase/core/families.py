"""Families: the services that one is compared with, and who chose them.

A family is either computed from figures about the areas, or named by somebody. It is not
mutual: that Kent is among the nearest to Essex does not put Essex among the nearest to Kent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corecase.core.errors import InputError
from corecase.core.periods import day_in_words
from corecase.core.vocabularies import Vocabulary


class Choice(Vocabulary):
    """How the members of a family were found."""

    NAMED = "NAMED"
    NEAREST = "NEAREST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A service's family: members in the order given, how and by whom they were chosen, and when.

    `chosen_by` is a body or a role ("Essex County Council"), `reason` its own words; for nearest
    neighbours the reason names the figures used. `valid_until` is the last day, None while it
    holds. Raises InputError for the service itself, a name used twice, no member, or nobody
    who chose.
    """

    service: str
    members: tuple[str, ...]
    choice: Choice
    chosen_on: date
    chosen_by: str
    reason: str = ""
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if not self.members or len(set(self.members)) != len(self.members):
            raise InputError(f"The family of {self.service} needs members, each named once.")
        if self.service in self.members:
            raise InputError(f"{self.service} is compared with others; leave it out of its family.")
        if not self.chosen_by.strip():
            raise InputError(f"Say who chose the family of {self.service}.")
        if self.valid_until and self.valid_until < self.chosen_on:
            raise InputError(f"The family of {self.service} ends before it was chosen.")

    def holds_on(self, day: date) -> bool:
        """Whether the family holds on a day, its first and last included."""
        return self.chosen_on <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def words(self) -> str:
        """Who is in it and who says so, for beside every comparison with it."""
        named = ", ".join(self.members)
        how = "nearest by" if self.choice is Choice.NEAREST else "named by"
        return f"{named} ({how} {self.chosen_by}, {day_in_words(self.chosen_on)})"


def family_on(families: Iterable[Family], service: str, day: date) -> Family:
    """The family of a service that holds on a day, the one chosen last where several do.

    Raises InputError where none does.
    """
    found = [one for one in families if one.service == service and one.holds_on(day)]
    if not found:
        raise InputError(f"No family of {service} holds on {day}; name one or compute it.")
    return max(found, key=lambda one: one.chosen_on)


def one_sided(families: Iterable[Family]) -> tuple[tuple[str, str], ...]:
    """Pairs (service, member) in which the member's own family does not name the service.

    Only members whose family is among those given; each family counts as it stands.
    """
    known = {one.service: one.members for one in families}
    return tuple(
        (service, member)
        for service, members in known.items()
        for member in members
        if member in known and service not in known[member]
    )
