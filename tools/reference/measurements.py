"""docs/reference/measurements.md: the newest results of `make bench` and `make assurance`."""

import csv
from pathlib import Path

from tools.reference.markdown import document, table

ROOT = Path(__file__).parents[2]


def page() -> str:
    """The page."""
    bench, measured = _newest(ROOT / "benchmarks" / "results")
    trial, tried = _newest(ROOT / "tests" / "assurance" / "results")
    return document(
        "Measurements",
        f"`make bench`, {bench}, on {measured[0]['cores']} cores, Python {measured[0]['python']}:",
        table(
            ("What", "Measured", "Promised at most"),
            (
                (r["what"], f"{float(r['value']):.3g} {r['unit']}", f"{r['promised']} {r['unit']}")
                for r in measured
            ),
        ),
        f"`make assurance`, {trial}:",
        table(
            ("Trial", "Runs", "Failures", "Seconds"),
            ((r["trial"], r["runs"], r["failures"], r["seconds"]) for r in tried),
        ),
    )


def _newest(folder: Path) -> tuple[str, list[dict[str, str]]]:
    path = max(folder.glob("*.csv"))
    with path.open(encoding="utf-8", newline="") as file:
        return path.stem, list(csv.DictReader(file))
