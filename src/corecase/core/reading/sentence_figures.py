"""Percentages of a sentence: what sort each is, and of which headline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from corecase.core.reading.themes import headlines

_FIGURE: Final = re.compile(
    r"(?:\bbetween (?P<from>\d{1,3})%? and (?P<until>\d{1,3})%"
    r"|(?<![\d.,£])(?P<low>\d{1,3}(?:\.\d+)?)(?:%? ?(?:-|to) ?(?P<high>\d{1,3})%|%(?P<stray>\d*)))"
)
_MORE_OR_LESS: Final = re.compile(
    r"\s*(?:percentage )?(?:points? )?(?:below|above|higher|lower|better|worse|behind|ahead"
    r"|more|less)\b",
    re.IGNORECASE,
)
_FAR: Final = (
    ("average_to_date", re.compile(r"\baverag[^;%]*$", re.IGNORECASE)),
    ("lowest_to_date", re.compile(r"\blowest\b[^;%]*$", re.IGNORECASE)),
    ("highest_to_date", re.compile(r"\bhighest\b[^;%]*$", re.IGNORECASE)),
)
_BEFORE_RANGE: Final = re.compile(r",? (?:with )?(?:scores )?ranging\b", re.IGNORECASE)
_MOVED: Final = re.compile(
    r"\b(?:rose|risen|rise|improved|increased|up|climbed|fell|fallen|dropped|down|moved|went)\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"\bby (?:about |around |over |nearly )?$", re.IGNORECASE)
_KINDS: Final = (
    (
        "average_to_date",
        re.compile(r"\baverag[^,;%]*$", re.IGNORECASE),
        re.compile(
            r"\s*(?:was |is )?(?:the )?(?:national|England|English|regional"
            r"|overall)?[\w ]{0,20}\baverag"
            r"|\s*(?:nationally|across (?:England|the country|the region))",
            re.IGNORECASE,
        ),
    ),
    (
        "lowest_to_date",
        re.compile(r"\blowest\b[^,;%]*$", re.IGNORECASE),
        re.compile(r"\s*(?:is|was) the lowest", re.IGNORECASE),
    ),
    ("highest_to_date", re.compile(r"\b(?:highest|best)\b[^,;%]*$", re.IGNORECASE), None),
)
_RANGE: Final = re.compile(
    r"\b(?:rang\w+|between|vary|varied|anywhere|from)\b[^,;%]*$", re.IGNORECASE
)
_EARLIER: Final = re.compile(
    r"\b(?:from|compared (?:with|to)|against|previous(?:ly)?|earlier|originally?|last time"
    r"|had scored"
    r"|first inspection|was (?:just|only))\b[^;%]*$",
    re.IGNORECASE,
)
_EARLIER_AFTER: Final = re.compile(
    r"\s*(?:\(?(?:in|at|from|of|by) (?:the |its |our )?(?:previous|last|first|original|earlier)\b"
    r"|last time|previously|before\b)",
    re.IGNORECASE,
)
YEAR_AFTER: Final = re.compile(
    r"\s*\(?(?:in |at |during )?(?P<when>(?:[A-Z][a-z]+ )?(?:19|20)\d\d)\b"
)
AFTER: Final = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:of the time )?(?:for|in|on|with regard to|in relation to"
    r"|of)\b(?! the time)",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"\s*\((?P<inside>[^()%]{3,50})\)(?=\s*(?:[.,;]|and\b|$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
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
    moved: bool = False


def figures(sentence: str) -> Iterator[Figure]:
    """The percentages of a sentence but those that are differences, in order."""
    matches = list(_FIGURE.finditer(sentence))
    for at, match in enumerate(matches):
        before = sentence[matches[at - 1].end() if at else 0 : match.start()]
        after = sentence[match.end() : matches[at + 1].start() if at + 1 < len(matches) else None]
        if _MORE_OR_LESS.match(after) or _BY.search(before):
            continue
        yield _kind(
            bool(re.search(r"averag", sentence[: match.start()], re.IGNORECASE)),
            Figure(
                start=match.start(),
                end=match.end(),
                low=Decimal(match["low"] or match["from"]),
                high=Decimal(high) if (high := match["high"] or match["until"]) else None,
                stray=bool(match["stray"]),
                is_between=bool(match["until"]),
                moved=bool(_MOVED.search(sentence)),
                before=before,
                after=after,
            ),
        )


def _kind(has_average: bool, one: Figure) -> Figure:
    """What sort of figure it is by the words around it: a score, a comparator, an earlier score."""
    if one.high is not None:
        spans = has_average or bool(re.search(r"\b(?:rang\w+|scores)\b", one.before))
        if re.search(r"\bfrom $", one.before) and not spans:
            moved = _MOVED.search(one.before) or one.moved
            return replace(one, kind="change", is_placed=bool(moved))
        is_range = one.is_between or has_average or bool(_RANGE.search(one.before))
        return replace(one, kind="range", is_placed=is_range)
    if has_average and _BEFORE_RANGE.match(one.after):
        return replace(one, kind="average_to_date")
    for kind, before, after in _KINDS:
        if before.search(one.before) or (after is not None and after.match(one.after)):
            return replace(one, kind=kind)
    for kind, words in _FAR:
        # A clause or two away the word may be of something else.
        if words.search(one.before):
            return replace(one, kind=kind, is_placed=False)
    if _EARLIER_AFTER.match(one.after) or _EARLIER.search(one.before):
        return replace(one, is_earlier=True)
    return one


def keyed(sentence: str, found: list[Figure]) -> list[Figure]:
    """Each figure with its headline: named before each, or after each, or all in one order."""
    if _is_after(found):
        return _behind(found)
    own = [keys_in(one.before) for one in found]
    if _is_one_order(own):
        return _in_order(sentence, found, own[0])
    made: list[Figure] = []
    key = ""
    for one, keys in zip(found, own, strict=True):
        carries = one.kind != "headline" or one.is_earlier or (made and made[-1].is_earlier)
        key = keys[0] if len(keys) == 1 else (key if carries and not keys else "")
        made.append(replace(one, key=key, is_placed=one.is_placed and bool(key)))
    return made


def keys_in(text: str) -> list[str]:
    """The headlines that these words name, each once, in order."""
    return list(dict.fromkeys(named.key for named in headlines(text)))


def _is_after(found: list[Figure]) -> bool:
    scores = [one for one in found if one.kind == "headline" and not one.is_earlier]
    return bool(scores) and all(keys_in(_follows(one.after)) for one in scores)


def _follows(after: str) -> str:
    """The words behind a figure that say what it is of: "for safeguarding", "(safeguarding)"."""
    bracket = _BRACKET.match(after)
    if bracket:
        return bracket["inside"]
    return after if AFTER.match(after) else ""


def _behind(found: list[Figure]) -> list[Figure]:
    made: list[Figure] = []
    for one in found:
        keys = keys_in(_follows(one.after))
        if one.kind == "headline" and not one.is_earlier:
            made.append(replace(one, key=keys[0], is_placed=len(keys) == 1))
        else:
            key = made[-1].key if made else ""
            made.append(replace(one, key=key, is_placed=one.is_placed and bool(key)))
    return made


def _is_one_order(own: list[list[str]]) -> bool:
    return len(own) > 1 and len(own[0]) == len(own) and not any(own[1:])


def _in_order(sentence: str, found: list[Figure], keys: list[str]) -> list[Figure]:
    sure = "respectively" in sentence and all(one.kind == "headline" for one in found)
    return [
        replace(one, key=key, is_placed=sure and not one.is_earlier)
        for one, key in zip(found, keys, strict=True)
    ]
