"""Percentages, counts and phrases of proportion that no rule read, with their likeliest kinds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.reading.asides import is_aside
from corecase.core.reading.counting import NOT_COUNTED, without_doubles
from corecase.core.reading.left import Offer, Spot, words
from corecase.core.reading.left_counts import counts
from corecase.core.reading.left_scores import scored
from corecase.core.reading.left_signs import (
    COMPARED,
    INDICATORS,
    OF_CASES,
    PARTS,
    SAID,
    SCORED,
    WHICH_COUNT,
    WHICH_SHARE,
    WHO,
    entry_of,
    has,
)
from corecase.core.reading.quantities import SOME, Quantity, quantities
from corecase.core.reading.record import Record
from corecase.core.reading.sentences import is_quoted, sentences

_POINTS: Final = words(
    r"\s*(?:percentage )?(?:points? )?(?:below|above|higher|lower|better|worse|behind|ahead|more"
    r"|less|short|adrift|up|down)\b"
)
_RANGE: Final = re.compile(r"\d%? ?(?:-|to|and|up to|through to|all the way to) ?\d{1,3}%")
_CRITERION: Final = re.compile(r"(?<![\d.])[1-3]\.[1-9](?![\d%.])")
_SECTION: Final = words(
    r"\bsection\b|overall score|assessment and (?:sentence )?planning|delivery and review"
    r"|\boutcomes\b"
)
_ASIDE: Final = 160  # characters before a figure in which an average may be named
_COUNT: Final = ["count:commentary"]
_CLOSE: Final = 60


def numbers(record: Record, spot: Spot) -> Iterator[Offer]:
    """The figures of a passage in sentences, each once for every kind that it may well be."""
    if spot.placed.passage.cells:
        return
    for start, sentence in sentences(spot.text):
        if not SOME.search(sentence) or is_aside(sentence) or is_quoted(sentence):
            continue
        for q in without_doubles(sentence, list(quantities(sentence))):
            if NOT_COUNTED.match(sentence, q.start):
                continue
            kinds = likely(spot, sentence, q, start)
            several = len(record.services.in_words(sentence)) > 1
            for measure in kinds:
                alone = (
                    several
                    or "All but this many" in q.doubt
                    or measure == kinds[0]
                    or _is_end(measure, sentence)
                )
                first = "" if alone else kinds[0].partition(":")[0]
                offer = _offer(measure, q, start, first)
                if "All but this many" in q.doubt:
                    offer = replace(offer, told={"said": sentence[q.start : q.end]})
                yield offer
        yield from _indicated(sentence, start)
        yield from counts(spot, sentence, start)
        yield from scored(spot, sentence, start)


def _is_end(measure: str, sentence: str) -> bool:
    """Whether a figure is one end of what a sentence says that others span."""
    return measure.startswith(("lowest", "highest")) and bool(_RANGE.search(sentence))


def _offer(measure: str, q: Quantity, start: int, or_else: str) -> Offer:
    is_share = q.unit == "percent"
    told: dict[str, Any] = {"value": q.low, "unit": "%" if is_share else "", "out_of": q.base}
    told["most"] = q.high if q.high != q.low else None
    if measure.startswith("text:"):
        told["unit"] = "points"
    if measure.startswith("headline:"):
        told["out_of"] = None
    return Offer(
        measure=measure,
        start=start + q.start,
        end=start + q.end + 40,
        doubt=WHICH_SHARE if is_share else WHICH_COUNT,
        or_else=or_else,
        told=told,
    )


def likely(spot: Spot, sentence: str, q: Quantity, start: int) -> list[str]:
    """What a quantity most likely is, the likeliest first."""
    part = PARTS.get(spot.placed.part) or entry_of(spot)
    if part and spot.placed.passage.is_listed:
        return [part]
    is_share = q.unit == "percent" and q.low == q.high
    if is_share and _POINTS.match(sentence, q.end):
        return ["text:claim"]
    told = [part] if part else []
    if is_share or "per " in sentence:
        told += [f"indicator:{key}" for key, form in INDICATORS if has(form, sentence)][:1]
    scores = [] if told and not has(SCORED, sentence) else _scores(spot, sentence, q, start)
    if is_share and not told and not scores and "%" in sentence[q.start : q.end]:
        scores = ["headline:unplaced"]
    return [*told, *scores, *_answers(spot, sentence, q, is_sure=bool(told or scores))]


def _scores(spot: Spot, sentence: str, q: Quantity, start: int) -> list[str]:
    if (
        q.unit != "percent"
        or q.low != q.high
        or not (spot.told or spot.keys or has(SCORED, sentence))
    ):
        return []
    key = spot.key_at(start + q.start)
    around = sentence[max(q.start - _ASIDE, 0) : q.end + 40]
    compared = [f"{kind}:{key}" for kind, form in COMPARED if form.search(around)]
    ends = [f"{end}_to_date:{key}" for end in ("lowest", "highest") if _RANGE.search(around)]
    numbered = [f"criterion:{m[0]}" for m in _CRITERION.finditer(around)][:1]
    whole = ["section:0"] if _SECTION.search(around) else []
    return [*dict.fromkeys(compared), *numbered, *whole, f"headline:{key}", *ends]


def _answers(spot: Spot, sentence: str, q: Quantity, *, is_sure: bool) -> list[str]:
    """Who answered, and what else is counted: of a score only where the words behind it say so."""
    told = "children" if spot.placed.part == "survey" else ""
    who = next((name for name, form in WHO if has(form, sentence)), told)
    said = [f"survey:{who}"] if who and (has(SAID, sentence) or q.base is None) else []
    near = sentence[q.start : q.end + _CLOSE]
    if is_sure:
        return [*(said if SAID.search(near) else []), *(_COUNT if OF_CASES.search(near) else [])]
    counted = q.base is not None or has(OF_CASES, sentence) or not said
    return [*(said if has(SAID, sentence) or not counted else []), *(_COUNT if counted else [])]


def _indicated(sentence: str, start: int) -> Iterator[Offer]:
    """Figures beside the words of an indicator, also those that are no share and no count."""
    keys = [key for key, form in INDICATORS if has(form, sentence)]
    for match in _FIGURE.finditer(sentence) if keys else ():
        yield Offer(
            measure=f"indicator:{keys[0]}",
            start=start + match.start(),
            end=start + match.end() + 20,
            doubt=WHICH_COUNT,
            told={
                "value": Decimal(match["value"].replace(",", "")),
                "unit": match["sign"] or ("per 1,000" if _OF_A_THOUSAND.search(sentence) else ""),
            },
        )


_OF_A_THOUSAND: Final = words(r"\b(?:per|each|every) (?:1,?\d{3}|1,?000|thousand)\b")
_FIGURE: Final = re.compile(
    r"(?<![\d.,/\u00a3-])(?!(?:19|20)\d\d\b|1,?000\b|10\b|17\b)"
    r"(?P<value>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d+)?)(?P<sign>%?)(?![\d/]|,\d)"
)
