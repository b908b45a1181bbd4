"""How often intervals held a known truth, and how often what was called likely came true."""

from dataclasses import dataclass, field
from math import sqrt
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from corecase.core.errors import InputError

Unit = Literal["share", "places"]
"""What the ends of an interval are."""

ALLOWED: Final = 0.02
"""How far an interval of 95% may miss its level: it is to hold in 93 of 100."""

_FEWEST_ROUNDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How often intervals of a level held the truth: `held` of `of`, with their mean width.

    `error` is the Monte-Carlo standard error of the share: how far another seed would move it.
    Widths of shares are from 0 to 1; `unit` says where they are places instead.
    """

    what: str
    level: float
    held: int
    of: int
    mean_width: float
    error: float
    unit: Unit = "share"

    @property
    def share(self) -> float:
        """How many of the intervals held the truth, from 0 to 1."""
        return self.held / self.of

    @property
    def holds(self) -> bool:
        """Whether the truth was held as often as stated, or more often.

        Two points less are allowed, and what chance explains: two Monte-Carlo errors.
        """
        return self.share >= self.level - ALLOWED - 2 * self.error

    @property
    def is_short(self) -> bool:
        """Whether the truth was held clearly less often than stated: by three errors."""
        return self.share < self.level - 3 * self.error

    @property
    def words(self) -> str:
        """For a reader: `"held the truth in 95.4% of 18,840, give or take 0.2 points"`."""
        return (
            f"held the truth in {100 * self.share:.1f}% of {self.of:,}, "
            f"give or take {200 * self.error:.1f} points"
        )


@dataclass(slots=True, kw_only=True)
class CoverageTally:
    """Counts intervals round by round; a round is a programme, whose intervals share cases."""

    what: str
    level: float
    unit: Unit = "share"
    _held: list[int] = field(default_factory=list)
    _of: list[int] = field(default_factory=list)
    _width: float = 0.0

    def add(self, low: ArrayLike, high: ArrayLike, truth: ArrayLike) -> None:
        """One round of intervals beside the truth; those that are not-a-number are left out."""
        low, high, truth = (np.asarray(x, dtype=np.float64) for x in (low, high, truth))
        there = ~(np.isnan(low) | np.isnan(high) | np.isnan(truth))
        self._held.append(int(((low <= truth) & (truth <= high))[there].sum()))
        self._of.append(int(there.sum()))
        self._width += float((high - low)[there].sum())

    def result(self) -> Coverage:
        """The coverage of all rounds. Raises InputError where there was no interval at all."""
        held, of = np.array(self._held), np.array(self._of)
        if not of.sum():
            raise InputError("There was no interval to look at; simulate more services or items.")
        return Coverage(
            what=self.what,
            level=self.level,
            held=int(held.sum()),
            of=int(of.sum()),
            mean_width=self._width / int(of.sum()),
            error=share_error(held, of),
            unit=self.unit,
        )


def share_error(held: ArrayLike, of: ArrayLike) -> float:
    """The Monte-Carlo standard error of `sum held / sum of` over independent rounds.

    From ten rounds on by how the rounds differ, because what happens within one is not
    independent (the ratio estimator, Cochran 1977, chapter 6); below, as if all of it were,
    which says too little. Never 0 but where nothing is left to chance in either way.
    """
    y, x = np.asarray(held, dtype=np.float64), np.asarray(of, dtype=np.float64)
    share, rounds = y.sum() / x.sum(), len(y)
    if rounds < _FEWEST_ROUNDS:
        return sqrt(share * (1 - share) / x.sum())
    return float(sqrt(rounds / (rounds - 1) * ((y - share * x) ** 2).sum()) / x.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was given a chance from `low` to `high`: the mean chance, and how often it came true.

    `error` is the Monte-Carlo standard error of `observed`. Groups of nothing are never made.
    """

    low: float
    high: float
    stated: float
    observed: float
    n: int
    error: float

    @property
    def gap(self) -> float:
        """How far what was stated and what came true lie apart, from 0 to 1."""
        return abs(self.observed - self.stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Whether chances mean what they say, group by group from the lowest.

    `brier` is the mean squared distance between a chance and what came true, 0 at best.
    """

    what: str
    groups: tuple[Group, ...]
    brier: float

    @property
    def widest_gap(self) -> float:
        """The largest gap of any group."""
        return max(group.gap for group in self.groups)


@dataclass(slots=True, kw_only=True)
class CalibrationTally:
    """Collects stated chances beside what came true, in groups between `edges`."""

    what: str
    edges: tuple[float, ...] = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    _stated: list[np.ndarray] = field(default_factory=list)
    _true: list[np.ndarray] = field(default_factory=list)

    def add(self, stated: ArrayLike, came_true: ArrayLike) -> None:
        """One round of chances, each beside whether it came true."""
        self._stated.append(np.asarray(stated, dtype=np.float64).ravel())
        self._true.append(np.asarray(came_true, dtype=np.bool_).ravel())

    def result(self) -> Calibration:
        """The calibration of all rounds. Raises InputError where there was nothing."""
        stated, true = self._stated, self._true
        if not sum(len(chances) for chances in stated):
            raise InputError("There was no chance to look at; simulate more services.")
        # A chance of 1, or of a rounding more, belongs to the last group.
        of = [np.digitize(chances, self.edges[1:-1]) for chances in stated]
        groups = (self._group(g, of) for g in range(len(self.edges) - 1))
        squares = np.concatenate([(s - t) ** 2 for s, t in zip(stated, true, strict=True)])
        return Calibration(
            what=self.what,
            groups=tuple(group for group in groups if group is not None),
            brier=float(squares.mean()),
        )

    def _group(self, g: int, of: list[np.ndarray]) -> Group | None:
        n = np.array([int((groups == g).sum()) for groups in of])
        if not n.sum():
            return None
        rounds = zip(self._stated, self._true, of, strict=True)
        sums = np.array([(s[k == g].sum(), t[k == g].sum()) for s, t, k in rounds])
        return Group(
            low=self.edges[g],
            high=self.edges[g + 1],
            stated=float(sums[:, 0].sum() / n.sum()),
            observed=float(sums[:, 1].sum() / n.sum()),
            n=int(n.sum()),
            error=share_error(sums[:, 1], n),
        )
