"""Anyborough in the demonstration: an invented service in the middle of its fieldwork.

There is something of everything to do: a conflict to decide, an alert to answer, two readings
to compare, a clash in the diary, evidence that has not come.
"""

from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from corecase.actions import (
    access,
    alerting,
    allocations,
    announcements,
    answers,
    assessments,
    bookings,
    demonstration_answers,
    door,
    evidence,
    frameworks,
    notes,
    planning,
    profiles,
    programmes,
    samples,
    scores,
    second_marking,
    stages,
    teams,
    timetables,
    uploads,
)
from corecase.actions.demonstration_answers import accept_waiting
from corecase.actions.demonstration_cast import Stage
from corecase.core import answer_values
from corecase.core.caseloads import EligibilityWindow
from corecase.core.judgements import Answer, Judgement
from corecase.core.operations import Field, Operation
from corecase.core.people import Deed
from corecase.core.second_marking import choose
from corecase.core.stages import Stage as InspectionStage
from corecase.core.teams import TeamRole

N_CASELOAD: Final = 48
N_SAMPLE: Final = 12
N_MARKED_TWICE: Final = 4
TEAM: Final = (
    ("lead", TeamRole.LEAD_INSPECTOR, 1),
    ("assessor", TeamRole.ASSESSOR, 2),
    ("second", TeamRole.ASSESSOR, 1),
    ("local", TeamRole.LOCAL_ASSESSOR, 1),
    ("editor", TeamRole.EDITOR, 0),
)


def load(stage: Stage, *, seed: int) -> str:
    """Loads the inspection; returns its code."""
    chance = Random(seed)  # noqa: S311 invented data, the same each time
    code = _planned(stage)
    _announced(stage, code)
    _described(stage, code)
    _asked_for_evidence(stage, code)
    _sampled(stage, code, chance)
    stages.move(code, InspectionStage.FIELDWORK, by=stage.by("lead"), now=stage.now)
    refs = _allocated(stage, code)
    _assessed(stage, code, refs, chance)
    _marked_twice(stage, code, refs, chance)
    _in_conflict(stage, code, refs["assessor"][2])
    _alerted(stage, code, refs["assessor"][1])
    _booked(stage, code, refs)
    return code


def _planned(stage: Stage) -> str:
    manager, today = stage.by("manager"), timezone.localdate(stage.now)
    monday = today - timedelta(days=today.weekday())
    programme = programmes.create(
        programmes.Draft(
            title="Demonstration inspections",
            first_year=stage.now.year,
            last_year=stage.now.year + 2,
            regions=("Invented Region",),
            framework="cci-2009",
        ),
        by=manager,
        now=stage.now,
    )
    fieldwork = planning.Fieldwork(starts_on=monday, ends_on=monday + timedelta(days=4))
    code = planning.plan(programme, "anyborough", fieldwork, by=manager, now=stage.now)
    for key, role, days in TEAM:
        part = teams.Part(role=role, days=days)
        teams.add(code, stage.actors[key].person_id, part, by=manager, now=stage.now)
    return code


def _announced(stage: Stage, code: str) -> None:
    monday = _first_day(stage, code)
    window = EligibilityWindow(
        first_start=monday - timedelta(days=270),
        last_start=monday - timedelta(days=60),
        custody_first_start=monday - timedelta(days=600),
    )
    liaison = stage.actors["liaison"].person_id
    terms = announcements.Terms(window=window, contact_id=liaison)
    announcements.announce(code, terms, by=stage.by("manager"), now=stage.now)


def _described(stage: Stage, code: str) -> None:
    profiles.record(
        code,
        profiles.Facts(
            as_at=timezone.localdate(stage.now),
            police_force="Invented Constabulary",
            health_body="Invented Health Trust",
            host_directorate="Children's services (invented)",
            vacancies="One case manager post (invented)",
        ),
        by=stage.by("lead"),
        now=stage.now,
    )


def _asked_for_evidence(stage: Stage, code: str) -> None:
    lead = stage.by("lead")
    asked = timezone.localdate(stage.now) - timedelta(days=20)
    for title in ("Youth justice plan", "Last audit of case files", "Minutes of the board"):
        evidence.ask(code, title, asked, by=lead, now=stage.now)
    first = evidence.register(code, by=lead).entries[0].number
    received = asked + timedelta(days=9)
    evidence.receive(code, first, received, "PDF, 24 pages", by=lead, now=stage.now)
    evidence.mark_read(code, first, by=lead, now=stage.now)


def _sampled(stage: Stage, code: str, chance: Random) -> None:
    monday = _first_day(stage, code)
    lines = ["Case reference,Order started on,Sentence,Sex,Ethnicity,Age,LAC,Worker"]
    for number in range(1, N_CASELOAD + 1):
        started = monday - timedelta(days=chance.randrange(65, 260))
        sentence = "custody" if number % 9 == 0 else "community"
        sex = chance.choices(("male", "female"), (8, 2))[0]
        group = chance.choices(("white", "black", "asian", "mixed"), (7, 1, 1, 1))[0]
        lines.append(
            f"ANY-{number:03},{started:%d/%m/%Y},{sentence},{sex},{group},"
            f"{chance.randrange(12, 18)},{chance.choice(('yes', 'no', 'no', 'no'))},"
            f"CM{number % 6 + 1}"
        )
    liaison, lead = stage.by("liaison"), stage.by("lead")
    content = ("\n".join(lines) + "\n").encode()
    uploads.receive(
        code, file_name="synthetic-caseload.csv", content=content, by=liaison, now=stage.now
    )
    accept_waiting(code, by=liaison, now=stage.now)
    samples.draw(
        code,
        samples.Choice(
            n=N_SAMPLE, strata=("sentence",), minimum=1, balance=("sex", "ethnicity_group")
        ),
        nonce_inspectorate="demonstration-inspectorate",
        nonce_service="demonstration-service",
        by=lead,
        now=stage.now,
    )


