"""`corecase national`: questions to a snapshot of the published judgements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from corecase.cli import national_answers
from corecase.cli.options import gathered, level_option
from corecase.cli.output import json_option, print_json
from corecase.core.errors import InputError
from corecase.core.national_questions import (
    Counting,
    Grouping,
    Mergers,
    NationalQuestion,
    Reinspections,
)
from corecase.core.written_dates import written_date

_Asked = Callable[[date], NationalQuestion]
"""A question, once it is known as at which day it is asked where it does not say."""

_AS_A_RULE = ("latest", "left-out", "as-now")
"""Which inspections count where nothing is said of it."""

_ENGINES = ("duckdb", "reference", "postgresql", "spark")


def _choice(*members: str) -> click.Choice[str]:
    return click.Choice([one.lower().replace("_", "-") for one in members], case_sensitive=False)


def _question(
    question: Path | None,
    programme: str | None,
    scores: tuple[str, ...],
    by: tuple[str, ...],
    as_at: str | None,
    published_from: str | None,
    published_until: str | None,
    counting: str,
    reinspections: str,
    mergers: str,
    region: str,
    nation: str,
    services: tuple[str, ...],
    judgements_only: bool,
) -> _Asked:
    if question is not None:
        said = (programme, scores, by, as_at, published_from, published_until)
        where = (region, nation, services, judgements_only)
        if any((*said, *where)) or (counting, reinspections, mergers) != _AS_A_RULE:
            raise InputError("Give either --question or the question itself, not both.")
        from corecase.exchange import national_questions

        read = national_questions.read(question)
        return lambda _: read
    if not programme:
        raise InputError("Say which programme is asked about, with --programme and its code.")
    day = _day("as-at", as_at)
    return lambda written: NationalQuestion(
        programme=programme or "",
        scores=scores or ("headlines",),
        by=tuple(Grouping(_code(one)) for one in by),
        as_at=day or written,
        published_from=_day("from", published_from),
        published_until=_day("until", published_until),
        counting=Counting(_code(counting)),
        reinspections=Reinspections(_code(reinspections)),
        mergers=Mergers(_code(mergers)),
        region=region,
        nation=nation.upper(),
        services=services,
        counts_cases=not judgements_only,
    )


@click.group()
def national() -> None:
    """Ask a snapshot of everything that is published."""


@national.command()
@click.argument("snapshot", type=click.Path(path_type=Path, file_okay=False))
@gathered(
    "asked",
    _question,
    click.option(
        "--question", "-q", type=click.Path(path_type=Path), help="A YAML file with the question."
    ),
    click.option("--programme", "-p", help="The code of the programme."),
    click.option(
        "--score",
        "-s",
        "scores",
        multiple=True,
        help="A score, an item, headlines, criteria, sections, items, or items:CRITERION; "
        "headlines if left out. May be given again.",
    ),
    click.option("--by", multiple=True, type=_choice(*Grouping), help="A group, again for more."),
    click.option(
        "--as-at", help="The day as at which, such as 2012-05-31; that of the snapshot if left out."
    ),
    click.option("--from", "published_from", help="Only inspections published from this day on."),
    click.option("--until", "published_until", help="Only inspections published until this day."),
    click.option(
        "--counting",
        type=_choice(*Counting),
        default=_AS_A_RULE[0],
        show_default=True,
        help="The latest inspection of each service, or each.",
    ),
    click.option(
        "--reinspections",
        type=_choice(*Reinspections),
        default=_AS_A_RULE[1],
        show_default=True,
        help="Whether re-inspections count.",
    ),
    click.option(
        "--mergers",
        type=_choice(*Mergers),
        default=_AS_A_RULE[2],
        show_default=True,
        help="Whether a service that was taken over counts to the one that took it over.",
    ),
    click.option("--region", default="", help="Only the services of a region."),
    click.option("--nation", default="", help="Only the services of England, or of Wales."),
    click.option("--service", "services", multiple=True, help="Only this service, by code."),
    click.option(
        "--judgements-only", is_flag=True, help="Count no cases: quicker, without intervals."
    ),
)
@click.option(
    "--engine",
    type=click.Choice(_ENGINES),
    default=_ENGINES[0],
    show_default=True,
    help="What answers; all answer alike.",
)
@click.option(
    "--at",
    default="",
    metavar="ADDRESS",
    help="postgresql://user@host/name, or a Spark master such as local[2]. A password is safer "
    "in the variable PGPASSWORD, where other people of the machine do not see it.",
)
@level_option
@json_option
def ask(snapshot: Path, asked: _Asked, engine: str, at: str, level: str, as_json: bool) -> None:
    """Ask for scores of a whole programme: by region, by service, as at a day.

    SNAPSHOT is the folder that corecase snapshot write made. Every figure comes with the day, the
    inspections behind it and, from 5 cases on, its interval. Below the service children are
    counted: there small groups are withheld and bases are printed in bands.
    """
    # Statistics take a second to load, which other commands need not wait for.
    from corecase.pipelines import national as pipeline

    named: Any = engine
    question = asked(pipeline.day_of(snapshot))
    found = pipeline.ask(snapshot, question, engine=named, at=at, level=float(level))
    if as_json:
        print_json(national_answers.data(found))
    else:
        national_answers.show(found)


def _code(typed: str) -> str:
    return typed.upper().replace("-", "_")


def _day(option: str, typed: str | None) -> date | None:
    day = written_date(typed) if typed else None
    if typed and day is None:
        raise InputError(f"--{option} takes a day such as 2012-05-31; not {typed!r}.")
    return day
