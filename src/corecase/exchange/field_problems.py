"""What pydantic found wrong, in words that say what was expected."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Protocol, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from corecase.core.errors import Problem
from corecase.exchange.field_places import FieldPath

_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_SHORT = 40

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


class Written(Protocol):
    """A file that knows where its fields stand and how they are written."""

    @property
    def written(self) -> Mapping[FieldPath, str]:
        """The values as they are written, by their path: `yes`, where YAML reads true."""
        ...

    def where(self, path: FieldPath) -> str:
        """The place of a field."""
        ...

    def where_key(self, path: FieldPath) -> str:
        """The place of a field that is not known there."""
        ...


def problems_of(error: ValidationError, model: type[BaseModel], file: Written) -> Iterator[Problem]:
    """One problem for each fault, at its place in the file."""
    for detail in error.errors(include_url=False, include_context=True):
        path = detail["loc"]
        if detail["type"] == "extra_forbidden":
            key = str(path[-1])
            reason = _unknown(key, _fields_at(model, path[:-1]))
            yield Problem(where=file.where_key(path), value=key[:80], reason=reason)
            continue
        says_all = detail["type"] in ("missing", "value_error")
        value = "" if says_all else file.written.get(path, "")
        reason = _reason(detail, value, model)
        yield Problem(where=file.where(path), value=value[:80], reason=reason)


def _unknown(key: str, fields: Mapping[str, FieldInfo]) -> str:
    near = get_close_matches(key, fields, n=1)
    advice = f"did you mean {near[0]}?" if near else f"the fields are {', '.join(fields)}"
    return f"is not a field here; {advice}"


def _reason(detail: ErrorDetails, value: str, model: type[BaseModel]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if detail["input"] is None:
        return "has no value; write one, or remove the line"
    if kind == "string_type" and isinstance(detail["input"], dict):
        return "has to be text; put it in quotes, since it begins with {"
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return f"has to be {context['expected']}"
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length", context.get("max_length"))
        return f"has {context['actual_length']} parts and needs {bound}"
    if kind == "date_from_datetime_parsing" and _DAY.fullmatch(value):
        return "is no day of the calendar; correct it"
    if kind == "string_pattern_mismatch" and detail["loc"][-1] == "lang":
        return "has to be the tag of a language, such as en-GB or cy"
    if kind == "list_type" and value:
        return f"has to be a list; write [{value[:_SHORT]}]"
    if kind == "model_type" and value:
        return (
            f"has to be a mapping of fields; write {_row(value, _fields_at(model, detail['loc']))}"
        )
    return _EXPECTED.get(kind, f"is not accepted: {detail['msg']}")


def _row(value: str, fields: Mapping[str, FieldInfo]) -> str:
    """The value as the first field of a row, with the others that the row needs."""
    first, *rest = fields
    needed = "".join(f", {name}: ..." for name in rest if fields[name].is_required())
    return f"{{{first}: {value[:_SHORT]}{needed}}}"


def _fields_at(model: type[BaseModel], path: FieldPath) -> Mapping[str, FieldInfo]:
    """The fields of the model that stands at this path."""
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            inner = _model_in(model.model_fields[part].annotation)
            model = inner or model
    return model.model_fields


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((part for part in found if part), None)
