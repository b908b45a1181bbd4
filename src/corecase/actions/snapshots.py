"""Snapshots: what is published, written down for questions about the whole country.

They hold the judgements behind every published version. Self-inspections are never published and
so are never in one.
"""

import json
from datetime import datetime
from logging import getLogger
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from corecase.actions import door, snapshot_contents
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import OPERATOR
from corecase.engines import dataset_writing, manifests
from corecase.engines.dataset import Dataset

FOLDER: Final = "snapshots"
"""Where the worker writes them, in the home of the site."""

ANSWERS: Final = "answers"
"""Where answers are kept, in the home of the site, whose snapshots are to stay."""

_LOG: Final = getLogger("corecase.worker")


def write(parent: Path, *, key: str, now: datetime) -> Dataset:
    """Writes a snapshot of what is published by now into a new folder of `parent`.

    `key` is made by chance for this snapshot alone and kept nowhere. Nothing here asks for
    permission: only the worker calls it, and whoever keeps the machine. A version whose
    judgements cannot be read is left out and named in the manifest. Raises InputError where
    nothing is published, and where the same was written before on this day.
    """
    versions = snapshot_contents.published(now)
    if not versions:
        raise InputError("Nothing is published yet, so there is nothing to write down.")
    source, here = snapshot_contents.source(versions), timezone.localtime(now)
    place = parent / dataset_writing.name_of(here, source)
    if place.exists():
        raise InputError(f"{place} is there already, and nothing was published since.")
    # Written before the event is said, because nobody may have to wait while it is.
    content = snapshot_contents.content(versions, key)
    made = dataset_writing.write(parent, content, as_at=here, source=source)
    with door.writing(by=OPERATOR, now=now) as writing:
        writing.say(
            EventKind.SNAPSHOT_WRITTEN,
            door.HOUSE,
            sha256=made.manifest.sha256,
            versions=made.manifest.n_versions,
            judgements=made.manifest.n_judgements,
        )
    return made


def write_due(*, key: str, now: datetime) -> Dataset | None:
    """Writes a snapshot into the site's home where something was published since the newest.

    None where nothing was. What fails is logged and tried again.
    """
    parent = settings.HOME / FOLDER
    try:
        versions = snapshot_contents.published(now)
        newest = manifests.newest(parent)
        if not versions or (newest and newest.source == snapshot_contents.source(versions)):
            return None
        made = write(parent, key=key, now=now)
    except (InputError, OSError) as error:
        _LOG.error("No snapshot was written: %s", error)
        return None
    for line in made.manifest.left_out:
        _LOG.warning("Left out of the snapshot: %s", line)
    return made


def remove_old(*, keep: int) -> tuple[str, ...]:
    """Removes from the site's home all but so many snapshots, the newest, and names the removed.

    Those that a kept answer names stay beside them; with 0 all stay. What cannot be removed is
    logged and tried again.
    """
    if not keep:
        return ()
    named = _named(settings.HOME / ANSWERS)
    old = manifests.listed(settings.HOME / FOLDER)[keep:]
    removed = []
    for path, manifest in old:
        if manifest.sha256 in named:
            continue
        try:
            dataset_writing.remove(path)
        except OSError as error:
            _LOG.error("The snapshot %s was not removed: %s", path.name, error)
            continue
        _LOG.info("Removed the snapshot %s.", path.name)
        removed.append(path.name)
    return tuple(removed)


def _named(answers: Path) -> set[str]:
    """The hashes of the snapshots that kept answers rest on."""
    found = set[str]()
    for path in sorted(answers.glob("*.json")):
        try:
            found.add(str(json.loads(path.read_bytes())["snapshot"]["sha256"]))
        except (OSError, ValueError, KeyError, TypeError):
            _LOG.warning("The kept answer %s names no snapshot.", path.name)
    return found
