"""A re-inspection beside the inspection before it: what changed, and what was to be expected.

Services are inspected again because they scored low, and a low score is low partly by bad
luck: part of any gain would have come without anybody's doing (regression to the mean).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure, printed_share
from corecase.core.item_changes import ItemChanges
from corecase.statistics.differences import Difference, Estimated, difference
from corecase.statistics.shrinkage import Posterior

CaseFigures = Mapping[str, Figure]
"""What each case adds to a score: its sufficient judgements out of those that applied."""


def overlap_covariance(first: CaseFigures, second: CaseFigures) -> float:
    """The covariance of two inspections' scores through the cases that both read; 0 for none.

    Sum over the common cases of e1 e2 / (x1 x2), with each inspection's own residuals
    e = y - R x, and the factor sqrt(n / (n - 1)) of either variance, so that a sample compared
    with itself differs by exactly nothing. Raises InputError for a score behind which nothing
    applies, or an inspection of fewer than two cases.
    """
    one, other = _influences(first), _influences(second)
    return sum(one[case] * other[case] for case in one.keys() & other.keys())


def _influences(cases: CaseFigures) -> dict[str, float]:
    whole = sum(cases.values(), NOTHING)
    n = len(cases)
    if not whole.is_applicable or n < 2:
        raise InputError("A comparison needs two cases or more, and answers that applied.")
    factor = sqrt(n / (n - 1)) / whole.out_of
    return {
        case: factor * float(figure.count - whole.share * figure.out_of)
        for case, figure in cases.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a re-inspection found, against what was found before.

    `raw` is the second score less the first. `expected` is the second score to be expected
    had nothing changed, and `net` the second less that; both None where no scores of other
    services are known. `items` says what was asked differently, None where nobody compared.
    `n_common_cases` were read both times.
    """

    first: Estimated
    second: Estimated
    raw: Difference
    expected: Posterior | None
    net: Difference | None
    items: ItemChanges | None
    n_common_cases: int

    @property
    def expected_gain(self) -> float | None:
        """The share by which the score was to change by itself; None where it is not known."""
        return None if self.expected is None else self.expected.share - self.first.share

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a report may say of the change, in order: raw, expected, net, items, cases."""
        said = [
            f"The score was {printed_share(self.first.share)} and is now "
            f"{printed_share(self.second.share)}: {self.raw.words}."
        ]
        if self.expected is None or self.net is None:
            said.append(
                "How much of this would have come by itself is not known: no scores of other "
                "services stand behind the comparison."
            )
        else:
            said.append(
                f"Without any change, about {printed_share(self.expected.share)} was to be "
                f"expected the second time. Beyond that the score is {self.net.words}."
            )
        said.append(self.items.words if self.items else _ITEMS_NOT_COMPARED)
        if self.n_common_cases:
            noun = "case was" if self.n_common_cases == 1 else "cases were"
            said.append(
                f"{self.n_common_cases} {noun} read both times; the interval allows for it."
            )
        return tuple(said)


_ITEMS_NOT_COMPARED = "Whether the same questions were asked both times is not known."


def change(
    first: Estimated,
    second: Estimated,
    *,
    covariance: float = 0.0,
    n_common_cases: int = 0,
    first_among_all: Posterior | None = None,
    items: ItemChanges | None = None,
    level: float = 0.95,
) -> Change:
    """The second inspection's score against the first's, by MOVER with correlation c / (se1 se2).

    Var(D) is then v1 + v2 - 2 c, a little more where the intervals are lopsided.
    `first_among_all` is the first score shrunk among all first inspections of its programme;
    `covariance` is `overlap_covariance`. The net change takes both as independent, which is
    on the safe side where cases overlap. Raises InputError as `Estimated.interval` does.
    """
    spread = first.standard_error * second.standard_error
    # Rounding may take a correlation of 1 above it.
    correlation = max(-1.0, min(1.0, covariance / spread)) if spread else 0.0
    now = second.interval(level)
    raw = difference(second.share, now, first.share, first.interval(level), correlation=correlation)
    net = None
    if first_among_all is not None:
        net = difference(second.share, now, first_among_all.share, first_among_all.interval(level))
    return Change(
        first=first,
        second=second,
        raw=raw,
        expected=first_among_all,
        net=net,
        items=items,
        n_common_cases=n_common_cases,
    )
