"""Estimates of an invented programme, beside scipy, numba and R's survey package doing the same.

Each works in a process of its own with one thread, and is measured by the processor's time. numba
and R stand apart from Corecase (`make peers`); where one is missing, its rows are left out and the
reason is said. Before a ratio is given, the figures of both have to agree.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.estimates_alone import (
    N_BOOTSTRAP_CASES,
    N_BOOTSTRAP_SCORES,
    N_CASES,
    N_REPLICATES,
    N_SCORES,
)
from benchmarks.invented_programme import POPULATION
from benchmarks.measured import Measured

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "benchmarks" / "peers"
NUMBA = ROOT / ".cache" / "peers" / "bin" / "python"
N_SERVICES = 157
N_FEW = 10
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)
SCIPY_SERVICES, SCIPY_SCORES = 5, 5


def measure() -> list[Measured]:
    """The bootstrap and the linearised intervals, each beside its peers."""
    return [*_bootstrap(), *_intervals()]


def _bootstrap() -> list[Measured]:
    what = (
        f"bootstrap of {N_SERVICES} services x {N_BOOTSTRAP_SCORES} scores, {N_BOOTSTRAP_CASES} "
        f"cases, {N_REPLICATES} times"
    )
    ours = _alone("bootstrap", N_SERVICES)
    few, all_of_them = (_alone("memory", n)["mb"] for n in (N_FEW, N_SERVICES))
    rows = [
        Measured(what=what, value=ours["seconds"], promised=None, unit="s of processor"),
        Measured(
            what=f"its memory beside the judgements, {N_SERVICES} services",
            value=all_of_them,
            promised=None,
            unit="MB",
        ),
        Measured(
            what=f"its memory, {N_SERVICES} services beside {N_FEW}",
            value=all_of_them / few,
            promised=1.1,
            unit="times",
        ),
    ]
    scipy = _alone("scipy", SCIPY_SERVICES, SCIPY_SCORES)["seconds"]
    scaled = scipy * N_SERVICES * N_BOOTSTRAP_SCORES / (SCIPY_SERVICES * SCIPY_SCORES)
    measured = f"measured on {SCIPY_SERVICES} services x {SCIPY_SCORES} scores and scaled"
    rows.append(
        Measured(
            what=f"scipy's bootstrap, vectorised and paired, a call a score ({measured})",
            value=scaled / ours["seconds"],
            promised=15,
            unit="times as long",
            is_least=True,
        )
    )
    at_once = _alone("scipy-at-once", SCIPY_SERVICES)["seconds"] * N_SERVICES / SCIPY_SERVICES
    rows.append(
        Measured(
            what=f"the same, all scores in a call, in batches (measured on {SCIPY_SERVICES} "
            "services and scaled)",
            value=at_once / ours["seconds"],
            promised=None,
            unit="times as long",
        )
    )
    if not NUMBA.is_file():
        return [*rows, *_left_out("numba is not there; run: make peers")]
    sizes = (N_SERVICES, N_BOOTSTRAP_CASES, N_BOOTSTRAP_SCORES, N_REPLICATES)
    numba = json.loads(_run([str(NUMBA), PEERS / "numba_bootstrap.py", *sizes]))
    _check_agree("numba's bootstrap", numba["errors"], ours["errors"], within=0.05)
    rows.append(
        Measured(
            what=f"the bootstrap beside numba {numba['version']}, its draws by numpy",
            value=ours["seconds"] / numba["seconds"],
            promised=2.5,
            unit="times as long",
        )
    )
    return rows


def _intervals() -> list[Measured]:
    what = f"linearised intervals of {N_SERVICES} services x {N_SCORES} scores, {N_CASES} cases"
    with TemporaryDirectory() as folder:
        cases, found = Path(folder) / "cases.csv", Path(folder) / "intervals.csv"
        ours = _alone("intervals", N_SERVICES, cases)
        rows = [Measured(what=what, value=ours["seconds"], promised=None, unit="s of processor")]
        script = PEERS / "survey_intervals.R"
        try:
            said = _run(["Rscript", script, cases, POPULATION, N_SCORES, found])
        except (OSError, subprocess.CalledProcessError):
            return [*rows, *_left_out("R with its survey package is not there; run: make peers")]
        version, seconds = said.split()
        with found.open(encoding="utf-8", newline="") as file:
            theirs = [[float(cell) for cell in row] for row in csv.reader(file)]
    for end, limits in zip((0, 1), ours["limits"], strict=True):
        flat = [value for service in limits for value in service]
        _check_agree("survey's intervals", [row[end] for row in theirs], flat, within=1e-8)
    rows.append(
        Measured(
            what=f"the same by R's survey {version}",
            value=float(seconds) / ours["seconds"],
            promised=100,
            unit="times as long",
            is_least=True,
        )
    )
    return rows


def _alone(job: str, *given: object) -> Any:
    return json.loads(_run([sys.executable, "-m", "benchmarks.estimates_alone", job, *given]))


def _run(command: list[Any]) -> str:
    """What a program prints that works with one thread."""
    environment = {**os.environ, **ONE_THREAD}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    done = subprocess.run(
        [str(part) for part in command],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout


def _check_agree(who: str, theirs: list[float], ours: list[float], *, within: float) -> None:
    """Refuses to compare the speed of different answers; `within` is relative to ours."""
    apart = max(abs(a - b) / b for a, b in zip(theirs, ours, strict=True))
    if apart > within:
        raise AssertionError(f"{who} differ from ours by {apart:.2g} of them.")


def _left_out(reason: str) -> list[Measured]:
    print(f"Not measured: {reason}.", file=sys.stderr)
    return []
