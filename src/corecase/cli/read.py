"""`corecase read`: what published texts say, and what a person has to decide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corecase.cli import exits
from corecase.cli.output import json_option, print_json, print_table
from corecase.core.errors import InputError
from corecase.core.printed_facts import PrintedFact

if TYPE_CHECKING:
    from corecase.pipelines.read_published import ReadText

_HEADER = ("Place", "Service", "What", "Figure", "Said", "Of what")
_SHOWN = 60


@click.command("read")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file for the facts, with every column: its name ends in .csv or .json.",
)
@click.option(
    "--register",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A text with a name of a service on each line, which helps to find them.",
)
@click.option("--source", default="", help="What to call the source; its file's name if left out.")
@json_option
def read(
    files: tuple[Path, ...], out: Path | None, register: Path | None, source: str, as_json: bool
) -> int:
    """Read scores, findings and recommendations out of published reports, letters and papers.

    FILES are PDF, Word (DOCX), HTML or text. Prints what was read, and apart from that what waits
    for a person to decide, with the reason; nothing is guessed. Each file is read in a process of
    its own that has no network. A file that cannot be read is told of, and the others are read.
    """
    # What reads files takes longer to load than other commands take to answer.
    from corecase.pipelines import read_published as pipeline

    if out:
        pipeline.check_ending(out)
    known = pipeline.services_in(register) if register else ()
    texts: list[ReadText] = []
    failed: list[InputError] = []
    for path in files:
        try:
            texts.append(pipeline.read_file(path, source=source, register=known))
        except InputError as error:
            failed.append(error)
    if out and texts:
        pipeline.write(texts, out)
    if as_json:
        print_json(_data(texts, failed))
    else:
        _print(texts, out)
        for problem in failed:
            exits.report(problem, as_json=False)
    return exits.INPUT if failed else exits.OK


def _print(texts: list[ReadText], out: Path | None) -> None:
    for text in texts:
        title = f"{text.name}: {len(text.certain)} facts read, {len(text.to_decide)} to decide"
        if not text.facts:
            click.echo(f"{title}. It says nothing of an inspection that could be read.")
            continue
        if text.certain:
            print_table(title, _HEADER, _rows(text.certain), wraps=(1, 2, 4, 5))
        if text.to_decide:
            header = (*_HEADER[:5], "To decide")
            rows = (
                (*row[:5], fact.doubt)
                for row, fact in zip(_rows(text.to_decide), text.to_decide, strict=True)
            )
            print_table(f"{text.name}: to decide", header, rows, wraps=(1, 2, 4, 5))
    if out and texts:
        click.echo(f"Wrote {out}")


def _rows(facts: tuple[PrintedFact, ...]) -> Iterator[tuple[str, ...]]:
    for fact in facts:
        figure = _figure(fact)
        # A count says nothing without the words that it was read from.
        said = fact.said or ("" if fact.read_from in figure else fact.read_from)
        yield (fact.place, fact.service, fact.measure, figure, _short(said), _of(fact))


def _figure(fact: PrintedFact) -> str:
    if fact.value is None:
        return ""
    ends = f"{fact.value:f}" if fact.most is None else f"{fact.value:f} to {fact.most:f}"
    base = f" of {fact.out_of}" if fact.out_of is not None else ""
    unit = fact.unit if fact.unit == "%" else f" {fact.unit}" if fact.unit else ""
    return f"{ends}{unit}{base}"


def _of(fact: PrintedFact) -> str:
    """What tells it from others: which inspection, compared with whom, until when, whose."""
    told = (fact.scope, fact.kind_of_inspection, fact.inspected, fact.as_at, fact.owner)
    standing = "" if fact.standing == "verified" else fact.standing
    return ", ".join(part for part in (*told, standing) if part)


def _short(said: str) -> str:
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN].rsplit(' ', 1)[0]} ..."


def _data(texts: list[ReadText], failed: list[InputError]) -> dict[str, Any]:
    from corecase.pipelines.read_published import plain

    return {
        "texts": [
            {
                "name": text.name,
                "read": len(text.certain),
                "to_decide": len(text.to_decide),
                "facts": [plain(fact) for fact in text.facts],
            }
            for text in texts
        ],
        "errors": [str(error) for error in failed],
    }
