"""Timetables: the days of an inspection, each computed, set by a person, or not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from corecase.core.calendar import is_working_day, next_working_day
from corecase.core.errors import InputError
from corecase.core.improvement import due_on
from corecase.core.vocabularies import Vocabulary

_DAY: Final = timedelta(days=1)


class Method(Vocabulary):
    """How an inspection is run, as far as its days go."""

    CCI = "CCI"
    SQS = "SQS"
    FJI = "FJI"

    @property
    def words(self) -> str:
        """As people read it: `"Core Case Inspection"`."""
        return _METHOD_WORDS[self]


_METHOD_WORDS: Final = {
    Method.CCI: "Core Case Inspection",
    Method.SQS: "Short Quality Screening",
    Method.FJI: "Full Joint Inspection",
}


class DayName(Vocabulary):
    """What a day of the timetable is for, in the order in which the days come."""

    ANNOUNCEMENT = "ANNOUNCEMENT"
    CASELOAD_DUE = "CASELOAD_DUE"
    FIELDWORK_BEGINS = "FIELDWORK_BEGINS"
    FIELDWORK_ENDS = "FIELDWORK_ENDS"
    FEEDBACK_MEETING = "FEEDBACK_MEETING"
    DRAFT_SENT = "DRAFT_SENT"
    FACTUAL_ACCURACY_DUE = "FACTUAL_ACCURACY_DUE"
    PUBLICATION = "PUBLICATION"
    IMPROVEMENT_PLAN_DUE = "IMPROVEMENT_PLAN_DUE"


class Origin(Vocabulary):
    """Where a day comes from."""

    COMPUTED = "COMPUTED"
    EDITED = "EDITED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDay:
    """One day with its origin, and a note where a person should look at it."""

    day: date | None = None
    origin: Origin = Origin.UNKNOWN
    note: str = ""

    def __post_init__(self) -> None:
        if (self.day is None) != (self.origin is Origin.UNKNOWN):
            raise ValueError("a day without a date is unknown, and only that is")


UNKNOWN: Final = PlannedDay()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The days of one inspection. A name that is not in `days` is unknown.

    `fieldwork` are the days on site; empty where nobody has said how many. `plan_weeks` are
    those from publication to the improvement plan, None where the framework sets none. Raises
    InputError where known days contradict each other, such as an announcement after the fieldwork.
    """

    method: Method
    fieldwork: tuple[date, ...] = ()
    days: Mapping[DayName, PlannedDay] = field(default_factory=dict)
    plan_weeks: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))
        for earlier, later, apart in _ORDER:
            begins, ends = self.of(earlier).day, self.of(later).day
            if begins and ends and ends < begins + apart:
                raise InputError(
                    f"Correct the days: {later.words} ({ends.isoformat()}) comes after "
                    f"{earlier.words} ({begins.isoformat()})."
                )

    def of(self, name: DayName) -> PlannedDay:
        """The day of that name, or the unknown one."""
        return self.days.get(name, UNKNOWN)

    def edited(self, name: DayName, day: date | None) -> "Timetable":
        """The timetable with one day set by a person, or with None made unknown.

        The improvement plan's day follows the publication until a person sets it. Raises
        InputError for the fieldwork, which is set as a whole.
        """
        if name in (DayName.FIELDWORK_BEGINS, DayName.FIELDWORK_ENDS):
            raise InputError("Give every day of the fieldwork, from the first to the last.")
        days = {**self.days, name: _planned(day, Origin.EDITED)}
        plan_due = self.of(DayName.IMPROVEMENT_PLAN_DUE)
        if name is DayName.PUBLICATION and plan_due.origin is not Origin.EDITED:
            due = _planned(due_on(day, self.plan_weeks), Origin.COMPUTED)
            days[DayName.IMPROVEMENT_PLAN_DUE] = due
        return replace(self, days=days)

    def with_fieldwork(self, fieldwork: Iterable[date]) -> "Timetable":
        """The timetable with other days on site, set by a person; none make both ends unknown.

        No other day moves with them: announcing again is for a person to decide.
        """
        on_site = tuple(sorted(set(fieldwork)))
        first, last = (on_site[0], on_site[-1]) if on_site else (None, None)
        ends = {
            DayName.FIELDWORK_BEGINS: _planned(first, Origin.EDITED),
            DayName.FIELDWORK_ENDS: _planned(last, Origin.EDITED),
        }
        return replace(self, fieldwork=on_site, days={**self.days, **ends})


