"""What a text says of the inspection as a whole: dates, title, sample, team, claims, what comes next."""

import re
from dataclasses import replace
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from corecase.core.errors import InputError
from corecase.core.isbn import check_isbn
from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.dates import WHEN, Dated, dates, meeting_day, written
from corecase.core.reading.outline import Placed
from corecase.core.reading.prose import sentences
from corecase.core.reading.quantities import NUMBER, number
from corecase.core.reading.record import MONTH_ALONE, REGION, SAMPLE, Record, first_words

_NOT_HERE: Final = ("contents", "glossary")


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_COUNTS: Final = (
    ("days", _words(rf"\b(?:course of|over|for|lasted|people in) (?:the )?(?P<n>{NUMBER}) days\b")),
    ("services", _words(rf"\breports? on (?P<n>{NUMBER}) (?:youth offending )?(?:teams|services|YO[ST]s)\b")),
    ("team", _words(rf"\b(?P<n>{NUMBER})[- ](?:person|strong) team|\b(?:team of|read by) (?P<m>{NUMBER})\b")),
    ("interviews", _words(rf"\b(?P<how>over |more than |some )?(?P<n>{NUMBER}) (?:case[- ]?work )?interviews\b")),
    ("alerts", _words(rf"\b(?P<n>no|{NUMBER}) (?:case[- ]?work )?alerts?\b")),
    ("local_assessors_lent", _words(rf"\bprovided (?P<n>{NUMBER}) local assessors\b")),
    ("local_assessors", _words(rf"\b(?:were|included|with) (?P<n>{NUMBER}) local assessors\b")),
    ("recommendations", _words(rf"\b(?:only |made )?(?P<n>{NUMBER}) recommendations\b")),
    ("custody_cases", _words(rf"\b(?P<n>{NUMBER}) (?:of (?:them|these|the cases) )?(?:were )?(?:in custody|custody cases)\b|\b(?P<m>both) custody cases")),
)
_SAID_OF: Final = {"both": 2}
_OVERALL: Final = (
    _words(r"\bconsider(?:ed)? (?:this|these|their findings|the findings)?(?: to be| as)? ?(?:an? )?"
           r"(?P<word>(?:very |extremely |most |highly )?[a-z]+(?:ing|able|ory|ive|ed|xed|ate)) (?:set of findings|set of results)"),
    _words(r"\b(?:this is|these are|it is) an? (?P<word>(?:very |extremely )?[a-z]+) set of (?:findings|results)"),
    _words(r"\bfindings (?:as|were|to be) (?P<word>(?:very |extremely )[a-z]+ing)\b"),
    _words(r"\boverall, we found an? (?P<word>[a-z]+) picture"),
)
_FED_BACK: Final = _words(r"\breceived (?P<word>(?:very )?positive) feedback from (?:the )?inspectors")
_CLAIMS: Final = (
    _words(r"\bcompares? (?P<said>(?:very )?(?:un)?favourably)\b"),
    _words(r"\b(?P<said>(?:one of the )?(?:best|worst|highest|lowest)(?: |-)perform(?:ing|ance)(?: YO[ST]| service)?(?: overall)?)\b"),
    _words(r"\b(?P<said>among the (?:best|worst|highest|lowest))\b"),
    _words(r"\b(?P<said>beat the average)\b"),
    _words(r"\b(?P<said>(?:top|bottom|upper|lower) (?:quartile|quarter|third|ten))\b"),
)
_THAN: Final = _words(
    r"\bscores? (?:was|were|is|are) (?P<said>higher|lower|better|worse) than (?:both )?(?P<scope>.{5,120}?)(?=[.,;]|$)"
)
_OF_CLAIM: Final = re.compile(
    r"\b(?:in|of) (?P<scope>the (?:(?:North|South)[- ](?:East|West) region|region|country|family|nation|[A-Z][\w ]{2,30} region))",
)
_MONITOR: Final = (
    _words(r"\b(?:monitored|overseen) by (?:the )?(?P<who>[A-Z][\w' ]{3,60}?)(?= for\b| over\b| during\b| in\b| to\b|[.,;]|$)"),
    re.compile(r"\bforwarded to the (?P<who>[A-Z][\w' ]{3,50}?) to monitor"),
    re.compile(r"\b[Tt]he (?P<who>[A-Z][\w' ]{3,50}?) will (?:be responsible for )?(?:oversee|overseeing|monitor)"),
)
_ORIGINAL: Final = _words(r"\b(?:original|first|previous|earlier|last) (?:core case )?inspection\b")
_REINSPECTION: Final = _words(
    r"\b(?:will undertake an? (?P<said>\(?re-?\)?inspection)|an? (?P<was>\(?re-?\)?inspection) was (?:conducted|carried out|undertaken)"
    r"|will be (?P<be>re-?inspected))"
)
_AHEAD: Final = _words(r"inspect(?:ion|ed)\b[^.]{0,60}\bfor (?P<when>approximately (?:\d+|[a-z]+) months)")
_FOUR_WEEKS: Final = _words(r"\bimprovement plan\b[^.]{0,90}\b(?P<when>(?:four|five|six|\d+) weeks after) (?:the )?publication")
_CODE: Final = re.compile(r"\b[A-Z]{2,5}/\d{2,4}/\d{2}(?:/\d{2})?\b|(?<=\[)\d{5,7}(?=\]$)")
_ISBN: Final = re.compile(r"\bISBN:?\s*(?P<isbn>97[89][\d\- ]{10,15}\d)")
_TITLE: Final = _words(
    r"(?:subject:\s*)?(?P<title>(?:.{0,80}\b(?:re-?)?inspection\b|report (?:on|of)\b|.{0,40}\bscreening\b).{0,160})$"
)
_OF_YOUTH: Final = _words(r"youth (?:offending|justice)|\bY[OJ][STP]\b")
_BODY: Final = _words(
    r"(?:report to:?\s*(?:the )?|meeting of (?:the )?)?"
    r"(?P<body>cabinet(?: member[^,]{0,40})?|overview (?:&|and) scrutiny[^,]{0,40}"
    r"|(?!report)[a-z' &-]{0,60}committee|(?!report)[a-z' &-]{0,40}panel|executive)(?:,? WHEN)?$".replace("WHEN", WHEN)
)
_TITLED: Final = "It stands where a title does; check it."
_PLAN_PERIOD: Final = _words(r"\bplan for (?P<when>20\d\d/\d{2,4})")
_GUESS: Final = "The words leave open what happens on this day; check it."
_ALONE: Final = "A day stands alone; say whether it is that of publication."
_WHICH_BODY: Final = "Say which body meets on this day."
_IS_SOURCE: Final = "A paper on which this one rests; check that it is a report."
_PRACTICE: Final = re.compile(r"General Criterion:\s*(?P<criterion>[1-9]\.[1-9][a-z])\b")


