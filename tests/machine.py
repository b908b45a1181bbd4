"""Programs of the machine that some tests drive."""

import os
import shutil

import pytest


def need(program: str, package: str) -> str:
    """The program's path. Where it is missing the test is skipped, and fails in CI (CI=true)."""
    if found := shutil.which(program):
        return found
    reason = f"{program} is missing: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
