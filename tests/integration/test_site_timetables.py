"""Timetables: computed days, those that a person set, and the days on site."""

from datetime import date, timedelta

import pytest

from corecase.actions import (
    planning,
    timetables,
)
from corecase.actions.planning import Fieldwork
from corecase.core.caseloads import EligibilityWindow
from corecase.core.errors import InputError
from corecase.core.people import Actor, Role
from corecase.core.stages import Stage
from corecase.core.timetables import DayName, Origin
from corecase.exchange import frameworks
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 9)
WINDOW = EligibilityWindow(
    first_start=date(2026, 1, 1),
    last_start=date(2026, 5, 31),
    custody_first_start=date(2025, 1, 1),
)


def lead_of(inspection: models.Inspection) -> Actor:
    return site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)


def announced(**fields: object) -> models.Inspection:
    return site.inspection(
        Stage.ANNOUNCED,
        **{
            "eligible_from": WINDOW.first_start,
            "eligible_until": WINDOW.last_start,
            "custody_from": WINDOW.custody_first_start,
            **fields,
        },
    )


def events(inspection: models.Inspection) -> list[str]:
    return list(models.Event.objects.filter(chain=inspection.code).values_list("kind", flat=True))


def screening(**fields: object) -> models.Inspection:
    fields = {"fieldwork_starts_on": MONDAY, "fieldwork_ends_on": MONDAY + timedelta(2), **fields}
    return site.inspection(programme=site.programme("sqs-2013"), **fields)


def test_a_screening_is_announced_on_the_friday_two_weeks_before_until_somebody_edits_it() -> None:
    inspection = screening()
    lead = lead_of(inspection)
    code = inspection.code
    row = timetables.shown(code, by=lead).row(DayName.ANNOUNCEMENT)
    assert (row.planned.day, row.planned.origin) == (date(2026, 10, 30), Origin.COMPUTED)
    thursday = date(2026, 10, 29)
    timetables.change(
        code, DayName.ANNOUNCEMENT, thursday, note="by telephone", by=lead, now=site.NOW
    )
    row = timetables.shown(code, by=lead).row(DayName.ANNOUNCEMENT)
    assert (row.planned.day, row.planned.origin) == (thursday, Origin.EDITED)
    assert row.note == "by telephone"
    timetables.change(code, DayName.ANNOUNCEMENT, None, computed=True, by=lead, now=site.NOW)
    row = timetables.shown(code, by=lead).row(DayName.ANNOUNCEMENT)
    assert (row.planned.day, row.planned.origin) == (date(2026, 10, 30), Origin.COMPUTED)
    assert events(inspection) == ["TIMETABLE_CHANGED"] * 2


def test_days_that_contradict_are_refused_and_nothing_is_kept() -> None:
    inspection = screening()
    lead = lead_of(inspection)
    with pytest.raises(InputError, match="Correct the days"):
        timetables.change(inspection.code, DayName.ANNOUNCEMENT, MONDAY, by=lead, now=site.NOW)
    assert not models.TimetableDate.objects.exists()
    with pytest.raises(InputError, match="together"):
        timetables.change(inspection.code, DayName.FIELDWORK_ENDS, MONDAY, by=lead, now=site.NOW)


def test_days_that_were_stored_and_contradict_are_shown_with_a_sentence() -> None:
    inspection = screening()
    for name, day in ((DayName.ANNOUNCEMENT, MONDAY), (DayName.CASELOAD_DUE, None)):
        models.TimetableDate.objects.create(
            inspection=inspection, name=name, day=day, is_edited=True
        )
    shown = timetables.shown(inspection.code, by=lead_of(inspection))
    assert shown.fault.startswith("Correct the days")
    assert shown.row(DayName.ANNOUNCEMENT).planned.day == MONDAY
    assert shown.row(DayName.CASELOAD_DUE).planned.day is None


def test_the_improvement_plan_follows_the_publication() -> None:
    inspection = site.inspection()
    lead = lead_of(inspection)
    published = site.TODAY + timedelta(days=91)
    timetables.change(inspection.code, DayName.PUBLICATION, published, by=lead, now=site.NOW)
    due = timetables.shown(inspection.code, by=lead).row(DayName.IMPROVEMENT_PLAN_DUE)
    assert due.planned.day == published + timedelta(days=28)


def test_no_improvement_plan_is_due_after_a_screening() -> None:
    inspection = screening()
    lead = lead_of(inspection)
    published = MONDAY + timedelta(days=91)
    timetables.change(inspection.code, DayName.PUBLICATION, published, by=lead, now=site.NOW)
    shown = timetables.shown(inspection.code, by=lead)
    assert shown.row(DayName.PUBLICATION).planned.day == published
    assert shown.row(DayName.IMPROVEMENT_PLAN_DUE).planned.day is None


