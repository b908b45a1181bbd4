"""Passages in which something may be left over, and what is offered of it."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from corecase.core.reading.outline import Placed
from corecase.core.reading.themes import headlines

_LONGEST_HEADING: Final = 90
_MOST_WORDS: Final = 14


def words(text: str) -> re.Pattern[str]:
    """These words in capitals or not."""
    return re.compile(text, re.IGNORECASE)


_FEW: Final = 8
_ENTRY_LEAST: Final = 4
_OTHER_OVER: Final = words(
    r"\binspection|\breport\b|council|youth|minutes|appendix|committee|percentage|\bscor|judged|^\d\.\d"
)
_ACTION: Final = words(r"(?:action|area|objective|priority) [\dA-Z]{1,2}(?:\.\d)?[:.] \S")
_PLAN: Final = words(r"\bimprovement plan")
_PARTS: Final = {
    "strengths": "finding:strength",
    "areas": "finding:area",
    "recommendations": "recommendation",
    "plan": "action",
}
OF_ENTRIES: Final = (
    ("recommendation", words(r"recommend|must\b|should\b|changes are|needs? to be done|asked of")),
    (
        "finding:area",
        words(
            r"improve|weak|better|concern|develop|attention|gaps?\b|wrong|shortcoming|worr|criticis"
            r"|disappoint|unhappy|less (?:good|well|sure|happy|pleased|impressed)"
            r"|n(?:o|')t .{0,20}(?:well|good|right|like)"
            r"|ask you to|see to|attend to|wanting|most needs"
            r"|needs? (?:most |more )?(?:work|doing|attention)"
            r"|fail|problem|(?:did|was|were|is|are) not\W*$"
        ),
    ),
    (
        "finding:strength",
        words(
            r"strength|good|well|positive|best|prais|impress|like[sd]?\b|works|pleas|glad|commend|admir"
        ),
    ),
    ("action", words(r"\baction|\bplan\b|what we (?:will|are)|next steps|has been done")),
    (
        "text:decision",
        words(
            r"asked to|invited to|requested to|resolved|agreed|decisions?"
            r"|that (?:the )?(?:cabinet|committee|panel|board|members?)\b"
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something left over: what it may be, where it stands, and what to decide.

    `or_else` is the likelier kind where there is one.
    """

    measure: str
    start: int
    end: int
    doubt: str
    or_else: str = ""
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A passage with the words over it, the heads of its table, and the headlines told before.

    `cut` is a word that began in the row above.
    """

    placed: Placed
    over: str = ""
    heads: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    cut: str = ""

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.placed.text

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The headlines that the passage names, each once."""
        return tuple(dict.fromkeys(one.key for one in headlines(self.text)))

    @cached_property
    def above(self) -> str:
        """The words that stand over the passage: headings, and what opens its list."""
        return f"{self.over} | {self.placed.heading} | {self.placed.lead[-160:]}"

    @cached_property
    def entry(self) -> str:
        """What an entry of a list is by the words over it: a kind of fact; empty where unknown."""
        if _ACTION.match(self.text):
            return "action"
        is_plain = len(self.over.split()) <= _FEW and not _OTHER_OVER.search(self.over)
        lead = self.placed.lead[-160:] if self.placed.passage.is_listed else ""
        over = f"{self.over if is_plain else ''} | {lead}"
        over = _PLAN.sub("plan", over)
        told = next((kind for kind, form in OF_ENTRIES if form.search(over)), "")
        return told or (_PARTS.get(self.placed.part, "") if self.placed.passage.is_listed else "")

    @property
    def is_bare_entry(self) -> bool:
        """Whether a line without mark or stop is rather an entry below a heading than another."""
        text = self.text.strip()
        is_plain = not self.placed.is_heading and not text.isupper() and not text.endswith(":")
        return is_plain and self.entry.startswith("finding") and len(text.split()) >= _ENTRY_LEAST

    def key_at(self, at: int) -> str:
        """The headline named nearest before this character, else after it, else told before."""
        named = headlines(self.text)
        before = [one.key for one in named if one.start < at]
        after = [one.key for one in named if one.start >= at]
        keys = self.keys if len(self.keys) == 1 else ()
        found: tuple[str, ...] = (*before[-1:], *after[:1], *keys, "unplaced")
        return found[0]


def headed(placed: Placed) -> bool:
    """Whether a passage looks like a heading, known or not."""
    text = placed.text.strip()
    return (
        not placed.passage.cells
        and (not placed.passage.is_listed or text.isupper())
        and len(text) < _LONGEST_HEADING
        and len(text.split()) <= _MOST_WORDS
        and not text.endswith((".", ";", ","))
    )
