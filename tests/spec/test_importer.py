"""Published texts are read without a wrong fact, and what is unsure is offered to a person.

Facts are held against answers that were written by hand, of five published documents and of
invented texts that no reader was tuned to.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading.lines import Line
from corecase.exchange.report_files import lines_of
from corecase.pipelines.read_published import facts_in
from tests import unseen
from tests.answers import DOCUMENTS, answered, answers
from tests.marking import Marks, marked

TEXTS = [text for one in unseen.SETS for text in unseen.texts(one)]
LEAST = 0.95


def said(name: str, marks: Marks) -> str:
    """What came of one text as a line."""
    return (
        f"{name}: {len(marks.wrong)} wrong, {len(marks.right)} read, {len(marks.offered)} offered, "
        f"{len(marks.missed)} missed ({float(marks.share):.1%}), {len(marks.noise)} besides\n"
    )


def shown(marks: Marks) -> str:
    """The facts that are wrong, for whoever has to mend a reader."""
    return "\n".join(str(fact) for fact in marks.wrong)


def share(found: Sequence[Marks]) -> float:
    """The share of all answers that were read or offered."""
    met = sum(len(one.right) + len(one.offered) for one in found)
    return met / (met + sum(len(one.missed) for one in found))


def read(path: Path) -> tuple[PrintedFact, ...]:
    return facts_in(lines_of(path.read_bytes(), path.name), path.name)


def test_the_published_documents_are_read_without_a_wrong_fact(sources: Path) -> None:
    found = []
    for name in DOCUMENTS:
        marks = marked(read(next(sources.glob(f"{name}*"))), answered(name))
        sys.stdout.write(said(name, marks))
        assert not marks.wrong, shown(marks)
        found.append(marks)
    assert len(found) == 5
    assert share(found) >= LEAST
    # To be sure of little would be easy: most of it is read, and not only offered.
    assert sum(len(one.right) for one in found) >= 5 * sum(len(one.offered) for one in found)


@pytest.mark.parametrize("half", unseen.SETS)
def test_texts_that_no_reader_was_tuned_to_are_read_without_a_wrong_fact(
    half: str, tmp_path: Path
) -> None:
    found = []
    for text in unseen.texts(half):
        marks = marked(read(unseen.made(text, tmp_path)), answers(unseen.answers_to(text)))
        sys.stdout.write(said(text.name, marks))
        assert not marks.wrong, f"{text.name}: {shown(marks)}"
        found.append(marks)
    assert share(found) >= LEAST, "\n".join(map(str, map(share, ([one] for one in found))))


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
    assert [fact.measure for fact in without if not fact.doubt] == []
    assert {fact.service for fact in helped} == {"Ambleford"}
