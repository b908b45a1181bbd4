"""Stage 1 of a reconstruction: whole counts for every item that fit a report at once.

An integer linear program solved by HiGHS. Each item has an applicable and a sufficient
count in every stratum of cases with the same attributes, because within a stratum rules
tell no case from another, so that gates can always be honoured case by case afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from corecase.core.cases import Case
from corecase.core.criteria import Item
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.frameworks import Framework
from corecase.core.publications import PrintedScore, PublishedFact
from corecase.core.rules import Gate
from corecase.core.scoring import pools
from corecase.statistics.integer_program import IntegerProgram, Terms

# A judgement of an invented item costs more than any printed item can gain by moving.
_FILLER_COST = 4.0
_SCORE = "the score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Cases that no rule can tell apart."""

    attributes: Mapping[str, str]
    case_ids: tuple[str, ...]


def strata_of(cases: Iterable[Case]) -> tuple[Stratum, ...]:
    """The cases grouped by equal attributes, in order of first appearance."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for case in cases:
        groups.setdefault(tuple(sorted(case.attributes.items())), []).append(case.id)
    return tuple(Stratum(attributes=dict(k), case_ids=tuple(ids)) for k, ids in groups.items())


def solve_margins(
    framework: Framework,
    facts: Mapping[str, PublishedFact],
    printed: Iterable[PrintedScore],
    strata: tuple[Stratum, ...],
    rng: Generator,
) -> dict[str, tuple[Figure, ...]]:
    """For each item one figure per stratum, so that every fact, gate and score holds.

    An item without a fact is free; invented ones are kept small. The objective is drawn
    from `rng`: another draw gives another of the many solutions. Raises InputError naming
    the facts that conflict when there is no solution.
    """
    margins = _Margins(framework, strata, rng)
    for item in framework.items:
        if fact := facts.get(item.id):
            margins.add_fact(item, fact)
    for score in printed:
        margins.add_score(score)
    values = margins.program.solve()
    if values is None:
        raise InputError(_conflict(margins.program.conflicts()))
    return {
        item_id: tuple(Figure(count=int(values[s]), out_of=int(values[a])) for a, s in columns)
        for item_id, columns in margins.columns.items()
    }


def _conflict(facts: tuple[str, ...]) -> str:
    if not facts:
        return (
            "No table was found that fits every published fact within the search limit; "
            "try another seed."
        )
    scores = any(fact.startswith(_SCORE) for fact in facts)
    advice = ", or allow more invented items" if scores else ""
    return f"The published facts cannot all hold at once: check {'; '.join(facts)}{advice}."


class _Margins:
    """The integer program of one report: columns (applicable, sufficient) per item and stratum."""

    def __init__(self, framework: Framework, strata: tuple[Stratum, ...], rng: Generator) -> None:
        self.framework = framework
        self.strata = strata
        self.n_cases = sum(len(stratum.case_ids) for stratum in strata)
        self.program = IntegerProgram()
        self.columns: dict[str, list[tuple[int, int]]] = {}
        for item in framework.gate_order():
            self._add_item(item, rng)

    def _add_item(self, item: Item, rng: Generator) -> None:
        weights = rng.uniform(-1, 1, size=2)
        if item.wording == "invented":
            weights = np.array([_FILLER_COST, weights[1]])
        self.columns[item.id] = []
        for h, stratum in enumerate(self.strata):
            asked = item.applies.applies(stratum.attributes) is not False
            most = len(stratum.case_ids) if asked else 0
            a = self.program.column(most, weights[0])
            s = self.program.column(most, weights[1])
            self.columns[item.id].append((a, s))
            self.program.row({s: 1, a: -1}, high=0)
            if item.gate:
                self.program.row(self._behind(item.gate, h, a), high=0)

    def _behind(self, gate: Gate, h: int, a: int) -> Terms:
        """Column `a` less the cases of stratum `h` in which the gate is open."""
        parent_a, parent_s = self.columns[gate.item][h]
        opened = {
            "sufficient": {parent_s: -1},
            "insufficient": {parent_a: -1, parent_s: 1},
            "applicable": {parent_a: -1},
        }
        return {a: 1, **opened[gate.when]}

    def add_fact(self, item: Item, fact: PublishedFact) -> None:
        """The counts that the fact allows, base by base: one base is chosen."""
        bases = fact.bases(self.n_cases)
        if not bases:
            raise InputError(
                f"{named(fact)} cannot come from any base it allows up to {self.n_cases} cases; "
                "correct the fact."
            )
        columns = self.columns[item.id]
        name = f"{named(fact)} {item.gate.explain()}" if item.gate else named(fact)
        applicable: Terms = {a: 1 for a, _ in columns}
        sufficient: Terms = {s: 1 for _, s in columns}
        chosen = {base: self.program.column(1) for base in bases}
        allowed = {base: fact.counts(base) for base in bases}
        add = self.program.row
        add(dict.fromkeys(chosen.values(), 1), low=1, high=1)
        add({**applicable, **{z: -b for b, z in chosen.items()}}, low=0, high=0, fact=name)
        add({**sufficient, **{z: -allowed[b][0] for b, z in chosen.items()}}, low=0, fact=name)
        add({**sufficient, **{z: -allowed[b][-1] for b, z in chosen.items()}}, high=0, fact=name)
        if fact.every_case_asked:
            self._ask_every_case(item, name)

    def _ask_every_case(self, item: Item, name: str) -> None:
        for h, (a, _) in enumerate(self.columns[item.id]):
            stratum = self.strata[h]
            if item.applies.applies(stratum.attributes) is False:
                continue
            terms = self._behind(item.gate, h, a) if item.gate else {a: 1}
            size = 0 if item.gate else len(stratum.case_ids)
            self.program.row(terms, low=size, high=size, fact=name)

    def add_score(self, printed: PrintedScore) -> None:
        """The rounding of the printed percentage, and the band, on the pooled counts."""
        stands = pools(self.framework, printed.score_id)
        columns = [c for i in self.framework.items if stands(i) for c in self.columns[i.id]]
        if not columns:
            raise InputError(
                f"There is no score {printed.score_id!r} with items in this framework; "
                "correct its name among the printed scores."
            )
        p = printed.percent
        fact = f"{_SCORE} {printed.score_id} ({p}%{' ' + printed.band if printed.band else ''})"

        def between(scale: int, low: int, high: int) -> None:
            """Asks for low x applicable <= scale x sufficient < high x applicable."""
            s = {s: scale for _, s in columns}
            self.program.row({**s, **{a: -low for a, _ in columns}}, low=0, fact=fact, unit=scale)
            self.program.row(
                {**s, **{a: -high for a, _ in columns}}, high=-1, fact=fact, unit=scale
            )

        between(200, 2 * p - 1, 2 * p + 1)
        if printed.band:
            between(100, *self._band_edges(printed))

    def _band_edges(self, printed: PrintedScore) -> tuple[int, int]:
        bands = sorted(self.framework.bands, key=lambda band: band.from_percent)
        uppers = [band.from_percent for band in bands[1:]] + [101]
        for band, upper in zip(bands, uppers, strict=True):
            if band.id == printed.band:
                if self.framework.band_on == "exact":
                    return band.from_percent, upper
                if band.from_percent <= printed.percent < upper:
                    return 0, 101
        known = ", ".join(band.id for band in bands) or "none"
        raise InputError(
            f"{printed.score_id} is printed {printed.percent}% {printed.band}, which the bands of "
            f"this framework ({known}) do not give; correct the band."
        )


def named(fact: PublishedFact) -> str:
    """A fact in a few words, for a message."""
    said = [f"{fact.percent}%"] if fact.percent is not None else []
    said += [fact.wording] if fact.wording else []
    if not said:
        said = [f"{_span(fact.sufficient)} of {_span(fact.applicable)}"]
    return f"{fact.item_id} ({', '.join(said)})"


def _span(counts: range) -> str:
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
