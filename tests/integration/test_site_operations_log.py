"""Changes of a case: taken once however often they come, never over another in silence."""

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.db import connection

from corecase.actions import access, allocations, answers, conflicts
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import InputError
from corecase.core.operations import Field, Operation, Outcome, Receipt
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import audit, models
from tests import site

pytestmark = pytest.mark.django_db
SUFFICIENT, INSUFFICIENT = '{"answer":"SUFFICIENT"}', '{"answer":"INSUFFICIENT"}'
ITEM, OTHER = "CCI-R01", "CCI-R04"


class Room:
    """One case with its assessor, and what it takes to send changes of it."""

    def __init__(self) -> None:
        self.inspection = site.inspection(Stage.FIELDWORK)
        self.lead = site.somebody(Role.LEAD_INSPECTOR, inspection=self.inspection)
        self.person = site.person(Role.ASSESSOR, inspection=self.inspection)
        self.by = site.actor(self.person)
        (self.case,) = site.sample(self.inspection, 1)
        self.row = site.assessment(self.case, self.person)

    @property
    def place(self) -> tuple[str, str]:
        return self.inspection.code, self.case.ref

    def change(self, value: str = SUFFICIENT, **parts: object) -> Operation:
        whole: dict[str, object] = {
            "id": str(uuid4()),
            "device": "laptop",
            "sequence": 1,
            "case_assessment_id": str(self.row.pk),
            "item_id": ITEM,
            "field": Field.ANSWER,
            "base_version": 0,
            "value": value,
        }
        return Operation(**{**whole, **parts})  # type: ignore[arg-type]  # as named

    def send(self, *changes: Operation, **who: object) -> tuple[Receipt, ...]:
        found = {"by": self.by, "now": site.NOW, **who}
        return answers.record(*self.place, changes, **found)  # type: ignore[arg-type]  # as named

    def says(self, item_id: str = ITEM, field: Field = Field.ANSWER) -> str:
        return models.FieldState.objects.get(
            assessment=self.row, item_id=item_id, field=field
        ).value

    def reallocate(self) -> models.Person:
        other = site.person(Role.ASSESSOR, inspection=self.inspection)
        allocations.allocate(
            self.inspection.code, (self.case.ref,), other.pk, by=self.lead, now=site.NOW
        )
        return other


@pytest.fixture
def room() -> Room:
    return Room()


def outcomes(receipts: tuple[Receipt, ...]) -> list[Outcome]:
    return [receipt.outcome for receipt in receipts]


def test_a_change_is_applied_and_its_receipt_names_what_was_stored(room: Room) -> None:
    change = room.change()
    (receipt,) = room.send(change)
    stored = models.Operation.objects.get(pk=change.id)
    assert (receipt.outcome, receipt.version) == (Outcome.APPLIED, 1)
    assert receipt.hash == change.hash == stored.sha256
    assert room.says() == SUFFICIENT
    room.row.refresh_from_db()
    assert room.row.state == AssessmentState.STARTED


def test_each_call_is_one_event_of_the_audit_and_holds_no_answer(room: Room) -> None:
    room.send(room.change(), room.change("seen", field=Field.NOTE))
    (event,) = models.Event.objects.filter(chain=room.inspection.code)
    assert event.kind == "CASE_ASSESSMENT_SAVED"
    assert "seen" not in event.subject
    assert audit.verify() == ()


def test_a_repeat_gets_the_receipt_of_the_first_and_writes_nothing(room: Room) -> None:
    change = room.change()
    first = room.send(change)
    n_events = models.Event.objects.count()
    assert room.send(change, now=site.NOW.replace(hour=11)) == first
    assert (models.Operation.objects.count(), models.Event.objects.count()) == (1, n_events)


def test_a_repeat_beside_a_new_change_is_told_apart_by_the_database(room: Room) -> None:
    change = room.change()
    first = room.send(change)
    again, new = room.send(change, room.change("seen", field=Field.NOTE))
    assert again == first[0]
    assert new.outcome is Outcome.APPLIED


