"""Kill trials: people save over HTTP, processes die by `kill -9`, and nothing said "saved" is lost.

The real server is started as a user starts it. Each writer keeps its own list of what was
acknowledged; an answer that did not come is sent again, as the page's script does.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from corecase.core.answer_values import write
from corecase.core.judgements import Answer, Judgement
from corecase.core.operations import Field, Operation
from tests import kept
from tests.postgres import Cluster, children, free_port

COMMAND = Path(sys.executable).with_name("corecase")
ROOT = Path(__file__).parents[1]
WAIT = 60.0
SECRET = "c" * 32


@dataclass
class Site:
    """The site as its own processes: a master, and workers that it starts."""

    home: Path
    database: str = ""
    port: int = field(default_factory=free_port)
    master: subprocess.Popen[bytes] | None = None

    @property
    def variables(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if "CORECASE" not in name}
        return {**plain, "CORECASE_HOME": str(self.home), "CORECASE_DATABASE_URL": self.database}

    def start(self) -> None:
        command = [str(COMMAND), "serve", "--port", str(self.port), "--workers", "2"]
        with (self.home / "log").open("ab") as log:
            self.master = subprocess.Popen(
                command, env=self.variables, stdout=log, stderr=subprocess.STDOUT
            )

    def workers(self) -> list[int]:
        """The processes that answer: those that parted from the master, under its own command."""
        if not self.master:
            return []
        own = _command_of(self.master.pid)
        return [each for each in children(self.master.pid) if _command_of(each) == own]

    def kill(self) -> None:
        """`kill -9` of the master and of all that it started."""
        if self.master:
            dying = children(self.master.pid)
            self.master.kill()
            self.master.wait()
            end(dying)

    def asked(self, what: str) -> Any:
        """What a program of tests.kill_site prints."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.kill_site", what],
            env=self.variables,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


class Writer(threading.Thread):
    """Somebody who judges one case, over and over, and keeps what was acknowledged."""

    def __init__(self, site: Site, number: int, told: dict[str, Any]) -> None:
        super().__init__(name=f"writer-{number}", daemon=True)
        self._site, self._told = site, told
        self._random = Random(number)
        self._stopping = threading.Event()
        self.acknowledged: list[tuple[str, str, str, int]] = []
        self.versions: dict[str, int] = {}
        self.refused: list[str] = []

    def run(self) -> None:
        sequence = 0
        while not self._stopping.is_set():
            sequence += 1
            change = self._change(sequence)
            while (receipt := self._sent(change)) is None and not self._stopping.wait(0.05):
                pass
            if receipt:
                self.versions[change.item_id] = int(receipt["version"])
                self.acknowledged.append(
                    (change.id, receipt["hash"], receipt["outcome"], int(receipt["version"]))
                )

    def stop(self) -> None:
        self._stopping.set()

    @property
    def states(self) -> dict[str, int]:
        """The last acknowledged version of each field, by case assessment and item."""
        assessment = self._told["assessment"]
        return {f"{assessment}/{item}": version for item, version in self.versions.items()}

    def _change(self, sequence: int) -> Operation:
        item = self._random.choice(self._told["items"])
        version = self.versions.get(item, 0)
        answer = (Answer.SUFFICIENT, Answer.INSUFFICIENT)[version % 2]
        return Operation(
            id=str(UUID(int=self._random.getrandbits(128), version=4)),
            device=self.name,
            sequence=sequence,
            case_assessment_id=self._told["assessment"],
            item_id=item,
            field=Field.ANSWER,
            base_version=version,
            value=write(Judgement(case_id="case", item_id=item, answer=answer)),
        )

    def _sent(self, change: Operation) -> dict[str, Any] | None:
        """The receipt; None where none came, whatever became of the change."""
        headers = {
            "Cookie": f"session={self._told['session']}; csrf={SECRET}",
            "X-CSRFToken": SECRET,
            "Content-Type": "application/json",
        }
        try:
            connection = HTTPConnection("127.0.0.1", self._site.port, timeout=20)
            try:
                body = f"[{change.canonical.decode()}]".encode()
                connection.request("POST", self._told["path"], body, headers)
                answer = connection.getresponse()
                text = answer.read()
            finally:
                connection.close()
        except (OSError, HTTPException):
            return None
        if answer.status in {500, 502, 503}:
            return None  # the database was away, and nobody was told "saved"
        if answer.status != 200:
            self.refused.append(f"{answer.status} {text[:200]!r}")
            return None
        receipt: dict[str, Any] = json.loads(text)["receipts"][0]
        return receipt


