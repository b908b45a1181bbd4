"""What bodies do with an improvement plan: steps, the oversight body's views and questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from corecase.actions import door, improvement_desk, improvement_plans, improvement_progress, stages
from corecase.actions.improvement_plans import Heading
from corecase.actions.improvement_progress import ActionPage, Asked
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.improvement_steps import Step, StepKind, check_step
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.core.stages import Stage

STEP_DEEDS: Final[Mapping[StepKind, tuple[Deed, ...]]] = {
    StepKind.BOARD_APPROVED: (Deed.IMPROVEMENT_WRITE,),
    StepKind.CABINET_NOTED: (Deed.IMPROVEMENT_WRITE,),
    StepKind.CABINET_APPROVED: (Deed.IMPROVEMENT_WRITE,),
    StepKind.SUBMITTED: (Deed.IMPROVEMENT_WRITE,),
    StepKind.ACCEPTED: (Deed.IMPROVEMENT_ACCEPT,),
    StepKind.RETURNED: (Deed.IMPROVEMENT_ACCEPT,),
    StepKind.FORWARDED: (Deed.IMPROVEMENT_WRITE, Deed.IMPROVEMENT_ACCEPT),
    StepKind.MONITORED: (Deed.IMPROVEMENT_MONITOR,),
}
"""Who records a step: the service its own and its council's, the others each their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """The steps so far, and those that the reader may record."""

    heading: Heading
    steps: tuple[Step, ...]
    kinds: tuple[StepKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question about an action, for whoever answers it."""

    page: ActionPage
    asked: Asked


def steps(code: str, *, by: Actor) -> StepPage:
    """The steps of an improvement plan. NotAllowedError for whoever may record none."""
    inspection = improvement_desk.reading(code, by=by)
    row = improvement_desk.row_of(inspection)
    subject = door.subject_of(inspection)
    kinds = tuple(
        kind for kind, deeds in STEP_DEEDS.items() if any(may(by, deed, subject) for deed in deeds)
    )
    if not kinds:
        raise NotAllowedError("This is not for you to do.")
    return StepPage(
        heading=improvement_plans.heading_of(inspection, row, by),
        steps=improvement_desk.value_of(row).steps,
        kinds=kinds,
    )


def take(code: str, step: Step, *, by: Actor, now: datetime) -> None:
    """Records a step. Accepted, the inspection is closed; returned, the service is told why.

    Raises NotAllowedError for a step that is another body's, and InputError for one that could
    not have been taken yet or lies ahead.
    """
    if step.kind not in steps(code, by=by).kinds:
        raise NotAllowedError("This step is recorded by another body.")
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.IMPROVEMENT_READ, by=by, lock=True)
        row = improvement_desk.row_of(inspection)
        known = improvement_desk.value_of(row).steps
        check_step(known, step, today=timezone.localdate(now))
        row.steps.create(
            kind=step.kind,
            day=step.on,
            body=step.body.strip(),
            reasons=step.reasons.strip(),
            by_id=by.person_id,
            at=now,
        )
        if step.kind is StepKind.ACCEPTED and inspection.stage == Stage.PLAN_DUE:
            stages.stand_at(inspection, Stage.CLOSED, by=by, now=now)
        kind = EventKind.IMPROVEMENT_STEP_TAKEN
        improvement_desk.keep(row, kind, by_id=by.person_id, now=now)
        content = [step.body, step.reasons]
        write.say(kind, code, content=content, step=step.kind, day=step.on)


def write_view(code: str, ref: str, *, words: str, by: Actor, now: datetime) -> None:
    """Writes the oversight body's view of an action beside the service's; none is replaced."""
    _check_said(words)
    with improvement_desk.changing(code, Deed.IMPROVEMENT_MONITOR, by=by, now=now) as desk:
        desk.action(ref).entries.create(
            kind="VIEW",
            words=words.strip(),
            day=timezone.localdate(now),
            role=desk.inspection.programme.oversight_body,
            by_id=by.person_id,
            at=now,
        )
        desk.say(EventKind.IMPROVEMENT_VIEW_WRITTEN, content=words, action=ref)


def ask(code: str, ref: str, *, words: str, by: Actor, now: datetime) -> None:
    """Asks the service something about an action."""
    _check_said(words)
    with improvement_desk.changing(code, Deed.IMPROVEMENT_MONITOR, by=by, now=now) as desk:
        desk.action(ref).questions.create(
            words=words.strip(),
            role=desk.inspection.programme.oversight_body,
            by_id=by.person_id,
            at=now,
        )
        desk.say(EventKind.IMPROVEMENT_QUESTION_ASKED, content=words, action=ref)


def answerable(code: str, ref: str, number: int, *, by: Actor, today: date) -> QuestionPage:
    """A question, for whoever of the service answers it; NotAllowedError for everybody else."""
    improvement_desk.reading(code, by=by, deed=Deed.IMPROVEMENT_PROGRESS)
    page = improvement_progress.action(code, ref, by=by, today=today)
    for asked in page.questions:
        if asked.number == number:
            return QuestionPage(page=page, asked=asked)
    raise NotAllowedError("There is no such question.")


def answer(code: str, ref: str, number: int, *, words: str, by: Actor, now: datetime) -> None:
    """Answers a question for the service. InputError where it was answered meanwhile."""
    _check_said(words)
    with improvement_desk.changing(code, Deed.IMPROVEMENT_PROGRESS, by=by, now=now) as desk:
        row = improvement_progress.question_of(desk.row, ref, number)
        if row.answered_at is not None:
            raise InputError("Somebody answered this question meanwhile; look at their answer.")
        row.answer, row.answered_at, row.answered_by_id = words.strip(), now, by.person_id
        row.answered_role = improvement_desk.role_of(by, Deed.IMPROVEMENT_PROGRESS, desk.inspection)
        row.save()
        kind = EventKind.IMPROVEMENT_QUESTION_ANSWERED
        desk.say(kind, content=words, action=ref, question=row.pk)


def _check_said(words: str) -> None:
    if not words.strip():
        raise InputError("Write it in words; an empty line tells nobody anything.", field="words")
