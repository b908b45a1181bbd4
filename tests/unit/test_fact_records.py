"""Printed facts as a record: what comparisons can use, and why they cannot use the rest."""

from decimal import Decimal

import pytest

from corecase.core.fact_records import in_words, programmes, recorded, regions, slug
from corecase.core.nations import nation_of
from tests.told import fact, to_date


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Stockton-on-Tees", "stockton-on-tees"),
        ("Bournemouth & Poole", "bournemouth-and-poole"),
        ("  Kent  ", "kent"),
        ("&!", "and"),
        ("!", "-"),
    ],
)
def test_a_name_becomes_a_part_of_an_address(name: str, said: str) -> None:
    assert slug(name) == said


@pytest.mark.parametrize(
    ("region", "nation"),
    [("North East", "ENGLAND"), ("Eastern", "ENGLAND"), ("Wales", "WALES"), ("Utopia", "")],
)
def test_a_region_tells_its_nation(region: str, nation: str) -> None:
    assert nation_of(region) == nation


def test_headlines_and_figures_to_date_are_read() -> None:
    again = fact(value=75, kind_of_inspection="second re-inspection", cases=38, said="MINIMUM")
    found = recorded([fact(), again, *to_date(38, 63, 82, services=12)], "cci")
    first, second = found.record.scores
    assert (first.percent, first.is_reinspection, first.inspected) == (60, False, "April 2012")
    assert (second.is_reinspection, second.n_cases, second.band) == (True, 38, "MINIMUM")
    (context,) = found.record.contexts
    assert (context.lowest, context.average, context.highest) == (38, 63, 82)
    assert (context.scope, context.n_services) == ("all so far", 12)
    assert found.not_read == ()


def test_a_band_alone_and_a_figure_without_a_scope_are_read() -> None:
    band = fact(value=None, said="MINIMUM")
    found = recorded([band, *to_date(None, 63, None, scope="", source="")])
    assert found.record.scores[0].percent is None
    assert found.record.contexts[0].scope == "services inspected so far"
    assert found.record.contexts[0].source.title == "source not named"


def test_another_programme_and_another_kind_are_not_asked_for() -> None:
    other = fact(programme="FJI")
    rating = fact(value=None, measure="rating:overall", said="good")
    found = recorded([other, rating], "CCI")
    assert (found.record.scores, found.not_read) == ((), ())
    assert list(programmes([other, rating, fact(programme="")])) == ["CCI", "FJI"]


def test_what_cannot_be_used_says_why() -> None:
    found = recorded(
        [
            fact(published=""),
            fact(value="60.5"),
            fact(most=Decimal(70)),
            fact(value=160),
            *to_date(70, 63, None),
            *to_date(None, None, 82, published="soon"),
        ]
    )
    assert [one.reason for one in found.not_read] == [
        "no day, month or year of publication is printed",
        "it is printed with a fraction, and comparisons take whole percentages",
        "its words leave a range open",
        "160% is not from 0 to 100; correct it.",
        "no day, month or year of publication is printed",
        *["The comparator of safeguarding needs lowest, average and highest in that order, "
          "from 0 to 100."] * 2,
    ]  # fmt: skip


def test_a_region_that_one_fact_gives_is_that_of_the_service() -> None:
    told = [fact("Brook", region=""), fact("Brook"), fact("Anytown", region="")]
    assert regions(recorded(told).record) == {"Anytown": "", "Brook": "London"}


def test_a_period_is_said_in_words_and_other_words_stay() -> None:
    assert in_words("2009-10") == "October 2009"
    assert in_words("September to October 2009") == "September to October 2009"
    assert in_words("2009-09/2009-10") == "September 2009 to October 2009"
    assert in_words("2013-07-22/soon") == "2013-07-22/soon"
    assert in_words("") == ""