@dataclass(frozen=True)
class Trial:
    """What came of a trial."""

    n_kills: int
    acknowledged: list[tuple[str, str, str, int]]
    versions: dict[str, int]
    refused: list[str]
    found: dict[str, Any]
    n_writers: int

    @property
    def lost(self) -> list[str]:
        """What was acknowledged and is not there as it was acknowledged."""
        stored = self.found["operations"]
        return [
            change
            for change, sha256, outcome, version in self.acknowledged
            if stored.get(change) != [sha256, outcome, version]
        ]

    @property
    def fallen_back(self) -> list[str]:
        """Fields that say less than the last acknowledged change made them say."""
        states = self.found["states"]
        return [at for at, version in self.versions.items() if states[at][0] < version]

    def check(self) -> None:
        """Nothing is lost, half saved, saved twice, untold, damaged or tampered with."""
        assert self.refused == []
        assert self.lost == []
        assert self.fallen_back == []
        assert self.found["untold"] == []
        assert self.found["faults"] == []
        assert self.found["is_whole"]
        n_stored = len(self.found["operations"])
        assert self.found["n_events"] == n_stored
        # A change that was under way at the end may be stored without its answer.
        assert len(self.acknowledged) <= n_stored <= len(self.acknowledged) + self.n_writers
        versions = [version for version, _ in self.found["states"].values()]
        assert sum(versions) == n_stored
        assert len(self.acknowledged) > self.n_kills


def run(home: Path, n_kills: int, *, seed: int, cluster: Cluster | None = None) -> Trial:
    """Kills `n_kills` times while writers save; what they were told and what is there."""
    database = cluster.make_database(f"kills_{seed}") if cluster else ""
    with under_load(home, database) as (site, writers):
        _kill_often(site, writers, n_kills, Random(seed), cluster)
    return Trial(
        n_kills=n_kills,
        acknowledged=[one for writer in writers for one in writer.acknowledged],
        versions={at: version for writer in writers for at, version in writer.states.items()},
        refused=[one for writer in writers for one in writer.refused],
        found=site.asked("found"),
        n_writers=len(writers),
    )


@contextmanager
def under_load(home: Path, database: str) -> Iterator[tuple[Site, list[Writer]]]:
    """A new site with writers who save all the time; at the end they stop, and it is killed."""
    if database:
        home.mkdir(mode=0o700)
    else:
        shutil.copytree(kept.migrated(), home)
    site = Site(home, database)
    told = site.asked("prepare")
    with serving(site):
        writers = [Writer(site, number, one) for number, one in enumerate(told, start=1)]
        for writer in writers:
            writer.start()
        try:
            wait_for_saves(site, writers)
            yield site, writers
        finally:
            for writer in writers:
                writer.stop()
            for writer in writers:
                writer.join(30)


@contextmanager
def serving(site: Site) -> Iterator[None]:
    """The site, started and in the end killed."""
    site.start()
    try:
        yield
    finally:
        site.kill()


def _kill_often(
    site: Site, writers: list[Writer], n_kills: int, random: Random, cluster: Cluster | None
) -> None:
    """Each kill comes while saves are under way, and the next once saves go on again."""
    for number in range(1, n_kills + 1):
        time.sleep(random.uniform(0.0, 0.15))
        # Starting all anew takes seconds, so most kills are of workers.
        if number % 8 == 0:
            site.kill()
            site.start()
        elif cluster and number % 4 == 0:
            cluster.kill()
            cluster.start()
        else:
            workers = wait_for_workers(site)
            end(workers if random.random() < 0.5 else [random.choice(workers)])
        wait_for_saves(site, writers)


def wait_for_workers(site: Site) -> list[int]:
    """The processes that answer; fails where none comes for a minute."""
    deadline = time.monotonic() + WAIT
    while not (workers := site.workers()):
        if time.monotonic() > deadline:
            log = (site.home / "log").read_text(errors="replace")[-3000:]
            raise AssertionError(f"nothing answers for a minute: {log}")
        time.sleep(0.01)
    return workers


def wait_for_saves(site: Site, writers: list[Writer]) -> None:
    """Waits until something more is acknowledged; fails where nothing is for a minute."""
    before = sum(len(writer.acknowledged) for writer in writers)
    deadline = time.monotonic() + WAIT
    while sum(len(writer.acknowledged) for writer in writers) == before:
        if time.monotonic() > deadline:
            refused = [one for writer in writers for one in writer.refused]
            log = (site.home / "log").read_text(errors="replace")[-3000:]
            raise AssertionError(f"no save was acknowledged for a minute: {refused[:3]} {log}")
        time.sleep(0.01)


def _command_of(process: int) -> bytes:
    """The command line of a process; empty once it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def end(processes: list[int]) -> None:
    """`kill -9` of each, where it still runs."""
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
