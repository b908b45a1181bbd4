"""What a sample is drawn by: a method, strata, a balance, an earlier draw."""

from dataclasses import dataclass
from typing import Final

from corecase.core.errors import InputError

CUBE: Final = "CUBE_1"
"""The cube method fed by the hash stream; another number if its arithmetic ever changes."""
QUOTAS: Final = "QUOTAS_1"
"""Quotas of least cost under the costs that the hash stream gives; another number if it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a balanced draw was balanced on.

    `attributes` stand in the order of their importance. `columns` are the values of them that
    were balanced, each as attribute and value, in the order in which they are kept: the last is
    given up first where not all can be kept.
    """

    attributes: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if not self.attributes or len(set(self.attributes)) < len(self.attributes):
            raise InputError("Name each attribute to balance on once, and at least one.")
        if any(name not in self.attributes for name, _ in self.columns):
            raise InputError("A draw can only be balanced on values of its attributes.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audits:
    """What a quarterly audit was drawn by: its quarter, as `"2026 Q4"`, and earlier audits.

    `audited` is each case that was audited before with the quarter of its last audit, sorted.
    """

    quarter: str
    audited: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.quarter:
            raise InputError("Say for which quarter the audit is drawn.")
        if list(self.audited) != sorted(dict(self.audited).items()):
            raise InputError("The cases audited before are sorted, and none stands twice.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """An earlier draw whose cases a later one leaves alone as long as others are there.

    `sha256` is the hash of its record, `seed` the seed of its numbers, `examined` the cases
    that were assessed then, sorted.
    """

    sha256: str
    seed: str
    examined: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.sha256 or not self.seed:
            raise InputError("Give the record of the earlier draw, with its hash and its seed.")
        if list(self.examined) != sorted(set(self.examined)):
            raise InputError("The cases examined before are sorted, and none stands twice.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a sample of `n` cases is drawn: all but its frame, its seed and who draws.

    `strata` are the attributes of the strata, for quotas those of their table; `balance` those
    of a balanced draw, the most important first; `former` the earlier draw of a coordinated one.
    """

    method: str
    n: int
    strata: tuple[str, ...] = ()
    minimum: int = 0
    balance: tuple[str, ...] = ()
    former: Former | None = None
