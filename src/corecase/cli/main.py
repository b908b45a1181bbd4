"""`corecase`: every command, and the one place where errors become exit codes."""

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Final, cast

import click

from corecase import __version__
from corecase.cli import exits

GARBAGE: Final = (50_000, 20, 50)
"""How seldom Python looks for garbage; by itself it does so seventy times as often."""
COMMANDS: Final[Mapping[str, str]] = {
    "demo": "demo",
    "score": "score",
    "estimate": "estimate",
    "compare": "compare",
    "benchmark": "benchmark",
    "before-after": "before_after",
    "change": "change",
    "funnel": "funnel",
    "findings": "findings",
    "report": "report",
    "council-report": "council_report",
    "reconstruct": "reconstruct",
    "frameworks": "frameworks",
    "words": "words",
    "sample": "sample",
    "agreement": "agreement",
    "moderation": "moderation",
    "suppress": "suppress",
    "simulate": "simulate",
    "serve": "serve",
    "worker": "worker",
    "public": "public",
    "surveys": "surveys",
    "invite": "invite",
    "backup": "backup",
    "restore": "backup",
    "audit": "audit",
    "improvement-plan": "improvement_plan",
    "calibrate": "calibrate",
    "own-judgements": "own_judgements",
    "snapshot": "snapshot",
    "national": "national",
    "register": "register",
    "ratings": "ratings",
    "read": "read",
}
"""Each command and the module of `cli` where it stands, under its own name."""


class Commands(click.Group):
    """The commands; a module is imported once its command is typed.

    Some stand on libraries that take longer to import than other commands take to answer.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, as `--help` lists them."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"corecase.cli.{COMMANDS[cmd_name]}")
        return cast("click.Command", getattr(module, cmd_name.replace("-", "_")))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: " + "; ".join(f"{code} {said}" for code, said in exits.MEANINGS.items()),
)
@click.version_option(__version__)
def cli() -> None:
    """From judgements on a sample of cases to scores, bands, findings and a published report."""


def main(arguments: list[str] | None = None) -> None:
    """Runs the command typed and ends the process with its exit code."""
    # Modules are loaded to stay; looking for garbage among them is a tenth of a command's time.
    gc.set_threshold(*GARBAGE)
    typed = sys.argv[1:] if arguments is None else arguments
    sys.exit(
        exits.run(
            lambda: cli.main(typed, prog_name="corecase", standalone_mode=False),
            as_json="--json" in typed,
        )
    )
