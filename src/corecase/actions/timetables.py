"""Timetables: the days of an inspection, computed from its method until a person sets them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from corecase.actions import door, frameworks, inspections
from corecase.actions.planning import Fieldwork, last_day
from corecase.core.calendar import is_working_day
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.core.stages import Stage
from corecase.core.timetables import (
    UNKNOWN,
    DayName,
    Method,
    Origin,
    PlannedDay,
    Timetable,
    timetable,
)
from corecase.store.cases.models import Inspection, TimetableDate

FIELDWORK = (DayName.FIELDWORK_BEGINS, DayName.FIELDWORK_ENDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One day of the timetable, with a person's note beside it."""

    name: DayName
    planned: PlannedDay
    note: str = ""

    @property
    def is_of_fieldwork(self) -> bool:
        """Whether it is set with the fieldwork as a whole."""
        return self.name in FIELDWORK


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A timetable as a page shows it; `fault` is a sentence where its days contradict."""

    method: str
    rows: tuple[Row, ...]
    fieldwork: tuple[date, ...]
    fault: str
    may_change: bool

    def row(self, name: DayName) -> Row:
        """The day of that name."""
        return next(row for row in self.rows if row.name is name)


def shown(code: str, *, by: Actor) -> Shown:
    """The days of an inspection: computed, set by a person, or not known."""
    row = door.inspection(code, Deed.INSPECTION_READ, by=by)
    edits = _edits(row)
    computed = _computed(row)
    days, fault = computed.days, ""
    try:
        days = _edited(computed, edits).days
    except InputError as error:
        fault = str(error)
        days = {**days, **{name: _as_set(edit) for name, edit in edits.items() if edit.is_edited}}
    method = frameworks.prefix(row.programme)
    return Shown(
        method=computed.method.words if method in Method.__members__ else "",
        rows=tuple(
            Row(
                name=name,
                planned=days.get(name, UNKNOWN),
                note=edits[name].note if name in edits else "",
            )
            for name in DayName
        ),
        fieldwork=computed.fieldwork,
        fault=fault,
        may_change=Deed.INSPECTION_RUN in inspections.deeds_of(row, by),
    )


def change(
    code: str,
    name: DayName,
    day: date | None,
    *,
    note: str = "",
    computed: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Sets one day, or makes it unknown; `computed` takes a person's day back to the rule's.

    Raises InputError where the days would contradict each other, and for the fieldwork, whose
    days are set as a whole.
    """
    if name in FIELDWORK:
        raise InputError(
            "Change the first and the last day of the fieldwork together.", field="day"
        )
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        edit, _ = TimetableDate.objects.get_or_create(inspection=row, name=name)
        edit.day, edit.is_edited, edit.note = None if computed else day, not computed, note
        edit.save()
        _edited(_computed(row), _edits(row))
        content = {"day": str(edit.day), "note": note}
        write.say(EventKind.TIMETABLE_CHANGED, code, content=content, day=name)


def change_fieldwork(code: str, fieldwork: Fieldwork, *, by: Actor, now: datetime) -> None:
    """Sets the first and the last day on site; a last day that the method knows may be left out.

    Raises InputError where other days or the eligibility window contradict it, without a first
    day once the inspection is announced, and once the fieldwork is over.
    """
    with door.writing(by=by, now=now) as write:
        row = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        _check_may_change_fieldwork(row, fieldwork)
        row.fieldwork_starts_on = fieldwork.starts_on
        row.fieldwork_ends_on = fieldwork.ends_on or last_day(row)
        row.save(update_fields=["fieldwork_starts_on", "fieldwork_ends_on"])
        _edited(_computed(row), _edits(row))
        content = {name: str(day) for name, day in asdict(fieldwork).items()}
        write.say(EventKind.TIMETABLE_CHANGED, code, content=content, day="FIELDWORK")


def days_on_site(row: Inspection) -> tuple[date, ...]:
    """The days of the fieldwork, for other actions; empty where nobody has said how many."""
    return _computed(row).fieldwork


def planned_day(row: Inspection, name: DayName) -> date | None:
    """The day of that name, computed or set, for other actions; None where it is not known."""
    return set_day(row, name) or _computed(row).of(name).day


def set_day(row: Inspection, name: DayName) -> date | None:
    """The day that a person set, for other actions; None where nobody did."""
    edit = TimetableDate.objects.filter(inspection=row, name=name).first()
    return edit.day if edit else None


def _check_may_change_fieldwork(row: Inspection, fieldwork: Fieldwork) -> None:
    stage = Stage(row.stage)
    if stage.number > Stage.FIELDWORK.number:
        raise InputError("The fieldwork is over; its days can no longer be changed.")
    if stage is not Stage.PLANNED and fieldwork.starts_on is None:
        raise InputError(
            "An announced inspection needs the first day of its fieldwork.", field="starts_on"
        )
    if fieldwork.starts_on and row.eligible_until and row.eligible_until >= fieldwork.starts_on:
        raise InputError(
            "The fieldwork has to begin after the eligibility window closes.", field="starts_on"
        )


def _edits(row: Inspection) -> Mapping[DayName, TimetableDate]:
    rows = TimetableDate.objects.filter(inspection=row)
    found = {DayName(edit.name): edit for edit in rows}
    return {name: found[name] for name in DayName if name in found}


def _computed(row: Inspection) -> Timetable:
    """The timetable before anybody's edits: the method's rule and the fieldwork's own days."""
    framework, starts_on = frameworks.of(row), row.fieldwork_starts_on
    method = Method.__members__.get(framework.prefix, Method.CCI)
    made = Timetable(method=method, plan_weeks=framework.improvement_plan_weeks)
    if starts_on is None:
        return made
    try:
        days = timetable(method, starts_on)
        made = replace(made, fieldwork=days.fieldwork, days=days.days)
    except InputError:  # a first day that its method does not know, set all the same
        begun = made.with_fieldwork([starts_on])
        made = replace(made, days={FIELDWORK[0]: begun.of(FIELDWORK[0])})
    ends_on = row.fieldwork_ends_on
    if ends_on is None or made.of(DayName.FIELDWORK_ENDS).day == ends_on:
        return made
    return made.with_fieldwork([*_working_days(starts_on, ends_on), starts_on, ends_on])


def _working_days(first: date, last: date) -> list[date]:
    run = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in run if is_working_day(day)]


def _edited(computed: Timetable, edits: Mapping[DayName, TimetableDate]) -> Timetable:
    """The timetable with every edit. Raises InputError where they contradict each other."""
    for name, edit in edits.items():
        if edit.is_edited:
            computed = computed.edited(name, edit.day)
    return computed


def _as_set(edit: TimetableDate) -> PlannedDay:
    return PlannedDay(day=edit.day, origin=Origin.EDITED) if edit.day else UNKNOWN
