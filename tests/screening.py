"""A short screening in drafting: six cases judged, a report to court in some of them."""

from dataclasses import dataclass

from corecase.core.assessment_states import AssessmentState
from corecase.core.people import Actor, Role
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site

SQS = load("sqs-2013")
N_CASES = 6
WEAK = '{"answer":"INSUFFICIENT"}'
NOT_APPLICABLE = '{"answer":"NOT_APPLICABLE"}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The inspection, and those who write and read its draft."""

    inspection: models.Inspection
    person: models.Person
    lead: Actor
    reader: models.Person

    @property
    def code(self) -> str:
        """The inspection's code."""
        return self.inspection.code


def build(stage: Stage = Stage.DRAFTING, **fields: object) -> Screening:
    """A screening: diversity in plans is weak, vulnerability is left out of one PSR."""
    inspection = site.inspection(stage, programme=site.programme("sqs-2013"), **fields)
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    for case in site.sample(inspection, N_CASES):
        row = site.assessment(case, assessor, state=AssessmentState.SUBMITTED)
        but = {"SQS-D02": WEAK} if case.position % 3 else {}
        but |= {"SQS-C01": NOT_APPLICABLE} if case.position == 1 else {}
        site.answered(row, SQS, but=but)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    return Screening(
        inspection=inspection,
        person=lead,
        lead=site.actor(lead),
        reader=site.person(Role.CHIEF_INSPECTOR),
    )
