"""What commands print: a table for people, JSON for programs."""

import json
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import Any

import click

from corecase.core.criteria import Item
from corecase.core.figures import Figure
from corecase.core.findings import Finding
from corecase.core.judgements import Judgement
from corecase.core.scoring import Boundary, Score

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
    """A table for a terminal. The columns in `wraps` give way; identifiers stay whole."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE)
    for place, name in enumerate(header):
        # Folded and never cut, because an identifier cut short cannot be typed.
        table.add_column(name, overflow="fold", no_wrap=place not in wraps)
    for row in rows:
        # As Text, so that brackets in a framework's words are never read as markup.
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


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
    """A score for JSON."""
    return {
        "id": score.id,
        "level": score.level,
        "label": score.label,
        **figure_data(score.figure),
        "band": score.band.id if score.band else None,
        "band_by_other_rule": score.other_band.id if score.other_band else None,
    }


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
