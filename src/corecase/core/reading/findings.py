"""Strengths, areas for improvement and commentary, with every count in them."""

import re
from collections.abc import Iterator
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.counting import Counted, counted, figure
from corecase.core.reading.outline import PARTED, Placed
from corecase.core.reading.quantities import NUMBER, quantities
from corecase.core.reading.record import Record, first_words
from corecase.core.reading.sentences import is_quoted
from corecase.core.reading.themes import headline_of

_STAFF: Final = re.compile(r"\b(?:staff|case managers?|managers?)\b", re.IGNORECASE)
_BASELESS: Final = "No base is printed beside it; give the base, or keep the words."


def found(record: Record) -> Iterator[PrintedFact]:
    """Each strength and area for improvement: one fact a count, or one without a figure."""
    for placed in record.parts:
        if placed.part not in ("strengths", "areas") or placed.is_heading or placed.passage.cells:
            continue
        if _is_foreign(placed):
            continue
        kind = "strength" if placed.part == "strengths" else "area"
        told: dict[str, Any] = {"said": first_words(placed.text), "scope": _scope(placed)}
        if re.fullmatch(r"\d", told["scope"]):
            told["doubt"] = _OF_WHICH
        if placed.is_parted:
            told["doubt"] = PARTED
        made = [one for one in counted(placed.text) if not _NO_CASES.search(_clause(one))]
        if not placed.passage.is_listed:
            told["doubt"] = _PARAGRAPH
        if not made:
            told["doubt"] = told.get("doubt") or (_UNCOUNTED if _AMOUNT.search(placed.text) else "")
            yield record.fact(f"finding:{kind}", placed.passage, 0, 60, **told)
        for one in made:
            yield _finding(record, placed, f"finding:{kind}", one, told)


def _scope(placed: Placed) -> str:
    """The criterion that an entry carries as its mark, else the one it stands under."""
    mark = placed.passage.mark
    return mark if not placed.scope and _CRITERION.fullmatch(mark) else placed.scope


_CRITERION: Final = re.compile(r"[1-3]\.[1-9]")
_AMOUNT: Final = re.compile(
    rf"%|\b(?:all|every|each|none|not one|both|neither|half|most|majority|few|rarely|never|always"
    rf"|thirds?|quarters?|(?!one\b){NUMBER})\b",
    re.IGNORECASE,
)
_UNCOUNTED: Final = "It speaks of an amount that could not be read; give it, or keep the words."


def _is_foreign(placed: Placed) -> bool:
    """What stands below findings and is none: scores, thanks, what introduces a list."""
    words = r"(?:overall score|commentary|score:|comment:|we |if |please|the (?:best|most)\b|our )"
    lead = placed.text.endswith(":") or bool(re.match(words, placed.text, re.IGNORECASE))
    return lead and not (
        placed.passage.is_listed
        and not re.match(r"(?:overall|comm|score)", placed.text, re.IGNORECASE)
    )


_OF_WHICH: Final = "It stands below a section; say of which criterion it is."
_PARAGRAPH: Final = "It stands as a paragraph below the heading; check that it is one finding."


def _finding(
    record: Record, placed: Placed, measure: str, one: Counted, told: dict[str, Any]
) -> PrintedFact:
    made = told | figure(one)
    made["doubt"] = told.get("doubt") or made["doubt"] or phrased(one, placed.text)
    words = one.sentence[one.quantity.start : one.quantity.end]
    near = f"{one.before[-_AROUND:]}{words}{one.after[:_AROUND]}"
    made["doubt"] = made["doubt"] or beside(one) or ("" if _NAMED.search(near) else _UNNAMED)
    return record.fact(measure, placed.passage, one.start, one.end, **made)


def phrased(one: Counted, text: str) -> str:
    """What is open of "most" or "half" where a number stands before it that may be its base."""
    words = one.sentence[one.quantity.start : one.quantity.end]
    is_phrase = one.quantity.unit == "percent" and not re.search(r"\d", words)
    before = text[max(one.start - _NEAR, 0) : one.start]
    return _PERHAPS_BASE if is_phrase and _NUMBER.search(before) else ""


