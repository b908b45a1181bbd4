"""How a command ends: one exit code for each kind of error, one place that says so."""

import json
import os
import sys
from collections.abc import Callable
from typing import Final

import click

from corecase.cli import site
from corecase.core.errors import CorecaseError, IncompleteError, InputError

OK: Final = 0
USAGE: Final = 2
INPUT: Final = 3
INCOMPLETE: Final = 4
NOT_REPRODUCED: Final = 5
TAMPERED: Final = 6
UNPROTECTED: Final = 7
INTERNAL: Final = 70

MEANINGS: Final = {
    OK: "done",
    USAGE: "the command was typed wrongly; its help says how",
    INPUT: "a file or a value has to be corrected; each problem is listed",
    INCOMPLETE: "answers or figures are missing or in conflict; complete them or ask for a preview",
    NOT_REPRODUCED: "a printed figure or a recorded draw was not reproduced",
    TAMPERED: "the audit is not as it was written; each fault is listed",
    UNPROTECTED: "a table cannot be protected, because what it hides is published already",
    INTERNAL: "a fault in Corecase; nothing was written",
}

SHOWN = 20


def code_of(error: CorecaseError) -> int:
    """The exit code for an error."""
    if isinstance(error, IncompleteError):
        return INCOMPLETE
    return INPUT if isinstance(error, InputError) else INTERNAL


def run(command: Callable[[], object], *, as_json: bool) -> int:
    """Runs a command and returns its exit code; errors become sentences, never tracebacks."""
    try:
        code = _ended(command, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads what is printed stopped, as `head` does: nothing is wrong. The rest goes
        # nowhere, because Python would complain of it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code


def _ended(command: Callable[[], object], *, as_json: bool) -> int:
    try:
        result = command()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Stopped; nothing was written.", err=True)
        return USAGE
    except CorecaseError as error:
        report(error, as_json=as_json)
        return code_of(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        said = f"Could not read or write{place} ({error.strerror}); choose another place."
        report(InputError(said), as_json=as_json)
        return INPUT
    except Exception as error:
        # The one place that sees what nobody foresaw: a person gets a sentence, a developer the
        # rest. A database that is not there is no fault of ours.
        if os.environ.get("CORECASE_DEBUG"):
            raise
        if said := site.said_of(error):
            report(InputError(said), as_json=as_json)
            return INPUT
        click.echo(
            f"Corecase has a fault ({type(error).__name__}); nothing was half written. Please "
            "report it with what you typed; with CORECASE_DEBUG=1 the command says where.",
            err=True,
        )
        return INTERNAL
    return result if isinstance(result, int) else OK


def report(error: CorecaseError, *, as_json: bool) -> None:
    """Prints an error, with every problem it carries (in the terminal, the first twenty)."""
    problems = error.problems if isinstance(error, InputError) else ()
    if as_json:
        rows = [{"where": p.where, "value": p.value, "reason": p.reason} for p in problems]
        json.dump({"error": str(error), "problems": rows}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    click.echo(str(error), err=True)
    for problem in problems[:SHOWN]:
        click.echo(f"  {problem}", err=True)
    if isinstance(error, IncompleteError):
        click.echo("To see how it stands before that, add --preview.", err=True)
    if len(problems) > SHOWN:
        click.echo(f"  and {len(problems) - SHOWN} more; --json lists them all.", err=True)
