"""Invented services of one programme, each published with its judgements: what a funnel shows."""

from corecase.actions import publishing, reports
from corecase.core import scoring
from corecase.core.assessment_states import AssessmentState
from corecase.core.people import Role
from corecase.core.scoring import Scores
from corecase.core.stages import Stage
from corecase.exchange import inspection_folders
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import publications, site

CCI = load("cci-2009")
PLAIN = [item.id for item in CCI.items if not item.levels]
# On these no other question hangs: another answer leaves a case fully answered.
FREE = [one for one in PLAIN if one not in {i.gate.item for i in CCI.items if i.gate}]
INSUFFICIENT = '{"answer":"INSUFFICIENT"}'


def judged(
    programme: models.Programme,
    name: str,
    n_cases: int = 6,
    *,
    every: int = 3,
    spread: bool = True,
    **fields: object,
) -> models.Inspection:
    """An inspection ready to be published: of each case every so-many-th item is insufficient.

    With `spread` cases differ: of each, some more items than of the one before.
    """
    if "service" not in fields:
        fields["service"] = site.service(name)
    inspection = site.inspection(Stage.SIGN_OFF, programme=programme, **fields)
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    for place, case in enumerate(site.sample(inspection, n_cases, reserves=0)):
        row = site.assessment(case, assessor, state=AssessmentState.SUBMITTED)
        but = [*PLAIN[place % every :: every], *PLAIN[: 4 * (place % 7)]] if spread else []
        site.answered(row, CCI, but=dict.fromkeys(but, INSUFFICIENT))
    return inspection


def published(
    inspection: models.Inspection,
    *,
    number: int = 1,
    correction: models.Correction | None = None,
) -> Scores:
    """Publishes it as it is judged now, on the day of the tests; the scores that it prints."""
    material = reports.material(inspection, site.TODAY)
    scores = scoring.score(CCI, material.judgements)
    publications.released(
        inspection,
        site.NOW,
        number=number,
        correction=correction,
        files={"report.html": f"{inspection.code} {number}".encode()},
        scores=[
            {
                "score": one.id,
                "label": one.label,
                "count": one.figure.count,
                "out_of": one.figure.out_of,
                "band": "",
            }
            for one in scores.headlines
        ],
        folder=inspection_folders.zipped(inspection_folders.files(material)),
    )
    publishing.publish_due(now=site.NOW)
    return scores
