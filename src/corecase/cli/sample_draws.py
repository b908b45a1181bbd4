"""`corecase sample draw` and `replay`: a recorded draw from a file, and the same draw again."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, TypedDict

import click

from corecase.cli import exits
from corecase.cli.options import gathered
from corecase.cli.output import json_option, print_json
from corecase.core.draw_records import draw_sha256
from corecase.pipelines import samples
from corecase.pipelines.samples import METHODS, Asked, Drawn, Method, Word
from corecase.statistics.draw_methods import WORDS

_FILE = click.Path(path_type=Path)
_SAID_BY_NAME = "once for each attribute."


class _Seeded(TypedDict):
    """What the seed is made of beside the list of cases."""

    service: str
    programme: str
    drawn_on: date
    inspectorate_word: Word
    service_word: Word


def _asked(method: Method | None, by: tuple[str, ...], **asked: Any) -> Asked:
    return Asked(method=method or ("balanced" if by else "proportional"), by=by, **asked)


def _seeded(
    service: str,
    programme: str,
    drawn_on: datetime | None,
    word_inspectorate: str,
    word_service: str,
    promised_inspectorate: str,
    promised_service: str,
) -> _Seeded:
    return _Seeded(
        service=service,
        programme=programme,
        drawn_on=drawn_on.date() if drawn_on else date.today(),
        inspectorate_word=Word(word=word_inspectorate, commitment=promised_inspectorate),
        service_word=Word(word=word_service, commitment=promised_service),
    )


@click.command()
@click.argument("cases", type=_FILE)
@gathered(
    "asked",
    _asked,
    click.option("--cases", "-n", "n", type=click.IntRange(min=1), required=True, help="How many."),
    click.option(
        "--method",
        type=click.Choice(METHODS),
        help="How cases are drawn; proportional without it, or balanced where --by is given.",
    ),
    click.option(
        "--strata", multiple=True, metavar="NAME", help=f"Spread in proportion; {_SAID_BY_NAME}"
    ),
    click.option(
        "--minimum",
        type=click.IntRange(min=0),
        default=0,
        show_default=True,
        help="Cases from each stratum at least, or all it has.",
    ),
    click.option(
        "--by",
        multiple=True,
        metavar="NAME",
        help=f"Balance on, or set quotas for, the most important first; {_SAID_BY_NAME}",
    ),
    click.option("--former", type=_FILE, help="The record of the draw to keep away from."),
    click.option("--examined", type=_FILE, help="The cases assessed then, if not those drawn."),
    click.option("--previous", type=_FILE, help="The record before this one in the inspection."),
)
@click.option(
    "--out",
    "-o",
    type=_FILE,
    required=True,
    help="The folder to write; one that holds a draw is refused.",
)
@gathered(
    "seeded",
    _seeded,
    click.option("--service", required=True, help="The service, as it stands in the seed."),
    click.option("--programme", required=True, help="The programme, as it stands in the seed."),
    click.option(
        "--on",
        "drawn_on",
        type=click.DateTime(["%Y-%m-%d"]),
        help="The day in the seed, as 2026-11-21; today without it.",
    ),
    click.option("--word-inspectorate", required=True, help="The inspectorate's word or number."),
    click.option("--word-service", required=True, help="The word or number of the service."),
    click.option(
        "--promised-inspectorate",
        default="",
        metavar="SHA256",
        help="The hash by which the inspectorate promised its word.",
    ),
    click.option(
        "--promised-service",
        default="",
        metavar="SHA256",
        help="The hash by which the service promised its word.",
    ),
)
@click.option("--sheet", help="The sheet of a workbook.")
@json_option
def draw(
    cases: Path, asked: Asked, out: Path, seeded: _Seeded, sheet: str | None, as_json: bool
) -> None:
    """Draw a sample from a file of CASES, once, with a record that repeats it.

    \b
    proportional  strata in proportion, in each the lowest permanent random numbers
    balanced      balanced on several attributes at once (--by), by the cube method
    quotas        a table of quotas for all combinations of values (--by)
    after         for a re-inspection: the numbers after those of an earlier draw
    avoiding      for a re-inspection: new numbers, cases examined before come last
    """
    found = samples.draw_to(out, cases, asked, sheet=sheet, **seeded)
    if as_json:
        _print_data(found)
    else:
        _print(found)


def _print(found: Drawn) -> None:
    drawn = found.draw
    click.echo(f"{drawn.n} of {_counted(drawn.n_population, 'case')} drawn, {WORDS[drawn.method]}.")
    click.echo(f"Written: {', '.join(str(path) for path in found.files)}.")
    click.echo(f"Case list (SHA-256): {drawn.frame_sha256}")
    click.echo(f"Record (SHA-256): {draw_sha256(drawn)}")
    if found.comparison:
        click.echo(f"The sample is {found.comparison.headline}.")
    for notice in found.notices:
        click.echo(notice)


def _counted(n: int, one: str) -> str:
    return f"{n} {one}" if n == 1 else f"{n} {one}s"


def _print_data(found: Drawn) -> None:
    drawn = found.draw
    print_json(
        {
            "method": drawn.method,
            "cases": drawn.n,
            "of": drawn.n_population,
            "sample": list(drawn.sample),
            "files": [str(path) for path in found.files],
            "frame_sha256": drawn.frame_sha256,
            "sha256": draw_sha256(drawn),
            "seed": drawn.seed,
            "balanced_on": [list(one) for one in drawn.balance.columns] if drawn.balance else [],
            "headline": found.comparison.headline if found.comparison else None,
            "notices": list(found.notices),
        }
    )


@click.command()
@click.argument("record", type=_FILE)
@click.argument("cases", type=_FILE)
@click.option("--sheet", help="The sheet of a workbook.")
@json_option
def replay(record: Path, cases: Path, sheet: str | None, as_json: bool) -> int:
    """Repeat the draw in RECORD from its file of CASES and say what differs.

    The file may be the one that was drawn from or the case list written beside the record. Ends
    with 5 where the draw is not the one recorded.
    """
    drawn, differences = samples.replay(record, cases, sheet=sheet)
    if as_json:
        print_json(
            {
                "agrees": not differences,
                "differences": list(differences),
                "method": drawn.method,
                "sha256": draw_sha256(drawn),
            }
        )
    elif differences:
        click.echo("The draw is not the one recorded:")
        for difference in differences:
            click.echo(f"  {difference}")
    else:
        n_reserves = drawn.n_population - drawn.n
        click.echo(
            f"The draw repeats: the same {_counted(drawn.n, 'case')} and "
            f"{_counted(n_reserves, 'reserve')}, in the same order."
        )
    return exits.NOT_REPRODUCED if differences else exits.OK
