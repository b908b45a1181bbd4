"""The commands of the site as they are typed: each in a process and a home of its own."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from corecase.cli import exits
from corecase.exchange.backups import KEYS
from tests import kept
from tests.killing import COMMAND, Site
from tests.terminal import Terminal


def typed(*words: object) -> subprocess.CompletedProcess[str]:
    """A command as somebody types it, without a variable of ours."""
    plain = {name: value for name, value in os.environ.items() if "CORECASE" not in name}
    command = [str(COMMAND), *map(str, words)]
    return subprocess.run(command, env=plain, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that is ready, with the first administrator invited."""
    found = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(kept.kept("typed", _make), found)
    return found


def _make(home: Path) -> None:
    """As somebody makes one, from nothing."""
    assert typed("serve", "--check", "--home", home).returncode == 0
    invited = typed("invite", "first@example.org", "--name", "First", "--home", home)
    assert invited.stdout.startswith("http://localhost:8000/"), invited.stderr


def test_only_its_owner_reads_a_home(home: Path) -> None:
    assert home.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in home.rglob("*")} == {0}


def test_the_site_answers_until_ctrl_c(home: Path) -> None:
    site = Site(home)
    site.start()
    try:
        deadline = time.monotonic() + 60
        while not (site.home / "log").read_text().count("until you press Ctrl-C"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
        connection.request("GET", "/accounts/login/")
        assert connection.getresponse().status == 200
        connection.close()
        assert site.master
        site.master.send_signal(signal.SIGINT)
        assert site.master.wait(30) == 0
        assert site.workers() == []
    finally:
        site.kill()


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = typed("serve", "--demo", "--home", tmp_path / "home", "--port", port)
    assert done.returncode == exits.INPUT
    assert f"Port {port} cannot be used" in done.stderr
    assert not (tmp_path / "home").exists()


def test_no_demonstration_in_a_home_with_an_administrator(tmp_path: Path) -> None:
    found = tmp_path / "home"
    shutil.copytree(kept.migrated(), found)
    add = (
        f"from corecase.cli import site; import pathlib; site.start(pathlib.Path({str(found)!r})); "
        "from corecase.store.cases.models import Person; Person.objects.create("
        "email='real@example.org', name='Real', joined_at=site.now())"
    )
    subprocess.run([sys.executable, "-c", add], check=True)
    ended = typed("serve", "--demo", "--check", "--home", found)
    assert ended.returncode == exits.INPUT
    assert "holds people who are not of the demonstration" in ended.stderr
    with closing(sqlite3.connect(found / "corecase.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM cases_person").fetchone() == (1,)


COMMANDS = (
    "worker",
    "worker --once",
    "public",
    "surveys --check",
    "snapshot write",
    "backup file",
    "audit verify",
    "audit anchor file",
    "invite first@example.org --name First",
    "register import --shipped",
    "register link New follows Old --source paper",
    "register withdraw link 1",
    "register links",
    "register conflicts",
    "register inspections",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_in_a_folder_without_a_site_says_so_and_writes_nothing(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    """Nor does one where the folder is not there, or an earlier version left an empty file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CORECASE_DATABASE_URL", raising=False)
    empty, tried = tmp_path / "empty", tmp_path / "tried"
    for folder in (empty, tried):
        folder.mkdir()
    (tried / "corecase.sqlite3").touch()
    for home in (tmp_path / "missing", empty, tried):
        ran = terminal.run(*command.split(), "--home", home)
        said = f"There is no site in {home}; start one with: corecase serve.\n"
        assert (ran.code, ran.out, ran.err) == (exits.INPUT, "", said)
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        *("corecase.sqlite3", "empty", "tried")
    ]


def test_a_command_makes_no_key_in_place_of_one_that_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: Terminal
) -> None:
    monkeypatch.delenv("CORECASE_DATABASE_URL", raising=False)
    (tmp_path / "corecase.sqlite3").write_text("It is not read.", encoding="ascii")
    ran = terminal.run("audit", "verify", "--home", tmp_path)
    assert ran.code == exits.INPUT
    assert f"There is no {' and no '.join(KEYS)} in {tmp_path}; bring the keys" in ran.err
    ran = terminal.run("surveys", "--database", "postgresql://u@h/n", "--home", tmp_path)
    assert f"There is no survey.key in {tmp_path}; bring" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["corecase.sqlite3"]


def test_a_database_without_tables_is_said(tmp_path: Path) -> None:
    for name in KEYS:
        (tmp_path / name).write_text(kept.KEY, encoding="ascii")
    with closing(sqlite3.connect(tmp_path / "corecase.sqlite3")) as database:
        database.execute("CREATE TABLE another (a)")
    ran = typed("register", "conflicts", "--home", tmp_path)
    assert (ran.returncode, "no such table" in ran.stderr) == (exits.INPUT, True), ran.stderr
    assert "start the site once with: corecase serve" in ran.stderr
    worked = typed("worker", "--home", tmp_path)
    assert (worked.returncode, worked.stdout) == (exits.INPUT, ""), worked.stderr
    assert worked.stderr.startswith("The database has not the tables of this version; bring")


def test_what_was_changed_behind_the_audit_is_told(home: Path) -> None:
    assert typed("audit", "verify", "--home", home).returncode == 0
    with closing(sqlite3.connect(home / "corecase.sqlite3")) as database:
        triggers = database.execute(
            "SELECT name, sql FROM sqlite_schema "
            "WHERE type = 'trigger' AND tbl_name = 'cases_event'"
        ).fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE cases_event SET by = '7' WHERE chain = 'people'")
        database.commit()
        ended = typed("audit", "verify", "--home", home)
        database.execute("UPDATE cases_event SET by = '0' WHERE chain = 'people'")
        for _, sql in triggers:
            database.execute(sql)
        database.commit()
    assert ended.returncode == 6
    assert "Entry 1 of chain people was changed" in ended.stderr
    assert typed("audit", "verify", "--home", home).returncode == 0


def test_a_restore_that_fails_leaves_no_home(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    assert typed("backup", file, "--home", home).returncode == 0
    bare = typed("restore", file, "--home", tmp_path / "new")
    assert (bare.returncode, "--keys FOLDER" in bare.stderr) == (3, True)
    assert not (tmp_path / "new").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "audit.key").write_text("k" * 64, encoding="ascii")
    wrong = typed("restore", file, "--home", tmp_path / "new", "--keys", other)
    assert (wrong.returncode, "was changed" in wrong.stderr) == (6, True)
    assert typed("restore", file, "--home", tmp_path / "new").returncode == 3


def test_printed_facts_are_brought_in_and_what_differs_is_listed(home: Path) -> None:
    nothing = typed("register", "import", "--home", home)
    assert (nothing.returncode, "give --shipped" in nothing.stderr) == (exits.INPUT, True)
    brought = typed("register", "import", "--shipped", "--home", home)
    assert "545 new facts, of which 503 are taken and 42 wait for a review" in brought.stdout
    again = json.loads(typed("register", "import", "--shipped", "--json", "--home", home).stdout)
    assert [(one["new"], one["there_already"]) for one in again] == [(0, 545)]
    said = typed("register", "conflicts", "--home", home)
    assert "Sefton, headline:safeguarding: it is better known than what differs" in said.stdout
    (found,) = json.loads(typed("register", "conflicts", "--json", "--home", home).stdout)
    assert [one["printed"] for one in found["facts"]] == ["28% DRASTIC", "38%"]
    assert found["chosen"] == found["facts"][1]["number"]
    again = ("register", "inspections", "--service", "Sefton", "--home", home)
    assert "2010-09" in typed(*again).stdout
    told = json.loads(typed(*again, "--json").stdout)
    assert [one["looks_at_again"] for one in told] == [None, "2009-06"]
    link = ("register", "link", "New Town", "follows", "Old Town", "--source", "A paper")
    entered = typed(*link, "--from", "April 2012", "--home", home).stdout
    assert "New Town followed Old Town from April 2012. It waits for a release" in entered
    number = entered.partition("number ")[2].partition(":")[0]
    back = typed("register", "withdraw", "link", number, "--home", home)
    assert back.stdout == "Withdrawn: New Town followed Old Town from April 2012.\n"
    listed = json.loads(typed("register", "links", "--json", "--home", home).stdout)
    assert len(listed) == 6, "what comes with Corecase, and nothing that nobody released"
