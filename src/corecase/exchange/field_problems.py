"""What pydantic found wrong, in words that say what was expected."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from corecase.core.errors import Problem

FieldPath = tuple[str | int, ...]

_EXPECTED: Mapping[str, str] = MappingProxyType(
    {
        "missing": "is missing",
        "string_type": "has to be text; put it in quotes",
        "string_too_short": "must not be empty",
        "string_pattern_mismatch": "has to be of letters, digits, dots, hyphens and underscores",
        "bool_type": "has to be true or false",
        "int_type": "has to be a whole number",
        "int_from_float": "has to be a whole number",
        "int_parsing": "has to be a whole number",
        "float_type": "has to be a number",
        "float_parsing": "has to be a number",
        "date_type": "has to be a date such as 2010-01-31",
        "date_from_datetime_parsing": "has to be a date such as 2010-01-31",
        "date_from_datetime_inexact": "has to be a date such as 2010-01-31",
        "list_type": "has to be a list",
        "dict_type": "has to be a mapping of names to values",
        "model_type": "has to be a mapping of fields",
    }
)


def problems_of(
    error: ValidationError, model: type[BaseModel], where: Callable[[FieldPath], str]
) -> Iterator[Problem]:
    """One problem for each fault; `where` says the place of a path."""
    for detail in error.errors(include_url=False, include_context=True):
        value = detail["input"]
        plain = isinstance(value, str | int | float) and detail["type"] != "missing"
        yield Problem(
            where=where(detail["loc"]),
            value=str(value)[:80] if plain else "",
            reason=_reason(detail, model),
        )


def _reason(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        fields = ", ".join(_fields_at(model, detail["loc"][:-1]))
        return f"is not a field here; the fields are {fields}"
    if kind == "literal_error":
        return f"has to be {context['expected']}"
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length", context.get("max_length"))
        return f"has {context['actual_length']} parts and needs {bound}"
    return _EXPECTED.get(kind, f"is not accepted: {detail['msg']}")


def _fields_at(model: type[BaseModel], path: FieldPath) -> tuple[str, ...]:
    """The fields of the model that stands at this path."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            inner = _model_in(model.model_fields[part].annotation)
            model = inner or model
    return tuple(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((part for part in found if part), None)
