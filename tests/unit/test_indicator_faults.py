"""What is wrong with an indicator as entered, and the order of a list."""

from dataclasses import replace

import pytest

from corecase.core.indicator_faults import LARGEST, LENGTHS, faults
from corecase.core.indicators import Indicator
from corecase.core.positions import moved

WHOLE = Indicator(
    name="Invented rate",
    definition="Invented definition of 2008",
    unit="percent",
    value=50,
    period="2008/2009",
    numerator=5,
    denominator=10,
    previous_value=40,
    previous_period="2007/2008",
    comparator=60,
    comparator_name="Invented region",
)


def test_a_whole_indicator_and_one_with_the_least_have_no_fault() -> None:
    least = Indicator(name="Invented", unit="count", value=3, period="2009")
    assert faults(WHOLE) == faults(least) == ()


@pytest.mark.parametrize(
    ("without", "where"),
    [
        ({"name": ""}, "name"),
        ({"period": ""}, "period"),
        ({"comparator_name": ""}, "comparator_name"),
        ({"comparator": None}, "comparator"),
        ({"previous_period": ""}, "previous_period"),
        ({"previous_value": None}, "previous_value"),
        ({"denominator": LARGEST + 1}, "denominator"),
        ({"numerator": LARGEST + 1}, "numerator"),
    ],
)
def test_a_value_needs_the_words_that_say_what_it_is(
    without: dict[str, object], where: str
) -> None:
    found = faults(replace(WHOLE, **without))  # type: ignore[arg-type]  # fields of the value
    assert [fault.where for fault in found] == [where]
    assert found[0].reason.endswith(".")


@pytest.mark.parametrize("field", LENGTHS)
def test_a_text_has_a_longest_length(field: str) -> None:
    longest = replace(WHOLE, **{field: "x" * LENGTHS[field]})  # type: ignore[arg-type]  # a text
    assert faults(longest) == ()
    longer = replace(WHOLE, **{field: "x" * (LENGTHS[field] + 1)})  # type: ignore[arg-type]  # too
    assert [fault.where for fault in faults(longer)] == [field]


def test_an_entry_moves_one_place_and_not_over_the_end() -> None:
    assert moved("abc", "b", up=True) == ("b", "a", "c")
    assert moved("abc", "b", up=False) == ("a", "c", "b")
    assert moved("abc", "a", up=True) == moved("abc", "c", up=False) == ("a", "b", "c")
    with pytest.raises(ValueError, match="not in"):
        moved(("a",), "z", up=True)
