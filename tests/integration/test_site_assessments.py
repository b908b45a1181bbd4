"""The work on a case: allocation, questions, conflicts, notes, journal, form, submission."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client

from corecase.actions import (
    alerting,
    allocations,
    answers,
    assessments,
    audited_words,
    audits,
    case_forms,
    case_lists,
    case_pages,
    conflicts,
    journals,
    notes,
)
from corecase.actions.answers import Typed
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import IncompleteError, InputError, ManyProblems
from corecase.core.judgements import Answer
from corecase.core.operations import Field, Outcome
from corecase.core.people import NotAllowedError, Role
from corecase.core.questions import Asking
from corecase.core.stages import Stage
from corecase.documents import case_form, sheets
from corecase.exchange import case_forms as forms
from corecase.store.cases import models
from tests import site
from tests.made_files import write_xlsx

pytestmark = pytest.mark.django_db
SUFFICIENT, INSUFFICIENT = '{"answer":"SUFFICIENT"}', '{"answer":"INSUFFICIENT"}'
NOT_APPLICABLE = '{"answer":"NOT_APPLICABLE"}'
R01, R02, R11 = "CCI-R01", "CCI-R02", "CCI-R11"


@pytest.fixture(autouse=True)
def answers_as_told(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does through the actions, the audit and the stored answers agree."""
    request.getfixturevalue("db")
    yield
    codes = models.Inspection.objects.values_list("code", flat=True)
    assert [str(fault) for code in codes for fault in audits.verify_answers(code)] == []
    assert [str(fault) for code in codes for fault in audited_words.verify(code)] == []


class Room:
    """An inspection in fieldwork: a lead, two assessors, and a case of the first of them."""

    def __init__(self, n: int = 1, **attributes: str) -> None:
        self.inspection = site.inspection(Stage.FIELDWORK)
        self.code = self.inspection.code
        self.lead_person = site.person(Role.LEAD_INSPECTOR, inspection=self.inspection)
        self.lead = site.actor(self.lead_person)
        self.person = site.person(Role.ASSESSOR, inspection=self.inspection, name="First Person")
        self.other = site.person(Role.ASSESSOR, inspection=self.inspection, name="Other Person")
        self.by = site.actor(self.person)
        self.cases = site.sample(self.inspection, n, **attributes)
        self.case = self.cases[0]
        self.ref = self.case.ref
        self.row = site.assessment(self.case, self.person)

    def save(self, item_id: str, value: str, field: Field = Field.ANSWER, base: int = 0) -> Outcome:
        one = Typed(item_id=item_id, field=field, base_version=base, value=value)
        (receipt,) = answers.save(self.code, self.ref, (one,), uuid4(), by=self.by, now=site.NOW)
        return receipt.outcome

    def answer_all(self, skip: str = "") -> None:
        """Answers whatever is asked, gate after gate."""
        for _ in range(4):
            page = case_pages.case_page(self.code, self.ref, by=self.by, now=site.NOW)
            left = [q.item.id for q in page.file.questions if q.is_unanswered]
            typed = tuple(
                Typed(item_id=item_id, field=Field.ANSWER, base_version=0, value=SUFFICIENT)
                for item_id in left
                if item_id != skip
            )
            if typed:
                answers.save(self.code, self.ref, typed, uuid4(), by=self.by, now=site.NOW)

    def second(self, somebody: models.Person | None = None) -> models.CaseAssessment:
        return site.assessment(self.case, somebody or self.other, marking=Marking.SECOND)

    def get(self, path: str = "", who: models.Person | None = None) -> str:
        response = site.client_for(who or self.person).get(self.address(path))
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    def address(self, path: str = "") -> str:
        return f"/inspections/{self.code}/cases/{self.ref}/{path}"


@pytest.fixture
def room() -> Room:
    return Room()


def freeze(row: models.CaseAssessment) -> None:
    row.state = AssessmentState.SUBMITTED
    row.save()


# Allocation.


def allocate(room: Room, who: models.Person, *refs: str) -> None:
    allocations.allocate(room.code, refs or (room.ref,), who.pk, by=room.lead, now=site.NOW)


def test_the_lead_gives_cases_to_an_assessor() -> None:
    room = Room(3)
    allocate(room, room.other, "S02", "S03")
    listed = case_lists.listed(room.code, by=room.lead, now=site.NOW)
    assert [row.assessor for row in listed.rows] == ["First Person", "Other Person", "Other Person"]
    assert models.Allocation.objects.count() == 2


