"""`corecase ratings`: frameworks that rate, the rating of an inspection, and files of others."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from corecase.cli import exits
from corecase.cli.output import json_option, print_json, print_table
from corecase.core import rating_files
from corecase.core.errors import InputError
from corecase.core.rating_facts import facts_of
from corecase.core.rating_faults import Checked
from corecase.core.ratings import Rated, RatingsFramework, rate
from corecase.exchange import printed_facts
from corecase.exchange import ratings as files

framework_option = click.option(
    "--framework",
    "-f",
    default="yj-2018",
    show_default=True,
    help="A shipped name or a file.",
)


@click.group()
def ratings() -> None:
    """Ratings of today's inspections: their rules as data, and published files checked."""


@ratings.command("list")
@json_option
def list_(as_json: bool) -> None:
    """The frameworks that come with Corecase, and what is not known of each."""
    loaded = [files.load(name) for name in files.shipped()]
    if as_json:
        print_json([_framework_data(one) for one in loaded])
        return
    for one in loaded:
        print_table(
            f"{one.id}: {one.title}, {one.edition}",
            ("Standard", "Title", "Domain", "Points"),
            (
                (s.id, s.title, s.domain, f"0 to {one.scale[-1].points}" if s.scored else "none")
                for s in one.standards
            ),
            wraps=(1, 2),
        )
        for note in one.notes:
            click.echo(f"Note: {note}")
        for sentence in one.unverified:
            click.echo(f"Unverified: {sentence}")


@ratings.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@framework_option
@json_option
def score(file: Path, framework: str, as_json: bool) -> int:
    """Rate the inspections of FILE: grades of standards, or counts of their key questions.

    A table with the columns service, standard, question, sufficient, cases, grade. What is not
    known stays blank and is said.
    """
    rules = files.load(framework)
    found = {name: rate(rules, given) for name, given in files.read_given(file, rules).items()}
    if as_json:
        print_json({name: _rated_data(one) for name, one in found.items()})
    else:
        for name, one in found.items():
            _print_rated(name, one)
    complete = all(not one.blanks for one in found.values())
    return exits.OK if complete else exits.INCOMPLETE


@ratings.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--shipped", is_flag=True, help="The file that comes with Corecase.")
@framework_option
@json_option
def check(file: Path | None, shipped: bool, framework: str, as_json: bool) -> int:
    """List every fault of a file of published ratings, row by row, and what its sums prove.

    The file is not changed. A grade is repaired only where the printed sum leaves one value, and
    the proof is said.
    """
    with _file(file, shipped) as path:
        headings, rows = files.read_rows(path)
    found = rating_files.check(files.load(framework), headings, rows)
    if as_json:
        print_json(_checked_data(found))
    else:
        _print_checked(path.name, found)
    return exits.INPUT if found.defects else exits.OK


@ratings.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--shipped", is_flag=True, help="The file that comes with Corecase.")
@framework_option
@click.option(
    "--out",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV file for the facts, as the register of printed facts takes it.",
)
def facts(file: Path | None, shipped: bool, framework: str, out: Path) -> None:
    """Write a file of published ratings as printed facts, for the register to review.

    Each fact is unverified, because others read it. What a fault of the file touches carries the
    fault as its doubt, and waits for a person there. Nothing is repaired.
    """
    with _file(file, shipped) as path:
        headings, rows = files.read_rows(path)
    found = facts_of(files.load(framework), headings, rows, source=path.name)
    out.write_bytes(printed_facts.written(found))
    n_doubtful = sum(bool(one.doubt) for one in found)
    click.echo(f"Wrote {out}: {len(found)} facts, {n_doubtful} of them with a doubt.")


def _file(file: Path | None, shipped: bool) -> AbstractContextManager[Path]:
    if (file is None) is not shipped:
        raise InputError("Name one file of ratings, or give --shipped.")
    return files.shipped_ratings() if file is None else nullcontext(file)


def _print_rated(name: str, one: Rated) -> None:
    print_table(
        name,
        ("Standard", "Title", "Grade", "Why"),
        (
            (
                row.standard.id,
                row.standard.title,
                row.grade.title if row.grade else "blank",
                "; ".join((row.why, *(f"a panel may change it: {d}" for d in row.discretion))),
            )
            for row in one.standards
        ),
        wraps=(1, 3),
    )
    if one.points is not None:
        click.echo(f"{one.points} of {one.most} points, {one.percent}%.")
    click.echo(f"Overall: {one.overall.title if one.overall else 'blank'}.")
    for blank in one.blanks:
        click.echo(f"Blank: {blank}")


def _print_checked(name: str, found: Checked) -> None:
    print_table(
        f"{name}: {found.n_rows} rows, {len(found.defects)} faults",
        ("Row", "Name", "Column", "Fault", "What is wrong"),
        ((str(d.row or "file"), d.name, d.column, d.fault.value, d.said) for d in found.defects),
        wraps=(1, 2, 4),
    )
    for fault, count in found.counted():
        click.echo(f"{fault.value}: {count}")
    click.echo(f"{found.n_lost} grades have no place in the file, since standards share a column.")
    for repair in found.repairs:
        click.echo(
            f"Proved, row {repair.row}, {repair.name}: {repair.column}, one of "
            f"{' and '.join(repair.standards)} is {repair.grade}. {repair.proof}"
        )
    if not found.repairs:
        click.echo("No grade is proved by a sum.")


def _framework_data(one: RatingsFramework) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "edition": one.edition,
        "most_points": one.most if one.overall_bands else None,
        "standards": [
            {"id": s.id, "title": s.title, "domain": s.domain, "scored": s.scored}
            for s in one.standards
        ],
        "overall_bands": [
            {"grade": b.grade, "least": b.least, "most": b.most} for b in one.overall_bands
        ],
        "notes": list(one.notes),
        "unverified": list(one.unverified),
    }


def _rated_data(one: Rated) -> dict[str, object]:
    return {
        "points": one.points,
        "most": one.most,
        "percent": one.percent or None,
        "overall": one.overall.id if one.overall else None,
        "blanks": list(one.blanks),
        "standards": [
            {
                "id": row.standard.id,
                "grade": row.grade.id if row.grade else None,
                "why": row.why,
                "discretion": list(row.discretion),
            }
            for row in one.standards
        ],
    }


def _checked_data(found: Checked) -> dict[str, object]:
    return {
        "rows": found.n_rows,
        "lost_grades": found.n_lost,
        "counts": {fault.value: count for fault, count in found.counted()},
        "defects": [
            {
                "row": d.row or None,
                "name": d.name,
                "column": d.column,
                "fault": d.fault.value,
                "said": d.said,
            }
            for d in found.defects
        ],
        "repairs": [
            {
                "row": r.row,
                "name": r.name,
                "column": r.column,
                "standards": list(r.standards),
                "grade": r.grade,
                "proof": r.proof,
            }
            for r in found.repairs
        ],
    }
