"""Files of services with their scores: every spelling that is read, every fault with its row."""

from fractions import Fraction
from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.exchange.service_scores import read_service_scores

SCORES = "Service,Cases,Standard error,Score\n"
COUNTS = "service,cases,standard_error,sufficient,applicable\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "scores.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_scores_in_percent_are_read_exactly(tmp_path: Path) -> None:
    text = SCORES + "Weald,38,4.1%,61\nMere,40,3,66.5 %\nOakham,12,9,0\nSeaford,12,9,100%\n"
    rows = read_service_scores(written(tmp_path, text))
    assert [row.service for row in rows] == ["Weald", "Mere", "Oakham", "Seaford"]
    assert rows[0].n_cases == 38
    assert rows[0].standard_error == Fraction(41, 1000)
    assert [row.share for row in rows] == [Fraction(61, 100), Fraction(133, 200), 0, 1]


def test_counts_stand_in_place_of_a_score(tmp_path: Path) -> None:
    (row,) = read_service_scores(written(tmp_path, COUNTS + "Weald,38,4.1,200,300\n"))
    assert row.share == Fraction(2, 3)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",38,4,61", "has no name"),
        ("Weald,0,4,61", "cases is 0"),
        ("Weald,many,4,61", "cases takes a whole number, not 'many'"),
        ("Weald,38,,61", "standard error takes a percentage such as 4.2, not ''"),
        ("Weald,38,0,61", "standard error is not above 0; leave the service out"),
        ("Weald,38,100,61", "standard error is not above 0"),
        ("Weald,38,4,101", "score is above 100%"),
        ("Weald,38,4,good", "score takes a percentage such as 64 or 64.3, not 'good'"),
        ("Weald,38,4,nan", "not 'nan'"),
        ("Weald,38,4,-5", "not '-5'"),
        ("Mere,38,4,60", "Mere stands in row 2 already"),
    ],
)
def test_a_fault_names_its_row(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(ManyProblems) as caught:
        read_service_scores(written(tmp_path, f"{SCORES}Mere,40,3,66\n{row}\n"))
    (problem,) = caught.value.problems
    assert problem.where == "row 3"
    assert reason in problem.reason


@pytest.mark.parametrize("counts", ["3,0", "4,3"])
def test_counts_that_cannot_be_are_refused(tmp_path: Path, counts: str) -> None:
    with pytest.raises(ManyProblems) as caught:
        read_service_scores(written(tmp_path, f"{COUNTS}Weald,38,4,{counts}\n"))
    assert "applicable has to be above 0" in caught.value.problems[0].reason


def test_every_fault_is_listed_at_once(tmp_path: Path) -> None:
    with pytest.raises(ManyProblems) as caught:
        read_service_scores(written(tmp_path, f"{SCORES}Mere,x,3,66\nWeald,38,x,60\nOakham,1,4\n"))
    assert {problem.where for problem in caught.value.problems} == {"row 2", "row 3", "row 4"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("service,cases,score\nWeald,38,61\n", "lacks the columns standard error;"),
        ("service,cases,standard error\nWeald,38,4\n", "lacks the columns sufficient, applicable"),
        (f"{SCORES[:-1]},Region\nWeald,38,4,61,North\n", "has the columns Region, which"),
        (f"{SCORES[:-1]},Sufficient\nWeald,38,4,61,9\n", "score, sufficient, which"),
        (f"{SCORES}Weald,38,0.04,0.61\nMere,40,0.03,0.66\n", "Every standard error"),
        (f"{SCORES}Weald,38,4.1,0.61\nMere,40,3.9,0.66\n", "Every score"),
    ],
)
def test_a_file_of_another_shape_is_refused_in_a_sentence(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_service_scores(written(tmp_path, text))
    assert not caught.value.problems
