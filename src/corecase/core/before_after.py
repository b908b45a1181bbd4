"""Before and after: two inspections of one service side by side, and what may be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corecase.core.comparisons import difference_words
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.intervals import Interval
from corecase.core.published_scores import PublishedScore
from corecase.core.scoring import Level
from corecase.core.vocabularies import Vocabulary

NOT_KNOWN = "–"
"""What stands in a table where nothing is known."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """By how much a score moved: a share from -1 to 1, with its interval."""

    share: float
    interval: Interval

    def __post_init__(self) -> None:
        if not self.interval.holds(self.share):
            raise InputError("The interval of a change has to hold the change itself.")

    @property
    def words(self) -> str:
        """`"14 points higher (95% interval: 8 to 20 points higher)"`."""
        return difference_words(self.share, self.interval)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """One score before and after.

    The figures are None where only a percentage is printed, and the percentages None where
    nothing applied or nothing is printed. `raw` is the change, None where `reason` says why it
    has no interval; `net` what is left of it beyond the share `expected` the second time had
    nothing changed, both None where that is not known. `basis` says what was compared where it
    is not simply the same score.
    """

    level: Level
    id: str
    label: str
    before: Figure | None = None
    after: Figure | None = None
    before_percent: int | None = None
    after_percent: int | None = None
    raw: Moved | None = None
    net: Moved | None = None
    expected: float | None = None
    reason: str = ""
    basis: str = ""

    @property
    def verdict(self) -> Verdict:
        """What the change may be called."""
        return verdict_of(
            self.raw.interval if self.raw else None, self.net.interval if self.net else None
        )

    @property
    def points(self) -> int | None:
        """The change in whole points as the two are printed; None where one is missing."""
        if self.before_percent is None or self.after_percent is None:
            return None
        return self.after_percent - self.before_percent

    @property
    def before_printed(self) -> str:
        """The score before: `"16 of 42 (38%)"`, `"38%"`, a dash where nothing is known."""
        return _printed(self.before, self.before_percent)

    @property
    def after_printed(self) -> str:
        """The score after, in the same way."""
        return _printed(self.after, self.after_percent)

    @property
    def change_words(self) -> str:
        """The change for a table: with its interval, or in points as printed, or a dash."""
        if self.raw is not None:
            return self.raw.words
        if self.points is None:
            return NOT_KNOWN
        if not self.points:
            return "level as printed"
        n, way = abs(self.points), "higher" if self.points > 0 else "lower"
        return f"{n} point{'s' * (n != 1)} {way} as printed"

    @property
    def net_words(self) -> str:
        """The change beyond what was to be expected anyway; a dash where that is not known."""
        return self.net.words if self.net else NOT_KNOWN

    @property
    def verdict_words(self) -> str:
        """The verdict, with the reason where nothing was weighed."""
        if self.verdict is Verdict.NOT_WEIGHED:
            return f"{self.verdict.words}: {self.reason}"
        return self.verdict.words

    @property
    def title(self) -> str:
        """The label, with what was compared where that needs saying."""
        return f"{self.label} ({self.basis})" if self.basis else self.label


def _printed(figure: Figure | None, percent: int | None) -> str:
    if figure is None:
        return NOT_KNOWN if percent is None else f"{percent}%"
    return f"{figure} ({figure.printed})" if figure.is_applicable else figure.printed


@dataclass(frozen=True, slots=True, kw_only=True)
class SameCases:
    """One question on the cases that both inspections read: who gained and who lost."""

    question: str
    n_cases: int
    gained: int
    lost: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Two inspections of one service beside each other.

    `before` and `after` say when each was made, empty where nobody knows. `same_cases` are the
    questions judged on cases that both read, `n_common_cases` how many those are. `said` has to
    be known of all rows: what is not, which questions changed, what has no counterpart, sources.
    """

    before: str = ""
    after: str = ""
    confidence: float = 0.95
    rows: tuple[ScoreChange, ...] = ()
    same_cases: tuple[SameCases, ...] = ()
    n_common_cases: int = 0
    said: tuple[str, ...] = ()

    def of(self, level: Level) -> tuple[ScoreChange, ...]:
        """The rows of headlines, of sections or of criteria, in order."""
        return tuple(row for row in self.rows if row.level == level)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChange:
    """A headline before and after as a published page prints it: words, and no number apart."""

    label: str
    before: str
    after: str
    change: str
    net: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChanges:
    """What a published version says of the inspection before, kept as it stood when signed."""

    before: str
    after: str
    rows: tuple[PrintedChange, ...]
    said: tuple[str, ...]

    @property
    def has_net(self) -> bool:
        """Whether anything is known of what was to be expected anyway."""
        return any(row.net != NOT_KNOWN for row in self.rows)


def stored(changes: Changes | None) -> dict[str, Any]:
    """The headlines' changes as they are kept beside a version; empty where there are none."""
    if changes is None or not changes.of("headline"):
        return {}
    return {
        "before": changes.before,
        "after": changes.after,
        "rows": [
            [
                *(row.title, row.before_printed, row.after_printed),
                *(row.change_words, row.net_words, row.verdict_words),
            ]
            for row in changes.of("headline")
        ],
        "said": list(changes.said),
    }


def read(kept: Mapping[str, Any]) -> PrintedChanges | None:
    """The changes from what `stored` kept; None where nothing was."""
    if not kept.get("rows"):
        return None
    names = ("label", "before", "after", "change", "net", "verdict")
    return PrintedChanges(
        before=kept["before"],
        after=kept["after"],
        rows=tuple(PrintedChange(**dict(zip(names, row, strict=True))) for row in kept["rows"]),
        said=tuple(kept["said"]),
    )
