"""How fast the site is while assessors work, and how many changes it can promise a second.

On a PostgreSQL of its own, with 50 inspections of 60 cases whose questions are all answered,
served by two processes; the people are a third, on the same machine.
"""

import json
import math
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import disk
from benchmarks.measured import Measured
from tests import killing, postgres

ROOT = Path(__file__).parents[1]
START_SECONDS = 60

PAGE_P95 = 0.3
SAVE_P95 = 0.15
P99 = 1.5
SAVES_A_SECOND = 100.0
ONE_PAGE = 0.04


def measure() -> list[Measured]:
    """What each page and save took, the errors, the capacity beside the disk, and one page."""
    with TemporaryDirectory() as made, postgres.Cluster() as cluster:
        home = Path(made) / "home"
        home.mkdir(mode=0o700)
        site = killing.Site(home, cluster.make_database("measured"))
        plan = Path(made) / "plan.json"
        plan.write_text(json.dumps(_run(site, "benchmarks.site_world", "prepare")))
        with killing.serving(site):
            _wait_for(site.port)
            slow_disk = disk.fdatasync_seconds()
            load = _run(site, "benchmarks.load", str(plan), str(site.port))
        page = _run(site, "benchmarks.site_world", "page")
        _check_stored(site, load)
    return [
        *_work(load["work"]),
        Measured(
            what="durable saves by 8 connections without a pause",
            value=len(load["rush"]["saves"]) / load["rush"]["seconds"],
            promised=SAVES_A_SECOND,
            unit="saves/s",
            is_least=True,
        ),
        Measured(
            what="fdatasync of that disk, median", value=1000 * slow_disk, promised=None, unit="ms"
        ),
        Measured(
            what="one criterion's page in one process, median of 50", value=page, promised=ONE_PAGE
        ),
    ]


def percentile(times: list[float], share: float) -> float:
    """The smallest time that at least this share of all took no longer than; NaN of none."""
    if not times:
        return math.nan
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def _work(found: dict[str, Any]) -> list[Measured]:
    rows = []
    for words, times, promised in (
        ("page", found["pages"], PAGE_P95),
        ("save", found["saves"], SAVE_P95),
    ):
        for share, most in ((0.5, None), (0.95, promised), (0.99, P99)):
            what = f"{words} with 50 assessors at work, p{share:.0%}".rstrip("%")
            rows.append(Measured(what=what, value=percentile(times, share), promised=most))
    n_requests = len(found["pages"]) + len(found["saves"]) + len(found["errors"])
    share = 100 * len(found["errors"]) / n_requests
    what = f"errors of {n_requests} requests of 50 assessors"
    return [*rows, Measured(what=what, value=share, promised=0, unit="%")]


def _run(site: killing.Site, program: str, *arguments: str) -> Any:
    """What a program of its own prints."""
    done = subprocess.run(
        [sys.executable, "-m", program, *arguments],
        env=site.variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/accounts/login/")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.2)
        finally:
            connection.close()
    raise AssertionError("The site did not start.")


def _check_stored(site: killing.Site, load: dict[str, Any]) -> None:
    """Raises AssertionError where something was acknowledged that the database does not hold."""
    errors = load["warm"]["errors"] + load["work"]["errors"] + load["rush"]["errors"]
    if errors:
        print(f"{len(errors)} errors, the first: {errors[:3]}", file=sys.stderr)
    acknowledged = len(load["work"]["saves"]) + len(load["rush"]["saves"])
    stored = _run(site, "benchmarks.site_world", "stored")
    if load["rush"]["errors"] or stored < acknowledged:
        raise AssertionError(f"{acknowledged} changes were acknowledged; {stored} are stored.")
