"""People: roles given and ended, invitations, leaving; by whom, and by whom not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from hashlib import sha256
from time import sleep

import pytest
from django.core import mail
from django.db import connection, transaction

from corecase.actions import directory, door, invitations, people
from corecase.actions.invitations import Offer
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, Role
from corecase.store.cases import audit, models
from tests import site

pytestmark = pytest.mark.django_db
TOMORROW = site.TODAY + timedelta(days=1)


@pytest.fixture
def administrator() -> Actor:
    return site.somebody(Role.ADMINISTRATOR)


def invite(by: Actor, email: str = "new@example.org", **fields: object) -> str:
    offer = Offer(**{"email": email, "name": "New One", "role": Role.OVERSIGHT, **fields})
    return invitations.invite(offer, link=lambda token: f"https://x/{token}/", by=by, now=site.NOW)


def events() -> list[str]:
    assert audit.verify() == ()
    return list(models.Event.objects.order_by("sequence").values_list("kind", flat=True))


def test_an_invitation_is_mailed_and_only_the_hash_of_its_token_is_kept(
    administrator: Actor,
) -> None:
    token = invite(administrator, email=" New@Example.org ", ends_on=TOMORROW)
    row = models.Invitation.objects.get()
    assert len(token) == 43
    assert row.token_sha256 == sha256(token.encode()).hexdigest()
    assert (row.email, row.expires_at - row.invited_at) == ("new@example.org", timedelta(days=7))
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["new@example.org"], "Corecase: you are invited")
    assert f"https://x/{token}/" in letter.body
    assert "oversight body" in letter.body
    assert "9 November 2026" in letter.body
    assert events() == [EventKind.PERSON_INVITED]
    assert token not in str(models.Event.objects.values())


def test_whoever_accepts_joins_with_every_role_offered_to_the_address(
    administrator: Actor,
) -> None:
    inspection = site.inspection()
    home = site.service()
    token = invite(administrator, ends_on=TOMORROW)
    invite(
        administrator, role=Role.LOCAL_ASSESSOR, inspection=inspection.code, home_service=home.code
    )
    invite(administrator, role=Role.CHIEF_INSPECTOR, ends_on=site.TODAY)
    later = site.NOW + timedelta(days=1)
    assert invitations.read(token, now=later).email == "new@example.org"
    person_id = invitations.accept(token, site.PASSWORD, now=later)
    person = models.Person.objects.get(pk=person_id)
    assert person.check_password(site.PASSWORD)
    held = set(person.grants.values_list("role", "inspection", "starts_on", "ends_on"))
    assert held == {
        (Role.OVERSIGHT, None, TOMORROW, TOMORROW),
        (Role.LOCAL_ASSESSOR, inspection.pk, TOMORROW, None),
    }
    assert events()[-1] == EventKind.PERSON_JOINED
    assert directory.pending(by=administrator, now=later) == ()
    with pytest.raises(InputError, match="no longer valid"):
        invitations.accept(token, site.PASSWORD, now=later)


@pytest.mark.parametrize("password", ["short", "password1234", "newnewnewnew@example.org"])
def test_a_password_that_is_easily_guessed_is_refused_and_the_link_still_works(
    administrator: Actor, password: str
) -> None:
    token = invite(administrator, email="newnewnewnew@example.org")
    with pytest.raises(InputError, match="password"):
        invitations.accept(token, password, now=site.NOW)
    assert invitations.accept(token, site.PASSWORD, now=site.NOW)


def test_a_link_that_expired_or_was_withdrawn_opens_nothing(administrator: Actor) -> None:
    token = invite(administrator)
    with pytest.raises(InputError, match="no longer valid"):
        invitations.read(token, now=site.NOW + invitations.VALID_FOR)
    (pending,) = directory.pending(by=administrator, now=site.NOW)
    invitations.withdraw(pending.invitation_id, by=administrator, now=site.NOW)
    assert events()[-1] == EventKind.INVITATION_WITHDRAWN
    for token_tried in (token, "", "x"):
        with pytest.raises(InputError, match="no longer valid"):
            invitations.read(token_tried, now=site.NOW)
    with pytest.raises(InputError, match="expired"):
        invitations.withdraw(pending.invitation_id, by=administrator, now=site.NOW)


def test_somebody_who_signs_in_already_is_given_the_role_at_once(administrator: Actor) -> None:
    known = site.person()
    inspection = site.inspection()
    assert invite(administrator, known.email, role=Role.EDITOR, inspection=inspection.code) == ""
    assert known.grants.get().inspection == inspection
    assert events() == [EventKind.GRANT_GIVEN]
    assert "new role" in mail.outbox[0].subject
    assert not models.Invitation.objects.exists()


def test_somebody_who_joined_meanwhile_signs_in_instead(administrator: Actor) -> None:
    token = invite(administrator)
    models.Person.objects.create(email="new@example.org", name="New One", joined_at=site.NOW)
    with pytest.raises(InputError, match="sign in"):
        invitations.accept(token, site.PASSWORD, now=site.NOW)


def test_somebody_who_left_comes_back_by_a_new_invitation(administrator: Actor) -> None:
    gone = site.person(Role.PROGRAMME_MANAGER)
    people.leave(gone.pk, by=administrator, now=site.NOW)
    token = invite(administrator, gone.email)
    assert invitations.accept(token, "another long password", now=site.NOW) == gone.pk
    gone.refresh_from_db()
    assert (gone.is_active, gone.left_at) == (True, None)
    # On the very day: nothing that they held before is back.
    assert site.actor(gone).roles == (Role.OVERSIGHT,)


@pytest.mark.parametrize("service_first", [True, False])
def test_two_offers_to_one_address_never_make_somebody_inspect_their_own_service(
    administrator: Actor, service_first: bool
) -> None:
    inspection = site.inspection()
    offers = [
        {"role": Role.SERVICE_LIAISON, "service": inspection.service.code},
        {"role": Role.ASSESSOR, "inspection": inspection.code},
    ]
    tokens = [invite(administrator, **one) for one in (offers if service_first else offers[::-1])]
    person = models.Person.objects.get(
        pk=invitations.accept(tokens[0], site.PASSWORD, now=site.NOW)
    )
    assert [one.role for one in person.grants.all()] == [Role.SERVICE_LIAISON]
    assert person.home_service == inspection.service
    assert directory.pending(by=administrator, now=site.NOW) == ()


def test_a_service_named_in_any_offer_to_the_address_rules_its_inspection_out(
    administrator: Actor,
) -> None:
    inspection = site.inspection()
    invite(
        administrator,
        role=Role.LOCAL_ASSESSOR,
        inspection=site.inspection().code,
        home_service=inspection.service.code,
    )
    token = invite(administrator, role=Role.LEAD_INSPECTOR, inspection=inspection.code)
    person = models.Person.objects.get(pk=invitations.accept(token, site.PASSWORD, now=site.NOW))
    assert person.home_service == inspection.service
    assert [one.role for one in person.grants.all()] == [Role.LOCAL_ASSESSOR]


def test_who_comes_back_keeps_the_service_that_is_known_and_gets_no_role_on_it(
    administrator: Actor,
) -> None:
    inspection, later = site.inspection(), site.service()
    gone = site.person(Role.OVERSIGHT, home_service=inspection.service)
    people.leave(gone.pk, by=administrator, now=site.NOW)
    token = invite(
        administrator,
        gone.email,
        role=Role.LOCAL_ASSESSOR,
        inspection=inspection.code,
        home_service=later.code,
    )
    invitations.accept(token, site.PASSWORD, now=site.NOW)
    gone.refresh_from_db()
    assert gone.home_service == inspection.service
    assert site.actor(gone).conflicts == {inspection.service_id, later.pk}
    assert site.actor(gone).roles == ()
    (named,) = directory.conflicts(gone.pk, by=administrator)
    assert (named.service, named.reason) == (later.name, invitations.NAMED_AS_THEIRS)


def test_a_provider_brings_in_who_was_invited_and_nobody_else(administrator: Actor) -> None:
    invite(administrator)
    known = site.person()
    assert invitations.accept_from_provider(known.email.upper(), now=site.NOW) == known.pk
    assert invitations.accept_from_provider("stranger@example.org", now=site.NOW) is None
    joined = invitations.accept_from_provider("new@example.org", now=site.NOW)
    person = models.Person.objects.get(pk=joined)
    assert not person.has_usable_password()
    assert not directory.one(person.pk, by=administrator).has_password
    assert person.grants.get().role == Role.OVERSIGHT


def test_mail_that_cannot_be_sent_is_said_and_the_invitation_stands(
    administrator: Actor, settings: object
) -> None:
    settings.EMAIL_BACKEND = "tests.integration.test_site_people.Refusing"  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="mail server"):
        invite(administrator)
    assert models.Invitation.objects.count() == 1


class Refusing:
    """A mail server that does not answer."""

    def __init__(self, **_: object) -> None:
        pass

    def send_messages(self, _: object) -> int:
        raise ConnectionRefusedError


def test_whoever_runs_an_inspection_gives_roles_on_it_and_no_others() -> None:
    inspection, other = site.inspection(), site.inspection()
    manager = site.somebody(Role.PROGRAMME_MANAGER)
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)
    assessor = site.person()
    days = {"starts_on": site.TODAY, "ends_on": TOMORROW, "now": site.NOW}
    for by in (manager, lead):
        given = people.grant(assessor.pk, Role.ASSESSOR, inspection=inspection.code, by=by, **days)
        assert models.Grant.objects.get(pk=given).granted_by_id == by.person_id
    with pytest.raises(NotAllowedError):
        people.grant(assessor.pk, Role.ASSESSOR, inspection=other.code, by=lead, **days)
    with pytest.raises(NotAllowedError):
        people.grant(assessor.pk, Role.OVERSIGHT, by=manager, **days)
    with pytest.raises(NotAllowedError):
        people.grant(0, Role.ASSESSOR, inspection=other.code, by=manager, **days)
    people.end_grant(given, last_day=site.TODAY, by=lead, now=site.NOW)
    assert models.Grant.objects.get(pk=given).ends_on == site.TODAY
    with pytest.raises(NotAllowedError):
        people.end_grant(0, last_day=site.TODAY, by=lead, now=site.NOW)


def test_nobody_gives_a_role_to_themselves(administrator: Actor) -> None:
    with pytest.raises(InputError, match="themselves"):
        people.grant(
            administrator.person_id,
            Role.PROGRAMME_MANAGER,
            starts_on=site.TODAY,
            by=administrator,
            now=site.NOW,
        )


def test_nobody_is_given_a_role_where_their_service_or_its_predecessor_is_inspected(
    administrator: Actor,
) -> None:
    inspection = site.inspection()
    merged = site.service()
    models.Predecessor.objects.create(
        service=inspection.service, predecessor=merged, merged_on=site.TODAY
    )
    seconded = site.person(home_service=merged)
    declared = site.person()
    people.declare_conflict(
        inspection.service.code, "Worked there.", by=site.actor(declared), now=site.NOW
    )
    for person in (seconded, declared):
        with pytest.raises(InputError, match="own service"):
            people.grant(
                person.pk,
                Role.LEAD_INSPECTOR,
                inspection=inspection.code,
                starts_on=site.TODAY,
                by=administrator,
                now=site.NOW,
            )
    with pytest.raises(InputError, match="own service"):
        invite(
            administrator,
            role=Role.LOCAL_ASSESSOR,
            inspection=inspection.code,
            home_service=merged.code,
        )


@pytest.mark.parametrize("role", [Role.SERVICE_LIAISON, Role.QUALITY_MANAGER, Role.COUNCIL_OFFICER])
def test_a_role_in_a_service_makes_it_the_holders_own_while_it_lasts(
    administrator: Actor, role: Role
) -> None:
    inspection = site.inspection()
    seconded = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    held = site.grant(seconded, role, service=inspection.service)
    assert seconded.home_service is None
    assert site.actor(seconded).conflicts == {inspection.service_id}
    with pytest.raises(NotAllowedError):
        door.inspection(inspection.code, Deed.MODERATE, by=site.actor(seconded))
    give = {"inspection": inspection.code, "by": administrator, "now": site.NOW}
    with pytest.raises(InputError, match="own service"):
        people.grant(seconded.pk, Role.EDITOR, starts_on=site.TODAY, **give)
    people.end_grant(
        held.pk, last_day=site.TODAY - timedelta(days=1), by=administrator, now=site.NOW
    )
    assert site.actor(seconded).conflicts == frozenset()
    people.grant(seconded.pk, Role.EDITOR, starts_on=site.TODAY, **give)


def test_an_interest_is_declared_once_and_of_a_service_that_is_there() -> None:
    service = site.service()
    me = site.actor(site.person())
    people.declare_conflict(service.code, "My sister works there.", by=me, now=site.NOW)
    assert events() == [EventKind.INTEREST_DECLARED]
    assert "sister" not in str(models.Event.objects.values())
    (declared,) = directory.conflicts(me.person_id, by=me)
    assert (declared.service, declared.reason) == (service.name, "My sister works there.")
    assert people.actor(me.person_id, today=site.TODAY).conflicts == {service.pk}
    with pytest.raises(InputError, match="already"):
        people.declare_conflict(service.code, "Again.", by=me, now=site.NOW)
    with pytest.raises(InputError, match="Choose the service"):
        people.declare_conflict("nowhere", "None.", by=me, now=site.NOW)


def test_who_is_not_in_the_database_is_no_actor() -> None:
    with pytest.raises(models.Person.DoesNotExist):
        people.actor(0, today=site.TODAY)


def test_a_role_that_never_began_is_taken_away_and_another_ends(administrator: Actor) -> None:
    editor = site.person(Role.EDITOR, inspection=site.inspection())
    grant = editor.grants.get()
    people.end_grant(grant.pk, last_day=site.TODAY, by=administrator, now=site.NOW)
    assert site.actor(editor).roles == (Role.EDITOR,)
    people.end_grant(
        grant.pk, last_day=site.TODAY - timedelta(days=1), by=administrator, now=site.NOW
    )
    assert site.actor(editor).roles == ()
    people.end_grant(
        grant.pk, last_day=grant.starts_on - timedelta(days=1), by=administrator, now=site.NOW
    )
    assert not editor.grants.exists()
    assert events() == [EventKind.GRANT_ENDED] * 3


def test_the_only_administrator_neither_leaves_nor_loses_the_role(administrator: Actor) -> None:
    grant = models.Grant.objects.get(person_id=administrator.person_id)
    with pytest.raises(InputError, match="only administrator"):
        people.end_grant(grant.pk, last_day=site.TODAY, by=administrator, now=site.NOW)
    with pytest.raises(InputError, match="only administrator"):
        people.leave(administrator.person_id, by=administrator, now=site.NOW)
    site.person(Role.ADMINISTRATOR)
    people.leave(administrator.person_id, by=administrator, now=site.NOW)
    assert not models.Person.objects.get(pk=administrator.person_id).is_active


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_once_one_stays() -> None:
    ids = [site.person(Role.ADMINISTRATOR).pk for _ in range(2)]

    def leave_too() -> str:
        try:
            people.leave(ids[1], by=people.actor(ids[1], today=site.TODAY), now=site.NOW)
        except InputError as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            people.leave(ids[0], by=people.actor(ids[0], today=site.TODAY), now=site.NOW)
            second = other.submit(leave_too)
            # Time for the second to come as far as it can before the first is committed.
            sleep(0.5)
        assert "only administrator" in second.result(timeout=20)
    assert [one.pk for one in models.Person.objects.filter(is_active=True)] == [ids[1]]


def test_leaving_ends_roles_and_takes_back_those_to_come(administrator: Actor) -> None:
    person = site.person(Role.PROGRAMME_MANAGER)
    site.grant(person, Role.CHIEF_INSPECTOR, on=TOMORROW)
    site.grant(person, Role.ADMINISTRATOR, on=site.TODAY)
    site.grant(person, Role.OVERSIGHT, on=date(2026, 1, 1), until=date(2026, 2, 1))
    people.leave(person.pk, by=site.actor(person), now=site.NOW)
    assert set(person.grants.values_list("role", "ends_on")) == {
        (Role.PROGRAMME_MANAGER, site.TODAY - timedelta(days=1)),
        (Role.OVERSIGHT, date(2026, 2, 1)),
    }
    person.refresh_from_db()
    assert (person.is_active, person.left_at) == (False, site.NOW)
    assert events() == [EventKind.PERSON_LEFT]
    with pytest.raises(InputError, match="has left"):
        people.grant(
            person.pk, Role.OVERSIGHT, starts_on=site.TODAY, by=administrator, now=site.NOW
        )
    # Nobody else learns that somebody has left.
    with pytest.raises(NotAllowedError):
        people.grant(
            person.pk, Role.OVERSIGHT, starts_on=site.TODAY, by=site.actor(person), now=site.NOW
        )


def test_an_administrator_resets_the_second_factor_of_others_only(administrator: Actor) -> None:
    person = site.person()
    site.second_factor(person)
    assert directory.one(person.pk, by=administrator).has_second_factor
    people.reset_second_factor(person.pk, by=administrator, now=site.NOW)
    assert not directory.one(person.pk, by=administrator).has_second_factor
    assert events() == [EventKind.PERSON_RECOVERED]
    assert "set up your second way" in mail.outbox[0].subject
    with pytest.raises(InputError, match="Another administrator"):
        people.reset_second_factor(administrator.person_id, by=administrator, now=site.NOW)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_the_administrator_manages_people(role: Role) -> None:
    inspection = site.inspection()
    by = site.somebody(role, inspection=inspection, service=site.service())
    person = site.person(Role.OVERSIGHT)
    grant = person.grants.get()
    now = site.NOW
    calls: tuple[Callable[[], object], ...] = (
        lambda: directory.listed(by=by, today=site.TODAY),
        lambda: directory.one(person.pk, by=by),
        lambda: directory.managed(by.person_id, by=by),
        lambda: directory.conflicts(person.pk, by=by),
        lambda: directory.pending(by=by, now=now),
        lambda: directory.check_manages(by=by),
        lambda: invite(by),
        lambda: invite(by, person.email),
        lambda: invitations.withdraw(1, by=by, now=now),
        lambda: people.end_grant(grant.pk, last_day=site.TODAY, by=by, now=now),
        lambda: people.leave(person.pk, by=by, now=now),
        lambda: people.reset_second_factor(person.pk, by=by, now=now),
    )
    for call in calls:
        with pytest.raises(NotAllowedError):
            call()
    assert directory.inspections(by=by) == ()
    assert not models.Event.objects.exists()
    assert not models.Invitation.objects.exists()


def test_the_directory_says_who_holds_what_and_where(administrator: Actor) -> None:
    inspection = site.inspection()
    service = site.service()
    site.person(Role.SERVICE_LIAISON, service=service, name="Ada")
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Bea")
    site.grant(lead, Role.OVERSIGHT, until=site.TODAY - timedelta(days=1))
    listed = {known.name: known for known in directory.listed(by=administrator, today=site.TODAY)}
    assert [(held.role, held.of) for held in listed["Ada"].roles] == [
        (Role.SERVICE_LIAISON, service.name)
    ]
    assert listed["Ada"].home_service == service.name
    (held,) = listed["Bea"].roles
    assert held.of == f"inspection of {inspection.service.name} ({inspection.code})"
    assert len(directory.one(lead.pk, by=administrator).roles) == 2
    with pytest.raises(NotAllowedError):
        directory.one(0, by=administrator)
    assert service.code in {choice.code for choice in directory.services()}
    assert [c.code for c in directory.inspections(by=administrator)] == [inspection.code]
    assert directory.demonstration() == ()
