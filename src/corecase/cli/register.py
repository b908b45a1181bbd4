"""`corecase register`: printed facts into the site's register, and what stands in it."""

from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from corecase.cli import site
from corecase.cli.output import json_option, print_json, print_table
from corecase.core.errors import InputError
from corecase.core.fact_conflicts import Choice
from corecase.core.fact_inspections import ToldInspection
from corecase.core.published_scores import STANDINGS
from corecase.core.service_links import Link, LinkKind

LARGEST: Final = 2**31 - 1
"""What a number may be at most; there are fewer files and links than that."""


@click.group()
def register() -> None:
    """What published texts say of services: brought in, reviewed on the site, and used."""


@register.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--shipped", is_flag=True, help="The facts that come with Corecase, too.")
@click.option(
    "--take-certain",
    is_flag=True,
    help="Take the facts of FILES that carry no doubt, as the one of two persons; the rest waits.",
)
@site.home_option
@site.database_option
@json_option
def import_(
    files: tuple[Path, ...],
    shipped: bool,
    take_certain: bool,
    home: Path,
    database: str,
    as_json: bool,
) -> None:
    """Bring the facts of FILES (CSV, XLSX, ODS or Parquet) into the register.

    They wait there until a person takes or refuses each, and what is taken, here too, until
    another releases it on the site. Only what comes with Corecase is public at once. What is
    there already is left as it is.
    """
    if not files and not shipped:
        raise InputError("Name a file of facts, or give --shipped.")
    site.start(home, database)
    site.migrate()
    from corecase.actions import printed_fact_imports as imports

    now = site.now()
    brought = list(imports.bring_files(files, takes_certain=take_certain, now=now))
    if shipped:
        brought.append(imports.ship(now=now))
    if as_json:
        print_json(
            [
                {
                    "number": one.number,
                    "name": one.name,
                    "new": one.n_new,
                    "there_already": one.n_known,
                    "taken": one.n_taken,
                    "waiting": one.n_waiting,
                }
                for one in brought
            ]
        )
        return
    for one in brought:
        click.echo(
            f"{one.name}, file number {one.number}: {one.n_new} new facts, of which "
            f"{one.n_taken} are taken and {one.n_waiting} wait for a review; {one.n_known} were "
            "there already."
        )


@register.command()
@click.argument("service")
@click.argument("kind", metavar="KIND", type=click.Choice(["follows", "covers"]))
@click.argument("other")
@click.option("--from", "since", default="", help="The day, month or year from which it holds.")
@click.option("--until", default="", help="Until when; of a service that covers others only.")
@click.option("--source", required=True, help="Who says so, in which text, when, its address.")
@click.option(
    "--standing",
    type=click.Choice(STANDINGS),
    default="unverified",
    show_default=True,
    help="How well it is known.",
)
@site.home_option
@site.database_option
def link(
    service: str,
    kind: str,
    other: str,
    since: str,
    until: str,
    source: str,
    standing: str,
    home: Path,
    database: str,
) -> None:
    """Enter how SERVICE stands to OTHER, as a source says it.

    KIND is follows, where it took over from OTHER, or covers, where it is run for it and for
    more. It waits until somebody releases it on the site. Of a merger, enter one link for each
    service that was taken over.
    """
    made = Link(
        service=service,
        kind=LinkKind(kind.upper()),
        other=other,
        since=since,
        until=until,
        source=source,
        standing=standing,
    )
    site.start(home, database)
    site.migrate()
    from corecase.actions import service_links

    number = service_links.enter_here(made, now=site.now())
    click.echo(f"Entered as number {number}: {made.words} It waits for a release on the site.")


