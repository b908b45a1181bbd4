"""The archive of a backup: a ZIP of a database's copy, the anchors and, if asked for, the keys."""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from corecase.core.backups import Manifest, manifest_of
from corecase.core.errors import InputError
from corecase.disk import flush, sha256

DATABASE: Final = "database"
MANIFEST: Final = "manifest.json"
KEYS: Final = ("audit.key", "secret.key", "survey.key")
MEMBER: Final = re.compile(
    r"database|anchors/[a-z0-9][a-z0-9_-]*\.heads|keys/(?:audit|secret|survey)\.key"
)
LARGEST_MANIFEST: Final = 2**20

_CHUNK: Final = 2**20


@contextmanager
def unfinished(file: Path) -> Iterator[Path]:
    """A place beside `file` to write to; what stands there at the end becomes `file` at once.

    Nothing is left where writing fails. Raises InputError where `file` is there already.
    """
    if file.exists():
        raise InputError(f"{file} is there already; give a new name.")
    place = file.with_name(f".{file.name}.unfinished")
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.close(handle)
    try:
        yield place
        flush(place)
        place.replace(file)
        flush(file.parent)
    finally:
        with suppress(FileNotFoundError):
            place.unlink()


def write(place: Path, members: Mapping[str, Path], manifest: Manifest) -> None:
    """Packs the members and, as the first, their account."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest.to_record(), indent=1))
        for name, path in members.items():
            archive.write(path, name)


def read_manifest(file: Path) -> Manifest:
    """The account of a backup. Raises InputError where the file is not a backup."""
    with _opened(file) as archive, archive.open(MANIFEST) as member:
        manifest = manifest_of(json.loads(member.read(LARGEST_MANIFEST)))
        names = {*archive.namelist()} - {MANIFEST}
        if names != {*manifest.members} or not all(MEMBER.fullmatch(name) for name in names):
            raise ValueError("the files of the archive are not those of its account")
        if DATABASE not in names:
            raise ValueError("there is no database in it")
        return manifest


def unpack(file: Path, folder: Path, manifest: Manifest) -> None:
    """Writes the members below `folder` and holds each against its hash.

    Raises InputError for the first that is damaged; what was written before it stays.
    """
    with _opened(file) as archive:
        for name, expected in manifest.members.items():
            target = folder / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with archive.open(name) as member, target.open("xb") as written:
                shutil.copyfileobj(member, written, _CHUNK)
            if sha256(target) != expected:
                raise ValueError(f"{name} is not what was backed up")


def keep_keys(file: Path, home: Path, manifest: Manifest, kept: Path | None) -> None:
    """Puts the keys into a new home: those of the archive, or else those of the folder `kept`.

    Raises InputError where neither has the audit's key, without which nothing is verified.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in KEYS:
        if f"keys/{name}" in manifest.members:
            with _opened(file) as archive:
                key = archive.read(f"keys/{name}")
        elif kept and (kept / name).is_file():
            key = (kept / name).read_bytes()
        elif name == KEYS[0]:
            raise InputError(f"The backup holds no keys; say where {name} is kept: --keys FOLDER.")
        else:
            continue
        handle = os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as written:
            written.write(key)


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError) as error:
        raise InputError(
            f"{file} is not a whole backup of Corecase ({error}); use another copy."
        ) from error
