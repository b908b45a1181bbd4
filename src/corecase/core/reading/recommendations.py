"""Recommendations with who is responsible, and what a council's members are asked to decide."""

import re
from collections.abc import Iterator
from typing import Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.names import folded
from corecase.core.reading.outline import PARTED, Placed
from corecase.core.reading.record import Record, first_words

_OWNED: Final = re.compile(r"(?P<text>.+?)[ .]*\((?P<owners>[^()]{3,160})\)[.;]?\s*$", re.DOTALL)
_ROLE: Final = re.compile(
    r"\b(?:managers?|management|board|staff|heads?|directors?|chair|chief|services?|teams?|council"
    r"|partners?|officers?|workers?|leaders?|trust|YOS|YOT"
    r"|health|police|probation|education)\b",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(
    r"changes are (?:necessary|needed|required)|furthermore|we recommend that"
    r"|\brecommendations?\b[^.]{0,60}:$|should\s*:?$|recommend(?:s|ed)? that\s*:?$",
    re.IGNORECASE,
)
_OF_INSPECTION: Final = re.compile(
    r"inspection|primary responsibility|key recommend", re.IGNORECASE
)
_ASKED: Final = re.compile(
    r"\b(?:cabinet|committee|members?|panel|board|council|scrutiny|executive)\b[^.:]{0,40}"
    r"\b(?:is|are) (?:asked|requested|invited|recommended) to\b:?(?P<what>.*)",
    re.IGNORECASE | re.DOTALL,
)
_OF_MEMBERS: Final = re.compile(
    r"(?:that )?(?:the )?(?:cabinet|committee|members|panel|council|board|executive|scrutiny)\b"
    r".{0,20}\b(?:not|approv|agre|recei|endors|comment|consider|support|welcom)",
    re.IGNORECASE,
)
"""What a paper asks of those who meet is no recommendation of the inspection."""
_NO_OWNER: Final = "No one is named as responsible; leave it blank or say who is."
_WHO: Final = "Several are named, or one by several words; say who is responsible."
_LEADER: Final = re.compile(
    r"\b(?:responsib\w+|owners?|owned|lead(?:s|er)?|accountable|by whom|action (?:by|for))\b"
    r"|(?:^|\n)(?:[Tt]hat )?(?:[Tt]he )?(?:[A-Z][\w']+ ){0,4}"
    r"(?:[Mm]anagers?|[Bb]oard|[Hh]ead|[Dd]irector|[Cc]hair|[Cc]hief|[Ss]ervice|[Tt]eam|[Cc]ouncil"
    r"|[Pp]artners?|[Tt]rust|[Pp]olice|YO[ST])\b"
)
_STRONG: Final = re.compile(
    r"\b(?:managers?|management|board|staff|heads?|directors?|chair|chief|officers?|workers?"
    r"|leaders?|services?|teams?|trust|support|superintendent|commander|council|YOS|YOT|police"
    r"|partners?|executive|lead)\b",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"Recommendation (?P<n>\d{1,2})\s?[:.-]\s*(?P<text>\S.{7,})", re.IGNORECASE
)
_BEFORE: Final = re.compile(
    r"\b(?:in (?:[a-z]+ )?(?:19|20)\d\d|last|previous(?:ly)?|earlier|had|first|original)\b"
    r"[^.:]*\brecommend",
    re.IGNORECASE,
)
_OLD: Final = "An earlier inspection seems to have recommended this; say which."
_AGAIN: Final = re.compile(r"recommendations in all", re.IGNORECASE)


def recommended(record: Record) -> Iterator[PrintedFact]:
    """The inspection's recommendations, numbered as printed or by their place."""
    place, heading, is_begun, is_again = 0, "", False, False
    for placed in record.parts:
        if numbered := _NUMBERED.match(placed.text):
            yield record.fact(
                f"recommendation:{numbered['n']}",
                placed.passage,
                numbered.start("text"),
                numbered.end(),
                said=first_words(numbered["text"]),
                owner=_owners(numbered["text"]),
                doubt=_of_whom(record, numbered["text"]) or _of_owner(placed, numbered["text"]),
            )
            continue
        if placed.is_heading:
            place, is_begun, is_again = 0, False, False
        if not _is_one(record, placed):
            continue
        lead = f"{placed.heading}|{'' if 'further' in placed.lead.lower() else placed.lead}"
        if lead != heading and "further" not in placed.lead.lower():
            place, heading = 0, lead
        place += 1
        mark = placed.passage.mark
        # A list that begins anew below a heading of which nothing is known is another's, perhaps.
        is_again = placed.is_parted and (is_again or not mark or (mark == "1" and is_begun))
        is_begun = True
        number = int(mark) if mark.isdigit() else place
        yield _fact(record, placed, number, doubt=PARTED if is_again else "")


def _of_whom(record: Record, text: str) -> str:
    """What is open of a recommendation that names whom it is for: "that Redvale checks"."""
    named = _FOR.match(text)
    return _OF_ANOTHER if named and folded(named[1]) != folded(record.subject) else ""


_FOR: Final = re.compile(r"(?:that )?([A-Z][a-z]{3,}) [a-z]+s\b")
_OF_ANOTHER: Final = "It names somebody who is to act; say whether it is this service."


def _is_one(record: Record, placed: Placed) -> bool:
    if not placed.passage.is_listed or placed.passage.cells or placed.is_heading:
        return False
    if placed.part in ("strengths", "areas", "contents", "glossary", "plan", "examples"):
        return False
    if _ASKED.search(placed.lead) or _AGAIN.search(placed.lead) or _OF_MEMBERS.match(placed.text):
        return False
    led = bool(_LEADS.search(placed.lead)) and placed.part != "criterion"
    if placed.part == "recommendations":
        own = led or bool(_OF_INSPECTION.search(placed.heading)) or bool(_owners(placed.text))
        return own or (record.programme != "" and not record.meeting)
    return led and "recommend" in placed.lead.lower()


def _owners(text: str) -> str:
    match = _OWNED.match(text)
    if match is None or not _ROLE.search(match["owners"]):
        return ""
    return "; ".join(
        part.strip() for part in re.split(r";|,| and (?=[A-Z])", match["owners"]) if part.strip()
    )


def _fact(record: Record, placed: Placed, place: int, *, doubt: str) -> PrintedFact:
    return record.fact(
        f"recommendation:{place}",
        placed.passage,
        0,
        80,
        said=first_words(placed.text),
        owner=_owners(placed.text),
        doubt=doubt or (_OLD if _BEFORE.search(placed.lead) else _of_owner(placed, placed.text)),
    )


def _of_owner(placed: Placed, text: str) -> str:
    """What is open of who is responsible: nobody in brackets, or several that are hard to part."""
    match = _OWNED.match(text)
    if match is None or not _ROLE.search(match["owners"]):
        if any(_ROLE.search(inner) for inner in re.findall(r"\(([^()]*)\)", text)):
            return _WHO
        named = match or _LEADER.search(f"{placed.lead}\n{text}")
        return _NO_OWNER if named or _ROLE.search(placed.lead) else ""
    parts = re.split(r"\s*(?:;|,)\s*|\band\b|&|/|\+|\bwith\b|\bor\b", match["owners"])
    whole = all(_STRONG.search(part) for part in parts if part.strip())
    plain = not re.search(r"\bwith\b|\bor\b|/|&|\+|\b(?:supported|led|via|by)\b", match["owners"])
    return "" if len(parts) == 1 or (whole and plain) else _WHO


def decided(record: Record) -> Iterator[PrintedFact]:
    """What a paper asks members to decide."""
    for placed in record.parts:
        if placed.passage.cells or placed.is_heading:
            continue
        asked = _ASKED.search(placed.text)
        if asked and asked["what"].strip(" .:"):
            yield record.fact(
                "text:decision",
                placed.passage,
                asked.start("what"),
                asked.end("what"),
                said=asked["what"].strip(),
                doubt=_CHECK,
            )
        elif _ASKED.search(placed.lead) and placed.passage.is_listed:
            yield record.fact("text:decision", placed.passage, 0, 80, said=first_words(placed.text))
        elif resolved := re.match(
            r"(?:resolved|agreed|decided)\b:?[- ]*(?:that )?(?P<what>.{8,})",
            placed.text,
            re.IGNORECASE,
        ):
            yield record.fact(
                "text:decision",
                placed.passage,
                resolved.start("what"),
                resolved.end(),
                said=resolved["what"],
                doubt=_CHECK,
            )
        elif (
            placed.part == "recommendations"
            and re.match(
                r"(?:that )?(?:the )?(?:cabinet|committee|members?)\b", placed.text, re.IGNORECASE
            )
            and not placed.text.endswith(":")
        ):
            yield record.fact(
                "text:decision", placed.passage, 0, 80, said=placed.text[:200], doubt=_CHECK
            )


_CHECK: Final = "Read from a sentence; check what is to be decided."
