"""Steps of bodies, the oversight body's views and questions, reminders, and what is set."""

from datetime import date, timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from corecase.actions import (
    improvement_oversight,
    improvement_plans,
    improvement_progress,
    improvement_reminders,
    improvement_settings,
)
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.improvement_steps import StepKind
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.core.written_status_rules import read_clauses
from corecase.store.cases import models
from corecase.worker.loop import Worker
from tests import factual_scene, improvement_site, site
from tests.improvement_site import DUE, PUBLISHED, Scene, step

pytestmark = pytest.mark.django_db
TODAY = site.TODAY


def take(scene: Scene, kind: StepKind, who: str, on: date = TODAY, **fields: str) -> None:
    """Somebody records a step."""
    taken = step(kind, on, **fields)
    improvement_oversight.take(scene.code, taken, by=getattr(scene, who), now=site.NOW)


def state(scene: Scene) -> str:
    return improvement_plans.one(scene.code, by=scene.liaison, today=TODAY).state


def test_bodies_take_their_steps_on_days_of_their_own() -> None:
    scene = improvement_site.made()
    assert state(scene) == "not submitted yet"
    take(scene, StepKind.BOARD_APPROVED, "liaison", PUBLISHED.date())
    take(scene, StepKind.SUBMITTED, "liaison")
    assert state(scene) == "with the inspectorate"
    take(scene, StepKind.RETURNED, "lead", reasons="No owner is named.")
    assert state(scene) == "returned to the service"
    assert scene.stage() is Stage.PLAN_DUE
    take(scene, StepKind.SUBMITTED, "liaison")
    take(scene, StepKind.ACCEPTED, "manager")
    assert state(scene) == "accepted"
    assert scene.stage() is Stage.CLOSED
    take(scene, StepKind.FORWARDED, "lead")
    take(scene, StepKind.MONITORED, "oversight")
    steps = improvement_oversight.steps(scene.code, by=scene.liaison).steps
    assert [one.kind for one in steps][:2] == [StepKind.BOARD_APPROVED, StepKind.SUBMITTED]
    assert models.Event.objects.filter(kind=EventKind.IMPROVEMENT_STEP_TAKEN).count() == 7


def test_an_inspection_that_waits_for_no_plan_keeps_its_stage() -> None:
    scene = improvement_site.made(framework="sqs-2013")
    take(scene, StepKind.SUBMITTED, "liaison")
    take(scene, StepKind.ACCEPTED, "lead")
    assert scene.stage() is Stage.PUBLISHED


def test_nothing_is_accepted_before_it_was_submitted() -> None:
    scene = improvement_site.made()
    with pytest.raises(InputError, match="only after it was submitted"):
        take(scene, StepKind.ACCEPTED, "lead")
    with pytest.raises(InputError, match="cannot lie ahead"):
        take(scene, StepKind.SUBMITTED, "liaison", TODAY + timedelta(days=1))
    assert state(scene) == "not submitted yet"


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (StepKind.ACCEPTED, "liaison"),
        (StepKind.SUBMITTED, "lead"),
        (StepKind.MONITORED, "manager"),
        (StepKind.BOARD_APPROVED, "oversight"),
        (StepKind.SUBMITTED, "council"),
    ],
)
def test_each_body_records_its_own_steps(kind: StepKind, who: str) -> None:
    scene = improvement_site.made()
    with pytest.raises(NotAllowedError):
        take(scene, kind, who)


def test_the_oversight_body_says_what_it_thinks_beside_the_service() -> None:
    scene = improvement_site.made()
    models.Programme.objects.update(oversight_body="Invented Board")
    ref = improvement_site.action(scene)
    said = {"by": scene.oversight, "now": site.NOW}
    improvement_oversight.write_view(scene.code, ref, words="Too slow.", **said)
    improvement_oversight.ask(scene.code, ref, words="Who reads them?", **said)
    improvement_oversight.ask(scene.code, ref, words="And when?", **said)
    found = improvement_progress.action(scene.code, ref, by=scene.liaison, today=TODAY)
    (view,) = found.shown.action.views
    assert (view.words, view.by, view.on) == ("Too slow.", "Invented Board", TODAY)
    _, asked = found.questions
    assert (asked.words, asked.answered_at) == ("And when?", None)
    (row,) = improvement_plans.listed(by=scene.oversight, now=site.NOW, today=TODAY)
    assert row.n_waiting == 2
    answer = {"words": "Two managers.", "by": scene.quality, "now": site.NOW}
    improvement_oversight.answer(scene.code, ref, asked.number, **answer)
    with pytest.raises(InputError, match="answered this question meanwhile"):
        improvement_oversight.answer(scene.code, ref, asked.number, **answer)
    page = improvement_oversight.answerable(
        scene.code, ref, asked.number, by=scene.liaison, today=TODAY
    )
    assert (page.asked.answer, page.asked.answered_by) == ("Two managers.", "quality manager")
    first, question = page.page.shown.action.questions
    assert first.answer is None
    assert question.answer is not None
    assert question.answer.words == "Two managers."


