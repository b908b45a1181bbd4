"""The papers on an improvement plan for one meeting of a board or a clinic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from corecase.core.improvement import Action, ImprovementPlan
from corecase.core.improvement_changes import changes
from corecase.core.improvement_checks import STALE_DAYS, overdue, stale
from corecase.core.improvement_status import DEFAULT_RULE, StatusRule, counts, due_soon
from corecase.core.periods import day_in_words
from corecase.documents import improvement_plan
from corecase.documents.model import (
    Block,
    Document,
    Heading,
    Number,
    Paragraph,
    Spans,
    Table,
    lines,
    words,
)
from corecase.statistics.reaudits import Shown

SOON_DAYS = 30
"""How far ahead a pack looks for actions that are due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerted:
    """An alert as a board may read of it: when it was raised and where it stands, no more."""

    raised_on: date
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPack:
    """What a meeting on `today` is told of an improvement plan.

    `before` is the improvement plan as the last pack showed it, on the day `before_on`; None for
    the first. `items` are the words for the items of re-audits, by their ids. `alerts` is None
    where nobody looked them up.
    """

    plan: ImprovementPlan
    today: date
    before: ImprovementPlan | None = None
    before_on: date | None = None
    rule: StatusRule = DEFAULT_RULE
    stale_days: int = STALE_DAYS
    reaudits: Sequence[Shown] = ()
    items: Mapping[str, str] = field(default_factory=dict)
    alerts: Sequence[Alerted] | None = None


def build(pack: BoardPack, *, notice: str = "") -> Document:
    """The pack as a document on wide pages, the whole improvement plan at its end."""
    blocks: list[Block] = [
        *_standing(pack),
        *_changed(pack),
        *_overdue(pack),
        *_soon(pack),
        *_stale(pack),
        *_reaudits(pack),
        *_alerts(pack),
        *_missing(pack),
        Heading(level=1, text="The improvement plan", anchor="plan"),
        improvement_plan.table(pack.plan, today=pack.today, rule=pack.rule),
    ]
    title = f"Board pack: {pack.plan.title or 'improvement plan'}"
    return Document(
        title=title,
        subject=f"The improvement plan of {pack.plan.service or 'a service'} for a meeting",
        author=pack.plan.service or "Corecase",
        notice=notice,
        landscape=True,
        cover=improvement_plan.cover(pack.plan, pack.today, "Board pack"),
        blocks=tuple(blocks),
    )


def _standing(pack: BoardPack) -> Iterator[Block]:
    yield Heading(level=1, text="Where it stands", anchor="standing")
    found = counts(pack.plan, today=pack.today, rule=pack.rule)
    yield Table(
        id="status",
        caption="Actions by status",
        header=("Status", "Actions", "Share"),
        rows=tuple(
            (
                words(status),
                (Number(text=str(figure), key=f"status:{status}", figure=figure),),
                words(figure.printed),
            )
            for status, figure in found.items()
        ),
        number_columns=frozenset({1, 2}),
        widths=(3, 1, 1),
    )
    standing = " This rule is unverified." if pack.rule.standing == "unverified" else ""
    yield Paragraph(words(f"Statuses follow a rule: {pack.rule.title}.{standing}"), "small")


def _changed(pack: BoardPack) -> Iterator[Block]:
    yield Heading(level=1, text="What changed", anchor="changed")
    if pack.before is None:
        yield Paragraph(words("This is the first pack; nothing stands before it."))
        return
    since = f" since {day_in_words(pack.before_on)}" if pack.before_on else ""
    found = changes(pack.before, pack.plan)
    if not found:
        yield Paragraph(words(f"Nothing changed{since}."))
        return
    yield Table(
        id="changes",
        caption=f"Changes{since}",
        header=("Change", "Before", "Now"),
        rows=tuple((words(one.words), words(one.was), words(one.now)) for one in found),
        widths=(2, 3, 3),
    )


