"""Addresses of programmes on the public view: each is given once, and never becomes another's.

Programmes are named by what sources print, as services are, and by reports that are published
here. No permission is asked: what has an address is public.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from corecase.actions.kept_addresses import KeptAddresses, Names
from corecase.core.fact_records import slug
from corecase.core.service_links import plain
from corecase.store.public.models import ProgrammeAddress, PublishedVersion, TakenFact

_KEPT: Final = KeptAddresses(model=ProgrammeAddress, column="programme")


def give(programmes: Iterable[str], *, now: datetime) -> None:
    """Gives each programme that has none its address, within the caller's write. For actions."""
    _KEPT.give(programmes, now=now)


def of(programmes: Iterable[str]) -> dict[str, str]:
    """The address of each of these, and of every other that was given one, by name."""
    return _KEPT.of(programmes)


def asked(written: str, addresses: Mapping[str, str]) -> str:
    """The address that is meant by what somebody wrote: a programme's name, or its address."""
    of_names = {plain(name): address for name, address in addresses.items()}
    return of_names.get(plain(written)) or slug(written)


def names(*, now: datetime) -> Names:
    """Under which name each programme is listed that is written in several ways."""
    facts = TakenFact.objects.exclude(programme="").order_by()
    reports = PublishedVersion.objects.filter(published_at__lte=now).order_by()
    of_reports = reports.values_list("publication__programme", flat=True)
    return _KEPT.names(facts.values_list("programme", flat=True).union(of_reports))
