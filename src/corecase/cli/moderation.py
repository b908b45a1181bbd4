"""`corecase moderation`: what checking some of the cases would find."""

import click

from corecase.cli.output import json_option, print_json, print_table
from corecase.core.errors import InputError
from corecase.statistics.moderation import Plan, shown_points, smallest_plan


@click.command()
@click.argument("cases", type=click.IntRange(min=1))
@click.option("--checked", type=int, metavar="N", help="How many of the cases are checked.")
@click.option(
    "--allowed",
    type=int,
    default=0,
    metavar="N",
    show_default=True,
    help="How many of them may need changing before all are looked at again.",
)
@click.option("--tolerable", type=int, metavar="N", help="So many that need changing may pass.")
@click.option("--too-many", type=int, metavar="N", help="So many should be noticed.")
@json_option
def moderation(
    cases: int,
    checked: int | None,
    allowed: int,
    tolerable: int | None,
    too_many: int | None,
    as_json: bool,
) -> None:
    """Say what a moderation would notice that checks some of the CASES assessed.

    \b
    corecase moderation 38 --checked 8 --allowed 1         the operating curve of a plan
    corecase moderation 38 --tolerable 2 --too-many 12     the plan that checks fewest
    """
    plan = _plan(cases, checked, allowed, tolerable, too_many)
    if as_json:
        print_json(
            {
                "cases": plan.n_cases,
                "checked": plan.n_checked,
                "allowed": plan.n_allowed,
                "noticed_from": plan.smallest_noticed(),
                "curve": [{"to_change": d, "passes": chance} for d, chance in plan.curve],
                "words": list(plan.words),
            }
        )
        return
    print_table(
        "How often the check passes",
        ("Cases that need changing", "Passes"),
        ((str(d), words) for d, _, words in shown_points(plan)),
    )
    click.echo("\n".join(plan.words))


def _plan(
    cases: int, checked: int | None, allowed: int, tolerable: int | None, too_many: int | None
) -> Plan:
    if checked is not None and tolerable is None and too_many is None:
        return Plan(n_cases=cases, n_checked=checked, n_allowed=allowed)
    if checked is None and tolerable is not None and too_many is not None:
        return smallest_plan(cases, tolerable=tolerable, too_many=too_many)
    raise InputError(
        "Give either --checked, with --allowed, or --tolerable and --too-many together."
    )
