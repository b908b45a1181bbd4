"""How fast a country is scored, beside SQL by hand and pandas, and how fast a snapshot is written.

Each works in a process of its own. The data are made once and kept (`benchmarks.national_data`):
`CORECASE_NATIONAL_ROWS` makes fewer, for a first look, and `CORECASE_NATIONAL_DATA` elsewhere.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measured import Measured
from benchmarks.national_data import N_ROWS, N_SERVICES

ROOT = Path(__file__).parents[1]
N_SCORES = 11
N_EXPORTED = 1_500_000

TIMES_SQL = 1.3
TIMES_PANDAS = 5.0
MB = 512.0
EXPORT_SECONDS = 10.0
TIMES_A_ROW = 1.2
N_TIMES = 10


def measure() -> list[Measured]:
    """Scores of every service, beside its peers, and the export of a snapshot."""
    return [*_scored(), *_exported()]


def _scored() -> list[Measured]:
    ours = scored("engine")
    by_hand = [scored(way) for way in ("sql", "plain")]
    pandas = scored("pandas")
    for other in (*by_hand, pandas):
        if other["digest"] != ours["digest"] or ours["n"] != N_SERVICES * N_SCORES:
            raise AssertionError("The ways of scoring differ in their scores.")
    best = min(one["seconds"] for one in by_hand)
    size = f"{N_SERVICES} services x {N_SCORES} scores of {N_ROWS:.0e} shuffled judgements"
    return [
        Measured(what=f"scoring {size}", value=ours["seconds"], promised=None),
        Measured(
            what="the same beside the better of two SQL queries by hand",
            value=ours["seconds"] / best,
            promised=TIMES_SQL,
            unit="times as long",
        ),
        Measured(
            what="the same by pandas",
            value=pandas["seconds"] / ours["seconds"],
            promised=TIMES_PANDAS,
            unit="times as long",
            is_least=True,
        ),
        Measured(what="its memory", value=ours["mb"], promised=MB, unit="MB"),
        Measured(what="the memory of pandas", value=pandas["mb"], promised=None, unit="MB"),
    ]


def scored(way: str, *, times: int = 1) -> Any:
    """What `benchmarks.national_alone` tells; `times` reads the file several times over."""
    # In a process of its own: whoever made the data would hold memory that is not counted here.
    _run("benchmarks.national_data")
    return _run("benchmarks.national_alone", way, N_ROWS, times)


def _exported() -> list[Measured]:
    with TemporaryDirectory() as made:
        home = Path(made) / "home"
        home.mkdir(mode=0o700)
        told = _run("benchmarks.snapshot_world", N_EXPORTED, home=home)
    if told["n_versions"] != N_SERVICES or told["n_judgements"] < 0.98 * N_EXPORTED:
        raise AssertionError(f"The snapshot is not whole: {told}")
    what = f"snapshot of {N_SERVICES} published reports, {told['n_judgements']:.2e} judgements"
    return [
        Measured(what=what, value=told["seconds"], promised=EXPORT_SECONDS),
        Measured(what="the memory of writing it", value=told["mb"], promised=None, unit="MB"),
    ]


def _run(module: str, *given: object, home: Path | None = None) -> Any:
    """What a module prints as the last line, run in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "CORECASE_HOME"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    if home:
        environment["CORECASE_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, given)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads((done.stdout.splitlines() or ["null"])[-1])
