"""The parts of a text: under which heading each passage stands, and which number it belongs to."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from corecase.core.reading.lines import Passage

PARTED: Final = "Another heading stands above it; say whether it belongs to the one before that."
_LONGEST_HEADING: Final = 120


def _heads(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_HEADINGS: Final = (
    ("contents", _heads(r"(?:table of )?contents(?: page)?$")),
    (
        "strengths",
        _heads(
            r"(?:key |main )?strengths?(?: found)?(?: ?\([1-3]\.[1-9]\))?\s*:?$"
            r"|.{0,40}\(strengths\)$"
            r"|what (?:was|is|went|we found) (?:good|strong|well|done well|working well)"
        ),
    ),
    (
        "areas",
        _heads(
            r"(?:key |main )?areas? (?:for|requiring|of) (?:further )?(?:improvement"
            r"|development)(?: ?\([1-3]\.[1-9]\))?\s*:?$"
            r"|.{0,40}\(areas for (?:improvement|development)\)$"
            r"|what (?:must|needs?|should|could|has(?: yet)?|have(?: yet)?) .{0,20}"
            r"(?:improv\w+|better)"
        ),
    ),
    (
        "recommendations",
        _heads(
            r"(?:the )?(?:key |main )?(?:inspection )?recommendations?(?: of (?:the"
            r" )?inspection)?\s*"
            r"(?:\(.{0,80}\))?\s*:?$"
            r"|what (?:needs to|has to|must|should) (?:change|be done)$"
            r"|what we (?:have been|are|were) (?:asked|told) to do$"
        ),
    ),
    ("next", _heads(r"next steps\b.{0,3}$")),
    (
        "survey",
        _heads(
            r"(?:service )?users?'? ?'?s? (?:perspectives?|views?|voices?)$|service users$"
            r"|what .{0,30}(?:told|said)"
        ),
    ),
    ("survey:children", _heads(r"(?:children|young people)(?: and young people)?$")),
    ("survey:parents", _heads(r"parents?\b.{0,12}(?:carers?)?$")),
    ("survey:victims", _heads(r"victims?$")),
    (
        "examples",
        _heads(
            r"(?:sharing |examples? of )?(?:good|effective) practice(?: examples?)?\s*:?$"
            r"|for example:$"
        ),
    ),
    ("commentary", _heads(r"commentary\b|operational management$|overall findings$")),
    (
        "context",
        _heads(
            r"(?:appendix(?: \d\w?)?:? ?)?(?:contextual information"
            r"|(?:the )?(?:area|service)(?: and its [\w ]{3,30})?|yos|yot|yjb performance data)$"
        ),
    ),
    ("glossary", _heads(r"(?:appendix \w{1,3}:? ?)?glossary")),
    ("appendix", _heads(r"appendix(?: \w{1,3}\b|:)")),
    ("thanks", _heads(r"acknowledgements?$|copy to:?$|copy list$")),
    ("sources", _heads(r"(?:list of )?background (?:papers|documents)\b")),
    ("plan", _heads(r".{0,60}\bimprovement (?:action )?plan\b.{0,80}$")),
    (
        "business",
        _heads(
            r"(?:financial|finance|legal|human resources|equality|risk (?:assessment"
            r"|management|implic)"
            r"|community (?:strat|safety imp)|corporate|consultation"
            r"|internal and external|relevance to|implications|name of contact|revenue|capital"
            r"|members' interests|declarations?)\b"
        ),
    ),
    (
        "other",
        _heads(
            r"foreword$|context$|background\b.{0,60}$|introduction$|purpose\b.{0,20}$|detail$"
            r"|scoring\b.{0,30}$|summary\s*:?$|conclusions?$|press release$|notes to editors$"
        ),
    ),
)
_OF_ITS_OWN: Final = re.compile(r"key |main |operational|areas requiring", re.IGNORECASE)
_CRITERION: Final = re.compile(r"[1-9]\.[1-9]$")
_CRITERION_ROW: Final = re.compile(r"([1-3]\.[1-9])\s+[A-Z]")
_BEHIND: Final = re.compile(r"\(([1-3]\.[1-9])\)\s*:?$")
_PAGE_NUMBER: Final = re.compile(r".{3,100}[ .\t](?:\d{1,3}|[ivx]{1,4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A passage with the part that it stands in and the number of its criterion or theme.

    `is_parted` says that a heading of which nothing is known stands between its own and it.
    `section` is the number of the section of a report; `heading` the words over it, and
    `lead` the paragraph between that heading and the passage, such as what opens a list.
    """

    passage: Passage
    part: str = ""
    scope: str = ""
    section: str = ""
    heading: str = ""
    lead: str = ""
    is_heading: bool = False
    is_parted: bool = False

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.passage.text


