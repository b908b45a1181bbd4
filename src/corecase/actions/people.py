"""People: who somebody is, the roles they are given and lose, and how they leave."""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import F
from django.utils import timezone

from corecase.actions import door, holders, interests
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import (
    ANYTHING,
    Actor,
    Deed,
    Grant,
    NotAllowedError,
    Role,
    Subject,
    check_grant,
    check_may,
    may,
)
from corecase.notify import letters, mail
from corecase.store.cases import models


def actor(person_id: int, *, today: date) -> Actor:
    """Somebody signed in, with the roles they hold today and the services that are theirs."""
    # With every request, so in two queries: a row for each service that they declared.
    fields = ("name", "home_service_id", "declared__service_id")
    rows = list(models.Person.objects.filter(pk=person_id).values_list(*fields))
    if not rows:
        raise models.Person.DoesNotExist
    grants = [
        Grant(
            role=Role(role), inspection_id=inspection, service_id=service, starts_on=on, ends_on=end
        )
        for role, inspection, service, on, end in models.Grant.objects.filter(
            person_id=person_id
        ).values_list("role", "inspection_id", "service_id", "starts_on", "ends_on")
    ]
    held = tuple(grant for grant in grants if grant.holds_on(today))
    services = {row[1] for row in rows} | {row[2] for row in rows}
    services |= {grant.service_id for grant in held}
    return Actor(
        person_id=person_id,
        name=rows[0][0],
        grants=held,
        conflicts=frozenset(one for one in services if one is not None),
    )


def grant(
    person_id: int,
    role: Role,
    *,
    inspection: str = "",
    service: str = "",
    starts_on: date,
    ends_on: date | None = None,
    by: Actor,
    now: datetime,
) -> int:
    """Gives somebody a role, on the inspection or in the service of that code; its identifier.

    The administrator gives every role; whoever runs an inspection gives the roles on it.
    Nobody gives a role to themselves.
    """
    with door.writing(by=by, now=now) as write:
        person = _person(person_id)
        on = models.Inspection.objects.filter(code=inspection).first()
        check_may_appoint(role, on, by=by)
        if not person.is_active:
            raise InputError("This person has left; invite them again.")
        row = appointed(
            person,
            role,
            inspection=on,
            service=models.Service.objects.filter(code=service).first(),
            days=(starts_on, ends_on),
            by=by,
            now=now,
        )
        write.say(EventKind.GRANT_GIVEN, door.PEOPLE, person=person.pk, grant=row.pk, role=role)
    mail.send(letters.role_given(name=person.name, role=role.words, giver=by.name), to=person.email)
    return row.pk


def appointed(
    person: models.Person,
    role: Role,
    *,
    inspection: models.Inspection | None,
    service: models.Service | None,
    days: tuple[date, date | None],
    by: Actor,
    now: datetime,
) -> models.Grant:
    """Saves a role that this person may be given by that one; inside the caller's transaction."""
    check_may_appoint(role, inspection, by=by)
    if by.person_id == person.pk:
        raise InputError("Nobody gives a role to themselves; ask another administrator.")
    check_offered(role, inspection, service, days, to=person, today=_day(now))
    return models.Grant.objects.create(
        person=person,
        role=role,
        inspection=inspection,
        service=service,
        starts_on=days[0],
        ends_on=days[1],
        granted_by_id=by.person_id,
        granted_at=now,
    )


def check_offered(
    role: Role,
    inspection: models.Inspection | None,
    service: models.Service | None,
    days: tuple[date, date | None],
    *,
    to: models.Person | None,
    home: models.Service | None = None,
    today: date,
) -> None:
    """Raises InputError where somebody cannot hold this role on that.

    Of whoever is not known yet, only the service is known that is called their `home`.
    """
    known = [] if to is None else [to]
    conflicts = frozenset({home.pk} if home else ())
    for one in known:
        conflicts |= interests.conflicts_of(one, today)
    offered = Grant(
        role=role,
        inspection_id=inspection.pk if inspection else None,
        service_id=service.pk if service else None,
        starts_on=days[0],
        ends_on=days[1],
    )
    subject = _subject(inspection)
    check_grant(
        offered,
        conflicts=conflicts,
        service_ids=subject.related_ids,
        is_own_work=subject.is_own_work,
        is_inspector=bool(interests.of_inspectorate(known, today)),
    )


def end_grant(grant_id: int, *, last_day: date, by: Actor, now: datetime) -> None:
    """Sets the last day of a role; a day before its first takes it away as never held."""
    with door.writing(by=by, now=now) as write:
        row = models.Grant.objects.select_related("inspection").filter(pk=grant_id).first()
        if row is None:
            raise NotAllowedError("There is no such role.")
        check_may_appoint(Role(row.role), row.inspection, by=by)
        if row.role == Role.ADMINISTRATOR:
            _check_another_administrator(row.person_id, now)
        _end(row, last_day)
        write.say(
            EventKind.GRANT_ENDED,
            door.PEOPLE,
            person=row.person_id,
            grant=grant_id,
            last_day=last_day.isoformat(),
        )


