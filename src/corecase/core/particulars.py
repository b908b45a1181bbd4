"""Particulars: what a person says on a report's first pages, and where comparators come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from corecase.core.errors import InputError
from corecase.core.inspections import Comparators, Letter, Person, Reinspection
from corecase.core.isbn import check_isbn
from corecase.core.series import Scope
from corecase.core.vocabularies import Vocabulary
from corecase.core.written_dates import written_month

_YEARS: Final = range(1900, 2101)
"""A year outside is a slip of a key."""


class ComparatorSource(Vocabulary):
    """Where the lowest, highest and average to date of a report come from."""

    COMPUTED = "COMPUTED"
    ENTERED = "ENTERED"
    NONE = "NONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """The values of a report that are nobody's judgement: cover, signature, team, decisions.

    Everything is blank until somebody knows it. `overall` is the phrase of the foreword, which a
    person chooses; `letter` says to whom and from whom a letter goes. Raises InputError for an
    ISBN, a month or a year that is none, and for a decision on a re-inspection without its reason
    or against its own time.
    """

    isbn: str = ""
    inspectorate: str = ""
    chief: str = ""
    year: str = ""
    month: str = ""
    fieldwork: str = ""
    sample: tuple[str, ...] = ()
    team: tuple[Person, ...] = ()
    overall: str = ""
    reinspection: Reinspection | None = None
    letter: Letter | None = None

    def __post_init__(self) -> None:
        if self.isbn:
            check_isbn(self.isbn)
        self._check_time()
        decision = self.reinspection
        if decision and not decision.reason:
            raise InputError(
                "Say why a re-inspection is, or is not, planned.", field="reinspection_reason"
            )
        if decision and decision.when and not decision.planned:
            raise InputError(
                "No re-inspection is planned; leave blank when it is to be.",
                field="reinspection_when",
            )

    def _check_time(self) -> None:
        month = written_month(self.month)
        if self.month and (month is None or month.year not in _YEARS):
            raise InputError(
                "Enter a month in words and its year, such as January 2010, or leave it blank.",
                field="month",
            )
        if self.year and self.year not in map(str, _YEARS):
            raise InputError(
                f"Enter a year of four digits from {_YEARS[0]} to {_YEARS[-1]}, or leave it blank.",
                field="year",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredComparators:
    """Comparators that were copied from somewhere by hand, with where they are printed.

    Raises InputError where scope, day or source are missing, without a headline, and for a
    number of services below 1.
    """

    comparators: Comparators
    source: str

    def __post_init__(self) -> None:
        made = self.comparators
        if not (made.scope and made.as_at and self.source):
            raise InputError(
                "Comparators need their scope, the day as at which they stand, and where they "
                "are printed; fill in all three."
            )
        if not made.rows:
            raise InputError("Enter lowest, average and highest of at least one headline.")
        if made.n_services is not None and made.n_services < 1:
            raise InputError(
                "Leave the number of services blank, or enter 1 or more.", field="n_services"
            )

    def check_headlines(self, known: Iterable[str]) -> None:
        """Raises InputError where a row is of no headline that the framework has."""
        names = set(known)
        for row in self.comparators.rows:
            if row.headline not in names:
                raise InputError(
                    f"{row.headline!r} is no headline of this inspection; leave it out."
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparatorChoice:
    """Which comparators a report prints.

    `scope` is that of the computed ones; None leaves it to where the service lies. What was
    entered is kept also where others are printed. Raises InputError where the entered ones are
    to be printed and there are none.
    """

    source: ComparatorSource = ComparatorSource.COMPUTED
    scope: Scope | None = None
    entered: EnteredComparators | None = None

    def __post_init__(self) -> None:
        if self.source is ComparatorSource.ENTERED and self.entered is None:
            raise InputError(
                "Enter the comparators that are to be printed, or choose others.",
                field="comparators_from",
            )
