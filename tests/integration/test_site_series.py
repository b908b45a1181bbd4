"""The register of publications as staff see it, and whether re-inspections count to date."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from corecase.actions import comparators, series
from corecase.actions.published import Asked
from corecase.core.people import NotAllowedError, Role
from corecase.store.cases import models
from tests import publications, site
from tests.publications import entry, version

pytestmark = pytest.mark.django_db

PAST = timezone.now() - timedelta(days=10)


@pytest.fixture
def programme() -> models.Programme:
    row = site.programme()
    models.Programme.objects.filter(pk=row.pk).update(code="invented")
    row.refresh_from_db()
    return row


def shown(query: str = "") -> str:
    client = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    response = client.get(f"/publications/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.usefixtures("programme")
def test_the_empty_register_says_what_will_come() -> None:
    text = shown()
    assert "Nothing is published yet" in text
    assert "Nothing of this programme is published yet" in text


@pytest.mark.usefixtures("programme")
def test_the_register_shows_versions_hashes_and_formats_and_links_reinspections(
    settings: Settings,
) -> None:
    settings.PUBLIC_ADDRESS = "https://reports.example.org/"
    first = entry("first", PAST, service="One", synthetic="Synthetic.")
    version(first, 4, at=PAST)
    corrected = version(first, 5, number=2, at=PAST + timedelta(days=1), reason="A slip.")
    again = entry("again", PAST, service="One", previous=first, is_reinspection=True)
    version(again, 9, at=PAST)
    text = shown()
    for words in (
        *("https://reports.example.org/first/", corrected.sha256, "superseded", "A slip."),
        *("report.html, report.pdf", "re-inspection", "inspected again", "unverified", "50%"),
        *("from 1 service:", "halves rounded up", "SHA-256 of the files: ", "sha256sum"),
    ):
        assert words in text, words
    assert "90%" not in text


@pytest.mark.usefixtures("programme")
def test_the_register_is_filtered_and_comes_in_pages() -> None:
    for n in range(26):
        version(entry(f"report-{n}", PAST - timedelta(days=n)), at=PAST - timedelta(days=n))
    assert "Page 1 of 2" in shown()
    assert "page=1" in shown("?programme=invented&page=2")
    assert "No publication fits this choice" in shown("?region=West")
    manager = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    for query in ("year=0", "page=0", "programme=%00", "region=%00"):
        assert manager.get(f"/publications/?{query}").status_code == 404, query


def test_reinspections_count_where_a_person_says_so(programme: models.Programme) -> None:
    # The same service, renamed meanwhile, counts once.
    version(entry("first", PAST, service="One", service_code="one"), 4, at=PAST)
    renamed = {"service": "Another name", "service_code": "one", "is_reinspection": True}
    version(entry("again", PAST + timedelta(days=1), **renamed), 8)
    manager = site.person(Role.PROGRAMME_MANAGER)
    client = site.client_for(manager)
    today = site.TODAY + timedelta(days=400)
    for answer, expected, words in (("yes", 80, "<strong>yes"), ("no", 40, "<strong>no")):
        response = client.post("/programmes/invented/series/", {"counts": answer}, follow=True)
        assert words in response.content.decode()
        programme.refresh_from_db()
        found = comparators.of_programme(programme, today)
        assert found is not None
        assert found.rows[0].average == expected
    said = models.Event.objects.filter(kind="PROGRAMME_CHANGED")
    assert [event.by for event in said] == [str(manager.pk)] * 2


@pytest.mark.usefixtures("programme")
def test_the_register_and_its_setting_are_not_for_everybody() -> None:
    for role in (Role.ADMINISTRATOR, Role.OVERSIGHT):
        with pytest.raises(NotAllowedError):
            series.register(Asked(), by=site.somebody(role), now=PAST)
    chief = site.somebody(Role.CHIEF_INSPECTOR)
    assert series.register(Asked(programme="other"), by=chief, now=PAST).series == ()
    with pytest.raises(NotAllowedError):
        series.count_reinspections("invented", counts=True, by=chief, now=PAST)


@pytest.mark.usefixtures("programme")
def test_the_register_asks_as_often_for_many(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    publications.series(12)
    manager = site.somebody(Role.PROGRAMME_MANAGER)
    with django_assert_max_num_queries(10):
        found = series.register(Asked(), by=manager, now=site.NOW + timedelta(days=30))
    assert len(found.listing.reports) == 12
