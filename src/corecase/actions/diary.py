"""The diary of an inspection: its interviews, who is booked twice, the running order."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from corecase.actions import door
from corecase.actions.bookings import ASSESSOR, Booking, in_the_way, rows_of, slot
from corecase.core.people import Actor, Deed, may
from corecase.core.teams import clashes
from corecase.store.cases.models import Inspection, Interview


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One interview in the diary, with what is in its way; `may_hold` says whose it is."""

    number: int
    booking: Booking
    assessor: str
    held_at: datetime | None
    may_hold: bool
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One assessor's interviews on one day, in order of time."""

    day: date
    assessor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """The diary in order of time, and what its reader may choose from when booking."""

    code: str
    service: str
    synthetic: str
    entries: tuple[Entry, ...]
    may_run: bool
    assessors: tuple[tuple[int, str], ...] = ()
    refs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The count, apart from the count of cases: `"interviews 12 of 30 held"`."""
        held = sum(entry.held_at is not None for entry in self.entries)
        return f"interviews {held} of {len(self.entries)} held"

    @property
    def n_clashing(self) -> int:
        """How many interviews have another one in their way."""
        return sum(bool(entry.clashes) for entry in self.entries)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The running order: by day, and within a day by assessor."""
        grouped: dict[tuple[date, str, int], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            day = timezone.localdate(entry.booking.starts_at)
            grouped[day, entry.assessor, entry.booking.assessor_id].append(entry)
        return tuple(
            Sheet(day=day, assessor=assessor, entries=tuple(entries))
            for (day, assessor, _), entries in sorted(grouped.items(), key=lambda pair: pair[0])
        )


def one(code: str, *, by: Actor, now: datetime) -> Diary:
    """The diary, with every clash. Reading it is logged for the cases that it names."""
    inspection = door.inspection(code, Deed.TEAM_READ, by=by)
    subject = door.subject_of(inspection)
    runs, holds_all = may(by, Deed.INSPECTION_RUN, subject), may(by, Deed.INTERVIEW_HOLD, subject)
    rows = rows_of(inspection)
    crossed = _clashes(rows)
    refs = sorted({row.case.ref for row in rows if row.case})
    door.consulted("DIARY", *refs, inspection=inspection, by=by, now=now)
    return Diary(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        entries=tuple(
            _entry(row, crossed[row.pk], holds_all or row.assessor_id == by.person_id)
            for row in rows
        ),
        may_run=runs,
        assessors=_assessors(inspection) if runs else (),
        refs=tuple(inspection.cases.values_list("ref", flat=True)) if runs else (),
    )


def _clashes(rows: list[Interview]) -> Mapping[int, list[str]]:
    """What is in the way of each interview, as sentences, by number."""
    by_number = {row.pk: row for row in rows}
    found: dict[int, list[str]] = defaultdict(list)
    for clash in clashes(slot(row) for row in rows):
        pair = by_number[int(clash.first.id)], by_number[int(clash.second.id)]
        for one_of, other in (pair, pair[::-1]):
            for person in clash.people:
                who = "the assessor" if person.startswith(ASSESSOR) else "the case manager"
                found[one_of.pk].append(f"{who} is booked twice: {in_the_way(other)}")
    return found


def _entry(row: Interview, crossed: list[str], is_mine: bool) -> Entry:
    return Entry(
        number=row.pk,
        booking=Booking(
            assessor_id=row.assessor_id,
            ref=row.case.ref if row.case else "",
            with_whom=row.with_whom,
            manager_code=row.manager_code,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=row.place,
        ),
        assessor=row.assessor.name,
        held_at=row.held_at,
        may_hold=is_mine,
        clashes=tuple(crossed),
    )


def _assessors(inspection: Inspection) -> tuple[tuple[int, str], ...]:
    here = inspection.team.filter(left_on=None).order_by("person__name", "pk")
    return tuple(here.values_list("person_id", "person__name"))
