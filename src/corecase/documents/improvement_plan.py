"""The improvement plan to print: its recommendations, its areas with their actions, its steps."""

from collections.abc import Iterable, Iterator
from datetime import date

from corecase.core.improvement import ORIGINS, Action, Area, Entry, ImprovementPlan
from corecase.core.improvement_checks import Gap, gaps_by_kind
from corecase.core.improvement_status import DEFAULT_RULE, StatusRule, status_of
from corecase.core.improvement_steps import WORDS, in_order
from corecase.core.periods import day_in_words
from corecase.documents.model import (
    Blank,
    Block,
    Cover,
    Document,
    Heading,
    Listing,
    Paragraph,
    Spans,
    Table,
    Text,
    lines,
    words,
)

PRINTED = (
    *("Area for improvement/ development", "Link to other plans", "Actions", "Timescales"),
    *("Success criteria/impact", "Costs and resources"),
)
"""The columns in which services print an improvement plan."""

KEPT = ("Owner", "Status", "Progress and evidence")
"""What is kept of each action beside those."""

_PRINTED_WIDTHS = (2.6, 1.4, 3.4, 1.6, 3.2, 1.6)
_KEPT_WIDTHS = (1.4, 1.6, 2.6)
_JOINED = frozenset({0, 1, 4, 5})  # said of an area and not of each of its actions


def build(
    plan: ImprovementPlan,
    *,
    today: date | None = None,
    rule: StatusRule = DEFAULT_RULE,
    notice: str = "",
) -> Document:
    """The improvement plan as a document on wide pages.

    With `today` each action stands with its owner, its status on that day and its progress, and
    what is missing is pointed out; without, it has the columns that services print.
    """
    blocks: list[Block] = [
        *_recommendations(plan),
        Heading(level=1, text="Areas and actions", anchor="actions"),
        *_origins(plan),
        table(plan, today=today, rule=rule),
        *_steps(plan),
        *(_missing(plan) if today else ()),
    ]
    return Document(
        title=plan.title or "Improvement plan",
        subject=f"Improvement plan of {plan.service or 'a service'}",
        author=plan.service or "Corecase",
        notice=notice,
        landscape=True,
        cover=cover(plan, today, "Improvement plan"),
        blocks=tuple(blocks),
    )


def cover(plan: ImprovementPlan, today: date | None, kind: str) -> Cover:
    """The head of a paper on the improvement plan; days that nobody knows are labelled blanks."""
    said: list[Spans] = [
        (Text("Inspection: "), *known(plan.inspection, "code of the inspection")),
        (Text("Report published: "), *_day(plan.published_on, "day of publication")),
        (Text("Improvement plan due: "), *_day(plan.due_on, "day on which it is due")),
    ]
    if today:
        said.append(words(f"As it stands on {day_in_words(today)}."))
    return Cover(
        programme=(Text(kind),),
        title=plan.title,
        place=plan.service,
        year="",
        lines=tuple(said),
        own_page=False,
    )


def table(
    plan: ImprovementPlan, *, today: date | None = None, rule: StatusRule = DEFAULT_RULE
) -> Table:
    """Areas with their actions, one row an action; an area without has one row that says so."""
    n_rows = tuple(max(1, len(area.actions)) for area in plan.areas)
    return Table(
        id="areas-and-actions",
        caption="Areas for improvement and their actions",
        header=(*PRINTED, *(KEPT if today else ())),
        rows=tuple(_rows(plan, today, rule)),
        widths=(*_PRINTED_WIDTHS, *(_KEPT_WIDTHS if today else ())),
        groups=n_rows,
        joined=_JOINED,
    )


def known(text: str, label: str) -> Spans:
    """The text, or a blank with what belongs there."""
    return (Text(text),) if text else (Blank(label),)


def _rows(
    plan: ImprovementPlan, today: date | None, rule: StatusRule
) -> Iterator[tuple[Spans, ...]]:
    for area in plan.areas:
        before = (_area(area), known("; ".join(area.links), "link to other plans"))
        after = (_success(area), _costs(area))
        for action in area.actions:
            said = (
                words(f"{action.id} {action.wording}"),
                known(action.timescale.written, "timescale"),
            )
            yield (*before, *said, *after, *(_kept(plan, action, today, rule) if today else ()))
        if not area.actions:
            none = ((Blank("actions"),), (Blank("timescale"),))
            yield (*before, *none, *after, *(((),) * len(KEPT) if today else ()))


