"""The three headlines and the areas of joint inspections, known by title or by description."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_HEADLINES: Final = (
    (
        "likelihood_of_reoffending",
        r"likelihood of (?:further )?(?:re-? ?)?offen\w*|less likely to (?:re-? ?)?offend"
        r"|\bLoR\b|(?:re-? ?offending|reducing offending) work|work (?:on|against|to (?:prevent|reduce)) re-? ?offending",
    ),
    (
        "risk_of_harm",
        r"risks? of (?:serious )?harm(?: to others)?|\bRoH\b|protect(?:ing|ed)? the (?:wider )?public"
        r"|harm to (?:others|other people)|(?:danger|harm) (?:that )?(?:they|young people) (?:pose|posed)",
    ),
    (
        "safeguarding",
        r"safe-? ?guard(?:ing|ed)?\b(?!\s+children\s+board)"
        r"|protect(?:ing|ed)? (?:the |each )?(?:child(?:ren)?|young (?:person|people))"
        r"|keep(?:ing)? (?:the |each )?(?:child(?:ren)?|young (?:person|people))[\w ]{0,20} safe",
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
        r"(?:ensur|mak)(?:e|es|ed|ing)(?: sure)?(?: that)? (?:the )?sentences? (?:is|are|was|were) served"
        r"|sentences? (?:being )?served",
    ),
    ("governance", r"governance(?: and partnerships?)?|leadership[\w ,]{0,40}partnership\w*"),
    ("interventions", r"(?:delivery of )?interventions(?: to reduce reoffending)?"),
    ("court", r"court work(?: and reports)?"),
    (
        "overall",
        r"overall (?:rating|effectiveness|judgement)|overall(?=\s*[:\t-])|overall,? (?:the service|it)(?= (?:is|was) (?:rated|judged))",
    ),
)
AREA: Final = re.compile("|".join(f"(?P<{key}>{pattern})" for key, pattern in _AREAS), re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A headline or area where a text names it."""

    key: str
    start: int
    end: int


def headlines(text: str) -> Iterator[Named]:
    """The headlines that the text names, in order, each mention."""
    for match in HEADLINE.finditer(text):
        yield Named(key=str(match.lastgroup), start=match.start(), end=match.end())


def headline_of(text: str) -> str:
    """The one headline that these words name, by title or description; empty otherwise."""
    found = {named.key for named in headlines(text)}
    return found.pop() if len(found) == 1 else ""


def box_headline(text: str) -> str:
    """The headline of a box of a report, "Safeguarding score:"; empty for other words."""
    plain = text.strip()
    named = "score" in plain.lower() or plain.lower().startswith("public protection")
    return headline_of(plain) if named and _BOX.fullmatch(plain) else ""


def areas(text: str) -> Iterator[Named]:
    """The areas of a joint inspection that the text names, in order."""
    for match in AREA.finditer(text):
        yield Named(key=str(match.lastgroup), start=match.start(), end=match.end())
