"""Severity: how far assessors differ in what they call sufficient, the cases and items alike.

logit P(sufficient) = mu + case + item + leniency, each a normal effect. A many-facet Rasch
model is the same with fixed effects of items and assessors (Linacre 1989, Many-Facet Rasch
Measurement).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from corecase.core.errors import InputError
from corecase.statistics.laplace import Crossed, Fit, fit
from corecase.statistics.ratings import Integers
from corecase.statistics.readings import Readings, check_linked

ENOUGH_ASSESSORS: Final = 5
"""Below this many assessors the spread between them is hardly known."""

SLOPE: Final = 0.8
"""Points on the share for one on the logit scale are R (1 - R) times this: it allows for
the variation of cases and items."""

_NONE: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Leniency:
    """How much more readily one assessor says sufficient, on the logit scale; below 0, less.

    `error` is its standard deviation given what was judged. Estimates are drawn towards 0, the
    more so the fewer the judgements.
    """

    assessor: str
    value: float
    error: float
    n_cases: int
    n_judgements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """The model as estimated: standard deviations on the logit scale, leniencies by name.

    `sd_assessor` is what the variance of a team takes (methods, "team variance"). It is 0
    where assessors differ no more than luck would have it.
    """

    mu: float
    mu_error: float | None
    sd_case: float
    sd_item: float
    sd_assessor: float
    log_likelihood: float
    leniencies: tuple[Leniency, ...]

    @property
    def share(self) -> float:
        """The share sufficient of a middling item, case and assessor, from 0 to 1."""
        return float(1 / (1 + np.exp(-self.mu)))

    @property
    def points(self) -> float:
        """The standard deviation between assessors in percentage points, around that share."""
        return 100 * SLOPE * self.share * (1 - self.share) * self.sd_assessor

    @property
    def words(self) -> tuple[str, ...]:
        """What a person should know, in sentences."""
        n = len(self.leniencies)
        if self.sd_assessor < _NONE:
            said = f"These judgements show no difference between the {n} assessors beyond luck."
        else:
            said = (
                f"On the same work, about two in three assessors lie within {self.points:.0f} "
                "points of the average share of sufficient."
            )
        few = (f"From {n} assessors alone, how far assessors differ is hardly known.",) * (
            n < ENOUGH_ASSESSORS
        )
        return (
            said,
            *few,
            "This holds where cases were given out at random within each service.",
        )


def severity(readings: Readings) -> Severity:
    """The severity of assessors, from all their answers sufficient and insufficient.

    Cases have to be given to assessors at random within a service; no arithmetic can check
    that. Raises InputError where assessors are not linked by cases judged twice, and where
    every answer is the same.
    """
    check_linked(readings)
    scored = readings.scored
    if scored.answer.min() == scored.answer.max():
        raise InputError(
            "Every answer is the same: nothing shows whether one assessor is stricter. Add cases."
        )
    cases, case = np.unique(scored.case, return_inverse=True)
    items, item = np.unique(scored.item, return_inverse=True)
    assessors, assessor = np.unique(scored.assessor, return_inverse=True)
    found = fit(
        Crossed(
            outcome=scored.answer.astype(np.float64),
            factors=(case, item, assessor),
            n_levels=(len(cases), len(items), len(assessors)),
        )
    )
    sd_case, sd_item, sd_assessor = found.deviations
    return Severity(
        mu=found.mu,
        mu_error=found.mu_error,
        sd_case=sd_case,
        sd_item=sd_item,
        sd_assessor=sd_assessor,
        log_likelihood=found.log_likelihood,
        leniencies=_leniencies(readings, found, assessors, assessor, case),
    )


def _leniencies(
    readings: Readings, found: Fit, names: Integers, assessor: Integers, case: Integers
) -> tuple[Leniency, ...]:
    effects, errors = found.effects[-1], found.effect_errors[-1]
    return tuple(
        Leniency(
            assessor=readings.assessors[name],
            value=float(effects[place]),
            error=float(errors[place]),
            n_cases=len(np.unique(case[assessor == place])),
            n_judgements=int((assessor == place).sum()),
        )
        for place, name in enumerate(names)
    )
