"""Answers to national questions: figures by group and score, with what they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from corecase.core.figures import NOTHING, Figure
from corecase.core.national_questions import NationalQuestion


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Tally:
    """What one inspection adds to one score in one group: whole numbers, in every engine alike.

    `service` is whom the inspection counts to. Over its cases in the group, of which there are
    `n_cases` and of which `n_applicable` have any applicable judgement, with y sufficient and x
    applicable judgements of a case: `sufficient` is the sum of y, `applicable` of x, `yy`, `xy`
    and `xx` of the products, `most` the most x. All but those two are 0 where cases are not
    counted.
    """

    group: tuple[str, ...]
    score: str
    inspection: str
    service: str
    sufficient: int
    applicable: int
    n_cases: int = 0
    n_applicable: int = 0
    yy: int = 0
    xy: int = 0
    xx: int = 0
    most: int = 0

    @property
    def figure(self) -> Figure:
        """Sufficient out of applicable."""
        return Figure(count=self.sufficient, out_of=self.applicable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of an answer, with the tallies behind it by inspection; there is at least one."""

    tallies: tuple[Tally, ...]

    @property
    def group(self) -> tuple[str, ...]:
        """A value for each group that was asked for, in that order; empty where not known."""
        return self.tallies[0].group

    @property
    def score(self) -> str:
        """The identifier of the score or the item."""
        return self.tallies[0].score

    @property
    def figure(self) -> Figure:
        """The judgements pooled, 0 of 0 where nothing applies: never a mean of percentages."""
        return sum((one.figure for one in self.tallies), NOTHING)

    @property
    def inspections(self) -> tuple[str, ...]:
        """The inspections behind it, by code."""
        return tuple(sorted({one.inspection for one in self.tallies}))

    @property
    def services(self) -> tuple[str, ...]:
        """The services behind it, by code."""
        return tuple(sorted({one.service for one in self.tallies}))

    @property
    def n_cases(self) -> int:
        """The cases assessed in the group."""
        return sum(one.n_cases for one in self.tallies)

    @property
    def n_applicable(self) -> int:
        """The cases in which any of it applies."""
        return sum(one.n_applicable for one in self.tallies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The figures of one national question, by group and then by score.

    There is a row for every group that an inspection which counts falls in, also where nothing
    applies; no row at all where no inspection counts.
    """

    question: NationalQuestion
    rows: tuple[Row, ...]

    @property
    def inspections(self) -> tuple[str, ...]:
        """The inspections that count, by code."""
        return tuple(sorted({code for row in self.rows for code in row.inspections}))

    @property
    def services(self) -> tuple[str, ...]:
        """The services that they count to, by code."""
        return tuple(sorted({code for row in self.rows for code in row.services}))


def answer_of(question: NationalQuestion, tallies: Iterable[Tally]) -> Answer:
    """The answer that these tallies make, in an order of its own."""
    ordered = sorted(tallies)
    rows = groupby(ordered, key=lambda one: (one.group, one.score))
    return Answer(question=question, rows=tuple(Row(tallies=tuple(found)) for _, found in rows))
