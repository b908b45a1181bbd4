"""Free numbers: those in prose that no figure and no evidence record of the inspection says."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from corecase.core.figures import Figure
from corecase.core.said import untied
from corecase.core.words import opening_number

_WORDS: Final = {
    **{opening_number(n).lower(): str(n) for n in range(2, 100)},
    **dict.fromkeys(("a hundred", "one hundred"), "100"),
}
"""Numbers in words; "one" is left out, since it mostly counts nothing."""

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_IN_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_N = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{_IN_WORDS})"
_TO = r"(?: ?(?:to|and|or|,|-|\u2013) ?)"
_TIED = re.compile(r"\[\[[^\[\]]*\]\]")
_PASSED_OVER = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b(?:,? \d{{4}})?"
    r"|\b(?:19|20)\d\d(?:[/\u2013-]\d{2,4})?\b(?!%|,\d| ?per cent)"
    rf"|\bage[ds]?(?: of| between| from)? {_N}(?:{_TO}{_N})?\b"
    rf"|\b{_N}(?:{_TO}{_N})?[ -]years?[ -]olds?\b"
    r"|\b(?:criteri(?:on|a)|sections?|appendi(?:x|ces)|standards?|paragraphs?|recommendations?"
    rf"|articles?|pages?|part|items?) \d+(?:\.\d+)*[a-z]?\b(?:{_TO}\d+(?:\.\d+)*[a-z]?\b)*"
    r"|\b\d+\.\d+[a-z]\b"
)
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?P<part>{_N})"
    rf"(?:(?P<percent> ?(?:%|per ?cent\b))"
    rf"|(?![\w%])(?:(?: out)? of (?:the |all )?(?P<base>{_N})(?![\w%]|[.,]\d))?)"
    r"(?![.,]\d)"
)


def free_numbers(
    text: str, figures: Iterable[Figure], evidence_statements: Iterable[str] = ()
) -> tuple[str, ...]:
    """The numbers of a text that match nothing, as they are written, in their order, each once.

    Matched are counts, bases and percentages of the figures, and numbers that an evidence
    statement says too. Passed over are what marked text ties to a figure or a quotation, dates,
    ages, and the numbers of criteria, sections and the like. "One" counts as no number.
    """
    known = tuple(dict.fromkeys(figures))
    stated = {number for statement in evidence_statements for number in _stated(statement)}
    free = (
        match.group()
        for match in _numbers(text)
        if not set(_named(match)) <= stated and _is_free(match, known)
    )
    return tuple(dict.fromkeys(free))


def _numbers(text: str) -> Iterator[re.Match[str]]:
    plain = " ".join(_TIED.sub(" - ", text).split())
    # A dash stands where something was passed over, so that what was apart stays apart.
    lowered = _PASSED_OVER.sub(" - ", plain.lower())
    return _NUMBER.finditer(lowered)


def _stated(statement: str) -> Iterator[str]:
    for match in _numbers(statement):
        yield from _named(match)


def _named(match: re.Match[str]) -> Iterator[str]:
    """The numbers of a match in digits; a percentage keeps its sign."""
    yield _digits(match["part"]) + ("%" if match["percent"] else "")
    if match["base"]:
        yield _digits(match["base"])


def _is_free(match: re.Match[str], figures: tuple[Figure, ...]) -> bool:
    """Whether no figure says it. A number with decimals that is no percentage counts nothing."""
    return bool(untied(_said(match), figures)) or ("." in match["part"] and not match["percent"])


def _said(match: re.Match[str]) -> str:
    """What `untied` reads as the same number: a percentage, a count of a base, or a count."""
    part = _digits(match["part"])
    if match["percent"]:
        return f"{part}%"
    return f"{part} of {_digits(match['base'])}" if match["base"] else f"{part} cases"


def _digits(said: str) -> str:
    return _WORDS.get(said, said.replace(",", ""))