def test_a_case_goes_over_with_everything_in_it(room: Room) -> None:
    room.save(R01, SUFFICIENT)
    allocate(room, room.other)
    page = case_pages.case_page(room.code, room.ref, by=site.actor(room.other), now=site.NOW)
    assert page.progress.n_answered == 1
    with pytest.raises(NotAllowedError):
        case_pages.case_page(room.code, room.ref, by=room.by, now=site.NOW)
    allocate(room, room.person)
    held = journals.read(room.code, room.ref, by=room.by, now=site.NOW).holders
    assert [name for name, _ in held] == ["First Person", "Other Person", "First Person"]


def test_a_case_without_an_assessor_is_given_one(room: Room) -> None:
    models.CaseAssessment.objects.update(assessor=None)
    allocate(room, room.other)
    assert models.Allocation.objects.get().assessor == room.other


def test_nobody_gets_a_case_of_their_own_service(room: Room) -> None:
    own = site.person(
        Role.LOCAL_ASSESSOR, inspection=room.inspection, home_service=room.inspection.service
    )
    with pytest.raises(InputError, match="works for the service"):
        allocate(room, own)
    merged = site.service()
    models.Predecessor.objects.create(
        service=room.inspection.service, predecessor=merged, merged_on=site.TODAY
    )
    former = site.person(Role.LOCAL_ASSESSOR, inspection=room.inspection, home_service=merged)
    managing = site.person(Role.LOCAL_ASSESSOR, inspection=room.inspection)
    site.grant(managing, Role.QUALITY_MANAGER, service=room.inspection.service)
    refusals = {
        one.person_id: one.refusal
        for one in allocations.candidates(room.code, by=room.lead, now=site.NOW)
    }
    assert refusals[former.pk].startswith("works for a service that became part")
    assert refusals[managing.pk] == "works for the service that is inspected"
    assert refusals[room.person.pk] == ""


def test_only_cases_of_the_sample_and_people_of_the_inspection(room: Room) -> None:
    with pytest.raises(InputError, match="at least one case"):
        allocations.allocate(room.code, (), room.other.pk, by=room.lead, now=site.NOW)
    with pytest.raises(InputError, match="no longer in it"):
        allocate(room, room.other, "S02")
    with pytest.raises(InputError, match="assesses on this inspection"):
        allocate(room, site.person(Role.ASSESSOR, inspection=site.inspection()))
    with pytest.raises(NotAllowedError):
        allocations.allocate(room.code, (room.ref,), room.other.pk, by=room.by, now=site.NOW)


def test_a_case_that_is_handed_in_or_marked_second_by_them_stays(room: Room) -> None:
    room.second()
    with pytest.raises(InputError, match="second"):
        allocate(room, room.other)
    freeze(room.row)
    with pytest.raises(InputError, match="handed in"):
        allocate(room, room.person)


# The list.


def test_an_assessor_sees_their_own_cases_and_the_lead_all() -> None:
    room = Room(3)
    site.assessment(room.cases[1], room.other)
    notes.add(room.code, room.ref, uuid4(), "said so", by=room.by, now=site.NOW)
    room.save(R01, SUFFICIENT)
    room.save(R01, INSUFFICIENT)
    mine = case_lists.listed(room.code, by=room.by, now=site.NOW)
    (row,) = mine.rows
    assert (row.ref, row.n_notes, row.n_conflicts, mine.is_lead) == ("S01", 1, 1, False)
    assert row.progress is not None
    assert row.progress.n_answered == 1
    every = case_lists.listed(room.code, by=room.lead, now=site.NOW)
    assert [one.ref for one in every.rows] == ["S01", "S02", "S03"]
    assert every.rows[2].state is None
    consulted = models.Consultation.objects.filter(by=room.lead.person_id, what="CASES")
    assert consulted.count() == 3


def test_a_lead_who_marks_a_case_second_does_not_see_how_the_first_gets_on(room: Room) -> None:
    room.second(room.lead_person)
    room.save(R01, SUFFICIENT)
    (row,) = case_lists.listed(room.code, by=room.lead, now=site.NOW).rows
    assert row.marking is Marking.SECOND
    with pytest.raises(NotAllowedError):
        journals.read(room.code, room.ref, marking=Marking.FIRST, by=room.lead, now=site.NOW)
    with pytest.raises(InputError, match="second markings"):
        assessments.exported(room.code, by=room.lead, now=site.NOW)


def test_the_second_assessor_does_not_see_that_the_first_raised_an_alert(room: Room) -> None:
    room.second()
    for by in (room.by, site.actor(room.other)):
        (row,) = case_lists.listed(room.code, by=by, now=site.NOW).rows
        assert row.n_alerts == 0
        alerting.raise_alert(room.code, room.ref, "Concern.", key=uuid4(), by=by, now=site.NOW)
    (row,) = case_lists.listed(room.code, by=site.actor(room.other), now=site.NOW).rows
    assert row.n_alerts == 1
    every = case_lists.listed(room.code, by=room.lead, now=site.NOW).rows
    assert [row.n_alerts for row in every] == [2, 2]


