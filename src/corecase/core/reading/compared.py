"""Comparators in a sentence that names no headline: "The averages are 67%, 62% and 70%"."""

import re
from collections.abc import Iterator
from typing import Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.prose import ELSEWHERE, PLACE_IT, scope_of
from corecase.core.reading.record import Record
from corecase.core.reading.sentence_figures import figures, keys_in
from corecase.core.reading.sentences import sentences

_KIND: Final = re.compile(r"\b(?P<kind>average|lowest|highest)s?\b", re.IGNORECASE)


def compared(record: Record) -> Iterator[PrintedFact]:
    """Comparators of the headlines that were named before them, offered in the order of these."""
    told: list[str] = []
    for placed in record.parts:
        if placed.passage.cells or placed.is_heading or placed.part in ELSEWHERE:
            continue
        for start, sentence in sentences(placed.text):
            named = list(dict.fromkeys(keys_in(sentence)))
            word = None if named else _KIND.search(sentence)
            found = list(figures(sentence)) if word else []
            kind = word["kind"].lower() if word else ""
            for one, key in zip(found, told, strict=False) if len(found) == len(told) else ():
                yield record.fact(
                    f"{kind}_to_date:{key}",
                    placed.passage,
                    start + one.start,
                    start + one.end,
                    value=one.low,
                    unit="%",
                    scope=scope_of(sentence, placed.text[:start]),
                    as_at=record.dated,
                    doubt=PLACE_IT,
                )
            told = named or told
