"""`corecase simulate`: do the intervals hold, where the truth is known?"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corecase.cli.options import seed_option
from corecase.cli.output import json_option, print_json, print_table
from corecase.cli.report import progress
from corecase.core.figures import printed_share

if TYPE_CHECKING:
    from corecase.pipelines.simulate import Simulated
    from corecase.statistics.coverage import Calibration, Coverage


@click.command()
@click.option(
    "--services",
    type=click.IntRange(min=2, max=1000),
    default=40,
    show_default=True,
    help="How many services each programme inspects.",
)
@click.option(
    "--programmes",
    type=click.IntRange(min=1, max=10_000),
    default=20,
    show_default=True,
    help="How many programmes; more of them leave less to chance.",
)
@seed_option("Another seed, other programmes.")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for the files of the first programme.",
)
@json_option
def simulate(services: int, programmes: int, seed: int, out: Path | None, as_json: bool) -> None:
    """Simulate programmes of inspections whose truth is known, and see what holds.

    Prints how often intervals held the truth, whether stated chances came true, and that
    intervals made the wrong way fail. All of it is synthetic.
    """
    from corecase.pipelines.simulate import simulated, write_programme

    written = write_programme(out, n_services=services, seed=seed) if out else ()
    with progress("Simulating", quiet=as_json) as step:
        step(f"{programmes} programmes of {services} services")
        found = simulated(n_services=services, n_programmes=programmes, seed=seed)
    if as_json:
        print_json(_data(found, written))
        return
    _print(found)
    if out:
        click.echo(f"SYNTHETIC files of the first programme written to {out}.")


def _print(found: "Simulated") -> None:
    shown = found.study
    click.echo(shown.notice)
    click.echo(
        f"{shown.n_programmes} programmes of {shown.design.n_services} services with "
        f"{len(shown.design.headlines)} headlines each."
    )
    _print_coverages(
        "Intervals that ought to hold the truth", (*shown.promises, found.team_allowed_for)
    )
    _print_coverages("Intervals that ought not to", (*shown.controls, found.team_ignored))
    for calibration in (shown.bands, shown.bands_among, shown.top_quartile):
        _print_calibration(calibration)
    lowest, other = shown.lowest, shown.other_band
    click.echo(
        f"{100 * other.share:.1f}% of scores fell in another band than the whole caseload would.\n"
        f"The lowest printed score of a headline was {100 * lowest.observed:.1f}% on average. That "
        f"service was truly at {100 * lowest.truth:.1f}%; read among all it was at "
        f"{100 * lowest.shrunken:.1f}%.\n"
        f"Of the scores that seemed to be in the top quartile "
        f"{printed_share(shown.truly_top / shown.seems_top)} were; "
        f"{printed_share(shown.named_top / shown.seems_top)} could be said to be, with "
        "nine chances in ten."
    )
    click.echo(_verdict(found))


def _print_coverages(title: str, coverages: "tuple[Coverage, ...]") -> None:
    print_table(
        title,
        ("Interval", "Level", "Held the truth", "Give or take", "Of", "Mean width"),
        (
            (
                one.what,
                f"{100 * one.level:g}%",
                f"{100 * one.share:.1f}%",
                f"{200 * one.error:.1f}",
                f"{one.of:,}",
                _width(one),
            )
            for one in coverages
        ),
    )


def _width(coverage: "Coverage") -> str:
    if coverage.unit == "places":
        return f"{coverage.mean_width:.0f} places"
    return f"{100 * coverage.mean_width:.1f} points"


def _print_calibration(calibration: "Calibration") -> None:
    print_table(
        f"Chances: {calibration.what}",
        ("Chance stated", "On average", "Came true", "Give or take", "Of"),
        (
            (
                f"{printed_share(group.low)} to {printed_share(group.high)}",
                f"{100 * group.stated:.1f}%",
                f"{100 * group.observed:.1f}%",
                f"{200 * group.error:.1f}",
                f"{group.n:,}",
            )
            for group in calibration.groups
        ),
    )


def _verdict(found: "Simulated") -> str:
    """What a reader should take away, in one or two sentences."""
    shown = found.study
    short = [c.what for c in (*shown.promises, found.team_allowed_for) if not c.holds]
    stood = [c.what for c in (*shown.controls, found.team_ignored) if not c.is_short]
    said = (
        f"Held less often than stated: {'; '.join(short)}."
        if short
        else "Every interval held the truth as often as stated, within two points and chance."
    )
    if stood:
        return f"{said} Too few programmes to see fail: {'; '.join(stood)}."
    return f"{said} What is made the wrong way failed, as it must."


def _data(found: "Simulated", written: tuple[Path, ...]) -> dict[str, Any]:
    shown = found.study
    return {
        "synthetic": True,
        "notice": shown.notice,
        "seed": shown.seed,
        "programmes": shown.n_programmes,
        "services": shown.design.n_services,
        "ought_to_hold": [
            _coverage_data(c) for c in (*shown.promises, found.team_allowed_for, *shown.by_headline)
        ],
        "ought_to_fail": [_coverage_data(c) for c in (*shown.controls, found.team_ignored)],
        "chances": [
            _calibration_data(c) for c in (shown.bands, shown.bands_among, shown.top_quartile)
        ],
        "other_band": shown.other_band.share,
        "lowest": {
            "observed": shown.lowest.observed,
            "true": shown.lowest.truth,
            "among_all": shown.lowest.shrunken,
            "truly_lowest": shown.lowest.lowest_truth,
        },
        "top_quartile": {
            "seemed": shown.seems_top,
            "were": shown.truly_top,
            "could_be_named": shown.named_top,
        },
        "verdict": _verdict(found),
        "files": [str(path) for path in written],
    }


def _coverage_data(coverage: "Coverage") -> dict[str, Any]:
    return {
        "what": coverage.what,
        "level": coverage.level,
        "held": coverage.held,
        "of": coverage.of,
        "share": coverage.share,
        "monte_carlo_error": coverage.error,
        "mean_width": coverage.mean_width,
    }


def _calibration_data(calibration: "Calibration") -> dict[str, Any]:
    return {
        "what": calibration.what,
        "groups": [
            {
                "from": group.low,
                "to": group.high,
                "stated": group.stated,
                "came_true": group.observed,
                "monte_carlo_error": group.error,
                "of": group.n,
            }
            for group in calibration.groups
        ],
    }
