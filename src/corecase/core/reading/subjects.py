"""Whom a text is about: one service, several or none. Every reader asks it before it is certain."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from corecase.core.reading import names
from corecase.core.reading.joint_names import halves_of, is_half, parted
from corecase.core.reading.names import folded, placed
from corecase.core.reading.sentences import sentences
from corecase.core.reading.vocabulary import WORDS

_HEAD: Final = 3  # passages in which a council's name stands alone
_EARLY: Final = 15  # passages in which a title stands
_LONGEST_HEADING: Final = 60
_MANY: Final = 3
_NUMBER: Final = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|\d{1,2})"
_COUNTED: Final = re.compile(
    rf"\b(?:both|these|those|{_NUMBER})(?: more)? (?:(?!and\b)\w+ ){{0,2}}"
    r"(?:teams|services|YO[ST]s|youth offending reports"
    r"|areas(?! (?:out )?of\b)(?= (?:in|reported|inspected|visited|published)\b))"
    r"|\beach (?:team|service|YO[ST]|youth offending (?:team|service))\b"
    r"|^(?:youth (?:offending|justice) )?(?:inspection reports|teams\b|services\b)"
    r"|\byouth offending inspection reports\b"
    rf"|^(?:[\w' ]{{0,30}} )?reports (?:published|out)\b|\b{_NUMBER} (?:new )?reports\b",
    re.IGNORECASE,
)
"""Several services at the head of a text: "how each team was assessed", "four more areas"."""
_OF_THEM: Final = re.compile(
    r"\b(?:one|none|first|second|third|last|many|most|average) (?:\w+ )?(?:of|among|in|for)"
    r" (?:the )?(?:\w+ )?$|\b(?:other|compar\w*|average|neighbour\w*)\b[^.]*$",
    re.IGNORECASE,
)
"""One among several is about the one: "the second of the six teams"."""
_TOGETHER: Final = re.compile(r"\b(?:reports?|inspect\w*|published|results?)\b", re.IGNORECASE)
_COMPARED: Final = re.compile(r"averag|compar|neighbour|\bthan\b|family|similar", re.IGNORECASE)
_OPENS: Final = re.compile(rf"(?P<name>{names.PLACE})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services of a text: the one that it is about, if one, and every one that it names.

    `is_sure` says that a title names it, or that it is named again and again, and that nothing
    speaks for several.
    """

    subject: str
    named: tuple[str, ...]
    is_sure: bool = True

    def in_words(self, text: str) -> tuple[str, ...]:
        """The services that these words name, in their order, each once."""
        return _in_words(self.named, text)

    def by_heading(self, heading: str) -> str:
        """The service that a column's heading names, also shortened: "Herts"; else empty."""
        plain = folded(heading)
        whole = self.in_words(heading)
        if whole:
            return whole[0] if len(whole) == 1 else ""
        short = [one for one in self.named if folded(one).startswith(plain)]
        return short[0] if len(short) == 1 and len(plain) > 3 else ""


def services(
    passages: Iterable[str],
    register: Iterable[str] = (),
    rows: Iterable[tuple[str, ...]] = (),
) -> Services:
    """Who is named in these passages, of which `rows` are the cells of those that have cells.

    `register` adds names to look for; it may be empty.
    """
    texts = tuple(passages)
    in_rows = _in_rows(rows)
    known = [one for one in register if any(_found(folded(text), one) >= 0 for text in texts)]
    titled, mentioned, is_list = _named(texts)
    mentioned += [] if titled else in_rows
    spelled = _spelled([*titled, *mentioned, *known])
    best = _chosen(texts, titled, mentioned, is_list=is_list)
    early = {folded(one) for text in _with_next(texts[:_EARLY]) for one in names.titled(text)}
    found = Services(
        subject=spelled.get(best, ""),
        named=tuple(spelled.values()),
        is_sure=(best in early or _often(best, texts) > 1) and not is_half(best, texts),
    )
    if not _is_of_several(found, texts, in_rows):
        return found
    return Services(subject="", named=found.named, is_sure=False)


def _named(texts: tuple[str, ...]) -> tuple[list[str], list[str], bool]:
    """Names in titles, names elsewhere, and whether a title lists several."""
    titled = [name for text in _with_next(texts) for name in names.titled(text)]
    listed = [name for text in texts for name in names.listed(text)]
    listed += [half for name in titled for half in halves_of(name, texts)]
    if listed:
        titled = []
    mentioned = [name for text in texts for name in parted(names.mentioned(text), titled)]
    mentioned += listed
    passing = [name for text in texts for name in names.in_passing(text)]
    if titled:
        passing = [name for name in passing if _often(folded(name), texts) > 1]
    mentioned += passing
    for way in (names.inspected, names.of_boards):
        mentioned = mentioned or [name for text in texts for name in way(text)]
    return titled, mentioned, bool(listed)


def _chosen(
    texts: tuple[str, ...], titled: list[str], mentioned: list[str], *, is_list: bool
) -> str:
    """The service that a text is about, folded: of a title, of a letterhead, or named alone."""
    counts = Counter(folded(one) for one in (*titled, *mentioned))
    first = dict.fromkeys(folded(one) for one in titled)
    best = max(first, key=lambda one: counts[one], default="")
    if best or is_list:
        return best
    heads = (folded(one) for text in texts[:_HEAD] for one in names.of_letterhead(text))
    return next(heads, "") or (_only(counts) if counts else "")


