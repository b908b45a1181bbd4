"""Overlays into files."""

import os
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import yaml

from corecase.core.criteria import Item
from corecase.core.rules import AllOf, AnyOf, AttributeIs, Everyone, Gate, NotThe, Rule


def write_overlay(
    path: Path, *, extends: str, note: str, leaves_out: Iterable[str], items: Iterable[Item]
) -> None:
    """Writes the overlay that `load` reads back, replacing what stood there in one step.

    `extends` is the name of a shipped framework or the path of a file as seen from here; a
    path is written as seen from the overlay. Fields that hold their default are left out.
    """
    written = {
        "extends": _from(path.parent, extends),
        "note": note,
        "leaves_out": list(leaves_out),
        "items": [item_data(item) for item in items],
    }
    text = yaml.safe_dump(written, sort_keys=False, allow_unicode=True, width=96)
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _from(folder: Path, extends: str) -> str:
    if not Path(extends).is_file():
        return extends
    return Path(os.path.relpath(extends, folder)).as_posix()


def item_data(item: Item) -> dict[str, object]:
    """An item as it is written in a file; fields that hold their default are left out."""
    bare = Item(id="", criterion="", topic="", label="", question="")
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    return {name: _plain(value) for name, value in values.items() if value != getattr(bare, name)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Gate):
        return {"item": value.item, "when": value.when} | ({"every": True} if value.every else {})
    if isinstance(value, Everyone | AttributeIs | AllOf | AnyOf | NotThe):
        return _rule_data(value)
    return value


def _rule_data(rule: Rule) -> object:
    """The rule as it is written in a file; rules that had a name are written out."""
    match rule:
        case AttributeIs(attribute=attribute, values=(value,)):
            return {"attribute": attribute, "is": value}
        case AttributeIs(attribute=attribute, values=values):
            return {"attribute": attribute, "is": list(values)}
        case AllOf(parts=parts):
            return {"all": [_rule_data(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [_rule_data(part) for part in parts]}
        case NotThe(part=part):
            return {"not": _rule_data(part)}
        case _:
            return "everyone"
