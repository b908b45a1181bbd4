"""The public view as a process of its own: it runs where no table of cases is, and only reads."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from corecase.actions import published, service_addresses
from corecase.config import environment
from corecase.core.errors import InputError
from tests import public_home, publications, site
from tests.public_home import answers, command, free_port, head, page, run, variables
from tests.terminal import Terminal
from tests.told import fact

ENDING = "?service=essex&among=FAMILY&with=kent&as_at=2012-06-30&cases=38"
ROOMS = [
    *("/services/", "/services/essex/", "/programmes/", "/programmes/cci/", "/accessibility/"),
    *("/programmes/cci/safeguarding.svg", "/compare/", f"/compare/{ENDING}"),
    f"/compare/safeguarding/chart.svg{ENDING}",
    f"/compare/safeguarding/funnel.svg{ENDING.replace('FAMILY', 'PROGRAMME')}",
    *(f"/compare/benchmark.parquet{ENDING}", f"/compare/sentences.txt{ENDING}"),
    *("/open-data/", "/open-data/facts.ods", "/open-data/scores.csv", "/open-data/services.json"),
    *(
        "/open-data/facts.atom",
        "/news.atom",
        "/services/essex/news.atom",
        "/ratings/",
        "/open-data/catalogue.jsonld",
        "/invented/metadata.jsonld",
        "/api/v1/openapi.json",
    ),
    *("/api/v1/services", "/api/v1/facts", "/api/v1/reports", "/api/v1/programmes"),
    "/api/v1/benchmark?service=essex&as_at=2012-06-30",
]

OF_THE_REVIEW = (
    *("public_printedtext", "public_factdecision", "public_registeredfact"),
    "public_linkentry",
)
"""What the register keeps of its review, and no public page reads."""

READ = (
    f"ROOMS, OF_THE_REVIEW = {ROOMS!r}, {OF_THE_REVIEW!r}"
    + """
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
         "/code-of-practice/", f"/by-hash/{'1' * 64}/report.pdf", "/static/corecase/corecase.css",
         *ROOMS]
for road in roads:
    response = reader.get(road)
    assert response.status_code == 200, (road, response.status_code)
    assert not response.cookies, road
    response.close()
assert b"Invented Service" in reader.get("/invented/").content
for road in ("/accounts/login/", "/inspections/invented/", "/publications/"):
    assert reader.get(road).status_code == 404, road
if connection.vendor == "postgresql":
    # Here the tables of cases are, and the role of this process may read none of them.
    told = sys.argv[1].split(",")
    assert {"cases_inspection", "cases_person", "surveys_surveyanswer"} <= set(told)
    for name in told:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT 1 FROM "{name}" LIMIT 1')
            assert name.startswith("public_") and name not in OF_THE_REVIEW, name
        except DatabaseError:
            assert not name.startswith("public_") or name in OF_THE_REVIEW, name
    tables = [name for name in told if name.startswith("public_")]
else:
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
)