def beside(one: Counted) -> str:
    """What is open of a count beside others: which is its base, and of when it is."""
    if one.quantity.base is not None and _BAR.search(one.before):
        return _HOW_MANY
    near = f"{one.before[-_CLAUSE:]}|{one.after[:_CLAUSE]}"
    if _THEN.search(near):
        return _WHOSE
    whole = one.sentence[one.quantity.start : one.quantity.end]
    if one.quantity.base is None and whole.lower() in ("one", "few"):
        return _HOW_MANY
    uneven = one.quantity.unit == "percent" and " of " in whole
    others = any(q.base is not None for q in quantities(one.sentence))
    bare = others and not whole.endswith("%")
    return _WHICH_BASE if one.quantity.base is None and (uneven or bare) else ""


_CLAUSE: Final = 45
_AROUND: Final = 60
_BAR: Final = re.compile(
    r"\b(?:bar|but|except|save|other than|apart from|without|fewer than|up to|about|around|roughly"
    r"|nearly|almost|at (?:least|most)) (?:for )?$",
    re.IGNORECASE,
)
_HOW_MANY: Final = "A word before it makes it more, less, or the rest; say how many it is."
_THEN: Final = re.compile(
    r"\b(?:compared (?:with|to)|against|up from|down from|rather than|last (?:year|time)"
    r"|previous(?:ly)?"
    r"|years? (?:ago|before|earlier)|before that|used to be)\b",
    re.IGNORECASE,
)
_WHICH_BASE: Final = "Another count stands beside it; say of how many it is."
_NEAR: Final = 200
_NUMBER: Final = re.compile(rf"\b{NUMBER}\b(?!%)", re.IGNORECASE)
_PERHAPS_BASE: Final = "A number stands before this phrase; say whether it is its base."


def _of_whom(one: Counted, text: str) -> str:
    """What is open of a count that names nobody, where people are spoken of before it."""
    bare = _VERB.match(one.after) and one.quantity.base is not None
    return _OF_PEOPLE if bare and _PEOPLE.search(text[: one.start]) else ""


_VERB: Final = re.compile(r" (?:had|have|were|was|are|did|do|said|felt|knew|could|would)\b")
_PEOPLE: Final = re.compile(
    r"\b(?:staff|case managers?|practitioners?|workers|parents|carers|victims|members)\b",
    re.IGNORECASE,
)
_OF_PEOPLE: Final = "It names nobody, and people are spoken of before it; say of whom it is."


def commented(record: Record) -> Iterator[PrintedFact]:
    """Counts in the running text of a letter or report, outside findings and surveys."""
    for placed in record.parts:
        if placed.part not in ("", "other", "commentary", "section", "next") or placed.is_heading:
            continue
        if placed.passage.cells or (placed.passage.is_listed and "." not in placed.passage.mark):
            continue
        for one in counted(placed.text):
            quoted = is_quoted(one.sentence)
            if _is_of_cases(one) and not quoted and not _NO_COUNT.search(_clause(one)):
                yield _commentary(record, placed, one)


_NO_CASES: Final = re.compile(
    r"\b(?:target|mock|budget|sickness|turnout|turnover|attendance)\b", re.IGNORECASE
)
_LOOSE: Final = re.compile(r"\bone in (?:ten|five|four|three|\d)|\bof them\b", re.IGNORECASE)
_NO_COUNT: Final = re.compile(
    r"\bscore[sd]?\b|\b(?:target|aim|mock|schools?|budget|posts|want|sickness|turnout|turnover"
    r"|would have|audit\w*|self-?\s?assess\w*)\b"
    r"|\d% of the time|well enough (?:in )?\d",
    re.IGNORECASE,
)


