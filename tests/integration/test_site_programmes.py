"""Programmes and services: made, corrected, merged, and inspections planned in them."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from corecase.actions import codes, frameworks, inspections, planning, programmes, services
from corecase.actions.planning import Fieldwork
from corecase.actions.programmes import Draft
from corecase.actions.services import Entry
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.exchange import frameworks as files
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 9)


@pytest.fixture
def planner() -> Actor:
    return site.somebody(Role.PROGRAMME_MANAGER)


def draft(**fields: object) -> Draft:
    given = {"title": "Invented Rounds", "first_year": 2026, "last_year": 2028, **fields}
    return Draft(**{"framework": "cci-2009", **given})  # type: ignore[arg-type]  # as given


def event(kind: str) -> models.Event:
    return models.Event.objects.get(kind=kind)


# Programmes.


def test_a_programme_is_pinned_to_the_text_of_its_framework(planner: Actor) -> None:
    code = programmes.create(draft(regions=("North",)), by=planner, now=site.NOW)
    one = programmes.one(code, by=planner)
    assert (code, one.regions) == ("invented-rounds", ("North",))
    assert one.framework.sha256 == sha256(files.text("cci-2009").encode()).hexdigest()
    assert (one.framework.title, one.framework.fault) == ("Core Case Inspection", "")
    assert event("PROGRAMME_CREATED").chain == "programmes"
    assert [row.code for row in programmes.listed(by=planner)] == [code]


def test_a_second_programme_of_a_title_has_a_code_of_its_own(planner: Actor) -> None:
    made = [programmes.create(draft(), by=planner, now=site.NOW) for _ in range(3)]
    assert made == ["invented-rounds", "invented-rounds-2", "invented-rounds-3"]
    rows = models.Programme.objects.all()
    assert codes.free_code("«…»", rows, otherwise="programme") == "programme"


def test_a_changed_framework_file_is_noticed(planner: Actor) -> None:
    code = programmes.create(draft(), by=planner, now=site.NOW)
    models.Programme.objects.update(framework_sha256="0" * 64)
    assert "has changed since" in programmes.one(code, by=planner).framework.fault
    assert frameworks.prefix(models.Programme.objects.get()) == "CCI"


def test_a_programme_can_be_pinned_to_a_framework_of_ones_own(planner: Actor) -> None:
    text = files.text("sqs-2013").replace("title: Short", "title: Our own Short", 1)
    own = draft(framework="our-own", framework_text=text)
    code = programmes.create(own, by=planner, now=site.NOW)
    pinned = programmes.one(code, by=planner).framework
    assert (pinned.id, pinned.title[:7], pinned.fault) == ("our-own", "Our own", "")


@pytest.mark.parametrize("years", [(2028, 2026), (1990, 2026), (2026, 2101)])
def test_years_out_of_order_or_unlikely_are_refused(years: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="Give years from 2000 to 2100"):
        draft(first_year=years[0], last_year=years[1])


def test_an_unknown_framework_is_refused(planner: Actor) -> None:
    with pytest.raises(InputError, match="There is no framework 'own'"):
        programmes.create(draft(framework="own"), by=planner, now=site.NOW)
    assert {one.id for one in frameworks.listed(by=planner)} == set(files.shipped())


def test_only_planners_plan_and_only_they_and_the_chief_read() -> None:
    code = site.programme().code
    chief = site.somebody(Role.CHIEF_INSPECTOR)
    assert programmes.one(code, by=chief).code == code
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=site.inspection())
    for refused in (
        lambda: programmes.create(draft(), by=chief, now=site.NOW),
        lambda: frameworks.listed(by=chief),
        lambda: programmes.listed(by=lead),
        lambda: programmes.one(code, by=lead),
        lambda: services.listed(by=lead),
        lambda: services.one(site.service().code, by=lead),
        lambda: services.add(Entry(name="A", nation="WALES"), by=chief, now=site.NOW),
        lambda: programmes.one("no-such", by=chief),
        lambda: services.one("no-such", by=chief),
    ):
        with pytest.raises(NotAllowedError):
            refused()


# Services.


def test_a_service_is_added_and_corrected(planner: Actor) -> None:
    entry = Entry(name="Anytown", nation="ENGLAND", region="North", is_invented=True)
    code = services.add(entry, by=planner, now=site.NOW)
    assert services.one(code, by=planner).entry == entry
    changed = Entry(name="Anytown and Elsewhere", nation="WALES", ended_on=site.TODAY)
    services.change(code, changed, by=planner, now=site.NOW)
    assert services.listed(by=planner) == (services.Listed(code="anytown", entry=changed),)
    assert event("SERVICE_CHANGED").subject == '{"service": "anytown"}'


def test_two_services_cannot_have_one_name(planner: Actor) -> None:
    first, other = site.service("Anytown"), site.service("Elsewhere")
    with pytest.raises(InputError, match="called anytown already"):
        services.add(Entry(name="anytown", nation="WALES"), by=planner, now=site.NOW)
    entry = Entry(name="Anytown", nation="WALES")
    services.change(first.code, entry, by=planner, now=site.NOW)
    with pytest.raises(InputError, match="choose another name"):
        services.change(other.code, entry, by=planner, now=site.NOW)


def test_a_merged_area_ends_once_and_never_takes_over_what_took_it_over(planner: Actor) -> None:
    new, old, older = (site.service(name) for name in ("New", "Old", "Older"))
    models.Service.objects.filter(pk=older.pk).update(ended_on=date(2020, 4, 1))
    day = date(2026, 4, 1)
    services.merge(new.code, old.code, day, by=planner, now=site.NOW)
    services.merge(old.code, older.code, day, by=planner, now=site.NOW)
    assert [one.name for one in services.one(new.code, by=planner).predecessors] == ["Old"]
    middle = services.one(old.code, by=planner)
    assert ([one.name for one in middle.successors], middle.entry.ended_on) == (["New"], day)
    assert services.one(older.code, by=planner).entry.ended_on == date(2020, 4, 1)
    for service, predecessor in ((new, old), (old, new), (older, new), (new, new)):
        with pytest.raises(InputError, match="one service or merged already"):
            services.merge(service.code, predecessor.code, day, by=planner, now=site.NOW)


# Planning.


def test_an_inspection_is_planned_under_a_code_made_from_both(planner: Actor) -> None:
    programme, service = site.programme(), site.service("Anytown")
    code = planning.plan(
        programme.code, service.code, Fieldwork(starts_on=MONDAY), by=planner, now=site.NOW
    )
    again = planning.plan(programme.code, service.code, Fieldwork(), by=planner, now=site.NOW)
    assert code == f"{programme.code}-{service.code}"
    assert again == f"{code}-2"
    one = inspections.one(code, by=planner)
    assert one.synthetic == "Synthetic: Anytown and all its cases are invented."
    assert (one.fieldwork_starts_on, one.fieldwork_ends_on) == (MONDAY, None)
    assert {row.chain for row in models.Event.objects.all()} == {code, again}
    assert {row.code for row in programmes.one(programme.code, by=planner).inspections} == {
        code,
        again,
    }
    assert len(services.one(service.code, by=planner).inspections) == 2


def test_no_inspection_has_the_address_of_a_public_room(planner: Actor) -> None:
    programme, service = site.programme(), site.service("Anytown")
    models.Programme.objects.filter(pk=programme.pk).update(code="open")
    models.Service.objects.filter(pk=service.pk).update(code="data")
    made = [planning.plan("open", "data", Fieldwork(), by=planner, now=site.NOW) for _ in range(2)]
    assert made == ["open-data-2", "open-data-3"]


def test_a_method_that_knows_its_days_fills_the_last_one(planner: Actor) -> None:
    programme, service = site.programme("sqs-2013"), site.service(is_invented=False)
    code = planning.plan(
        programme.code, service.code, Fieldwork(starts_on=MONDAY), by=planner, now=site.NOW
    )
    one = inspections.one(code, by=planner)
    assert one.fieldwork_ends_on == MONDAY + timedelta(days=2)
    assert one.synthetic == ""
    with pytest.raises(InputError, match="Choose a Monday"):
        planning.plan(
            programme.code,
            service.code,
            Fieldwork(starts_on=MONDAY + timedelta(days=1)),
            by=planner,
            now=site.NOW,
        )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sentence"),
    [
        (None, MONDAY, "Give the first day"),
        (MONDAY, MONDAY - timedelta(days=1), "ends before it starts"),
    ],
)
def test_days_of_fieldwork_that_contradict_are_refused(
    starts_on: date | None, ends_on: date, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        Fieldwork(starts_on=starts_on, ends_on=ends_on)


def test_nobody_plans_the_inspection_of_the_own_service() -> None:
    service = site.service()
    own = site.somebody(Role.PROGRAMME_MANAGER, home_service=service)
    with pytest.raises(NotAllowedError):
        planning.plan(site.programme().code, service.code, Fieldwork(), by=own, now=site.NOW)
    assert not models.Inspection.objects.exists()


def test_a_service_that_ended_is_neither_offered_nor_planned(planner: Actor) -> None:
    programme = site.programme()
    ended, works = site.service("Old", ended_on=site.TODAY), site.service(is_invented=False)
    offered = planning.services_to_choose(programme.code, by=planner)
    assert [one.code for one in offered] == [works.code]
    with pytest.raises(InputError, match="Old has ended"):
        planning.plan(programme.code, ended.code, Fieldwork(), by=planner, now=site.NOW)


# Pages.


def test_a_planner_goes_from_a_service_and_a_programme_to_an_inspection() -> None:
    client = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    made = client.post(
        "/services/new/", {"name": "Anytown", "nation": "ENGLAND", "is_invented": "on"}
    )
    assert made.headers["Location"] == "/services/anytown/"
    made = client.post(
        "/programmes/new/",
        {
            "title": "Rounds",
            "first_year": "2026",
            "last_year": "2028",
            "regions": "North\n\n South ",
            "framework": "cci-2009",
        },
    )
    assert made.headers["Location"] == "/programmes/rounds/"
    assert models.Programme.objects.get().regions == ["North", "South"]
    made = client.post(
        "/programmes/rounds/plan/",
        {"service": "anytown", "starts_on": "2026-11-09", "ends_on": "", "is_synthetic": "on"},
    )
    assert made.headers["Location"] == "/inspections/rounds-anytown/"
    page = client.get("/inspections/rounds-anytown/").content.decode()
    assert "Synthetic: every case, judgement and person" in page
    assert "Saved the inspection as planned." in page


def test_what_was_typed_stays_beside_its_error() -> None:
    client = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    site.service("Anytown")
    refused = client.post("/services/new/", {"name": "Anytown", "nation": "WALES"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Error: Add a service" in page
    assert "There is a service called Anytown already" in page
    assert 'value="Anytown"' in page
    refused = client.post(
        "/programmes/new/",
        {"title": "T", "first_year": "2028", "last_year": "2026", "framework": "cci-2009"},
    )
    assert "Give years from 2000 to 2100" in refused.content.decode()


def test_services_are_corrected_and_merged_on_their_pages() -> None:
    client = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    new, old = site.service("New"), site.service("Old")
    assert 'value="New"' in client.get(f"/services/{new.code}/change/").content.decode()
    saved = client.post(f"/services/{new.code}/change/", {"name": "Newer", "nation": "WALES"})
    assert saved.status_code == 302
    merged = {"predecessor": old.code, "merged_on": "2026-04-01"}
    assert client.post(f"/services/{new.code}/merge/", merged).status_code == 302
    page = client.get(f"/services/{new.code}/").content.decode()
    assert "Newer" in page
    assert "1 April 2026" in page
    assert "Newer" in client.get(f"/services/{old.code}/").content.decode()
    assert client.post(f"/services/{new.code}/merge/", merged).status_code == 422


def test_the_chief_reads_but_is_offered_nothing_to_change() -> None:
    client = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    service, programme = site.service(), site.programme()
    for name, code in (("services", ""), ("programmes", ""), ("service", service.code)):
        page = client.get(reverse(name, args=[code] if code else [])).content.decode()
        assert "govuk-button" not in page.split("<main")[1].split("</main")[0]
    for path in (
        "/services/new/",
        f"/services/{service.code}/change/",
        f"/services/{service.code}/merge/",
        "/programmes/new/",
        f"/programmes/{programme.code}/plan/",
    ):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/programmes/", "/programmes/{}/", "/programmes/{}/plan/", "/services/", "/"]
)
def test_lists_ask_as_much_of_the_database_for_many_as_for_one(
    path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    programme = site.programme()
    for _ in range(12):
        site.inspection(programme=programme)
    with django_assert_max_num_queries(12):
        assert client.get(path.format(programme.code)).status_code == 200
