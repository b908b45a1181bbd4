"""Rows "to date" as others printed them: kept apart by source, and never averaged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corecase.core.comparisons import Scope
from corecase.core.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRange:
    """Lowest, highest and average of one headline as one source prints them, in percent.

    `as_at` is the day, or the first of the month where only that is known: `as_at_printed` says
    it in the source's words. `n_services` is None where the source does not say it, and no
    figure is None unless the source leaves it out.
    """

    headline: str
    lowest: int | None
    highest: int | None
    average: int | None
    as_at: date
    as_at_printed: str
    n_services: int | None
    scope: Scope
    source: str

    def __post_init__(self) -> None:
        known = [v for v in (self.lowest, self.average, self.highest) if v is not None]
        if not known or known != sorted(known) or not 0 <= known[0] <= known[-1] <= 100:
            raise InputError(
                f"{self.source}: lowest, average and highest of {self.headline} go up from 0 "
                "to 100, and one at least is printed."
            )
        if not self.source.strip() or not self.as_at_printed.strip():
            raise InputError(f"Say where the range of {self.headline} is printed, and as at when.")

    @property
    def words(self) -> str:
        """The row with everything that has to stand beside it."""
        n = "of an unknown number of" if self.n_services is None else f"of {self.n_services}"
        figures = ", ".join(
            f"{name} {'not printed' if value is None else f'{value}%'}"
            for name, value in (
                ("lowest", self.lowest),
                ("highest", self.highest),
                ("average", self.average),
            )
        )
        return (
            f"{self.headline}: {figures}; {n} services, {self.scope}; as at "
            f"{self.as_at_printed} ({self.source})"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceConflict:
    """Sources that give one figure of one headline at one time differently, each kept."""

    headline: str
    figure: str
    rows: tuple[PrintedRange, ...]

    @property
    def words(self) -> str:
        """The sources side by side, with what each gives."""
        given = "; ".join(f"{getattr(row, self.figure)}% in {row.source}" for row in self.rows)
        return (
            f"Sources differ on the {self.figure} of {self.headline} as at "
            f"{self.rows[0].as_at_printed}: {given}. Both stand; no mean of them is taken."
        )


_FIGURES = ("lowest", "highest", "average")


def as_at(rows: Iterable[PrintedRange], headline: str, day: date) -> tuple[PrintedRange, ...]:
    """What the sources printed of a headline last, up to a day: every source of that time.

    Raises InputError where none had printed it yet.
    """
    found = [row for row in rows if row.headline == headline and row.as_at <= day]
    if not found:
        raise InputError(f"Nothing was printed of {headline} by {day}; choose a later day.")
    last = max(row.as_at for row in found)
    return tuple(row for row in found if row.as_at == last)


def conflicts(rows: Iterable[PrintedRange]) -> tuple[SourceConflict, ...]:
    """Figures that sources of one time give differently, in the order first met.

    A figure that a source leaves out contradicts nothing. Sources of other scopes, as printed,
    speak of something else and are not set against each other.
    """
    groups: dict[tuple[str, date, str], list[PrintedRange]] = {}
    for row in rows:
        scope = row.scope.understood or row.scope.printed
        groups.setdefault((row.headline, row.as_at, scope), []).append(row)
    found: list[SourceConflict] = []
    for (headline, _, _), together in groups.items():
        for figure in _FIGURES:
            given = tuple(row for row in together if getattr(row, figure) is not None)
            if len({getattr(row, figure) for row in given}) > 1:
                found.append(SourceConflict(headline=headline, figure=figure, rows=given))
    return tuple(found)
