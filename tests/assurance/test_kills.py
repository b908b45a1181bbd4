"""DU-1, the long trial: `kill -9` during saves over HTTP, on both databases.

CORECASE_KILLS says how often on each (500).
"""

import os
from pathlib import Path

import pytest

from tests import killing
from tests.machine import need
from tests.postgres import Cluster, programs

KILLS = int(os.environ.get("CORECASE_KILLS", "500"))
BATCH = 50
BATCHES = range(1, max(1, KILLS // BATCH) + 1)


@pytest.mark.parametrize("batch", BATCHES)
def test_kills_lose_nothing_on_sqlite(tmp_path: Path, batch: int) -> None:
    killing.run(tmp_path / "home", min(KILLS, BATCH), seed=batch).check()


@pytest.mark.parametrize("batch", BATCHES)
def test_kills_lose_nothing_on_postgresql(tmp_path: Path, batch: int) -> None:
    if programs() is None:
        need("initdb", "postgresql")
    with Cluster() as cluster:
        killing.run(tmp_path / "home", min(KILLS, BATCH), seed=100 + batch, cluster=cluster).check()
