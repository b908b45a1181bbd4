"""The services and items of an invented country, and how its cases would be judged.

Every random number comes from the generator that is handed in. The answer to an item follows
the Rasch-like model of `statistics.cells`: sufficient with the chance

    expit(level of the service + quality of the case - difficulty of the item + leniency)
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from corecase.statistics.simulation_design import (
    SAMPLE_SIZES,
    SENTENCE_ALIKE,
    SENTENCE_SHARES,
    SENTENCE_SHIFTS,
    SIZE_EDGES,
    Design,
)

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Counts = NDArray[np.int64]
Answers = NDArray[np.int8]
Flags = NDArray[np.bool_]

_GATED_OF = 4

_BLOCK = 2_048
"""Cases worked on at once, so that their judgements stay near the processor."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Country:
    """Services (K) with their sizes and levels, and the items (J) of all headlines (G).

    `levels` (K x G) are on the logit scale; `sentence_shares` is K x 3. `gate` names for each
    item the one that must be sufficient before it is asked, -1 where nothing stands before it.
    """

    n_population: Counts
    n_sampled: Counts
    levels: Floats
    sentence_shares: Floats
    difficulty: Floats
    applicability: Floats
    headline: Counts
    gate: Counts

    @property
    def groups(self) -> Singles:
        """Items by headlines: 1 where the headline pools the item."""
        found = np.arange(self.levels.shape[1]) == self.headline[:, None]
        return np.asarray(found, dtype=np.float32)


def draw_country(design: Design, rng: Generator) -> Country:
    """A country: sizes, levels and case mixes of services, difficulties of items."""
    n_population, n_sampled = _sizes(design, rng)
    headline = np.repeat(np.arange(len(design.headlines)), [h.n_items for h in design.headlines])
    difficulty = design.item_sd * rng.standard_normal(design.n_items)
    # Centred in each headline, so that an unlucky draw of items moves no national average.
    means = np.bincount(headline, difficulty) / np.bincount(headline)
    shares = rng.dirichlet(SENTENCE_ALIKE * np.array(SENTENCE_SHARES), design.n_services)
    if not design.case_mix:
        shares[:] = (0.0, 1.0, 0.0)
    return Country(
        n_population=n_population,
        n_sampled=n_sampled,
        levels=_levels(design, rng),
        sentence_shares=shares,
        difficulty=difficulty - means[headline],
        applicability=rng.choice(np.array(design.applicabilities), design.n_items),
        headline=headline,
        gate=_gates(design),
    )


def _sizes(design: Design, rng: Generator) -> tuple[Counts, Counts]:
    drawn = np.exp(np.log(170) + 0.65 * rng.standard_normal(design.n_services))
    if design.caseload is not None and design.sample is not None:
        alike = np.ones(design.n_services, dtype=np.int64)
        return design.caseload * alike, design.sample * alike
    n_population = np.clip(np.rint(drawn), 40, 1200).astype(np.int64)
    n_sampled = np.array(SAMPLE_SIZES)[np.searchsorted(SIZE_EDGES, n_population, side="right")]
    return n_population, n_sampled


def _levels(design: Design, rng: Generator) -> Floats:
    base = np.array([headline.base for headline in design.headlines]) + design.uplift
    shared = rng.standard_normal((design.n_services, 1))
    own = rng.standard_normal((design.n_services, len(base)))
    r = design.service_correlation
    effects = design.service_sd * (np.sqrt(r) * shared + np.sqrt(1 - r) * own)
    return np.asarray(base + effects)


def _gates(design: Design) -> Counts:
    """Of every four items of a headline the second is asked where the first is sufficient."""
    gate = np.full(design.n_items, -1, dtype=np.int64)
    first = 0
    for headline in design.headlines if design.gates else ():
        gated = np.arange(first + 1, first + headline.n_items, _GATED_OF)
        gate[gated] = gated - 1
        first += headline.n_items
    return gate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cases:
    """Every case (C) of every caseload, service by service.

    `levels` (C x G) are on the logit scale: of the service, the sentence and the case itself.
    `answer_dice` and `applies_dice` (C x J) settle how the average assessor would judge it.
    """

    service: Counts
    sentence: Counts
    levels: Singles
    answer_dice: Singles
    applies_dice: Singles

    def taken(self, rows: Counts) -> "Cases":
        """Some of the cases, in the order of `rows`."""
        return Cases(
            service=self.service[rows],
            sentence=self.sentence[rows],
            levels=self.levels[rows],
            answer_dice=self.answer_dice[rows],
            applies_dice=self.applies_dice[rows],
        )


def draw_cases(design: Design, country: Country, rng: Generator) -> Cases:
    """The caseloads of all services. A case's quality is shared by its headlines for the most."""
    service = np.repeat(np.arange(design.n_services), country.n_population)
    n_cases, n_headlines = len(service), len(design.headlines)
    quality = design.case_sd * rng.standard_normal((n_cases, 1), dtype=np.float32)
    own = design.case_headline_sd * rng.standard_normal((n_cases, n_headlines), dtype=np.float32)
    edges = np.cumsum(country.sentence_shares, axis=1)[service, :-1]
    sentence = (rng.random(n_cases)[:, None] >= edges).sum(axis=1)
    shift = np.array(SENTENCE_SHIFTS)[sentence, None]
    levels = country.levels[service] + shift + quality + own
    return Cases(
        service=service,
        sentence=sentence,
        levels=levels.astype(np.float32),
        answer_dice=rng.random((n_cases, design.n_items), dtype=np.float32),
        applies_dice=rng.random((n_cases, design.n_items), dtype=np.float32),
    )


def judged(country: Country, cases: Cases, *, flips: Flags | None = None) -> Answers:
    """Cases by items: 1 sufficient, 0 insufficient, -1 not applicable.

    By whom follows from the levels and dice of the cases; `flips` marks where applicability
    was mistaken. An item behind a gate applies only where the other was judged sufficient.
    """
    applicability = country.applicability.astype(np.float32)
    gated = np.flatnonzero(country.gate >= 0)
    first = country.gate[gated]
    answers = np.empty(cases.answer_dice.shape, dtype=np.int8)
    # The odds of an answer are a product of the item's and the case's, so that the exponential
    # is taken once for each and not for each pair. In double precision, because processors
    # differ in the last digit of exp, which in single precision turns an answer now and then.
    of_items = np.exp(country.difficulty)
    of_cases = np.exp(-cases.levels.astype(np.float64))
    for start in range(0, len(answers), _BLOCK):
        rows = slice(start, start + _BLOCK)
        odds = of_cases[rows].take(country.headline, axis=1)
        odds *= of_items
        odds += 1
        odds *= cases.answer_dice[rows]
        sufficient = odds < 1
        applies = cases.applies_dice[rows] < applicability
        if flips is not None:
            applies ^= flips[rows]
        applies[:, gated] &= applies[:, first] & sufficient[:, first]
        # Whole numbers in place of a choice for each judgement: 2, 1 and 0, less 1.
        found = answers[rows]
        np.add(sufficient.view(np.int8), np.int8(1), out=found)
        found *= applies.view(np.int8)
        found -= np.int8(1)
    return answers


def totals(country: Country, answers: Answers) -> tuple[Counts, Counts]:
    """Sufficient and applicable judgements of each case, headline by headline (C x G)."""
    groups = country.groups
    sufficient = (answers == 1).astype(np.float32) @ groups
    applicable = (answers >= 0).astype(np.float32) @ groups
    return sufficient.astype(np.int64), applicable.astype(np.int64)
