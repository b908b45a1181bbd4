"""What is claimed of a service: the word for its findings, its place among others, its future."""

import re
from collections.abc import Iterator
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.outline import Placed
from corecase.core.reading.record import REGION, Record
from corecase.core.reading.sentence_figures import keys_in


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_OVERALL: Final = (
    _words(
        r"\bconsider(?:ed)? (?:this|these|their findings|the findings)?(?: to be| as)? ?(?:an? )?"
        r"(?P<word>(?:very |extremely |most |highly )?[a-z]+(?:ing|able|ory|ive|ed|xed"
        r"|ate)) (?:set of findings|set of results)"
    ),
    _words(
        r"\b(?:this is|these are|it is) an? (?P<word>(?:very "
        r"|extremely )?[a-z]+) set of (?:findings|results)"
    ),
    _words(r"\bfindings (?:as|were|to be) (?P<word>(?:very |extremely )[a-z]+ing)\b"),
    _words(r"\boverall, we found an? (?P<word>[a-z]+) picture"),
)
_PLAN: Final = _words(r"\b(?:improvement|action) plan\b|\bthe plan\b")
_SPOKEN: Final = _words(r"\(?\bre-?\)?inspect(?:ion|ed)\b")
_FED_BACK: Final = _words(
    r"\breceived (?P<word>(?:very )?positive) feedback from (?:the )?inspectors"
)
_CLAIMS: Final = (
    _words(r"\bcompares? (?P<said>(?:very )?(?:un)?favourably)\b"),
    _words(
        r"\b(?P<said>(?:one of the )?(?:best|worst|highest|lowest)(?: |-)perform(?:ing"
        r"|ance)(?: YO[ST]| service)?(?: overall)?)\b(?! school| council| authorit)"
    ),
    _words(r"\b(?P<said>among the (?:best|worst|highest|lowest))\b"),
    _words(r"\b(?P<said>beat the average)\b"),
    _words(r"\b(?P<said>(?:top|bottom|upper|lower) (?:quartile|quarter|third|ten))\b"),
)
_THAN: Final = _words(
    r"\bscores? (?:was|were|is|are) (?P<said>higher|lower|better"
    r"|worse) than (?:both )?(?P<scope>.{5,120}?)(?=[.,;]|$)"
)
_OF_CLAIM: Final = re.compile(
    r"\b(?:in|of) (?P<scope>the (?:(?:North|South)[- ](?:East|West) region|region|country"
    r"|family|nation|[A-Z][\w ]{2,30} region))",
)
_MONITOR: Final = (
    re.compile(r"\bthe (?P<who>[A-Z][A-Za-z' ]{3,50}), which (?:will )?(?:monitors?|oversees?)"),
    _words(
        r"\b(?:monitored|overseen) by (?:the )?(?P<who>[A-Z][\w' ]{3,60}?)(?= for\b| over\b"
        r"| during\b| in\b| to\b|[.,;]|$)"
    ),
    re.compile(r"\b[Tt]he (?P<who>[A-Z][\w' ]{3,50}?) (?:watches over|monitors|oversees)\b"),
    re.compile(r"\bforwarded to the (?P<who>[A-Z][\w' ]{3,50}?) to monitor"),
    re.compile(
        r"\b[Tt]he (?P<who>[A-Z][\w' ]{3,50}?) will (?:be responsible for )?(?:oversee"
        r"|overseeing|monitor)"
    ),
)
_ORIGINAL: Final = _words(r"\b(?:original|first|previous|earlier|last) (?:core case )?inspection\b")
_REINSPECTION: Final = _words(
    r"\b(?:will undertake an? (?P<said>\(?re-?\)?inspection)"
    r"|an? (?P<was>\(?re-?\)?inspection) was (?:conducted|carried out|undertaken)"
    r"|(?P<back>come back) in about|there will be an? (?P<there>\(?re-?\)?inspection)"
    r"|will be (?P<be>re-?inspected))"
)
_BACK: Final = _words(r"\bcome back (?:again )?(?:in|after) (?P<when>(?:about|around) [\w ]{3,15})")
_SAID_LOOSELY: Final = _words(
    r"\ban? (?P<word>(?:very |extremely )?[a-z]+) (?:set of findings|picture)\b"
)
_STANDING: Final = _words(
    r"\b(?P<said>(?:above|below|beat) the average|the (?:best|worst)) (?:of|in|for) "
    r"(?P<scope>(?:the |its |our )?[A-Za-z]+)"
)
_AHEAD: Final = _words(
    r"inspect(?:ion|ed)\b[^.]{0,60}\b(?:for|in|after) "
    r"(?P<when>(?:approximately|about|around) (?:\d+|[a-z]+) months)"
)
_FOUR_WEEKS: Final = _words(
    r"\bimprovement plan\b[^.]{0,90}\b(?P<when>(?:four|five|six"
    r"|\d+) weeks after) (?:the )?publication"
)


