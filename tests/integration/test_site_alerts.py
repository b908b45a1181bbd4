"""Alerts: raised once, seen by the lead at once, told to the service, closed by what was done."""

import re
import smtplib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, connection
from django.template import engines
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from corecase.actions import alerting, alerts
from corecase.actions.alerting import SentAlready
from corecase.core.alerts import AlertState
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import audit, models
from tests import site

pytestmark = pytest.mark.django_db

CONCERN = "An invented concern about safety at home."
ASKED = "Please see the invented child today."
DONE = "Seen at home at 16:00 by the duty manager."


class Scene:
    """An inspection with a lead, an assessor of its first case, and the service's liaison."""

    def __init__(self) -> None:
        self.inspection = site.inspection(Stage.FIELDWORK)
        self.code = self.inspection.code
        self.lead_person = site.person(
            Role.LEAD_INSPECTOR, inspection=self.inspection, name="Lead Person"
        )
        self.assessor_person = site.person(Role.ASSESSOR, inspection=self.inspection)
        self.liaison_person = site.person(
            Role.SERVICE_LIAISON, service=self.inspection.service, name="Liaison Person"
        )
        self.case = site.sample(self.inspection)[0]
        # `sample` draws as a lead inspector of its own; one lead is enough here.
        extra = models.Grant.objects.filter(role=Role.LEAD_INSPECTOR, inspection=self.inspection)
        extra.exclude(person=self.lead_person).delete()
        self.lead = site.actor(self.lead_person)
        self.assessor = site.actor(self.assessor_person)
        self.liaison = site.actor(self.liaison_person)

    def raised(self, by: Actor | None = None, now: datetime = site.NOW) -> UUID:
        """An alert of the assessor, unless somebody else raises it."""
        key = uuid4()
        alerting.raise_alert(
            self.code, self.case.ref, CONCERN, key=key, by=by or self.assessor, now=now
        )
        return key

    def told(self, key: UUID, act_by: date = site.TODAY) -> bool:
        """Tells the liaison of an alert; whether the mail went out."""
        contact = self.liaison_person.pk
        return alerting.tell(self.code, key, ASKED, act_by, contact, by=self.lead, now=site.NOW)

    def one(self, key: UUID, by: Actor | None = None, now: datetime = site.NOW) -> alerts.One:
        """An alert as somebody reads it; the lead unless another."""
        return alerts.one(self.code, key, by=by or self.lead, now=now)

    def kinds(self) -> list[str]:
        """The events of the inspection's chain."""
        events = models.Event.objects.filter(chain=self.code).order_by("sequence")
        return list(events.values_list("kind", flat=True))


@pytest.fixture
def scene() -> Scene:
    return Scene()


class SilentServer(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: object) -> int:
        raise smtplib.SMTPServerDisconnected


@pytest.fixture
def silent(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.SilentServer"


@pytest.fixture
def refusing() -> Iterator[Callable[[], None]]:
    """Lets the database refuse every alert from now on, as a trigger does."""
    made = []

    def refuse() -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    "create trigger no_alert before insert on cases_alert "
                    "begin select raise(abort, 'disk full'); end"
                )
            else:
                cursor.execute(
                    "alter table cases_alert add constraint none check (false) not valid"
                )
        made.append(True)

    yield refuse
    if made:
        with connection.cursor() as cursor:
            cursor.execute(
                "drop trigger no_alert"
                if connection.vendor == "sqlite"
                else "alter table cases_alert drop constraint none"
            )


# The course of an alert


def test_the_lead_has_it_at_once_and_by_a_mail_without_the_case(scene: Scene) -> None:
    assert alerts.waiting(by=scene.lead) == ()
    key = uuid4()
    raised = alerting.raise_alert(
        scene.code, scene.case.ref, CONCERN, key=key, by=scene.assessor, now=site.NOW
    )
    assert (raised.leads, raised.is_mailed) == (("Lead Person",), True)
    (waits,) = alerts.waiting(by=scene.lead)
    assert (waits.id, waits.code, waits.is_told) == (key, scene.code, False)
    (letter,) = mail.outbox
    assert letter.to == [scene.lead_person.email]
    assert scene.inspection.service.name in letter.body
    for secret in (CONCERN, scene.case.ref, scene.assessor.name):
        assert secret not in letter.body + letter.subject
    alerting.receive(scene.code, key, by=scene.lead, now=site.NOW)
    assert alerts.waiting(by=scene.lead) == ()
    assert scene.kinds() == ["ALERT_RAISED", "ALERT_RECEIVED"]
    assert audit.verify() == ()


