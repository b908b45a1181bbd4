"""Agreement and the plan of a moderation, as the lead sees them before choosing."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from corecase.actions import agreements, moderation_plans, second_marking
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import InputError
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

SQS = load("sqs-2013")
INSUFFICIENT = '{"answer":"INSUFFICIENT"}'


@pytest.fixture
def inspection() -> models.Inspection:
    return site.inspection(Stage.FIELDWORK, programme=site.programme("sqs-2013"))


@pytest.fixture
def lead(inspection: models.Inspection) -> models.Person:
    return site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Lead")


def read_twice(inspection: models.Inspection, by: Actor, n_cases: int, n_met: int) -> None:
    """A sample of which `n_met` cases have two readings that differ in one item each."""
    first = site.person(Role.ASSESSOR, inspection=inspection, name="Assessor One")
    second = site.person(Role.LOCAL_ASSESSOR, inspection=inspection, name="Assessor Two")
    cases = {case.ref: case for case in site.sample(inspection, n_cases)}
    refs = second_marking.choose(
        inspection.code, share_percent=100, least=0, seed="apple", by=by, now=site.NOW
    )
    for place, ref in enumerate(refs[:n_met]):
        case, item = cases[ref], SQS.items[place].id
        for marking, person, but in (
            (Marking.FIRST, first, {}),
            (Marking.SECOND, second, {item: INSUFFICIENT}),
        ):
            work = site.assessment(case, person, marking=marking, state=AssessmentState.SUBMITTED)
            site.answered(work, SQS, but=but)


def test_agreement_waits_for_both_readings(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    site.sample(inspection, 6)
    found = agreements.page(inspection.code, by=by, now=site.NOW)
    assert (found.n_cases, found.n_due, found.n_chosen, found.n_met) == (6, 4, 0, 0)
    assert found.rows == ()
    page = site.client_for(lead).get(reverse("agreement", args=[inspection.code])).text
    assert "No case is chosen to be judged twice yet; the usual share of 6 cases is 4." in page
    assert "No case has two readings that can be compared yet." in page


def test_few_cases_show_counts_and_how_many_more_it_takes(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    read_twice(inspection, by, 6, 3)
    found = agreements.page(inspection.code, by=by, now=site.NOW)
    assert (found.n_chosen, found.n_met) == (6, 3)
    assert found.words[0] == "3 cases were judged twice."
    assert found.words[-1] == (
        "Agreement beyond luck (AC1) is shown from 5 cases judged twice: 2 more cases are needed."
    )
    assert found.rows[-1].label == "All criteria"
    assert found.rows[-1].ac1 == "too few cases"
    assert sum(row.n_pairs for row in found.rows[:-1]) == found.rows[-1].n_pairs
    page = site.client_for(lead).get(reverse("agreement", args=[inspection.code])).text
    assert "Both readings are submitted of 3 of the 6 cases chosen to be judged twice." in page
    assert "2 more cases are needed" in page
    assert "Beyond luck" not in page


def test_enough_cases_show_what_is_beyond_luck(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    read_twice(inspection, by, 8, 6)
    found = agreements.page(inspection.code, by=by, now=site.NOW)
    assert any(said.startswith("Agreement beyond luck (AC1) is 0.9") for said in found.words)
    row = found.rows[-1]
    n_items = row.n_pairs // 6
    assert row.sufficient.startswith(f"{6 * n_items - 6} of {6 * n_items}")
    assert row.applies.startswith(f"{6 * n_items} of {6 * n_items}")
    assert models.Consultation.objects.get(what="AGREEMENT").by == lead.pk
    page = site.client_for(lead).get(reverse("agreement", args=[inspection.code])).text
    assert "Beyond luck (AC1)" in page


def test_a_criterion_that_applies_to_nobody_has_no_pairs(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    read_twice(inspection, by, 1, 1)
    unasked = {item.id for item in SQS.items_of(SQS.criteria[0].id)}
    models.FieldState.objects.filter(item_id__in=unasked).update(
        value='{"answer":"NOT_APPLICABLE"}'
    )
    models.FieldState.objects.filter(item_id__in={i.id for i in SQS.items_of("SQS-2")}).delete()
    one, two, *_ = agreements.page(inspection.code, by=by, now=site.NOW).rows
    assert (one.sufficient, one.ac1) == ("no pairs", "no pairs")
    assert one.applies == f"{one.n_pairs} of {one.n_pairs}"  # one case: no percentage
    assert (two.n_pairs, two.applies) == (0, "no pairs")


def test_a_plan_shows_its_curve_and_others(
    inspection: models.Inspection, lead: models.Person
) -> None:
    site.sample(inspection, 38)
    found = moderation_plans.curve(inspection.code, None, None, by=site.actor(lead))
    assert found.plan is not None
    assert (found.plan.n_checked, found.plan.n_allowed) == (8, 1)
    assert found.points[2] == (2, "96%")
    assert [one.n_checked for one in found.alternatives] == [4, 6, 8, 10, 12, 16, 20]
    assert found.alternatives[2].noticed_from[1] == "15"
    assert found.alt.startswith("For each number of cases that need changing")
    page = site.client_for(lead).get(reverse("moderation_plan", args=[inspection.code])).text
    assert "What checking 8 of 38 cases would notice</h2>" in page
    assert "Check 8 of 38 cases; look at all again if more than 1 need changing." in page
    chosen = {"n_checked": "10", "n_allowed": "0"}
    page = site.client_for(lead).get(reverse("moderation_plan", args=[inspection.code]), chosen)
    assert "look at all again if any needs changing" in page.text
    assert "n_checked=10&amp;n_allowed=0" in page.text


def test_a_small_sample_has_a_small_plan(
    inspection: models.Inspection, lead: models.Person
) -> None:
    site.sample(inspection, 2)
    found = moderation_plans.curve(inspection.code, None, None, by=site.actor(lead))
    assert found.plan is not None
    assert (found.plan.n_checked, found.plan.n_allowed) == (2, 1)
    (row,) = found.alternatives
    assert (row.n_checked, row.noticed_from) == (2, ("1", "2", "-"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"n_checked": "39", "n_allowed": "0"}, "Check from 1 to 38 of the cases assessed."),
        ({"n_checked": "8", "n_allowed": "8"}, "Allow fewer cases that need changing"),
        ({"n_checked": "", "n_allowed": "1"}, "Enter the cases to check."),
    ],
)
def test_a_plan_that_cannot_be_says_why_and_keeps_what_was_typed(
    inspection: models.Inspection, lead: models.Person, query: dict[str, str], said: str
) -> None:
    site.sample(inspection, 38)
    page = site.client_for(lead).get(reverse("moderation_plan", args=[inspection.code]), query)
    assert page.status_code == 422
    assert said in page.text
    assert f'value="{query["n_allowed"]}"' in page.text
    # No answer for other numbers than those typed.
    assert "would notice</h2>" not in page.text
    assert "corecase-chart" not in page.text
    assert "Other plans" in page.text


def test_the_curve_is_a_picture_with_title_and_description(
    inspection: models.Inspection, lead: models.Person
) -> None:
    site.sample(inspection, 38)
    client = site.client_for(lead)
    picture = client.get(
        reverse("moderation_curve", args=[inspection.code]), {"n_checked": "8", "n_allowed": "1"}
    )
    assert picture["Content-Type"] == "image/svg+xml"
    drawing = ElementTree.fromstring(picture.content)
    assert b"style=" not in picture.content
    assert drawing[0].text == "How often the check passes"
    assert "a check of 8 of 38 cases" in (drawing[1].text or "")
    usual = client.get(reverse("moderation_curve", args=[inspection.code]))
    assert usual.content == picture.content


def test_without_a_sample_there_is_nothing_to_check(
    inspection: models.Inspection, lead: models.Person
) -> None:
    by = site.actor(lead)
    found = moderation_plans.curve(inspection.code, None, None, by=by)
    assert (found.plan, found.points, found.alt, found.alternatives) == (None, (), "", ())
    with pytest.raises(InputError, match="draw the sample first"):
        moderation_plans.chart(inspection.code, None, None, by=by)
    page = site.client_for(lead).get(reverse("moderation_plan", args=[inspection.code])).text
    assert "There is nothing to check yet" in page


def test_only_who_moderates_reads_them(inspection: models.Inspection) -> None:
    assessor = site.somebody(Role.ASSESSOR, inspection=inspection)
    with pytest.raises(NotAllowedError):
        agreements.page(inspection.code, by=assessor, now=site.NOW)
    with pytest.raises(NotAllowedError):
        moderation_plans.curve(inspection.code, None, None, by=assessor)
    with pytest.raises(NotAllowedError):
        moderation_plans.chart(inspection.code, None, None, by=assessor)
