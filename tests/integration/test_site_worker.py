"""The worker as a process: killed in its work, ended with its parent, started with the site."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from corecase.actions import rendering_work, renderings
from corecase.cli.beside import Beside
from corecase.worker.loop import Worker
from tests import drafted, kept, site
from tests.killing import COMMAND, ROOT

POSTGRESQL = os.environ.get("CORECASE_TEST_DATABASE") == "postgresql"
WAIT = 60.0
FILES = "SELECT count(*) FROM cases_renderedfile"
DONE = "SELECT count(*) FROM cases_rendering WHERE state = 'DONE'"
PARENT = """
import subprocess, sys, time
print(subprocess.Popen(sys.argv[1:]).pid, flush=True)
time.sleep(99)
"""


class Trial:
    """A site with one report asked for, and the worker that makes it."""

    def __init__(self, home: Path, database: str) -> None:
        if database:
            home.mkdir(mode=0o700)
        else:
            shutil.copytree(kept.migrated(), home)
        self._home, self._database = home, database
        plain = {name: value for name, value in os.environ.items() if "CORECASE" not in name}
        here = {"CORECASE_HOME": str(home), "CORECASE_DATABASE_URL": database}
        self.variables = {**plain, **here}

    def asked(self, what: str) -> dict[str, Any]:
        """What a program of tests.kill_renderings prints."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.kill_renderings", what],
            env=self.variables,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    @contextmanager
    def looking(self, asked: str) -> Iterator[Callable[[], int]]:
        """How many there are by now, asked of the database itself: quicker than a program."""
        if self._database:
            import psycopg

            with psycopg.connect(self._database, autocommit=True) as connection:
                yield lambda: connection.execute(asked).fetchone()[0]  # type: ignore[index]  # one row
        else:
            place = f"file:{self._home / 'corecase.sqlite3'}?mode=ro"
            with closing(sqlite3.connect(place, uri=True, timeout=10)) as connection:
                yield lambda: connection.execute(asked).fetchone()[0]

    def command(self, *arguments: str) -> list[str]:
        """The command of a worker."""
        return [str(COMMAND), "worker", *arguments]

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker, killed at the end where it still runs."""
        process = subprocess.Popen(self.command(), env=self.variables)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def database() -> str:
    """A database with every table on the tests' PostgreSQL, else none: SQLite in the home."""
    if not POSTGRESQL:
        return ""
    url, name = os.environ["CORECASE_DATABASE_URL"], "rendered"
    kept.create(url, name, kept.migrated_on(url))
    return kept.beside(url, name)


def until(happened: Callable[[], bool]) -> None:
    """Waits until something is so."""
    deadline = time.monotonic() + WAIT
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_a_worker_killed_mid_render_loses_nothing(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "home", database())
    trial.asked("prepare")
    with trial.worker() as worker:
        with trial.looking(FILES) as n_files:
            until(lambda: n_files() > 0)
        worker.kill()
        worker.wait()
    dead = trial.asked("state")
    assert (dead["state"], dead["attempts"]) == ("RUNNING", 1)
    subprocess.run(trial.command("--once"), env=trial.variables, check=True)
    assert trial.asked("state")["state"] == "RUNNING", "its lease still runs"
    trial.asked("expire")
    subprocess.run(trial.command("--once"), env=trial.variables, check=True)
    again = trial.asked("state")
    assert (again["state"], again["attempts"], again["faults"]) == ("DONE", 2, [])
    assert again["events"] == ["RENDERING_ASKED", "RENDERING_DONE"]
    made_before = {name: again["files"].get(name) for name in dead["files"]}
    assert made_before == dead["files"], "the same bytes as before it was killed"
    assert set(again["files"]) > set(dead["files"])


@pytest.mark.skipif(POSTGRESQL, reason="processes are the same on both")
def test_a_worker_ends_with_its_parent_and_when_it_is_told(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "home", "")
    trial.asked("prepare")
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, *trial.command()],
        env=trial.variables,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout
        worker = int(process.stdout.readline())
        with trial.looking(DONE) as n_done:
            until(lambda: n_done() > 0)
        process.kill()
    until(lambda: not _is_alive(worker))
    with trial.worker() as told:
        time.sleep(1)
        until(lambda: _ended(told))


def _ended(process: subprocess.Popen[bytes]) -> bool:
    process.send_signal(signal.SIGTERM)
    return process.poll() is not None


def _is_alive(process: int) -> bool:
    """Whether it runs; one that nobody waited for does not."""
    with suppress(OSError, IndexError):
        stat = Path(f"/proc/{process}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] != "Z"
    return False


def test_what_runs_beside_the_site_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corecase.cli.beside.AGAIN_SECONDS", 0.0)
    beside = Beside("--version")
    beside.end()
    beside.keep()
    first = beside._process
    assert first is not None
    beside.keep()
    assert beside._process is first, "it runs already"
    first.wait()
    beside.keep()
    second = beside._process
    assert second is not None
    assert second is not first
    monkeypatch.setattr("corecase.cli.beside.AGAIN_SECONDS", 60.0)
    second.wait()
    beside.keep()
    assert beside._process is second, "not more often than that"
    beside.end()
    monkeypatch.setattr("corecase.cli.beside.AGAIN_SECONDS", 0.0)
    beside.keep()
    beside.end()
    assert beside._process is not None
    assert beside._process.wait() in (0, -signal.SIGTERM)


@pytest.mark.django_db
def test_the_loop_works_waits_and_outlives_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    made = drafted.build()
    number = renderings.ask(made.code, by=made.lead, now=site.NOW)
    waited: list[float] = []
    worker = Worker(now=lambda: site.NOW, wait=waited.append)
    assert worker._turn()
    assert renderings.of(made.code, number, by=made.lead).is_over
    assert not worker._turn()
    asked = rendering_work.is_waiting

    def gone(**_: object) -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(rendering_work, "is_waiting", gone)
    # Closing the connection of a test would end its transaction.
    monkeypatch.setattr("corecase.worker.loop.connection.close", lambda: None)
    assert not worker._turn()
    assert waited == [1.0]
    monkeypatch.setattr(rendering_work, "is_waiting", asked)
    assert not worker._turn()


@pytest.mark.django_db
def test_draining_does_all_there_is() -> None:
    made = drafted.build()
    numbers = [renderings.ask(made.code, by=made.lead, now=site.NOW) for _ in range(2)]
    Worker(now=lambda: site.NOW).drain()
    assert all(renderings.of(made.code, n, by=made.lead).is_over for n in numbers)
