"""Comments and complaints: their register, with what each is about, its answer and its steps."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from corecase.actions import codes_of_practice, door
from corecase.core import remarks
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.factual_accuracy import checked
from corecase.core.people import Actor, Deed, NotAllowedError, check_may, may
from corecase.core.remarks import RemarkKind, RemarkOutcome, RemarkState, RemarkStep, Sender
from corecase.store.cases.models import Inspection, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What somebody sent, as it is entered: no name, neither of the sender nor of a child.

    `inspection` is a code; empty where it is about none.
    """

    kind: RemarkKind
    sender: Sender
    inspection: str = ""
    subject: str
    words: str
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One remark in the register."""

    number: int
    kind: RemarkKind
    sender: Sender
    about: str
    subject: str
    received_on: date
    due_on: date | None
    answered_on: date | None
    outcome: str
    state: RemarkState


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The remarks that somebody may read: those that wait, the first due at the top; the answered.

    `n_overdue` of them should have been answered by today.
    """

    waiting: tuple[Listed, ...]
    answered: tuple[Listed, ...]
    n_overdue: int
    may_write: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing done with a remark."""

    step: RemarkStep
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """One remark with everything that was done with it."""

    listed: Listed
    inspection: str
    words: str
    answer: str
    history: tuple[Step, ...]
    may_write: bool


def register(*, by: Actor, today: date) -> Register:
    """The register, without what is about the reader's own service."""
    check_may(by, Deed.REMARKS_READ)
    rows = [_listed(row, today) for row in _rows(by)]
    answered = [one for one in rows if one.state is RemarkState.ANSWERED]
    return Register(
        waiting=tuple(one for one in rows if one.state is not RemarkState.ANSWERED),
        answered=tuple(sorted(answered, key=lambda one: str(one.answered_on), reverse=True)),
        n_overdue=sum(one.state is RemarkState.OVERDUE for one in rows),
        may_write=may(by, Deed.REMARKS_WRITE),
    )


def one(number: int, *, by: Actor, today: date) -> One:
    """One remark. Raises NotAllowedError where it is not for this person to read."""
    row = _found(number, Deed.REMARKS_READ, by)
    return One(
        listed=_listed(row, today),
        inspection=row.inspection.code if row.inspection else "",
        words=row.words,
        answer=row.answer,
        history=tuple(
            Step(step=RemarkStep(one.step), words=one.words, by=one.by.name, at=one.at)
            for one in row.history.select_related("by")
        ),
        may_write=may(by, Deed.REMARKS_WRITE),
    )


def to_write(number: int, *, by: Actor, today: date) -> One:
    """One remark for whoever may write in the register; else NotAllowedError."""
    check_may(by, Deed.REMARKS_WRITE)
    return one(number, by=by, today=today)


def inspections_to_choose(*, by: Actor) -> tuple[tuple[str, str], ...]:
    """The inspections that a remark can be about, by code and name."""
    check_may(by, Deed.REMARKS_WRITE)
    rows = door.inspections_for(Deed.INSPECTION_READ, by=by).filter(own_kind="")
    return tuple((row.code, f"{row.service.name}, {row.programme.title}") for row in rows)


def receive(draft: Received, *, by: Actor, now: datetime) -> int:
    """Enters a remark; its number. By when it is answered says the code of practice of today.

    Raises InputError for a day ahead, empty words, and an inspection that is none to choose.
    """
    remarks.check_received(draft.received_on, timezone.localdate(now))
    subject = checked(draft.subject, field="subject")
    words = checked(draft.words, field="words")
    with door.writing(by=by, now=now) as write:
        check_may(by, Deed.REMARKS_WRITE)
        row = Remark.objects.create(
            inspection=_about(draft.inspection, by),
            kind=draft.kind,
            sender=draft.sender,
            subject=subject,
            words=words,
            received_on=draft.received_on,
            due_on=codes_of_practice.of_site().answer_due(draft.kind, draft.received_on),
            by_id=by.person_id,
            at=now,
        )
        _step(row, RemarkStep.RECEIVED, "", by, now)
        content = {name: str(value) for name, value in asdict(draft).items()}
        write.say(EventKind.REMARK_RECEIVED, door.HOUSE, content=content, remark=row.pk)
    return row.pk


