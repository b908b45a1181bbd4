"""Runs every measurement, writes the dated results and fails where a promise is missed."""

import csv
import os
import platform
import sys
from datetime import date
from pathlib import Path

from benchmarks import reports, scoring

RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """0 when every promise is kept, else 1; the figures are printed and written either way."""
    measured = [*scoring.measure(), *reports.measure()]
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{date.today():%Y-%m-%d}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["what", "value", "promised", "unit", "python", "machine", "cores"])
        here = (platform.python_version(), platform.machine(), os.cpu_count())
        for row in measured:
            print(f"{row.what}: {row.value:.3f} {row.unit} (promised: {row.promised:g})")
            writer.writerow([row.what, f"{row.value:.4f}", row.promised, row.unit, *here])
    missed = [row.what for row in measured if not row.is_kept]
    for what in missed:
        print(f"Missed: {what}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
