"""Results of a survey: counts, words, intervals, and what is not said of few people."""

from dataclasses import replace

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.questionnaires import (
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    ViewReading,
    Wording,
)
from corecase.core.respondents import printed
from corecase.core.survey_results import Tally, tallies, view_figures
from corecase.core.surveys import Group
from corecase.exchange import questionnaires
from corecase.exchange.frameworks import load

CHILDREN, STAFF = questionnaires.load("children-1"), questionnaires.load("staff-1")


def tally(question: str, *given: list[str]) -> Tally:
    found = tallies(CHILDREN, [{question: codes} for codes in given])
    return next(one for one in found if one.question.id == question)


def test_answers_are_counted_out_of_those_that_count() -> None:
    given = [["completely"]] * 18 + [["mostly"]] * 4 + [["no-view"]] * 3 + [[]]
    found = tally("heard", *given)
    assert (found.base, found.n_apart, found.is_small) == (22, 3, False)
    assert [line.figure.count for line in found.lines] == [18, 4, 0, 0]
    assert found.words == "Eighteen said “Yes, completely”; four said “Yes, mostly”."
    assert found.lines[0].words == "18 of 22 (82%, few answers)"
    assert found.lines[0].interval == "61% to 93%"
    said = found.statement("completely")
    assert said.figure == Figure(count=18, out_of=22)
    assert printed(said).startswith("All but four of the 22 respondents (82%) said “Yes, compl")
    with pytest.raises(KeyError):
        found.statement("no-view")


def test_few_answers_have_no_percentage_and_wait_for_a_person() -> None:
    found = tally("heard", ["mostly"], ["not-at-all"])
    assert found.is_small
    assert found.lines[1].words == "1 of 2"
    assert found.lines[1].interval == ""
    assert found.statement("mostly").awaits_confirmation


def test_several_answers_of_one_person_stand_on_one_base() -> None:
    found = tally("helped", ["education", "family"], ["education"], ["no-view"])
    assert (found.base, found.n_apart) == (2, 1)
    counts = {line.choice.code: line.figure.count for line in found.lines}
    assert (counts["education"], counts["family"], counts["nothing"]) == (2, 1, 0)


def test_nobody_leaves_nothing_to_say() -> None:
    found = tally("contract", ["no-referral"])
    assert (found.base, found.n_apart, found.lines, found.words) == (0, 1, (), "")
    assert not found.is_small
    assert not [one for one in tallies(CHILDREN, []) if one.question.is_text]


def test_more_than_ninety_nine_are_counted_in_digits() -> None:
    found = tally("heard", *[["mostly"]] * 101, *[["completely"]] * 2)
    assert found.words == "Two said “Yes, completely”; 101 said “Yes, mostly”."


def test_a_person_is_counted_once_in_a_view_that_joins_two_questions() -> None:
    answers = [
        {"judges": ["mostly"], "improves": ["completely"], "lacking": ["nothing"]},
        {"judges": ["mostly"], "improves": ["a-little"], "lacking": ["harm", "other"]},
        {"judges": ["mostly"], "improves": ["no-view"]},
        {"judges": ["mostly"]},
    ]
    found = {one.id: one.figure for one in view_figures(STAFF, answers)}
    assert found == {
        "SQS-V3": Figure(count=1, out_of=2),
        "SQS-V5": Figure(count=1, out_of=2),
    }


def test_the_staff_survey_answers_all_that_a_screening_asks_case_managers() -> None:
    asked = [view.id for view in load("sqs-2013").views]
    assert [reading.view for reading in STAFF.views] == asked
    with pytest.raises(InputError, match="nobody can say yes"):
        replace(STAFF, views=(ViewReading(view="V", questions=("better",), yes=frozenset("y")),))


def test_a_question_in_ones_own_words_is_never_counted() -> None:
    asked = Questionnaire(
        id="invented-1",
        group=Group.STAFF,
        title=Wording(english="Title"),
        opening=(),
        parts=(
            Part(
                heading=Wording(english="Part"),
                questions=(
                    Question(id="t", kind=QuestionKind.TEXT, wording=Wording(english="What?")),
                ),
            ),
        ),
    )
    assert tallies(asked, [{}]) == ()
