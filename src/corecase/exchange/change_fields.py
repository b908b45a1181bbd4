"""The changes since the inspection before, as a field of an inspection's file."""

from typing import Literal

from pydantic import Field

from corecase.core.before_after import Changes, Moved, SameCases, ScoreChange
from corecase.core.figures import Figure
from corecase.core.intervals import Interval
from corecase.exchange.described_rows import Row


class FigureRow(Row):
    """A count out of its base."""

    count: int = Field(ge=0)
    """How many judgements were sufficient."""
    out_of: int = Field(ge=0)
    """How many applied."""

    def value(self) -> Figure:
        """The figure."""
        return Figure(count=self.count, out_of=self.out_of)


class IntervalRow(Row):
    """The two ends of an interval, as shares."""

    low: float
    """Its lower end."""
    high: float
    """Its upper end."""
    level: float = 0.95
    """How often such an interval holds what it is about."""


class MovedRow(Row):
    """By how much a score moved."""

    share: float
    """The later share less the earlier one."""
    interval: IntervalRow
    """Its interval."""

    def value(self) -> Moved:
        """The change with its interval."""
        return Moved(share=self.share, interval=Interval(**self.interval.model_dump()))


class ScoreChangeRow(Row):
    """One score before and after."""

    level: Literal["headline", "section", "criterion"]
    """headline, section or criterion."""
    id: str
    """The id of the score."""
    label: str
    """Its words."""
    before: FigureRow | None = None
    """The count before; left out where only a percentage is printed."""
    after: FigureRow | None = None
    """The count after."""
    before_percent: int | None = None
    """The percentage before."""
    after_percent: int | None = None
    """The percentage after."""
    raw: MovedRow | None = None
    """The change; left out where it has no interval."""
    net: MovedRow | None = None
    """What is left of it beyond what was to be expected."""
    expected: float | None = None
    """The share to be expected the second time, had nothing changed."""
    reason: str = ""
    """Why there is no interval."""
    basis: str = ""
    """What was compared, where it is not simply the same score."""

    def value(self) -> ScoreChange:
        """The row."""
        return ScoreChange(
            **self.model_dump(exclude={"before", "after", "raw", "net"}),
            before=self.before.value() if self.before else None,
            after=self.after.value() if self.after else None,
            raw=self.raw.value() if self.raw else None,
            net=self.net.value() if self.net else None,
        )


class SameCasesRow(Row):
    """One question on the cases that both inspections read."""

    question: str
    """The words of the question."""
    n_cases: int
    """The cases on which it applied both times."""
    gained: int
    """Those that became sufficient."""
    lost: int
    """Those that became insufficient."""
    words: str
    """The same in words, with how likely so uneven a split is by chance."""


class ChangesRow(Row):
    """What changed since the inspection before, as Corecase worked it out."""

    before: str = ""
    """When the inspection before was made, in words."""
    after: str = ""
    """When this one was made."""
    confidence: float = 0.95
    """The level of the intervals."""
    rows: list[ScoreChangeRow] = Field(default_factory=list)
    """A row for each score."""
    same_cases: list[SameCasesRow] = Field(default_factory=list)
    """The questions judged both times on the same cases."""
    n_common_cases: int = 0
    """How many cases both inspections read."""
    said: list[str] = Field(default_factory=list)
    """Sentences that stand beside the rows."""

    def value(self) -> Changes:
        """The changes."""
        return Changes(
            before=self.before,
            after=self.after,
            confidence=self.confidence,
            rows=tuple(row.value() for row in self.rows),
            same_cases=tuple(SameCases(**row.model_dump()) for row in self.same_cases),
            n_common_cases=self.n_common_cases,
            said=tuple(self.said),
        )
