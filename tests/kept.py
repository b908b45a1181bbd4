"""What many tests begin with, made once for a run and only ever copied.

Runs that belong together share it: CORECASE_TEST_KEPT names the folder. What stands in a
PostgreSQL of the tests lasts as long as its server, so each run makes it anew.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEY = "invented key of a site of the tests, and not a secret of anybody"


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
    return kept("migrated", lambda home: run(home, "manage.py", "migrate", "--verbosity=0"))


def migrated_on(url: str) -> str:
    """The name of such a database beside that of the address, for PostgreSQL to copy."""

    def make(home: Path) -> None:
        create(url, "migrated")
        run(home, "manage.py", "migrate", "--verbosity=0", url=beside(url, "migrated"))

    kept("migrated-on-the-server", make, Path(os.environ["CORECASE_TEST_HOME"]))
    return "migrated"


def variables() -> dict[str, str]:
    """The environment without what the tests set for themselves."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("CORECASE_", "DJANGO_"))}


def run(home: Path, *program: str, url: str = "") -> None:
    """Runs a program of Python with a home; by a process of its own, because nothing traces it."""
    with_keys(home)
    own = {"CORECASE_HOME": str(home), "CORECASE_DATABASE_URL": url}
    subprocess.run(
        [sys.executable, *program], cwd=ROOT, env={**variables(), **own}, check=True, stdout=2
    )


def with_keys(home: Path) -> None:
    """Makes a home whose keys are those of every other: what one worker signs, all can read."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("secret", "audit"):
        path = home / f"{name}.key"
        path.touch(mode=0o600)
        path.write_text(KEY, encoding="ascii")


def create(url: str, name: str, template: str = "template1") -> None:
    """Makes a database beside that of the address, as a copy of another."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())


def beside(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return f"{url.rpartition('/')[0]}/{name}"
