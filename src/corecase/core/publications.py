"""Published facts: what a report prints about its items and scores, and what agrees with it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corecase.core import words
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.scoring import Scores

_OVER = re.compile(r"over (\d{1,2})%")
_MORE_THAN_ANY_SAMPLE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFact:
    """What a report prints, and what follows from it, about one item.

    `applicable` and `sufficient` are the counts that the text leaves open; `percent` the
    whole percentage as printed; `wording` a phrase of `corecase.core.words` or "over 70%".
    `stated_base` is the base that the text names beside a percentage, believed or not.
    `every_case_asked` says that each case to which the question applied got an answer.
    `place` is where it is printed: "1.1 strength 1".
    """

    item_id: str
    applicable: range = range(_MORE_THAN_ANY_SAMPLE)
    sufficient: range = range(_MORE_THAN_ANY_SAMPLE)
    percent: int | None = None
    wording: str = ""
    stated_base: int | None = None
    every_case_asked: bool = False
    place: str = ""

    def __post_init__(self) -> None:
        for name, counts in (("applicable", self.applicable), ("sufficient", self.sufficient)):
            if not counts or counts[0] < 0 or counts.step != 1:
                raise InputError(
                    f"{self.item_id}: the least {name} has to be 0 or more, and not above the most."
                )
        if self.percent is not None and not 0 <= self.percent <= 100:
            raise InputError(f"{self.item_id}: {self.percent}% is not from 0 to 100.")
        if self.wording and not _OVER.fullmatch(self.wording):
            words.counts(self.wording, 1)

    def allows(self, figure: Figure) -> bool:
        """Whether this figure would be printed as the report prints it.

        On a base of 0 no percentage and no wording can be printed.
        """
        if figure.out_of not in self.applicable or figure.count not in self.sufficient:
            return False
        if self.percent is not None and figure.percent != self.percent:
            return False
        return not self.wording or (figure.is_applicable and _says(self.wording, figure))

    def counts(self, out_of: int) -> range:
        """The sufficient counts on this base that the fact allows, possibly none.

        Every part of a fact is an interval of shares or of counts, so they have no holes.
        """
        last = min(self.sufficient[-1], out_of)
        found = [
            count
            for count in range(self.sufficient[0], last + 1)
            if self.allows(Figure(count=count, out_of=out_of))
        ]
        return range(found[0], found[-1] + 1) if found else range(0)

    def bases(self, most: int) -> tuple[int, ...]:
        """The bases up to `most` on which the fact can be printed at all."""
        return tuple(base for base in self.applicable if base <= most and self.counts(base))


def _says(wording: str, figure: Figure) -> bool:
    over = _OVER.fullmatch(wording)
    if over:
        # A report that says "over 70%" of 92% would have said more: our reading.
        return int(over[1]) < 100 * figure.share < int(over[1]) + 10
    if wording in words.PHRASES:
        # Stricter than reading the phrase back: our own report has to draft these words.
        return words.phrase(figure) == wording
    return figure.count in words.counts(wording, figure.out_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCount:
    """How many cases the service and the assessor put at this pair of levels."""

    item_id: str
    service_value: str
    assessor_value: str
    n_cases: int
    standing: str = "published"

    @property
    def agrees(self) -> bool:
        """Whether the two levels are the same, which makes the item sufficient."""
        return self.service_value == self.assessor_value


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedScore:
    """A score as printed: a whole percentage, and the id of its band where it has one."""

    score_id: str
    percent: int
    band: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A printed score beside the one that the judgements give."""

    printed: PrintedScore
    figure: Figure
    band: str

    @property
    def percent_agrees(self) -> bool:
        """Whether the figure prints as the published percentage."""
        return self.figure.percent == self.printed.percent

    @property
    def band_agrees(self) -> bool:
        """Whether the band is the published one, or none was published."""
        return not self.printed.band or self.band == self.printed.band

    @property
    def agrees(self) -> bool:
        """Whether both do."""
        return self.percent_agrees and self.band_agrees


def compare(scores: Scores, printed: Iterable[PrintedScore]) -> tuple[Comparison, ...]:
    """Each printed score beside the computed one, in the order printed.

    Raises InputError when a printed score is not one of the framework's.
    """
    rows = []
    for one in printed:
        found = scores.of(one.score_id)
        band = found.band.id if found.band else ""
        rows.append(Comparison(printed=one, figure=found.figure, band=band))
    return tuple(rows)
