"""Numbers in prose that follow no figure and no evidence are pointed out."""

import pytest

from corecase.core.figures import Figure
from corecase.core.free_numbers import free_numbers

FIGURES = (Figure(count=12, out_of=38), Figure(count=2, out_of=2), Figure(count=0, out_of=0))
EVIDENCE = ("The YOS held four licences.", "A population of 88,611, of whom 11.6% were young.")


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("", ()),
        ("Of the 38 cases, 12 were late; two were not.", ()),
        ("12 of the 38 (32%) were late, and two of 38 were not.", ("two of 38",)),
        ("It was so in 45% of cases and in 45 per cent again.", ("45%", "45 per cent")),
        ("Seven staff left and seven came.", ("seven",)),
        ("Four licences among 88,611 people, 11.6% of them young.", ()),
        ("Four of five licences; 4% more.", ("four of five", "4%")),
        ("One of them was late, and no one knew.", ()),
        ("In October 2009, on 14 January 2010 and 2010-01-27, in 2008/09 and on 3/4/2010.", ()),
        ("A boy aged 14, a girl of 15 years old, ages 10 to 17, a ten-year-old.", ()),
        ("Criterion 1.2, sections 2 and 3, appendix 4 and 2.2a say so.", ()),
        ("It was [[T-A|most of the 77]] and [[quote:Q1|66 times]].", ()),
        ("In 2010 1,400 came.", ("1,400",)),
        ("1.08 offences for each, but 1.08 of them", ("1.08",)),
        ("YOIS2 and route-66 are names.", ()),
        ("twenty-two cases", ("twenty-two",)),
        ("The score was 32 percent.", ()),
        ("a hundred per cent of two", ()),
        ("one hundred cases", ("one hundred",)),
    ],
)
def test_a_number_is_matched_passed_over_or_named(text: str, free: tuple[str, ...]) -> None:
    assert free_numbers(text, FIGURES, EVIDENCE) == free


def test_without_figures_every_number_is_free() -> None:
    assert free_numbers("12 of 38 were late.", ()) == ("12 of 38",)
