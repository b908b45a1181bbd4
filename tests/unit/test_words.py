"""Words: a count as a report says it, and phrases that cannot be."""

from fractions import Fraction
from itertools import pairwise

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.words import (
    PHRASES,
    bounds,
    counts,
    in_count,
    in_words,
    number_in_words,
    opening_number,
    phrase,
)


@pytest.mark.parametrize(
    ("count", "out_of", "said"),
    [
        (1, 1, "the one case"),
        (0, 1, "none of the cases (0 of 1)"),
        (2, 2, "both cases"),
        (1, 2, "one of the two cases"),
        (0, 7, "none of the seven cases"),
        (3, 3, "all three cases"),
        (38, 38, "all 38 cases"),
        (7, 8, "all but one of the eight cases"),
        (6, 7, "six of the seven cases"),
        (7, 11, "seven of the 11 cases"),
        (7, 12, "more than half of the cases (7 of 12)"),
        (18, 19, "all but one of the 19 cases"),
        (12, 19, "just under two-thirds of the cases (12 of 19)"),
        (10, 20, "half of the cases (10 of 20, 50%)"),
        (37, 38, "all but one of the 38 cases (97%)"),
        (34, 38, "all but four of the 38 cases (89%)"),
        (33, 38, "most of the cases (33 of 38, 87%)"),
        (2, 38, "two of the 38 cases"),
        (0, 38, "none of the 38 cases"),
        (3, 38, "very few of the cases (3 of 38, 8%)"),
    ],
)
def test_a_count_is_said_with_what_is_counted(count: int, out_of: int, said: str) -> None:
    assert in_words(Figure(count=count, out_of=out_of), "case", "cases") == said


@pytest.mark.parametrize(
    ("count", "out_of", "said"),
    [
        (1, 1, "the one"),
        (0, 1, "none (0 of 1)"),
        (2, 2, "both"),
        (3, 3, "all three"),
        (6, 7, "six of the seven"),
        (37, 38, "all but one of the 38 (97%)"),
        (20, 38, "just over half (20 of 38, 53%)"),
    ],
)
def test_the_nouns_go_in_a_clause_that_follows(count: int, out_of: int, said: str) -> None:
    assert in_words(Figure(count=count, out_of=out_of), "", "") == said


@pytest.mark.parametrize(
    ("count", "out_of", "said"),
    [
        (0, 38, "none of the 38 plans"),
        (5, 38, "five of the 38 plans"),
        (10, 10, "ten of the ten plans"),
        (11, 38, "11 of the 38 plans"),
    ],
)
def test_a_bare_count_with_its_base(count: int, out_of: int, said: str) -> None:
    assert in_count(Figure(count=count, out_of=out_of), "plans") == said


def test_numbers_up_to_ten_are_words() -> None:
    assert [number_in_words(n) for n in (0, 1, 10, 11)] == ["0", "one", "ten", "11"]


def test_a_number_that_opens_a_sentence_is_a_word_below_a_hundred() -> None:
    said = {n: opening_number(n) for n in (0, 1, 10, 11, 19, 20, 22, 99, 100)}
    assert list(said.values()) == [
        "None",
        "One",
        "Ten",
        "Eleven",
        "Nineteen",
        "Twenty",
        "Twenty-two",
        "Ninety-nine",
        "100",
    ]


def test_a_base_of_0_has_no_phrase() -> None:
    for say in (phrase, lambda figure: in_words(figure, "case", "cases")):
        with pytest.raises(InputError, match="no phrase for a base of 0"):
            say(NOTHING)


@pytest.mark.parametrize(
    ("said", "out_of", "expected"),
    [
        ("both", 2, [2]),
        ("both", 3, []),
        ("all", 7, [7]),
        ("none", 7, [0]),
        ("all but two", 2, []),
        ("all but two", 38, [36]),
        ("the majority", 5, [3, 4, 5]),
        ("less than one-quarter", 8, [1]),
        ("rarely", 20, [1]),
        ("half", 7, []),
    ],
)
def test_a_phrase_reads_back_to_counts(said: str, out_of: int, expected: list[int]) -> None:
    assert list(counts(said, out_of)) == expected


@pytest.mark.parametrize("said", ["loads", "all but no", "all but eleven", "All", ""])
def test_an_unknown_phrase_is_refused_with_those_that_are_known(said: str) -> None:
    with pytest.raises(InputError, match=r"is not in the table\. Use one of: very few, few"):
        counts(said, 38)


def test_bounds_hold_exact_shares_only() -> None:
    half = bounds("half")
    assert Fraction(1, 2) in half
    assert 0.5 not in half
    assert Fraction(1, 2) not in bounds("just over half")


def test_the_phrases_tile_everything_between_none_and_all() -> None:
    tiles = list(PHRASES.values())
    assert (tiles[0].low, tiles[-1].high) == (0, 1)
    for before, after in pairwise(tiles):
        assert before.high == after.low
        assert before.high_closed != after.low_closed


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "None"),
        (1, "One"),
        (10, "Ten"),
        (11, "Eleven"),
        (13, "Thirteen"),
        (20, "Twenty"),
        (22, "Twenty-two"),
        (99, "Ninety-nine"),
        (100, "100"),
    ],
)
def test_a_number_opens_a_sentence_in_words(number: int, said: str) -> None:
    assert opening_number(number) == said
