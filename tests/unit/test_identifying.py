"""What in a text could tell readers which child it is about: pointed out, each for its reason."""

import pytest

from corecase.core.identifying import Detail, passages
from corecase.core.personal_data import found_in


@pytest.mark.parametrize(
    ("text", "words", "detail"),
    [
        ("She was reached at carer@example.org that day.", "carer@example.org", Detail.REACHES),
        ("They moved to TS24 8AY in spring.", "TS24 8AY", Detail.REACHES),
        ("He rang 01429 555 555 twice.", "01429 555 555", Detail.REACHES),
        ("The number 943 476 5919 was noted.", "943 476 5919", Detail.REACHES),
        ("It held AB 12 34 56 C as well.", "AB 12 34 56 C", Detail.REACHES),
        ("It began on 14 January 2010 there.", "14 January 2010", Detail.DATE),
        ("It began on the 3rd of May.", "3rd of May", Detail.DATE),
        ("It began on 14/01/2010.", "14/01/2010", Detail.DATE),
        ("He was aged 15 then.", "aged 15", Detail.AGE),
        ("a fifteen-year-old boy", "fifteen-year-old", Detail.AGE),
        ("The worker met Invented twice.", "Invented", Detail.NAME),
        ("It was said that O'Invented came.", "O'Invented", Detail.NAME),
    ],
)
def test_a_passage_is_pointed_out(text: str, words: str, detail: Detail) -> None:
    assert [p.words for p in passages(text) if p.detail is detail] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The worker listened. Nobody was named. “They came on time,” said the carer.",
        "On Monday I went, and in May I’m going again.",
        "Alex came every week, and the worker praised Alex's effort: the YOS noted it.",
        "It took 15 weeks, and 9 of 12 steps.",
    ],
)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert passages(text, known=("Alex", "YOS")) == ()


def test_an_age_beside_a_name_is_more_than_either() -> None:
    found = passages("He was aged 15 and lived in Inventon. Later he left Elsewhere.")
    assert [(p.words, p.detail) for p in found] == [
        ("aged 15", Detail.AGE),
        ("Inventon", Detail.AGE_AND_PLACE),
        ("Elsewhere", Detail.NAME),
    ]
    (last,) = passages("At the end he went to Inventon at 15 years old")[1:]
    assert last.detail is Detail.AGE_AND_PLACE


def test_a_passage_stands_once_and_says_why() -> None:
    (only,) = passages("They met Inventon, then Inventon.")
    assert only.detail.words == "may name a person or a place"
    assert all(detail.words for detail in Detail)


def test_what_reaches_a_person_is_found_in_its_order() -> None:
    text = "Ring 01429 555 555 or write to a@example.org."
    assert found_in(text) == (
        ("ways to reach a person", "01429 555 555"),
        ("ways to reach a person", "a@example.org"),
    )
