"""Small invented inspections in the demonstration, from their announcement to their draft."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from corecase.actions import (
    allocations,
    announcements,
    assessments,
    demonstration_answers,
    door,
    frameworks,
    notes,
    planning,
    reinspections,
    samples,
    scores,
    stages,
    teams,
    uploads,
)
from corecase.actions.demonstration_answers import accept_waiting
from corecase.actions.demonstration_cast import Stage
from corecase.core.caseloads import EligibilityWindow
from corecase.core.people import Deed
from corecase.core.stages import Stage as InspectionStage
from corecase.core.teams import TeamRole

LIAISON: Final = "exampleton"
"""Whoever of the cast works for every one of these services."""
N_CASELOAD: Final = 14
N_SAMPLE: Final = 6
TEAM: Final = (
    ("lead", TeamRole.LEAD_INSPECTOR, 1),
    ("assessor", TeamRole.ASSESSOR, 1),
    ("second", TeamRole.ASSESSOR, 1),
    ("editor", TeamRole.EDITOR, 0),
)
QUOTABLE: Final = (
    "The plan was agreed with me and with the family, and everybody got a copy.",
    "They rang us before every meeting, so that nothing was missed.",
)
"""Invented words of parents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The cases of an invented inspection: how many are drawn of which list, and how good they are.

    `listed` are the numbers on the case list. With `previous`, the code of the inspection before,
    it is planned as its re-inspection, and the draw leaves the cases of that one alone.
    """

    n_cases: int = N_SAMPLE
    listed: range = range(1, N_CASELOAD + 1)
    weights: tuple[int, int, int] = demonstration_answers.USUAL
    previous: str = ""


USUAL: Final = Work()


def judged(stage: Stage, programme: str, service: str, *, seed: int, work: Work = USUAL) -> str:
    """Takes an inspection to the day on which its draft begins; returns its code."""
    code = announced(stage.before(35), programme, service, previous=work.previous)
    chance = Random(seed)  # noqa: S311 invented data, the same each time
    _sampled(stage.before(28), code, service, chance, work)
    field = stage.before(14)
    stages.move(code, InspectionStage.FIELDWORK, by=field.by("lead"), now=field.now)
    _assessed(field, code, chance, work)
    drafting(stage, code)
    return code


def drafting(stage: Stage, code: str) -> None:
    """Ends the fieldwork of an inspection whose cases are all judged, and begins its draft."""
    for to in (InspectionStage.MODERATION, InspectionStage.DRAFTING):
        stages.move(code, to, by=stage.by("lead"), now=stage.now)


def announced(stage: Stage, programme: str, service: str, *, previous: str = "") -> str:
    """Plans an inspection with its team and announces it; returns its code."""
    manager, now = stage.by("manager"), stage.now
    monday = stage.today + timedelta(days=21 - stage.today.weekday())
    fieldwork = planning.Fieldwork(starts_on=monday, ends_on=monday + timedelta(days=4))
    code = (
        reinspections.plan(previous, fieldwork, by=manager, now=now)
        if previous
        else planning.plan(programme, service, fieldwork, by=manager, now=now)
    )
    for key, role, days in TEAM:
        part = teams.Part(role=role, days=days)
        teams.add(code, stage.actors[key].person_id, part, by=manager, now=now)
    window = EligibilityWindow(
        first_start=monday - timedelta(days=270), last_start=monday - timedelta(days=60)
    )
    terms = announcements.Terms(window=window, contact_id=stage.actors[LIAISON].person_id)
    announcements.announce(code, terms, by=manager, now=now)
    return code


def case_list(stage: Stage, service: str, chance: Random, listed: range) -> bytes:
    """A synthetic caseload with these numbers, as a service sends it in."""
    lines = ["Case reference,Order started on,Sentence"]
    for number in listed:
        started = stage.today - timedelta(days=chance.randrange(80, 240))
        sentence = "custody" if number % 5 == 0 else "community"
        lines.append(f"{service[:3].upper()}-{number:02},{started:%d/%m/%Y},{sentence}")
    return ("\n".join(lines) + "\n").encode()


def _sampled(stage: Stage, code: str, service: str, chance: Random, work: Work) -> None:
    content = case_list(stage, service, chance, work.listed)
    sender, lead = stage.by(LIAISON), stage.by("lead")
    uploads.receive(
        code, file_name="synthetic-caseload.csv", content=content, by=sender, now=stage.now
    )
    accept_waiting(code, by=sender, now=stage.now)
    samples.draw(
        code,
        samples.Choice(n=work.n_cases, strata=("sentence",), minimum=1, avoids=bool(work.previous)),
        nonce_inspectorate="demonstration-inspectorate",
        nonce_service="demonstration-service",
        by=lead,
        now=stage.now,
    )


def _assessed(stage: Stage, code: str, chance: Random, work: Work) -> None:
    """Two assessors judge half of the cases each; the first of each holds words to be quoted."""
    lead, now = stage.by("lead"), stage.now
    inspection = door.inspection(code, Deed.CASES_LIST, by=lead)
    framework = frameworks.of(inspection)
    cases = scores.cases_of(inspection)
    half = len(cases) // 2
    for key, own, words in zip(
        ("assessor", "second"), (cases[:half], cases[half:]), QUOTABLE, strict=True
    ):
        refs = tuple(case.id for case in own)
        allocations.allocate(code, refs, stage.actors[key].person_id, by=lead, now=now)
        by = stage.by(key)
        note = uuid5(NAMESPACE_URL, f"{code}/{key}")
        notes.add(code, refs[0], note, words, is_quotable=True, by=by, now=now)
        for case in own:
            answers = demonstration_answers.invented(framework, case, chance, weights=work.weights)
            demonstration_answers.send(code, case.id, answers, notes=True, by=by, now=now)
            assessments.submit(code, case.id, by=by, now=now)