def test_the_second_assessor_reaches_the_first_by_no_page(room: Room) -> None:
    canary = "canary of the first assessor"
    room.save(R01, canary, Field.NOTE)
    notes.add(room.code, room.ref, uuid4(), canary, by=room.by, now=site.NOW)
    room.second()
    pages = ("", "criteria/CCI-1.1/", "notes/", "conflicts/", "journal/", "form/", "submission/")
    for path in pages:
        for query in ("", "?marking=FIRST", "?marking=SECOND", "?marking=OTHER"):
            response = site.client_for(room.other).get(room.address(path) + query)
            assert canary not in response.content.decode(), path + query
    form = site.client_for(room.other).post(room.address("form/file/"))
    assert canary.encode() not in form.content


def test_both_markings_are_reached_once_both_are_submitted(room: Room) -> None:
    second = room.second(room.lead_person)
    for row in (room.row, second):
        freeze(row)
    page = journals.read(room.code, room.ref, marking=Marking.FIRST, by=room.lead, now=site.NOW)
    assert page.heading.assessor == "First Person"


# Questions.


def asked(room: Room, item_id: str) -> Asking:
    page = case_pages.case_page(room.code, room.ref, by=room.by, now=site.NOW)
    return next(q.asking for q in page.file.questions if q.item.id == item_id)


def test_a_gate_opens_and_shuts_with_its_answer(room: Room) -> None:
    assert asked(room, R02) is Asking.WAITING
    room.save(R01, SUFFICIENT)
    assert asked(room, R02) is Asking.ASKED
    room.save(R01, INSUFFICIENT, base=1)
    assert asked(room, R02) is Asking.RULED_OUT


def test_the_criterion_page_shows_what_is_ruled_out_and_why(room: Room) -> None:
    room.save(R01, INSUFFICIENT)
    text = room.get("criteria/CCI-1.1/")
    assert (
        "Asked only where “RoSH screening completed” is sufficient, and it is insufficient" in text
    )
    assert text.count("<h1") == 1


def test_no_criterion_of_another_framework(room: Room) -> None:
    assert site.client_for(room.person).get(room.address("criteria/SQS-1/")).status_code == 404


def test_the_pages_of_a_case_take_few_queries(
    room: Room, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    room.answer_all()
    client = site.client_for(room.person)
    for path, most in (("", 24), ("criteria/CCI-1.2/", 25), ("journal/", 22), ("notes/", 24)):
        client.get(room.address(path))
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]  # a context
            assert client.get(room.address(path)).status_code == 200


def test_the_list_of_sixty_cases_takes_few_queries(
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    room = Room(60)
    for case in room.cases[1:]:
        site.assessment(case, room.other)
    client = site.client_for(room.lead_person)
    client.get(f"/inspections/{room.code}/cases/")
    with django_assert_max_num_queries(26):  # type: ignore[attr-defined]  # a context
        client.get(f"/inspections/{room.code}/cases/")


# The form without a script.


def fields(page: str = "", **said: str) -> dict[str, str]:
    return {"page": page or str(uuid4()), f"v-{R01}": "0.0.0", **said}


def send(room: Room, data: dict[str, str], path: str = "criteria/CCI-1.1/") -> tuple[int, str]:
    response = site.client_for(room.person).post(room.address(path), data, follow=True)
    return response.status_code, response.content.decode()


def test_a_form_saves_what_was_changed_and_says_when(room: Room) -> None:
    data = fields(
        **{
            f"answer-{R01}": "SUFFICIENT",
            f"mark-{R01}": "yes",
            f"note-{R01}": "one\r\ntwo",
            f"found-{R01}": "FILE",
        }
    )
    status, text = send(room, data)
    assert (status, "Saved" in text) == (200, True)
    state = models.FieldState.objects.get(field="NOTE")
    assert state.value == "one\ntwo"
    marked = models.FieldState.objects.get(field="ANSWER").value
    assert marked == '{"answer":"SUFFICIENT","known_but_not_recorded":true}'
    assert "Nothing was changed" in send(room, {**data, f"v-{R01}": "1.1.1"})[1]


def test_two_levels_settle_the_answer(room: Room) -> None:
    levels = {f"v-{R11}": "0.0.0", f"service-{R11}": "low", f"assessor-{R11}": "high"}
    send(room, fields(**levels))
    saved = models.FieldState.objects.get(item_id=R11).value
    assert saved == '{"answer":"INSUFFICIENT","assessor_value":"high","service_value":"low"}'
    assert "selected" in room.get("criteria/CCI-1.1/")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({f"mark-{R01}": "yes"}, "Choose an answer to go with the mark"),
        ({f"answer-{R01}": "PERHAPS"}, "Choose sufficient, insufficient or not applicable"),
        ({f"v-{R11}": "0.0.0", f"service-{R11}": "low"}, "Choose both levels, or neither"),
        ({f"v-{R11}": "0.0.0", f"service-{R11}": "so"}, "Choose levels from the lists"),
        (
            {
                f"v-{R11}": "0.0.0",
                f"service-{R11}": "low",
                f"assessor-{R11}": "low",
                f"answer-{R11}": "INSUFFICIENT",
            },
            "The two levels make the answer sufficient",
        ),
        ({f"found-{R01}": "ATTIC"}, "Choose where it was found"),
        ({"page": "spoilt", f"note-{R01}": "x"}, "spoilt"),
    ],
)
def test_an_error_stands_beside_the_question_and_nothing_typed_is_lost(
    room: Room, said: dict[str, str], sentence: str
) -> None:
    status, text = send(room, fields(**{f"note-{R01}": "typed before", **said}))
    assert status == 422
    assert sentence in text
    assert "typed before" in text or "spoilt" in sentence
    assert models.Operation.objects.count() == 0


