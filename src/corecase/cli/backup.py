"""`corecase backup` and `corecase restore`: the site in one file, and a new site from it."""

import shutil
from pathlib import Path

import click

from corecase.cli import exits, site
from corecase.cli.audit import print_faults
from corecase.core.errors import CorecaseError, InputError
from corecase.exchange import backups

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=_FILE)
@site.home_option
@site.database_option
@click.option(
    "--with-keys",
    is_flag=True,
    help="Put the keys in too. Whoever holds both can change the audit unseen.",
)
def backup(file: Path, home: Path, database: str, with_keys: bool) -> None:
    """Back the site up into FILE, while it runs.

    The keys stay out unless you ask for them: keep a copy of them in another place, because a
    backup cannot be restored without them.
    """
    site.start(home, database)
    from corecase.actions import backups as actions

    made = actions.make(file, with_keys=with_keys, now=site.now())
    n_rows = sum(table.n_rows for table in made.tables.values())
    click.echo(f"{file}: {n_rows} rows of {len(made.tables)} tables.")
    if not with_keys:
        *first, last = backups.KEYS
        names = f"{', '.join(first)} and {last}"
        click.echo(f"The keys are not in it; keep {names} of {home} elsewhere.")


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The new folder, which has to be empty.",
)
@site.database_option
@click.option(
    "--keys",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder where the keys are kept, if they are not in the backup.",
)
def restore(file: Path, home: Path, database: str, keys: Path | None) -> int:
    """Make a new site from the backup FILE, and prove that it is the same.

    Every table is held against the backup, and the audit is verified. Everybody is signed out.
    """
    if home.is_dir() and any(home.iterdir()):
        raise InputError(f"{home} is not empty; give a new folder.")
    manifest = backups.read_manifest(file)
    try:
        backups.keep_keys(file, home, manifest, keys)
        site.start(home, database, makes_one=True)
        from corecase.actions import backups as actions

        restored = actions.restore(file, now=site.now())
    except CorecaseError:
        shutil.rmtree(home, ignore_errors=True)
        raise
    click.echo(
        f"{home}: the {len(manifest.tables)} tables of {manifest.made_at:%d %B %Y, %H:%M} UTC, "
        "each as it was backed up."
    )
    print_faults(restored.faults)
    return exits.TAMPERED if restored.faults else exits.OK
