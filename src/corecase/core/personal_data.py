"""What would name a child: told from the heading of a column and from the look of its cells.

Reasons never repeat a cell.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from corecase.core.caseload_fields import FIELDS, spelt
from corecase.core.written_dates import written_date, years_between

LONGEST_TEXT: Final = 60
"""Longer cells are prose, in which anybody may be named."""

_HEADINGS: Final = (
    ("names", r"(?<!team )(?<!office )(?<!order )\bnames?\b|\b(fore|sur|nick|first|last)names?\b"),
    ("names", r"\binitials\b|\balias(es)?\b|\b(mother|father|parent|carer|guardian|kin)\b"),
    ("birth dates", r"\bd[ .]?o[ .]?b\b|\bbirth|\bborn\b"),
    ("addresses", r"\baddress(es)?\b|\bpost ?codes?\b|\bstreet\b|\bhouse (number|no)\b"),
    ("ways to reach a person", r"\b(tele)?phone\b|\bmobile\b|\be ?mails?\b|\bcontact number\b"),
    ("national numbers", r"\bnhs\b|\bpnc\b|\bcro\b|\bu[pl]n\b|\bni ?(no|number)\b|\bpassport\b"),
    ("national numbers", r"\bnational insurance\b|\bunique (pupil|learner) number\b"),
    ("schools", r"\bschools?\b"),
    ("free text", r"\bnotes?\b|\bcomments?\b|\bdetails\b|\bremarks?\b"),
)
_MANAGER: Final = re.compile(r"\bcase ?manager\b|\bworker\b|\bofficer\b")

_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", re.IGNORECASE)
_CLOSE_POSTCODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", re.IGNORECASE)
_PNC: Final = re.compile(r"\b(\d{2}|\d{4})/\d{1,7}[A-Z]\b", re.IGNORECASE)
_NINO: Final = re.compile(r"[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]", re.IGNORECASE)
_TELEPHONE: Final = re.compile(r"(\+44|0)[\d ()-]{9,14}")
_SPACED_NHS: Final = re.compile(r"\d{3}[ -]\d{3}[ -]\d{4}")
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:[ ,.'’-]+[^\W\d_]+)*[.]?")
_TWO_WORDS: Final = re.compile(r"[^\W\d_]+[ ,.]+[^\W\d_]{2,}")
_A_WORD: Final = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{5,}")
_WORDS_OF_REFERENCES: Final = frozenset({"case", "ref", "file", "num", "young", "person", "child"})
_SHORT_YEAR: Final = re.compile(r"(\d{1,2}[/.-]\d{1,2}[/.-])(\d{2})")
_OLD_ENOUGH: Final = 8
"""A day this many years back is the start of no order in a window: it is a birth."""
_FEW_CASES, _MANY_VALUES = 5, 12


def refusal_of_heading(heading: str) -> str:
    """What a column headed so would hold of a person (`"names"`); empty for nothing."""
    plain = spelt(heading)
    return next((kind for kind, pattern in _HEADINGS if re.search(pattern, plain)), "")


def refusal_of_cells(heading: str, cells: Sequence[str], *, reference_on: date) -> str:
    """What a column holds of a person by the look of its cells; empty for nothing.

    One cell suffices for what is unmistakable; what has only the shape (ten digits, words) has
    to be in half of the cells that hold anything.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    for kind, is_one in _UNMISTAKABLE:
        if any(map(is_one, filled)):
            return kind
    for kind, is_one in _SHAPES:
        if _is_half(filled, is_one):
            return kind
    if _is_half(filled, lambda cell: _is_birth(cell, reference_on)):
        return "birth dates"
    is_manager = bool(_MANAGER.search(spelt(heading)))
    return "names" if _are_names(filled, is_manager=is_manager) else ""


def refusal_of_id(reference: str) -> str:
    """Why a reference cannot identify a case, to follow it in a sentence; else empty."""
    if not reference or not reference.isprintable() or len(reference) > LONGEST_TEXT:
        return f"must be one line of at most {LONGEST_TEXT} characters"
    if not any(mark.isdigit() for mark in reference):
        return "has no number in it and may be a name; give the case a number of its own"
    if _TWO_WORDS.search(reference) or any(
        word.casefold() not in _WORDS_OF_REFERENCES for word in _A_WORD.findall(reference)
    ):
        return "looks as if it held a name; give the case a number of its own"
    if _is_unmistakable(reference) or written_date(reference):
        return "looks like a date, an address or a national number; give the case one of its own"
    return ""


