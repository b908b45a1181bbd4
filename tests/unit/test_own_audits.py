"""A service's own audits: every case manager each quarter, and nobody's case again at once."""

from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.own_audits import AuditableCase, ChosenCase, Quarter, choose_audits

NOW = Quarter(year=2026, number=4)


def case(case_id: str, manager: str, audited: tuple[int, int] | None = None) -> AuditableCase:
    quarter = Quarter(year=audited[0], number=audited[1]) if audited else None
    return AuditableCase(case_id=case_id, case_manager=manager, audited_in=quarter)


CASES = [case(f"C{place:02}", f"M{place % 3}") for place in range(12)]


def chosen(cases: list[AuditableCase], **asked: int) -> tuple[ChosenCase, ...]:
    return choose_audits(cases, quarter=NOW, seed="invented", **asked)


def test_a_day_lies_in_its_quarter() -> None:
    days = [date(2026, month, 1) for month in (1, 3, 4, 12)]
    assert [str(Quarter.of(day)) for day in days] == ["2026 Q1", "2026 Q1", "2026 Q2", "2026 Q4"]
    assert NOW.since(Quarter(year=2025, number=3)) == 5
    with pytest.raises(InputError, match="the quarters 1 to 4"):
        Quarter(year=2026, number=5)


def test_every_manager_gives_a_case_whatever_the_order_of_the_list() -> None:
    found = chosen(CASES)
    assert [one.case_manager for one in found] == ["M0", "M1", "M2"]
    assert chosen(list(reversed(CASES))) == found
    assert all(not one.notice for one in found)
    assert chosen([]) == ()
    assert len(chosen(CASES, n_each=3)) == 9
    assert len(chosen(CASES, n_each=99)) == 12


def test_another_quarter_is_another_draw() -> None:
    quarters = [Quarter(year=year, number=n) for year in range(2020, 2030) for n in range(1, 5)]
    seen = {
        tuple(one.case_id for one in choose_audits(CASES, quarter=one, seed="invented"))
        for one in quarters
    }
    assert len(seen) > 20


def test_cases_audited_lately_are_passed_over() -> None:
    lately = [case("A", "M", (2026, 3)), case("B", "M", (2025, 4)), case("C", "M", (2025, 3))]
    assert chosen(lately) == (ChosenCase(case_id="C", case_manager="M"),)
    assert chosen([*lately[:2], case("D", "M")])[0].case_id == "D"
    # A quarter of rest makes B and C eligible, and A never.
    assert {
        choose_audits(lately, quarter=NOW, seed=str(n), skipped_quarters=1)[0].case_id
        for n in range(30)
    } == {"B", "C"}


def test_a_manager_without_another_case_gives_the_one_audited_longest_ago() -> None:
    (found,) = chosen([case("A", "M", (2026, 3)), case("B", "M", (2026, 1))])
    assert found.case_id == "B"
    assert found.notice == (
        "Case B was audited in 2026 Q1 already; M has no case left that was audited longer ago or "
        "never."
    )
    (again,) = chosen([case("A", "M", (2026, 4))], skipped_quarters=0)
    assert "2026 Q4" in again.notice


def test_a_list_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="is listed twice"):
        chosen([case("A", "M"), case("A", "N")])
    with pytest.raises(InputError, match="was audited after 2026 Q4"):
        chosen([case("A", "M", (2027, 1))])
    with pytest.raises(InputError, match="needs an identifier and the code"):
        case("A", "")
    for asked in ({"n_each": 0}, {"skipped_quarters": -1}):
        with pytest.raises(InputError, match="at least one case of each manager"):
            chosen(CASES, **asked)