def test_the_whole_course_closes_by_what_was_done(scene: Scene) -> None:
    key = scene.raised()
    alerting.receive(scene.code, key, by=scene.lead, now=site.NOW)
    with pytest.raises(InputError, match="cannot become"):
        alerting.receive(scene.code, key, by=scene.lead, now=site.NOW)
    assert scene.told(key)
    assert mail.outbox[-1].to == [scene.liaison_person.email]
    for secret in (ASKED, CONCERN, scene.case.ref):
        assert secret not in mail.outbox[-1].body
    (waits,) = alerts.waiting(by=scene.liaison)
    assert (waits.id, waits.is_told) == (key, True)
    alerting.acknowledge(scene.code, key, by=scene.liaison, now=site.NOW)
    assert alerts.waiting(by=scene.liaison) == ()
    with pytest.raises(InputError, match="has acknowledged"):
        alerting.acknowledge(scene.code, key, by=scene.liaison, now=site.NOW)
    with pytest.raises(InputError, match="cannot become"):
        alerting.close(scene.code, key, by=scene.lead, now=site.NOW)
    assert scene.one(key).listed.state is AlertState.SERVICE_TOLD
    alerting.act(scene.code, key, DONE, by=scene.liaison, now=site.NOW)
    with pytest.raises(NotAllowedError):
        alerting.close(scene.code, key, by=scene.liaison, now=site.NOW)
    alerting.close(scene.code, key, by=scene.lead, now=site.NOW)
    shown = scene.one(key)
    assert (shown.listed.state, shown.done) == (AlertState.CLOSED, DONE)
    steps = [step.step for step in shown.steps]
    assert steps == ["RAISED", "RECEIVED", "TOLD", "ACKNOWLEDGED", "ACTED", "CLOSED"]
    assert scene.kinds() == [f"ALERT_{step}" for step in steps]


def test_the_service_is_asked_again_and_the_first_answer_stays_on_record(scene: Scene) -> None:
    key = scene.raised()
    scene.told(key)
    alerting.acknowledge(scene.code, key, by=scene.liaison, now=site.NOW)
    alerting.act(scene.code, key, DONE, by=scene.liaison, now=site.NOW)
    with pytest.raises(InputError, match="has acknowledged"):
        alerting.acknowledge(scene.code, key, by=scene.liaison, now=site.NOW)
    scene.told(key)
    shown = scene.one(key)
    assert (shown.listed.state, shown.done) == (AlertState.SERVICE_TOLD, "")
    assert DONE in [step.words for step in shown.steps]
    assert len(alerts.waiting(by=scene.liaison)) == 1


def test_telling_the_service_first_receives_it_too(scene: Scene) -> None:
    key = scene.raised()
    scene.told(key)
    assert alerts.waiting(by=scene.lead) == ()
    row = models.Alert.objects.get(pk=key)
    assert (row.received_by_id, row.told_id) == (scene.lead.person_id, scene.liaison.person_id)
    with pytest.raises(InputError, match="cannot become"):
        scene.told(key)


def test_a_lead_who_raises_one_has_it(scene: Scene) -> None:
    key = scene.raised(by=scene.lead)
    assert alerts.waiting(by=scene.lead) == ()
    assert mail.outbox == []
    assert scene.one(key).listed.state is AlertState.RECEIVED


