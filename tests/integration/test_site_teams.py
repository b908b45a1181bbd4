"""The team, the pool and the diary: who takes part, what it opens, who is booked twice."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from corecase.actions import bookings, diary, pool, teams
from corecase.actions.bookings import BookedTwice, Booking
from corecase.actions.pool import Entry
from corecase.actions.teams import Part
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.core.teams import TeamRole
from corecase.store.cases import audit, models
from tests import site

pytestmark = pytest.mark.django_db

ASSESSOR = Part(role=TeamRole.ASSESSOR, days=3)
LEAD = Part(role=TeamRole.LEAD_INSPECTOR, days=4)


@pytest.fixture
def inspection() -> models.Inspection:
    return site.inspection(Stage.FIELDWORK)


@pytest.fixture
def lead(inspection: models.Inspection) -> models.Person:
    return site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Lead Person")


def add(inspection: models.Inspection, lead: models.Person, part: Part = ASSESSOR) -> models.Person:
    """Somebody new in the team."""
    somebody = site.person()
    teams.add(inspection.code, somebody.pk, part, by=site.actor(lead), now=site.NOW)
    return somebody


def roles(somebody: models.Person, day: date = site.TODAY) -> tuple[Role, ...]:
    """What somebody may be on a day."""
    return site.people.actor(somebody.pk, today=day).roles


def kinds(inspection: models.Inspection) -> list[str]:
    """The events of the inspection's chain."""
    events = models.Event.objects.filter(chain=inspection.code)
    return list(events.order_by("sequence").values_list("kind", flat=True))


# The team


def test_whoever_joins_reaches_the_inspection_around_the_fieldwork(
    inspection: models.Inspection, lead: models.Person
) -> None:
    somebody = add(inspection, lead)
    first = inspection.fieldwork_starts_on - timedelta(days=14)
    last = inspection.fieldwork_ends_on + timedelta(days=28)
    days = (first - timedelta(days=1), first, last, last + timedelta(days=1))
    assert [roles(somebody, day) for day in days] == [(), (Role.ASSESSOR,), (Role.ASSESSOR,), ()]
    member = teams.one(inspection.code, today=site.TODAY, by=site.actor(lead)).members[0]
    assert (member.access_from, member.access_until, member.is_covered) == (first, last, True)
    assert kinds(inspection) == [EventKind.TEAM_JOINED]
    assert audit.verify() == ()


def test_a_part_that_reads_no_case_opens_nothing(
    inspection: models.Inspection, lead: models.Person
) -> None:
    somebody = add(inspection, lead, Part(role=TeamRole.SUPPORT_STAFF, days=2))
    assert roles(somebody) == ()
    (member,) = teams.one(inspection.code, today=site.TODAY, by=site.actor(lead)).members
    assert (member.access_from, member.is_covered) == (None, True)


def test_an_assessor_needs_fieldwork_and_a_lead_does_not() -> None:
    early = site.inspection(fieldwork_starts_on=None, fieldwork_ends_on=None)
    planner = site.person(Role.PROGRAMME_MANAGER)
    with pytest.raises(InputError, match="Set the days of the fieldwork first"):
        add(early, planner)
    assert not early.team.exists()
    assert roles(add(early, planner, LEAD)) == (Role.LEAD_INSPECTOR,)
    assert teams.one(early.code, today=site.TODAY, by=site.actor(planner)).members[0].is_covered


def test_one_day_of_fieldwork_has_no_last_day() -> None:
    short = site.inspection(fieldwork_ends_on=None)
    somebody = add(short, site.person(Role.PROGRAMME_MANAGER))
    assert models.Grant.objects.get(person=somebody).ends_on == site.TODAY + timedelta(days=28)


