"""Inspections: stages, the overview, the one before, the profile of the service."""

from datetime import date
from uuid import uuid4

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from corecase.actions import (
    announcements,
    evidence,
    inspections,
    planning,
    profiles,
    stages,
    timetables,
)
from corecase.actions.announcements import Terms
from corecase.actions.planning import Fieldwork
from corecase.core.assessment_states import AssessmentState as State
from corecase.core.assessment_states import Marking
from corecase.core.caseloads import EligibilityWindow
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.core.timetables import DayName
from corecase.store.cases import models
from corecase.web.rooms import has_url, rooms
from tests import site

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 9)
WINDOW = EligibilityWindow(
    first_start=date(2026, 1, 1),
    last_start=date(2026, 5, 31),
    custody_first_start=date(2025, 1, 1),
)
TERMS = Terms(window=WINDOW)


def lead_of(inspection: models.Inspection) -> Actor:
    return site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)


def announced(**fields: object) -> models.Inspection:
    return site.inspection(
        Stage.ANNOUNCED,
        **{
            "eligible_from": WINDOW.first_start,
            "eligible_until": WINDOW.last_start,
            "custody_from": WINDOW.custody_first_start,
            **fields,
        },
    )


def events(inspection: models.Inspection) -> list[str]:
    return list(models.Event.objects.filter(chain=inspection.code).values_list("kind", flat=True))


def test_a_move_is_recorded_with_who_when_and_why() -> None:
    inspection = site.inspection(Stage.MODERATION)
    lead = lead_of(inspection)
    stages.move(inspection.code, Stage.FIELDWORK, reason="Two cases", by=lead, now=site.NOW)
    one = inspections.one(inspection.code, by=lead)
    assert (one.stage, one.may_move_to) == (Stage.FIELDWORK, (Stage.MODERATION,))
    (moved,) = one.moves
    assert (moved.stage, moved.by, moved.reason) == (Stage.FIELDWORK, lead.name, "Two cases")
    assert events(inspection) == ["INSPECTION_MOVED"]


def test_who_does_not_run_the_inspection_sees_the_moves_without_who_and_why() -> None:
    inspection = site.inspection(Stage.FIELDWORK)
    stages.move(inspection.code, Stage.MODERATION, by=lead_of(inspection), now=site.NOW)
    liaison = site.somebody(Role.SERVICE_LIAISON, service=inspection.service)
    one = inspections.one(inspection.code, by=liaison)
    assert (one.may_move_to, one.moves[0].by, one.moves[0].reason) == ((), "", "")


@pytest.mark.parametrize(
    ("stage", "to", "sentence"),
    [
        (Stage.FIELDWORK, Stage.PUBLISHED, "cannot become “published”"),
        (Stage.PLANNED, Stage.ANNOUNCED, "on its own page"),
        (Stage.ANNOUNCED, Stage.CASELOAD_RECEIVED, "no accepted caseload"),
        (Stage.CASELOAD_RECEIVED, Stage.SAMPLE_DRAWN, "There is no sample"),
        (Stage.MODERATION, Stage.FIELDWORK, "Say why the inspection goes back to “fieldwork”"),
    ],
)
def test_a_move_that_cannot_be_says_what_to_do(stage: Stage, to: Stage, sentence: str) -> None:
    inspection = site.inspection(stage)
    with pytest.raises(InputError, match=sentence):
        stages.move(inspection.code, to, by=lead_of(inspection), now=site.NOW)
    inspection.refresh_from_db()
    assert (inspection.stage, events(inspection)) == (stage, [])


def test_a_stage_that_waits_for_cases_is_reached_once_they_are_there() -> None:
    inspection = announced()
    lead = lead_of(inspection)
    site.sample(inspection)
    for to in (Stage.CASELOAD_RECEIVED, Stage.SAMPLE_DRAWN, Stage.FIELDWORK):
        stages.move(inspection.code, to, by=lead, now=site.NOW)
    assert len(inspections.one(inspection.code, by=lead).moves) == 3


