"""What is said of how near a score is to that of the whole caseload."""

import pytest

from corecase.statistics.estimates import Target, estimate
from corecase.statistics.precision import (
    LABEL,
    estimate_notices,
    precision_sentences,
    printed_share,
)
from tests import sample38
from tests.case_totals import totals


def sentence(sample: object, target: Target = Target.CASELOAD, level: float = 0.95) -> str:
    """What is said of the first score."""
    said = precision_sentences(estimate(sample, target), level)  # type: ignore[arg-type]  # totals
    return next(iter(said.values()))


def test_a_score_is_within_some_points() -> None:
    assert sentence(sample38.totals()) == (
        "With 38 cases, 95 times in 100 the score for the whole caseload is within about 7 points "
        "of 60%."
    )
    assert "80 times in 100" in sentence(sample38.totals(), level=0.8)


def test_for_the_practice_it_says_so() -> None:
    assert sentence(sample38.totals(), Target.PRACTICE) == (
        "With 38 cases, 95 times in 100 the score that the service's practice leads to is within "
        "about 8 points of 60%."
    )


def test_both_ends_are_named_where_they_are_not_equally_far() -> None:
    nearly = totals([2] * 18 + [1, 1], [2] * 20, population=60)
    assert sentence(nearly) == (
        "With 20 cases, 95 times in 100 the score for the whole caseload is between 85% and 98%."
    )
    every = totals([2] * 20, [2] * 20, population=60)
    assert "between 87% and 100%" in sentence(every)


def test_one_point_and_less() -> None:
    many = [5] * 400 + [4] * 400
    assert sentence(totals(many, [9] * 800, population=801)).endswith("within a point of 50%.")
    assert sentence(totals(many, [9] * 800, population=1600)).endswith("within a point of 50%.")
    wider = totals([9, 0] * 450, [9] * 900, population=1000)
    assert sentence(wider).endswith("within about 1 point of 50%.")


def test_where_there_is_no_interval_it_says_why() -> None:
    assert sentence(totals([0, 0], [0, 0])) == "Nothing behind this score applied in the 2 cases."
    assert sentence(totals([1, 1, 0], [1, 2, 0], population=9)) == (
        "It applied in 2 of the 3 cases, which is too few for a percentage: 2 of 3 judgements are "
        "sufficient."
    )
    assert sentence(totals([1, 2, 0, 1, 2], [2] * 5, population=5)) == (
        "All cases of the caseload were assessed (5); nothing is left to chance."
    )
    assert sentence(totals([1], [1])) == (
        "It applied in the only case, which is too few for a percentage: 1 of 1 judgement is "
        "sufficient."
    )
    assert sentence(totals([1], [2])).endswith("1 of 2 judgements is sufficient.")


def test_the_label_is_the_one_that_reports_print() -> None:
    assert LABEL == "sampling variation only"


def test_notices_say_what_changes_the_reading() -> None:
    assert estimate_notices(estimate(sample38.totals())) == ()
    unknown = estimate_notices(estimate(sample38.totals(None)))
    assert ["size of the caseload is not known" in said for said in unknown] == [True]
    assert estimate_notices(estimate(sample38.totals(None), Target.PRACTICE)) == ()
    lone = estimate(totals([1, 2, 1], [2, 2, 2], {"a": 9, "b": 4}, "aab"))
    joined, weighted = estimate_notices(lone)
    assert "one assessed case" in joined
    assert "sampled unequally" in weighted


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.595, "60%"),
        (0.5949, "59%"),
        (0.001, "under 1%"),
        (0.999, "over 99%"),
    ],
)
def test_a_share_prints_as_a_figure_does(share: float, printed: str) -> None:
    assert printed_share(share) == printed
