"""What the rooms of the report refuse beside the field, and what they leave to a person."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from corecase.actions import practice_examples
from corecase.core.assessment_states import AssessmentState
from corecase.core.people import Role
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site
from tests.factual_scene import SAID, Scene
from tests.integration.test_site_field_errors import Page

pytestmark = pytest.mark.django_db

CCI = load("cci-2009")
FIRST = CCI.sections[0]
OTHER = next(one for one in CCI.criteria if one.section != FIRST.id)


@pytest.fixture
def inspection() -> models.Inspection:
    return site.inspection(Stage.DRAFTING)


@pytest.fixture
def client(inspection: models.Inspection) -> Client:
    return site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))


@pytest.mark.parametrize("reference", ["", "1.1", "1.1d", " 1.2 ", "1.1ab"])
def test_an_example_may_name_a_criterion_of_its_section(
    inspection: models.Inspection, client: Client, reference: str
) -> None:
    sent = {"section": FIRST.id, "text": "It went well.", "reference": reference}
    page = reverse("report_practice_new", args=[inspection.code])
    assert client.post(page, sent).status_code == 302
    (example,) = practice_examples.of(inspection)
    assert example.reference == reference.strip()


@pytest.mark.parametrize("reference", ["9.9", "1.1.d", "1.1 d", "d", "1.", "1.10", OTHER.number])
def test_a_reference_that_is_no_criterion_of_the_section_is_refused_beside_it(
    inspection: models.Inspection, client: Client, reference: str
) -> None:
    sent = {"section": FIRST.id, "text": "It went well.", "reference": reference}
    refused = client.post(reverse("report_practice_new", args=[inspection.code]), sent)
    assert refused.status_code == 422
    page = Page(refused.content.decode())
    assert "Name a criterion of this section (1.1, " in page.said["id_reference-error"]
    assert page.values["reference"] == reference
    assert not models.PracticeExample.objects.exists()


def noted(inspection: models.Inspection, *items: str) -> models.CaseNote:
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    row = site.assessment(site.sample(inspection, 1)[0], assessor, state=AssessmentState.AGREED)
    note = models.CaseNote.objects.create(
        id=uuid4(),
        assessment=row,
        text="Somebody listened.",
        is_quotable=True,
        by=assessor,
        at=site.NOW,
    )
    for item in items:
        models.NoteItem.objects.create(note=note, item_id=item)
    return note


@pytest.mark.parametrize("items", [(), (CCI.items[0].id, CCI.items[-1].id)])
def test_whoever_takes_words_chooses_the_criterion(
    inspection: models.Inspection, client: Client, items: tuple[str, ...]
) -> None:
    note = noted(inspection, *items)
    page = reverse("report_quotation_take", args=[inspection.code, note.pk])
    assert '<option value="">Choose a criterion</option>' in client.get(page).text.replace(
        " selected", ""
    )
    refused = client.post(page, {"words": "Somebody listened.", "criterion": ""})
    assert refused.status_code == 422
    said = Page(refused.content.decode()).said["id_criterion-error"]
    assert "Choose the criterion that the words show." in said
    assert not models.Quotation.objects.exists()


def test_the_one_criterion_of_a_note_is_chosen_already(
    inspection: models.Inspection, client: Client
) -> None:
    note = noted(inspection, CCI.items[0].id)
    shown = client.get(reverse("report_quotation_take", args=[inspection.code, note.pk])).text
    assert "Choose a criterion" not in shown
    assert f'<option value="{CCI.items[0].criterion}"' in shown


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [("month", "soon", "in words and its year"), ("year", "10", "from 1900 to 2100")],
)
def test_the_month_and_the_year_are_refused_beside_them(
    inspection: models.Inspection, client: Client, name: str, typed: str, said: str
) -> None:
    sent = {"comparators_from": "COMPUTED", "seen": "0", name: typed}
    refused = client.post(reverse("report_particulars", args=[inspection.code]), sent)
    assert refused.status_code == 422
    page = Page(refused.content.decode())
    assert said in page.said[f"id_{name}-error"]
    assert page.values[name] == typed


@pytest.mark.parametrize("returned", ["100001", "100,001", "99999999999", "-1", "many"])
def test_more_questionnaires_than_could_come_back_are_refused(
    inspection: models.Inspection, client: Client, returned: str
) -> None:
    page = reverse("report_group_new", args=[inspection.code])
    refused = client.post(page, {"group": "Victims", "returned": returned})
    assert refused.status_code == 422
    said = Page(refused.content.decode()).said["id_returned-error"]
    assert "Enter a whole number from 0 to 100,000." in said
    assert client.post(page, {"group": "Victims", "returned": "100,000"}).status_code == 302


def test_a_comment_is_saved_and_what_may_identify_somebody_is_pointed_out() -> None:
    scene = Scene()
    scene.opened()
    liaison, page = scene.browser("liaison"), scene.address("1/paragraphs/2/")
    plain = liaison.post(page, {"words": SAID}, follow=True).text
    assert "You can make more until you send it back." in plain
    assert "Look at this in this comment" not in liaison.get(page).text
    words = "The worker met Zebedee, who was 14 years old."
    sent = liaison.post(page, {"words": words})
    assert sent.headers["Location"] == page
    shown = liaison.get(page).text
    assert "Somebody could be known by what is pointed out below it" in shown
    assert "“Zebedee” stands with an exact age" in shown
    assert models.FactualComment.objects.count() == 2


def test_the_rooms_of_the_report_put_heading_and_notice_in_one_order() -> None:
    scene = Scene()
    scene.opened()
    models.Inspection.objects.update(synthetic="SYNTHETIC: invented.")
    lead = scene.browser("lead")
    for path in (
        f"/inspections/{scene.code}/report/practice/",
        scene.address(),
        scene.address("1/"),
    ):
        shown = lead.get(path).text
        notice = shown.index('<p class="govuk-body corecase-synthetic">')
        assert notice < shown.index('aria-label="Inspection"') < shown.index("<h1"), path
