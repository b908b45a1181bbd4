"""Snapshots onto the disk: a folder that is there whole, or not at all, and never changed."""

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.national_data import (
    Merger,
    PublishedVersion,
    Service,
    check_mergers,
    heirs,
    pickable,
    pooled_items,
    whole_mergers,
)
from corecase.disk import flush, sha256
from corecase.engines import manifests
from corecase.engines.columns import SCHEMA, TABLES, day_number
from corecase.engines.dataset import Dataset
from corecase.engines.manifests import Manifest

Columns = Mapping[str, Sequence[Any]]

_UNFINISHED: Final = ".snapshot-"
_ABANDONED: Final = timedelta(days=1)
"""An unfinished folder as old as this is nobody's: no snapshot takes so long to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is to be written: values, and the long tables as columns of numbers and codes.

    `frameworks` are (text, framework), their numbers being their places; `items` the identifiers
    of items, numbered in the same way. `cases` and `judgements` are columns of `TABLES`.
    `left_out` says which versions are not in it, and why.
    """

    services: tuple[Service, ...]
    mergers: tuple[Merger, ...]
    versions: tuple[PublishedVersion, ...]
    frameworks: tuple[tuple[str, Framework], ...]
    items: tuple[str, ...]
    cases: Columns
    judgements: Columns
    left_out: tuple[str, ...] = ()


def write(parent: Path, content: Content, *, as_at: datetime, source: str) -> Dataset:
    """Writes a snapshot into a new folder of `parent` and opens it.

    The folder is there whole or not at all, and named by the day and what was published then.
    Raises InputError where it is there already: a snapshot is never overwritten.
    """
    place = parent / name_of(as_at, source)
    if place.exists():
        raise _there(place)
    parent.mkdir(parents=True, exist_ok=True)
    _sweep(parent, before=as_at - _ABANDONED)
    made = Path(mkdtemp(prefix=_UNFINISHED, dir=parent))
    try:
        _write_into(made, content, as_at, source)
        _settle(made)
        try:
            made.rename(place)
        except OSError as error:
            raise (_there(place) if place.exists() else error) from error
        flush(parent)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Dataset.open(place, verify=False)


def name_of(as_at: datetime, source: str) -> str:
    """The name of the folder: `2026-11-21-3f9a0c1b2d4e`."""
    return f"{as_at:%Y-%m-%d}-{source[:12]}"


def remove(path: Path) -> None:
    """Removes a snapshot: first from its name, so that nobody finds half of one."""
    aside = path.with_name(f"{_UNFINISHED}removed-{path.name}")
    path.rename(aside)
    shutil.rmtree(aside)


def _write_into(folder: Path, content: Content, as_at: datetime, source: str) -> None:
    for name, columns in _tables(content).items():
        fields = TABLES[name]
        schema = pa.schema([(field, _TYPES[kind]) for field, (kind, _) in fields.items()])
        table = pa.table({field: columns[field] for field in fields}, schema=schema)
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
    (folder / "frameworks").mkdir()
    for number, (text, _) in enumerate(content.frameworks):
        (folder / "frameworks" / f"{number}.yaml").write_text(text, encoding="utf-8")
    files = {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    manifest = Manifest(
        schema=SCHEMA,
        as_at=as_at.isoformat(),
        source=source,
        n_versions=len(content.versions),
        n_cases=len(content.cases["case"]),
        n_judgements=len(content.judgements["case"]),
        left_out=content.left_out,
        files=files,
        sha256=manifests.fingerprint(files),
    )
    written = json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n"
    (folder / manifests.NAME).write_text(written, encoding="utf-8")


def _settle(folder: Path) -> None:
    """Makes the files unchangeable and waits until they are on the disk.

    Else a power cut could leave the name of a snapshot with empty files behind it.
    """
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o400)
        flush(path)
    flush(folder)


def _sweep(parent: Path, *, before: datetime) -> None:
    """Removes what was left by a process that was ended while it wrote."""
    for path in parent.glob(f"{_UNFINISHED}*"):
        # Another process may be done with it at this moment.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                shutil.rmtree(path, ignore_errors=True)


_TYPES: Final = {
    "string": pa.string(),
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "bool": pa.bool_(),
}


def _tables(content: Content) -> dict[str, Columns]:
    check_mergers(content.mergers)
    numbers = {item: number for number, item in enumerate(content.items)}
    taken = whole_mergers(content.mergers)
    return {
        "services": _columns(
            [(s.code, s.name, s.region, s.nation) for s in content.services], "services"
        ),
        "mergers": _columns(
            [(m.service, m.predecessor, day_number(m.merged_on)) for m in content.mergers],
            "mergers",
        ),
        "heirs": _columns(
            [
                (service.code, heir, day_number(since) if since else 0, remove)
                for service in content.services
                for heir, since, remove in heirs(service.code, taken)
            ],
            "heirs",
        ),
        "versions": _columns([_version_row(one) for one in content.versions], "versions"),
        "items": _columns([(number, item) for item, number in numbers.items()], "items"),
        "scores": _columns(
            [
                (number, one.level, one.id, one.label, criterion)
                for number, (_, framework) in enumerate(content.frameworks)
                for one in pickable(framework)
                for criterion in one.shown_in or ("",)
            ],
            "scores",
        ),
        "pools": _columns(
            [
                (number, one.id, numbers[item])
                for number, (_, framework) in enumerate(content.frameworks)
                for one in pickable(framework)
                for item in pooled_items(framework, one)
            ],
            "pools",
        ),
        "cases": content.cases,
        "judgements": content.judgements,
    }


def _columns(rows: Sequence[Sequence[Any]], table: str) -> Columns:
    return {name: [row[at] for row in rows] for at, name in enumerate(TABLES[table])}


def _version_row(one: PublishedVersion) -> tuple[Any, ...]:
    until = None if one.known_until is None else day_number(one.known_until)
    return (
        *(one.key, one.inspection, one.service, one.programme, one.framework, one.number),
        *(day_number(one.published_on), day_number(one.known_from), until),
        *(one.is_reinspection, one.is_synthetic),
    )


def _there(place: Path) -> InputError:
    return InputError(f"{place} is there already, and a snapshot is never overwritten.")
