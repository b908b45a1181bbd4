"""Inspections: what cannot be said of one, and how an indicator prints."""

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.inspections import Comparator, Indicator, Inspection, SurveyStatement, Unit


def test_only_the_service_is_needed() -> None:
    assert Inspection(service="Anytown").recommendations is None
    with pytest.raises(InputError, match="needs the name of the service"):
        Inspection(service="")


def test_the_number_of_a_report_is_checked() -> None:
    assert Inspection(service="Anytown", isbn="978-1-84099-267-0").isbn
    with pytest.raises(InputError, match="a digit is wrong"):
        Inspection(service="Anytown", isbn="978-1-84099-267-1")


@pytest.mark.parametrize(
    ("lowest", "average", "highest", "stands"),
    [
        (38, 63, 82, True),
        (0, 0, 100, True),
        (50, 50, 50, True),
        (64, 63, 82, False),
        (38, 83, 82, False),
        (-1, 63, 82, False),
        (38, 63, 101, False),
    ],
)
def test_a_comparator_is_in_order(lowest: int, average: int, highest: int, stands: bool) -> None:
    parts = {"lowest": lowest, "average": average, "highest": highest}
    if stands:
        assert Comparator(headline="safety", **parts).average == average
    else:
        with pytest.raises(InputError, match="comparator of safety needs lowest, average and hig"):
            Comparator(headline="safety", **parts)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (77.8, "percent", "77.8%"),
        (80.0, "percent", "80%"),
        (1.08, "per person", "1.08 per person"),
        (14.5, "per 1,000", "14.5 per 1,000"),
        (12345.0, "count", "12,345"),
        (0.1 + 0.2, "per person", "0.3 per person"),
    ],
)
def test_an_indicator_prints_with_its_unit(value: float, unit: Unit, printed: str) -> None:
    indicator = Indicator(name="Work", value=value, unit=unit, period="2009", comparator=value)
    assert indicator.printed == printed
    assert indicator.comparator_printed == printed


def test_an_indicator_without_comparator_prints_none() -> None:
    assert Indicator(name="Work", value=1, unit="count", period="2009").comparator_printed == ""


@pytest.mark.parametrize(
    ("out_of", "confirmed", "awaits"), [(4, False, True), (4, True, False), (5, False, False)]
)
def test_an_answer_of_fewer_than_five_awaits_confirmation(
    out_of: int, confirmed: bool, awaits: bool
) -> None:
    figure = Figure(count=1, out_of=out_of)
    said = SurveyStatement(text="felt safe.", figure=figure, confirmed=confirmed)
    assert said.awaits_confirmation is awaits
    assert not SurveyStatement(text="All felt safe.").awaits_confirmation
