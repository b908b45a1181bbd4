"""Scores that no rule read: numbers without their sign beside the name of a headline."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from corecase.core.reading.left import Offer, Spot
from corecase.core.reading.left_signs import (
    COMPARED,
    FOLLOWED,
    PLAIN,
    SCORED,
    WHICH_SHARE,
    has,
    is_inside,
)
from corecase.core.reading.quantities import number

_CRITERION: Final = re.compile(r"[1-3]\.[1-9]")
_TWO_DIGITS: Final = re.compile(r"(?<![\d.])\d{2}(?![\d.])")
_FEW: Final = 9
_LOWEST: Final = 20
_HIGHEST: Final = 100
"""A bare number beside the name of a headline may be its score between these."""
_MOST_SIGNS: Final = re.compile(r"\d{2}(?:, \d{2})*,? (?:and|to|or) \d{2}%|\d%.* \d{2}(?!\d|%)")
_UNSIGNED: Final = re.compile(
    r"(?<=[a-z,(] )(?:[2-9]\d|100)(?=[.,;)]|$| (?:and|to|for|in|on|against"
    r"|respectively)\b)(?![.,]\d)"
)


def scored(spot: Spot, sentence: str, start: int) -> Iterator[Offer]:
    """Numbers without their sign that may be scores: "61, 53 and 65%", "Risk of Harm at 42"."""
    if _MOST_SIGNS.search(sentence) or (has(SCORED, sentence) and spot.told):
        for match in _UNSIGNED.finditer(sentence):
            if not is_inside(match.start(), sentence):
                yield _score(spot, match, start, int(match[0]))
    mark = spot.placed.passage.mark
    if _CRITERION.fullmatch(mark) and len(sentence.split()) <= _FEW:
        for match in _TWO_DIGITS.finditer(sentence):
            offer = _score(spot, match, start, int(match[0]))
            yield replace(offer, measure=f"criterion:{mark}")
    for match in PLAIN.finditer(sentence) if spot.told else ():
        value = number(match["n"])
        apart = not is_inside(match.start(), sentence)
        if apart and _LOWEST <= value <= _HIGHEST and not FOLLOWED.match(sentence, match.end()):
            yield from _score_or_average(spot, sentence, match, start, value)


def _score_or_average(
    spot: Spot, sentence: str, match: re.Match[str], start: int, value: int
) -> Iterator[Offer]:
    offer = _score(spot, match, start, value)
    yield offer
    around = sentence[max(match.start() - _NEAR, 0) : match.end() + 40]
    for kind, form in COMPARED:
        if form.search(around):
            yield replace(offer, measure=offer.measure.replace("headline", kind))


_NEAR: Final = 60


def _score(spot: Spot, match: re.Match[str], start: int, value: int) -> Offer:
    return Offer(
        measure=f"headline:{spot.key_at(start + match.start())}",
        start=start + match.start(),
        end=start + match.end() + 20,
        doubt=WHICH_SHARE,
        told={"value": Decimal(value), "unit": "%"},
    )