def _is_own(record: Record, sentence: str) -> bool:
    """Whether the one region of a text is said beside the service that it is about."""
    return bool(record.region) and record.subject in record.services.in_words(sentence)


_WHERE: Final = "Several regions are named; say which is that of the service."


def _of(record: Record, placed: Placed, before: int) -> dict[str, str]:
    """Which of two inspections a passage speaks of, by what it says before this character."""
    if not record.is_again:
        return {}
    if _ORIGINAL.search(placed.text[:before]):
        return {"kind_of_inspection": "first", "inspected": record.before}
    return {"kind_of_inspection": "re-inspection", "inspected": record.inspected}


def claimed(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    """What is claimed of the service's standing among others."""
    keys = keys_in(sentence)
    of = f".{keys[0]}" if len(keys) == 1 else ""
    for pattern in _CLAIMS:
        if match := pattern.search(sentence):
            scope = _OF_CLAIM.search(sentence, match.end())
            yield record.fact(
                f"text:claim{of}",
                placed.passage,
                start + match.start(),
                start + match.end(),
                said=match["said"],
                scope=scope["scope"] if scope else "",
                doubt="" if scope else "Say among which services.",
                **_of(record, placed, start + match.start()),
            )
    for match in _STANDING.finditer(sentence) if placed.part != "context" else ():
        yield record.fact(
            "text:claim",
            placed.passage,
            start + match.start(),
            start + match.end(),
            said=match["said"],
            scope=match["scope"],
            doubt="It is claimed in passing; check it, and among which services.",
        )
    if match := _THAN.search(sentence):
        for others in match["scope"].split(" and "):
            yield record.fact(
                "text:claim",
                placed.passage,
                start + match.start(),
                start + match.end(),
                said=match["said"],
                scope=others,
            )


def said_of_it(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    """The word for the findings, who watches the plan, and the region."""

    def told(measure: str, match: re.Match[str], said: str, **more: Any) -> PrintedFact:
        return record.fact(
            measure,
            placed.passage,
            start + match.start(),
            start + match.end(),
            said=said.strip(),
            **more,
        )

    for pattern in _OVERALL:
        if match := pattern.search(sentence):
            yield told(
                "text:overall", match, match["word"], **_of(record, placed, start + match.start())
            )
            break
    else:
        if match := _SAID_LOOSELY.search(sentence):
            yield told(
                "text:overall", match, match["word"], doubt="Say whether it is of the whole."
            )
    if match := _FED_BACK.search(sentence):
        yield told(
            "text:overall", match, match["word"], doubt="A council says so; check the report."
        )
    for pattern in _MONITOR:
        if (match := pattern.search(sentence)) and _PLAN.search(placed.text):
            yield told("text:monitor", match, match["who"].removesuffix(" for England and Wales"))
            break
    if (match := REGION.search(sentence)) and record.subject:
        yield told(
            "text:region", match, match["region"], doubt="" if _is_own(record, sentence) else _WHERE
        )


def ahead(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    """What comes next: a re-inspection, and an improvement plan that is due."""
    if match := _REINSPECTION.search(sentence):
        said = match[str(match.lastgroup)]
        yield record.fact(
            "text:reinspection",
            placed.passage,
            start + match.start(),
            start + match.end(),
            said=said,
        )
    elif match := _SPOKEN.search(sentence):
        yield record.fact(
            "text:reinspection",
            placed.passage,
            start + match.start(),
            start + match.end(),
            said=match[0],
            doubt="Spoken of; say whether there was one.",
        )
    if match := _BACK.search(sentence):
        yield record.fact(
            "date:reinspection",
            placed.passage,
            start + match.start("when"),
            start + match.end(),
            said=match["when"],
            doubt="A return is announced; say whether it is a re-inspection.",
        )
    if match := _AHEAD.search(sentence):
        yield record.fact(
            "date:reinspection",
            placed.passage,
            start + match.start("when"),
            start + match.end(),
            said=match["when"],
        )
    if match := _FOUR_WEEKS.search(sentence):
        yield record.fact(
            "date:plan_due",
            placed.passage,
            start + match.start("when"),
            start + match.end(),
            said=f"{match['when']} publication",
        )
