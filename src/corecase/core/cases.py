"""Cases of a sample: an identifier and the attributes that rules and charts use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_VALUES = 12
"""More values than these no longer group a sample: a chart of them would list its cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. The identifier is the inspection's own and never a child's name."""

    id: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def refusal_to_chart(cases: tuple[Case, ...], attribute: str) -> str:
    """Why a chart of this attribute would point at single cases, in words; else empty.

    It would with more than 12 values, and with three or more of them where over three in four
    cases that have the attribute have a value of their own.
    """
    known = [case.attributes[attribute] for case in cases if attribute in case.attributes]
    n_values = len(set(known))
    if n_values > MOST_VALUES:
        return f"it has {n_values} different values"
    if n_values > 2 and 4 * n_values > 3 * len(known):
        return f"it has {n_values} different values in {len(known)} cases"
    return ""
