"""Hartlepool in the demonstration: synthetic cases that reproduce the published figures.

No alert, dispute or return is invented here: it is a real area's name. Who assessed is not
known, so all cases stand with the lead inspector of the demonstration.
"""

import csv
from datetime import date
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from corecase.actions import (
    allocations,
    announcements,
    assessments,
    demonstration_answers,
    demonstration_reference,
    door,
    frameworks,
    planning,
    programmes,
    samples,
    stages,
    teams,
    uploads,
)
from corecase.actions.demonstration_answers import accept_waiting
from corecase.actions.demonstration_cast import Stage
from corecase.actions.demonstration_reference import REFERENCE
from corecase.core.caseloads import EligibilityWindow
from corecase.core.judgements import Judgement
from corecase.core.people import Deed
from corecase.core.stages import Stage as InspectionStage
from corecase.core.teams import TeamRole
from corecase.exchange import judgements
from corecase.pipelines.reconstruct import reconstruct

NOTICE: Final = (
    "SYNTHETIC: cases made by Corecase from published figures; not the inspectorate's data. "
    "The printed report names October 2009 and no day of it."
)
FIELDWORK: Final = planning.Fieldwork(starts_on=date(2009, 10, 1), ends_on=date(2009, 10, 31))
"""The month that the report names; its days are not printed."""


def load(stage: Stage, *, seed: int) -> str:
    """Loads the inspection, judged to the end, with its draft begun; returns its code."""
    with TemporaryDirectory() as made, as_file(REFERENCE) as reference:
        written = reconstruct(
            "cci-2009",
            reference / "facts.csv",
            reference / "printed.csv",
            reference / "profile.csv",
            Path(made),
            seed=seed,
            case_prefix="HPL-",
            levels_path=reference / "levels.csv",
        )
        code = _planned(stage, written.overlay.read_text(encoding="utf-8"))
        sentences = _sentences(written.cases)
        judged = _judged(stage, code, written.judgements)
    _sampled(stage, code, sentences)
    lead = stage.by("lead")
    allocations.allocate(code, tuple(sentences), lead.person_id, by=lead, now=stage.now)
    stages.move(code, InspectionStage.FIELDWORK, by=lead, now=stage.now)
    for ref in sentences:
        demonstration_answers.send(code, ref, judged[ref], by=lead, now=stage.now)
        assessments.submit(code, ref, by=lead, now=stage.now)
    for to in (InspectionStage.MODERATION, InspectionStage.DRAFTING):
        stages.move(code, to, by=lead, now=stage.now)
    demonstration_reference.write(stage, code)
    return code


def _planned(stage: Stage, overlay: str) -> str:
    manager = stage.by("manager")
    programme = programmes.create(
        programmes.Draft(
            title="Core Case Inspection, from published figures",
            first_year=2009,
            last_year=2012,
            regions=("North East",),
            framework="cci-2009",
            framework_text=overlay,
        ),
        by=manager,
        now=stage.now,
    )
    code = planning.plan(
        programme, "hartlepool", FIELDWORK, synthetic=NOTICE, by=manager, now=stage.now
    )
    teams.add(
        code,
        stage.actors["lead"].person_id,
        teams.Part(role=TeamRole.LEAD_INSPECTOR, days=0),
        by=manager,
        now=stage.now,
    )
    window = EligibilityWindow(first_start=date(2009, 1, 1), last_start=date(2009, 9, 30))
    terms = announcements.Terms(window=window)
    announcements.announce(code, terms, by=manager, now=stage.now)
    return code


def _sampled(stage: Stage, code: str, sentences: dict[str, str]) -> None:
    """The caseload that stands behind the sample is not known: it is the sample itself."""
    lead = stage.by("lead")
    rows = "".join(f"{ref},01/03/2009,{sentence}\n" for ref, sentence in sentences.items())
    content = ("Case reference,Order started on,Sentence\n" + rows).encode()
    uploads.receive(
        code, file_name="synthetic-caseload.csv", content=content, by=lead, now=stage.now
    )
    accept_waiting(code, by=lead, now=stage.now)
    samples.draw(
        code,
        samples.Choice(n=len(sentences)),
        nonce_inspectorate="demonstration-inspectorate",
        nonce_service="demonstration-service",
        by=lead,
        now=stage.now,
    )


def _sentences(cases: Path) -> dict[str, str]:
    with cases.open(newline="", encoding="utf-8") as file:
        return {row["case_id"]: row["sentence"] for row in csv.DictReader(file)}


def _judged(stage: Stage, code: str, path: Path) -> dict[str, list[Judgement]]:
    framework = frameworks.of(door.inspection(code, Deed.CASES_LIST, by=stage.by("lead")))
    found: dict[str, list[Judgement]] = {}
    for judgement in judgements.read(path, framework).judgements:
        found.setdefault(judgement.case_id, []).append(judgement)
    return found
