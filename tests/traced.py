"""What the tests of a run call of core, statistics and actions, line by line and branch by branch.

Loaded by pytest as a plugin (`-p tests.traced`), in each worker by itself. With slipcover every
line and branch reports once and is silent from then on, so that a test takes hardly longer;
coverage.py, which takes its place where there is no build of it, is asked at every line of every
library and takes as long again as the tests. Each process leaves what it saw in the folder
CORECASE_TRACED; tools/covered.py reads it.
"""

import json
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corecase.core", "corecase.statistics", "corecase.actions")


class Probes(MetaPathFinder):
    """Loads the modules of the three packages so that they report; every other as usual."""

    def __init__(self) -> None:
        from slipcover.importer import SlipcoverLoader
        from slipcover.slipcover import Slipcover

        self._look = Slipcover(branch=True, exclude_lines=[])
        self._loader = SlipcoverLoader
        sys.meta_path.insert(0, self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where a module of them is; None for all others."""
        if not f"{fullname}.".startswith(tuple(f"{name}." for name in PACKAGES)):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader and spec.origin:
            spec.loader = self._loader(self._look, spec.loader, spec.origin)
        return spec

    def seen(self) -> dict[str, Any]:
        """By file: its lines and its branches, those that were called and the others."""
        found: dict[str, Any] = self._look.get_coverage()["files"]
        return found


class Tracing:
    """Coverage.py, which asks at every line."""

    def __init__(self) -> None:
        from coverage import Coverage

        of = [str(ROOT / "src" / name.replace(".", "/")) for name in PACKAGES]
        self._look = Coverage(data_file=None, branch=True, source=of)
        self._look.start()

    def seen(self) -> dict[str, Any]:
        """By file: the pairs of lines that followed each other."""
        self._look.stop()
        data = self._look.get_data()
        return {name: {"arcs": data.arcs(name)} for name in data.measured_files()}


def pytest_sessionfinish() -> None:
    """Writes what was called; of several workers each its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    written = Path(os.environ["CORECASE_TRACED"]) / f"{worker}.json"
    written.write_text(json.dumps(LOOK.seen()), encoding="utf-8")


if early := [name for name in sys.modules if name.startswith(PACKAGES)]:
    raise pytest.UsageError(f"{early[0]} was imported before it could be looked at.")
try:
    LOOK: Probes | Tracing = Probes()
except ModuleNotFoundError:
    LOOK = Tracing()
