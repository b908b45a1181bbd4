"""Snapshots on disk: Parquet tables and a manifest in a folder that is never changed."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.national_data import (
    ATTRIBUTES,
    Merger,
    National,
    PublishedVersion,
    Service,
    check_mergers,
    heirs,
    pickable,
    pooled_items,
    whole_mergers,
)
from corecase.core.national_questions import Pickable
from corecase.engines.columns import SCHEMA, TABLES

MANIFEST: Final = "manifest.json"
CODES: Final = {Answer.SUFFICIENT: 1, Answer.INSUFFICIENT: 0, Answer.NOT_APPLICABLE: -1}
_ANSWERS: Final = {code: answer for answer, code in CODES.items()}

Columns = Mapping[str, Sequence[Any]]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A snapshot that was opened: its folder and its manifest."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path, *, verify: bool = True) -> Self:
        """The snapshot in a folder. InputError where there is none, or it was changed.

        Without `verify` the files are not read through, which takes a second for each gigabyte.
        """
        manifest = _manifest(path)
        if _fingerprint(manifest.files) != manifest.sha256:
            raise _changed(path)
        for name, digest in manifest.files.items():
            if not (path / name).is_file() or (verify and _digest(path / name) != digest):
                raise _changed(path)
        return cls(path=path, manifest=manifest)

    def file(self, table: str) -> Path:
        """The file of a table."""
        return self.path / f"{table}.parquet"

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as plain values: for the small ones, and the reference."""
        found: list[dict[str, Any]] = pq.read_table(self.file(table)).to_pylist()
        return found

    def pickable(self) -> dict[int, tuple[Pickable, ...]]:
        """What may be asked for, by the number of the framework."""
        shown: dict[tuple[int, str, str, str], list[str]] = {}
        for row in self.rows("scores"):
            key = (row["framework"], row["level"], row["score"], row["label"])
            shown.setdefault(key, []).extend([row["shown_in"]] if row["shown_in"] else [])
        found: dict[int, list[Pickable]] = {}
        for (framework, level, score, label), criteria in shown.items():
            one = Pickable(level=level, id=score, label=label, shown_in=tuple(criteria))
            found.setdefault(framework, []).append(one)
        return {framework: tuple(listed) for framework, listed in found.items()}

    def framework_texts(self) -> dict[int, str]:
        """The text of each framework by its number."""
        return {
            int(Path(name).stem): (self.path / name).read_text(encoding="utf-8")
            for name in self.manifest.files
            if name.startswith("frameworks/")
        }

    def services(self) -> dict[str, Service]:
        """The services by code."""
        return {
            row["service"]: Service(
                code=row["service"], name=row["name"], region=row["region"], nation=row["nation"]
            )
            for row in self.rows("services")
        }

    def versions(self) -> tuple[PublishedVersion, ...]:
        """Every published version that it holds."""
        return tuple(_version(row) for row in self.rows("versions"))

    def national(self, frameworks: Mapping[int, Framework]) -> National:
        """The whole of it as values, with the frameworks that were read from its texts."""
        ids = {row["item"]: row["id"] for row in self.rows("items")}
        cases: dict[int, dict[str, dict[str, str]]] = {}
        for row in self.rows("cases"):
            known = {name: row[name] for name in ATTRIBUTES if row[name]}
            cases.setdefault(row["version"], {})[str(row["case"])] = known
        judged: dict[int, list[Judgement]] = {version: [] for version in cases}
        for row in self.rows("judgements"):
            judged[row["version"]].append(
                Judgement(
                    case_id=str(row["case"]),
                    item_id=ids[row["item"]],
                    answer=_ANSWERS[row["answer"]],
                )
            )
        return National(
            services=self.services(),
            mergers=tuple(
                Merger(
                    service=row["service"],
                    predecessor=row["predecessor"],
                    merged_on=day_of(row["merged_on"]),
                )
                for row in self.rows("mergers")
            ),
            versions=self.versions(),
            frameworks=frameworks,
            judgements={key: Judgements.of(rows, cases[key]) for key, rows in judged.items()},
            attributes=cases,
        )


def write(parent: Path, content: Content, *, as_at: datetime, source: str) -> Dataset:
    """Writes a snapshot into a new folder of `parent` and opens it.

    The folder is there whole or not at all, and named by the day and what was published then.
    Raises InputError where it is there already: a snapshot is never overwritten.
    """
    place = parent / name_of(as_at, source)
    if place.exists():
        raise _there(place)
    parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=".snapshot-", dir=parent))
    try:
        _write_into(made, content, as_at, source)
        try:
            made.rename(place)
        except OSError as error:
            raise _there(place) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Dataset.open(place, verify=False)


def name_of(as_at: datetime, source: str) -> str:
    """The name of the folder: `2026-11-21-3f9a0c1b2d4e`."""
    return f"{as_at:%Y-%m-%d}-{source[:12]}"


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
    for path in sorted(parent.glob(f"[!.]*/{MANIFEST}")):
        try:
            found.append((path.parent, _manifest(path.parent)))
        except InputError:
            continue
    found.sort(key=lambda one: datetime.fromisoformat(one[1].as_at), reverse=True)
    return tuple(found)


def remove(path: Path) -> None:
    """Removes a snapshot: first from its name, so that nobody finds half of one."""
    aside = path.with_name(f".removed-{path.name}")
    path.rename(aside)
    shutil.rmtree(aside)


def day_number(day: date) -> int:
    """A day as snapshots keep it: 20120531."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """The day that such a number is."""
    return date(number // 10_000, number // 100 % 100, number % 100)


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
        path.relative_to(folder).as_posix(): _digest(path)
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
        sha256=_fingerprint(files),
    )
    written = json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(written, encoding="utf-8")
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o400)


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


def _version(row: Mapping[str, Any]) -> PublishedVersion:
    until = row["known_until"]
    return PublishedVersion(
        key=row["version"],
        inspection=row["inspection"],
        service=row["service"],
        programme=row["programme"],
        framework=row["framework"],
        number=row["number"],
        published_on=day_of(row["published_on"]),
        known_from=day_of(row["known_from"]),
        known_until=None if until is None else day_of(until),
        is_reinspection=row["is_reinspection"],
        is_synthetic=row["is_synthetic"],
    )


def _manifest(path: Path) -> Manifest:
    try:
        written = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"There is no snapshot in {path}; write one with: corecase snapshot write."
        ) from error
    except ValueError as error:
        raise _changed(path) from error
    if not isinstance(written, dict) or not isinstance(written.get("schema"), int):
        raise _changed(path)
    if written["schema"] > SCHEMA:
        raise InputError(f"The snapshot in {path} is of a later Corecase; install that one.")
    try:
        told = Manifest(**{**written, "left_out": tuple(written["left_out"])})
        is_in_zone = datetime.fromisoformat(told.as_at).tzinfo is not None
    except (TypeError, KeyError, ValueError) as error:
        raise _changed(path) from error
    if not is_in_zone:
        raise _changed(path)
    return told


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _fingerprint(files: Mapping[str, str]) -> str:
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return sha256(lines.encode()).hexdigest()


def _changed(path: Path) -> InputError:
    return InputError(f"The snapshot in {path} is not as it was written; write a new one.")


def _there(place: Path) -> InputError:
    return InputError(f"{place} is there already, and a snapshot is never overwritten.")
