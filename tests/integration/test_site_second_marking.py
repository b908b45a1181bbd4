"""Second marking: chosen by a seed, blind until both have submitted, agreed beside the two."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.urls import URLPattern, get_resolver, reverse

from corecase.actions import allocations, comparisons, moderation, second_marking
from corecase.actions.comparisons import Settlement
from corecase.core import second_marking as rules
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import CorecaseError, InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

SQS = load("sqs-2013")
SUFFICIENT = '{"answer":"SUFFICIENT"}'
INSUFFICIENT = '{"answer":"INSUFFICIENT"}'
KNOWN = '{"answer":"INSUFFICIENT","known_but_not_recorded":true}'
CANARY = "canary-of-the-first"
SUBMITTED = AssessmentState.SUBMITTED


@dataclass(slots=True)
class Scene:
    """An inspection in fieldwork with a lead, two assessors and a sample."""

    inspection: models.Inspection
    lead: models.Person
    first: models.Person
    second: models.Person
    cases: list[models.SampledCase]

    @property
    def code(self) -> str:
        return self.inspection.code

    @property
    def by(self) -> Actor:
        return site.actor(self.lead)

    def both(
        self,
        case: models.SampledCase,
        *,
        first: dict[str, str] | None = None,
        second: dict[str, str] | None = None,
        states: tuple[AssessmentState, AssessmentState] = (SUBMITTED, SUBMITTED),
    ) -> None:
        """Two readings of a case, by default alike and submitted."""
        one = site.assessment(case, self.first, state=states[0])
        other = site.assessment(case, self.second, marking=Marking.SECOND, state=states[1])
        site.answered(one, SQS, note=CANARY, but=first)
        site.answered(other, SQS, note="canary-of-the-second", but=second)


@pytest.fixture
def scene() -> Scene:
    inspection = site.inspection(Stage.FIELDWORK, programme=site.programme("sqs-2013"))
    return Scene(
        inspection=inspection,
        lead=site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Lead"),
        first=site.person(Role.ASSESSOR, inspection=inspection, name="Assessor One"),
        second=site.person(Role.LOCAL_ASSESSOR, inspection=inspection, name="Assessor Two"),
        cases=site.sample(inspection, 6),
    )


def chosen(scene: Scene, seed: str = "apple") -> tuple[str, ...]:
    return second_marking.choose(
        scene.code, share_percent=10, least=4, seed=seed, by=scene.by, now=site.NOW
    )


def kinds(inspection: models.Inspection) -> list[str]:
    events = models.Event.objects.filter(chain=inspection.code).order_by("sequence")
    return list(events.values_list("kind", flat=True))


# Choosing


def test_the_larger_of_the_share_and_the_number_is_chosen_by_the_seed_that_is_shown(
    scene: Scene,
) -> None:
    refs = chosen(scene)
    assert refs == rules.choose([case.ref for case in scene.cases], 4, "apple")
    room = second_marking.room(scene.code, by=scene.by, now=site.NOW)
    assert room.draw is not None
    assert (room.draw.seed, room.draw.n_chosen, room.draw.n_frame) == ("apple", 4, 6)
    assert [row.ref for row in room.marked] == list(refs)
    assert kinds(scene.inspection) == ["SECOND_MARKING_CHOSEN"]
    assert (
        "apple"
        in site.client_for(scene.lead)
        .get(reverse("second_marking", args=[scene.code]))
        .content.decode()
    )


@pytest.mark.parametrize("seed", ["two words", "pomme sûre"])
def test_any_words_can_be_the_seed(scene: Scene, seed: str) -> None:
    refs = chosen(scene, seed)
    assert refs == rules.choose([case.ref for case in scene.cases], 4, seed)
    event = models.Event.objects.get(chain=scene.code)
    assert seed not in event.subject
    assert event.digest


def test_it_can_be_chosen_again_until_a_second_assessor_is_allocated(scene: Scene) -> None:
    chosen(scene)
    refs = chosen(scene, "pear")
    assert models.SecondMarkingDraw.objects.count() == 2
    site.assessment(scene.cases[0], scene.second, marking=Marking.SECOND)
    with pytest.raises(InputError, match="the choice of cases stands"):
        chosen(scene, "plum")
    room = second_marking.room(scene.code, by=scene.by, now=site.NOW)
    assert tuple(row.ref for row in room.marked) == refs
    assert not room.may_choose
    page = site.client_for(scene.lead).get(reverse("second_marking_choose", args=[scene.code]))
    assert page.status_code == 404


def test_a_chosen_case_that_leaves_the_sample_gives_way_to_the_next_by_rank(scene: Scene) -> None:
    refs = chosen(scene)
    models.SampledCase.objects.filter(ref=refs[0]).update(standing="REPLACED")
    ranked = rules.choose([case.ref for case in scene.cases], 6, "apple")
    room = second_marking.room(scene.code, by=scene.by, now=site.NOW)
    assert tuple(row.ref for row in room.marked) == ranked[1:5]


def test_what_cannot_be_chosen_says_why(scene: Scene) -> None:
    with pytest.raises(InputError, match="Give a seed"):
        chosen(scene, "  ")
    empty = site.inspection(Stage.SAMPLE_DRAWN)
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=empty)
    with pytest.raises(InputError, match="draw the sample first"):
        second_marking.choose(
            empty.code, share_percent=10, least=4, seed="a", by=lead, now=site.NOW
        )
    models.Inspection.objects.filter(pk=scene.inspection.pk).update(stage=Stage.DRAFTING)
    with pytest.raises(InputError, match="“drafting”"):
        chosen(scene)
    with pytest.raises(NotAllowedError):
        second_marking.choose(
            scene.code,
            share_percent=10,
            least=4,
            seed="a",
            by=site.actor(scene.second),
            now=site.NOW,
        )


# Allocating


def allocate(scene: Scene, ref: str, somebody: models.Person) -> None:
    second_marking.allocate(scene.code, ref, assessor_id=somebody.pk, by=scene.by, now=site.NOW)


def test_the_second_assessor_is_another_and_can_be_changed_until_they_begin(scene: Scene) -> None:
    ref = chosen(scene)[0]
    case = next(case for case in scene.cases if case.ref == ref)
    third = site.person(Role.ASSESSOR, inspection=scene.inspection, name="Assessor Three")
    with pytest.raises(InputError, match="first assessor before"):
        allocate(scene, ref, scene.second)
    site.assessment(case, scene.first)
    with pytest.raises(InputError, match="cannot judge the case twice"):
        allocate(scene, ref, scene.first)
    allocate(scene, ref, scene.second)
    allocate(scene, ref, third)
    row = models.CaseAssessment.objects.get(case=case, marking=Marking.SECOND)
    assert row.assessor == third
    assert row.allocations.count() == 2
    assert kinds(scene.inspection)[1:] == [
        "CASE_ASSESSMENT_ALLOCATED",
        "CASE_ASSESSMENT_REALLOCATED",
    ]
    row.state = AssessmentState.STARTED
    row.save()
    with pytest.raises(InputError, match="has begun"):
        allocate(scene, ref, scene.second)


def test_nobody_with_an_interest_and_nobody_who_sees_every_answer_marks_second(
    scene: Scene,
) -> None:
    ref = chosen(scene)[0]
    site.assessment(next(case for case in scene.cases if case.ref == ref), scene.first)
    inspection = scene.inspection
    own = site.person(Role.ASSESSOR, inspection=inspection, home_service=inspection.service)
    declared = site.person(Role.ASSESSOR, inspection=inspection)
    models.DeclaredConflict.objects.create(
        person=declared,
        service=inspection.service,
        reason="worked there",
        declared_by=declared,
        declared_at=site.NOW,
    )
    managing = site.person(Role.ASSESSOR, inspection=inspection)
    site.grant(managing, Role.QUALITY_MANAGER, service=inspection.service)
    leading = site.person(Role.ASSESSOR, inspection=inspection)
    site.grant(leading, Role.LEAD_INSPECTOR, inspection=inspection)
    gone = site.person(Role.ASSESSOR, inspection=inspection, ends_on=site.TODAY - timedelta(days=1))
    for person in (own, declared, managing, leading, gone, scene.lead):
        with pytest.raises(InputError, match="no conflict of interest"):
            allocate(scene, ref, person)
    room = second_marking.room(scene.code, by=scene.by, now=site.NOW)
    assert dict(room.marked[0].candidates) == {scene.second.pk: "Assessor Two"}
    with pytest.raises(InputError, match="was not chosen"):
        allocate(scene, "S99", scene.second)


def test_nobody_who_had_the_case_before_marks_it_second(scene: Scene) -> None:
    ref = chosen(scene)[0]
    case = next(case for case in scene.cases if case.ref == ref)
    third = site.person(Role.ASSESSOR, inspection=scene.inspection, name="Assessor Three")
    for person in (scene.first, third):
        allocations.allocate(scene.code, (ref,), person.pk, by=scene.by, now=site.NOW)
    sender = site.person(Role.ASSESSOR, inspection=scene.inspection, name="Assessor Four")
    models.Operation.objects.create(
        id=NOTE,
        assessment=case.assessments.get(),
        item_id="SQS-A01",
        field="ANSWER",
        base_version=0,
        value=SUFFICIENT,
        sha256="0" * 64,
        outcome="QUARANTINED",
        by=sender,
        at=site.NOW,
    )
    room = second_marking.room(scene.code, by=scene.by, now=site.NOW)
    assert dict(room.marked[0].candidates) == {scene.second.pk: "Assessor Two"}
    for person in (scene.first, sender):
        with pytest.raises(InputError, match="had this case"):
            allocate(scene, ref, person)
    allocate(scene, ref, scene.second)


def test_somebody_who_leads_another_inspection_may_mark_second_here(scene: Scene) -> None:
    site.grant(scene.second, Role.LEAD_INSPECTOR, inspection=site.inspection())
    chosen(scene)
    room = second_marking.room(scene.code, by=scene.by, now=site.NOW)
    assert scene.second.pk in dict(room.marked[0].candidates)


def test_the_lead_chooses_and_allocates_on_pages_that_keep_what_was_typed(scene: Scene) -> None:
    client = site.client_for(scene.lead)
    choose = reverse("second_marking_choose", args=[scene.code])
    assert client.get(choose).status_code == 200
    wrong = client.post(choose, {"share_percent": "10", "least": "four", "seed": "apple"})
    assert wrong.status_code == 422
    assert 'value="apple"' in wrong.content.decode()
    saved = client.post(choose, {"share_percent": "10", "least": "4", "seed": "apple"})
    assert saved.headers["Location"] == reverse("second_marking", args=[scene.code])
    ref = rules.choose([case.ref for case in scene.cases], 4, "apple")[0]
    page = reverse("second_marking_allocate", args=[scene.code, ref])
    refused = client.post(page, {"assessor_id": scene.second.pk})
    assert refused.status_code == 422
    assert "Allocate the case to its first assessor" in refused.content.decode()
    site.assessment(next(case for case in scene.cases if case.ref == ref), scene.first)
    assert client.post(page, {"assessor_id": scene.second.pk}).status_code == 302
    assert (
        client.get(reverse("second_marking_allocate", args=[scene.code, "S99"])).status_code == 404
    )


# Blind


NOTE = "11111111-1111-4111-8111-111111111111"


def every_address(scene: Scene, ref: str) -> list[str]:
    """Each address below an inspection, with this case and what belongs to its first marking."""
    values = {
        "code": scene.code,
        "ref": ref,
        "criterion": SQS.criteria[0].id,
        "item": "SQS-A01",
        "marking": "first",
        "person_id": scene.first.pk,
    }
    by_kind = {"IntConverter": 1, "UUIDConverter": NOTE}
    found = []
    for one in get_resolver().url_patterns:
        for pattern in getattr(one, "url_patterns", [one]):
            if isinstance(pattern, URLPattern) and "code" in pattern.pattern.converters:
                wanted = {
                    name: values.get(name, by_kind.get(type(kind).__name__, "unknown"))
                    for name, kind in pattern.pattern.converters.items()
                }
                found.append(reverse(str(pattern.name), kwargs=wanted))
    return found


@pytest.mark.parametrize("shows_scores", [False, True])
@pytest.mark.parametrize("query", ["", "?marking=FIRST", "?marking=first&change=1"])
def test_the_second_assessor_reaches_the_first_answers_by_no_address(
    scene: Scene, query: str, shows_scores: bool
) -> None:
    models.Inspection.objects.filter(pk=scene.inspection.pk).update(
        scores_shown_to_assessors=shows_scores
    )
    chosen(scene)
    case = scene.cases[0]
    scene.both(
        case,
        first={"SQS-A01": KNOWN},
        states=(SUBMITTED, AssessmentState.STARTED),
    )
    models.CaseNote.objects.create(
        id=NOTE,
        assessment=case.assessments.get(marking=Marking.FIRST),
        text=CANARY,
        by=scene.first,
        at=site.NOW,
    )
    addresses = every_address(scene, case.ref)
    assert len(addresses) > 10
    client = site.client_for(scene.second)
    own = 0
    for address in addresses:
        body = client.get(address + query).content.decode(errors="replace")
        own += "canary-of-the-second" in body
        assert CANARY not in body, address
        assert "known_but_not_recorded" not in body, address
    # Their own notes are on the pages that would show the others.
    assert own or query
    assert (
        client.get(reverse("second_marking_compare", args=[scene.code, case.ref])).status_code
        == 404
    )
    assert client.get(reverse("scores", args=[scene.code])).status_code in (404, 422)


def test_the_first_assessor_does_not_see_the_second_either(scene: Scene) -> None:
    case = scene.cases[0]
    scene.both(case, states=(AssessmentState.RETURNED, SUBMITTED))
    client = site.client_for(scene.first)
    for address in every_address(scene, case.ref):
        assert "canary-of-the-second" not in client.get(address).content.decode(errors="replace")
    assert second_marking.room(scene.code, by=site.actor(scene.first), now=site.NOW).marked == ()


def test_the_lead_is_told_to_wait_and_a_stranger_finds_nothing(scene: Scene) -> None:
    case = scene.cases[0]
    scene.both(case, states=(SUBMITTED, AssessmentState.STARTED))
    with pytest.raises(InputError, match="have to submit"):
        comparisons.compare(scene.code, case.ref, by=scene.by, now=site.NOW)
    with pytest.raises(NotAllowedError):
        comparisons.compare(scene.code, case.ref, by=site.actor(scene.second), now=site.NOW)
    third = site.somebody(Role.ASSESSOR, inspection=scene.inspection)
    models.CaseAssessment.objects.update(state=SUBMITTED)
    with pytest.raises(NotAllowedError):
        comparisons.compare(scene.code, case.ref, by=third, now=site.NOW)


# Comparing and agreeing


def test_both_assessors_read_side_by_side_what_differs_first(scene: Scene) -> None:
    chosen(scene)
    case = next(c for c in scene.cases if c.ref == chosen(scene)[0])
    scene.both(case, second={"SQS-C02": INSUFFICIENT})
    for person in (scene.first, scene.second, scene.lead):
        by = site.actor(person)
        found = comparisons.compare(scene.code, case.ref, by=by, now=site.NOW)
        assert found.rows[0].item_id == "SQS-C02"
        assert (found.rows[0].first.words, found.rows[0].second.words) == (
            "sufficient",
            "insufficient",
        )
        assert found.rows[0].first.note == f"{CANARY} SQS-C02"
        assert found.n_to_settle == 1
        assert found.may_settle is (person is scene.lead)
        room = second_marking.room(scene.code, by=by, now=site.NOW)
        assert case.ref in [row.ref for row in room.marked]
        page = site.client_for(person).get(
            reverse("second_marking_compare", args=[scene.code, case.ref])
        )
        assert CANARY in page.content.decode()
    room = second_marking.room(scene.code, by=scene.by, now=site.NOW)
    counted = {row.criterion: row for _, row in room.agreement}["SQS-3"]
    n = sum(item.criterion == "SQS-3" for item in SQS.items) - 1  # one is asked in custody only
    assert (counted.same.count, counted.same.out_of) == (n - 1, n)
    assert (counted.applicability.count, counted.applicability.out_of) == (n, n)
    read = models.Consultation.objects.filter(what="COMPARISON", ref=case.ref)
    assert read.count() == 6


def settle(scene: Scene, ref: str, *given: Settlement) -> int:
    return comparisons.settle(scene.code, ref, given, by=scene.by, now=site.NOW)


def given(
    item: str, value: str, reason: str = "Both re-read it.", before: str | None = None
) -> Settlement:
    return Settlement(item_id=item, value=value, reason=reason, before=before)


def test_agreed_answers_stand_beside_the_two_and_the_last_one_agrees_the_case(
    scene: Scene,
) -> None:
    case = scene.cases[0]
    scene.both(case, second={"SQS-C02": INSUFFICIENT, "SQS-A01": KNOWN})
    assert settle(scene, case.ref, given("SQS-C02", SUFFICIENT)) == 1
    found = comparisons.compare(scene.code, case.ref, by=scene.by, now=site.NOW)
    settled = next(row for row in found.rows if row.agreed)
    assert settled.agreed is not None
    assert (settled.first.words, settled.second.words, settled.agreed.words) == (
        "sufficient",
        "insufficient",
        "sufficient",
    )
    assert settle(scene, case.ref, given("SQS-A01", KNOWN)) == 0
    states = models.CaseAssessment.objects.filter(case=case).values_list("state", flat=True)
    assert set(states) == {"AGREED"}
    assert kinds(scene.inspection) == ["ANSWER_AGREED", "CASE_ASSESSMENT_AGREED"]
    with pytest.raises(InputError, match="only once"):
        settle(scene, case.ref)
    found = comparisons.compare(scene.code, case.ref, by=scene.by, now=site.NOW)
    assert found.is_agreed
    assert not found.may_settle


def test_two_readings_alike_are_agreed_without_an_answer(scene: Scene) -> None:
    case = scene.cases[0]
    scene.both(case)
    assert settle(scene, case.ref) == 0
    assert set(models.CaseAssessment.objects.values_list("state", flat=True)) == {"AGREED"}


def test_a_gate_that_is_agreed_shut_takes_back_what_stood_behind_it(scene: Scene) -> None:
    # SQS-D08 is asked where SQS-D07 is insufficient: here by the first assessor alone.
    case = scene.cases[0]
    scene.both(case, first={"SQS-D07": INSUFFICIENT})
    found = comparisons.compare(scene.code, case.ref, by=scene.by, now=site.NOW)
    assert [row.item_id for row in found.rows if row.is_to_settle] == ["SQS-D07", "SQS-D08"]
    assert found.rows[1].second.words == "not asked"
    shut = (given("SQS-D07", SUFFICIENT), given("SQS-D08", SUFFICIENT))
    assert settle(scene, case.ref, *shut) == 1
    assert settle(scene, case.ref, given("SQS-D08", "", before=SUFFICIENT)) == 0


def test_a_gate_that_is_agreed_open_asks_what_the_first_did_not_answer(scene: Scene) -> None:
    case = scene.cases[0]
    scene.both(case, second={"SQS-D07": INSUFFICIENT})
    assert settle(scene, case.ref, given("SQS-D07", INSUFFICIENT), given("SQS-D08", "")) == 1
    assert settle(scene, case.ref, given("SQS-D08", SUFFICIENT, before="")) == 0


@pytest.mark.parametrize(
    ("settlement", "says"),
    [
        (given("SQS-A02", SUFFICIENT), "nothing to agree"),
        (given("SQS-X99", SUFFICIENT), "nothing to agree"),
        (given("SQS-C02", "nonsense"), "one of the answers shown"),
        (given("SQS-C02", SUFFICIENT, "  "), "Give the reason"),
        (given("SQS-C02", SUFFICIENT, before=INSUFFICIENT), "agreed meanwhile"),
    ],
)
def test_an_answer_that_cannot_be_agreed_says_why_and_keeps_nothing(
    scene: Scene, settlement: Settlement, says: str
) -> None:
    case = scene.cases[0]
    scene.both(case, second={"SQS-C02": INSUFFICIENT, "SQS-A01": INSUFFICIENT})
    with pytest.raises(InputError, match=says):
        settle(scene, case.ref, given("SQS-A01", SUFFICIENT), settlement)
    with pytest.raises(InputError, match="at least one question"):
        settle(scene, case.ref)
    assert not models.AgreedAnswer.objects.exists()
    with pytest.raises(NotAllowedError):
        comparisons.settle(scene.code, case.ref, (), by=site.actor(scene.first), now=site.NOW)


def test_levels_may_be_agreed_at_any_pair() -> None:
    inspection = site.inspection(Stage.FIELDWORK)
    cci = load("cci-2009")
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    case = site.sample(inspection, 1)[0]
    texts = {"CCI-R11": '{"answer":"INSUFFICIENT","assessor_value":"high","service_value":"low"}'}
    for marking, but in ((Marking.FIRST, None), (Marking.SECOND, texts)):
        row = site.assessment(
            case,
            site.person(Role.ASSESSOR, inspection=inspection),
            marking=marking,
            state=SUBMITTED,
        )
        site.answered(row, cci, but=but)
    by = site.actor(lead)
    found = comparisons.compare(inspection.code, case.ref, by=by, now=site.NOW)
    words = [said for _, said in found.rows[0].options]
    assert words[:2] == [
        "sufficient (service low, assessor low)",
        "insufficient (service low, assessor high)",
    ]
    assert len(words) == 16 + 1
    assert "not asked" not in words
    client = site.client_for(lead)
    page = reverse("second_marking_compare", args=[inspection.code, case.ref])
    assert "Choose an answer" in client.get(page).content.decode()


def test_the_lead_agrees_on_the_page_and_nothing_typed_is_lost(scene: Scene) -> None:
    case = scene.cases[0]
    scene.both(case, second={"SQS-C02": INSUFFICIENT, "SQS-A01": KNOWN})
    client = site.client_for(scene.lead)
    page = reverse("second_marking_compare", args=[scene.code, case.ref])
    half = client.post(page, {"answer-SQS-C02": SUFFICIENT, "reason-SQS-A01": "Seen in the file."})
    assert half.status_code == 422
    body = half.content.decode()
    assert "Enter the reason" in body
    assert "Choose the agreed answer" in body
    assert "Seen in the file." in body
    assert "<title>\n  Error: " in body or "Error: " in body.split("</title>")[0]
    one = {"answer-SQS-C02": SUFFICIENT, "reason-SQS-C02": "Both re-read it."}
    assert client.post(page, one).status_code == 302
    stale = client.post(page, one)
    assert stale.status_code == 422
    assert "agreed meanwhile" in stale.content.decode()
    changed = {**one, "answer-SQS-C02": INSUFFICIENT, "before-SQS-C02": SUFFICIENT}
    assert "before-SQS-C02" in client.get(page + "?change=1").content.decode()
    assert client.post(page, changed).status_code == 302
    assert models.AgreedAnswer.objects.get().value == INSUFFICIENT
    last = client.post(
        page, {"answer-SQS-A01": KNOWN, "reason-SQS-A01": "In the file."}, follow=True
    )
    assert f"The case {case.ref} is agreed" in last.content.decode()
    assert client.post(page, one).status_code == 404
    assert site.client_for(scene.first).post(page, one).status_code == 404


def test_not_asked_can_be_agreed_on_the_page(scene: Scene) -> None:
    case = scene.cases[0]
    scene.both(case, first={"SQS-D07": INSUFFICIENT})
    client = site.client_for(scene.lead)
    page = reverse("second_marking_compare", args=[scene.code, case.ref])
    sent = {
        "answer-SQS-D07": INSUFFICIENT,
        "reason-SQS-D07": "Agreed.",
        "answer-SQS-D08": "NOT_ASKED",
        "reason-SQS-D08": "Agreed.",
    }
    # Asked in one reading, not asked in the other: open until its gate is agreed.
    assert 'value="NOT_ASKED"' in client.get(page).content.decode()
    said = client.post(page, sent, follow=True).content.decode()
    assert "Saved. One is still to be agreed." in said
    found = comparisons.compare(scene.code, case.ref, by=scene.by, now=site.NOW)
    assert "" not in dict(next(r for r in found.rows if r.item_id == "SQS-D08").options)
    assert 'name="before-SQS-D08" value="NOT_ASKED"' in said
    sent = {"answer-SQS-D08": SUFFICIENT, "reason-SQS-D08": "Asked.", "before-SQS-D08": "NOT_ASKED"}
    assert client.post(page, sent).status_code == 302
    assert set(models.CaseAssessment.objects.values_list("state", flat=True)) == {"AGREED"}


# Moderation


def moderated(scene: Scene, ref: str, marking: Marking = Marking.FIRST) -> moderation.Moderated:
    """One case assessment as the lead moderates it."""
    (row,) = moderation.one(scene.code, ref, marking, by=scene.by, now=site.NOW).rows
    return row


def test_a_case_chosen_to_be_judged_twice_is_not_accepted_before_its_second_reading(
    scene: Scene,
) -> None:
    ref = chosen(scene)[0]
    site.assessment(
        next(case for case in scene.cases if case.ref == ref), scene.first, state=SUBMITTED
    )
    row = moderated(scene, ref)
    assert (row.may_accept, row.is_judged_twice, row.is_comparable) == (False, True, False)
    with pytest.raises(InputError, match="Compare both readings"):
        moderation.accept(scene.code, ref, by=scene.by, now=site.NOW)
    page = site.client_for(scene.lead).get(reverse("moderation", args=[scene.code]))
    assert "waiting for the other reading" in page.content.decode()


def logged(what: str, by: models.Person) -> list[str]:
    """The cases whose showing is logged for somebody."""
    found = models.Consultation.objects.filter(what=what, by=by.pk).order_by("ref")
    return list(found.values_list("ref", flat=True))


def test_who_sees_where_cases_stand_is_logged(scene: Scene) -> None:
    scene.both(scene.cases[0])
    scene.both(scene.cases[1])
    moderated(scene, "S02")
    assert logged("MODERATION", scene.lead) == ["S02"]
    moderation.desk(scene.code, by=scene.by, now=site.NOW)
    assert logged("MODERATION", scene.lead) == ["S01", "S02", "S02"]
    models.SecondMarkingDraw.objects.create(
        inspection=scene.inspection,
        seed="apple",
        share_percent=100,
        least=0,
        n_chosen=6,
        frame=[case.ref for case in scene.cases],
        by=scene.lead,
        at=site.NOW,
    )
    second_marking.room(scene.code, by=site.actor(scene.second), now=site.NOW)
    assert logged("SECOND_MARKING", scene.second) == ["S01", "S02"]
    second_marking.room(scene.code, only=("S05",), by=scene.by, now=site.NOW)
    assert logged("SECOND_MARKING", scene.lead) == ["S05"]
    assert second_marking.room(scene.code, only=(), by=scene.by, now=site.NOW).marked == ()
    second_marking.room(scene.code, by=scene.by, now=site.NOW)
    assert len(logged("SECOND_MARKING", scene.lead)) == 1 + 6


def send_back(
    scene: Scene, ref: str, until: date = site.TODAY, reason: str = "Read R02 again."
) -> None:
    moderation.send_back(
        scene.code,
        ref,
        Marking.FIRST,
        reason=reason,
        until=until,
        today=site.TODAY,
        by=scene.by,
        now=site.NOW,
    )


def test_a_return_reopens_for_that_assessor_until_a_day_and_its_history_is_kept(
    scene: Scene,
) -> None:
    case = scene.cases[0]
    row = site.assessment(case, scene.first, state=SUBMITTED)
    send_back(scene, case.ref)
    send_back(scene, case.ref, site.TODAY + timedelta(days=2), "And R03.")
    row.refresh_from_db()
    assert (row.state, row.returned_until) == ("RETURNED", site.TODAY + timedelta(days=2))
    found = moderated(scene, case.ref)
    assert [one.reason for one in found.returns] == ["Read R02 again.", "And R03."]
    assert found.returned_until == site.TODAY + timedelta(days=2)
    assert kinds(scene.inspection) == ["CASE_ASSESSMENT_RETURNED"] * 2
    assert [
        (row.may_return, row.may_accept)
        for row in moderation.desk(scene.code, by=scene.by, now=site.NOW).rows
    ] == [(True, False)]


def test_what_cannot_be_sent_back_says_why(scene: Scene) -> None:
    case = scene.cases[0]
    with pytest.raises(InputError, match="nobody assesses it yet"):
        send_back(scene, case.ref)
    with pytest.raises(InputError, match="nobody assesses it yet"):
        moderated(scene, case.ref)
    site.assessment(case, scene.first)
    with pytest.raises(InputError, match="cannot become “returned”"):
        send_back(scene, case.ref)
    with pytest.raises(InputError, match="today or a later day"):
        send_back(scene, case.ref, site.TODAY - timedelta(days=1))
    with pytest.raises(InputError, match="Give the reason"):
        send_back(scene, case.ref, reason=" ")
    twice = scene.cases[1]
    scene.both(twice, second={"SQS-C02": INSUFFICIENT, "SQS-A01": INSUFFICIENT})
    assert moderated(scene, twice.ref, Marking.SECOND).is_comparable
    settle(scene, twice.ref, given("SQS-C02", SUFFICIENT))
    with pytest.raises(InputError, match="change the agreed answer"):
        send_back(scene, twice.ref)


def test_a_case_judged_once_is_accepted_and_one_judged_twice_is_not(scene: Scene) -> None:
    once, twice = scene.cases[:2]
    site.assessment(once, scene.first, state=SUBMITTED)
    scene.both(twice)
    client = site.client_for(scene.lead)
    desk = client.get(reverse("moderation", args=[scene.code])).content.decode()
    assert reverse("moderation_accept", args=[scene.code, once.ref]) in desk
    assert reverse("moderation_accept", args=[scene.code, twice.ref]) not in desk
    assert client.post(reverse("moderation_accept", args=[scene.code, once.ref])).status_code == 302
    assert kinds(scene.inspection) == ["CASE_ASSESSMENT_AGREED"]
    with pytest.raises(InputError, match="Compare both readings"):
        moderation.accept(scene.code, twice.ref, by=scene.by, now=site.NOW)
    with pytest.raises(InputError, match="nothing follows"):
        moderation.accept(scene.code, once.ref, by=scene.by, now=site.NOW)
    with pytest.raises(CorecaseError):
        moderation.accept(scene.code, "S03", by=scene.by, now=site.NOW)


def test_the_lead_sends_back_on_a_page_and_an_assessor_finds_none(scene: Scene) -> None:
    case = scene.cases[0]
    site.assessment(case, scene.first, state=SUBMITTED)
    page = reverse("moderation_return", args=[scene.code, case.ref, "first"])
    client = site.client_for(scene.lead)
    assert client.get(page).status_code == 200
    kept = client.post(page, {"reason": "Read R02 again.", "until": "soon"})
    assert kept.status_code == 422
    assert "Read R02 again." in kept.content.decode()
    far = "31/12/2099"
    assert client.post(page, {"reason": "Read R02 again.", "until": far}).status_code == 302
    assert "Read R02 again." in client.get(page).content.decode()
    assert client.get(page.replace("/first/", "/third/")).status_code == 404
    assert site.client_for(scene.first).get(page).status_code == 404
    assert (
        site.client_for(scene.first).get(reverse("moderation", args=[scene.code])).status_code
        == 404
    )


def test_the_pages_ask_few_questions_of_the_database(
    scene: Scene, django_assert_max_num_queries: object
) -> None:
    for case in scene.cases:
        scene.both(case, second={"SQS-C02": INSUFFICIENT})
    chosen_refs = models.SecondMarkingDraw.objects.create(
        inspection=scene.inspection,
        seed="apple",
        share_percent=100,
        least=0,
        n_chosen=6,
        frame=[case.ref for case in scene.cases],
        by=scene.lead,
        at=site.NOW,
    )
    assert chosen_refs.n_chosen == 6
    client = site.client_for(scene.lead)
    pages = {
        reverse("second_marking", args=[scene.code]): 30,
        reverse("second_marking_compare", args=[scene.code, "S01"]): 25,
        reverse("moderation", args=[scene.code]): 25,
    }
    for page, most in pages.items():
        with django_assert_max_num_queries(most):  # type: ignore[operator]  # a fixture
            assert client.get(page).status_code == 200


def test_a_lead_does_not_accept_a_case_assessment_of_their_own() -> None:
    inspection = site.inspection(Stage.FIELDWORK)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    case = site.sample(inspection, 1)[0]
    site.assessment(case, lead, state=AssessmentState.SUBMITTED)
    with pytest.raises(InputError, match="Nobody accepts their own work"):
        moderation.accept(inspection.code, case.ref, by=site.actor(lead), now=site.NOW)
