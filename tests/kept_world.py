"""The world of tests/site_world.py, built once for a run with what its forms send.

Run as a program with CORECASE_HOME set, it builds it there. A module of tests takes a copy, in
the place of its empty database.
"""

import os
import pickle
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests import kept

Kept = tuple[Any, dict[str, Any]]
"""The world and the payloads, as `site_matrix.filled` gives them."""
FILE = "world.pickle"


@contextmanager
def entered() -> Iterator[Kept]:
    """The world, with this process's database a copy of the one that holds it."""
    from django.db import connection

    url = os.environ.get("CORECASE_DATABASE_URL", "")
    home = kept.kept("world-on-the-server", _make_on_server, _own()) if url else _home()
    connection.close()
    name = str(connection.settings_dict["NAME"])
    if url:
        kept.create(url, name, "world")
    else:
        shutil.copyfile(home / "corecase.sqlite3", name)
    yield pickle.loads((home / FILE).read_bytes())
    connection.close()
    if url:
        kept.create(url, name, "migrated")
    else:
        shutil.copyfile(kept.migrated() / "corecase.sqlite3", name)


def _own() -> Path:
    return Path(os.environ["CORECASE_TEST_HOME"])


def _home() -> Path:
    return kept.kept("world", _make)


def _make(home: Path) -> None:
    shutil.copytree(kept.migrated(), home)
    kept.run(home, "-m", "tests.kept_world")


def _make_on_server(home: Path) -> None:
    """What the forms send is the same on both databases; on SQLite it was read from every page."""
    url = os.environ["CORECASE_DATABASE_URL"]
    kept.create(url, "world", kept.migrated_on(url))
    read = Path(os.environ["CORECASE_TEST_KEPT"]) / "world" / FILE
    known = [str(read)] if read.is_file() else []
    kept.run(home, "-m", "tests.kept_world", *known, url=kept.beside(url, "world"))


def main(*known: str) -> None:
    """Builds the world in the database of the home, and keeps beside it where things are.

    `known` is the file of another such world, of whose forms it is known what they send.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "corecase.config.settings"
    import django
    from django.test import Client
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from tests import site, site_matrix, site_world

    # Far from the numbers that the tests give to what they add.
    site._numbers = count(1_000_001)
    world = site_world.build()
    payloads = (
        pickle.loads(Path(known[0]).read_bytes())[1]
        if known
        else site_matrix.filled(world, Client(raise_request_exception=False))
    )
    made = pickle.dumps((world, payloads))
    (Path(os.environ["CORECASE_HOME"]) / FILE).write_bytes(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
