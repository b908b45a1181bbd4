"""What the words around a day, a month or a span of them say that it is the date of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corecase.core.reading.days import MONTHS, WHEN, has_date, written

_NEAR: Final = r"[^.;]{0,60}?\b"


def _about(words: str) -> re.Pattern[str]:
    return re.compile(words.replace("WHEN", f"(?P<when>{WHEN})"), re.IGNORECASE)


_SAID: Final = (
    ("published", _about(r"publication date:?\s*WHEN")),
    (
        "published",
        _about(r"(?:report|letter|findings)\b[^.;]{0,40}\bpublished (?:on )?(?:the )?WHEN"),
    ),
    ("published", _about(r"\bpublished:? (?:its report |today,? )?(?:on )?(?:the )?WHEN")),
    (
        "published",
        _about(
            r"\breport\b[^.;]{0,20}\b(?:came out|come out|appeared|was released) (?:on|in)"
            r" (?:the )?WHEN"
        ),
    ),
    ("published", _about(r"\breport\b[^.;]{0,60}\bon (?:its|the|our) website on (?:the )?WHEN")),
    ("published", _about(r"^(?:press|news|media) (?:release|notice),? (?:of |dated )?WHEN")),
    (
        "fieldwork",
        _about(
            r"fieldwork\b[^.;]{0,60}\b(?:undertaken|carried out|took place|conducted|was|:)"
            r"[^.;]{0,30}?(?:in|during|on|between|from|:) (?:the )?WHEN"
        ),
    ),
    ("published", _about(r"^embargo\w*\b.{0,40}?\bWHEN")),
    ("published", _about(r"^written answers?,? (?:of |on )?(?:the )?(?P<guess>)WHEN")),
    ("published", _about(r"^HM(?:I| Inspectorate of) Probation,? (?P<guess>)WHEN$")),
    (
        "fieldwork",
        _about(r"\bfieldwork(?:(?: dates?)?:| started| began)(?: in| on)? (?:the )?WHEN"),
    ),
    (
        "fieldwork",
        _about(
            r"(?<!next )\binspection\b[^.;]{0,30}\b(?:conducted|undertaken|carried out"
            r"|took place|held)"
            r"[^.;]{0,50}?(?:in|during|on|between|from) (?:the )?WHEN"
        ),
    ),
    (
        "fieldwork",
        _about(
            r"\b(?:areas|services|teams|four|three|all|both)\b[^.;]{0,20}\bwere (?:visited"
            r"|inspected) (?:in|during|from|between) (?:the )?WHEN"
        ),
    ),
    ("fieldwork", _about(r"\btook place\b[^.;]{0,40}\b(?:in|during|from|between) (?:the )?WHEN")),
    ("fieldwork", _about(r"\bre-?inspect(?:ion|ed)\b[^.;]{0,12}\b(?:in|on|during) WHEN")),
    (
        "fieldwork",
        _about(
            r"\b(?:inspectors|inspectorates?|HMI Probation|we|team)"
            r"\b[^.;]{0,20}\b(?:visited|came to|were in"
            r"|was in|were on site|(?:was|were) with us|spent [\w ]{3,20} (?:with us|with the"
            r"|in|at)|had inspected|sat in)\b"
            r"[^.;]{0,40}?\b(?:in|on|from|between|of|during) (?:the )?(?:weeks? of )?(?:the )?WHEN"
        ),
    ),
    (
        "fieldwork",
        _about(
            r"\b(?:looked at|read|examined|assessed) \d{1,3} (?:recent )?cases (?:in|during) WHEN"
        ),
    ),
    ("fieldwork", _about(r"\b(?:re-?)?inspection (?P<weak>of|in) WHEN")),
    (
        "previous_inspection",
        _about(
            r"\b(?:previous|last|original|earlier|first|former)\b[^.;]{0,30}\binspection\b"
            r"[^.;]{0,12}\b(?:in|of) WHEN"
        ),
    ),
    (
        "previous_inspection",
        _about(r"\b(?:was )?(?:last|previously|first) inspected (?:in|on) WHEN"),
    ),
    (
        "plan_due",
        _about(r"\bsend a(?:n improvement)? plan by (?:the )?(?:end of )?(?P<guess>)WHEN"),
    ),
    ("plan_progress", _about(r"\bof progress in (?P<guess>)WHEN")),
    (
        "plan_due",
        _about(
            r"improvement plans\b[^.;]{0,40}\bdue (?:by|on|in) (?:the )?(?:end of )?(?P<guess>)WHEN"
        ),
    ),
    (
        "plan_due",
        _about(
            r"\bplan\b[^.;]{0,110}\b(?:has to|must|is to|should|needs to) (?:be with|reach)"
            r" [^.;]{2,30}? by (?:the )?(?:end of )?WHEN"
        ),
    ),
    ("plan_due", _about(r"improvement plan\b[^.;]{0,20}\bby (?:the )?(?:end of )?WHEN")),
    (
        "plan_due",
        _about(r"improvement plan\b[^.;]{0,40}\bdue (?:by|on|in) (?:the )?(?:end of )?WHEN"),
    ),
    (
        "plan_submitted",
        _about(r"improvement plan\b[^.;]{0,20}\bsubmitted\b[^.;]{0,30}\b(?:in|on) (?:the )?WHEN"),
    ),
    (
        "plan_approval",
        _about(
            r"\b(?:presented|submitted|put|taken|goes|go|going|went) to (?:the )?"
            r"(?P<body>[^.,;]{3,60}?) for approval on (?:the )?WHEN"
        ),
    ),
    (
        "plan_approval",
        _about(r"\b(?:approved|endorsed) by (?:the )?(?P<body>[^.,;]{3,60}?) on (?:the )?WHEN"),
    ),
    ("plan_approval", _about(r"\b(?:approval|approved|endorsed)\b[^.;]{0,30}\bon (?:the )?WHEN")),
    (
        "plan_submitted",
        _about(
            r"\bplan (?:was|had been|has been) (?:sent|submitted|given)\b[^.;]{0,40}"
            r"\bon (?:the )?WHEN"
        ),
    ),
    ("plan_monitored", _about(r"\bmonitor\b[^.;]{0,20}\bplan\b[^.;]{0,10}\b(?P<until>until )WHEN")),
    (
        "plan_approval",
        _about(
            r"\b(?P<board>[A-Z][A-Za-z ]{2,30}Board) (?:will )?(?:receives?|considers?"
            r"|approves?) it on (?:the )?WHEN"
        ),
    ),
    ("plan_progress", _about(r"\bfurther (?:progress )?report\b[^.;]{0,30}\bin (?P<guess>)WHEN")),
    ("plan_monitored", _about(r"\bmonitored\b[^.;]{0,60}\b(?:year|during|throughout) WHEN")),
    ("plan_progress", _about(r"\breport\b[^.;]{0,20}\bprogress\b[^.;]{0,90}\bin WHEN")),
    ("programme_began", _about(r"^In WHEN,[^.;]{0,60}\bintroduced\b")),
    (
        "programme_began",
        _about(r"\bprogram(?:me)?\b[^.;]{0,20}\b(?:commenced|began|started) in WHEN"),
    ),
    (
        "next_programme",
        _about(r"\bprogramme commencing in (?:the )?(?P<season>summer |autumn |spring )?WHEN"),
    ),
    ("indicators", _about(r"\bfor the period WHEN")),
)
_MEETING: Final = _about(
    r"^(?!.*\b(?:will|be|is|was|goes|has) )(?:date(?: of meeting)?|meeting"
    r"|.{0,30}\bmeeting held on|[A-Z][\w' ]{3,60}(?:committee|cabinet|panel|board),?)?"
    r":?\s*(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?WHEN\.?$"
)
_GUESSED: Final = frozenset({"until", "board", "guess"})
_ABOUT: Final = re.compile(
    r"(?:\bw/c|\b(?:beginning|commencing|ending)|\bearly|\blate|\bmid|\b(?:end|beginning|middle|start"
    r"|course) of|\b(?:before|after|since|by|until|about|around|circa|or)|\bthe weeks? of"
    rf"|\d(?:st|nd|rd|th)?(?:,| and|,? &)|\b(?:{MONTHS})(?:,| and| &))[ -](?:the )?$",
    re.IGNORECASE,
)
_ON: Final = re.compile(
    rf"\s*(?:,|and|or|to|until|-|&)\s*(?:(?:in|on|again|the|from)\s+)*(?:\d{{1,2}}\b|(?:{MONTHS})\b)",
    re.IGNORECASE,
)
"""Words before and behind a day that make it less, or more, than that day alone."""
_WHOLE: Final = frozenset({"fieldwork", "published", "previous_inspection"})
_SINCE: Final = re.compile(
    r"\b(?:since|after|following|before|at) (?:the |its |our |their )?(?:[A-Z]\w+ ){0,3}$",
    re.IGNORECASE,
)
_EARLIER: Final = re.compile(r"\b(?:original|previous|last|earlier|former)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day, month or span, what it is the date of ("" where the words do not say), and where."""

    what: str
    said: str
    start: int
    body: str = ""
    is_guessed: bool = False
    is_weak: bool = False


