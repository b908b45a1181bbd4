"""Judgements: one answer to one item on one case, and the levels that settle it."""

import pytest

from corecase.core.errors import InputError
from corecase.core.judgements import Answer, Judgements
from tests.builders import judgement


def test_three_answers_of_which_two_are_scored() -> None:
    assert [answer.is_scored for answer in Answer] == [True, True, False]
    assert [answer.words for answer in Answer] == ["sufficient", "insufficient", "not applicable"]


@pytest.mark.parametrize(("case_id", "item_id"), [("", "T-A"), ("X-1", "")])
def test_a_judgement_needs_a_case_and_an_item(case_id: str, item_id: str) -> None:
    with pytest.raises(InputError, match="needs a case and an item"):
        judgement(case_id, item_id, "S")


@pytest.mark.parametrize(
    ("answer", "service", "assessor", "stands"),
    [
        ("S", "low", "low", True),
        ("I", "low", "high", True),
        ("I", "low", "low", False),
        ("S", "low", "high", False),
        ("N", "low", "low", False),
        ("N", "low", "high", False),
        ("N", None, None, True),
    ],
)
def test_two_levels_settle_the_answer(
    answer: str, service: str | None, assessor: str | None, stands: bool
) -> None:
    values = {"service_value": service, "assessor_value": assessor}
    if stands:
        assert judgement("X-1", "T-L", answer, **values).service_value == service
    else:
        with pytest.raises(InputError, match="equal levels are sufficient, different levels insu"):
            judgement("X-1", "T-L", answer, **values)


@pytest.mark.parametrize("given", ["service_value", "assessor_value"])
def test_one_level_alone_is_refused(given: str) -> None:
    with pytest.raises(InputError, match=r"needs the service's and the assessor's"):
        judgement("X-1", "T-L", "S", **{given: "low"})


def test_a_mark_stands_beside_the_answer() -> None:
    marked = judgement("X-1", "T-A", "I", known_but_not_recorded=True)
    assert marked.answer is Answer.INSUFFICIENT


def test_judgements_keep_the_order_of_cases_and_know_those_without_any() -> None:
    found = Judgements.of([judgement("X-2", "T-A", "S")], cases=["X-1"])
    assert found.case_ids == ("X-1", "X-2")
    assert len(found) == 1
    assert [j.case_id for j in found] == ["X-2"]
    assert found.answer("X-2", "T-A") is Answer.SUFFICIENT
    assert found.answer("X-1", "T-A") is None
    assert found.answer("X-3", "T-A") is None
    assert len(Judgements()) == 0


def test_two_answers_to_one_item_on_one_case_are_refused() -> None:
    twice = [judgement("X-1", "T-A", "S"), judgement("X-1", "T-A", "I")]
    with pytest.raises(InputError, match="Case X-1 has two answers to T-A; keep one"):
        Judgements.of(twice)