def leave(person_id: int, *, by: Actor, now: datetime) -> None:
    """Somebody leaves, of their own accord or by the administrator: every session ends at once.

    Their roles ended the day before, so that none holds for whoever comes back the same day;
    one that would have begun that day or later is taken away.
    """
    with door.writing(by=by, now=now) as write:
        person = _own_or_managed(person_id, by=by)
        _check_another_administrator(person.pk, now)
        person.is_active, person.left_at = False, now
        person.sessions_ended += 1
        person.save(update_fields=["is_active", "left_at", "sessions_ended"])
        last_day = _day(now) - timedelta(days=1)
        for row in models.Grant.objects.filter(person=person):
            if row.ends_on is None or row.ends_on > last_day:
                _end(row, last_day)
        write.say(EventKind.PERSON_LEFT, door.PEOPLE, person=person.pk)


def end_sessions(*, by: Actor, now: datetime) -> None:
    """Ends every session of whoever asks, on every device, within one request."""
    with door.writing(by=by, now=now) as write:
        models.Person.objects.filter(pk=by.person_id).update(sessions_ended=F("sessions_ended") + 1)
        write.say(EventKind.SESSIONS_ENDED, door.PEOPLE, person=by.person_id)


def reset_second_factor(person_id: int, *, by: Actor, now: datetime) -> None:
    """Removes somebody's second factors and recovery codes, and ends their sessions.

    For whoever lost them all. They set one up again after signing in with their password, which
    the administrator does not learn; nobody resets their own.
    """
    check_may(by, Deed.PEOPLE_MANAGE)
    with door.writing(by=by, now=now) as write:
        person = _person(person_id)
        if person.pk == by.person_id:
            raise InputError("Another administrator has to reset your second factor.")
        Authenticator.objects.filter(user=person).delete()
        person.sessions_ended += 1
        person.save(update_fields=["sessions_ended"])
        write.say(EventKind.PERSON_RECOVERED, door.PEOPLE, person=person.pk)
    mail.send(letters.second_factor_reset(name=person.name, resetter=by.name), to=person.email)


def declare_conflict(service: str, reason: str, *, by: Actor, now: datetime) -> None:
    """Whoever asks takes no part in the inspection of this service from now on."""
    with door.writing(by=by, now=now) as write:
        found = models.Service.objects.filter(code=service).first()
        if found is None:
            raise InputError("Choose the service from the list.", field="service")
        mine = models.DeclaredConflict.objects.filter(person_id=by.person_id, service=found)
        if mine.exists():
            raise InputError("You declared an interest in this service already.", field="service")
        models.DeclaredConflict.objects.create(
            person_id=by.person_id,
            service=found,
            reason=reason,
            declared_by_id=by.person_id,
            declared_at=now,
        )
        write.say(
            EventKind.INTEREST_DECLARED,
            door.PEOPLE,
            content=reason,
            person=by.person_id,
            service=found.pk,
        )


def check_may_appoint(role: Role, inspection: models.Inspection | None, *, by: Actor) -> None:
    """Raises NotAllowedError where somebody may not give or end this role."""
    if may(by, Deed.PEOPLE_MANAGE):
        return
    if not role.is_of_inspection:
        raise NotAllowedError("Only the administrator gives and ends this role.")
    check_may(by, Deed.INSPECTION_RUN, _subject(inspection))


def _subject(inspection: models.Inspection | None) -> Subject:
    return door.subject_of(inspection) if inspection else ANYTHING


def _person(person_id: int) -> models.Person:
    """The row, locked until the transaction ends; NotAllowedError where there is none."""
    found = models.Person.objects.select_for_update().filter(pk=person_id).first()
    if found is None:
        raise NotAllowedError("There is no such person.")
    return found


def _own_or_managed(person_id: int, *, by: Actor) -> models.Person:
    if person_id != by.person_id:
        check_may(by, Deed.PEOPLE_MANAGE)
    return _person(person_id)


def _check_another_administrator(person_id: int, now: datetime) -> None:
    """Raises InputError where this person is the only administrator that is left."""
    grants = models.Grant.objects.filter(role=Role.ADMINISTRATOR)
    # Locked before they are counted: of two who leave at once the second counts without the first.
    list(grants.order_by("pk").select_for_update().values_list("pk"))
    held = holders.holding(grants, _day(now))
    if set(held.values_list("person_id", flat=True)) == {person_id}:
        raise InputError("This is the only administrator; appoint another one first.")


def _end(row: models.Grant, last_day: date) -> None:
    """A role that would end before it began was never held: it is taken away."""
    if last_day < row.starts_on:
        row.delete()
        return
    row.ends_on = last_day
    row.save(update_fields=["ends_on"])


def _day(now: datetime) -> date:
    return timezone.localdate(now)