def test_nothing_is_said_without_words_and_nothing_answered_that_was_not_asked() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    said = {"by": scene.oversight, "now": site.NOW}
    for act in (improvement_oversight.write_view, improvement_oversight.ask):
        with pytest.raises(InputError, match="in words"):
            act(scene.code, ref, words=" ", **said)
    with pytest.raises(NotAllowedError, match="no such question"):
        improvement_oversight.answer(scene.code, ref, 9, words="x", by=scene.liaison, now=site.NOW)
    with pytest.raises(NotAllowedError, match="no such question"):
        improvement_oversight.answerable(scene.code, ref, 9, by=scene.liaison, today=TODAY)


def link(code: str) -> str:
    return f"https://corecase.example.org/{code}"


def test_a_reminder_leaves_once_and_says_nothing_of_what_is_in_it() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene, timescale="1 November 2026", wording="canaryaction")
    improvement_site.action(scene, timescale="10 November 2026")
    later = site.NOW + timedelta(days=5)
    assert improvement_reminders.send_due(link=link, now=later) == 2
    assert improvement_reminders.send_due(link=link, now=later) == 0
    body = str(mail.outbox[0].body)
    assert f"it is to be submitted by {DUE.day} November 2026" in body
    assert "1 action is overdue" in body
    assert "1 action is due within 14 days" in body
    assert link(scene.code) in body
    assert "canary" not in body
    liaison = models.Person.objects.get(pk=scene.liaison.person_id)
    assert [liaison.email] in [message.to for message in mail.outbox]
    kept = models.ImprovementReminder.objects.filter(plan=scene.plan)
    assert kept.count() == 6
    events = models.Event.objects.filter(kind=EventKind.IMPROVEMENT_REMINDED)
    assert events.count() == 2


def test_what_is_late_or_silent_is_another_reminder() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene, timescale="monthly from December 2027")
    improvement_site.action(scene, timescale="")
    late = site.NOW + timedelta(days=70)
    assert improvement_reminders.send_due(link=lambda _: "", now=late) == 2
    body = str(mail.outbox[0].body)
    assert "it was to be submitted by 20 November 2026" in body
    assert "2 actions are without news for a long time" in body
    assert "open the page Improvement plans" in body


def test_of_an_action_that_is_overdue_nobody_hears_twice() -> None:
    scene = improvement_site.made(framework="sqs-2013")
    improvement_site.action(scene, timescale="1 November 2026", items=())
    late = site.NOW + timedelta(days=90)
    assert improvement_reminders.send_due(link=link, now=late) == 2
    assert scene.plan.reminders.count() == 2
    body = str(mail.outbox[0].body)
    assert "1 action is overdue" in body
    assert "submitted" not in body


def test_long_before_its_day_nobody_is_reminded() -> None:
    improvement_site.made()
    assert improvement_reminders.send_due(link=link, now=PUBLISHED) == 0


def test_where_nothing_waits_nobody_is_written_to() -> None:
    scene = improvement_site.made(framework="sqs-2013")
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 0
    take(scene, StepKind.SUBMITTED, "liaison")
    assert mail.outbox == []


def test_a_submitted_one_is_not_asked_for_again() -> None:
    scene = improvement_site.made()
    take(scene, StepKind.SUBMITTED, "liaison")
    late = site.NOW + timedelta(days=40)
    assert improvement_reminders.send_due(link=link, now=late) == 1, "the lead, to answer it"
    assert improvement_reminders.send_due(link=link, now=late) == 0


def written_to() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_who_answers_a_submitted_one_is_told_each_time_and_of_nothing_in_it() -> None:
    scene = improvement_site.made(framework="sqs-2013")
    take(scene, StepKind.SUBMITTED, "liaison")
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 1
    lead = models.Person.objects.get(pk=scene.lead.person_id)
    assert written_to() == [lead.email]
    body = str(mail.outbox[0].body)
    assert "it was submitted on 2 November 2026 and waits for an answer" in body
    assert link(scene.code) in body
    take(scene, StepKind.RETURNED, "lead", reasons="A canary of reasons.")
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 0
    take(scene, StepKind.SUBMITTED, "liaison")
    models.Grant.objects.filter(person=lead).update(ends_on=TODAY - timedelta(days=1))
    mail.outbox.clear()
    manager = models.Person.objects.get(pk=scene.manager.person_id)
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 1
    assert written_to() == [manager.email]
    assert "canary" not in str(mail.outbox[0].body)
    models.DeclaredConflict.objects.create(
        person=manager,
        service=scene.inspection.service,
        reason="invented",
        declared_by=manager,
        declared_at=site.NOW,
    )
    scene.plan.reminders.all().delete()
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 0


def test_a_lead_in_conflict_is_told_nothing_and_the_managers_are() -> None:
    scene = improvement_site.made(framework="sqs-2013")
    take(scene, StepKind.SUBMITTED, "liaison")
    lead = models.Person.objects.get(pk=scene.lead.person_id)
    models.DeclaredConflict.objects.create(
        person=lead,
        service=scene.inspection.service,
        reason="invented",
        declared_by=lead,
        declared_at=site.NOW,
    )
    manager = models.Person.objects.get(pk=scene.manager.person_id)
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 1
    assert written_to() == [manager.email]


