"""The written expectations of who is let in where, as the tests read them."""

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.test import Client
from django.utils import timezone

from corecase.actions import reports
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.stages import Stage
from corecase.exchange import inspection_folders
from corecase.store.cases import models
from tests import site, site_routes, site_world
from tests.site_routes import address, forms_of, routes, send, undone
from tests.site_world import VISITOR, World

ON_POSTGRESQL = os.environ.get("CORECASE_TEST_DATABASE") == "postgresql"
WHOLE = not ON_POSTGRESQL or os.environ.get("CORECASE_MATRIX") == "whole"
"""Whether every address is asked: on PostgreSQL only where that is wanted (make assurance)."""
One = TypeVar("One")
HEADER = ("route", "method")
RELATIONS = {
    "visitor": ("anonymous", "no_role", "ended", "left"),
    "administrator": ("any", "conflict"),
    "programme_manager": ("any", "conflict"),
    "chief_inspector": ("any", "conflict"),
    "lead_inspector": ("own_case", "member", "other", "conflict", "merged", "declared"),
    "assessor": ("own_case", "second", "member", "other", "conflict", "merged", "declared"),
    "local_assessor": ("own_case", "member", "other", "conflict", "merged", "declared"),
    "editor": ("own", "other", "conflict"),
    "service_liaison": ("own", "other", "and_lead"),
    "quality_manager": ("own", "other"),
    "council_officer": ("own", "other"),
    "oversight": ("any",),
}
PEOPLE = tuple(f"{role}.{relation}" for role, all_of in RELATIONS.items() for relation in all_of)
IN_CONFLICT = tuple(who for who in PEOPLE if who.endswith((*site_world.IN_CONFLICT, ".and_lead")))
# Whose pages are read for the forms that the other calls send.
WRITERS = (
    "lead_inspector.own_case",
    "programme_manager.any",
    "service_liaison.own",
    "administrator.any",
    "oversight.any",
    VISITOR,
)


def expectations() -> dict[tuple[str, str], dict[str, str]]:
    """What is expected of each address and method, for each person."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in site_routes.table("permissions"):
        place = row["route"], row["method"]
        assert place not in found, f"{place} stands twice"
        assert set(row) == {*HEADER, *RELATIONS}, f"{place} has other columns than its neighbours"
        found[place] = {
            f"{role}.{relation}": letter
            for role, all_of in RELATIONS.items()
            for relation, letter in zip(
                all_of, _letters(place, row[role], len(all_of)), strict=True
            )
        }
    return found


def _letters(place: tuple[str, str], cell: str, n: int) -> str:
    letters = cell * n if len(cell) == 1 else cell
    assert len(letters) == n, f"{place}: {cell!r} has to be one letter, or {n}"
    assert set(letters) <= set("ARS"), f"{place}: {cell!r} has other letters than A, R and S"
    return letters


EXPECTED = expectations()


def sampled(all_of: Sequence[One]) -> Sequence[One]:
    """All of them; on PostgreSQL every thirtieth, unless the whole matrix is asked for."""
    return all_of if WHOLE else all_of[::30]


def filled(world: World, browser: Client) -> dict[str, Any]:
    """What the forms of the pages send, filled in: for each address the first that was found."""
    found: dict[str, Any] = {}
    for who in WRITERS:
        for (name, method), row in EXPECTED.items():
            if method == "GET" and row[who] == "A" and name in routes():
                world.enter(browser, who)
                path = address(name, world, who)
                with undone():
                    prepare(name, world)
                    response = send(browser, "GET", path)
                    for target, fields in forms_of(response, path):
                        found.setdefault(target, fields)
    return found


def payload(payloads: dict[str, Any], name: str, world: World, who: str) -> Any:
    """What somebody sends to an address: what the page's form would, but for a few."""
    fixed = {
        "case_operations": lambda: [_operation(world, who)],
        "caseload_discard": lambda: {"upload": "1"},
        "evidence_deed": lambda: {"received_on": "2027-03-01", "received_as": "Invented words"},
        "report_indicator_new": lambda: {
            "name": "Invented rate",
            "unit": "percent",
            "value": "72.5",
            "period": "2008/2009",
        },
        "report_statement_new": lambda: {"text": "felt safe.", "count": "5", "out_of": "9"},
        "inspection_plan": lambda: {"service": world.here.inspection.service.code},
        "team": lambda: {
            "email": world.people["oversight.any"].email,
            "role": "ASSESSOR",
            "days": "1",
        },
    }
    return fixed[name]() if name in fixed else payloads.get(name)


def prepare(name: str, world: World) -> None:
    """What has to be so for an address to be open to anybody."""
    rooms = ("/report/", "/re-inspection/", "/before-and-after/")
    if any(room in routes()[name].pattern for room in rooms):
        # The draft of a report is read and written once every judgement is made.
        here = models.Inspection.objects.filter(pk=world.here.inspection.pk)
        here.update(stage=Stage.DRAFTING)
    if "/sign-off/" in routes()[name].pattern or name.startswith("release"):
        # Something is signed, released and still to come.
        here = models.Inspection.objects.filter(pk=world.here.inspection.pk)
        here.update(stage=Stage.FACTUAL_ACCURACY if name.endswith("hand_in") else Stage.SIGN_OFF)
        versions = models.ReportVersion.objects.filter(inspection=world.here.inspection)
        versions.update(published_at=None, publish_at=timezone.now() + timedelta(days=1))
    if name == "publication_folder":
        # A version holds the folder that it was made of.
        here = world.here.inspection
        models.Inspection.objects.filter(pk=here.pk).update(stage=Stage.SIGN_OFF)
        folder = inspection_folders.zipped(reports.files_of(here, site.TODAY))
        models.Rendering.objects.filter(version__inspection=here).update(folder=folder)
    if name == "correction":
        here = models.Inspection.objects.filter(pk=world.here.inspection.pk)
        here.update(stage=Stage.PUBLISHED)
    if "/report/quotations/" in routes()[name].pattern:
        # Words are taken from notes that may be quoted, of work that was submitted.
        work = models.CaseAssessment.objects.filter(case__inspection=world.here.inspection)
        work.update(state=AssessmentState.SUBMITTED)
        models.CaseNote.objects.filter(assessment__in=work).update(is_quotable=True)
    if "/improvement-plan/" in routes()[name].pattern:
        # What follows from a report is there once the report is published.
        here = models.Inspection.objects.filter(pk=world.here.inspection.pk)
        here.update(stage=Stage.PLAN_DUE)
    if name == "second_marking_choose":
        # The cases are chosen as long as nobody marks one second.
        seconds = models.CaseAssessment.objects.filter(case__inspection=world.here.inspection)
        free = world.here.cases["S10"]
        seconds.filter(marking=Marking.SECOND).update(marking=Marking.FIRST, case=free)


def _operation(world: World, who: str) -> dict[str, Any]:
    marking = Marking.SECOND if who.endswith(".second") else Marking.FIRST
    work = world.here.work[world.ref(who), marking]
    return {
        "id": "6f1f4b2e-0000-4000-8000-000000000001",
        "device": "test",
        "device_time": "",
        "sequence": 1,
        "case_assessment_id": str(work.assessment.pk),
        "item_id": site_world.ITEM,
        "field": "NOTE",
        "base_version": 1,
        "value": "Invented words.",
    }
