"""Timetables: days counted from the fieldwork Monday, and what nobody knows left blank."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from corecase.core.errors import InputError
from corecase.core.timetables import (
    UNKNOWN,
    DayName,
    Method,
    Origin,
    PlannedDay,
    announcement_for_screening,
    core_case_days,
    days_off,
    full_joint_days,
    screening_days,
    timetable,
)

MONDAY = date(2013, 7, 22)  # the screening of 22 to 24 July 2013
NOT_A_WORKING_DAY = "This is not a working day; keep it or choose another."


def edited(day: date, note: str = "") -> PlannedDay:
    return PlannedDay(day=day, origin=Origin.EDITED, note=note)


def test_a_screening_is_announced_on_the_friday_two_weeks_before() -> None:
    found = announcement_for_screening(MONDAY)
    assert found == PlannedDay(day=date(2013, 7, 12), origin=Origin.COMPUTED)
    assert found.day is not None
    assert found.day.weekday() == 4
    assert found.day.isocalendar().week == MONDAY.isocalendar().week - 2


def test_an_announcement_on_a_holiday_is_said_and_not_moved() -> None:
    found = announcement_for_screening(date(2013, 4, 8))
    assert found.day == date(2013, 3, 29)  # Good Friday
    assert found.note == NOT_A_WORKING_DAY


@pytest.mark.parametrize("count", [announcement_for_screening, screening_days, full_joint_days])
def test_only_a_monday_begins_such_fieldwork(count: object) -> None:
    assert callable(count)
    with pytest.raises(InputError, match="Choose a Monday"):
        count(MONDAY + timedelta(days=1))


def test_a_screening_lasts_from_monday_to_wednesday() -> None:
    assert screening_days(MONDAY) == (MONDAY, date(2013, 7, 23), date(2013, 7, 24))


def test_a_full_joint_inspection_has_two_weeks_with_one_between() -> None:
    days = full_joint_days(MONDAY)
    assert len(days) == 10
    assert [day.day for day in days] == [22, 23, 24, 25, 26, 5, 6, 7, 8, 9]
    assert (days[4], days[5]) == (date(2013, 7, 26), date(2013, 8, 5))


def test_a_core_case_inspection_has_as_many_working_days_as_a_person_gives() -> None:
    assert core_case_days(date(2009, 10, 1), 1) == (date(2009, 10, 1),)
    over_a_holiday = core_case_days(date(2010, 4, 1), 2)
    assert over_a_holiday == (date(2010, 4, 1), date(2010, 4, 6))


def test_a_core_case_inspection_needs_a_day_and_a_working_one() -> None:
    with pytest.raises(InputError, match="at least one day"):
        core_case_days(MONDAY, 0)
    with pytest.raises(InputError, match="Choose a working day"):
        core_case_days(date(2010, 4, 2), 3)


def test_the_timetable_of_a_screening() -> None:
    found = timetable(Method.SQS, MONDAY)
    assert found.fieldwork == screening_days(MONDAY)
    assert dict(found.days) == {
        DayName.ANNOUNCEMENT: PlannedDay(day=date(2013, 7, 12), origin=Origin.COMPUTED),
        DayName.FIELDWORK_BEGINS: edited(MONDAY),
        DayName.FIELDWORK_ENDS: PlannedDay(day=date(2013, 7, 24), origin=Origin.COMPUTED),
    }
    assert found.of(DayName.PUBLICATION) is UNKNOWN
    assert Method.SQS.words == "Short Quality Screening"


def test_the_timetable_of_a_full_joint_inspection() -> None:
    found = timetable(Method.FJI, MONDAY)
    assert found.of(DayName.ANNOUNCEMENT).day == date(2013, 7, 12)
    assert found.of(DayName.FIELDWORK_ENDS).day == date(2013, 8, 9)


def test_what_nobody_knows_of_a_core_case_inspection_is_blank() -> None:
    found = timetable(Method.CCI, MONDAY)
    assert found.fieldwork == ()
    assert set(found.days) == {DayName.FIELDWORK_BEGINS}
    assert timetable(Method.CCI, MONDAY, 4).of(DayName.FIELDWORK_ENDS).day == date(2013, 7, 25)


def test_a_fieldwork_day_that_is_no_working_day_is_kept_and_shown() -> None:
    found = timetable(Method.SQS, date(2013, 5, 6))  # early May bank holiday
    assert found.of(DayName.FIELDWORK_BEGINS).note == NOT_A_WORKING_DAY
    assert days_off(found.fieldwork) == (date(2013, 5, 6),)


def test_a_person_may_set_a_day_or_clear_it() -> None:
    plan = timetable(Method.SQS, MONDAY)
    moved = plan.edited(DayName.ANNOUNCEMENT, date(2013, 7, 11))
    assert moved.of(DayName.ANNOUNCEMENT) == edited(date(2013, 7, 11))
    assert moved.of(DayName.FIELDWORK_ENDS) == plan.of(DayName.FIELDWORK_ENDS)
    assert moved.edited(DayName.ANNOUNCEMENT, None).of(DayName.ANNOUNCEMENT) is UNKNOWN
    saturday = plan.edited(DayName.PUBLICATION, date(2013, 8, 17))
    assert saturday.of(DayName.PUBLICATION).note == NOT_A_WORKING_DAY


def test_the_improvement_plan_is_due_by_the_framework_until_a_person_sets_it() -> None:
    of_framework = replace(timetable(Method.CCI, MONDAY), plan_weeks=4)
    published = of_framework.edited(DayName.PUBLICATION, date(2013, 8, 14))
    due = published.of(DayName.IMPROVEMENT_PLAN_DUE)
    assert due == PlannedDay(day=date(2013, 9, 11), origin=Origin.COMPUTED)
    assert published.edited(DayName.PUBLICATION, None).of(DayName.IMPROVEMENT_PLAN_DUE) is UNKNOWN
    by_hand = published.edited(DayName.IMPROVEMENT_PLAN_DUE, date(2013, 9, 20))
    later = by_hand.edited(DayName.PUBLICATION, date(2013, 8, 21))
    assert later.of(DayName.IMPROVEMENT_PLAN_DUE) == edited(date(2013, 9, 20))


def test_no_plan_is_due_by_a_day_where_the_framework_sets_none() -> None:
    published = timetable(Method.SQS, MONDAY).edited(DayName.PUBLICATION, date(2013, 8, 14))
    assert published.of(DayName.IMPROVEMENT_PLAN_DUE) is UNKNOWN


def test_the_fieldwork_is_set_as_a_whole() -> None:
    plan = timetable(Method.SQS, MONDAY)
    for name in (DayName.FIELDWORK_BEGINS, DayName.FIELDWORK_ENDS):
        with pytest.raises(InputError, match="every day of the fieldwork"):
            plan.edited(name, MONDAY)
    tuesday, thursday = date(2013, 7, 23), date(2013, 7, 25)
    moved = plan.with_fieldwork([thursday, tuesday, tuesday])
    assert moved.fieldwork == (tuesday, thursday)
    assert moved.of(DayName.FIELDWORK_BEGINS) == edited(tuesday)
    assert moved.of(DayName.FIELDWORK_ENDS) == edited(thursday)
    emptied = plan.with_fieldwork([])
    assert emptied.of(DayName.FIELDWORK_ENDS) is UNKNOWN


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        (DayName.ANNOUNCEMENT, MONDAY, r"fieldwork begins \(2013-07-22\) comes after announ"),
        (DayName.CASELOAD_DUE, date(2013, 7, 11), "caseload due .* comes after announcement"),
        (DayName.CASELOAD_DUE, date(2013, 7, 23), "fieldwork begins .* comes after caseload due"),
        (DayName.PUBLICATION, date(2013, 7, 23), "publication .* comes after fieldwork ends"),
    ],
)
def test_days_that_contradict_each_other_are_refused(name: DayName, day: date, said: str) -> None:
    with pytest.raises(InputError, match=f"Correct the days: {said}"):
        timetable(Method.SQS, MONDAY).edited(name, day)


def test_a_day_without_a_date_is_unknown_and_only_that() -> None:
    with pytest.raises(ValueError, match="only that is"):
        PlannedDay(origin=Origin.EDITED)
    with pytest.raises(ValueError, match="only that is"):
        PlannedDay(day=MONDAY)
