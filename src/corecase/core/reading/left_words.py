"""Words that no rule read: bands, ratings, days, claims, and entries below a heading."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from corecase.core.reading.asides import is_aside
from corecase.core.reading.days import WHEN, WHOLE_MONTHS, written
from corecase.core.reading.left import Offer, Spot, words
from corecase.core.reading.left_entries import entries
from corecase.core.reading.left_phrases import PHRASES
from corecase.core.reading.quantities import NUMBER
from corecase.core.reading.ratings import RATING
from corecase.core.reading.record import Record, first_words
from corecase.core.reading.scores import BAND, band_of
from corecase.core.reading.sentences import is_quoted, sentences
from corecase.core.reading.themes import AREA, STANDARD

_DAY: Final = re.compile(
    rf"{WHEN}|\b(?:spring|summer|autumn|winter) (?:of )?\d{{4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? (?-i:{WHOLE_MONTHS})\b"
    rf"|\b(?-i:{WHOLE_MONTHS}) \d{{1,2}}\b(?! ?\d)"
    rf"|(?:(?<=\bin )|(?<=\bof )|(?<=\bsince )|(?<=\bduring ))(?-i:{WHOLE_MONTHS})\b"
    rf"|\b{NUMBER} (?:weeks|months) (?:of|after|from) (?=the |its |that |publ|receipt|issue|our)"
    rf"|(?:(?<=\bwithin )|(?<=\bhas )|(?<=\bhave )){NUMBER} (?:weeks|months)\b"
    r"|(?<=\bwithin )a (?:year|month|week)\b"
    r"|\b(?:this|last|next|early|late|the|in) (?:spring|summer|autumn|winter)\b(?! (?:of )?\d)"
    r"|(?:(?<=\bin )|(?<=\bafter )|(?<=\babout )|(?<=\baround ))(?:a year|(?:twelve|12"
    r"|six|6|nine|9|eighteen|18) months)\b",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    rf"\d{{4}}|\d/\d|{WHOLE_MONTHS}|year\b|months\b|weeks\b|summer"
    rf"|winter|autumn|spring"
)
_HAPPENED: Final = (
    ("reinspection", words(r"re-?\)?\s?inspect|\breturn|come back|next inspection|another look")),
    ("plan_approval", words(r"\bapprov|\bagree|\bendors|\bsigned off|\badopt")),
    ("plan_due", words(r"\bplan\b.*\b(?:due|by|reach|hand|sen[dt]|submit\w*|with the)\b")),
    (
        "plan_progress",
        words(r"\bprogress|\bupdate|\breport back|\bfurther report|\bbring|\bbrought"),
    ),
    (
        "previous_inspection",
        words(r"\bprevious|\blast\b|\bearlier|\bfirst|\bformer|\bsince\b|\bago"),
    ),
    (
        "published",
        words(r"publish|release|embargo|report|letter|press|answer|dated|issued|gazette"),
    ),
    ("fieldwork", words(r"inspect|visit|fieldwork|on site|screening|were (?:in|with)|examined")),
    ("meeting", words(r"meeting|minutes|committee|cabinet|panel|board|council|scrutiny|agenda")),
)
_EVENT: Final = words(
    r"inspect|visit|fieldwork|publish|plan\b|report|meeting|committee|cabinet|panel|board|screening"
    r"|re-?inspect|return|programme|census|period|between|embargo|release|updated|\bours\b"
    r"|\bout on\b"
)
_BUSINESS_YEAR: Final = re.compile(r"\d{4}\s?[/-]\s?\d")
_OF_YEAR: Final = words(
    r"inspect|visit|fieldwork|publish|plan\b|report|screening|scor|programme|census|rated|judged"
    r"|found|figure|improvement|safeguard|reoffend|risk of harm|\d%|\bseen\b|\bstood\b"
)
_RATES: Final = words(
    r"\brat(?:ed|ing|ings)\b|\bjudg(?:ed|ement)|\bgraded?\b|\bjoint inspection\b|\bFJI\b"
    r"|\b(?:assessed|described|regarded) as\b|\bfound to be\b|\bconsidered\b"
)
_CAPITAL: Final = re.compile(r"\b(?:Outstanding|Inadequate|Requires [Ii]mprovement)\b")
"""Ratings of today's programme, as they are written with a capital."""
_OF_36: Final = words(r"\d ?(?:/|out of|of) ?(?:a possible )?36\b")
_TOTAL: Final = words(
    r"\b(?P<n>\d{1,2}) ?(?:/|out of|of) ?(?:a possible )?(?P<m>36|\d{2}(?= points))\b"
    r"|\b(?:total|overall|score) (?:score )?(?:of|was|is) (?P<some>\d{1,2})\b(?!%)"
)
_BANDED: Final = "A band is named; say whether it is meant, and of which headline."
_RATED: Final = "Decide whether this is the inspection's rating, and of what."
_WHEN: Final = "Say what happened on this date, or leave it."
_FEW: Final = 9
_IN_ROWS: Final = frozenset({"text:code", "text:region", "text:claim", "text:monitor"})


def worded(record: Record, spot: Spot) -> Iterator[Offer]:
    """Bands, ratings, days, phrases and entries of a passage that is no row of a table."""
    if spot.placed.passage.cells:
        yield from (one for one in _phrases(spot.text, 0) if one.measure in _IN_ROWS)
        return
    yield from entries(spot)
    rates = _RATES.search(f"{spot.text} {spot.above}") or record.programme == "FJI"
    for start, sentence in sentences(spot.text):
        if is_quoted(sentence):
            continue
        yield from _days(sentence, start)
        yield from _phrases(sentence, start)
        if is_aside(sentence):
            continue
        yield from _bands(spot, sentence, start)
        yield from _cut(spot, sentence, start)
        if rates or _ends_rated(sentence) or _CAPITAL.search(sentence):
            yield from _ratings(spot, sentence, start)
        if rates or _OF_36.search(sentence):
            yield from _totals(sentence, start)


