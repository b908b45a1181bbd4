"""Snapshots as they are read: Parquet tables in a folder that is never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pyarrow.parquet as pq

from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgement, Judgements
from corecase.core.national_data import ATTRIBUTES, Merger, National, PublishedVersion, Service
from corecase.core.national_questions import Pickable
from corecase.disk import sha256
from corecase.engines import manifests
from corecase.engines.columns import ANSWERS, day_of
from corecase.engines.manifests import Manifest


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
        manifest = manifests.read(path)
        for name, digest in manifest.files.items():
            file = path / name
            if not file.is_file() or (verify and sha256(file) != digest):
                raise manifests.changed(path)
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
                    answer=ANSWERS[row["answer"]],
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
