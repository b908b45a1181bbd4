"""How what was read is marked against the answers: what is right, only offered, missed or wrong."""

from dataclasses import replace
from decimal import Decimal

import pytest

from corecase.core.printed_facts import PrintedFact
from tests.answers import DOCUMENTS, answered, answers
from tests.marking import marked
from tests.unseen import SETS, answers_to, texts

SCORE = PrintedFact(
    service="Oxmoor & Fell",
    measure="headline:safeguarding",
    value=Decimal(52),
    unit="%",
    said="SUBSTANTIAL",
    inspected="May 2010",
    place="line 7",
    note="also line 3, 5",
)
COUNT = PrintedFact(
    service="Oxmoor & Fell",
    measure="finding:area",
    value=Decimal(50),
    most=Decimal(55),
    unit="%",
    said="Plans were made in",
    place="line 9",
)
BASED = replace(COUNT, value=Decimal(7), most=None, out_of=14, unit="", place="line 10")
ACTION = PrintedFact(
    service="Oxmoor & Fell",
    measure="action:1.1",
    said="Train all",
    scope="Plans for children",
    as_at="June 2012",
    place="line 20",
)
SHEETS = {name: answered(name) for name in DOCUMENTS} | {
    text.name: answers(answers_to(text)) for half in SETS for text in texts(half)
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_sheet_is_right_by_its_own_rules(sheet: tuple[PrintedFact, ...]) -> None:
    marks = marked(sheet, sheet)
    assert (marks.right, marks.offered, marks.missed) == (sheet, (), ())
    assert (marks.wrong, marks.noise, marks.share) == ((), (), 1)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_nothing_read_is_nothing_wrong_and_everything_missed(
    sheet: tuple[PrintedFact, ...],
) -> None:
    marks = marked((), sheet)
    assert (marks.missed, marks.wrong, marks.share) == (sheet, (), 0)


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (SCORE, replace(SCORE, service="oxmoor and fell", note="")),
        (SCORE, replace(SCORE, place="line 5")),
        (SCORE, replace(SCORE, region="North", source="A paper", as_at="2010")),
        (replace(SCORE, said=""), replace(SCORE, said="")),
        (replace(SCORE, cases=38, published="June 2010"), SCORE),
        (
            ACTION,
            replace(ACTION, said="Train all of the staff", scope="Plans for children in custody"),
        ),
        (COUNT, replace(COUNT, said="Plans were made in *just over half* of the cases.")),
        (COUNT, replace(COUNT, value=Decimal(20), most=Decimal(20), out_of=38, unit="")),
        (
            replace(COUNT, value=Decimal(87), most=None),
            replace(COUNT, value=Decimal(33), most=None, out_of=38, unit=""),
        ),
        (replace(SCORE, place=""), replace(SCORE, place="line 80")),
    ],
)
def test_what_is_the_same_is_right(row: PrintedFact, read: PrintedFact) -> None:
    marks = marked((read,), (row,))
    assert (marks.right, marks.wrong) == ((row,), ())


@pytest.mark.parametrize(
    "read",
    [
        replace(SCORE, value=Decimal(25)),
        replace(SCORE, said="DRASTIC"),
        replace(SCORE, inspected="May 2011"),
        replace(SCORE, service="Oxmoor"),
        replace(SCORE, place="line 8"),
        replace(SCORE, standing="attributed"),
        replace(SCORE, measure="headline:risk_of_harm"),
        replace(BASED, out_of=15),
        replace(BASED, value=Decimal(8)),
        replace(COUNT, said="Plans were late"),
        replace(ACTION, scope="Victims"),
        replace(ACTION, as_at="July 2012"),
        replace(COUNT, value=Decimal(22), most=Decimal(22), out_of=38, unit=""),
    ],
)
def test_what_differs_is_wrong_and_noise_when_it_is_only_offered(read: PrintedFact) -> None:
    rows = (SCORE, COUNT, BASED, ACTION)
    marks = marked((read,), rows)
    assert (marks.wrong, marks.missed) == ((read,), rows)
    elsewhere = replace(read, place="line 99", doubt="Decide.")
    assert marked((elsewhere,), rows).noise == (elsewhere,)


def test_what_is_offered_at_its_place_is_offered() -> None:
    offered = replace(SCORE, value=Decimal(25), doubt="It is blurred.")
    marks = marked((offered,), (SCORE, COUNT))
    assert (marks.offered, marks.missed, marks.noise) == ((SCORE,), (COUNT,), ())
    assert marks.share == Decimal("0.5")


def test_a_figure_and_its_band_may_come_as_two() -> None:
    figure = replace(SCORE, said="")
    band = replace(SCORE, value=None, unit="", place="line 12")
    assert marked((figure, band), (SCORE,)).right == (SCORE,)
    half = marked((figure,), (SCORE,))
    assert (half.right, half.missed, half.wrong) == ((), (SCORE,), ())
    other = replace(band, said="DRASTIC")
    assert marked((figure, other), (SCORE,)).wrong == (other,)


def test_a_figure_and_its_band_may_be_joined() -> None:
    figure = replace(SCORE, said="", note="")
    band = replace(SCORE, value=None, unit="", place="line 12", note="")
    joined = replace(SCORE, note="")
    marks = marked((joined,), (figure, band))
    assert (marks.right, marks.wrong) == ((figure, band), ())
    false = replace(joined, said="MINIMUM")
    assert marked((false,), (figure, band)).wrong == (false,)


def test_a_base_may_be_given_as_a_count() -> None:
    base = replace(BASED, measure="count:commentary", value=Decimal(14), out_of=None)
    assert marked((base,), (BASED,)).wrong == ()


def test_no_answers_leave_nothing_to_share() -> None:
    assert marked((), ()).share == 1
