"""`corecase compare`: a service beside others, with intervals and the sentences they allow."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypedDict, TypeVar

import click

from corecase.cli import compared
from corecase.cli.options import framework_option, gathered, level_option, seed_option
from corecase.cli.output import json_option, print_json
from corecase.core.claims import Claim, claim_in
from corecase.core.errors import InputError
from corecase.core.planning_values import JUDGEMENTS_PER_CASE, PlanningValues, TeamValues
from corecase.core.series import Scope
from corecase.core.written_dates import written_date

_Value = TypeVar("_Value")
_SCOPES: Final = {"region": Scope.REGION, "programme": Scope.PROGRAMME}


class _Question(TypedDict):
    """Who is compared with whom, and what is to be weighed."""

    service: str
    beside: tuple[str, ...]
    as_at: date
    scope: Scope | None
    n_services: int | None
    claims: tuple[Claim, ...]
    headlines: tuple[str, ...]


class _Taken(TypedDict):
    """What is taken for granted where nothing is printed."""

    assumed_cases: tuple[tuple[str, int], ...]
    planning: PlanningValues
    team: TeamValues
    spreads: tuple[float, ...]


def _question(
    service: str,
    beside: tuple[str, ...],
    as_at: str,
    scope: str | None,
    services: int | None,
    claims: tuple[str, ...],
    headlines: tuple[str, ...],
) -> _Question:
    day = written_date(as_at)
    if day is None:
        raise InputError(f"--as-at takes a day such as 2012-06-19; not {as_at!r}.")
    return _Question(
        service=service,
        beside=_names(beside),
        as_at=day,
        scope=_SCOPES[scope] if scope else None,
        n_services=services,
        claims=tuple(dict.fromkeys(map(claim_in, claims))),
        headlines=headlines,
    )


def _taken(
    assume_cases: tuple[str, ...],
    judgements: tuple[str, ...],
    likeness: float,
    severity: float,
    assessors: int,
    spreads: tuple[float, ...],
) -> _Taken:
    planned = dict(JUDGEMENTS_PER_CASE) | dict(_pairs("--judgements", judgements, float))
    return _Taken(
        assumed_cases=_pairs("--assume-cases", assume_cases, _cases),
        planning=PlanningValues(likeness=likeness, judgements_per_case=planned),
        team=TeamValues(severity_sd=severity, n_assessors=assessors),
        spreads=tuple(points / 100 for points in spreads),
    )


@click.command()
@click.argument("facts", type=click.Path(path_type=Path))
@gathered(
    "question",
    _question,
    click.option("--service", "-s", required=True, help="The service that is spoken of."),
    click.option(
        "--with", "beside", multiple=True, help="A service beside it; several with commas."
    ),
    click.option("--as-at", required=True, help="The day as it stood on, such as 2012-06-19."),
    click.option(
        "--scope",
        type=click.Choice(tuple(_SCOPES)),
        help="All services of its region or of the programme.",
    ),
    click.option(
        "--services",
        type=click.IntRange(min=1),
        help="How many services the scope has, itself included.",
    ),
    click.option(
        "--claim",
        "claims",
        multiple=True,
        help=f"A claim to weigh: {', '.join(claim.words for claim in Claim)}.",
    ),
    click.option("--headline", "headlines", multiple=True, help="Only this headline, by its id."),
)
@gathered(
    "taken",
    _taken,
    click.option(
        "--assume-cases",
        multiple=True,
        metavar="[SERVICE=]N",
        help="Cases assumed where none are printed, of one service or of all.",
    ),
    click.option(
        "--judgements",
        multiple=True,
        metavar="HEADLINE=M",
        help="Judgements on each case planned for a headline.",
    ),
    click.option(
        "--likeness",
        type=click.FloatRange(0, 1),
        default=PlanningValues().likeness,
        show_default=True,
        help="How alike judgements on one case are, from 0 to 1.",
    ),
    click.option(
        "--severity",
        type=click.FloatRange(0, 5),
        default=TeamValues().severity_sd,
        show_default=True,
        help="How far assessors differ in strictness (standard deviation on the logit); 0: left "
        "out.",
    ),
    click.option(
        "--assessors",
        type=click.IntRange(min=1),
        default=TeamValues().n_assessors,
        show_default=True,
        help="How many assessors are taken to have judged the cases of each score.",
    ),
    click.option(
        "--spread",
        "spreads",
        type=click.FloatRange(0, 50, min_open=True),
        multiple=True,
        default=(8, 10, 12),
        show_default="8, 10 and 12",
        help="Points by which services are taken to differ (standard deviation).",
    ),
)
@level_option
@framework_option(use="for headlines and bands")
@seed_option("For drawn chances.")
@json_option
def compare(
    facts: Path,
    question: _Question,
    taken: _Taken,
    level: str,
    framework: str,
    seed: int,
    as_json: bool,
) -> None:
    """Compare a service with others from published figures, and say what may be said.

    FACTS is a table or YAML file with a row for each printed figure. Prints scores and
    differences with intervals, and the sentences that they allow. No service is put in order.
    """
    # Statistics take a second to load, which other commands need not wait for.
    from corecase.pipelines.compare import Asked
    from corecase.pipelines.compare import compare as run

    found = run(
        facts,
        Asked(framework=framework, level=float(level), seed=seed, **question, **taken),
    )
    if as_json:
        print_json(compared.data(found))
    else:
        compared.show(found)


def _names(beside: Sequence[str]) -> tuple[str, ...]:
    """The services named, in the order typed, each once."""
    typed = (name.strip() for part in beside for name in part.split(","))
    return tuple(dict.fromkeys(name for name in typed if name))


def _cases(written: str) -> int:
    number = int(written)
    if number < 1:
        raise InputError("--assume-cases takes 1 case or more; leave it out to assume none.")
    return number


def _pairs(
    option: str, typed: Sequence[str], parse: Callable[[str], _Value]
) -> tuple[tuple[str, _Value], ...]:
    """Names and numbers from `NAME=NUMBER`; the name is empty where only a number stands."""
    found = []
    for part in typed:
        name, _, number = part.rpartition("=")
        try:
            found.append((name.strip(), parse(number)))
        except ValueError:
            raise InputError(
                f"{option} takes NAME=NUMBER, such as Kent=85; not {part!r}."
            ) from None
    return tuple(found)
