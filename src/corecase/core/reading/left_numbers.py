"""Percentages, counts and phrases of proportion that no rule read, with their likeliest kinds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from corecase.core.reading.counting import NOT_COUNTED, without_doubles
from corecase.core.reading.left import Offer, Spot, is_aside, words
from corecase.core.reading.quantities import NUMBER, SOME, Quantity, number, quantities
from corecase.core.reading.record import Record
from corecase.core.reading.scores import BAND, band_of
from corecase.core.reading.sentences import is_quoted, sentences

_PARTS: Final = {
    "strengths": "finding:strength",
    "areas": "finding:area",
    "survey:children": "survey:children",
    "survey:parents": "survey:parents",
    "survey:victims": "survey:victims",
}
_POINTS: Final = words(
    r"\s*(?:percentage )?(?:points? )?(?:below|above|higher|lower|better|worse|behind|ahead|more"
    r"|less|short|adrift|up|down)\b"
)
INDICATORS: Final = (
    ("population", words(r"\bpopulation\b|\binhabitants\b|\bresidents\b")),
    ("aged_10_to_17", words(r"\baged (?:10|ten)\b|\b10[- ](?:to |-)?17\b")),
    ("white_british", words(r"\bwhite british\b")),
    ("minority_ethnic", words(r"\bminority\b|\bethnic\b|\bBME\b|\bheritage\b")),
    ("offences_per_1000", words(r"\bper 1,?000\b|\bper thousand\b")),
    ("ete", words(r"\bemployment\b|\bETE\b|\bNEET\b|\beducation or work\b")),
    ("accommodation", words(r"\baccommodation\b|\bsuitable hous\w+")),
    (
        "reoffending_rate",
        words(
            r"\breoffending rate|rate of reoffending|reoffending (?:after|within|stood)"
            r"|further offences\b|binary rate|^re-?offending\s*:|\breoffended\b"
        ),
    ),
    ("first_time_entrants", words(r"\bfirst[- ]time entrants?\b|\bFTEs?\b")),
    ("custody_rate", words(r"\buse of custody\b|\bcustody rate\b|\bcustody\b.*\bper 1")),
)
_COMPARED: Final = (
    (
        "lowest_to_date",
        words(
            r"\blow(?:est)?\b|\bworst\b|\bworse than\b|\brun(?:ning)?"
            " from\b|\brang(?:ed|es|ing)\b"
        ),
    ),
    (
        "highest_to_date",
        words(
            r"\bhigh(?:est)?\b|\bbest\b|\bbetter than\b|\brun(?:ning)?"
            " from\b|\brang(?:ed|es|ing)\b"
        ),
    ),
    (
        "average_to_date",
        words(
            r"\baverag|\b(?:the|a|\w+al) mean\b|\bnational\w*|\bregional\w*|\bEngland\b|\bcountry\b"
        ),
    ),
)
_RANGE: Final = re.compile(r"\d%? ?(?:-|to|and|up to|through to|all the way to) ?\d{1,3}%")
_OTHERS: Final = words(
    r"averag|others|region|country|England|Wales|national|so far|(?:areas|services|teams) have|to"
    r" date|elsewhere"
)
_CRITERION: Final = re.compile(r"(?<![\d.])[1-3]\.[1-9](?![\d%.])")
_SECTION: Final = words(
    r"\bsection\b|overall score|assessment and (?:sentence )?planning|delivery and review"
    r"|\boutcomes\b"
)
_SCORED: Final = words(
    r"\bscor\w*|well enough|of the time|% the time|\bjudged\b|\bsufficient\w*|\bheadline"
    r"|\bcriteri\w+|\bquality\b|\brated\b|\bmark(?:s|ed)?\b|\bband\b"
)
_WHO: Final = (
    ("staff", words(r"\bstaff\b|\bcase managers?\b|\bpractitioners?\b|\bworkers?\b")),
    ("victims", words(r"\bvictims?\b")),
    ("parents", words(r"\bparents?\b|\bcarers?\b|\bmothers?\b|\bfathers?\b")),
    (
        "children",
        words(
            r"\bchild(?:ren)?\b|\byoung (?:people|person)\b|\byoungsters?\b|\bboys?\b"
            r"|\bgirls?\b|\bthem\b|\bthose who\b|\brespondents?\b|\bquestionnaires?\b"
        ),
    ),
)
_SAID: Final = words(
    r"\b(?:said|says?|told|felt|feel|thought|think|knew|know|understood|answered|replied|returned"
    r"|completed|filled|responded|agreed|believed|satisf\w+|content|happy|helped|asked|listened"
    r"|questionnaires?|surveys?|wrote)\b"
)
_OF_CASES: Final = words(
    r"\b(?:cases?|plans?|assessments?|reviews?|reports?|PSRs?|screenings?|orders?|records?|files?"
    r"|referrals?|interventions?|analys[ei]s|licences|custody|children|young people|victims?"
    r"|appointments|occasions|instances|inspected|judged|read)\b"
)
_NOUNS: Final = re.compile(
    rf"(?<![\w\u00a3.,/-])(?!(?:19|20)\d\d)(?P<n>{NUMBER})(?![%\d/])(?:[.,]\d+)?"
    rf" (?:[\w'-]+ ){{0,3}}?(?P<noun>cases"
    r"|teams|services|YO[ST]s|YO[ST]|areas|councils|boroughs|authorities|criteria|headlines"
    r"|recommendations|days|inspectors|assessors|interviews|alerts|questionnaires|replies"
    r"|responses|answers|strengths|actions|sentences|disposals|files|inspections|reports|scores|points)\b",
    re.IGNORECASE,
)
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
    "points": ("text:claim",),
    "reports": ("count:services",),
    "disposals": ("count:cases",),
    "sentences": ("count:cases",),
    "inspections": ("count:services",),
}
_OF_US: Final = words(
    r"inspect|programme|survey|questionnaire|viewpoint|\breports?\b|\bYO[ST]s?\b|youth|\bcases?\b|\bfiles?\b|fieldwork|screen|scor|visit|improvement|band|criteri"
)
_BARE: Final = re.compile(
    rf"(?<![\w\u00a3.,/-])(?!(?:19|20)\d\d)(?P<n>(?<=\bother ){NUMBER}|(?<=\bremaining ){NUMBER}"
    rf"|(?:{NUMBER}|all|none|half|most|few)(?="
    r" of (?:them|these|those|us|the others)\b| (?:others|more)\b| in (?:number|all|total)\b"
    r"| (?:only )?(?:had|have|were|was|are|did|do|knew|said|felt|thought|told|wanted|agreed|could"
    r"|would|should|might|needed|lacked|got|went|came|made|met|kept|showed|remained|failed)\b)"
    rf"|(?<=\bin ){NUMBER}(?=[.;,]))",
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
_ASIDE: Final = 160  # characters before a figure in which an average may be named
_COUNT: Final = ["count:commentary"]
_CLOSE: Final = 60
_BACK: Final = 32  # characters that are enough to know what stands before a number
_SHARE: Final = "No rule could tell what this share is of; say what it is, or leave it."
_NUMBER: Final = "No rule could tell what is counted here; say what it is, or leave it."


@lru_cache(maxsize=4096)
def _has(form: re.Pattern[str], sentence: str) -> bool:
    """Whether a sentence holds these words: it is asked for each of its figures."""
    return bool(form.search(sentence))


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
                first = kinds[0].partition(":")[0] if measure != kinds[0] and not several else ""
                offer = _offer(measure, q, start, first)
                if "All but this many" in q.doubt:
                    offer = replace(offer, told={"said": sentence[q.start : q.end]})
                yield offer
        yield from _indicated(sentence, start)
        for match in _NOUNS.finditer(sentence):
            if not _is_inside(match.start(), sentence):
                yield from _of_noun(spot, sentence, match, start)
        for match in _BARE.finditer(sentence):
            apart = not _is_inside(match.start(), sentence)
            if apart and not _NO_NUMBER.search(sentence[max(match.end() - _BACK, 0) : match.end()]):
                yield from _bare(spot, match, start)
        yield from _none(sentence, start)
        yield from _in_so_many(sentence, start)
        yield from _others(spot, sentence, start)
        yield from _scored(spot, sentence, start)


def _is_inside(at: int, sentence: str) -> bool:
    """Whether a number is part of a count with its base, or of "all but one": one figure."""
    inside = [q for q in quantities(sentence) if q.start <= at < q.end]
    return any(q.base is not None or "All but this many" in q.doubt for q in inside)


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
        doubt=_SHARE if is_share else _NUMBER,
        or_else=or_else,
        told=told,
    )


def likely(spot: Spot, sentence: str, q: Quantity, start: int) -> list[str]:
    """What a quantity most likely is, the likeliest first."""
    part = _PARTS.get(spot.placed.part) or _entry_of(spot)
    if part and spot.placed.passage.is_listed:
        return [part]
    is_share = q.unit == "percent" and q.low == q.high
    if is_share and _POINTS.match(sentence, q.end):
        return ["text:claim"]
    told = [part] if part else []
    if is_share or "per " in sentence:
        told += [f"indicator:{key}" for key, form in INDICATORS if _has(form, sentence)][:1]
    scores = [] if told and not _has(_SCORED, sentence) else _scores(spot, sentence, q, start)
    if is_share and not told and not scores and "%" in sentence[q.start : q.end]:
        scores = ["headline:unplaced"]
    return [*told, *scores, *_answers(sentence, q, is_sure=bool(told or scores))]


def _entry_of(spot: Spot) -> str:
    """The kind of finding that an entry of a list is by the words over it."""
    return spot.entry if spot.placed.passage.is_listed and "finding" in spot.entry else ""


def _scores(spot: Spot, sentence: str, q: Quantity, start: int) -> list[str]:
    if (
        q.unit != "percent"
        or q.low != q.high
        or not (spot.told or spot.keys or _has(_SCORED, sentence))
    ):
        return []
    key = spot.key_at(start + q.start)
    around = sentence[max(q.start - _ASIDE, 0) : q.end + 40]
    compared = [f"{kind}:{key}" for kind, form in _COMPARED if form.search(around)]
    if _RANGE.search(around) and _OTHERS.search(sentence):
        compared += [f"lowest_to_date:{key}", f"highest_to_date:{key}"]
    numbered = [f"criterion:{m[0]}" for m in _CRITERION.finditer(around)][:1]
    whole = ["section:0"] if _SECTION.search(around) else []
    return [*dict.fromkeys(compared), *numbered, *whole, f"headline:{key}"]


def _answers(sentence: str, q: Quantity, *, is_sure: bool) -> list[str]:
    """Who answered, and what else is counted: of a score only where the words behind it say so."""
    who = next((name for name, form in _WHO if _has(form, sentence)), "")
    said = [f"survey:{who}"] if who and (_has(_SAID, sentence) or q.base is None) else []
    near = sentence[q.start : q.end + _CLOSE]
    if is_sure:
        return [*(said if _SAID.search(near) else []), *(_COUNT if _OF_CASES.search(near) else [])]
    counted = q.base is not None or _has(_OF_CASES, sentence) or not said
    return [*(said if _has(_SAID, sentence) or not counted else []), *(_COUNT if counted else [])]


def _indicated(sentence: str, start: int) -> Iterator[Offer]:
    """Figures beside the words of an indicator, also those that are no share and no count."""
    keys = [key for key, form in INDICATORS if _has(form, sentence)]
    for match in _FIGURE.finditer(sentence) if keys else ():
        yield Offer(
            measure=f"indicator:{keys[0]}",
            start=start + match.start(),
            end=start + match.end() + 20,
            doubt=_NUMBER,
            told={
                "value": Decimal(match["value"].replace(",", "")),
                "unit": match["sign"] or ("per 1,000" if "per 1" in sentence else ""),
            },
        )


_FIGURE: Final = re.compile(
    r"(?<![\d.,/\u00a3-])(?!(?:19|20)\d\d\b|1,?000\b|10\b|17\b)"
    r"(?P<value>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d+)?)(?P<sign>%?)(?![\d/]|,\d)"
)


def _of_noun(spot: Spot, sentence: str, match: re.Match[str], start: int) -> Iterator[Offer]:
    noun = match["noun"].lower()
    if _PAGE.search(sentence[max(match.start() - _BACK, 0) : match.start()]) or not _OF_US.search(
        f"{sentence} {spot.above}"
    ):
        return
    for measure in _COUNTS.get(noun, ("count:services",)):
        yield Offer(
            measure=measure,
            start=start + match.start(),
            end=start + match.end(),
            doubt=_NUMBER,
            told={"value": Decimal(number(match["n"]))},
        )


def _bare(spot: Spot, match: re.Match[str], start: int) -> Iterator[Offer]:
    """A number that names nobody: "only three had", "all of them knew"."""
    who = next((name for name, form in _WHO if form.search(spot.text)), "")
    part = _PARTS.get(spot.placed.part)
    measures = [part] if part else [f"survey:{who}"] if who else []
    if not part and (_OF_CASES.search(spot.text) or not who):
        measures.append("count:commentary")
    said = match["n"].lower()
    figure = said not in ("all", "none", "half", "most", "few")
    for measure in measures:
        yield Offer(
            measure=measure,
            start=start + match.start(),
            end=start + match.end() + 20,
            doubt=_NUMBER,
            told={"value": Decimal(number(said))} if figure else {"said": f"{said} of them"},
        )


def _none(sentence: str, start: int) -> Iterator[Offer]:
    """Alerts that were not raised: "not a single alert"."""
    for match in _NONE.finditer(sentence):
        yield Offer(
            measure="count:alerts",
            start=start + match.start(),
            end=start + match.end(),
            doubt=_NUMBER,
            told={"value": Decimal(0)},
        )


def _in_so_many(sentence: str, start: int) -> Iterator[Offer]:
    """Headlines counted by their band: "drastic improvement in two respects and moderate in one"."""
    for match in _IN.finditer(sentence) if BAND.search(sentence) else ():
        before = [band_of(m["band"]) for m in BAND.finditer(sentence, 0, match.start())]
        yield Offer(
            measure="count:headlines",
            start=start + match.start(),
            end=start + match.end(),
            doubt=_NUMBER,
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
    is_ours = _has(_OF_US, sentence)
    for match in _PLAIN.finditer(sentence):
        value = number(match["n"])
        if _is_inside(match.start(), sentence):
            continue
        followed = value > 1 and _FOLLOWED.match(sentence, match.end())
        if not followed and spot.told and _LOWEST <= value <= _HIGHEST:
            yield _score(spot, match, start, value)
            around = sentence[max(match.start() - 60, 0) : match.end() + 40]
            for kind, form in _COMPARED:
                if form.search(around):
                    offer = _score(spot, match, start, value)
                    yield replace(offer, measure=offer.measure.replace("headline", kind))
        counts = followed or (
            (is_ours or spot.placed.part.startswith("survey")) and value >= _LEAST
        )
        if counts and not _NO_NUMBER.search(sentence[max(match.end() - _BACK, 0) : match.end()]):
            around = f"{sentence} {spot.above}"
            who = next((name for name, form in _WHO if form.search(around)), "")
            told = [f"survey:{who}"] if who and _has(_SAID, sentence) else []
            for measure in (_entry_of(spot) or "count:commentary", *told):
                yield Offer(
                    measure=measure,
                    start=start + match.start(),
                    end=start + match.end() + 20,
                    doubt=_NUMBER,
                    told={"value": Decimal(value)},
                )


def _scored(spot: Spot, sentence: str, start: int) -> Iterator[Offer]:
    """Numbers without their sign that may be scores: "61, 53 and 65%", "Risk of Harm at 42"."""
    if not (_MOST_SIGNS.search(sentence) or (_has(_SCORED, sentence) and spot.told)):
        return
    for match in _UNSIGNED.finditer(sentence):
        if not _is_inside(match.start(), sentence):
            yield _score(spot, match, start, int(match[0]))


def _score(spot: Spot, match: re.Match[str], start: int, value: int) -> Offer:
    return Offer(
        measure=f"headline:{spot.key_at(start + match.start())}",
        start=start + match.start(),
        end=start + match.end() + 20,
        doubt=_SHARE,
        told={"value": Decimal(value), "unit": "%"},
    )


_LOWEST: Final = 20
_HIGHEST: Final = 100
"""A bare number beside the name of a headline may be its score between these."""


_MOST_SIGNS: Final = re.compile(r"\d{2}(?:, \d{2})*,? (?:and|to|or) \d{2}%|\d%.* \d{2}(?!\d|%)")
_UNSIGNED: Final = re.compile(
    r"(?<=[a-z,(] )(?:[2-9]\d|100)(?=[.,;)]|$| (?:and|to|for|in|on|against"
    r"|respectively)\b)(?![.,]\d)"
)
_PLAIN: Final = re.compile(
    rf"(?<![\w\u00a3$.,/:()-])(?!(?:19|20)\d\d)(?P<n>{NUMBER})(?![\w%/:-]|[.,]\d|"
    r" (?:days?|weeks?|months?|years?|hours?|minutes?|miles?|o'clock|January|February|March|April"
    r"|May|June|July|August|September|October|November|December|to \d|per cent|points?"
    r"|per |of )\b)",
    re.IGNORECASE,
)
_FOLLOWED: Final = words(
    r" (?:[\w'-]+ ){0,2}?(?:cases?|instances|occasions|files|plans|assessments|reviews|reports"
    r"|screenings|orders|licences|young people|children|boys|girls|victims|families|parents|staff"
    r"|case managers|records|interventions|things|matters|points|steps|changes)\b"
)
_LEAST: Final = 10  # a smaller number stands in too many turns of phrase
