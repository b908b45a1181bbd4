"""Snapshots on disk: never changed, never overwritten, refused where they were touched."""

import json
import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from corecase.core.errors import InputError
from corecase.engines import manifests
from corecase.engines.columns import SCHEMA, TABLES, day_number, day_of
from corecase.engines.dataset import Dataset
from tests import national_worlds


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    return national_worlds.country(1, n_services=12).written(tmp_path)


def rewritten(data: Dataset, **changes: object) -> None:
    path = data.path / manifests.NAME
    told = json.loads(path.read_text(encoding="utf-8")) | changes
    path.chmod(0o600)
    path.write_text(json.dumps(told), encoding="utf-8")


def test_it_is_found_by_its_day_and_source_and_only_its_owner_reads_it(data: Dataset) -> None:
    assert data.path.name == "2012-10-01-000000000000"
    assert {path.stat().st_mode & 0o777 for path in data.path.rglob("*.*")} == {0o400}
    assert manifests.newest(data.path.parent) == data.manifest
    assert manifests.newest(data.path / "elsewhere") is None


def test_it_is_never_overwritten_and_leaves_nothing_half_done(data: Dataset) -> None:
    again = national_worlds.country(1, n_services=12)
    with pytest.raises(InputError, match="never overwritten"):
        again.written(data.path.parent)
    assert [path.name for path in data.path.parent.iterdir()] == [data.path.name]


def test_what_was_left_by_a_run_that_was_ended_midway_is_removed_the_day_after(
    tmp_path: Path,
) -> None:
    for name, age in (("left", timedelta(days=2)), ("being-written", timedelta(hours=1))):
        folder = tmp_path / f".snapshot-{name}"
        folder.mkdir()
        (folder / "cases.parquet").write_bytes(b"half")
        then = (national_worlds.NOW - age).timestamp()
        os.utime(folder, (then, then))
    made = national_worlds.country(1, n_services=12).written(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {made.path.name, ".snapshot-being-written"}
    assert manifests.newest(tmp_path) == made.manifest


def test_a_file_that_was_changed_is_noticed(data: Dataset) -> None:
    path = data.file("services")
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(InputError, match="not as it was written"):
        Dataset.open(data.path)
    assert Dataset.open(data.path, verify=False) == data
    path.unlink()
    with pytest.raises(InputError, match="not as it was written"):
        Dataset.open(data.path, verify=False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sha256": "0" * 64}, "not as it was written"),
        ({"schema": "one"}, "not as it was written"),
        ({"schema": SCHEMA + 1}, "of a later Corecase"),
        ({"more": 1}, "not as it was written"),
        ({"files": []}, "not as it was written"),
        ({"files": {}, "sha256": sha256(b"").hexdigest()}, "not as it was written"),
        ({"as_at": "soon"}, "not as it was written"),
        ({"as_at": "2012-10-01T06:00:00"}, "not as it was written"),
    ],
)
def test_a_manifest_that_was_changed_is_noticed(
    data: Dataset, changes: dict[str, object], words: str
) -> None:
    rewritten(data, **changes)
    with pytest.raises(InputError, match=words):
        Dataset.open(data.path)


def test_what_is_no_snapshot_is_refused(data: Dataset) -> None:
    with pytest.raises(InputError, match="There is no snapshot in"):
        Dataset.open(data.path.parent)
    path = data.path / manifests.NAME
    path.chmod(0o600)
    for text in ("no JSON", "[]", "{}"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="not as it was written"):
            Dataset.open(data.path)


def test_every_column_says_what_it_means() -> None:
    for table, columns in TABLES.items():
        for name, (_, meaning) in columns.items():
            assert meaning.endswith("."), f"{table}.{name}"


def test_a_day_is_kept_as_a_number() -> None:
    assert day_number(day_of(20120531)) == 20120531