def particulars(record: Record) -> Iterator[PrintedFact]:
    """Everything that a text says once of an inspection, its paper and its plan."""
    yield from _title(record)
    yield from _meetings(record)
    for placed in record.parts:
        if placed.part in _NOT_HERE:
            continue
        yield from _dated(record, placed)
        yield from _codes(record, placed)
        if placed.passage.cells or placed.part in ("appendix", "thanks"):
            continue
        for start, sentence in sentences(placed.text):
            for read in (_counted, _said, _claimed, _ahead):
                yield from read(record, placed, start, sentence)


def _meetings(record: Record) -> Iterator[PrintedFact]:
    """Days of meetings with the body that meets: one for all, or as many as there are days."""
    days = [(p, day) for p in record.parts if (day := meeting_day(p.text)) and p.part not in _NOT_HERE]
    bodies = list(dict.fromkeys(body for p in record.parts for body in _bodies(p)))
    said = list(dict.fromkeys(day.said for _, day in days))
    paired = dict(zip(said, bodies, strict=False)) if len(said) == len(bodies) else {}
    for placed, day in days if record.meeting else ():
        if not bodies:
            yield _date(record, placed, replace(day, what="published"), doubt=_ALONE)
            continue
        scope = bodies[0] if len(bodies) == 1 else paired.get(day.said, "")
        sure = len(bodies) == 1
        yield _date(record, placed, day, scope=scope, doubt="" if sure else _WHICH_BODY)