def _is_of_several(found: Services, texts: tuple[str, ...], rows: tuple[str, ...]) -> bool:
    """Whether a text speaks of several services alike, so that what it says once is of none.

    Below a title that names one service a sentence may count others; a heading may not.
    """
    early = texts[:_EARLY]
    is_titled = any(found.subject in names.titled(text) for text in _with_next(early))
    if len(set(_headed(found, texts))) > 1 or (len(rows) >= _MANY and not is_titled):
        return True
    heads = (text for text in early if len(text) < _LONGEST_HEADING and not text.endswith("."))
    told = (sentence for text in early for _, sentence in sentences(text))
    if any(_counts(text) for text in (heads if is_titled else told)):
        return True
    return any(
        len(found.in_words(sentence)) >= _MANY
        and _TOGETHER.search(sentence)
        and not _COMPARED.search(sentence)
        for text in early
        for _, sentence in sentences(text)
    )


def _in_rows(rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The places that rows of scores begin with, where there are several."""
    found = dict.fromkeys(name for cells in rows if (name := _scored_row(cells)))
    return tuple(found) if len(found) > 1 else ()


def _scored_row(cells: tuple[str, ...]) -> str:
    """The place that a row of scores begins with: "Redvale", "72%", "65%"; empty for another."""
    title = _NOTE.sub("", cells[0]).strip() if cells else ""
    scored = sum(bool(_SCORE.fullmatch(cell)) for cell in cells[1:])
    if scored < _LEAST_SCORES or folded(title).startswith(_NO_ROW) or _COMPARED.search(title):
        return ""
    return title if placed(title) == title else ""


_NOTE: Final = re.compile(r"\(.*\)|\b(?:re-?)?inspection\b", re.IGNORECASE)
_SCORE: Final = re.compile(
    r"(?:\(\d\) ?)?\d{2}(?: ?%\d?)?(?: ?\(.*\))?|(?:drastic|substantial|moderate|minim\w+)\b.*",
    re.IGNORECASE,
)
_LEAST_SCORES: Final = 2
_NO_ROW: Final = (
    "risk",
    "likelihood",
    "safeguarding",
    "public",
    "score",
    "total",
    "overall",
    "per cent",
    "percentage",
)


def _counts(sentence: str) -> bool:
    """Whether words count services, and do not tell of one among them."""
    counted = _COUNTED.search(sentence)
    return counted is not None and not _OF_THEM.search(sentence[: counted.start()])


def _headed(found: Services, texts: tuple[str, ...]) -> Iterator[str]:
    """Whose name stands over a part of the text, alone or in capitals before its words."""
    for text in texts:
        alone = placed(text) if text.isupper() and len(text) < _LONGEST_HEADING else ""
        if alone and folded(alone) == folded(text) and _is_told_of(alone, texts):
            yield alone
        opened = _OPENS.match(text)
        run_in = opened["name"] if opened and opened["name"].isupper() else ""
        if run_in and len(text) > _LONGEST_HEADING:
            yield from found.in_words(run_in)
        elif len(text) < _LONGEST_HEADING and not text.endswith((".", ";")):
            name = text.rpartition(":")[2].strip()
            yield from (one for one in found.in_words(name) if folded(one) == folded(name))


def _is_told_of(name: str, texts: Iterable[str]) -> bool:
    """Whether something is said to be in, of or for a place of this name."""
    form = re.compile(rf"\b(?:in|at|of|for|from|to) {re.escape(name)}\b")
    is_of_field = not WORDS.isdisjoint(folded(name).split())
    return not is_of_field and any(form.search(text) for text in texts)


@lru_cache(maxsize=4096)
def _in_words(named: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The longest names first: of "Redmoor and Orrin", the Orrin within is no other service."""
    plain, found = folded(text), []
    for one in sorted(named, key=len, reverse=True):
        at = _found(plain, one)
        if at >= 0:
            found.append((at, one))
            width = len(folded(one))
            plain = re.sub(rf"\b{re.escape(folded(one))}\b", "_" * width, plain)
    return tuple(one for _, one in sorted(found))


def _found(plain: str, name: str) -> int:
    match = re.search(rf"\b{re.escape(folded(name))}\b", plain)
    return match.start() if match else -1


def _often(name: str, texts: Iterable[str]) -> int:
    """How often a name stands in a text."""
    found = re.compile(rf"\b{re.escape(name)}\b")
    return sum(len(found.findall(folded(text))) for text in texts) if name else 0


def _only(counts: Counter[str]) -> str:
    """The service that a text without a title is about: the one named, or named far oftener."""
    (name, often), *others = counts.most_common(2)
    return name if not others or often > 2 * others[0][1] else ""


def _with_next(texts: tuple[str, ...]) -> Iterator[str]:
    """Each passage; a title that ends in "in:" together with the name that follows it."""
    for text, after in zip(texts, (*texts[1:], ""), strict=False):
        if (
            _UNFINISHED.fullmatch(text)
            and placed(after) == after
            and _often(folded(after), texts) > 1
        ):
            yield f"Report on: {after}"
        yield f"{text} {after}" if re.search(r"\b(?:in|of)\s*:?$", text) else text


_UNFINISHED: Final = re.compile(
    r"(?i:(?:report of the )?(?:core case|full joint) (?:re-?)?inspection"
    r"(?: of youth offending work)?(?: in England and Wales)?)"
)
"""The title of a report whose service stands alone on the next line."""


def _spelled(found: Iterable[str]) -> dict[str, str]:
    """One spelling for each service: the one with hyphens, else the first."""
    kept: dict[str, str] = {}
    for name in found:
        key = folded(name)
        if key not in kept or name.count("-") > kept[key].count("-"):
            kept[key] = name
    return kept
