"""Teams: enough days for the cases, what rules somebody out, and who is booked twice."""

from datetime import UTC, datetime

import pytest

from corecase.core.errors import InputError
from corecase.core.teams import (
    CASES_PER_ASSESSOR_DAY,
    Capacity,
    Slot,
    TeamRole,
    clashes,
    conflict,
)


def test_roles_have_words_and_some_judge_cases() -> None:
    assert TeamRole.SUPPORT_STAFF.words == "support staff"
    assert [role for role in TeamRole if role.judges_cases] == [
        TeamRole.ASSESSOR,
        TeamRole.LOCAL_ASSESSOR,
    ]


@pytest.mark.parametrize(
    ("n_cases", "days", "per_day", "short", "words"),
    [
        (84, 28, 3, 0, "84 cases in 28 assessor-days: enough, at 3 cases a day (unverified)."),
        (
            85,
            28,
            3,
            1,
            "85 cases in 28 assessor-days: 1 assessor-day short, at 3 cases a day (unverified).",
        ),
        (1, 1, 1, 0, "1 case in 1 assessor-day: enough, at 1 case a day (unverified)."),
        (
            38,
            0,
            4,
            10,
            "38 cases in 0 assessor-days: 10 assessor-days short, at 4 cases a day (unverified).",
        ),
        (0, 0, 3, 0, "0 cases in 0 assessor-days: enough, at 3 cases a day (unverified)."),
    ],
)
def test_capacity(n_cases: int, days: int, per_day: int, short: int, words: str) -> None:
    found = Capacity(n_cases=n_cases, assessor_days=days, per_day=per_day)
    assert (found.n_possible, found.n_days_short) == (days * per_day, short)
    assert found.words == words


def test_about_three_cases_a_day_is_what_one_inspection_printed() -> None:
    assert Capacity(n_cases=85, assessor_days=4 * 7).per_day == CASES_PER_ASSESSOR_DAY
    assert round(85 / (4 * 7)) == CASES_PER_ASSESSOR_DAY


@pytest.mark.parametrize(("n_cases", "days", "per_day"), [(-1, 1, 3), (1, -1, 3), (1, 1, 0)])
def test_impossible_capacities_are_refused(n_cases: int, days: int, per_day: int) -> None:
    with pytest.raises(InputError, match="whole numbers"):
        Capacity(n_cases=n_cases, assessor_days=days, per_day=per_day)


@pytest.mark.parametrize(
    ("own", "declared", "predecessors", "reason"),
    [
        ((), (), (), ""),
        ((2,), (3,), (4,), ""),
        ((1,), (), (), "works for the service that is inspected"),
        ((2, 4), (), (4, 5), "works for a service that became part of the one that is inspected"),
        ((2,), (1,), (), "declared an interest in the service that is inspected"),
        (
            (),
            (3, 5),
            (4, 5),
            "declared an interest in a service that became part of the one that is inspected",
        ),
        ((4, 1), (1,), (1, 4), "works for the service that is inspected"),
    ],
)
def test_nobody_inspects_their_own_service(
    own: tuple[int, ...], declared: tuple[int, ...], predecessors: tuple[int, ...], reason: str
) -> None:
    assert conflict(own, declared, 1, predecessors) == reason


def slot(name: str, begins: str, ends: str, *people: str) -> Slot:
    """A slot on one day between two times."""
    starts_at, ends_at = (
        datetime.fromisoformat(f"2026-01-05T{time}").replace(tzinfo=UTC) for time in (begins, ends)
    )
    return Slot(id=name, people=frozenset(people), starts_at=starts_at, ends_at=ends_at)


def test_who_is_booked_twice_is_shown_in_order_of_time() -> None:
    found = clashes(
        [
            slot("late", "11:00", "12:00", "assessor-1", "manager-1"),
            slot("long", "09:00", "11:30", "assessor-1", "manager-2", "manager-1"),
            slot("other", "09:00", "12:00", "assessor-2"),
            slot("inside", "10:00", "10:30", "manager-2"),
        ]
    )
    assert [(clash.first.id, clash.second.id, clash.people) for clash in found] == [
        ("long", "inside", ("manager-2",)),
        ("long", "late", ("assessor-1", "manager-1")),
    ]


def test_one_slot_may_begin_as_another_ends() -> None:
    one = slot("one", "09:00", "10:00", "assessor-1")
    assert clashes([one, slot("two", "10:00", "11:00", "assessor-1")]) == ()
    (clash,) = clashes([one, slot("two", "09:59", "11:00", "assessor-1")])
    assert clash.people == ("assessor-1",)


def test_no_slots_no_clashes() -> None:
    assert clashes([]) == ()


def test_a_slot_ends_after_it_begins() -> None:
    with pytest.raises(InputError, match="ends after it begins"):
        slot("none", "09:00", "09:00", "assessor-1")
