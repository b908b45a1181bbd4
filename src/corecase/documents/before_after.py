"""Two inspections of one service beside each other, as blocks of a document and as one."""

from collections.abc import Iterator
from datetime import date
from math import ceil, floor

from corecase.core.before_after import Changes, ScoreChange
from corecase.core.errors import InputError
from corecase.core.improvement import Area, ImprovementPlan
from corecase.core.periods import day_in_words
from corecase.documents.model import (
    Block,
    Cover,
    Document,
    Heading,
    Listing,
    Table,
    words,
)
from corecase.documents.plots import IntervalChart, IntervalRow

LEVELS = (("headline", "Headlines"), ("section", "Sections"), ("criterion", "Criteria"))
"""The levels of scores in the order in which they are shown, with their words."""

READING = (
    "An interval is about which cases happened to be drawn. It does not say how another team "
    "would have judged them, and why a score changed no figure says.",
    "Improved and worse are said only where the interval leaves out no change, before and after "
    "taking off what was to be expected anyway, where that is known.",
    "Beyond what was to be expected: a service is inspected again because it scored low, and a low "
    "score is low partly by bad luck, so that a part of any gain comes by itself.",
)
"""What a reader of a comparison has to know, in plain sentences."""


def chart_of(found: Changes, *, service: str, chart_id: str = "before-after") -> IntervalChart:
    """The changes with their intervals around "no change", with all rows in its table.

    Raises InputError where no change has an interval; ask `has_chart` first.
    """
    changes = [(row, row.raw) for row in found.rows if row.raw]
    if not changes:
        raise InputError("No change has an interval, so that there is nothing to draw.")
    ends = [100 * end for _, raw in changes for end in (raw.interval.low, raw.interval.high)]
    # Ten points at least on each side, so that a hair's breadth does not fill the page.
    start, end = min(-10, 10 * floor(min(ends) / 10)), max(10, 10 * ceil(max(ends) / 10))
    level = f"{100 * found.confidence:g}%"
    return IntervalChart(
        id=chart_id,
        title=f"{service}: changes in points since the inspection before, with {level} intervals",
        alt="For each score a dot at its change and a line along its interval. "
        + "; ".join(f"{row.label}: {row.change_words}, {row.verdict.words}" for row, _ in changes)
        + ". An interval that reaches across 0 leaves open whether anything changed.",
        table=table_of(found, found.rows, "All scores before and after", f"{chart_id}-table"),
        rows=tuple(
            IntervalRow(
                label=row.label,
                value=100 * raw.share,
                low=100 * raw.interval.low,
                high=100 * raw.interval.high,
                printed=f"{row.change_words.partition(' (')[0]}, {row.verdict.words}",
            )
            for row, raw in changes
        ),
        axis="Percentage points",
        start=start,
        end=end,
        unit="",
        lines=((0.0, "no change"),),
    )


def has_chart(found: Changes) -> bool:
    """Whether any change has an interval, so that there is something to draw."""
    return any(row.raw for row in found.rows)


def table_of(found: Changes, rows: tuple[ScoreChange, ...], caption: str, table_id: str) -> Table:
    """Scores before and after with their counts, the change, and what it may be called."""
    level = f"{100 * found.confidence:g}%"
    return Table(
        id=table_id,
        caption=caption,
        header=(
            "Score",
            "Before",
            "After",
            f"Change ({level} interval)",
            "Beyond what was to be expected",
            "In a word",
        ),
        rows=tuple(tuple(map(words, cells(row))) for row in rows),
        widths=(3, 1.7, 1.7, 2.6, 2.6, 2.2),
    )


def cells(row: ScoreChange) -> tuple[str, ...]:
    """A row as texts: score, before, after, change, net change, verdict."""
    return (
        row.title,
        row.before_printed,
        row.after_printed,
        row.change_words,
        row.net_words,
        row.verdict_words,
    )


def same_cases_table(found: Changes, table_id: str = "same-cases") -> Table:
    """The questions judged both times on cases that both inspections read."""
    return Table(
        id=table_id,
        caption="Questions judged both times on the same cases",
        header=("Question", "Cases", "Became sufficient", "Became insufficient", "In words"),
        rows=tuple(
            (
                words(one.question),
                words(str(one.n_cases)),
                words(str(one.gained)),
                words(str(one.lost)),
                words(one.words),
            )
            for one in found.same_cases
        ),
        number_columns=frozenset({1, 2, 3}),
        widths=(4, 1, 1.3, 1.3, 4),
    )


def plan_table(plan: ImprovementPlan) -> Table:
    """How far the service is with each area of its improvement plan, by its own account."""
    return Table(
        id="before-after-plan",
        caption="Progress against the improvement plan, as the service says it",
        header=("Area", "Actions completed", "Last said", "What was said last"),
        rows=tuple(tuple(map(words, plan_cells(area))) for area in plan.areas),
        widths=(4, 1.5, 1.5, 4),
    )


def plan_cells(area: Area) -> tuple[str, ...]:
    """An area as texts: its words, actions completed, the day and the words of the last news."""
    said = [one for action in area.actions for one in action.progress]
    # Of several on one day, the one that was entered last.
    last = max(reversed(said), key=lambda one: one.on or date.min, default=None)
    n_completed = sum(action.is_completed for action in area.actions)
    return (
        f"{area.id} {area.wording}",
        f"{n_completed} of {len(area.actions)}" if area.actions else "no action",
        day_in_words(last.on) if last and last.on else "",
        last.words if last else "nothing yet",
    )


def blocks(found: Changes, *, service: str) -> Iterator[Block]:
    """The comparison for a report or a page of its own; its headings are the caller's."""
    for level, caption in LEVELS:
        rows = tuple(row for row in found.rows if row.level == level)
        if rows:
            yield table_of(found, rows, caption, f"before-after-{level}")
    if has_chart(found):
        yield chart_of(found, service=service)
    if found.same_cases:
        yield same_cases_table(found)
    if found.said:
        yield Listing(entries=tuple(map(words, found.said)))


def document(
    found: Changes, *, service: str, notice: str = "", plan: ImprovementPlan | None = None
) -> Document:
    """A document of its own: what changed, what came of the improvement plan, how to read it."""
    sides = (("Before", found.before), ("After", found.after))
    lines = [f"{name}: {when}" for name, when in sides if when]
    return Document(
        title=f"{service}: before and after",
        subject="Re-inspection before and after",
        author="Corecase",
        cover=Cover(
            programme=(),
            title="Before and after",
            place=service,
            year="",
            lines=tuple(map(words, [*lines, *([notice] if notice else [])])),
            own_page=False,
        ),
        blocks=(
            Heading(level=1, text="What changed", anchor="changed"),
            *blocks(found, service=service),
            *(_progress(plan) if plan else ()),
            Heading(level=1, text="How to read it", anchor="reading"),
            Listing(entries=tuple(words(sentence) for sentence in READING)),
        ),
    )


def _progress(plan: ImprovementPlan) -> Iterator[Block]:
    yield Heading(level=1, text="Progress against the improvement plan", anchor="plan")
    yield plan_table(plan)