def _bodies(placed: Placed) -> Iterator[str]:
    for cell in placed.passage.cells or (placed.text,):
        match = _BODY.match(cell.strip())
        if match and len(cell) < 70 and placed.part in ("", "other", "business"):
            yield match["body"].strip().removeprefix("the ").removeprefix("The ")


def _dated(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    for one in dates(placed.text):
        vague = one.what == "previous_inspection" and one.said != record.before
        if not (vague and record.before.endswith(one.said)):
            yield _date(record, placed, one, scope=one.body, doubt=_GUESS if one.is_guessed else "")
    yield from _other_dates(record, placed)
    if MONTH_ALONE.match(placed.text) and placed.heading.lower() == "foreword":
        yield record.fact("date:published", placed.passage, 0, 20, said=written(placed.text))
    if match := _PLAN_PERIOD.search(placed.text):
        yield record.fact("date:plan_period", placed.passage, match.start(), match.end(), said=match["when"])
    if placed.part == "plan" and placed.is_heading and record.services.in_words(placed.text):
        yield record.fact("text:title", placed.passage, 0, 80, said=placed.text)
    if placed.part == "plan" and placed.passage.is_listed and "foc" in placed.heading:
        yield record.fact("text:plan_focus", placed.passage, 0, 80, said=first_words(placed.text))
    if placed.part == "sources" and not placed.is_heading and _OF_YOUTH.search(placed.text):
        yield record.fact("text:source", placed.passage, 0, 80, said=placed.text, doubt=_IS_SOURCE)


_MAY_BE: Final = (
    ("published", _words(r"publish|report|press|reporter|release")),
    ("previous_inspection", _words(r"previous|last|earlier|first|former|rose|risen|up from|from \d")),
    ("fieldwork", _words(r"inspect|visit|fieldwork")),
)
_SOME_DATE: Final = re.compile(WHEN, re.IGNORECASE)


def _other_dates(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    """Dates that no words explain for certain, offered as what they may be."""
    if placed.passage.cells or placed.part in ("plan", "thanks", "sources", "context", "business"):
        return
    known = {day.start for day in dates(placed.text)}
    for start, sentence in sentences(placed.text) if not meeting_day(placed.text) else ():
        what = next((what for what, words in _MAY_BE if words.search(sentence)), "")
        alone = MONTH_ALONE.match(sentence) and placed in record.parts[:12]
        for match in _SOME_DATE.finditer(sentence):
            if start + match.start() not in known and (what or alone):
                day = Dated(what=what or "published", said=written(match[0]), start=start + match.start())
                yield _date(record, placed, day, doubt=_SAY_WHAT)


_SAY_WHAT: Final = "Say what happened on this date, or leave it."


def _date(record: Record, placed: Placed, day: Dated, **told: Any) -> PrintedFact:
    return record.fact(
        f"date:{day.what}", placed.passage, max(day.start - 25, 0), day.start + 20, said=day.said, **told
    )


def _title(record: Record) -> Iterator[PrintedFact]:
    for placed in record.parts[:14]:
        match = _TITLE.match(placed.text)
        if match and _OF_YOUTH.search(placed.text) and not placed.text.endswith("."):
            yield record.fact("text:title", placed.passage, 0, 80, said=match["title"].strip())
            break
    for placed in record.parts[:10]:
        text = placed.text
        named = not text.endswith((".", ":")) and 2 <= len(text.split()) <= 20 and not placed.passage.cells
        if named and not re.search(r"\d|committee|release|council$", text, re.IGNORECASE):
            yield record.fact("text:title", placed.passage, 0, 80, said=text, doubt=_TITLED)


def _codes(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    for match in _CODE.finditer(placed.text):
        yield record.fact("text:code", placed.passage, match.start(), match.end(), said=match[0])
    for match in _ISBN.finditer(placed.text):
        yield record.fact("text:isbn", placed.passage, match.start(), match.end(),
                          said=match["isbn"], doubt=_isbn_doubt(match["isbn"]))
    practice = _PRACTICE.search(placed.text)
    if practice:
        yield record.fact("text:good_practice", placed.passage, 0, 40, said=practice["criterion"])


def _isbn_doubt(isbn: str) -> str:
    try:
        check_isbn(isbn)
    except InputError as error:
        return str(error)
    return ""


def _counted(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    for match in SAMPLE.finditer(sentence):
        yield record.fact("count:cases", placed.passage, start + match.start(), start + match.end(),
                          value=Decimal(match[str(match.lastgroup)]))
    for key, pattern in _COUNTS:
        match = pattern.search(sentence)
        if match is None:
            continue
        said = next(said for name in ("n", "m") if (said := match.groupdict().get(name)))
        value = _SAID_OF.get(said.lower()) or (0 if said.lower() == "no" else number(said))
        how = match.groupdict().get("how")
        yield record.fact(
            f"count:{key}",
            placed.passage,
            start + match.start(),
            start + match.end(),
            value=Decimal(value),
            out_of=record.cases if "of them" in match[0].lower() else None,
            doubt="Said to be more than this, or about; give the number." if how else "",
        )


def _of(record: Record, placed: Placed, before: int) -> dict[str, str]:
    """Which of two inspections a passage speaks of, by what it says before this character."""
    if not record.is_again:
        return {}
    if _ORIGINAL.search(placed.text[:before]):
        return {"kind_of_inspection": "first", "inspected": record.before}
    return {"kind_of_inspection": "re-inspection", "inspected": record.inspected}


def _claimed(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    for pattern in _CLAIMS:
        if match := pattern.search(sentence):
            scope = _OF_CLAIM.search(sentence, match.end())
            yield record.fact(
                "text:claim", placed.passage, start + match.start(), start + match.end(),
                said=match["said"], scope=scope["scope"] if scope else "",
                doubt="" if scope else "Say among which services.",
                **_of(record, placed, start + match.start()),
            )
    if match := _THAN.search(sentence):
        for scope in match["scope"].split(" and "):
            yield record.fact(
                "text:claim", placed.passage, start + match.start(), start + match.end(),
                said=match["said"], scope=scope,
            )


def _said(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    def told(measure: str, match: re.Match[str], said: str, **more: Any) -> PrintedFact:
        return record.fact(
            measure, placed.passage, start + match.start(), start + match.end(), said=said.strip(), **more
        )

    for pattern in _OVERALL:
        if match := pattern.search(sentence):
            yield told("text:overall", match, match["word"], **_of(record, placed, start + match.start()))
            break
    if match := _FED_BACK.search(sentence):
        yield told("text:overall", match, match["word"], doubt="A council says so; check the report.")
    for pattern in _MONITOR:
        if (match := pattern.search(sentence)) and "plan" in placed.text.lower():
            yield told("text:monitor", match, match["who"].removesuffix(" for England and Wales"))
            break
    if (match := REGION.search(sentence)) and record.subject:
        yield told("text:region", match, match["region"])


def _ahead(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    if match := _REINSPECTION.search(sentence):
        said = match[str(match.lastgroup)]
        yield record.fact("text:reinspection", placed.passage, start + match.start(), start + match.end(), said=said)
    elif record.is_again and (match := re.search(r"\(?\bre-?\)?inspection\b", sentence, re.IGNORECASE)):
        yield record.fact("text:reinspection", placed.passage, start + match.start(), start + match.end(),
                          said=match[0], doubt="Spoken of; say whether there was one.")
    if match := _AHEAD.search(sentence):
        yield record.fact("date:reinspection", placed.passage, start + match.start("when"), start + match.end(),
                          said=match["when"])
    if match := _FOUR_WEEKS.search(sentence):
        yield record.fact("date:plan_due", placed.passage, start + match.start("when"), start + match.end(),
                          said=f"{match['when']} publication")
