"""Questions of one case: asked, waiting or ruled out, and answers put together from their parts."""

from dataclasses import replace

import pytest

from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.judgements import Answer, Judgement
from corecase.core.operations import Field
from corecase.core.questions import (
    Asking,
    FoundIn,
    Question,
    answer_value,
    check_levels,
    questions,
    value_words,
)
from corecase.core.rules import AttributeIs, Gate
from tests.builders import framework, item

FIRST = item("A", label="First asked")
GATED = item("B", gate=Gate(item="T-A", when="sufficient"))
CUSTODY = item("C", applies=AttributeIs(attribute="order_type", values=("custody",)))
BEHIND = item("D", gate=Gate(item="T-C", when="applicable"))
LEVELS = item("E", levels=("low", "high"))
ALL = framework(items=(FIRST, GATED, CUSTODY, BEHIND, LEVELS), recommendations=())


def said(item_id: str, answer: Answer) -> dict[str, Judgement]:
    return {item_id: Judgement(case_id="S01", item_id=item_id, answer=answer)}


def met(answers: dict[str, Judgement], **attributes: str) -> dict[str, Question]:
    found = questions(ALL, Case(id="S01", attributes=attributes), answers)
    return {question.item.id: question for question in found}


def test_a_question_behind_a_gate_waits_for_it_then_is_asked_or_ruled_out() -> None:
    waiting = met({})["T-B"]
    assert waiting.asking is Asking.WAITING
    assert waiting.reason == (
        "Asked only where “First asked” is sufficient, and that is still unanswered."
    )
    assert met(said("T-A", Answer.SUFFICIENT))["T-B"].asking is Asking.ASKED
    shut = met(said("T-A", Answer.NOT_APPLICABLE))["T-B"]
    assert (shut.asking, shut.by_facts) == (Asking.RULED_OUT, False)
    assert shut.reason.endswith("and it is not applicable.")


def test_the_facts_of_a_case_rule_a_question_out_and_what_hangs_on_it() -> None:
    found = met({}, order_type="community")
    assert found["T-C"].asking is Asking.RULED_OUT
    assert found["T-C"].by_facts
    assert found["T-C"].reason.endswith("here order type is community.")
    assert found["T-D"].reason.endswith("and that is not asked of this case.")


def test_an_unknown_fact_excuses_nothing() -> None:
    assert met({})["T-C"].asking is Asking.ASKED


@pytest.mark.parametrize("attributes", [{}, {"order_type": "custody"}, {"order_type": "community"}])
@pytest.mark.parametrize("answer", [None, *Answer])
def test_asked_is_what_the_framework_says(
    attributes: dict[str, str], answer: Answer | None
) -> None:
    answers = said("T-A", answer) if answer else {}
    for question in met(answers, **attributes).values():
        is_asked = ALL.asked(question.item, attributes, answers)
        assert (question.asking is Asking.ASKED) == is_asked


def test_unanswered_and_contradicting() -> None:
    found = met(said("T-B", Answer.INSUFFICIENT))
    assert found["T-A"].is_unanswered
    assert not found["T-B"].is_unanswered
    assert found["T-B"].contradicts
    assert not met(said("T-B", Answer.NOT_APPLICABLE))["T-B"].contradicts


def test_an_answer_is_put_together_from_its_parts() -> None:
    assert answer_value(FIRST, answer="") == ""
    assert answer_value(FIRST, answer="SUFFICIENT") == '{"answer":"SUFFICIENT"}'
    marked = answer_value(FIRST, answer="INSUFFICIENT", mark=True)
    assert value_words(Field.ANSWER, marked) == "insufficient, known but not recorded"
    levels = answer_value(LEVELS, answer="", service="low", assessor="high")
    assert value_words(Field.ANSWER, levels) == (
        "insufficient, the service: low, the assessor: high"
    )
    equal = answer_value(LEVELS, answer="SUFFICIENT", service="low", assessor="low")
    assert value_words(Field.ANSWER, equal).startswith("sufficient")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"answer": "MAYBE"}, "Choose sufficient"),
        ({"answer": "", "mark": True}, "to go with the mark"),
        ({"answer": "", "service": "low"}, "both levels"),
        ({"answer": "", "service": "low", "assessor": "none"}, "from the lists"),
        ({"answer": "NOT_APPLICABLE", "service": "low", "assessor": "low"}, "make the answer"),
    ],
)
def test_parts_that_do_not_go_together_get_a_sentence(parts: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        answer_value(LEVELS, **parts)  # type: ignore[arg-type]  # parts of an answer


def test_levels_have_to_be_those_of_the_item() -> None:
    judgement = Judgement(
        case_id="S01",
        item_id="T-E",
        answer=Answer.SUFFICIENT,
        service_value="low",
        assessor_value="low",
    )
    check_levels(LEVELS, judgement)
    check_levels(FIRST, replace(judgement, service_value=None, assessor_value=None))
    with pytest.raises(InputError, match="no such level"):
        check_levels(FIRST, judgement)


def test_what_stored_values_say() -> None:
    assert value_words(Field.ANSWER, "") == "unanswered"
    assert value_words(Field.NOTE, "") == "nothing"
    assert value_words(Field.NOTE, "as written") == "as written"
    assert value_words(Field.FOUND_IN, FoundIn.BOTH) == "file and interview"
    assert {found.words for found in FoundIn} >= {"file", "interview"}
