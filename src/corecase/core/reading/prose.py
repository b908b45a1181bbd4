"""Scores and comparators in sentences, by the headline and the service named beside each figure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.days import any_date
from corecase.core.reading.names import placed as placed_name
from corecase.core.reading.outline import Placed
from corecase.core.reading.quantities import NUMBER, number
from corecase.core.reading.record import Record
from corecase.core.reading.sentence_figures import (
    AFTER,
    YEAR_AFTER,
    Figure,
    figures,
    keyed,
    keys_in,
)
from corecase.core.reading.sentences import sentences
from corecase.core.reading.themes import headlines

_POINTS: Final = re.compile(
    rf"\b(?P<n>{NUMBER})(?:%| per ?cent\b|(?: percentage)? points?)"
    rf" (?P<how>below|above|higher|lower|better"
    rf"|worse"
    rf"|ahead|behind|more|less|short)\b",
    re.IGNORECASE,
)
_SCORED: Final = re.compile(
    r"scor|well enough|sufficiently|level of quality|of the time|% the time|\bjudged\b"
    r"|\brated\b|achiev"
    r"|\bmet\b|averag|inspectors|rose|fell|risen|fallen|improved|dropped|compared",
    re.IGNORECASE,
)
_NOT_A_SCORE: Final = re.compile(
    r"\b(?:target|aim(?:s|ed|ing)?|budget|saving|turnout|electorate|posts?|staff(?:ing)?"
    r"|sickness|absence|vacan"
    r"|grants?|fund|funding|council tax|attendance|GCSE|pupils?|schools?|Ofsted|Estyn|CQC|HMIC"
    r"|Care Quality"
    r"|trained|training|tests?|quiz|provisional|projected|predicted|estimated|example|suppose|imagine|would|should|if|hopes?|hoped|expect|forecast"
    r"|aspir|reoffending rate"
    r"|rate of reoffending|first-time entrants?|reduction|reduced by|increase in|cut|illustrat"
    r"|hypothetical"
    r"|prison|probation trust|caseload|population|satisf(?:ied|action))",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"\b(?:audit\w*|self-?\s?assess\w*|own (?:view|judgement|count|figures?)|internal|mock"
    r"|peer|nationally"
    r"|elsewhere|neighbour\w*|newspaper|rumour\w*|claims?|poor|insufficient|inadequate|failed"
    r"|boys|girls)\b"
    r"|\bnot (?:good|done|met)\b",
    re.IGNORECASE,
)
"""Somebody else's figure, or the share of what was not well done."""
_SCORER: Final = re.compile(
    r"\b(?P<name>[A-Z][a-z]{3,}) (?:scored|had|did|achieved|got|received|reached)\b"
)
_LOOSELY: Final = re.compile(
    r"\b(?:at least|more than|over|under|about|around|nearly|almost|up to|less than|only)\s*$",
    re.IGNORECASE,
)
_FOLLOWS: Final = re.compile(
    r"\s*(?:$|[.,;:()'\"-]|(?:of )?the time\b|(?:and|but|with|while|which|in the same|compared"
    r"|up|down|against"
    r"|nationally|respectively|from|to)\b|(?:for|in|on) |of (?:cases|it|the work"
    r"|what we judged)(?=\s*(?:$|[.,;]| and\b))"
    r"|of (?:the )?(?:safeguarding|risk of harm|likelihood|work|safe)|\d)",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:not \d|incorrect|correct(?:ed|ion)|wrong|error|misprint|mistake|den(?:y|ied)|disput"
    r"|withdrawn"
    r"|misquot|rather than \d|should (?:have )?read|erroneous|inaccura)",
    re.IGNORECASE,
)
_SCOPE: Final = re.compile(
    r"\b(?P<scope>(?:the |our )?regions? inspected so far"
    r"|(?:the )?(?:Wales and (?:the )?English|English) regions?(?: and Wales)?(?: that (?:have"
    r"|had) been| which have been)?"
    r"(?: inspected)?(?: to date| so far)?"
    r"|(?:the )?(?:national|England and Wales|England|English|Welsh|regional|London) average"
    r"|(?:all )?(?:areas|services|YOTs|YOSs|teams) inspected (?:so far|to date))\b",
    re.IGNORECASE,
)
UNPLACED: Final = "headline:unplaced"
"""A figure that a person has to place."""
_RANGE_OF: Final = ("lowest_to_date", "highest_to_date")
PLACE_IT: Final = "This figure could not be placed with certainty; say what it is of, or leave it."


def written(record: Record) -> Iterator[PrintedFact]:
    """Scores, comparators and differences said in sentences."""
    for placed in record.parts:
        if placed.passage.cells or placed.is_heading or placed.part in ELSEWHERE:
            continue
        for start, sentence in sentences(placed.text):
            yield from _sentence(record, placed, start, sentence)


ELSEWHERE: Final = frozenset(
    {
        "contents",
        "glossary",
        "strengths",
        "areas",
        "survey:children",
        "survey:victims",
        "survey:parents",
        "survey",
        "context",
        "criterion",
        "recommendations",
        "thanks",
    }
)


