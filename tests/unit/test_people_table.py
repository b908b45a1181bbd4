"""The table of permissions as a whole: what has to hold whatever single line is changed."""

from datetime import date

import pytest

from corecase.core.people import (
    OF_INSPECTION,
    OF_SERVICE,
    PERMISSIONS,
    Actor,
    Deed,
    Grant,
    Relation,
    Role,
    Subject,
    may,
)

CASE_DEEDS = {Deed.CASE_READ, Deed.CASE_ASSESS, Deed.CASES_LIST, Deed.MODERATE}
RUNNING = {Deed.INSPECTION_RUN, Deed.SAMPLE_DRAW, Deed.MODERATE, Deed.FEEDBACK_WRITE}
TODAY = date(2026, 11, 2)
HERE, THERE, SERVICE, ELSEWHERE, PERSON = 1, 2, 10, 20, 100
SUBJECT = Subject(inspection_id=HERE, service_ids=frozenset({SERVICE}), assessor_id=PERSON)


def holder(role: Role, *, near: bool = True, conflicts: frozenset[int] = frozenset()) -> Actor:
    """Somebody who holds a role on the inspection in question, or near = False elsewhere."""
    inspection, service = (HERE, SERVICE) if near else (THERE, ELSEWHERE)
    grant = Grant(
        role=role,
        inspection_id=inspection if role.is_of_inspection else None,
        service_id=service if role.is_of_service else None,
        starts_on=TODAY,
    )
    return Actor(person_id=PERSON, name="Somebody", grants=(grant,), conflicts=conflicts)


def test_every_deed_has_a_line_and_somebody_who_may() -> None:
    assert set(PERMISSIONS) == set(Deed)
    assert all(PERMISSIONS.values())


@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_as_far_as_it_is_held(role: Role) -> None:
    relations = {line[role] for line in PERMISSIONS.values() if role in line}
    if role in OF_INSPECTION:
        assert relations <= {Relation.OWN_CASE, Relation.OWN_INSPECTION}
    elif role in OF_SERVICE:
        assert relations <= {Relation.OWN_SERVICE}
    else:
        assert relations <= {Relation.ANY}


@pytest.mark.parametrize("deed", sorted(CASE_DEEDS))
def test_cases_are_for_the_lead_and_the_assessors_only(deed: Deed) -> None:
    assert set(PERMISSIONS[deed]) <= {Role.LEAD_INSPECTOR, Role.ASSESSOR, Role.LOCAL_ASSESSOR}


@pytest.mark.parametrize("deed", sorted(RUNNING))
def test_no_assessor_and_no_service_runs_an_inspection(deed: Deed) -> None:
    assert set(PERMISSIONS[deed]) <= {Role.LEAD_INSPECTOR, Role.PROGRAMME_MANAGER}


def test_the_administrator_manages_people_and_does_nothing_else() -> None:
    allowed = {deed for deed, line in PERMISSIONS.items() if Role.ADMINISTRATOR in line}
    assert allowed == {Deed.PEOPLE_MANAGE}


def test_a_seconded_assessor_may_what_an_assessor_may() -> None:
    for deed, line in PERMISSIONS.items():
        assert line.get(Role.ASSESSOR) == line.get(Role.LOCAL_ASSESSOR), deed


@pytest.mark.parametrize("role", [role for role in Role if role.is_of_inspectorate])
def test_a_role_of_the_inspectorate_is_void_in_the_own_service(role: Role) -> None:
    inspector = holder(role, conflicts=frozenset({SERVICE}))
    assert not [deed for deed in Deed if may(inspector, deed, SUBJECT)]


@pytest.mark.parametrize("role", sorted(OF_INSPECTION | OF_SERVICE))
def test_a_role_held_elsewhere_gives_nothing_here(role: Role) -> None:
    assert not [deed for deed in Deed if may(holder(role, near=False), deed, SUBJECT)]


@pytest.mark.parametrize("role", Role)
def test_a_conflict_with_another_service_takes_nothing_away(role: Role) -> None:
    free = {deed for deed in Deed if may(holder(role), deed, SUBJECT)}
    tied = holder(role, conflicts=frozenset({ELSEWHERE}))
    assert {deed for deed in Deed if may(tied, deed, SUBJECT)} == free


def test_a_liaison_who_is_also_lead_gets_no_more_than_a_liaison() -> None:
    liaison = holder(Role.SERVICE_LIAISON, conflicts=frozenset({SERVICE}))
    lead = holder(Role.LEAD_INSPECTOR)
    both = Actor(
        person_id=PERSON,
        name="Both",
        grants=(*liaison.grants, *lead.grants),
        conflicts=liaison.conflicts,
    )
    for deed in Deed:
        assert may(both, deed, SUBJECT) == may(liaison, deed, SUBJECT), deed


def test_nobody_without_a_role_may_anything() -> None:
    nobody = Actor(person_id=PERSON, name="Nobody")
    assert not [deed for deed in Deed if may(nobody, deed, SUBJECT)]
