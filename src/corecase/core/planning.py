"""What a sample of some size will tell: margins for one question and for pooled scores."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist
from typing import Final

from corecase.core.errors import InputError
from corecase.core.sampling import UNVERIFIED, cases_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledScore:
    """A score to plan for: the judgements that a case brings, and how alike those of one case are.

    `n_judgements` (m) are the applicable ones of a case on average, `correlation` (rho) the
    correlation of judgements of one case: 0 where they are as those of different cases, 1 where a
    case is all sufficient or all insufficient.
    """

    words: str
    n_judgements: float
    correlation: float
    standing: str = UNVERIFIED

    def __post_init__(self) -> None:
        if not 1 <= self.n_judgements < float("inf"):
            raise InputError("A pooled score needs at least one judgement a case; correct it.")
        if not 0 <= self.correlation <= 1:
            raise InputError("The correlation within a case lies between 0 and 1; correct it.")

    @property
    def design_effect(self) -> float:
        """1 + (m - 1) rho: how much more a judgement of another case says (Kish 1965)."""
        return 1 + (self.n_judgements - 1) * self.correlation

    @property
    def factor(self) -> float:
        """The variance of the score beside that of one question asked of every case."""
        return self.design_effect / self.n_judgements


ONE_QUESTION: Final = PooledScore(
    words="one question asked of every case", n_judgements=1, correlation=0, standing="verified"
)
PLANNED: Final = (
    PooledScore(words="Safeguarding", n_judgements=18, correlation=0.12),
    PooledScore(words="Risk of Harm", n_judgements=15, correlation=0.12),
    PooledScore(words="Likelihood of Reoffending", n_judgements=36, correlation=0.12),
)
"""The headlines with our own planning values, unverified; take estimates once data exist."""


def correlation_from(design_effect: float, n_judgements: float) -> float:
    """The correlation within a case that an estimated design effect means: (deff - 1) / (m - 1).

    Never below 0 or above 1. Raises InputError where a case brings one judgement or fewer,
    because then nothing within it can be alike.
    """
    if not n_judgements > 1:
        raise InputError("A correlation within a case needs more than one judgement a case.")
    return min(max((design_effect - 1) / (n_judgements - 1), 0.0), 1.0)


def margin(
    n: int,
    n_population: int,
    *,
    confidence: float,
    score: PooledScore = ONE_QUESTION,
    share: float = 0.5,
) -> float | None:
    """The margin within which `n` cases tell a score, as a share of 1 (0.05 is 5 points).

    d = z sqrt(P (1-P) / n * deff / m * (N-n) / (N-1)); the inverse of `cases_for`. 0.0 where the
    whole caseload is assessed, None where no case is. Cochran 1977, Sampling Techniques, ch. 4.
    Raises InputError where the caseload has fewer than `n` cases, or a share is out of its range.
    """
    z = _normal(confidence, share)
    if not 0 <= n <= n_population:
        raise InputError(f"{n} cases cannot be drawn from {n_population}; choose a smaller sample.")
    if not n:
        return None
    if n == n_population:
        return 0.0
    left = (n_population - n) / (n_population - 1)
    return z * sqrt(share * (1 - share) / n * score.factor * left)


def cases_for(
    wanted: float,
    n_population: int,
    *,
    confidence: float,
    score: PooledScore = ONE_QUESTION,
    share: float = 0.5,
) -> int:
    """The cases that tell a score within a margin, never more than the caseload; 0 of none.

    n0 = z^2 P (1-P) deff / (m d^2), n = n0 / (1 + (n0 - 1) / N), rounded up: Cochran 1977,
    ch. 4, with the design effect; for one question it is `sampling.sample_size`. Raises
    InputError where a share is out of its range.
    """
    z = _normal(confidence, share)
    if not 0 < wanted < 1:
        raise InputError("The margin must lie between 0 and 100 points; correct it.")
    if n_population < 0:
        raise InputError("A caseload cannot have fewer than 0 cases; correct the number of cases.")
    if n_population == 0:
        return 0
    return cases_of(z * z * share * (1 - share) * score.factor, wanted, n_population)


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How well a sample of `n_cases` of `n_population` tells a score."""

    score: PooledScore
    n_cases: int
    n_population: int
    confidence: float
    margin: float

    @property
    def points(self) -> str:
        """The margin in points with one decimal: `"9.0"`."""
        return f"{100 * self.margin:.1f}"

    @property
    def words(self) -> str:
        """As people read it, with what it was computed from."""
        of = "" if self.score.n_judgements == 1 else f", {self._assumed}"
        return (
            f"{self.n_cases} of {self.n_population} cases tell {self.score.words} within "
            f"{self.points} points either way at {_percent(self.confidence)}% confidence{of}."
        )

    @property
    def _assumed(self) -> str:
        return (
            f"if a case brings {self.score.n_judgements:g} judgements whose correlation is "
            f"{self.score.correlation:g} ({self.score.standing})"
        )


def precisions(
    n: int, n_population: int, *, confidence: float, scores: Iterable[PooledScore] = PLANNED
) -> tuple[Precision, ...]:
    """One question and each pooled score side by side: neither may be read for the other.

    Raises InputError for a sample of no case, and where `margin` does.
    """
    found = []
    for score in (ONE_QUESTION, *scores):
        within = margin(n, n_population, confidence=confidence, score=score)
        if within is None:
            raise InputError("A sample of no case tells nothing; choose at least one.")
        found.append(
            Precision(
                score=score,
                n_cases=n,
                n_population=n_population,
                confidence=confidence,
                margin=within,
            )
        )
    return tuple(found)


def _normal(confidence: float, share: float) -> float:
    for name, value in (("confidence", confidence), ("expected share", share)):
        if not 0 < value < 1:
            raise InputError(f"The {name} must lie between 0% and 100%; correct it.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _percent(share: float) -> str:
    """The share in per cent without a float's tail."""
    return f"{float(100 * Fraction(str(share))):g}"
