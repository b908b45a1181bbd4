"""Identifying detail: what in a text could tell readers which child it is about.

It is pointed out and never decided: a person reads the text and says whether anybody is known
by it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from corecase.core.personal_data import found_in
from corecase.core.vocabularies import Vocabulary

_DATE: Final = re.compile(
    r"\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:,? \d{4})?\b"
)
_AGE: Final = re.compile(
    r"\b(?:aged|age of|turned|turning) (?:\d{1,2}|[a-z]+teen|ten|eleven|twelve)\b"
    r"|\b(?:\d{1,2}|[a-z]+teen|ten|eleven|twelve)[- ]years?[- ]old\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][^\W_]*(?:['’\-][^\W\d_]+)*")
_BEGINS: Final = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+|\n\s*|[“\"‘(]\s*)$")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SPEAKERS: Final = ("i", "i'm", "i've", "i'd", "i'll", "i’m", "i’ve", "i’d", "i’ll")
_NO_NAMES: Final = frozenset((*_DAYS, *_MONTHS, *_SPEAKERS))


class Detail(Vocabulary):
    """What kind of detail it is."""

    REACHES = "REACHES"
    DATE = "DATE"
    AGE = "AGE"
    NAME = "NAME"
    AGE_AND_PLACE = "AGE_AND_PLACE"

    @property
    def words(self) -> str:
        """Why it is pointed out, for the reader who decides."""
        return _WHY[self]


_WHY: Final = {
    Detail.REACHES: "reaches or numbers a person",
    Detail.DATE: "is an exact day",
    Detail.AGE: "is an exact age",
    Detail.NAME: "may name a person or a place",
    Detail.AGE_AND_PLACE: "stands with an exact age, which may point at one child",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage of a text and why it is pointed out."""

    words: str
    detail: Detail


def passages(text: str, *, known: Iterable[str] = ()) -> tuple[Passage, ...]:
    """What in a text could identify somebody, in order of its kinds; empty where nothing could.

    Capitalised words and abbreviations count unless they begin a sentence or are among the
    words of `known`: the pseudonym, the terms of the glossary, the name of the service. A name
    in the same sentence as an exact age is pointed out as such. Each passage stands once.
    """
    own = {word.casefold() for term in known for word in _WORD.findall(term)} | _NO_NAMES
    found = [Passage(words=words, detail=Detail.REACHES) for _, words in found_in(text)]
    found += [Passage(words=m.group(), detail=Detail.DATE) for m in _DATE.finditer(text)]
    found += [Passage(words=m.group(), detail=Detail.AGE) for m in _AGE.finditer(text)]
    for match in _WORD.finditer(text):
        if _is_name(match, text, own):
            detail = Detail.AGE_AND_PLACE if _AGE.search(_sentence(match, text)) else Detail.NAME
            found.append(Passage(words=match.group(), detail=detail))
    return tuple(dict.fromkeys(found))


def _is_name(match: re.Match[str], text: str, known: set[str]) -> bool:
    word = match.group()
    plain = re.sub(r"['’]s$", "", word).casefold()
    if not word[0].isupper() or word.casefold() in known or plain in known:
        return False
    return not _BEGINS.search(text[: match.start()])


def _sentence(match: re.Match[str], text: str) -> str:
    """The sentence in which a word stands."""
    before = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n")
    after = re.search(r"[.!?\n]", text[match.end() :])
    return text[before + 1 : match.end() + (after.start() if after else len(text))]
