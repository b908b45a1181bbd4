"""Facts as open data: what is withheld, and how figures are said."""

from decimal import Decimal
from typing import Any

import pytest

from corecase.core.fact_words import measure_words, printed, short_words
from corecase.core.open_facts import open_fact, open_facts
from corecase.core.printed_facts import PrintedFact
from tests.told import fact

SMALL = "a count from 1 to 9; its source prints it"
FEW = "fewer than 31 answers; its source prints them"
UNTOLD = "how many answered is not told beside it; see its source"


@pytest.mark.parametrize(
    ("told", "withheld"),
    [
        ({"measure": "headline:safeguarding", "value": 2}, ""),
        ({"measure": "count:cases", "value": 38}, ""),
        ({"measure": "count:cases", "value": 0}, ""),
        ({"measure": "count:cases", "value": 9}, SMALL),
        ({"measure": "count:cases", "value": 10, "out_of": 20}, ""),
        ({"measure": "count:cases", "value": 30, "out_of": 38}, SMALL),
        ({"measure": "count:cases", "value": None, "said": "several"}, ""),
        ({"measure": "finding:strength", "value": 12, "most": Decimal(14), "out_of": 15}, SMALL),
        ({"measure": "finding:strength", "value": 20, "most": Decimal(24), "out_of": 60}, ""),
        ({"measure": "survey:returned", "value": 31}, ""),
        ({"measure": "survey:returned", "value": 30}, FEW),
        ({"measure": "survey:safe", "value": 25, "out_of": 30}, FEW),
        ({"measure": "survey:safe", "value": 25, "out_of": 32}, SMALL),
        ({"measure": "survey:safe", "value": None, "said": "most"}, UNTOLD),
        # A percentage is no number of answers.
        ({"measure": "survey:safe", "value": 100, "unit": "%"}, UNTOLD),
        ({"measure": "survey:safe", "value": 80, "unit": "%", "out_of": 20}, FEW),
        ({"measure": "survey:safe", "value": 50, "unit": "%", "out_of": 40}, ""),
        ({"measure": "count:girls", "value": 80, "unit": "%", "out_of": 40}, SMALL),
        ({"measure": "count:girls", "value": 5, "unit": "%"}, ""),
        # Nobody is counted here.
        ({"measure": "count:headlines", "value": 2, "most": Decimal(3), "out_of": 3}, ""),
        ({"measure": "survey:days", "value": 4}, FEW),
    ],
)
def test_counts_of_few_persons_are_withheld(told: dict[str, Any], withheld: str) -> None:
    made = dict(told)
    found = open_fact(fact(value=made.pop("value"), **made))
    assert found.withheld == withheld
    if withheld:
        assert (found.value, found.most, found.out_of, found.said) == (None, None, None, "")
        assert printed(found) == f"withheld: {withheld}"


def test_what_is_given_is_given_as_printed() -> None:
    found = open_fact(fact(value=12, measure="count:people", most=Decimal(14), out_of=60))
    assert (found.value, found.most, found.out_of) == (12.0, 14.0, 60)
    words = open_fact(fact(value=None, said="MINIMUM"))
    assert (words.value, words.most, words.out_of, words.said) == (None, None, None, "MINIMUM")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"value": 41, "said": "DRASTIC"}, "41%, DRASTIC"),
        ({"value": 63, "measure": "average_to_date:safeguarding"}, "63%"),
        ({"value": "1.08", "measure": "indicator:offences", "unit": "per child"}, "1.08 per child"),
        ({"value": 30, "measure": "indicator:ete", "unit": "%"}, "30%"),
        ({"value": 24, "measure": "total:overall", "out_of": 36}, "24 of 36"),
        ({"value": 12, "measure": "count:x", "most": Decimal(14)}, "12 to 14"),
        ({"value": None, "said": "good", "measure": "rating:overall"}, "good"),
    ],
)
def test_a_figure_is_said_as_it_is_printed(told: dict[str, Any], said: str) -> None:
    made = dict(told)
    assert printed(open_fact(fact(value=made.pop("value"), **made))) == said


def test_a_measure_is_called_by_its_kind() -> None:
    assert measure_words("headline:risk_of_harm") == "Headline: risk of harm"
    assert measure_words("text") == "Text"
    assert measure_words("other:thing") == "other: thing"


def survey(value: int, out_of: int | None = 60, **told: Any) -> PrintedFact:
    return fact(value=value, measure="survey:children", out_of=out_of, **told)


def test_a_second_answer_is_withheld_where_the_rest_would_tell_the_first() -> None:
    other = {"source": "another", "unit": "%"}
    told = [survey(28), survey(25), survey(7), survey(30, 61), survey(50, 60, **other)]
    assert [one.value for one in open_facts(told)] == [28.0, None, None, 30.0, 50.0]
    reasons = [one.withheld for one in open_facts(told)]
    assert reasons[1].startswith("so that another answer cannot be worked out")
    assert reasons[2] == SMALL
    # Two that are withheld protect each other, and one alone has nothing beside it.
    assert [one.value for one in open_facts([survey(44), survey(9), survey(7)])] == [
        44.0,
        None,
        None,
    ]
    assert [one.value for one in open_facts([survey(7), survey(40, None)])] == [None, 40.0]


def test_results_are_called_by_their_short_names_in_lists() -> None:
    assert short_words("headline:risk_of_harm") == "Risk of harm"
    assert short_words("total:overall") == "Points"
    assert short_words("rating") == "Rating"
