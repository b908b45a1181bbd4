"""What many tests begin with, made once for a run and only ever copied.

Runs that belong together share it: CORECASE_TEST_KEPT names the folder.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]


def kept(name: str, make: Callable[[Path], None], folder: Path | None = None) -> Path:
    """What `make` puts at the path it is given; whoever comes first has it made."""
    folder = folder or Path(os.environ["CORECASE_TEST_KEPT"])
    found = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            made = folder / f"{name}-being-made"
            make(made)
            made.rename(found)
    return found


def migrated() -> Path:
    """A home whose database has every table, made by the migrations, and nothing in them."""
    return kept("migrated", _migrate)


def migrated_on(url: str) -> str:
    """The name of such a database beside that of the address, for PostgreSQL to copy.

    A server lasts as long as its run, and so does the mark that it has been made.
    """
    name = "migrated"
    beside = f"{url.rpartition('/')[0]}/{name}"

    def make(home: Path) -> None:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        _migrate(home, beside)

    kept(f"{name}-on-the-server", make, Path(os.environ["CORECASE_TEST_HOME"]))
    return name


def variables() -> dict[str, str]:
    """The environment without what the tests set for themselves."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("CORECASE_", "DJANGO_"))}


def _migrate(home: Path, url: str = "") -> None:
    home.mkdir(mode=0o700)
    own = {"CORECASE_HOME": str(home), "CORECASE_DATABASE_URL": url}
    # By a process of its own: in this one, tracing would double the time.
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env={**variables(), **own},
        check=True,
    )