def test_a_spoilt_version_is_refused(room: Room) -> None:
    status, text = send(room, fields(**{f"v-{R01}": "1.x"}))
    assert (status, "spoilt" in text) == (422, True)


def test_a_database_that_refuses_never_says_saved(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(models.Operation.objects, "create", refuse)
    status, text = send(room, fields(**{f"note-{R01}": "typed before"}))
    assert status == 503
    assert "Not saved" in text
    assert "typed before" in text


def test_what_somebody_else_changed_is_told_and_kept(room: Room) -> None:
    room.save(R01, "first", Field.NOTE)
    status, text = send(room, fields(**{f"note-{R01}": "second"}))
    assert (status, "decide under Conflicts" in text) == (200, True)


def test_a_closed_case_keeps_what_is_sent_for_the_lead(room: Room) -> None:
    freeze(room.row)
    _, text = send(room, fields(**{f"answer-{R01}": "SUFFICIENT"}))
    assert "kept whole for the lead inspector" in text
    assert "disabled" in text


def test_an_alert_and_the_notes_are_one_step_from_the_questions(room: Room) -> None:
    page = site.client_for(room.person).get(room.address("criteria/CCI-1.1/")).content.decode()
    before, _ = page.split('id="questions"')
    assert f'href="{room.address("alert/")}"' in before
    assert f'href="{room.address("notes/")}"' in before


def test_save_and_go_on(room: Room) -> None:
    data = fields(**{f"answer-{R01}": "SUFFICIENT", "next": "1"})
    response = site.client_for(room.person).post(room.address("criteria/CCI-1.1/"), data)
    assert response.headers["Location"].endswith("/criteria/CCI-1.2/")


# Conflicts.


def in_conflict(room: Room, field: Field = Field.ANSWER) -> int:
    values = {
        Field.ANSWER: (SUFFICIENT, INSUFFICIENT),
        Field.NOTE: ("first", "second"),
        Field.FOUND_IN: ("FILE", "INTERVIEW"),
    }
    for value in values[field]:
        room.save(R01, value, field)
    return models.Conflict.objects.get(resolved_at=None).pk


def test_a_conflict_shows_both_values_with_who_and_when(room: Room) -> None:
    in_conflict(room)
    (one,) = conflicts.listed(room.code, room.ref, by=room.by, now=site.NOW).open
    assert (one.standing.value, one.sent.value) == (SUFFICIENT, INSUFFICIENT)
    assert (one.standing.by, one.sent.by) == ("First Person", "First Person")


@pytest.mark.parametrize(
    ("field", "data", "stands"),
    [
        (Field.ANSWER, {"choice": "STANDING"}, SUFFICIENT),
        (Field.ANSWER, {"choice": "SENT"}, INSUFFICIENT),
        (Field.ANSWER, {"choice": "OTHER", "answer": "NOT_APPLICABLE"}, NOT_APPLICABLE),
        (Field.NOTE, {"choice": "OTHER", "text": "both"}, "both"),
        (Field.FOUND_IN, {"choice": "OTHER", "text": "BOTH"}, "BOTH"),
    ],
)
def test_a_person_decides(room: Room, field: Field, data: dict[str, str], stands: str) -> None:
    key = in_conflict(room, field)
    assert "Open conflict" in room.get("criteria/CCI-1.1/")
    path = room.address("conflicts/")
    client = site.client_for(room.person)
    response = client.post(path, {"conflict": key, "version": 1, **data})
    assert response.status_code == 302
    state = models.FieldState.objects.get(field=field)
    assert (state.value, state.version) == (stands, 2)
    decided = models.Conflict.objects.get()
    assert (decided.chosen_value, decided.resolved_by) == (stands, room.person)
    assert "decided between two values" in room.get("journal/")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose one of the two values"),
        ({"choice": "OTHER", "answer": "", "mark": "yes"}, "Choose an answer"),
        ({"choice": "SENT", "version": "7"}, "changed again while you decided"),
        ({"choice": "SENT", "conflict": "0"}, "decided already"),
    ],
)
def test_a_decision_that_cannot_stand_gets_a_sentence(
    room: Room, data: dict[str, str], sentence: str
) -> None:
    whole = {"conflict": str(in_conflict(room)), "version": "1", **data}
    response = site.client_for(room.person).post(room.address("conflicts/"), whole)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert models.Conflict.objects.get().resolved_at is None


