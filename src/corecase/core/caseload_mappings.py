"""How a service's columns and spellings stand for the fields of a caseload; kept per service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corecase.core.caseload_fields import FIELD, FIELDS, spelt
from corecase.core.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadMapping:
    """Which heading holds each field, and the service's own spellings of codes.

    `columns` is heading by field, `codes` code by spelling by field. `birth_date` is the
    heading that becomes ages on the way in; empty to drop such a column.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    birth_date: str = ""

    def __post_init__(self) -> None:
        if not set(self.columns) <= set(FIELD) or not all(self.columns.values()):
            raise InputError("Each mapped column needs a heading and a field of a caseload.")
        for name, spellings in self.codes.items():
            known = FIELD[name].codes if name in FIELD else {}
            if not set(spellings.values()) <= set(known):
                raise InputError(
                    f"A spelling of {name} must stand for one of "
                    f"{', '.join(known) or 'no code, since it has none'}."
                )

    def code(self, name: str, written: str) -> str | None:
        """The code of a spelling: the service's own first, then ours; None where unknown."""
        own = {spelt(way): code for way, code in self.codes.get(name, {}).items()}
        return own.get(spelt(written)) or FIELD[name].code(written)

    def to_record(self) -> dict[str, Any]:
        """The mapping as plain values that JSON can hold."""
        return {
            "columns": dict(self.columns),
            "codes": {name: dict(spellings) for name, spellings in self.codes.items()},
            "birth_date": self.birth_date,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "CaseloadMapping":
        """The mapping that `to_record` wrote."""
        return cls(**record)


def suggest_mapping(
    headings: Sequence[str], saved: CaseloadMapping | None = None
) -> CaseloadMapping:
    """What a service's headings seem to hold: as saved before, then by our own spellings.

    A field that no heading fits is left out. Birth dates are never suggested: a person maps
    them, or did so before.
    """
    saved = saved or CaseloadMapping()
    by_spelling = {spelt(heading): heading for heading in reversed(headings) if heading}
    columns: dict[str, str] = {}
    for known in FIELDS:
        ways = (saved.columns.get(known.name, ""), *known.headings)
        found = (by_spelling[spelt(way)] for way in ways if spelt(way) in by_spelling)
        heading = next(found, "")
        if heading:
            columns[known.name] = heading
    return CaseloadMapping(columns=columns, codes=saved.codes, birth_date=saved.birth_date)