TELLING = """
CREATE FUNCTION pg_temp.tells(said text, other text) RETURNS boolean LANGUAGE plpgsql COST 0.001
AS $$ BEGIN RAISE NOTICE '%', said; RETURN true; END $$;
CREATE OPERATOR pg_temp.<<< (
    LEFTARG = text, RIGHTARG = text, PROCEDURE = pg_temp.tells, RESTRICT = scalarltsel
)
"""
"""A function that tells every value it is shown, and an operator that the planner tries."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return public_home.fill(tmp_path, facts=True)


def test_the_public_view_reads_the_register_and_knows_no_case(home: Path) -> None:
    done = run(READ, home=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "reads only"
    assert not list(home.glob("*.key"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="roles are PostgreSQL's")
def test_a_role_that_can_read_no_table_of_a_case_reads_every_room(tmp_path: Path) -> None:
    told, role = connection.settings_dict, f"public_view_{os.getpid()}"
    tables = connection.introspection.table_names()
    own = f"postgresql://{told['USER']}:{told['PASSWORD']}"
    at = f"@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    public_home.fill_on(f"{own}{at}", tmp_path)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'invented'")
        cursor.execute(published.rights(role))
    url = f"postgresql://{role}:invented{at}"
    try:
        program = f"import os; os.environ['CORECASE_DATABASE_URL'] = {url!r}\n{READ}"
        done = run(program, ",".join(tables), home=tmp_path)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {role}")
            cursor.execute(f"DROP ROLE {role}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "reads only"


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="roles are PostgreSQL's")
def test_no_function_or_operator_of_a_reader_sees_what_is_behind_a_view() -> None:
    # Several are alike, so that the planner keeps their values to guess with.
    for state in ("TAKEN", "WAITING"):
        publications.taken(*[fact("Canary" if state == "WAITING" else "Anytown")] * 9, state=state)
    role, seen = f"public_reader_{os.getpid()}", list[str]()

    def hear(said: Any) -> None:
        seen.append(said.message_primary)

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE public_registeredfact")
        cursor.execute(f"CREATE ROLE {role}")
        cursor.execute(published.rights(role))
        cursor.execute(TELLING)
        cursor.execute(f"SET LOCAL ROLE {role}")
        connection.connection.add_notice_handler(hear)
        for view in ("takenfact", "takenmoment", "takensource"):
            for asked in ("source OPERATOR(pg_temp.<<<) 'x'", "pg_temp.tells(source, 'x')"):
                cursor.execute(f"SELECT COUNT(*) FROM public_{view} WHERE {asked}")
        connection.connection.remove_notice_handler(hear)
        cursor.execute("RESET ROLE")
    assert set(seen) == {"invented report on Anytown"}


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's views have no options")
def test_every_view_of_what_is_public_is_a_barrier() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reloptions FROM pg_class WHERE relkind = 'v'")
        options = dict(cursor.fetchall())
    for view in ("public_takenfact", "public_takenmoment", "public_takensource"):
        assert options[view] == ["security_barrier=true"], view


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
def test_two_that_take_one_address_at_once_get_one_each() -> None:
    def second() -> None:
        with transaction.atomic():
            service_addresses.give(["Brook!"], now=site.NOW)
        connection.close()

    with ThreadPoolExecutor(1) as beside:
        with transaction.atomic(), connection.cursor() as cursor:
            service_addresses.give(["Brook"], now=site.NOW)
            given, waits, until = beside.submit(second), False, time.monotonic() + 20
            while not waits and time.monotonic() < until:
                cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                (waits,) = cursor.fetchone()
        given.result()
    assert waits
    assert service_addresses.of([]) == {"Brook": "brook", "Brook!": "brook-2"}


def test_it_does_not_start_without_the_register(tmp_path: Path) -> None:
    public_home.fill_with_another_table(tmp_path)
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
    log = home / "log"
    with (
        log.open("w") as said,
        subprocess.Popen(
            asked, env=variables(), stdout=subprocess.PIPE, stderr=said, text=True
        ) as started,
    ):
        try:
            assert started.stdout is not None
            assert f"http://localhost:{port}/" in started.stdout.readline()
            assert b"Invented Service" in page(port)
            assert b"Type at most 200 letters" in page(port, f"services/?name={'x' * 8000}")
            for road in ("", "services/", "static/corecase/corecase.css"):
                assert head(port, road) > 1000, road
        finally:
            started.send_signal(signal.SIGKILL if ends == "parent" else signal.SIGTERM)
    # Nobody who asks oddly fills the log.
    assert log.read_text(encoding="utf-8") == ""
    until = time.monotonic() + 20
    while answers(port):
        assert time.monotonic() < until
        time.sleep(0.2)


def test_the_command_checks_and_ends(home: Path) -> None:
    asked = command("--check", home=home)
    done = subprocess.run(asked, env=variables(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "The register of publications can be read.\n")


def test_the_command_prints_what_its_role_has_to_be_granted(home: Path) -> None:
    asked = command("--rights", "public_site", home=home)
    done = subprocess.run(asked, env=variables(), capture_output=True, text=True, check=False)
    assert 'GRANT SELECT ON public_takenfact TO "public_site";' in done.stdout.splitlines()
    assert done.stdout.strip() == published.rights("public_site")
    assert not [name for name in OF_THE_REVIEW if f" {name} " in done.stdout]
    with pytest.raises(InputError, match="letters, digits"):
        published.rights('x"; DROP')


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


def test_bounds_are_numbers() -> None:
    given = environment.read({"CORECASE_PUBLIC_RATE": "0", "CORECASE_SNAPSHOTS": "12"})
    assert (given.public_rate, given.snapshots) == (0, 12)
    assert (environment.read({}).public_rate, environment.read({}).snapshots) == (120, 5)
    for name in ("CORECASE_PUBLIC_RATE", "CORECASE_SNAPSHOTS"):
        for typed in ("many", "-1", "²", "1000001"):
            with pytest.raises(InputError, match=f"{name} has to be a number from 0"):
                environment.read({name: typed})


@pytest.mark.parametrize("typed", ["reports.example.org", "ftp://reports.example.org", "https://"])
def test_an_address_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="has to look like https"):
        environment.read({"CORECASE_PUBLIC_ADDRESS": typed})
