"""Strata as a variance needs them: two cases in each, and every case of the caseload in one."""

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
    groups = [[place] for place in range(len(totals.stratum_ids))]
    sampled, sizes = totals.n_sampled, totals.n_population
    notes: list[str] = []

    def n_of(group: list[int]) -> int:
        return sum(int(sampled[place]) for place in group)

    def is_whole(group: list[int]) -> bool:
        return bool(finite and sizes is not None and n_of(group) == sizes[group].sum())

    def join(at: int, why: str) -> None:
        to = _neighbour(at, [not is_whole(group) and bool(n_of(group)) for group in groups])
        names = [
            ", ".join(totals.stratum_ids[place] or "(not recorded)" for place in groups[g])
            for g in (at, to)
        ]
        notes.append(f"Stratum {names[0]} has {why} {names[1]}.")
        groups[to] = sorted(groups[to] + groups[at])
        del groups[at]

    # A code of nobody: no case in the sample and none in the caseload.
    if sizes is not None:
        groups = [group for group in groups if n_of(group) or sizes[group].sum()]
    while empty := [g for g, group in enumerate(groups) if not n_of(group)]:
        join(empty[0], "no assessed case; it is spoken for by stratum")
    weights = _weights(totals, groups)
    while len(groups) > 1 and (
        lone := [g for g, group in enumerate(groups) if n_of(group) == 1 and not is_whole(group)]
    ):
        join(lone[0], "one assessed case; for the variance it is joined to stratum")
    return VarianceStrata(
        of_case=_numbers(totals, groups),
        n_sampled=np.array([n_of(group) for group in groups], dtype=np.int64),
        n_population=np.array([sizes[g].sum() for g in groups])
        if finite and sizes is not None
        else None,
        weights=weights,
        notes=tuple(notes),
    )


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