@pytest.mark.parametrize("how", ["home", "merged", "role", "declared", "declared merged"])
def test_a_conflict_of_interest_is_refused_with_its_reason(
    inspection: models.Inspection, lead: models.Person, how: str
) -> None:
    merged = site.service()
    models.Predecessor.objects.create(
        service=inspection.service, predecessor=merged, merged_on=site.TODAY
    )
    service = merged if "merged" in how else inspection.service
    somebody = site.person(home_service=service if how in ("home", "merged") else None)
    if how == "role":
        site.grant(somebody, Role.QUALITY_MANAGER, service=service)
    if "declared" in how:
        models.DeclaredConflict.objects.create(
            person=somebody, service=service, reason="x", declared_by=lead, declared_at=site.NOW
        )
    said = "declared an interest in" if "declared" in how else "works for"
    for part in (ASSESSOR, Part(role=TeamRole.SUPPORT_STAFF, days=1)):
        with pytest.raises(InputError, match=f"{somebody.name} {said} .*; choose somebody else"):
            teams.add(inspection.code, somebody.pk, part, by=site.actor(lead), now=site.NOW)
    assert not inspection.team.exists()
    assert not somebody.grants.filter(inspection=inspection).exists()


def test_somebody_with_a_conflict_is_no_candidate(
    inspection: models.Inspection, lead: models.Person
) -> None:
    planner = site.somebody(Role.PROGRAMME_MANAGER)
    own, other = site.person(), site.person(name="Other Person")
    for one in (own, other):
        pool.add(one.email, Entry(home_body="Invented body"), by=planner, now=site.NOW)
    site.grant(own, Role.QUALITY_MANAGER, service=inspection.service)
    found = teams.one(inspection.code, today=site.TODAY, by=site.actor(lead)).candidates
    assert found == ((other.pk, "Other Person, Invented body"),)


def test_by_address_and_only_once(inspection: models.Inspection, lead: models.Person) -> None:
    by = site.actor(lead)
    somebody = site.person()
    teams.add(inspection.code, somebody.email.upper(), ASSESSOR, by=by, now=site.NOW)
    with pytest.raises(InputError, match="is in the team already"):
        teams.add(inspection.code, somebody.pk, ASSESSOR, by=by, now=site.NOW)
    with pytest.raises(InputError, match="ask the administrator to invite them first"):
        teams.add(inspection.code, "nobody@example.org", ASSESSOR, by=by, now=site.NOW)


