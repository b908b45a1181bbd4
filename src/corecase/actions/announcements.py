"""Announcements: the service is told, from which day on orders count, and what is asked of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from corecase.actions import caseloads, door, frameworks, holders, inspections, stages, timetables
from corecase.core import screenings
from corecase.core.caseloads import EligibilityWindow
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, Role
from corecase.core.periods import day_in_words
from corecase.core.stages import Stage
from corecase.core.timetables import DayName, Method
from corecase.documents import announcement
from corecase.store.cases.models import Grant, Inspection, StageMove, TimetableDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an announcement settles: the window, and who at the service is the contact.

    `contact_id` is None where nobody is named yet.
    """

    window: EligibilityWindow
    contact_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody at the service who can be named as its contact."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an announcement says so far, for the form that changes it.

    `rules` are the days that the rules told for a short screening give; none for other methods.
    Whoever saves the form sends its `version` back, so that nothing is written over unread.
    """

    stage: Stage
    fieldwork_starts_on: date | None
    window: inspections.Window
    contact_id: int | None
    contacts: tuple[Contact, ...]
    version: str
    rules: tuple[screenings.Proposal, ...] = ()


class AnnouncedMeanwhile(InputError):
    """The terms are not those that somebody had before them; `version` is what stands now."""

    def __init__(self, message: str, version: str) -> None:
        super().__init__(message)
        self.version = version


def standing(code: str, *, today: date, by: Actor) -> Standing:
    """What the announcement says so far, and who could be the contact today."""
    row = door.inspection(code, Deed.INSPECTION_RUN, by=by)
    return Standing(
        stage=Stage(row.stage),
        fieldwork_starts_on=row.fieldwork_starts_on,
        window=inspections.window_of(row),
        contact_id=row.contact_id,
        contacts=_contacts(row, today),
        version=_version(row),
        rules=_rules(row, today),
    )


def _rules(row: Inspection, today: date) -> tuple[screenings.Proposal, ...]:
    """The rules as at the announcement: the day it was made or is planned for, or today."""
    if frameworks.prefix(row.programme) != Method.SQS:
        return ()
    planned = timetables.planned_day(row, DayName.ANNOUNCEMENT)
    return screenings.proposals(planned or today)


def announce(code: str, terms: Terms, *, seen: str | None = None, by: Actor, now: datetime) -> None:
    """Announces an inspection: from now on the service is told and its pack is there.

    `seen` is the version that a person had before them; None where nobody had one. Raises
    InputError where it is announced already or changed since, has no first day of fieldwork,
    or the terms do not fit it.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        _check_seen(row, seen)
        if row.fieldwork_starts_on is None:
            raise InputError("Set the first day of the fieldwork in the timetable first.")
        _settle(row, terms, timezone.localdate(now))
        stages.stand_at(row, Stage.ANNOUNCED, by=by, now=now)
        TimetableDate.objects.update_or_create(
            inspection=row,
            name=DayName.ANNOUNCEMENT,
            defaults={"day": timezone.localdate(now), "is_edited": True, "note": ""},
        )
        write.say(EventKind.INSPECTION_ANNOUNCED, code, content=_content(terms))


