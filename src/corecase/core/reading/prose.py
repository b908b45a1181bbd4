"""Scores and comparators in sentences, by the headline and the service named beside each figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.dates import any_date
from corecase.core.reading.outline import Placed
from corecase.core.reading.quantities import NUMBER, number
from corecase.core.reading.record import Record
from corecase.core.reading.themes import headlines

_END: Final = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bCllr)[.!?]['\")]*\s+(?=[A-Z'\"(\d])")
_FIGURE: Final = re.compile(
    r"(?:\bbetween (?P<from>\d{1,3})%? and (?P<until>\d{1,3})%"
    r"|(?<![\d.,£])(?P<low>\d{1,3}(?:\.\d+)?)(?:%? ?(?:-|to) ?(?P<high>\d{1,3})%|%(?P<stray>\d*)))"
)
_POINTS: Final = re.compile(
    rf"\b(?P<n>{NUMBER})(?:%|(?: percentage)? points?) (?P<how>below|above|higher|lower|better|worse"
    rf"|ahead|behind|more|less|short)\b",
    re.IGNORECASE,
)
_MORE_OR_LESS: Final = re.compile(
    r"\s*(?:percentage )?(?:points? )?(?:below|above|higher|lower|better|worse|behind|ahead|more|less)\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\bby (?:about |around |over |nearly )?$", re.IGNORECASE)
_KINDS: Final = (
    ("average_to_date", re.compile(r"\baverag[^,;%]*$", re.IGNORECASE),
     re.compile(r"\s*(?:was |is )?(?:the )?(?:national|England|English|regional|overall)?[\w ]{0,20}\baverag"
                r"|\s*(?:nationally|across (?:England|the country|the region))", re.IGNORECASE)),
    ("lowest_to_date", re.compile(r"\blowest\b[^,;%]*$", re.IGNORECASE), None),
    ("highest_to_date", re.compile(r"\b(?:highest|best)\b[^,;%]*$", re.IGNORECASE), None),
)
_RANGE: Final = re.compile(r"\b(?:rang\w+|between|vary|varied|anywhere|from)\b[^,;%]*$", re.IGNORECASE)
_EARLIER: Final = re.compile(
    r"\b(?:from|compared (?:with|to)|against|previous(?:ly)?|earlier|originally?|last time|had scored"
    r"|first inspection|was (?:just|only))\b[^;%]*$",
    re.IGNORECASE,
)
_EARLIER_AFTER: Final = re.compile(
    r"\s*(?:\(?(?:in|at|from|of) (?:the |its |our )?(?:previous|last|first|original|earlier)\b"
    r"|last time|previously|before\b)",
    re.IGNORECASE,
)
_YEAR_AFTER: Final = re.compile(r"\s*\(?(?:in |at |during )?(?P<when>(?:[A-Z][a-z]+ )?(?:19|20)\d\d)\b")
_SCORED: Final = re.compile(
    r"scor|well enough|sufficiently|level of quality|of the time|% the time|\bjudged\b|\brated\b|achiev"
    r"|\bmet\b|averag|inspectors|rose|fell|risen|fallen|improved|dropped|compared",
    re.IGNORECASE,
)
_NOT_A_SCORE: Final = re.compile(
    r"\b(?:target|aim(?:s|ed|ing)?|budget|saving|turnout|electorate|posts?|staff(?:ing)?|sickness|absence|vacan"
    r"|grants?|fund|funding|council tax|attendance|GCSE|pupils?|schools?|Ofsted|Estyn|CQC|HMIC|Care Quality"
    r"|trained|training|example|suppose|imagine|would|should|if|hopes?|hoped|expect|forecast|aspir|reoffending rate"
    r"|rate of reoffending|first-time entrants?|reduction|reduced by|increase in|cut|illustrat|hypothetical"
    r"|prison|probation trust|caseload|population|satisf(?:ied|action))",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:not \d|incorrect|correct(?:ed|ion)|wrong|error|misprint|mistake|den(?:y|ied)|disput|withdrawn"
    r"|misquot|rather than \d|should (?:have )?read|erroneous|inaccura)",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"\b(?:terms such as|in these inspections we)\b", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:of the time )?(?:for|in|on|with regard to|in relation to|of)\b(?! the time)",
    re.IGNORECASE,
)
_SCOPE: Final = re.compile(
    r"\b(?P<scope>(?:the |our )?region inspected so far"
    r"|(?:the )?(?:Wales and (?:the )?English|English) regions?(?: and Wales)?(?: that (?:have|had) been| which have been)?"
    r"(?: inspected)?(?: to date| so far)?"
    r"|(?:the )?(?:national|England and Wales|England|English|Welsh|regional|London) average"
    r"|(?:all )?(?:areas|services|YOTs|YOSs|teams) inspected (?:so far|to date))\b",
    re.IGNORECASE,
)
UNPLACED: Final = "count:unplaced"
"""A figure that a person has to place."""
_PLACE_IT: Final = "This figure could not be placed with certainty; say what it is of, or leave it."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A percentage of a sentence with what stands before and after it, up to its neighbours."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    stray: bool
    before: str
    after: str
    kind: str = "headline"
    key: str = ""
    service: str = ""
    inspected: str = ""
    is_earlier: bool = False
    is_between: bool = False
    is_placed: bool = True


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a passage with their offsets."""
    at = 0
    for match in _END.finditer(text):
        yield at, text[at : match.end()]
        at = match.end()
    if at < len(text):
        yield at, text[at:]


