"""What a backup says of itself: read back as it was written, refused where it is something else."""

from datetime import UTC, datetime

import pytest

from corecase.core.backups import Engine, Manifest, Table, differences, manifest_of

MANIFEST = Manifest(
    made_at=datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
    version="1.2.3",
    engine=Engine.SQLITE,
    tables={"cases_event": Table(n_rows=2, sha256="ab" * 32)},
    members={"database": "cd" * 32},
)


def test_it_is_read_back_as_it_was_written() -> None:
    assert manifest_of(MANIFEST.to_record()) == MANIFEST


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2},
        {"made_at": "yesterday"},
        {"made_at": None},
        {"engine": "ORACLE"},
        {"tables": {"cases_event": {"rows": "many"}}},
        {"tables": {"cases_event": {}}},
        {"tables": []},
        {"members": None},
    ],
    ids=str,
)
def test_what_is_no_account_of_a_backup_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        manifest_of({**MANIFEST.to_record(), **changed})


@pytest.mark.parametrize("record", [None, [], {}, "text"], ids=str)
def test_what_is_no_record_at_all_is_refused(record: object) -> None:
    with pytest.raises(ValueError, match="not an account"):
        manifest_of(record)


def test_tables_that_differ_are_named_in_order() -> None:
    one, two = Table(n_rows=1, sha256="0" * 64), Table(n_rows=1, sha256="1" * 64)
    expected = {"same": one, "other": one, "missing": one}
    found = {"same": one, "other": two, "added": one}
    assert differences(expected, found) == ("added", "missing", "other")
    assert differences(expected, expected) == ()
