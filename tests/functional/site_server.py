"""The site as it is run: `corecase serve` on a free port, with a home of its own."""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.demonstrated import with_demonstration
from tests.kept import migrated, variables

START_SECONDS = 120


@contextmanager
def serving(home: Path, *, demo: bool = True, **own: str) -> Iterator[str]:
    """The address of a site, until the block ends: with the demonstration in it, or empty.

    What `--demo` does more than its variable, loading, is done once for a run.
    """
    port = free_port()
    log = home.with_suffix(".log")
    command = [sys.executable, "-m", "corecase", "serve", "--home", str(home)]
    beside = ("--public-port", str(free_port()), "--survey-port", str(free_port()))
    if demo:
        command += beside
        own = {"CORECASE_DEMO": "1", **own}
    if not home.exists():
        if demo:
            with_demonstration(home)
        else:
            shutil.copytree(migrated(), home)
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**variables(), **own},
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(30)


def sign_in_as(page: Page, address: str, name: str) -> None:
    """Signs in as one of the demonstration's people, whoever was signed in before."""
    page.context.clear_cookies()
    page.goto(f"{address}/accounts/login/")
    page.get_by_role("button", name=re.compile(f"^Sign in\\s+as {name}")).click()
    expect(page.get_by_role("link", name="Sign out")).to_be_visible()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{address}/accounts/login/", timeout=2):
                return
        except HTTPError as error:
            raise AssertionError(f"The site answers {error.code}.") from error
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"The site did not start:\n{log.read_text(encoding='utf-8')}")


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
