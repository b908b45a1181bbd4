"""`corecase funnel`: services against their size, with the lines that chance would keep."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corecase.cli.output import json_option, print_json, print_table
from corecase.core.errors import InputError
from corecase.core.periods import day_in_words
from corecase.core.written_dates import written_date

if TYPE_CHECKING:
    from corecase.statistics.funnel import Funnel, Point

_LINES = ("additive", "multiplicative", "none")


@click.command()
@click.argument("scores", type=click.Path(path_type=Path))
@click.option("--as-at", help="The day as it stood on, such as 2012-06-19; today if left out.")
@click.option("--label", default="Score", show_default=True, help="What the scores are of.")
@click.option("--service", "-s", default="", help="A service to mark in the picture.")
@click.option(
    "--lines",
    type=click.Choice(_LINES),
    default=_LINES[0],
    show_default=True,
    help="Lines for sampling and usual differences, for differences in proportion, or for "
    "sampling alone.",
)
@click.option("--sheet", help="The sheet of a workbook.")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    help="A folder for funnel.html, funnel.pdf and funnel.svg.",
)
@json_option
def funnel(
    scores: Path,
    as_at: str | None,
    label: str,
    service: str,
    lines: str,
    sheet: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Show which services differ from the others by more than chance, small or large.

    SCORES has a row for each service: service, cases, standard_error in points (of practice, as
    corecase estimate --target practice prints it), and either score in percent or sufficient and
    applicable. No service is put in order.
    """
    # Statistics take a second to load, which other commands need not wait for.
    from corecase.pipelines import funnel as pipeline
    from corecase.statistics.funnel_limits import Dispersion

    found = pipeline.funnel_of(
        scores,
        label=_label(label),
        as_at=_day(as_at),
        dispersion=Dispersion(lines.upper()),
        sheet=sheet,
    )
    # Asked before anything is written.
    marked = found.of(service) if service else None
    files = pipeline.write(found, out, marked=service) if out else ()
    if as_json:
        print_json(_data(found, marked, files))
    else:
        _print(found, marked, files)


def _label(typed: str) -> str:
    label = typed.strip()
    if not label:
        raise InputError("--label takes what the scores are of, such as Safeguarding.")
    return label


def _day(typed: str | None) -> date:
    day = date.today() if typed is None else written_date(typed)
    if day is None:
        raise InputError(f"--as-at takes a day such as 2012-06-19; not {typed!r}.")
    return day


def _print(found: Funnel, marked: Point | None, files: tuple[Path, ...]) -> None:
    print_table(
        f"{found.label}: {found.n_services} services by name, as at {day_in_words(found.as_at)}",
        ("Service", "Cases", "Effective cases", "Score", "95% lines", "Where"),
        (
            (
                point.scored.service,
                str(point.scored.n_cases),
                f"{point.n_effective:.0f}",
                f"{point.scored.share:.1%}",
                f"{point.inner.low:.1%} to {point.inner.high:.1%}",
                point.where.words,
            )
            for point in found.points
        ),
        wraps=range(6),
    )
    click.echo(found.text)
    if marked:
        click.echo(marked.words)
    for path in files:
        click.echo(f"Wrote {path}")


def _data(found: Funnel, marked: Point | None, files: tuple[Path, ...]) -> dict[str, Any]:
    limits = found.limits
    return {
        "label": found.label,
        "as_at": found.as_at.isoformat(),
        "n_services": found.n_services,
        "target": limits.target,
        "lines": limits.dispersion.lower(),
        "lines_words": found.dispersion_words,
        "spread": {"phi": limits.spread.phi_winsorised, "tau2": limits.spread.tau2},
        "text": found.text,
        "marked": marked.scored.service if marked else None,
        "services": [_point_data(point) for point in found.points],
        "files": [str(path) for path in files],
    }


def _point_data(point: Point) -> dict[str, Any]:
    return {
        "service": point.scored.service,
        "cases": point.scored.n_cases,
        "effective_cases": point.n_effective,
        "score": point.scored.share,
        "standard_error": point.scored.standard_error,
        "lines_95": [point.inner.low, point.inner.high],
        "lines_998": [point.outer.low, point.outer.high],
        "where": point.where.value,
    }
