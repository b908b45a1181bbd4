"""Scores in the boxes of a report: a title, a percentage and the band beside it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import Passage
from corecase.core.reading.outline import Placed
from corecase.core.reading.record import Record
from corecase.core.reading.themes import box_headline

BANDS: Final = ("DRASTIC", "SUBSTANTIAL", "MODERATE", "MINIMUM")
BAND: Final = re.compile(
    r"\b(?P<band>drastic|substantial|moderate|minimum|minimal)\b", re.IGNORECASE
)
_PERCENT: Final = re.compile(r"(?<![\d.])(?P<value>\d{1,3})%(?P<stray>\d*)")
CRITERION: Final = re.compile(r"[1-3]\.[1-9](?![\d%])")
_WITHOUT_SIGN: Final = re.compile(
    r"\bScore:?\s*(?P<value>\d{1,3})\b(?!\s*%|\.\d|\d)", re.IGNORECASE
)
_SECTION: Final = re.compile(
    r"\boverall score for (?:the )?quality of (?P<of>.{3,60}?) work\s*:?\s*(?P<value>\d{1,3})%"
    r"(?P<stray>\d*)",
    re.IGNORECASE,
)
_SECTION_BELOW: Final = re.compile(
    r"overall (?:section )?score(?: for this section)?\s*:?\s*(?P<value>\d{1,3})%(?P<stray>\d*)",
    re.IGNORECASE,
)
_ENOUGH: Final = 9  # passages from the title of a box to its figure, at the most
STRAY: Final = "A stray sign follows the percentage; check the figure."


def band_of(word: str) -> str:
    """The band that a word names, in capitals; "minimal" is MINIMUM."""
    upper = word.upper()
    return "MINIMUM" if upper == "MINIMAL" else upper


def boxed(record: Record) -> Iterator[PrintedFact]:
    """The scores of headlines, criteria and sections in their boxes."""
    for at, placed in enumerate(record.parts):
        measure = _measure(placed)
        if measure:
            yield from _box(record, at, measure)
        if match := _SECTION.search(placed.text):
            number = _section_number(record, placed, match["of"])
            yield _section(record, placed, match, number)
        elif placed.part == "section" and (match := _SECTION_BELOW.match(placed.text)):
            yield _section(record, placed, match, placed.section)


def _measure(placed: Placed) -> str:
    if placed.part == "criterion" and placed.is_heading:
        return f"criterion:{placed.scope}"
    if numbered := _numbered(placed.passage):
        return f"criterion:{numbered[0]}"
    words = placed.passage.cells[0] if placed.passage.cells else placed.text
    headline = box_headline(words)
    return f"headline:{headline}" if headline and placed.part != "contents" else ""


def _numbered(passage: Passage) -> re.Match[str] | None:
    """The number of a criterion that has its score and its band in a row of a table."""
    scored = _PERCENT.search(passage.text) and BAND.search(passage.text)
    return CRITERION.match(passage.cells[0].strip()) if passage.cells and scored else None


def _box(record: Record, at: int, measure: str) -> Iterator[PrintedFact]:
    inside = list(_inside(record.parts, at))
    scored = [(one, m) for one in inside for m in _PERCENT.finditer(one.text)]
    if not scored:
        scored = [(one, m) for one in inside for m in _WITHOUT_SIGN.finditer(one.text)]
    if not scored:
        return
    bands = [m for one in inside for m in BAND.finditer(one.text) if _is_comment(one, m)]
    passage, match = scored[0]
    stray = match.groupdict().get("stray")
    doubt = STRAY if stray else ""
    if len(scored) > 1 or len({band_of(m["band"]) for m in bands}) > 1:
        doubt = "The box holds more than one score or band; say which are right."
    if passage is not inside[0] and _is_sentence(passage):
        doubt = doubt or "It stands in a sentence below the title; say whether it is the score."
    yield record.fact(
        measure,
        passage,
        match.start(),
        match.end(),
        value=Decimal(match["value"]),
        unit="%",
        said=band_of(bands[0]["band"]) if bands else "",
        doubt=doubt,
    )


def _is_sentence(passage: Passage) -> bool:
    """Whether a passage is rather a sentence than the inside of a box."""
    is_told = len(passage.text.split()) > _BOXED or passage.text.endswith(".")
    return is_told and not passage.cells and not _OF_BOX.match(passage.text)


_BOXED: Final = 10
_OF_BOX: Final = re.compile(r"(?:overall )?score\b|.*\bimprovement required\b", re.IGNORECASE)


def _inside(parts: tuple[Placed, ...], at: int) -> Iterator[Passage]:
    yield parts[at].passage
    if _numbered(parts[at].passage):
        return
    for placed in parts[at + 1 : at + 1 + _ENOUGH]:
        if placed.is_heading or _measure(placed) or placed.passage.is_listed:
            return
        yield placed.passage
        if "improvement required" in placed.text.lower():
            return


def _is_comment(passage: Passage, match: re.Match[str]) -> bool:
    after = passage.text[match.end() : match.end() + 14].lower()
    return match["band"].isupper() or "improvement" in after


def _section(record: Record, placed: Placed, match: re.Match[str], number: str) -> PrintedFact:
    doubt = STRAY if match["stray"] else ""
    return record.fact(
        f"section:{number or '0'}",
        placed.passage,
        match.start(),
        match.end(),
        value=Decimal(match["value"]),
        unit="%",
        doubt=doubt if number else "The text does not number this section; say which it is.",
    )


def _section_number(record: Record, placed: Placed, title: str) -> str:
    """The section of this title, else the one around it; empty where the two differ."""
    titles = {p.heading.casefold(): p.section for p in record.parts if p.part == "section"}
    around = {number: heading for heading, number in titles.items()}.get(placed.section)
    if around is None or around == title.casefold():
        return placed.section
    return titles.get(title.casefold(), "")
