"""People: roles, what each may do, and on what; nothing that is not written here is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from corecase.core.errors import CorecaseError, InputError


class NotAllowedError(CorecaseError):
    """Somebody may not do this, or it is not there; the two look the same from outside."""


class Role(StrEnum):
    """What somebody does for an inspectorate, on one inspection, or in a service."""

    ADMINISTRATOR = "ADMINISTRATOR"
    PROGRAMME_MANAGER = "PROGRAMME_MANAGER"
    CHIEF_INSPECTOR = "CHIEF_INSPECTOR"
    LEAD_INSPECTOR = "LEAD_INSPECTOR"
    ASSESSOR = "ASSESSOR"
    LOCAL_ASSESSOR = "LOCAL_ASSESSOR"
    EDITOR = "EDITOR"
    SERVICE_LIAISON = "SERVICE_LIAISON"
    QUALITY_MANAGER = "QUALITY_MANAGER"
    COUNCIL_OFFICER = "COUNCIL_OFFICER"
    OVERSIGHT = "OVERSIGHT"

    @property
    def words(self) -> str:
        """As people read it: `"lead inspector"`."""
        return ROLE_WORDS[self]

    @property
    def is_of_inspection(self) -> bool:
        """Whether the role is held on one inspection at a time."""
        return self in OF_INSPECTION

    @property
    def is_of_service(self) -> bool:
        """Whether the role is held in one service."""
        return self in OF_SERVICE

    @property
    def is_of_inspectorate(self) -> bool:
        """Whether its holder inspects: such a role never reaches the holder's own service."""
        return not self.is_of_service and self is not Role.OVERSIGHT


ROLE_WORDS: Final[Mapping[Role, str]] = {
    Role.ADMINISTRATOR: "administrator",
    Role.PROGRAMME_MANAGER: "programme manager",
    Role.CHIEF_INSPECTOR: "chief inspector",
    Role.LEAD_INSPECTOR: "lead inspector",
    Role.ASSESSOR: "assessor",
    Role.LOCAL_ASSESSOR: "local assessor",
    Role.EDITOR: "editor",
    Role.SERVICE_LIAISON: "service liaison",
    Role.QUALITY_MANAGER: "quality manager",
    Role.COUNCIL_OFFICER: "council officer",
    Role.OVERSIGHT: "oversight body",
}
OF_INSPECTION: Final = frozenset(
    {Role.LEAD_INSPECTOR, Role.ASSESSOR, Role.LOCAL_ASSESSOR, Role.EDITOR}
)
OF_SERVICE: Final = frozenset({Role.SERVICE_LIAISON, Role.QUALITY_MANAGER, Role.COUNCIL_OFFICER})


class Deed(StrEnum):
    """Something that a person does, in the grain in which it is allowed or refused."""

    PEOPLE_MANAGE = "PEOPLE_MANAGE"
    PROGRAMME_READ = "PROGRAMME_READ"
    PROGRAMME_PLAN = "PROGRAMME_PLAN"
    INSPECTION_READ = "INSPECTION_READ"
    INSPECTION_RUN = "INSPECTION_RUN"
    TEAM_READ = "TEAM_READ"
    INTERVIEW_HOLD = "INTERVIEW_HOLD"
    EVIDENCE_READ = "EVIDENCE_READ"
    CASELOAD_READ = "CASELOAD_READ"
    CASELOAD_SUPPLY = "CASELOAD_SUPPLY"
    SAMPLE_READ = "SAMPLE_READ"
    SAMPLE_DRAW = "SAMPLE_DRAW"
    CASES_LIST = "CASES_LIST"
    CASE_READ = "CASE_READ"
    CASE_ASSESS = "CASE_ASSESS"
    MODERATE = "MODERATE"
    ALERT_RAISE = "ALERT_RAISE"
    ALERT_READ = "ALERT_READ"
    ALERT_ANSWER = "ALERT_ANSWER"
    ALERT_CLOSE = "ALERT_CLOSE"
    PROGRESS_READ = "PROGRESS_READ"
    SCORES_PREVIEW = "SCORES_PREVIEW"
    SCORES_SHARED = "SCORES_SHARED"
    FEEDBACK_WRITE = "FEEDBACK_WRITE"
    FEEDBACK_READ = "FEEDBACK_READ"
    AUDIT_READ = "AUDIT_READ"
    DRAFT_READ = "DRAFT_READ"
    DRAFT_WRITE = "DRAFT_WRITE"
    FACTS_READ = "FACTS_READ"
    FACTS_COMMENT = "FACTS_COMMENT"
    FACTS_ANSWER = "FACTS_ANSWER"
    PUBLICATION_READ = "PUBLICATION_READ"
    REPORT_SIGN = "REPORT_SIGN"
    REPORT_RELEASE = "REPORT_RELEASE"
    DISTRIBUTION_MANAGE = "DISTRIBUTION_MANAGE"


