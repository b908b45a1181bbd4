"""How many queries the main pages and a save take: few, and as many for 50 cases as for 5."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from corecase.actions import frameworks, samples
from corecase.core.people import Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import case_lists, site

pytestmark = pytest.mark.django_db
SUFFICIENT, INSUFFICIENT = '{"answer":"SUFFICIENT"}', '{"answer":"INSUFFICIENT"}'
FEW, MANY = 5, 50


class Scene:
    """An inspection in fieldwork whose cases are all answered, its lead and an assessor."""

    def __init__(self, n_cases: int, n_inspections: int = 1) -> None:
        self.inspection = site.inspection(Stage.FIELDWORK)
        self.lead = site.person(Role.LEAD_INSPECTOR, inspection=self.inspection)
        self.assessor = site.person(Role.ASSESSOR, inspection=self.inspection)
        self.cases = site.sample(self.inspection, n_cases)
        framework = frameworks.of(self.inspection)
        self.rows = [
            site.answered(site.assessment(case, self.assessor), framework) for case in self.cases
        ]
        for _ in range(n_inspections - 1):
            other = site.inspection(Stage.FIELDWORK, programme=self.inspection.programme)
            site.grant(self.lead, Role.LEAD_INSPECTOR, inspection=other)

    def address(self, page: str) -> str:
        return page.format(
            inspection=f"/inspections/{self.inspection.code}/",
            case=f"/inspections/{self.inspection.code}/cases/{self.cases[0].ref}/",
        )


def n_queries(scene: Scene, who: models.Person, page: str) -> int:
    """The queries of a page that was open once before, as each but the day's first is."""
    client = site.client_for(who)
    assert client.get(scene.address(page)).status_code == 200
    with CaptureQueriesContext(connection) as caught:
        assert client.get(scene.address(page)).status_code == 200
    return len(caught)


@pytest.fixture
def few() -> Scene:
    return Scene(FEW)


@pytest.fixture
def many() -> Scene:
    return Scene(MANY, n_inspections=MANY)


@pytest.mark.parametrize(
    ("page", "role", "most"),
    [
        ("/", "assessor", 5),
        ("/", "lead", 6),
        ("{inspection}", "lead", 22),
        ("{inspection}cases/", "assessor", 17),
        ("{inspection}cases/", "lead", 18),
        ("{inspection}progress/", "lead", 21),
        ("{case}", "assessor", 12),
        ("{case}criteria/CCI-1.2/", "assessor", 13),
        ("{case}journal/", "assessor", 11),
    ],
)
def test_a_page_takes_as_many_queries_for_many_cases_as_for_few(
    few: Scene, many: Scene, page: str, role: str, most: int
) -> None:
    counts = [n_queries(scene, getattr(scene, role), page) for scene in (few, many)]
    assert counts[0] == counts[1]
    assert counts[1] <= most


def drawn(n_cases: int) -> tuple[models.Inspection, models.Person]:
    """An inspection that drew this many cases from twice as many, and its lead."""
    inspection = case_lists.announced()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    case_lists.accepted(inspection, lead, case_lists.written(2 * n_cases))
    samples.draw(
        inspection.code,
        samples.Choice(n=n_cases, strata=(), minimum=0),
        nonce_inspectorate="heron",
        nonce_service="plover",
        by=site.actor(lead),
        now=site.NOW,
    )
    return inspection, lead


def test_the_sample_takes_as_many_queries_for_many_cases_as_for_few() -> None:
    counts = []
    for n_cases in (FEW, MANY):
        inspection, lead = drawn(n_cases)
        client = site.client_for(lead)
        address = f"/inspections/{inspection.code}/sample/"
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as caught:
            page = client.get(address).content.decode()
        assert page.count("corecase-ref") == n_cases
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 17


def saved(client: Client, scene: Scene, items: list[str], *, base: int) -> int:
    """The queries of one request that changes these answers."""
    changes = [
        {
            "id": str(uuid4()),
            "device": "test",
            "sequence": n,
            "case_assessment_id": str(scene.rows[0].pk),
            "item_id": item,
            "field": "ANSWER",
            "base_version": base,
            "value": (SUFFICIENT, INSUFFICIENT)[base % 2],
            "device_time": "",
        }
        for n, item in enumerate(items, start=1)
    ]
    with CaptureQueriesContext(connection) as caught:
        answer = client.post(
            scene.address("{case}operations/"), json.dumps(changes), "application/json"
        )
    outcomes = [receipt["outcome"] for receipt in answer.json()["receipts"]]
    assert outcomes == ["APPLIED"] * len(items)
    return len(caught)


def test_a_save_takes_as_many_queries_for_many_cases_as_for_few(few: Scene, many: Scene) -> None:
    for scene in (few, many):
        client = site.client_for(scene.assessor)
        saved(client, scene, ["CCI-R01"], base=1)
        # The transaction's own beginning and end among them, those of a savepoint, and which
        # entry of the audit told of the answers.
        assert saved(client, scene, ["CCI-R01"], base=2) <= 19


def test_a_save_reads_only_the_fields_that_it_changes(few: Scene) -> None:
    client = site.client_for(few.assessor)
    saved(client, few, ["CCI-R01"], base=1)
    one = saved(client, few, ["CCI-R01"], base=2)
    three = saved(client, few, ["CCI-R03", "CCI-R04", "CCI-R11"], base=1)
    # Each change is put in by itself, between a savepoint and its end; the rest is for all.
    assert three - one == 2 * 3
