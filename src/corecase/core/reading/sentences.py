"""The sentences of a passage, and those that only explain the method."""

import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bCllr)[.!?]['\")]*\s+(?=[A-Z'\"(\d])"
)
_QUOTED: Final = re.compile(r"\b(?:terms such as|in these inspections we)\b", re.IGNORECASE)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a passage with their offsets."""
    at = 0
    for match in _END.finditer(text):
        yield at, text[at : match.end()]
        at = match.end()
    if at < len(text):
        yield at, text[at:]


def is_quoted(sentence: str) -> bool:
    """Whether the words explain the method: they then speak of no service."""
    return bool(_QUOTED.search(sentence))
