"""The ways in which people write answers, marks and headings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from corecase.core.judgements import Answer
from corecase.exchange.tables import heading_key

Role = Literal[
    "case_id", "item_id", "answer", "known_but_not_recorded", "service_value", "assessor_value"
]

ANSWERS: Mapping[str, Answer] = MappingProxyType(
    dict.fromkeys(
        ("s", "sufficient", "suff", "yes", "y", "1", "true"),
        Answer.SUFFICIENT,
    )
    | dict.fromkeys(
        ("i", "insufficient", "insuff", "not sufficient", "no", "n", "0", "false"),
        Answer.INSUFFICIENT,
    )
    | dict.fromkeys(
        ("n/a", "na", "n.a", "n a", "not applicable"),
        Answer.NOT_APPLICABLE,
    )
)

_HEADINGS: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        "case_id": (
            "case id",
            "case",
            "caseid",
            "case number",
            "case no",
            "case ref",
            "case reference",
        ),
        "item_id": ("item id", "item", "itemid", "item code"),
        "answer": ("answer", "judgement", "judgment"),
        "known_but_not_recorded": ("known but not recorded", "knr"),
        "service_value": ("service value", "service level"),
        "assessor_value": ("assessor value", "assessor level"),
    }
)
CASE_HEADINGS = _HEADINGS["case_id"]
"""What the column of cases may be headed, in capitals or not, with spaces or underscores."""

_ROLES: Mapping[str, Role] = MappingProxyType(
    {spelling: role for role, spellings in _HEADINGS.items() for spelling in spellings}
)

_YES_NO: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("yes", "y", "true", "1", "x"), True)
    | dict.fromkeys(("no", "n", "false", "0"), False)
)

_LONGEST = 60
"""Longer than any answer with its mark; what is longer is not searched for one."""

_MARKED = re.compile(r"(?P<answer>.*?)[\s,;:–-]*(?:\*|\(?(?:known but not recorded|knr)\)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one cell says: an answer or none, and whether it carries the mark."""

    answer: Answer | None
    is_marked: bool = False


def reading(text: str) -> Reading | None:
    """The answer in a cell, with the mark `*`, `KNR` or "known but not recorded" behind it.

    An empty cell has no answer: it is never "not applicable". None when the text is no
    answer.
    """
    return _reading(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _reading(text: str) -> Reading | None:
    words = " ".join(text.replace("_", " ").casefold().split())
    if not words:
        return Reading(answer=None)
    marked = _MARKED.fullmatch(words)
    plain = (marked["answer"] if marked else words).replace("-", " ").rstrip(".")
    answer = ANSWERS.get(plain)
    if answer is None:
        return None
    return Reading(answer=answer, is_marked=marked is not None)


def yes_or_no(text: str) -> bool | None:
    """Whether a cell of a yes-or-no column says yes; None when it says neither."""
    return _YES_NO.get(text.casefold())


def role(heading: str) -> Role | None:
    """What a column of a long file holds, None for one that means nothing here."""
    return _ROLES.get(heading_key(heading))