def test_what_a_telling_needs(scene: Scene) -> None:
    key = scene.raised()
    with pytest.raises(InputError, match="The day is over already"):
        scene.told(key, act_by=site.TODAY - timedelta(days=1))
    stranger = site.person(Role.SERVICE_LIAISON, service=site.service())
    with pytest.raises(InputError, match="Choose a contact of the service"):
        alerting.tell(scene.code, key, ASKED, site.TODAY, stranger.pk, by=scene.lead, now=site.NOW)
    for empty in (
        lambda: alerting.tell(scene.code, key, " ", site.TODAY, 0, by=scene.lead, now=site.NOW),
        lambda: alerting.act(scene.code, key, " ", by=scene.lead, now=site.NOW),
        lambda: alerting.raise_alert(
            scene.code, scene.case.ref, " ", key=uuid4(), by=scene.assessor, now=site.NOW
        ),
    ):
        with pytest.raises(InputError, match="Write it in words"):
            empty()
    with pytest.raises(InputError, match="cannot become"):
        alerting.act(scene.code, key, DONE, by=scene.lead, now=site.NOW)
    assert scene.kinds() == ["ALERT_RAISED"]


def test_the_lead_may_write_what_the_service_said_but_not_acknowledge(scene: Scene) -> None:
    key = scene.raised()
    scene.told(key)
    with pytest.raises(NotAllowedError, match="Only the service"):
        alerting.acknowledge(scene.code, key, by=scene.lead, now=site.NOW)
    alerting.act(scene.code, key, DONE, by=scene.lead, now=site.NOW)
    assert scene.one(key).listed.state is AlertState.ACTED


def test_what_is_late_is_said(scene: Scene) -> None:
    key = scene.raised()
    hour, day = timedelta(hours=3), timedelta(days=1)
    assert scene.one(key).listed.late == ()
    assert scene.one(key, now=site.NOW + hour).listed.late == (
        "the lead inspector has not seen it for three hours",
    )
    assert scene.one(key, now=site.NOW + day).listed.late[1] == (
        "the service was not told on the day it was raised"
    )
    scene.told(key)
    late = scene.one(key, now=site.NOW + 2 * day).listed.late
    assert late == ("what was asked is two days late",)


# Sent twice, not received, not mailed


def test_an_alert_sent_again_is_one_alert(scene: Scene) -> None:
    key = uuid4()
    for _ in range(3):
        raised = alerting.raise_alert(
            scene.code, scene.case.ref, CONCERN, key=key, by=scene.assessor, now=site.NOW
        )
        assert (raised.leads, raised.is_mailed) == (("Lead Person",), True)
    assert models.Alert.objects.count() == 1
    assert len(mail.outbox) == 1
    assert scene.kinds() == ["ALERT_RAISED"]


def test_other_words_under_the_same_identifier_are_not_dropped(scene: Scene) -> None:
    key = scene.raised()
    for ref, by, words in (
        (scene.case.ref, scene.assessor, "Other words."),
        ("S02", scene.assessor, CONCERN),
        (scene.case.ref, scene.lead, CONCERN),
    ):
        with pytest.raises(SentAlready, match="send these words as another alert"):
            alerting.raise_alert(scene.code, ref, words, key=key, by=by, now=site.NOW)
    assert models.Alert.objects.get().concern == CONCERN


@pytest.mark.usefixtures("silent")
def test_a_silent_mail_server_takes_nothing_back(scene: Scene) -> None:
    raised = alerting.raise_alert(
        scene.code, scene.case.ref, CONCERN, key=uuid4(), by=scene.assessor, now=site.NOW
    )
    assert raised.is_mailed is False
    (waits,) = alerts.waiting(by=scene.lead)
    assert scene.told(waits.id) is False
    assert scene.one(waits.id).told == "Liaison Person"


@pytest.mark.usefixtures("silent")
def test_the_page_says_to_telephone_where_the_mail_is_silent(scene: Scene) -> None:
    client, address = site.client_for(scene.assessor_person), case_address(scene)
    page = client.post(address, {"concern": CONCERN}, follow=True).content.decode()
    assert "Received: Lead Person sees the alert" in page
    assert "telephone Lead Person as well" in page
    lead = site.client_for(scene.lead_person)
    told = lead.post(
        f"{alert_address(scene)}tell/",
        {"asked": ASKED, "act_by": "2099-01-01", "contact_id": scene.liaison_person.pk},
        follow=True,
    )
    assert "telephone the contact as well" in told.content.decode()


def test_nobody_who_leads_is_said(scene: Scene) -> None:
    models.Grant.objects.filter(person=scene.lead_person).delete()
    client = site.client_for(scene.assessor_person)
    assert "Nobody leads this inspection today" in text(client, case_address(scene))
    page = client.post(case_address(scene), {"concern": CONCERN}, follow=True).content.decode()
    assert "telephone the inspectorate now" in page
    assert models.Alert.objects.count() == 1


