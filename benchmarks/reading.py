"""How long a published report of 26 pages takes to read, without the start of its child."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import reports
from benchmarks.measured import Measured

PROMISED_SECONDS = 1.0

_RENDER = """
import sys
from pathlib import Path
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import render
render(read_folder(Path(sys.argv[1])), Path(sys.argv[2]), ("pdf",))
"""
# What the child does once it has begun: pages into lines, lines into facts.
_READ = """
import json, sys
from pathlib import Path
from time import perf_counter
from corecase.exchange import pdf_pages
from corecase.exchange.report_files import lines_of
from corecase.pipelines.read_published import facts_in, read_file
path = Path(sys.argv[1])
data = path.read_bytes()
pdf_pages.prepare()
started = perf_counter()
lines = lines_of(data, path.name)
facts = facts_in(lines, path.name)
done = perf_counter()
apart = read_file(path)
print(json.dumps({
    "seconds": done - started,
    "whole": perf_counter() - done,
    "pages": max(line.page for line in lines),
    "scores": sum(f.kind in ("headline", "criterion", "section") for f in facts),
    "same": len(apart.facts) == len(facts),
}))
"""


def measure() -> list[Measured]:
    """The best of three cold runs of reading the demonstration's own report as a PDF."""
    with TemporaryDirectory() as made:
        folder = reports.inspection(Path(made) / "inspection")
        out = Path(made) / "out"
        subprocess.run([sys.executable, "-c", _RENDER, str(folder), str(out)], check=True)
        runs = [_run(out / "report.pdf") for _ in range(3)]
    first = runs[0]
    if first["pages"] < reports.PAGES or first["scores"] < 14 or not first["same"]:
        raise AssertionError(f"The report was not read as it should be: {first}.")
    what = f"a published report of {first['pages']:.0f} pages"
    return [
        Measured(
            what=f"Reading {what}",
            value=min(run["seconds"] for run in runs),
            promised=PROMISED_SECONDS,
        ),
        Measured(
            what=f"Reading {what}, with the start of its child process",
            value=min(run["whole"] for run in runs),
            promised=None,
        ),
    ]


def _run(path: Path) -> dict[str, float]:
    run = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found