def refusal_of_text(written: str, *, is_person: bool = False) -> str:
    """Why a team, an office or (`is_person`) a case manager cannot be written so; else empty."""
    if not written.isprintable() or len(written) > LONGEST_TEXT:
        return f"must be one line of at most {LONGEST_TEXT} characters"
    if _is_unmistakable(written):
        return "looks like an address or a national number; write a code"
    if is_person and (_TWO_WORDS.search(written) or _A_WORD.search(written)):
        return "looks like a name; write a code or initials"
    return ""


def looks_personal(written: str, *, reference_on: date) -> bool:
    """Whether a single cell, or a heading, must not be repeated in a message."""
    return (
        _is_unmistakable(written)
        or any(is_one(written) for _, is_one in _SHAPES)
        or _is_birth(written, reference_on)
    )


def found_in(text: str) -> tuple[tuple[str, str], ...]:
    """What in a text would reach or name a person, by its look: (kind, words) in their order.

    Ways to reach a person, addresses and national numbers, wherever they stand in it.
    """
    hits = {
        match.span(): (kind, match.group().strip())
        for kind, pattern in _IN_TEXT
        for match in pattern.finditer(text)
    }
    return tuple(hits[span] for span in sorted(hits))


def _is_nhs_number(cell: str) -> bool:
    """Ten digits of which the last checks the others, modulo 11."""
    digits = re.sub(r"[ -]", "", cell)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(digits[9])


_IN_TEXT: Final = (
    ("ways to reach a person", _EMAIL),
    ("addresses", _POSTCODE),
    ("national numbers", _PNC),
    ("national numbers", re.compile(rf"\b{_NINO.pattern}\b", re.IGNORECASE)),
    ("national numbers", re.compile(rf"\b{_SPACED_NHS.pattern}\b")),
    ("ways to reach a person", re.compile(rf"(?<!\d){_TELEPHONE.pattern}(?!\d)")),
)

# Long cells first: no pattern is tried on them, so that none can take long.
_UNMISTAKABLE: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("free text", lambda cell: len(cell) > LONGEST_TEXT),
    ("ways to reach a person", lambda cell: bool(_EMAIL.search(cell))),
    ("addresses", lambda cell: bool(_POSTCODE.search(cell))),
    ("national numbers", lambda cell: bool(_PNC.search(cell))),
    ("national numbers", lambda cell: bool(_SPACED_NHS.fullmatch(cell)) and _is_nhs_number(cell)),
)
_SHAPES: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("addresses", lambda cell: bool(_CLOSE_POSTCODE.fullmatch(cell))),
    ("national numbers", _is_nhs_number),
    ("national numbers", lambda cell: bool(_NINO.fullmatch(cell))),
    ("ways to reach a person", lambda cell: bool(_TELEPHONE.fullmatch(cell))),
)


def _is_unmistakable(written: str) -> bool:
    return any(is_one(written) for _, is_one in _UNMISTAKABLE)


def _is_birth(cell: str, reference_on: date) -> bool:
    short = _SHORT_YEAR.fullmatch(cell)
    if short:
        is_last_century = int(short[2]) > reference_on.year % 100
        cell = f"{short[1]}{19 if is_last_century else 20}{short[2]}"
    day = written_date(cell)
    return day is not None and years_between(day, reference_on) >= _OLD_ENOUGH


def _are_names(cells: Sequence[str], *, is_manager: bool) -> bool:
    """Whether cells are words of almost every case's own, as names are and codes are not."""
    words = [cell for cell in cells if _LETTERS.fullmatch(cell) and not _is_code(cell)]
    if is_manager:
        return any(map(_TWO_WORDS.search, words))
    if 2 * len(words) < len(cells) or len(words) < _FEW_CASES:
        return False
    n_values = len({spelt(word) for word in words})
    return n_values > _MANY_VALUES or 4 * n_values > 3 * len(words)


def _is_code(cell: str) -> bool:
    return any(field.code(cell) for field in FIELDS)


def _is_half(cells: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    n_found = sum(map(is_one, cells))
    return n_found > 0 and 2 * n_found >= len(cells)
