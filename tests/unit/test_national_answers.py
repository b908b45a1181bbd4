"""Answers to national questions: pooled figures, their intervals, and what may be shown."""

from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest

from corecase.core.figures import Figure
from corecase.core.national_answers import Answer, Tally, answer_of
from corecase.core.national_disclosure import WITHHELD, persons, public_rows
from corecase.core.national_questions import Grouping, NationalQuestion
from corecase.statistics.estimates import Target, estimate
from corecase.statistics.intervals import Method, score_intervals
from corecase.statistics.national import measured, standard_error
from tests.case_totals import totals

DAY = date(2012, 5, 31)
Cases = list[tuple[int, int]]


def question(*by: Grouping, **parts: Any) -> NationalQuestion:
    return NationalQuestion(programme="alpha", scores=("safety",), as_at=DAY, by=by, **parts)


def tally(cases: Cases, inspection: str = "one", *group: str, service: str = "a") -> Tally:
    """What these cases, each (sufficient, applicable), add up to."""
    return Tally(
        group=group,
        score="safety",
        inspection=inspection,
        service=service,
        sufficient=sum(y for y, _ in cases),
        applicable=sum(x for _, x in cases),
        n_cases=len(cases),
        n_applicable=sum(x > 0 for _, x in cases),
        yy=sum(y * y for y, _ in cases),
        xy=sum(x * y for y, x in cases),
        xx=sum(x * x for _, x in cases),
        most=max(x for _, x in cases),
    )


def answered(*tallies: Tally, by: tuple[Grouping, ...] = (), **parts: Any) -> Answer:
    return answer_of(question(*by, **parts), tallies)


def test_tallies_of_a_group_make_one_row_and_judgements_are_pooled() -> None:
    found = answered(
        tally([(1, 4)], "two", "North", service="b"),
        tally([(2, 2), (0, 0)], "one", "North"),
        tally([(0, 3)], "three", "East"),
        by=(Grouping.REGION,),
    )
    assert [row.group for row in found.rows] == [("East",), ("North",)]
    north = found.rows[1]
    assert north.figure == Figure(count=3, out_of=6)
    assert (north.n_cases, north.n_applicable) == (3, 2)
    assert (north.inspections, north.services) == (("one", "two"), ("a", "b"))
    assert found.inspections == ("one", "three", "two")
    assert found.services == ("a", "b")


@pytest.mark.parametrize("seed", range(30))
def test_the_error_and_interval_are_those_of_the_estimates_with_inspections_as_strata(
    seed: int,
) -> None:
    chance = Random(seed)
    inspections = [
        (f"inspection-{n}", [_case(chance) for _ in range(chance.choice((1, 1, 2, 6, 20)))])
        for n in range(chance.randint(1, 5))
    ]
    row = answered(*(tally(cases, code) for code, cases in inspections)).rows[0]
    strata = [code for code, cases in inspections for _ in cases]
    cases = [one for _, listed in inspections for one in listed]
    made = totals([y for y, _ in cases], [x for _, x in cases], strata=strata)
    expected = estimate(made, Target.PRACTICE)
    np.testing.assert_allclose(
        standard_error(row), expected.standard_errors[0], rtol=1e-9, equal_nan=True
    )
    (shown,), (told,) = measured(answered(*row.tallies)), score_intervals(expected)
    assert (shown.method, shown.row.figure) == (told.method, told.figure)
    if told.interval is None:
        assert shown.interval is None
    else:
        assert shown.interval is not None
        assert shown.interval.low == pytest.approx(told.interval.low, abs=1e-9)
        assert shown.interval.high == pytest.approx(told.interval.high, abs=1e-9)


def _case(chance: Random) -> tuple[int, int]:
    applicable = chance.choice((0, 1, 1, 2, 5))
    return chance.randint(0, applicable), applicable


def test_where_nothing_applies_there_is_no_error() -> None:
    (row,) = measured(answered(tally([(0, 0), (0, 0)])))
    assert np.isnan(standard_error(row.row))
    assert (row.interval, row.method) == (None, Method.NOT_APPLICABLE)
    assert row.printed == "not applicable"


def test_few_cases_are_printed_as_their_count() -> None:
    (row,) = measured(answered(tally([(3, 4), (1, 2)])))
    assert (row.printed, row.interval, row.method) == ("4 of 6", None, Method.COUNT_ONLY)


def test_judgements_alone_have_no_interval() -> None:
    (row,) = measured(answered(tally([(3, 4)]), counts_cases=False))
    assert (row.printed, row.interval, row.method) == ("75%", None, None)
    assert measured(answered()) == ()


SEX = (Grouping.SERVICE, Grouping.SEX)


def shown(*groups: tuple[Cases, str, str], by: tuple[Grouping, ...] = SEX) -> list[tuple[str, ...]]:
    found = answered(*(tally(cases, a, a, b) for cases, a, b in groups), by=by)
    rows = public_rows(found)
    return [(row.share.printed, row.share.base, row.share.withheld) for row in rows]


def cases(sufficient: int, n: int, each: int = 1) -> Cases:
    return [(each, each)] * sufficient + [(0, each)] * (n - sufficient)


def test_a_table_with_a_small_group_is_withheld_whole() -> None:
    found = shown(
        (cases(30, 60), "a", "MALE"),
        (cases(15, 40), "b", "MALE"),
        (cases(2, 9), "a", "FEMALE"),
        (cases(14, 30), "b", "FEMALE"),
    )
    assert found == [("", "", WITHHELD)] * 4


def test_where_no_group_is_small_percentages_come_with_a_band_of_their_base() -> None:
    assert shown((cases(30, 60), "a", "MALE"), (cases(14, 30), "a", "FEMALE")) == [
        ("47%", "30 to 49", ""),
        ("50%", "50 to 99", ""),
    ]


def test_groups_too_small_to_show_are_withheld_and_extremes_are_a_band() -> None:
    (few, none_of, nobody) = shown(
        (cases(10, 19), "a", "FEMALE"), (cases(3, 60), "b", "FEMALE"), ([(0, 0)], "c", "FEMALE")
    )
    assert few == ("", "", "fewer than 20 children, too few to be shown")
    assert none_of == ("fewer than 10", "50 to 99", "")
    assert nobody == ("not applicable", "none", "")


def test_a_base_of_children_and_not_of_judgements_decides() -> None:
    # 19 children with three judgements each.
    assert shown((cases(10, 19, 3), "a", "FEMALE"))[0][2].startswith("fewer than 20 children")
    assert shown((cases(10, 25, 4), "a", "FEMALE")) == [("40%", "20 to 29", "")]


def test_children_are_counted_by_what_parts_them_also_without_a_service() -> None:
    found = answered(
        *(
            tally(cases(20, 30), "one", sex, age)
            for sex in ("MALE", "")
            for age in ("15_TO_17", "")
        ),
        by=(Grouping.SEX, Grouping.AGE_GROUP),
    )
    table = persons(found, "safety")
    assert table.rows == ("all",)
    assert "not known; not known" in table.columns
    assert public_rows(answered(by=SEX)) == ()
