"""Roles, deeds, and the one table of who may do what; nothing that is not there is allowed."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


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
    IMPROVEMENT_READ = "IMPROVEMENT_READ"
    IMPROVEMENT_WRITE = "IMPROVEMENT_WRITE"
    IMPROVEMENT_PROGRESS = "IMPROVEMENT_PROGRESS"
    IMPROVEMENT_ACCEPT = "IMPROVEMENT_ACCEPT"
    IMPROVEMENT_MONITOR = "IMPROVEMENT_MONITOR"
    REINSPECTION_DECIDE = "REINSPECTION_DECIDE"
    SURVEY_READ = "SURVEY_READ"
    SURVEY_RUN = "SURVEY_RUN"
    SURVEY_DISTRIBUTE = "SURVEY_DISTRIBUTE"
    SURVEY_SCREEN = "SURVEY_SCREEN"
    SURVEY_RESULTS = "SURVEY_RESULTS"
    COUNCIL_REPORT = "COUNCIL_REPORT"
    REMARKS_READ = "REMARKS_READ"
    REMARKS_WRITE = "REMARKS_WRITE"
    OWN_PLAN = "OWN_PLAN"
    OWN_SHARE = "OWN_SHARE"
    OWN_EXPORT = "OWN_EXPORT"
    OWN_COMPARE = "OWN_COMPARE"
    REGISTER_READ = "REGISTER_READ"
    REGISTER_REVIEW = "REGISTER_REVIEW"
    REGISTER_RELEASE = "REGISTER_RELEASE"


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
_QUALITY = {Role.QUALITY_MANAGER: Relation.OWN_SERVICE}
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
        # The improvement plan is the service's: others read it, accept it or say what they think.
        Deed.IMPROVEMENT_READ: {
            **_PLANNERS,
            **_CHIEF,
            **_LEAD,
            **_LIAISON,
            Role.QUALITY_MANAGER: Relation.OWN_SERVICE,
            Role.COUNCIL_OFFICER: Relation.OWN_SERVICE,
            Role.OVERSIGHT: Relation.ANY,
        },
        Deed.IMPROVEMENT_WRITE: _LIAISON,
        Deed.IMPROVEMENT_PROGRESS: {**_LIAISON, Role.QUALITY_MANAGER: Relation.OWN_SERVICE},
        Deed.IMPROVEMENT_ACCEPT: {**_LEAD, **_PLANNERS},
        Deed.IMPROVEMENT_MONITOR: {Role.OVERSIGHT: Relation.ANY},
        Deed.REINSPECTION_DECIDE: _CHIEF,
        # How many came back, and nothing that anybody said.
        Deed.SURVEY_READ: {**_WRITERS, **_PLANNERS, **_LIAISON},
        Deed.SURVEY_RUN: {**_LEAD, **_PLANNERS},
        Deed.SURVEY_DISTRIBUTE: {**_LEAD, **_PLANNERS, **_LIAISON},
        Deed.SURVEY_SCREEN: _LEAD,
        Deed.SURVEY_RESULTS: _WRITERS,
        # On what is published, and by whoever answers to the council's members for the service.
        Deed.COUNCIL_REPORT: {Role.COUNCIL_OFFICER: Relation.OWN_SERVICE, **_LIAISON},
        # Comments and complaints: not for the team that they may be about.
        Deed.REMARKS_READ: {**_PLANNERS, **_CHIEF},
        Deed.REMARKS_WRITE: _PLANNERS,
        # What published texts say of services, before it is used: read in, and decided about.
        Deed.REGISTER_READ: {**_PLANNERS, **_CHIEF},
        Deed.REGISTER_REVIEW: _PLANNERS,
        # Never by whoever decided about the same fact or link: said in actions.
        Deed.REGISTER_RELEASE: {**_CHIEF, **_PLANNERS},
        # What a service runs on itself; what happens on one of them says OWN_PERMISSIONS.
        Deed.OWN_PLAN: _QUALITY,
        Deed.OWN_SHARE: _QUALITY,
        Deed.OWN_EXPORT: _QUALITY,
        Deed.OWN_COMPARE: _QUALITY,
    }
)
"""Who may do what, and on what: the one table. The administrator reads no case."""

_OWN_CASES_OF_REVIEWERS = dict.fromkeys(_ASSESSORS, Relation.OWN_CASE)
_OWN_READERS = {**_QUALITY, **_LIAISON}

OWN_PERMISSIONS: Final[Mapping[Deed, Mapping[Role, Relation]]] = MappingProxyType(
    {
        Deed.OWN_PLAN: _QUALITY,
        Deed.OWN_SHARE: _QUALITY,
        Deed.OWN_EXPORT: _QUALITY,
        Deed.OWN_COMPARE: _QUALITY,
        Deed.INSPECTION_READ: {**_OWN_READERS, **_ASSESSORS},
        Deed.INSPECTION_RUN: _QUALITY,
        Deed.TEAM_READ: {**_OWN_READERS, **_ASSESSORS},
        Deed.INTERVIEW_HOLD: {**_QUALITY, **_OWN_CASES_OF_REVIEWERS},
        Deed.EVIDENCE_READ: {**_QUALITY, **_ASSESSORS},
        Deed.CASELOAD_READ: _QUALITY,
        Deed.CASELOAD_SUPPLY: _QUALITY,
        Deed.SAMPLE_READ: _QUALITY,
        Deed.SAMPLE_DRAW: _QUALITY,
        Deed.CASES_LIST: {**_QUALITY, **_ASSESSORS},
        Deed.CASE_READ: {**_QUALITY, **_OWN_CASES_OF_REVIEWERS},
        Deed.CASE_ASSESS: _OWN_CASES_OF_REVIEWERS,
        Deed.MODERATE: _QUALITY,
        Deed.ALERT_RAISE: {**_QUALITY, **_ASSESSORS},
        Deed.ALERT_READ: _OWN_READERS,
        Deed.ALERT_ANSWER: _OWN_READERS,
        Deed.ALERT_CLOSE: _QUALITY,
        Deed.PROGRESS_READ: {**_QUALITY, **_ASSESSORS},
        Deed.SCORES_PREVIEW: _OWN_READERS,
        Deed.SCORES_SHARED: _ASSESSORS,
        Deed.FEEDBACK_WRITE: _QUALITY,
        # The author of a case reads what is said of it; nobody else's.
        Deed.FEEDBACK_READ: {**_OWN_READERS, **_OWN_CASES_OF_REVIEWERS},
        Deed.AUDIT_READ: _QUALITY,
    }
)
"""Who may do what in a self-inspection: the service alone. There is no report, no signature and
no publication, because nobody may do what leads there."""

OWN_SHARED: Final[Mapping[Deed, Mapping[Role, Relation]]] = MappingProxyType(
    {
        Deed.INSPECTION_READ: {**_PLANNERS, **_CHIEF},
        Deed.SCORES_PREVIEW: {**_PLANNERS, **_CHIEF},
    }
)
"""What the inspectorate may once the service has shared a self-inspection; no case."""

AFTER_PUBLICATION: Final = frozenset(
    {
        Deed.IMPROVEMENT_READ,
        Deed.IMPROVEMENT_WRITE,
        Deed.IMPROVEMENT_PROGRESS,
        Deed.IMPROVEMENT_ACCEPT,
        Deed.IMPROVEMENT_MONITOR,
    }
)
"""What nobody may do before the report is published: until then it is as if it were not there."""
