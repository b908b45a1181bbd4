"""DB-1: a site is backed up while people save, and restored on an empty machine by the commands.

The commands typed here are those of docs/how-to/run-the-service.md, in its order.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import killing
from tests.machine import need
from tests.postgres import Cluster, programs


@pytest.fixture(params=["sqlite", "postgresql"])
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster | None]:
    """The server of the database, or None for SQLite."""
    if request.param == "sqlite":
        yield None
        return
    if programs() is None:
        need("initdb", "postgresql")
    with Cluster() as started:
        yield started


def typed(site: killing.Site, *words: object) -> str:
    done = subprocess.run(
        [str(killing.COMMAND), *map(str, words)],
        env=site.variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_was_acknowledged_before_a_backup_is_in_it(
    tmp_path: Path, cluster: Cluster | None
) -> None:
    file, kept, heads = tmp_path / "site.backup", tmp_path / "keys", tmp_path / "heads"
    database, new_database = (
        (cluster.make_database("lived"), cluster.make_database("restored")) if cluster else ("", "")
    )
    with killing.under_load(tmp_path / "home", database) as (site, writers):
        typed(site, "audit", "anchor", heads)
        before = [list(writer.acknowledged) for writer in writers]
        typed(site, "backup", file)
        killing.wait_for_saves(site, writers)
    kept.mkdir()
    for name in ("audit.key", "secret.key", "survey.key"):
        (kept / name).write_bytes((tmp_path / "home" / name).read_bytes())
    new = killing.Site(tmp_path / "new", new_database)
    typed(new, "restore", file, "--home", new.home, "--keys", kept)
    assert typed(new, "audit", "verify", "--anchors", heads) == "The audit is as it was written.\n"
    found = new.asked("found")
    assert (found["faults"], found["untold"], found["is_whole"]) == ([], [], True)
    assert sum(map(len, before)) > 0
    for change, sha256, outcome, version in (one for listed in before for one in listed):
        assert found["operations"][change] == [sha256, outcome, version]