def is_quoted(sentence: str) -> bool:
    """Whether the words explain the method: they then speak of no service."""
    return bool(_QUOTED.search(sentence))


def written(record: Record) -> Iterator[PrintedFact]:
    """Scores, comparators and differences said in sentences."""
    for at, placed in enumerate(record.parts):
        if placed.passage.cells or placed.is_heading or placed.part in _ELSEWHERE:
            continue
        before = record.parts[at - 1].text if at else ""
        for start, sentence in sentences(placed.text):
            yield from _sentence(record, placed, start, sentence, before)


_ELSEWHERE: Final = frozenset(
    {"contents", "glossary", "strengths", "areas", "survey:children", "survey:victims", "survey:parents",
     "survey", "context", "criterion", "recommendations", "thanks"}
)


def _sentence(
    record: Record, placed: Placed, start: int, sentence: str, previous: str
) -> Iterator[PrintedFact]:
    yield from _differences(record, placed, start, sentence)
    found = list(_figures(sentence))
    named = list(headlines(sentence))
    if not found or (not named and not re.search(r"scor|well enough", sentence, re.IGNORECASE)):
        return
    if re.search(r"overall score for", sentence, re.IGNORECASE):
        return
    clear = (
        bool(_SCORED.search(sentence) or re.match(r"[\w' ]{3,60}\W{1,4}\d{1,3}%", sentence))
        and not _NOT_A_SCORE.search(sentence)
        and not _DENIED.search(f"{sentence} {placed.text[start + len(sentence):][:120]}")
    )
    keyed = _keyed(sentence, found) if clear else [replace(one, is_placed=False) for one in found]
    for one in _of_services(record, placed, sentence, keyed):
        yield from _facts(record, placed, start, one, _scope(sentence, placed.text, previous))


def _figures(sentence: str) -> Iterator[_Figure]:
    matches = [m for m in _FIGURE.finditer(sentence)]
    for at, match in enumerate(matches):
        before = sentence[matches[at - 1].end() if at else 0 : match.start()]
        after = sentence[match.end() : matches[at + 1].start() if at + 1 < len(matches) else None]
        if _MORE_OR_LESS.match(after) or _BY.search(before):
            continue
        yield _kind(
            _Figure(
                start=match.start(),
                end=match.end(),
                low=Decimal(match["low"] or match["from"]),
                high=Decimal(high) if (high := match["high"] or match["until"]) else None,
                stray=bool(match["stray"]),
                is_between=bool(match["until"]),
                before=before,
                after=after,
            )
        )


def _kind(one: _Figure) -> _Figure:
    """What sort of figure it is by the words around it: a score, a comparator, an earlier score."""
    if one.high is not None:
        if re.search(r"\bfrom $", one.before) and not re.search(r"\b(?:rang\w+|scores)\b", one.before):
            return replace(one, kind="change")
        is_range = one.is_between or bool(_RANGE.search(one.before))
        return replace(one, kind="range", is_placed=is_range)
    for kind, before, after in _KINDS:
        if before.search(one.before) or (after is not None and after.match(one.after)):
            return replace(one, kind=kind)
    if _EARLIER_AFTER.match(one.after) or _EARLIER.search(one.before):
        return replace(one, is_earlier=True)
    return one


def _keyed(sentence: str, found: list[_Figure]) -> list[_Figure]:
    """Each figure with its headline: named before each, or after each, or all in one order."""
    if _is_after(found):
        return _behind(found)
    own = [_keys(one.before) for one in found]
    if _is_one_order(own):
        return _in_order(sentence, found, own[0])
    made: list[_Figure] = []
    key = ""
    for one, keys in zip(found, own, strict=True):
        carries = one.kind != "headline" or one.is_earlier or (made and made[-1].is_earlier)
        key = keys[0] if len(keys) == 1 else (key if carries and not keys else "")
        made.append(replace(one, key=key, is_placed=one.is_placed and bool(key)))
    return made


def _keys(text: str) -> list[str]:
    return list(dict.fromkeys(named.key for named in headlines(text)))


def _is_after(found: list[_Figure]) -> bool:
    scores = [one for one in found if one.kind == "headline" and not one.is_earlier]
    return bool(scores) and all(_AFTER.match(one.after) and _keys(one.after) for one in scores)


