"""From the figures of a published report to an invented case-by-item table that prints them.

Related in aim: Heathers et al. 2018 (SPRITE); Wilner et al. 2018 (CORVIDS). A table found
this way is one of very many: draw several, report the spread, and never present one as the
inspectorate's data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from numpy.random import SeedSequence, default_rng

from corecase.core.cases import Case
from corecase.core.criteria import Item
from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.core.publications import LevelCount, PrintedScore, PublishedFact
from corecase.statistics.cells import fill_cells, judgements_of
from corecase.statistics.margins import named, solve_margins, strata_of

NOTE = "Synthetic: reconstructed from published figures; not the inspectorate's data."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconstruction:
    """An invented table that reproduces a report.

    `framework` is the original one without the items in `leaves_out`, of which the report
    says nothing, and with the invented `fillers` that make up its scores. Every case
    answers every item of it. `margins` is the figure of each item.
    """

    framework: Framework
    leaves_out: tuple[str, ...]
    fillers: tuple[Item, ...]
    cases: tuple[Case, ...]
    judgements: Judgements
    margins: Mapping[str, Figure]


def reconstruct(
    framework: Framework,
    facts: Iterable[PublishedFact],
    printed: Iterable[PrintedScore],
    cases: Sequence[Case],
    *,
    seed: int,
    sigma: float = 1.0,
    levels: Iterable[LevelCount] = (),
    max_fillers: int = 20,
) -> Reconstruction:
    """A table of judgements in which every fact, gate, printed score and band holds.

    The same arguments give the same table; another `seed` another one. `sigma` is how much
    cases differ in quality, 0 for not at all. Raises InputError naming the facts that
    conflict when no table can print them all, or an item that the framework lacks.
    """
    if sigma < 0:
        raise InputError(f"sigma is a standard deviation, 0 or more; not {sigma}.")
    levels = tuple(levels)
    known = _all_facts(framework, facts, levels)
    leaves_out = _unprinted(framework, known)
    fillers = _fillers(framework, set(leaves_out), max_fillers)
    for_margins, for_cells, for_levels = (
        default_rng(child) for child in SeedSequence(seed).spawn(3)
    )
    strata = strata_of(cases)
    widest = framework.overlaid(note=NOTE, leaves_out=leaves_out, adds=fillers)
    margins = solve_margins(widest, known, printed, strata, for_margins)
    totals = {item_id: sum(figures, NOTHING) for item_id, figures in margins.items()}
    used = tuple(item for item in fillers if totals[item.id].is_applicable)
    overlaid = framework.overlaid(note=NOTE, leaves_out=leaves_out, adds=used)
    cells = fill_cells(overlaid, margins, strata, sigma, for_cells)
    judgements = judgements_of(cells, levels, for_levels)
    return Reconstruction(
        framework=overlaid,
        leaves_out=leaves_out,
        fillers=used,
        cases=tuple(cases),
        judgements=Judgements.of(judgements, (case.id for case in cases)),
        margins={item.id: totals[item.id] for item in overlaid.items},
    )


def _all_facts(
    framework: Framework, facts: Iterable[PublishedFact], levels: tuple[LevelCount, ...]
) -> dict[str, PublishedFact]:
    """The facts by item; an item whose levels are counted has its figure from them."""
    known: dict[str, PublishedFact] = {}
    for fact in facts:
        if fact.item_id in known:
            raise InputError(f"{fact.item_id} has two published facts; join them into one.")
        known[fact.item_id] = fact
    ids = {item.id: item for item in framework.items}
    for item_id in chain(known, (level.item_id for level in levels)):
        if item_id not in ids:
            raise InputError(f"{framework.id} has no item {item_id}; correct the published facts.")
    for level in levels:
        for value in (level.service_value, level.assessor_value):
            if value not in ids[level.item_id].levels:
                raise InputError(f"{level.item_id} has no level {value!r}; correct the levels.")
    for item_id in dict.fromkeys(level.item_id for level in levels):
        known[item_id] = _from_levels(item_id, levels, known.get(item_id))
    return known


def _from_levels(
    item_id: str, levels: tuple[LevelCount, ...], fact: PublishedFact | None
) -> PublishedFact:
    of_item = [level for level in levels if level.item_id == item_id]
    out_of = sum(level.n_cases for level in of_item)
    count = sum(level.n_cases for level in of_item if level.agrees)
    if fact and not fact.allows(Figure(count=count, out_of=out_of)):
        raise InputError(
            f"The levels of {item_id} give {count} of {out_of}, which its published fact "
            f"{named(fact)} does not allow; correct one of them."
        )
    return PublishedFact(
        item_id=item_id,
        applicable=range(out_of, out_of + 1),
        sufficient=range(count, count + 1),
    )


def _unprinted(framework: Framework, known: Mapping[str, PublishedFact]) -> tuple[str, ...]:
    """The items without a fact, but for those whose answer opens the gate of one that stays."""
    kept: set[str] = set()
    for item in reversed(framework.gate_order()):
        if item.id in known or item.id in kept:
            kept.add(item.id)
            kept.update([item.gate.item] if item.gate else [])
    return tuple(item.id for item in framework.items if item.id not in kept)


def _fillers(framework: Framework, gone: set[str], most: int) -> tuple[Item, ...]:
    """Up to `most` invented items: for each criterion and tagging in use one, then another."""
    kept = [item for item in framework.items if item.scored and item.id not in gone]
    kinds = list(dict.fromkeys((item.criterion, item.headlines) for item in kept))
    numbers: dict[str, int] = {}
    fillers = []
    for criterion_id, headlines in (kinds * 2)[:most]:
        number = framework.criterion(criterion_id).number
        n = numbers[number] = numbers.get(number, 0) + 1
        fillers.append(
            Item(
                id=f"{framework.prefix}-X-{number}-{n}",
                criterion=criterion_id,
                topic="filler",
                label=f"Invented filler {n} for {number}",
                question=f"Invented filler {n}: stands for items of {number} that are not printed.",
                headlines=headlines,
                wording="invented",
                tag="invented",
            )
        )
    return tuple(fillers)
