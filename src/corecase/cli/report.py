"""`corecase report`: an inspection's folder into its report."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import click

from corecase.cli.findings import mark
from corecase.cli.output import json_option, print_json
from corecase.core.changes import changes
from corecase.documents import formats
from corecase.pipelines import read, render
from corecase.pipelines.render import Rendered

_SHOWN = 10


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write; the folder's own report/ if left out.",
)
@click.option(
    "--format",
    "wanted",
    type=click.Choice(formats.NAMES),
    multiple=True,
    help="A format; all of them if left out.",
)
@click.option("--preview", is_flag=True, help="Write although judgements are still to be made.")
@json_option
def report(
    folder: Path, out: Path | None, wanted: tuple[str, ...], preview: bool, as_json: bool
) -> None:
    """Write the report of an inspection's folder as HTML, PDF, Word and tables."""
    inspected = read.read_folder(folder)
    with progress("Writing the report", quiet=as_json) as step:
        done = render.render(
            inspected,
            out or folder / "report",
            wanted or formats.NAMES,
            preview=preview,
            on_format=step,
        )
    if as_json:
        print_json(rendered_data(done))
    else:
        print_rendered(done)


@contextmanager
def progress(title: str, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A bar on the terminal's error stream that names each step; nothing when quiet."""
    if quiet:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    off = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=off) as bar:
        task = bar.add_task(title)
        yield lambda step: bar.update(task, description=f"{title}: {step}")


def rendered_data(done: Rendered) -> dict[str, object]:
    """A written report for JSON."""
    return {
        "files": [str(path) for path in done.files],
        "blanks": [blank.label for blank in done.document.blanks()],
        "drafted": done.n_drafted,
        "changed": [finding.id for finding in done.changed],
        "to_confirm": list(done.to_confirm),
        "small_counts": list(done.small_counts),
        "differing_bases": [str(one) for one in done.differing_bases],
    }


def print_rendered(done: Rendered) -> None:
    """What was written, and what a person has still to look at."""
    if done.report.notice:
        click.echo(done.report.notice)
    blanks = Counter(blank.label for blank in done.document.blanks())
    if blanks:
        click.echo(f"{blanks.total()} passages are left blank and labelled:")
        _print_some(f"{label} ({n} times)" if n > 1 else label for label, n in blanks.items())
    for finding in done.changed:
        for change in changes(done.report.framework, finding):
            click.echo(f"Look again at {finding.id}: {change.key} {mark(change)}")
    if done.to_confirm:
        rest = "statement rests" if len(done.to_confirm) == 1 else "statements rest"
        click.echo(
            f"{len(done.to_confirm)} {rest} on fewer than five persons. To confirm one, "
            "accept it in findings.yaml, or set confirmed: true beside a survey's answer:"
        )
        _print_some(_grouped(done.to_confirm))
    if done.small_counts:
        click.echo("Answers that one to four persons gave; see that nobody can be known by them:")
        _print_some(done.small_counts)
    for differing in done.differing_bases:
        click.echo(f"Base: {differing}")
    for path in done.files:
        if path.parent.name != "tables":
            click.echo(f"Wrote {path}")


def _grouped(statements: Iterable[str]) -> Iterator[str]:
    """Findings in one line for each criterion, answers in one for each group of a survey."""
    for group, of_group in groupby(statements, key=lambda said: re.split("[/,]", said)[0]):
        yield f"{group}: {', '.join(said[len(group) + 1 :].strip() for said in of_group)}"


def _print_some(lines: Iterable[str]) -> None:
    """The first ten lines, so that two lists fill no more than a screen."""
    listed = list(lines)
    for line in listed[:_SHOWN]:
        click.echo(f"  {line}")
    if len(listed) > _SHOWN:
        click.echo(f"  and {len(listed) - _SHOWN} more; --json lists them all.")
