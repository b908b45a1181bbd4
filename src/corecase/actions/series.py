"""The published series as staff see it: the register, its figures to date, and its one setting."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from corecase.actions import authors, comparators, door, programmes, published
from corecase.actions.published import Asked, Listing
from corecase.core.event_kinds import EventKind
from corecase.core.inspections import Comparators
from corecase.core.people import Actor, Deed, check_may
from corecase.store.cases.models import Inspection, Programme

SETTING = "counts_reinspections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A programme's publications so far: its headlines to date, None while nothing is published.

    `counts_reinspections` is the setting whether re-inspections stand in them: unverified.
    """

    code: str
    title: str
    counts_reinspections: bool
    to_date: Comparators | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register of publications: the series of each programme, and the reports asked for.

    `labels` are the words of the headlines by their identifiers.
    """

    series: tuple[Series, ...]
    listing: Listing
    labels: dict[str, str]


def register(asked: Asked, *, by: Actor, now: datetime) -> Register:
    """The register as at today. NotAllowedError for a page beyond the last."""
    check_may(by, Deed.PROGRAMME_READ)
    listing = published.listed(asked, now=now)
    today = timezone.localdate(now)
    found = tuple(
        Series(
            code=row.code,
            title=row.title,
            counts_reinspections=row.counts_reinspections,
            to_date=comparators.of_programme(row, today),
        )
        for row in Programme.objects.filter(owner=None)
        if not asked.programme or row.code == asked.programme
    )
    labels = {
        headline.id: headline.label
        for report in listing.reports
        for version in report.versions
        for headline in version.headlines
    }
    return Register(series=found, listing=listing, labels=labels)


def count_reinspections(code: str, *, counts: bool, by: Actor, now: datetime) -> None:
    """Says whether re-inspections of a programme stand in its headlines to date, from now on.

    What was published keeps what it was read beside.
    """
    check_may(by, Deed.PROGRAMME_PLAN)
    with door.writing(by=by, now=now) as write:
        row = programmes.found(code)
        row.counts_reinspections = counts
        row.save(update_fields=[SETTING])
        write.say(
            EventKind.PROGRAMME_CHANGED,
            door.PROGRAMMES,
            content={SETTING: counts},
            programme=code,
            setting=SETTING,
        )


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever set it for the programme: it decides what the headlines stand beside."""
    return authors.in_programme(inspection, EventKind.PROGRAMME_CHANGED, setting=SETTING)
