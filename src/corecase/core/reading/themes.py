"""The three headlines and the areas of joint inspections, known by title or by description."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_HEADLINES: Final = (
    (
        "likelihood_of_reoffending",
        r"likelihood of (?:further )?(?:re-? ?)?offen\w*|less likely to (?:re-? ?)?offend"
        r"|(?:from|to stop) (?:re-?)?offending(?: again)?\b|offend(?:ing)? again"
        r"|\bLoR\b|(?:re-? ?offending|reducing offending) work|work (?:on|against"
        r"|to (?:prevent|reduce)) re-? ?offending",
    ),
    (
        "risk_of_harm",
        r"risks? of (?:serious )?harm(?: to others)?|\bRoH\b|protect(?:ing"
        r"|ed)? the (?:wider )?public"
        r"|harm to (?:others|other people)|(?:danger|harm) (?:that )?(?:they"
        r"|young people) (?:pose|posed)",
    ),
    (
        "safeguarding",
        r"safe-? ?guard(?:ing|ed)?\b(?!\s+children\s+board)|(?-i:\bSG\b)"
        r"|protect(?:ing|ed)? (?:the |each )?(?:child(?:ren)?|young (?:person|people))"
        r"|keep(?:ing)? (?:the |each )?(?:child(?:ren)?|young (?:person|people)"
        r"|youngsters|them|kids"
        r"|teenagers)[\w ]{0,20}\bsafer?\b",
    ),
)
HEADLINE: Final = re.compile(
    "|".join(f"(?P<{key}>{pattern})" for key, pattern in _HEADLINES), re.IGNORECASE
)
_BOX: Final = re.compile(
    r"(?:public protection\s*[-:,]?\s*)?'?(?:safeguarding|risk of harm(?: to others)?"
    r"|likelihood of re-?\s?offending)'?(?: work)?\s*(?:score)?\s*:?",
    re.IGNORECASE,
)
_TODAY: Final = (
    ("out_of_court_disposals", r"out[- ]of[- ]court (?:disposals?|work)(?: policy and provision)?"),
    ("partnerships", r"partnerships and services"),
    ("governance", r"governance(?: and leadership)?"),
    ("delivery", r"(?:implementation and )?delivery(?! of)"),
    ("assessment", r"assess(?:ment|ing)"),
    ("planning", r"planning"),
    ("reviewing", r"reviewing"),
    ("staff", r"\bstaff(?=\s*(?:$|[:\t-]|was rated|were rated))"),
)
_AREAS: Final = (
    ("reoffending", r"reduc(?:e|es|ed|ing|tion of) (?:the )?(?:likelihood of )?re-? ?offending"),
    ("public", r"protect(?:ing|ion of)?(?: the)? public|public protection"),
    (
        "child",
        r"protect(?:ing|ion of)? (?:the )?(?:child(?:ren)?|young people|young person)"
        r"|safeguarding(?: (?:the )?(?:child(?:ren)?|young people))?",
    ),
    (
        "sentence",
        r"(?:ensur|mak)(?:e|es|ed|ing)(?: sure)?(?: that)? (?:the )?sentences? (?:is|are|was"
        r"|were) served"
        r"|sentences? (?:being )?served",
    ),
    ("governance", r"governance(?: and partnerships?)?|leadership[\w ,]{0,40}partnership\w*"),
    ("interventions", r"(?:delivery of )?interventions(?: to reduce reoffending)?"),
    ("court", r"court work(?: and reports)?"),
    (
        "overall",
        r"overall (?:rating|effectiveness|judgement)|overall(?=\s*[:\t-])"
        r"|overall,? (?:the service|it)(?= (?:is|was) (?:rated|judged))",
    ),
)
AREA: Final = re.compile(
    "|".join(f"(?P<{key}>{pattern})" for key, pattern in _AREAS), re.IGNORECASE
)
STANDARD: Final = re.compile(
    "|".join(f"(?P<{key}>{pattern})" for key, pattern in _TODAY), re.IGNORECASE
)
"""The standards of today's inspections, by their names: one name may stand in two domains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A headline or area where a text names it."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def headlines(text: str) -> tuple[Named, ...]:
    """The headlines that the text names, in order, each mention; many readers ask it."""
    return tuple(
        Named(key=str(match.lastgroup), start=match.start(), end=match.end())
        for match in HEADLINE.finditer(text)
    )


def headline_of(text: str) -> str:
    """The one headline that these words name, by title or description; empty otherwise."""
    found = {named.key for named in headlines(text)}
    return found.pop() if len(found) == 1 else ""


def box_headline(text: str) -> str:
    """The headline of a box of a report, "Safeguarding score:"; empty for other words."""
    plain = text.strip()
    named = "score" in plain.lower() or plain.lower().startswith("public protection")
    return headline_of(plain) if named and _BOX.fullmatch(plain) else ""


def areas(text: str, form: re.Pattern[str] = AREA) -> Iterator[Named]:
    """The areas of a joint inspection, or today's standards, that the text names, in order."""
    for match in form.finditer(text):
        yield Named(key=str(match.lastgroup), start=match.start(), end=match.end())
