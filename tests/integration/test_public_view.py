"""The public view: what anybody reads, and that nothing is there before its instant."""

import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from corecase.actions import comparators, published, publishing
from corecase.actions.published import Asked
from corecase.core import series
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError
from corecase.core.report_versions import READING_ORDER
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import publications, site
from tests.integration.conftest import At
from tests.publications import digest, entry, version

pytestmark = pytest.mark.django_db

INSTANT = site.NOW + timedelta(days=1)
SECOND = timedelta(seconds=1)
CANARIES = ("canaryreport", "Service secret", "inspection-secret", "secret")


def roads(code: str, sha256: str) -> list[str]:
    """Every address under which something of a report could be found."""
    return [
        "/",
        "/?programme=invented&region=North&year=2026",
        "/feed.atom",
        "/sitemap.xml",
        f"/{code}/",
        f"/{code}/1/report.html",
        f"/{code}/1/report.pdf",
        f"/{code}/1/tables/headlines.csv",
        f"/{code}/2/report.pdf",
        f"/by-hash/{digest(publications.FILES['report.pdf'])}/report.pdf",
        f"/by-hash/{sha256}/report.pdf",
        "/1/",
    ]


@pytest.fixture
def released() -> models.ReportVersion:
    """A version under embargo, of an inspection that is signed off."""
    inspection = site.inspection(Stage.SIGN_OFF, service=site.service("Service secret"))
    models.Inspection.objects.filter(pk=inspection.pk).update(code="inspection-secret")
    inspection.refresh_from_db()
    compared = {
        "scope": "the services inspected so far",
        "as_at": "1 November 2026",
        "n_services": 4,
        "rows": [["safety", 38, 82, 63]],
    }
    return publications.released(inspection, INSTANT, comparators=compared)


def test_before_the_instant_nothing_is_there_by_any_road(
    at: At, released: models.ReportVersion
) -> None:
    # The register may not be written early, and would not be shown if it were.
    for is_written_early in (False, True):
        before = INSTANT - SECOND
        if is_written_early:
            early = entry("inspection-secret", INSTANT, service="Service secret")
            version(early, at=INSTANT)
        else:
            assert publishing.publish_due(now=before) == ()
        reader = at(before)
        tag = f'"{digest(publications.FILES["report.pdf"])}"'
        for road in roads("inspection-secret", released.sha256):
            for headers in ({}, {"If-None-Match": tag}, {"If-None-Match": "*"}):
                response = reader.get(road, headers=headers)
                text = response.content.decode()
                assert not [word for word in CANARIES if word in text], road
                found = response.status_code
                assert found in (200, 404) or (found == 304 and headers["If-None-Match"] == "*")
                if "secret" in road or "by-hash" in road:
                    assert found == 404, road
                    assert response.headers["Cache-Control"] == "no-store"
                    assert "ETag" not in response.headers


def test_what_is_not_there_yet_looks_as_what_never_was(
    at: At, released: models.ReportVersion
) -> None:
    reader = at(INSTANT - SECOND)
    pages = {reader.get(f"/{code}/").content for code in ("inspection-secret", "never-was")}
    files = {
        reader.get(f"/{code}/1/report.pdf").content for code in ("inspection-secret", "never-was")
    }
    assert len(pages | files) == 1
    assert released.published_at is None


