"""How long somebody waits for a preview: from asking to the page, and to the three formats.

The site as it is served, on a PostgreSQL of its own, with its worker beside it; asked as the
page's script asks. A browser's own time to paint comes on top.
"""

import json
import subprocess
import sys
import time
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import pikepdf

from benchmarks.measured import Measured
from benchmarks.reports import PAGES
from benchmarks.site import ROOT
from tests import killing, postgres

ON_SCREEN = 1.0
THREE_FORMATS = 3.0
N_RUNS = 5
LOOK_SECONDS = 0.1
PATIENCE = 120.0


def measure() -> list[Measured]:
    """The median wait for the page alone, and for the page, the PDF and the Word file."""
    with TemporaryDirectory() as made, postgres.Cluster() as cluster:
        home = Path(made) / "home"
        home.mkdir(mode=0o700)
        site = DemonstrationSite(home, cluster.make_database("previewed"))
        reader = Reader(site, _prepared(site))
        with killing.serving(site):
            reader.wait_for_site()
            # The worker is warm once it has made one.
            reader.preview("FORMATS")
            pages = reader.n_pages()
            screen = median(reader.preview("SCREEN") for _ in range(N_RUNS))
            formats = median(reader.preview("FORMATS") for _ in range(N_RUNS))
    if pages < PAGES:
        raise AssertionError(f"The report has {pages} pages; the promise is about {PAGES}.")
    whole = f"a preview of {pages} pages, from asking to"
    return [
        Measured(what=f"{whole} the page, median", value=screen, promised=ON_SCREEN),
        Measured(
            what=f"{whole} the page, PDF and Word, median", value=formats, promised=THREE_FORMATS
        ),
    ]


class DemonstrationSite(killing.Site):
    """A site that is allowed to hold the demonstration's people."""

    @property
    def variables(self) -> dict[str, str]:
        """The environment of its processes."""
        return {**super().variables, "CORECASE_DEMO": "1"}


class Reader:
    """Somebody who reads the draft, at a browser that waits for nothing else."""

    def __init__(self, site: killing.Site, told: dict[str, str]) -> None:
        self._site, self._place = site, f"/inspections/{told['code']}/report/preview/"
        self._headers = {
            "Cookie": f"session={told['session']}; csrf={killing.SECRET}",
            "X-CSRFToken": killing.SECRET,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._made = ""

    def wait_for_site(self) -> None:
        """Returns once the site answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self._asked("GET", self._place)
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError("The site did not start.")

    def preview(self, wanted: str) -> float:
        """Seconds from asking until every file of the preview has come."""
        began = time.perf_counter()
        self._made = self._asked("POST", self._place, urlencode({"wanted": wanted}))[0]
        self._asked("GET", self._made)
        while not (state := self._state())["next"]:
            if time.perf_counter() - began > PATIENCE:
                raise AssertionError(f"The preview did not come to its end: {state}")
            time.sleep(LOOK_SECONDS)
        for file in state["files"]:
            self._asked("GET", file["address"])
        if not state["files"]:
            raise AssertionError("The preview failed.")
        return time.perf_counter() - began

    def n_pages(self) -> int:
        """The pages of the PDF that was made last."""
        with pikepdf.open(BytesIO(self._asked("GET", f"{self._made}files/report.pdf")[1])) as pdf:
            return len(pdf.pages)

    def _state(self) -> Any:
        return json.loads(self._asked("GET", f"{self._made}state/")[1])

    def _asked(self, method: str, place: str, body: str = "") -> tuple[str, bytes]:
        """Where an answer leads to, and what it holds."""
        connection = HTTPConnection("127.0.0.1", self._site.port, timeout=PATIENCE)
        try:
            connection.request(method, place, body or None, self._headers)
            answer = connection.getresponse()
            held = answer.read()
            if answer.status >= 400:
                raise AssertionError(f"{method} {place} was answered {answer.status}.")
            return answer.headers.get("Location", ""), held
        finally:
            connection.close()


def _prepared(site: killing.Site) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.preview_world"],
        env=site.variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    # The demonstration's letters come first: without a mail server they are printed.
    told: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return told
