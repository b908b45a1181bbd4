"""An improvement plan is made at the publication, and never before it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from corecase.actions import improvement_making, improvement_plans
from corecase.core.event_kinds import EventKind
from corecase.core.improvement import ORIGINS
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import PUBLISHED_STAGES, Stage
from corecase.store.cases import models
from tests import improvement_site, publications, site
from tests.improvement_site import DUE, PUBLISHED, TEXTS

pytestmark = pytest.mark.django_db


def test_publication_makes_it_with_an_area_for_each_recommendation() -> None:
    scene = improvement_site.made()
    page = improvement_plans.one(scene.code, by=scene.liaison, today=site.TODAY)
    assert [(one.id, one.text, one.owners) for one in page.recommendations] == [
        ("1", TEXTS[0], ("YOS Manager",)),
        ("2", TEXTS[1], ("YOS Manager",)),
    ]
    assert [one.area.recommendations for one in page.areas] == [("1",), ("2",)]
    assert {one.origin for one in page.areas} == {ORIGINS["inspectorate"]}
    assert page.plan.published_on == PUBLISHED.date()
    assert page.plan.due_on == DUE
    assert scene.stage() is Stage.PLAN_DUE
    said = models.Event.objects.filter(kind=EventKind.IMPROVEMENT_PLAN_MADE)
    assert said.count() == 1


def test_it_is_made_once() -> None:
    scene = improvement_site.made()
    assert improvement_making.make_due(now=site.NOW) == ()
    # Another worker that asked at the same moment finds it made.
    assert not improvement_making.make(scene.inspection.pk, now=site.NOW)
    assert models.ImprovementPlan.objects.count() == 1
    assert scene.plan.version == 1


def test_a_screening_sets_no_day_and_stays_published() -> None:
    scene = improvement_site.made(framework="sqs-2013")
    assert scene.plan.due_on is None
    assert scene.stage() is Stage.PUBLISHED


def test_the_day_that_somebody_set_in_the_timetable_counts() -> None:
    scene = improvement_site.published()
    on = date(2026, 12, 1)
    scene.inspection.dates.create(name="IMPROVEMENT_PLAN_DUE", day=on, is_edited=True)
    improvement_making.make_due(now=site.NOW)
    assert scene.plan.due_on == on


def test_one_that_fails_leaves_the_others_alone(caplog: pytest.LogCaptureFixture) -> None:
    broken, whole = improvement_site.published(), improvement_site.published()
    models.Programme.objects.filter(pk=broken.inspection.programme_id).update(framework_text="{}")
    assert improvement_making.make_due(now=site.NOW) == (whole.code,)
    assert broken.code in caplog.text


@pytest.mark.parametrize("stage", sorted(set(Stage) - PUBLISHED_STAGES))
def test_nothing_of_it_shows_before_publication(stage: Stage) -> None:
    scene = improvement_site.made()
    models.Inspection.objects.filter(pk=scene.inspection.pk).update(stage=stage)
    for by in (scene.liaison, scene.council, scene.lead, scene.manager, scene.oversight):
        with pytest.raises(NotAllowedError):
            improvement_plans.one(scene.code, by=by, today=site.TODAY)
        assert improvement_plans.listed(by=by, now=site.NOW, today=site.TODAY) == ()


def test_without_one_there_is_nothing_to_read() -> None:
    scene = improvement_site.published()
    with pytest.raises(NotAllowedError, match="no such improvement plan"):
        improvement_plans.one(scene.code, by=scene.liaison, today=site.TODAY)


def _corrected(scene: improvement_site.Scene, *texts: str) -> None:
    """The report is corrected, and recommends these things now."""
    writer = site.person(Role.EDITOR, inspection=scene.inspection)
    scene.inspection.recommendations.all().delete()
    for place, text in enumerate(texts, start=1):
        improvement_site.recommend(scene.inspection, place, text, by=writer)
    version = publications.released(scene.inspection, site.NOW, number=2)
    models.ReportVersion.objects.filter(pk=version.pk).update(published_at=site.NOW)


def test_a_corrected_report_brings_what_is_new_and_marks_what_is_gone() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene)
    _corrected(scene, TEXTS[0], "Parents are asked.")
    assert improvement_making.make_due(now=site.NOW) == (scene.code,)
    page = improvement_plans.one(scene.code, by=scene.liaison, today=site.TODAY)
    assert [one.text for one in page.recommendations] == [*TEXTS, "Parents are asked."]
    assert page.withdrawn == {"2"}
    assert [one.area.id for one in page.areas] == ["1", "2", "3"]
    assert [one.action.id for one in page.areas[0].actions] == ["1.1"]
    # What the report no longer makes waits for no action.
    assert [gap.at for gap in page.gaps] == ["3"]


def test_while_a_correction_is_open_its_words_stay_out() -> None:
    scene = improvement_site.made()
    _corrected(scene, "Something half written.")
    by = site.person()
    correction = models.Correction.objects.create(
        inspection=scene.inspection, reason="Invented.", opened_by=by, opened_at=site.NOW
    )
    assert improvement_making.make_due(now=site.NOW) == ()
    correction.closed_at = site.NOW
    correction.save()
    assert improvement_making.make_due(now=site.NOW) == (scene.code,)


def test_the_list_says_what_is_late_overdue_silent_and_missing() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene, timescale="1 November 2026", owner="")
    later = site.NOW + timedelta(days=90)
    (row,) = improvement_plans.listed(by=scene.oversight, now=later, today=later.date())
    assert (row.code, row.due_on, row.is_late) == (scene.code, DUE, True)
    assert (row.n_actions, row.n_completed, row.n_overdue, row.n_stale) == (1, 0, 1, 1)
    assert row.n_gaps == 2
    assert not row.is_changed_lately


def test_each_reads_the_list_of_their_own(client: Client) -> None:
    here, there = improvement_site.made(), improvement_site.made()
    for by, n_read in ((here.oversight, 2), (here.manager, 2), (here.lead, 1), (here.council, 1)):
        found = improvement_plans.listed(by=by, now=site.NOW, today=site.TODAY)
        assert len(found) == n_read
        assert here.code in {one.code for one in found}
    person = models.Person.objects.get(pk=there.council.person_id)
    page = site.client_for(person).get("/improvement-plans/").text
    assert there.inspection.service.name in page
    assert here.inspection.service.name not in page
    assert "Improvement plans" in site.client_for(person).get("/").text
    assert client.get("/improvement-plans/").status_code == 302
