"""Alerting: an alert is raised, received, told to the service, acted on and closed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from corecase.actions import door
from corecase.actions.alerts import contacts_of, leads_of, state_of
from corecase.core.alerts import AlertState, check_move
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.notify import alerts as letters
from corecase.notify import mail
from corecase.notify.letters import Letter
from corecase.store.cases.models import Alert, Inspection, Person, SampledCase


class SentAlready(InputError):
    """An alert was sent twice under one identifier, with other words the second time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert that the database holds. `leads` are those who have it on their pages now;
    `is_mailed` says whether every one of them was sent the news by mail, too.
    """

    leads: tuple[str, ...]
    is_mailed: bool


def raise_alert(
    code: str, ref: str, concern: str, *, key: UUID, by: Actor, now: datetime
) -> Raised:
    """Raises an alert on a case, whatever the stage of the inspection.

    `key` is made by whoever sends it: the same alert sent again changes nothing. Raises
    SentAlready where it was sent before with other words.
    """
    _check_written(concern)
    with transaction.atomic():
        inspection = door.inspection(code, Deed.ALERT_RAISE, by=by, lock=True)
        case = door.case(code, ref, Deed.ALERT_RAISE, by=by)
        leads = leads_of(inspection, now)
        is_new = not _was_sent(key, case, concern, by)
        if is_new:
            _raise(case, concern, key, by=by, now=now)
    service = inspection.service.name
    news = [(letters.to_lead(name=lead.name, service=service), lead) for lead in leads]
    sent = [_mailed(letter, to) for letter, to in news if is_new and to.pk != by.person_id]
    return Raised(leads=tuple(lead.name for lead in leads), is_mailed=all(sent))


def receive(code: str, key: UUID, *, by: Actor, now: datetime) -> None:
    """The lead inspector has the alert. Raises InputError where somebody received it before."""
    with door.writing(by=by, now=now) as write:
        row = _locked(code, key, Deed.ALERT_CLOSE, by=by)
        check_move(state_of(row), AlertState.RECEIVED)
        row.received_by_id, row.received_at = by.person_id, now
        row.save()
        _step(row, "RECEIVED", by=by, now=now)
        write.say(EventKind.ALERT_RECEIVED, code, alert=key)


def tell(
    code: str, key: UUID, asked: str, act_by: date, contact_id: int, *, by: Actor, now: datetime
) -> bool:
    """Tells a contact of the service what is asked and by when; whether the mail went out, too.

    It may be told again where what was done is not enough: that takes the earlier answer off the
    alert, and it stays among the steps. Raises InputError for a day that is over, a contact who
    is none, and an alert that waits for its answer or is closed.
    """
    _check_written(asked)
    with door.writing(by=by, now=now) as write:
        row = _locked(code, key, Deed.ALERT_CLOSE, by=by)
        check_move(state_of(row), AlertState.SERVICE_TOLD)
        if act_by < timezone.localdate(now):
            raise InputError("The day is over already; give today or a later day.", field="act_by")
        contact = _contact(row.inspection, contact_id, now)
        if row.received_at is None:
            row.received_by_id, row.received_at = by.person_id, now
        row.asked, row.act_by, row.told, row.told_at = asked, act_by, contact, now
        row.acknowledged_by = row.acknowledged_at = None
        row.done, row.done_by, row.done_at = "", None, None
        row.save()
        _step(row, "TOLD", words=asked, act_by=act_by, by=by, now=now)
        content = {"asked": asked, "act_by": act_by.isoformat()}
        write.say(EventKind.ALERT_TOLD, code, content=content, alert=key, contact=contact.pk)
    service = row.inspection.service.name
    return _mailed(letters.to_service(name=contact.name, service=service, teller=by.name), contact)


def acknowledge(code: str, key: UUID, *, by: Actor, now: datetime) -> None:
    """The service has read what is asked, which closes nothing. InputError the second time."""
    with door.writing(by=by, now=now) as write:
        row = _locked(code, key, Deed.ALERT_ANSWER, by=by)
        if may(by, Deed.ALERT_CLOSE, door.subject_of(row.inspection)):
            raise NotAllowedError("Only the service says that it has read what is asked.")
        if row.acknowledged_at is not None or row.done_at is not None:
            raise InputError("The service has acknowledged this alert; write what was done.")
        row.acknowledged_by_id, row.acknowledged_at = by.person_id, now
        row.save()
        _step(row, "ACKNOWLEDGED", by=by, now=now)
        write.say(EventKind.ALERT_ACKNOWLEDGED, code, alert=key)


def act(code: str, key: UUID, done: str, *, by: Actor, now: datetime) -> None:
    """Writes what was done: by the service, or by the lead who heard it from them.

    Raises InputError where the service has not been told, or the answer is there already.
    """
    _check_written(done)
    with door.writing(by=by, now=now) as write:
        row = _locked(code, key, Deed.ALERT_ANSWER, by=by)
        check_move(state_of(row), AlertState.ACTED)
        row.done, row.done_by_id, row.done_at = done, by.person_id, now
        row.save()
        _step(row, "ACTED", words=done, by=by, now=now)
        write.say(EventKind.ALERT_ACTED, code, content={"done": done}, alert=key)


def close(code: str, key: UUID, *, by: Actor, now: datetime) -> None:
    """Closes an alert by what was done. Raises InputError as long as nothing was."""
    with door.writing(by=by, now=now) as write:
        row = _locked(code, key, Deed.ALERT_CLOSE, by=by)
        check_move(state_of(row), AlertState.CLOSED)
        row.closed_by_id, row.closed_at = by.person_id, now
        row.save()
        _step(row, "CLOSED", by=by, now=now)
        write.say(EventKind.ALERT_CLOSED, code, alert=key)


def _check_written(words: str) -> None:
    if not words.strip():
        raise InputError("Write it in words; an empty line tells nobody anything.")


def _was_sent(key: UUID, case: SampledCase, concern: str, by: Actor) -> bool:
    before = Alert.objects.filter(pk=key).first()
    if before is None:
        return False
    if (before.case_id, before.raised_by_id, before.concern) != (case.pk, by.person_id, concern):
        raise SentAlready(
            "This form sent an alert before, with other words, and that one was received. "
            "Press the button again to send these words as another alert."
        )
    return True


def _raise(case: SampledCase, concern: str, key: UUID, *, by: Actor, now: datetime) -> None:
    with door.writing(by=by, now=now) as write:
        row = Alert.objects.create(
            pk=key,
            inspection=case.inspection,
            case=case,
            concern=concern,
            raised_by_id=by.person_id,
            raised_at=now,
        )
        _step(row, "RAISED", words=concern, by=by, now=now)
        if may(by, Deed.ALERT_CLOSE, door.subject_of(case.inspection)):
            # A lead inspector who raises one has it.
            row.received_by_id, row.received_at = by.person_id, now
            row.save()
            _step(row, "RECEIVED", by=by, now=now)
        write.say(
            EventKind.ALERT_RAISED,
            case.inspection.code,
            content={"concern": concern},
            alert=key,
            case=case.ref,
        )


def _locked(code: str, key: UUID, deed: Deed, *, by: Actor) -> Alert:
    """The alert, if this person may do this; what the service was not told is not there for it."""
    inspection = door.inspection(code, deed, by=by, lock=True)
    row = inspection.alerts.select_related("inspection__service").filter(pk=key).first()
    leads = may(by, Deed.ALERT_CLOSE, door.subject_of(inspection))
    if row is None or (row.told_at is None and not leads):
        raise NotAllowedError("There is no such alert.")
    return row


def _contact(inspection: Inspection, contact_id: int, now: datetime) -> Person:
    for contact in contacts_of(inspection, now):
        if contact.pk == contact_id:
            return contact
    raise InputError(
        "Choose a contact of the service. Where there is none, telephone the service now and ask "
        "the administrator to invite its liaison.",
        field="contact_id",
    )


def _step(
    row: Alert,
    step: str,
    *,
    words: str = "",
    act_by: date | None = None,
    by: Actor,
    now: datetime,
) -> None:
    row.steps.create(step=step, words=words, act_by=act_by, by_id=by.person_id, at=now)


def _mailed(letter: Letter, to: Person) -> bool:
    """Whether the letter went out; a silent mail server takes nothing back that is saved."""
    try:
        mail.send(letter, to=to.email)
    except InputError:
        return False
    return True
