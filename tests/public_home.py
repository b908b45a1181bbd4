"""A home whose database holds a register of publications and no table of a case."""

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

from corecase.exchange.backups import KEYS

FILL = """
import os, sys
import django
from django.conf import settings
from corecase.config import environment

url = sys.argv[1]
database = (
    environment.read({"CORECASE_DATABASE_URL": url}).database()
    if url.startswith("postgresql:")
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": url}
)
settings.configure(
    INSTALLED_APPS=["corecase.store.public.apps.PublicConfig"],
    DATABASES={"default": database},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()
from datetime import UTC, datetime
from django.core.management import call_command

if not url.startswith("postgresql:"):
    call_command("migrate", verbosity=0)
from corecase.store.public.models import Publication, PublishedFile, PublishedScore
from corecase.store.public.models import PublishedVersion

at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
row = Publication.objects.create(
    code="invented", service="Invented Service", programme="Invented",
    programme_code="invented", published_on=at.date(), synthetic="Synthetic.",
)
compared = {"scope": "the services inspected so far", "as_at": "1 November 2026",
            "n_services": 4, "rows": [["s", 38, 82, 63]]}
PublishedVersion.objects.create(
    publication=row, number=1, sha256="2" * 64, published_at=at.replace(hour=8)
)
version = PublishedVersion.objects.create(
    publication=row, number=2, sha256="0" * 64, published_at=at, reason="A slip.",
    comparators=compared,
)
PublishedFile.objects.create(version=version, name="report.pdf", content=b"%PDF", sha256="1" * 64)
PublishedScore.objects.create(
    version=version, position=1, score="s", label="Safety", count=6, out_of=10
)
"""


TAKEN = """
from hashlib import sha256
from importlib.resources import files
from corecase.exchange import printed_facts, service_links
from corecase.store.public.models import PrintedText, PublishedRecommendation
from corecase.store.public.models import RegisteredFact, ServiceLink

shipped = files("corecase") / "data" / "reference" / "published-facts"
text = PrintedText.objects.create(
    name="shipped", sha256="3" * 64, state="READ", asked_by=1, asked_at=at, ended_at=at
)
for place, one in enumerate(printed_facts.read(shipped / "facts.csv")):
    said = {name: getattr(one.fact, name) for name in printed_facts.FIELDS}
    said.update({n: "" if said[n] is None else str(said[n]) for n in ("value", "most")})
    RegisteredFact.objects.create(
        text=text, sha256=sha256(str(place).encode()).hexdigest(), state="TAKEN",
        public_since=at, source_published=one.source_published, **said,
    )
RegisteredFact.objects.create(
    text=text, sha256="4" * 64, state="TAKEN", service="Canary waiting",
    measure="headline:safeguarding", value="50", standing="verified", source="canary",
    programme="CCI", published="2012-01",
)
for one in service_links.read(shipped / "links.csv"):
    ServiceLink.objects.create(
        service=one.service, kind=one.kind, other=one.other, since=one.since,
        source=one.source, standing=one.standing,
    )
PublishedRecommendation.objects.create(
    version=version, position=1, text="Assess every invented child.", owners=["YOT manager"]
)
"""
"""The facts that come with Corecase as public, one for a second person, a recommendation."""


def fill(home: Path, *, facts: bool = False) -> Path:
    """Puts one invented report, corrected once, into a home; the home.

    With `facts`, the printed facts that come with Corecase as well.
    """
    done = run(FILL + (TAKEN if facts else ""), str(home / "corecase.sqlite3"), home=home)
    assert done.returncode == 0, done.stderr
    return home


def fill_on(url: str, home: Path) -> None:
    """The same into a PostgreSQL whose tables are there."""
    done = run(FILL + TAKEN, url, home=home)
    assert done.returncode == 0, done.stderr


def fill_with_another_table(home: Path) -> None:
    """A home with its keys, and a database of which no table is ours."""
    for name in KEYS:
        (home / name).write_text("k" * 64, encoding="ascii")
    with closing(sqlite3.connect(home / "corecase.sqlite3")) as database:
        database.execute("CREATE TABLE another (id)")


def run(program: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Runs a program with this home, every warning an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**variables(), "CORECASE_HOME": str(home)},
    )


def variables() -> dict[str, str]:
    """The environment without the tests' own site."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("CORECASE_", "DJANGO_"))}


def command(*arguments: str, home: Path) -> list[str]:
    """What starts the public view of a home."""
    return [sys.executable, "-m", "corecase", "public", "--home", str(home), *arguments]


def page(port: int, road: str = "") -> bytes:
    """The list of reports as the public view answers it, or another page."""
    with urlopen(f"http://localhost:{port}/{road}", timeout=10) as response:
        return bytes(response.read())


def head(port: int, road: str) -> int:
    """How long a page is said to be to whoever asks for its head alone."""
    asked = Request(f"http://localhost:{port}/{road}", method="HEAD")
    with urlopen(asked, timeout=10) as response:
        assert response.read() == b""
        return int(response.headers["Content-Length"])


def answers(port: int) -> bool:
    """Whether something answers on this port."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nothing has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
