"""Severity without a model: what each assessor judged, less what such items usually get."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtri

from corecase.core.errors import InputError
from corecase.statistics.ratings import Floats, Integers
from corecase.statistics.readings import Readings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Residuals:
    """The residual of every answer sufficient or insufficient.

    `values` (n) are 1 or 0 less the share sufficient of that item in cases of that profile;
    `case` and `assessor` (n) say whose. `sd` is that of a sum over judgements, for one of them:
    a sum over n has sd x sqrt(n), the answers of one assessor to one case taken whole.
    """

    readings: Readings
    values: Floats
    case: Integers
    assessor: Integers
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorResidual:
    """One assessor on the funnel.

    `difference` is the mean residual in shares, from -1 to 1, above 0 where the assessor said
    sufficient more often than others did of such items. `z` is the sum of the residuals over
    its standard deviation with whole cases as the unit; None from fewer than two cases, and
    where these do not differ.
    """

    assessor: str
    n_cases: int
    n_judgements: int
    difference: float
    z: float | None


def residuals(readings: Readings, profiles: Mapping[str, str] | None = None) -> Residuals:
    """The residuals, given the profile of every case where cases are of several kinds.

    A profile that one assessor alone judged says nothing of them: their residuals there sum
    to 0. Raises InputError where nothing was judged sufficient or insufficient, and for a case
    without a profile.
    """
    scored = readings.scored
    if not len(scored.answer):
        raise InputError("Nothing is judged sufficient or insufficient yet; add judgements.")
    kinds = _kinds(readings, profiles)
    cells = kinds[scored.case] * len(readings.item_ids) + scored.item
    answers = scored.answer.astype(np.float64)
    _, cell = np.unique(cells, return_inverse=True)
    values = answers - (np.bincount(cell, answers) / np.bincount(cell))[cell]
    readers = scored.case * len(readings.assessors) + scored.assessor
    of_readings = np.bincount(np.unique(readers, return_inverse=True)[1], values)
    return Residuals(
        readings=readings,
        values=values,
        case=scored.case,
        assessor=scored.assessor,
        sd=sqrt(float((of_readings**2).sum()) / len(values)),
    )


def by_assessor(found: Residuals) -> tuple[AssessorResidual, ...]:
    """Every assessor who judged, in the order of names."""
    return tuple(_of_assessor(found, int(assessor)) for assessor in np.unique(found.assessor))


def funnel_limit(found: Residuals, n_judgements: int, level: float = 0.95) -> float:
    """How far a mean residual of so many judgements lies from 0, by luck alone, at a level.

    The two limits are minus and plus this (Spiegelhalter 2005, Stat. Med. 24, 1185). Raises
    InputError for no judgements.
    """
    if n_judgements < 1:
        raise InputError("A limit of the funnel needs one judgement or more.")
    return float(ndtri((1 + level) / 2)) * found.sd / sqrt(n_judgements)


def _of_assessor(found: Residuals, assessor: int) -> AssessorResidual:
    mine = found.assessor == assessor
    cases, case = np.unique(found.case[mine], return_inverse=True)
    sums = np.bincount(case, found.values[mine])
    n_cases, n_judgements, total = len(cases), int(mine.sum()), float(sums.sum())
    z = None
    if n_cases > 1:
        spread = sqrt(n_cases / (n_cases - 1) * float(((sums - sums.mean()) ** 2).sum()))
        z = total / spread if spread > 1e-12 else None
    return AssessorResidual(
        assessor=found.readings.assessors[assessor],
        n_cases=n_cases,
        n_judgements=n_judgements,
        difference=total / n_judgements,
        z=z,
    )


def _kinds(readings: Readings, profiles: Mapping[str, str] | None) -> Integers:
    if profiles is None:
        return np.zeros(len(readings.case_ids), dtype=np.int64)
    without = [case_id for case_id in readings.case_ids if case_id not in profiles]
    if without:
        raise InputError(f"Case {without[0]} has no profile; give one for every case.")
    names = [profiles[case_id] for case_id in readings.case_ids]
    kinds: Integers = np.unique(names, return_inverse=True)[1].astype(np.int64)
    return kinds
