"""How many pages a second the public view answers from those it keeps, on two processes.

Whoever asks runs on the same machine: wrk where it is installed, otherwise a client of our own,
which takes more of it away from the site.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from benchmarks.measured import Measured
from tests import public_home
from tests.public_home import answers, command, free_port, variables

SECONDS = 10
START_SECONDS = 60
WORKERS, ASKING, CONNECTIONS = 2, 2, 16
PAGES_A_SECOND = 1000.0
PAGE = "/services/essex/"
COMPARISON = "/compare/?service=essex&among=FAMILY&with=kent&as_at=2012-06-30&cases=38"


def measure() -> list[Measured]:
    """Pages a second of a service's page and of a comparison, both kept, and one made anew."""
    with TemporaryDirectory() as made:
        home, port = public_home.fill(Path(made), facts=True), free_port()
        asked = command("--port", str(port), "--workers", str(WORKERS), home=home)
        with subprocess.Popen(asked, env=variables(), stdout=subprocess.DEVNULL) as site:
            try:
                _wait_for(port)
                anew = _seconds(port, COMPARISON)
                kept = [(page, _rate(port, page)) for page in (PAGE, COMPARISON)]
            finally:
                site.terminate()
                site.wait(30)
    by = "wrk" if shutil.which("wrk") else "a client of our own"
    return [
        Measured(
            what="a comparison made anew, the first of its process", value=anew, promised=None
        ),
        *(
            Measured(
                what=f"kept pages of {page.partition('?')[0]} on two processes, asked by {by}",
                value=rate,
                promised=PAGES_A_SECOND,
                unit="pages/s",
                is_least=True,
            )
            for page, rate in kept
        ),
    ]


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while not answers(port):
        if time.monotonic() > until:
            raise TimeoutError("The public view did not start.")
        time.sleep(0.2)


def _seconds(port: int, page: str) -> float:
    begun = time.perf_counter()
    with urlopen(f"http://127.0.0.1:{port}{page}", timeout=60) as response:
        response.read()
    return time.perf_counter() - begun


def _rate(port: int, page: str) -> float:
    # Each process keeps pages of its own: all of them are asked before the clock runs.
    for _ in range(8 * WORKERS):
        _seconds(port, page)
    if shutil.which("wrk"):
        return _by_wrk(port, page)
    with get_context("spawn").Pool(ASKING) as asking:
        found = asking.starmap(_ask, [(port, page)] * ASKING)
    return sum(found) / SECONDS


def _by_wrk(port: int, page: str) -> float:
    told = ("wrk", f"-t{ASKING}", f"-c{CONNECTIONS}", f"-d{SECONDS}s")
    done = subprocess.run(
        [*told, f"http://127.0.0.1:{port}{page}"], capture_output=True, text=True, check=True
    )
    refused = re.search(r"Non-2xx|Socket errors", done.stdout)
    if refused:
        raise RuntimeError(done.stdout)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found is not None
    return float(found[1])


def _ask(port: int, page: str) -> int:
    """How many whole answers one process gets in the time, a connection each."""
    sent = f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    n_answers, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        with socket.create_connection(("127.0.0.1", port)) as asked:
            asked.sendall(sent)
            first = asked.recv(65536)
            if not first.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(first[:200].decode(errors="replace"))
            while asked.recv(65536):
                pass
        n_answers += 1
    return n_answers


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(f"{row.what}: {row.value:.4g} {row.unit}\n")
