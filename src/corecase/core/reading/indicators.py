"""Contextual information: population and performance, with period, comparator and unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.days import any_date
from corecase.core.reading.outline import Placed
from corecase.core.reading.record import Record
from corecase.core.reading.sentences import sentences

_RATE_DOUBT: Final = (
    "A rate of offences per person is printed with a percent sign; check "
    "that it is events per person."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Indicator:
    """One indicator: the words that name it, how its figure is written, and its unit."""

    key: str
    names: re.Pattern[str]
    figure: re.Pattern[str]
    unit: str
    other: re.Pattern[str] | None


def _words(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_PERCENT: Final = r"(?<![\d.,])(?P<value>\d{1,3}(?:\.\d+)?)%"
_OTHER: Final = (
    r"(?P<scope>(?:England(?:/Wales| and Wales)?|Wales|national|regional)(?: average)?"
    r"|average (?:for|of) (?P<of>[A-Z][\w/ ]{2,30}?))"
    r"(?:,? (?:which )?(?:was|is|of|at))*(?: average of)? (?P<value>\d{1,3}(?:\.\d+)?)(?P<sign>%?)"
    r"|\bfor (?P<place>England(?:/Wales| and Wales)?|Wales) that is (?P<there>\d{1,3}(?:\.\d+)?)%"
    r"|\bagainst (?P<behind>\d{1,3}(?:\.\d+)?)(?P<mark>%?) (?:for|in) (?P<whose>England(?:/Wales"
    r"| and Wales)?|Wales)"
)
_INDICATORS: Final = (
    _Indicator(
        key="population",
        names=_words(r"population of \d|\d people\b"),
        figure=_words(r"(?P<value>(?<=population of )\d[\d,]{3,}|\d{1,3}(?:,\d{3})+(?= people))"),
        unit="",
        other=None,
    ),
    _Indicator(
        key="aged_10_to_17",
        names=_words(r"aged (?:ten|10) (?:to|and|-) (?:17|seventeen)"),
        figure=_words(_PERCENT),
        unit="%",
        other=_words(_OTHER),
    ),
    _Indicator(
        key="white_british",
        names=_words(r"white british"),
        figure=_words(r"white british[^%.]{0,12}?" + _PERCENT),
        unit="%",
        other=None,
    ),
    _Indicator(
        key="minority_ethnic",
        names=_words(r"minority ethnic"),
        figure=_words(r"minority ethnic[^%.]{0,30}?" + _PERCENT),
        unit="%",
        other=_words(_OTHER),
    ),
    _Indicator(
        key="offences_per_1000",
        names=_words(r"per 1,?000"),
        figure=_words(r"(?P<value>\d{1,4}(?:\.\d+)?) per 1,?000"),
        unit="per 1,000",
        other=_words(_OTHER),
    ),
    _Indicator(
        key="ete",
        names=_words(
            r"education, training or employment|\bETE\b|education, employment|education or work"
        ),
        figure=_words(_PERCENT),
        unit="%",
        other=_words(_OTHER),
    ),
    _Indicator(
        key="accommodation",
        names=_words(r"suitable accommodation"),
        figure=_words(_PERCENT),
        unit="%",
        other=_words(_OTHER),
    ),
    _Indicator(
        key="reoffending_rate",
        names=_words(r"reoffending rate|rate of reoffending|reoffending after"),
        figure=_words(r"(?<![\d.,])(?P<value>\d{1,2}\.\d+)(?P<sign>%?)"),
        unit="per person",
        other=_words(_OTHER),
    ),
)
_WHERE: Final = frozenset(
    {"context", "other", "", "commentary", "plan", "next", "section", "strengths", "areas"}
)
_ANYWHERE: Final = frozenset({"offences_per_1000", "accommodation", "reoffending_rate"})
"""Known by their words alone; the others are looked for where a report gives its context."""
_PERIOD: Final = re.compile(
    r"\b(?P<year>\d{4}/\d{2,4})\b|(?:census(?: of)?|people in) (?P<census>\d{4})\b(?!/)",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"\b(?P<said>decrease|reduction|increase|improvement|rise|fall)\b(?= on|[;,.])", re.IGNORECASE
)
_CHANGED: Final = frozenset({"decrease", "reduction", "increase"})
_WHICH_YEAR: Final = "The words beside it give no period; say of which it is."
_WHICH_WAY: Final = (
    "It is compared with the year before in other words; say whether it rose or fell."
)


def indicated(record: Record) -> Iterator[PrintedFact]:
    """The indicators of the part of a report that gives the context."""
    period = ""
    for placed in record.parts:
        if placed.part not in _WHERE or placed.is_heading or placed.passage.cells:
            continue
        stated = re.search(r"for the period (?P<when>[^.]+)", placed.text)
        period = any_date(stated["when"]) if stated else period
        for start, sentence in sentences(placed.text):
            for one in _INDICATORS:
                if one.names.search(sentence) and (
                    placed.part == "context" or one.key in _ANYWHERE
                ):
                    yield from _figures(record, placed, start, sentence, one, period)


def _figures(
    record: Record, placed: Placed, start: int, sentence: str, one: _Indicator, period: str
) -> Iterator[PrintedFact]:
    found = _own(sentence, one)
    if found is None:
        return
    written = _PERIOD.search(sentence) or (_PERIOD.search(placed.text) if not period else None)
    as_at = (written["year"] or written["census"]) if written else period
    change = _CHANGE.search(placed.text)
    said = change["said"].lower() if change and one.unit != "per 1,000" else ""
    yield record.fact(
        f"indicator:{one.key}",
        placed.passage,
        start + found.start("value"),
        start + found.end(),
        value=Decimal(found["value"].replace(",", "")),
        unit=one.unit,
        as_at=as_at,
        said=said if said in _CHANGED else "",
        doubt=_doubt(found)
        or (_WHICH_WAY if said and said not in _CHANGED else "")
        or ("" if as_at else _WHICH_YEAR),
    )
    after = _after(placed.text, start + len(sentence), sentence[found.end() :])
    other = one.other.search(after) if one.other else None
    if other:
        value = other[_figure_of(other)]
        yield record.fact(
            f"indicator:{one.key}",
            placed.passage,
            start + found.end() + other.start(),
            start + found.end() + other.end(),
            value=Decimal(value),
            unit=one.unit,
            as_at=as_at,
            scope=other["of"] or other["scope"] or other["whose"] or other["place"],
            doubt=_RATE_DOUBT
            if one.unit == "per person" and (other["sign"] or other["mark"])
            else ("" if as_at else _WHICH_YEAR),
        )


def _figure_of(other: re.Match[str]) -> str:
    """Which group of a comparator holds its figure: it stands before or behind its name."""
    return next(name for name in ("behind", "there", "value") if other[name])


def _after(text: str, at: int, rest: str) -> str:
    """The rest of a sentence, with the next where that only goes on: "This was below ..."."""
    follows = next((one for _, one in sentences(text[at:])), "")
    return f"{rest}{follows}" if re.match(r"(?:This|It|That)\b", follows) else rest


def _own(sentence: str, one: _Indicator) -> re.Match[str] | None:
    """The service's own figure: not the one of a comparator."""
    others = [m.start(_figure_of(m)) for m in one.other.finditer(sentence)] if one.other else []
    return next((m for m in one.figure.finditer(sentence) if m.start("value") not in others), None)


def _doubt(match: re.Match[str]) -> str:
    return _RATE_DOUBT if match.groupdict().get("sign") else ""
