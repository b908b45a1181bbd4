"""`corecase findings`: draft findings, or write them to a file for a person to accept or edit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from corecase.cli.output import figure_data, finding_data, json_option, print_json
from corecase.core.changes import Change, changes
from corecase.core.findings import Finding
from corecase.core.frameworks import Framework
from corecase.core.recommendations import Proposal, propose
from corecase.core.scoring import score
from corecase.exchange import kept_findings
from corecase.pipelines import read, render

_SIDES = {"strength": "strengths", "area": "areas for improvement"}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--write", is_flag=True, help="Write findings.yaml into the folder, keeping edits.")
@click.option(
    "--accept",
    "accepted",
    metavar="ID",
    multiple=True,
    help="Accept a paragraph and write findings.yaml; once for each, or all for every draft.",
)
@json_option
def findings(folder: Path, write: bool, accepted: tuple[str, ...], as_json: bool) -> None:
    """Draft the strengths, areas for improvement and recommendations of an inspection's folder.

    With --write they go to findings.yaml, where a person accepts or edits each. What a person
    wrote is kept; a paragraph whose data changed since is named.
    """
    inspected = read.read_folder(folder)
    found = render.accept(render.findings_of(inspected), accepted)
    if write or accepted:
        kept_findings.write(folder / read.FINDINGS, found)
    judged = inspected.judged
    proposed = propose(judged.framework, score(judged.framework, judged.judgements))
    if as_json:
        print_json(_data(judged.framework, found, proposed))
        return
    if inspected.inspection.synthetic:
        click.echo(inspected.inspection.synthetic)
    for line in (*_by_criterion(judged.framework, found), *_proposals(proposed)):
        click.echo(line)
    if write or accepted:
        click.echo(f"Written to {folder / read.FINDINGS}; accept or edit each paragraph there.")


def _by_criterion(framework: Framework, found: tuple[Finding, ...]) -> Iterator[str]:
    for criterion in framework.criteria:
        paragraphs = [finding for finding in found if finding.criterion == criterion.id]
        if paragraphs:
            yield f"{criterion.number} {criterion.title}"
        for finding in paragraphs:
            status = "" if finding.status == "drafted" else f", {finding.status}"
            yield f"[{finding.id}{status}] {finding.text}"
            yield from _warnings(framework, finding)


def _warnings(framework: Framework, finding: Finding) -> Iterator[str]:
    if finding.status == "dropped":
        return
    for change in changes(framework, finding):
        yield f"    look again: {change.key} {mark(change)}"
    if finding.untied:
        said = "; ".join(f'"{words}"' for words in finding.untied)
        yield f"    numbers not tied to a figure: {said}"


def mark(change: Change) -> str:
    """What a person needs to put right a paragraph whose figure changed."""
    said = f"was {change.was}, is now {change.now}"
    if change.now_kind:
        said += f" and falls under {_SIDES[change.now_kind]}"
    line = f"{change.key}: {change.was.count}/{change.was.out_of}"
    return f"{said}; correct the text, then delete the line {line}"


def _proposals(proposed: tuple[Proposal, ...]) -> Iterator[str]:
    for proposal in proposed:
        recommended = proposal.recommendation
        yield (
            f"[proposed {recommended.id}: {proposal.figure}] {recommended.text} "
            f"({' and '.join(recommended.owners)})"
        )


def _data(
    framework: Framework, found: tuple[Finding, ...], proposed: tuple[Proposal, ...]
) -> dict[str, Any]:
    return {
        "findings": [_finding_data(framework, finding) for finding in found],
        "proposed_recommendations": [
            {"id": p.recommendation.id, **figure_data(p.figure)} for p in proposed
        ],
    }


def _finding_data(framework: Framework, finding: Finding) -> dict[str, Any]:
    return finding_data(finding) | {
        "note": finding.note,
        "untied": list(finding.untied),
        "changes": [
            {
                "key": change.key,
                "was": figure_data(change.was),
                "now": figure_data(change.now),
                "now_kind": change.now_kind,
            }
            for change in changes(framework, finding)
        ],
    }
