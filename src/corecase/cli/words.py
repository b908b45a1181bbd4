"""`corecase words`: counts into house phrases, and phrases back into counts."""

import click

from corecase.cli.output import json_option, print_json, print_table
from corecase.core import words as wording
from corecase.core.errors import InputError
from corecase.core.figures import Figure, possible_counts


@click.command()
@click.argument("count_or_phrase", required=False)
@click.argument("out_of", type=click.IntRange(min=1), required=False)
@json_option
def words(count_or_phrase: str | None, out_of: int | None, as_json: bool) -> None:
    """Say a count in words, or read words or a percentage back.

    \b
    corecase words                     the whole table
    corecase words 20 38               the phrase for 20 of 38
    corecase words "just over half" 38 the counts it may stand for
    corecase words 76% 36              the counts that print as 76% of 36
    """
    if count_or_phrase is None:
        _print_all(as_json)
    elif out_of is None:
        raise InputError("Give the base as well: corecase words 20 38.")
    elif count_or_phrase.isdecimal():
        _say(int(count_or_phrase), out_of, as_json)
    else:
        _read_back(count_or_phrase, out_of, as_json)


def _print_all(as_json: bool) -> None:
    rows = [
        (phrase, str(b.low), b.low_closed, str(b.high), b.high_closed)
        for phrase, b in wording.PHRASES.items()
    ]
    if as_json:
        keys = ("phrase", "low", "low_closed", "high", "high_closed")
        print_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    shown = (
        (phrase, f"{'from' if lc else 'above'} {low}", f"{'up to' if hc else 'below'} {high}")
        for phrase, low, lc, high, hc in rows
    )
    print_table("Words for proportions", ("Words", "From", "To"), shown)


def _say(count: int, out_of: int, as_json: bool) -> None:
    if count > out_of:
        raise InputError(f"{count} of {out_of} cannot be: the count is larger than the base.")
    figure = Figure(count=count, out_of=out_of)
    said = {
        "phrase": wording.phrase(figure),
        "in_words": wording.in_words(figure, "case", "cases"),
        "percent": figure.percent,
    }
    if as_json:
        print_json(said)
    else:
        click.echo(f"{said['phrase']}\n{said['in_words']}")


def _read_back(said: str, out_of: int, as_json: bool) -> None:
    percent = said.removesuffix("%")
    if said.endswith("%") and percent.isdecimal():
        counts = list(possible_counts(int(percent), out_of))
    else:
        counts = list(wording.counts(said, out_of))
    if as_json:
        print_json({"said": said, "out_of": out_of, "counts": counts})
    elif counts:
        click.echo(f"{said} of {out_of} may be {', '.join(map(str, counts))}.")
    else:
        click.echo(f"{said} of {out_of} cannot be: no whole number of {out_of} is said so.")
