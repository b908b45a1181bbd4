"""Addresses of services on the public view: each is given once, and never becomes another's.

No permission is asked: what has an address is public. It is given in the write that makes the
first thing of a service public, so that nobody learns from an address what is still to come.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

from corecase.actions.kept_addresses import KeptAddresses, Names
from corecase.core.national_picture import COUNTS_SERVICES, TO_DATE
from corecase.core.people import NotAllowedError
from corecase.core.service_addresses import addresses_of, written_alike
from corecase.store.public.models import PublishedVersion, ServiceAddress, TakenFact

OF_A_SERVICE: Final = ~(
    Q(measure=COUNTS_SERVICES)
    | reduce(or_, (Q(measure__startswith=f"{kind}:") for kind in TO_DATE))
)
"""Facts that tell of a service by its name; figures to date tell of none."""


_KEPT: Final = KeptAddresses(model=ServiceAddress, column="service")


def give(services: Iterable[str], *, now: datetime) -> None:
    """Gives each service that has none its address, within the caller's write. For actions only."""
    _KEPT.give(services, now=now)


def of(services: Iterable[str]) -> dict[str, str]:
    """The address of each of these services, and of every other that was given one, by name."""
    return _KEPT.of(services)


def names(*, now: datetime) -> Names:
    """Under which name each service is listed that is written in several ways."""
    return _KEPT.names(_public(now))


def names_at(address: str, *, now: datetime) -> tuple[str, ...]:
    """The service that is read at an address: its name, then the other ways in which it is written.

    NotAllowedError where nothing of it is public. No fact is read for it, so that an address
    that somebody made up costs next to nothing.
    """
    public, given = _public(now), _KEPT.given()
    addresses = addresses_of(public, given)
    found = sorted(name for name in public if addresses[name] == address)
    if not found:
        raise NotAllowedError("There is no such service.")
    (name,) = written_alike(found, given).values()
    return (name, *(one for one in found if one != name))


def _public(now: datetime) -> set[str]:
    """The services of which something is public by now, in every way they are written."""
    facts = TakenFact.objects.filter(OF_A_SERVICE).order_by().values_list("service", flat=True)
    reports = PublishedVersion.objects.filter(published_at__lte=now).order_by()
    return set(facts.union(reports.values_list("publication__service", flat=True)))
