"""Terms: abbreviations and names of a report that no reader can look up."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from corecase.core.frameworks import Framework

COMMON: Final = frozenset(
    {
        *("UK", "GB", "EU", "US", "HM", "MP", "GP", "PO", "BC", "AD", "AM", "PM", "OK", "TV"),
        *("IT", "ID", "CD", "DVD", "PC", "PDF", "ISBN", "NHS", "BBC", "GCSE", "CCTV", "DNA"),
    }
)
"""What a general reader knows without a glossary; everything else is explained."""

_PART = r"[A-Z][A-Za-z]+\+?"
_TERM = re.compile(rf"(?<![\w./-])(?:{_PART})(?![\w])")
_ROMAN = re.compile(r"[IVXLC]+")
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[ ,:]+[A-Z]{2,}\b){2,}")  # a line in capitals
_MARKS = re.compile(r"\[\[[^|\[\]]+\|")  # the key of marked text is not printed

_BEFORE = 400  # letters before a bracket in which its words are looked for


def unknown(
    text: str, glossary: Mapping[str, str] | Iterable[str], framework: Framework
) -> tuple[str, ...]:
    """The terms in a text that neither glossary nor framework explains, once, in their order.

    A term has two capitals or more: ISSP, YOIS+, RoSH, MAPPAs. Left out are names such as
    McDonald, Roman numbers, three words or more in capitals, and a term that the text
    itself explains in brackets: "the Youth Inclusion Panel (YIP)".
    """
    plain = _CAPITALS.sub("", _MARKS.sub("", text))
    words = (word for term in glossary for word in (term, *term.split()))
    known = {_key(term) for term in words} | {_key(term) for term in _said(framework)}
    known |= {_key(term) for term in _explained(plain)} | {_key(term) for term in COMMON}
    found = (match.group() for match in _TERM.finditer(plain))
    strange = (t for t in found if _key(t) not in known and _is_term(t))
    return tuple(dict.fromkeys(term.removesuffix("s") for term in strange))


def _said(framework: Framework) -> Iterable[str]:
    """Terms that stand in what the framework prints: criteria, headlines, bands, sources."""
    texts = [framework.title, framework.prefix, framework.id, *framework.sources]
    texts += [section.title for section in framework.sections]
    texts += [part for c in framework.criteria for part in (c.title, c.text)]
    texts += [part for h in framework.headlines for part in (h.title, h.explanation)]
    texts += [part for band in framework.bands for part in (band.id, band.label)]
    return [match.group() for text in texts for match in _TERM.finditer(text)]


def _explained(text: str) -> Iterable[str]:
    """Terms in brackets behind words whose first letters they take."""
    for match in re.finditer(rf"\(({_PART})\)", text):
        letters = [letter.lower() for letter in match[1] if letter.isupper()]
        words = re.findall(r"[A-Za-z]+", text[max(0, match.start() - _BEFORE) : match.start()])
        # Small words such as "of" may stand between those that give a letter.
        firsts = [word[0].lower() for word in words[-2 * len(letters) :]]
        if _in_order(letters, firsts):
            yield match[1]


def _in_order(letters: list[str], firsts: list[str]) -> bool:
    """Whether the letters stand among the firsts in their order."""
    rest = iter(firsts)
    return all(letter in rest for letter in letters)


def _is_term(found: str) -> bool:
    capitals = sum(letter.isupper() for letter in found)
    is_name = re.fullmatch(r"(?:Mc|Mac|De|Le|La|Di|Fitz)[A-Z][a-z]+", found)
    return capitals > 1 and not is_name and not _ROMAN.fullmatch(found)


def _key(term: str) -> str:
    return term.removesuffix("s")
