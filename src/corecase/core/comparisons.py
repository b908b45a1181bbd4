"""A comparison that may be printed: never without its interval, day, services and companions."""

from dataclasses import dataclass
from datetime import date
from math import floor

from corecase.core.case_mix import MixRow
from corecase.core.errors import InputError
from corecase.core.figures import printed_share
from corecase.core.intervals import Interval
from corecase.core.periods import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """Who inspected one side of a comparison, and when, as people say it."""

    by: str
    when: str

    def __str__(self) -> str:
        return f"{self.by or 'team not known'}, {self.when or 'dates not known'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which services stand behind the other side: as printed, and as we understand it."""

    printed: str
    understood: str = ""

    def __post_init__(self) -> None:
        if not self.printed.strip():
            raise InputError("Say which services a comparison is with.")

    def __str__(self) -> str:
        if not self.understood or self.understood == self.printed:
            return self.printed
        return f"{self.printed} (as we understand it: {self.understood})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One score beside another: shares from 0 to 1, and the interval of their difference.

    `interval` is of `share` less `other_share`. `n_services` stand behind the other side.
    `n_other_comparisons` were made of the same service at the same time. `case_mix` and
    `inspected` (this side, other side) are None where nobody knows them, and then said to be
    unknown. `holds_team_variance` says whether the interval allows for different teams.

    It cannot be made without an interval, a day, services and the number of companions; nor
    with a difference outside its interval, or no service at all. Raises InputError then.
    """

    score: str
    service: str
    share: float
    other: Scope
    other_share: float
    interval: Interval
    as_at: date
    n_services: int
    n_other_comparisons: int
    case_mix: tuple[MixRow, ...] | None = None
    inspected: tuple[Inspected, Inspected] | None = None
    holds_team_variance: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or not 0 <= self.other_share <= 1:
            raise InputError("Compare shares from 0 to 1.")
        if not self.interval.holds(self.difference):
            raise InputError("The interval of a comparison has to hold the difference itself.")
        if self.n_services < 1:
            raise InputError("Say how many services stand behind a comparison; at least one does.")
        if self.n_other_comparisons < 0:
            raise InputError("Say how many other comparisons were made, 0 for none.")

    @property
    def difference(self) -> float:
        """The service's share less the other, from -1 to 1."""
        return self.share - self.other_share

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return not self.interval.holds(0.0)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything that has to stand beside the two figures, one sentence each."""
        n, others = self.n_services, self.n_other_comparisons
        return (
            f"{self.score}: {self.service} {printed_share(self.share)}, "
            f"{self.other} {printed_share(self.other_share)}.",
            f"{self.service} is {difference_words(self.difference, self.interval)}.",
            "It is more than chance in the draw of cases would explain."
            if self.is_clear
            else "Chance in the draw of cases may be all there is to it.",
            f"As at {day_in_words(self.as_at)}; {n} {_of(n, 'service')} behind the other "
            f"figure; {others or 'no'} other {_of(others, 'comparison')} made.",
            f"Case mix: {_mix(self.case_mix)}.",
            f"Teams and dates: {_inspected(self.inspected)}.",
            "The interval allows for sampling and for different teams."
            if self.holds_team_variance
            else "The interval is for sampling variation only.",
        )


def difference_words(share: float, interval: Interval) -> str:
    """A difference for a reader: `"14 points higher (95% interval: 8 to 20 points higher)"`.

    Each end says which way it points, so that nobody has to think about a sign. Whole points,
    halves up; what rounds to none is "level".
    """
    level = f"{100 * interval.level:g}% interval"
    low, high = _points(interval.low), _points(interval.high)
    same_way = (interval.low > 0) == (interval.high > 0)
    if same_way and low and high:
        near, far = sorted((low, high))
        return f"{_way(share)} ({level}: {near} to {far} points {_higher(interval.low)})"
    return f"{_way(share)} ({level}: {_way(interval.low)} to {_way(interval.high)})"


def _points(share: float) -> int:
    return floor(100 * abs(share) + 0.5)


def _higher(share: float) -> str:
    return "higher" if share > 0 else "lower"


def _way(share: float) -> str:
    points = _points(share)
    return f"{points} {_of(points, 'point')} {_higher(share)}" if points else "level"


def _of(n: int, noun: str) -> str:
    return noun if n == 1 else noun + "s"


def _mix(rows: tuple[MixRow, ...] | None) -> str:
    if rows is None:
        return "not known"
    if not rows:
        return "no attribute was compared"
    return "; ".join(
        f"{row.attribute} {row.level or 'not known'} {row.first} against {row.second}"
        for row in rows
    )


def _inspected(sides: tuple[Inspected, Inspected] | None) -> str:
    return "not known" if sides is None else f"{sides[0]}; the other side: {sides[1]}"
