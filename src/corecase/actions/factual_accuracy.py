"""Factual accuracy: a draft given to the service to check, sent back, answered, closed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.utils import timezone

from corecase.actions import (
    door,
    drafts,
    editions,
    factual_rounds,
    identity_checks,
    renderings,
    reports,
    stages,
    timetables,
)
from corecase.actions.factual_rounds import Round, Standing
from corecase.core import factual_accuracy as rules
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.factual_accuracy import Paragraph
from corecase.core.people import Actor, Deed
from corecase.core.reports import Purpose
from corecase.core.sign_off import Obstacle
from corecase.core.stages import Stage
from corecase.core.timetables import DayName
from corecase.notify import factual_accuracy as letters
from corecase.notify.letters import Letter
from corecase.store.cases.models import FactualRound, Inspection, Person, TimetableDate

LONGEST_REASON = 500
FORMATS = ("html", "pdf")
"""In which the worker makes the draft, for those who would rather read it as a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """The rounds of an inspection, the newest first, and what their reader can do now.

    `may_open` and `may_go_on` are for the lead and the editor while the inspection is drafted:
    a new round, or on with the last one where it is closed.
    """

    code: str
    service: str
    synthetic: str
    stage: Stage
    standing: Standing
    rounds: tuple[Round, ...]
    may_open: bool
    may_go_on: bool
    suggested_due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRound:
    """One round, for the page on which it is sent back or closed."""

    code: str
    service: str
    synthetic: str
    round: Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A round, and whether everybody who has to know of it was sent the news by mail.

    `names` are the people it was sent to; nobody, where the service has no liaison.
    """

    number: int
    names: tuple[str, ...]
    is_mailed: bool


def rounds(code: str, *, by: Actor, today: date) -> Rounds:
    """Every round of an inspection, for those who may read the draft that was given."""
    inspection = door.inspection(code, Deed.FACTS_READ, by=by)
    found = tuple(factual_rounds.of(row) for row in factual_rounds.rows(inspection))
    standing = factual_rounds.standing_of(inspection, by)
    drafted = standing.may_answer and inspection.stage == Stage.DRAFTING
    is_open = bool(found) and found[0].closed_at is None
    return Rounds(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        stage=Stage(inspection.stage),
        standing=standing,
        rounds=found,
        may_open=drafted and not is_open,
        may_go_on=drafted and bool(found) and not is_open,
        suggested_due=_suggested_due(inspection, today),
    )


def openable(code: str, *, by: Actor, today: date) -> Rounds:
    """The rounds, for whoever may open another; NotAllowedError for everybody else."""
    door.inspection(code, Deed.DRAFT_WRITE, by=by)
    return rounds(code, by=by, today=today)


def returnable(code: str, number: int, *, by: Actor) -> OneRound:
    """A round, for whoever sends its draft back; NotAllowedError for everybody else."""
    return _one(door.inspection(code, Deed.FACTS_COMMENT, by=by), number)


def closable(code: str, number: int, *, by: Actor) -> OneRound:
    """A round, for whoever closes it; NotAllowedError for everybody else."""
    return _one(door.inspection(code, Deed.FACTS_ANSWER, by=by), number)


def open_round(code: str, *, due_on: date, by: Actor, now: datetime) -> Told:
    """Gives the draft, as it is at this moment, to the service until a day.

    The inspection moves to factual accuracy. Raises InputError unless it is being drafted,
    while a round is open, where the day leaves no time, where the draft cannot be built, and
    where somebody could be known by what nobody has checked or confirmed yet.
    """
    today = timezone.localdate(now)
    rules.check_due(due_on, today)
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        _check_drafted(inspection)
        identity_checks.check_settled(inspection)
        editions.keep(inspection)
        row = _made(inspection, due_on=due_on, by=by, now=now)
        stages.stand_at(inspection, Stage.FACTUAL_ACCURACY, by=by, now=now)
        _put_in_timetable(inspection, today, due_on)
        write.say(
            EventKind.FACTS_OPENED,
            code,
            content=[str(due_on), row.paragraphs],
            round=row.number,
        )
    letter = partial(letters.to_service, service=inspection.service.name, due_on=due_on)
    return _told(row.number, factual_rounds.liaisons(inspection, now), letter)


def go_on(code: str, *, reason: str, by: Actor, now: datetime) -> None:
    """Moves a draft that was corrected on to factual accuracy without another round.

    The last round stands for it. Raises InputError without a reason, where no round is closed,
    and unless the inspection is being drafted.
    """
    reason = _reason(reason)
    if not reason:
        raise InputError("Say why the service need not see the draft again.", field="reason")
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        _check_drafted(inspection)
        if _last(inspection) is None:
            raise InputError("The service has not seen a draft yet; open a round.")
        stages.stand_at(inspection, Stage.FACTUAL_ACCURACY, reason=reason, by=by, now=now)
        write.say(
            EventKind.INSPECTION_MOVED,
            code,
            content={"reason": reason},
            from_stage=Stage.DRAFTING,
            to_stage=Stage.FACTUAL_ACCURACY,
        )


def send_back(code: str, number: int, *, by: Actor, now: datetime) -> Told:
    """The service is done with a draft; with no comment in it, that says there is none.

    Raises InputError where it was sent back before, or is closed.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.FACTS_COMMENT, by=by, lock=True)
        row = factual_rounds.row(inspection, number)
        factual_rounds.check_open(row)
        if row.returned_by is not None:
            raise InputError(f"{row.returned_by.name} sent this draft back already.")
        row.returned_by_id, row.returned_at = by.person_id, now
        row.save(update_fields=["returned_by", "returned_at"])
        write.say(EventKind.FACTS_RETURNED, code, round=number)
    letter = partial(letters.to_writer, service=inspection.service.name)
    return _told(number, factual_rounds.writers(inspection, now), letter)


