"""What a text says happens when: meetings, fieldwork, publication and the steps of a plan."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.dates import Dated, dates, meeting_day
from corecase.core.reading.days import WHEN, has_date, written
from corecase.core.reading.outline import Placed
from corecase.core.reading.record import Record, first_words
from corecase.core.reading.sentences import sentences
from corecase.core.reading.text_days import MONTH_ALONE


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_OF_YOUTH: Final = _words(r"youth (?:offending|justice)|\bY[OJ][STP]\b")
_NOT_HERE: Final = ("contents", "glossary")
_BODY: Final = _words(
    r"(?:report to:?\s*(?:the )?|meeting of (?:the )?)?"
    r"(?P<body>cabinet(?: member[^,]{0,40})?|overview (?:&|and) scrutiny[^,]{0,40}"
    r"|(?!report)[a-z' &-]{0,60}committee|(?!report)[a-z' &-]{0,40}panel"
    r"|executive)(?:,? WHEN)?$".replace("WHEN", WHEN)
)
_BODY_OF: Final = re.compile(rf"(?P<when>{WHEN}) \((?P<body>[A-Z][\w' &-]{{3,50}})\)")
_PLAN_PERIOD: Final = _words(r"\bplan for (?P<when>20\d\d/\d{2,4})")
_GUESS: Final = "The words leave open what happens on this day; check it."
_ALONE: Final = "A day stands alone; say whether it is that of publication."
_WHICH_BODY: Final = "Say which body meets on this day."
_IS_SOURCE: Final = "A paper on which this one rests; check that it is a report."


def meetings(record: Record) -> Iterator[PrintedFact]:
    """Days of meetings with the body that meets: one for all, or as many as there are days."""
    days = [
        (p, day) for p in record.parts if (day := meeting_day(p.text)) and p.part not in _NOT_HERE
    ]
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


def dated(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    """The dates of a passage, with what happened on each; a guess is offered."""
    for one in dates(placed.text):
        vague = one.what == "previous_inspection" and one.said != record.before
        if not (vague and record.before.endswith(one.said)):
            yield _told(record, placed, one)
    yield from _other_dates(record, placed)
    if MONTH_ALONE.match(placed.text) and placed.heading.lower() == "foreword":
        yield record.fact("date:published", placed.passage, 0, 20, said=written(placed.text))
    for paired in _BODY_OF.finditer(placed.text) if "(" in placed.text else ():
        day = Dated(what="meeting", said=written(paired["when"]), start=paired.start())
        yield _date(record, placed, day, scope=paired["body"], doubt=_WHICH_BODY)
    if match := _PLAN_PERIOD.search(placed.text):
        yield record.fact(
            "date:plan_period", placed.passage, match.start(), match.end(), said=match["when"]
        )
    if placed.part == "plan" and placed.is_heading and record.services.in_words(placed.text):
        yield record.fact("text:title", placed.passage, 0, 80, said=placed.text)
    if placed.part == "plan" and placed.passage.is_listed and "foc" in placed.heading:
        yield record.fact("text:plan_focus", placed.passage, 0, 80, said=first_words(placed.text))
    if placed.part == "sources" and not placed.is_heading and _OF_YOUTH.search(placed.text):
        yield record.fact("text:source", placed.passage, 0, 80, said=placed.text, doubt=_IS_SOURCE)


def _told(record: Record, placed: Placed, day: Dated) -> PrintedFact:
    """A date with what happened on it; another day of inspection than the text's own is earlier."""
    other = day.is_weak and day.said != record.inspected
    if other:
        return _date(record, placed, replace(day, what="previous_inspection"), doubt=_OTHER)
    second = day.what == "fieldwork" and day.said != record.inspected
    doubt = _GUESS if day.is_guessed or second else ""
    if day.what == "plan_approval" and not day.body:
        doubt = doubt or _BY_WHOM
    return _date(record, placed, day, scope=day.body, doubt=doubt)


_BY_WHOM: Final = "Say who approves the plan on this day."
_OTHER: Final = "Another inspection than the text's own, it seems; say which."
_MAY_BE: Final = (
    ("reinspection", _words(r"\b(?:will|shall)\b[^.;]*\bre-?\)?\s?inspect")),
    ("meeting", _words(r"minutes|committee|cabinet|panel|board, ")),
    ("published", _words(r"publish|answers|report|press|reporter|release")),
    (
        "previous_inspection",
        _words(r"screening|previous|last|earlier|first|former|rose|risen|up from|from \d"),
    ),
    ("fieldwork", _words(r"inspect|visit|fieldwork")),
)
_SOME_DATE: Final = re.compile(WHEN, re.IGNORECASE)


def _other_dates(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    """Dates that no words explain for certain, offered as what they may be."""
    if MONTH_ALONE.match(placed.text) and placed.heading.lower() == "foreword":
        return
    if placed.passage.cells or placed.part in ("plan", "thanks", "sources", "context", "business"):
        return
    if not has_date(placed.text):
        return
    known = {day.start for day in dates(placed.text)}
    for start, sentence in sentences(placed.text) if not meeting_day(placed.text) else ():
        what = next((what for what, words in _MAY_BE if words.search(sentence)), "")
        alone = MONTH_ALONE.match(sentence) and placed in record.parts[:12]
        for match in _SOME_DATE.finditer(sentence):
            if start + match.start() not in known and (what or alone):
                day = Dated(
                    what=what or "published", said=written(match[0]), start=start + match.start()
                )
                yield _date(record, placed, day, doubt=_SAY_WHAT)


_SAY_WHAT: Final = "Say what happened on this date, or leave it."


def _date(record: Record, placed: Placed, day: Dated, **told: Any) -> PrintedFact:
    return record.fact(
        f"date:{day.what}",
        placed.passage,
        day.start,
        day.start + 20,
        said=day.said,
        **told,
    )
