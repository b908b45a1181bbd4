"""Integer linear programs whose rows remember the fact that they come from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

Terms = Mapping[int, float]

# Limits in nodes and not in seconds, so that a seed gives the same answer on any machine.
_NODES = 20_000
# Any solution will do, and a chance one near a random corner does best: proving the last
# fifth of the cost takes ten times as long. Which facts conflict has to be exact.
_NEAR, _EXACT = 0.2, 0.0
_PROVEN = 0  # scipy's word for a least cost that was proven


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    terms: Terms
    low: float
    high: float
    fact: str
    unit: float


class IntegerProgram:
    """Whole-number columns from 0, rows of bounds on their sums, a linear cost to minimise."""

    def __init__(self) -> None:
        self._uppers: list[float] = []
        self._costs: list[float] = []
        self._rows: list[_Row] = []

    def column(self, upper: float, cost: float = 0.0) -> int:
        """A new whole-number column from 0 to `upper`; its index."""
        self._uppers.append(upper)
        self._costs.append(float(cost))
        return len(self._uppers) - 1

    def row(
        self,
        terms: Terms,
        *,
        low: float = -np.inf,
        high: float = np.inf,
        fact: str = "",
        unit: float = 1,
    ) -> None:
        """Asks for low <= sum of the terms <= high.

        `unit` is what one judgement moves the sum by.
        """
        self._rows.append(_Row(terms=terms, low=low, high=high, fact=fact, unit=unit))

    def solve(self, *, exact: bool = False, proven: bool = False) -> NDArray[np.int64] | None:
        """Values of the columns that meet every row, near the least cost; None if none do.

        `exact` asks for the least cost itself, as far as the search limit allows. `proven` does
        too, and gives None where the limit was met before: another solver then finds the same.
        """
        gap = _EXACT if exact or proven else _NEAR
        found = _milp(self._rows, self._uppers, self._costs, gap=gap, proven=proven)
        return None if found is None else np.rint(found).astype(np.int64)

    def conflicts(self) -> tuple[str, ...]:
        """The facts that have to give way, in order, when no values meet every row.

        Elastic relaxation: each row of a fact may be missed at a cost of one for each
        judgement, and the total is minimised (Chinneck 2008, Feasibility and
        Infeasibility in Optimization, chapter 6). Empty when the search limit was met first.
        """
        n = len(self._uppers)
        uppers, rows = list(self._uppers), []
        owners: list[str] = []
        for row in self._rows:
            if row.fact:
                slack = n + 2 * len(owners)
                owners.append(row.fact)
                uppers += [np.inf, np.inf]
                row = _Row(
                    terms={**row.terms, slack: row.unit, slack + 1: -row.unit},
                    low=row.low,
                    high=row.high,
                    fact=row.fact,
                    unit=row.unit,
                )
            rows.append(row)
        costs = [0.0] * n + [1.0] * (2 * len(owners))
        found = _milp(rows, uppers, costs, gap=_EXACT, n_whole=n)
        if found is None:
            return ()
        missed = found[n:].reshape(-1, 2).sum(axis=1) > 1e-6
        return tuple(dict.fromkeys(fact for fact, miss in zip(owners, missed, strict=True) if miss))


def _milp(
    rows: list[_Row],
    uppers: list[float],
    costs: list[float],
    *,
    gap: float,
    n_whole: int | None = None,
    proven: bool = False,
) -> NDArray[np.float64] | None:
    n = len(uppers)
    at = [i for i, row in enumerate(rows) for _ in row.terms]
    of = [j for row in rows for j in row.terms]
    value = np.array([v for row in rows for v in row.terms.values()], dtype=float)
    matrix = coo_array((value, (at, of)), shape=(len(rows), n)).tocsr()
    whole = np.zeros(n)
    whole[:n_whole] = 1
    found = milp(
        np.array(costs),
        integrality=whole,
        bounds=Bounds(np.zeros(n), np.array(uppers, dtype=float)),
        constraints=LinearConstraint(
            matrix, np.array([r.low for r in rows]), np.array([r.high for r in rows])
        ),
        options={"mip_rel_gap": gap, "node_limit": _NODES},
    )
    if proven and found.status != _PROVEN:
        return None
    values: NDArray[np.float64] | None = found.x
    return values
