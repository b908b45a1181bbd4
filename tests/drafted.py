"""A small invented inspection whose draft is begun: kept, edited and dropped findings in it."""

from dataclasses import dataclass

from corecase.actions import scores
from corecase.core.assessment_states import AssessmentState
from corecase.core.drafting import Part
from corecase.core.findings import draft, marked
from corecase.core.people import Actor, Role
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site

CCI = load("cci-2009")
N_CASES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The inspection and those who write in its draft, with the lead as a person to sign in."""

    inspection: models.Inspection
    person: models.Person
    lead: Actor
    editor: Actor

    @property
    def code(self) -> str:
        """The inspection's code."""
        return self.inspection.code


def build(stage: Stage = Stage.DRAFTING) -> Drafted:
    """An inspection judged to the end: every second case is insufficient in its first item."""
    inspection = site.inspection(stage, programme=site.programme("cci-2009"))
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    for case in site.sample(inspection, N_CASES):
        row = site.assessment(case, assessor, state=AssessmentState.SUBMITTED)
        but = {CCI.items[0].id: '{"answer":"INSUFFICIENT"}'} if case.position % 2 else {}
        site.answered(row, CCI, but=but)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    editor = site.somebody(Role.EDITOR, inspection=inspection)
    return Drafted(inspection=inspection, person=lead, lead=site.actor(lead), editor=editor)


def write(made: Drafted, place: str, part: Part, text: str, **fields: object) -> models.ReportText:
    """A text of the draft as its editor left it."""
    return models.ReportText.objects.create(
        inspection=made.inspection,
        part=part,
        place=place,
        text=text,
        by_id=made.editor.person_id,
        at=site.NOW,
        **{"status": "EDITED", "version": 1, **fields},
    )


def keep(made: Drafted) -> tuple[str, str, str]:
    """Accepts the first finding, edits the second, drops the third; their ids."""
    judgements, _ = scores.effective_judgements(made.inspection)
    first, second, third = draft(CCI, judgements, ())[:3]
    for finding, status, after in (
        (first, "ACCEPTED", ""),
        (second, "EDITED", " Edited for a test."),
        (third, "DROPPED", ""),
    ):
        write(
            made,
            finding.id,
            Part.FINDING,
            marked(finding) + after,
            criterion=finding.criterion,
            kind=finding.kind,
            status=status,
            figures={n.key: [n.figure.count, n.figure.out_of] for n in finding.numbers},
        )
    return first.id, second.id, third.id
