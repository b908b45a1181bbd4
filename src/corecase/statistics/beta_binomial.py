"""Counts of cases in many groups: a beta-binomial distribution by maximum likelihood.

For one judgement a case. Pooled judgements of one case go together, which this does not know:
they belong to `corecase.statistics.shrinkage`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, expit, gammaln, logit

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.statistics.random_effects import Floats

# exp(16) pseudo-cases: a group of any real size then differs from the mean by nothing.
_MOST_CERTAIN = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaBinomial:
    """Shares of groups spread around `mu` with intra-group correlation `rho`, from 0 to 1.

    `shares` (K,) are the groups' shares once all are seen together: (y + alpha) / (n + alpha +
    beta). `log_likelihood` counts the orders in which the cases could have come.
    """

    mu: float
    rho: float
    log_likelihood: float
    shares: Floats

    @property
    def alpha(self) -> float:
        """The first parameter of the beta distribution."""
        return self.mu * (1 / self.rho - 1)

    @property
    def beta(self) -> float:
        """The second parameter of the beta distribution."""
        return (1 - self.mu) * (1 / self.rho - 1)


def beta_binomial(figures: Iterable[Figure]) -> BetaBinomial:
    """The distribution among groups from one figure of cases each; a base of 0 adds nothing.

    Where groups differ no more than chance, `rho` comes out next to 0 and every group gets the
    mean. Skellam 1948, JRSS B 10, 257. Raises InputError for fewer than two groups with cases,
    or where all cases are alike, so that there is no spread to find.
    """
    counts = np.array([(one.count, one.out_of) for one in figures], dtype=float).reshape(-1, 2)
    y, n = counts[:, 0], counts[:, 1]
    if (n > 0).sum() < 2 or not 0 < y.sum() < n.sum():
        raise InputError(
            "Give at least two groups with cases, in which some are sufficient and some are not."
        )
    orders = float((gammaln(n + 1) - gammaln(y + 1) - gammaln(n - y + 1)).sum())

    def lost(at: Floats) -> float:
        mu, size = float(expit(at[0])), float(np.exp(at[1]))
        a, b = mu * size, (1 - mu) * size
        return -float((betaln(y + a, n - y + b) - betaln(a, b)).sum())

    found = minimize(
        lost,
        np.array([logit(y.sum() / n.sum()), np.log(10.0)]),
        method="L-BFGS-B",
        bounds=[(-30.0, 30.0), (-_MOST_CERTAIN, _MOST_CERTAIN)],
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1000},
    )
    mu, size = float(expit(found.x[0])), float(np.exp(found.x[1]))
    return BetaBinomial(
        mu=mu,
        rho=1 / (size + 1),
        log_likelihood=orders - float(found.fun),
        shares=(y + mu * size) / (n + size),
    )
