"""`corecase frameworks`: list, show, check, and the schema of the file."""

import click

from corecase.cli.output import json_option, print_json, print_table
from corecase.core.criteria import Item
from corecase.core.frameworks import Framework
from corecase.exchange import frameworks as files


@click.group()
def frameworks() -> None:
    """The criteria of programmes, as files that check themselves."""


@frameworks.command("list")
@json_option
def list_(as_json: bool) -> None:
    """The frameworks that come with Corecase."""
    loaded = [files.load(name) for name in files.shipped()]
    if as_json:
        print_json([_summary(framework) for framework in loaded])
        return
    print_table(
        "Frameworks",
        ("Name", "Title", "Edition", "Criteria", "Items"),
        ((f.id, f.title, f.edition, str(len(f.criteria)), str(len(f.items))) for f in loaded),
    )


@frameworks.command()
@click.argument("framework")
@json_option
def check(framework: str, as_json: bool) -> None:
    """Check a framework file (or an overlay, or a shipped name) and say everything wrong."""
    found = files.load(framework)
    if as_json:
        print_json(_summary(found) | {"faults": 0})
    else:
        parts = (
            ("section", found.sections),
            ("criterion", found.criteria),
            ("item", found.items),
            ("headline", found.headlines),
            ("band", found.bands),
        )
        counted = (f"{len(rows)} {_noun(name, len(rows))}" for name, rows in parts)
        click.echo(f"{found.id} is sound: {', '.join(counted)}.")
        silent = [item.id for item in found.items if not item.finding]
        if silent:
            click.echo(f"No finding is ever drafted from {', '.join(silent)}; give each a finding.")


@frameworks.command()
@click.argument("framework")
@json_option
def show(framework: str, as_json: bool) -> None:
    """Every item with its question, when it is asked, and what is verified."""
    found = files.load(framework)
    if as_json:
        print_json(_summary(found) | {"item_list": [_item(item) for item in found.items]})
        return
    for note in found.notes:
        click.echo(f"Note: {note}")
    for criterion in found.criteria:
        print_table(
            f"{criterion.number} {criterion.title}",
            ("Item", "Question", "Asked of", "Headlines", "Wording", "Tag"),
            (
                (
                    item.id,
                    item.question,
                    _asked(item),
                    ", ".join(item.headlines) if item.scored else "not scored",
                    item.wording,
                    item.tag,
                )
                for item in found.items_reported_in(criterion.id)
            ),
            wraps=(1, 2, 3),
        )


@frameworks.command()
@json_option
def schema(as_json: bool) -> None:  # noqa: ARG001  # JSON either way; every command takes --json
    """The JSON Schema of a framework file, for an editor to check against."""
    print_json(files.json_schema())


def _noun(one: str, number: int) -> str:
    return one if number == 1 else {"criterion": "criteria"}.get(one, one + "s")


def _summary(framework: Framework) -> dict[str, object]:
    return {
        "id": framework.id,
        "title": framework.title,
        "edition": framework.edition,
        "sections": len(framework.sections),
        "criteria": len(framework.criteria),
        "items": len(framework.items),
        "headlines": len(framework.headlines),
        "bands": len(framework.bands),
        "notes": list(framework.notes),
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "criterion": item.criterion,
        "question": item.question,
        "asked_of": _asked(item),
        "headlines": list(item.headlines),
        "levels": list(item.levels),
        "scored": item.scored,
        "wording": item.wording,
        "tag": item.tag,
    }


def _asked(item: Item) -> str:
    of = item.applies.explain()
    return f"{of}, {item.gate.explain()}" if item.gate else of
