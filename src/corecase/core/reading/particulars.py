"""What a text says once of an inspection: title, number, sample, team, and all that is dated."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from corecase.core.errors import InputError
from corecase.core.isbn import check_isbn
from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.claims import ahead, claimed, said_of_it
from corecase.core.reading.outline import Placed
from corecase.core.reading.printed_dates import dated, meetings
from corecase.core.reading.quantities import NUMBER, number
from corecase.core.reading.record import Record
from corecase.core.reading.samples import PERHAPS_SAMPLE, SAMPLE
from corecase.core.reading.sentences import sentences

_NOT_HERE: Final = ("contents", "glossary")


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_COUNTS: Final = (
    ("days", _words(rf"\b(?:course of|over|for|lasted|people in) (?:the )?(?P<n>{NUMBER}) days\b")),
    (
        "services",
        _words(rf"\breports? on (?P<n>{NUMBER}) (?:youth offending )?(?:teams|services|YO[ST]s)\b"),
    ),
    (
        "team",
        _words(
            rf"\b(?P<n>{NUMBER})[- ](?:person|strong) team|\b(?:team of|read by) (?P<m>{NUMBER})\b"
        ),
    ),
    (
        "interviews",
        _words(
            rf"\b(?P<how>over |more than |some )?(?P<n>{NUMBER}) (?:case[- ]?work )?interviews\b"
        ),
    ),
    ("alerts", _words(rf"\b(?P<n>no|{NUMBER}) (?:case[- ]?work )?alerts?\b")),
    ("local_assessors_lent", _words(rf"\bprovided (?P<n>{NUMBER}) local assessors\b")),
    ("local_assessors", _words(rf"\b(?:were|included|with) (?P<n>{NUMBER}) local assessors\b")),
    ("recommendations", _words(rf"\b(?:only |made )?(?P<n>{NUMBER}) recommendations\b")),
    (
        "custody_cases",
        _words(
            rf"(?<!\d and )(?<!\d to )(?<!\d or )(?<!aged )\b(?P<n>{NUMBER})"
            rf" (?:of the {NUMBER} were |(?:of (?:them|these|the cases) )?(?:were )?)(?:in custody"
            rf"|custody cases)\b|\b(?P<m>both) custody cases"
        ),
    ),
)
_WORTH: Final = _words(
    r"days|team|read by|reports?|interviews|alert|assessors|recommendations"
    r"|custody"
)
_SAID_OF: Final = {"both": 2}
_OF_FIELDWORK: Final = _words(
    r"inspect|fieldwork|screening|assessor|visit|sample|\bcases?\b|core case|we (?:made"
    r"|raised|held)"
)
_COUNTED_WHAT: Final = "It is counted in passing; say whether it is of this inspection."
_CODE: Final = re.compile(
    r"(?<![\w/])(?:[A-Z]{2,5}/){1,3}\d{2,4}/\d{2,4}(?:/\d{2})?\b|(?<=\[)\d{5,7}(?=\]$)"
)
_REFERENCE: Final = re.compile(r"^Ref(?:erence)?(?: no\.?)?:? (?P<code>(?=.*\d)\S.{2,20})$")
_ISBN: Final = re.compile(r"\bISBN:?\s*(?P<isbn>97[89][\d\- ]{10,15}\d)")
_TITLE: Final = _words(
    r"(?:subject:\s*)?(?P<title>(?:.{0,80}\b(?:re-?)?inspection\b|report (?:on|of)\b"
    r"|.{0,40}\bscreening\b).{0,160})$"
)
_FIRST: Final = 14  # passages in which a paper tells its own number
_OF_ANOTHER: Final = re.compile(r"\b(?:is|was|see|our|their)\b", re.IGNORECASE)
_WHOSE_CODE: Final = "It stands within the text; say whether it is the number of this paper."
_BEGINS: Final = _words(
    r"(?:subject|title|report|an? |the |core|full|short|\(?re-?\)?\s?inspection|inspection|outcome"
    r"|results?|youth|findings|HMI|how )"
)
_OF_YOUTH: Final = _words(r"youth (?:offending|justice)|\bY[OJ][STP]\b")
_TITLED: Final = "It stands where a title does; check it."
_PRACTICE: Final = re.compile(r"General Criterion:\s*(?P<criterion>[1-9]\.[1-9][a-z])\b")


def particulars(record: Record) -> Iterator[PrintedFact]:
    """Everything that a text says once of an inspection, its paper and its plan."""
    yield from _title(record)
    yield from meetings(record)
    for placed in record.parts:
        if placed.part in _NOT_HERE:
            continue
        yield from dated(record, placed)
        yield from _codes(record, placed)
        if placed.passage.cells or placed.part in ("appendix", "thanks"):
            continue
        for start, sentence in sentences(placed.text):
            for read in (_counted, said_of_it, claimed, ahead):
                yield from read(record, placed, start, sentence)


def _title(record: Record) -> Iterator[PrintedFact]:
    found: Placed | None = None
    for placed in record.parts[:14]:
        match = _TITLE.match(placed.text)
        if match and _OF_YOUTH.search(placed.text) and not placed.text.endswith("."):
            sure = (
                record.is_first_hand
                and record.subject
                and record.subject in record.services.in_words(placed.text)
                and _BEGINS.match(placed.text)
            )
            yield record.fact(
                "text:title",
                placed.passage,
                0,
                80,
                said=match["title"].strip(),
                doubt="" if sure else _TITLED,
            )
            found = placed
            break
    for placed in record.parts[:10]:
        text = placed.text
        named = (
            not text.endswith((".", ":"))
            and 2 <= len(text.split()) <= 20
            and not placed.passage.cells
        )
        if placed is found or (found and not _OF_YOUTH.search(text)):
            continue
        if named and not re.search(
            r"\d|committee|release|council$|^(?:to|from|copy to|dear)\b", text, re.IGNORECASE
        ):
            yield record.fact("text:title", placed.passage, 0, 80, said=text, doubt=_TITLED)


def _codes(record: Record, placed: Placed) -> Iterator[PrintedFact]:
    early = placed in record.parts[:_FIRST] and not _OF_ANOTHER.search(placed.text)
    for match in _CODE.finditer(placed.text):
        yield record.fact(
            "text:code",
            placed.passage,
            match.start(),
            match.end(),
            said=match[0],
            doubt="" if early else _WHOSE_CODE,
        )
    if not placed.passage.cells and (named := _REFERENCE.match(placed.text)):
        yield record.fact("text:code", placed.passage, 0, 40, said=named["code"])
    for match in _ISBN.finditer(placed.text):
        yield record.fact(
            "text:isbn",
            placed.passage,
            match.start(),
            match.end(),
            said=match["isbn"],
            doubt=_isbn_doubt(match["isbn"]),
        )
    practice = _PRACTICE.search(placed.text)
    if practice:
        yield record.fact("text:good_practice", placed.passage, 0, 40, said=practice["criterion"])


def _isbn_doubt(isbn: str) -> str:
    try:
        check_isbn(isbn)
    except InputError as error:
        return str(error)
    return ""


def _loose(sentence: str, is_more: bool) -> str:
    """What is left open of a count of people, days or cases."""
    if is_more:
        return "Said to be more than this, or about; give the number."
    return "" if _OF_FIELDWORK.search(sentence) else _COUNTED_WHAT


def _counted(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    for sampled in SAMPLE.finditer(sentence):
        yield record.fact(
            "count:cases",
            placed.passage,
            start + sampled.start(str(sampled.lastgroup)),
            start + sampled.end(),
            value=Decimal(sampled[str(sampled.lastgroup)]),
        )
    perhaps = PERHAPS_SAMPLE.search(sentence) if record.cases is None else None
    if perhaps:
        yield record.fact(
            "count:cases",
            placed.passage,
            start + perhaps.start("n"),
            start + perhaps.end(),
            value=Decimal(perhaps["n"]),
            doubt="It may be the number of cases inspected; say whether it is.",
        )
    for key, pattern in _COUNTS if _WORTH.search(sentence) else ():
        match = pattern.search(sentence)
        if match is None:
            continue
        said = next(said for name in ("n", "m") if (said := match.groupdict().get(name)))
        value = _SAID_OF.get(said.lower()) or (0 if said.lower() == "no" else number(said))
        how = match.groupdict().get("how")
        yield record.fact(
            f"count:{key}",
            placed.passage,
            start + match.start(),
            start + match.end(),
            value=Decimal(value),
            out_of=record.cases if "of them" in match[0].lower() else None,
            doubt=_loose(sentence, bool(how)),
        )
