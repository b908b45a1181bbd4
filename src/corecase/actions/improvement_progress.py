"""Progress on an action, its evidence, and re-audits of the items that it should move."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from corecase.actions import frameworks, improvement_desk, improvement_plans, improvement_settings
from corecase.actions.improvement_desk import Desk
from corecase.actions.improvement_plans import ActionShown, Heading
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.figures import Figure
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.core.reaudits import ReAudit
from corecase.statistics import reaudits
from corecase.statistics.reaudits import Shown
from corecase.store.cases.models import (
    ImprovementAction,
    ImprovementAudit,
    ImprovementPlan,
    ImprovementQuestion,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question about an action with its answer, by the number of its page."""

    number: int
    words: str
    by: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A re-audit of an item and what it shows; `item` in the framework's words."""

    item: str
    shown: Shown
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """One action with all that was said of it; `items` are (identifier, words)."""

    heading: Heading
    shown: ActionShown
    items: tuple[tuple[str, str], ...]
    questions: tuple[Asked, ...]
    audits: tuple[Audit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A re-audit as it is typed in: counts of sufficient judgements out of those that applied."""

    item: str
    audited_on: date
    baseline_count: int
    baseline_out_of: int
    count: int
    out_of: int
    target_percent: int | None = None
    source: str = ""


def action(code: str, ref: str, *, by: Actor, today: date) -> ActionPage:
    """An action. NotAllowedError where there is none of that number."""
    inspection = improvement_desk.reading(code, by=by)
    row = improvement_desk.row_of(inspection)
    found = row_of(row, ref)
    plan = improvement_desk.value_of(row)
    rule = improvement_settings.rule_of(inspection.programme)
    words = {one.id: one.label for one in frameworks.of(inspection).items}
    return ActionPage(
        heading=improvement_plans.heading_of(inspection, row, by),
        shown=improvement_plans.shown(plan, plan.action(ref), rule, today, found.version),
        items=tuple((item, words.get(item, "")) for item in found.items),
        questions=tuple(map(_asked, found.questions.all())),
        audits=tuple(_audit(one, words) for one in found.audits.all()),
    )


def row_of(row: ImprovementPlan, ref: str) -> ImprovementAction:
    """The row of an action that stands. NotAllowedError where there is none."""
    rows = ImprovementAction.objects.filter(plan=row, ref=ref, removed_at=None)
    return improvement_desk.found(rows.first(), "action")


def report(
    code: str,
    ref: str,
    *,
    words: str,
    day: date,
    evidence: str = "",
    is_done: bool = False,
    is_completed: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Writes down what was done on an action, and where it can be seen.

    `is_done` says that it, or one time of it, was done with this; `is_completed` that nothing
    more follows. Raises InputError without words and for a day that lies ahead.
    """
    if not words.strip():
        raise InputError("Say in words what was done.", field="words")
    if day > timezone.localdate(now):
        raise InputError("Give the day on which it was done; it cannot lie ahead.", field="day")
    with improvement_desk.changing(code, Deed.IMPROVEMENT_PROGRESS, by=by, now=now) as desk:
        row = desk.action(ref)
        said = {"day": day, "by_id": by.person_id, "at": now, "role": _role(desk)}
        row.entries.create(kind="PROGRESS", words=words.strip(), is_done=is_done, **said)
        if evidence.strip():
            row.entries.create(kind="EVIDENCE", words=evidence.strip(), **said)
        if is_completed:
            row.completed_on = day
        row.version += 1
        row.save(update_fields=["completed_on", "version"])
        desk.say(
            EventKind.IMPROVEMENT_PROGRESS_WRITTEN,
            content=[words, evidence, is_done, is_completed],
            action=ref,
        )


def reopen(code: str, ref: str, *, words: str, by: Actor, now: datetime) -> None:
    """Says that a completed action is open again, and why. InputError where it is not completed."""
    if not words.strip():
        raise InputError("Say why it is open again.", field="words")
    with improvement_desk.changing(code, Deed.IMPROVEMENT_PROGRESS, by=by, now=now) as desk:
        row = desk.action(ref)
        if row.completed_on is None:
            raise InputError("This action is not completed; open its page again.")
        day = timezone.localdate(now)
        row.entries.create(
            kind="PROGRESS",
            words=words.strip(),
            day=day,
            role=_role(desk),
            by_id=by.person_id,
            at=now,
        )
        row.completed_on = None
        row.version += 1
        row.save(update_fields=["completed_on", "version"])
        desk.say(EventKind.IMPROVEMENT_PROGRESS_WRITTEN, content=words, action=ref, reopened="yes")


def enter_audit(code: str, ref: str, entered: Entered, *, by: Actor, now: datetime) -> None:
    """Enters a re-audit of an item that an action should move.

    Raises InputError for an item that the action does not name, counts that do not fit their
    base, a base of none, a target outside 0 to 100, and a day that lies ahead.
    """
    if entered.audited_on > timezone.localdate(now):
        raise InputError("Give the day of the audit; it cannot lie ahead.", field="audited_on")
    _value(entered)
    with improvement_desk.changing(code, Deed.IMPROVEMENT_PROGRESS, by=by, now=now) as desk:
        row = desk.action(ref)
        if entered.item not in row.items:
            raise InputError("Choose a question that the action should move.", field="item")
        row.audits.create(
            item=entered.item,
            day=entered.audited_on,
            baseline_count=entered.baseline_count,
            baseline_out_of=entered.baseline_out_of,
            count=entered.count,
            out_of=entered.out_of,
            target_percent=entered.target_percent,
            source=entered.source.strip(),
            by_id=by.person_id,
            at=now,
        )
        desk.say(EventKind.IMPROVEMENT_REAUDIT_ENTERED, action=ref, item=entered.item)


def audits_of(row: ImprovementPlan) -> tuple[ReAudit, ...]:
    """Every re-audit of an improvement plan, in the order of their days, for other actions."""
    rows = ImprovementAudit.objects.filter(action__plan=row, action__removed_at=None)
    return tuple(map(_reaudit, rows))


def audits_by_action(row: ImprovementPlan) -> dict[str, tuple[Audit, ...]]:
    """Re-audits by the numbers of the actions that they belong to, for other actions."""
    words = {one.id: one.label for one in frameworks.of(row.inspection).items}
    rows = ImprovementAction.objects.filter(plan=row, removed_at=None).prefetch_related("audits")
    return {one.ref: tuple(_audit(audit, words) for audit in one.audits.all()) for one in rows}


def question_of(row: ImprovementPlan, ref: str, number: int) -> ImprovementQuestion:
    """The row of a question about an action. NotAllowedError where there is none."""
    found = ImprovementQuestion.objects.filter(action=row_of(row, ref), pk=number).first()
    if found is None:
        raise NotAllowedError("There is no such question.")
    return found


def _asked(row: ImprovementQuestion) -> Asked:
    return Asked(
        number=row.pk,
        words=row.words,
        by=row.role,
        at=row.at,
        answer=row.answer,
        answered_by=row.answered_role,
        answered_at=row.answered_at,
    )


def _audit(row: ImprovementAudit, words: dict[str, str]) -> Audit:
    item = f"{row.item} {words.get(row.item, '')}".strip()
    return Audit(item=item, shown=reaudits.shown(_reaudit(row)), source=row.source)


def _reaudit(row: ImprovementAudit) -> ReAudit:
    return ReAudit(
        item=row.item,
        baseline=Figure(count=row.baseline_count, out_of=row.baseline_out_of),
        result=Figure(count=row.count, out_of=row.out_of),
        audited_on=row.day,
        target_percent=row.target_percent,
    )


def _value(entered: Entered) -> ReAudit:
    """The re-audit as a value; raises InputError beside the field that does not fit."""
    for count, out_of in (("baseline_count", "baseline_out_of"), ("count", "out_of")):
        if not 0 <= getattr(entered, count) <= getattr(entered, out_of):
            message = "More cases are sufficient than were looked at; correct one of the two."
            raise InputError(message, field=count)
        if getattr(entered, out_of) < 1:
            raise InputError("Give the number of cases it applied to, 1 or more.", field=out_of)
    return ReAudit(
        item=entered.item,
        baseline=Figure(count=entered.baseline_count, out_of=entered.baseline_out_of),
        result=Figure(count=entered.count, out_of=entered.out_of),
        audited_on=entered.audited_on,
        target_percent=entered.target_percent,
    )


def _role(desk: Desk) -> str:
    return improvement_desk.role_of(desk.by, Deed.IMPROVEMENT_PROGRESS, desk.inspection)
