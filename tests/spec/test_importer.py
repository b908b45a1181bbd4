"""Published texts are read without a wrong fact, and what is unsure is offered to a person.

Facts are held against answer sheets that were written by hand, of five published documents and of
invented texts that no reader was tuned to.
"""

from pathlib import Path

import pytest

from corecase.core.reading.lines import Line
from corecase.exchange.report_files import lines_of
from corecase.pipelines.read_published import facts_in
from tests import unseen
from tests.measured_reading import Measured, measured, rows_of

ANSWERS = Path(__file__).parent / "answers"
SHEETS = sorted(ANSWERS.glob("[0-9]*.csv"))
TEXTS = [text for half in unseen.HALVES for text in unseen.texts(half)]
LEAST = 0.95


def told(name: str, made: Measured) -> str:
    """What a person needs where a text is not read as it should be."""
    wrong = [f"wrong: {fact} | {near}" for fact, near in made.wrong]
    missed = [f"missed: {row.shown}" for row in made.missed]
    return "\n".join([made.said(name), *wrong, *missed])


def total(found: list[Measured]) -> float:
    """The share of all rows that were read or offered."""
    return sum(one.met for one in found) / sum(one.n_rows for one in found)


def test_the_published_documents_are_read_without_a_wrong_fact(sources: Path) -> None:
    found = []
    for sheet in SHEETS:
        text = next(sources.glob(f"{sheet.stem}*"))
        facts = facts_in(lines_of(text.read_bytes(), text.name), text.name)
        found.append(measured(facts, rows_of(sheet)))
        print(found[-1].said(sheet.stem))
        assert not found[-1].wrong, told(sheet.stem, found[-1])
    assert len(found) == 5
    assert total(found) >= LEAST
    # To be sure of little would be easy: most of it is read, and not only offered.
    assert sum(len(one.read) for one in found) >= 0.8 * sum(one.n_rows for one in found)


def test_texts_that_no_reader_was_tuned_to_are_read_without_a_wrong_fact(tmp_path: Path) -> None:
    found = []
    for text in TEXTS:
        made = unseen.made(text, tmp_path)
        facts = facts_in(lines_of(made.read_bytes(), made.name), made.name)
        found.append(measured(facts, rows_of(unseen.answers_to(text))))
        print(found[-1].said(text.name))
        assert not found[-1].wrong, told(text.name, found[-1])
    assert total(found) >= LEAST, "\n".join(one.said("") for one in found)


@pytest.mark.parametrize("text", [text for text in TEXTS if text.suffix == ".txt"][:4])
def test_every_fact_says_where_it_stands_and_what_was_read(text: Path) -> None:
    lines = lines_of(text.read_bytes(), text.name)
    facts = facts_in(lines, text.name)
    assert facts
    for fact in facts:
        assert fact.source == text.name
        assert 1 <= int(fact.place.removeprefix("line ")) <= len(lines)
        assert fact.read_from.strip()
        assert fact.service or fact.doubt


def test_a_register_of_names_finds_a_service_that_the_words_do_not_show() -> None:
    lines = [Line(number=1, text="For Safeguarding the score of Ambleford was 58%.")]
    without = facts_in(lines, "invented")
    helped = facts_in(lines, "invented", ["Ambleford", "Nowhere"])
    assert [(f.measure, f.service) for f in without if not f.doubt] == []
    assert {f.service for f in helped} == {"Ambleford"}
