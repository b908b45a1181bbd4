"""What a snapshot says of itself: the file by which each other file of its folder is known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from corecase.core.errors import InputError
from corecase.engines.columns import SCHEMA, TABLES

NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a snapshot says of itself.

    `source` is the hash of what was published when it was written, so that two of the same
    publications are told to be one. `files` are the hashes of its files, `sha256` that of all.
    """

    schema: int
    as_at: str
    source: str
    n_versions: int
    n_cases: int
    n_judgements: int
    left_out: tuple[str, ...]
    files: Mapping[str, str]
    sha256: str


def read(path: Path) -> Manifest:
    """The manifest of the snapshot in a folder; its files are not looked at.

    Raises InputError where there is none, where it is not as it was written, and where it is of
    a later Corecase.
    """
    try:
        written = json.loads((path / NAME).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"There is no snapshot in {path}; write one with: corecase snapshot write."
        ) from error
    except ValueError as error:
        raise changed(path) from error
    if not isinstance(written, dict) or not isinstance(written.get("schema"), int):
        raise changed(path)
    if written["schema"] > SCHEMA:
        raise InputError(f"The snapshot in {path} is of a later Corecase; install that one.")
    try:
        told = Manifest(**{**written, "left_out": tuple(written["left_out"])})
        is_whole = _is_whole(told)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise changed(path) from error
    if not is_whole:
        raise changed(path)
    return told


def newest(parent: Path) -> Manifest | None:
    """What the newest snapshot of a folder says of itself; None where there is none."""
    found = listed(parent)
    return found[0][1] if found else None


def listed(parent: Path) -> tuple[tuple[Path, Manifest], ...]:
    """The snapshots of a folder with what each says of itself, the newest first.

    One that cannot be read, or is of a later Corecase, is as if it were not there: it is no
    reason to write none from now on, and nothing removes it.
    """
    found: list[tuple[Path, Manifest]] = []
    for path in sorted(parent.glob(f"[!.]*/{NAME}")):
        try:
            found.append((path.parent, read(path.parent)))
        except InputError:
            continue
    found.sort(key=lambda one: datetime.fromisoformat(one[1].as_at), reverse=True)
    return tuple(found)


def fingerprint(files: Mapping[str, str]) -> str:
    """The hash of files with these hashes, in the order of their names."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return sha256(lines.encode()).hexdigest()


def changed(path: Path) -> InputError:
    """What is said of a snapshot that somebody or something touched."""
    return InputError(f"The snapshot in {path} is not as it was written; write a new one.")


def _is_whole(told: Manifest) -> bool:
    """Whether it names every table, its hash is that of its files, and its day is a moment."""
    return (
        {f"{table}.parquet" for table in TABLES} <= told.files.keys()
        and fingerprint(told.files) == told.sha256
        and datetime.fromisoformat(told.as_at).tzinfo is not None
    )
