"""What many people do off the stage in the journey of a whole chain, through the actions.

Run as a program with CORECASE_HOME set and the name of a part; prints what the journey has to
know as JSON. Chainham is invented; its first inspection is poor and its second is better.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402 Django has to be set up first

from corecase.actions import (  # noqa: E402
    allocations,
    announcements,
    assessments,
    demonstration_again,
    demonstration_answers,
    demonstration_drafting,
    demonstration_invented,
    frameworks,
    scores,
    stages,
    teams,
    uploads,
)
from corecase.actions.demonstration_answers import accept_waiting  # noqa: E402
from corecase.actions.demonstration_cast import CAST, Stage  # noqa: E402
from corecase.core.caseloads import EligibilityWindow  # noqa: E402
from corecase.core.people import Actor  # noqa: E402
from corecase.core.stages import Stage as InspectionStage  # noqa: E402
from corecase.store.cases.models import Inspection, Person, Rendering  # noqa: E402

SERVICE = "Chainham"
LISTED = range(9, 40)
LEFT = "CCI-1.2"
"""The criterion of which one question is left to an assessor."""
RENDER_SECONDS = 60


def stage_of_today() -> Stage:
    """The people of the demonstration, at what the site's clock says."""
    people = {person.email: person for person in Person.objects.all()}
    actors = {
        part.key: Actor(person_id=people[part.email].pk, name=part.name)
        for part in CAST
        if part.email in people
    }
    return Stage(now=timezone.now(), actors=actors)


def first(stage: Stage) -> dict[str, Any]:
    """The first inspection, whose report is signed for today and waits for its release."""
    begun = stage.before(70)
    programme, service = demonstration_drafting.own_programme(
        begun, "Journey of a whole chain", SERVICE
    )
    code = demonstration_invented.judged(
        stage.before(30), programme, service, seed=1, work=demonstration_again.FIRST
    )
    demonstration_again.finish(stage, code, day=stage.today)
    return {"code": code}


def listed(stage: Stage) -> dict[str, Any]:
    """The re-inspection that was planned is announced, and its caseload is accepted."""
    row = _again()
    lead, manager, now = stage.actors["lead"], stage.by("manager"), stage.now
    for key, role, days in demonstration_invented.TEAM:
        part = teams.Part(role=role, days=days)
        teams.add(row.code, stage.actors[key].person_id, part, by=manager, now=now)
    window = EligibilityWindow(
        first_start=stage.today - timedelta(days=240), last_start=stage.today - timedelta(days=60)
    )
    sender = stage.actors[demonstration_invented.LIAISON].person_id
    terms = announcements.Terms(window=window, contact_id=sender)
    announcements.announce(row.code, terms, by=manager, now=now)
    content = demonstration_invented.case_list(stage, row.service.code, Random(3), LISTED)
    by = stage.by(demonstration_invented.LIAISON)
    uploads.receive(row.code, file_name="synthetic-caseload.csv", content=content, by=by, now=now)
    accept_waiting(row.code, by=by, now=now)
    return {"lead": lead.person_id}


def judged(stage: Stage) -> dict[str, Any]:
    """The cases are judged and handed in, but for one question of the last of them."""
    row = _again()
    lead, assessor, now = stage.by("lead"), stage.by("assessor"), stage.now
    stages.move(row.code, InspectionStage.FIELDWORK, by=lead, now=now)
    framework, cases, chance = frameworks.of(row), scores.cases_of(row), Random(5)
    refs = tuple(case.id for case in cases)
    allocations.allocate(row.code, refs, assessor.person_id, by=lead, now=now)
    gates = {item.gate.item for item in framework.items if item.gate}
    for case in cases:
        answers = demonstration_answers.invented(
            framework, case, chance, weights=demonstration_again.BETTER
        )
        if case is cases[-1]:
            plain = {
                item.id
                for item in framework.items
                if item.criterion == LEFT and not (item.levels or item.gate or item.id in gates)
            }
            left = next(answer for answer in answers if answer.item_id in plain)
            answers.remove(left)
        demonstration_answers.send(row.code, case.id, answers, by=assessor, now=now)
        if case is not cases[-1]:
            assessments.submit(row.code, case.id, by=assessor, now=now)
    return {"ref": cases[-1].id, "criterion": LEFT, "item": left.item_id}


def signed(stage: Stage) -> dict[str, Any]:
    """The report of the re-inspection is written, checked and signed for today."""
    row = _again()
    demonstration_invented.drafting(stage.before(30), row.code)
    demonstration_again.finish(stage, row.code, day=stage.today)
    return {"code": row.code}


def _again() -> Inspection:
    return Inspection.objects.get(service__name=SERVICE, previous__isnull=False)


PARTS: dict[str, Callable[[Stage], dict[str, Any]]] = {
    one.__name__: one for one in (first, listed, judged, signed)
}


def main(name: str) -> None:
    """Plays the part, and waits for what a worker beside it may have taken to make."""
    said = PARTS[name](stage_of_today())
    until = time.monotonic() + RENDER_SECONDS
    while Rendering.objects.filter(state__in=("WAITING", "RUNNING")).exists():
        assert time.monotonic() < until, "The worker did not make what was asked for."
        time.sleep(0.1)
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
