"""A simulated national programme: services, samples and judgements whose truth is known.

Made to be tested against, because the truth of a real service is never known. Everything in
it is synthetic.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, SeedSequence

from corecase.core.errors import InputError
from corecase.statistics.simulated_assessors import Assessed, assess
from corecase.statistics.simulated_country import (
    Answers,
    Cases,
    Country,
    Counts,
    Floats,
    draw_cases,
    draw_country,
    judged,
    totals,
)
from corecase.statistics.simulated_truth import caseload_truth, practice_truth
from corecase.statistics.simulation_design import SYNTHETIC, Design
from corecase.statistics.totals import WHOLE_CASELOAD, CaseTotals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Programme:
    """A synthetic programme: what inspections found in K services, and what was true.

    `sufficient` and `applicable` have a row for each assessed case, service by service and in
    the order of the draw, and a column for each headline (G); `answers` a column for each item.
    `caseload_truth` and `practice_truth` are K x G shares. `assessed` is None where one average
    assessor judged everything.
    """

    design: Design
    seed: int
    number: int
    country: Country
    sentence: Counts
    answers: Answers
    sufficient: Counts
    applicable: Counts
    caseload_truth: Floats
    practice_truth: Floats
    assessed: Assessed | None

    @property
    def notice(self) -> str:
        """What has to stand on everything that is made of it."""
        return f"{SYNTHETIC} Seed {self.seed}, programme {self.number}."

    @property
    def service_ids(self) -> tuple[str, ...]:
        """A name for each service that cannot be taken for a real one."""
        return tuple(f"SYNTHETIC-{k + 1:03}" for k in range(self.design.n_services))

    @property
    def starts(self) -> Counts:
        """Where each service begins among the assessed cases."""
        return _starts(self.country.n_sampled)

    def rows(self, service: int) -> slice:
        """The assessed cases of a service, by its place from 0."""
        start = int(self.starts[service])
        return slice(start, start + int(self.country.n_sampled[service]))

    def case_ids(self, service: int) -> tuple[str, ...]:
        """A name for each assessed case of a service."""
        name = self.service_ids[service]
        return tuple(f"{name}-{i + 1:03}" for i in range(int(self.country.n_sampled[service])))

    def totals_of(self, service: int) -> CaseTotals:
        """What an inspection of the service knows: the totals of its sample and its caseload."""
        rows = self.rows(service)
        n_cases = rows.stop - rows.start
        return CaseTotals(
            case_ids=self.case_ids(service),
            score_ids=self.design.headline_ids,
            sufficient=self.sufficient[rows],
            applicable=self.applicable[rows],
            strata=np.zeros(n_cases, dtype=np.int64),
            stratum_ids=(WHOLE_CASELOAD,),
            n_population=self.country.n_population[service : service + 1],
        )

    def judgements_by_assessor(self, service: int) -> tuple[dict[str, int], ...]:
        """How many applicable judgements each assessor of a service made, headline by headline.

        Raises InputError where one average assessor judged everything.
        """
        if self.assessed is None:
            raise InputError("This simulation has one average assessor; simulate assessors too.")
        rows = self.rows(service)
        people = self.assessed.assessor[rows]
        return tuple(
            {
                f"SYNTHETIC-A{person + 1:04}": int(column[people == person].sum())
                for person in np.unique(people)
            }
            for column in self.applicable[rows].T
        )


def simulate(design: Design, *, seed: int, number: int = 0) -> Programme:
    """One synthetic programme. The same settings, seed and number give the same programme.

    Programmes of one seed and different numbers are independent of each other. Services, cases,
    the draw and the assessors have their own streams of chance: with other assessors the same
    cases are drawn of the same services, and the truth stays. Raises InputError for a negative
    seed or number.
    """
    if seed < 0 or number < 0:
        raise InputError("A seed and a number of a simulation are whole numbers from 0.")
    streams = SeedSequence(seed, spawn_key=(number,)).spawn(4)
    chance = [Generator(np.random.PCG64(stream)) for stream in streams]
    country = draw_country(design, chance[0])
    cases = draw_cases(design, country, chance[1])
    everything = judged(country, cases)
    drawn = _draw(country, cases, chance[2])
    people = design.assessors
    assessed = assess(people, country, cases.taken(drawn), chance[3]) if people else None
    answers = assessed.answers if assessed else everything[drawn]
    sufficient, applicable = totals(country, answers)
    return Programme(
        design=design,
        seed=seed,
        number=number,
        country=country,
        sentence=cases.sentence[drawn],
        answers=answers,
        sufficient=sufficient,
        applicable=applicable,
        caseload_truth=caseload_truth(*totals(country, everything), _starts(country.n_population)),
        practice_truth=practice_truth(design, country),
        assessed=assessed,
    )


def programmes(design: Design, *, seed: int, n_programmes: int) -> Iterator[Programme]:
    """Independent programmes of one seed, one at a time, so that memory holds one."""
    if n_programmes < 1:
        raise InputError("Simulate at least one programme.")
    return (simulate(design, seed=seed, number=number) for number in range(n_programmes))


def _starts(sizes: Counts) -> Counts:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)[:-1]))


def _draw(country: Country, cases: Cases, rng: Generator) -> Counts:
    """A simple random sample of each caseload: the rows of its cases, in the order drawn."""
    dice = rng.random(len(cases.service))
    sizes = zip(_starts(country.n_population), country.n_population, country.n_sampled, strict=True)
    return np.concatenate(
        [start + np.argsort(dice[start : start + n], kind="stable")[:k] for start, n, k in sizes]
    )
