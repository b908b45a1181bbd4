"""`corecase own-judgements`: what a service judged of itself, as one file under pseudonyms."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex
from typing import Final

import click

from corecase.cli.output import json_option, print_json
from corecase.core.errors import InputError
from corecase.core.own_inspections import NOTICE

_LEAST_BYTES: Final = 16


@click.command()
@click.argument("folders", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder to write into.",
)
@click.option(
    "--form",
    type=click.Choice(("csv", "xlsx", "parquet")),
    default="csv",
    show_default=True,
    help="The form of the file.",
)
@click.option(
    "--key-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file with a secret of yours, for pseudonyms that stay the same; without it, by chance.",
)
@json_option
def own_judgements(
    folders: tuple[Path, ...], out: Path, form: str, key_file: Path | None, as_json: bool
) -> None:
    """Write the judgements of self-inspections in long form, with a data dictionary.

    FOLDERS are folders of self-inspections. One row is one judgement. No case, no case manager
    and no assessor is named; a case has a pseudonym that is new each time, unless you keep a
    secret in a file.
    """
    # What writes Parquet takes a second to load, which other commands need not wait for.
    from corecase.pipelines import own_judgements as pipeline

    key = _kept(key_file) if key_file else token_hex(32)
    path, n = pipeline.export(folders, out, form=form, key=key)
    if as_json:
        print_json({"notice": NOTICE, "file": str(path), "judgements": n})
        return
    click.echo(NOTICE)
    click.echo(f"Wrote {path} ({n} {'judgement' if n == 1 else 'judgements'})")


def _kept(file: Path) -> str:
    """The secret in a file; InputError where anybody could guess it."""
    secret = file.read_bytes()
    if len(secret.strip()) < _LEAST_BYTES:
        raise InputError(
            f"{file} has to hold a secret of at least {_LEAST_BYTES} characters; by a shorter one "
            "anybody could find the case behind a pseudonym."
        )
    return secret.hex()
