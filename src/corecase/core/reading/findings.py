"""Strengths, areas for improvement and commentary, with every count in them."""

import re
from collections.abc import Iterator
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.counting import Counted, counted, figure
from corecase.core.reading.outline import Placed
from corecase.core.reading.record import Record, first_words

_STAFF: Final = re.compile(r"\b(?:staff|case managers?|managers?)\b", re.IGNORECASE)
_BASELESS: Final = "No base is printed beside it; give the base, or keep the words."


def found(record: Record) -> Iterator[PrintedFact]:
    """Each strength and area for improvement: one fact a count, or one without a figure."""
    for placed in record.parts:
        if placed.part not in ("strengths", "areas") or placed.is_heading or placed.passage.cells:
            continue
        if not placed.passage.is_listed or _is_foreign(placed):
            continue
        kind = "strength" if placed.part == "strengths" else "area"
        told: dict[str, Any] = {"said": first_words(placed.text), "scope": placed.scope}
        made = list(counted(placed.text))
        if not made:
            yield record.fact(f"finding:{kind}", placed.passage, 0, 60, **told)
        for one in made:
            yield _finding(record, placed, f"finding:{kind}", one, told)


def _is_foreign(placed: Placed) -> bool:
    return bool(
        re.match(r"(?:overall score|commentary|score:|comment:)", placed.text, re.IGNORECASE)
    )


def _finding(
    record: Record, placed: Placed, measure: str, one: Counted, told: dict[str, Any]
) -> PrintedFact:
    return record.fact(measure, placed.passage, one.start, one.end, **(told | figure(one)))


def commented(record: Record) -> Iterator[PrintedFact]:
    """Counts in the running text of a letter or report, outside findings and surveys."""
    for placed in record.parts:
        if placed.part not in ("", "other", "commentary", "section", "next") or placed.is_heading:
            continue
        if placed.passage.cells or (placed.passage.is_listed and "." not in placed.passage.mark):
            continue
        for one in counted(placed.text):
            if _is_of_cases(one) and not _NO_COUNT.search(_clause(one)):
                yield _commentary(record, placed, one)


_NO_COUNT: Final = re.compile(
    r"\bscore[sd]?\b|\b(?:target|aim|mock|schools?|budget|posts|want|sickness|turnout|turnover"
    r"|would have)\b"
    r"|\d% of the time|well enough (?:in )?\d",
    re.IGNORECASE,
)


_OTHERS: Final = re.compile(
    r" (?:inspection |of the )?(?:criteria|areas|headlines|teams|services|councils|members"
    r"|points|standards)\b",
    re.IGNORECASE,
)


def _clause(one: Counted) -> str:
    """The part of its sentence, between semicolons, in which a count stands."""
    return f"{one.before.rpartition(';')[2]}{one.sentence[one.quantity.start :].partition(';')[0]}"


def _is_of_cases(one: Counted) -> bool:
    words = f"{one.sentence[one.quantity.start : one.quantity.end]} {one.after[:60]}"
    noun = re.search(
        r"\b(?:cases?|plans?|assessments?|reviews?|reports?|PSRs?|screenings?|children"
        r"|young people|orders"
        r"|staff|case managers?)\b",
        words,
        re.IGNORECASE,
    )
    if _OTHERS.match(one.after):
        return False
    is_but = "All but this many" in one.quantity.doubt
    based = one.quantity.base is not None and not words.lower().startswith(("all", "in all"))
    clause = (
        bool(re.match(r" (?:was|were) (?:not )?[a-z]", one.after)) and one.quantity.unit == "cases"
    )
    return bool(noun) or is_but or based or clause


def _commentary(record: Record, placed: Placed, one: Counted) -> PrintedFact:
    told = figure(one)
    if placed.part in ("", "other", "next") and told["out_of"] is None and not told["unit"]:
        told["doubt"] = told["doubt"] or "Counted in passing; say whether it is of this inspection."
    near = f"{one.sentence[one.quantity.start : one.quantity.end]} {one.after[:24]}"
    says = re.match(
        r"[^,.]{0,40}\b(?:said|thought|felt|understood|knew|told|were confident)\b", one.after
    )
    is_staff = _STAFF.search(near) and (says or "staff" in near.lower())
    measure = "survey:staff" if is_staff else "count:commentary"
    if told["value"] is None:
        told["said"] = one.sentence[one.quantity.start : one.quantity.end]
    if is_staff and not says:
        told["doubt"] = told["doubt"] or _BASELESS
        measure = "count:commentary"
    return record.fact(measure, placed.passage, one.start, one.end, **told)
