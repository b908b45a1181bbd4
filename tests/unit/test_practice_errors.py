"""Standard errors of headlines for comparison: what they are, and when there is none."""

from dataclasses import replace
from math import sqrt

import pytest

from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample
from corecase.core.frameworks import Framework
from corecase.statistics.practice_errors import RECONSTRUCTED, PracticeError, practice_errors
from tests.builders import finished, framework, judged

HALF = "SI" * 10


def safety(
    answers: str, drawn: DrawnSample | None = None, asked: Framework | None = None
) -> PracticeError:
    """The headline of the tiny framework, from the answers to its one item."""
    judgements = finished({"T-A": answers})
    cases = [Case(id=case_id, attributes={}) for case_id in judgements.case_ids]
    return practice_errors(asked or framework(), judgements, cases, drawn)["safety"]


def test_the_error_of_one_item_is_that_of_a_simple_sample() -> None:
    found = safety(HALF)
    assert found.n_cases == 20
    assert found.reason == ""
    assert found.standard_error == pytest.approx(sqrt(0.25 / 19), rel=1e-12)


def test_a_practice_is_not_corrected_for_the_part_that_was_assessed() -> None:
    assert safety(HALF, DrawnSample(n_population=21)) == safety(HALF)


@pytest.mark.parametrize(
    ("answers", "n_cases", "reason"),
    [
        ("SSII", 4, "fewer than 5 applicable cases"),
        ("SSIINNN", 4, "fewer than 5 applicable cases"),
        ("NNNNNN", 0, "fewer than 5 applicable cases"),
        ("SSSSS", 5, "its cases show no spread"),
    ],
)
def test_without_an_error_it_says_why(answers: str, n_cases: int, reason: str) -> None:
    assert safety(answers) == PracticeError(n_cases=n_cases, standard_error=None, reason=reason)


def test_five_cases_that_differ_are_enough() -> None:
    assert safety("SSIIS").standard_error is not None


def test_a_reconstruction_has_none() -> None:
    plain = framework()
    invented = replace(plain, items=(replace(plain.items[0], wording="invented"), *plain.items[1:]))
    assert safety(HALF, asked=invented) == PracticeError(
        n_cases=20, standard_error=None, reason=RECONSTRUCTED
    )


def test_without_a_case_there_is_nothing() -> None:
    assert practice_errors(framework(), judged({}), ()) == {}
