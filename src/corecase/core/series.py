"""The published series: what services were found to be so far, as at a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from corecase.core.errors import InputError
from corecase.core.figures import Figure, round_half_up
from corecase.core.inspections import Comparator, Comparators
from corecase.core.periods import day_in_words
from corecase.core.vocabularies import Vocabulary


class Scope(Vocabulary):
    """Which services of a programme stand behind a comparison."""

    REGION = "REGION"
    NATION = "NATION"
    PROGRAMME = "PROGRAMME"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Where a service lies. Raises InputError for a scope that asks for a place nobody gave."""

    scope: Scope
    region: str = ""
    nation: str = ""

    def __post_init__(self) -> None:
        if self.scope is not Scope.PROGRAMME and not self._place:
            raise InputError(
                f"The service has no {self.scope.words}; enter it, or compare with another scope."
            )

    @property
    def words(self) -> str:
        """The services compared with: `"the North East services inspected so far"`."""
        if self.scope is Scope.PROGRAMME:
            return "all services of the programme inspected so far"
        if self.scope is Scope.NATION:
            return f"the services in {self.nation.title()} inspected so far"
        return f"the {self.region} services inspected so far"

    @property
    def _place(self) -> str:
        return self.region if self.scope is Scope.REGION else self.nation

    def holds(self, result: "Result") -> bool:
        """Whether a published result is of a service in it."""
        if self.scope is Scope.REGION:
            return result.region == self.region
        return self.scope is Scope.PROGRAMME or result.nation == self.nation


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The headlines of one published report, in the version that stood on a day.

    `service_code` stays where the service is renamed. `figures` are by the identifier of the
    headline, in the order of the report.
    """

    code: str
    service_code: str
    region: str
    nation: str
    published_on: date
    is_reinspection: bool
    figures: Mapping[str, Figure]


def latest(
    results: Iterable[Result], area: Area, *, counts_reinspections: bool = False
) -> tuple[Result, ...]:
    """What stands behind a comparison: the latest report of each service in an area.

    A re-inspection only where it is to count, because only services that scored low are seen
    twice; a report whose headlines applied nowhere never.
    """
    found: dict[str, Result] = {}
    for result in sorted(results, key=lambda one: (one.published_on, one.code)):
        counts = counts_reinspections or not result.is_reinspection
        if counts and area.holds(result) and any(f.is_applicable for f in result.figures.values()):
            found[result.service_code] = result
    return tuple(found.values())


def to_date(
    results: Iterable[Result], area: Area, *, as_at: date, counts_reinspections: bool = False
) -> Comparators | None:
    """Lowest, highest and average of each headline over the services in an area.

    Each service counts once, with its latest report; a re-inspection only where it is to count.
    The average is the mean of the exact scores, in percent, halves rounded up; lowest and
    highest are rounded the same way. A headline that applied nowhere has no row. None where
    nothing was published yet.
    """
    standing = latest(results, area, counts_reinspections=counts_reinspections)
    if not standing:
        return None
    shares: dict[str, list[Fraction]] = {}
    for result in standing:
        for headline, figure in result.figures.items():
            if figure.is_applicable:
                shares.setdefault(headline, []).append(100 * figure.share)
    return Comparators(
        scope=area.words,
        as_at=day_in_words(as_at),
        n_services=len(standing),
        rows=tuple(_row(headline, found) for headline, found in shares.items()),
    )


def _row(headline: str, shares: list[Fraction]) -> Comparator:
    return Comparator(
        headline=headline,
        lowest=round_half_up(min(shares)),
        highest=round_half_up(max(shares)),
        average=round_half_up(sum(shares, Fraction(0)) / len(shares)),
    )


def stored(comparators: Comparators | None) -> dict[str, Any]:
    """Comparators as they are kept beside a version: plain values, empty where there are none."""
    if comparators is None:
        return {}
    return {
        "scope": comparators.scope,
        "as_at": comparators.as_at,
        "n_services": comparators.n_services,
        "rows": [[c.headline, c.lowest, c.highest, c.average] for c in comparators.rows],
    }


def read(kept: Mapping[str, Any]) -> Comparators | None:
    """Comparators from what `stored` kept; None where nothing was."""
    if not kept.get("rows"):
        return None
    return Comparators(
        scope=kept["scope"],
        as_at=kept["as_at"],
        n_services=kept["n_services"],
        rows=tuple(
            Comparator(headline=headline, lowest=lowest, highest=highest, average=average)
            for headline, lowest, highest, average in kept["rows"]
        ),
    )
