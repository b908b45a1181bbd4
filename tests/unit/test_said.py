"""Words tied to a figure: what they say is so, or is named."""

import pytest

from corecase.core.figures import Figure
from corecase.core.said import untied, untrue


def figure(said: str) -> Figure:
    count, out_of = said.split("/")
    return Figure(count=int(count), out_of=int(out_of))


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("any", "1/38"),
        ("some of those seen", "1/38"),
        ("two of the 38 cases", "2/38"),
        ("Twenty-two of 38", "22/38"),
        ("all but one of the 38 cases (97%)", "37/38"),
        ("just over half of the cases (20 of 38, 53%)", "20/38"),
        ("in every case", "38/38"),
        ("both of the two", "2/2"),
        ("neither", "0/2"),
        ("no case", "0/4"),
        ("not one", "0/4"),
        ("not all 38 cases", "37/38"),
        ("the majority", "25/38"),
        ("a quarter", "5/20"),
        ("one in four", "5/20"),
        ("over half", "25/38"),
        ("fewer than half", "15/38"),
        ("at least 20 of the 38", "20/38"),
        ("at most two", "1/38"),
        ("almost all", "37/38"),
        ("both, or almost both", "2/2"),
        ("about one in four", "6/20"),
        ("97.4%", "37/38"),
        ("over 99%", "999/1000"),
        ("20 per cent", "1/5"),
        ("none at all of the most serious cases, by version 1.2", "0/9"),
        ("none", "0/0"),
        ("ninety per cent", "9/10"),
        ("over ninety percent", "37/38"),
        ("a hundred percent", "38/38"),
        ("one hundred and two of the two hundred", "102/200"),
        ("hundred per cent, of a hundred cases", "100/100"),
        ("nobody, and no one", "0/38"),
        ("just over ½", "20/38"),
        ("⅔", "25/38"),
        ("⅝", "5/8"),
        ("0 of 0", "0/0"),
    ],
)
def test_words_that_are_true_or_say_no_number_stand(words: str, of: str) -> None:
    assert untrue(words, figure(of)) == ()


@pytest.mark.parametrize(
    ("words", "of", "wrong"),
    [
        ("most of the 38 cases (90%)", "1/38", ("most", "90%")),
        ("one of the 38", "2/38", ("one",)),
        ("two of the 36", "2/38", ("of the 36",)),
        ("all but two", "37/38", ("all but two",)),
        ("all", "37/38", ("all",)),
        ("every case", "37/38", ("all",)),
        ("both", "2/3", ("both",)),
        ("neither", "1/2", ("neither",)),
        ("none", "1/38", ("none",)),
        ("not in all cases", "38/38", ("not in all",)),
        ("just over half", "5/38", ("just over half",)),
        ("two-thirds", "1/3", ("two thirds",)),
        ("over half", "19/38", ("over half",)),
        ("at least 21", "20/38", ("at least 21",)),
        ("at most two", "3/38", ("at most two",)),
        ("under 20%", "20/100", ("under 20%",)),
        ("almost all", "30/38", ("almost all",)),
        ("one in four", "10/20", ("one in four",)),
        ("97.3%", "37/38", ("97.3%",)),
        ("100%", "999/1000", ("100%",)),
        ("0%", "1/1000", ("0%",)),
        ("most", "0/0", ("most",)),
        ("three in 0", "3/9", ("0",)),
        ("ninety per cent", "37/38", ("ninety per cent",)),
        ("under twenty-two per\u00a0cent", "22/100", ("under twenty two per cent",)),
        ("a hundred percent", "37/38", ("a hundred percent",)),
        ("one hundred and one of 200", "101/201", ("of 200",)),
        ("three hundred", "38/38", ("three hundred",)),
        ("nobody", "1/38", ("nobody",)),
        ("no-one", "1/38", ("no one",)),
        ("⅔", "37/38", ("two thirds",)),
        ("1½ of the 38, and ⅕", "1/38", ("half", "1 in 5")),
        ("nine\u00adty per cent", "1/38", ("ninety per cent",)),
    ],
)
def test_what_is_not_so_is_named(words: str, of: str, wrong: tuple[str, ...]) -> None:
    assert untrue(words, figure(of)) == wrong


@pytest.mark.parametrize(
    ("words", "loose"),
    [
        ("We saw 12 cases.", ("12 cases",)),
        ("We saw 38 cases, two cases of them late: two of the 38.", ()),
        ("It was so in three of the 38 and in 90%.", ("three of the 38", "90%")),
        ("Five per cent (2 of 38).", ()),
        ("5% and 6% of them", ("6%",)),
        ("ninety per cent, nine per cent", ("ninety per cent", "nine per cent")),
        (
            "a hundred percent of them, one hundred cases",
            ("a hundred percent", "one hundred cases"),
        ),
        ("four young people", ("four young people",)),
        ("all but two of the 38", ("all but two of the 38",)),
        ("In 2010 section 4 was new for five years.", ()),
    ],
)
def test_numbers_that_follow_no_data_are_named(words: str, loose: tuple[str, ...]) -> None:
    assert untied(words, [figure("2/38"), figure("0/0")]) == loose


@pytest.mark.parametrize("words", ["9" * 5000, "9" * 5000 + "%", "0." + "3" * 5000 + "%"])
def test_a_number_longer_than_any_figure_is_named(words: str) -> None:
    assert untrue(words, figure("2/38")) == (words,)
    assert untrue("over " + words, figure("2/38")) == ("over " + words,)
    assert untied(f"{words} cases", [figure("2/38")])
