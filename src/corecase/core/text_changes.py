"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

ChangeKind = Literal["same", "removed", "added"]
# A mark that ties words to a figure goes or comes as a whole.
_WORDS = re.compile(r"\[\[[^\[\]]*\]\]\S*\s*|\S+\s*|\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words that stayed, went or came."""

    kind: ChangeKind
    words: str


def changes(before: str, after: str) -> tuple[Stretch, ...]:
    """The later text in stretches, with what went standing before what came in its place.

    The stretches that are not "added" make the earlier text, those not "removed" the later.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    stretches: list[Stretch] = []
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        if tag == "equal":
            stretches.append(Stretch(kind="same", words="".join(old[low:high])))
            continue
        if high > low:
            stretches.append(Stretch(kind="removed", words="".join(old[low:high])))
        if new_high > new_low:
            stretches.append(Stretch(kind="added", words="".join(new[new_low:new_high])))
    return tuple(stretches)
