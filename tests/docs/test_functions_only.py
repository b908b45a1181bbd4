"""The index tells which modules no command and no page of the site uses, and no others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import SOURCES, module_name, parse

INDEX = Path(__file__).parents[2] / "docs" / "README.md"
SECTION = INDEX.read_text(encoding="utf-8").partition("### Functions only\n")[2]
TABLE, _, CHECKS = SECTION.partition("for checks alone")
OF_FORMULAS = ("corecase.core.", "corecase.statistics.")


def imported(tree: ast.Module) -> Iterator[str]:
    """What a module imports, and everything that it takes from there, which may be modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


MODULES = {module_name(path): path for path in SOURCES}
IMPORTS = {name: set(imported(parse(path))) & MODULES.keys() for name, path in MODULES.items()}


def unused() -> set[str]:
    """The modules of core and statistics to which nothing outside of these two leads."""
    used: set[str] = set()
    todo = {name for name in MODULES if not name.startswith(OF_FORMULAS)}
    while todo:
        used |= todo
        todo = {found for name in todo for found in IMPORTS[name]} - used
    return MODULES.keys() - used


def test_the_index_names_what_has_functions_only() -> None:
    alone = unused()
    of_others = {found for name in alone for found in IMPORTS[name] - {name}}
    named = set(re.findall(r"`(corecase\.[\w.]+)`", SECTION))
    assert alone - of_others - named == set()
    # A row that names a function tells of that alone: the rest of its module is in use.
    modules = set(re.findall(r"\| [^`|]+ \| `(corecase\.[\w.]+)` \|", TABLE))
    assert modules - alone == set()


def test_what_is_there_for_checks_says_so_in_its_first_line() -> None:
    checks = re.findall(r"`(corecase\.[\w.]+)`", CHECKS)
    assert checks
    lines = [MODULES[name].read_text(encoding="utf-8").partition("\n")[0] for name in checks]
    assert all(re.search(r"\bcheck\b", line, re.IGNORECASE) for line in lines)
