"""What a re-audit shows: the difference with its interval, and the honest word for it."""

from dataclasses import dataclass
from typing import Final, Literal

from corecase.core.intervals import Interval
from corecase.core.reaudits import ReAudit
from corecase.statistics.differences import Difference, Estimated, difference, of_counts
from corecase.statistics.proportions import wilson

Verdict = Literal["improved", "not yet distinguishable", "worse"]

TARGET_REACHED: Final = "reached"
TARGET_REACHED_HERE: Final = "reached in these cases, but not yet beyond chance"
TARGET_OPEN: Final = "not reached in these cases, though chance leaves it open"
TARGET_MISSED: Final = "not reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a re-audit shows of one item.

    `difference` is the result less the baseline; `interval` is the result's own. `target` is
    the word for the target, empty where there is none.
    """

    reaudit: ReAudit
    difference: Difference
    interval: Interval
    target: str

    @property
    def verdict(self) -> Verdict:
        """The one word that the difference allows."""
        return verdict(self.difference)

    @property
    def words(self) -> str:
        """One sentence: `"was 12 of 30 (40%), is 22 of 30 (73%): 33 points higher (...)"`."""
        was, now = self.reaudit.baseline, self.reaudit.result
        return (
            f"was {was} ({was.printed}), is {now} ({now.printed}): "
            f"{self.difference.words}; {self.verdict}"
        )


def verdict(found: Difference) -> Verdict:
    """Improved or worse where the interval leaves out 0; otherwise not yet distinguishable."""
    if not found.is_clear:
        return "not yet distinguishable"
    return "improved" if found.share > 0 else "worse"


def shown(reaudit: ReAudit, level: float = 0.95) -> Shown:
    """What a re-audit shows, by Newcombe's interval for two counts of different cases.

    For one item, of which each case has one judgement; scores that pool several items go to
    `of_scores`, which knows that judgements of one case belong together.
    """
    interval = wilson(reaudit.result.count, reaudit.result.out_of, level)
    return Shown(
        reaudit=reaudit,
        difference=of_counts(reaudit.result, reaudit.baseline, level),
        interval=interval,
        target=_target(reaudit, interval),
    )


def of_scores(baseline: Estimated, result: Estimated, level: float = 0.95) -> Difference:
    """The change of a score that pools several items, result less baseline (MOVER).

    Both with their standard errors by case. Raises InputError as `Estimated.interval` does.
    """
    return difference(
        result.share, result.interval(level), baseline.share, baseline.interval(level)
    )


def _target(reaudit: ReAudit, interval: Interval) -> str:
    if reaudit.target_percent is None:
        return ""
    # Counts against whole percents: a target of 60% is reached by exactly 3 of 5.
    reached = 100 * reaudit.result.share >= reaudit.target_percent
    target = reaudit.target_percent / 100
    if reached:
        return TARGET_REACHED if interval.low >= target else TARGET_REACHED_HERE
    return TARGET_MISSED if interval.high < target else TARGET_OPEN