def test_the_days_on_site_are_the_working_days_from_the_first_to_the_last() -> None:
    core = site.inspection(fieldwork_starts_on=date(2026, 11, 5), fieldwork_ends_on=MONDAY)
    lead = lead_of(core)
    shown = timetables.shown(core.code, by=lead)
    assert shown.method == "Core Case Inspection"
    assert shown.fieldwork == (date(2026, 11, 5), date(2026, 11, 6), MONDAY)
    timetables.change_fieldwork(core.code, Fieldwork(starts_on=MONDAY), by=lead, now=site.NOW)
    shown = timetables.shown(core.code, by=lead)
    assert (shown.fieldwork, shown.row(DayName.FIELDWORK_ENDS).planned.day) == ((), None)
    timetables.change_fieldwork(core.code, Fieldwork(), by=lead, now=site.NOW)
    assert timetables.shown(core.code, by=lead).row(DayName.FIELDWORK_BEGINS).planned.day is None


def test_a_method_fills_the_last_day_and_a_first_day_it_does_not_know_is_shown() -> None:
    inspection = screening()
    lead = lead_of(inspection)
    later = MONDAY + timedelta(weeks=1)
    timetables.change_fieldwork(inspection.code, Fieldwork(starts_on=later), by=lead, now=site.NOW)
    assert len(timetables.shown(inspection.code, by=lead).fieldwork) == 3
    odd = screening(fieldwork_starts_on=MONDAY + timedelta(1), fieldwork_ends_on=None)
    shown = timetables.shown(odd.code, by=lead_of(odd))
    assert shown.row(DayName.FIELDWORK_BEGINS).planned.day == MONDAY + timedelta(1)
    assert shown.fieldwork == ()


def test_a_framework_of_no_known_method_gives_no_days() -> None:
    own = frameworks.text("cci-2009").replace("CCI", "OWN")
    programme = site.programme(framework_text=own, framework_is_own=True)
    inspection = site.inspection(programme=programme)
    shown = timetables.shown(inspection.code, by=lead_of(inspection))
    assert shown.method == ""
    assert planning.last_day(inspection) is None


@pytest.mark.parametrize(
    ("stage", "starts_on", "sentence"),
    [
        (Stage.MODERATION, MONDAY, "The fieldwork is over"),
        (Stage.ANNOUNCED, None, "needs the first day"),
        (Stage.ANNOUNCED, date(2026, 5, 31), "after the eligibility window closes"),
    ],
)
def test_fieldwork_that_no_longer_fits_is_refused(
    stage: Stage, starts_on: date | None, sentence: str
) -> None:
    inspection = announced()
    models.Inspection.objects.update(stage=stage)
    with pytest.raises(InputError, match=sentence):
        timetables.change_fieldwork(
            inspection.code,
            Fieldwork(starts_on=starts_on),
            by=lead_of(inspection),
            now=site.NOW,
        )


def test_the_timetable_is_seen_by_many_and_changed_by_few() -> None:
    inspection = screening()
    path = f"/inspections/{inspection.code}/timetable/"
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    assert "Friday 30 October 2026" in lead.get(path).content.decode()
    assert "30 October 2026" in lead.get(f"{path}ANNOUNCEMENT/").content.decode()
    assert lead.get(f"{path}FIELDWORK_ENDS/").status_code == 302
    assert lead.get(f"{path}NO_SUCH_DAY/").status_code == 404
    saved = lead.post(f"{path}ANNOUNCEMENT/", {"day": "2026-10-31", "note": "early"})
    assert saved.status_code == 302
    assert "This is not a working day" in lead.get(path).content.decode()
    assert lead.post(f"{path}ANNOUNCEMENT/", {"day": "2026-12-31"}).status_code == 422
    assert lead.get(f"{path}fieldwork/").status_code == 200
    saved = lead.post(f"{path}fieldwork/", {"starts_on": "2026-11-16", "ends_on": ""})
    assert saved.status_code == 302
    refused = lead.post(f"{path}fieldwork/", {"starts_on": "2026-11-16", "ends_on": "2026-11-01"})
    assert "The fieldwork ends before it starts" in refused.content.decode()
    assessor = site.client_for(site.person(Role.ASSESSOR, inspection=inspection))
    assert assessor.get(path).status_code == 200
    assert assessor.get(f"{path}ANNOUNCEMENT/").status_code == 404
    assert assessor.get(f"{path}fieldwork/").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_outside_any_inspection_is_refused_and_kept_on_the_page(day: str) -> None:
    inspection = site.inspection()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    address = f"/inspections/{inspection.code}/timetable/fieldwork/"
    page = site.client_for(lead).post(address, {"starts_on": day, "ends_on": day})
    assert page.status_code == 422
    assert "Enter a day from 2000 to 2100" in page.content.decode()
    assert day in page.content.decode()
