"""docs/reference/measurements.md: the newest results of `make bench` and `make assurance`."""

import csv
from pathlib import Path

from tools.reference.markdown import document, table

ROOT = Path(__file__).parents[2]
QUIET_LOAD = 0.5


def page() -> str:
    """The page."""
    bench, measured = _newest(ROOT / "benchmarks" / "results")
    trial, tried = _newest(ROOT / "tests" / "assurance" / "results")
    first = measured[0]
    return document(
        "Measurements",
        f"`make bench`, {bench}, on {first['cores']} cores, Python {first['python']}, "
        f"{_quiet(float(first['load']))}:",
        table(
            ("What", "Measured", "Promised"),
            (
                (r["what"], f"{_figure(float(r['value']))} {r['unit']}", _promised(r))
                for r in measured
            ),
        ),
        "The site is measured on a PostgreSQL of its own with 50 inspections of 60 cases, every "
        "question that is asked of them answered, served by two processes on the same cores as "
        "the database and the people who ask. A save counts once its receipt is there, which "
        "is after the disk has it.",
        "Estimates are measured by the processor's time, with one thread. What they stand beside "
        "is installed by `make peers`; where it is missing, its rows are left out. Before a ratio "
        "is taken the answers of both have to agree.",
        f"`make assurance`, {trial}. A run of the kills is fifty `kill -9` of the site while it "
        "saves, so ten are five hundred; a run of the matrix is every address, method and "
        "relation:",
        table(
            ("Trial", "Runs", "Failures", "Seconds"),
            ((r["trial"], r["runs"], r["failures"], r["seconds"]) for r in tried),
        ),
    )


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _promised(row: dict[str, str]) -> str:
    """A promise in words; a dash where the figure only stands beside another."""
    if not row["promised"]:
        return "–"
    return f"{row['bound']} {float(row['promised']):g} {row['unit']}"


def _quiet(load: float) -> str:
    """What else the machine was doing."""
    if load <= QUIET_LOAD:
        return "otherwise quiet"
    return f"**not quiet**: it had a load of {load:g} from other work before"


def _newest(folder: Path) -> tuple[str, list[dict[str, str]]]:
    path = max(folder.glob("*.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return path.stem, list(csv.DictReader(file))