def _allocated(stage: Stage, code: str) -> dict[str, list[str]]:
    """Cases by assessor: six for one, four and two for the others."""
    lead = stage.by("lead")
    cases = [
        case.id
        for case in scores.cases_of(door.inspection(code, Deed.CASES_LIST, by=stage.by("lead")))
    ]
    shares = {"assessor": cases[:6], "local": cases[6:10], "second": cases[10:]}
    for key, refs in shares.items():
        somebody = stage.actors[key].person_id
        allocations.allocate(code, tuple(refs), somebody, by=lead, now=stage.now)
    return shares


def _assessed(stage: Stage, code: str, refs: dict[str, list[str]], chance: Random) -> None:
    """The first case of each is submitted, the next is half done, the rest has not begun."""
    inspection = door.inspection(code, Deed.CASES_LIST, by=stage.by("lead"))
    framework = frameworks.of(inspection)
    cases = {case.id: case for case in scores.cases_of(inspection)}
    for key, own in refs.items():
        by = stage.by(key)
        for number, ref in enumerate(own[:3]):
            share = 1.0 if number == 0 else 0.6 / number
            judged = demonstration_answers.invented(framework, cases[ref], chance, share=share)
            demonstration_answers.send(code, ref, judged, notes=True, by=by, now=stage.now)
        assessments.submit(code, own[0], by=by, now=stage.now)
    notes.add(
        code,
        refs["assessor"][1],
        _key(code, "note"),
        "Synthetic note: the case manager explained why the plan was changed in spring.",
        by=stage.by("assessor"),
        now=stage.now,
    )


def _marked_twice(stage: Stage, code: str, refs: dict[str, list[str]], chance: Random) -> None:
    """The first case of one assessor is marked again, blind, and waits to be compared."""
    lead, today = stage.by("lead"), stage.now
    inspection = door.inspection(code, Deed.CASES_LIST, by=lead)
    framework = frameworks.of(inspection)
    cases = {case.id: case for case in scores.cases_of(inspection)}
    ref = refs["assessor"][0]
    seeds = (f"demonstration-{number}" for number in count(1))
    seed = next(seed for seed in seeds if ref in choose(list(cases), N_MARKED_TWICE, seed))
    chosen = second_marking.choose(
        code, share_percent=10, least=N_MARKED_TWICE, seed=seed, by=lead, now=today
    )
    for again in chosen:
        key = "second" if again not in refs["second"] else "assessor"
        somebody = stage.actors[key].person_id
        second_marking.allocate(code, again, assessor_id=somebody, by=lead, now=today)
    by = stage.by("second")
    judged = demonstration_answers.invented(framework, cases[ref], chance)
    demonstration_answers.send(code, ref, judged, by=by, now=today)
    assessments.submit(code, ref, by=by, now=today)


def _in_conflict(stage: Stage, code: str, ref: str) -> None:
    """One answer changed from two windows: both are kept until somebody decides."""
    by = stage.by("assessor")
    row = access.own(code, ref, by=by, lock=False)
    state = row.fields.filter(field=Field.ANSWER, value__contains='"SUFFICIENT"').order_by("pk")[0]
    other = Judgement(case_id=ref, item_id=state.item_id, answer=Answer.NOT_APPLICABLE)
    value = answer_values.write(other)
    late = Operation(
        id=str(_key(code, "conflict")),
        device="another-window",
        sequence=1,
        case_assessment_id=str(row.pk),
        item_id=state.item_id,
        field=Field.ANSWER,
        base_version=0,
        value=value,
    )
    answers.record(code, ref, (late,), by=by, now=stage.now)


def _alerted(stage: Stage, code: str, ref: str) -> None:
    """Raised and received; what the service is asked is still to be written."""
    key = _key(code, "alert")
    concern = "Synthetic concern: a planned visit did not take place and nobody followed it up."
    alerting.raise_alert(code, ref, concern, key=key, by=stage.by("assessor"), now=stage.now)
    alerting.receive(code, key, by=stage.by("lead"), now=stage.now)


def _booked(stage: Stage, code: str, refs: dict[str, list[str]]) -> None:
    """Interviews on the first day, two of them at one time for one assessor."""
    lead = stage.by("lead")
    monday = _first_day(stage, code)
    morning = timezone.make_aware(datetime.combine(monday, time(9, 30)))
    despite: frozenset[int] = frozenset()
    for number, ref in enumerate(refs["assessor"][:4]):
        starts = morning + timedelta(minutes=90 * min(number, 2))
        booking = bookings.Booking(
            assessor_id=stage.actors["assessor"].person_id,
            ref=ref,
            with_whom="CASE_MANAGER" if number != 1 else "OTHER_REPRESENTATIVE",
            manager_code=f"CM{number + 1}",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=75),
            place="Interview room (invented)",
        )
        made = bookings.book(code, booking, despite=despite, by=lead, now=stage.now)
        despite = despite | {made}
        if number == 0:
            bookings.hold(code, made, by=lead, now=stage.now)


def _first_day(stage: Stage, code: str) -> date:
    row = door.inspection(code, Deed.INSPECTION_READ, by=stage.by("lead"))
    return timetables.days_on_site(row)[0]


def _key(code: str, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{code}/{what}")