def _sentence(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    yield from _differences(record, placed, start, sentence)
    found = list(figures(sentence))
    named = list(headlines(sentence))
    if not found or (not named and not re.search(r"scor|well enough", sentence, re.IGNORECASE)):
        return
    if re.search(r"overall score for", sentence, re.IGNORECASE):
        return
    clear = (
        bool(_SCORED.search(sentence) or re.match(r"[\w' ]{3,60}\W{1,4}\d{1,3}%", sentence))
        and not _NOT_A_SCORE.search(sentence)
        and not _OTHERS.search(sentence)
        and not _strangers(record, _spoken_of(record, placed, start, sentence))
        and not _DENIED.search(f"{sentence} {placed.text[start + len(sentence) :][:120]}")
    )
    placing = keyed(sentence, found) if clear else [replace(one, is_placed=False) for one in found]
    for one in _of_services(record, placed, sentence, placing):
        yield from _facts(record, placed, start, one, scope_of(sentence, placed.text[:start]))


def _spoken_of(record: Record, placed: Placed, start: int, sentence: str) -> str:
    """The sentence, with those before it in its paragraph where it names no service itself."""
    named = record.services.in_words(sentence)
    return sentence if named else placed.text[: start + len(sentence)]


def _strangers(record: Record, sentence: str) -> bool:
    """Whether somebody of whom nothing is known scored: "Neighbouring Redvale scored"."""
    found = {name for m in _SCORER.finditer(sentence) if (name := placed_name(m["name"]))}
    return any(not record.services.in_words(name) for name in found)


def _is_plain(one: Figure) -> bool:
    """Whether what stands around a figure leaves it a score: no "about", no "of children had"."""
    follows = _FOLLOWS.match(one.after) and not _LOOSELY.search(one.before)
    other = set(keys_in(one.after)) - {one.key} if AFTER.match(one.after) else set()
    return bool(follows) and not (other and one.key not in keys_in(one.after))


def _of_services(
    record: Record, placed: Placed, sentence: str, found: list[Figure]
) -> Iterator[Figure]:
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
        placed_well = one.is_placed and bool(service) and not foreign and _is_plain(one)
        yield replace(one, service=service or record.subject, is_placed=placed_well)


def scope_of(sentence: str, before: str) -> str:
    """With which services a comparator compares: in its sentence, or told just before it."""
    match = _SCOPE.search(sentence)
    told = [m["scope"] for m in _SCOPE.finditer(before) if "average" not in m["scope"].lower()]
    return match["scope"] if match else (told[-1] if told else "")


def _facts(
    record: Record, placed: Placed, start: int, one: Figure, scope: str
) -> Iterator[PrintedFact]:
    where = (placed.passage, start + one.start, start + one.end)
    told: dict[str, Any] = {"unit": "%", "service": one.service}
    if not one.is_placed:
        value, most = one.low, one.high if one.high and one.high > one.low else None
        kinds = _RANGE_OF if one.kind == "range" else (one.kind.replace("change", "headline"),)
        for kind in kinds:
            measure = f"{kind}:{one.key or 'unplaced'}"
            yield record.fact(measure, *where, value=value, most=most, doubt=PLACE_IT, **told)
        return
    doubt = "A stray sign follows the percentage; check the figure." if one.stray else ""
    if one.kind == "headline":
        earlier = _earlier(record, one) if one.is_earlier or _other_year(record, one) else {}
        yield record.fact(
            f"headline:{one.key}", *where, value=one.low, **(told | {"doubt": doubt} | earlier)
        )
    elif one.kind == "change":
        then = _earlier(record, one)
        yield record.fact(f"headline:{one.key}", *where, value=one.low, **(told | then))
        yield record.fact(f"headline:{one.key}", *where, value=one.high, doubt=doubt, **told)
    else:
        yield from _comparators(record, where, one, told, scope, doubt)


def _comparators(
    record: Record, where: Any, one: Figure, told: dict[str, Any], scope: str, doubt: str
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
            doubt=doubt or _of_comparator(record, scope, where[0].text),
            **told,
        )


def _of_comparator(record: Record, scope: str, text: str) -> str:
    """What is open of a comparator: the regions inspected so far are told alike everywhere."""
    if not scope:
        return "The text does not say of which services; give them."
    known = bool(_REGIONS.search(scope)) and bool(record.dated) and not any_date(text)
    return "" if known else "Check with which services it compares, and as at which day."


_REGIONS: Final = re.compile(r"\bregions?\b.*\b(?:inspected|to date|so far)\b", re.IGNORECASE)


def _other_year(record: Record, one: Figure) -> bool:
    year = YEAR_AFTER.match(one.after)
    present = f"{record.inspected} {record.published} {record.meeting}"
    return year is not None and any_date(year["when"])[-4:] not in present


def _earlier(record: Record, one: Figure) -> dict[str, Any]:
    year = YEAR_AFTER.match(one.after)
    when = any_date(year["when"]) if year else any_date(one.before)
    inspected = when or record.before
    return {
        "kind_of_inspection": "first" if record.is_again else "",
        "inspected": inspected,
        "published": "",
        "cases": None,
        "doubt": ""
        if inspected and record.is_again
        else "Say which earlier inspection this is of.",
    }


def _differences(
    record: Record, placed: Placed, start: int, sentence: str
) -> Iterator[PrintedFact]:
    """Differences from a comparator, "16 per cent below the average": never scores."""
    named = keys_in(sentence)
    for match in _POINTS.finditer(sentence) if named else ():
        keys = (
            keys_in(sentence[match.end() : match.end() + 60])
            or keys_in(sentence[: match.start()])[-1:]
        )
        yield record.fact(
            f"text:claim.{keys[0]}",
            placed.passage,
            start + match.start(),
            start + match.end() + 30,
            value=Decimal(number(match["n"])),
            unit="points",
            said=sentence[match.start() :].strip()[:80],
            scope=scope_of(sentence, ""),
            doubt="A difference is printed and no score; check what it is a difference from.",
        )