def decide(room: Room, key: int, **parts: object) -> None:
    who = {"by": room.by, "now": site.NOW, "seen_version": 1, "value": SUFFICIENT, **parts}
    conflicts.decide(room.code, room.ref, key, **who)  # type: ignore[arg-type]  # as named


def test_a_conflict_is_decided_once_and_by_nobody_else(room: Room) -> None:
    key = in_conflict(room)
    with pytest.raises(NotAllowedError):
        decide(room, key, by=site.actor(room.other))
    with pytest.raises(InputError, match="Choose"):
        decide(room, key, value="nonsense")
    decide(room, key, by=room.lead)
    with pytest.raises(InputError, match="decided already"):
        decide(room, key)


def test_no_conflict_is_decided_in_a_closed_case(room: Room) -> None:
    key = in_conflict(room)
    freeze(room.row)
    with pytest.raises(InputError, match="closed"):
        decide(room, key)


# What came too late.


def come_too_late(room: Room, value: str = SUFFICIENT) -> int:
    freeze(room.row)
    assert room.save(R01, value) is Outcome.QUARANTINED
    room.row.state = AssessmentState.RETURNED
    room.row.returned_at, room.row.returned_until = site.NOW, site.TODAY
    room.row.save()
    return models.Quarantine.objects.get(decided_at=None).pk


def release(room: Room, key: int, **parts: object) -> None:
    who = {"by": room.lead, "now": site.NOW, "keep": True, **parts}
    conflicts.release(room.code, room.ref, key, **who)  # type: ignore[arg-type]  # as named


def test_the_lead_lets_a_late_change_stand_against_what_is_there(room: Room) -> None:
    release(room, come_too_late(room))
    (one,) = conflicts.listed(room.code, room.ref, by=room.by, now=site.NOW).open
    assert (one.standing.value, one.sent.value) == ("", SUFFICIENT)
    decide(room, one.id)
    assert models.FieldState.objects.get().value == SUFFICIENT


def test_a_late_change_stands_against_the_value_that_is_there(room: Room) -> None:
    room.save(R01, INSUFFICIENT)
    release(room, come_too_late(room))
    (one,) = conflicts.listed(room.code, room.ref, by=room.by, now=site.NOW).open
    assert one.standing.value == INSUFFICIENT


def test_a_late_change_is_set_aside_once(room: Room) -> None:
    key = come_too_late(room)
    address = room.address(f"conflicts/late/{key}/")
    client = site.client_for(room.lead_person)
    assert "came too late" in room.get("", room.lead_person)
    assert client.post(address, {"decision": "DISMISS"}).status_code == 302
    assert models.Conflict.objects.count() == 0
    with pytest.raises(InputError, match="decided already"):
        release(room, key)


def test_a_lead_who_assesses_a_case_sees_what_came_too_late_in_it(room: Room) -> None:
    key = come_too_late(room)
    models.CaseAssessment.objects.update(assessor=room.lead_person)
    (late,) = conflicts.listed(room.code, room.ref, by=room.lead, now=site.NOW).late
    assert late.id == key
    assert "What came too late" in room.get("conflicts/", room.lead_person)


def test_only_the_lead_releases_and_only_into_an_open_case(room: Room) -> None:
    key = come_too_late(room)
    with pytest.raises(NotAllowedError):
        release(room, key, by=room.by)
    freeze(room.row)
    with pytest.raises(InputError, match="closed"):
        release(room, key)


