"""`corecase findings`: draft findings, or write them to a file for a person to accept or edit."""

from pathlib import Path

import click

from corecase.cli.output import figure_data, finding_data, json_option, print_json
from corecase.core.recommendations import propose
from corecase.core.scoring import score
from corecase.exchange import kept_findings
from corecase.pipelines import read, render


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--write", is_flag=True, help="Write findings.yaml into the folder, keeping edits.")
@json_option
def findings(folder: Path, write: bool, as_json: bool) -> None:
    """Draft the strengths, areas for improvement and recommendations of an inspection's folder.

    With --write they go to findings.yaml, where a person accepts or edits each. What a person
    wrote is kept; a paragraph whose data changed since is named.
    """
    inspected = read.read_folder(folder)
    found = render.findings_of(inspected)
    if write:
        kept_findings.write(folder / read.FINDINGS, found)
    judged = inspected.judged
    proposed = propose(judged.framework, score(judged.framework, judged.judgements))
    if as_json:
        print_json(
            {
                "findings": [finding_data(finding) for finding in found],
                "proposed_recommendations": [
                    {"id": p.recommendation.id, **figure_data(p.figure)} for p in proposed
                ],
            }
        )
        return
    for finding in found:
        click.echo(f"[{finding.criterion} {finding.kind}] {finding.text}")
        if finding.changed:
            click.echo(
                f"    look again: the data of {', '.join(finding.changed)} changed; once you "
                "have, delete the line of it under figures"
            )
    for proposal in proposed:
        recommended = proposal.recommendation
        click.echo(
            f"[proposed {recommended.id}: {proposal.figure}] {recommended.text} "
            f"({' and '.join(recommended.owners)})"
        )
    if write:
        click.echo(f"Written to {folder / read.FINDINGS}; accept or edit each paragraph there.")
