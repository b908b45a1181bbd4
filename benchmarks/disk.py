"""How long the disk takes to promise that something is written."""

import os
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

N_WRITES = 200
PAGE = 8192
"""As PostgreSQL writes its journal."""


def fdatasync_seconds() -> float:
    """The median time of fdatasync after a write of one page, where temporary files are."""
    times = []
    with TemporaryDirectory() as folder, (Path(folder) / "journal").open("wb", 0) as file:
        # As in the journal: the file has its size before, so only the content is written.
        file.write(bytes(PAGE * N_WRITES))
        os.fsync(file.fileno())
        file.seek(0)
        for _ in range(N_WRITES):
            file.write(os.urandom(PAGE))
            started = perf_counter()
            os.fdatasync(file.fileno())
            times.append(perf_counter() - started)
    return median(times)
