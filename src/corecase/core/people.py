"""People: the roles that they hold, and whether one of them opens a deed on something."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from corecase.core.errors import CorecaseError, InputError
from corecase.core.roles import (
    AFTER_PUBLICATION,
    OF_INSPECTION,
    OF_SERVICE,
    OWN_PERMISSIONS,
    OWN_SHARED,
    PERMISSIONS,
    ROLE_WORDS,
    Deed,
    Relation,
    Role,
)

__all__ = [
    "AFTER_PUBLICATION",
    "ANYTHING",
    "OF_INSPECTION",
    "OF_SERVICE",
    "OPERATOR",
    "OWN_PERMISSIONS",
    "OWN_SHARED",
    "PERMISSIONS",
    "ROLE_WORDS",
    "Actor",
    "Deed",
    "Grant",
    "NotAllowedError",
    "Reach",
    "Relation",
    "Role",
    "Subject",
    "check_grant",
    "check_may",
    "may",
    "reach",
]


class NotAllowedError(CorecaseError):
    """Somebody may not do this, or it is not there; the two look the same from outside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role held by somebody, on an inspection or in a service, within days (both included)."""

    role: Role
    inspection_id: int | None = None
    service_id: int | None = None
    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the role is held on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def check_grant(
    grant: Grant,
    *,
    conflicts: frozenset[int],
    service_ids: frozenset[int] = frozenset(),
    is_own_work: bool = False,
    is_inspector: bool = False,
) -> None:
    """Raises InputError where nobody, or not this person, can be given the role.

    `conflicts` are the services that are the person's own, `service_ids` the inspected service
    and its predecessors. `is_own_work` says that the service inspects itself, by its own people
    and guests; `is_inspector` that the person takes part in inspections of the inspectorate.
    """
    _check_place(grant)
    if grant.ends_on is not None and grant.ends_on < grant.starts_on:
        raise InputError(
            "The last day of the role lies before its first; correct one of the two.",
            field="ends_on",
        )
    if is_own_work:
        _check_own_work(grant, is_inspector=is_inspector)
    elif grant.role.is_of_inspectorate and conflicts & service_ids:
        raise InputError(
            "This inspection is of the person's own service, or of one in which they declared an "
            "interest; choose somebody else."
        )


def _check_place(grant: Grant) -> None:
    """Raises InputError where the role is not held where it has to be: on one inspection, in one
    service, or on neither.
    """
    words = grant.role.words
    if grant.role.is_of_inspection and grant.inspection_id is None:
        raise InputError(
            f"Choose the inspection on which the role of {words} is held.", field="inspection"
        )
    if not grant.role.is_of_inspection and grant.inspection_id is not None:
        raise InputError(
            f"The role of {words} is not held on an inspection; choose none.", field="inspection"
        )
    if grant.role.is_of_service and grant.service_id is None:
        raise InputError(
            f"Choose the service in which the role of {words} is held.", field="service"
        )
    if not grant.role.is_of_service and grant.service_id is not None:
        raise InputError(
            f"The role of {words} is not held in a service; choose none.", field="service"
        )


def _check_own_work(grant: Grant, *, is_inspector: bool) -> None:
    """Raises InputError for what nobody, or no inspector, does on a self-inspection."""
    if grant.role not in (Role.ASSESSOR, Role.LOCAL_ASSESSOR):
        raise InputError(
            "A self-inspection is run by the quality manager; others take part as assessor or "
            "local assessor.",
            field="role",
        )
    if is_inspector:
        raise InputError(
            "This person takes part in inspections of the inspectorate, which sees nothing of "
            "a self-inspection; choose somebody else."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a deed is done to. `service_ids` are the inspected service and those merged with it.

    `merged_ids` are those merged with it at any remove: their people do not inspect it, and
    do not act for it either. `assessor_id` is whoever assesses the case in question, where
    there is one. A service learns of its inspection when it is announced, and by no way before;
    what follows from a report is there once the report is published. `is_own_work` says that the
    service inspects itself, `is_shared` that it lets the inspectorate see what came out.
    """

    inspection_id: int | None = None
    service_ids: frozenset[int] = frozenset()
    merged_ids: frozenset[int] = frozenset()
    assessor_id: int | None = None
    is_announced: bool = True
    is_published: bool = True
    is_own_work: bool = False
    is_shared: bool = False

    @property
    def related_ids(self) -> frozenset[int]:
        """Every service whose people may take no part in the inspection."""
        return self.service_ids | self.merged_ids


