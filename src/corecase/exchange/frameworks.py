"""Framework files and overlays into frameworks, and overlays back into files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from pydantic import BaseModel

from corecase.core.criteria import (
    Band,
    Criterion,
    Headline,
    Item,
    Recommendation,
    Section,
    View,
)
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.frameworks import Framework
from corecase.core.rules import Everyone, Gate, Rule, parse
from corecase.exchange import editions
from corecase.exchange.framework_fields import FrameworkRow, ItemRow, OverlayRow, json_schema
from corecase.exchange.framework_problems import placed, validated
from corecase.exchange.overlays import write_overlay
from corecase.exchange.yaml_files import Document, read_document, read_file

__all__ = ["from_text", "json_schema", "load", "shipped", "text", "write_overlay"]

_SHIPPED = files("corecase") / "data" / "frameworks"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """A framework and the rules that its file names, for overlays to use."""

    framework: Framework
    rules: Mapping[str, Rule]


def shipped() -> tuple[str, ...]:
    """The names of the frameworks that come with Corecase."""
    names = (entry.name for entry in _SHIPPED.iterdir())
    return tuple(sorted(n.removesuffix(".yaml") for n in names if n.endswith(".yaml")))


def text(name: str) -> str:
    """The text of a shipped framework's file. Raises InputError for a name that is not shipped."""
    if name not in shipped():
        raise InputError(f"There is no framework {name!r}; use {' or '.join(shipped())}.")
    return (_SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def from_text(written: str) -> Framework:
    """The framework in the text of a framework file or an overlay of a shipped one.

    It is kept for the next question about the same text. Raises as `load` does.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "framework.yaml"
        path.write_text(written, encoding="utf-8", newline="\n")
        return load(path)


def load(name_or_path: str | Path) -> Framework:
    """The framework with a shipped name, or in a framework file or an overlay.

    Raises ManyProblems with every fault of the file and where it stands, and InputError for
    a name that is not known or a file that cannot be read as YAML.
    """
    return _load(name_or_path, Path(), ()).framework


def _load(name_or_path: str | Path, folder: Path, above: tuple[Path, ...]) -> _Loaded:
    if isinstance(name_or_path, str) and name_or_path in shipped():
        name = f"{name_or_path}.yaml"
        return _framework(read_document((_SHIPPED / name).read_bytes(), name), folder)
    path = folder / name_or_path
    if not _is_there(path):
        raise InputError(
            f"There is no framework {str(name_or_path)!r}; use {' or '.join(shipped())}, or "
            "the path of a framework file."
        )
    if path.resolve() in above:
        raise InputError(f"{path.name} extends itself; name the framework it is meant to extend.")
    document = read_file(path)
    if isinstance(document.data, dict) and "extends" in document.data:
        return _overlay(document, path.parent, (*above, path.resolve()))
    return _framework(document, path.parent)


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (OSError, ValueError):  # a name of a framework may be no possible path
        return False
    return True


def _framework(document: Document, folder: Path) -> _Loaded:
    row, problems = validated(document, FrameworkRow)
    if row is None:
        _refuse(document, problems)
    problems.extend(_edition_problems(row.report_edition, document, folder))
    named = _rules(row.rules, document, problems)
    items = _items(row.items, named, document, problems)
    parts: dict[str, Any] = {
        "sections": tuple(Section(**_values(r)) for r in row.sections),
        "criteria": tuple(Criterion(**_values(r)) for r in row.criteria),
        "headlines": tuple(Headline(**_values(r)) for r in row.headlines),
        "bands": tuple(Band(**_values(r)) for r in row.bands),
        "recommendations": tuple(Recommendation(**_values(r)) for r in row.recommendations),
        "views": tuple(View(**_values(r)) for r in row.views),
    }
    values = {name: value for name, value in _values(row).items() if name != "rules"}
    try:
        framework = Framework(**{**values, **parts, "items": items})
    except ManyProblems as error:
        problems.extend(placed(document, error.problems))
    if problems:
        _refuse(document, problems)
    return _Loaded(framework=framework, rules=named)


def _edition_problems(name: str, document: Document, folder: Path) -> Iterator[Problem]:
    if name not in editions.shipped() and not _is_there(folder / name):
        known = " or ".join(editions.shipped())
        reason = f"is not a report edition; use {known}, or an edition file beside this one"
        yield Problem(where=document.where(("report_edition",)), value=name, reason=reason)


def _overlay(document: Document, folder: Path, above: tuple[Path, ...]) -> _Loaded:
    row, problems = validated(document, OverlayRow)
    if row is None:
        _refuse(document, problems)
    base = _load(row.extends, folder, above)
    known = {item.id for item in base.framework.items}
    for index, item_id in enumerate(row.leaves_out):
        if item_id not in known:
            where = document.where(("leaves_out", index))
            reason = f"is not an item of {base.framework.id}, and cannot be left out"
            problems.append(Problem(where=where, value=item_id, reason=reason))
    items = _items(row.items, base.rules, document, problems)
    try:
        framework = base.framework.overlaid(note=row.note, leaves_out=row.leaves_out, adds=items)
    except ManyProblems as error:
        problems.extend(placed(document, error.problems))
    if problems:
        _refuse(document, problems)
    return _Loaded(framework=framework, rules=base.rules)


def _rules(
    written: Mapping[str, object], document: Document, problems: list[Problem]
) -> dict[str, Rule]:
    named: dict[str, Rule] = {}
    for name, data in written.items():
        named[name] = _rule(data, named, document, ("rules", name), problems)
    return named


def _items(
    rows: list[ItemRow], named: Mapping[str, Rule], document: Document, problems: list[Problem]
) -> tuple[Item, ...]:
    items = []
    for index, row in enumerate(rows):
        rule = _rule(row.applies, named, document, ("items", index, "applies"), problems)
        gate = Gate(**_values(row.gate)) if row.gate else None
        items.append(Item(**{**_values(row), "applies": rule, "gate": gate}))
    return tuple(items)


def _rule(
    data: object,
    named: Mapping[str, Rule],
    document: Document,
    path: tuple[str | int, ...],
    problems: list[Problem],
) -> Rule:
    """The rule, or one for everyone with a problem noted, so that the rest can be checked."""
    try:
        return parse(data, named)
    except InputError as error:
        problems.append(Problem(where=document.where(path), reason=str(error)))
        return Everyone()


def _values(row: BaseModel) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in row}


def _refuse(document: Document, problems: list[Problem]) -> NoReturn:
    raise ManyProblems(document.source, tuple(problems))
