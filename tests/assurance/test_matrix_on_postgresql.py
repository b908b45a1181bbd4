"""Every address on PostgreSQL: who is let in, what is forged, logged, moved and shown.

`make test` calls a thirtieth of them there to see who is let in and what is logged.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres
from tests.environment import MISSING

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "sweep",
    [
        "permissions",
        "forged",
        "consultation",
        "walks",
        "headers",
        "field_errors",
        "*_pages",
        "demonstration",
    ],
)
def test_every_address_on_postgresql(sweep: str) -> None:
    if not postgres.programs():
        pytest.skip(MISSING)
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "CORECASE_"))}
    variables = {"CORECASE_TEST_DATABASE": "postgresql", "CORECASE_MATRIX": "whole"}
    matrix = map(str, sorted((ROOT / "tests" / "integration").glob(f"test_site_{sweep}.py")))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *matrix],
        cwd=ROOT,
        env={**inherited, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout
    assert " skipped" not in done.stdout
