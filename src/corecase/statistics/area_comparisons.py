"""A service against the average of the other services inspected so far in its area."""

from collections.abc import Iterable, Mapping
from datetime import date
from math import inf, sqrt

from corecase.core import series
from corecase.core.comparisons import Comparison, Scope
from corecase.core.errors import InputError
from corecase.core.figures import NOTHING
from corecase.core.series import Area, Result
from corecase.statistics.differences import Estimated, difference


def mean_of(scores: Iterable[Estimated]) -> Estimated:
    """The plain average of services' scores, each counting once, with its standard error.

    It is about these services: sqrt(sum of variances) / K, degrees of freedom by Satterthwaite.
    Raises InputError for no service.
    """
    found = list(scores)
    if not found:
        raise InputError("No other service was inspected there yet; there is nothing to average.")
    n, variance = len(found), sum(one.variance for one in found)
    behind = sum(one.variance**2 / one.degrees_of_freedom for one in found)
    return Estimated(
        share=sum(one.share for one in found) / n,
        standard_error=sqrt(variance) / n,
        degrees_of_freedom=variance**2 / behind if behind else inf,
    )


def against_area(
    own: Result,
    results: Iterable[Result],
    estimated: Mapping[str, Estimated],
    *,
    headline: str,
    label: str,
    service: str,
    area: Area,
    as_at: date,
    n_other_comparisons: int,
    counts_reinspections: bool = False,
    level: float = 0.95,
) -> Comparison:
    """A service's headline beside the average of the others "to date", by MOVER.

    `estimated` has the standard error of each report's headline by the report's code, without
    finite population correction. Each other service counts once, with its latest report up to
    the day; re-inspections stay out unless they are to count. Raises InputError where a score
    has no error: no comparison without an interval.
    """
    published = [one for one in results if one.published_on <= as_at]
    others = [
        one
        for one in series.latest(published, area, counts_reinspections=counts_reinspections)
        if one.service_code != own.service_code and one.figures.get(headline, NOTHING).is_applicable
    ]
    _check_errors_known((own, *others), estimated)
    first, mean = estimated[own.code], mean_of(estimated[one.code] for one in others)
    found = difference(first.share, first.interval(level), mean.share, mean.interval(level))
    return Comparison(
        score=label,
        service=service,
        share=first.share,
        other=Scope(printed=f"average of {area.words}", understood=_understood(others, own)),
        other_share=mean.share,
        interval=found.interval,
        as_at=as_at,
        n_services=len(others),
        n_other_comparisons=n_other_comparisons,
    )


def _check_errors_known(compared: Iterable[Result], estimated: Mapping[str, Estimated]) -> None:
    for one in compared:
        if one.code not in estimated:
            raise InputError(
                f"The score of {one.code} has no standard error, so nothing can be compared with "
                "it; add it or choose another scope."
            )


def _understood(others: list[Result], own: Result) -> str:
    first = sum(not one.is_reinspection for one in others)
    again = len(others) - first
    said = f"{first} first inspections" if first != 1 else "1 first inspection"
    if again:
        said += f" and {again} re-inspections" if again != 1 else " and 1 re-inspection"
    return said + (", beside a re-inspection" if own.is_reinspection else "")
