"""docs/reference/snapshots.md: the tables of a snapshot, and the file of a national question."""

from collections.abc import Iterator
from typing import Any

from corecase.core.national_questions import Grouping
from corecase.engines.columns import SCHEMA, TABLES
from corecase.exchange.national_questions import NationalQuestionFile
from tools.reference.markdown import document, table


def page() -> str:
    """The page."""
    return document(
        "Snapshots and national questions",
        "A snapshot is a folder of Parquet files, with a manifest that holds the hash of each and "
        f"the number of their schema, {SCHEMA}. No other column than these is ever written. "
        "[The guide](../how-to/ask-the-country.md) shows how to write and ask one.",
        *(part for name in TABLES for part in _table(name)),
        "## The file of a question",
        "`corecase national ask --question FILE` reads one YAML file.",
        table(("Field", "What it says", "Without it"), _fields()),
        "Groups are "
        + ", ".join(f"`{one.value}`" for one in Grouping)
        + "; those of the last three are below the service.",
    )


def _table(name: str) -> Iterator[str]:
    yield f"## {name}"
    rows = ((f"`{column}`", kind, words) for column, (kind, words) in TABLES[name].items())
    yield table(("Column", "Type", "What it means"), rows)


def _fields() -> Iterator[tuple[str, str, str]]:
    for name, field in NationalQuestionFile.model_fields.items():
        default: Any = field.get_default(call_default_factory=True)
        shown = "needed" if field.is_required() else _shown(default)
        yield f"`{name}`", field.description or "", shown


def _shown(value: object) -> str:
    if value is True:
        return "true"
    return f"`{value}`" if value else "nothing"
