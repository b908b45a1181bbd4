"""Bands said in words: what a band spans, and headlines called by their band without a figure."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.names import placed as placed_name
from corecase.core.reading.outline import Placed
from corecase.core.reading.quantities import NUMBER, number
from corecase.core.reading.record import Record
from corecase.core.reading.scores import BAND, BANDS, band_of
from corecase.core.reading.sentences import is_quoted, sentences
from corecase.core.reading.themes import headlines
from corecase.core.reading.vocabulary import WORDS

_SPAN: Final = re.compile(
    r"\b(?P<band>drastic|substantial|moderate|minimum)\b[^.]{0,40}?\b(?:score[sd]?(?: of)? )?"
    r"(?:(?P<low>\d{1,3})%? ?(?:-|to) ?(?P<high>\d{1,3})%?"
    r"|(?P<below>\d{1,3})%? (?:and|or) (?:below|under|less)"
    r"|(?P<above>\d{1,3})%?(?: (?:and|or) (?:over|above|more)|\+)"
    r"|(?:under|below|less than) (?P<under>\d{1,3})%?)",
    re.IGNORECASE,
)
_FIGURES: Final = re.compile(
    r"(?:(?P<low>\d{1,3})%? ?(?:-|to) ?(?P<high>\d{1,3})%?"
    r"|(?P<below>\d{1,3})%? (?:and|or) (?:below|under|less)"
    r"|(?P<above>\d{1,3})%?(?: (?:and|or) (?:over|above|more)|\+)"
    r"|(?:under|below|less than) (?P<under>\d{1,3})%?)",
    re.IGNORECASE,
)
_SPAN_FIRST: Final = re.compile(
    rf"\b{_FIGURES.pattern}(?!\d)[^.\d]{{0,40}}?"
    r"\b(?P<band>drastic|substantial|moderate|minimum|minimal)\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"\b(?P<band>drastic|substantial|moderate|minimum|minimal)\b"
    r"(?= (?:recommendations? for )?improvement| (?:for|in) (?:the )?(?:safeguarding|risk of"
    r"|likelihood|protecting))",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    rf"\b(?P<n>{NUMBER}) (?:of the (?P<m>{NUMBER}) )?(?P<what>inspection criteria|criteria"
    rf"|areas?|headlines?|teams|services|YO[ST]s)?\b",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"[;.]|\b(?:and|but|while|with|whereas|,) (?:the )?(?:other|rest|remain|only|none|no |one |two "
    r"|three |four |five |six |seven )",
    re.IGNORECASE,
)
_MINIMAL: Final = re.compile(
    r"\bimprove[a-z]*\b[^.;]{0,20} (?:are|is|were) (?P<band>minimal)\b(?! (?:for|in) (?:safeg"
    r"|risk|likel))",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:audit|self-?assess\w*|target|example|elsewhere|neighbour\w*|mock|not|never"
    r"|no longer|rather than|will|(?-i:may)|might|would|could|if|either"
    r"|terms such|replacing|ranging)\b",
    re.IGNORECASE,
)
_WANTED: Final = re.compile(
    r"\b(?:need\w*|requir\w*|call(?:s|ed)? for|ask(?:s|ed)? for|ask for|want\w*)\b"
    r"|recommendations? for improvement",
    re.IGNORECASE,
)
"""Improvement that is asked for; what was improved, or is sought, is no band."""
_ELSEWHERE: Final = re.compile(r"\b(?:in|at|for|of) (?P<name>[A-Z][a-z]{3,})")
_NEEDS: Final = re.compile(
    r"(?:^|[,;] (?:and |but |while )?)(?P<name>[A-Z][a-z]{3,})"
    r" (?:needs?|needed|requires?|required)\b"
)
_WHICH: Final = "It speaks of an earlier inspection; say which."
_OF_SERVICES: Final = "Counted over services; say of which programme."
_WHICH_BANDS: Final = "The bands are named apart from the count; say which are meant."
_UNCLEAR: Final = "Said in passing: decide whether the band is meant, and of which headlines."


def spans(record: Record) -> Iterator[PrintedFact]:
    """What each band spans, where a text explains the bands."""
    found = [(placed, m) for placed in record.parts for m in _spanning(placed.text)]
    doubt = _doubt_of_spans([(band_of(match["band"]), *_ends(match)) for _, match in found])
    for placed, match in found:
        low, high = _ends(match)
        yield record.fact(
            "text:band",
            placed.passage,
            match.start(),
            match.end(),
            value=Decimal(low),
            most=Decimal(high),
            said=band_of(match["band"]),
            doubt=_BELOW if match["under"] else doubt,
        )


def _doubt_of_spans(told: list[tuple[str, int, int]]) -> str:
    """Why these spans may be read wrongly; empty where they follow on each other from 0 or to 100.

    A figure that is given to the band beside its own breaks that.
    """
    if len(told) < _LEAST_SPANS:
        return _ONE_SPAN
    spans = {band: (low, high) for band, low, high in told}
    ranged = [(at, *spans[band]) for at, band in enumerate(BANDS) if band in spans]
    follow = all(a[2] < b[1] and (b[1] == a[2] + 1 or b[0] > a[0] + 1) for a, b in pairwise(ranged))
    whole = spans.get(BANDS[0], (0, 0))[0] == 0 and spans.get(BANDS[-1], (0, 100))[1] == _ALL
    return "" if follow and whole and len(spans) == len(told) else _NOT_IN_ORDER


def _spanning(text: str) -> Iterator[re.Match[str]]:
    """Each band with what it spans, in the order in which the text tells the two."""
    first = BAND.search(text)
    before = first and _FIGURES.search(text, 0, first.start())
    return (_SPAN_FIRST if before else _SPAN).finditer(text)


_LEAST_SPANS: Final = 2
_ALL: Final = 100
_BELOW: Final = "It is said to be below this figure; say the highest score of the band."
_NOT_IN_ORDER: Final = (
    "The spans do not follow on each other; check which figures are of which band."
)
_ONE_SPAN: Final = "Only one band is told of here; check that this is what it spans."


def _ends(match: re.Match[str]) -> tuple[int, int]:
    if match["low"]:
        return int(match["low"]), max(int(match["low"]), int(match["high"]))
    if match["below"] or match["under"]:
        return 0, int(match["below"] or match["under"])
    return int(match["above"]), max(100, int(match["above"]))


def called(record: Record) -> Iterator[PrintedFact]:
    """Headlines called by their band in a sentence, with the counts of headlines and criteria."""
    for placed in record.parts:
        if placed.passage.cells or placed.part in ("contents", "glossary", "appendix"):
            continue
        for start, sentence in sentences(placed.text):
            if is_quoted(sentence):
                continue
            yield from _counted(record, placed, start, sentence)
            yield from _clauses(record, placed, start, sentence)


def _counted(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    everywhere = [band_of(m["band"]) for m in BAND.finditer(sentence)]
    for match in _COUNTED.finditer(sentence) if everywhere else ():
        clause = _OTHERS.split(sentence[match.end() :])[0]
        here = [band_of(m["band"]) for m in BAND.finditer(clause)]
        words = here or everywhere
        what = (match["what"] or "").lower()
        of_services = what in ("teams", "services", "yots", "yoss")
        if not words or not match["m"] or not ("criteri" in what or of_services):
            continue
        if "requir" not in sentence and "need" not in sentence and not of_services:
            continue
        yield record.fact(
            "count:services" if of_services else "count:criteria",
            placed.passage,
            start + match.start(),
            start + match.end(),
            value=Decimal(number(match["n"])),
            out_of=number(match["m"]),
            said=" or ".join(sorted(set(words), reverse=True)),
            doubt=_OF_SERVICES if of_services else ("" if here else _WHICH_BANDS),
            **_earlier(record, placed.text),
        )


def _earlier(record: Record, text: str) -> dict[str, str]:
    if record.is_again and re.search(r"\boriginal\b", text, re.IGNORECASE):
        return {"kind_of_inspection": "first", "inspected": record.before}
    return {}


def _clauses(record: Record, placed: Placed, start: int, sentence: str) -> Iterator[PrintedFact]:
    minimal = _MINIMAL.search(sentence)
    if minimal:
        for key in ("safeguarding", "risk_of_harm", "likelihood_of_reoffending"):
            yield record.fact(
                f"headline:{key}",
                placed.passage,
                start + minimal.start(),
                start + minimal.end(),
                said="MINIMUM",
                doubt=_UNCLEAR,
            )
        return
    found = list(_CALLED.finditer(sentence)) if "improvement" in sentence.lower() else []
    named = list(headlines(sentence))
    if (
        found
        and re.search(r"\b(?:all|the) three (?:areas|headlines)\b|\bthroughout\b", sentence)
        and not named
    ):
        for key in ("safeguarding", "risk_of_harm", "likelihood_of_reoffending"):
            yield from _named(record, placed, start + found[0].start(), found[0], [key], True)
    if not found or not named or "%" in sentence:
        return
    several = len(record.services.in_words(sentence)) > 1 or not record.subject
    past = _past(record, sentence)
    strange = any(
        not record.services.in_words(name)
        for match in (*_ELSEWHERE.finditer(sentence), *_NEEDS.finditer(sentence))
        if (name := placed_name(match["name"])) and name.lower() not in WORDS
    )
    # With several bands, headlines stand before each of them, or behind each of them.
    leads = any(one.start < found[0].start() for one in named)
    for at, match in enumerate(found):
        low = found[at - 1].end() if at else 0
        high = found[at + 1].start() if at + 1 < len(found) else len(sentence)
        after = dict.fromkeys(one.key for one in named if match.end() <= one.start < high)
        before = dict.fromkeys(one.key for one in named if low <= one.start < match.start())
        clause = sentence[low:high]
        keys = list(before if leads else after) if len(found) > 1 else [*before, *after]
        mixed = len(found) == 1 and before and after
        doubtful = (
            bool(_DENIED.search(clause))
            or bool(mixed)
            or several
            or not _WANTED.search(sentence)
            or bool(_CUT.search(sentence))
            or strange
        )
        yield from _named(record, placed, start + match.start(), match, keys, bool(doubtful), past)
        yield from _n_headlines(record, placed, start + low, clause, match, len(keys))


_CUT: Final = re.compile(
    r"\b(?:drast|substan|moder|minim)(?!ic\b|ically\b|tial\b|tially\b|ate\b|ately\b|um\b|al\b|ally\b)"
    r"\w*",
    re.IGNORECASE,
)
"""A band that ends in the midst of its word: which headline it belongs to is not told."""


def _named(
    record: Record,
    placed: Placed,
    at: int,
    match: re.Match[str],
    keys: list[str],
    doubtful: bool,
    past: dict[str, Any] | None = None,
) -> Iterator[PrintedFact]:
    for key in keys:
        yield record.fact(
            f"headline:{key}",
            placed.passage,
            at,
            at + len(match[0]) + 30,
            **(
                {"said": band_of(match["band"]), "doubt": _UNCLEAR if doubtful else ""}
                | (past or {})
            ),
        )


def _past(record: Record, sentence: str) -> dict[str, Any]:
    """An earlier inspection, where the sentence speaks of another year or of what had been."""
    years = set(re.findall(r"\b(?:19|20)\d\d\b", sentence))
    present = f"{record.inspected} {record.published} {record.meeting}"
    other = {year for year in years if year not in present}
    had = re.search(
        r"\b(?:had been|previous(?:ly)?|last time|originally|earlier inspection)\b", sentence
    )
    if not other and not had:
        return {}
    return {
        "kind_of_inspection": "first" if record.is_again else "",
        "inspected": record.before,
        "published": "",
        "cases": None,
        "doubt": _WHICH,
    }


def _n_headlines(
    record: Record, placed: Placed, at: int, clause: str, match: re.Match[str], n_named: int
) -> Iterator[PrintedFact]:
    counted = re.search(
        rf"\b(?P<n>{NUMBER})(?: areas?\b| requiring\b| needing\b)", clause, re.IGNORECASE
    )
    whole = counted and re.search(r"\ball $", clause[: counted.start()], re.IGNORECASE)
    if counted and number(counted["n"]) == n_named:
        yield record.fact(
            "count:headlines",
            placed.passage,
            at + counted.start(),
            at + counted.end(),
            value=Decimal(n_named),
            said=band_of(match["band"]),
            doubt="All of them are said to be; each is given on its own." if whole else "",
        )
