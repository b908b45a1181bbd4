"""The site that is measured, prepared and looked at by programs of their own.

`python -m benchmarks.site_world prepare` loads the inspections and signs the assessors in;
`… page` times one page in this process; `… stored` counts the changes. All print JSON.
"""

import json
import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from corecase.cli import site as started

started.start(
    Path(os.environ["CORECASE_HOME"]), os.environ.get("CORECASE_DATABASE_URL", ""), makes_one=True
)

from django.db import connection, transaction  # noqa: E402 after the settings are read
from django.test import Client  # noqa: E402

from corecase.actions import door, frameworks  # noqa: E402
from corecase.core import answer_values  # noqa: E402
from corecase.core.assessment_states import AssessmentState  # noqa: E402
from corecase.core.event_kinds import EventKind  # noqa: E402
from corecase.core.frameworks import Framework  # noqa: E402
from corecase.core.judgements import Answer, Judgement  # noqa: E402
from corecase.core.people import Role  # noqa: E402
from corecase.core.stages import Stage  # noqa: E402
from corecase.store.cases import models  # noqa: E402
from tests import site  # noqa: E402

N_INSPECTIONS = 50
N_CASES = 60
N_ASSESSORS = 5
"""In each of the ten inspections that are in the field on the same day."""
N_AT_WORK = 10
N_PAGES = 50

_FIELDS = """
INSERT INTO cases_fieldstate (assessment_id, item_id, field, value, version, at)
SELECT a.id, f.item_id, f.field, f.value, f.version, f.at
FROM cases_caseassessment a CROSS JOIN cases_fieldstate f WHERE a.id <> f.assessment_id
"""
_OPERATIONS = """
INSERT INTO cases_operation (id, assessment_id, item_id, field, base_version, value, sha256,
  device, sequence, device_time, outcome, version, by_id, at)
SELECT gen_random_uuid(), f.assessment_id, f.item_id, f.field, 0, f.value, repeat('0', 64),
  'loaded', 1, '', 'APPLIED', 1, a.assessor_id, f.at
FROM cases_fieldstate f JOIN cases_caseassessment a ON a.id = f.assessment_id
"""


def prepare() -> dict[str, object]:
    """Loads everything; who is at work, each with their cases and what they may judge."""
    started.migrate()
    programme = site.programme()
    with transaction.atomic():
        inspections = [
            site.inspection(Stage.FIELDWORK, programme=programme) for _ in range(N_INSPECTIONS)
        ]
        workers = [one for inspection in inspections for one in _staffed(inspection)]
        framework = frameworks.of(inspections[0])
        first = models.CaseAssessment.objects.select_related("case").first()
        assert first is not None
        site.answered(first, framework, note="An invented note about")
        with connection.cursor() as cursor:
            cursor.execute(_FIELDS)
            cursor.execute(_OPERATIONS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    answered = set(first.fields.filter(field="ANSWER").values_list("item_id", flat=True))
    return {
        "n_answered": len(answered),
        "n_fields": models.FieldState.objects.count(),
        "criteria": [criterion.id for criterion in framework.criteria],
        "items": [i.id for i in framework.items if i.id in answered and not i.levels],
        "answers": [_text(answer) for answer in (Answer.SUFFICIENT, Answer.INSUFFICIENT)],
        "assessors": [_signed_in(person) for person in workers[: N_AT_WORK * N_ASSESSORS]],
    }


def page() -> float:
    """Seconds of the largest criterion's page, the whole request warm in this process: median."""
    row = models.CaseAssessment.objects.select_related("case__inspection", "assessor").first()
    assert row is not None
    assert row.assessor is not None
    framework = frameworks.of(row.case.inspection)
    path = f"{_path(row)}criteria/{_largest(framework)}/"
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies["session"] = site.client_for(row.assessor).cookies["session"].value
    times = []
    for _ in range(5 + N_PAGES):
        began = perf_counter()
        answer = client.get(path)
        times.append(perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    return median(times[5:])


def stored() -> int:
    """How many changes of the measured assessors the database holds."""
    return models.Operation.objects.filter(device="measured", outcome="APPLIED").count()


def _staffed(inspection: models.Inspection) -> list[models.Person]:
    """The assessors of an inspection, after its cases are drawn, allocated and told of."""
    people = [site.person(Role.ASSESSOR, inspection=inspection) for _ in range(N_ASSESSORS)]
    cases = site.sample(inspection, N_CASES)
    rows = [
        models.CaseAssessment(
            case=case, assessor=people[n % N_ASSESSORS], state=AssessmentState.STARTED
        )
        for n, case in enumerate(cases)
    ]
    for row in models.CaseAssessment.objects.bulk_create(rows):
        by = site.actor(people[0])
        with door.writing(by=by, now=site.NOW) as write:
            write.say(EventKind.CASE_ASSESSMENT_SAVED, inspection.code, assessment=row.pk)
    return people


def _signed_in(person: models.Person) -> dict[str, object]:
    rows = models.CaseAssessment.objects.select_related("case__inspection").filter(assessor=person)
    return {
        "session": site.client_for(person).cookies["session"].value,
        "cases": [{"path": _path(row), "assessment": str(row.pk)} for row in rows],
    }


def _path(row: models.CaseAssessment) -> str:
    return f"/inspections/{row.case.inspection.code}/cases/{row.case.ref}/"


def _text(answer: Answer) -> str:
    """An answer as a page sends it."""
    return answer_values.write(Judgement(case_id="case", item_id="item", answer=answer))


def _largest(framework: Framework) -> str:
    counts = {c.id: sum(i.criterion == c.id for i in framework.items) for c in framework.criteria}
    return max(counts, key=lambda name: counts[name])


if __name__ == "__main__":
    json.dump({"prepare": prepare, "page": page, "stored": stored}[sys.argv[1]](), sys.stdout)
