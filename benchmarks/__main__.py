"""Runs every measurement, writes the dated results and fails where a promise is missed."""

import csv
import platform
import sys
from datetime import date
from pathlib import Path

from benchmarks import scoring

RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """0 when every promise is kept, else 1; the figures are printed and written either way."""
    measured = scoring.measure()
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{date.today():%Y-%m-%d}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["what", "seconds", "promised_seconds", "python", "machine"])
        for what, seconds, promised in measured:
            print(f"{what}: {seconds:.3f} s (promised: {promised} s)")
            version = platform.python_version()
            writer.writerow([what, f"{seconds:.4f}", promised, version, platform.machine()])
    missed = [what for what, seconds, promised in measured if seconds > promised]
    for what in missed:
        print(f"Missed: {what}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