def test_a_database_that_refuses_keeps_the_text_and_says_to_telephone(
    scene: Scene, refusing: Callable[[], None]
) -> None:
    client, key = site.client_for(scene.assessor_person), str(uuid4())
    refusing()
    answer = client.post(case_address(scene), {"concern": CONCERN, "key": key})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "NOT RECEIVED: telephone the lead inspector now" in page
    assert CONCERN in page
    assert key in page
    assert "Received:" not in page
    assert models.Alert.objects.count() == 0


def test_a_database_that_is_away_keeps_the_text_too(scene: Scene) -> None:
    client = site.client_for(scene.assessor_person)

    def away(execute: object, sql: str, params: object, many: object, context: object) -> object:
        if "cases_sampledcase" in sql or "cases_alert" in sql:
            raise DatabaseError
        return execute(sql, params, many, context)  # type: ignore[operator]  # as Django calls it

    with connection.execute_wrapper(away):
        answer = client.post(case_address(scene), {"concern": CONCERN})
        lead = site.client_for(scene.lead_person).get("/")
    assert answer.status_code == 503
    assert "NOT RECEIVED: telephone the lead inspector now" in answer.content.decode()
    assert CONCERN in answer.content.decode()
    # A banner that cannot be read does not take the page with it.
    assert lead.status_code == 200


def test_somebody_who_is_no_longer_in_the_team_keeps_the_text(scene: Scene) -> None:
    client = site.client_for(site.person())
    answers = [
        client.post(address, {"concern": CONCERN})
        for address in (case_address(scene), case_address(scene).replace("S01", "S99"))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("NOT RECEIVED" in answer.content.decode() for answer in answers)
    assert all(CONCERN in answer.content.decode() for answer in answers)
    assert client.get(case_address(scene)).status_code == 404


# Who sees what


def test_the_service_sees_what_it_was_told_and_not_what_the_assessor_wrote(scene: Scene) -> None:
    told, untold = scene.raised(), scene.raised()
    scene.told(told)
    listed = alerts.listed(scene.code, by=scene.liaison, now=site.NOW)
    assert [row.id for row in listed.rows] == [told]
    assert listed.is_lead is False
    shown = scene.one(told, by=scene.liaison)
    assert (shown.concern, shown.asked, shown.leads, shown.contacts) == ("", ASKED, (), ())
    assert (shown.is_service, shown.is_lead) == (True, False)
    assert [step.step for step in shown.steps] == ["TOLD"]
    for reach in (
        lambda: scene.one(untold, by=scene.liaison),
        lambda: alerting.acknowledge(scene.code, untold, by=scene.liaison, now=site.NOW),
        lambda: alerting.act(scene.code, untold, DONE, by=scene.liaison, now=site.NOW),
        lambda: alerting.act(scene.code, uuid4(), DONE, by=scene.lead, now=site.NOW),
    ):
        with pytest.raises(NotAllowedError):
            reach()
    assert CONCERN not in text(
        site.client_for(scene.liaison_person), f"{alert_address(scene, told)}"
    )


def test_whoever_raised_it_sees_how_far_it_is(scene: Scene) -> None:
    mine, other = scene.raised(), scene.raised(by=scene.lead)
    listed = alerts.listed(scene.code, by=scene.assessor, now=site.NOW)
    assert [row.id for row in listed.rows] == [mine]
    shown = scene.one(mine, by=scene.assessor)
    assert (shown.concern, shown.leads) == (CONCERN, ("Lead Person",))
    with pytest.raises(NotAllowedError):
        scene.one(other, by=scene.assessor)
    of_case = alerts.for_case(scene.code, scene.case.ref, by=scene.assessor, now=site.NOW)
    assert [row.id for row in of_case.rows] == [mine]
    of_case = alerts.for_case(scene.code, scene.case.ref, by=scene.lead, now=site.NOW)
    assert len(of_case.rows) == 2


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR, Role.LEAD_INSPECTOR])
def test_nobody_else_reaches_an_alert(scene: Scene, role: Role) -> None:
    key = scene.raised()
    stranger = site.somebody(role, inspection=site.inspection())
    for reach in (
        lambda: alerts.listed(scene.code, by=stranger, now=site.NOW),
        lambda: alerts.listed("no-such", by=stranger, now=site.NOW),
        lambda: scene.one(key, by=stranger),
        lambda: alerting.receive(scene.code, key, by=stranger, now=site.NOW),
        lambda: scene.raised(by=stranger),
        lambda: alerts.for_case(scene.code, scene.case.ref, by=stranger, now=site.NOW),
    ):
        with pytest.raises(NotAllowedError):
            reach()
    assert alerts.waiting(by=stranger) == ()


