"""Counts that no rule read: beside what is counted, beside nobody, or in a turn of phrase."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from corecase.core.reading.left import Offer, Spot, words
from corecase.core.reading.left_signs import (
    FOLLOWED,
    OF_CASES,
    OF_US,
    PARTS,
    PLAIN,
    SAID,
    WHICH_COUNT,
    WHO,
    entry_of,
    has,
    is_inside,
)
from corecase.core.reading.quantities import NUMBER, number
from corecase.core.reading.scores import BAND, band_of

_NOUNS: Final = re.compile(
    rf"(?<![\w\u00a3.,/-])(?!(?:19|20)\d\d)(?P<n>{NUMBER})(?![%\d/])(?:[.,]\d+)?"
    rf" (?:[\w'-]+ ){{0,3}}?(?P<noun>cases"
    r"|teams|services|YO[ST]s|YO[ST]|areas|councils|boroughs|authorities|criteria|headlines"
    r"|recommendations|days|inspectors|assessors|interviews|alerts|questionnaires|replies"
    r"|responses|answers|strengths|actions|sentences|disposals|files|inspections|reports|scores|points)\b",
    re.IGNORECASE,
)
_NO_BASE: Final = frozenset({"recommendations", "criteria", "headlines", "inspectors"})
"""What is counted whole, also by "all five of them"."""
_NONE: Final = words(r"\b(?:not (?:a single|one|any)|no|nor any) (?:child protection )?alerts?\b")
_COUNTS: Final = {
    "cases": ("count:cases", "count:commentary"),
    "files": ("count:cases", "count:commentary"),
    "criteria": ("count:criteria",),
    "headlines": ("count:headlines",),
    "scores": ("count:headlines",),
    "recommendations": ("count:recommendations",),
    "days": ("count:days",),
    "inspectors": ("count:team",),
    "assessors": ("count:local_assessors",),
    "interviews": ("count:interviews",),
    "alerts": ("count:alerts",),
    "questionnaires": ("survey:children_returned",),
    "replies": ("survey:children_returned",),
    "responses": ("survey:children_returned",),
    "answers": ("survey:children_returned",),
    "points": ("text:claim", "total:overall"),
    "reports": ("count:services",),
    "disposals": ("count:cases",),
    "sentences": ("count:cases",),
    "inspections": ("count:services",),
}
_BARE: Final = re.compile(
    rf"(?<![\w\u00a3.,/-])(?!(?:19|20)\d\d)(?P<n>(?<=\bother ){NUMBER}|(?<=\bremaining ){NUMBER}"
    rf"|(?:{NUMBER}|all|none|half|most|few)(?="
    r" of (?:them|these|those|us|the others)\b| (?:others|more)\b| in (?:number|all|total)\b"
    r"| (?:only )?(?:had|have|were|was|are|did|do|knew|said|felt|thought|told|wanted|agreed|could"
    r"|would|should|might|needed|lacked|got|went|came|made|met|kept|showed|remained|failed)\b)"
    rf"|(?:(?<=\bin )|(?<=\bare )|(?<=\bwere )){NUMBER}(?=[.;,]))",
    re.IGNORECASE,
)
_NO_NUMBER: Final = re.compile(
    r"(?:(?:page|appendix|section|item|paragraph|annex|no\.?|chapter|minute) \w+"
    r"|(?<!only )(?<!and )(?<!but )(?<!just )\bone)$",
    re.IGNORECASE,
)
"""The number of a page, and "one" that means somebody."""
_PAGE: Final = re.compile(
    r"(?:page|appendix|section|item|paragraph|annex|no\.?|chapter) $", re.IGNORECASE
)
BACK: Final = 32  # characters that are enough to know what stands before a number
_LEAST: Final = 10  # a smaller number stands in too many turns of phrase


def counts(spot: Spot, sentence: str, start: int) -> Iterator[Offer]:
    """The whole numbers of a sentence, each with what it may count."""
    for match in _NOUNS.finditer(sentence):
        if not is_inside(match.start(), sentence) or match["noun"].lower() in _NO_BASE:
            yield from _of_noun(spot, sentence, match, start)
    for match in _EACH.finditer(sentence) if _NOUNS.search(sentence) else ():
        yield from _of_each(sentence, match, start)
    for match in _BARE.finditer(sentence):
        if not is_inside(match.start(), sentence) and not _is_no_number(match, sentence):
            yield from _bare(spot, match, start)
    yield from _none(sentence, start)
    yield from _labelled(sentence, start)
    yield from _in_so_many(sentence, start)
    yield from _others(spot, sentence, start)


def _is_no_number(match: re.Match[str], sentence: str) -> bool:
    """Whether it is the number of a page, or "one" that means somebody."""
    return bool(_NO_NUMBER.search(sentence[max(match.end() - BACK, 0) : match.end()]))


def _of_noun(spot: Spot, sentence: str, match: re.Match[str], start: int) -> Iterator[Offer]:
    noun = match["noun"].lower()
    if _PAGE.search(sentence[max(match.start() - BACK, 0) : match.start()]) or not OF_US.search(
        f"{sentence} {spot.above}"
    ):
        return
    for measure in _COUNTS.get(noun, ("count:services",)):
        yield Offer(
            measure=measure,
            start=start + match.start(),
            end=start + match.end(),
            doubt=WHICH_COUNT,
            told={"value": Decimal(number(match["n"]))},
        )


def _of_each(sentence: str, match: re.Match[str], start: int) -> Iterator[Offer]:
    """The next of what is counted for several: "Redvale had seven days and Orton four"."""
    counted = [one["noun"].lower() for one in _NOUNS.finditer(sentence, 0, match.start("n"))]
    for measure in _COUNTS.get(counted[-1], ("count:services",)) if counted else ():
        yield Offer(
            measure=measure,
            start=start + match.start(),
            end=start + match.end(),
            doubt=WHICH_COUNT,
            told={"value": Decimal(number(match["n"]))},
        )


_OF_THE_TEAM: Final = words(r" of us\b")
_RECOMMENDED: Final = words(r"\brecommend")
_EACH: Final = re.compile(
    rf"(?:\band|\bbut|,) [A-Z][a-z]+(?: [A-Z][a-z]+)? (?P<n>(?i:{NUMBER}))(?=[.;,]|$)"
)


def _bare(spot: Spot, match: re.Match[str], start: int) -> Iterator[Offer]:
    """A number that names nobody: "only three had", "all of them knew"."""
    told = "children" if spot.placed.part == "survey" else ""
    who = next((name for name, form in WHO if form.search(spot.text)), told)
    part = PARTS.get(spot.placed.part)
    measures = [part] if part else [f"survey:{who}"] if who else []
    if not part and (OF_CASES.search(spot.text) or not who):
        measures.append("count:commentary")
    if _RECOMMENDED.search(spot.text):
        measures.insert(0, "count:recommendations")
    if _OF_THE_TEAM.match(spot.text, match.end()):
        measures.insert(0, "count:team")
    said = match["n"].lower()
    figure = said not in ("all", "none", "half", "most", "few")
    for measure in measures:
        yield Offer(
            measure=measure,
            start=start + match.start(),
            end=start + match.end() + 20,
            doubt=WHICH_COUNT,
            told={"value": Decimal(number(said))} if figure else {"said": f"{said} of them"},
        )


def _labelled(sentence: str, start: int) -> Iterator[Offer]:
    """A count behind its label: "Cases: 58", "Recommendations - 4"."""
    match = _LABEL.match(sentence)
    if match is None:
        return
    for measure in _COUNTS.get(match["label"].lower(), ()):
        yield Offer(
            measure=measure,
            start=start,
            end=start + match.end(),
            doubt=WHICH_COUNT,
            told={"value": Decimal(match["n"])},
        )


_LABEL: Final = words(
    r"(?:(?:number|total) of )?(?P<label>cases|files|interviews|recommendations|alerts|inspectors"
    r"|assessors|days|questionnaires|replies|criteria)\b[^:.\d]{0,24}[:-] ?(?P<n>\d{1,3})\b(?!%)"
)


def _none(sentence: str, start: int) -> Iterator[Offer]:
    """Alerts that were not raised: "not a single alert"."""
    for match in _NONE.finditer(sentence):
        yield Offer(
            measure="count:alerts",
            start=start + match.start(),
            end=start + match.end(),
            doubt=WHICH_COUNT,
            told={"value": Decimal(0)},
        )


def _in_so_many(sentence: str, start: int) -> Iterator[Offer]:
    """Headlines counted by their band: "drastic improvement in two respects"."""
    for match in _IN.finditer(sentence) if BAND.search(sentence) else ():
        before = [band_of(m["band"]) for m in BAND.finditer(sentence, 0, match.start())]
        yield Offer(
            measure="count:headlines",
            start=start + match.start(),
            end=start + match.end(),
            doubt=WHICH_COUNT,
            told={"value": Decimal(number(match["n"])), "said": "".join(before[-1:])},
        )


_IN: Final = re.compile(
    rf"\b(?:in|for|under) (?:the other )?(?P<n>(?!\d{{3}}){NUMBER})(?! cases)"
    r"(?=[.,;]| and\b| but\b| of (?:them|the|its)\b"
    r"| (?:respects|ways|counts|fronts|themes|headings|headlines|categories|areas|others)\b)",
    re.IGNORECASE,
)


def _others(spot: Spot, sentence: str, start: int) -> Iterator[Offer]:
    """Numbers that stand beside no word that is counted, in a sentence about cases."""
    is_ours = has(OF_US, sentence) or spot.placed.part.startswith("survey")
    for match in PLAIN.finditer(sentence):
        value = number(match["n"])
        followed = value > 1 and FOLLOWED.match(sentence, match.end())
        counted = followed or (is_ours and value >= _LEAST)
        if not counted or is_inside(match.start(), sentence) or _is_no_number(match, sentence):
            continue
        around = f"{sentence} {spot.above}"
        who = next((name for name, form in WHO if form.search(around)), "")
        is_told = who and (who == "staff" or has(SAID, sentence))
        told = [f"survey:{who}"] if is_told else []
        for measure in (entry_of(spot) or "count:commentary", *told):
            yield Offer(
                measure=measure,
                start=start + match.start(),
                end=start + match.end() + 20,
                doubt=WHICH_COUNT,
                told={"value": Decimal(value)},
            )
