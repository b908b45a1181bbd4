"""Invented national tables, released year after year, and an adversary who keeps every release.

A national table counts persons by region and group: most cells are small in the small regions,
and the later table counts those of the earlier one and more, or the same ones corrected.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from corecase.core.count_tables import Cell, CountTable, with_totals
from corecase.core.suppression import POLICIES, primary
from corecase.statistics.adding_up import Relation, adding_up
from corecase.statistics.disclosure import Attacker, Range
from corecase.statistics.suppression import protect

N_RELEASES = 3
POLICY = POLICIES["persons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The releases that were published, and what the adversary found, in sentences."""

    n_released: int
    n_hidden: int
    found: tuple[str, ...]


def tried(seed: int) -> Trial:
    """Releases the tables of one invented country and attacks them all together."""
    rng = np.random.default_rng([20261121, seed])
    relation = Relation.GROWN if seed % 2 else Relation.CORRECTED
    counts, tables = _country(rng), list[CountTable]()
    published = list[CountTable]()
    for year in range(N_RELEASES):
        table = _table(counts, year)
        made = protect(table, POLICY, published=published, relation=relation)
        if made.is_protected:
            published.append(made.table)
            tables.append(table)
        counts = _later(counts, relation, rng)
    attacker = Attacker(adding_up(published, relation))
    found, n_hidden = [], 0
    for table, shown, at in zip(tables, published, attacker.known.at, strict=True):
        for cell in shown.hidden:
            n_hidden += 1
            limits = attacker.range(at[cell])
            is_secret = cell in primary(table, POLICY)
            if wrong := _found_out(table, cell, limits, is_secret, table is tables[-1]):
                found.append(f"{table.name}, {cell[0]}, {cell[1]}: {wrong}")
    return Trial(n_released=len(published), n_hidden=n_hidden, found=tuple(found))


def _country(rng: Generator) -> dict[Cell, int]:
    """Persons by region and group: regions from tiny to large, groups from rare to common."""
    regions = rng.lognormal(2.5, 1.2, size=int(rng.integers(4, 8)))
    groups = rng.dirichlet(np.full(int(rng.integers(3, 5)), 0.8))
    return {
        (f"Region {r + 1}", f"Group {g + 1}"): int(rng.poisson(size * share))
        for r, size in enumerate(regions)
        for g, share in enumerate(groups)
    }


def _later(counts: dict[Cell, int], relation: Relation, rng: Generator) -> dict[Cell, int]:
    if relation is Relation.GROWN:
        return {cell: count + int(rng.poisson(0.3 * count + 0.5)) for cell, count in counts.items()}
    return {cell: max(0, count + int(rng.integers(-1, 2))) for cell, count in counts.items()}


def _table(counts: dict[Cell, int], year: int) -> CountTable:
    rows = tuple(dict.fromkeys(row for row, _ in counts))
    columns = tuple(dict.fromkeys(column for _, column in counts))
    return with_totals(f"Year {year + 1}", rows, columns, counts)


def _found_out(
    table: CountTable, cell: Cell, limits: Range, is_secret: bool, is_newest: bool
) -> str:
    """What the adversary knows that he must not; empty where he knows nothing.

    A cell hidden for the sake of others may become known; its own count was never a secret.
    """
    count = table.cells[cell] or 0
    if limits.low > count or (limits.high is not None and limits.high < count):
        return f"the truth, {count}, is not within {limits}"
    if not is_secret:
        return ""
    if not is_newest:
        # What was learnt since moves both ends: they stay as far apart as the policy asks.
        is_wide = limits.high is None or limits.high - limits.low >= POLICY.threshold
        return "" if is_wide else f"narrowed to {limits} by later releases"
    low, high = 0, POLICY.threshold
    if not POLICY.is_small(count):
        low, high = max(0, count - POLICY.threshold), count
    return "" if limits.reaches(low, high) else f"narrowed to {limits}"
