"""Running the site: the first administrator, the audit as a whole, a backup and its restore."""

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from pytest_django.fixtures import Settings

from corecase.actions import audits, backups, door, first_administrator, invitations, people
from corecase.core.audit import Fault, FaultKind
from corecase.core.backups import Engine, manifest_of
from corecase.core.errors import CorecaseError, InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Role
from corecase.exchange import anchors
from corecase.exchange import backups as archives
from corecase.store import copies
from corecase.store.cases.models import Event, Invitation, Person
from tests import site

pytestmark = pytest.mark.django_db(transaction=True)

# What restoring writes itself: that it was done, and that nobody is signed in.
OWN = {"cases_chain", "cases_event", "django_session"}
_numbers = count(1)


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    """A home of this test's own, so that chains of one name do not meet in its anchors."""
    found = tmp_path / "home"
    found.mkdir(mode=0o700)
    settings.HOME, settings.ANCHORS = found, found / "anchors"
    for name in archives.KEYS:
        (found / name).write_text(f"invented {name}", encoding="ascii")
    return found


@pytest.fixture
def empty_site(settings: Settings, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Turns to a new home with an empty database; turns back at the end."""
    before = connection.settings_dict["NAME"]
    made: list[str] = []

    def turn() -> None:
        home = tmp_path / "restored"
        home.mkdir(mode=0o700)
        settings.HOME, settings.ANCHORS = home, home / "anchors"
        name = str(home / "corecase.sqlite3")
        if connection.vendor == "postgresql":
            name = f"{before}_restored_{next(_numbers)}"
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
            made.append(name)
        connection.close()
        connection.settings_dict["NAME"] = name

    yield turn
    connection.close()
    connection.settings_dict["NAME"] = before
    for name in made:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)}")


def some_data() -> None:
    """An inspection with cases and work on them, an event, and somebody signed in."""
    inspection = site.inspection()
    assessor = site.person(Role.ASSESSOR, inspection=inspection, name="Ångström, “test”\n\\")
    for case in site.sample(inspection, 3):
        site.assessment(case, assessor)
    with door.writing(by=site.actor(assessor), now=site.NOW) as write:
        write.say(EventKind.INSPECTION_CHANGED, inspection.code, content={"a": 1})
    site.client_for(assessor)


def test_the_first_administrator_is_invited_from_the_machine() -> None:
    token = first_administrator.invite(" First@Example.org ", "First", now=site.NOW)
    invited = invitations.read(token, now=site.NOW)
    assert (invited.email, invited.role) == ("first@example.org", Role.ADMINISTRATOR)
    person = invitations.accept(token, site.PASSWORD, now=site.NOW)
    assert people.actor(person, today=site.TODAY).roles == (Role.ADMINISTRATOR,)
    assert [event.by for event in Event.objects.filter(kind=EventKind.PERSON_INVITED)] == ["0"]


def test_once_there_is_an_administrator_the_machine_invites_nobody() -> None:
    site.person(Role.ADMINISTRATOR)
    with pytest.raises(InputError, match="There is an administrator already"):
        first_administrator.invite("second@example.org", "Second", now=site.NOW)
    assert not Invitation.objects.exists()


def test_once_nobody_is_administrator_any_more_the_machine_invites_again() -> None:
    site.person(Role.ADMINISTRATOR, ends_on=site.TODAY - timedelta(days=1))
    gone = site.person(Role.ADMINISTRATOR)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    assert first_administrator.invite("second@example.org", "Second", now=site.NOW)


def test_a_new_first_invitation_replaces_the_old() -> None:
    old = first_administrator.invite("first@example.org", "First", now=site.NOW)
    new = first_administrator.invite("first@example.org", "First", now=site.NOW)
    with pytest.raises(InputError, match="no longer valid"):
        invitations.read(old, now=site.NOW)
    assert invitations.read(new, now=site.NOW).name == "First"


@pytest.mark.parametrize("email", ["", "nobody", "a b@example.org"])
def test_an_invitation_needs_an_address(email: str) -> None:
    with pytest.raises(InputError, match="Give an e-mail address"):
        first_administrator.invite(email, "First", now=site.NOW)


def test_heads_kept_elsewhere_show_what_the_home_alone_cannot(home: Path, tmp_path: Path) -> None:
    some_data()
    kept = tmp_path / "kept" / "heads"
    kept.parent.mkdir()
    anchors.add(kept, audits.anchor(now=site.NOW))
    assert audits.verify(anchors.read(kept)) == ()
    for path in (home / "anchors").iterdir():
        path.unlink()
    with site.without_triggers():
        Event.objects.filter(chain=door.HOUSE).delete()
    assert audits.verify() == ()
    cut = Fault(chain=door.HOUSE, sequence=1, kind=FaultKind.CUT_OFF)
    assert audits.verify(anchors.read(kept)) == (cut,)


def test_the_restore_drill(tmp_path: Path, empty_site: Callable[[], None]) -> None:
    some_data()
    file = tmp_path / "site.backup"
    made = backups.make(file, now=site.NOW)
    expected = copies.fingerprint()
    assert made.tables["cases_sampledcase"].n_rows == 4
    assert made.tables["django_session"].n_rows == 1
    empty_site()
    restored = backups.restore(file, now=site.NOW)
    assert restored.manifest == made
    assert restored.faults == audits.verify() == ()
    found = copies.fingerprint()
    assert {name for name in expected if expected[name] != found[name]} == OWN
    assert not Session.objects.exists()
    last = Event.objects.filter(chain=door.HOUSE).last()
    assert last
    assert last.kind == EventKind.BACKUP_RESTORED
    # Its triggers came back too.
    with pytest.raises(Exception, match="append-only"):
        Event.objects.filter(chain=door.HOUSE).update(by="1")


def test_a_backup_says_what_it_holds_and_no_key(tmp_path: Path, home: Path) -> None:
    some_data()
    file = tmp_path / "site.backup"
    made = backups.make(file, now=site.NOW)
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        assert manifest_of(json.loads(archive.read("manifest.json"))) == made
        assert archive.testzip() is None
        names = archive.namelist()
    assert {name.partition("/")[0] for name in names} == {"manifest.json", "database", "anchors"}
    assert made.engine.value.lower() == connection.vendor
    assert [event.kind for event in Event.objects.filter(chain=door.HOUSE)] == ["BACKUP_MADE"]
    assert [path for path in tmp_path.iterdir() if path not in {file, home}] == []


def test_keys_go_in_when_asked_for_and_come_out(tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    made = backups.make(file, with_keys=True, now=site.NOW)
    archives.keep_keys(file, tmp_path / "new", made, None)
    for name in ("audit.key", "secret.key", "survey.key"):
        assert (tmp_path / "new" / name).read_text() == f"invented {name}"
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    file.write_text("another", encoding="ascii")
    with pytest.raises(InputError, match="is there already"):
        backups.make(file, now=site.NOW)
    assert file.read_text() == "another"


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path, home: Path) -> None:
    (home / "audit.key").unlink()
    with pytest.raises(FileNotFoundError):
        backups.make(tmp_path / "site.backup", with_keys=True, now=site.NOW)
    assert [path for path in tmp_path.iterdir() if path != home] == []
    assert not Event.objects.filter(kind=EventKind.BACKUP_MADE).exists()


def test_a_database_that_holds_anything_is_not_restored_into(tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    backups.make(file, now=site.NOW)
    with pytest.raises(InputError, match="The database is not empty"):
        backups.restore(file, now=site.NOW)


def changed(file: Path, to: Path, **members: bytes) -> Path:
    """A copy of an archive with some members changed, added, or left out where empty."""
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(to, "w") as written:
        old = {name: archive.read(name) for name in archive.namelist()}
        for name, content in {**old, **members}.items():
            if content:
                written.writestr(name, content)
    return to


def account(file: Path, **fields: object) -> bytes:
    """The account of an archive with some of its fields changed."""
    with zipfile.ZipFile(file) as archive:
        return json.dumps({**json.loads(archive.read("manifest.json")), **fields}).encode()


def test_a_damaged_backup_restores_nothing(tmp_path: Path, empty_site: Callable[[], None]) -> None:
    file = tmp_path / "site.backup"
    backups.make(file, now=site.NOW)
    damaged = changed(file, tmp_path / "damaged", database=b"not what it was")
    empty_site()
    with pytest.raises(InputError, match="database is not what was backed up"):
        backups.restore(damaged, now=site.NOW)
    assert connection.introspection.table_names() == []


def test_what_was_loaded_is_held_against_what_was_backed_up(
    tmp_path: Path, empty_site: Callable[[], None]
) -> None:
    some_data()
    file = tmp_path / "site.backup"
    made = backups.make(file, now=site.NOW)
    tables = made.to_record()["tables"]
    assert isinstance(tables, dict)
    tables["cases_person"]["sha256"] = "0" * 64
    other = {"manifest.json": account(file, tables=tables)}
    empty_site()
    with pytest.raises(CorecaseError, match="not what was backed up: cases_person"):
        backups.restore(changed(file, tmp_path / "changed", **other), now=site.NOW)


def test_a_backup_of_the_other_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    made = backups.make(file, now=site.NOW)
    other = next(engine for engine in Engine if engine is not made.engine)
    turned = {"manifest.json": account(file, engine=other.value)}
    with pytest.raises(InputError, match=f"a backup of {other}"):
        backups.restore(changed(file, tmp_path / "changed", **turned), now=site.NOW)
