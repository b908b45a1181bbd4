"""The tables of the staff site, a topic a file."""

from corecase.store.cases.models.alerts import Alert, AlertStep
from corecase.store.cases.models.assessments import (
    AgreedAnswer,
    Allocation,
    CaseAssessment,
    CaseNote,
    Conflict,
    FieldState,
    NoteItem,
    Operation,
    Quarantine,
    RefusedOperation,
)
from corecase.store.cases.models.audit import Chain, Consultation, Event
from corecase.store.cases.models.caseloads import Caseload, CaseloadRow, SavedMapping
from corecase.store.cases.models.context import (
    ReportIndicator,
    ReportParticulars,
    Respondents,
    RespondentStatement,
    ScoresSeen,
)
from corecase.store.cases.models.council import (
    CouncilMinute,
    CouncilReport,
    CouncilReportVersion,
)
from corecase.store.cases.models.drafting import (
    EvidenceRecord,
    PracticeExample,
    Quotation,
    ReportRecommendation,
    ReportText,
    ReportTextVersion,
)
from corecase.store.cases.models.feedback import CaseFeedback, FeedbackMeeting
from corecase.store.cases.models.improvement import (
    ImprovementAction,
    ImprovementArea,
    ImprovementEntry,
    ImprovementPlan,
    ImprovementQuestion,
    ImprovementRecommendation,
)
from corecase.store.cases.models.improvement_record import (
    ImprovementAudit,
    ImprovementReminder,
    ImprovementStep,
    ImprovementVersion,
)
from corecase.store.cases.models.inspections import (
    EvidenceItem,
    EvidenceReading,
    Inspection,
    ServiceProfile,
    StageMove,
    TimetableDate,
)
from corecase.store.cases.models.moderation import AssessmentReturn
from corecase.store.cases.models.people import DeclaredConflict, Grant, Invitation, Person
from corecase.store.cases.models.programmes import Predecessor, Programme, Service
from corecase.store.cases.models.reinspections import (
    EarlierFigures,
    KeptCrosswalk,
    ReinspectionDecision,
)
from corecase.store.cases.models.remarks import Remark, RemarkEntry
from corecase.store.cases.models.reports import (
    FactualComment,
    FactualRound,
    RenderedFile,
    Rendering,
)
from corecase.store.cases.models.samples import Replacement, SampledCase, SampleDraw
from corecase.store.cases.models.second_marking import SecondMarkingDraw
from corecase.store.cases.models.teams import Interview, PoolMember, TeamMember
from corecase.store.cases.models.versions import (
    Correction,
    Dispatch,
    DispatchOpening,
    Recipient,
    ReportVersion,
)

__all__ = [
    "AgreedAnswer",
    "Alert",
    "AlertStep",
    "Allocation",
    "AssessmentReturn",
    "CaseAssessment",
    "CaseFeedback",
    "CaseNote",
    "Caseload",
    "CaseloadRow",
    "Chain",
    "Conflict",
    "Consultation",
    "Correction",
    "CouncilMinute",
    "CouncilReport",
    "CouncilReportVersion",
    "DeclaredConflict",
    "Dispatch",
    "DispatchOpening",
    "EarlierFigures",
    "Event",
    "EvidenceItem",
    "EvidenceReading",
    "EvidenceRecord",
    "FactualComment",
    "FactualRound",
    "FeedbackMeeting",
    "FieldState",
    "Grant",
    "ImprovementAction",
    "ImprovementArea",
    "ImprovementAudit",
    "ImprovementEntry",
    "ImprovementPlan",
    "ImprovementQuestion",
    "ImprovementRecommendation",
    "ImprovementReminder",
    "ImprovementStep",
    "ImprovementVersion",
    "Inspection",
    "Interview",
    "Invitation",
    "KeptCrosswalk",
    "NoteItem",
    "Operation",
    "Person",
    "PoolMember",
    "PracticeExample",
    "Predecessor",
    "Programme",
    "Quarantine",
    "Quotation",
    "Recipient",
    "RefusedOperation",
    "ReinspectionDecision",
    "Remark",
    "RemarkEntry",
    "RenderedFile",
    "Rendering",
    "Replacement",
    "ReportIndicator",
    "ReportParticulars",
    "ReportRecommendation",
    "ReportText",
    "ReportTextVersion",
    "ReportVersion",
    "RespondentStatement",
    "Respondents",
    "SampleDraw",
    "SampledCase",
    "SavedMapping",
    "ScoresSeen",
    "SecondMarkingDraw",
    "Service",
    "ServiceProfile",
    "StageMove",
    "TeamMember",
    "TimetableDate",
]
