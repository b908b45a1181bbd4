"""`corecase change`: shares over time, rates of events, scores of the same children."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corecase.cli.output import figure_data, json_option, print_json, print_table

if TYPE_CHECKING:
    from corecase.pipelines.change import Monitored

_FILE = click.Path(path_type=Path)
_SHEET = click.option("--sheet", help="The sheet of a workbook.")
_LEVEL = click.option(
    "--level",
    type=click.Choice(("0.80", "0.90", "0.95")),
    default="0.95",
    show_default=True,
    help="The level of the intervals.",
)


@click.group()
def change() -> None:
    """Tell whether something changed over time, or whether it is chance."""


@change.command()
@click.argument("counts", type=_FILE)
@click.option("--label", default="Sufficient", show_default=True, help="What is counted.")
@click.option("--across", default="Month", show_default=True, help="What a period is.")
@click.option(
    "--method",
    type=click.Choice(("p", "laney")),
    help="The p chart or Laney's p' chart; by the size of the base if left out.",
)
@click.option(
    "--baseline",
    type=click.IntRange(min=2),
    help="How many first periods set the average; all if left out.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(min=0, min_open=True),
    default=5.0,
    show_default=True,
    help="Where a sum of the CUSUM signals.",
)
@_SHEET
@click.option("--out", "-o", type=_FILE, help="A folder for HTML, PDF and the two pictures.")
@json_option
def chart(
    counts: Path,
    label: str,
    across: str,
    method: str | None,
    baseline: int | None,
    threshold: float,
    sheet: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Hold each period against the limits that chance would keep, and add up what lasts.

    COUNTS has a row for each period: period, sufficient, applicable.
    """
    # Statistics take a second to load, which other commands need not wait for.
    from corecase.pipelines import change as pipeline
    from corecase.statistics.control_charts import Method

    found = pipeline.monitored(
        counts,
        sheet=sheet,
        method=Method[method.upper()] if method else None,
        n_baseline=baseline,
        h=threshold,
    )
    files = pipeline.write(found, out, label=label, across=across) if out else ()
    if as_json:
        print_json(_chart_data(found, files))
    else:
        _print_chart(found, label, across, files)


def _print_chart(found: Monitored, label: str, across: str, files: tuple[Path, ...]) -> None:
    from corecase.documents.monitoring_charts import cusum_sentence

    rows = zip(found.chart.points, found.sums.up, found.sums.down, strict=True)
    print_table(
        f"{label} ({found.chart.method.words})",
        (across, "Count", "Share", "Limits", "Rises", "Falls", "Signal"),
        (
            (
                point.label,
                str(point.figure),
                _percent(point.share),
                f"{_percent(point.low)} to {_percent(point.high)}",
                f"{up:.2f}",
                f"{down:.2f}",
                point.side or "-",
            )
            for point, up, down in rows
        ),
    )
    click.echo(found.chart.sentence)
    click.echo(f"CUSUM: {cusum_sentence(found.sums, found.periods)}")
    for path in files:
        click.echo(f"Wrote {path}")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}%"


def _chart_data(found: Monitored, files: tuple[Path, ...]) -> dict[str, Any]:
    return {
        "method": found.chart.method.value,
        "average": found.chart.centre,
        "periods": [
            {
                "period": point.label,
                **figure_data(point.figure),
                "limits": [point.low, point.high],
                "signal": point.side,
            }
            for point in found.chart.points
        ],
        "sums": {"up": list(found.sums.up), "down": list(found.sums.down), "h": found.sums.h},
        "shifts": [
            {"in": found.periods[one.at], "since": found.periods[one.since], "side": one.side}
            for one in found.sums.signals
        ],
        "files": [str(path) for path in files],
    }


@change.command()
@click.argument("events", type=_FILE)
@click.option(
    "--per",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="The persons of the unit, such as 1000.",
)
@_LEVEL
@_SHEET
@json_option
def rates(events: Path, per: int, level: str, sheet: str | None, as_json: bool) -> None:
    """Print rates of events with intervals, each held against the first.

    EVENTS has a row for each period or group: name, events, persons (or person-years).
    """
    from corecase.pipelines import change as pipeline

    found = pipeline.rates_of(events, sheet=sheet, level=float(level))
    if as_json:
        print_json(
            [
                {
                    "name": row.name,
                    "events": row.rate.events,
                    "persons": row.rate.exposure,
                    "per_person": row.rate.per_person,
                    "interval": [row.rate.limits.low, row.rate.limits.high],
                    "times_the_first": row.ratio and row.ratio.ratio,
                    "differs": row.ratio and row.ratio.differs,
                }
                for row in found
            ]
        )
        return
    for row in found:
        said = f"{row.name}: {row.rate.printed(per)}"
        if row.ratio:
            low, high = row.ratio.limits.low, row.ratio.limits.high
            clear = "clear" if row.ratio.differs else "not distinguishable from chance"
            said += f"; {row.ratio.ratio:.2f} times {found[0].name} ({low:.2f} to {high:.2f}), "
            said += clear
        click.echo(f"{said}.")


@change.command("paired")
@click.argument("scores", type=_FILE)
@click.option(
    "--improves",
    type=click.Choice(("up", "down")),
    required=True,
    help="Which way is better: down for Asset, where a high score is a high risk.",
)
@click.option("--scale", type=float, nargs=2, help="The lowest and the highest score there can be.")
@_LEVEL
@_SHEET
@json_option
def of_pairs(
    scores: Path,
    improves: str,
    scale: tuple[float, float] | None,
    level: str,
    sheet: str | None,
    as_json: bool,
) -> None:
    """Say how far scores of the same children moved from the start to the end.

    SCORES has a row for each child: child, start, end; empty where there is no score.
    """
    from corecase.pipelines import change as pipeline

    found = pipeline.paired(
        scores,
        improves="up" if improves == "up" else "down",
        scale=scale,
        sheet=sheet,
        level=float(level),
    )
    if not as_json:
        click.echo(found.words)
        return
    print_json(
        {
            "available": [found.available.count, found.available.out_of],
            "improved": found.improved,
            "same": found.same,
            "worse": found.worse,
            "mean": found.mean,
            "interval": found.mean_limits and [found.mean_limits.low, found.mean_limits.high],
            "mean_bounds": found.mean_bounds,
            "words": found.words,
        }
    )
