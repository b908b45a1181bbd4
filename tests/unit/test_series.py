"""What services were found to be so far: scope, day, number, lowest, highest and average."""

from datetime import date

import pytest

from corecase.core import series
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.inspections import Comparator
from corecase.core.series import Area, Result, Scope

DAY = date(2010, 1, 31)
EVERYWHERE = Area(scope=Scope.PROGRAMME)


def result(
    code: str,
    count: int = 5,
    out_of: int = 10,
    *,
    region: str = "North East",
    service: str = "",
    on: int = 1,
    again: bool = False,
) -> Result:
    return Result(
        code=code,
        service_code=service or code,
        region=region,
        nation="ENGLAND",
        published_on=date(2010, 1, on),
        is_reinspection=again,
        figures={"safety": Figure(count=count, out_of=out_of)},
    )


def row(*values: int) -> tuple[Comparator, ...]:
    lowest, highest, average = values
    return (Comparator(headline="safety", lowest=lowest, highest=highest, average=average),)


def test_nothing_is_said_of_no_service() -> None:
    assert series.to_date([], EVERYWHERE, as_at=DAY) is None
    assert series.to_date([result("a", 0, 0)], EVERYWHERE, as_at=DAY) is None


def test_one_service_is_its_own_lowest_highest_and_average() -> None:
    found = series.to_date([result("a", 0)], EVERYWHERE, as_at=DAY)
    assert found is not None
    assert (found.n_services, found.as_at, found.rows) == (1, "31 January 2010", row(0, 0, 0))


def test_the_average_is_of_exact_scores_and_rounds_halves_up() -> None:
    # 1 of 3, 1 of 3 and 1 of 2: 33.3, 33.3 and 50 make 38.9; of printed numbers it would be 38.7.
    exact = [result("a", 1, 3), result("b", 1, 3), result("c", 1, 2)]
    half = [result("a", 60, 100), result("b", 61, 100)]
    for results, expected in ((exact, row(33, 50, 39)), (half, row(60, 61, 61))):
        found = series.to_date(results, EVERYWHERE, as_at=DAY)
        assert found is not None
        assert found.rows == expected


def test_a_headline_that_applied_nowhere_has_no_row() -> None:
    other = Result(
        code="b",
        service_code="b",
        region="",
        nation="WALES",
        published_on=DAY,
        is_reinspection=False,
        figures={"harm": Figure(count=0, out_of=0), "safety": Figure(count=9, out_of=10)},
    )
    found = series.to_date([result("a"), other], EVERYWHERE, as_at=DAY)
    assert found is not None
    assert (found.n_services, found.rows) == (2, row(50, 90, 70))


@pytest.mark.parametrize(
    ("area", "expected", "words"),
    [
        (
            Area(scope=Scope.REGION, region="North East"),
            row(50, 50, 50),
            "the North East services inspected so far",
        ),
        (
            Area(scope=Scope.NATION, nation="ENGLAND"),
            row(20, 50, 35),
            "the services in England inspected so far",
        ),
        (EVERYWHERE, row(20, 50, 35), "all services of the programme inspected so far"),
    ],
)
def test_the_scope_says_which_services(
    area: Area, expected: tuple[Comparator, ...], words: str
) -> None:
    results = [result("a"), result("b", 2, region="South West")]
    found = series.to_date(results, area, as_at=DAY)
    assert found is not None
    assert (found.rows, found.scope) == (expected, words)


def test_a_scope_needs_its_place() -> None:
    with pytest.raises(InputError, match="The service has no region"):
        Area(scope=Scope.REGION, nation="ENGLAND")
    with pytest.raises(InputError, match="The service has no nation"):
        Area(scope=Scope.NATION, region="North East")


@pytest.mark.parametrize(
    ("counts", "expected"), [(False, row(20, 20, 20)), (True, row(80, 80, 80))]
)
def test_a_service_counts_once_and_a_reinspection_where_it_is_to(
    counts: bool, expected: tuple[Comparator, ...]
) -> None:
    results = [
        result("second", 8, service="One", on=20, again=True),
        result("first", 2, service="One"),
    ]
    found = series.to_date(results, EVERYWHERE, as_at=DAY, counts_reinspections=counts)
    assert found is not None
    assert (found.n_services, found.rows) == (1, expected)


def test_what_is_kept_is_read_back_the_same() -> None:
    found = series.to_date([result("a"), result("b", 2)], EVERYWHERE, as_at=DAY)
    assert series.read(series.stored(found)) == found
    assert series.stored(None) == {}
    assert series.read({}) is None
