"""Printed facts: what one may say, and what is refused."""

from decimal import Decimal

import pytest

from corecase.core.errors import InputError
from corecase.core.printed_facts import PrintedFact


def test_a_fact_knows_its_kind_its_key_and_whether_somebody_has_to_decide():
    read = PrintedFact(service="Anyborough", measure="headline:safeguarding", value=Decimal(60))
    doubted = PrintedFact(
        service="", measure="rating:overall", said="good", doubt="Which service is meant?"
    )

    assert (read.kind, read.key, read.confidence) == ("headline", "safeguarding", "certain")
    assert (doubted.kind, doubted.key, doubted.confidence) == ("rating", "overall", "to decide")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"measure": "weather:today"}, "is no measure"),
        ({"measure": "headline:a b"}, "is no measure"),
        ({"standing": "sure"}, "A standing is one of"),
        ({"value": None, "most": Decimal(3)}, "needs its lower end"),
        ({"value": Decimal(4), "most": Decimal(3)}, "swap its ends"),
        ({"value": None}, "says nothing"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(changed, sentence):
    fields = {"service": "Anyborough", "measure": "count:cases", "value": Decimal(4)} | changed

    with pytest.raises(InputError, match=sentence):
        PrintedFact(**fields)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ({"value": Decimal(41), "unit": "%", "said": "DRASTIC", "out_of": 38}, "41% DRASTIC"),
        ({"value": Decimal(7), "out_of": 8}, "7 of 8"),
        ({"value": Decimal(50), "most": Decimal(60), "unit": "%"}, "50 to 60%"),
        ({"value": Decimal("1.08"), "unit": "per person"}, "1.08 per person"),
        ({"said": "good"}, "good"),
    ],
)
def test_a_fact_is_shown_as_it_is_printed(said, printed):
    fact = PrintedFact(service="Anyborough", measure="count:custody_cases", **said)
    assert (fact.printed, fact.measure_words) == (printed, "count: custody cases")
