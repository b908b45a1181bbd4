"""National questions: which scores, of which inspections, in which groups, as at which day.

A national question is data: the same one is answered by every engine, alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from corecase.core.errors import InputError
from corecase.core.periods import day_in_words
from corecase.core.vocabularies import Vocabulary


class Grouping(Vocabulary):
    """By what the judgements are told apart."""

    SERVICE = "SERVICE"
    REGION = "REGION"
    NATION = "NATION"
    YEAR = "YEAR"
    INSPECTION = "INSPECTION"
    SENTENCE = "SENTENCE"
    SEX = "SEX"
    AGE_GROUP = "AGE_GROUP"

    @property
    def is_below_service(self) -> bool:
        """Whether it parts the cases of one inspection, so that children are counted."""
        return self in _BELOW_SERVICE

    @property
    def words(self) -> str:
        """As people read it: `"age group"`; a year is that of publication."""
        return (
            "year of publication" if self is Grouping.YEAR else self.value.lower().replace("_", " ")
        )


_BELOW_SERVICE: Final = frozenset({Grouping.SENTENCE, Grouping.SEX, Grouping.AGE_GROUP})


class Counting(Vocabulary):
    """Which inspections of a service count."""

    LATEST = "LATEST"
    EACH = "EACH"


class Reinspections(Vocabulary):
    """Whether re-inspections count."""

    LEFT_OUT = "LEFT_OUT"
    COUNTED = "COUNTED"
    ALONE = "ALONE"


class Mergers(Vocabulary):
    """To whom an inspection counts whose service was taken over by the as-at day."""

    AS_NOW = "AS_NOW"
    AS_INSPECTED = "AS_INSPECTED"


LEVELS: Final = ("criteria", "sections", "headlines", "items")
"""Names for all scores of a level."""

SHOWN_IN: Final = "items:"
"""What stands before a criterion to ask for the items that it shows, those shown twice too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickable:
    """One score of a framework, or one item, that may be asked for.

    `shown_in` are the criteria that show an item: its own, and those that show it again.
    """

    level: str
    id: str
    label: str
    shown_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalQuestion:
    """One question about the published judgements of a programme.

    `scores` are identifiers of scores or items, names of levels such as `"headlines"`, or
    `"items:CCI-1.1"`, the items that a criterion shows. `by` are the groups, none for one figure
    of everything. Only versions that stood at the end of `as_at` count, of inspections first
    published from `published_from` to `published_until` where those are given. Of each service
    the latest such inspection counts, or each. Without `counts_cases` judgements alone are
    counted, which is quicker, and no interval can be given.

    Raises InputError for no score, a group named twice, days in the wrong order, and groups
    below the service without cases.
    """

    programme: str
    scores: tuple[str, ...]
    as_at: date
    by: tuple[Grouping, ...] = ()
    published_from: date | None = None
    published_until: date | None = None
    counting: Counting = Counting.LATEST
    reinspections: Reinspections = Reinspections.LEFT_OUT
    mergers: Mergers = Mergers.AS_NOW
    region: str = ""
    nation: str = ""
    services: tuple[str, ...] = ()
    counts_cases: bool = True

    def __post_init__(self) -> None:
        if not self.programme or not self.scores:
            raise InputError("A national question needs a programme and a score; name both.")
        if len(set(self.by)) < len(self.by):
            raise InputError("A national question names each group once.")
        first, last = self.published_from, self.published_until
        if first and last and last < first:
            raise InputError("The period ends before it begins; change one of its days.")
        if self.is_below_service and not self.counts_cases:
            raise InputError("Groups below the service are groups of cases; count the cases, too.")

    @property
    def is_below_service(self) -> bool:
        """Whether any group parts the cases of one inspection."""
        return any(one.is_below_service for one in self.by)

    def picks(self, one: Pickable) -> bool:
        """Whether a score or an item is asked for."""
        names = {one.id, _PLURAL[one.level], *(SHOWN_IN + criterion for criterion in one.shown_in)}
        return not names.isdisjoint(self.scores)

    @property
    def words(self) -> str:
        """What counts, in sentences: never printed without its figures, nor they without it."""
        return " ".join(
            (
                f"Programme {self.programme}, {_counted(self)}{_where(self)}{_when(self)}, as it "
                f"stood on {day_in_words(self.as_at)}.",
                _REINSPECTION_WORDS[self.reinspections],
                _MERGER_WORDS[self.mergers],
            )
        )


_PLURAL: Final = {
    "criterion": "criteria",
    "section": "sections",
    "headline": "headlines",
    "item": "items",
}
_REINSPECTION_WORDS: Final = {
    Reinspections.LEFT_OUT: "Re-inspections are left out.",
    Reinspections.COUNTED: "Re-inspections count.",
    Reinspections.ALONE: "Only re-inspections count.",
}
_MERGER_WORDS: Final = {
    Mergers.AS_NOW: "A service that was taken over counts to the one that took it over.",
    Mergers.AS_INSPECTED: "An inspection counts to the service as it was inspected.",
}


def _counted(asked: NationalQuestion) -> str:
    each = "every inspection" if asked.counting is Counting.EACH else "the latest inspection"
    return f"{each} of each service"


def _where(asked: NationalQuestion) -> str:
    named = (asked.region, asked.nation.title(), ", ".join(asked.services))
    places = "; ".join(name for name in named if name)
    return f" in {places}" if places else ""


def _when(asked: NationalQuestion) -> str:
    first, last = asked.published_from, asked.published_until
    begun = f" from {day_in_words(first)}" if first else ""
    ended = f" until {day_in_words(last)}" if last else ""
    return f" published{begun}{ended}" if begun or ended else ""


def check_known(asked: NationalQuestion, pickable: Iterable[Pickable]) -> None:
    """Raises InputError where a name in a question picks nothing that the programme scores."""
    known = tuple(pickable)
    for name in asked.scores:
        alone = NationalQuestion(programme=asked.programme, scores=(name,), as_at=asked.as_at)
        if not any(alone.picks(one) for one in known):
            use = dict.fromkeys((*LEVELS, *(one.id for one in known if one.level != "item")))
            raise InputError(f"There is no score {name!r} here; use {', '.join(use)}.")
