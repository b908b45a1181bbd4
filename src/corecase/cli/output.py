"""What commands print: a table for people, JSON for programs."""

import json
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import Any

import click

from corecase.cli.layout import blocks, widths
from corecase.core.criteria import Item
from corecase.core.figures import Figure
from corecase.core.findings import Finding
from corecase.core.judgements import Judgement
from corecase.core.scoring import Boundary, Score

_EDGES, _BETWEEN = 1, 3
"""Columns of the terminal that a table takes at its sides, and beside each of its columns."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def print_json(value: object) -> None:
    """One JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    wraps: Collection[int] = (0,),
) -> None:
    """A table for a terminal. The columns in `wraps` give way; identifiers stay whole.

    Lines end between words. Where the columns do not fit so beside each other, each row stands
    as a block of lines, a cell to a line with the name of its column.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, whole = Console(), [[str(cell) for cell in row] for row in rows]
    room = console.width - _EDGES - _BETWEEN * len(header)
    fitted = widths(header, whole, room, wraps)
    if not fitted:
        click.echo("\n".join(blocks(title, header, whole, console.width)))
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE)
    for name, width in zip(header, fitted, strict=True):
        table.add_column(name, overflow="fold", width=width)
    for row in whole:
        # As Text, so that brackets in a framework's words are never read as markup.
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def figure_data(figure: Figure) -> dict[str, Any]:
    """A figure for JSON: its exact share as a fraction, never a float."""
    share = str(Fraction(figure.count, figure.out_of)) if figure.is_applicable else None
    return {
        "sufficient": figure.count,
        "applicable": figure.out_of,
        "percent": figure.percent,
        "share": share,
    }


def item_data(item: Item, figure: Figure) -> dict[str, Any]:
    """An item's figure for JSON."""
    return {"id": item.id, "criterion": item.criterion, "label": item.label, **figure_data(figure)}


def score_data(score: Score) -> dict[str, Any]:
    """A score for JSON; its percentage is null where it applies in fewer than 5 cases."""
    data = {
        "id": score.id,
        "level": score.level,
        "label": score.label,
        **figure_data(score.figure),
        "band": score.band.id if score.band else None,
        "band_by_other_rule": score.other_band.id if score.other_band else None,
        "applicable_cases": score.n_cases,
    }
    if score.is_count_only:
        data["percent"] = None
    return data


def boundary_data(boundary: Boundary) -> dict[str, Any]:
    """A row of the boundary panel for JSON."""
    return {
        "id": boundary.score.id,
        "to_raise": boundary.to_raise,
        "to_lower": boundary.to_lower,
        "which": [{"case": j.case_id, "item": j.item_id} for j in boundary.which],
    }


def judgement_data(judgement: Judgement) -> dict[str, Any]:
    """A judgement for JSON, with its mark and the levels it compares."""
    return {
        "case": judgement.case_id,
        "item": judgement.item_id,
        "answer": judgement.answer,
        "known_but_not_recorded": judgement.known_but_not_recorded,
        "service_value": judgement.service_value,
        "assessor_value": judgement.assessor_value,
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding for JSON, with the figures its numbers are bound to."""
    return {
        "id": finding.id,
        "criterion": finding.criterion,
        "kind": finding.kind,
        "status": finding.status,
        "text": finding.text,
        "figures": {n.key: figure_data(n.figure) for n in finding.numbers},
        "changed": list(finding.changed),
    }
