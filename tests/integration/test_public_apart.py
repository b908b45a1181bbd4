"""The public view as a process of its own: it runs where no table of cases is, and only reads."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corecase.config import environment
from corecase.core.errors import InputError
from tests import public_home
from tests.public_home import answers, command, free_port, page, run, variables
from tests.terminal import Terminal

READ = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "corecase.config.public_settings"
from corecase.config.public_wsgi import application
from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError
from django.test import Client

assert application is not None
settings.ALLOWED_HOSTS = ["testserver"]
reader = Client()
roads = ["/", "/invented/", "/invented/2/report.pdf", "/feed.atom", "/sitemap.xml",
         "/code-of-practice/", f"/by-hash/{'1' * 64}/report.pdf", "/static/corecase/corecase.css"]
for road in roads:
    response = reader.get(road)
    assert response.status_code == 200, (road, response.status_code)
    assert not response.cookies, road
    response.close()
assert b"Invented Service" in reader.get("/invented/").content
for road in ("/accounts/login/", "/inspections/invented/", "/publications/"):
    assert reader.get(road).status_code == 404, road
tables = connection.introspection.table_names()
assert tables and not [name for name in tables if name.startswith("cases_")], tables
known = [name for name in sys.modules
         if name.startswith(("corecase.store.cases", "corecase.store.surveys", "allauth"))]
assert not known, known
from corecase.store.public.models import Publication
try:
    Publication.objects.update(service="Other")
except DatabaseError:
    print("reads only")
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return public_home.fill(tmp_path)


def test_the_public_view_reads_the_register_and_knows_no_case(home: Path) -> None:
    done = run(READ, home=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "reads only"
    assert not list(home.glob("*.key"))


def test_it_does_not_start_without_the_register(tmp_path: Path) -> None:
    done = run("import corecase.config.public_wsgi", home=tmp_path)
    assert done.returncode == 3
    assert "start the site once with: corecase serve" in done.stderr


@pytest.mark.parametrize("ends", ["asked", "parent"])
def test_the_command_answers_until_it_is_ended(home: Path, ends: str) -> None:
    port = free_port()
    asked = command("--port", str(port), home=home)
    if ends == "parent":
        # A shell that starts it and is killed: nothing tells it to end but that.
        starts = f"import subprocess; subprocess.run({[*asked, '--with-parent']!r})"
        asked = [sys.executable, "-c", starts]
    with subprocess.Popen(asked, env=variables(), stdout=subprocess.PIPE, text=True) as started:
        try:
            assert started.stdout is not None
            assert f"http://localhost:{port}/" in started.stdout.readline()
            assert b"Invented Service" in page(port)
        finally:
            started.send_signal(signal.SIGKILL if ends == "parent" else signal.SIGTERM)
    until = time.monotonic() + 20
    while answers(port):
        assert time.monotonic() < until
        time.sleep(0.2)


def test_the_command_checks_and_ends(home: Path) -> None:
    done = subprocess.run(
        command("--check", home=home), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "The register of publications can be read.\n")


def test_a_home_that_is_not_there_is_refused(tmp_path: Path, terminal: Terminal) -> None:
    typed = terminal.run("public", "--home", str(tmp_path / "nowhere"))
    assert typed.code == 3
    assert "There is no site" in typed.err


def test_the_database_itself_refuses_what_would_be_written() -> None:
    sqlite = environment.read({"CORECASE_HOME": "somewhere"}).database()
    options = environment.read_only(sqlite)["OPTIONS"]
    assert options == {"timeout": 20, "init_command": "PRAGMA query_only=ON;"}
    url = "postgresql://reader:x@localhost/corecase?sslmode=require"
    postgresql = environment.read({"CORECASE_DATABASE_URL": url}).database()
    assert environment.read_only(postgresql)["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c default_transaction_read_only=on",
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        ("https://reports.example.org", "https://reports.example.org/"),
        ("http://localhost:8001/", "http://localhost:8001/"),
    ],
)
def test_the_staff_site_learns_where_the_public_view_is(typed: str, expected: str) -> None:
    assert environment.read({"CORECASE_PUBLIC_ADDRESS": typed}).public_address == expected


@pytest.mark.parametrize("typed", ["reports.example.org", "ftp://reports.example.org", "https://"])
def test_an_address_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="has to look like https"):
        environment.read({"CORECASE_PUBLIC_ADDRESS": typed})
