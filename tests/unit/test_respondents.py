"""What respondents said: as it is printed, and what a person should look at."""

import pytest

from corecase.core.figures import Figure
from corecase.core.inspections import SurveyStatement
from corecase.core.respondents import GROUPS, loose_numbers, printed, remarks


def said(text: str, count: int | None = None, out_of: int = 0) -> SurveyStatement:
    figure = None if count is None else Figure(count=count, out_of=out_of)
    return SurveyStatement(text=text, figure=figure)


def test_a_statement_is_printed_with_its_count_or_as_words_alone() -> None:
    assert printed(said("were satisfied.", 22, 22)) == "All 22 respondents were satisfied."
    assert printed(said("were satisfied.", 3, 13)) == (
        "Just under one-quarter of the respondents (3 of 13) were satisfied."
    )
    assert printed(said("were satisfied.", 1, 3)) == "One of the three respondents were satisfied."
    assert printed(said("All was explained.")) == "All was explained."


def test_a_number_without_a_base_is_loose() -> None:
    assert loose_numbers(said("Four people were not helped, and 12% waited.")) == (
        "four people",
        "12%",
    )
    assert loose_numbers(said("Most were helped.")) == ()
    assert loose_numbers(said("of four people it helped.", 4, 9)) == ()


@pytest.mark.parametrize(
    ("statement", "n"),
    [
        (said("were satisfied.", 0, 5), 0),
        (said("were satisfied.", 1, 5), 1),
        (said("were satisfied.", 4, 22), 1),
        (said("were satisfied.", 5, 22), 0),
        (said("were satisfied.", 3, 4), 0),
        (said("Four people were satisfied."), 1),
        (said("were satisfied, as 9 people were not.", 1, 13), 2),
    ],
)
def test_small_counts_and_numbers_that_do_not_belong_are_pointed_out(
    statement: SurveyStatement, n: int
) -> None:
    assert len(remarks(statement)) == n
    assert all(remark.endswith(".") for remark in remarks(statement))


def test_an_answer_that_others_give_away_is_pointed_out() -> None:
    yes = said("said “Yes” when asked “Were you heard?”", 12, 22)
    mostly = said("said “Mostly” when asked “Were you heard?”", 8, 22)
    other = said("said “Yes” when asked “Was it fair?”", 10, 22)
    assert remarks(yes) == ()
    assert remarks(yes, [other, said("Most were helped.")]) == ()
    (one,) = remarks(yes, [mostly, other])
    assert one.startswith("It can be worked out that 2 of 22 gave an answer")
    assert remarks(yes, [said(mostly.text, 8, 21)]) == ()
    assert remarks(yes, [said(mostly.text, 14, 22)]) == ()


def test_the_groups_offered_are_those_of_the_reports() -> None:
    assert GROUPS == ("Children and young people", "Parents and carers", "Victims")