ANYTHING: Final = Subject()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody signed in: the roles held today, and the services that are theirs.

    `conflicts` are the services whose inspection the person may take no part in: the one they
    work for, those in which they hold a role, and those they declared.
    """

    person_id: int
    name: str
    grants: tuple[Grant, ...] = ()
    conflicts: frozenset[int] = field(default_factory=frozenset)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles held, each once, in the order of the table."""
        held = {grant.role for grant in self.grants}
        return tuple(role for role in Role if role in held)


OPERATOR: Final = Actor(person_id=0, name="operator")
"""Whoever types the commands of the site on its own machine: no role, and no page to enter by."""


def may(actor: Actor, deed: Deed, subject: Subject = ANYTHING) -> bool:
    """Whether somebody may do this to that.

    A role of the inspectorate is void where the inspected service is the person's own: nobody
    inspects their own service, not even as lead inspector.
    """
    if subject.is_own_work:
        return _may_own(actor, deed, subject)
    if deed in AFTER_PUBLICATION and not subject.is_published:
        return False
    allowed = PERMISSIONS[deed]
    return any(
        _covers(allowed[grant.role], grant, actor, subject)
        for grant in actor.grants
        if grant.role in allowed
        and not (grant.role.is_of_inspectorate and actor.conflicts & subject.related_ids)
    )


def check_may(actor: Actor, deed: Deed, subject: Subject = ANYTHING) -> None:
    """Raises NotAllowedError where somebody may not do this to that."""
    if not may(actor, deed, subject):
        raise NotAllowedError("This is not there, or is not for you to see or do.")


def reach(actor: Actor, deed: Deed) -> "Reach":
    """The inspections and services on which somebody may do this, for lists."""
    allowed = PERMISSIONS[deed]
    inspections, services = _held(actor, allowed)
    own_inspections, own_services = _held(actor, OWN_PERMISSIONS.get(deed, {}))
    roles = {grant.role for grant in actor.grants}
    return Reach(
        everywhere=any(allowed.get(role) is Relation.ANY for role in roles),
        inspection_ids=inspections,
        service_ids=services,
        conflicts=actor.conflicts,
        own_inspection_ids=own_inspections,
        own_service_ids=own_services,
        shared=bool(roles & set(OWN_SHARED.get(deed, {}))),
    )


def _held(actor: Actor, allowed: Mapping[Role, Relation]) -> tuple[frozenset[int], frozenset[int]]:
    """The inspections and the services on which somebody holds one of these roles."""
    grants = [grant for grant in actor.grants if grant.role in allowed]
    return (
        frozenset(g.inspection_id for g in grants if g.inspection_id is not None),
        frozenset(g.service_id for g in grants if g.service_id is not None),
    )


def _may_own(actor: Actor, deed: Deed, subject: Subject) -> bool:
    """Whether somebody may do this in a self-inspection; the inspectorate only what is shared."""
    own, shared = OWN_PERMISSIONS.get(deed, {}), OWN_SHARED.get(deed, {})
    if any(_covers(own[g.role], g, actor, subject) for g in actor.grants if g.role in own):
        return True
    if not subject.is_shared or actor.conflicts & subject.related_ids:
        return False
    return any(grant.role in shared for grant in actor.grants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where somebody may do something: everywhere, or on these inspections and services.

    What concerns a service of `conflicts` is out of reach, save through `service_ids`. Of
    self-inspections only those count that the last three name: of these services, on these
    inspections, and where `shared` those that were shared.
    """

    everywhere: bool
    inspection_ids: frozenset[int]
    service_ids: frozenset[int]
    conflicts: frozenset[int]
    own_inspection_ids: frozenset[int] = frozenset()
    own_service_ids: frozenset[int] = frozenset()
    shared: bool = False


def _covers(relation: Relation, grant: Grant, actor: Actor, subject: Subject) -> bool:
    if relation is Relation.ANY:
        return True
    if relation is Relation.OWN_SERVICE:
        is_own = grant.service_id is not None and grant.service_id in subject.service_ids
        return is_own and (subject.is_announced or subject.is_own_work)
    on_it = grant.inspection_id is not None and grant.inspection_id == subject.inspection_id
    if relation is Relation.OWN_INSPECTION:
        return on_it
    return on_it and subject.assessor_id == actor.person_id
