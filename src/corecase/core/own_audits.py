"""A service's own audits: each quarter a case of every case manager, nobody's twice in a row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from corecase.core.draws import permanent_number
from corecase.core.errors import InputError

SKIPPED_QUARTERS: Final = 4
"""For how many quarters a case is left alone after its audit; our own choice."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Quarter:
    """A quarter of a calendar year, from 1 to 4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise InputError("A year has the quarters 1 to 4; correct the quarter.")

    @classmethod
    def read(cls, written: str) -> "Quarter":
        """The quarter in its words, `"2026 Q4"`. Raises InputError for other words."""
        year, _, number = written.partition(" Q")
        if not (year.isdigit() and number.isdigit()):
            raise InputError(f"Write the quarter like 2026 Q4; not {written!r}.")
        return cls(year=int(year), number=int(number))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter in which a day lies."""
        return cls(year=day.year, number=(day.month + 2) // 3)

    def since(self, earlier: "Quarter") -> int:
        """How many quarters lie between; 0 for the same one."""
        return 4 * (self.year - earlier.year) + self.number - earlier.number

    def __str__(self) -> str:
        return f"{self.year} Q{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditableCase:
    """A case open to audit, by whom it is managed, and when it was audited last."""

    case_id: str
    case_manager: str
    audited_in: Quarter | None = None

    def __post_init__(self) -> None:
        if not self.case_id or not self.case_manager:
            raise InputError("Every case needs an identifier and the code of its case manager.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCase:
    """A case to audit; `notice` says why it is one audited not long ago, else it is empty."""

    case_id: str
    case_manager: str
    notice: str = ""


def choose_audits(
    cases: Iterable[AuditableCase],
    *,
    quarter: Quarter,
    seed: str,
    n_each: int = 1,
    skipped_quarters: int = SKIPPED_QUARTERS,
) -> tuple[ChosenCase, ...]:
    """The cases to audit in a quarter: `n_each` of every case manager, by code of the manager.

    Cases audited in this quarter or in the `skipped_quarters` before it are passed over. A manager
    who has no other gets the one audited longest ago, with a notice; one with fewer cases
    gives all. Order is HMAC-SHA256 under the seed, of quarter and case, so that anybody can check
    it and the next quarter is another draw. None where there are no cases. Raises InputError for a
    case listed twice, an audit in a later quarter, and numbers below their least.
    """
    if n_each < 1 or skipped_quarters < 0:
        raise InputError("Choose at least one case of each manager, and skip 0 quarters or more.")
    by_manager: dict[str, list[AuditableCase]] = {}
    seen: set[str] = set()
    for case in cases:
        if case.case_id in seen:
            raise InputError(f"Case {case.case_id} is listed twice; keep it once.")
        if case.audited_in and case.audited_in > quarter:
            raise InputError(f"Case {case.case_id} was audited after {quarter}; correct one.")
        seen.add(case.case_id)
        by_manager.setdefault(case.case_manager, []).append(case)

    def place(case: AuditableCase) -> tuple[int, str]:
        ago = quarter.since(case.audited_in) if case.audited_in else skipped_quarters + 1
        number = permanent_number(seed, f"audit|{quarter}|{case.case_id}")
        return (max(skipped_quarters + 1 - ago, 0), number)

    return tuple(
        ChosenCase(
            case_id=case.case_id,
            case_manager=manager,
            notice=_notice(case) if place(case)[0] else "",
        )
        for manager, owned in sorted(by_manager.items())
        for case in sorted(owned, key=place)[:n_each]
    )


def _notice(case: AuditableCase) -> str:
    return (
        f"Case {case.case_id} was audited in {case.audited_in} already; {case.case_manager} has no "
        "case left that was audited longer ago or never."
    )
