"""A headline to date: what is known, what was said then, and a programme over the years."""

from dataclasses import replace
from datetime import date

from corecase.core.fact_records import recorded
from corecase.core.headlines_to_date import Known, known, said_then, trend
from corecase.core.printed_facts import PrintedFact
from corecase.core.published_scores import Record
from tests.told import fact, to_date


def record(*facts: PrintedFact) -> Record:
    return recorded(facts).record


def test_what_is_known_is_of_first_inspections_with_a_percentage() -> None:
    held = record(
        fact(value=41),
        fact("Brook", 60),
        fact("Brook", 90, kind_of_inspection="re-inspection"),
        fact("Croft", None, said="MINIMUM"),
        fact("Dale", 50, measure="headline:risk_of_harm"),
        fact("Fell", 70, inspected="", published="2012-11"),
    )
    whole = known(held, "safeguarding")
    assert whole == Known(n_services=3, lowest=41, average=57, highest=70)
    assert whole.words == "lowest 41%, average 57%, highest 70%; 3 services"
    by_then = known(held, "safeguarding", inspected_by=date(2012, 4, 30))
    assert by_then == Known(n_services=2, lowest=41, average=51, highest=60)
    assert known(held, "safeguarding", inspected_by=date(2012, 4, 29)) is None
    assert known(held, "nothing") is None


def test_said_then_stands_beside_known_now() -> None:
    held = record(
        fact(value=41, inspected="2009-10", published="2012"),
        *to_date(38, 63, 82, published="2010-01", scope_understood="all regions"),
        *to_date(37, 67, 91, source="another"),
    )
    then, now = said_then(held, "safeguarding")
    assert (then.said.average, then.is_newest, now.said.average, now.is_newest) == (
        *(63, False),
        *(67, True),
    )
    assert then.now_words == "lowest 41%, average 41%, highest 41%; 1 service"
    early = replace(held, scores=())
    assert said_then(early, "safeguarding")[0].now_words == "no service known"


def test_a_programme_goes_from_its_first_year_to_its_last() -> None:
    held = record(
        fact(value=40, published="2010"),
        fact("Brook", 60, published="2012-03"),
        *to_date(38, 63, 82, published="2010-01"),
        *to_date(37, 67, 91, published="2012-06"),
        *to_date(37, 68, 91, published="2012-06", source="another"),
    )
    years = trend(held, "safeguarding")
    assert [year.year for year in years] == [2010, 2011, 2012]
    assert [year.printed_average for year in years] == [63, 63, None]
    assert years[1].in_year is None
    assert years[1].to_date == Known(n_services=1, lowest=40, average=40, highest=40)
    assert years[2].in_year == Known(n_services=1, lowest=60, average=60, highest=60)
    assert years[2].to_date == Known(n_services=2, lowest=40, average=50, highest=60)
    assert trend(held, "nothing") == ()
