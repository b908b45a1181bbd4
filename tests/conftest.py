"""What every test may use: the source documents, where they are, and settled chance."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("corecase", deadline=None, derandomize=True, database=None)
settings.register_profile("assurance", parent=settings.get_profile("corecase"), max_examples=5000)
settings.load_profile("corecase")


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of the published source documents, which the project does not carry."""
    folder = os.environ.get("CORECASE_SOURCES")
    if not folder:
        pytest.skip("set CORECASE_SOURCES to the folder of the source documents to run this")
    return Path(folder)
