"""The text of an answer: one for each answer, and nothing else is read."""

import pytest

from corecase.core.answer_values import check_answer_value, read, write
from corecase.core.errors import InputError
from corecase.core.judgements import Answer, Judgement

PLAIN = Judgement(case_id="X-1", item_id="T-A", answer=Answer.NOT_APPLICABLE)
MARKED = Judgement(
    case_id="X-1", item_id="T-A", answer=Answer.INSUFFICIENT, known_but_not_recorded=True
)
LEVELS = Judgement(
    case_id="X-1",
    item_id="T-L",
    answer=Answer.INSUFFICIENT,
    service_value="low",
    assessor_value="high",
)


@pytest.mark.parametrize(
    ("judgement", "text"),
    [
        (PLAIN, '{"answer":"NOT_APPLICABLE"}'),
        (MARKED, '{"answer":"INSUFFICIENT","known_but_not_recorded":true}'),
        (LEVELS, '{"answer":"INSUFFICIENT","assessor_value":"high","service_value":"low"}'),
    ],
)
def test_an_answer_has_one_text_and_comes_back_from_it(judgement: Judgement, text: str) -> None:
    assert write(judgement) == text
    assert read(text, judgement.case_id, judgement.item_id) == judgement


def test_unanswered_is_empty() -> None:
    assert write(None) == ""
    assert read("", "X-1", "T-A") is None
    check_answer_value("")


@pytest.mark.parametrize(
    "text",
    [
        "SUFFICIENT",
        "[]",
        '"SUFFICIENT"',
        "{}",
        '{"answer":"MAYBE"}',
        '{"answer":["SUFFICIENT"]}',
        '{"answer": "SUFFICIENT"}',
        '{"answer":"SUFFICIENT","known_but_not_recorded":false}',
        '{"answer":"SUFFICIENT","known_but_not_recorded":1}',
        '{"answer":"SUFFICIENT","more":1}',
        '{"answer":"SUFFICIENT","assessor_value":5,"service_value":5}',
        "[" * 19_000,
    ],
)
def test_any_other_text_asks_for_the_answer_again(text: str) -> None:
    with pytest.raises(InputError, match="Choose the answer again"):
        check_answer_value(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"answer":"SUFFICIENT","service_value":"low"}', "the service's and the assessor's"),
        (
            '{"answer":"SUFFICIENT","assessor_value":"high","service_value":"low"}',
            "contradicts the two levels",
        ),
    ],
)
def test_an_answer_that_contradicts_itself_says_so(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        check_answer_value(text)