_OTHER_INSPECTION: Final = re.compile(
    r"\b(?:last|previous|earlier|first|original) (?:core case |joint )?inspection\b"
    r"|\b(?:nationally|elsewhere|at (?:the|other) (?:\w+ )?services"
    r"|across (?:England|Wales|the country|the region))\b",
    re.IGNORECASE,
)
_WISHED: Final = re.compile(
    r"\b(?:should|must|expect\w*|hopes?|hoped|intends?|intended|will be)\b", re.IGNORECASE
)
_NOT_FOUND: Final = "It may be what ought to be, and not what was found; say which."
_FELT: Final = re.compile(
    r"[^,.;]{0,60}\b(?:said|thought|felt|understood|knew|told|confident|believed|reported|agreed"
    r"|welcom\w+|wanted|happy|satisfied)\b",
    re.IGNORECASE,
)
_WHO_SAID: Final = "Somebody said so; say whether it is an answer, and whose."
_NO_COUNT_OF: Final = "No base stands beside it; say of how many it is, or whether it is one."
_WHOSE: Final = "It is counted elsewhere or at another inspection; say of which."
_PERHAPS_SCORE: Final = (
    "A headline is named beside this share; say whether it is a score or a count."
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


_RUN_IN: Final = re.compile(r"[A-Z][^:.;]{3,50}:(?= \S)")
_BEHIND: Final = "Words before a colon say what it is one of; say what."
_NAMED: Final = re.compile(
    r"\b(?:cases?|plans?|assessments?|reviews?|reports?|PSRs?|screenings?|children|young people"
    r"|orders)\b",
    re.IGNORECASE,
)
_UNNAMED: Final = "The words beside it do not say of what it is; say it."


def _commentary(record: Record, placed: Placed, one: Counted) -> PrintedFact:
    told = figure(one)
    told["doubt"] = told["doubt"] or phrased(one, placed.text) or beside(one)
    if _RUN_IN.match(placed.text):
        told["doubt"] = told["doubt"] or _BEHIND
    if not _NAMED.search(f"{one.sentence[one.quantity.start : one.quantity.end]}{one.after[:30]}"):
        told["doubt"] = told["doubt"] or _UNNAMED
    is_numbered = placed.part == "section" and "." in placed.passage.mark
    if placed.part != "commentary" and not is_numbered:
        told["doubt"] = told["doubt"] or "Counted in passing; say whether it is of this inspection."
    if _LOOSE.search(one.sentence):
        told["doubt"] = told["doubt"] or _BASELESS
    told["doubt"] = told["doubt"] or _of_whom(one, placed.text)
    if told["unit"] and "%" in one.sentence and headline_of(one.sentence):
        told["doubt"] = told["doubt"] or _PERHAPS_SCORE
    if _WISHED.search(_clause(one)):
        told["doubt"] = told["doubt"] or _NOT_FOUND
    if _OTHER_INSPECTION.search(one.sentence):
        told["doubt"] = told["doubt"] or _WHOSE
    near = f"{one.sentence[one.quantity.start : one.quantity.end]} {one.after[:24]}"
    says = re.match(
        r"[^,.]{0,40}\b(?:said|thought|felt|understood|knew|told|were confident)\b", one.after
    )
    is_staff = _STAFF.search(near) and (says or "staff" in near.lower())
    earlier = placed.text[max(one.start - _NEAR, 0) : one.start]
    is_of_them = bool(says) and not is_staff and bool(_STAFF.search(earlier))
    measure = "survey:staff" if is_staff or is_of_them else "count:commentary"
    if told["value"] is None:
        told["said"] = one.sentence[one.quantity.start : one.quantity.end]
    if told["out_of"] is None and told["unit"] == "" and told["value"] is not None:
        told["doubt"] = told["doubt"] or _NO_COUNT_OF
    if _FELT.match(one.after) and not is_staff:
        told["doubt"] = told["doubt"] or _WHO_SAID
    if is_staff and not says:
        told["doubt"] = told["doubt"] or _BASELESS
    return record.fact(measure, placed.passage, one.start, one.end, **told)
