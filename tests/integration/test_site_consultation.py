"""What is shown of a case is logged, and what is said of one never leaves by a side door."""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from corecase.core.assessment_states import Marking
from corecase.core.people import Role
from corecase.exchange import frameworks
from corecase.store.cases import models
from tests import funnel_scene, site, site_routes
from tests.site_matrix import EXPECTED, prepare, sampled
from tests.site_routes import address, routes, send, undone
from tests.site_world import CANARY, CONCERN, World

pytestmark = pytest.mark.django_db

LOGGED = {row["route"]: row for row in site_routes.table("consultations")}
READ = {name for (name, method), row in EXPECTED.items() if method == "GET" and "A" in row.values()}
SECRETS = (CANARY, CONCERN, "canarypassword", "canarytoken", "canaryanswer")


def test_every_page_that_is_read_is_in_the_table() -> None:
    missing = sorted(READ - set(LOGGED))
    assert not missing, "say in expectations/consultations.csv what each of these logs, or why not"
    assert not set(LOGGED) - READ, "these pages are not there any more"
    assert not [r for r, row in LOGGED.items() if bool(row["logs"]) == bool(row["why"])]


def fill(name: str, world: World) -> None:
    """What has to be so for a page to show something of a case."""
    prepare(name, world)
    if name in ("second_marking", "second_marking_compare"):
        # Answers are met only once both have submitted.
        world.here.work["S01", Marking.SECOND].assessment.case.assessments.update(state="SUBMITTED")
    if name in ("funnel", "funnel_chart"):
        rows = models.Programme.objects.filter(pk=world.here.inspection.programme_id)
        # The judgements of the scene are by another framework than those of this world.
        rows.update(framework_text=frameworks.text("cci-2009"))
        programme = rows.get()
        for service in ("Inventon", "Inventham"):
            funnel_scene.published(funnel_scene.judged(programme, service))
    if name == "before_after_chart":
        inspected_again(world.here.inspection)


def inspected_again(here: models.Inspection) -> None:
    """Judgements by one framework in this inspection and in one before it, so that both compare."""
    models.Programme.objects.filter(pk=here.programme_id).update(
        framework_text=frameworks.text("cci-2009")
    )
    programme = models.Programme.objects.get(pk=here.programme_id)
    before = funnel_scene.judged(programme, "Inventon", service=here.service, every=2)
    funnel_scene.published(before)
    models.Inspection.objects.filter(pk=here.pk).update(previous=before)
    models.SampledCase.objects.filter(inspection=here).update(standing="RESERVE")
    assessor = site.person(Role.ASSESSOR, inspection=here)
    draw = models.SampleDraw.objects.get(inspection=here, withdrawn_at=None)
    for place in range(6):
        case = models.SampledCase.objects.create(
            inspection=here, draw=draw, ref=f"N{place}", position=100 + place, standing="SAMPLE"
        )
        but = dict.fromkeys(funnel_scene.PLAIN[place :: 5 + place], funnel_scene.INSUFFICIENT)
        site.answered(site.assessment(case, assessor), funnel_scene.CCI, but=but)


@pytest.mark.parametrize("name", sampled(sorted(set(LOGGED) & set(routes()))))
def test_a_page_logs_what_it_shows_of_a_case(world: World, browser: Client, name: str) -> None:
    row = LOGGED[name]
    world.enter(browser, row["who"])
    with undone():
        fill(name, world)
        before = set(models.Consultation.objects.values_list("pk", flat=True))
        response = send(browser, "GET", address(name, world, row["who"]))
        logged = models.Consultation.objects.exclude(pk__in=before)
        whats = set(logged.values_list("what", flat=True))
        people = set(logged.values_list("by", flat=True))
        inspections = set(logged.values_list("inspection_id", flat=True))
    assert response.status_code in (200, 302), "let somebody in who may read it"
    assert whats == set(filter(None, [row["logs"]]))
    if row["logs"]:
        assert people == {world.people[row["who"]].pk}
        here = world.here
        codes = {
            "code": here.numbers["own"]
            if "/self/" in routes()[name].pattern
            else here.inspection.code
        }
        assert inspections == {models.Inspection.objects.get(**codes).pk}
    else:
        page = response.content.decode(errors="replace")
        assert not [secret for secret in (CANARY, CONCERN) if secret in page]


