"""The three questions of agreement: kept apart, by case, with words for too few cases."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.judgements import Judgements
from corecase.statistics.agreement_words import (
    coefficient_in_words,
    counted,
    in_words,
    printed,
)
from corecase.statistics.benchmarks import BENCHMARKS, benchmark_of, standing
from corecase.statistics.double_marking import (
    Agreed,
    Estimate,
    agreed,
    by_criterion,
    three_questions,
    units_of,
)
from tests.builders import framework, judged
from tests.readings import items, oracle_framework, oracle_readings, reading

FOUR = items(4)
CASES = [f"X-{n}" for n in range(1, 7)]


def pair(first: str, second: str, n_cases: int = 1) -> tuple[Judgements, Judgements]:
    """Two readings of `n_cases` cases that all answer like this."""
    cases = CASES[:n_cases]
    return reading((c, first) for c in cases), reading((c, second) for c in cases)


def test_the_three_questions_are_kept_apart() -> None:
    found = three_questions(units_of(FOUR, pair("SSIN", "SINN")))
    assert found.applicability.alike == Figure(count=3, out_of=4)
    assert found.sufficiency.alike == Figure(count=1, out_of=2)
    assert found.overall.alike == Figure(count=2, out_of=4)


def test_what_one_of_them_left_open_is_no_unit() -> None:
    units = units_of(FOUR, pair("SS..", "S.I."))
    assert units.counts.tolist() == [[2, 0, 0]]
    assert [units.item_ids[place] for place in units.item] == ["CCI-Q1"]


def test_three_assessors_are_compared_pair_by_pair() -> None:
    readings = [reading([("X-1", "SS")]), reading([("X-1", "SI")]), reading([("X-1", "SN")])]
    found = three_questions(units_of(FOUR, readings))
    assert found.overall.alike == Figure(count=1, out_of=2)
    assert found.overall.agreement.value == pytest.approx(0.5)
    assert found.sufficiency.agreement.value == pytest.approx(0.5)


def test_items_of_another_framework_are_left_out() -> None:
    assert not units_of(items(1), pair(".S", ".S")).case_ids


def test_one_case_has_no_interval() -> None:
    found = three_questions(units_of(FOUR, pair("SSIN", "SINN"))).sufficiency
    assert found.ac1 == Estimate(value=found.ac1.value, standard_error=None, n_cases=1)
    assert found.ac1.interval() is None
    assert standing(found.ac1) is None
    assert found.n_cases_missing == 4


def test_nothing_judged_twice_has_no_value() -> None:
    found = three_questions(units_of(FOUR, [reading([("X-1", "SS")])]))
    assert found.overall.alike == NOTHING
    none = Estimate(value=None, standard_error=None, n_cases=0)
    assert (found.overall.agreement, found.overall.ac1, found.overall.alpha) == (none,) * 3
    assert none.interval() is None
    assert in_words(found) == ("No case has two readings that can be compared yet.",)
    assert printed(found.sufficiency) == "no pairs"


def test_nothing_that_applies_to_both_is_said() -> None:
    found = three_questions(units_of(FOUR, pair("NN", "NS")))
    assert in_words(found)[2:] == (
        "Sufficient or not, where both say it applies: no pairs.",
        "Nothing was judged applicable by both, so there is no agreement to measure.",
    )


def test_where_all_agree_the_cases_cannot_say_how_certain_it_is() -> None:
    found = three_questions(units_of(FOUR, pair("SSI", "SSI", 6))).sufficiency
    assert found.ac1 == Estimate(value=1.0, standard_error=None, n_cases=6)
    assert coefficient_in_words(found) == (
        "Agreement beyond luck (AC1) is 1.00. Every case shows the same, so they cannot say how "
        "certain that is.",
    )
    assert printed(found) == "1.00 (no interval)"


def test_alpha_that_vanishes_without_a_case_has_no_error() -> None:
    readings = [reading([("X-1", "SSI"), ("X-2", "SSS")]) for _ in range(2)]
    found = three_questions(units_of(FOUR, readings)).sufficiency
    assert found.alpha == Estimate(value=1.0, standard_error=None, n_cases=2)


def test_too_few_cases_say_how_many_more() -> None:
    three = three_questions(units_of(FOUR, pair("SSIN", "SINN", 3)))
    assert coefficient_in_words(three.sufficiency) == (
        "Agreement beyond luck (AC1) is shown from 5 cases judged twice: 2 more cases are needed.",
    )
    four = three_questions(units_of(FOUR, pair("SSIN", "SINN", 4)))
    assert in_words(four) == (
        "4 cases were judged twice.",
        "Whether a question applies: the same in 12 of 16.",
        "Sufficient or not, where both say it applies: the same in 4 of 8.",
        "Agreement beyond luck (AC1) is shown from 5 cases judged twice: 1 more case is needed.",
    )
    assert printed(four.sufficiency) == "too few cases"
    assert counted(four.applicability) == "12 of 16"
    five = three_questions(units_of(FOUR, pair("SSIN", "SINN", 5)))
    assert counted(five.applicability) == "15 of 20 (75%)"
    one = three_questions(units_of(FOUR, pair("S", "S")))
    assert in_words(one)[0] == "1 case was judged twice."


def test_few_cases_are_said_to_tell_little() -> None:
    first = reading(zip(CASES, ["SSSS", "SSIS", "SISS", "SSSS", "IIII", "SSSN"], strict=True))
    second = reading(zip(CASES, ["SSSS", "SSSS", "SISS", "ISSS", "IIIS", "SSSN"], strict=True))
    found = three_questions(units_of(FOUR, (first, second)))
    assert in_words(found)[-1] == "6 cases tell little: the interval is wide."
    assert "chances, rounded: good " in in_words(found)[-2]


def test_the_oracle_in_words() -> None:
    framework, readings = oracle_framework(), oracle_readings()
    found = three_questions(units_of(framework, readings.values()))
    assert in_words(found) == (
        "20 cases were judged twice.",
        "Whether a question applies: the same in 278 of 300 (93%).",
        "Sufficient or not, where both say it applies: the same in 187 of 233 (80%).",
        "Agreement beyond luck (AC1) is 0.65, with an interval from 0.54 to 0.76 (95%).",
        "It reads as “acceptable with moderation”, and these cases do not settle it (chances, "
        "rounded: good 1%, acceptable with moderation 81%, stop and retrain 19%).",
    )
    assert printed(found.sufficiency) == "0.65 (0.54 to 0.76)"
    criterion = by_criterion(framework, units_of(framework, readings.values()))["CCI-1.1"]
    assert criterion.overall == found.overall


def test_criteria_without_a_unit_have_no_pairs() -> None:
    tiny = framework()
    readings = judged({"T-A": "S"}), judged({"T-A": "I"})
    found = by_criterion(tiny, units_of(tiny, readings))
    assert list(found) == [criterion.id for criterion in tiny.criteria]
    assert found["T-1.1"].overall.alike == Figure(count=0, out_of=1)
    assert found["T-1.2"].overall.alike == NOTHING


def test_an_interval_is_cut_where_coefficients_end() -> None:
    high = Estimate(value=0.95, standard_error=0.2, n_cases=4).interval()
    low = Estimate(value=-0.9, standard_error=0.2, n_cases=4).interval(0.8)
    assert high is not None
    assert low is not None
    assert (high.high, high.level, low.low, low.level) == (1.0, 0.95, -1.0, 0.8)


def test_the_chances_of_the_benchmarks_add_up() -> None:
    found = standing(Estimate(value=0.82, standard_error=0.05, n_cases=12))
    assert found is not None
    assert sum(found.chances) == pytest.approx(1)
    assert found.benchmark.words == "good"
    assert found.chance == found.chances[0] > 0.5
    # Good is likely, and not certain: acceptable or better is.
    assert found.reached.words == "acceptable with moderation"


def test_many_cases_give_the_chances_of_gwets_normal_distribution() -> None:
    # Data C of Krippendorff, AC1 and its error: by hand from a table of the normal distribution.
    found = standing(Estimate(value=0.77544, standard_error=0.14295, n_cases=10**9))
    assert found is not None
    assert found.chances == pytest.approx((0.39674, 0.48662, 0.11664), abs=1e-4)


def test_poor_agreement_reaches_the_lowest_benchmark() -> None:
    found = standing(Estimate(value=0.1, standard_error=0.1, n_cases=30))
    assert found is not None
    assert found.reached is found.benchmark is BENCHMARKS[-1]
    assert coefficient_in_words(with_ac1(0.1, 0.01))[1] == (
        "That is “stop and retrain” (chances, rounded: good under 1%, acceptable with moderation "
        "under 1%, stop and retrain over 99%)."
    )


def with_ac1(value: float, error: float) -> Agreed:
    estimate = Estimate(value=value, standard_error=error, n_cases=20)
    figure = Figure(count=50, out_of=100)
    return Agreed(alike=figure, agreement=estimate, ac1=estimate, alpha=estimate)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.0, "good"),
        (0.8, "good"),
        (0.79, "acceptable with moderation"),
        (0.6, "acceptable with moderation"),
        (0.59, "stop and retrain"),
        (-1.0, "stop and retrain"),
    ],
)
def test_benchmarks_begin_at_their_lower_edge(value: float, words: str) -> None:
    assert benchmark_of(value).words == words


def test_an_instrument_has_two_categories() -> None:
    with pytest.raises(InputError, match="two categories"):
        agreed(np.array([[2]]), np.array([0]))