def test_a_question_of_the_oversight_body_reaches_the_service_once() -> None:
    scene = improvement_site.made(framework="sqs-2013")
    improvement_site.action(scene, timescale="1 November 2027", items=())
    ref = improvement_plans.one(scene.code, by=scene.liaison, today=TODAY).areas[0].actions[0]
    for words in ("A canary?", "Another canary?"):
        improvement_oversight.ask(
            scene.code, ref.action.id, words=words, by=scene.oversight, now=site.NOW
        )
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 2
    body = str(mail.outbox[0].body)
    assert "2 questions wait for an answer" in body
    assert "canary" not in body
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 0
    improvement_oversight.ask(
        scene.code, ref.action.id, words="A third?", by=scene.oversight, now=site.NOW
    )
    assert improvement_reminders.send_due(link=link, now=site.NOW) == 2
    assert "1 question waits for an answer" in str(mail.outbox[-1].body)
    number = improvement_progress.action(scene.code, ref.action.id, by=scene.liaison, today=TODAY)
    for asked in number.questions:
        improvement_oversight.answer(
            scene.code, ref.action.id, asked.number, words="So.", by=scene.liaison, now=site.NOW
        )
    later = site.NOW + timedelta(days=1)
    assert improvement_reminders.send_due(link=link, now=later) == 0


def test_a_letter_that_is_not_taken_is_marked_and_not_sent_twice(
    settings: Settings,
) -> None:
    scene = improvement_site.made()
    settings.EMAIL_BACKEND = factual_scene.SILENT
    late = site.NOW + timedelta(days=40)
    assert improvement_reminders.send_due(link=link, now=late) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert improvement_reminders.send_due(link=link, now=late) == 0
    failed = models.ImprovementReminder.objects.exclude(failed="")
    assert failed.count() == 2
    assert scene.plan.reminders.count() == 2


def test_the_worker_makes_it_and_reminds(settings: Settings) -> None:
    settings.ADDRESS = "https://corecase.example.org/"
    scene = improvement_site.published()
    Worker(now=lambda: site.NOW + timedelta(days=30)).drain()
    body = str(mail.outbox[0].body)
    assert f"https://corecase.example.org/inspections/{scene.code}/improvement-plan/" in body
    settings.ADDRESS = ""
    Worker(now=lambda: site.NOW + timedelta(days=400)).drain()


def test_a_programme_names_the_oversight_body_and_the_rule() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene)
    code, manager = scene.inspection.programme.code, scene.manager
    before = improvement_settings.of_programme(code, by=manager)
    assert (before.oversight_body, before.is_own_rule) == ("oversight body", False)
    assert before.rule.standing == "unverified"
    clauses = read_clauses("Green = completed\nAmber = silent for 5 days\nRed = otherwise")
    improvement_settings.write(
        code, oversight_body=" Invented  Board ", clauses=clauses, by=manager, now=site.NOW
    )
    found = improvement_plans.one(scene.code, by=scene.liaison, today=TODAY)
    assert found.heading.oversight_body == "Invented Board"
    assert found.areas[0].actions[0].status == "Amber"
    assert (found.stale_days, len(found.stale)) == (5, 1)
    assert improvement_settings.of_programme(code, by=manager).is_own_rule
    again = {"oversight_body": "Invented Board", "by": manager, "now": site.NOW}
    improvement_settings.write(code, clauses=(), **again)
    assert not improvement_settings.of_programme(code, by=manager).is_own_rule


@pytest.mark.parametrize(
    ("name", "rule", "field"),
    [(" ", "", "oversight_body"), ("Board", "Green = completed", "rule")],
)
def test_settings_that_cannot_be_are_refused(name: str, rule: str, field: str) -> None:
    scene = improvement_site.made()
    with pytest.raises(InputError) as refused:
        improvement_settings.write(
            scene.inspection.programme.code,
            oversight_body=name,
            clauses=read_clauses(rule),
            by=scene.manager,
            now=site.NOW,
        )
    assert refused.value.field == field


def test_somebody_who_also_inspects_elsewhere_speaks_for_their_service() -> None:
    scene = improvement_site.made()
    person = models.Person.objects.get(pk=scene.liaison.person_id)
    site.grant(person, Role.QUALITY_MANAGER, service=site.service())
    ref = improvement_site.action(scene)
    improvement_progress.report(
        scene.code, ref, words="Read.", day=TODAY, by=site.actor(person), now=site.NOW
    )
    action = improvement_progress.action(scene.code, ref, by=scene.liaison, today=TODAY)
    assert action.shown.action.progress[0].by == "service liaison"


def test_the_improvement_plan_that_is_due_first_stands_at_the_top() -> None:
    never = improvement_site.made(framework="sqs-2013")
    late, soon = (improvement_site.made() for _ in range(2))
    models.ImprovementPlan.objects.filter(inspection=soon.inspection).update(
        due_on=site.TODAY - timedelta(days=1)
    )
    found = improvement_plans.listed(by=never.oversight, now=site.NOW, today=site.TODAY)
    assert [one.code for one in found] == [soon.code, late.code, never.code]