def test_the_draft_waits_for_every_judgement_of_the_sample() -> None:
    inspection = site.inspection(Stage.MODERATION)
    lead = lead_of(inspection)
    cases = site.sample(inspection, 4)
    person = site.person(Role.ASSESSOR, inspection=inspection)
    done = [site.assessment(case, person, state=State.SUBMITTED) for case in cases[:2]]
    begun = site.assessment(cases[2], person, state=State.STARTED)
    again = site.person(Role.ASSESSOR, inspection=inspection)
    second = site.assessment(cases[1], again, marking=Marking.SECOND, state=State.SUBMITTED)

    def refusal() -> str:
        with pytest.raises(InputError) as refused:
            stages.move(inspection.code, Stage.DRAFTING, by=lead, now=site.NOW)
        return str(refused.value)

    assert refusal() == (
        "Two cases are not submitted and one second marking is still to be agreed, first S02; "
        "finish them or replace the case."
    )
    cases[3].standing = "MISSING"
    cases[3].save()
    second.state = done[1].state = State.AGREED
    second.save()
    done[1].save()
    assert refusal() == "One case is not submitted, first S03; finish them or replace the case."
    begun.state = State.SUBMITTED
    begun.save()
    late, sent = (_operation(begun, outcome) for outcome in ("QUARANTINED", "CONFLICT"))
    waits = models.Quarantine.objects.create(operation=late, reason="frozen")
    conflict = models.Conflict.objects.create(
        assessment=begun,
        operation=sent,
        item_id="A",
        field="NOTE",
        standing_version=1,
        raised_at=site.NOW,
    )
    assert refusal().startswith("Two changes wait for a decision, first S03;")
    waits.delete()
    conflict.delete()
    stages.move(inspection.code, Stage.DRAFTING, by=lead, now=site.NOW)
    inspection.refresh_from_db()
    assert inspection.stage == Stage.DRAFTING


def test_a_draft_that_is_corrected_is_not_asked_for_judgements_again() -> None:
    inspection = site.inspection(Stage.SIGN_OFF)
    site.sample(inspection, 1)
    lead = lead_of(inspection)
    stages.move(inspection.code, Stage.DRAFTING, reason="A slip", by=lead, now=site.NOW)
    assert inspections.one(inspection.code, by=lead).stage is Stage.DRAFTING


def _operation(row: models.CaseAssessment, outcome: str) -> models.Operation:
    return models.Operation.objects.create(
        id=uuid4(),
        assessment=row,
        item_id="A",
        field="NOTE",
        base_version=0,
        sha256="0" * 64,
        outcome=outcome,
        by=row.assessor,
        at=site.NOW,
    )


@pytest.mark.parametrize(
    ("stage", "shown", "hidden"),
    [
        (Stage.ANNOUNCED, "Upload the case list", "Go on to “caseload received”"),
        (Stage.CASELOAD_RECEIVED, "Plan and draw the sample", "Go on to “sample drawn”"),
        (Stage.SAMPLE_DRAWN, "put the team together", "Go back to “caseload received”"),
        (Stage.SAMPLE_DRAWN, "allocate the cases", "The lead inspector plans"),
    ],
)
def test_the_next_step_leads_to_its_own_page(stage: Stage, shown: str, hidden: str) -> None:
    inspection = announced()
    models.Inspection.objects.update(stage=stage)
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    page = lead.get(f"/inspections/{inspection.code}/").content.decode()
    assert shown in page
    assert hidden not in page


