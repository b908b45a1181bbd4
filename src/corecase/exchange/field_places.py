"""Where in a file a field stands, in words: `item CCI-R02, gate`."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

FieldPath = tuple[str | int, ...]

_ENTRIES: Mapping[str, str] = MappingProxyType(
    {
        "bands": "band",
        "cover": "cover line",
        "criteria": "criterion",
        "evidence": "evidence",
        "findings": "finding",
        "headlines": "headline",
        "indicators": "indicator",
        "items": "item",
        "levels": "level",
        "missing": "missing case",
        "owners": "owner",
        "parts": "part",
        "pieces": "piece",
        "recommendations": "recommendation",
        "rows": "row",
        "sections": "section",
        "statements": "statement",
        "strata": "stratum",
        "surveys": "survey",
    }
)
"""What one entry of a list is called."""


def place(data: Any, path: FieldPath) -> Iterator[str]:
    """The parts of a place, from the outside in; a row goes by its id where it has one."""
    lists = ""
    for part in path:
        data = _within(data, part)
        if isinstance(part, str):
            if lists:
                yield lists
            lists = part
            continue
        row_id = data.get("id") if isinstance(data, dict) else None
        name = row_id[:40] if isinstance(row_id, str) else str(part + 1)
        yield f"{_ENTRIES.get(lists, f'{lists}, entry'.removeprefix(', '))} {name}"
        lists = ""
    if lists:
        yield lists


def _within(data: Any, part: str | int) -> Any:
    try:
        return data[part]
    except (IndexError, KeyError, TypeError):
        return None
