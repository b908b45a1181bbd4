"""Facts in the words of a page: what a measure is called, and a figure as it is printed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from corecase.core.open_facts import OpenFact

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "headline": "Headline",
        "section": "Section",
        "criterion": "Criterion",
        "rating": "Rating",
        "total": "Total",
        "lowest_to_date": "Lowest to date",
        "highest_to_date": "Highest to date",
        "average_to_date": "Average to date",
        "count": "Count",
        "survey": "Survey",
        "finding": "Finding",
        "recommendation": "Recommendation",
        "action": "Action",
        "indicator": "Indicator",
        "date": "Date",
        "text": "Text",
    }
)
"""What each kind of fact is called."""
_PERCENT: Final = ("headline", "section", "criterion")


def measure_words(measure: str) -> str:
    """`"Headline: risk of harm"` of `"headline:risk_of_harm"`."""
    kind, _, key = measure.partition(":")
    called = KINDS.get(kind, kind)
    return f"{called}: {key.replace('_', ' ')}" if key else called


def short_words(measure: str) -> str:
    """`"Risk of harm"` of `"headline:risk_of_harm"`, `"Points"` of a total: for lists."""
    kind, _, key = measure.partition(":")
    if kind == "total":
        return "Points"
    return (key.replace("_", " ") or KINDS.get(kind, kind)).capitalize()


def printed(one: OpenFact) -> str:
    """The figure and the words as printed: `"41%, DRASTIC"`; why where they are withheld."""
    if one.withheld:
        return f"withheld: {one.withheld}"
    figure = ""
    if one.fact.value is not None:
        is_share = one.fact.kind in _PERCENT or one.fact.kind.endswith("_to_date")
        unit = "%" if is_share or one.fact.unit in ("percent", "%") else ""
        ends = [one.fact.value, *([one.fact.most] if one.fact.most is not None else [])]
        figure = " to ".join(f"{end:f}{unit}" for end in ends)
        if one.fact.out_of is not None:
            figure += f" of {one.fact.out_of}"
        if one.fact.unit and not unit:
            figure += f" {one.fact.unit}"
    return ", ".join(part for part in (figure, one.fact.said) if part)
