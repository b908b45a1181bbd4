"""What the site refuses to start with (CF-1): each time one plain sentence that says what to do."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from corecase.cli import site as cli_site
from corecase.config import checks, environment
from corecase.core.errors import InputError
from corecase.core.people import Role
from corecase.store import copies
from corecase.web.errors import typed
from tests import public_home, site

GOOD = {
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": "k" * 64,
    "AUDIT_KEY": "a" * 64,
    "ALLOWED_HOSTS": ["corecase.example.org"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
}
PLAIN = {
    "SESSION_COOKIE_SECURE": False,
    "CSRF_COOKIE_SECURE": False,
    "SECURE_SSL_REDIRECT": False,
    "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
}
ON = dict.fromkeys(checks.DURABLE, "on")


def faults(**changed: object) -> list[str]:
    return list(checks.settings_faults(SimpleNamespace(**{**GOOD, **changed})))


def test_good_settings_have_no_fault() -> None:
    assert faults() == []
    assert faults(**PLAIN) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"DEBUG": True}, "DEBUG is on"),
        ({"SECRET_KEY": "k" * 31}, "SECRET_KEY has fewer than 32"),
        ({"AUDIT_KEY": "short"}, "AUDIT_KEY has fewer than 32"),
        ({"ALLOWED_HOSTS": ["*"]}, "answer to any host"),
        ({"ALLOWED_HOSTS": [".example.org"]}, "answer to any host"),
        ({"SESSION_COOKIE_SECURE": False}, "CORECASE_HTTPS=1"),
        ({"CSRF_COOKIE_SECURE": False}, "CORECASE_HTTPS=1"),
        ({**PLAIN, "ALLOWED_HOSTS": ["corecase.example.org"]}, "CORECASE_HTTPS=1"),
        ({"DEMO": True}, "A demonstration lets anybody in"),
        ({"DEMO": True, "ALLOWED_HOSTS": ["localhost"]}, "A demonstration lets anybody in"),
    ],
    ids=str,
)
def test_a_setting_that_shows_or_lets_in_is_refused(changed: dict[str, object], said: str) -> None:
    found = faults(**changed)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    ("version", "journal", "synchronous", "said"),
    [
        ((3, 51, 2), "wal", 3, "can corrupt a database in WAL"),
        ((3, 51, 3), "wal", 3, ""),
        ((3, 40, 1), "truncate", 3, ""),
        ((3, 40, 1), "memory", 3, "which a crash loses"),
        ((3, 40, 1), "off", 3, "which a crash loses"),
        ((3, 40, 1), "truncate", 2, "synchronous to EXTRA"),
        ((3, 51, 3), "wal", 1, "synchronous to EXTRA"),
    ],
)
def test_sqlite_has_to_be_durable(
    version: tuple[int, ...], journal: str, synchronous: int, said: str
) -> None:
    found = list(checks.sqlite_faults(version, journal=journal, synchronous=synchronous))
    assert len(found) == bool(said)
    assert said in "".join(found)


@pytest.mark.parametrize("name", checks.DURABLE)
def test_postgresql_has_to_be_durable(name: str) -> None:
    assert list(checks.postgresql_faults(ON)) == []
    assert list(checks.postgresql_faults({**ON, name: "off"})) == [
        f"PostgreSQL runs with {name}=off; set it to on."
    ]


def test_a_standby_may_be_waited_for_as_well() -> None:
    assert list(checks.postgresql_faults({**ON, "synchronous_commit": "remote_apply"})) == []


@pytest.mark.django_db(transaction=True)
def test_the_site_starts_on_this_database(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]  # the test client's own host is added to it
    checks.check(settings)
    cli_site.check_tables()
    assert list(checks.database_faults(connection)) == []


@pytest.mark.django_db(transaction=True)
def test_this_database_is_asked_and_not_believed(settings: Settings) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET synchronous_commit TO off")
        else:
            cursor.execute("PRAGMA synchronous=NORMAL")
    try:
        with pytest.raises(InputError, match=r"does not start.* synchronous"):
            checks.check(settings)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_tables_of_another_version_are_refused(settings: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, app, name, applied FROM django_migrations WHERE app = 'public'")
        rows = cursor.fetchall()
        cursor.execute("DELETE FROM django_migrations WHERE app = 'public'")
        try:
            assert not checks.is_up_to_date(connection)
            with pytest.raises(InputError, match="not those of this version"):
                checks.check(settings)
            with pytest.raises(InputError, match="has not the tables of this version"):
                cli_site.check_tables()
        finally:
            with connection.cursor() as again:
                again.executemany("INSERT INTO django_migrations VALUES (%s, %s, %s, %s)", rows)


@pytest.mark.django_db(transaction=True)
def test_people_of_the_demonstration_belong_to_the_demonstration(settings: Settings) -> None:
    somebody = site.person()
    type(somebody).objects.filter(pk=somebody.pk).update(is_demonstration=True)
    with pytest.raises(InputError, match="demonstration's people"):
        checks.check(settings)
    demo = SimpleNamespace(**{**GOOD, **PLAIN, "DEMO": True})
    checks.check(demo)
    # Nor is anybody else let in with them, even somebody who left.
    left = site.person()
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    with pytest.raises(InputError, match="not of the demonstration"):
        checks.check(demo)


def read(**variables: str) -> environment.Environment:
    return environment.read({f"CORECASE_{name}": value for name, value in variables.items()})


def test_postgresql_is_reached_as_its_address_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgresql://u:p@db.example.org/name"
    entry = read(DATABASE_URL=f"{address}?sslmode=verify-full&sslrootcert=%2Fca.pem").database()
    told = {"sslmode": "verify-full", "sslrootcert": "/ca.pem"}
    assert entry["OPTIONS"] == {**told, "options": "-c synchronous_commit=on"}
    with pytest.raises(InputError, match=r"says sslmod after its '\?'; only sslmode, "):
        read(DATABASE_URL=f"{address}?sslmod=verify-full").database()
    # pg_dump and pg_restore connect as the site does.
    program = tmp_path / "99" / "bin" / "pg_dump"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\nenv > {tmp_path}/told\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr(copies, "PROGRAMS", tmp_path)
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", entry["OPTIONS"])
    copies._run("pg_dump")
    expected = {"PGSSLMODE=verify-full", "PGSSLROOTCERT=/ca.pem"}
    assert expected <= set((tmp_path / "told").read_text().splitlines())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtps://u%40x:p%2F@mail.example.org", (465, "u@x", "p/", True, False)),
        ("smtp+tls://u:p@mail.example.org", (587, "u", "p", False, True)),
        ("smtp+tls://u:p@mail.example.org:2525", (2525, "u", "p", False, True)),
        ("smtp://mail.example.org", (25, "", "", False, False)),
        ("smtp://u:p@localhost:1025", (1025, "u", "p", False, False)),
    ],
)
def test_mail_is_encrypted_as_its_address_says(
    tmp_path: Path, address: str, expected: tuple[object, ...]
) -> None:
    names = ("PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    shown = ", ".join(f"settings.EMAIL_{name}" for name in names)
    done = subprocess.run(
        [sys.executable, "-c", f"from corecase.config import settings; print(({shown}))"],
        env={**os.environ, "CORECASE_HOME": str(tmp_path), "CORECASE_MAIL_URL": address},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == repr(expected)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("smtp://u:p@mail.example.org", "would send its password unencrypted"),
        ("mail.example.org", "has to look like smtps://"),
        ("smtps://", "has to look like smtps://"),
    ],
)
def test_mail_that_would_show_its_password_is_refused(address: str, said: str) -> None:
    assert read().mail() is None
    with pytest.raises(InputError, match=said):
        read(MAIL_URL=address).mail()


def loaded(name: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What came of loading a site as an application server does."""
    kept = {name: value for name, value in os.environ.items() if "CORECASE" not in name}
    return subprocess.run(
        [sys.executable, "-c", f"import corecase.config.{name}"],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"CORECASE_HOSTS": "*"}, "CORECASE_HOSTS is '*'"),
        ({"CORECASE_HOSTS": "corecase.example.org"}, "set CORECASE_HTTPS=1"),
        ({"CORECASE_PROXIES": "many"}, "CORECASE_PROXIES has to be a whole number"),
        ({"CORECASE_DATABASE_URL": "mysql://x"}, "has to look like postgresql://"),
        ({}, "Its tables are not those of this version"),
    ],
    ids=["any host", "http", "proxies", "database", "tables"],
)
def test_a_server_that_loads_the_site_ends_with_a_sentence(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    public_home.fill_with_another_table(tmp_path)
    done = loaded("wsgi", CORECASE_HOME=str(tmp_path), **variables)
    assert done.returncode == 3
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["wsgi", "public_wsgi", "surveys_wsgi"])
def test_a_server_that_loads_a_site_writes_nothing_where_none_is(tmp_path: Path, name: str) -> None:
    done = loaded(name, CORECASE_HOME=str(tmp_path))
    assert done.returncode == 3
    said = f"There is no site in {tmp_path}; start one with: corecase serve.\n"
    assert done.stderr.endswith(said)
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_stands_on_the_page_when_the_database_is_away() -> None:
    client = site.client_for(site.person())
    client.raise_request_exception = False
    before = connection.settings_dict["NAME"]
    connection.close()
    # A folder is no database, and nothing on PostgreSQL has this name.
    connection.settings_dict["NAME"] = "/" if connection.vendor == "sqlite" else "nothing"
    try:
        cli_site.check_tables()  # a worker waits for it
        response = client.post("/inspections/a/cases/S01/notes/", {"text": "typed at length"})
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
    assert response.status_code == 503
    assert "Not saved" in response.text
    assert "typed at length" in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What our own logger says, which it hands on to nobody."""
    logger = logging.getLogger("corecase")
    logger.addHandler(caplog.handler)
    yield caplog
    logger.removeHandler(caplog.handler)


@pytest.mark.django_db
def test_a_fault_leaves_its_kind_and_place_in_the_log_and_nothing_typed(
    heard: pytest.LogCaptureFixture,
) -> None:
    def broken(execute: Any, sql: str, *rest: Any) -> Any:
        if 'FROM "cases_inspection"' in sql:
            raise ZeroDivisionError("the canary of the message")
        return execute(sql, *rest)

    client = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    client.raise_request_exception = False
    with connection.execute_wrapper(broken):
        assert client.get("/?q=canary").status_code == 500
    place = r"actions/\w+\.py:\d+"
    (line,) = heard.messages
    assert re.fullmatch(rf"A page failed: ZeroDivisionError at {place}, page home\.", line)


def test_passwords_and_codes_are_not_shown_again() -> None:
    secret = ("oldpassword", "password1", "newPassword", "code", "csrfmiddlewaretoken", "token")
    request = RequestFactory().post("/", {**dict.fromkeys(secret, "canary"), "note": "kept"})
    assert typed(request) == [("note", "kept")]
