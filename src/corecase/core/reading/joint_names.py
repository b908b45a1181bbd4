"""Joint names, "Orrin & Tarn": one service of two areas, or two services named together."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from corecase.core.reading.names import folded, placed

_ONE_SERVICE: Final = r"(?:Youth (?:Offending|Justice) (?:Service|Team|Partnership)|Y[OJ][ST])"


def is_half(name: str, texts: Iterable[str]) -> bool:
    """Whether a youth offending service has this name and another: perhaps it is a joint one."""
    plain = re.escape(name)
    joint = re.compile(
        rf"(?:\b\w+ and {plain}|\b{plain} and (?!youth|its?\b|the\b|hm)\w+)\b"
        r"[\w ']{0,20} (?:youth (?:offending|justice)|y[oj][st]s?\b)"
    )
    return bool(name) and any(joint.search(folded(text)) for text in texts)


def halves_of(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The halves of a joint name where each is also spoken of alone: they are two services."""
    halves = tuple(re.split(r" and | & ", name))
    whole = "\n".join(texts)
    alone = re.sub(r"\b" + r"\W+(?:and\W+)?".join(map(re.escape, halves)), "", whole)
    is_one = re.search(
        rf"{re.escape(name)}(?:'s?)? {_ONE_SERVICE}(?!s)"
        rf"|\b(?:one|single|joint) {_ONE_SERVICE}(?!s) between\b",
        whole,
        re.IGNORECASE,
    )
    is_two = (
        len(halves) == 2
        and not is_one
        and all(re.search(rf"\b{re.escape(half)}\b", alone) for half in halves)
    )
    return halves if is_two else ()


def parted(found: Iterable[str], titled: Iterable[str]) -> Iterator[str]:
    """ "Kent and Hertfordshire" as two services, unless a title knows them as one."""
    whole = {folded(one) for one in titled}
    for name in found:
        halves = re.split(r" (?:and|&) ", name)
        if folded(name) in whole or len(halves) != 2 or any(not placed(one) for one in halves):
            yield name
        else:
            yield from halves
