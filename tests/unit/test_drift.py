"""Drift: a lasting shift of one assessor, dated to the week in which it began."""

from datetime import date, timedelta

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.drift import drift
from corecase.statistics.readings import Readings, readings_of
from corecase.statistics.residuals import residuals
from tests.readings import items, reading

TWO = items(2)
MONDAY = date(2026, 5, 4)


def of(**said: list[tuple[str, str]]) -> Readings:
    """Readings of two items: assessor by assessor, case by case."""
    return readings_of(TWO, {name: reading(cases) for name, cases in said.items()})


def weekly(n_weeks: int, since: int) -> tuple[Readings, dict[tuple[str, str], date]]:
    """Six judge the same cases week by week, alike; from `since` on Ada finds all sufficient."""
    rng = np.random.default_rng(7)
    others = ("Ben", "Cleo", "Dan", "Eve", "Flo")
    ada, rest, days = [], [], {}
    for week in range(n_weeks):
        for n in range(4):
            case = f"X-{week}-{n}"
            letters = "".join(rng.choice(["S", "I"], 2))
            rest.append((case, letters))
            ada.append((case, "SS" if week >= since else letters))
            for name in ("Ada", *others):
                days[name, case] = MONDAY + timedelta(days=7 * week + n)
    return of(Ada=ada, **dict.fromkeys(others, rest)), days


def test_drift_is_dated_to_the_week_in_which_it_began() -> None:
    readings, days = weekly(30, since=15)
    ada, *others = drift(residuals(readings), days, h=4)
    assert len(ada.weeks) == len(ada.z) == 30
    assert ada.weeks[0] == MONDAY
    (shift,) = ada.chart.signals
    assert shift.side == "up"
    assert abs(shift.since - 15) <= 3
    assert ada.words == (
        f"Ada: judges more leniently than others since about the week of "
        f"{ada.weeks[shift.since]:%d %B %Y}; look at those cases together."
    )
    assert not any(other.chart.signals for other in others)
    reversed_ = of(
        Ada=[(f"X-{n}", "II") for n in range(40)],
        **{name: [(f"X-{n}", "SI") for n in range(40)] for name in ("Ben", "Cleo", "Dan")},
    )
    days = {
        (name, f"X-{n}"): MONDAY + timedelta(days=7 * n)
        for name in ("Ada", "Ben", "Cleo", "Dan")
        for n in range(40)
    }
    assert "Ada: judges more strictly than others" in drift(residuals(reversed_), days)[0].words


def test_a_week_without_a_case_is_left_open() -> None:
    found = residuals(of(Ada=[("X-1", "S"), ("X-2", "I")], Ben=[("X-1", "I"), ("X-2", "S")]))
    days = {(name, "X-1"): MONDAY for name in ("Ada", "Ben")}
    days |= {(name, "X-2"): MONDAY + timedelta(days=16) for name in ("Ada", "Ben")}
    ada, _ = drift(found, days)
    assert ada.weeks == tuple(MONDAY + timedelta(days=7 * n) for n in range(3))
    assert ada.z[1] is None
    assert ada.words == "Ada: no lasting shift in 3 weeks."
    with pytest.raises(InputError, match="Give the day on which Ben judged case X-2"):
        drift(found, {key: day for key, day in days.items() if key != ("Ben", "X-2")})


def test_one_week_is_a_week_and_sameness_no_drift() -> None:
    found = residuals(of(Ada=[("X-1", "S")], Ben=[("X-1", "I")]))
    days = {(name, "X-1"): MONDAY for name in ("Ada", "Ben")}
    assert drift(found, days)[0].words == "Ada: no lasting shift in 1 week."
    same = residuals(of(Ada=[("X-1", "S")], Ben=[("X-1", "S")]))
    with pytest.raises(InputError, match="no drift"):
        drift(same, days)
