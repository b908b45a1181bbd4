"""Snapshots on disk: never changed, never overwritten, refused where they were touched."""

import json
from pathlib import Path

import pytest

from corecase.core.errors import InputError
from corecase.engines import dataset
from corecase.engines.columns import SCHEMA, TABLES
from corecase.engines.dataset import Dataset
from tests import national_worlds


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    return national_worlds.country(1, n_services=12).written(tmp_path)


def rewritten(data: Dataset, **changes: object) -> None:
    path = data.path / dataset.MANIFEST
    told = json.loads(path.read_text(encoding="utf-8")) | changes
    path.chmod(0o600)
    path.write_text(json.dumps(told), encoding="utf-8")


def test_it_is_found_by_its_day_and_source_and_only_its_owner_reads_it(data: Dataset) -> None:
    assert data.path.name == "2012-10-01-000000000000"
    assert {path.stat().st_mode & 0o777 for path in data.path.rglob("*.*")} == {0o400}
    assert dataset.newest(data.path.parent) == data.manifest
    assert dataset.newest(data.path / "elsewhere") is None


def test_it_is_never_overwritten_and_leaves_nothing_half_done(data: Dataset) -> None:
    again = national_worlds.country(1, n_services=12)
    with pytest.raises(InputError, match="never overwritten"):
        again.written(data.path.parent)
    assert [path.name for path in data.path.parent.iterdir()] == [data.path.name]


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
    path = data.path / dataset.MANIFEST
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
    assert dataset.day_number(dataset.day_of(20120531)) == 20120531
