"""Strata as a variance needs them: two cases in each, and every case of the caseload in one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from corecase.statistics.totals import CaseTotals, Counts, Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VarianceStrata:
    """The strata after those with too few cases were joined to others ("collapsed").

    `of_case` gives the stratum of each case by number, `n_sampled` and `n_population` the cases
    of each (`n_population` None where no part is corrected for), `weights` the weight of each case
    (N/n of the stratum in which it was drawn), `notes` what was joined, in sentences.
    """

    of_case: Counts
    n_sampled: Counts
    n_population: Counts | None
    weights: Floats
    notes: tuple[str, ...] = ()

    @property
    def fractions(self) -> Floats:
        """The share of each stratum to correct for; 0 where there is nothing to correct."""
        if self.n_population is None:
            return np.zeros(len(self.n_sampled))
        return self.n_sampled / self.n_population


def variance_strata(totals: CaseTotals, *, finite: bool) -> VarianceStrata:
    """Strata from which a variance can be worked out.

    `finite` says whether the part of the caseload that was assessed is corrected for, so that a
    stratum taken whole leaves nothing to chance; it needs a known caseload.

    A stratum without an assessed case is joined to the next in order, for the weights too: who
    was assessed there speaks for it. A stratum with one case keeps its weight and is joined for
    the variance alone (Cochran 1977, section 5A.12, collapsed strata), unless it was taken whole
    and so leaves nothing to chance. One that leaves something to chance is preferred to join;
    the order is that of the codes, because a choice by the answers would bias the variance.
    """
    joining = _Joining(totals, finite=finite)
    while empty := joining.where(lambda group: not joining.n_of(group)):
        joining.join(empty[0], "no assessed case; it is spoken for by stratum")
    weights = _weights(totals, joining.groups)
    while len(joining.groups) > 1 and (lone := joining.where(joining.is_lone)):
        joining.join(lone[0], "one assessed case; for the variance it is joined to stratum")
    groups, sizes = joining.groups, totals.n_population
    return VarianceStrata(
        of_case=_numbers(totals, groups),
        n_sampled=np.array([joining.n_of(group) for group in groups], dtype=np.int64),
        n_population=np.array([sizes[g].sum() for g in groups])
        if finite and sizes is not None
        else None,
        weights=weights,
        notes=tuple(joining.notes),
    )


class _Joining:
    """Strata while they are joined: `groups` of their places, `notes` of what was joined."""

    def __init__(self, totals: CaseTotals, *, finite: bool) -> None:
        self._totals, self._finite = totals, finite
        self.groups = [[place] for place in range(len(totals.stratum_ids))]
        self.notes: list[str] = []
        sizes = totals.n_population
        if sizes is not None:
            # A code of nobody: no case in the sample and none in the caseload.
            self.groups = [one for one in self.groups if self.n_of(one) or sizes[one].sum()]

    def n_of(self, group: list[int]) -> int:
        return sum(int(self._totals.n_sampled[place]) for place in group)

    def is_lone(self, group: list[int]) -> bool:
        """Whether it has one assessed case and leaves something to chance."""
        return self.n_of(group) == 1 and not self._is_whole(group)

    def where(self, is_so: Callable[[list[int]], bool]) -> list[int]:
        return [place for place, group in enumerate(self.groups) if is_so(group)]

    def join(self, at: int, why: str) -> None:
        """Joins a group to the next, and notes why in a sentence that ends with that."""
        is_open = [bool(self.n_of(one)) and not self._is_whole(one) for one in self.groups]
        to = _neighbour(at, is_open)
        self.notes.append(f"Stratum {self._named(at)} has {why} {self._named(to)}.")
        self.groups[to] = sorted(self.groups[to] + self.groups[at])
        del self.groups[at]

    def _is_whole(self, group: list[int]) -> bool:
        sizes = self._totals.n_population
        return bool(self._finite and sizes is not None and self.n_of(group) == sizes[group].sum())

    def _named(self, at: int) -> str:
        ids = self._totals.stratum_ids
        return ", ".join(ids[place] or "(not recorded)" for place in self.groups[at])


def _neighbour(at: int, leave_chance: list[bool]) -> int:
    """The next place in order, else the one before; of those that leave something to chance."""
    after: list[int] = [*range(at + 1, len(leave_chance)), *range(at - 1, -1, -1)]
    return next((place for place in after if leave_chance[place]), after[0])


def _numbers(totals: CaseTotals, groups: list[list[int]]) -> Counts:
    numbers = np.zeros(len(totals.stratum_ids), dtype=np.int64)
    for number, group in enumerate(groups):
        numbers[group] = number
    return np.asarray(numbers[totals.strata])


def _weights(totals: CaseTotals, groups: list[list[int]]) -> Floats:
    if totals.weights is not None:
        return totals.weights
    if totals.n_population is None:
        return np.ones(totals.n_cases)
    rate = np.array(
        [totals.n_population[group].sum() / totals.n_sampled[group].sum() for group in groups]
    )
    return np.asarray(rate[_numbers(totals, groups)])
