"""Odd visitors of the public view: made-up parameters and addresses, heads, conditions."""

import re

import pytest
from django.test import Client
from django.urls import resolve
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from corecase.web.public.kept_pages import ROOMS
from corecase.web.public.parameters import LISTS, PARAMETERS
from corecase.web.public.rates import COSTLY
from corecase.web.public.urls import urlpatterns
from tests import site
from tests.integration.conftest import At
from tests.publications import entry, taken, version
from tests.told import fact, to_date

pytestmark = pytest.mark.django_db

ASKED = "service=anytown&programme=cci&among=FAMILY&with=brook&with=croft&as_at=2012-12-31&cases=38"
PAGES = (
    *("/services/", "/services/?name=brook", "/services/brook/", "/programmes/cci/", "/ratings/"),
    *("/services/brook/news.atom", "/open-data/facts.csv", "/api/v1/facts", "/accessibility/"),
    *("/api/v1/facts?service=brook&limit=1", f"/compare/?{ASKED}"),
    *(f"/compare/sentences.txt?{ASKED}", f"/compare/safeguarding/chart.svg?{ASKED}"),
)
ODD = (
    *("x=1", "utm_source=news&utm_medium=mail", f"fbclid={'y' * 300}", "x=1&x=2", "%00=%00"),
    *("=", "&&", "Name=B", "name%00=b", "page=2", "_mutable=1", "%FF=%FF"),
)
OF_REPORTS = {
    *("public_list", "public_feed", "public_file_by_hash", "public_code_of_practice"),
    *("public_security", "public_metadata", "public_report", "public_file"),
}
"""Where no fact of the register is read: reports, their files, what is promised."""


@pytest.fixture
def reader(at: At, settings: Settings) -> Client:
    """A reader of a register with invented facts; pages are kept."""
    settings.PUBLIC_SECONDS = 30
    taken(fact(cases=60), fact("Brook", 55), fact("Croft", 61, region=""), *to_date(37, 67, 91))
    version(entry("shown", service="Anytown", programme="Invented Programme"))
    return at(site.NOW)


def asked(road: str, more: str) -> str:
    """The road with more behind its `?`."""
    return f"{road}{'&' if '?' in road else '?'}{more}"


