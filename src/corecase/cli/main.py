"""`corecase`: every command, and the one place where errors become exit codes."""

import sys

import click

from corecase import __version__
from corecase.cli import (
    agreement,
    audit,
    backup,
    compare,
    council_report,
    demo,
    estimate,
    exits,
    findings,
    frameworks,
    funnel,
    improvement_plan,
    invite,
    moderation,
    public,
    reconstruct,
    report,
    sample,
    score,
    serve,
    simulate,
    suppress,
    words,
    worker,
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: " + "; ".join(f"{code} {said}" for code, said in exits.MEANINGS.items()),
)
@click.version_option(__version__)
def cli() -> None:
    """From judgements on a sample of cases to scores, bands, findings and a published report."""


for command in (
    demo.demo,
    score.score,
    estimate.estimate,
    compare.compare,
    funnel.funnel,
    findings.findings,
    report.report,
    council_report.council_report,
    improvement_plan.improvement_plan,
    reconstruct.reconstruct,
    frameworks.frameworks,
    words.words,
    sample.sample,
    agreement.agreement,
    moderation.moderation,
    suppress.suppress,
    simulate.simulate,
    serve.serve,
    worker.worker,
    public.public,
    invite.invite,
    backup.backup,
    backup.restore,
    audit.audit,
):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command typed and ends the process with its exit code."""
    typed = sys.argv[1:] if arguments is None else arguments
    sys.exit(
        exits.run(
            lambda: cli.main(typed, prog_name="corecase", standalone_mode=False),
            as_json="--json" in typed,
        )
    )