def move(number: int, *, due_on: date, reason: str, by: Actor, now: datetime) -> None:
    """Sets another day by which a remark is answered, with the reason.

    Raises InputError for one that is answered, and for a day before it came.
    """
    reason = checked(reason, field="reason")
    with door.writing(by=by, now=now) as write:
        row = _found(number, Deed.REMARKS_WRITE, by, lock=True)
        if row.answered_on:
            raise InputError("This is answered; open it again before you set another day.")
        remarks.check_due(due_on, row.received_on)
        row.due_on, row.reminded_at = due_on, None
        row.save(update_fields=["due_on", "reminded_at"])
        _step(row, RemarkStep.MOVED, f"To {due_on:%d/%m/%Y}. {reason}", by, now)
        write.say(EventKind.REMARK_MOVED, door.HOUSE, content=reason, remark=number, due_on=due_on)


def answer(
    number: int,
    *,
    answered_on: date,
    outcome: RemarkOutcome,
    answer: str,
    by: Actor,
    now: datetime,
) -> None:
    """Keeps what was answered, when, and what came of it.

    Raises InputError for one that is answered already, a day that cannot be, and an outcome that
    does not fit what was sent.
    """
    words = checked(answer, field="answer")
    with door.writing(by=by, now=now) as write:
        row = _found(number, Deed.REMARKS_WRITE, by, lock=True)
        if row.answered_on:
            raise InputError("This is answered already; open it again to write another answer.")
        remarks.check_answer(
            RemarkKind(row.kind),
            outcome,
            answered_on=answered_on,
            received_on=row.received_on,
            today=timezone.localdate(now),
        )
        row.answered_on, row.outcome, row.answer = answered_on, outcome, words
        row.save(update_fields=["answered_on", "outcome", "answer"])
        _step(row, RemarkStep.ANSWERED, f"{outcome.words.capitalize()}. {words}", by, now)
        write.say(
            EventKind.REMARK_ANSWERED, door.HOUSE, content=words, remark=number, outcome=outcome
        )


def reopen(number: int, *, reason: str, by: Actor, now: datetime) -> None:
    """Opens an answered remark again, with the reason; its answer stays in the history.

    Raises InputError for one that is not answered.
    """
    reason = checked(reason, field="reason")
    with door.writing(by=by, now=now) as write:
        row = _found(number, Deed.REMARKS_WRITE, by, lock=True)
        if not row.answered_on:
            raise InputError("This is not answered yet, so it is open.")
        row.answered_on, row.outcome, row.answer = None, "", ""
        row.save(update_fields=["answered_on", "outcome", "answer"])
        _step(row, RemarkStep.REOPENED, reason, by, now)
        write.say(EventKind.REMARK_REOPENED, door.HOUSE, content=reason, remark=number)


def _rows(by: Actor) -> QuerySet[Remark]:
    rows = Remark.objects.select_related("inspection__service", "inspection__programme")
    if by.conflicts:
        rows = rows.exclude(inspection__service_id__in=door.merged_with(by.conflicts))
    return rows


def _found(number: int, deed: Deed, by: Actor, *, lock: bool = False) -> Remark:
    check_may(by, deed)
    rows = _rows(by).select_for_update(of=("self",)) if lock else _rows(by)
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotAllowedError("There is no such remark.")
    return found


def _about(code: str, by: Actor) -> Inspection | None:
    if not code:
        return None
    rows = door.inspections_for(Deed.INSPECTION_READ, by=by).filter(own_kind="")
    found = rows.filter(code=code).first()
    if found is None:
        raise InputError("Choose an inspection from the list.", field="inspection")
    return found


def _step(row: Remark, step: RemarkStep, words: str, by: Actor, now: datetime) -> None:
    row.history.create(step=step, words=words, by_id=by.person_id, at=now)


def _listed(row: Remark, today: date) -> Listed:
    about = row.inspection
    return Listed(
        number=row.pk,
        kind=RemarkKind(row.kind),
        sender=Sender(row.sender),
        about=f"{about.service.name}, {about.programme.title}" if about else "",
        subject=row.subject,
        received_on=row.received_on,
        due_on=row.due_on,
        answered_on=row.answered_on,
        outcome=RemarkOutcome(row.outcome).words if row.outcome else "",
        state=remarks.state_of(due_on=row.due_on, answered_on=row.answered_on, today=today),
    )
