"""Calm sizes, names that say something, and a sentence on everything public."""

import ast
import re
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCES, committed, parse, shown

EVASIVE_NAMES = {"utils", "util", "helpers", "common", "misc", "managers", "signals"}
CALM_LINES, MOST_LINES = 300, 400
MOST_FUNCTION_LINES = 60
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no (?:cover|branch))\S*(.*)")

Documented = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def test_no_drawer_for_odds_and_ends() -> None:
    named = {shown(path): {*path.relative_to(ROOT).parts, path.stem} for path in committed()}
    drawers = [name for name, words in named.items() if words & EVASIVE_NAMES]
    assert not drawers


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_files_are_small(path: Path) -> None:
    n_lines = len(path.read_text(encoding="utf-8").splitlines())
    assert n_lines <= MOST_LINES, "split it by idea"
    if n_lines > CALM_LINES:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(f"{shown(path)} has {n_lines} lines; is it one idea?", stacklevel=1)


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_functions_are_short(path: Path) -> None:
    functions = [n for n in ast.walk(parse(path)) if isinstance(n, ast.FunctionDef)]
    long = {f.name: lines for f in functions if (lines := _lines(f)) > MOST_FUNCTION_LINES}
    assert not long


def _lines(function: ast.FunctionDef) -> int:
    """The lines of a function below its docstring."""
    first = function.body[1] if ast.get_docstring(function) and function.body[1:] else function
    return (function.end_lineno or 0) - first.lineno + 1


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_a_suppression_gives_its_reason(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    bare = [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(lines, start=1)
        if (found := SUPPRESSION.search(line)) and not re.search(r"[a-z]{3}", found[1])
    ]
    assert not bare, "write why on the same line"


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_everything_public_says_what_it_is(path: Path) -> None:
    tree = parse(path)
    assert ast.get_docstring(tree), "the module has no docstring"
    silent = [name for name, node in _public(tree) if not ast.get_docstring(node)]
    assert not silent


def _public(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    """What needs a docstring: public classes, functions and methods.

    A method is spoken for by one of the same name in the same file: the protocol says it once.
    """
    classes = [n for n in tree.body if isinstance(n, ast.ClassDef)]
    methods = [(c, m) for c in classes for m in c.body if isinstance(m, ast.FunctionDef)]
    said = {method.name for _, method in methods if ast.get_docstring(method)}
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield node.name, node
    for owner, method in methods:
        private = owner.name.startswith("_") or method.name.startswith("_")
        if not private and method.name not in said:
            yield f"{owner.name}.{method.name}", method


def test_every_folder_of_tests_is_run_by_make_test_but_the_long_trials() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = set(settings["tool"]["pytest"]["testpaths"])
    folders = {f"tests/{path.parent.name}" for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders - named == {"tests/assurance"}
    assert named <= folders
