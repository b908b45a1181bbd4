"""Clauses of findings: a framework's words with slots that the figures of an item fill."""

import re
from collections.abc import Iterator

SLOT = re.compile(r"\{([^{}]*)\}")


def slots(levels: tuple[str, ...]) -> tuple[str, ...]:
    """The slots that a clause may have, for an item that compares these levels, or none."""
    sides = [f"{side}:{level}" for side in ("service", "assessor") for level in levels]
    return ("share", "missed", "shortfall", *(("under", "over", *sides) if levels else ()))


def faults(clause: str, levels: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What cannot be filled in a clause, each with the reason.

    A slot is one of `slots`, or `one|other`: the words that open a paragraph and those that
    follow.
    """
    known, found = slots(levels), SLOT.findall(clause)
    for slot in found:
        if slot not in known and slot.count("|") != 1:
            shown = ", ".join(f"{{{name}}}" for name in known)
            yield f"{{{slot}}}", f"is not filled by any figure; use {shown} or {{one|other}}"
    rest = SLOT.sub("", clause)
    if "{" in rest or "}" in rest:
        yield clause, "has a brace without its pair"
    elif clause and all("|" in slot for slot in found):
        yield clause, "says no figure, and would be printed whatever was judged; add {share}"
