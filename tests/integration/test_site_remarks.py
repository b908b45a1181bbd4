"""The register of comments and complaints: entered, moved, answered, opened again, reminded of."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import override_settings

from corecase.actions import codes_of_practice, remark_reminders, remarks
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.remarks import RemarkKind, RemarkOutcome, RemarkState, RemarkStep, Sender
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

LATER = site.NOW + timedelta(days=60)


def received(**fields: Any) -> remarks.Received:
    return remarks.Received(
        **{
            "kind": RemarkKind.COMPLAINT,
            "sender": Sender.PARENT_OR_CARER,
            "subject": "An invented subject",
            "words": "Invented words.",
            "received_on": site.TODAY,
            **fields,
        }
    )


@pytest.fixture
def manager() -> Actor:
    return site.somebody(Role.PROGRAMME_MANAGER)


def said(by: Actor, now: datetime = site.NOW) -> dict[str, Any]:
    return {"by": by, "now": now}


def test_one_goes_from_its_arrival_to_its_answer_and_back(manager: Actor) -> None:
    about = site.inspection()
    number = remarks.receive(received(inspection=about.code), **said(manager))
    found = remarks.one(number, by=manager, today=site.TODAY)
    assert found.inspection == about.code
    assert found.listed.due_on == date(2026, 11, 30), "20 working days"
    remarks.move(number, due_on=site.TODAY + timedelta(days=1), reason="Agreed.", **said(manager))
    late = remarks.register(by=manager, today=LATER.date())
    assert [one.state for one in late.waiting] == [RemarkState.OVERDUE]
    assert late.n_overdue == 1
    remarks.answer(
        number,
        answered_on=site.TODAY,
        outcome=RemarkOutcome.UPHELD,
        answer="An invented answer.",
        **said(manager),
    )
    done = remarks.register(by=manager, today=LATER.date())
    assert not done.waiting
    assert [one.outcome for one in done.answered] == ["upheld"]
    remarks.reopen(number, reason="More came.", **said(manager))
    found = remarks.to_write(number, by=manager, today=site.TODAY)
    assert found.listed.state is RemarkState.WAITING
    assert [step.step for step in found.history] == list(RemarkStep)
    assert "An invented answer." in found.history[2].words
    kinds = models.Event.objects.filter(chain="house").order_by("sequence")
    assert [event.kind for event in kinds][-4:] == [
        "REMARK_RECEIVED",
        "REMARK_MOVED",
        "REMARK_ANSWERED",
        "REMARK_REOPENED",
    ]
    assert not [event for event in kinds if "nvented" in event.subject]


def test_what_cannot_be_is_refused_and_nothing_changes(manager: Actor) -> None:
    with pytest.raises(InputError, match="ahead"):
        remarks.receive(received(received_on=site.TODAY + timedelta(days=1)), **said(manager))
    with pytest.raises(InputError, match="from the list"):
        remarks.receive(received(inspection="no-such"), **said(manager))
    with pytest.raises(InputError, match="in words"):
        remarks.receive(received(words=" "), **said(manager))
    assert not models.Remark.objects.exists()
    number = remarks.receive(received(kind=RemarkKind.COMMENT), **said(manager))
    with pytest.raises(InputError, match="not answered yet"):
        remarks.reopen(number, reason="Why?", **said(manager))
    kept = {"answered_on": site.TODAY, "outcome": RemarkOutcome.NOTED, "answer": "Thanks."}
    remarks.answer(number, **kept, **said(manager))
    with pytest.raises(InputError, match="answered already"):
        remarks.answer(number, **kept, **said(manager))
    with pytest.raises(InputError, match="open it again"):
        remarks.move(number, due_on=site.TODAY, reason="Why?", **said(manager))


def test_nobody_reads_what_is_about_their_own_service(manager: Actor) -> None:
    about = site.inspection()
    number = remarks.receive(received(inspection=about.code), **said(manager))
    own = site.actor(site.person(Role.CHIEF_INSPECTOR, home_service=about.service))
    assert not remarks.register(by=own, today=site.TODAY).waiting
    with pytest.raises(NotAllowedError):
        remarks.one(number, by=own, today=site.TODAY)
    other = site.somebody(Role.CHIEF_INSPECTOR)
    assert remarks.one(number, by=other, today=site.TODAY).listed.number == number
    with pytest.raises(NotAllowedError):
        remarks.to_write(number, by=other, today=site.TODAY)
    assert [code for code, _ in remarks.inspections_to_choose(by=manager)] == [about.code]


def test_each_overdue_one_is_told_of_once_but_not_about_ones_own_service(manager: Actor) -> None:
    about = site.inspection()
    site.person(Role.PROGRAMME_MANAGER, home_service=about.service)
    remarks.receive(received(inspection=about.code), **said(manager))
    assert remark_reminders.send_due(link="", now=site.NOW) == 0
    assert remark_reminders.send_due(link="https://staff.example.org/comments/", now=LATER) == 1
    assert remark_reminders.send_due(link="", now=LATER) == 0
    [letter] = mail.outbox
    assert "one comment or complaint" in letter.body
    assert "nvented" not in letter.body
    remarks.receive(received(received_on=site.TODAY), **said(manager))
    remarks.receive(received(received_on=site.TODAY), **said(manager))
    remark_reminders.send_due(link="", now=LATER)
    assert any("2 comments and complaints" in one.body for one in mail.outbox)
    assert models.Event.objects.filter(kind="REMARK_REMINDED").count() == 2


def test_a_code_of_ones_own_sets_the_days(manager: Actor, tmp_path: Any) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("title: T\nstanding: ours\npromises:\n  - {heading: H, text: W}\n", "utf-8")
    with override_settings(CODE_OF_PRACTICE=str(path)):
        assert codes_of_practice.of_site().title == "T"
        number = remarks.receive(received(), **said(manager))
    assert remarks.one(number, by=manager, today=LATER.date()).listed.due_on is None
    assert remarks.register(by=manager, today=LATER.date()).n_overdue == 0


def test_the_pages_keep_what_was_typed_and_lead_on(manager: Actor) -> None:
    browser = site.client_for(models.Person.objects.get(pk=manager.person_id))
    sent = {
        "kind": "COMPLAINT",
        "sender": "CHILD",
        "received_on": "2026-01-05",
        "subject": "An invented subject",
        "words": "",
    }
    refused = browser.post("/comments/new/", sent)
    assert refused.status_code == 422
    assert "An invented subject" in refused.text
    made = browser.post("/comments/new/", {**sent, "words": "Invented words."}, follow=True)
    assert "Invented words." in made.text
    assert "overdue" in browser.get("/comments/").text
    number = models.Remark.objects.get().pk
    moved = browser.post(f"/comments/{number}/day/", {"due_on": "2026-03-02", "reason": "Agreed."})
    assert moved.status_code == 302
    answer = {"answered_on": "2026-01-06", "outcome": "NOTED", "answer": "Thanks."}
    refused = browser.post(f"/comments/{number}/answer/", answer)
    assert "decides nothing" in refused.text
    browser.post(f"/comments/{number}/answer/", {**answer, "outcome": "NOT_UPHELD"})
    browser.post(f"/comments/{number}/reopen/", {"reason": "More came."})
    assert "More came." in browser.get(f"/comments/{number}/").text
