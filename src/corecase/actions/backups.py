"""Backups: the whole site in one file, and a new site from it that is proved to be the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command

import corecase
from corecase.actions import door
from corecase.core.audit import Fault
from corecase.core.backups import Manifest, differences
from corecase.core.errors import CorecaseError, InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import OPERATOR
from corecase.disk import sha256
from corecase.exchange import backups
from corecase.store import copies
from corecase.store.cases import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A restored site: what the backup said of itself, and every fault of its audit."""

    manifest: Manifest
    faults: tuple[Fault, ...]


def make(file: Path, *, with_keys: bool = False, now: datetime) -> Manifest:
    """Backs the site up into a file while it runs; what the file says of itself.

    Without `with_keys` the file alone can neither continue the audit unseen nor open anything
    that the keys protect. It is there in the end, or it is not there at all.
    """
    with backups.unfinished(file) as place, TemporaryDirectory(dir=file.parent) as folder:
        members = dict(_beside(Path(folder), with_keys=with_keys))
        # After the anchors: a head that was anchored is in every later copy.
        members[backups.DATABASE] = Path(folder) / backups.DATABASE
        tables = copies.copy(members[backups.DATABASE])
        manifest = Manifest(
            made_at=now,
            version=corecase.__version__,
            engine=copies.engine(),
            tables=tables,
            members={name: sha256(path) for name, path in members.items()},
        )
        backups.write(place, members, manifest)
        with door.writing(by=OPERATOR, now=now) as write:
            write.say(EventKind.BACKUP_MADE, door.HOUSE, sha256=sha256(place))
    return manifest


def restore(file: Path, *, now: datetime) -> Restored:
    """Loads a backup into this site's empty database and brings it to this version.

    Raises InputError where the database is not empty or is of another kind, CorecaseError where
    what was loaded is not what was backed up. Everybody is signed out.
    """
    manifest = backups.read_manifest(file)
    if manifest.engine is not copies.engine():
        raise InputError(
            f"This is a backup of {manifest.engine}; restore it into a database of that kind."
        )
    with _unpacked(file, manifest) as folder:
        copies.load(folder / backups.DATABASE)
        for path in sorted((folder / "anchors").glob("*.heads")):
            settings.ANCHORS.mkdir(mode=0o700, exist_ok=True)
            (settings.ANCHORS / path.name).write_bytes(path.read_bytes())
    if differ := differences(manifest.tables, copies.fingerprint()):
        raise CorecaseError(f"These tables are not what was backed up: {', '.join(differ)}.")
    call_command("migrate", verbosity=0, interactive=False)
    copies.end_sessions()
    faults = audit.verify()
    with door.writing(by=OPERATOR, now=now) as write:
        write.say(EventKind.BACKUP_RESTORED, door.HOUSE, made_at=manifest.made_at.isoformat())
    return Restored(manifest=manifest, faults=faults)


@contextmanager
def _unpacked(file: Path, manifest: Manifest) -> Iterator[Path]:
    """A folder within the home with what the file holds; removed afterwards."""
    with TemporaryDirectory(dir=settings.HOME) as folder:
        backups.unpack(file, Path(folder), manifest)
        yield Path(folder)


def _beside(folder: Path, *, with_keys: bool) -> Iterator[tuple[str, Path]]:
    """The anchors, copied because they grow, and the keys where they are asked for."""
    for path in sorted(settings.ANCHORS.glob("*.heads")):
        copied = folder / path.name
        copied.write_bytes(path.read_bytes())
        yield f"anchors/{path.name}", copied
    if with_keys:
        for name in backups.KEYS:
            yield f"keys/{name}", settings.HOME / name
