"""Names of services in words, known by the words around them: no list of services is needed."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_LETTERS: Final = r"[^\W\d_]"
_CAPITAL: Final = r"[A-Z\u00c0-\u00de\ufffd]"
_WORD: Final = (
    rf"(?:St\.(?= [A-Z]))|{_CAPITAL}(?:{_LETTERS}|['\ufffd])*"
    rf"(?:-(?:on|upon|in|the|le|under|of|by|next|y|{_CAPITAL})(?:{_LETTERS}|['\ufffd])*)*"
)
_LINK: Final = r"(?:\s+(?:and|of|upon|on|the|with|in)\s+(?:the\s+)?|\s*&\s*|\s+)"
PLACE: Final = rf"(?<![\w'-])(?:{_WORD})(?:{_LINK}(?:{_WORD})){{0,7}}"
_KIND: Final = (
    r"(?i:Youth\s+Offending(?:\s+(?:Service|Team|Partnership)s?\b|\s+and\s+\w+\s+Service\b)"
    r"|Youth\s+Justice\s+(?:Service|Partnership)s?\b|Youth\s+Support\s+Service\b|Y[OJ][STP]s?\b"
    r"|youth\s+(?:offending|justice)\s+(?:team|service)s?\b)"
)
_TITLES: Final = (
    re.compile(
        r"(?i:youth (?:offending|justice) (?:work|services?|team)"
        r" (?:in|at|that serves|serving|covering)\s*:?)\s+(?i:the )?"
        rf"(?P<name>{PLACE})"
    ),
    re.compile(rf"(?i:inspection of)\s+(?:the )?(?P<name>{PLACE}?)(?:'s)?\s+{_KIND}"),
    re.compile(
        rf"(?i:(?:core case|full joint|short quality) (?:re-?)?(?:inspection|screening))"
        rf"\s*(?::|-|\bof\b)\s*(?P<name>{PLACE})$"
    ),
    re.compile(rf"(?i:report|screening|inspection)\b[^.]{{0,60}}\bin\s*:?\s+(?P<name>{PLACE})$"),
    re.compile(rf"^(?i:report on|.*inspection.* in England and Wales)\s*:\s*(?P<name>{PLACE})$"),
)
_MENTIONS: Final = (
    re.compile(rf"(?P<name>{PLACE}?)(?:'s|')?\s+{_KIND}"),
    re.compile(
        rf"(?P<name>{PLACE}?)\s+(?:(?i:city|borough|county|metropolitan"
        rf"|district)\s+)*(?i:council)\b(?!\s+(?i:tax))"
    ),
    re.compile(rf"(?:London |Royal )?Borough of (?P<name>{PLACE})"),
    re.compile(rf"\b[Yy]outh [Oo]ffending (?:[Ww]ork|[Ss]ervices?) in (?:the )?(?P<name>{PLACE})"),
)
_BOARDS: Final = re.compile(
    rf"(?P<name>{PLACE}?)\s+(?:Scrutiny |Overview |Select |Management |Youth Justice "
    r"|Youth Offending |Community Safety |Children's |and |& |Young People's )*"
    r"(?:Panel|Board|Committee|Partnership|Cabinet|Executive)\b"
)
"""Where no words name a service, its panel or board may."""
_INSPECTED: Final = (
    re.compile(rf"(?P<name>{PLACE}) (?:had been|has been|was|were|is being) (?:re-?)?inspected\b"),
    re.compile(
        r"\b(?:inspected|visited|(?:came|went|a team) to|(?:cases|files|inspectors were) in"
        r"|(?:inspection|screening|visit) (?:of|in|to)) "
        rf"(?P<name>{PLACE})"
    ),
    re.compile(rf"(?i:youth (?:offending|justice)|inspection)\b[^.]*\s[-|:]\s(?P<name>{PLACE})$"),
    re.compile(rf"^(?P<name>{PLACE})\s?[-|:]\s[^.]*(?i:youth (?:offending|justice)|inspection)\b"),
)
"""And so may what is said to have been inspected, and one half of the title of a page."""
_TOLD: Final = re.compile(
    r"inspect|visit|(?:came|team) to|youth|panel|board|committee|partnership|cabinet|executive",
    re.IGNORECASE,
)
_NO_PLACE: Final = frozenset(
    """
    inspectors inspectorate's scores staff cases plans
    the this that these those our all each both its their your in at for of on to from with and
    as by since overall youth children local national england wales english welsh north south
    east west county borough city council hm hmi his her majesty majesty's probation
    inspectorate ofsted police management board head service team teams manager report cabinet
    committee members an a core case full short joint inspection re-inspection reinspection
    quality screening summary area areas yos yot yjs yjb offending justice work new other every
    some many most two three four interim chair director deputy assistant chief inspector
    officer january february march april may june july august september october november
    december recommendations strengths note appendix however although when where if while
    chairman councillor he she they we it there no one district metropolitan results copy
    careworks improvement independent commission safeguarding public protection risk harm
    inspections findings results outcome service's plan
    likelihood reoffending secretary state government region previous last first post how what why
    meeting scrutiny overview panel executive minutes agenda item date subject title present
    apologies councillors young people's children's scrutiny safer community strategic press news
    release page home mr mrs ms dr sir lord baroness dear welcome both neither neighbouring nearby
    none nobody nothing letter letters foreword contents introduction contact ref published
    publication telephone page copy embargoed
    families adults learning education health wellbeing social care housing resources corporate
    performance safety crime disorder
    """.split()  # noqa: SIM905  # words are read more easily than a list of strings
)
_COMPASS: Final = frozenset({"north", "south", "east", "west"})
_REGIONS: Final = frozenset(
    {
        *("east midlands", "west midlands", "midlands", "east of england"),
        *("yorkshire and humber", "yorkshire and the humber", "yorkshire and humberside"),
        *("north wales", "south wales", "mid wales", "west wales", "england and wales"),
    }
)
_MOST_WORDS: Final = 7
_SMALL: Final = frozenset({"on", "upon", "in", "the", "le", "under", "of", "and", "with"})


_LIST: Final = re.compile(
    rf"(?i:youth (?:offending|justice) (?:work|services?|teams?) (?:in|at)\s*:?)\s+(?i:the )?"
    rf"(?P<name>{PLACE})(?P<more>(?:, (?:in )?{PLACE}| and in {PLACE})*)"
)
_NAMES: Final = rf"(?:{_WORD})(?:\s*&\s*(?:{_WORD})|\s+(?:{_WORD}))*"
_REPORTS: Final = re.compile(
    rf"(?i:inspections|reports|screenings) (?i:of|on|in) (?P<name>{_NAMES})"
    rf"(?P<more>(?:, {_NAMES})+,? and {_NAMES})"
)


def titled(text: str) -> Iterator[str]:
    """The services that a title names: "Inspection of youth offending work in Redvale"."""
    return _by(_TITLES, text)


def mentioned(text: str) -> Iterator[str]:
    """Who is named before "Youth Offending Service" or "Council", or after "Borough of"."""
    yield from _by(_MENTIONS[:2], text, last=True)
    yield from _by(_MENTIONS[2:], text)


def listed(text: str) -> Iterator[str]:
    """The services of a title that names several: "in A, B and C"."""
    for match in (*_LIST.finditer(text), *_REPORTS.finditer(text)):
        if match["more"]:
            parts = re.split(r",? and |, ", f"{match['name']}{match['more']}")
            names = [name for part in parts if (name := placed(part))]
            yield from names if len(names) > 1 else ()


def inspected(text: str) -> Iterator[str]:
    """What is said to have been inspected, where the words are about that."""
    return _by(_INSPECTED, text) if _TOLD.search(text) else iter(())


def of_boards(text: str) -> Iterator[str]:
    """Whose panel or board is named."""
    return _by((_BOARDS,), text, last=True) if _TOLD.search(text) else iter(())


def of_letterhead(text: str) -> Iterator[str]:
    """The council whose name stands alone at the head of its paper."""
    match = _COUNCIL.fullmatch(text.strip())
    yield from [name] if match and (name := placed(match["name"], last=True)) else []


_COUNCIL: Final = re.compile(
    rf"(?P<name>{PLACE}?)\s+(?:(?i:city|borough|county|metropolitan|district|unitary|of)\s+)*"
    r"(?i:council)"
)
_PASSING: Final = re.compile(
    rf"\b(?:at|in|At|In) (?P<name>{PLACE}?)(?=[,.;]| and\b| where| the | only| had| was| were)"
)
_ACRONYM: Final = 4
_SCORED: Final = re.compile(r"\d%|improvement", re.IGNORECASE)


def in_passing(text: str) -> Iterator[str]:
    """Places in a text without a title, where scores are spoken of."""
    named = _by((_PASSING,), text) if _SCORED.search(text) else iter(())
    return (name for name in named if len(name) > _ACRONYM or name.upper() not in text)


def _by(patterns: Iterable[re.Pattern[str]], text: str, *, last: bool = False) -> Iterator[str]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            name = placed(match["name"], last=last)
            if name:
                yield name


def placed(words: str, *, last: bool = False) -> str:
    """The place in words that stand before "Youth Offending Service"; empty where none does.

    The first place of several; the `last` for words that end in it: "Panel of Redvale".
    """
    parts = words.replace("&", " & ").split()
    if last:
        parts = _last(parts)
    while parts and not _begins(parts):
        parts = parts[1:]
    for at, part in enumerate(parts):
        if _bare(part) in _NO_PLACE - _SMALL - _COMPASS - {"&"}:
            parts = parts[:at]
            break
    while parts and (parts[-1].lower() in _SMALL or parts[-1] == "&"):
        parts = parts[:-1]
    name = re.sub(r"'[sS]?$", "", " ".join(parts))
    acronym = not name.isupper() and any(part.isupper() for part in parts if len(part) > 1)
    if len(name) < 3 or len(parts) > _MOST_WORDS or acronym or folded(name) in _REGIONS:
        return ""
    return _cased(name) if name.isupper() else name


def _last(parts: list[str]) -> list[str]:
    """What stands behind the last word of no place; all of it where nothing does."""
    stops = _NO_PLACE - _SMALL - _COMPASS - {"&", "no", "one", "the"}
    ends = [at for at, part in enumerate(parts) if _bare(part) in stops]
    behind = parts[ends[-1] + 1 :] if ends else []
    return behind if any(part[:1].isupper() for part in behind) else parts


def _bare(part: str) -> str:
    """A word without capitals, quotes and the ending of whose it is."""
    return part.lower().strip("'").removesuffix("'s")


def _begins(parts: list[str]) -> bool:
    """Whether a name may begin here: "North Redvale" may, "North East Region" may not."""
    first, rest = _bare(parts[0]), parts[1:]
    while rest and first in _COMPASS and rest[0].lower() in _COMPASS:
        first, rest = rest[0].lower(), rest[1:]
    if first in _COMPASS:
        return bool(rest) and rest[0][:1].isupper() and rest[0].lower() not in _NO_PLACE
    return first not in _NO_PLACE and parts[0][:1].isupper()


def _cased(name: str) -> str:
    words = re.split(r"([ -])", name.lower())
    return "".join(
        word if at and word in _SMALL else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )


def folded(name: str) -> str:
    """A name as it is compared: without capitals and hyphens, and with "and" written out."""
    return " ".join(name.lower().replace("-", " ").replace("&", "and").split())
