"""The form of a comparison on the public view: what was typed, what it asks, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.http import QueryDict
from django.utils.http import urlencode

from corecase.actions.benchmarks import AskedOf
from corecase.core.benchmarks import MOST_CASES, MOST_FAMILY, Among
from corecase.core.people import NotAllowedError
from corecase.core.periods import day_in_words
from corecase.core.written_dates import written_date

AMONG_WORDS: Final[Mapping[str, str]] = {
    Among.REGION: "its region",
    Among.NATION: "its nation",
    Among.FAMILY: "services that I choose",
    Among.PROGRAMME: "all services of the programme",
}
_MOST_LETTERS: Final = 200
_CHOSEN: Final = ("service", "programme", "among", "with")
"""What is chosen and not typed; of what is typed the form says what is wrong."""


@dataclass(slots=True)
class ComparisonForm:
    """A comparison as typed; `faults` are by field, in the order of the fields."""

    service: str
    programme: str
    among: str
    family: tuple[str, ...]
    as_at: str
    cases: str
    services: str
    today: date
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_asked(self) -> bool:
        """Whether a comparison was asked for, and not only the form."""
        return bool(self.among)

    def asked(self) -> AskedOf | None:
        """What it asks; None with `faults` where something has to be corrected."""
        day = written_date(self.as_at)
        if not self.service:
            self.faults["service"] = "Choose a service."
        if self.among not in AMONG_WORDS:
            self.faults["among"] = "Choose what to compare it with."
        if self.among == Among.FAMILY and not self.family:
            self.faults["with"] = "Tick at least one service to compare it with."
        if len(self.family) > MOST_FAMILY:
            self.faults["with"] = f"Tick {MOST_FAMILY} services at most."
        if day is None:
            self.faults["as_at"] = "Enter a day, such as 19 June 2012."
        cases = self._number("cases", self.cases, 1, MOST_CASES)
        services = self._number("services", self.services, 2, 9999)
        if self.faults or day is None:
            return None
        return AskedOf(
            service=self.service,
            programme=self.programme,
            among=Among(self.among),
            family=tuple(name for name in self.family if name != self.service)
            if self.among == Among.FAMILY
            else (),
            as_at=day,
            assumed_cases=cases,
            n_services=services,
        )

    def _number(self, name: str, typed: str, least: int, most: int) -> int | None:
        if not typed:
            return None
        if typed.isascii() and typed.isdigit() and len(typed) < 6 and least <= int(typed) <= most:
            return int(typed)
        self.faults[name] = f"Enter a whole number from {least} to {most}, or leave it empty."
        return None

    @property
    def address(self) -> str:
        """The same comparison as the end of another address."""
        chosen = [
            ("service", self.service),
            ("programme", self.programme),
            ("among", self.among),
            *(("with", name) for name in self.family),
            ("as_at", self.as_at),
            ("cases", self.cases),
            ("services", self.services),
        ]
        return urlencode([(name, value) for name, value in chosen if value])


def form_of(typed: QueryDict, today: date) -> ComparisonForm:
    """The form in an address. NotAllowedError for letters that no form of ours sends."""
    every = [value for name in typed for value in typed.getlist(name)]
    chosen = [value for name in _CHOSEN for value in typed.getlist(name)]
    if any("\0" in value for value in every) or any(len(one) > _MOST_LETTERS for one in chosen):
        raise NotAllowedError("There is no such page.")

    def one(name: str) -> str:
        return typed.get(name, "").strip()

    return ComparisonForm(
        service=one("service"),
        programme=one("programme"),
        among=one("among"),
        family=tuple(dict.fromkeys(filter(None, typed.getlist("with")))),
        as_at=one("as_at") or day_in_words(today),
        cases=one("cases"),
        services=one("services"),
        today=today,
    )