def outlined(passages: Iterable[Passage]) -> Iterator[Placed]:
    """Each passage with its part; headings too, which open theirs."""
    now = Placed(passage=Passage(text="", starts=()))
    inner, opener = "", ""  # an entry that opens a list of its own
    every = tuple(passages)
    often = Counter(passage.text for passage in every)
    for passage in every:
        now = _next(now, passage)
        parts = _parts(passage) and often[passage.text] < _HEADS_OF_PAGES
        now = replace(now, is_parted=not now.is_heading and (now.is_parted or parts))
        if inner and passage.is_listed and sort_of(passage.mark) != opener:
            yield replace(now, lead=inner)
            continue
        yield replace(now, part="other") if _is_apart(now) else now
        inner, opener = "", sort_of(passage.mark)
        if passage.is_listed and passage.text.endswith(":"):
            inner = passage.text
        elif not now.is_heading and not passage.is_listed and not passage.cells:
            now = replace(now, lead=passage.text)


def _is_apart(placed: Placed) -> bool:
    """Whether a paragraph stands below a heading of its own, behind a list of findings."""
    if placed.passage.is_listed or placed.passage.cells:
        return False
    is_apart = placed.is_parted or _WHOLE_SCORE.search(placed.text)
    return bool(is_apart) and placed.part in ("strengths", "areas")


def _parts(passage: Passage) -> bool:
    """Whether a passage looks like a heading, of whatever: what follows is of another part."""
    text = passage.text.strip()
    return (
        not passage.cells
        and not passage.is_listed
        and text[:1].isupper()
        and len(text) < _SHORT_HEADING
        and not text.endswith((".", ",", ";", ")", "%"))
    )


_SHORT_HEADING: Final = 50
_HEADS_OF_PAGES: Final = 3
"""What stands so often is the head of each page, and parts nothing."""
_WHOLE_SCORE: Final = re.compile(r"\boverall score\b", re.IGNORECASE)


def sort_of(mark: str) -> str:
    """The kind of a mark: entries of one list carry marks of one kind."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", mark))


def _next(now: Placed, passage: Passage) -> Placed:
    text = passage.text.strip()
    if now.part == "contents" and _PAGE_NUMBER.fullmatch(text):
        return replace(now, passage=passage, is_heading=False)
    opened = "" if _is_criterion(passage) else heading_part(passage)
    if opened:
        kept = opened in ("strengths", "areas", "commentary") and not _OF_ITS_OWN.match(text)
        return Placed(
            passage=passage,
            part=opened
            if opened != "survey:children" or now.part.startswith("survey")
            else "other",
            scope=_told(text) or (now.scope if kept else ""),
            section=now.section if kept else "",
            heading=text,
            is_heading=True,
        )
    if _is_criterion(passage):
        number = passage.mark
        return Placed(
            passage=passage,
            part="criterion",
            scope=number,
            section=number[0],
            heading=text,
            is_heading=True,
        )
    row = _CRITERION_ROW.match(passage.cells[0]) if passage.cells else None
    if row and re.search("score|%", text, re.IGNORECASE):
        return replace(now, passage=passage, scope=row[1], section=row[1][0], is_heading=False)
    if _is_section(passage) and now.part != "sources" and not _is_next_entry(now, passage):
        return Placed(
            passage=passage,
            part="section",
            section=passage.mark or now.section,
            scope=passage.mark,
            heading=text,
            is_heading=True,
        )
    return replace(now, passage=passage, is_heading=False)


def _is_next_entry(now: Placed, passage: Passage) -> bool:
    """Whether a number goes on with a list of entries, or begins one of recommendations."""
    before = now.passage.mark
    begins = passage.mark == "1" and now.part == "recommendations" and now.is_heading
    follows = before.isdigit() and passage.mark == str(int(before) + 1)
    return begins or (follows and now.part in ("recommendations", "strengths", "areas", "plan"))


def _told(heading: str) -> str:
    """The criterion that a heading names behind its words: "Strengths (1.1)"."""
    match = _BEHIND.search(heading)
    return match[1] if match else ""


def heading_part(passage: Passage) -> str:
    """The part that a heading opens; empty for what is no heading that is known."""
    text = passage.text.strip()
    if len(text) > _LONGEST_HEADING or passage.cells or (passage.is_listed and not passage.mark):
        return ""
    if text.endswith(".") and not text.endswith("etc."):
        return ""
    return next((part for part, pattern in _HEADINGS if pattern.match(text)), "")


def _is_criterion(passage: Passage) -> bool:
    text = passage.text.strip()
    words = passage.cells[0].strip() if passage.cells else text
    short = len(words) < 90 and not words.endswith(".") and words.count(" ") < 12
    return bool(_CRITERION.match(passage.mark)) and short and not passage.cells[1:2]


def _is_section(passage: Passage) -> bool:
    text = passage.text.strip()
    is_short = len(text) < 70 and not text.endswith((".", ",", ":")) and not passage.cells
    return bool(re.fullmatch(r"[1-9]", passage.mark)) and is_short and text[:1].isupper()