def test_an_identifier_used_for_another_change_is_refused_and_kept(room: Room) -> None:
    change = room.change()
    room.send(change)
    other = room.change(INSUFFICIENT, id=change.id)
    assert outcomes(room.send(other)) == [Outcome.REFUSED_ID]
    assert outcomes(room.send(other)) == [Outcome.REFUSED_ID]
    (kept,) = models.RefusedOperation.objects.all()
    assert "INSUFFICIENT" in kept.record
    assert room.says() == SUFFICIENT
    assert models.Event.objects.order_by("sequence").last().kind == "OPERATION_REFUSED"  # type: ignore[union-attr]  # there is one


def test_the_same_value_from_an_older_version_is_no_conflict(room: Room) -> None:
    room.send(room.change())
    assert outcomes(room.send(room.change())) == [Outcome.UNCHANGED]
    assert models.Conflict.objects.count() == 0


def test_a_change_from_an_older_version_is_kept_beside_what_stands(room: Room) -> None:
    room.send(room.change())
    (receipt,) = room.send(room.change(INSUFFICIENT))
    (conflict,) = models.Conflict.objects.all()
    assert (receipt.outcome, receipt.version) == (Outcome.CONFLICT, 1)
    assert room.says() == SUFFICIENT == conflict.standing_value
    assert conflict.operation.value == INSUFFICIENT


SAME_FIELD = (True, False)
SAME_VALUE = (True, False)
SENT_LATE = (True, False)
FROZEN = (True, False)


@pytest.mark.parametrize(
    ("same_field", "same_value", "late", "frozen"),
    list(product(SAME_FIELD, SAME_VALUE, SENT_LATE, FROZEN)),
)
def test_two_pages_one_case(
    room: Room, same_field: bool, same_value: bool, late: bool, frozen: bool
) -> None:
    """All sixteen: same or other field, same or other value, knowing of the first, and frozen."""
    room.send(room.change())
    if frozen:
        room.row.state = AssessmentState.SUBMITTED
        room.row.save()
    item_id = ITEM if same_field else OTHER
    value = SUFFICIENT if same_value else INSUFFICIENT
    base = 1 if same_field and not late else 0
    (receipt,) = room.send(room.change(value, item_id=item_id, base_version=base))
    if frozen:
        expected = Outcome.QUARANTINED
    elif not same_field:
        expected = Outcome.APPLIED
    elif same_value:
        expected = Outcome.UNCHANGED
    else:
        expected = Outcome.CONFLICT if late else Outcome.APPLIED
    assert receipt.outcome is expected
    values = set(models.Operation.objects.values_list("value", flat=True))
    assert values == {SUFFICIENT, value}, "both can still be read"


def test_what_is_sent_after_the_report_is_drafted_is_kept_for_the_lead(room: Room) -> None:
    room.inspection.stage = Stage.DRAFTING
    room.inspection.save()
    assert outcomes(room.send(room.change())) == [Outcome.QUARANTINED]
    assert models.Event.objects.get(chain=room.inspection.code).kind == "OPERATION_QUARANTINED"


def test_a_returned_case_is_open_until_its_day(room: Room) -> None:
    room.row.state = AssessmentState.RETURNED
    room.row.returned_at, room.row.returned_until = site.NOW, site.TODAY
    room.row.save()
    assert outcomes(room.send(room.change())) == [Outcome.APPLIED]
    tomorrow = site.NOW.replace(day=site.NOW.day + 1)
    late = room.change(INSUFFICIENT, base_version=1)
    assert outcomes(room.send(late, now=tomorrow)) == [Outcome.QUARANTINED]


def test_what_the_former_assessor_still_sends_is_kept_for_the_lead(room: Room) -> None:
    room.reallocate()
    assert outcomes(room.send(room.change())) == [Outcome.QUARANTINED]
    page = conflicts.listed(*room.place, by=room.lead, now=site.NOW)
    assert [one.sent.value for one in page.late] == [SUFFICIENT]


def test_whoever_wrote_in_a_case_may_still_send_what_is_left(room: Room) -> None:
    room.send(room.change())
    other = site.person(Role.ASSESSOR, inspection=room.inspection)
    models.CaseAssessment.objects.filter(pk=room.row.pk).update(assessor=other)
    late = room.change(INSUFFICIENT, base_version=1)
    assert outcomes(room.send(late)) == [Outcome.QUARANTINED]


