"""Nowhereby's own mini-inspection in the demonstration, which its next inspection calibrates.

A case manager judged a few cases by two criteria, some time before the inspectorate came.
"""

from datetime import timedelta
from random import Random
from typing import Final

from corecase.actions import (
    allocations,
    assessments,
    demonstration_answers,
    demonstration_invented,
    door,
    frameworks,
    own_inspections,
    samples,
    scores,
    stages,
    teams,
    uploads,
)
from corecase.actions.demonstration_answers import accept_waiting
from corecase.actions.demonstration_cast import Stage
from corecase.actions.own_inspections import Draft
from corecase.core.own_inspections import OwnKind
from corecase.core.people import Deed
from corecase.core.stages import Stage as InspectionStage
from corecase.core.teams import TeamRole

SERVICE: Final = "nowhereby"
JUDGED_AGO: Final = 140
CRITERIA: Final = ("CCI-1.1", "CCI-1.3")
LISTED: Final = range(41, 61)
N_CASES: Final = 6
KIND_TO_ITSELF: Final = (80, 12, 8)
"""How often the service found its own work sufficient: more often than the inspectorate did."""


def load(stage: Stage, *, seed: int) -> str:
    """Loads the self-inspection, whose cases are all judged; returns its code."""
    then = stage.before(JUDGED_AGO)
    quality, now = then.by("quality"), then.now
    draft = Draft(
        kind=OwnKind.MINI_INSPECTION,
        framework="cci-2009",
        criteria=CRITERIA,
        starts_on=then.today,
        ends_on=then.today + timedelta(days=4),
        first_start=then.today - timedelta(days=240),
        last_start=then.today - timedelta(days=60),
    )
    code = own_inspections.plan(SERVICE, draft, by=quality, now=now)
    chance = Random(seed)  # noqa: S311 invented data, the same each time
    content = demonstration_invented.case_list(then, SERVICE, chance, LISTED)
    uploads.receive(code, file_name="synthetic-caseload.csv", content=content, by=quality, now=now)
    accept_waiting(code, by=quality, now=now)
    samples.draw(
        code,
        samples.Choice(n=N_CASES),
        nonce_inspectorate="demonstration-quality",
        nonce_service="demonstration-service",
        by=quality,
        now=now,
    )
    part = teams.Part(role=TeamRole.ASSESSOR, days=2)
    teams.add(code, stage.actors["author"].person_id, part, by=quality, now=now)
    _judged(then, code, chance)
    return code


def _judged(stage: Stage, code: str, chance: Random) -> None:
    """The author of the cases judges them all, and the quality manager ends the work."""
    quality, author, now = stage.by("quality"), stage.actors["author"], stage.now
    stages.move(code, InspectionStage.FIELDWORK, by=quality, now=now)
    row = door.inspection(code, Deed.INSPECTION_RUN, by=quality)
    cases, framework = scores.cases_of(row), frameworks.of(row)
    refs = tuple(case.id for case in cases)
    allocations.allocate(code, refs, author.person_id, by=quality, now=now)
    by = stage.by("author")
    for case in cases:
        answers = demonstration_answers.invented(framework, case, chance, weights=KIND_TO_ITSELF)
        demonstration_answers.send(code, case.id, answers, by=by, now=now)
        assessments.submit(code, case.id, by=by, now=now)
    stages.move(code, InspectionStage.MODERATION, by=quality, now=now)
