"""The environment of the site's tests, set before Django reads its settings.

Loaded by pytest as a plugin (`-p tests.environment`). Each run has a home of its own, and with
CORECASE_TEST_DATABASE=postgresql a database server of its own, which all workers share.
"""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests import kept, postgres

MISSING = "PostgreSQL's server is missing: apt-get install postgresql"


def prepare() -> None:
    """Sets a new home; workers of the same run share their controller's."""
    if "CORECASE_TEST_HOME" not in os.environ:
        home_of_all = tempfile.mkdtemp(prefix="corecase-tests-")
        os.environ["CORECASE_TEST_HOME"] = home_of_all
        atexit.register(shutil.rmtree, home_of_all, ignore_errors=True)
        # Several runs may share what they begin with.
        os.environ.setdefault("CORECASE_TEST_KEPT", os.environ["CORECASE_TEST_HOME"])
    home = Path(os.environ["CORECASE_TEST_HOME"]) / os.environ.get("PYTEST_XDIST_WORKER", "main")
    kept.with_keys(home)
    os.environ["CORECASE_HOME"] = str(home)
    for name in ("CORECASE_DEMO", "CORECASE_HTTPS", "CORECASE_HOSTS", "CORECASE_MAIL_URL"):
        os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "corecase.config.settings"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.pop("CORECASE_DATABASE_URL", None)
        if wants_postgresql() and postgres.programs():
            cluster = postgres.Cluster().__enter__()
            atexit.register(cluster.stop)
            os.environ["CORECASE_DATABASE_URL"] = cluster.url


def wants_postgresql() -> bool:
    """Whether this run is on PostgreSQL."""
    return os.environ.get("CORECASE_TEST_DATABASE") == "postgresql"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the server is missing nothing runs on another in its place; in CI that is a failure."""
    if wants_postgresql() and not postgres.programs():
        if os.environ.get("CI") == "true":
            pytest.exit(MISSING, returncode=1)
        for item in items:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays to the end: nobody looks for garbage in it.

    Neither as often as Python would: among that many objects it takes a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


prepare()
