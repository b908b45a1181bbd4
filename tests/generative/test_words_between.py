"""Words about others, put anywhere into a report, are never read as its certain facts."""

from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import Line
from corecase.core.reading.read import read
from corecase.core.reading.voices import is_first_hand
from tests.unseen import SETS, texts

OF_OTHERS = (Path(__file__).parent / "of_others.txt").read_text(encoding="utf-8").split("\n\n")
"""Other services and inspections, audits, targets, examples, money: figures that are no facts."""
NAMED = ("Westerby", "Marlfield")
"""Other services: what is read of them under their names is right."""


@cache
def reports() -> tuple[list[str], ...]:
    """The inspectors' own texts among those that are plain text, line by line."""
    plain = (
        path.read_text(encoding="utf-8").split("\n")
        for one in SETS
        for path in texts(one)
        if path.suffix == ".txt" and path.stem.count(".") == 0
    )
    return tuple(lines for lines in plain if is_first_hand(lines))


@st.composite
def reports_with_others(draw: st.DrawFn) -> tuple[list[str], range]:
    """A report with words about others between two of its paragraphs, and on which lines."""
    report = draw(st.sampled_from(reports()))
    others = draw(st.sampled_from(OF_OTHERS)).strip().split("\n")
    begun = next(n for n, line in enumerate(report) if line.endswith("."))  # a title stays whole
    blank = [n for n, line in enumerate(report) if n > begun and not line.strip()]
    at = draw(st.sampled_from(blank))
    return [*report[:at], "", *others, "", *report[at:]], range(at + 2, at + 2 + len(others))


def read_from(text: list[str]) -> tuple[PrintedFact, ...]:
    return read([Line(number=n, text=line) for n, line in enumerate(text, 1)], "invented")


@given(reports_with_others())
def test_words_about_others_are_no_certain_facts_of_a_report(told: tuple[list[str], range]) -> None:
    text, lines = told
    places = {f"line {number}" for number in lines}
    found = [fact for fact in read_from(text) if fact.place in places and not fact.doubt]
    assert [fact for fact in found if not fact.service.startswith(NAMED)] == []


def test_the_reports_are_read_for_certain_without_them() -> None:
    certain = [fact for text in reports() for fact in read_from(text) if not fact.doubt]
    assert len(certain) > 5 * len(reports())
