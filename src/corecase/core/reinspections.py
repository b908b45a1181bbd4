"""Re-inspection: when it is suggested, and what a person decides."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.scoring import Score, Scores


def suggested(framework: Framework, scores: Scores) -> tuple[Score, ...]:
    """The headlines that suggest inspecting again early: those in the lowest band.

    Only headlines that the framework lets suggest it count; a headline behind which nothing
    applies suggests nothing.
    """
    lowest = min(framework.bands, key=lambda band: band.from_percent, default=None)
    weigh = {headline.id for headline in framework.headlines if headline.suggests_reinspection}
    return tuple(s for s in scores.headlines if s.id in weigh and lowest and s.band == lowest)


LONGEST_REASON: Final = 2000
"""So many characters has the longest reason of a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether a service is inspected again, why, and in which month it is planned.

    `month` is the first day of it. Raises InputError without a reason, for a planned
    re-inspection without its month, and for a month where none is planned.
    """

    planned: bool
    reason: str
    month: date | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip() or len(self.reason) > LONGEST_REASON:
            raise InputError(
                f"Say why, in at most {LONGEST_REASON} characters; it stays in the history.",
                field="reason",
            )
        if self.planned and self.month is None:
            raise InputError("Enter the month in which it is planned.", field="month")
        if self.month is not None and not self.planned:
            raise InputError("No re-inspection is planned; leave the month blank.", field="month")

    @property
    def words(self) -> str:
        """The decision in a sentence."""
        if self.month is None:
            return "No re-inspection is planned."
        return f"A re-inspection is planned for {self.month:%B %Y}."


def check_month(month: date, today: date) -> None:
    """Raises InputError for a month that is over, or more than five years away."""
    if not (today.year, today.month) <= (month.year, month.month) <= (today.year + 5, today.month):
        raise InputError(
            "Enter this month or a later one, within five years, such as June 2027.", field="month"
        )