def test_a_change_under_a_used_identifier_is_shown_to_the_lead(room: Room) -> None:
    operation = models.RefusedOperation(
        assessment=room.row,
        operation_id=uuid4(),
        record="the record as it came",
        sha256="a" * 64,
        by=room.person,
        at=site.NOW,
    )
    operation.save()
    assert "the record as it came" in room.get("conflicts/", room.lead_person)
    assert "the record as it came" not in room.get("conflicts/")


# Notes.


def test_a_note_is_written_once_however_often_it_comes(room: Room) -> None:
    key = uuid4()
    for _ in range(2):
        notes.add(room.code, room.ref, key, " said so ", by=room.by, now=site.NOW)
    (note,) = notes.listed(room.code, room.ref, by=room.by, now=site.NOW).notes
    assert (note.text, note.at, note.by) == ("said so", site.NOW, "First Person")
    with pytest.raises(InputError, match="another note"):
        notes.add(room.code, room.ref, key, "other", by=room.by, now=site.NOW)


def test_a_note_that_came_twice_at_once_is_one(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks before the first has committed, and is found out under the lock."""
    key = uuid4()
    known = notes._is_known
    looks = iter([False, None])

    def look(row: models.CaseAssessment, _: object, text: str) -> bool:
        early = next(looks)
        if early is None:
            return known(row, key, text)
        monkeypatch.setattr(notes, "_is_known", known)
        notes.add(room.code, room.ref, key, text, by=room.by, now=site.NOW)
        monkeypatch.setattr(notes, "_is_known", look)
        return early

    monkeypatch.setattr(notes, "_is_known", look)
    notes.add(room.code, room.ref, key, "said so", by=room.by, now=site.NOW)
    assert models.CaseNote.objects.count() == 1


def test_a_note_stands_beside_the_questions_it_is_attached_to(room: Room) -> None:
    key = uuid4()
    client = site.client_for(room.person)
    data = {"id": str(key), "text": "what was said", "quotable": "on"}
    assert client.post(room.address("notes/"), data).status_code == 302
    assert "Not attached to a question yet" in room.get("notes/")
    assert client.get(room.address(f"notes/{key}/")).status_code == 200
    response = client.post(room.address(f"notes/{key}/"), {"items": [R01, R02]})
    assert response.status_code == 302
    assert "what was said" in room.get("criteria/CCI-1.1/")
    (note,) = notes.listed(room.code, room.ref, by=room.by, now=site.NOW).notes
    assert (note.item_ids, note.is_quotable) == ((R01, R02), False)
    client.post(room.address(f"notes/{key}/"), {"items": [R02], "quotable": "on"})
    (note,) = notes.listed(room.code, room.ref, by=room.by, now=site.NOW).notes
    assert (note.item_ids, note.is_quotable) == ((R02,), True)


def test_a_note_that_cannot_be_taken_gets_a_sentence(room: Room) -> None:
    client = site.client_for(room.person)
    response = client.post(room.address("notes/"), {"id": str(uuid4()), "text": ""})
    assert response.status_code == 422
    assert client.get(room.address(f"notes/{uuid4()}/")).status_code == 404
    with pytest.raises(InputError, match="Write the note"):
        notes.add(room.code, room.ref, uuid4(), " ", by=room.by, now=site.NOW)
    for key, items, sentence in (
        (uuid4(), (), "no such note"),
        (None, ("CCI-NONE",), "no such question"),
    ):
        note = key or uuid4()
        if key is None:
            notes.add(room.code, room.ref, note, "x", by=room.by, now=site.NOW)
        with pytest.raises(InputError, match=sentence):
            notes.attach(
                room.code, room.ref, note, items, is_quotable=False, by=room.by, now=site.NOW
            )
    freeze(room.row)
    with pytest.raises(InputError, match="closed"):
        notes.add(room.code, room.ref, uuid4(), "late", by=room.by, now=site.NOW)


# Submission.


def test_a_case_is_submitted_when_everything_is_answered(room: Room) -> None:
    room.answer_all()
    response = site.client_for(room.person).post(room.address("submission/"))
    assert response.status_code == 302
    room.row.refresh_from_db()
    assert room.row.state == AssessmentState.SUBMITTED
    assert room.row.submitted_at is not None
    assert "closed" in room.get("")


def submit(room: Room) -> None:
    assessments.submit(room.code, room.ref, by=room.by, now=site.NOW)


def test_what_is_left_is_listed(room: Room) -> None:
    room.answer_all(skip=R01)
    with pytest.raises(IncompleteError, match="One answer is unanswered"):
        submit(room)
    response = site.client_for(room.person).post(room.address("submission/"))
    text = response.content.decode()
    assert response.status_code == 422
    assert "RoSH screening completed" in text


def test_an_answer_that_nobody_asked_for_stands_in_the_way(room: Room) -> None:
    room.answer_all()
    room.save(R01, INSUFFICIENT, base=1)
    with pytest.raises(IncompleteError, match="not asked for"):
        submit(room)
    assert "answered and not asked" in room.get("submission/")
    assert "has an answer all the same" in room.get("criteria/CCI-1.1/")


def test_an_open_conflict_stands_in_the_way(room: Room) -> None:
    room.answer_all()
    room.save(R01, INSUFFICIENT)
    with pytest.raises(InputError, match="open conflicts"):
        submit(room)


def test_nothing_is_submitted_twice_or_before_it_is_begun_or_by_others(room: Room) -> None:
    with pytest.raises(InputError, match="cannot become"):
        submit(room)
    freeze(room.row)
    with pytest.raises(InputError, match="closed"):
        submit(room)
    with pytest.raises(NotAllowedError):
        assessments.submit(room.code, room.ref, by=room.lead, now=site.NOW)


# The form to take along.


def export(room: Room) -> bytes:
    file = case_forms.export(room.code, room.ref, uuid4(), by=room.by, now=site.NOW)
    return file.content


def filled(room: Room, data: bytes, change: Callable[[list[list[str]]], None]) -> bytes:
    """The form as somebody sends it back: its rows, with some cells changed."""
    framework = case_pages.case_page(room.code, room.ref, by=room.by, now=site.NOW).file.framework
    table = forms.read_workbook(data, "f.xlsx", sheet=None, suits=forms._suits)
    rows = [[forms.text(cell) for cell in row.cells] for row in table.rows]
    assert len(rows) == len(framework.items)
    change(rows)
    return sheets.workbook(case_form.workbook_of("S01", "Invented", forms.COLUMNS, rows))


def bring_back(room: Room, data: bytes) -> list[Outcome]:
    found = case_forms.bring_back(room.code, room.ref, data, "form.xlsx", by=room.by, now=site.NOW)
    return [receipt.outcome for receipt in found]


def test_a_form_comes_back_and_changes_what_was_filled_in(room: Room) -> None:
    room.save("CCI-R04", "kept blanks ", Field.NOTE)
    room.save("CCI-R04", "BOTH", Field.FOUND_IN)

    def fill(rows: list[list[str]]) -> None:
        rows[0][3:5] = ["S", "yes"]
        rows[0][7:9] = ["noted there", "Interview"]

    data = filled(room, export(room), fill)
    assert bring_back(room, data) == [Outcome.APPLIED] * 3
    assert bring_back(room, data) == [], "the same form again changes nothing"
    saved = models.FieldState.objects.get(item_id=R01, field="ANSWER")
    assert saved.value == '{"answer":"SUFFICIENT","known_but_not_recorded":true}'


def test_a_form_overwrites_nothing_that_changed_meanwhile(room: Room) -> None:
    data = export(room)
    room.save(R01, INSUFFICIENT)
    answered = filled(room, data, lambda rows: rows[0].__setitem__(3, "sufficient"))
    assert bring_back(room, answered) == [Outcome.CONFLICT]
    assert models.FieldState.objects.get().value == INSUFFICIENT


def test_a_form_with_levels_answers_and_marks(room: Room) -> None:
    levels = '{"answer":"INSUFFICIENT","assessor_value":"high","service_value":"low"}'
    room.save(R11, levels)
    assert bring_back(room, export(room)) == []


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        (0, "CCI-NONE", "not a question of this form"),
        (3, "perhaps", "is not an answer"),
        (4, "perhaps", "neither yes nor no"),
        (4, "yes", "Choose an answer"),
        (8, "attic", "is none of"),
        (9, "1", "was changed"),
    ],
)
def test_every_cell_that_cannot_be_read_is_told_with_its_place(
    room: Room, column: int, value: str, sentence: str
) -> None:
    data = filled(room, export(room), lambda rows: rows[0].__setitem__(column, value))
    with pytest.raises(ManyProblems) as error:
        bring_back(room, data)
    assert sentence in str(error.value.problems[0])
    assert "row 2" in str(error.value.problems[0])


def test_a_row_that_stands_twice_is_told(room: Room) -> None:
    data = filled(room, export(room), lambda rows: rows[1].__setitem__(0, rows[0][0]))
    with pytest.raises(ManyProblems):
        bring_back(room, data)


@pytest.mark.parametrize(("column", "value"), [(10, "0"), (11, "x")])
def test_forms_that_are_mixed_or_spoilt_are_refused(room: Room, column: int, value: str) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[0][column] = value

    def change_all(rows: list[list[str]]) -> None:
        for row in rows:
            row[column] = value

    for one in (change, change_all):
        with pytest.raises(InputError):
            bring_back(room, filled(room, export(room), one))


def test_what_is_no_form_is_refused(room: Room) -> None:
    other = sheets.workbook(case_form.workbook_of("S01", "Invented", ("a", "b"), [("1", "2")]))
    for data in (other, b"x" * (forms.MAX_BYTES + 1)):
        with pytest.raises(InputError):
            bring_back(room, data)


def test_a_form_that_unfolds_is_refused_as_an_upload(room: Room, tmp_path: Path) -> None:
    wide = write_xlsx(tmp_path / "form.xlsx", {"Form": [forms.COLUMNS, *[["x"] * 16_000] * 19]})
    with pytest.raises(InputError, match="copy only the cells you need"):
        bring_back(room, wide.read_bytes())


def test_the_form_goes_out_and_comes_back_by_its_page(room: Room) -> None:
    client = site.client_for(room.person)
    file = client.post(room.address("form/file/"))
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "Download the form" in room.get("form/")
    for change, said in (
        (lambda _: None, "changes nothing"),
        (lambda rows: rows[0].__setitem__(3, "S"), "Saved from the form: 1 of 1"),
        (lambda rows: rows[0].__setitem__(3, "I"), "1 are kept"),
    ):
        data = filled(room, file.content, change)
        upload = SimpleUploadedFile("form.xlsx", data)
        response = client.post(room.address("form/"), {"file": upload}, follow=True)
        assert said in response.content.decode()
    assert client.post(room.address("form/")).status_code == 422
    # Measured before it is read.
    large = SimpleUploadedFile("form.xlsx", b"x" * (forms.MAX_BYTES + 1))
    response = client.post(room.address("form/"), {"file": large})
    assert response.status_code == 422
    assert "larger than a form can be" in response.content.decode()


# The judgements.


def test_the_judgements_that_count_are_exported_as_files(room: Room) -> None:
    room.save(R01, SUFFICIENT)
    room.save("CCI-R04", INSUFFICIENT)
    models.AgreedAnswer.objects.create(
        case=room.case, item_id=R01, value=NOT_APPLICABLE, by=room.lead_person, at=site.NOW
    )
    found, cases = assessments.judgements(room.code, by=room.lead)
    assert found.answer(room.ref, R01) is Answer.NOT_APPLICABLE
    assert found.answer(room.ref, "CCI-R04") is Answer.INSUFFICIENT
    assert [case.id for case in cases] == [room.ref]
    client = site.client_for(room.lead_person)
    address = f"/inspections/{room.code}/judgements/"
    text = client.post(address).content.decode()
    assert text.startswith("case_id,item_id,answer")
    assert f"{room.ref},{R01},not applicable" in text
    assert f"{room.ref},community" in client.post(address, {"file": "cases"}).content.decode()
    with pytest.raises(NotAllowedError):
        assessments.judgements(room.code, by=room.by)


# The pages.


def test_the_pages_of_the_lead_allocate_and_read(room: Room) -> None:
    site.person(
        Role.LOCAL_ASSESSOR, inspection=room.inspection, home_service=room.inspection.service
    )
    client = site.client_for(room.lead_person)
    address = f"/inspections/{room.code}/allocation/"
    assert "works for the service" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    data = {"assessor": room.other.pk, "refs": [room.ref]}
    assert client.post(address, data).status_code == 302
    assert "Other Person" in client.get(f"/inspections/{room.code}/cases/").content.decode()
    for path in ("", "criteria/CCI-1.1/", "notes/", "conflicts/", "journal/"):
        assert "lead inspector" in room.get(path, room.lead_person)


def test_an_assessor_without_cases_is_told_what_will_come(room: Room) -> None:
    text = site.client_for(room.other).get(f"/inspections/{room.code}/cases/").content.decode()
    assert "You have no cases here yet" in text


def test_nobody_outside_the_inspection_finds_anything(room: Room) -> None:
    stranger = site.client_for(site.person(Role.ASSESSOR, inspection=site.inspection()))
    for path in ("", "criteria/CCI-1.1/", "notes/", "conflicts/", "journal/", "form/"):
        assert stranger.get(room.address(path)).status_code == 404
    assert stranger.get(room.address("").replace(room.ref, "S99")).status_code == 404
    assert Client().get(room.address()).status_code == 302
    assert Client().post(room.address("operations/")).status_code == 401