@register.command()
@click.argument("what", metavar="WHAT", type=click.Choice(["link", "facts"]))
@click.argument("number", type=click.IntRange(1, LARGEST))
@site.home_option
@site.database_option
def withdraw(what: str, number: int, home: Path, database: str) -> None:
    """Withdraw what a command entered here while it waits for a second person.

    WHAT is link, with the number that was printed when it was entered, or facts: all that
    --take-certain took of a file, with the number of the file. The facts wait for a review again.
    What somebody entered or took on the site they withdraw there.
    """
    site.start(home, database)
    site.migrate()
    from corecase.actions import printed_fact_releases, service_links

    if what == "link":
        made = service_links.withdraw_here(number, now=site.now())
        click.echo(f"Withdrawn: {made.words}")
    else:
        n_facts = printed_fact_releases.withdraw_here(number, now=site.now())
        click.echo(f"Withdrawn: {n_facts} facts of file number {number} wait for a review again.")


@register.command()
@site.home_option
@site.database_option
@json_option
def links(home: Path, database: str, as_json: bool) -> None:
    """The links of services that are public, each with its source."""
    site.start(home, database)
    from corecase.actions import printed_facts

    found = printed_facts.links()
    if as_json:
        print_json([asdict(one) for one in found])
        return
    print_table(
        "Links of services",
        ("Service", "Stands to", "Other", "From", "Until", "Standing", "Source"),
        (
            (
                one.service,
                one.kind.words,
                one.other,
                one.since,
                one.until,
                one.standing,
                one.source,
            )
            for one in found
        ),
        wraps=(6,),
    )


@register.command()
@site.home_option
@site.database_option
@json_option
def conflicts(home: Path, database: str, as_json: bool) -> None:
    """Where sources differ: each figure, which one is used, and why."""
    site.start(home, database)
    from corecase.actions import printed_facts

    found = printed_facts.conflicts()
    if as_json:
        print_json([_conflict_record(one) for one in found])
        return
    if not found:
        click.echo("No two sources differ.")
    for one in found:
        _print_conflict(one)


def _conflict_record(one: Choice) -> dict[str, object]:
    return {
        "service": one.facts[0].fact.service,
        "measure": one.facts[0].fact.measure,
        "ground": one.ground.value,
        "chosen": one.chosen.number if one.chosen else None,
        "facts": [
            {
                "number": kept.number,
                "printed": kept.fact.printed,
                "standing": kept.fact.standing,
                "source": kept.fact.source,
            }
            for kept in one.facts
        ],
    }


def _print_conflict(one: Choice) -> None:
    first = one.facts[0].fact
    print_table(
        f"{first.service}, {first.measure}: {one.ground.words}",
        ("", "Printed", "Standing", "Source"),
        (
            (
                "used" if one.chosen and kept.number == one.chosen.number else "",
                kept.fact.printed,
                kept.fact.standing,
                kept.fact.source,
            )
            for kept in one.facts
        ),
        wraps=(3,),
    )


@register.command()
@click.option("--service", default="", help="One service, by its name in the register.")
@site.home_option
@site.database_option
@json_option
def inspections(service: str, home: Path, database: str, as_json: bool) -> None:
    """The inspections that facts in use tell of, re-inspections after what they looked at again."""
    site.start(home, database)
    from corecase.actions import printed_facts

    found = printed_facts.inspections(service=service)
    if as_json:
        print_json(
            [
                {
                    "service": one.service,
                    "programme": one.programme,
                    "kind": one.kind,
                    "inspected": one.inspected,
                    "published": one.published,
                    "looks_at_again": _when(one.looks_at_again) or None,
                    "facts": {fact.measure: fact.printed for fact in one.facts},
                }
                for one in found
            ]
        )
        return
    if not found:
        of = f" of {service}" if service else ""
        click.echo(f"No text in use tells of an inspection{of}.")
        return
    print_table(
        "Inspections that published texts tell of",
        ("Service", "Programme", "Kind", "When", "Looks again at", "Headlines"),
        (
            (
                one.service,
                one.programme,
                one.kind,
                _when(one),
                _when(one.looks_at_again),
                ", ".join(f"{f.key} {f.printed}" for f in one.facts if f.kind == "headline"),
            )
            for one in found
        ),
        wraps=(0, 5),
    )


def _when(one: ToldInspection | None) -> str:
    """When it was, as sources say it; empty for none."""
    if one is None:
        return ""
    told = one.inspected or one.published
    return told or "day not told"
