"""What every test may use: the source documents, where they are, settled chance, and tables."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests import kept

settings.register_profile("corecase", deadline=None, derandomize=True, database=None)
# The long trials try new examples in every run, of a seed that `tools/assurance.py` chooses.
settings.register_profile(
    "assurance", parent=settings.get_profile("corecase"), derandomize=False, max_examples=5000
)
settings.load_profile("corecase")


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the published source documents, which the project does not carry."""
    folder = os.environ.get("CORECASE_SOURCES")
    if not folder:
        pytest.skip("set CORECASE_SOURCES to the folder of the source documents to run this")
    return Path(folder)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001  # names it first
) -> None:
    """The tests' database begins as a copy of one that the migrations made, once for a run."""
    from django.conf import settings as site

    database = site.DATABASES["default"]
    url = os.environ.get("CORECASE_DATABASE_URL")
    if url:
        database["TEST"]["TEMPLATE"] = kept.migrated_on(url)
    else:
        shutil.copyfile(kept.migrated() / "corecase.sqlite3", database["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Django takes what it finds there; that nothing is missing, it still asks the migrations."""
    return True
