"""Before and after: what a change between two inspections may be called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corecase.core.errors import InputError
from corecase.core.intervals import Interval
from corecase.core.published_scores import PublishedScore
from corecase.core.vocabularies import Vocabulary


class Verdict(Vocabulary):
    """What a change may be called: nothing is better or worse that chance may explain."""

    IMPROVED = "IMPROVED"
    NOT_DISTINGUISHABLE = "NOT_DISTINGUISHABLE"
    WORSE = "WORSE"
    NOT_WEIGHED = "NOT_WEIGHED"

    @property
    def words(self) -> str:
        """As a page prints it: `"not yet distinguishable"`."""
        return {
            Verdict.IMPROVED: "improved",
            Verdict.NOT_DISTINGUISHABLE: "not distinguishable from chance",
            Verdict.WORSE: "worse",
            Verdict.NOT_WEIGHED: "not weighed",
        }[self]


def verdict_of(raw: Interval | None, net: Interval | None) -> Verdict:
    """The verdict on a change with the interval of its raw and, where known, its net size.

    It counts only where it is clear both ways: what luck gives back is no improvement, and a
    service is not called better whose score may not have moved. Without an interval nothing is
    weighed.
    """
    if raw is None:
        return Verdict.NOT_WEIGHED
    found = [one for one in (raw, net) if one is not None]
    if all(one.low > 0 for one in found):
        return Verdict.IMPROVED
    if all(one.high < 0 for one in found):
        return Verdict.WORSE
    return Verdict.NOT_DISTINGUISHABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class AsPrinted:
    """An inspection known only by figures that somebody published: percentages without counts.

    `scores` are by the identifier of the score.
    """

    scores: Mapping[str, PublishedScore] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.scores:
            raise InputError("Give at least one figure that was published of the inspection.")

    @property
    def when(self) -> str:
        """When it was inspected, in the words of its source; empty where that is not told."""
        return next((one.inspected for one in self.scores.values() if one.inspected), "")

    @property
    def sources(self) -> tuple[str, ...]:
        """Where its figures are printed, with how well they are known, each once."""
        return tuple(dict.fromkeys(one.source.words for one in self.scores.values()))
