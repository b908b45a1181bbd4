"""The assessors of an invented country: teams, leniency, mistakes and second assessments."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from corecase.statistics.simulated_country import Answers, Cases, Country, Counts, Floats, judged
from corecase.statistics.simulation_design import SimulatedAssessors

_FEWEST_SECONDS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SecondAssessments:
    """Cases judged again: `rows` of the sample, by whom, and the answers (rows x items)."""

    rows: Counts
    assessor: Counts
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessed:
    """What the teams judged: who judged each case, every answer, and the leniency of each person.

    `assessor` counts through all teams, so `leniency[assessor]` is that of the person.
    """

    assessor: Counts
    leniency: Floats
    answers: Answers
    seconds: SecondAssessments


def assess(people: SimulatedAssessors, country: Country, sample: Cases, rng: Generator) -> Assessed:
    """Deals the cases of each sample to the service's team and has them judged.

    `sample` holds the drawn cases service by service, in the order of the draw: dealt in turn,
    they are dealt at random. At least two cases of each sample are judged again, or one
    where only one was drawn; none where no second assessments are asked for.
    """
    n_services = len(country.n_sampled)
    least, most = people.team_sizes
    sizes = rng.integers(least, most + 1, n_services)
    first_person = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    leniency = people.leniency_sd * rng.standard_normal(int(sizes.sum()))
    place = _places(country.n_sampled)
    in_team = place % sizes[sample.service]
    assessor = first_person[sample.service] + in_team
    seconds = _chosen_twice(people, country, sample, rng)
    size = sizes[sample.service[seconds]]
    other = (in_team[seconds] + 1 + rng.integers(0, np.maximum(size - 1, 1))) % size
    second = first_person[sample.service[seconds]] + other
    return Assessed(
        assessor=assessor,
        leniency=leniency,
        answers=_answers(people, country, sample, leniency[assessor], rng),
        seconds=SecondAssessments(
            rows=seconds,
            assessor=second,
            answers=_answers(people, country, sample.taken(seconds), leniency[second], rng),
        ),
    )


def _places(n_sampled: Counts) -> Counts:
    """The place of each case within the sample of its service, from 0."""
    starts = np.concatenate(([0], np.cumsum(n_sampled)[:-1]))
    return np.asarray(np.arange(int(n_sampled.sum())) - np.repeat(starts, n_sampled))


def _chosen_twice(
    people: SimulatedAssessors, country: Country, sample: Cases, rng: Generator
) -> Counts:
    if not people.second_share:
        return np.empty(0, dtype=np.int64)
    wanted = np.maximum(_FEWEST_SECONDS, np.ceil(people.second_share * country.n_sampled))
    order = np.lexsort((rng.random(len(sample.service)), sample.service))
    return np.sort(order[_places(country.n_sampled) < wanted[sample.service]])


def _answers(
    people: SimulatedAssessors, country: Country, cases: Cases, leniency: Floats, rng: Generator
) -> Answers:
    shape = cases.answer_dice.shape
    fresh = rng.random(shape, dtype=np.float32) < people.fresh_answers
    seen = replace(
        cases,
        levels=cases.levels + leniency[:, None].astype(np.float32),
        answer_dice=np.where(fresh, rng.random(shape, dtype=np.float32), cases.answer_dice),
    )
    flips = rng.random(shape, dtype=np.float32) < people.applicability_flips
    return judged(country, seen, flips=flips)
