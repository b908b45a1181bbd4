"""People: who may do what, on what, and what nobody can be given."""

from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.people import (
    ANYTHING,
    PERMISSIONS,
    Actor,
    Deed,
    Grant,
    NotAllowedError,
    Role,
    Subject,
    check_grant,
    check_may,
    may,
    reach,
)

DAY = date(2026, 11, 2)
HERE = Subject(inspection_id=7, service_ids=frozenset({70, 71}), assessor_id=1)


def holder(
    role: Role,
    *,
    inspection_id: int | None = None,
    service_id: int | None = None,
    conflicts: frozenset[int] = frozenset(),
) -> Actor:
    grant = Grant(role=role, inspection_id=inspection_id, service_id=service_id, starts_on=DAY)
    return Actor(person_id=1, name="Invented", grants=(grant,), conflicts=conflicts)


def test_every_deed_is_in_the_table_and_every_role_has_words() -> None:
    assert set(PERMISSIONS) == set(Deed)
    assert len({role.words for role in Role}) == len(Role)


def test_a_role_is_held_on_its_first_and_last_day_and_on_none_outside() -> None:
    grant = Grant(role=Role.EDITOR, starts_on=DAY, ends_on=DAY)
    assert grant.holds_on(DAY)
    assert not grant.holds_on(date(2026, 11, 1))
    assert not grant.holds_on(date(2026, 11, 3))
    assert Grant(role=Role.EDITOR, starts_on=DAY).holds_on(date(2036, 1, 1))


def test_what_is_not_written_is_not_allowed() -> None:
    assert not any(may(Actor(person_id=1, name="Nobody"), deed, HERE) for deed in Deed)
    with pytest.raises(NotAllowedError, match="not there"):
        check_may(holder(Role.OVERSIGHT), Deed.INSPECTION_READ, HERE)


def test_the_administrator_manages_people_and_reads_nothing_else() -> None:
    administrator = holder(Role.ADMINISTRATOR)
    assert [deed for deed in Deed if may(administrator, deed, HERE)] == [Deed.PEOPLE_MANAGE]
    check_may(administrator, Deed.PEOPLE_MANAGE)


def test_a_lead_acts_on_the_own_inspection_and_on_no_other() -> None:
    lead = holder(Role.LEAD_INSPECTOR, inspection_id=7)
    assert may(lead, Deed.SAMPLE_DRAW, HERE)
    assert not may(lead, Deed.SAMPLE_DRAW, Subject(inspection_id=8))
    assert not may(lead, Deed.SAMPLE_DRAW, ANYTHING)


def test_an_assessor_assesses_the_own_case_and_no_other() -> None:
    assessor = holder(Role.ASSESSOR, inspection_id=7)
    assert may(assessor, Deed.CASE_ASSESS, HERE)
    assert not may(assessor, Deed.CASE_ASSESS, Subject(inspection_id=7, assessor_id=2))
    assert not may(assessor, Deed.CASE_ASSESS, Subject(inspection_id=8, assessor_id=1))


def test_a_liaison_acts_in_the_own_service_and_one_it_was_merged_with() -> None:
    assert may(holder(Role.SERVICE_LIAISON, service_id=71), Deed.CASELOAD_SUPPLY, HERE)
    assert not may(holder(Role.SERVICE_LIAISON, service_id=72), Deed.CASELOAD_SUPPLY, HERE)


@pytest.mark.parametrize("role", [role for role in Role if role.is_of_inspectorate])
def test_nobody_inspects_their_own_service_whatever_the_role(role: Role) -> None:
    holder_of_it = holder(role, inspection_id=7, conflicts=frozenset({71}))
    assert not any(may(holder_of_it, deed, HERE) for deed in Deed)


def test_somebody_of_a_service_merged_at_any_remove_neither_inspects_nor_acts_for_it() -> None:
    chained = Subject(inspection_id=7, service_ids=frozenset({70}), merged_ids=frozenset({70, 72}))
    lead = holder(Role.LEAD_INSPECTOR, inspection_id=7, conflicts=frozenset({72}))
    assert not any(may(lead, deed, chained) for deed in Deed)
    liaison = holder(Role.SERVICE_LIAISON, service_id=72)
    assert not any(may(liaison, deed, chained) for deed in Deed)
    assert chained.related_ids == {70, 72}


def test_a_liaison_is_of_the_service_and_no_conflict_stands_against_it() -> None:
    liaison = holder(Role.SERVICE_LIAISON, service_id=70, conflicts=frozenset({70}))
    assert may(liaison, Deed.INSPECTION_READ, HERE)


def test_roles_are_named_once_in_the_order_of_the_table() -> None:
    grants = tuple(
        Grant(role=role, inspection_id=7, starts_on=DAY)
        for role in (Role.EDITOR, Role.LEAD_INSPECTOR, Role.EDITOR)
    )
    actor = Actor(person_id=1, name="Invented", grants=grants)
    assert actor.roles == (Role.LEAD_INSPECTOR, Role.EDITOR)


def test_reach_holds_inspections_services_and_conflicts() -> None:
    lead = holder(Role.LEAD_INSPECTOR, inspection_id=7, conflicts=frozenset({3}))
    found = reach(lead, Deed.INSPECTION_READ)
    assert (found.everywhere, found.inspection_ids, found.conflicts) == (False, {7}, {3})
    assert reach(holder(Role.SERVICE_LIAISON, service_id=5), Deed.INSPECTION_READ).service_ids == {
        5
    }
    assert reach(holder(Role.PROGRAMME_MANAGER), Deed.INSPECTION_READ).everywhere
    nothing = reach(holder(Role.ADMINISTRATOR), Deed.INSPECTION_READ)
    assert not nothing.everywhere
    assert nothing.inspection_ids | nothing.service_ids == frozenset()


@pytest.mark.parametrize(
    ("grant", "sentence"),
    [
        (Grant(role=Role.ASSESSOR, starts_on=DAY), "Choose the inspection"),
        (Grant(role=Role.OVERSIGHT, inspection_id=7, starts_on=DAY), "not held on an inspection"),
        (Grant(role=Role.SERVICE_LIAISON, starts_on=DAY), "Choose the service"),
        (Grant(role=Role.OVERSIGHT, service_id=7, starts_on=DAY), "not held in a service"),
        (
            Grant(role=Role.OVERSIGHT, starts_on=DAY, ends_on=date(2026, 11, 1)),
            "before its first",
        ),
    ],
)
def test_a_role_that_cannot_be_held_is_refused_with_a_sentence(grant: Grant, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        check_grant(grant, conflicts=frozenset())


def test_nobody_is_given_a_role_on_the_inspection_of_their_own_service() -> None:
    grant = Grant(role=Role.LEAD_INSPECTOR, inspection_id=7, starts_on=DAY, ends_on=DAY)
    with pytest.raises(InputError, match="own service"):
        check_grant(grant, conflicts=frozenset({71}), service_ids=frozenset({70, 71}))
    check_grant(grant, conflicts=frozenset({9}), service_ids=frozenset({70, 71}))
    liaison = Grant(role=Role.SERVICE_LIAISON, service_id=71, starts_on=DAY)
    check_grant(liaison, conflicts=frozenset({71}), service_ids=frozenset({71}))