def test_a_case_that_changes_hands_while_a_change_waits_keeps_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the question whose it is and the lock, the lead gives it to somebody else."""
    known = answers._known

    def reallocated(operations: tuple[Operation, ...]) -> tuple[Receipt, ...] | None:
        room.reallocate()
        return known(operations)

    monkeypatch.setattr(answers, "_known", reallocated)
    assert outcomes(room.send(room.change())) == [Outcome.QUARANTINED]


def test_nothing_is_taken_from_somebody_with_a_conflict_of_interest(room: Room) -> None:
    room.send(room.change())
    room.person.home_service = room.inspection.service
    room.person.save()
    with pytest.raises(NotAllowedError):
        room.send(room.change("late", field=Field.NOTE), by=site.actor(room.person))


@pytest.mark.parametrize("who", ["stranger", "lead"])
def test_nobody_else_sends_changes_of_a_case(room: Room, who: str) -> None:
    stranger = site.somebody(Role.ASSESSOR, inspection=room.inspection)
    with pytest.raises(NotAllowedError):
        room.send(room.change(), by=room.lead if who == "lead" else stranger)
    assert models.Operation.objects.count() == 0


@pytest.mark.parametrize("wanted", ["0", "99999999", "x", "9" * 30])
def test_changes_of_no_case_assessment_here_are_not_found(room: Room, wanted: str) -> None:
    with pytest.raises(NotAllowedError):
        room.send(room.change(case_assessment_id=wanted))


def test_changes_of_two_case_assessments_do_not_come_together(room: Room) -> None:
    with pytest.raises(InputError, match="one case assessment at a time"):
        room.send(room.change(), room.change(case_assessment_id=str(room.row.pk + 1)))
    with pytest.raises(InputError, match="at least one"):
        room.send()


@pytest.mark.parametrize(
    "parts",
    [
        {"item_id": "CCI-NONE"},
        {"field": Field.FOUND_IN, "value": "ATTIC"},
        {"value": '{"answer":"SUFFICIENT","assessor_value":"low","service_value":"low"}'},
    ],
)
def test_a_change_that_makes_no_sense_is_refused_whole(
    room: Room, parts: dict[str, object]
) -> None:
    with pytest.raises(InputError):
        room.send(room.change("seen", field=Field.NOTE), room.change(**parts))  # type: ignore[arg-type]  # parts of a change
    assert models.Operation.objects.count() == 0


def test_an_answer_is_taken_back(room: Room) -> None:
    room.send(room.change())
    assert outcomes(room.send(room.change("", base_version=1))) == [Outcome.APPLIED]
    assert room.says() == ""


def test_levels_of_the_item_and_where_it_was_found_are_taken(room: Room) -> None:
    levels = '{"answer":"INSUFFICIENT","assessor_value":"high","service_value":"low"}'
    found = room.change("BOTH", field=Field.FOUND_IN)
    assert outcomes(room.send(room.change(levels, item_id="CCI-R11"), found)) == [
        Outcome.APPLIED,
        Outcome.APPLIED,
    ]


# What a form sends.


def typed(value: str = SUFFICIENT, base: int = 0, field: Field = Field.ANSWER) -> answers.Typed:
    return answers.Typed(item_id=ITEM, field=field, base_version=base, value=value)


def save(room: Room, *fields: answers.Typed, page: UUID | None = None) -> list[Outcome]:
    receipts = answers.save(*room.place, fields, page or uuid4(), by=room.by, now=site.NOW)
    return outcomes(receipts)


def test_a_form_sends_only_what_was_changed_in_it(room: Room) -> None:
    assert save(room, typed(), typed("", field=Field.NOTE)) == [Outcome.APPLIED]
    assert save(room, typed(base=1), typed("", field=Field.NOTE)) == []


def test_a_form_sent_twice_is_one_change(room: Room) -> None:
    page = uuid4()
    assert save(room, typed(), page=page) == [Outcome.APPLIED]
    assert save(room, typed(), page=page) == []
    assert models.Operation.objects.count() == 1


def test_a_form_that_only_shows_an_older_value_changes_nothing(room: Room) -> None:
    save(room, typed())
    save(room, typed(INSUFFICIENT, base=1))
    assert save(room, typed(SUFFICIENT, base=1)) == []
    assert save(room, typed("", base=0)) == []


def test_a_form_changed_from_an_older_version_is_a_conflict(room: Room) -> None:
    save(room, typed("first", field=Field.NOTE))
    assert save(room, typed("other", field=Field.NOTE)) == [Outcome.CONFLICT]


# The same as JSON.


@pytest.fixture
def post(room: Room) -> Callable[[object], tuple[int, dict[str, object]]]:
    client = site.client_for(room.person)
    code, ref = room.place

    def sent(body: object) -> tuple[int, dict[str, object]]:
        response = client.post(
            f"/inspections/{code}/cases/{ref}/operations/", body, content_type="application/json"
        )
        return response.status_code, response.json()

    return sent


def record(operation: Operation) -> dict[str, object]:
    found = json.loads(operation.canonical)
    assert isinstance(found, dict)
    return found


def test_the_address_answers_with_a_receipt_for_each_change(
    room: Room, post: Callable[[object], tuple[int, dict[str, object]]]
) -> None:
    change = room.change()
    status, body = post([record(change)])
    (receipt,) = body["receipts"]  # type: ignore[misc]  # a list
    assert status == 200
    assert (receipt["hash"], receipt["outcome"], receipt["version"]) == (change.hash, "APPLIED", 1)
    assert len(receipt["time"]) == 5
    assert post([record(room.change(INSUFFICIENT))])[0] == 200, "a conflict is no error"
    assert post([record(room.change(INSUFFICIENT, id=change.id))])[0] == 409


@pytest.mark.parametrize(
    "spoilt",
    [
        "no list",
        [],
        {},
        [1],
        [{"id": 1}],
        [[]] * 501,
        "[" * 100_000,
    ],
)
def test_what_is_no_list_of_changes_gets_a_sentence(
    spoilt: object, post: Callable[[object], tuple[int, dict[str, object]]]
) -> None:
    status, body = post(spoilt)
    assert status == 422
    assert str(body["error"]).endswith(".")


@pytest.mark.parametrize(
    "part",
    [
        {"sequence": True},
        {"base_version": 2**31},
        {"value": 3},
        {"field": "MOOD"},
        {"device": "x" * 61},
        {"device_time": "x" * 41},
        {"id": "x"},
        {"value": "x"},
    ],
)
def test_a_spoilt_change_gets_a_sentence(
    room: Room, part: dict[str, object], post: Callable[[object], tuple[int, dict[str, object]]]
) -> None:
    status, _ = post([{**record(room.change()), **part}])
    assert status == 422


# Many at once.


@pytest.mark.django_db(transaction=True)
def test_a_thousand_changes_sent_again_and_again_at_once_are_a_thousand() -> None:
    """R5: 1,000 changes, each sent one to five times by eight threads, make exactly 1,000 rows."""
    room = Room()
    chance = random.Random(20261102)
    changes = [
        room.change(f"note {n}", item_id=ITEM, field=Field.NOTE, base_version=0, sequence=n)
        for n in range(1, 1001)
    ]
    sendings = [change for change in changes for _ in range(chance.randint(1, 5))]
    chance.shuffle(sendings)
    batches = [sendings[n : n + 20] for n in range(0, len(sendings), 20)]

    def send(batch: list[Operation]) -> tuple[Receipt, ...]:
        try:
            return room.send(*batch)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        receipts = [one for got in pool.map(send, batches) for one in got]
    assert models.Operation.objects.count() == 1000
    assert len({receipt.operation_id for receipt in receipts}) == 1000
    told: dict[str, set[Receipt]] = {}
    for receipt in receipts:
        told.setdefault(receipt.operation_id, set()).add(receipt)
    assert all(len(same) == 1 for same in told.values()), "each repeat got the first receipt"
    assert models.RefusedOperation.objects.count() == 0
    applied = models.Operation.objects.filter(outcome=Outcome.APPLIED).count()
    assert applied + models.Conflict.objects.count() == 1000, "every value stands, or is kept"
    assert audit.verify() == ()


def test_only_a_known_marking_is_open(room: Room) -> None:
    assert access.reached(*room.place, by=room.lead, marking=Marking.FIRST).pk == room.row.pk
    with pytest.raises(NotAllowedError):
        access.reached(*room.place, by=room.lead, marking=Marking.SECOND)