def change(code: str, terms: Terms, *, seen: str | None = None, by: Actor, now: datetime) -> None:
    """Corrects what was announced; the window only until a caseload has come.

    Raises InputError before the announcement, and as `announce` does.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        _check_seen(row, seen)
        if row.stage == Stage.PLANNED:
            raise InputError("The inspection is not announced yet; announce it first.")
        if row.stage != Stage.ANNOUNCED and terms.window != caseloads.set_window(row):
            raise InputError("The window stands since the caseload came; change the contact only.")
        _settle(row, terms, timezone.localdate(now))
        write.say(EventKind.INSPECTION_CHANGED, code, content=_content(terms))


def pack(code: str, *, today: date, by: Actor) -> bytes:
    """The pack of an announced inspection as one ZIP file, the same bytes for the same facts.

    Before the announcement only those who run the inspection can look at it. Raises InputError
    where no window is set yet.
    """
    row = door.inspection(code, Deed.INSPECTION_READ, by=by)
    if row.stage == Stage.PLANNED:
        door.inspection(code, Deed.INSPECTION_RUN, by=by)
    window = caseloads.set_window(row)
    if window is None:
        raise InputError("Set the eligibility window first: the pack tells the service of it.")
    return announcement.pack(_facts(row, window, today))


def _settle(row: Inspection, terms: Terms, today: date) -> None:
    """Writes the terms into a locked row. Raises InputError where they do not fit it."""
    window = terms.window
    if row.fieldwork_starts_on and window.last_start >= row.fieldwork_starts_on:
        raise InputError("The window has to close before the fieldwork begins.", field="last_start")
    known = {contact.person_id for contact in _contacts(row, today)} | {None, row.contact_id}
    if terms.contact_id not in known:
        raise InputError(
            "Choose a contact who is a service liaison of this service.", field="contact"
        )
    row.contact_id = terms.contact_id
    row.eligible_from, row.eligible_until = window.first_start, window.last_start
    row.custody_from = window.custody_first_start
    row.save(update_fields=["contact", "eligible_from", "eligible_until", "custody_from"])


def _version(row: Inspection) -> str:
    """The stage and the terms of a row, to tell whether they moved."""
    terms = (row.stage, row.eligible_from, row.eligible_until, row.custody_from, row.contact_id)
    return "|".join(map(str, terms))


def _check_seen(row: Inspection, seen: str | None) -> None:
    """Raises AnnouncedMeanwhile, saying what stands, where other terms than these were seen."""
    if seen is None or seen == _version(row):
        return
    window = caseloads.set_window(row)
    days = "no window"
    if window:
        first, last = day_in_words(window.first_start), day_in_words(window.last_start)
        days = f"orders started from {first} to {last}"
        if window.custody_first_start:
            days += f", custody cases from {day_in_words(window.custody_first_start)}"
    contact = f"contact {row.contact.name}" if row.contact else "nobody named as contact"
    raise AnnouncedMeanwhile(
        "Somebody announced or changed this inspection after you opened the form. It now stands "
        f"at “{Stage(row.stage).words}” with {days} and {contact}. What you typed is kept below: "
        "save it again to put it in place of this.",
        _version(row),
    )


def _contacts(row: Inspection, today: date) -> tuple[Contact, ...]:
    grants = Grant.objects.filter(role=Role.SERVICE_LIAISON, service=row.service_id)
    people = holders.of(grants, today).order_by("pk")
    return tuple(Contact(person_id=one.pk, name=one.name) for one in people)


def _facts(row: Inspection, window: EligibilityWindow, today: date) -> announcement.Announcement:
    announced = StageMove.objects.filter(inspection=row, to_stage=Stage.ANNOUNCED).first()
    leads = holders.of(row.grants.filter(role=Role.LEAD_INSPECTOR), today)
    return announcement.Announcement(
        code=row.code,
        programme=row.programme.title,
        framework=frameworks.pinned(row.programme).title,
        views=frameworks.of(row).views,
        service=row.service.name,
        announced_on=timezone.localdate(announced.at) if announced else None,
        fieldwork=timetables.days_on_site(row),
        fieldwork_starts_on=row.fieldwork_starts_on,
        fieldwork_ends_on=row.fieldwork_ends_on,
        caseload_due_on=timetables.set_day(row, DayName.CASELOAD_DUE),
        window=window,
        contact=row.contact.name if row.contact else "",
        lead=", ".join(sorted({lead.name for lead in leads})),
        evidence=tuple(row.evidence.values_list("title", flat=True)),
        synthetic=row.synthetic,
    )


def _content(terms: Terms) -> dict[str, str]:
    window = terms.window
    return {
        "first_start": str(window.first_start),
        "last_start": str(window.last_start),
        "custody_first_start": str(window.custody_first_start),
        "contact": str(terms.contact_id),
    }
