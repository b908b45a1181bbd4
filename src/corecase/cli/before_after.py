"""`corecase before-after`: a re-inspection beside the inspection before it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corecase.cli.options import framework_option, level_option
from corecase.cli.output import figure_data, json_option, print_json, print_table
from corecase.core.before_after import Moved, ScoreChange
from corecase.core.errors import InputError

if TYPE_CHECKING:
    from corecase.pipelines.before_after import Changed


@click.command("before-after")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--service", "-s", default="", help="The service, in a file of published figures.")
@click.option(
    "--before-inspected", default="", help="Which inspection a file is to give, such as June 2009."
)
@click.option("--after-inspected", default="", help="The same for the later one.")
@click.option(
    "--crosswalk",
    type=click.Path(path_type=Path),
    help="A file that says what two frameworks have in common.",
)
@click.option(
    "--others",
    multiple=True,
    metavar="HEADLINE=FILE",
    help="The first scores of all services, as corecase funnel reads them: what was to be expected "
    "without any change.",
)
@click.option(
    "--improvement-plan",
    "plan",
    type=click.Path(path_type=Path),
    help="The improvement plan in between, as workbook or Word file: its progress, beside.",
)
@framework_option(use="for the headlines of published figures")
@level_option
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    help="A folder for the comparison as HTML, PDF, Word and a picture.",
)
@json_option
def before_after(
    before: Path,
    after: Path,
    service: str,
    before_inspected: str,
    after_inspected: str,
    crosswalk: Path | None,
    others: tuple[str, ...],
    plan: Path | None,
    framework: str,
    level: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Hold a re-inspection against the inspection before it.

    BEFORE and AFTER are inspections' folders, or files of published figures. Prints every
    score before and after with its count, the change with its interval, and what it may be
    called. Two frameworks are compared only by a crosswalk.
    """
    # Statistics take a second to load, which other commands need not wait for.
    from corecase.pipelines import before_after as pipeline

    found = pipeline.changed(
        pipeline.Asked(
            before=before,
            after=after,
            service=service,
            before_inspected=before_inspected,
            after_inspected=after_inspected,
            framework=framework,
            crosswalk=crosswalk,
            others=tuple(map(_pair, others)),
            level=float(level),
            improvement_plan=plan,
        )
    )
    files = pipeline.write(found, out) if out else ()
    if as_json:
        print_json(_data(found, files))
    else:
        _print(found, files)


def _pair(typed: str) -> tuple[str, Path]:
    headline, _, path = typed.partition("=")
    if not headline or not path:
        raise InputError(f"--others takes HEADLINE=FILE; not {typed!r}.")
    return headline, Path(path)


def _print(changed: Changed, files: tuple[Path, ...]) -> None:
    from corecase.documents import before_after as pages

    found = changed.found
    for notice in changed.notices:
        click.echo(notice)
    title = f"{changed.service}: {found.before or 'before'}, {found.after or 'after'}"
    shows_net = any(row.net for row in found.rows)
    for level, caption in pages.LEVELS:
        rows = [pages.cells(row) for row in found.rows if row.level == level]
        if rows:
            header = pages.table_of(found, (), caption, "t").header
            kept = [place for place in range(len(header)) if place != 4 or shows_net]
            print_table(
                f"{title}: {caption.lower()}",
                [header[place] for place in kept],
                ([cells[place] for place in kept] for cells in rows),
                wraps=range(len(kept)),
            )
    for one in found.same_cases:
        click.echo(f"Same cases, {one.question}: {one.words}.")
    for sentence in found.said:
        click.echo(sentence)
    if changed.plan:
        table = pages.plan_table(changed.plan)
        rows_of_plan = [pages.plan_cells(area) for area in changed.plan.areas]
        print_table(table.caption, table.header, rows_of_plan, wraps=range(4))
    for path in files:
        click.echo(f"Wrote {path}")


def _data(changed: Changed, files: tuple[Path, ...]) -> dict[str, Any]:
    from corecase.documents import before_after as pages

    found, areas = changed.found, changed.plan.areas if changed.plan else ()
    return {
        "service": changed.service,
        "notices": list(changed.notices),
        "before": found.before,
        "after": found.after,
        "level": found.confidence,
        "common_cases": found.n_common_cases,
        "scores": [_row_data(row) for row in found.rows],
        "same_cases": [
            {"question": one.question, "cases": one.n_cases, "gained": one.gained, "lost": one.lost}
            for one in found.same_cases
        ],
        "said": list(found.said),
        "improvement_plan": [list(pages.plan_cells(area)) for area in areas],
        "files": [str(path) for path in files],
    }


def _row_data(row: ScoreChange) -> dict[str, Any]:
    return {
        "id": row.id,
        "level": row.level,
        "label": row.label,
        "before": figure_data(row.before) if row.before else {"percent": row.before_percent},
        "after": figure_data(row.after) if row.after else {"percent": row.after_percent},
        "points": row.points,
        "change": _moved(row.raw),
        "net": _moved(row.net),
        "expected": row.expected,
        "verdict": row.verdict.value,
        "reason": row.reason,
        "basis": row.basis,
    }


def _moved(found: Moved | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {
        "points": 100 * found.share,
        "low": 100 * found.interval.low,
        "high": 100 * found.interval.high,
    }
