"""Each count and phrase of the published letter of 2013, beside those that we draft."""

from pathlib import Path

import pytest

from corecase.core.case_managers import counted
from corecase.core.gate_bases import differing_bases
from corecase.core.said import untrue
from corecase.exchange import views
from tests import stoke
from tests.made_files import write_text
from tools.reference.stoke_findings import (
    LIBRARY,
    LOOSE,
    OTHER,
    PERSON,
    QUOTATION,
    RECORD,
    SAME_FIGURE,
    SAME_WORDS,
    Beside,
    beside,
)

COUNTED = (SAME_WORDS, SAME_FIGURE, OTHER)


@pytest.fixture(scope="module")
def found() -> Beside:
    """Every statement of the letter, beside ours."""
    return beside()


def test_every_statement_is_accounted_for(found: Beside) -> None:
    assert len(found.rows) == 70
    known = {*COUNTED, LOOSE, RECORD, LIBRARY, QUOTATION, PERSON}
    assert {row.standing for row in found.rows} <= known
    unsaid = (PERSON, QUOTATION)
    assert all(bool(row.said) != (row.standing in unsaid) for row in found.rows)


def test_every_count_and_phrase_is_drafted_with_its_figure(found: Beside) -> None:
    rows = [row for row in found.rows if row.standing in COUNTED]
    assert len(rows) == 38
    assert not [row for row in rows if row.standing == OTHER]
    assert sum(row.standing == SAME_WORDS for row in rows) >= 15


def test_the_counts_that_the_letter_prints_are_ours(found: Beside) -> None:
    printed = {(row.place, row.printed): row.figure for row in found.rows}
    assert printed["1.2", "all but one"] == "14 of 15"
    assert printed["2.1", "13 out of 15"] == "13 of 15"
    assert printed["2.2", "just under one-third of the 16"] == "5 of 16"
    assert printed["2.4", "four out of nine"] == "4 of 9"
    assert printed["3.1", "9 out of 14"] == "9 of 14"
    assert printed["3.2", "two out of five"] == "2 of 5"
    assert printed["4.3", "12 out of 20"] == "12 of 20"
    assert printed["4.5", "thirteen"] == "13 of 20"


def test_fifteen_against_fourteen_reports_is_flagged_in_print_and_in_the_cases(
    found: Beside,
) -> None:
    (conflict,) = found.conflicts
    assert "SQS-C01 has a base of 14 (3.1), and SQS-P01 opens it in 15 cases (1.2)" in conflict
    report = stoke.report()
    (judged,) = differing_bases(report.framework, report.scores.items)
    assert (judged.item_id, judged.n_judged, judged.n_open) == ("SQS-C01", 14, 15)


def test_the_phrases_of_the_letter_may_be_chosen_where_they_are_so() -> None:
    figures = stoke.report().scores.items
    assert not untrue("most", figures["SQS-A01"])
    assert not untrue("half", figures["SQS-B05"])
    assert untrue("most", figures["SQS-A03"]) == ("most",)


def test_views_are_of_people_and_reproduce_from_the_answers(tmp_path: Path) -> None:
    asked = stoke.report().framework.views
    text = (stoke.REFERENCE / "views.csv").read_text(encoding="utf-8")
    path = write_text(tmp_path / "views.csv", text)
    assert counted(asked, views.read(path, asked)) == stoke.report().inspection.views
    assert {view.figure.out_of for view in stoke.report().inspection.views} == {8}


def test_the_sample_and_its_standing_are_those_of_the_letter() -> None:
    report = stoke.report()
    assert len(report.cases) == 20
    assert report.inspection.synthetic.startswith("SYNTHETIC")
    assert len(report.letter.copies) == 10