@pytest.mark.parametrize("road", PAGES)
def test_a_made_up_parameter_is_the_page_itself_from_memory(
    road: str, reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = reader.get(road)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, max-age=30"
    with django_assert_num_queries(0):
        for odd in ODD:
            again = reader.get(asked(road, odd))
            assert (again.status_code, again.content) == (200, first.content), odd
            assert dict(again.headers) == dict(first.headers), odd


def test_a_page_is_kept_under_a_host_and_a_port_of_ours(
    reader: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "reports.example.org"]
    settings.PUBLIC_ADDRESS = "https://reports.example.org:8443/"

    def read(host: str, port: str = "8001") -> bytes:
        made = reader.get("/services/brook/news.atom", headers={"Host": host}, SERVER_PORT=port)
        assert made.status_code == 200, host
        return made.content

    own = {host: read(host) for host in ("testserver", "testserver:8001", "testserver:8443")}
    for host, page in own.items():
        assert f"http://{host}/services/brook/".encode() in page
    with django_assert_num_queries(0):
        for host in ("TestServer", "testserver.", "testserver:80", "TESTSERVER.:80"):
            assert read(host) == own["testserver"], host
        assert read("testserver", port="8002") == own["testserver"]
        assert read("TESTSERVER.:8443") == own["testserver:8443"]
    # What somebody made up is answered as it was asked, and leaves nothing in the memory.
    for host in ("testserver:8002", "testserver:081", f"testserver:{'9' * 5000}"):
        with django_assert_num_queries(16):
            assert f"http://{host}/services/brook/".encode() in read(host)
            assert f"http://{host}/services/brook/".encode() in read(host)
    for host in ("elsewhere.example.org", "elsewhere.example.org:8443", "testserver:", "a b"):
        assert reader.get("/services/", headers={"Host": host}).status_code == 400, host


def test_one_question_is_asked_once_in_whatever_order(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = reader.get(f"/compare/?{ASKED}")
    assert "Anytown beside Brook and Croft" in first.content.decode()
    turned = "&".join(reversed(ASKED.split("&"))).replace("croft&with=brook", "brook&with=croft")
    with django_assert_num_queries(0):
        for same in (turned, f"cases=1&{ASKED}", f"service=brook&x=1&{ASKED}"):
            assert reader.get(f"/compare/?{same}").content == first.content, same
    wide, narrow = (
        reader.get(f"/compare/safeguarding/chart.svg?{ASKED}{more}").content
        for more in ("", "&narrow=1")
    )
    assert wide != narrow
    with django_assert_num_queries(0):
        for more in ("&narrow=", "&narrow=7&narrow=8"):
            again = reader.get(f"/compare/safeguarding/chart.svg?{ASKED}{more}")
            assert again.content == narrow, more


def test_what_is_asked_is_still_heard(reader: Client) -> None:
    for query, found in (("name=brook", "Brook</a>"), ("x=1&name=croft", "Croft</a>")):
        page = reader.get(f"/services/?{query}").content.decode()
        assert "1 service, by region" in page
        assert found in page
    (one,) = reader.get("/api/v1/facts?x=1&service=brook&kind=headline").json()["items"]
    assert one["service"] == "Brook"
    assert reader.get("/api/v1/facts?as_at=soon").status_code == 422
    assert reader.get("/?page=2").status_code == 404
    assert reader.get("/?utm_source=news").status_code == 200


def test_every_parameter_of_the_schema_and_of_a_form_is_read(reader: Client) -> None:
    for road, operations in reader.get("/api/v1/openapi.json").json()["paths"].items():
        told = [one for one in operations["get"].get("parameters", ()) if one["in"] == "query"]
        name = resolve(re.sub(r"\{\w+\}", "x", road)).view_name
        assert set(PARAMETERS.get(name, ())) == {one["name"] for one in told}, road
        lists = {one["name"] for one in told if one["schema"].get("type") == "array"}
        assert lists == LISTS & {one["name"] for one in told}, road
    for road in ("/", "/services/", "/compare/?service=brook&programme=fji"):
        (form,) = re.findall(r"<form.*?</form>", reader.get(road).content.decode(), re.DOTALL)
        sent = set(re.findall(r' name="([^"]+)"', form))
        assert sent, road
        assert sent <= set(PARAMETERS[resolve(road.partition("?")[0]).view_name]), road


@pytest.mark.parametrize(
    "headers", [{"If-None-Match": "*"}, {"If-None-Match": '"other"'}, {"If-Match": '"other"'}]
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_is_made_once_whatever_a_reader_has_of_it(
    method: str,
    headers: dict[str, str],
    reader: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = getattr(reader, method)("/services/", headers=headers)
    with django_assert_num_queries(0):
        again = getattr(reader, method)("/services/", headers=headers)
        whole = reader.get("/services/")
    expected = {"*": 304, '"other"': 200}[next(iter(headers.values()))]
    expected = 412 if "If-Match" in headers else expected
    assert (first.status_code, again.status_code, whole.status_code) == (expected, expected, 200)
    assert "3 services, by region" in whole.content.decode()
    if expected != 412:
        assert first.headers["ETag"] == again.headers["ETag"] == whole.headers["ETag"]
        assert first.headers["Cache-Control"] == whole.headers["Cache-Control"]


def test_a_page_too_large_to_be_kept_is_not_sent_twice_either(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corecase.web.public.kept_pages._LARGEST", 10)
    first = reader.get("/services/")
    taken(fact("Dale"))
    tag = first.headers["ETag"]
    again = reader.get("/services/", headers={"If-None-Match": tag})
    assert again.status_code == 200, "it is made anew"
    tag = again.headers["ETag"]
    assert reader.get("/services/", headers={"If-None-Match": tag}).status_code == 304


def test_the_api_gives_no_heads_and_reads_nothing_for_one(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert reader.get("/api/v1/facts").status_code == 200
    with django_assert_num_queries(0):
        assert reader.head("/api/v1/facts").status_code == 405
        assert reader.post("/services/").status_code == 405


@pytest.mark.parametrize(
    "road",
    [
        *("/services/?name={}", "/services/none-{}/", "/services/none-{}/news.atom"),
        *("/programmes/none-{}/", "/programmes/cci/none-{}.svg", "/compare/?service={}"),
        *("/compare/benchmark.csv?service=brook&among=PROGRAMME&as_at={}", "/open-data/no.{}"),
        *("/api/v1/facts?kind={}", "/api/v1/services/none-{}", "/sitemap.xml?{}", "/news.atom?{}"),
    ],
)
def test_nobody_has_the_facts_read_at_will(
    road: str,
    reader: Client,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.PUBLIC_RATE = 1
    monkeypatch.setattr("corecase.web.public.rates.time.time", lambda: 1200.0)
    assert reader.get(road.format("a")).status_code != 429
    with django_assert_num_queries(0):
        assert reader.get(road.format("b")).status_code == 429
    for report in ("/", "/shown/", "/shown/1/report.pdf", "/feed.atom", "/code-of-practice/"):
        assert reader.get(report).status_code == 200, report


def test_an_address_that_somebody_made_up_reads_no_fact(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert reader.get("/services/nowhere/").status_code == 404
    assert reader.get("/services/BROOK/").status_code == 404


def test_every_room_is_bounded_or_reads_no_fact() -> None:
    assert set(ROOMS) < set(COSTLY)
    bounded = {one.strip("/") for one in COSTLY}
    for one in urlpatterns:
        road = str(one.pattern).removeprefix("^")
        is_bounded = road.partition("/")[0] in {room.partition("/")[0] for room in bounded}
        assert is_bounded != (getattr(one, "name", "") in OF_REPORTS), road
