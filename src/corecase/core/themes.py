"""Themes of recommendations: what services were asked to change, across services.

A theme is found by words that the text of a recommendation uses. The list of words is our own.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Assessment": ("assess", "asset", "screening"),
        "Vulnerability and safeguarding": ("vulnerab", "safeguard", "vmp", "wellbeing"),
        "Risk of harm to others": ("risk of harm", "harm to others", "rosh", "mappa"),
        "Likelihood of reoffending": ("reoffend", "re-offend"),
        "Intervention plans": ("intervention plan", "plans", "planning", "sentence plan"),
        "Reviews": ("review",),
        "Management oversight": ("oversight", "countersign", "management"),
        "Delivery of interventions": ("intervention", "delivery", "delivered", "programme"),
        "Involving children and parents": ("parent", "carer", "engage", "involve", "self-assess"),
        "Diversity": ("divers", "ethnic", "disab", "discriminat", "learning need"),
        "Victims": ("victim",),
        "Working with other agencies": ("partner", "agenc", "joint", "children's services"),
        "Health": ("health", "substance", "speech"),
        "Education, training and employment": ("education", "training", "employment"),
        "Recording": ("record", "document"),
    }
)
"""Each theme with the beginnings of the words by which it is found."""

OTHER: Final = "Other"
_FOUND: Final = MappingProxyType(
    {
        theme: re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
        for theme, words in WORDS.items()
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One recommendation: who was asked what, and who is responsible for it."""

    service: str
    text: str
    owner: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme with its recommendations: of how many services, who is responsible, where printed."""

    name: str
    asked: tuple[Asked, ...]

    @property
    def services(self) -> tuple[str, ...]:
        """The services that were asked, each once, by name."""
        return tuple(sorted({one.service for one in self.asked}))

    @property
    def owners(self) -> tuple[str, ...]:
        """Who is responsible, each once, by name."""
        return tuple(sorted({one.owner for one in self.asked if one.owner}))


def themes_of(text: str) -> tuple[str, ...]:
    """The themes that a recommendation's words name, in the order of the list; or "Other"."""
    return tuple(theme for theme, found in _FOUND.items() if found.search(text)) or (OTHER,)


def themes(asked: Iterable[Asked]) -> tuple[Theme, ...]:
    """Themes by how many services were asked, the most first; "Other" last.

    One recommendation may stand under several.
    """
    found: dict[str, list[Asked]] = {}
    for one in asked:
        for theme in themes_of(one.text):
            found.setdefault(theme, []).append(one)
    made = (Theme(name=name, asked=tuple(rows)) for name, rows in found.items())
    return tuple(sorted(made, key=lambda t: (t.name == OTHER, -len(t.services), t.name)))