def test_from_the_instant_on_everything_is_there(at: At, released: models.ReportVersion) -> None:
    assert publishing.publish_due(now=INSTANT) == ("inspection-secret",)
    reader = at(INSTANT)
    page = reader.get("/inspection-secret/").content.decode()
    assert "Service secret" in page
    for words in ("60%", "6 of 10", "Moderate", "38%", "82%", "63%", "As at 1 November 2026"):
        assert words in page
    assert "from 4 services" in page
    assert "Synthetic: invented for a test." in page
    assert released.sha256 in page
    for road in ("/", "/feed.atom", "/sitemap.xml"):
        assert "inspection-secret" in reader.get(road).content.decode(), road
    for name, content in publications.FILES.items():
        response = reader.get(f"/inspection-secret/1/{name}")
        assert response.content == content
        assert response.headers["ETag"] == f'"{digest(content)}"'
        by_hash = reader.get(f"/by-hash/{digest(content)}/{name}")
        assert by_hash.content == content
        assert by_hash.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_reader_checks_the_files_as_the_page_says(
    at: At, released: models.ReportVersion, tmp_path: Path
) -> None:
    publishing.publish_due(now=INSTANT)
    page = at(INSTANT).get("/inspection-secret/").content.decode()
    assert f'SHA-256 of the files: <span class="corecase-code">{released.sha256}' in page
    places = [page.index(f'/1/{name}"') for name in READING_ORDER if name in publications.FILES]
    assert places == sorted(places), "on the screen first, then PDF, then Word"
    for name, content in publications.FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found = re.search(r'<code class="corecase-code">(.+?)</code>', page)
    assert found is not None
    said = ["sh", "-c", found[1]]
    answer = subprocess.run(said, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.split()[0] == released.sha256


def test_files_have_their_types_and_the_page_a_policy_of_its_own(at: At) -> None:
    version(entry("shown"))
    reader = at(site.NOW)
    types = {
        "report.html": "text/html; charset=utf-8",
        "report.pdf": "application/pdf",
        "tables/headlines.csv": "text/csv; charset=utf-8",
    }
    for name, kind in types.items():
        assert reader.get(f"/shown/1/{name}").headers["Content-Type"] == kind
    policy = reader.get("/shown/1/report.html").headers["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy
    saved = reader.get("/shown/1/tables/headlines.csv").headers["Content-Disposition"]
    assert saved == 'attachment; filename="shown-version-1-tables-headlines.csv"'


def test_only_a_hash_may_be_kept_for_ever_and_nothing_is_sent_twice(at: At) -> None:
    version(entry("shown"))
    reader = at(site.NOW)
    for road in ("/", "/shown/", "/feed.atom", "/sitemap.xml", "/shown/1/report.pdf"):
        first = reader.get(road)
        assert first.headers["Cache-Control"] == "no-cache", road
        again = reader.get(road, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), road
        other = reader.get(road, headers={"If-None-Match": '"another"'})
        assert (other.status_code, other.content) == (200, first.content)


def test_a_kept_page_is_new_when_something_is_published(at: At) -> None:
    first = at(site.NOW).get("/")
    version(entry("shown"))
    again = at(site.NOW).get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "Service shown" in again.content.decode()


def test_a_corrected_version_stands_and_the_old_one_stays_readable(at: At) -> None:
    row = entry("shown")
    version(row, 5)
    later = site.NOW + timedelta(days=2)
    files = {"report.pdf": b"corrected"}
    version(row, 6, number=2, at=later, reason="A figure was wrong.", files=files)
    before, after = at(later - SECOND).get("/shown/"), at(later).get("/shown/")
    assert "A figure was wrong." not in before.content.decode()
    text = after.content.decode()
    for words in ("Version 2", "Version 1", "superseded", "A figure was wrong.", "50%", "60%"):
        assert words in text
    assert "superseded on 4 November 2026 at 10:00" in text
    reader = at(later)
    assert reader.get("/shown/1/report.pdf").content == publications.FILES["report.pdf"]
    assert reader.get("/shown/2/report.pdf").content == b"corrected"
    feed = reader.get("/feed.atom").content.decode()
    assert "inspection, corrected" in feed
    assert "#version-2" in feed
    assert "corrected" in reader.get("/").content.decode()


def test_a_reinspection_and_the_one_before_lead_to_each_other(at: At) -> None:
    first = entry("first", service="One")
    version(first)
    later = site.NOW + timedelta(days=9)
    again = entry("again", later, service="One", previous=first, is_reinspection=True)
    version(again, at=later)
    assert 'href="/again/"' not in at(later - SECOND).get("/first/").content.decode()
    assert 'href="/again/"' in at(later).get("/first/").content.decode()
    text = at(later).get("/again/").content.decode()
    assert 'href="/first/"' in text
    assert "Re-inspection" in text
    assert "One: re-inspection" in at(later).get("/feed.atom").content.decode()


def test_the_list_is_filtered_and_comes_in_pages(at: At) -> None:
    publications.series(published.ON_A_PAGE + 1)
    elsewhere = site.NOW + timedelta(days=400)
    other = entry("elsewhere", elsewhere, region="South", programme_code="other", programme="Other")
    version(other, at=elsewhere)
    reader = at(elsewhere)

    def names(query: str) -> list[str]:
        page = reader.get(f"/?{query}").content.decode()
        return re.findall(r'__header"><a class="govuk-link" href="/([\w-]+)/"', page)

    assert names("")[0] == "elsewhere"
    assert len(names("")) == published.ON_A_PAGE
    assert names("page=2") == ["report-2", "report-1"]
    assert names("region=South") == names("programme=other") == names("year=2027") == ["elsewhere"]
    assert names("programme=invented&region=North&page=2") == ["report-1"]
    assert "programme=invented&amp;page=2" in reader.get("/?programme=invented").content.decode()
    assert "No report fits this choice" in reader.get("/?region=West").content.decode()
    for query in (
        *("page=3", "page=x", "page=0", "page=99999"),
        *("year=-1", "year=0", "year=0000", "year=²", "programme=%00", "region=North%00"),
    ):
        assert reader.get(f"/?{query}").status_code == 404, query


def test_the_empty_list_says_what_will_come(at: At) -> None:
    assert "No report is published yet" in at(site.NOW).get("/").content.decode()


def test_a_report_without_scores_region_or_comparators_says_so(at: At) -> None:
    row = entry("shown", region="", synthetic="")
    found = version(row)
    found.scores.all().delete()
    found.comparators = {**series_row("harm"), "n_services": None}
    found.save()
    text = at(site.NOW).get("/shown/").content.decode()
    assert "prints no scores" in text
    assert "a number of services that is not stated" in text
    assert ">harm<" in text


def series_row(headline: str) -> dict[str, object]:
    return {"scope": "all", "as_at": "today", "n_services": 1, "rows": [[headline, 1, 3, 2]]}


def test_everything_else_is_not_there(
    at: At, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version(entry("shown"))
    reader = at(site.NOW)
    for road in (
        *("/accounts/login/", "/inspections/", "/shown", "/shown/1/", "/shown/1/nothing.pdf"),
        *("/shown/x/report.pdf", "/admin/", "/by-hash/abc/report.pdf", "/copies/abc/", "/%00/"),
    ):
        response = reader.get(road)
        assert response.status_code == 404, road
        assert "Page not found" in response.content.decode()
    # PostgreSQL reads no NUL: no database is asked for one.
    with django_assert_num_queries(0):
        assert reader.get("/shown/1/report.pdf%00").status_code == 404
    for method in ("post", "put", "delete"):
        assert getattr(reader, method)("/").status_code == 405
    assert reader.head("/shown/").status_code == 200


def test_every_response_has_the_headers_and_no_cookie(at: At) -> None:
    version(entry("shown"))
    reader = at(site.NOW)
    for road in ("/", "/shown/", "/feed.atom", "/sitemap.xml", "/shown/1/report.html", "/no/"):
        response = reader.get(road)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert not response.cookies
        assert "OFFICIAL-SENSITIVE" not in response.content.decode()
        assert "<script" not in response.content.decode()


def test_a_fault_is_a_page_and_a_line_without_content(
    at: At, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    at(site.NOW)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("canary")

    monkeypatch.setattr("django.db.models.query.QuerySet.count", fails)
    with caplog.at_level("ERROR", logger="corecase"):
        response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "There is a fault on our side" in response.content.decode()
    assert "RuntimeError at actions/published.py" in caplog.text
    assert "canary" not in caplog.text


def test_the_pages_ask_the_database_as_often_for_many_reports(
    at: At, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publications.series(12)
    reader = at(site.NOW + timedelta(days=30))
    with django_assert_num_queries(7):
        reader.get("/")
    with django_assert_num_queries(6):
        reader.get("/report-3/")
    with django_assert_num_queries(1):
        reader.get("/report-3/1/report.pdf")


# Comparators: as at a day, from the register.


def test_results_are_those_that_stood_at_the_end_of_the_day() -> None:
    row = entry("one")
    version(row, 5, at=datetime(2026, 11, 2, 23, 59, tzinfo=site.NOW.tzinfo))
    version(row, 6, number=2, at=datetime(2026, 11, 3, 0, 0, tzinfo=site.NOW.tzinfo))
    for day, expected in ((1, []), (2, [5]), (3, [6])):
        found = published.results("invented", site.TODAY.replace(day=day))
        assert [one.figures["safety"].count for one in found] == expected
    assert published.results("other", site.TODAY) == ()


@pytest.fixture
def inspection() -> models.Inspection:
    programme = site.programme()
    models.Programme.objects.filter(pk=programme.pk).update(code="invented")
    programme.refresh_from_db()
    service = site.service(region="North")
    return site.inspection(Stage.DRAFTING, programme=programme, service=service)


def particulars(inspection: models.Inspection, come_from: str, **kept: object) -> None:
    models.ReportParticulars.objects.update_or_create(
        inspection=inspection,
        defaults={
            "comparators_from": come_from,
            "comparators": kept,
            "by": site.person(),
            "at": site.NOW,
        },
    )


def test_comparators_are_computed_entered_or_left_out(inspection: models.Inspection) -> None:
    assert comparators.of(inspection, site.TODAY) is None
    version(entry("near"), 4)
    version(entry("far", region="South"), 8)
    version(entry(inspection.code), 1)
    near = comparators.of(inspection, site.TODAY)
    assert near is not None
    assert (near.scope, near.n_services) == ("the North services inspected so far", 1)
    assert (near.rows[0].lowest, near.rows[0].average) == (40, 40)
    particulars(inspection, "COMPUTED", computed_scope="PROGRAMME")
    whole = comparators.of(inspection, site.TODAY)
    assert whole is not None
    assert (whole.n_services, whole.rows[0].average) == (2, 60)
    particulars(inspection, "COMPUTED")
    assert comparators.of(inspection, site.TODAY) == near
    particulars(inspection, "ENTERED", **series_row("safety"))
    assert comparators.of(inspection, site.TODAY) == series.read(series_row("safety"))
    particulars(inspection, "NONE", **series_row("safety"))
    assert comparators.of(inspection, site.TODAY) is None


def test_a_service_without_a_region_is_compared_in_its_nation(
    inspection: models.Inspection,
) -> None:
    version(entry("near"), 4)
    inspection.service.region = ""
    found = comparators.of(inspection, site.TODAY)
    assert found is not None
    assert found.scope == "the services in England inspected so far"


def test_what_is_published_keeps_its_comparators(released: models.ReportVersion) -> None:
    publishing.publish_due(now=INSTANT)
    kept = published.one("inspection-secret", now=INSTANT).current.comparators
    version(entry("later"), 10)
    again = published.one("inspection-secret", now=INSTANT + timedelta(days=1))
    assert again.current.comparators == kept == series.read(released.comparators)


def test_a_register_that_cannot_be_read_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    published.check_ready()

    def fails(_: object) -> None:
        raise OperationalError

    monkeypatch.setattr("django.db.models.query.QuerySet.exists", fails)
    with pytest.raises(InputError, match="The register of publications cannot be read"):
        published.check_ready()


def test_actions_say_what_is_not_there() -> None:
    with pytest.raises(NotAllowedError):
        published.one("nothing", now=site.NOW)
    with pytest.raises(NotAllowedError):
        published.listed(Asked(page=0), now=site.NOW)
    assert not published.is_published("nothing", now=site.NOW)
    version(entry("shown"))
    assert published.is_published("shown", now=site.NOW)


def test_the_rights_of_a_role_are_those_to_what_is_read_and_no_more() -> None:
    said = published.rights("corecase_public")
    lines = said.splitlines()
    assert len(lines) == len(published.READ)
    assert all(line.startswith("GRANT SELECT ON public_") for line in lines)
    assert "registeredfact" not in said


@pytest.mark.parametrize("role", ["", "a role", 'x"; DROP TABLE y', "café"])
def test_a_role_that_is_no_plain_name_is_refused(role: str) -> None:
    with pytest.raises(InputError, match="letters, digits and underscores"):
        published.rights(role)
