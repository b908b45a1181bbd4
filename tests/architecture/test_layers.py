"""What import-linter cannot say: the core needs nothing, and reports need no Django."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import inspection_folder
from tests.architecture.tree import PACKAGE, SOURCES, module_name, parse, shown

CORE = [path for path in SOURCES if path.is_relative_to(PACKAGE / "core")]
OF_THE_SITE = {"corecase.cli.server"}
WITHOUT_DJANGO = ("core", "statistics", "engines", "documents", "exchange", "pipelines", "cli")
IMPURE = {"datetime.now", "date.today", "time.time", "random.random", "open", "os.environ"}

IMPORT_WITHOUT_DJANGO = """
import importlib, sys

class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "django":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, NoDjango())
for name in sys.argv[1:]:
    importlib.import_module(name)
assert "django" not in sys.modules
"""

RUN_WITHOUT_DJANGO = (
    IMPORT_WITHOUT_DJANGO.partition("for name")[0] + "\nfrom corecase.cli.main import main; main()"
)


def imported(tree: ast.Module) -> Iterator[str]:
    """The full names of everything a module imports, at its top or inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_core_is_there_to_be_checked() -> None:
    assert PACKAGE / "core" / "scoring.py" in CORE


@pytest.mark.parametrize("path", CORE, ids=shown)
def test_core_imports_the_standard_library_and_itself(path: Path) -> None:
    foreign = {
        name
        for name in imported(parse(path))
        if name.partition(".")[0] not in sys.stdlib_module_names
        and name.split(".")[:2] != ["corecase", "core"]
    }
    assert not foreign


@pytest.mark.parametrize("path", CORE, ids=shown)
def test_core_asks_neither_the_clock_nor_chance_nor_a_file(path: Path) -> None:
    called = {
        ast.unparse(node.func) if isinstance(node, ast.Call) else ast.unparse(node)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call | ast.Attribute)
    }
    assert not called & IMPURE


def test_reports_are_made_with_django_not_installed() -> None:
    modules = [
        name
        for path in SOURCES
        if path.relative_to(PACKAGE).parts[0] in WITHOUT_DJANGO and path.name != "__main__.py"
        if (name := module_name(path)) not in OF_THE_SITE
    ]
    assert "corecase.documents.model" in modules
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_WITHOUT_DJANGO, *modules],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_a_page_waits_for_no_analytics_library() -> None:
    look = (
        "import sys, django; django.setup(); "
        "import corecase.config.urls, corecase.config.public_urls; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "print(sorted({'ibis', 'duckdb', 'pyspark', 'pandas'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "[]"


def test_a_command_runs_with_django_not_installed(tmp_path: Path) -> None:
    inspected = inspection_folder.make(tmp_path / "anytown")
    for command in (
        ["--help"],
        ["serve", "--help"],
        ["score", str(inspected)],
        ["report", str(inspected), "--format", "html", "--preview"],
    ):
        run = subprocess.run(
            [sys.executable, "-W", "error", "-c", RUN_WITHOUT_DJANGO, *command],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
