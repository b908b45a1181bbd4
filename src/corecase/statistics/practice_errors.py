"""The standard errors of a service's headlines as one service is held against others."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.statistics.drawn_totals import assessed, drawn_totals
from corecase.statistics.estimates import Target, estimate
from corecase.statistics.intervals import LEAST_CASES, Method

RECONSTRUCTED: Final = "its cases are reconstructed, and how much they differ is a setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeError:
    """One headline of a service: its cases, and the standard error of practice as a share of 1.

    `standard_error` is None where `reason` says, in words, why there is none to compare with.
    """

    n_cases: int
    standard_error: float | None
    reason: str = ""


def practice_errors(
    framework: Framework,
    judgements: Judgements,
    cases: Iterable[Case],
    drawn: DrawnSample | None = None,
) -> dict[str, PracticeError]:
    """The standard error of each headline, by its identifier; empty while no case is assessed.

    Without finite population correction, cases as clusters (see `estimates.Target.PRACTICE`).
    There is none for fewer than 5 applicable cases, where the cases show no spread, and for a
    reconstruction, because how much its cases differ is a setting. Raises InputError for cases
    that cannot have been drawn from what `drawn` says.
    """
    cases = tuple(cases)
    judgements = assessed(framework, judgements, cases)
    if not judgements.by_case:
        return {}
    found = estimate(drawn_totals(framework, judgements, cases, drawn), Target.PRACTICE)
    made = {}
    for headline in framework.headlines:
        _, error = found.of(headline.id)
        n_applicable = int(found.applicable_cases[found.place(headline.id)])
        reason = RECONSTRUCTED if framework.is_reconstructed else _reason(n_applicable, error)
        made[headline.id] = PracticeError(
            n_cases=n_applicable, standard_error=None if reason else error, reason=reason
        )
    return made


def _reason(n_applicable: int, error: float | None) -> str:
    if n_applicable < LEAST_CASES:
        return Method.COUNT_ONLY.words.partition(":")[0]
    return "" if error else "its cases show no spread"