def test_an_alert_does_not_wait_for_a_lead_whose_own_service_it_is(scene: Scene) -> None:
    scene.raised()
    own = site.somebody(
        Role.LEAD_INSPECTOR, inspection=scene.inspection, home_service=scene.inspection.service
    )
    assert alerts.waiting(by=own) == ()


@pytest.mark.parametrize("side", ["service", "predecessor"])
def test_an_alert_waits_for_the_liaison_of_a_service_that_it_was_merged_with(
    scene: Scene, side: str
) -> None:
    scene.told(scene.raised())
    merged = site.service()
    other = "predecessor" if side == "service" else "service"
    models.Predecessor.objects.create(
        **{side: merged, other: scene.inspection.service}, merged_on=site.TODAY
    )
    liaison = site.somebody(Role.SERVICE_LIAISON, service=merged)
    (waits,) = alerts.waiting(by=liaison)
    assert alerts.one(scene.code, waits.id, by=liaison, now=site.NOW).is_service


def test_reading_is_logged_and_counting_is_not(scene: Scene) -> None:
    assert alerts.count_line(scene.code, by=scene.lead) == "no alerts"
    key = scene.raised()
    assert alerts.count_line(scene.code, by=scene.lead) == "one alert"
    assert not models.Consultation.objects.exists()
    scene.one(key)
    alerts.listed(scene.code, by=scene.lead, now=site.NOW)
    logged = models.Consultation.objects.values_list("what", "ref")
    assert set(logged) == {("ALERT", "S01"), ("ALERTS", "S01")}


