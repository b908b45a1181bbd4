"""`corecase suppress`: a table of counts of persons as it may be published."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from corecase.cli import exits
from corecase.cli.output import json_option, print_json, print_table
from corecase.core.count_tables import Cell
from corecase.core.errors import InputError
from corecase.core.suppression import POLICIES, policy_named
from corecase.pipelines import suppress as pipeline
from corecase.statistics.adding_up import Relation
from corecase.statistics.suppression import Protected


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option(
    "--policy",
    type=click.Choice(list(POLICIES)),
    default="persons",
    show_default=True,
    help="What is hidden.",
)
@click.option(
    "--threshold",
    type=click.IntRange(2, 100),
    help="Hide counts from 1 to one less than this; never less than the policy hides.",
)
@click.option(
    "--published",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="A table that is out already, as it was printed; earliest first.",
)
@click.option(
    "--relation",
    type=click.Choice([relation.value for relation in Relation]),
    default=Relation.SAME.value,
    show_default=True,
    help="Whether TABLE counts the same persons as those, has grown since or corrects them.",
)
@click.option(
    "--off-by",
    type=click.IntRange(0, 100),
    default=0,
    show_default=True,
    help="How far the published counts may be from the true ones: 2 where rounded to 5.",
)
@click.option("--sheet", help="The sheet of a workbook.")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The new CSV file to write.",
)
@json_option
def suppress(
    table: Path,
    policy: str,
    threshold: int | None,
    published: tuple[Path, ...],
    relation: str,
    off_by: int,
    sheet: str | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Hide small counts of persons in a table, and what would give them away.

    TABLE has a row of headings, names in the first column and counts below. Every hidden cell is
    printed [c]; which of them are small, and what a reader can still conclude, is told here and
    not in the table.
    """
    chosen = policy_named(policy)
    if threshold is not None:
        if threshold < chosen.threshold:
            raise InputError(
                f"Policy {policy} hides counts below {chosen.threshold}; give a --threshold of "
                f"{chosen.threshold} or more, or leave it out."
            )
        chosen = replace(chosen, threshold=threshold)
    found = pipeline.suppress(
        table,
        chosen,
        sheet=sheet,
        published=published,
        relation=Relation(relation),
        off_by=off_by,
    )
    if out and found.protected.is_protected:
        pipeline.write(found.protected, out, source=table)
    if as_json:
        print_json(_data(found))
    else:
        _print(found)
        if out and found.protected.is_protected:
            click.echo(f"Wrote {out}")
    return exits.OK if found.protected.is_protected else exits.UNPROTECTED


def _print(found: pipeline.Suppressed) -> None:
    protected = found.protected
    if not protected.is_protected:
        click.echo("This table cannot be protected. Whatever it hides, a reader can conclude:")
        for told in protected.told:
            click.echo(f"  {told.words}")
        return
    table = protected.table
    print_table(
        f"{table.name} as it may be published",
        (table.corner, *table.shown_columns),
        pipeline.printed_rows(protected),
        wraps=range(len(table.shown_columns) + 1),
    )
    for note in _notes(found):
        click.echo(note)
    if protected.reasons and not protected.is_withheld:
        print_table(
            "Not for print: why each cell is hidden, and what a reader can still conclude",
            ("Row", "Column", "Hidden for", "Possible counts"),
            (
                (*cell, reason.words, protected.ranges[cell].words)
                for cell, reason in protected.reasons.items()
            ),
            wraps=(0, 1, 2),
        )


def _notes(found: pipeline.Suppressed) -> Iterator[str]:
    protected = found.protected
    yield f"Policy {protected.policy.id}: {protected.policy.words}."
    if found.added_totals:
        yield "Totals that the file does not have were worked out: readers usually know them."
    if protected.is_withheld:
        yield "The whole table is withheld, because a cell of it has to be hidden."
    elif not protected.reasons:
        yield "Nothing has to be hidden."
    if protected.policy.rounds_to and not protected.is_withheld:
        yield "Counts are rounded one by one, so that rows and columns may not add up."
    for told in protected.already:
        yield f"Already told by what was published before: {told.words}."


def _data(found: pipeline.Suppressed) -> dict[str, Any]:
    protected = found.protected
    table = protected.table
    return {
        "table": table.name,
        "policy": protected.policy.id,
        "threshold": protected.policy.threshold,
        "protected": protected.is_protected,
        "withheld": protected.is_withheld,
        "added_totals": found.added_totals,
        "header": [table.corner, *table.shown_columns],
        "rows": [list(row) for row in pipeline.printed_rows(protected)],
        "hidden": [_hidden(protected, cell) for cell in protected.reasons],
        "told": [told.words for told in protected.told],
        "already_told": [told.words for told in protected.already],
    }


def _hidden(protected: Protected, cell: Cell) -> dict[str, Any]:
    limits = protected.ranges[cell]
    return {
        "row": cell[0],
        "column": cell[1],
        "why": protected.reasons[cell],
        "least": limits.low,
        "most": limits.high,
    }
