"""The sentences of a passage, and those that only explain the method."""

import re
from functools import lru_cache
from typing import Final

_END: Final = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bCllr)"
    r"(?<!\bJan|\bFeb|\bMar|\bApr|\bJun|\bJul|\bAug|\bSep|\bOct|\bNov|\bDec)[.!?]['\")]*\s+(?=[A-Z'\"(\[\d])"
)
_QUOTED: Final = re.compile(r"\b(?:terms such as|in these inspections we)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """The sentences of a passage with their offsets; many readers ask it."""
    made, at = [], 0
    for match in _END.finditer(text):
        made.append((at, text[at : match.end()]))
        at = match.end()
    if at < len(text):
        made.append((at, text[at:]))
    return tuple(made)


def sentence_at(text: str, at: int) -> tuple[int, str]:
    """The sentence of a passage that holds this character, with where it begins."""
    return next((one for one in reversed(sentences(text)) if one[0] <= at), (0, text))


def is_quoted(sentence: str) -> bool:
    """Whether the words explain the method: they then speak of no service."""
    return bool(_QUOTED.search(sentence))