_ORDER: Final = (
    (DayName.ANNOUNCEMENT, DayName.CASELOAD_DUE, 0 * _DAY),
    (DayName.ANNOUNCEMENT, DayName.FIELDWORK_BEGINS, _DAY),
    (DayName.CASELOAD_DUE, DayName.FIELDWORK_BEGINS, 0 * _DAY),
    (DayName.FIELDWORK_BEGINS, DayName.FIELDWORK_ENDS, 0 * _DAY),
    (DayName.FIELDWORK_BEGINS, DayName.FEEDBACK_MEETING, 0 * _DAY),
    (DayName.FIELDWORK_ENDS, DayName.PUBLICATION, 0 * _DAY),
    (DayName.DRAFT_SENT, DayName.FACTUAL_ACCURACY_DUE, 0 * _DAY),
    (DayName.DRAFT_SENT, DayName.PUBLICATION, 0 * _DAY),
    (DayName.PUBLICATION, DayName.IMPROVEMENT_PLAN_DUE, _DAY),
)
"""What comes before what, and by how much at least."""


def announcement_for_screening(fieldwork_monday: date) -> PlannedDay:
    """The Friday of the week two weeks before the fieldwork Monday.

    It is never moved: where it is no working day, the note says so and a person decides.
    Raises InputError where the fieldwork does not begin on a Monday.
    """
    _check_monday(fieldwork_monday)
    return _planned(fieldwork_monday - timedelta(days=10), Origin.COMPUTED)


def screening_days(fieldwork_monday: date) -> tuple[date, ...]:
    """The three days of a screening, Monday to Wednesday."""
    _check_monday(fieldwork_monday)
    return _run(fieldwork_monday, 3)


def full_joint_days(fieldwork_monday: date) -> tuple[date, ...]:
    """The ten days of a full joint inspection: two weeks, Monday to Friday, one week between."""
    _check_monday(fieldwork_monday)
    return _run(fieldwork_monday, 5) + _run(fieldwork_monday + timedelta(weeks=2), 5)


def core_case_days(begins_on: date, n_days: int) -> tuple[date, ...]:
    """As many working days as a person gives, from the first; no source says how many.

    Raises InputError on no days, or a first day that is no working day.
    """
    if n_days < 1:
        raise InputError("Give at least one day of fieldwork.")
    if not is_working_day(begins_on):
        raise InputError("Choose a working day for the fieldwork to begin.", field="starts_on")
    days = [begins_on]
    while len(days) < n_days:
        days.append(next_working_day(days[-1] + _DAY))
    return tuple(days)


def timetable(method: Method, begins_on: date, n_days: int | None = None) -> Timetable:
    """What is known of an inspection's days from the day on which its fieldwork begins.

    `n_days` is for a Core Case Inspection, whose notice period and length are unknown: the
    announcement is blank there, and without `n_days` so is the end. A screening and a full
    joint inspection begin on a Monday and are announced alike.
    """
    days = {DayName.FIELDWORK_BEGINS: _planned(begins_on, Origin.EDITED)}
    if method is Method.CCI:
        fieldwork = core_case_days(begins_on, n_days) if n_days is not None else ()
    else:
        days[DayName.ANNOUNCEMENT] = announcement_for_screening(begins_on)
        of_method = screening_days if method is Method.SQS else full_joint_days
        fieldwork = of_method(begins_on)
    if fieldwork:
        days[DayName.FIELDWORK_ENDS] = _planned(fieldwork[-1], Origin.COMPUTED)
    return Timetable(method=method, fieldwork=fieldwork, days=days)


def days_off(days: tuple[date, ...]) -> tuple[date, ...]:
    """Those of the days that are no working days in England and Wales."""
    return tuple(day for day in days if not is_working_day(day))


def _planned(day: date | None, origin: Origin) -> PlannedDay:
    if day is None:
        return UNKNOWN
    note = "" if is_working_day(day) else "This is not a working day; keep it or choose another."
    return PlannedDay(day=day, origin=origin, note=note)


def _run(first: date, n_days: int) -> tuple[date, ...]:
    return tuple(first + n * _DAY for n in range(n_days))


def _check_monday(day: date) -> None:
    if day.weekday() != 0:
        raise InputError("Choose a Monday: this fieldwork begins on one.", field="starts_on")
