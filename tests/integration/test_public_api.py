"""The open API: what it answers, and that it answers nothing that its schema does not say."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.test.client import Client, ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import unsupported_method

from tests import site
from tests.integration.conftest import At
from tests.publications import entry, taken, version
from tests.told import fact, to_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(at: At) -> Client:
    """A program that reads a register with invented facts and one published report."""
    taken(fact(cases=60), fact("Brook", 75, cases=60), fact("Croft", region=""))
    taken(*to_date(37, 67, 91))
    version(entry("shown", service="Anytown", programme="CCI", region="London"))
    return at(site.NOW)


def answer(reader: Client, road: str, status: int = 200) -> Any:
    response = reader.get(f"/api/v1/{road}")
    assert response.status_code == status, (road, response.content)
    assert response.headers["Content-Type"].startswith("application/json")
    return response.json()


def test_services_are_found_and_come_in_parts(reader: Client) -> None:
    found = answer(reader, "services?limit=2")
    assert (found["total"], [one["id"] for one in found["items"]]) == (3, ["anytown", "brook"])
    second = answer(reader, "services?limit=2&offset=2")
    assert [one["region"] for one in second["items"]] == [None]
    for query in ("name=ROO", "region=London&name=b", "programme=CCI&name=brook"):
        assert [one["id"] for one in answer(reader, f"services?{query}")["items"]] == ["brook"]
    assert answer(reader, "services/anytown")["n_inspections"] == 2
    assert answer(reader, "services/nowhere", 404)["detail"] == "There is no such service."


def test_facts_are_those_of_a_service_a_kind_or_a_day(reader: Client) -> None:
    found = answer(reader, "facts?service=brook&kind=headline&programme=cci")
    (one,) = found["items"]
    assert (one["value"], one["source"], one["standing"]) == (
        *(75.0, "invented report on Brook"),
        "invented",
    )
    assert answer(reader, "facts?as_at=2012-05-30")["total"] == 0
    assert answer(reader, "facts?as_at=soon", 422)["detail"][0]["loc"] == ["query", "as_at"]


def test_reports_name_their_files_and_band_their_bases(reader: Client) -> None:
    (one,) = answer(reader, "reports")["items"]
    assert one["address"] == "http://testserver/shown/"
    assert one["headlines"][0] | {"percent": 60, "base": "under 20"} == one["headlines"][0]
    assert answer(reader, "reports/shown") == one
    assert answer(reader, "reports/nothing", 404)
    assert [one["id"] for one in answer(reader, "programmes")] == ["cci"]


def test_a_benchmark_has_its_figures_its_sentences_and_its_limits(reader: Client) -> None:
    road = "benchmark?service=anytown&among=FAMILY&family=brook&as_at=2012-12-31"
    found = answer(reader, road)
    assert found["title"] == "Anytown beside Brook (CCI), as at 31 December 2012"
    assert {one["used_as"] for one in found["figures"]} >= {"the service", "the group"}
    assert found["sentences"][0]["chance"].endswith("comparisons")
    assert found["limits"]
    assert answer(reader, "benchmark?service=anytown&n_services=9")["rests_on"]
    refused = answer(reader, "benchmark?service=croft&among=REGION&programme=cci", 422)
    assert refused["detail"].startswith("No source gives the region of Croft")


def test_pages_of_others_may_read_open_data_and_nothing_else(reader: Client) -> None:
    for road, said in (("/api/v1/services", "*"), ("/open-data/facts.csv", "*"), ("/", None)):
        headers = reader.get(road).headers
        assert headers.get("Access-Control-Allow-Origin") == said, road
        crossing = "cross-origin" if said else "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == crossing


def test_what_is_not_there_is_said_in_json_too(reader: Client) -> None:
    assert answer(reader, "nothing", 404) == {"detail": "There is no such page."}
    for road in ("services/a%00b", "services?name=%00"):
        assert reader.get(f"/api/v1/{road}").status_code in (404, 422)
    assert reader.post("/api/v1/services").status_code == 405


def test_a_fault_of_ours_is_said_in_json(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("canary")

    monkeypatch.setattr("django.db.models.query.QuerySet.count", fails)
    response = Client(raise_request_exception=False).get("/api/v1/reports")
    assert response.status_code == 500
    assert response.json() == {"detail": "There is a fault on our side."}
    assert reader.get("/api/v1/programmes").status_code == 200


class Site:
    """The public view as a WSGI application that keeps the connection of the test."""

    def __init__(self) -> None:
        self._handle = ClientHandler()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        response = self._handle(environ)
        start(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [response.content]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_answer_is_undocumented(reader: Client, mode: GenerationMode) -> None:
    assert answer(reader, "openapi.json")["openapi"] == "3.1.0"
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", Site())
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()
        asked.append(operation.path)

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=8,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def asks(case: schemathesis.Case) -> None:
            case.call_and_validate(excluded_checks=[unsupported_method])

        try:
            asks()
        except Unsatisfiable:
            # What takes no parameter cannot be asked wrongly.
            assert mode is GenerationMode.NEGATIVE
            assert operation.path == "/api/v1/programmes"
    assert len(asked) == 7
