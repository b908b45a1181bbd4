"""Requests that no page of ours sends: fields that are not there, other numbers, no token."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import DateTimeField, Model
from django.test import Client

from tests.site_matrix import EXPECTED, payload, prepare, sampled
from tests.site_routes import address, routes, send, undone, verdict
from tests.site_world import CANARY, World

pytestmark = pytest.mark.django_db

POSTED = sorted(name for name, method in EXPECTED if method == "POST" and name in routes())
OPEN = [name for name in POSTED if "A" in EXPECTED[name, "POST"].values()]
OF_AN_INSPECTION = sorted(name for name, r in routes().items() if len(r.arguments) > 1)
ASKED = sampled([(name, method) for name in OF_AN_INSPECTION for method in ("GET", "POST")])

# What a form of ours never carries, by every name that a table of ours has for it.
FORGED = {
    "stage": "CLOSED",
    "state": "AGREED",
    "assessor": "1",
    "assessor_id": "1",
    "marking": "FIRST",
    "is_active": "0",
    "is_demonstration": "1",
    "is_superuser": "1",
    "is_staff": "1",
    "sessions_ended": "9",
    "by": "1",
    "by_id": "1",
    "at": "2020-01-01",
    "granted_by": "1",
    "inspection": "1",
    "inspection_id": "1",
    "scores_shown_to_assessors": "on",
    "submitted_at": "2020-01-01",
    "returned_until": "2099-01-01",
    "given_at": "2020-01-01",
    "received_at": "2020-01-01",
    "closed_at": "2020-01-01",
    "is_current": "1",
    "accepted_by": "1",
    "framework_sha256": "0" * 64,
    "synthetic": "",
    "outcome": "APPLIED",
    "version": "99",
    "has_access": "1",
}
# Names that some form does carry: there they are a field like any other.
CARRIED = {
    "people_invite": {"inspection"},
    "people_grant": {"inspection"},
}
MADE_BY_CHANCE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{64}")
NUMBER = re.compile(r"(?<![\w-])\d{1,9}(?![\w-])")
MADE_UP = ("id", "hash", "sha256", "token_sha256", "session_key", "session_data", "password")


def one_who_may(name: str) -> str:
    """The first person of the table whom an address lets in with a form."""
    return next(who for who, letter in EXPECTED[name, "POST"].items() if letter == "A")


def kept() -> dict[str, list[str]]:
    """Every row of ours, without times, numbers and what is made by chance."""
    models = [m for m in apps.get_models() if m._meta.app_label == "cases"]
    return {model.__name__: sorted(_plain(row) for row in model.objects.all()) for model in models}


def changeable() -> dict[str, list[str]]:
    """The same without the log of what was looked at, which a look at one's own list fills."""
    return {name: rows for name, rows in kept().items() if name != "Consultation"}


def _plain(row: Model) -> str:
    shown = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not (isinstance(field, DateTimeField) or field.attname in MADE_UP)
    }
    # Neither when it was written nor a number made by chance is part of what was asked for.
    plain = {name: value for name, value in shown.items() if name not in ("at", "last_login")}
    return MADE_BY_CHANCE.sub("", str(plain))


def comparable(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """The rows as they can be held side by side.

    PostgreSQL gives no number twice, not even after what was undone: there numbers are left
    out, and SQLite holds them.
    """
    if connection.vendor != "postgresql":
        return rows
    return {name: sorted(NUMBER.sub("#", row) for row in found) for name, found in rows.items()}


@pytest.mark.parametrize("name", sampled(OPEN))
def test_a_field_that_is_not_in_the_form_changes_nothing(
    world: World, browser: Client, payloads: dict[str, Any], name: str
) -> None:
    who = one_who_may(name)
    honest = payload(payloads, name, world, who) or {}
    forged = {key: value for key, value in FORGED.items() if key not in CARRIED.get(name, ())}
    after, verdicts = [], []
    for extra in ({}, forged):
        world.enter(browser, who)
        if isinstance(honest, list):
            sent: Any = [{**extra, **each} for each in honest]
        else:
            sent = {**extra, **honest}
        with undone():
            prepare(name, world)
            verdicts.append(verdict(send(browser, "POST", address(name, world, who), sent)))
            after.append(comparable(kept()))
    plain, with_forged = after
    if isinstance(honest, list):
        # A program's change with a key that is not ours may be refused as a whole, never taken in.
        assert verdicts[1] in ("A", "400")
        if verdicts[1] != "A":
            return
    assert verdicts[0] == verdicts[1]
    changed = {n: set(plain[n]) ^ set(with_forged[n]) for n in plain if plain[n] != with_forged[n]}
    assert not changed


@pytest.mark.parametrize("name", sampled(POSTED))
def test_a_form_without_its_token_is_refused(
    world: World, payloads: dict[str, Any], name: str
) -> None:
    careful = Client(enforce_csrf_checks=True, raise_request_exception=False)
    callers = ["visitor.anonymous", *([one_who_may(name)] if name in OPEN else [])]
    for who in callers:
        path = address(name, world, who)
        sent = payload(payloads, name, world, who) or {}
        kind = {"content_type": "application/json"} if isinstance(sent, list) else {}
        for headers in ({}, {"Origin": "https://elsewhere.example"}):
            world.enter(careful, who)
            with undone():
                response = careful.post(path, sent, headers=headers, **kind)
            assert response.status_code == 403, f"{who} {headers}"
        world.enter(careful, who)
        with undone():
            assert careful.post(path, "[]", content_type="text/plain").status_code == 403


@pytest.mark.parametrize(("name", "method"), ASKED)
def test_a_number_of_another_inspection_is_not_found_here(
    world: World, browser: Client, payloads: dict[str, Any], name: str, method: str
) -> None:
    """The own inspection's address with an entry of the other one's register."""
    route = routes()[name]
    theirs = [key for key in route.arguments if key in ("number", "note", "late", "key", "uuid")]
    row = EXPECTED.get((name, method), {})
    callers = [w for w in ("lead_inspector.own_case", "assessor.own_case") if row.get(w) == "A"]
    if "code" not in route.arguments or not theirs or not callers:
        return
    own, other = (world.here.inspection.code, world.there.inspection.code)
    for who in callers:
        path = address(name, world, who, world.there).replace(f"/{other}/", f"/{own}/")
        world.enter(browser, who)
        with undone():
            prepare(name, world)
            before = changeable()
            response = send(browser, method, path, payload(payloads, name, world, who))
            assert changeable() == before, f"{who} changes {path}"
        # A sentence that says it is decided already tells nothing of what it was.
        assert response.status_code in (403, 404, 422), f"{who} reaches {path}"
        assert CANARY not in response.text