class Relation(StrEnum):
    """How somebody stands to what a deed is done to."""

    OWN_CASE = "OWN_CASE"
    OWN_INSPECTION = "OWN_INSPECTION"
    OWN_SERVICE = "OWN_SERVICE"
    ANY = "ANY"


_LEAD = {Role.LEAD_INSPECTOR: Relation.OWN_INSPECTION}
_ASSESSORS = {
    Role.ASSESSOR: Relation.OWN_INSPECTION,
    Role.LOCAL_ASSESSOR: Relation.OWN_INSPECTION,
}
_OWN_CASES = dict.fromkeys((Role.LEAD_INSPECTOR, *_ASSESSORS), Relation.OWN_CASE)
_PLANNERS = {Role.PROGRAMME_MANAGER: Relation.ANY}
_CHIEF = {Role.CHIEF_INSPECTOR: Relation.ANY}
_LIAISON = {Role.SERVICE_LIAISON: Relation.OWN_SERVICE}
_WRITERS = {**_LEAD, Role.EDITOR: Relation.OWN_INSPECTION}

PERMISSIONS: Final[Mapping[Deed, Mapping[Role, Relation]]] = MappingProxyType(
    {
        Deed.PEOPLE_MANAGE: {Role.ADMINISTRATOR: Relation.ANY},
        Deed.PROGRAMME_READ: {**_PLANNERS, **_CHIEF},
        Deed.PROGRAMME_PLAN: _PLANNERS,
        Deed.INSPECTION_READ: {
            **_PLANNERS,
            **_CHIEF,
            **_LEAD,
            **_ASSESSORS,
            **_LIAISON,
            Role.EDITOR: Relation.OWN_INSPECTION,
            Role.QUALITY_MANAGER: Relation.OWN_SERVICE,
        },
        Deed.INSPECTION_RUN: {**_PLANNERS, **_LEAD},
        Deed.TEAM_READ: {**_PLANNERS, **_CHIEF, **_LEAD, **_ASSESSORS, **_LIAISON},
        # An assessor says so of the interviews that they hold themselves.
        Deed.INTERVIEW_HOLD: {**_OWN_CASES, **_PLANNERS, **_LEAD},
        Deed.EVIDENCE_READ: {**_LEAD, **_ASSESSORS},
        Deed.CASELOAD_READ: {**_LEAD, **_LIAISON},
        Deed.CASELOAD_SUPPLY: {**_LEAD, **_LIAISON},
        Deed.SAMPLE_READ: {**_PLANNERS, **_LEAD, **_LIAISON},
        Deed.SAMPLE_DRAW: _LEAD,
        Deed.CASES_LIST: {**_LEAD, **_ASSESSORS},
        Deed.CASE_READ: {**_OWN_CASES, **_LEAD},
        Deed.CASE_ASSESS: _OWN_CASES,
        Deed.MODERATE: _LEAD,
        Deed.ALERT_RAISE: {**_LEAD, **_ASSESSORS},
        Deed.ALERT_READ: {**_LEAD, **_LIAISON},
        Deed.ALERT_ANSWER: {**_LEAD, **_LIAISON},
        Deed.ALERT_CLOSE: _LEAD,
        Deed.PROGRESS_READ: {**_PLANNERS, **_LEAD, **_ASSESSORS},
        Deed.SCORES_PREVIEW: {**_LEAD, **_CHIEF},
        # Only where the inspection shows its scores to assessors.
        Deed.SCORES_SHARED: _ASSESSORS,
        Deed.FEEDBACK_WRITE: _LEAD,
        Deed.FEEDBACK_READ: {**_LEAD, **_LIAISON},
        Deed.AUDIT_READ: {**_LEAD, **_PLANNERS},
        Deed.DRAFT_READ: {**_WRITERS, **_CHIEF},
        Deed.DRAFT_WRITE: _WRITERS,
        Deed.FACTS_READ: {**_WRITERS, **_CHIEF, **_LIAISON},
        Deed.FACTS_COMMENT: _LIAISON,
        Deed.FACTS_ANSWER: _WRITERS,
        Deed.PUBLICATION_READ: {**_WRITERS, **_CHIEF, **_PLANNERS},
        # Never by somebody who wrote in it, and released by yet another person: said in actions.
        Deed.REPORT_SIGN: _CHIEF,
        Deed.REPORT_RELEASE: {**_CHIEF, **_PLANNERS},
        Deed.DISTRIBUTION_MANAGE: {**_LEAD, **_PLANNERS},
    }
)
"""Who may do what, and on what: the one table. The administrator reads no case."""


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
    grant: Grant, *, conflicts: frozenset[int], service_ids: frozenset[int] = frozenset()
) -> None:
    """Raises InputError where nobody, or not this person, can be given the role.

    `conflicts` are the services that are the person's own, `service_ids` the inspected service
    and its predecessors.
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
    if grant.ends_on is not None and grant.ends_on < grant.starts_on:
        raise InputError(
            "The last day of the role lies before its first; correct one of the two.",
            field="ends_on",
        )
    if grant.role.is_of_inspectorate and conflicts & service_ids:
        raise InputError(
            "This inspection is of the person's own service, or of one in which they declared an "
            "interest; choose somebody else."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a deed is done to. `service_ids` are the inspected service and those merged with it.

    `merged_ids` are those merged with it at any remove: their people do not inspect it, and
    do not act for it either. `assessor_id` is whoever assesses the case in question, where
    there is one. A service learns of its inspection when it is announced, and by no way before.
    """

    inspection_id: int | None = None
    service_ids: frozenset[int] = frozenset()
    merged_ids: frozenset[int] = frozenset()
    assessor_id: int | None = None
    is_announced: bool = True

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
    grants = [grant for grant in actor.grants if grant.role in allowed]
    inspections = {g.inspection_id for g in grants if g.inspection_id is not None}
    services = {g.service_id for g in grants if g.service_id is not None}
    return Reach(
        everywhere=any(allowed[grant.role] is Relation.ANY for grant in grants),
        inspection_ids=frozenset(inspections),
        service_ids=frozenset(services),
        conflicts=actor.conflicts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where somebody may do something: everywhere, or on these inspections and services.

    What concerns a service of `conflicts` is out of reach, save through `service_ids`.
    """

    everywhere: bool
    inspection_ids: frozenset[int]
    service_ids: frozenset[int]
    conflicts: frozenset[int]


def _covers(relation: Relation, grant: Grant, actor: Actor, subject: Subject) -> bool:
    if relation is Relation.ANY:
        return True
    if relation is Relation.OWN_SERVICE:
        is_own = grant.service_id is not None and grant.service_id in subject.service_ids
        return is_own and subject.is_announced
    on_it = grant.inspection_id is not None and grant.inspection_id == subject.inspection_id
    if relation is Relation.OWN_INSPECTION:
        return on_it
    return on_it and subject.assessor_id == actor.person_id