def test_what_waits_costs_one_query_or_none(
    scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scene.raised()
    with django_assert_num_queries(1):
        assert len(alerts.waiting(by=scene.lead)) == 1
    with django_assert_num_queries(0):
        assert alerts.waiting(by=scene.assessor) == ()


# The pages


def test_the_banner_stands_on_every_page_until_it_is_received(scene: Scene) -> None:
    key = scene.raised()
    lead = site.client_for(scene.lead_person)
    team = f"/inspections/{scene.code}/team/"
    for address in ("/", team, f"/inspections/{scene.code}/diary/", "/alerts/"):
        page = text(lead, address)
        assert "Alert, not received yet." in page, address
        assert CONCERN not in page
        assert alert_address(scene, key) in page
    assert "not received yet" not in text(site.client_for(scene.assessor_person), team)
    assert lead.post(f"{alert_address(scene, key)}receive/").status_code == 302
    assert "not received yet" not in text(lead, team)
    assert "No alert waits for you" in text(lead, "/alerts/")


def test_an_open_page_looks_for_alerts_without_keeping_the_session_alive(scene: Scene) -> None:
    lead = site.client_for(scene.lead_person)
    text(lead, "/")
    session = lead.session
    session["seen_at"] = (timezone.now() - timedelta(minutes=5)).isoformat()
    session.save()
    scene.raised()
    found = lead.get("/alerts/", headers={"X-Corecase-Background": "1"}).content.decode()
    assert "not received yet" in found
    assert "<html" not in found
    assert lead.session["seen_at"] == session["seen_at"]
    text(lead, "/alerts/")
    assert lead.session["seen_at"] > session["seen_at"]


def test_an_alert_from_the_case_to_its_end(
    scene: Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assessor, lead = site.client_for(scene.assessor_person), site.client_for(scene.lead_person)
    liaison = site.client_for(scene.liaison_person)
    assert "There is no alert yet" in text(lead, f"/inspections/{scene.code}/alerts/")
    form = text(assessor, case_address(scene))
    key = re.search(r'name="key" value="([^"]+)"', form).group(1)  # type: ignore[union-attr]  # it is there
    assert assessor.post(case_address(scene), {"concern": "", "key": key}).status_code == 422
    typed = {"concern": CONCERN, "key": key}
    page = assessor.post(case_address(scene), typed, follow=True).content.decode()
    assert "Received: Lead Person sees the alert" in page
    assert "Lead Person: not received yet" in page
    assert assessor.post(case_address(scene), typed).status_code == 302
    other = assessor.post(case_address(scene), {**typed, "concern": "Other words."})
    assert other.status_code == 422
    (anew,) = re.findall(r'name="key" value="([^"]+)"', other.content.decode())
    assert anew != key
    assert models.Alert.objects.count() == 1
    one = alert_address(scene, UUID(key))
    with django_assert_max_num_queries(24):
        page = text(lead, one)
    assert CONCERN in page
    refused = lead.post(f"{one}tell/", {"asked": ASKED, "act_by": "2020-01-01", "contact_id": ""})
    assert refused.status_code == 422
    assert ASKED in refused.content.decode()
    assert "Choose a contact" in refused.content.decode()
    told = {"asked": ASKED, "act_by": "2099-01-01", "contact_id": scene.liaison_person.pk}
    assert lead.post(f"{one}tell/", {**told, "act_by": "2020-01-01"}).status_code == 422
    assert lead.post(f"{one}tell/", told).status_code == 302
    assert "told your service of an alert" in text(liaison, "/")
    assert ASKED in text(liaison, one)
    assert liaison.post(f"{one}acknowledge/").status_code == 302
    assert "told your service of an alert" not in text(liaison, "/")
    assert liaison.post(f"{one}act/", {"done": ""}).status_code == 422
    assert liaison.post(f"{one}act/", {"done": DONE}).status_code == 302
    assert "What was done is enough" in text(lead, one)
    assert lead.post(f"{one}close/").status_code == 302
    assert lead.post(f"{one}close/").status_code == 422
    assert lead.post(f"{one}nonsense/").status_code == 404
    with django_assert_max_num_queries(20):
        page = text(lead, f"/inspections/{scene.code}/alerts/")
    assert "For the report: one alert." in page
    assert "closed" in text(assessor, one)


def test_a_form_that_lost_its_identifier_still_gets_through(scene: Scene) -> None:
    client = site.client_for(scene.assessor_person)
    for key in ("", "no identifier"):
        typed = {"concern": CONCERN, "key": key}
        assert client.post(case_address(scene), typed).status_code == 302
    assert models.Alert.objects.count() == 2


def test_no_contact_of_the_service_is_said(scene: Scene) -> None:
    key = scene.raised()
    models.Grant.objects.filter(person=scene.liaison_person).delete()
    page = text(site.client_for(scene.lead_person), alert_address(scene, key))
    assert "Telephone its contact now" in page


def test_the_form_for_other_pages_carries_an_identifier_of_its_own() -> None:
    source = (
        '{% from "components/alert_form.html" import alert_form %}{{ alert_form("i", "S01", "") }}'
    )
    template = engines["jinja2"].from_string(source)
    first, second = template.render(), template.render()
    assert 'action="/inspections/i/cases/S01/alert/"' in first
    keys = [re.findall(r'name="key" value="([0-9a-f-]{36})"', page) for page in (first, second)]
    assert [len(found) for found in keys] == [1, 1]
    assert keys[0] != keys[1]


def test_the_script_looks_within_a_minute() -> None:
    script = Path(alerting.__file__).parents[1] / "web/static/corecase/alerts.js"
    every = re.search(r"EVERY = ([0-9_]+);", script.read_text(encoding="utf-8"))
    assert every is not None
    assert int(every.group(1)) <= 60_000


def case_address(scene: Scene) -> str:
    """Where an alert is raised on the first case."""
    return f"/inspections/{scene.code}/cases/{scene.case.ref}/alert/"


def alert_address(scene: Scene, key: UUID | None = None) -> str:
    """Where an alert is read; the only one unless one is named."""
    return f"/inspections/{scene.code}/alerts/{key or models.Alert.objects.get().pk}/"


def text(client: Client, address: str) -> str:
    """A page that is there, as text."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()
