"""Heading sets: the headings of a council's reports in order, and what stands under each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.vocabularies import Vocabulary

WORDS: Final = (
    *("service", "team", "council", "inspectorate", "programme", "inspected", "published"),
    *("inspection_kind", "n_cases", "n_recommendations", "plan_due", "committees", "dates"),
    "progress_due",
)
"""What stands in braces in the words of a set and is filled in from the facts."""

FILLED_FIELDS: Final = ("committees", "dates", "subject", *WORDS[:7])
"""Fields of a covering sheet that the facts fill; every other one the council enters."""

COLUMNS: Final = ("lowest", "highest", "average", "own", "family")
"""The columns that a comparator table can have; `family` is one for each service in it."""

_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


class Content(Vocabulary):
    """What can stand under a heading."""

    WORDS = "WORDS"
    TEXT = "TEXT"
    IMPLICATION = "IMPLICATION"
    CONSULTATION = "CONSULTATION"
    INTERESTS = "INTERESTS"
    FIELDS = "FIELDS"
    INSPECTED = "INSPECTED"
    SCORES = "SCORES"
    OUTCOME = "OUTCOME"
    COMPARATORS = "COMPARATORS"
    COMPARISON = "COMPARISON"
    BANDS = "BANDS"
    STRENGTHS = "STRENGTHS"
    AREAS = "AREAS"
    RECOMMENDATIONS = "RECOMMENDATIONS"
    FOCI = "FOCI"
    PLAN = "PLAN"
    STEPS = "STEPS"
    OBJECTIVES = "OBJECTIVES"
    MONEY = "MONEY"
    PAPERS = "PAPERS"
    DECISION = "DECISION"
    NEW_PAGE = "NEW_PAGE"


KIND_WORDS: Final[Mapping[Content, str]] = {
    Content.WORDS: "a paragraph of the set's own",
    Content.TEXT: "what the council enters under a name",
    Content.IMPLICATION: "implications of a kind, legal or financial, as the council enters them",
    Content.CONSULTATION: "who was consulted, as the council enters it",
    Content.INTERESTS: "what members with an interest do, as the council enters it",
    Content.FIELDS: "lines of a covering sheet, each with its label",
    Content.INSPECTED: "how the inspection was done",
    Content.SCORES: "each headline with its score and band",
    Content.OUTCOME: "how many headlines fell in each band",
    Content.COMPARATORS: "the table of lowest, highest, average, own and family",
    Content.COMPARISON: "the comparisons that the figures allow",
    Content.BANDS: "what each band means",
    Content.STRENGTHS: "the strengths",
    Content.AREAS: "the areas for improvement",
    Content.RECOMMENDATIONS: "the recommendations, with their owners",
    Content.FOCI: "the key foci of the improvement plan",
    Content.PLAN: "the improvement plan as a table",
    Content.STEPS: "what bodies did with the improvement plan; nothing where nothing is recorded",
    Content.OBJECTIVES: "corporate objectives, each positive, neutral or negative",
    Content.MONEY: "capital and revenue by financial year",
    Content.PAPERS: "background papers",
    Content.DECISION: "the decision asked for",
    Content.NEW_PAGE: "nothing: the heading begins a new page",
}
"""What stands in a report for each kind, as the reference tells it."""


class Decision(Vocabulary):
    """What a committee is asked to do with a report, or did."""

    NOTE = "NOTE"
    APPROVE = "APPROVE"
    ACKNOWLEDGE = "ACKNOWLEDGE"


ENTERED: Final = frozenset(
    {Content.TEXT, Content.IMPLICATION, Content.CONSULTATION, Content.INTERESTS}
)
"""Kinds whose words only the council knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A line of a covering sheet: its label as printed, and the name of its value."""

    label: str
    value: str

    @property
    def is_filled(self) -> bool:
        """Whether the facts fill it; otherwise the council enters it."""
        return self.value in FILLED_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing under a heading. Which of the other fields count depends on its kind.

    `name` is the entry that holds the council's words, the kind of implication, or the title of
    a table. `words` are ours, or the line before a list; `numbered` is printed before each
    paragraph, with `#` for its number ("1.#").
    """

    kind: Content
    name: str = ""
    words: str = ""
    numbered: str = ""
    hint: str = ""
    own: str = ""
    owners: bool = True
    fields: tuple[Field, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    @property
    def entry(self) -> str:
        """The name under which the council's words are kept; empty where there are none."""
        if self.kind is Content.IMPLICATION:
            return f"{self.name}_implications"
        if self.kind in (Content.CONSULTATION, Content.INTERESTS):
            return self.name or self.kind.value.lower()
        return self.name if self.kind is Content.TEXT else ""

    @property
    def asked_for(self) -> str:
        """What the council is asked to write here, in words."""
        return self.hint or self.entry.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading as printed, with its number, and the pieces under it.

    Without a heading the pieces go on under the one before.
    """

    heading: str = ""
    number: str = ""
    level: int = 1
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingSet:
    """The headings under which a council reports, in order.

    `above` are lines over the title; `subject` names the report. `decisions` are the words in
    which each decision is asked for, and `asks` is the usual one. Raises ManyProblems where a
    part of it cannot be printed.
    """

    id: str
    title: str
    council: str
    subject: str
    form: str
    above: tuple[str, ...] = ()
    asks: Decision = Decision.NOTE
    decisions: Mapping[Decision, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fault = ManyProblems.unless_empty(f"The heading set {self.id}", list(_problems(self)))
        if fault:
            raise fault

    def pieces(self) -> Iterator[Piece]:
        """Everything under its headings, in order."""
        return (piece for part in self.parts for piece in part.pieces)

    def entries(self) -> tuple[Piece, ...]:
        """What the council alone knows: each entry once, in the order of the report."""
        found: dict[str, Piece] = {}
        for piece in self.pieces():
            if piece.entry:
                found.setdefault(piece.entry, piece)
        return tuple(found.values())

    def fields(self) -> tuple[Field, ...]:
        """The lines of the covering sheet that the council enters, each once."""
        found: dict[str, Field] = {}
        for piece in self.pieces():
            for one in piece.fields:
                if not one.is_filled:
                    found.setdefault(one.value, one)
        return tuple(found.values())

    def first(self, kind: Content) -> Piece | None:
        """The first piece of a kind; None where there is none."""
        return next((piece for piece in self.pieces() if piece.kind is kind), None)


def check_words(words: str) -> None:
    """Raises InputError for words in braces that no fact fills."""
    for name in _PLACE.findall(words):
        if name not in WORDS:
            raise InputError(
                f"{{{name}}} is filled by no fact; use {', '.join(f'{{{w}}}' for w in WORDS)}."
            )


def split_words(words: str) -> tuple[str, ...]:
    """Words and the names in braces by turns, beginning with words: `("In ", "inspected", ".")`."""
    return tuple(_PLACE.split(words))


def _problems(one: HeadingSet) -> Iterator[Problem]:
    if not one.parts:
        yield Problem(where="parts", reason="is empty; give the headings in order")
    for words in (one.subject, one.form, *one.above, *one.decisions.values()):
        yield from _of_words("title and decisions", words)
    missing = [decision.words for decision in Decision if decision not in one.decisions]
    if missing:
        yield Problem(where="decisions", reason=f"lacks the words for {', '.join(missing)}")
    level = 0
    for number, part in enumerate(one.parts, start=1):
        where = f"part {number}" + (f" ({part.heading[:40]})" if part.heading else "")
        if part.heading and not 1 <= part.level <= level + 1:
            yield Problem(where=where, reason=f"has the level {part.level} after level {level}")
        level = part.level if part.heading else level
        yield from _of_words(where, part.heading)
        for piece in part.pieces:
            yield from _of_piece(where, piece)


def _of_words(where: str, words: str) -> Iterator[Problem]:
    try:
        check_words(words)
    except InputError as error:
        yield Problem(where=where, reason=str(error))


def _of_piece(where: str, piece: Piece) -> Iterator[Problem]:
    where = f"{where}, {piece.kind.words}"
    yield from _of_words(where, piece.words)
    yield from _of_words(where, piece.own)
    needs = _NEEDED.get(piece.kind, ())
    for name in needs:
        if not getattr(piece, name):
            yield Problem(where=where, reason=f"needs {name}")
    if piece.entry and not _NAME.fullmatch(piece.entry):
        reason = "has to begin with a small letter and hold small letters, digits and _ only"
        yield Problem(where=where, value=piece.name, reason=reason)
    for one in piece.fields:
        if not _NAME.fullmatch(one.value):
            reason = "is no name of a value; use small letters, digits and _"
            yield Problem(where=where, value=one.value, reason=reason)
    for column in piece.columns if piece.kind is Content.COMPARATORS else ():
        if column not in COLUMNS:
            reason = f"is no column of a comparator table; use {', '.join(COLUMNS)}"
            yield Problem(where=where, value=column, reason=reason)
    for kept in ("columns", "rows", "years"):
        # A row that ends with a colon is a heading within a table, and may come again.
        values = [value for value in getattr(piece, kept) if not value.endswith(":")]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield Problem(where=where, value=value, reason=f"stands twice in {kept}")


_NEEDED: Final[Mapping[Content, tuple[str, ...]]] = {
    Content.WORDS: ("words",),
    Content.TEXT: ("name",),
    Content.IMPLICATION: ("name",),
    Content.FIELDS: ("fields",),
    Content.COMPARATORS: ("columns",),
    Content.OBJECTIVES: ("columns", "rows"),
    Content.MONEY: ("name", "rows"),
}
"""The fields that a kind cannot be printed without."""
