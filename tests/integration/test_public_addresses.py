"""Services and programmes whose names give one address: told apart, kept, and told to staff."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from corecase.actions import printed_fact_imports as imports
from corecase.actions import printed_fact_releases as releases
from corecase.actions import publishing
from corecase.actions.printed_fact_releases import Which
from corecase.core.fact_records import slug
from corecase.core.people import OPERATOR, Role
from corecase.core.printed_facts import PrintedFact
from corecase.core.stages import Stage
from corecase.exchange.printed_facts import ReadFact
from corecase.store.public.models import (
    ProgrammeAddress,
    Publication,
    RegisteredFact,
    ServiceAddress,
)
from tests import publications, site
from tests.integration.conftest import At
from tests.publications import entry, version
from tests.told import fact, to_date

pytestmark = pytest.mark.django_db

LATER = site.NOW + timedelta(hours=1)


def brought(*facts: PrintedFact, at: datetime = site.NOW) -> None:
    """Makes facts public as those are that come with Corecase."""
    found = [ReadFact(fact=one) for one in facts]
    imports.bring("invented", found, takes_certain=True, ships=True, by=OPERATOR, now=at)


def given() -> dict[str, str]:
    return dict(ServiceAddress.objects.values_list("service", "address"))


def text(reader: Client, road: str) -> str:
    response = reader.get(road)
    assert response.status_code == 200, road
    return response.content.decode()


@pytest.fixture
def reader(at: At) -> Client:
    """A reader of a register in which Brook was public before Brook! and Brook?."""
    brought(fact("Brook", 55), fact("Anytown", cases=60), *to_date(38, 63, 82, service="Brook!"))
    brought(fact("Brook?", 33), fact("Brook!", 44, cases=60), at=LATER)
    version(entry("shown", LATER, service="Brook!"), at=LATER)
    return at(LATER)


def test_each_service_is_read_at_an_address_of_its_own(reader: Client) -> None:
    assert given() == {
        "Anytown": "anytown",
        "Brook": "brook",
        "Brook!": "brook-2",
        "Brook?": "brook-3",
    }
    for address, name, percent in (("brook", "Brook", 55), ("brook-2", "Brook!", 44)):
        page = text(reader, f"/services/{address}/")
        assert f'<h1 class="govuk-heading-l">{name}</h1>' in page
        assert set(re.findall(r"\b(?:33|44|55)%", page)) == {f"{percent}%"}
        assert f'href="/services/{address}/news.atom"' in page
        assert f"<title>{name}: facts" in text(reader, f"/services/{address}/news.atom")
        told = reader.get(f"/api/v1/facts?service={address}&kind=headline").json()["items"]
        assert (told[0]["service"], told[0]["service_id"]) == (name, address)
        assert reader.get(f"/api/v1/services/{address}").json()["name"] == name
        assert f'href="/services/{address}/">{name}</a>' in text(reader, "/services/")
    assert 'href="/shown/"' in text(reader, "/services/brook-2/")
    assert 'href="/shown/"' not in text(reader, "/services/brook/")
    assert 'href="/services/brook-2/"' in text(reader, "/shown/")
    mapped = re.findall(r"/services/(brook[^/]*)/<", text(reader, "/sitemap.xml"))
    assert sorted(mapped) == ["brook", "brook-2", "brook-3"]
    asked = "service=brook-2&programme=cci&among=FAMILY&with=anytown&as_at=2012-12-31"
    assert "Brook! beside Anytown" in text(reader, f"/compare/?{asked}")
    assert '"brook-3"' in text(reader, "/open-data/services.json")
    assert "/services/brook-3/#facts-" in text(reader, "/news.atom")


def test_an_address_never_leads_to_another_service(reader: Client) -> None:
    RegisteredFact.objects.filter(service="Brook").update(public_since=None)
    assert reader.get("/services/brook/").status_code == 404
    assert "Brook!</h1>" in text(reader, "/services/brook-2/")
    before = given()
    brought(fact("Brook", 55), fact("Brook.", 66), at=LATER)
    assert given() == {**before, "Brook.": "brook-4"}


def test_the_register_that_is_shipped_has_the_same_addresses_at_every_start() -> None:
    imports.ship(now=site.NOW)
    first = list(ServiceAddress.objects.values_list("service", "address", "given_at"))
    assert ("Stockton-on-Tees", "stockton-on-tees", site.NOW) in first
    assert len({address for _, address, _ in first}) == len(first)
    imports.ship(now=LATER)
    assert list(ServiceAddress.objects.values_list("service", "address", "given_at")) == first


def test_a_name_in_other_capitals_is_the_same_service(at: At) -> None:
    brought(fact("Brook", 55, cases=60), fact("Croft", 61, cases=60))
    again = {"published": "2013-02", "inspected": "2013-01", "source": "invented paper"}
    brought(
        fact("BROOK", None, measure="rating:overall", said="good", source="invented paper"),
        fact("Brook", None, measure="total:points", said="9", source="invented paper"),
        fact("BROOK ", 75, cases=60, kind_of_inspection="re-inspection", **again),
        *(
            fact(name, n, measure="section:1.1", source=name)
            for n, name in enumerate(("BROOK", "Brook"))
        ),
        at=LATER,
    )
    version(entry("shown", LATER, service="brook"), at=LATER)
    assert given() == {"Brook": "brook", "Croft": "croft"}
    reader = at(LATER)
    page = text(reader, "/services/brook/")
    assert '<h1 class="govuk-heading-l">Brook</h1>' in page
    for shown in ("55%", "75%", "good", 'href="/shown/"', "equally well known sources differ"):
        assert shown in page, shown
    # One line of every list, with the name that was public first.
    for road in ("/services/", "/services/?name=BROOK", "/ratings/", "/programmes/cci/"):
        listed = text(reader, road)
        assert re.findall(r'href="/services/brook/">([^<]*)</a>', listed) == ["Brook"], road
    assert "2 services, by region" in text(reader, "/services/")
    told = reader.get("/api/v1/services").json()["items"]
    assert [(one["name"], one["id"]) for one in told] == [("Brook", "brook"), ("Croft", "croft")]
    assert told[0]["n_inspections"] == 3
    assert told[0]["programmes"] == ["CCI", "Invented Programme"]
    assert reader.get("/api/v1/programmes").json()[0]["n_services"] == 2
    for table in ("facts", "services", "scores"):
        rows = reader.get(f"/open-data/{table}.json").json()["rows"]
        names = {row["service"] for row in rows}
        assert names - {"Croft"} == {"Brook"}, table
    asked = "service=brook&programme=cci&among=FAMILY&with=croft&as_at=2012-12-31"
    compared = text(reader, f"/compare/?{asked}")
    assert compared.count('<option value="brook"') == 1
    assert "Brook beside Croft" in compared
    # One entry of a day in every feed, and one service of a source.
    assert text(reader, "/sitemap.xml").count("/services/brook/<") == 1
    for road in ("/services/brook/news.atom", "/news.atom"):
        days = re.findall(r"<title>(\w+): facts made public", text(reader, road))
        assert days.count("Brook") == 1, road
        assert "BROOK" not in days, road
    assert "6 facts of 4 sources" in text(reader, "/services/brook/news.atom")
    assert "3 facts on 1 service." in text(reader, "/open-data/facts.atom")


def test_a_name_is_written_as_it_still_stands(at: At) -> None:
    brought(fact("BROOK", 55))
    brought(fact("Brook", 75, published="2013-02", inspected="2013-01"), at=LATER)
    assert ">BROOK</h1>" in text(at(LATER), "/services/brook/")
    RegisteredFact.objects.filter(service="BROOK").update(public_since=None)
    assert ">Brook</h1>" in text(at(LATER), "/services/brook/")
    assert "BROOK" not in text(at(LATER), "/services/")


def test_a_report_goes_before_what_others_print_of_it_in_capitals(at: At) -> None:
    said = {"measure": "headline:safety", "programme": "Invented Programme", "inspected": ""}
    brought(fact("BROOK", 59, published="2026-10", **said))
    version(entry("shown", service="Brook"))
    (told,) = at(site.NOW).get("/api/v1/facts?service=brook").json()["items"]
    assert (told["service"], told["value"]) == ("BROOK", 60)


def programmes_given() -> dict[str, str]:
    return dict(ProgrammeAddress.objects.values_list("programme", "address"))


def test_each_programme_is_read_at_an_address_of_its_own(at: At) -> None:
    brought(fact("Brook", 55, cases=60), fact("Croft", 61, cases=60))
    other = {"programme": "CCI!", "cases": 60}
    brought(
        *(fact("Brook", 44, **other), fact("Dale", 66, **other)),
        fact("Elm", 70, programme="cci"),
        fact("Fern", None, measure="rating:overall", said="good", programme=""),
        at=LATER,
    )
    version(entry("shown", LATER, service="Brook", programme="CCI!"), at=LATER)
    assert programmes_given() == {"CCI": "cci", "CCI!": "cci-2"}
    reader = at(LATER)
    listed = text(reader, "/programmes/")
    for address, name, n_services in (("cci", "CCI", 3), ("cci-2", "CCI!", 2)):
        assert listed.count(f'href="/programmes/{address}/">{name}</a>') == 1
        assert f"/programmes/{address}/<" in text(reader, "/sitemap.xml")
        page = text(reader, f"/programmes/{address}/")
        assert f'<h1 class="govuk-heading-l">{name}</h1>' in page
        assert ('href="/services/dale/"' in page) == (name == "CCI!")
        assert ('href="/services/elm/"' in page) == (name == "CCI")
        for asked in (address, name):
            rooms = [
                reader.get(f"/api/v1/{room}", {"programme": asked, "kind": "headline"}).json()
                for room in ("services", "facts")
            ]
            named = {one["programme"] for one in rooms[1]["items"]}
            assert (rooms[0]["total"], named) == (n_services, {name}), asked
    assert reader.get("/api/v1/facts?programme=fji").json()["total"] == 0
    assert reader.get("/api/v1/programmes").json() == [
        {"id": "cci", "name": "CCI", "n_services": 3},
        {"id": "cci-2", "name": "CCI!", "n_services": 2},
    ]
    form = text(reader, "/compare/?service=brook")
    assert form.count('<option value="cci"') == form.count('<option value="cci-2"') == 1
    asked = "service=brook&among=PROGRAMME&as_at=2012-12-31&programme="
    assert "44%" not in text(reader, f"/compare/?{asked}cci")
    assert "55%" not in text(reader, f"/compare/?{asked}cci-2")
    assert "Choose the programme" in text(reader, f"/compare/?{asked}")
    rows = reader.get("/open-data/facts.json").json()["rows"]
    assert {row["programme"] for row in rows} == {"CCI", "CCI!", None}
    for address in ("cci-3", "-", "CCI"):
        assert reader.get(f"/programmes/{address}/").status_code == 404


def test_an_address_never_leads_to_another_programme(at: At) -> None:
    brought(fact("Brook", 55, programme="Cci."))
    brought(fact("Croft", 61), at=LATER)
    RegisteredFact.objects.filter(service="Brook").update(public_since=None)
    assert at(LATER).get("/programmes/cci/").status_code == 404
    assert ">CCI</h1>" in text(at(LATER), "/programmes/cci-2/")


def test_a_figure_to_date_gives_nobody_an_address() -> None:
    brought(*to_date(38, 63, 82, service="Some Paper"), fact("", 60))
    assert given() == {}


def test_a_service_of_whose_facts_none_is_used_has_no_page(at: At) -> None:
    brought(fact("Dale", 50), fact("Dale", 52, source="other paper"))
    assert given() == {"Dale": "dale"}
    assert at(site.NOW).get("/services/dale/").status_code == 404
    assert at(site.NOW).get("/api/v1/services/dale").status_code == 404


def test_a_report_gives_its_service_an_address_at_its_instant(at: At) -> None:
    brought(fact("Service: secret"))
    inspection = site.inspection(Stage.SIGN_OFF, service=site.service("Service secret"))
    publications.released(inspection, LATER)
    publishing.publish_due(now=site.NOW)
    assert given() == {"Service: secret": "service-secret"}
    publishing.publish_due(now=LATER)
    assert given()["Service secret"] == "service-secret-2"
    assert slug(Publication.objects.get().programme) in programmes_given().values()
    assert Publication.objects.get().code in text(at(LATER), "/services/service-secret-2/")


def test_the_second_person_is_told_before_a_release() -> None:
    brought(fact("Brook", 55))
    manager, chief = (site.person(role) for role in (Role.PROGRAMME_MANAGER, Role.CHIEF_INSPECTOR))
    found = [
        ReadFact(fact=fact("Brook!", 44)),
        ReadFact(fact=fact("Croft", 61, programme="C.C.I.")),
        ReadFact(fact=fact("Dale", 61, programme="C C I")),
    ]
    by = site.actor(manager)
    imports.bring("paper", found, takes_certain=True, by=by, now=site.NOW)
    browser = site.client_for(chief)
    page = unescape(browser.get(reverse("printed_fact_releases")).content.decode())
    said = "The address “brook” is that of Brook, so Brook! is read under “brook-2”"
    assert page.count(said) == 1
    assert page.count("If the two are one service, write its name in one way") == 1
    said = "The address “c-c-i” is that of C C I, so C.C.I. is read under “c-c-i-2”"
    assert page.count(said) == 1
    assert page.count("If the two are one programme, write its name in one way") == 1
    assert given() == {"Brook": "brook"}, "nothing is given by looking"
    decisions = [row.decision for row in releases.due(Which())]
    releases.release(decisions, by=site.actor(chief), now=LATER)
    assert given() == {"Brook": "brook", "Brook!": "brook-2", "Croft": "croft", "Dale": "dale"}
    assert programmes_given() == {"CCI": "cci", "C C I": "c-c-i", "C.C.I.": "c-c-i-2"}
