"""What the team adds to the uncertainty of a score: assessors differ in severity.

Errors worked out from cases take a judgement as given with its case. A team of few assessors is
itself a draw from those who might have come, which comparisons between teams have to allow for.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from corecase.core.errors import InputError
from corecase.statistics.estimates import Estimates, with_covariance
from corecase.statistics.intervals import basis_of, effective_number
from corecase.statistics.totals import CaseTotals, Floats

SPREAD: Final = 0.8
"""How much of a shift on the logit reaches a score: cases and items differ on the logit too."""


def team_variance(share: float, severity_sd: float, judgements: Mapping[str, int]) -> float:
    """The variance that a team adds to a share.

    v = (0.8 R (1 - R) s)^2 sum over assessors of (their share of the judgements)^2, where s is
    the standard deviation of severity on the logit scale; `judgements` counts the applicable
    ones of each assessor. With equal shares that is one over the number of assessors. Raises
    InputError without a judgement or with an s below 0.
    """
    _check_severity(severity_sd)
    total = sum(judgements.values())
    if total <= 0 or min(judgements.values()) < 0:
        raise InputError("Say how many judgements each assessor made, at least one in all.")
    shares = sum((count / total) ** 2 for count in judgements.values())
    return (SPREAD * share * (1 - share) * severity_sd) ** 2 * shares


def team_covariance(
    totals: CaseTotals, shares: Floats, assessors: Mapping[str, str], severity_sd: float
) -> Floats:
    """The covariance that a team adds, scores by scores: an assessor is as severe in all of them.

    `assessors` names the assessor of each case. 0 for a score behind which nothing applies.
    Raises InputError for a case without an assessor and for an s below 0.
    """
    _check_severity(severity_sd)
    lost = [case_id for case_id in totals.case_ids if not assessors.get(case_id)]
    if lost:
        raise InputError(f"Case {lost[0]} has no assessor; say who judged it.")
    names = sorted({assessors[case_id] for case_id in totals.case_ids})
    judged = np.array([[assessors[case] == name for case in totals.case_ids] for name in names])
    counts = judged @ totals.applicable
    parts = counts / np.maximum(totals.applicable.sum(axis=0), 1)
    moved = np.nan_to_num(SPREAD * severity_sd * shares * (1 - shares)) * parts
    return np.asarray(moved.T @ moved)


def with_team_variance(
    estimates: Estimates, totals: CaseTotals, assessors: Mapping[str, str], severity_sd: float
) -> Estimates:
    """The estimates with the variance of the team added, for a comparison between teams.

    `severity_sd` is the standard deviation of severity on the logit scale, from second marking.
    Where the cases show no spread, that of as many independent cases stands in. The degrees of
    freedom stay those of the cases.
    """
    added = team_covariance(totals, estimates.shares, assessors, severity_sd)
    alike = effective_number(basis_of(estimates))
    still = (estimates.standard_errors == 0) & (estimates.shares > 0) & (estimates.shares < 1)
    for at in np.flatnonzero(still & np.isfinite(alike)):
        added[at, at] += estimates.shares[at] * (1 - estimates.shares[at]) / alike[at]
    return with_covariance(
        estimates,
        added,
        f"The spread between assessors is included ({severity_sd:g} on the logit).",
    )


def _check_severity(severity_sd: float) -> None:
    if not 0 <= severity_sd < np.inf:
        raise InputError("The spread between assessors is a standard deviation of 0 or more.")
