"""Scores known only through another figure: "the lowest scores were those of the first inspection"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.record import Record

_LOWEST_ARE: Final = re.compile(
    r"\b(?P<which>lowest|highest) scores?\b[^.]{0,40}\b(?:were|was|are)\b[^.]{0,20}?(?:for|those of|of|by)\b"
    r"[^.]{0,50}?\b(?P<earlier>original|first|previous|last|earlier)?\b",
    re.IGNORECASE,
)


def attributed(record: Record, facts: Iterable[PrintedFact]) -> Iterator[PrintedFact]:
    """The lowest or highest to date as a score of the service that a sentence gives it to."""
    known = list(facts)
    for placed in record.parts:
        match = _LOWEST_ARE.search(placed.text)
        named = record.services.in_words(placed.text) if match else ()
        if match is None or len(named) != 1:
            continue
        earlier = re.search(r"\b(?:original|first|previous|last|earlier)\b", placed.text, re.IGNORECASE)
        for fact in known:
            if fact.kind == f"{match['which'].lower()}_to_date":
                yield replace(
                    fact,
                    service=named[0],
                    measure=f"headline:{fact.key}",
                    standing="attributed",
                    programme=record.programme,
                    kind_of_inspection="first" if earlier and record.is_again else "",
                    inspected=record.before if earlier else "",
                    scope="",
                    as_at="",
                    note=f"The text gives it to this service on {placed.passage.line.place}.",
                )
