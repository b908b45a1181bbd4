"""Answers to a survey in print: few people who chose to answer, and what may be said of them."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.intervals import Interval

PERCENT_FROM: Final = 20
"""From this many answers a percentage is given, below it the count alone."""

FIRM_FROM: Final = 50
"""Under this many answers a percentage is printed in grey and with a caution."""

OPEN_ABOVE: Final = 30
"""Open data hold the answers of one service above this many, else pooled nationally."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFigure:
    """How many of those who answered said something; `n_invited` were asked, None if unknown.

    Raises InputError where nobody answered, or fewer were invited than answered.
    """

    figure: Figure
    n_invited: int | None = None

    def __post_init__(self) -> None:
        if not self.figure.out_of:
            raise InputError("Nobody answered this question; there is no figure to give.")
        if self.n_invited is not None and self.n_invited < self.figure.out_of:
            raise InputError(
                f"{self.figure.out_of} answered and {self.n_invited} were invited; correct one."
            )

    @property
    def response(self) -> Figure | None:
        """Those who answered, of those invited; None where that is not known."""
        if self.n_invited is None:
            return None
        return Figure(count=self.figure.out_of, out_of=self.n_invited)

    @property
    def gives_percentage(self) -> bool:
        """Whether so many answered that a percentage is given at all."""
        return self.figure.out_of >= PERCENT_FROM

    @property
    def is_cautious(self) -> bool:
        """Whether its percentage stands on so few answers that it is printed in grey."""
        return PERCENT_FROM <= self.figure.out_of < FIRM_FROM

    @property
    def may_be_open(self) -> bool:
        """Whether open data may hold it for one service."""
        return self.figure.out_of > OPEN_ABOVE

    @property
    def words(self) -> str:
        """As a report prints it: `"18 of 22 (82%); 22 of the 40 invited answered (55%)"`."""
        said = str(self.figure)
        if self.gives_percentage:
            said += f" ({self.figure.printed}{', few answers' if self.is_cautious else ''})"
        if self.response is None:
            return f"{said}; how many were invited is not known"
        invited = f"{said}; {self.response.count} of the {self.response.out_of} invited answered"
        return f"{invited} ({self.response.printed})"

    def interval(self, level: float = 0.95) -> Interval:
        """Wilson's interval (1927, JASA 22, 209), as if those who answered were a random sample.

        They chose themselves; print `INTERVAL_LABEL` beside it.
        """
        if not 0 < level < 1:
            raise InputError(f"A level of {level} is none; give one between 0 and 1.")
        z, n, share = NormalDist().inv_cdf((1 + level) / 2), self.figure.out_of, self.share
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        reach = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        # At none and at all the ends are 0 and 1, which binary fractions would miss.
        low = 0.0 if share == 0 else max(0.0, middle - reach)
        return Interval(low=low, high=1.0 if share == 1 else min(1.0, middle + reach), level=level)

    @property
    def share(self) -> float:
        """The share of those who answered."""
        return float(self.figure.share)


INTERVAL_LABEL: Final = "if those who answered were a random sample"
"""What has to stand beside the interval of a survey."""
