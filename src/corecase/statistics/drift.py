"""Drift: whether an assessor has come to judge more strictly or more leniently over weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Final

import numpy as np

from corecase.core.errors import InputError
from corecase.statistics.cusum import Cusum, cusum
from corecase.statistics.residuals import Residuals

_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One assessor, week by week from the first to the last that they judged in.

    `weeks` are Mondays. `z` is each week's sum of residuals in standard deviations of so many
    judgements, None for a week without any; `chart` is the CUSUM of them: its sum `up` grows
    while they say sufficient more readily than others do of such items, `down` while less.
    """

    assessor: str
    weeks: tuple[date, ...]
    z: tuple[float | None, ...]
    chart: Cusum

    @property
    def words(self) -> str:
        """What a person should know, in one sentence."""
        n = len(self.weeks)
        if not self.chart.signals:
            return f"{self.assessor}: no lasting shift in {n} week{'s' * (n != 1)}."
        last = self.chart.signals[-1]
        manner = "more leniently" if last.side == "up" else "more strictly"
        return (
            f"{self.assessor}: judges {manner} than others since about the week of "
            f"{self.weeks[last.since]:%d %B %Y}; look at those cases together."
        )


def drift(
    found: Residuals, judged_on: Mapping[tuple[str, str], date], *, k: float = 0.5, h: float = 5.0
) -> tuple[Drift, ...]:
    """The drift of every assessor, in the order of names.

    `judged_on` says when an assessor judged a case, by (assessor, case). With k = 0.5 and
    h = 5 one assessor in 465 weeks signals without a reason. An assessor who always was more
    lenient signals too: compare with `residuals.by_assessor`. Raises InputError for a case
    without its day, and where no residual differs from 0.
    """
    if not found.sd:
        raise InputError("Every answer is what such items always get: there is no drift to find.")
    return tuple(
        _of_assessor(found, int(assessor), judged_on, k, h)
        for assessor in np.unique(found.assessor)
    )


def _of_assessor(
    found: Residuals, assessor: int, judged_on: Mapping[tuple[str, str], date], k: float, h: float
) -> Drift:
    name = found.readings.assessors[assessor]
    mine = found.assessor == assessor
    sums: dict[date, float] = {}
    numbers: dict[date, int] = {}
    for case, value in zip(found.case[mine].tolist(), found.values[mine].tolist(), strict=True):
        week = _monday(judged_on, name, found.readings.case_ids[case])
        sums[week] = sums.get(week, 0.0) + value
        numbers[week] = numbers.get(week, 0) + 1
    first, last = min(sums), max(sums)
    weeks = tuple(first + n * _WEEK for n in range((last - first) // _WEEK + 1))
    z = tuple(
        sums[week] / (found.sd * sqrt(numbers[week])) if week in sums else None for week in weeks
    )
    return Drift(assessor=name, weeks=weeks, z=z, chart=cusum(z, k=k, h=h))


def _monday(judged_on: Mapping[tuple[str, str], date], assessor: str, case_id: str) -> date:
    day = judged_on.get((assessor, case_id))
    if day is None:
        raise InputError(f"Give the day on which {assessor} judged case {case_id}.")
    return day - timedelta(days=day.weekday())
