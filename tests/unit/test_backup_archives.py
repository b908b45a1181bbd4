"""The archive of a backup and the file of heads: read back whole, refused where they are not."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corecase.core.audit import Head
from corecase.core.backups import Engine, Manifest, Table
from corecase.core.errors import InputError
from corecase.disk import sha256
from corecase.exchange import anchors, backups

Members = dict[str, bytes]
HELD: Members = {
    "database": b"an invented database",
    "anchors/house.heads": b"1 " + b"0" * 64 + b"\n",
    "keys/audit.key": b"invented audit key",
}


def written(folder: Path, **listed: str) -> tuple[Path, Manifest]:
    """An archive in a folder, and its account, which may list more than it holds."""
    held = {}
    for name, content in HELD.items():
        held[name] = folder / name.replace("/", "-")
        held[name].write_bytes(content)
    manifest = Manifest(
        made_at=datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
        version="0",
        engine=Engine.SQLITE,
        tables={"cases_event": Table(n_rows=1, sha256="0" * 64)},
        members={**{name: sha256(path) for name, path in held.items()}, **listed},
    )
    file = folder / "site.backup"
    with backups.unfinished(file) as place:
        backups.write(place, held, manifest)
    return file, manifest


def changed(file: Path, **members: bytes) -> Path:
    """The archive with some members changed, added, or left out where empty."""
    with zipfile.ZipFile(file) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {**old, **members}.items():
            if content:
                archive.writestr(name, content)
    return file


def test_it_is_unpacked_as_it_was_packed(tmp_path: Path) -> None:
    file, manifest = written(tmp_path)
    assert backups.read_manifest(file) == manifest
    backups.unpack(file, tmp_path / "new", manifest)
    found = {name: (tmp_path / "new" / name).read_bytes() for name in HELD}
    assert found == HELD


def test_a_member_that_was_changed_is_refused(tmp_path: Path) -> None:
    file, manifest = written(tmp_path)
    with pytest.raises(InputError, match="database is not what was backed up"):
        backups.unpack(changed(file, database=b"another"), tmp_path / "new", manifest)


@pytest.mark.parametrize(
    "members",
    [
        {"manifest.json": b""},
        {"manifest.json": b"{}"},
        {"manifest.json": b"no record"},
        {"database": b""},
        {"anchors/other.heads": b"not in its account"},
    ],
    ids=str,
)
def test_what_is_no_whole_backup_is_refused(tmp_path: Path, members: Members) -> None:
    file = changed(written(tmp_path)[0], **members)
    with pytest.raises(InputError, match="is not a whole backup"):
        backups.read_manifest(file)


@pytest.mark.parametrize("name", ["../outside", "keys/other.key", "anchors/../x.heads", "/tmp/x"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    file = changed(written(tmp_path, **{name: "0" * 64})[0], **{name: b"x"})
    with pytest.raises(InputError, match="is not a whole backup"):
        backups.read_manifest(file)


def test_an_archive_without_a_database_is_no_backup(tmp_path: Path) -> None:
    file, manifest = written(tmp_path)
    record = manifest.to_record()
    del record["members"]["database"]  # type: ignore[attr-defined]  # it is a dict
    bare = {"manifest.json": json.dumps(record).encode(), "database": b""}
    with pytest.raises(InputError, match="no database in it"):
        backups.read_manifest(changed(file, **bare))


def test_a_file_that_is_no_archive_is_no_backup(tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    file.write_bytes(b"PK something")
    with pytest.raises(InputError, match="is not a whole backup"):
        backups.read_manifest(file)


def test_what_could_not_be_finished_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "site.backup"
    missing = {"database": tmp_path / "missing"}
    manifest = Manifest(
        made_at=datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
        version="0",
        engine=Engine.SQLITE,
        tables={},
        members={},
    )
    with pytest.raises(FileNotFoundError), backups.unfinished(file) as place:
        backups.write(place, missing, manifest)
    assert list(tmp_path.iterdir()) == []


def test_keys_come_from_the_archive_before_the_folder(tmp_path: Path) -> None:
    file, manifest = written(tmp_path)
    kept = tmp_path / "kept"
    kept.mkdir()
    for name in backups.KEYS:
        (kept / name).write_bytes(b"of the folder")
    backups.keep_keys(file, tmp_path / "new", manifest, kept)
    found = {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()}
    assert found == {
        "audit.key": b"invented audit key",
        "secret.key": b"of the folder",
        "survey.key": b"of the folder",
    }


def test_without_keys_the_audits_key_has_to_be_brought(tmp_path: Path) -> None:
    file, manifest = written(tmp_path)
    bare = Manifest(
        made_at=manifest.made_at,
        version="0",
        engine=manifest.engine,
        tables=manifest.tables,
        members={"database": manifest.members["database"]},
    )
    with pytest.raises(InputError, match="--keys FOLDER"):
        backups.keep_keys(file, tmp_path / "new", bare, None)
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "audit.key").write_bytes(b"of the folder")
    backups.keep_keys(file, tmp_path / "other", bare, kept)
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["audit.key"]


def test_a_file_of_heads_grows_and_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "heads"
    heads = [Head(chain="house", sequence=n, hash=f"{n:064x}") for n in (1, 2)]
    for head in heads:
        anchors.add(file, [head])
    assert anchors.read(file) == tuple(heads)


@pytest.mark.parametrize("text", ["house 1\n", "house 0 " + "0" * 64 + "\n", "hé 1 x\n"])
def test_a_line_that_is_no_head_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "heads"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"is no head|holds no heads"):
        anchors.read(file)
