"""Indicators: what is asked of a value that is unlikely, and how a file of them is read."""

from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.indicators import Indicator, Unit, questions
from corecase.exchange.indicators import FIELDS, read, template
from tests.made_files import write_text


def indicator(value: float, unit: Unit, **more: object) -> Indicator:
    named = {"name": "Suitable work", "period": "2009"} | more
    return Indicator(value=value, unit=unit, **named)


LIKELY = [
    indicator(77.8, "percent", comparator=72, previous_value=80, change="decreased"),
    indicator(0, "percent", comparator=72),
    indicator(100, "percent"),
    indicator(77.8, "percent", numerator=14, denominator=18),
    indicator(78, "percent", numerator=14, denominator=18),
    indicator(1.08, "per person", name="Reoffending after nine months", comparator=0.85),
    indicator(1.08, "per person", numerator=27, denominator=25),
    indicator(69, "per 1,000", comparator=46, numerator=690, denominator=10_000),
    indicator(12, "count", numerator=12, denominator=40, comparator=5000),
    indicator(95, "percent", previous_value=95, change="no change"),
    indicator(95, "percent", previous_value=90, change="rose, then fell"),
    indicator(95, "percent", previous_value=99, change="improved"),
    indicator(35, "percent", name="Reoffending after nine months", definition="persons of 2008"),
    indicator(2.1, "percent", name="First-time entrants"),
]


@pytest.mark.parametrize("likely", LIKELY, ids=str)
def test_a_likely_value_is_asked_nothing(likely: Indicator) -> None:
    assert questions(likely) == ()


MEANT = "Is 1.08% a percentage, or did you mean 1.08 per person (108 per 100)?"
APART = "in the same unit? They are more than ten times apart."
MOVED = "right? It was 80% before and is"


@pytest.mark.parametrize(
    ("unlikely", "asked"),
    [
        (indicator(1.08, "percent", name="Reoffending after nine months"), [MEANT]),
        (
            indicator(1.08, "percent", definition="further offences for each person"),
            [MEANT],
        ),
        (
            indicator(110, "percent", name="Reoffending", definition="number of offences"),
            [
                "Is the value of 110% right? A percentage lies from 0 to 100.",
                "Is 110% a percentage, or did you mean 110 per person (11,000 per 100)?",
            ],
        ),
        (
            indicator(50, "percent", comparator=101, previous_value=-1),
            [
                "Is the comparator of 101% right? A percentage lies from 0 to 100.",
                "Is the previous value of -1% right? It is below 0.",
                f"Are 50% and the previous value of -1% {APART}",
            ],
        ),
        (
            indicator(1200, "per 1,000"),
            ["Is the value of 1,200 per 1,000 right? That is more than one for each of them."],
        ),
        (
            indicator(78.8, "percent", numerator=14, denominator=18),
            ["Is it 78.8%? 14 of 18 is 77.8%."],
        ),
        (
            indicator(111.1, "percent", numerator=20, denominator=18),
            [
                "Is the value of 111.1% right? A percentage lies from 0 to 100.",
                "Is 20 of 18 right? More are counted than there are.",
            ],
        ),
        (
            indicator(13, "count", numerator=12, denominator=40),
            ["Is it 13 or 12? They are not the same."],
        ),
        (
            indicator(0.85, "percent", comparator=85),
            [f"Are 0.85% and the comparator of 85% {APART}"],
        ),
        (
            indicator(80, "percent", previous_value=80, change="slightly reduced"),
            [f"Is 'slightly reduced' {MOVED} 80% now."],
        ),
        (
            indicator(81, "percent", previous_value=80, change="Fell"),
            [f"Is 'Fell' {MOVED} 81% now."],
        ),
        (
            indicator(79, "percent", previous_value=80, change="unchanged"),
            [f"Is 'unchanged' {MOVED} 79% now."],
        ),
    ],
)
def test_an_unlikely_value_is_asked_about(unlikely: Indicator, asked: list[str]) -> None:
    assert list(questions(unlikely)) == asked


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"comparator": float("nan")}, "needs numbers that can be written out"),
        ({"numerator": 3}, "needs numerator and denominator, or neither"),
        ({"numerator": -1, "denominator": 3}, "needs a numerator from 0"),
        ({"numerator": 0, "denominator": 0}, "a denominator from 1"),
    ],
)
def test_numbers_that_cannot_be_are_refused(more: dict[str, float], refusal: str) -> None:
    with pytest.raises(InputError, match=refusal):
        indicator(50, "percent", **more)


def test_what_is_known_is_printed() -> None:
    known = indicator(50, "percent", numerator=600, denominator=1200, previous_value=45.5)
    assert (known.base_printed, known.previous_printed) == ("600 of 1,200", "45.5%")
    assert (indicator(5, "count").base_printed, indicator(5, "count").previous_printed) == ("", "")


# Files

ROW = "Suitable work,77.8,percent,April 2008 to March 2009,14,18,,,72,England,decreased,,"


def test_a_filled_template_reads_back(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "indicators.csv", template().strip(), ROW, 'Moves,"1,200",count,2009' + "," * 9
    )
    first, second = read(path)
    assert first == Indicator(
        name="Suitable work",
        value=77.8,
        unit="percent",
        period="April 2008 to March 2009",
        numerator=14,
        denominator=18,
        comparator=72,
        comparator_name="England",
        change="decreased",
    )
    assert second == Indicator(name="Moves", value=1200, unit="count", period="2009")
    assert read(path.read_bytes()) == (first, second)


def test_every_fault_is_told_with_its_row() -> None:
    rows = [
        "name,value,unit,period,numerator,denominator,confirmed",
        "Work,77.8%,per cent,2009,,,yes",
        ",12,count,2009,1.5,٣,",
        "Moves,12,count,2009,3,,",
        "Homes,nan,count,2009,,,",
    ]
    with pytest.raises(ManyProblems) as raised:
        read("\n".join(rows).encode())
    assert [str(problem) for problem in raised.value.problems] == [
        f"row 1: 'confirmed' is no field of an indicator; use {', '.join(FIELDS)}",
        "row 2, value: '77.8%' has to be a number in digits, without its unit",
        "row 2, unit: 'per cent' has to be one of percent, per 1,000, per person, count",
        "row 3, name: is empty; write it",
        "row 3, numerator: '1.5' has to be a whole number in digits",
        "row 3, denominator: '٣' has to be a whole number in digits",
        "row 4: Moves needs numerator and denominator, or neither.",
        "row 5: Homes needs numbers that can be written out.",
    ]


def test_headings_that_are_missing_are_named() -> None:
    with pytest.raises(ManyProblems) as raised:
        read(b"name,value\nWork,12\n")
    (fault,) = raised.value.problems
    assert str(fault) == "row 1: lacks the headings unit, period; add them"
    with pytest.raises(InputError, match="headings and nothing below"):
        read(template().encode())
