"""What a backup says of itself, so that a restored database can be held against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

FORMAT: Final = 1
"""The form of the archive; a reader refuses any other."""


class Engine(StrEnum):
    """The database that was copied."""

    SQLITE = "SQLITE"
    POSTGRESQL = "POSTGRESQL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What one table holds: how many rows, and a hash of them in whatever order they come."""

    n_rows: int
    sha256: str


Fingerprint = Mapping[str, Table]
"""Every table of a database by its name. Two databases that hold the same have the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A backup's own account: when, by which version, of what, and each file's SHA-256."""

    made_at: datetime
    version: str
    engine: Engine
    tables: Fingerprint
    members: Mapping[str, str]

    def to_record(self) -> dict[str, object]:
        """The account as plain values; a reader takes it back with `manifest_of`."""
        return {
            "format": FORMAT,
            "made_at": self.made_at.isoformat(),
            "version": self.version,
            "engine": self.engine.value,
            "tables": {
                name: {"rows": table.n_rows, "sha256": table.sha256}
                for name, table in sorted(self.tables.items())
            },
            "members": dict(sorted(self.members.items())),
        }


def manifest_of(record: object) -> Manifest:
    """The account that a record holds. Raises ValueError where it is none of this format."""
    try:
        if not isinstance(record, dict) or record["format"] != FORMAT:
            raise ValueError("not an account of this format")
        return Manifest(
            made_at=datetime.fromisoformat(record["made_at"]),
            version=str(record["version"]),
            engine=Engine(record["engine"]),
            tables={
                str(name): Table(n_rows=int(table["rows"]), sha256=str(table["sha256"]))
                for name, table in record["tables"].items()
            },
            members={str(name): str(sha256) for name, sha256 in record["members"].items()},
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("not an account of a backup") from error


def differences(expected: Fingerprint, found: Fingerprint) -> tuple[str, ...]:
    """The names of the tables that are missing, new, or hold something else; in order."""
    names = sorted({*expected, *found})
    return tuple(name for name in names if expected.get(name) != found.get(name))