def close(code: str, number: int, *, reason: str = "", by: Actor, now: datetime) -> Told:
    """Closes a round whose comments are all answered; now the service reads the answers.

    A reason is asked for, and kept, only where the service has not sent the draft back. Raises
    InputError while a comment waits, and before the service is done or its time is over.
    """
    reason = _reason(reason)
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.FACTS_ANSWER, by=by, lock=True)
        row = factual_rounds.row(inspection, number)
        factual_rounds.check_open(row)
        rules.check_may_close(
            is_returned=row.returned_at is not None,
            due_on=row.due_on,
            today=timezone.localdate(now),
            n_unanswered=factual_rounds.of(row).n_unanswered,
            reason=reason,
        )
        row.closed_by_id, row.closed_at = by.person_id, now
        row.closed_reason = "" if row.returned_at else reason
        row.save(update_fields=["closed_by", "closed_at", "closed_reason"])
        write.say(EventKind.FACTS_CLOSED, code, content=row.closed_reason, round=number)
    letter = partial(letters.answered, service=inspection.service.name)
    return _told(number, factual_rounds.liaisons(inspection, now), letter)


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """What keeps the report from being signed: no round, one that is open, comments that wait."""
    last = factual_rounds.rows(inspection).first()
    if last is None:
        text = "The service has not checked a draft: no factual-accuracy round was held."
        return [Obstacle(text=text, room="factual_accuracy")]
    if last.closed_at is not None:
        return []
    number, waiting = str(last.number), factual_rounds.of(last).n_unanswered
    if waiting:
        said = rules.unanswered_words(waiting)
        text = f"{said[0].upper()}{said[1:]}."
        return [Obstacle(text=text, room="facts_comments", place=number)]
    text = f"Round {number} on the factual accuracy of the draft is not closed."
    return [Obstacle(text=text, room="factual_accuracy")]


def live(inspection: Inspection, today: date) -> tuple[Paragraph, ...]:
    """The paragraphs of the draft as it is now. Raises InputError where it cannot be built."""
    found = reports.proof(inspection, today)
    if not found.paragraphs:
        raise InputError(found.faults[0])
    return found.paragraphs


def _one(inspection: Inspection, number: int) -> OneRound:
    return OneRound(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        round=factual_rounds.of(factual_rounds.row(inspection, number)),
    )


def _check_drafted(inspection: Inspection) -> None:
    last = _last(inspection)
    if last is not None and last.closed_at is None:
        raise InputError(f"Round {last.number} is still open; close it first.")
    if inspection.stage != Stage.DRAFTING:
        raise InputError(
            "A draft goes to the service from drafting; take the inspection back to drafting on "
            "its page first."
        )


def _last(inspection: Inspection) -> FactualRound | None:
    return FactualRound.objects.filter(inspection=inspection).first()


def _made(inspection: Inspection, *, due_on: date, by: Actor, now: datetime) -> FactualRound:
    frozen = live(inspection, timezone.localdate(now))
    last = _last(inspection)
    return FactualRound.objects.create(
        inspection=inspection,
        number=last.number + 1 if last else 1,
        due_on=due_on,
        paragraphs=[{"place": p.place, "heading": p.heading, "text": p.text} for p in frozen],
        rendering=renderings.queue(inspection, Purpose.FACTS, FORMATS, by=by, now=now),
        opened_by_id=by.person_id,
        opened_at=now,
    )


def _suggested_due(inspection: Inspection, today: date) -> date:
    """The day of the timetable, where somebody set one that is to come; else ten working days."""
    planned = timetables.set_day(inspection, DayName.FACTUAL_ACCURACY_DUE)
    return planned if planned and planned > today else rules.suggested_due(today)


def _put_in_timetable(inspection: Inspection, today: date, due_on: date) -> None:
    for name, day in ((DayName.DRAFT_SENT, today), (DayName.FACTUAL_ACCURACY_DUE, due_on)):
        TimetableDate.objects.update_or_create(
            inspection=inspection, name=name, defaults={"day": day, "is_edited": True, "note": ""}
        )


def _told(number: int, people: tuple[Person, ...], letter: Callable[..., Letter]) -> Told:
    is_mailed = factual_rounds.mailed((to, letter(name=to.name)) for to in people)
    return Told(number=number, names=tuple(to.name for to in people), is_mailed=is_mailed)


def _reason(reason: str) -> str:
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise InputError(
            f"Shorten this to {LONGEST_REASON} characters; it has {len(reason)}.", field="reason"
        )
    return reason
