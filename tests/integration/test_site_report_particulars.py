"""The particulars of a report: written, refused, met by two writers, and what is still blank."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corecase.actions import comparators, particulars_pages, report_particulars
from corecase.core.assessment_states import AssessmentState
from corecase.core.errors import InputError
from corecase.core.inspections import Comparator, Comparators, Person, Reinspection
from corecase.core.particulars import (
    ComparatorChoice,
    ComparatorSource,
    EnteredComparators,
    Particulars,
)
from corecase.core.people import NotAllowedError, Role
from corecase.core.series import Scope
from corecase.core.stages import Stage
from corecase.exchange import editions
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from corecase.store.public.models import Publication, PublishedScore, PublishedVersion
from tests import drafted, site

pytestmark = pytest.mark.django_db

CCI = load("cci-2009")
INSUFFICIENT = '{"answer":"INSUFFICIENT"}'
ISBN = "978-1-84099-310-3"
ROOM = "report_particulars"


def drafting(stage: Stage = Stage.DRAFTING, n: int = 2, **fields: object) -> models.Inspection:
    """A draft of an inspection whose every question was answered insufficient."""
    inspection = site.inspection(stage, **fields)
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    for case in site.sample(inspection, n, office="north"):
        row = site.assessment(case, assessor, state=AssessmentState.SUBMITTED)
        weak = {item.id: INSUFFICIENT for item in CCI.items if not item.levels}
        site.answered(row, CCI, but=weak)
    return inspection


def written(
    inspection: models.Inspection, lead: models.Person, seen: str = "0", **said: object
) -> None:
    report_particulars.write(
        inspection.code,
        Particulars(**said),  # type: ignore[arg-type]  # as it takes them
        ComparatorChoice(),
        seen=seen,
        by=site.actor(lead),
        now=site.NOW,
    )


def published(
    inspection: models.Inspection, count: int, overall: str = "", on: date = date(2026, 9, 1)
) -> None:
    """A report of this inspection in the register, with one headline."""
    publication = Publication.objects.create(
        code=inspection.code,
        service=inspection.service.name,
        service_code=inspection.service.code,
        programme=inspection.programme.title,
        programme_code=inspection.programme.code,
        region=inspection.service.region,
        nation=inspection.service.nation,
        published_on=on,
    )
    version = PublishedVersion.objects.create(
        publication=publication,
        number=1,
        sha256=f"{publication.pk:064}",
        published_at=site.NOW,
        overall=overall,
    )
    PublishedScore.objects.create(
        version=version,
        position=1,
        score="safeguarding",
        label="Safeguarding",
        count=count,
        out_of=10,
    )


ENTERED = EnteredComparators(
    comparators=Comparators(
        scope="the region inspected so far",
        as_at="January 2010",
        n_services=None,
        rows=(Comparator(headline="safeguarding", lowest=38, average=63, highest=82),),
    ),
    source="an invented report",
)


def test_particulars_are_blank_until_they_are_written_and_then_stand() -> None:
    inspection = drafting()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Lee Lead")
    models.TeamMember.objects.create(inspection=inspection, person=lead, role="LEAD_INSPECTOR")
    gone = site.person(name="Gone")
    models.TeamMember.objects.create(
        inspection=inspection, person=gone, role="ASSESSOR", left_on=site.TODAY
    )
    assert report_particulars.of(inspection) == Particulars()
    assert report_particulars.writers(inspection) == set()
    page = particulars_pages.page(inspection.code, by=site.actor(lead), today=site.TODAY)
    assert page.standing.particulars.team == (Person(role="Lead inspector", name="Lee Lead"),)
    assert (page.standing.version, page.standing.by, page.standing.at) == ("0", "", None)
    decision = Reinspection(planned=True, reason="Invented reason.", when="in 2027")
    team = (Person(role="Lead inspector", name="Lee Lead"), Person(role="Editor"))
    said = {"isbn": ISBN, "overall": "mixed", "team": team, "sample": ("office",)}
    written(inspection, lead, reinspection=decision, **said)
    assert report_particulars.of(inspection) == Particulars(reinspection=decision, **said)
    assert report_particulars.writers(inspection) == {lead.pk}
    page = particulars_pages.page(inspection.code, by=site.actor(lead), today=site.TODAY)
    assert (page.standing.version, page.standing.by, page.standing.at) == (
        "1",
        "Lee Lead",
        site.NOW,
    )
    event = models.Event.objects.get(kind="PARTICULARS_WRITTEN")
    assert (event.chain, event.by) == (inspection.code, str(lead.pk))
    assert "mixed" not in event.subject


def test_everybody_who_ever_wrote_is_a_writer() -> None:
    inspection = drafting(n=1)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    editor = site.person(Role.EDITOR, inspection=inspection)
    written(inspection, lead)
    written(inspection, editor, seen="1")
    assert report_particulars.writers(inspection) == {lead.pk, editor.pk}


def test_what_is_blank_stands_in_the_way_of_signing() -> None:
    inspection = drafting(n=1, synthetic="")
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)

    def said() -> list[str]:
        return [one.text for one in report_particulars.obstacles(inspection)]

    assert said() == [
        "The overall phrase of the foreword is blank.",
        "The name and title of the chief inspector is blank.",
        "The month of publication is blank.",
        "The ISBN is blank.",
        "The scores suggest a re-inspection, and nobody has decided on it.",
    ]
    inspection.synthetic = "Synthetic."
    assert "The ISBN is blank." not in said()
    decision = Reinspection(planned=False, reason="Invented.")
    written(inspection, lead, overall="x", chief="y", month="May 2012", reinspection=decision)
    assert said() == []
    written(inspection, lead, seen="1", overall="x", chief="y", month="May 2012")
    assert [o.room for o in report_particulars.obstacles(inspection)] == [ROOM]


def test_a_re_inspection_is_decided_also_where_no_score_suggests_one() -> None:
    made = drafted.build()
    written(made.inspection, made.person, overall="x", chief="y", month="May 2012")
    assert report_particulars.suggested_by(made.inspection) == ()
    (waiting,) = report_particulars.obstacles(made.inspection)
    assert waiting.text == "Nobody has decided whether a re-inspection is planned."


def test_nobody_writes_over_what_they_have_not_read() -> None:
    inspection = drafting(n=1)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    other = site.person(Role.EDITOR, inspection=inspection, name="Edna Editor")
    page = reverse(ROOM, args=[inspection.code])
    sent = {"comparators_from": "NONE", "seen": "0"}
    assert site.client_for(other).post(page, {**sent, "overall": "of hers"}).status_code == 302
    mine = site.client_for(lead)
    refused = mine.post(page, {**sent, "overall": "of mine"})
    body = refused.content.decode()
    assert refused.status_code == 422
    assert "was written meanwhile" in body
    assert "Written by Edna Editor on" in body
    assert "of hers" in body
    assert 'value="of mine"' in body
    assert 'name="seen" value="1"' in body
    assert models.ReportParticulars.objects.get().overall == "of hers"
    assert mine.post(page, {**sent, "seen": "1", "overall": "of both"}).status_code == 302
    assert models.ReportParticulars.objects.get().overall == "of both"


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong_beside_it() -> None:
    inspection = drafting(n=1)
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    page = reverse(ROOM, args=[inspection.code])
    wrong = {
        "isbn": "978-1-84099-310-8",
        "team": "Lead inspector: Lee\n: nameless",
        "comparators_from": "ENTERED",
        "lowest-safeguarding": "70",
        "average-safeguarding": "60",
        "highest-safeguarding": "80",
        "lowest-risk_of_harm": "10",
        "average-likelihood_of_reoffending": "much",
        "seen": "0",
    }
    refused = lead.post(page, wrong)
    body = refused.content.decode()
    assert refused.status_code == 422
    assert "its check digit is 3" in body
    assert "Write the role before the colon in “: nameless”." in body
    assert "Safeguarding needs lowest, average and highest in order, 0 to 100." in body
    assert "Enter all three of a headline, or none." in body
    assert "Enter a whole percentage in digits." in body
    assert 'value="978-1-84099-310-8"' in body
    assert not models.ReportParticulars.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reinspection": "yes"}, "Say why a re-inspection is, or is not, planned."),
        ({"reinspection": "no", "reinspection_reason": "x", "reinspection_when": "y"}, "leave"),
        ({"reinspection_reason": "x"}, "Say whether a re-inspection is planned"),
        ({"reinspection_when": "x"}, "Say whether a re-inspection is planned"),
        ({"comparators_from": "ENTERED"}, "Enter the comparators that are to be printed"),
        ({"scope": "x"}, "Comparators need their scope, the day"),
        ({"scope": "x", "as_at": "y", "source": "z"}, "of at least one headline"),
        ({"comparators_from": ""}, "Choose where the comparators come from."),
        ({"sample": "shoe_size"}, "is not one of the available choices"),
    ],
)
def test_a_half_decision_is_refused(sent: dict[str, str], said: str) -> None:
    inspection = drafting(n=1)
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    everything = {"comparators_from": "COMPUTED", "seen": "0", **sent}
    refused = lead.post(reverse(ROOM, args=[inspection.code]), everything)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not models.ReportParticulars.objects.exists()


def test_comparators_are_entered_with_their_source_and_kept_when_others_are_printed() -> None:
    inspection = drafting(n=1)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    client = site.client_for(lead)
    page = reverse(ROOM, args=[inspection.code])
    sent = {
        "comparators_from": "ENTERED",
        "scope": ENTERED.comparators.scope,
        "as_at": ENTERED.comparators.as_at,
        "n_services": "",
        "source": ENTERED.source,
        "lowest-safeguarding": "38",
        "average-safeguarding": "63",
        "highest-safeguarding": "82",
        "seen": "0",
    }
    assert client.post(page, sent).status_code == 302
    assert comparators.of(inspection, site.TODAY) == ENTERED.comparators
    body = client.get(page).content.decode()
    assert 'name="lowest-safeguarding" type="text" ' in body or 'value="38"' in body
    assert client.post(page, {**sent, "comparators_from": "NONE", "seen": "1"}).status_code == 302
    assert comparators.of(inspection, site.TODAY) is None
    chosen = report_particulars.standing(inspection).choice
    assert chosen == ComparatorChoice(source=ComparatorSource.NONE, entered=ENTERED)
    chief = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    assert "Printed in: an invented report" in chief.get(page).content.decode()


def test_the_scope_of_computed_comparators_is_chosen_and_shown_as_it_would_be_today() -> None:
    inspection = drafting(n=1)
    programme = inspection.programme
    near = site.inspection(Stage.PUBLISHED, programme=programme)
    far = site.service(region="Elsewhere")
    published(near, 4)
    published(site.inspection(Stage.PUBLISHED, programme=programme, service=far), 9)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    by = site.actor(lead)
    found = dict(particulars_pages.page(inspection.code, by=by, today=site.TODAY).computed)
    assert {scope: made and made.n_services for scope, made in found.items()} == {
        Scope.REGION: 1,
        Scope.NATION: 2,
        Scope.PROGRAMME: 2,
    }
    sent = {"comparators_from": "COMPUTED", "computed_scope": "NATION", "seen": "0"}
    page = reverse(ROOM, args=[inspection.code])
    assert site.client_for(lead).post(page, sent).status_code == 302
    printed = comparators.of(inspection, site.TODAY)
    assert printed is not None
    assert (printed.n_services, printed.rows[0].average) == (2, 65)
    body = site.client_for(lead).get(page).content.decode()
    assert "the services in England inspected so far" in body
    models.Service.objects.filter(pk=inspection.service_id).update(region="")
    found = dict(particulars_pages.page(inspection.code, by=by, today=site.TODAY).computed)
    assert set(found) == {Scope.NATION, Scope.PROGRAMME}


def test_phrases_of_published_reports_are_listed_with_their_scores_and_none_is_chosen() -> None:
    inspection = drafting(n=1)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    page = reverse(ROOM, args=[inspection.code])
    named = site.client_for(lead).get(page).content.decode()
    assert "disappointing" in named
    models.Programme.objects.filter(pk=inspection.programme_id).update(
        report_edition_id="standard", report_edition_text=editions.text("standard")
    )
    empty = site.client_for(lead).get(page).content.decode()
    assert "No published report of this programme has a phrase yet." in empty
    before = site.inspection(Stage.PUBLISHED, programme=inspection.programme)
    changed = site.inspection(Stage.PUBLISHED, programme=inspection.programme)
    unpublished = site.inspection(Stage.DRAFTING, programme=inspection.programme)
    blank = site.inspection(Stage.PUBLISHED, programme=inspection.programme)
    published(before, 8, "encouraging")
    published(changed, 5, "doubtful")
    published(blank, 5)
    # What a correction wrote and did not publish is nobody else's to read, closed or not.
    for one in (changed, unpublished):
        models.ReportParticulars.objects.create(
            inspection=one, overall="secret", by=lead, at=site.NOW
        )
    body = site.client_for(lead).get(page).content.decode()
    assert "encouraging" in body
    assert f"{before.service.name}, September 2026" in body
    assert "Safeguarding 80%" in body
    assert "doubtful" in body
    assert "secret" not in body
    assert blank.service.name not in body
    assert report_particulars.of(inspection).overall == ""


def test_only_attributes_that_cases_have_and_headlines_that_exist_are_taken() -> None:
    inspection = drafting(n=1)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    with pytest.raises(InputError, match="No case of the sample has the attribute 'shoe_size'"):
        written(inspection, lead, sample=("shoe_size",))
    made = Comparators(
        scope="x",
        as_at="y",
        n_services=3,
        rows=(Comparator(headline="weather", lowest=1, average=2, highest=3),),
    )
    choice = ComparatorChoice(entered=EnteredComparators(comparators=made, source="z"))
    with pytest.raises(InputError, match="'weather' is no headline"):
        report_particulars.write(
            inspection.code, Particulars(), choice, seen="0", by=site.actor(lead), now=site.NOW
        )
    assert not models.ReportParticulars.objects.exists()


def test_the_chief_reads_and_nobody_else_who_writes_no_draft_comes_in() -> None:
    inspection = drafting(n=1)
    page = reverse(ROOM, args=[inspection.code])
    chief = site.client_for(site.person(Role.CHIEF_INSPECTOR))
    body = chief.get(page).content.decode()
    assert "<form" not in body.partition("<main")[2].partition("</main")[0]
    assert "not decided yet" in body
    assert chief.post(page, {"comparators_from": "NONE", "seen": "0"}).status_code == 404
    with pytest.raises(NotAllowedError):
        particulars_pages.page(
            inspection.code,
            by=site.somebody(Role.ASSESSOR, inspection=inspection),
            today=site.TODAY,
        )


@pytest.mark.parametrize("stage", [Stage.MODERATION, Stage.SIGN_OFF, Stage.PUBLISHED])
def test_particulars_are_written_only_while_the_draft_is_open(stage: Stage) -> None:
    inspection = drafting(stage, n=1)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    with pytest.raises(InputError, match=r"There is no draft yet|The draft is closed"):
        written(inspection, lead)
    response = site.client_for(lead).get(reverse(ROOM, args=[inspection.code]))
    assert response.status_code == (422 if stage is Stage.MODERATION else 200)


def test_the_page_asks_as_much_for_many_cases_as_for_few() -> None:
    asked = []
    for n in (1, 6):
        inspection = drafting(n=n)
        client = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
        client.get(reverse(ROOM, args=[inspection.code]))
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(ROOM, args=[inspection.code]))
        asked.append(len(caught))
    assert asked[0] == asked[1] < 45