def test_another_part_changes_what_is_open(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    somebody = add(inspection, lead)
    inspection.fieldwork_ends_on += timedelta(days=7)
    inspection.save()
    assert teams.one(inspection.code, today=site.TODAY, by=by).members[0].is_covered
    inspection.fieldwork_ends_on += timedelta(days=70)
    inspection.save()
    assert not teams.one(inspection.code, today=site.TODAY, by=by).members[0].is_covered
    teams.change(inspection.code, somebody.pk, ASSESSOR, by=by, now=site.NOW)
    assert teams.one(inspection.code, today=site.TODAY, by=by).members[0].is_covered
    editor = Part(role=TeamRole.EDITOR, days=0)
    teams.change(inspection.code, somebody.pk, editor, by=by, now=site.NOW)
    tomorrow = site.TODAY + timedelta(days=1)
    assert roles(somebody, tomorrow) == (Role.EDITOR,)
    assert kinds(inspection) == ["TEAM_JOINED", "TEAM_CHANGED", "TEAM_CHANGED"]


def test_whoever_leaves_is_out_the_same_day_and_stays_on_record(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    somebody = add(inspection, lead)
    teams.leave(inspection.code, somebody.pk, by=by, now=site.NOW)
    assert roles(somebody, site.TODAY + timedelta(days=1)) == ()
    (gone,) = teams.one(inspection.code, today=site.TODAY, by=by).left
    assert (gone.name, gone.left_on, gone.part) == (somebody.name, site.TODAY, ASSESSOR)
    with pytest.raises(NotAllowedError):
        teams.leave(inspection.code, somebody.pk, by=by, now=site.NOW)
    teams.add(inspection.code, somebody.pk, ASSESSOR, by=by, now=site.NOW)
    assert roles(somebody, site.TODAY + timedelta(days=1)) == (Role.ASSESSOR,)
    assert teams.one(inspection.code, today=site.TODAY, by=by).left == ()


def test_access_that_has_not_begun_is_taken_away() -> None:
    later = site.inspection(
        fieldwork_starts_on=site.TODAY + timedelta(days=60),
        fieldwork_ends_on=site.TODAY + timedelta(days=63),
    )
    planner = site.person(Role.PROGRAMME_MANAGER)
    somebody = add(later, planner)
    teams.leave(later.code, somebody.pk, by=site.actor(planner), now=site.NOW)
    assert not models.Grant.objects.filter(person=somebody).exists()


def test_an_inspection_keeps_a_lead_inspector(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    # Who leads already takes a part of their own, and lengthens nothing by it.
    models.Grant.objects.filter(person=lead).update(ends_on=site.TODAY + timedelta(days=9))
    teams.add(inspection.code, lead.pk, LEAD, by=by, now=site.NOW)
    assert models.Grant.objects.get(person=lead).ends_on == site.TODAY + timedelta(days=9)
    for act in (
        lambda: teams.leave(inspection.code, lead.pk, by=by, now=site.NOW),
        lambda: teams.change(inspection.code, lead.pk, ASSESSOR, by=by, now=site.NOW),
    ):
        with pytest.raises(InputError, match="only lead inspector; add another one first"):
            act()
    teams.change(
        inspection.code,
        lead.pk,
        Part(role=TeamRole.LEAD_INSPECTOR, days=1),
        by=by,
        now=site.NOW,
    )
    add(inspection, lead, LEAD)
    teams.leave(inspection.code, lead.pk, by=by, now=site.NOW)
    assert roles(lead, site.TODAY + timedelta(days=1)) == ()


def test_what_is_left_behind_is_said(inspection: models.Inspection, lead: models.Person) -> None:
    by = site.actor(lead)
    somebody = add(inspection, lead)
    assert teams.unfinished(inspection.code, somebody.pk, by=by) == ""
    first, second = site.sample(inspection, 2)
    site.assessment(first, somebody)
    site.assessment(second, somebody)
    said = "2 case assessments not handed in"
    assert teams.unfinished(inspection.code, somebody.pk, by=by) == said
    bookings.book(inspection.code, booking(somebody), by=by, now=site.NOW)
    said += " and 1 interview not held"
    assert teams.unfinished(inspection.code, somebody.pk, by=by) == said


def test_room_beside_the_sample(inspection: models.Inspection, lead: models.Person) -> None:
    by = site.actor(lead)
    add(inspection, lead)
    words = teams.one(inspection.code, today=site.TODAY, by=by).words
    assert words == (
        "1 person, 3 assessor-days: room for about 9 cases; no sample is drawn yet. "
        "At 3 cases a day (unverified)."
    )
    add(inspection, lead, Part(role=TeamRole.LOCAL_ASSESSOR, days=1))
    add(inspection, lead, Part(role=TeamRole.LEAD_INSPECTOR, days=4))
    site.sample(inspection, 12)
    words = teams.one(inspection.code, today=site.TODAY, by=by).words
    assert words.startswith(
        "2 people, 4 assessor-days: room for about 12 cases; the sample has 12."
    )
    assert "short" not in words
    models.SampledCase.objects.filter(standing="RESERVE").update(standing="SAMPLE")
    assert (
        " That is 1 assessor-day short. "
        in teams.one(inspection.code, today=site.TODAY, by=by).words
    )


@pytest.mark.parametrize("days", [-1, 61])
def test_unlikely_days_are_refused(days: int) -> None:
    with pytest.raises(InputError, match="from 0 to 60"):
        Part(role=TeamRole.ASSESSOR, days=days)


def test_only_whoever_runs_the_inspection_changes_its_team(
    inspection: models.Inspection, lead: models.Person
) -> None:
    somebody = add(inspection, lead)
    assessor = site.actor(somebody)
    shown = teams.one(inspection.code, today=site.TODAY, by=assessor)
    assert (shown.may_run, shown.candidates) == (False, ())
    for by in (assessor, site.somebody(Role.SERVICE_LIAISON, service=inspection.service)):
        with pytest.raises(NotAllowedError):
            teams.add(inspection.code, lead.pk, LEAD, by=by, now=site.NOW)
        with pytest.raises(NotAllowedError):
            teams.leave(inspection.code, somebody.pk, by=by, now=site.NOW)
        with pytest.raises(NotAllowedError):
            teams.unfinished(inspection.code, somebody.pk, by=by)


def test_the_page_of_the_team(
    inspection: models.Inspection,
    lead: models.Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    planner = site.somebody(Role.PROGRAMME_MANAGER)
    somebody = site.person(name="Pool Person")
    pool.add(somebody.email, Entry(home_body="Invented body"), by=planner, now=site.NOW)
    client, address = site.client_for(lead), f"/inspections/{inspection.code}/team/"
    assert "Nobody is in the team yet" in text(client, address)
    assert "Pool Person, Invented body" in text(client, address)
    typed = {"role": "ASSESSOR", "days": "3"}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Choose somebody of the pool or give an address" in refused.content.decode()
    assert "Error: Team" in refused.content.decode()
    unknown = client.post(address, {**typed, "email": "nobody@example.org"})
    assert "nobody@example.org" in unknown.content.decode()
    assert client.post(address, {**typed, "person": somebody.pk}).status_code == 302
    with django_assert_max_num_queries(20):
        page = text(client, address)
    assert "room for about 9 cases" in page
    one = f"{address}{somebody.pk}/"
    assert "Pool Person in the team" in text(client, one)
    assert client.post(one, {"role": "LOCAL_ASSESSOR", "days": "2"}).status_code == 302
    assert client.post(one, {"role": "LOCAL_ASSESSOR", "days": ""}).status_code == 422
    assert "the last day on which Pool Person" in text(client, f"{one}leave/")
    assert client.post(f"{one}leave/").status_code == 302
    assert "Left on" in text(client, address)
    assert client.get(one).status_code == 404
    assert site.client_for(somebody).get(f"{address}{lead.pk}/").status_code == 404


# The pool


def test_the_pool_counts_days_and_shuts_people_out_of_their_own_service() -> None:
    planner = site.somebody(Role.PROGRAMME_MANAGER)
    inspection = site.inspection()
    somebody = site.person(name="Lent Person")
    entry = Entry(
        home_body="Invented body",
        home_service=inspection.service.code,
        trained_on=site.TODAY,
        days_lent=10,
        days_borrowed=4,
    )
    pool.add(somebody.email, entry, by=planner, now=site.NOW)
    with pytest.raises(InputError, match="works for the service that is inspected"):
        teams.add(inspection.code, somebody.pk, ASSESSOR, by=planner, now=site.NOW)
    other = site.inspection()
    teams.add(other.code, somebody.pk, ASSESSOR, by=planner, now=site.NOW)
    shown = pool.listed(by=planner)
    (member,) = shown.members
    assert (member.entry, member.days_used) == (entry, 3)
    assert (member.service, member.has_left) == (inspection.service.name, False)
    assert (shown.days_lent, shown.days_borrowed, shown.may_plan) == (10, 4, True)
    chain = models.Event.objects.filter(chain="programmes").values_list("kind", flat=True)
    assert list(chain) == [EventKind.POOL_JOINED]


def test_an_entry_is_corrected_but_not_the_service_somebody_works_for() -> None:
    planner = site.somebody(Role.PROGRAMME_MANAGER)
    home, other = site.service(), site.service()
    somebody = site.person(home_service=home)
    with pytest.raises(InputError, match=f"works for {home.name}; choose that service"):
        pool.add(somebody.email, Entry(home_body="A"), by=planner, now=site.NOW)
    entry = Entry(home_body="A", home_service=home.code)
    pool.add(somebody.email, entry, by=planner, now=site.NOW)
    pool.change(somebody.pk, Entry(home_body="B", home_service=home.code), by=planner, now=site.NOW)
    assert pool.listed(by=planner).members[0].entry.home_body == "B"
    for wrong, said in ((other.code, "works for"), ("no-such", "Choose the home service")):
        with pytest.raises(InputError, match=said):
            pool.change(
                somebody.pk, Entry(home_body="C", home_service=wrong), by=planner, now=site.NOW
            )
    with pytest.raises(InputError, match="in the pool already"):
        pool.add(somebody.email, entry, by=planner, now=site.NOW)
    with pytest.raises(InputError, match="ask the administrator"):
        pool.add("nobody@example.org", entry, by=planner, now=site.NOW)
    pool.leave(somebody.pk, by=planner, now=site.NOW)
    assert pool.listed(by=planner).members == ()
    with pytest.raises(NotAllowedError):
        pool.leave(somebody.pk, by=planner, now=site.NOW)


def test_the_pool_is_for_who_plans() -> None:
    assert pool.listed(by=site.somebody(Role.CHIEF_INSPECTOR)).may_plan is False
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=site.inspection())
    with pytest.raises(NotAllowedError):
        pool.listed(by=lead)
    for write in (
        lambda: pool.add("a@example.org", Entry(home_body="A"), by=lead, now=site.NOW),
        lambda: pool.change(1, Entry(home_body="A"), by=lead, now=site.NOW),
        lambda: pool.leave(1, by=lead, now=site.NOW),
    ):
        with pytest.raises(NotAllowedError):
            write()


def test_the_page_of_the_pool(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    somebody = site.person(name="Lent Person")
    assert "The pool is empty" in text(client, "/pool/")
    typed = {"home_body": "Invented body", "days_lent": "5", "days_borrowed": "0"}
    assert client.post("/pool/", typed).status_code == 422
    assert client.post("/pool/", {**typed, "email": somebody.email}).status_code == 302
    with django_assert_max_num_queries(12):
        page = text(client, "/pool/")
    assert "Lent Person" in page
    assert "5 days lent" in page
    one = f"/pool/{somebody.pk}/"
    assert "Invented body" in text(client, one)
    assert client.post(one, {**typed, "days_lent": "6"}).status_code == 302
    assert client.post(one, {**typed, "days_lent": "many"}).status_code == 422
    assert "The entry is removed" in text(client, f"{one}leave/")
    assert client.post(f"{one}leave/").status_code == 302
    assert client.get(one).status_code == 404


# The diary


def at(hour: float, day: int = 0) -> datetime:
    """A time on a day of the fieldwork."""
    midnight = datetime.combine(site.TODAY + timedelta(days=day), datetime.min.time())
    return timezone.make_aware(midnight) + timedelta(hours=hour)


def booking(
    assessor: models.Person, ref: str = "", start: float = 10, end: float = 11, **fields: Any
) -> Booking:
    """An interview on the first day."""
    return Booking(assessor_id=assessor.pk, ref=ref, starts_at=at(start), ends_at=at(end), **fields)


def test_interviews_are_counted_apart_and_held(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    assessor = add(inspection, lead)
    case = site.sample(inspection)[0]
    first = bookings.book(inspection.code, booking(assessor, case.ref), by=by, now=site.NOW)
    bookings.book(
        inspection.code,
        booking(assessor, start=11, end=12, with_whom="OTHER_REPRESENTATIVE"),
        by=by,
        now=site.NOW,
    )
    assert diary.one(inspection.code, by=by, now=site.NOW).words == "interviews 0 of 2 held"
    mine = site.actor(assessor)
    bookings.hold(inspection.code, first, by=mine, now=site.NOW)
    assert diary.one(inspection.code, by=mine, now=site.NOW).words == "interviews 1 of 2 held"
    with pytest.raises(InputError, match="says so already"):
        bookings.hold(inspection.code, first, by=mine, now=site.NOW)
    with pytest.raises(InputError, match="was held; mark it as not held first"):
        bookings.cancel(inspection.code, first, by=by, now=site.NOW)
    bookings.hold(inspection.code, first, is_held=False, by=by, now=site.NOW)
    bookings.cancel(inspection.code, first, by=by, now=site.NOW)
    assert diary.one(inspection.code, by=by, now=site.NOW).words == "interviews 0 of 1 held"
    assert kinds(inspection)[1:] == [
        "INTERVIEW_BOOKED",
        "INTERVIEW_BOOKED",
        "INTERVIEW_HELD",
        "INTERVIEW_CHANGED",
        "INTERVIEW_CANCELLED",
    ]
    assert models.Consultation.objects.filter(what="DIARY", ref=case.ref).count() == 2


def test_a_clash_is_booked_only_by_saying_so(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    one, other = add(inspection, lead), add(inspection, lead)
    case = site.sample(inspection)[0]
    first = bookings.book(
        inspection.code, booking(one, case.ref, manager_code="CM1"), by=by, now=site.NOW
    )
    touching = booking(one, start=11, end=12, manager_code="cm1")
    bookings.book(inspection.code, touching, by=by, now=site.NOW)
    twice = booking(one, start=10.5, end=11, manager_code="cm1")
    with pytest.raises(BookedTwice, match="Book it all the same") as refused:
        bookings.book(inspection.code, twice, by=by, now=site.NOW)
    assert refused.value.interviews == {first}
    assert set(refused.value.sentences) == {"assessor", "manager_code"}
    said = refused.value.sentences["assessor"]
    assert said == f"The assessor is booked already: 10:00 to 11:00, case S01, with {one.name}."
    assert diary.one(inspection.code, by=by, now=site.NOW).n_clashing == 0
    manager = booking(other, start=10.5, end=11, manager_code="Cm1")
    with pytest.raises(BookedTwice) as refused:
        bookings.book(inspection.code, manager, by=by, now=site.NOW)
    assert set(refused.value.sentences) == {"manager_code"}
    # A tick for one clash is no tick for another.
    with pytest.raises(BookedTwice):
        bookings.book(inspection.code, manager, despite=frozenset({0}), by=by, now=site.NOW)
    bookings.book(inspection.code, manager, despite=frozenset({first}), by=by, now=site.NOW)
    bookings.book(
        inspection.code, booking(one, start=10, end=10.5), despite=frozenset({first}), by=by,
        now=site.NOW,
    )  # fmt: skip
    shown = diary.one(inspection.code, by=by, now=site.NOW)
    assert shown.n_clashing == 3
    by_clash = {entry.number: entry.clashes for entry in shown.entries}
    assert {words.partition(" is ")[0] for words in by_clash[first]} == {
        "the assessor",
        "the case manager",
    }


def test_moving_an_interview_does_not_clash_with_itself(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    assessor = add(inspection, lead)
    number = bookings.book(inspection.code, booking(assessor), by=by, now=site.NOW)
    later = booking(assessor, start=10.5, end=12, place="Room 2")
    bookings.change(inspection.code, number, later, by=by, now=site.NOW)
    (entry,) = diary.one(inspection.code, by=by, now=site.NOW).entries
    assert entry.booking == later


def test_who_and_what_a_booking_may_name(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    assessor = add(inspection, lead)
    with pytest.raises(InputError, match="who is in the team"):
        bookings.book(inspection.code, booking(lead), by=by, now=site.NOW)
    with pytest.raises(InputError, match="a case of this inspection"):
        bookings.book(inspection.code, booking(assessor, "S99"), by=by, now=site.NOW)
    with pytest.raises(InputError, match="ends after it begins"):
        booking(assessor, start=11, end=11)
    with pytest.raises(NotAllowedError):
        bookings.cancel(inspection.code, 0, by=by, now=site.NOW)


def test_an_assessor_holds_the_own_interviews_only(
    inspection: models.Inspection, lead: models.Person
) -> None:
    assessor, other = add(inspection, lead), add(inspection, lead)
    number = bookings.book(inspection.code, booking(assessor), by=site.actor(lead), now=site.NOW)
    liaison = site.somebody(Role.SERVICE_LIAISON, service=inspection.service)
    for by in (site.actor(other), liaison):
        shown = diary.one(inspection.code, by=by, now=site.NOW)
        assert [entry.may_hold for entry in shown.entries] == [False]
        assert (shown.may_run, shown.assessors, shown.refs) == (False, (), ())
        with pytest.raises(NotAllowedError):
            bookings.hold(inspection.code, number, by=by, now=site.NOW)
        with pytest.raises(NotAllowedError):
            bookings.book(inspection.code, booking(assessor), by=by, now=site.NOW)


def test_the_running_order_goes_by_day_and_assessor(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    one, other = add(inspection, lead), add(inspection, lead)
    for assessor, day, hour in ((other, 1, 9), (one, 0, 14), (other, 0, 9), (one, 0, 9)):
        when = {"starts_at": at(hour, day), "ends_at": at(hour + 1, day)}
        bookings.book(
            inspection.code, Booking(assessor_id=assessor.pk, **when), by=by, now=site.NOW
        )
    sheets = diary.one(inspection.code, by=by, now=site.NOW).sheets
    assert [(sheet.day, sheet.assessor, len(sheet.entries)) for sheet in sheets] == [
        (site.TODAY, one.name, 2),
        (site.TODAY, other.name, 1),
        (site.TODAY + timedelta(days=1), other.name, 1),
    ]
    page = text(site.client_for(lead), f"/inspections/{inspection.code}/diary/running-order/")
    assert page.index("Monday 2 November 2026") < page.index("Tuesday 3 November 2026")
    assert "running-order.css" in page


def test_the_page_of_the_diary(
    inspection: models.Inspection,
    lead: models.Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    assessor = add(inspection, lead)
    site.sample(inspection)
    client, address = site.client_for(lead), f"/inspections/{inspection.code}/diary/"
    assert "No interview is booked yet" in text(client, address)
    assert "No interview is booked yet" in text(client, f"{address}running-order/")
    assert "Book it all the same" not in text(client, f"{address}new/")
    typed = {
        "assessor": assessor.pk,
        "ref": "S01",
        "with_whom": "CASE_MANAGER",
        "manager_code": "CM1",
        "day": "2026-11-02",
        "starts": "10:00",
        "ends": "11:00",
        "place": "Room 1",
    }
    assert client.post(f"{address}new/", {**typed, "ends": "9"}).status_code == 422
    backwards = client.post(f"{address}new/", {**typed, "ends": "09:00"}).content.decode()
    assert "an interview ends after it begins" in backwards
    assert client.post(f"{address}new/", typed).status_code == 302
    blank = client.post(f"{address}new/", {**typed, "starts": "", "ends": ""}).content.decode()
    assert "Enter the time at which it begins." in blank
    assert "Enter the time at which it ends." in blank
    # A tick that nobody was asked for allows nothing.
    clash = client.post(f"{address}new/", {**typed, "ref": "S02", "anyway": "on"})
    page = clash.content.decode()
    assert clash.status_code == 422
    assert (
        f"The assessor is booked already: 10:00 to 11:00, case S01, with {assessor.name}." in page
    )
    assert "Book it all the same" in page
    assert "Room 1" in page
    first = models.Interview.objects.get()
    ticked = {**typed, "ref": "S02", "anyway": "on", "seen": str(first.pk)}
    assert client.post(f"{address}new/", ticked).status_code == 302
    with django_assert_max_num_queries(22):
        page = text(client, address)
    assert "Interviews 0 of 2 held" in page
    assert "the case manager is booked twice" in page
    one = f"{address}{first.pk}/"
    assert 'value="10:00"' in text(client, one)
    changed = {**typed, "day": "2026-11-03", "seen": "", "place": "Room 9"}
    assert client.post(one, changed).status_code == 302
    assert "Room 9" in text(client, address)
    assert client.post(f"{one}held/", {"is_held": "yes"}).status_code == 302
    assert client.post(f"{one}held/", {"is_held": "yes"}).status_code == 422
    assert "Interviews 1 of 2 held" in text(client, address)
    assert client.post(f"{one}cancel/").status_code == 422
    assert client.post(f"{one}held/", {"is_held": "no"}).status_code == 302
    assert "It leaves the diary" in text(client, f"{one}cancel/")
    assert client.post(f"{one}cancel/").status_code == 302
    assert client.get(one).status_code == 404
    assert site.client_for(assessor).get(f"{address}new/").status_code == 404


def text(client: Client, address: str) -> str:
    """A page that is there, as text."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()