@lru_cache(maxsize=4096)
def dates(text: str) -> tuple[Dated, ...]:
    """The dates that the words say the meaning of, each once, in order; several readers ask it."""
    return tuple(_dates(text)) if has_date(text) else ()


def _dates(text: str) -> Iterator[Dated]:
    taken: set[int] = set()
    for what, pattern in _SAID:
        for match in pattern.finditer(text):
            at = match.start("when")
            if at in taken or (what == "fieldwork" and _is_to_come(text, match.start(), at)):
                continue
            taken.add(at)
            earlier = what == "fieldwork" and _EARLIER.search(text[max(match.start() - 30, 0) : at])
            groups = match.groupdict()
            season = groups.get("season") or groups.get("until") or ""
            before = bool(groups.get("weak")) and _SINCE.search(text[: match.start()])
            earlier = earlier or before
            older = what == "published" and _EARLIER.search(text[match.start() : at])
            yield Dated(
                what="previous_inspection" if earlier else what,
                said=season + written(match["when"]),
                start=at,
                body=groups.get("body") or groups.get("board") or "",
                is_weak=bool(groups.get("weak") or older),
                is_guessed=bool(
                    _GUESSED & {name for name, got in groups.items() if got is not None}
                )
                or " and " in match["when"]
                or bool(before)
                or (what in _WHOLE and _is_part(text, at, match.end("when"))),
            )


def _is_to_come(text: str, start: int, at: int) -> bool:
    """Whether the words before a day announce an inspection, and do not tell of one."""
    return bool(_TO_COME.search(text, max(start - 40, 0), at))


_TO_COME: Final = re.compile(
    r"\b(?:will|shall|to) (?:\w+ )?(?:be|come|return|take|follow|visit|carry)\b[^.;]*$",
    re.IGNORECASE,
)


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a day is only part of what is said: "the week beginning 7 March", "7 and 9 May"."""
    return bool(_ABOUT.search(text[max(start - 24, 0) : start]) or _ON.match(text, end))


def meeting_day(text: str) -> Dated | None:
    """The day that stands alone on a line, or after "Date:", as papers of a meeting head it."""
    match = _MEETING.match(text.strip())
    if match is None or not re.match(r"\d{1,2}\D", match["when"]):
        return None
    return Dated(what="meeting", said=written(match["when"]), start=text.find(match["when"]))
