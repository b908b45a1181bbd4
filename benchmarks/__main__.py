"""Runs every measurement, writes the dated results and fails where a promise is missed."""

import csv
import os
import platform
import sys
from datetime import date
from pathlib import Path

from benchmarks import (
    estimates,
    national,
    previews,
    public_pages,
    reading,
    reports,
    sampling,
    scoring,
    simulation,
    site,
)
from benchmarks.measured import Measured

RESULTS = Path(__file__).parent / "results"
COLUMNS = ("what", "value", "bound", "promised", "unit", "python", "machine", "cores", "load")


def main() -> int:
    """0 when every promise is kept, else 1; the figures are printed and written either way."""
    # What else the machine was doing when we began: figures of a busy machine say less.
    load = os.getloadavg()[0]
    parts = (
        scoring,
        estimates,
        sampling,
        simulation,
        reports,
        reading,
        previews,
        public_pages,
        site,
        national,
    )
    measured = [row for part in parts for row in part.measure()]
    here = (platform.python_version(), platform.machine(), os.cpu_count(), f"{load:.1f}")
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{date.today():%Y-%m-%d}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in measured:
            print(said(row))
            promised = "" if row.promised is None else row.promised
            writer.writerow([row.what, f"{row.value:.4f}", row.bound, promised, row.unit, *here])
    print(f"The machine's load was {load:.1f} before.")
    missed = [row.what for row in measured if not row.is_kept]
    for what in missed:
        print(f"Missed: {what}", file=sys.stderr)
    return 1 if missed else 0


def said(row: Measured) -> str:
    """A figure and its promise as a line."""
    promised = "" if row.promised is None else f" (promised: {row.bound} {row.promised:g})"
    return f"{row.what}: {row.value:.4g} {row.unit}{promised}"


if __name__ == "__main__":
    sys.exit(main())