def _overdue(pack: BoardPack) -> Iterator[Block]:
    rows = [
        (one.action, words(day_in_words(one.due_on)), words(_days(one.n_days)))
        for one in overdue(pack.plan, pack.today)
    ]
    yield from _actions("Overdue", "overdue", ("Was due", "Overdue by"), rows)


def _soon(pack: BoardPack) -> Iterator[Block]:
    rows = [
        (action, words(day_in_words(due)), words(_days((due - pack.today).days)))
        for action, due in due_soon(pack.plan, pack.today, SOON_DAYS)
    ]
    title = f"Due within {SOON_DAYS} days"
    yield from _actions(title, "soon", ("Due", "Days left"), rows)


def _stale(pack: BoardPack) -> Iterator[Block]:
    rows = [
        (
            one.action,
            words(day_in_words(one.last_on) if one.last_on else "never"),
            words(_days(one.n_days)),
        )
        for one in stale(pack.plan, pack.today, pack.stale_days)
    ]
    title = f"Without a word for more than {pack.stale_days} days"
    yield from _actions(title, "stale", ("Last word", "Silent for"), rows)


def _actions(
    title: str, anchor: str, last: tuple[str, str], rows: list[tuple[Action, Spans, Spans]]
) -> Iterator[Block]:
    yield Heading(level=1, text=title, anchor=anchor)
    if not rows:
        yield Paragraph(words("No action."))
        return
    yield Table(
        id=anchor,
        caption=f"{title}: actions",
        header=("Action", "Owner", *last),
        rows=tuple(
            (
                words(f"{action.id} {action.wording}"),
                improvement_plan.known(action.owner, "owner"),
                day,
                days,
            )
            for action, day, days in rows
        ),
        show_caption=False,
        widths=(4, 2, 1.5, 1.5),
    )


def _reaudits(pack: BoardPack) -> Iterator[Block]:
    yield Heading(level=1, text="Re-audits", anchor="reaudits")
    if not pack.reaudits:
        yield Paragraph(words("No item was read again."))
        return
    yield Table(
        id="reaudits",
        caption="Items read again: sufficient out of applicable, then and now",
        header=("Item", "Baseline", "Target", "Result", "Difference", "What it shows"),
        rows=tuple(_reaudited(pack, one) for one in pack.reaudits),
        widths=(3, 1.2, 1.8, 1.2, 2.6, 1.6),
    )


def _reaudited(pack: BoardPack, found: Shown) -> tuple[Spans, ...]:
    one = found.reaudit
    target = "" if one.target_percent is None else f"{one.target_percent}%: {found.target}"
    figures = (("baseline", one.baseline), ("result", one.result))
    baseline, result = (
        (Number(text=f"{figure} ({figure.printed})", key=f"{one.item}:{key}", figure=figure),)
        for key, figure in figures
    )
    return (
        lines((words(pack.items.get(one.item, one.item)), words(day_in_words(one.audited_on)))),
        baseline,
        words(target or "none"),
        result,
        words(found.difference.words),
        words(found.verdict),
    )


def _alerts(pack: BoardPack) -> Iterator[Block]:
    if pack.alerts is None:
        return
    yield Heading(level=1, text="Alerts", anchor="alerts")
    if not pack.alerts:
        yield Paragraph(words("No alert was raised."))
        return
    yield Table(
        id="alerts",
        caption="Alerts about children's or others' safety",
        header=("Raised on", "Where it stands"),
        rows=tuple((words(day_in_words(a.raised_on)), words(a.state)) for a in pack.alerts),
        show_caption=False,
        widths=(1, 3),
    )


def _missing(pack: BoardPack) -> Iterator[Block]:
    yield Heading(level=1, text="What is still missing", anchor="missing")
    found = tuple(improvement_plan.missing(pack.plan))
    yield from found
    if not found:
        yield Paragraph(words("Nothing: every action has its particulars."))


def _days(n_days: int) -> str:
    return "1 day" if n_days == 1 else f"{n_days} days"
