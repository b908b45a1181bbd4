"""Scores as ratio estimates with the case as cluster: shares, variances and covariances.

Linearised as in Cochran 1977, *Sampling Techniques*, chapters 6 and 10, and Lumley 2004,
J. Stat. Software 9(8). With y sufficient and x applicable judgements of a case, w its weight:

    R = sum w y / sum w x        e = y - R x        z = w e / sum w x
    v = sum over strata of (1 - n/N) n/(n - 1) sum (z - mean z)^2
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np

from corecase.core.errors import InputError
from corecase.statistics.totals import CaseTotals, Counts, Flags, Floats
from corecase.statistics.variance_strata import VarianceStrata, variance_strata

NOISE: Final = 1e-9
"""A residual smaller than this is rounding of binary fractions: the least that judgements can
leave is one over their number."""


class Target(StrEnum):
    """What an estimate speaks of."""

    CASELOAD = "CASELOAD"
    """This caseload on this date, of which a good part was assessed: what a report states."""
    PRACTICE = "PRACTICE"
    """How the service works, of which this caseload is a sample itself: what is compared
    between services and years (Graubard and Korn 2002, Statistical Science 17, 73)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estimates:
    """Estimates of several scores from the same cases. Arrays have a place for each score.

    `shares` are from 0 to 1 and weighted; `sufficient` and `applicable` are the judgements as
    counted. A score behind which nothing applies has no share, and one assessed case says
    nothing of how cases differ: these shares, variances and covariances are not-a-number here
    and None in `of`; `is_applicable` tells the scores. `degrees_of_freedom` are the cases less
    the strata, those left out that were taken whole. `applicable_cases` count the cases with an
    applicable judgement, `effective_cases` the same as if weights were equal (Kish),
    `is_single` whether no case has more than one. `n_population` is None where the caseload is
    unknown. `notes` are sentences to print with the estimates.
    """

    target: Target
    score_ids: tuple[str, ...]
    sufficient: Counts
    applicable: Counts
    applicable_cases: Counts
    effective_cases: Floats
    is_single: Flags
    shares: Floats
    covariance: Floats
    degrees_of_freedom: int
    n_cases: int
    n_population: int | None
    is_weighted: bool
    notes: tuple[str, ...] = ()

    @property
    def standard_errors(self) -> Floats:
        """The standard error of each share; not-a-number where there is none."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    @property
    def is_applicable(self) -> Flags:
        """Whether anything stands behind each score."""
        return np.asarray(self.applicable > 0)

    @property
    def sampling_fraction(self) -> float:
        """The share of the target that was assessed: 0 for practice or an unknown caseload."""
        if self.target is Target.PRACTICE or self.n_population is None:
            return 0.0
        return self.n_cases / self.n_population

    @property
    def is_complete(self) -> bool:
        """Whether all cases of the target were assessed, so that nothing is left to chance."""
        return self.sampling_fraction == 1

    def place(self, score_id: str) -> int:
        """Where a score stands in the arrays. Raises InputError naming the scores there are."""
        if score_id in self.score_ids:
            return self.score_ids.index(score_id)
        raise InputError(f"There is no score {score_id!r}; there are {', '.join(self.score_ids)}.")

    def of(self, score_id: str) -> tuple[float | None, float | None]:
        """The share and the standard error of a score, None where there is none."""
        at = self.place(score_id)
        share, error = float(self.shares[at]), float(self.standard_errors[at])
        return (None if np.isnan(share) else share, None if np.isnan(error) else error)

    def difference(self, first: str, second: str) -> tuple[float, float]:
        """The first share less the second, and its standard error, by the covariance.

        For two scores of one service, which share their cases. Raises InputError where one of
        them has no share or no standard error.
        """
        a, b = self.place(first), self.place(second)
        points = self.shares[a] - self.shares[b]
        variance = self.covariance[a, a] + self.covariance[b, b] - 2 * self.covariance[a, b]
        if np.isnan(points) or np.isnan(variance):
            raise InputError(f"{first} and {second} cannot be compared; one has too few cases.")
        return float(points), float(np.sqrt(max(variance, 0.0)))


def estimate(totals: CaseTotals, target: Target = Target.CASELOAD) -> Estimates:
    """Every score with the covariance of all of them, by linearisation.

    For the caseload the part that was assessed is corrected for (1 - n/N), where N is known; for
    practice it never is.
    """
    strata = variance_strata(totals, finite=target is Target.CASELOAD)
    base = strata.weights @ totals.applicable
    shares = _ratio(strata.weights @ totals.sufficient, base)
    influence = _influence(totals, strata, shares, base)
    covariance = np.zeros((len(shares), len(shares)))
    fractions = strata.fractions
    for h, n in enumerate(strata.n_sampled):
        if fractions[h] < 1:
            z = influence[strata.of_case == h]
            z = z - z.mean(axis=0)
            covariance += (1 - fractions[h]) * (n / (n - 1) if n > 1 else np.nan) * (z.T @ z)
    # Cases that are all alike leave a mean's rounding behind, which is no spread.
    still = np.diag(covariance) < NOISE**2
    covariance[still, :] = covariance[:, still] = 0.0
    none = np.isnan(shares)
    covariance[none, :] = covariance[:, none] = np.nan
    has_any = totals.applicable > 0
    return Estimates(
        target=target,
        score_ids=totals.score_ids,
        sufficient=totals.sufficient.sum(axis=0),
        applicable=totals.applicable.sum(axis=0),
        applicable_cases=has_any.sum(axis=0),
        effective_cases=_effective(strata.weights, has_any),
        is_single=np.asarray((totals.applicable <= 1).all(axis=0)),
        shares=shares,
        covariance=covariance,
        degrees_of_freedom=_degrees_of_freedom(strata, fractions),
        n_cases=totals.n_cases,
        n_population=None if totals.n_population is None else int(totals.n_population.sum()),
        is_weighted=bool(np.ptp(strata.weights) > 0),
        notes=strata.notes,
    )


def jackknife(totals: CaseTotals, target: Target = Target.CASELOAD) -> Floats:
    """The variance of each share by leaving out one case at a time: the check of `estimate`.

    v = sum over strata of (1 - n/N)(n - 1)/n sum (R(i) - mean R(i))^2, the weights of the others
    of its stratum raised by n/(n - 1) while a case is out, the mean taken over all cases (R's
    survey, JK1 and JKn). Not-a-number where a score loses its base with one case, and for a
    single case.
    """
    strata = variance_strata(totals, finite=target is Target.CASELOAD)
    fractions = strata.fractions
    left = np.full(totals.sufficient.shape, np.nan)
    for h, n in enumerate(strata.n_sampled):
        if n > 1:
            inside = strata.of_case == h
            without = np.where(inside, strata.weights * n / (n - 1), strata.weights)
            y, x = (without[:, None] * t for t in (totals.sufficient, totals.applicable))
            left[inside] = _ratio(y.sum(axis=0) - y[inside], x.sum(axis=0) - x[inside])
    scales = ((1 - fractions) * (1 - 1 / strata.n_sampled))[strata.of_case]
    counts = fractions[strata.of_case] < 1
    if not counts.any():
        return np.zeros(len(totals.score_ids))
    spread = left[counts] - left[counts].mean(axis=0)
    return np.asarray(scales[counts] @ spread**2)


def with_covariance(estimates: Estimates, added: Floats, note: str = "") -> Estimates:
    """The estimates with a further component of variance, scores by scores."""
    notes = (*estimates.notes, note) if note else estimates.notes
    return replace(estimates, covariance=estimates.covariance + added, notes=notes)


def _influence(totals: CaseTotals, strata: VarianceStrata, shares: Floats, base: Floats) -> Floats:
    """What each case adds to the error of each share: w e / sum w x."""
    residuals = totals.sufficient - shares * totals.applicable
    residuals[np.abs(residuals) < NOISE] = 0.0
    with np.errstate(invalid="ignore"):
        return np.asarray(strata.weights[:, None] * residuals / base)


def _ratio(over: Floats, under: Floats) -> Floats:
    """A ratio, not-a-number over nothing."""
    safe = np.where(under > 0, under, 1.0)
    return np.where(under > 0, over / safe, np.nan)


def _degrees_of_freedom(strata: VarianceStrata, fractions: Floats) -> int:
    varying = fractions < 1
    return int(strata.n_sampled[varying].sum() - varying.sum())


def _effective(weights: Floats, has_any: Flags) -> Floats:
    """Kish's effective number of the cases with an applicable judgement; 0 where there is none."""
    squares = (weights**2) @ has_any
    return np.where(squares > 0, (weights @ has_any) ** 2 / np.where(squares > 0, squares, 1.0), 0)
