"""A CUSUM for a stream of cases, each sufficient or not, as they come in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, eye_array
from scipy.sparse.linalg import spsolve

from corecase.core.errors import InputError
from corecase.core.figures import printed_share

# With one risk the steps are exact multiples of a state's width, and this many states leave a
# relative error under 1e-4. With many risks the steps are shared out between neighbours.
_STATES, _STATES_MIXED, _MOST_STATES = 2000, 1000, 20_000
_H_STEP = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCusum:
    """The sum after each case, the threshold, and the cases (from 0) at which it signalled.

    After a signal the next case starts from 0 again.
    """

    h: float
    sums: tuple[float, ...]
    signals: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmPlan:
    """A threshold with what it costs: how long until a false alarm, and until a true one.

    `months_to_false_alarm` while the share of insufficient cases is `expected`, and
    `months_to_alarm` once it is `feared`, both on average.
    """

    expected: float
    feared: float
    h: float
    cases_per_month: float
    cases_to_false_alarm: float
    cases_to_alarm: float

    @property
    def months_to_false_alarm(self) -> float:
        """Months between false alarms, on average."""
        return self.cases_to_false_alarm / self.cases_per_month

    @property
    def months_to_alarm(self) -> float:
        """Months from the change to the alarm, on average."""
        return self.cases_to_alarm / self.cases_per_month

    @property
    def sentence(self) -> str:
        """What a person decides on, in plain words."""
        return (
            f"With a threshold of {self.h:.2f} and {self.cases_per_month:g} cases a month, a false "
            f"alarm comes about once in {self.months_to_false_alarm:.0f} months, and a rise from "
            f"{printed_share(self.expected)} to {printed_share(self.feared)} is noticed after "
            f"about {self.months_to_alarm:.1f} months."
        )


def case_weights(risk: float, odds_ratio: float) -> tuple[float, float]:
    """What a case of this risk adds to the sum when it is insufficient, and when it is not.

    ln(R / (1 - p + R p)) and ln(1 / (1 - p + R p)): Steiner, Cook, Farewell and Treasure 2000,
    Biostatistics 1, 441, eq. 2.1 with no change as the null. Raises InputError for a risk not
    between 0 and 1 or an odds ratio not above 1.
    """
    if not 0 < risk < 1:
        raise InputError(f"A risk lies between 0 and 1, not at {risk}.")
    if not 1 < odds_ratio < float("inf"):
        raise InputError("The odds to look for have to be above 1 times the expected ones.")
    all_odds = 1 - risk + odds_ratio * risk
    return log(odds_ratio / all_odds), -log(all_odds)


def odds_ratio_of(expected: float, feared: float) -> float:
    """How many times the odds rise when the share rises from one to the other."""
    if not 0 < expected < feared < 1:
        raise InputError("The share that is feared has to lie above the expected one, below 1.")
    return feared * (1 - expected) / (expected * (1 - feared))


def bernoulli_cusum(
    insufficient: Sequence[bool], *, expected: float, feared: float, h: float
) -> CaseCusum:
    """The CUSUM of a stream of cases, in their order (Reynolds and Stoumbos 1999, JQT 31, 87).

    Each insufficient case adds ln(feared / expected), each other one ln((1 - feared) / (1 -
    expected)), which is below 0; the sum never falls below 0 and signals at `h` or above.
    """
    ratio = odds_ratio_of(expected, feared)
    return risk_adjusted_cusum(insufficient, [expected] * len(insufficient), odds_ratio=ratio, h=h)


def risk_adjusted_cusum(
    insufficient: Sequence[bool], risks: Sequence[float], *, odds_ratio: float, h: float
) -> CaseCusum:
    """The CUSUM of cases that were not equally likely to be found insufficient.

    `risks` are each case's expected chance, from its case mix. The sum looks for the odds to
    have risen `odds_ratio` times in all of them (Steiner et al. 2000).
    """
    if len(risks) != len(insufficient):
        raise InputError("Each case needs its own risk; give as many risks as cases.")
    _check_threshold(h)
    value, sums, signals = 0.0, list[float](), list[int]()
    for at, (is_insufficient, risk) in enumerate(zip(insufficient, risks, strict=True)):
        raised, lowered = case_weights(risk, odds_ratio)
        value = max(0.0, value + (raised if is_insufficient else lowered))
        sums.append(value)
        if value >= h:
            signals.append(at)
            value = 0.0
    return CaseCusum(h=h, sums=tuple(sums), signals=tuple(signals))


def cases_to_signal(
    risks: Iterable[float], *, odds_ratio: float, h: float, true_odds_ratio: float = 1.0
) -> float:
    """How many cases it takes on average until the sum signals, from 0.

    `risks` are those of past cases, from which the next are taken to come; one value for a
    CUSUM without adjustment. `true_odds_ratio` is what has really happened to the odds: 1 for
    nothing (a false alarm), `odds_ratio` for the change that is looked for. A Markov chain over
    the value of the sum (Brook and Evans 1972, Biometrika 59, 539). With one risk the steps are
    multiples of a state to within one in a million; with many they are shared out between two
    neighbouring states, exact to about one in a hundred.
    """
    _check_threshold(h)
    mix = Counter(risks)
    if not mix or not true_odds_ratio > 0:
        raise InputError("A run length needs the risk of a case at least, and odds above 0.")
    steps, chances = [], []
    for risk, count in mix.items():
        raised, lowered = case_weights(risk, odds_ratio)
        odds = true_odds_ratio * risk / (1 - risk)
        share = count / mix.total()
        steps += [raised, lowered]
        chances += [share * odds / (1 + odds), share / (1 + odds)]
    width = _state_width(steps[0], -steps[1], h) if len(mix) == 1 else h / _STATES_MIXED
    n_states = ceil(h / width - 1e-9)
    if n_states > _MOST_STATES:
        raise InputError("The threshold is too far for such small steps; choose a lower one.")
    return _steps_to_leave(np.array(steps) / width, np.array(chances), n_states)


def plan_alarm(
    *, expected: float, feared: float, cases_per_month: float, months_to_false_alarm: float
) -> AlarmPlan:
    """The lowest threshold, in steps of 0.01, with false alarms no more often than stated.

    Stated in months and not in cases, because people live in months. Raises InputError where
    that many months hold fewer than one case.
    """
    ratio = odds_ratio_of(expected, feared)
    wanted = cases_per_month * months_to_false_alarm
    if not (cases_per_month > 0 and 1 <= wanted <= 1e6):
        raise InputError("Give cases a month, and months, that make from 1 to 1,000,000 cases.")

    def cases(n_steps: int, true_odds_ratio: float = 1.0) -> float:
        return cases_to_signal(
            [expected], odds_ratio=ratio, h=_H_STEP * n_steps, true_odds_ratio=true_odds_ratio
        )

    low, high = 0, 1
    while cases(high) < wanted:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if cases(middle) < wanted else (low, middle)
    return AlarmPlan(
        expected=expected,
        feared=feared,
        h=round(_H_STEP * high, 2),
        cases_per_month=cases_per_month,
        cases_to_false_alarm=cases(high),
        cases_to_alarm=cases(high, ratio),
    )


def _check_threshold(h: float) -> None:
    if not 0 < h < float("inf"):
        raise InputError("A CUSUM needs a threshold above 0, such as 3.")


def _state_width(raised: float, lowered: float, h: float) -> float:
    """A width of which both steps are multiples, as nearly as the number of states allows."""
    small, large = sorted((raised, lowered))
    parts = max(1, int(_STATES * small / h))
    return small / Fraction(large / small).limit_denominator(parts).denominator


def _steps_to_leave(
    steps: NDArray[np.float64], chances: NDArray[np.float64], n_states: int
) -> float:
    states = np.arange(n_states, dtype=float)
    before, after, chance = [], [], []
    for step, likely in zip(steps, chances, strict=True):
        # Rounded, so that a step which is a multiple but for the last digits is one.
        reached = np.maximum(np.round(states + step, 2), 0.0)
        floor = np.floor(reached).astype(int)
        upper = reached - floor
        for place, part in ((floor, 1 - upper), (floor + 1, upper)):
            stays = (place < n_states) & (part > 0)
            before.append(np.flatnonzero(stays))
            after.append(place[stays])
            chance.append(likely * part[stays])
    at = (np.concatenate(before), np.concatenate(after))
    moves = coo_array((np.concatenate(chance), at), shape=(n_states, n_states))
    if len(steps) > 2:
        dense = np.eye(n_states) - moves.toarray()
        return float(np.linalg.solve(dense, np.ones(n_states))[0])
    return float(spsolve((eye_array(n_states) - moves).tocsc(), np.ones(n_states))[0])