@pytest.mark.parametrize("name", sampled(sorted(n for n, row in LOGGED.items() if row["logs"])))
def test_no_entry_no_page(world: World, browser: Client, name: str) -> None:
    """Where the log cannot be written, the page is not shown (LG-3)."""

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT INTO") and "cases_consultation" in sql:
            raise OperationalError("no entry today")
        return execute(sql, *rest)

    if name not in routes():
        return
    world.enter(browser, LOGGED[name]["who"])
    with undone():
        fill(name, world)
        with connection.execute_wrapper(refuse):
            response = send(browser, "GET", address(name, world, LOGGED[name]["who"]))
    assert response.status_code == 503
    assert CANARY not in response.text


EXPORTS = {
    "judgements": ("lead_inspector.member", "JUDGEMENTS"),
    "case_form_file": ("assessor.own_case", "FORM"),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_that_is_taken_away_logs_what_is_in_it(
    world: World, browser: Client, name: str
) -> None:
    who, what = EXPORTS[name]
    world.enter(browser, who)
    with undone():
        before = models.Consultation.objects.filter(what=what).count()
        response = send(browser, "POST", address(name, world, who))
        logged = models.Consultation.objects.filter(what=what).count()
    assert response.status_code == 200
    assert logged > before


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Everything that any logger says, whether or not it hands it on."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(self.format(record))

    ear = Ear(level=logging.DEBUG)
    ear.setFormatter(logging.Formatter("%(message)s"))
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    # What Django says of its SQL is for debugging, and off: the cursor is asked for it only then.
    loggers = [each for each in loggers if not each.name.startswith("django.db")]
    for logger in loggers:
        logger.addHandler(ear)
    yield said
    for logger in loggers:
        logger.removeHandler(ear)


def leaks(response: HttpResponse, said: list[str]) -> list[str]:
    """Where a secret turned up that nobody may find it: logs, mails, addresses and headers."""
    mails = [f"{m.subject} {m.body} {m.to}" for m in mail.outbox]
    heads = [f"{name}: {unquote(value)}" for name, value in response.headers.items()]
    cookies = [morsel.OutputString() for morsel in response.cookies.values()]
    page = "" if response.streaming else response.content.decode(errors="replace")
    links = [unquote(link) for link in re.findall(r'(?:href|src|action)="([^"]*)"', page)]
    places = {"log": said, "mail": mails, "header": heads, "cookie": cookies, "link": links}
    return [
        f"{place}: {secret}"
        for place, texts in places.items()
        for secret in SECRETS
        if any(secret in text for text in texts)
    ]


FILLED = {
    "login": "canarytoken@example.org",
    "password": "canarypassword",
    "password1": "canarypassword",
    "oldpassword": "canarypassword",
    "code": "canarytoken",
    "text": CANARY,
    "concern": CONCERN,
    "reason": "canaryanswer",
    "good": "canaryanswer",
    "strengths": "canaryanswer",
    "done": CONCERN,
    "asked": CONCERN,
}
EVERYBODY = ("visitor.anonymous", "lead_inspector.own_case", "assessor.own_case")


@pytest.mark.parametrize("failing", [False, True], ids=["saved", "refused by the database"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_secret_is_logged_mailed_or_put_into_an_address(
    world: World, browser: Client, heard: list[str], method: str, failing: bool
) -> None:
    """Through every address as visitor, lead and assessor; whole, and with a failing database."""

    def fail(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        if failing and sql.startswith(("INSERT", "UPDATE", "DELETE")) and "session" not in sql:
            raise OperationalError(f"could not write {params}")
        return execute(sql, params, *rest)

    found = {}
    for name in sampled(sorted(routes())):
        for who in EVERYBODY:
            world.enter(browser, who)
            heard.clear()
            mail.outbox.clear()
            with undone(), connection.execute_wrapper(fail):
                response = send(browser, method, address(name, world, who), FILLED)
            if leaked := leaks(response, heard):
                found[name, who] = leaked
    assert not found
