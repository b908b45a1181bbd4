"""Who is let in where: every address, method, role and relation, held against a written file.

`expectations/permissions.csv` is written by hand; the application never reads it. An address or
a method that is missing there fails, with the line to add.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.people import Role
from corecase.store.cases import models
from tests import site
from tests.site_matrix import (
    EXPECTED,
    IN_CONFLICT,
    PEOPLE,
    RELATIONS,
    WHOLE,
    payload,
    prepare,
    sampled,
)
from tests.site_routes import METHODS, address, routes, send, undone, verdict
from tests.site_world import VISITOR, World

pytestmark = pytest.mark.django_db


def call(
    world: World, browser: Client, who: str, place: tuple[str, str], payload: Any
) -> tuple[str, int]:
    """What becomes of one call of somebody, and its status."""
    name, method = place
    world.enter(browser, who)
    with undone():
        prepare(name, world)
        response = send(browser, method, address(name, world, who), payload)
    return verdict(response), response.status_code


def test_every_address_is_expected_and_no_other() -> None:
    expected = {name for name, _ in EXPECTED}
    missing = [f"{name},GET,SRRS{',R' * 11}" for name in routes() if name not in expected]
    assert not missing, "write what is expected into expectations/permissions.csv"
    assert not expected - set(routes()), "these addresses are not there any more"


def test_every_role_has_a_column_and_somebody_in_the_world(world: World) -> None:
    assert {role.lower() for role in Role} == set(RELATIONS) - {"visitor"}
    assert set(PEOPLE) - {VISITOR} == set(world.people)


def callers(name: str, method: str) -> tuple[str, ...]:
    """Who calls an address: everybody, and one of each role where it is about no inspection.

    On PostgreSQL every thirtieth, unless the whole matrix is asked for.
    """
    about_one = "code" in routes()[name].arguments
    all_of = [
        f"{role}.{relation}"
        for role, relations in RELATIONS.items()
        for relation in (relations if about_one or role == "visitor" else relations[:1])
    ]
    return tuple(
        who
        for number, who in enumerate(all_of)
        if WHOLE or (number + len(name) + len(method)) % 30 == 0
    )


PLACES = [
    (name, method)
    for name in sorted({name for name, _ in EXPECTED} & set(routes()))
    for method in ("GET", "POST")
]


@pytest.mark.parametrize(("name", "method"), PLACES, ids=[f"{n}-{m}" for n, m in PLACES])
def test_whoever_calls_gets_what_is_written(
    world: World, browser: Client, payloads: dict[str, Any], name: str, method: str
) -> None:
    row = EXPECTED.get((name, method))
    if row is None:
        got, _ = call(world, browser, "administrator.any", (name, method), {})
        assert got == "405", f"add to expectations/permissions.csv: {name},{method},…"
        return
    wrong = {}
    for who in callers(name, method):
        got, _ = call(world, browser, who, (name, method), payload(payloads, name, world, who))
        if got != row[who]:
            wrong[who] = f"{got} instead of {row[who]}"
    assert not wrong


@pytest.mark.parametrize("name", sampled(sorted(routes())))
def test_other_methods_are_not_answered(world: World, browser: Client, name: str) -> None:
    answered = {}
    for method in METHODS[2:]:
        for who in (VISITOR, "lead_inspector.own_case", "administrator.any"):
            _, status = call(world, browser, who, (name, method), None)
            if status != 405:
                answered[method, who] = status
    assert not answered


def test_nobody_is_let_into_the_inspection_of_their_own_service() -> None:
    """As the file is written: whatever the role, and even when also lead (AZ-7)."""
    open_to_own = {
        (place, who)
        for place, row in EXPECTED.items()
        for who in IN_CONFLICT
        if row[who] == "A" and "inspections/<slug:code>" in routes()[place[0]].pattern
    }
    # A liaison who is also lead keeps what a liaison has, and gets no more.
    assert not [(place, who) for place, who in open_to_own if who != "service_liaison.and_lead"]
    for place, row in EXPECTED.items():
        assert row["service_liaison.and_lead"] == row["service_liaison.own"], place


@pytest.mark.parametrize("who", [who for who in IN_CONFLICT if not who.endswith(".and_lead")])
def test_no_list_names_an_inspection_of_the_own_service(
    world: World, browser: Client, who: str
) -> None:
    """Not the first page, nor a programme's, a service's or the alerts'."""
    code, named = world.here.inspection.code, []
    for (name, method), row in EXPECTED.items():
        if method != "GET" or row[who] != "A" or name not in routes():
            continue
        world.enter(browser, who)
        with undone():
            response = send(browser, "GET", address(name, world, who))
        if not response.streaming and f"/{code}/" in response.text:
            named.append(name)
    assert not named


def test_a_feedback_sheet_is_read_by_the_service_once_it_is_given(
    world: World, browser: Client
) -> None:
    for name in ("feedback_meeting", "feedback_word"):
        for given, expected in ((None, "R"), (site.NOW, "A")):
            with transaction.atomic():
                world.here.inspection.meetings.update(given_at=given)
                got, _ = call(world, browser, "service_liaison.own", (name, "GET"), None)
                transaction.set_rollback(True)
            assert got == expected


def test_an_alert_is_read_by_the_service_once_it_is_told(world: World, browser: Client) -> None:
    liaison = world.people["service_liaison.own"]
    with transaction.atomic():
        told = {"told": liaison, "told_at": site.NOW, "received_by": liaison}
        world.here.inspection.alerts.update(**told, received_at=site.NOW)
        got, _ = call(world, browser, "service_liaison.own", ("alert", "GET"), None)
        other, _ = call(world, browser, "service_liaison.other", ("alert", "GET"), None)
        transaction.set_rollback(True)
    assert (got, other) == ("A", "R")


def test_the_two_who_marked_compare_once_both_have_submitted(world: World, browser: Client) -> None:
    place = ("second_marking_compare", "GET")
    markers = ("assessor.own_case", "assessor.second")
    with transaction.atomic():
        rows = models.CaseAssessment.objects.filter(case=world.here.cases["S01"])
        rows.filter(marking=Marking.FIRST).update(state=AssessmentState.SUBMITTED)
        assert {call(world, browser, who, place, None)[0] for who in markers} == {"R"}
        rows.update(state=AssessmentState.SUBMITTED)
        assert {call(world, browser, who, place, None)[0] for who in markers} == {"A"}
        assert call(world, browser, "assessor.member", place, None)[0] == "R"
        transaction.set_rollback(True)


def test_what_somebody_sends_who_lost_the_case_is_kept_and_not_applied(
    world: World, browser: Client
) -> None:
    """Nothing sent is lost, and nothing of it counts until the lead inspector says so (AZ-6).

    Of somebody in conflict nothing is taken, not even to be kept (AZ-7).
    """
    for who, status in (("assessor.member", 200), ("assessor.declared", 404)):
        row = world.here.work[world.ref(who), Marking.FIRST].assessment
        before = list(row.fields.values_list("item_id", "field", "value", "version"))
        with undone():
            held = {"assessor": world.people[who], "by": world.people[who], "at": site.NOW}
            models.Allocation.objects.create(assessment=row, **held)
            world.enter(browser, who)
            path = address("case_operations", world, who)
            response = send(browser, "POST", path, payload({}, "case_operations", world, who))
            after = list(row.fields.values_list("item_id", "field", "value", "version"))
        assert response.status_code == status
        assert after == before
        if status == 200:
            assert [r["outcome"] for r in response.json()["receipts"]] == ["QUARANTINED"]
