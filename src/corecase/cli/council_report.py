"""`corecase council-report`: a council's report on an inspection, from published facts."""

from collections.abc import Sequence
from pathlib import Path

import click

from corecase.cli.output import json_option, print_json
from corecase.cli.report import progress
from corecase.core.council_facts import Meeting
from corecase.core.errors import InputError
from corecase.core.written_dates import written_date
from corecase.exchange import heading_sets
from corecase.exchange.yaml_files import content_of

_FORMATS = ("html", "docx", "pdf")


@click.command("council-report")
@click.argument("facts", type=click.Path(path_type=Path))
@click.option(
    "--set",
    "headings",
    required=True,
    help=f"The headings: {', '.join(heading_sets.shipped())}, or a file of your own.",
)
@click.option(
    "--committee-date",
    "days",
    multiple=True,
    help="The day of the meeting, such as 2012-06-19; once for each committee of the file.",
)
@click.option(
    "--output",
    "-o",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("council-report"),
    show_default=True,
    help="The folder to write to.",
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(_FORMATS),
    multiple=True,
    help="A format; all of them if left out.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A Word file with the council's styles, header and footer.",
)
@click.option("--preview", is_flag=True, help="Write although the set needs figures that lack.")
@json_option
def council_report(
    facts: Path,
    headings: str,
    days: tuple[str, ...],
    out: Path,
    wanted: tuple[str, ...],
    template: Path | None,
    preview: bool,
    as_json: bool,
) -> None:
    """Write a council's report on an inspection under its own headings.

    FACTS is a YAML file with what is published of the inspection, the improvement plan, and what
    the council alone knows; that last part stands as a marked blank where it is not entered.
    """
    # Statistics take a second to load, which other commands need not wait for.
    from corecase.pipelines import council_report as pipeline

    meetings = tuple(map(_meeting, days))
    made = pipeline.make(pipeline.report_of(facts, headings, meetings), preview=preview)
    on = content_of(template) if template else None
    with progress("Writing the council report", quiet=as_json) as step:
        step("all formats")
        made = pipeline.write(made, out, wanted or _FORMATS, on)
    if as_json:
        print_json(
            {
                "files": [str(path) for path in made.files],
                "missing": list(made.missing),
                "remarks": list(made.remarks),
                "blanks": list(made.blanks),
                "placed_blanks": list(made.placed_blanks),
                "sentences": [one.sentence for one in made.sentences],
            }
        )
        return
    _show("Look at this before the meeting:", made.remarks)
    _show("What the figures allow to be said:", made.said)
    _show("Needed, and left blank in this preview:", made.missing)
    _show("For the council to write; each stands as a marked blank:", made.placed_blanks)
    for path in made.files:
        click.echo(f"Wrote {path}")


def _show(title: str, lines: Sequence[str]) -> None:
    if lines:
        click.echo(title)
        for line in lines:
            click.echo(f"  {line}")


def _meeting(written: str) -> Meeting:
    day = written_date(written)
    if day is None:
        raise InputError(f"--committee-date takes a day such as 2012-06-19; not {written!r}.")
    return Meeting(committee="", held_on=day)
