"""`make demo`, done once for a run: what it said, what it answered, and the home that it left.

Whatever begins with the demonstration begins with a copy of that home.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

from tests.kept import ROOT, kept, variables

START_SECONDS = 240
DRAFT = "inspections/demonstration-reports-exampleton/sign-off/"
"""A page for which letters are typeset, which a server that parted with threads cannot."""
SEEN = "seen.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstrated:
    """The folder that `make demo` ran in, with its report and its home.

    `said` is what it printed, `shown` its sign-in page and `opened` a page of its chief
    inspector; `is_over` says that nothing answered any more once it was stopped.
    """

    folder: Path
    port: int
    said: str
    shown: str
    opened: str
    is_over: bool


def demonstrated() -> Demonstrated:
    """What came of `make demo`; whoever asks first runs it."""
    folder = kept("made-demo", _make)
    return Demonstrated(folder=folder, **json.loads((folder / SEEN).read_text(encoding="utf-8")))


def with_demonstration(home: Path) -> None:
    """Makes a home with the demonstration in it, as a copy of the one that `make demo` made."""
    shutil.copytree(demonstrated().folder / "demo-home", home)


def _make(folder: Path) -> None:
    # Left by one that broke off.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    port = _three_ports()
    address = f"http://localhost:{port}/"
    with _demo(folder, port) as said:
        _wait_for(said, f"Corecase answers on {address} until you press Ctrl-C.")
        _wait_for(said, f"Surveys are answered on http://localhost:{port + 2}/.")
        with urlopen(f"{address}accounts/login/", timeout=10) as page:
            shown = page.read().decode()
        opened = _opened_by("Cleo Chief", address, DRAFT)
    seen = {
        "port": port,
        "said": said.read_text(encoding="utf-8"),
        "shown": shown,
        "opened": opened,
        "is_over": not _answers(address),
    }
    (folder / SEEN).write_text(json.dumps(seen), encoding="utf-8")


def _three_ports() -> int:
    """A port that is free, as are the two behind it, for as long as the report is made.

    Below those that the system gives to whoever asks for any.
    """
    for first in Random().sample(range(20_000, 32_000), 100):
        with ExitStack() as tried, suppress(OSError):
            for port in range(first, first + 3):
                tried.enter_context(socket.socket()).bind(("127.0.0.1", port))
            return first
    raise AssertionError("No three ports in a row are free.")


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2):
            return True
    except URLError:
        return False


def _opened_by(name: str, address: str, path: str) -> str:
    """The page as one of the demonstration's people gets it, who has just signed in."""
    browser = build_opener(HTTPCookieProcessor())

    def ask(at: str, **fields: str) -> str:
        sent = urlencode(fields).encode() if fields else None
        asked = Request(address + at, data=sent, headers={"Referer": address})
        with browser.open(asked, timeout=30) as page:
            shown: str = page.read().decode()
            return shown

    form = re.compile(
        r'name="csrfmiddlewaretoken" value="(\w+)">'
        rf'<input type="hidden" name="person" value="(\d+)">[^/]+/?[^/]+as {name}'
    )
    found = form.search(ask("accounts/login/"))
    assert found, f"{name} cannot sign in"
    token, person = found.groups()
    ask("accounts/demonstration/", csrfmiddlewaretoken=token, person=person)
    return ask(path)


@contextmanager
def _demo(folder: Path, port: int) -> Iterator[Path]:
    """What `make demo` says, in a folder that holds nothing made; stopped as by Ctrl-C.

    The tests' own environment is taken as installed: its setting up is tried where they began.
    """
    for name in ("Makefile", "pyproject.toml", "requirements", "src"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(sys.prefix)
    command = ["make", "--old-file=.venv/runtime.stamp", "demo", f"PORT={port}"]
    said = folder / "said.txt"
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=variables(), stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield said
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(30)


def _wait_for(said: Path, line: str) -> None:
    """Waits until a program has written the line; it has to come within four minutes."""
    until = time.monotonic() + START_SECONDS
    while line not in (written := said.read_text(encoding="utf-8")):
        assert time.monotonic() < until, f"It does not say: {line}\n{written}"
        assert "***" not in written, written
        time.sleep(0.3)
