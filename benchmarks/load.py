"""People at work, as a process of its own: pages read and answers saved over loopback.

`python -m benchmarks.load <plan.json> <port>` prints what each request took, as JSON. Standard
library only: it measures the site, not a library of ours.
"""

import json
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

SECRET = "c" * 32
THINK_SECONDS = 10.0
WORK_SECONDS = 60.0
RUSH_SECONDS = 15.0
N_RUSHING = 8


@dataclass
class Assessor:
    """Somebody with a session, who knows the version of every field that they changed."""

    number: int
    port: int
    told: dict[str, Any]
    criteria: list[str]
    items: list[str]
    answers: list[str]
    versions: dict[tuple[str, str], int] = field(default_factory=dict)
    pages: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sequence: int = 0

    def __post_init__(self) -> None:
        self.chance = Random(self.number)

    def work(self, until: float) -> None:
        """Thinks, then reads a page or saves an answer, as often one as the other."""
        while True:
            # As if at work for long: the first think has begun already.
            time.sleep(
                max(0.0, min(self.chance.expovariate(1 / THINK_SECONDS), until - time.monotonic()))
            )
            if time.monotonic() >= until:
                return
            if self.chance.random() < 0.5:
                self.read()
            else:
                self.save()

    def rush(self, until: float) -> None:
        """Saves one answer after another without a pause."""
        while time.monotonic() < until:
            self.save()

    def read(self) -> None:
        """One page of one criterion of one of their cases."""
        case = self.chance.choice(self.told["cases"])
        address = f"{case['path']}criteria/{self.chance.choice(self.criteria)}/"
        self._timed("GET", address, None, self.pages)

    def save(self) -> None:
        """One answer turned round; it counts once its receipt says that it is applied."""
        case, item = self.chance.choice(self.told["cases"]), self.chance.choice(self.items)
        at = (case["assessment"], item)
        version = self.versions.get(at, 1)
        self.sequence += 1
        change = {
            "id": str(UUID(int=self.chance.getrandbits(128), version=4)),
            "device": "measured",
            "sequence": self.sequence,
            "case_assessment_id": case["assessment"],
            "item_id": item,
            "field": "ANSWER",
            "base_version": version,
            "value": self.answers[version % 2],
            "device_time": "",
        }
        body = json.dumps([change]).encode()
        text = self._timed("POST", f"{case['path']}operations/", body, self.saves)
        if text is not None:
            receipt = json.loads(text)["receipts"][0]
            if (receipt["outcome"], receipt["version"]) == ("APPLIED", version + 1):
                self.versions[at] = version + 1
            else:
                self.errors.append(f"receipt {receipt['outcome']} {receipt['version']}")

    def _timed(
        self, method: str, path: str, body: bytes | None, times: list[float]
    ) -> bytes | None:
        """What came, timed from the first byte sent to the last received; None for an error."""
        headers = {
            "Cookie": f"session={self.told['session']}; csrf={SECRET}",
            "X-CSRFToken": SECRET,
            "Content-Type": "application/json",
        }
        began = time.perf_counter()
        try:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                text = answer.read()
            finally:
                connection.close()
        except (OSError, HTTPException) as error:
            self.errors.append(repr(error))
            return None
        if answer.status != 200:
            self.errors.append(f"{answer.status} {path}")
            return None
        times.append(time.perf_counter() - began)
        return text


def main() -> None:
    """Runs the day's work, then the rush, and prints both."""
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    assessors = [
        Assessor(number, int(sys.argv[2]), told, plan["criteria"], plan["items"], plan["answers"])
        for number, told in enumerate(plan["assessors"], start=1)
    ]
    # Each worker reads its framework and templates once, before the day is counted.
    for assessor in assessors[:12]:
        assessor.read()
    warm = _taken(assessors)
    work = _together(assessors, "work", WORK_SECONDS)
    # From as many inspections as they are: each has a chain of its own.
    rush = _together(assessors[:: len(assessors) // N_RUSHING][:N_RUSHING], "rush", RUSH_SECONDS)
    json.dump({"warm": warm, "work": work, "rush": rush}, sys.stdout)


def _together(assessors: list[Assessor], what: str, seconds: float) -> dict[str, Any]:
    began = time.monotonic()
    threads = [
        threading.Thread(target=getattr(assessor, what), args=(began + seconds,), daemon=True)
        for assessor in assessors
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 60)
    return {"seconds": time.monotonic() - began, **_taken(assessors)}


def _taken(assessors: list[Assessor]) -> dict[str, Any]:
    """What they measured since they were last asked."""
    found: dict[str, Any] = {"pages": [], "saves": [], "errors": []}
    for assessor in assessors:
        for name, kept in found.items():
            kept.extend(getattr(assessor, name))
            getattr(assessor, name).clear()
    return found


if __name__ == "__main__":
    main()
