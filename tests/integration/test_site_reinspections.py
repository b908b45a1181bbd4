"""A re-inspection from its suggestion to its sample: decided by a person, planned in one step."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from corecase.actions import (
    former_samples,
    planning,
    reinspections,
    report_particulars,
    sample_lists,
    sample_plans,
    samples,
)
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.inspections import Reinspection
from corecase.core.particulars import ComparatorChoice, Particulars
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.reinspections import Decision
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import case_lists, funnel_scene, site

pytestmark = pytest.mark.django_db

YES = Decision(planned=True, reason="The Safeguarding score.", month=date(2027, 11, 1))
NO = Decision(planned=False, reason="The service was merged since.")


@pytest.fixture
def poor() -> models.Inspection:
    """An inspection whose headlines all lie in the lowest band, and which is drafted."""
    found = funnel_scene.judged(site.programme("cci-2009"), "Anyborough", 4, every=1)
    found.stage = Stage.DRAFTING
    found.save()
    return found


@pytest.fixture
def chief() -> Actor:
    return site.somebody(Role.CHIEF_INSPECTOR)


def manager() -> Actor:
    return site.somebody(Role.PROGRAMME_MANAGER)


def room(row: models.Inspection, by: Actor) -> reinspections.Room:
    return reinspections.room(row.code, by=by, now=site.NOW)


def decide(row: models.Inspection, decision: Decision, by: Actor) -> None:
    reinspections.decide(row.code, decision, by=by, now=site.NOW)


def said(client: object, address: str) -> str:
    content = unescape(client.get(address).content.decode())  # type: ignore[attr-defined]
    return " ".join(re.sub(r"<[^>]+>", " ", content).split())


def test_two_headlines_suggest_it_and_a_person_decides_with_a_history(
    poor: models.Inspection, chief: Actor
) -> None:
    found = room(poor, chief)
    # Likelihood of Reoffending never weighs in it, however low.
    assert [score.id for score in found.suggested] == ["safeguarding", "risk_of_harm"]
    assert (found.standing, found.printed, found.is_again, found.refusal) == (None, None, False, "")
    decide(poor, NO, chief)
    decide(poor, YES, chief)
    found = room(poor, chief)
    assert [one.decision for one in found.decisions] == [YES, NO]
    assert found.standing is not None
    assert found.standing.decision.words == "A re-inspection is planned for November 2027."
    assert found.decisions[1].decision.words == "No re-inspection is planned."
    event = models.Event.objects.filter(chain=poor.code).latest("sequence")
    assert event.kind == EventKind.REINSPECTION_DECIDED
    assert "Safeguarding" not in event.subject


def test_nothing_is_decided_before_the_scores_stand(chief: Actor) -> None:
    early = site.inspection(Stage.MODERATION)
    assert room(early, chief).refusal == reinspections.NOT_YET
    assert not room(early, chief).may_decide
    # Nor is anything compared yet: the page would only say so.
    assert not room(early, chief).may_compare
    with pytest.raises(InputError, match="once the report is drafted"):
        decide(early, NO, chief)


def test_only_the_chief_inspector_decides(poor: models.Inspection) -> None:
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=poor)
    assert not room(poor, lead).may_decide
    for who in (lead, manager()):
        with pytest.raises(NotAllowedError):
            decide(poor, NO, who)
        with pytest.raises(NotAllowedError):
            reinspections.check_may_decide(poor.code, by=who)
    with pytest.raises(NotAllowedError):
        room(poor, site.somebody(Role.ASSESSOR, inspection=poor))


def test_a_month_that_is_over_is_refused(poor: models.Inspection, chief: Actor) -> None:
    for month in (date(2026, 10, 1), date(2035, 1, 1)):
        with pytest.raises(InputError, match="this month or a later one"):
            decide(poor, Decision(planned=True, reason="Why.", month=month), chief)


def test_it_is_planned_in_one_step_and_once(poor: models.Inspection, chief: Actor) -> None:
    by = manager()
    days = planning.Fieldwork(starts_on=date(2027, 11, 1))
    with pytest.raises(InputError, match="Nobody has decided"):
        reinspections.plan(poor.code, days, by=by, now=site.NOW)
    decide(poor, NO, chief)
    with pytest.raises(InputError, match="Nobody has decided"):
        reinspections.plan(poor.code, days, by=by, now=site.NOW)
    decide(poor, YES, chief)
    code = reinspections.plan(poor.code, days, by=by, now=site.NOW)
    again = models.Inspection.objects.get(code=code)
    assert (again.previous, again.service, again.programme) == (poor, poor.service, poor.programme)
    assert again.synthetic == poor.synthetic
    event = models.Event.objects.filter(chain=code).get()
    assert event.kind == EventKind.INSPECTION_PLANNED
    assert f'"previous":"{poor.code}"' in event.subject.replace(" ", "")
    found = room(poor, chief)
    assert found.planned is not None
    assert found.planned.code == code
    with pytest.raises(InputError, match="planned already"):
        reinspections.plan(poor.code, days, by=by, now=site.NOW)
    with pytest.raises(NotAllowedError):
        reinspections.plan(poor.code, days, by=chief, now=site.NOW)
    assert room(again, by).before == poor.code
    assert room(poor, chief).may_compare


def test_the_pages_say_what_was_typed_and_what_stands(
    poor: models.Inspection,
) -> None:
    client = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    address = reverse("reinspection_decide", args=[poor.code])
    wrong = client.post(address, {"again": "AGAIN", "month": "soon", "reason": "Kept <words>."})
    assert wrong.status_code == 422
    assert "Enter a month in words" in wrong.content.decode()
    assert "Kept &lt;words&gt;." in wrong.content.decode()
    missing = client.post(address, {"again": "AGAIN", "month": "", "reason": "Kept."})
    assert "Enter the month in which it is planned." in missing.content.decode()
    sent = {"again": "AGAIN", "month": "November 2027", "reason": "Low scores."}
    # The browser's clock is today's, so that the month may be over by now.
    sent["month"] = f"{date.today():%B} {date.today().year + 1}"
    assert client.post(address, sent).status_code == 302
    words = said(client, reverse("reinspection", args=[poor.code]))
    assert f"A re-inspection is planned for {sent['month']}." in words
    assert "in the lowest band" in words
    assert "a decision is never printed by itself" in words
    assert "The report says otherwise" not in words
    report_particulars.write(
        poor.code,
        Particulars(reinspection=Reinspection(planned=False, reason="None.")),
        ComparatorChoice(),
        seen="0",
        by=site.somebody(Role.EDITOR, inspection=poor),
        now=site.NOW,
    )
    words = said(client, reverse("reinspection", args=[poor.code]))
    assert "The report says otherwise" in words
    assert "The programme manager plans it." in words
    planner = site.client_for(site.person(Role.PROGRAMME_MANAGER))
    plan = reverse("reinspection_plan", args=[poor.code])
    assert planner.get(plan).status_code == 200
    wrong = planner.post(plan, {"starts_on": "", "ends_on": "2027-01-01"})
    assert wrong.status_code == 422
    assert planner.post(plan, {"starts_on": "", "ends_on": ""}).status_code == 302
    assert "planned, fieldwork from a day not set" in said(
        planner, reverse("reinspection", args=[poor.code])
    )


@pytest.fixture
def again() -> tuple[models.Inspection, models.Person]:
    """A re-inspection with a case list of twelve, of which five were assessed before."""
    before = case_lists.announced()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=before)
    case_lists.accepted(before, lead)
    _draw(before, lead, samples.Choice(n=5))
    after = site.inspection(
        Stage.ANNOUNCED, service=before.service, programme=before.programme, previous=before
    )
    for name in ("eligible_from", "eligible_until", "custody_from", "fieldwork_starts_on"):
        setattr(after, name, getattr(before, name))
    after.save()
    other = site.person(Role.LEAD_INSPECTOR, inspection=after)
    case_lists.accepted(after, other)
    return after, other


def _draw(row: models.Inspection, lead: models.Person, choice: samples.Choice) -> None:
    samples.draw(
        row.code,
        choice,
        nonce_inspectorate="heron",
        nonce_service="plover",
        by=site.actor(lead),
        now=site.NOW,
    )


def refs(row: models.Inspection) -> set[str]:
    found = models.SampledCase.objects.filter(inspection=row, standing="SAMPLE")
    return set(found.values_list("ref", flat=True))


def test_its_sample_leaves_the_cases_of_the_one_before_alone(
    again: tuple[models.Inspection, models.Person],
) -> None:
    after, lead = again
    by = site.actor(lead)
    plan = sample_plans.plan(after.code, by=by, now=site.NOW)
    assert plan.avoidable is not None
    assert (plan.avoidable.n_examined, plan.avoidable.n_on_list) == (5, 5)
    assert "5 of them are on this case list" in plan.avoidable.words
    choice = samples.Choice(n=7, avoids=True)
    assert sample_plans.plan(after.code, choice=choice, by=by, now=site.NOW).n_again == 0
    _draw(after, lead, choice)
    assert not refs(after) & refs(after.previous)  # type: ignore[arg-type]  # it has one
    assert samples.replay(after.code, by=by).differences == ()
    shown = sample_lists.sample(after.code, by=by, now=site.NOW)
    assert not any("second time" in one for one in shown.notices)


def test_how_many_could_not_be_left_alone_is_said_before_and_after(
    again: tuple[models.Inspection, models.Person],
) -> None:
    after, lead = again
    by, choice = site.actor(lead), samples.Choice(n=8, avoids=True)
    assert sample_plans.plan(after.code, choice=choice, by=by, now=site.NOW).n_again == 1
    _draw(after, lead, choice)
    assert len(refs(after) & refs(after.previous)) == 1  # type: ignore[arg-type]  # it has one
    shown = sample_lists.sample(after.code, by=by, now=site.NOW)
    assert any("1 case of the 8 drawn is examined a second time" in one for one in shown.notices)


def test_a_person_may_draw_without_and_never_balanced_with(
    again: tuple[models.Inspection, models.Person],
) -> None:
    after, lead = again
    by = site.actor(lead)
    both = samples.Choice(n=6, balance=("sentence",), avoids=True)
    with pytest.raises(InputError, match="cannot be balanced too"):
        sample_plans.plan(after.code, choice=both, by=by, now=site.NOW)
    with pytest.raises(InputError, match="cannot be balanced too"):
        _draw(after, lead, both)
    plain = samples.Choice(n=8)
    assert sample_plans.plan(after.code, choice=plain, by=by, now=site.NOW).n_again == 0
    client = site.client_for(lead)
    page = reverse("sample_plan", args=[after.code])
    assert "Leave the cases of the inspection before alone" in client.get(page).content.decode()
    chosen = {"size": "OWN", "own": "8", "avoids": "on"}
    words = said(client, f"{page}?size=OWN&own=8&avoids=on")
    assert "1 case of this sample is assessed a second time" in words
    sent = client.post(page, {**chosen, "nonce_inspectorate": "heron", "nonce_service": "plover"})
    assert sent.status_code == 302
    assert models.SampleDraw.objects.get(inspection=after).record["method"] == "AVOIDING_PRN"


def test_references_that_changed_are_told_and_cannot_be_avoided(
    again: tuple[models.Inspection, models.Person],
) -> None:
    after, lead = again
    made = models.SampleDraw.objects.get(inspection=after.previous)
    former = former_samples.of(after)
    assert former is not None
    # As if the service had numbered its cases anew.
    found = former_samples.avoidable(after, former, frozenset({"N-1", "N-2"}))
    assert found.n_on_list == 0
    assert "No reference of theirs is on this case list" in found.words
    one = former_samples.Avoidable(code="x", n_examined=1, n_on_list=1)
    assert one.words.startswith("1 case was assessed in the inspection before. 1 of them is on")
    # A reserve that stood in was assessed; the case that it stood in for was not.
    sampled = list(models.SampledCase.objects.filter(draw=made).order_by("position"))
    sampled[0].standing, sampled[5].standing = "REPLACED", "SAMPLE"
    sampled[0].save()
    sampled[5].save()
    former = former_samples.of(after)
    assert former is not None
    assert sampled[5].ref in former.examined
    assert sampled[0].ref not in former.examined
    made.withdrawn_at, made.withdrawn_by, made.withdrawn_reason = site.NOW, lead, "A slip."
    made.save()
    assert former_samples.of(after) is None