def test_the_next_step_is_shown_to_whom_it_is_for() -> None:
    inspection = announced()
    path = f"/inspections/{inspection.code}/"
    planner = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    liaison = site.client_for(site.person(Role.SERVICE_LIAISON, service=inspection.service))
    assert "Upload the case list" in liaison.get(path).content.decode()
    assert "The service or the lead inspector uploads" in planner.get(path).content.decode()
    models.Inspection.objects.update(stage=Stage.CASELOAD_RECEIVED)
    assert "Upload the case list" not in liaison.get(path).content.decode()
    assert "The lead inspector plans and draws" in planner.get(path).content.decode()


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.EDITOR, Role.CHIEF_INSPECTOR])
def test_only_who_runs_an_inspection_moves_or_changes_it(role: Role) -> None:
    inspection = site.inspection(Stage.FIELDWORK)
    code = inspection.code
    actor = site.somebody(role, inspection=inspection)
    assert inspections.one(code, by=actor).may_move_to == ()
    facts = profiles.Facts(as_at=site.TODAY, manager="Person")
    for refused in (
        lambda: stages.move(code, Stage.MODERATION, by=actor, now=site.NOW),
        lambda: timetables.change(code, DayName.DRAFT_SENT, MONDAY, by=actor, now=site.NOW),
        lambda: timetables.change_fieldwork(code, Fieldwork(), by=actor, now=site.NOW),
        lambda: announcements.announce(code, TERMS, by=actor, now=site.NOW),
        lambda: announcements.change(code, TERMS, by=actor, now=site.NOW),
        lambda: announcements.standing(code, today=site.TODAY, by=actor),
        lambda: planning.link(code, "", "words", by=actor, now=site.NOW),
        lambda: planning.previous_to_choose(code, by=actor),
        lambda: profiles.record(code, facts, by=actor, now=site.NOW),
        lambda: evidence.ask(code, "Minutes", site.TODAY, by=actor, now=site.NOW),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    assert events(inspection) == []


def test_a_service_learns_of_its_inspection_when_it_is_announced() -> None:
    inspection = site.inspection(Stage.PLANNED)
    code = inspection.code
    liaison = site.somebody(Role.SERVICE_LIAISON, service=inspection.service)
    own_lead = site.actor(
        site.person(Role.LEAD_INSPECTOR, inspection=inspection, home_service=inspection.service)
    )
    for actor in (liaison, own_lead):
        assert inspections.listed(by=actor) == ()
        assert inspections.deeds_on(code, by=actor) == frozenset()
        for unseen in (inspections.one, timetables.shown, profiles.history, evidence.register):
            with pytest.raises(NotAllowedError):
                unseen(code, by=actor)
    assert [one.code for one in inspections.listed(by=lead_of(inspection))] == [code]
    announcements.announce(code, TERMS, by=lead_of(inspection), now=site.NOW)
    assert [one.code for one in inspections.listed(by=liaison)] == [code]
    assert inspections.one(code, by=liaison).stage is Stage.ANNOUNCED


def test_the_rooms_of_an_inspection_are_those_that_exist_and_open() -> None:
    inspection = site.inspection()
    editor = site.somebody(Role.EDITOR, inspection=inspection)
    assert [room.name for room in rooms(inspection.code, editor)] == [
        "inspection",
        "timetable",
        "evidence",
        "surveys",
        "report",
        "factual_accuracy",
        "publication",
        "reinspection",
    ]
    assert rooms("no-such", editor) == ()
    assert has_url("inspection", "code")
    assert not has_url("no_such_room", "code")
    assert Deed.INSPECTION_RUN in inspections.deeds_on(inspection.code, by=lead_of(inspection))


def test_the_overview_shows_what_is_known_and_the_legal_moves(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    inspection = announced()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    client = site.client_for(lead)
    for number in range(10):
        evidence.ask(
            inspection.code, f"Paper {number}", site.TODAY, by=site.actor(lead), now=site.NOW
        )
    with django_assert_max_num_queries(32):
        page = client.get(f"/inspections/{inspection.code}/").content.decode()
    assert "Upload the case list" in page
    assert "Go on to “caseload received”" not in page
    assert "1 January 2026 to 31 May 2026; custody cases from 1 January 2025" in page
    assert "Synthetic: invented for a test." in page
    assert "The file that comes with Corecase has changed since" in page
    assert "0 of 10 received" in page


def test_a_refused_move_says_why_on_the_overview_and_a_good_one_moves() -> None:
    inspection = site.inspection(Stage.MODERATION)
    client = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    path = f"/inspections/{inspection.code}/stage/"
    refused = client.post(f"{path}FIELDWORK/", {"reason": ""})
    assert refused.status_code == 422
    assert "Say why the inspection goes back" in refused.content.decode()
    assert client.post(f"{path}CLOSED/").status_code == 422
    assert client.post(f"{path}NOWHERE/").status_code == 404
    assert client.get(f"{path}FIELDWORK/").status_code == 405
    assert client.post(f"{path}FIELDWORK/", {"reason": "Two cases"}).status_code == 302
    assert "Two cases" in client.get(f"/inspections/{inspection.code}/").content.decode()


def test_a_closed_inspection_offers_no_move() -> None:
    inspection = site.inspection(Stage.CLOSED)
    client = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    page = client.get(f"/inspections/{inspection.code}/").content.decode()
    assert "Nothing: this inspection is closed." in page


def test_the_inspection_before_is_one_of_the_service_or_of_one_it_took_over() -> None:
    old, now = site.inspection(), site.inspection(programme=site.programme("sqs-2013"))
    site.inspection()
    models.Predecessor.objects.create(
        service=now.service, predecessor=old.service, merged_on=site.TODAY
    )
    planner = site.somebody(Role.PROGRAMME_MANAGER)
    assert [one.code for one in planning.previous_to_choose(now.code, by=planner)] == [old.code]
    planning.link(now.code, old.code, "In words", by=planner, now=site.NOW)
    before = inspections.one(now.code, by=planner).previous
    assert (before.code, before.words, before.is_other_method) == (old.code, "In words", True)
    # Who may not read the older one reads the words alone.
    outside = inspections.one(now.code, by=lead_of(now)).previous
    assert (outside.code, outside.words) == ("", "In words")
    planning.link(now.code, "", "Words only", by=planner, now=site.NOW)
    assert inspections.one(now.code, by=planner).previous.words == "Words only"
    assert events(now) == ["INSPECTION_LINKED"] * 2


def test_an_inspection_of_another_service_is_never_the_one_before() -> None:
    one, other = site.inspection(), site.inspection()
    planner = site.somebody(Role.PROGRAMME_MANAGER)
    for code in (other.code, one.code):
        with pytest.raises(InputError, match="Choose an inspection of this service"):
            planning.link(one.code, code, "", by=planner, now=site.NOW)


def test_the_one_before_is_chosen_on_its_page() -> None:
    inspection = site.inspection()
    client = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    path = f"/inspections/{inspection.code}/previous/"
    assert "None that is here" in client.get(path).content.decode()
    assert client.post(path, {"previous": "", "words": "By letter, 2013"}).status_code == 302
    assert "By letter, 2013" in client.get(f"/inspections/{inspection.code}/").content.decode()
    assert client.post(path, {"previous": "no-such"}).status_code == 422


def test_profiles_stand_beside_each_other_the_newest_first() -> None:
    inspection = site.inspection()
    lead = lead_of(inspection)
    for day, manager in ((date(2026, 1, 1), "Person One"), (date(2026, 6, 1), "Person Two")):
        facts = profiles.Facts(as_at=day, manager=manager)
        profiles.record(inspection.code, facts, by=lead, now=site.NOW)
    history = profiles.history(inspection.code, by=lead)
    assert [each.facts.manager for each in history] == ["Person Two", "Person One"]
    assert {each.by for each in history} == {lead.name}
    assert events(inspection) == ["PROFILE_RECORDED"] * 2
    with pytest.raises(InputError, match="at least one fact"):
        profiles.record(inspection.code, profiles.Facts(as_at=site.TODAY), by=lead, now=site.NOW)


def test_a_profile_is_recorded_on_its_page_by_those_who_run_the_inspection() -> None:
    inspection = site.inspection()
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    path = f"/inspections/{inspection.code}/profile/"
    assert "No profile is recorded yet" in lead.get(path).content.decode()
    assert lead.post(path, {"as_at": "2026-06-01", "manager": "Person One"}).status_code == 302
    assert "Person One" in lead.get(path).content.decode()
    assert lead.post(path, {"as_at": "", "manager": "Person One"}).status_code == 422
    assessor = site.client_for(site.person(Role.ASSESSOR, inspection=inspection))
    assert "Save the profile" not in assessor.get(path).content.decode()
    assert assessor.post(path, {"as_at": "2026-06-01", "manager": "X"}).status_code == 404
