"""`corecase score`: judgements into scores, bands, boundaries and a trace."""

from collections.abc import Iterator
from pathlib import Path

import click

from corecase.cli.output import (
    boundary_data,
    item_data,
    json_option,
    judgement_data,
    print_json,
    print_table,
    score_data,
)
from corecase.core import assessments, scoring
from corecase.core.errors import InputError
from corecase.core.judgements import Judgement
from corecase.core.reinspections import suggested
from corecase.core.scoring import Boundary, Scores
from corecase.exchange import frameworks
from corecase.pipelines import read
from corecase.pipelines.read import Judged


@click.command()
@click.argument("judgements", type=click.Path(path_type=Path))
@click.option("--framework", "-f", help="A shipped name (cci-2009) or a framework file.")
@click.option("--cases", type=click.Path(path_type=Path), help="A file of cases and attributes.")
@click.option("--sheet", help="The sheet of a workbook.")
@click.option("--preview", is_flag=True, help="Score although judgements are still to be made.")
@click.option("--trace", "traced", metavar="ID", help="List the judgements behind a score or item.")
@json_option
def score(
    judgements: Path,
    framework: str | None,
    cases: Path | None,
    sheet: str | None,
    preview: bool,
    traced: str | None,
    as_json: bool,
) -> None:
    """Score a file of judgements, or an inspection's folder.

    Prints every score with its count and base, the band, and how few reversed judgements would
    change the band.
    """
    judged, notice = judged_at(judgements, framework, cases, sheet)
    if not preview:
        if judged.unanswered and judged.ignored_columns and not as_json:
            click.echo(f"Columns not used: {', '.join(judged.ignored_columns)}.", err=True)
        assessments.check_final(judged.framework, judged.judgements, judged.cases)
    if traced:
        _print_trace(judged, traced, notice, as_json)
        return
    scores = scoring.score(judged.framework, judged.judgements)
    panel = scoring.boundaries(judged.framework, judged.judgements)
    if as_json:
        print_json(
            {
                "notice": notice,
                "framework": judged.framework.id,
                "cases": len(judged.cases),
                "unanswered": len(judged.unanswered),
                "contradictions": len(judged.contradictions),
                "ignored_columns": list(judged.ignored_columns),
                "scores": [score_data(s) for s in scores.all],
                "items": [item_data(i, scores.items[i.id]) for i in judged.framework.items],
                "suggests_reinspection": [s.id for s in suggested(judged.framework, scores)],
                "boundaries": [boundary_data(b) for b in panel],
            }
        )
    else:
        if notice:
            click.echo(notice)
        _print(judged, scores, panel)


def judged_at(
    path: Path, framework: str | None, cases: Path | None, sheet: str | None
) -> tuple[Judged, str]:
    """What was judged, and the notice that marks synthetic data."""
    if path.is_dir():
        folder = read.read_folder(path)
        return folder.judged, folder.inspection.synthetic
    if not framework:
        raise InputError("Name the framework, for example with --framework cci-2009.")
    try:
        return read.read_judged(framework, path, cases, sheet=sheet), ""
    except InputError as error:
        # What is wrong with the framework itself is said as such.
        frameworks.load(framework)
        if cases or not read.is_in_folder(path):
            raise
        raise InputError(
            f"{path.name} cannot be read with {framework}; it belongs to the folder {path.parent}, "
            "which names its own framework: give the folder."
        ) from error


def notes(judged: Judged) -> Iterator[str]:
    """What a person should know about the files before reading the scores."""
    if judged.ignored_columns:
        yield f"Columns not used: {', '.join(judged.ignored_columns)}."
    for name in assessments.unread_attributes(judged.framework, judged.cases):
        yield f"A rule reads {name}, which no case has; every case is asked what it rules."
    unfinished = assessments.preview_notice(len(judged.unanswered), len(judged.contradictions))
    if unfinished:
        yield unfinished


def _print(judged: Judged, scores: Scores, panel: tuple[Boundary, ...]) -> None:
    for note in notes(judged):
        click.echo(note)
    n_cases = len(judged.cases)
    print_table(
        f"{judged.framework.title}: {n_cases} case{'s' * (n_cases != 1)}",
        ("Score", "Sufficient", "Printed", "Band"),
        (
            (f"{s.label} [{s.id}]", str(s.figure), s.printed, s.band.id if s.band else "")
            for s in scores.all
        ),
    )
    for s in scores.all:
        if s.band_flag:
            click.echo(f"Flag: {s.label}. {s.band_flag}")
    for s in suggested(judged.framework, scores):
        click.echo(f"{s.label}: the lowest band suggests a re-inspection; a person decides.")
    if panel:
        print_table(
            "Boundary panel: the fewest reversals that change the band",
            ("Score", "To the band above", "To the band below", "Which, for the nearer"),
            (
                (
                    b.score.id,
                    "-" if b.to_raise is None else str(b.to_raise),
                    "-" if b.to_lower is None else str(b.to_lower),
                    _which(b),
                )
                for b in panel
            ),
            wraps=(1, 2, 3),
        )


def _which(boundary: Boundary) -> str:
    shown = [f"{j.case_id} {j.item_id}" for j in boundary.which[:3]]
    more = len(boundary.which) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _print_trace(judged: Judged, traced: str, notice: str, as_json: bool) -> None:
    framework = judged.framework
    labels = {item.id: item.label for item in framework.items}
    if f"{framework.prefix}-{traced}" in labels:
        traced = f"{framework.prefix}-{traced}"
    if traced not in labels:
        scoring.score(framework, judged.judgements).of(traced)
    behind = scoring.trace(framework, judged.judgements, traced)
    if as_json:
        print_json([judgement_data(judgement) for judgement in behind])
        return
    if notice:
        click.echo(notice)
    print_table(
        f"{len(behind)} judgement{'s' * (len(behind) != 1)} behind {traced}",
        ("Case", "Item", "What", "Answer", "Mark"),
        ((j.case_id, j.item_id, labels[j.item_id], j.answer.words, _mark(j)) for j in behind),
        wraps=(2, 4),
    )


def _mark(judgement: Judgement) -> str:
    levels = (
        f"service {judgement.service_value}, assessor {judgement.assessor_value}"
        if judgement.service_value
        else ""
    )
    known = "known but not recorded" if judgement.known_but_not_recorded else ""
    return "; ".join(part for part in (levels, known) if part)