def _days(sentence: str, start: int) -> Iterator[Offer]:
    for match in _DAY.finditer(sentence) if _DATED.search(sentence) else ():
        is_year = re.fullmatch(r"\d{4}", match[0])
        if is_year and _BUSINESS_YEAR.match(sentence, match.start()):
            continue
        is_whole = re.search(r"[A-Za-z].*\d{4}", match[0])
        alone = sentence.strip() == match[0]
        if not is_whole and not alone and not (_OF_YEAR if is_year else _EVENT).search(sentence):
            continue
        near = sentence[max(match.start() - 90, 0) : match.end() + 50]
        what = next((what for what, form in _HAPPENED if form.search(near)), "published")
        yield Offer(
            measure=f"date:{what}",
            start=start + match.start(),
            end=start + match.end(),
            doubt=_WHEN,
            told={"said": written(match[0])},
        )


def _bands(spot: Spot, sentence: str, start: int) -> Iterator[Offer]:
    for match in BAND.finditer(sentence):
        near = sentence[match.end() : match.end() + 60].lower()
        said = "improve" in spot.text.lower() or "band" in near or _is_label(spot, sentence)
        if not (match["band"].isupper() or said or _OF_HEADLINE.match(near)):
            continue
        keys = [one for one in spot.told if one] or list(spot.keys) or ["unplaced"]
        for key in keys:
            yield Offer(
                measure=f"headline:{key}",
                start=start + match.start(),
                end=start + match.end() + 30,
                doubt=_BANDED,
                told={"said": band_of(match["band"])},
            )


_OF_HEADLINE: Final = words(
    r" (?:as (?:regards|for)|in|for|on|with) (?:the )?(?:safeg|risk of|likel|re-?off)"
)


def _is_label(spot: Spot, sentence: str) -> bool:
    """Whether a few words name a headline and its band: "Safeguarding 66% moderate"."""
    return bool(spot.told) and len(sentence.split()) <= _FEW


def _phrases(sentence: str, start: int) -> Iterator[Offer]:
    low = sentence.lower()
    for measure, form, doubt, stems in PHRASES if not low.rstrip().endswith(":") else ():
        for match in form.finditer(sentence) if stems.search(low) else ():
            yield Offer(
                measure=measure,
                start=start + match.start("said"),
                end=start + match.end("said"),
                doubt=doubt,
                told={"said": first_words(match["said"].strip())},
            )


def _totals(sentence: str, start: int) -> Iterator[Offer]:
    for match in _TOTAL.finditer(sentence):
        yield Offer(
            measure="total:overall",
            start=start + match.start(),
            end=start + match.end(),
            doubt="Say whether these are the points of this inspection.",
            told={
                "value": Decimal(match["n"] or match["some"]),
                "out_of": int(match["m"]) if match["m"] else None,
            },
        )


def _ends_rated(sentence: str) -> bool:
    """Whether a few words name an area or a standard, and end in a rating: "Partnerships Good"."""
    found = RATING.search(sentence)
    named = AREA.search(sentence) or STANDARD.search(sentence)
    few = len(sentence.split()) <= _FEW
    return bool(found and named and few and not sentence[found.end() :].strip(" ."))


def _cut(spot: Spot, sentence: str, start: int) -> Iterator[Offer]:
    """A band or a rating whose word is cut at the end: "required subst", "rated unsati"."""
    match = _CUT_WORD.search(sentence)
    if match:
        kind = "headline" if match["band"] else "rating"
        key = spot.key_at(start + match.start()) if match["band"] else "overall"
        yield Offer(
            measure=f"{kind}:{key}",
            start=start + match.start(),
            end=start + match.end(),
            doubt=_CUT_OFF,
            told={"said": _whole(match[1])},
        )


def _whole(cut: str) -> str:
    """The word that begins so, as it is kept: bands in capitals; as it is printed if none does."""
    whole = next((one for one in _WHOLE if one.startswith(cut.lower())), cut)
    return band_of(whole) if BAND.fullmatch(whole) else whole


_CUT_WORD: Final = words(
    r"\b((?P<band>drasti?|subst(?:an?|anti?|antia)?|modera?t?|minimu)\b"
    r"|(?:unsat\w{0,8}|outsta\w{0,5}|inade\w{0,5}|requires improv\w{0,6})\b|satisf\w{0,5}\W{0,4}$)"
)
_WHOLE: Final = (
    *("drastic", "substantial", "moderate", "minimum", "minimal"),
    *("unsatisfactory", "satisfactory", "outstanding", "inadequate"),
)
_CUT_OFF: Final = "The word is cut off; say how it goes on, and what it is of."


def _ratings(spot: Spot, sentence: str, start: int) -> Iterator[Offer]:
    for match in RATING.finditer(sentence):
        named = [m for form in (AREA, STANDARD) for m in form.finditer(sentence)]
        before = [m for m in named if m.start() < match.start()]
        over = [m for form in (AREA, STANDARD) if (m := form.search(spot.over))]
        found = (*before[-1:], *named[:1], *over[:1])
        plain = _RATES.search(sentence) or _CAPITAL.match(sentence, match.start())
        if not found and not plain:
            continue
        yield Offer(
            measure=f"rating:{found[0].lastgroup if found else 'overall'}",
            start=start + match.start(),
            end=start + match.end(),
            doubt=_RATED,
            told={"said": match["rating"].lower()},
        )