def _behind(found: list[_Figure]) -> list[_Figure]:
    made: list[_Figure] = []
    for one in found:
        keys = _keys(one.after)
        if one.kind == "headline" and not one.is_earlier:
            made.append(replace(one, key=keys[0], is_placed=len(keys) == 1))
        else:
            key = made[-1].key if made else ""
            made.append(replace(one, key=key, is_placed=one.is_placed and bool(key)))
    return made


def _is_one_order(own: list[list[str]]) -> bool:
    return len(own) > 1 and len(own[0]) == len(own) and not any(own[1:])


def _in_order(sentence: str, found: list[_Figure], keys: list[str]) -> list[_Figure]:
    sure = "respectively" in sentence and all(one.kind == "headline" for one in found)
    return [
        replace(one, key=key, is_placed=sure and not one.is_earlier)
        for one, key in zip(found, keys, strict=True)
    ]


def _of_services(
    record: Record, placed: Placed, sentence: str, found: list[_Figure]
) -> Iterator[_Figure]:
    """Each figure with its service; what stands beside several services is not placed."""
    here = record.services.in_words(sentence)
    around = record.services.in_words(placed.text)
    for one in found:
        if len(here) == 1:
            service = here[0]
        elif here:
            near = record.services.in_words(one.before)
            service = near[0] if len(near) == 1 else ""
        elif record.subject and (not around or record.subject in around):
            service = record.subject
        else:
            service = around[0] if len(around) == 1 else ""
        foreign = bool(record.subject) and service != record.subject
        if one.kind.endswith("_to_date") or one.kind == "range":
            yield replace(one, service=record.subject)
            continue
        placed_well = one.is_placed and bool(service) and not foreign
        yield replace(one, service=service or record.subject, is_placed=placed_well)


def _scope(sentence: str, passage: str, previous: str) -> str:
    for text in (sentence, passage, previous):
        match = _SCOPE.search(text)
        if match:
            return match["scope"]
    return ""


def _facts(
    record: Record, placed: Placed, start: int, one: _Figure, scope: str
) -> Iterator[PrintedFact]:
    where = (placed.passage, start + one.start, start + one.end)
    told: dict[str, Any] = {"unit": "%", "service": one.service}
    if not one.is_placed:
        value, most = one.low, one.high if one.high and one.high > one.low else None
        yield record.fact(UNPLACED, *where, value=value, most=most, doubt=_PLACE_IT, **told)
        return
    doubt = "A stray sign follows the percentage; check the figure." if one.stray else ""
    if one.kind == "headline":
        earlier = _earlier(record, one) if one.is_earlier or _other_year(record, one) else {}
        yield record.fact(f"headline:{one.key}", *where, value=one.low,
                          **(told | {"doubt": doubt} | earlier))
    elif one.kind == "change":
        then = _earlier(record, one)
        yield record.fact(f"headline:{one.key}", *where, value=one.low, **(told | then))
        yield record.fact(f"headline:{one.key}", *where, value=one.high, doubt=doubt, **told)
    else:
        yield from _comparators(record, where, one, told, scope, doubt)


def _comparators(
    record: Record, where: Any, one: _Figure, told: dict[str, Any], scope: str, doubt: str
) -> Iterator[PrintedFact]:
    kinds = (
        (("lowest_to_date", one.low), ("highest_to_date", one.high))
        if one.kind == "range"
        else ((one.kind, one.low),)
    )
    for kind, value in kinds:
        yield record.fact(
            f"{kind}:{one.key}",
            *where,
            value=value,
            scope=scope,
            as_at=record.dated,
            doubt=doubt or ("" if scope else "The text does not say of which services; give them."),
            **told,
        )


def _other_year(record: Record, one: _Figure) -> bool:
    year = _YEAR_AFTER.match(one.after)
    present = f"{record.inspected} {record.published} {record.meeting}"
    return bool(year) and any_date(year["when"])[-4:] not in present


def _earlier(record: Record, one: _Figure) -> dict[str, Any]:
    year = _YEAR_AFTER.match(one.after)
    when = any_date(year["when"]) if year else any_date(one.before)
    inspected = when or record.before
    return {
        "kind_of_inspection": "first" if record.is_again else "",
        "inspected": inspected,
        "published": "",
        "cases": None,
        "doubt": "" if inspected and record.is_again else "Say which earlier inspection this is of.",
    }


def _differences(
    record: Record, placed: Placed, start: int, sentence: str
) -> Iterator[PrintedFact]:
    """Differences from a comparator, "16 per cent below the average": never scores."""
    named = _keys(sentence)
    for match in _POINTS.finditer(sentence):
        if not named:
            continue
        keys = _keys(sentence[: match.start()])[-1:] or named[:1]
        yield record.fact(
            f"text:claim.{keys[0]}",
            placed.passage,
            start + match.start(),
            start + match.end() + 30,
            value=Decimal(number(match["n"])),
            unit="points",
            said=sentence[match.start() :].strip()[:80],
            scope=_scope(sentence, "", ""),
            doubt="A difference is printed and no score; check what it is a difference from.",
        )
