"""Faults of a framework, wherever they were found, at their place in its file."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from corecase.core.errors import Problem
from corecase.exchange.field_places import FieldPath
from corecase.exchange.field_problems import problems_of
from corecase.exchange.yaml_files import Document

_Model = TypeVar("_Model", bound=BaseModel)

_FILE_TEXTS = ("id", "title", "edition")
_ROW_TEXTS = (
    "number",
    "title",
    "section",
    "criterion",
    "topic",
    "label",
    "question",
    "text",
)

UNREADABLE = "unreadable"
"""Stands in a salvaged row for a text that could not be read."""


def validated(document: Document, model: type[_Model]) -> tuple[_Model | None, list[Problem]]:
    """The rows of a file, and what is wrong with their fields.

    Where fields are wrong, the rows are salvaged without them if that can be done, so that
    everything else can still be checked; None where it cannot.
    """
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        problems = list(problems_of(error, model, document))
        return _salvaged(document.data, model, error), problems


def _salvaged(data: object, model: type[_Model], error: ValidationError) -> _Model | None:
    """The rows without the fields at fault; None where a row loses what identifies it."""
    left: Any = deepcopy(data)
    for detail in error.errors():
        path = detail["loc"]
        in_row = len(path) > 2 and isinstance(path[1], int)
        try:
            row, name = (left[path[0]][path[1]], path[2]) if in_row else (left, path[0])
            row.pop(name, None)
        except (AttributeError, IndexError, KeyError, TypeError):
            return None
        if name in (_ROW_TEXTS if in_row else _FILE_TEXTS):
            row[name] = UNREADABLE
    try:
        return model.model_validate(left)
    except ValidationError:
        return None


def placed(document: Document, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """Problems that the framework found in itself, with their place in the file.

    Those about a field that could not be read are left out: they have been told.
    """
    for problem in problems:
        if problem.value == UNREADABLE:
            continue
        path, reason = _path(document.data, problem), problem.reason
        if not path:  # the fault of an overlay, in a part that only its framework has
            path = _field(document.data, "leaves_out", problem.value)
            reason = f"is left out, but {problem.where} names it; leave that out too"
        yield Problem(where=document.where(path), value=problem.value, reason=reason)


def _path(data: Any, problem: Problem) -> FieldPath:
    kind, _, rest = problem.where.partition(".")
    if kind == "gates":
        first = problem.value.partition(" -> ")[0]
        return next(_rows(data, ("items",), id=first), ("items",))
    if kind == "ids":
        return next(
            _rows(data, ("criteria", "items", "headlines", "sections"), id=problem.value), ()
        )
    if not rest:
        found = [
            *_rows(data, (kind,), id=problem.value),
            *_rows(data, (kind,), from_percent=problem.value),
        ]
        return found[-1] if found else (kind,)
    row_id, _, name = rest.rpartition(".")
    for path in _rows(data, (kind,), id=row_id):
        return (*path, *_field(data[path[0]][path[1]], name, problem.value))
    return ()


def _rows(data: Any, kinds: tuple[str, ...], **having: str) -> Iterator[tuple[str, int]]:
    ((name, value),) = having.items()
    for kind in kinds:
        rows = data.get(kind)
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict) and str(row.get(name)) == value:
                yield kind, index


def _field(row: Any, name: str, value: str) -> FieldPath:
    """The field, and the part of a list, that holds the value."""
    written = row.get(name)
    if isinstance(written, list) and value in written:
        return (name, written.index(value))
    return (name,)
