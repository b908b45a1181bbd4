"""Days, months, years and spans of them, as texts write them and as a register keeps them."""

import re
from collections.abc import Iterator
from typing import Final

_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WHOLE_MONTHS: Final = f"(?:{'|'.join(_NAMES)})"
_SHORT: Final = {
    **{name[:3]: name for name in _NAMES if len(name) > len("June")},
    "Sept": "September",
    "Jun": "June",
    "Jul": "July",
}
MONTHS: Final = "|".join((*_NAMES, *(rf"{short}\b\.?" for short in reversed(_SHORT))))
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?!\d) ?(?:st|nd|rd|th|TH|ST|ND|RD)?"
WHEN: Final = (
    rf"(?<![A-Za-z\d])(?:(?:{_DAY} ?(?:-|to|and|until) ?)?{_DAY},? (?:of )?(?:{MONTHS}),? \d{{4}}"
    rf"|(?:{_DAY} )?(?:{MONTHS})(?: \d{{4}})? (?:to|and|until|-) (?:{_DAY} )?(?:{MONTHS}) \d{{4}}"
    rf"|(?:{MONTHS}) {_DAY},? \d{{4}}"
    rf"|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|(?:{MONTHS}),? \d{{4}}|(?:19|20)\d{{2}}(?!\d))"
)
"""A day, a month, a year, or a span of days or months."""

_FOUND: Final = re.compile(WHEN, re.IGNORECASE)
_YEAR: Final = re.compile(r"\d{4}")
"""What stands in every date: asked first, because it is quickly said that there is none."""


def written(words: str) -> str:
    """A day as a register keeps it: "6th January 2010" is "6 January 2010", a span has "to"."""
    plain = re.sub(r"(?<=\d) ?(?:st|nd|rd|th)\b,?", "", words, flags=re.IGNORECASE)
    plain = (
        re.sub(r"\s*-\s*(?=[\dA-Z])", " to ", plain) if not re.search(r"\d-\d\d-", plain) else plain
    )
    plain = re.sub(r"\b(of|until)\b", lambda m: "to" if m[1] == "until" else "", plain)
    plain = " ".join(plain.replace(",", " ").replace(".", "").split())
    return re.sub(r"(?!and\b)[A-Za-z]{3,}", lambda match: _in_full(match[0].capitalize()), plain)


def _in_full(word: str) -> str:
    """A month by its whole name; another word as it is."""
    return _SHORT.get(word, word)


def has_date(text: str) -> bool:
    """Whether the text holds a date of any kind."""
    return bool(_YEAR.search(text) and _FOUND.search(text))


def all_dates(text: str) -> Iterator[int]:
    """Where each date of the text begins, whatever it is the date of; years alone are left out."""
    for match in _FOUND.finditer(text):
        if re.search(r"[A-Za-z]", match[0]):
            yield match.start()


def any_date(text: str) -> str:
    """The first date in these words as a register keeps it; empty where there is none."""
    match = _FOUND.search(text)
    return written(match[0]) if match else ""