def _area(area: Area) -> Spans:
    named = words(f"{area.id} {area.wording} ({ORIGINS[area.origin]})")
    if not area.recommendations:
        return named
    noun = "recommendation" if len(area.recommendations) == 1 else "recommendations"
    return lines((named, words(f"Answers {noun} {', '.join(area.recommendations)}.")))


def _success(area: Area) -> Spans:
    said = lines(
        (
            words(area.success),
            *(words(f"{a.id} {a.measure}") for a in area.actions if a.measure),
        )
    )
    return said or (Blank("success criteria"),)


def _costs(area: Area) -> Spans:
    said = lines(
        (words(area.costs), *(words(f"{a.id} {a.costs}") for a in area.actions if a.costs))
    )
    return said or (Blank("costs and resources"),)


def _kept(
    plan: ImprovementPlan, action: Action, today: date, rule: StatusRule
) -> tuple[Spans, ...]:
    status = status_of(action, since=plan.since, today=today, rule=rule)
    due = action.due_on(plan.since)
    return (
        known(action.owner, "owner"),
        lines((words(status), words(f"next due {day_in_words(due)}" if due else ""))),
        lines((*_entries("", action.progress), *_entries("Evidence: ", action.evidence))),
    )


def _entries(kind: str, entries: Iterable[Entry]) -> Iterator[Spans]:
    for entry in entries:
        said = [day_in_words(entry.on) if entry.on else "", entry.by]
        head = ", ".join(part for part in said if part)
        yield words(f"{kind}{head}{': ' if head else ''}{entry.words}")


def _recommendations(plan: ImprovementPlan) -> Iterator[Block]:
    if not plan.recommendations:
        return
    yield Heading(level=1, text="Recommendations", anchor="recommendations")
    numbers = [str(n) for n in range(1, len(plan.recommendations) + 1)]
    counted = numbers == [r.id for r in plan.recommendations]
    yield Listing(
        entries=tuple(
            words(
                f"{'' if counted else r.id + ' '}{r.text}"
                f"{' (' + ', '.join(r.owners) + ')' if r.owners else ''}"
            )
            for r in plan.recommendations
        ),
        numbered=counted,
    )


def _origins(plan: ImprovementPlan) -> Iterator[Block]:
    if any(area.origin == "own" for area in plan.areas):
        yield Paragraph(
            words(
                f"Areas marked \u201c{ORIGINS['own']}\u201d were added by the service itself; the "
                "others answer the inspectorate."
            )
        )


def _steps(plan: ImprovementPlan) -> Iterator[Block]:
    yield Heading(level=1, text="Steps", anchor="steps")
    if not plan.steps:
        yield Paragraph((Blank("no step of a board, a cabinet or the inspectorate is recorded"),))
        return
    yield Table(
        id="steps",
        caption="What bodies did with the improvement plan",
        header=("Day", "Body", "Step", "Reasons"),
        rows=tuple(
            (
                words(day_in_words(step.on)),
                words(step.body),
                words(WORDS[step.kind]),
                words(step.reasons),
            )
            for step in in_order(plan.steps)
        ),
        widths=(1.5, 2, 3, 4),
    )


def missing(plan: ImprovementPlan) -> Iterator[Block]:
    """What is missing, each kind under its heading: recommendations, areas, actions by what."""
    for number, (title, found) in enumerate(gaps_by_kind(plan), start=1):
        yield Heading(level=2, text=title, anchor=f"missing-{number}", in_contents=False)
        yield Listing(entries=tuple(_lacking(plan, gap) for gap in found))


def _missing(plan: ImprovementPlan) -> Iterator[Block]:
    found = tuple(missing(plan))
    if found:
        yield Heading(level=1, text="What is still missing", anchor="missing")
        yield from found


def _lacking(plan: ImprovementPlan, gap: Gap) -> Spans:
    """The action with its words, which its number alone does not say; otherwise the sentence."""
    if gap.kind in ("recommendation", "area"):
        return words(gap.words)
    action = plan.action(gap.at)
    written = action.timescale.written if gap.kind == "date" else ""
    said = f" (its timescale says \u201c{written}\u201d)" if written else ""
    return words(f"{action.id} {action.wording}{said}")


def _day(day: date | None, label: str) -> Spans:
    return known(day_in_words(day) if day else "", label)
