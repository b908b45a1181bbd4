"""`corecase improvement-plan`: what a plan in a file lacks, its other forms, a board's pack."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

import click

from corecase.cli.output import json_option, print_json, print_table
from corecase.core.improvement import ORIGINS, ImprovementPlan
from corecase.core.improvement_checks import STALE_DAYS, gaps, overdue, stale
from corecase.core.improvement_status import StatusRule, counts, status_of
from corecase.core.periods import day_in_words
from corecase.documents.improvement_pack import BoardPack
from corecase.pipelines import improvement_plans as pipeline

_Command = Callable[..., object]
_LINE = 60
_LACKING = {
    "recommendation": "Recommendations without an action",
    "area": "Areas without an action",
    "owner": "Actions without an owner",
    "date": "Actions without a date",
    "measure": "Actions without a measure of success",
}
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(name="improvement-plan")
def improvement_plan() -> None:
    """Check and convert the improvement plan that a service writes after its inspection."""


def _about_the_plan(command: _Command) -> _Command:
    """The options that say what a file may not say of its improvement plan."""
    for option in reversed(
        (
            click.option("--service", default="", help="The service, where the file names none."),
            click.option("--published-on", type=_DAY, help="The day of the report's publication."),
            click.option("--framework", "-f", help="The framework that says when it is due."),
            click.option("--today", type=_DAY, help="The day on which statuses are taken."),
            click.option(
                "--status-rule",
                type=click.Path(path_type=Path),
                help="A YAML file with a rule of your own for statuses.",
            ),
        )
    ):
        command = option(command)
    return command


@improvement_plan.command()
@click.argument("file", type=click.Path(path_type=Path))
@_about_the_plan
@json_option
def check(
    file: Path,
    service: str,
    published_on: datetime | None,
    framework: str | None,
    today: datetime | None,
    status_rule: Path | None,
    as_json: bool,
) -> None:
    """Say what an improvement plan lacks and, for a day, what is overdue or stands still.

    FILE is a workbook that Corecase wrote, a Word file with the table that services print, or a
    text whose table has tabs.
    """
    loaded = _loaded(file, service, published_on, framework)
    rule, day = pipeline.rule_in(status_rule), _day(today)
    if as_json:
        print_json(_data(loaded, day, rule))
    else:
        _print(loaded, day, rule)


@improvement_plan.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@_about_the_plan
def convert(
    file: Path,
    out: Path,
    service: str,
    published_on: datetime | None,
    framework: str | None,
    today: datetime | None,
    status_rule: Path | None,
) -> None:
    """Write the improvement plan in FILE to OUT, a new .xlsx, .docx, .pdf or .html file.

    With --today a paper has each action's owner, status and progress beside the columns that
    services print. The workbook can be filled in and read back.
    """
    loaded = _loaded(file, service, published_on, framework)
    rule = pipeline.rule_in(status_rule)
    pipeline.write(loaded.plan, out, today=_day(today), rule=rule)
    _tell(loaded.notes)
    click.echo(f"Wrote {out}")


@improvement_plan.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--before", type=click.Path(path_type=Path), help="The file of the last pack.")
@click.option("--before-on", type=_DAY, help="The day of the last pack.")
@_about_the_plan
def pack(
    file: Path,
    out: Path,
    before: Path | None,
    before_on: datetime | None,
    service: str,
    published_on: datetime | None,
    framework: str | None,
    today: datetime | None,
    status_rule: Path | None,
) -> None:
    """Write the papers on an improvement plan for a board or clinic that meets on --today.

    OUT is a new .docx, .pdf or .html file. With --before it says what changed since.
    """
    day = _day(today)
    if day is None:
        raise click.UsageError("A pack is for a day; give it with --today.")
    loaded = _loaded(file, service, published_on, framework)
    last = _loaded(before, service, published_on, framework) if before else None
    made = BoardPack(
        plan=loaded.plan,
        today=day,
        before=last.plan if last else None,
        before_on=_day(before_on),
        rule=pipeline.rule_in(status_rule),
    )
    pipeline.write_pack(made, out)
    _tell(loaded.notes)
    click.echo(f"Wrote {out}")


@improvement_plan.command()
@click.argument("living", type=click.Path(path_type=Path))
@click.argument("findings", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
def merge(living: Path, findings: Path, out: Path) -> None:
    """Add the recommendations and areas in FINDINGS to the LIVING improvement plan.

    OUT is a new file of any kind that `convert` writes. Everything in LIVING stays as it is, with
    its number; a recommendation that it lists already is not added again.
    """
    before, added = pipeline.read(living), pipeline.read(findings)
    plan = pipeline.merged(before.plan, added.plan)
    pipeline.write(plan, out)
    _tell((*before.notes, *added.notes))
    n_areas = len(plan.areas) - len(before.plan.areas)
    click.echo(f"Wrote {out}, with {n_areas} more {'area' if n_areas == 1 else 'areas'}")


def _loaded(
    file: Path, service: str, published_on: datetime | None, framework: str | None
) -> pipeline.Loaded:
    found = pipeline.read(file)
    plan = pipeline.completed(
        found.plan, service=service, published_on=_day(published_on), framework=framework
    )
    return pipeline.Loaded(plan=plan, notes=found.notes)


def _print(loaded: pipeline.Loaded, today: date | None, rule: StatusRule) -> None:
    plan = loaded.plan
    print_table(
        plan.title or "Improvement plan",
        ("No.", "Area or action", "Timescale", *(("Status", "Next due") if today else ())),
        _rows(plan, today, rule),
        wraps=(1,),
    )
    for line in (*_lacking(plan), *(_on_day(plan, today, rule) if today else ())):
        click.echo(line)
    _tell(loaded.notes)


def _rows(plan: ImprovementPlan, today: date | None, rule: StatusRule) -> Iterator[tuple[str, ...]]:
    for area in plan.areas:
        named = f"{_short(area.wording)} ({ORIGINS[area.origin]})"
        yield (area.id, named, "", *(("", "") if today else ()))
        for action in area.actions:
            due = action.due_on(plan.since)
            status = status_of(action, since=plan.since, today=today, rule=rule) if today else ""
            on_day = (status, due.isoformat() if due else "") if today else ()
            yield (action.id, _short(action.wording), action.timescale.written, *on_day)


def _lacking(plan: ImprovementPlan) -> Iterator[str]:
    yield f"Due: {day_in_words(plan.due_on)}." if plan.due_on else "Due: no day is known."
    found = gaps(plan)
    for kind, said in _LACKING.items():
        places = [gap.at for gap in found if gap.kind == kind]
        if places:
            yield f"{said}: {', '.join(places)}."
    if not found:
        yield "Nothing is missing."


def _on_day(plan: ImprovementPlan, today: date, rule: StatusRule) -> Iterator[str]:
    late = [f"{o.action.id} since {day_in_words(o.due_on)}" for o in overdue(plan, today)]
    if late:
        yield f"Overdue: {'; '.join(late)}."
    silent = [one.action.id for one in stale(plan, today)]
    if silent:
        yield f"Nothing written for more than {STALE_DAYS} days: {', '.join(silent)}."
    found = counts(plan, today=today, rule=rule)
    yield "; ".join(f"{status}: {figure}" for status, figure in found.items() if figure.count) + "."
    yield f"Statuses by a rule ({rule.standing}): {rule.title}."


def _short(words: str) -> str:
    """Words that one line of a terminal holds."""
    return shorten(words, _LINE, placeholder=" ...")


def _tell(notes: tuple[str, ...]) -> None:
    for note in notes:
        click.echo(f"Note: {note}", err=True)


def _data(loaded: pipeline.Loaded, today: date | None, rule: StatusRule) -> dict[str, Any]:
    plan = loaded.plan
    return {
        "service": plan.service,
        "title": plan.title,
        "due_on": plan.due_on.isoformat() if plan.due_on else None,
        "areas": [
            {
                "id": area.id,
                "area": area.wording,
                "origin": area.origin,
                "recommendations": list(area.recommendations),
                "actions": [
                    {
                        "id": action.id,
                        "action": action.wording,
                        "owner": action.owner,
                        "timescale": action.timescale.written,
                        "due_on": due.isoformat() if (due := action.due_on(plan.since)) else None,
                        "status": status_of(action, since=plan.since, today=today, rule=rule)
                        if today
                        else None,
                    }
                    for action in area.actions
                ],
            }
            for area in plan.areas
        ],
        "gaps": [{"kind": gap.kind, "at": gap.at, "words": gap.words} for gap in gaps(plan)],
        "overdue": [late.action.id for late in overdue(plan, today)] if today else [],
        "stale": [silent.action.id for silent in stale(plan, today)] if today else [],
        "notes": list(loaded.notes),
    }


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
