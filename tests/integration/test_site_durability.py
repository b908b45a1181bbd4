"""DU-1, the short trial: 25 times `kill -9` during saves, and nothing acknowledged is lost.

The long trial is tests/assurance/test_kills.py.
"""

import os
from pathlib import Path

import pytest

from tests import killing
from tests.postgres import Cluster

KILLS = 25


@pytest.mark.skipif(
    os.environ.get("CORECASE_TEST_DATABASE") == "postgresql", reason="it is SQLite's turn elsewhere"
)
def test_kills_lose_nothing_on_sqlite(tmp_path: Path) -> None:
    trial = killing.run(tmp_path / "home", KILLS, seed=1)
    trial.check()
    # A trial proves nothing unless it would have seen a loss.
    acknowledged = trial.acknowledged[0][0]
    del trial.found["operations"][acknowledged]
    assert trial.lost == [acknowledged]
    with pytest.raises(AssertionError):
        trial.check()


@pytest.mark.skipif(
    os.environ.get("CORECASE_TEST_DATABASE") != "postgresql", reason="on PostgreSQL only"
)
def test_kills_of_the_server_too_lose_nothing_on_postgresql(tmp_path: Path) -> None:
    with Cluster() as cluster:
        killing.run(tmp_path / "home", KILLS, seed=2, cluster=cluster).check()
