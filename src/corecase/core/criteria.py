"""What a framework is made of, from its sections to what it asks of case managers."""

from dataclasses import dataclass, field
from typing import Literal

from corecase.core.rules import Everyone, Gate, Rule

Standing = Literal["verified", "own", "unverified", "invented"]
"""Where a wording or a tag comes from: a primary text, our own words, an assumption that
nobody has confirmed, or an invention that exists only in a generated overlay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of scores, from `from_percent` (included) up to the next band."""

    id: str
    label: str
    from_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A score that pools the items tagged with it, across criteria."""

    id: str
    title: str
    explanation: str = ""
    suggests_reinspection: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of criteria."""

    id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A general criterion: what a service is expected to do, judged through its items."""

    id: str
    number: str
    title: str
    section: str
    text: str = ""
    text_standing: Standing = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question asked of a case.

    `guidance` is what the framework says of how to judge it, empty where it says nothing.
    `finding` is the clause that says the item's figure in a report, `finding_area` another
    for when it is an area for improvement, `case_word` what is counted ("case", "cases").
    `strength_from` replaces the framework's share from which the item is a strength.
    `levels` makes the item one that compares the service's value with the assessor's, from
    the lowest level to the highest. `scored` is false for an item that is recorded and
    reported but stands in no score. `also_reported_in` names criteria that show the item's
    figure without pooling it again.
    """

    id: str
    criterion: str
    topic: str
    label: str
    question: str
    guidance: str = ""
    applies: Rule = field(default_factory=Everyone)
    gate: Gate | None = None
    headlines: tuple[str, ...] = ()
    also_reported_in: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    scored: bool = True
    finding: str = ""
    finding_area: str = ""
    strength_from: int | None = None
    case_word: tuple[str, str] = ("case", "cases")
    wording: Standing = "own"
    tag: Standing = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A question that each case manager answers once, about their work and not about a case.

    `finding` follows how many of them said so. `beside` names the items whose figures it is set
    against.
    """

    id: str
    topic: str
    question: str
    finding: str
    beside: tuple[str, ...] = ()
    wording: Standing = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A recommendation kept in the library, proposed when its items are weak.

    Without items it is one that no item carries: a person adds it, under "Furthermore".
    """

    id: str
    text: str
    owners: tuple[str, ...]
    items: tuple[str, ...] = ()
    wording: Standing = "own"
