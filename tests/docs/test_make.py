"""The Makefile explains itself, and `make demo` does what the README says."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

from corecase.actions.demonstration_cast import CAST
from tests.postgres import free_port

TARGET = re.compile(r"^([a-z]+):(.*)$", re.MULTILINE)
INNER = {"system"}  # a step of `test`, not asked for by name
ROOT = Path(__file__).parents[2]
START_SECONDS = 240
DRAFT = "inspections/demonstration-reports-exampleton/sign-off/"
"""A page for which letters are typeset, which a server that parted with threads cannot."""


def targets() -> dict[str, str]:
    """The targets of the Makefile, each with its comment, empty where it has none."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {name: rest.partition("## ")[2] for name, rest in TARGET.findall(text)}


def test_every_target_has_a_one_line_comment() -> None:
    silent = [name for name, words in targets().items() if not words and name not in INNER]
    assert not silent
    assert not [words for words in targets().values() if words.endswith(".")]


def test_the_targets_are_those_the_guide_for_contributors_lists() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"`make ([a-z]+)`", guide))
    assert listed == set(targets()) - INNER


def test_the_demo_makes_the_report_and_answers_until_it_is_stopped(tmp_path: Path) -> None:
    port = free_port()
    with demo(tmp_path, port) as said:
        address = f"http://localhost:{port}/"
        wait_for(said, f"Corecase answers on {address} until you press Ctrl-C.")
        wait_for(said, f"Surveys are answered on http://localhost:{port + 2}/.")
        assert (tmp_path / "demo-report" / "report" / "report.html").is_file()
        with urlopen(f"{address}accounts/login/", timeout=10) as page:
            shown = page.read().decode()
        told = said.read_text(encoding="utf-8")
        assert CAST
        assert all(f"  {part.name}: {part.words}\n" in told for part in CAST)
        assert all(part.name in shown for part in CAST)
        assert "comments of the service are not answered" in opened_by("Cleo Chief", address, DRAFT)
    with pytest.raises(URLError):
        urlopen(address, timeout=2)


def opened_by(name: str, address: str, path: str) -> str:
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
def demo(folder: Path, port: int) -> Iterator[Path]:
    """What `make demo` says, in a folder that holds nothing made; stopped as by Ctrl-C.

    The tests' own environment is taken as installed: its setting up is tried where they began.
    """
    for name in ("Makefile", "pyproject.toml", "requirements", "src"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(sys.prefix)
    command = ["make", "--old-file=.venv/runtime.stamp", "demo", f"PORT={port}"]
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("CORECASE_", "DJANGO_"))}
    said = folder / "said.txt"
    with said.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=ours, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield said
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(30)


def wait_for(said: Path, line: str) -> None:
    """Waits until a program has written the line; it has to come within four minutes."""
    until = time.monotonic() + START_SECONDS
    while line not in (written := said.read_text(encoding="utf-8")):
        assert time.monotonic() < until, f"It does not say: {line}\n{written}"
        assert "***" not in written, written
        time.sleep(0.3)
