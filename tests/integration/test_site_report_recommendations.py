"""The recommendations of a report: proposed, chosen, ordered, edited, removed, and who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corecase.actions import recommendation_pages, report_recommendations
from corecase.core.assessment_states import AssessmentState
from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

CCI = load("cci-2009")
LIBRARY = [r.id for r in CCI.recommendations]
KEYED = [r.id for r in CCI.recommendations if r.items]
INSUFFICIENT = '{"answer":"INSUFFICIENT"}'
ROOM = "report_recommendations"


def drafting(stage: Stage = Stage.DRAFTING, *, weak: bool = True, n: int = 1) -> models.Inspection:
    inspection = site.inspection(stage)
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    said = {item.id: INSUFFICIENT for item in CCI.items if not item.levels} if weak else {}
    for case in site.sample(inspection, n):
        row = site.assessment(case, assessor, state=AssessmentState.SUBMITTED)
        site.answered(row, CCI, but=said)
    return inspection


@pytest.fixture
def inspection() -> models.Inspection:
    return drafting()


@pytest.fixture
def lead(inspection: models.Inspection) -> models.Person:
    return site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Lee Lead")


def take(inspection: models.Inspection, lead: models.Person, *refs: str) -> None:
    report_recommendations.add_from_library(
        inspection.code, refs, by=site.actor(lead), now=site.NOW
    )


def own(inspection: models.Inspection, lead: models.Person, text: str = "Invented.") -> int:
    return report_recommendations.write_own(
        inspection.code, text=text, owners=["Invented body"], by=site.actor(lead), now=site.NOW
    )


def refs(inspection: models.Inspection) -> list[str]:
    return [one.id for one in report_recommendations.of(inspection) or ()]


def test_nobody_has_chosen_until_somebody_does(
    inspection: models.Inspection, lead: models.Person
) -> None:
    assert report_recommendations.of(inspection) is None
    assert report_recommendations.writers(inspection) == set()
    (obstacle,) = report_recommendations.obstacles(inspection)
    assert obstacle.text == "Nobody has chosen the recommendations."
    page = recommendation_pages.page(inspection.code, by=site.actor(lead))
    assert (page.is_chosen, page.chosen) == (False, ())
    assert [p.recommendation.id for p in page.proposed] == KEYED
    assert all(p.figure.count < p.figure.out_of for p in page.proposed)
    take(inspection, lead, KEYED[1], KEYED[0])
    take(inspection, lead, KEYED[0])
    assert refs(inspection) == [KEYED[1], KEYED[0]]
    assert report_recommendations.obstacles(inspection) == []
    assert report_recommendations.writers(inspection) == {lead.pk}
    assert models.Event.objects.filter(kind="RECOMMENDATIONS_CHOSEN").count() == 2
    page = recommendation_pages.page(inspection.code, by=site.actor(lead))
    assert not {KEYED[0], KEYED[1]} & {p.recommendation.id for p in (*page.proposed, *page.others)}
    inspection.programme.refresh_from_db()
    assert inspection.programme.report_edition_id


def test_a_person_may_say_that_none_of_the_library_fits() -> None:
    inspection = drafting(weak=False)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    client = site.client_for(lead)
    room = reverse(ROOM, args=[inspection.code])
    choose = reverse("report_recommendations_choose", args=[inspection.code])
    assert "The figures propose none." in client.get(room).content.decode()
    for wrong in ({}, {"ref": LIBRARY[0], "none_fits": "on"}):
        assert client.post(choose, wrong).status_code == 422
    assert client.post(choose, {"none_fits": "on"}).status_code == 302
    assert report_recommendations.of(inspection) == ()
    assert report_recommendations.obstacles(inspection) == []
    assert "took none" in client.get(room).content.decode()


def test_the_library_alone_is_chosen_from(
    inspection: models.Inspection, lead: models.Person
) -> None:
    with pytest.raises(InputError, match="There is no recommendation 'CCI-REC-99'"):
        take(inspection, lead, KEYED[0], "CCI-REC-99")
    assert report_recommendations.of(inspection) is None


def test_an_own_one_without_items_stands_under_furthermore_and_last(
    inspection: models.Inspection, lead: models.Person
) -> None:
    own(inspection, lead)
    take(inspection, lead, KEYED[0])
    number = report_recommendations.write_own(
        inspection.code,
        text=" Second. ",
        owners=[" Invented body ", "", "Invented body", "Another body"],
        items=[CCI.items[0].id, CCI.items[0].id],
        by=site.actor(lead),
        now=site.NOW,
    )
    assert refs(inspection) == [KEYED[0], "own-2", "own-1"]
    assert (report_recommendations.of(inspection) or ())[1] == Recommendation(
        id="own-2",
        text="Second.",
        owners=("Invented body", "Another body"),
        items=(CCI.items[0].id,),
    )
    by = site.actor(lead)
    page = recommendation_pages.page(inspection.code, by=by)
    assert [(c.printed, c.may_rise, c.may_sink) for c in page.chosen] == [
        (1, False, True),
        (2, True, False),
        (3, False, False),
    ]
    assert recommendation_pages.opened(inspection.code, number, by=by).chosen == page.chosen[1]
    body = site.client_for(lead).get(reverse(ROOM, args=[inspection.code])).content.decode()
    assert "Changes are necessary to ensure that" in body
    assert "Furthermore:" in body
    assert 'start="3"' in body
    assert "Second. (Invented body and Another body)" in body


@pytest.mark.parametrize(
    ("text", "items", "said"),
    [(" ", "", "Enter the recommendation."), ("Words.", "CCI-X99", "There is no question")],
)
def test_what_is_wrong_with_an_own_one_is_said_and_nothing_is_lost(
    inspection: models.Inspection, lead: models.Person, text: str, items: str, said: str
) -> None:
    new = reverse("report_recommendation_new", args=[inspection.code])
    sent = {"text": text, "owners": "Invented body", "items": items}
    refused = site.client_for(lead).post(new, sent)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert "Invented body" in refused.content.decode()
    assert report_recommendations.of(inspection) is None


def test_one_of_our_own_is_written_on_the_page(
    inspection: models.Inspection, lead: models.Person
) -> None:
    client = site.client_for(lead)
    new = reverse("report_recommendation_new", args=[inspection.code])
    assert "New recommendation" in client.get(new).content.decode()
    sent = {"text": "Invented words.", "owners": "One\nTwo", "items": ""}
    for _ in range(2):
        assert client.post(new, sent).status_code == 302
    assert refs(inspection) == ["own-1", "own-2"]
    own_ones = report_recommendations.of(inspection) or ()
    assert own_ones[0].owners == ("One", "Two")


def test_words_have_to_be_there(inspection: models.Inspection, lead: models.Person) -> None:
    with pytest.raises(InputError, match=r"Write the recommendation\."):
        own(inspection, lead, " ")


def test_one_of_the_library_is_edited_under_its_name_and_nobody_writes_over_another(
    inspection: models.Inspection, lead: models.Person
) -> None:
    take(inspection, lead, KEYED[0])
    row = models.ReportRecommendation.objects.get()
    other = site.person(Role.EDITOR, inspection=inspection, name="Edna Editor")
    page = reverse("report_recommendation", args=[inspection.code, row.pk])
    hers, mine = site.client_for(other), site.client_for(lead)
    assert row.text in hers.get(page).content.decode()
    sent = {"owners": "", "items": ", ".join(row.items[:2]), "seen": "1"}
    assert hers.post(page, {**sent, "text": "of hers"}).status_code == 302
    refused = mine.post(page, {**sent, "text": "of mine"})
    body = refused.content.decode()
    assert refused.status_code == 422
    assert "was written meanwhile" in body
    assert "Written by Edna Editor" in body
    assert "of hers" in body
    assert "of mine" in body
    (kept,) = report_recommendations.of(inspection) or ()
    assert (kept.id, kept.text, kept.owners) == (KEYED[0], "of hers", ())
    assert kept.items == tuple(row.items[:2])
    (obstacle,) = report_recommendations.obstacles(inspection)
    assert obstacle.text == "Recommendation 1 names nobody who is responsible."
    assert mine.post(page, {**sent, "text": "of both", "seen": "2"}).status_code == 302
    assert report_recommendations.writers(inspection) == {lead.pk, other.pk}


def test_one_is_taken_out_only_as_it_was_read(
    inspection: models.Inspection, lead: models.Person
) -> None:
    take(inspection, lead, KEYED[0])
    row = models.ReportRecommendation.objects.get()
    client = site.client_for(lead)
    page = reverse("report_recommendation_remove", args=[inspection.code, row.pk])
    assert row.text in client.get(page).content.decode()
    assert client.post(page, {"seen": "0"}).status_code == 422
    assert refs(inspection) == [KEYED[0]]
    assert client.post(page, {"seen": "1"}).status_code == 302
    assert report_recommendations.of(inspection) == ()
    assert client.get(page).status_code == 404
    assert client.post(page, {"seen": "1"}).status_code == 404
    with pytest.raises(NotAllowedError):
        report_recommendations.remove(
            inspection.code, row.pk, seen="1", by=site.actor(lead), now=site.NOW
        )
    take(inspection, lead, KEYED[0])
    assert refs(inspection) == [KEYED[0]]


def test_the_order_is_that_of_buttons_or_of_numbers(
    inspection: models.Inspection, lead: models.Person
) -> None:
    take(inspection, lead, *KEYED[:3])
    client = site.client_for(lead)
    page = reverse("report_recommendations_order", args=[inspection.code])

    def sent(**more: object) -> dict[str, object]:
        rows = report_recommendations.rows_of(inspection)
        places = {f"place-{row.pk}": str(n) for n, row in enumerate(rows, start=1)}
        seen = report_recommendations.version_of(rows)
        return {"number": [row.pk for row in rows], "seen": seen, **places, **more}

    first, second, third = (row.pk for row in report_recommendations.rows_of(inspection))
    stale = sent()
    assert client.post(page, sent(up=str(second))).status_code == 302
    assert refs(inspection) == [KEYED[1], KEYED[0], KEYED[2]]
    assert client.post(page, sent(down=str(second))).status_code == 302
    assert refs(inspection) == KEYED[:3]
    assert client.post(page, sent(up=str(first))).status_code == 302
    assert refs(inspection) == KEYED[:3]
    assert client.post(page, sent(**{f"place-{third}": "0"})).status_code == 302
    assert refs(inspection) == [KEYED[2], KEYED[0], KEYED[1]]
    assert client.post(page, stale).status_code == 422
    assert client.post(page, sent(**{f"place-{third}": "first"})).status_code == 422
    assert client.post(page, {**sent(), "number": [first, first, second]}).status_code == 422
    assert client.post(page, sent(up="0")).status_code == 302
    assert refs(inspection) == [KEYED[2], KEYED[0], KEYED[1]]


def test_the_chief_reads_and_only_writers_write(inspection: models.Inspection) -> None:
    chief = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    room = reverse(ROOM, args=[inspection.code])
    body = chief.get(room).content.decode()
    assert "Proposed from the figures" in body
    assert "<form" not in body.partition("<main")[2].partition("</main")[0]
    number = own(inspection, site.person(Role.EDITOR, inspection=inspection))
    for name, more in (
        ("report_recommendations_choose", ()),
        ("report_recommendations_order", ()),
        ("report_recommendation_new", ()),
        ("report_recommendation", (number,)),
        ("report_recommendation_remove", (number,)),
    ):
        page = reverse(name, args=[inspection.code, *more])
        sent = {"none_fits": "on", "text": "x", "seen": "1"}
        assert chief.post(page, sent).status_code == 404
    with pytest.raises(NotAllowedError):
        recommendation_pages.page(
            inspection.code, by=site.somebody(Role.ASSESSOR, inspection=inspection)
        )
    with pytest.raises(NotAllowedError):
        recommendation_pages.opened(
            inspection.code, 0, by=site.somebody(Role.EDITOR, inspection=inspection)
        )


def test_a_closed_draft_is_read_and_not_written() -> None:
    inspection = drafting(Stage.SIGN_OFF)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    with pytest.raises(InputError, match="The draft is closed"):
        own(inspection, lead)
    client = site.client_for(lead)
    room = reverse(ROOM, args=[inspection.code])
    assert "From the library" not in client.get(room).content.decode()
    new = client.get(reverse("report_recommendation_new", args=[inspection.code]))
    assert "nothing can be saved now" in new.content.decode()
    early = drafting(Stage.MODERATION)
    with pytest.raises(InputError, match="There is no draft yet"):
        recommendation_pages.opened(early.code, by=site.somebody(Role.EDITOR, inspection=early))


def test_the_page_asks_as_much_for_many_as_for_few() -> None:
    asked = []
    for n in (1, 6):
        inspection = drafting(n=n)
        lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
        take(inspection, lead, *KEYED[:n])
        client = site.client_for(lead)
        client.get(reverse(ROOM, args=[inspection.code]))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(ROOM, args=[inspection.code]))
        asked.append(len(caught))
    assert asked[0] == asked[1] < 40
