"""What is read of invented texts, fact by fact: a question mark is for a person to decide."""

from pathlib import Path

import pytest

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import LONGEST_PASSAGE, Line, passages
from corecase.core.reading.names import placed
from corecase.core.reading.read import read
from corecase.core.reading.vocabulary import mended

FOLDER = Path(__file__).parents[1] / "spec" / "reading"
TEXTS = sorted(FOLDER.glob("*.txt"))


def shown(fact: PrintedFact) -> str:
    """A fact in short: its line, its measure, its figure, the beginning of its words."""
    figure = "" if fact.value is None else f" {fact.value:f}"
    figure += "" if fact.most is None else f"-{fact.most:f}"
    figure += "" if fact.out_of is None else f"/{fact.out_of}"
    figure += f" {fact.unit}" if fact.unit else ""
    words = f" {fact.said[:20].strip()}" if fact.said else ""
    return f"{fact.place[5:]} {fact.measure}{figure}{words}{' ?' if fact.doubt else ''}"


def lines(text: str) -> list[Line]:
    return [Line(number=number, text=line) for number, line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_every_fact_of_an_invented_text(path: Path) -> None:
    says = path.with_suffix(".says").read_text(encoding="utf-8").splitlines()
    text = path.read_text(encoding="utf-8")
    assert [shown(fact) for fact in read(lines(text), "invented")] == says


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The Anyborough Council Report", "Anyborough"),
        ("ANYBOROUGH-ON-SEA", "Anyborough-on-Sea"),
        ("Our Safeguarding", ""),
        ("Kent &", "Kent"),
        ("SCF Business Plan", ""),
    ],
)
def test_a_place_is_known_by_the_words_around_it(words: str, name: str) -> None:
    assert placed(words) == name


def test_no_lines_say_nothing() -> None:
    assert read([], "empty") == ()


def test_a_paragraph_without_an_end_is_read_in_parts() -> None:
    made = passages(Line(number=n, text="words that go on and on, " * 3) for n in range(1, 400))
    assert len(made) > 2
    assert max(len(one.text) for one in made) < 2 * LONGEST_PASSAGE


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("Averag e of Safe guarding", "Average of Safeguarding"),
        ("Likeliho\ufffdd and Safegu\ufffdrding", "Likelihood and Safeguarding"),
        ("\ufffd\ufffd and Nobod\ufffd", "\ufffd\ufffd and Nobod\ufffd"),
    ],
)
def test_words_of_the_field_are_made_whole_and_no_others(printed: str, whole: str) -> None:
    assert mended(printed) == whole


def test_a_place_in_a_mended_passage_is_still_its_line() -> None:
    (passage,) = passages(
        [Line(number=4, text="The Averag e of this one"), Line(number=5, text="and 58%")]
    )
    assert passage.text == "The Average of this one and 58%"
    assert passage.line_at(passage.text.index("58%")).number == 5
