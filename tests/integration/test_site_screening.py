"""A short screening on the site: its letter, its case managers, and no percentages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corecase.actions import (
    announcements,
    case_manager_views,
    obstacles,
    particulars_pages,
    rendering_work,
    report_desk,
    report_figures,
    report_findings,
    report_overview,
    report_particulars,
    report_recommendations,
    report_settling,
    report_texts,
    reports,
    respondent_statements,
    respondents,
    sign_off,
)
from corecase.core import report_places
from corecase.core.case_managers import GROUP, ViewFigure
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.inspections import Letter, Survey, SurveyStatement
from corecase.core.particulars import ComparatorChoice, Particulars
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.core.surveys import Group
from corecase.documents import formats
from corecase.documents.model import plain
from corecase.documents.paragraphs import paragraphs
from corecase.documents.report_forms import build
from corecase.store.cases import models
from corecase.store.surveys.models import Survey as SurveySheet
from corecase.store.surveys.models import SurveyAnswer
from tests import drafted, screening, site, survey_scene

pytestmark = pytest.mark.django_db

FORM = (
    b"case_manager,SQS-V1,SQS-V2\nCM1,yes,yes\nCM2,no,yes\nCM3,yes,n/a\nCM4,yes,yes\nCM5,yes,yes\n"
)
COUNTED = (
    ViewFigure(id="SQS-V1", figure=Figure(count=4, out_of=5)),
    ViewFigure(id="SQS-V2", figure=Figure(count=4, out_of=4)),
)
KNOWN = Letter(
    to="The chair", sender="An inspector", lead="Lead", contact="post", print_contact="the office"
)


@pytest.fixture
def made() -> screening.Screening:
    return screening.build()


def count(
    made: screening.Screening, content: bytes = FORM, seen: str = "", name: str = "form.csv"
) -> int:
    return case_manager_views.count(
        made.code, file_name=name, content=content, seen=seen, by=made.lead, now=site.NOW
    )


def save(made: screening.Screening, place: str, text: str) -> None:
    words = report_texts.Words(text=text)
    report_texts.save(made.code, place, words, base=0, by=made.lead, now=site.NOW)


def particulars(made: screening.Screening, letter: Letter | None, seen: str = "0") -> None:
    said = Particulars(letter=letter)
    stamp = {"by": made.lead, "now": site.NOW}
    report_particulars.write(made.code, said, ComparatorChoice(), seen=seen, **stamp)  # type: ignore[arg-type]


# The form of the report


def test_a_screening_has_the_texts_of_a_letter(made: screening.Screening) -> None:
    found = report_overview.overview(made.code, by=made.lead, now=site.NOW).draft
    assert found is not None
    assert [place.name for place, _ in found.texts][:2] == ["narrative", "strengths"]
    assert found.texts[0][0].title == "Summary"
    desk = report_desk.of(made.inspection)
    with pytest.raises(NotAllowedError):
        desk.place("area")
    assert report_places.read(desk.framework, "strengths") is None
    with pytest.raises(NotAllowedError):
        report_desk.of(drafted.build().inspection).place("strengths")


def test_the_report_points_out_a_base_that_differs_from_its_gate(
    made: screening.Screening,
) -> None:
    draft = report_overview.overview(made.code, by=made.lead, now=site.NOW).draft
    assert draft is not None
    (base,) = draft.bases
    assert (base.item_id, base.n_judged, base.gate_id, base.n_open) == ("SQS-C01", 5, "SQS-P01", 6)
    page = site.client_for(made.person).get(reverse("report", args=[made.code])).content.decode()
    assert "SQS-C01 has a base of 5, and SQS-P01 opens it in 6 cases" in page


def test_a_letter_waits_for_its_own_texts_and_particulars(made: screening.Screening) -> None:
    def waits() -> list[str]:
        topics = (report_texts.obstacles, report_particulars.obstacles)
        return [one.text for obstacles in topics for one in obstacles(made.inspection)]

    assert waits() == [
        "Summary: nothing is written yet.",
        "Key strengths: nothing is written yet.",
        "To whom the letter goes is blank.",
        "From whom the letter is is blank.",
        "The lead inspector for questions is blank.",
        "How to reach the lead inspector is blank.",
        "Where a copy on paper is asked for is blank.",
    ]
    save(made, "narrative", "Invented summary.")
    save(made, "strengths", "Invented strength.")
    particulars(made, KNOWN)
    assert waits() == []


def test_what_is_written_on_the_site_is_in_the_letter(made: screening.Screening) -> None:
    save(made, "narrative", "Invented summary.")
    save(made, "strengths", "Invented strength.\n\nAnother.")
    save(made, "commentary/SQS-S1", "Invented commentary.")
    particulars(made, Letter(to="The chair", copies=("Invented body", "Another body")))
    count(made)
    letter = build(reports.built(made.inspection, site.TODAY))
    said = {one.place: one.text for one in paragraphs(letter)}
    assert "To: The chair" in said["cover/1"]
    assert said["summary/1"] == "Invented summary."
    assert (said["strengths/2"], said["strengths/3"]) == ("Invented strength.", "Another.")
    assert (said["copies/1"], said["copies/2"]) == ("Invented body", "Another body")
    assert "Invented commentary." in said.values()
    assert any(text.startswith("Four of the five case managers said") for text in said.values())
    assert formats.render(letter, ("html",))["html"]


def test_a_percentage_that_somebody_wrote_stands_in_the_way(made: screening.Screening) -> None:
    def refused() -> bool:
        found = reports.obstacles(made.inspection, site.TODAY)
        return any("a letter prints no percentages" in one.text for one in found)

    assert not refused()
    save(made, "narrative", "It was 54% of them.")
    assert refused()


def test_no_figure_is_offered_as_a_percentage(made: screening.Screening) -> None:
    def offered(inspection: models.Inspection) -> str:
        desk = report_desk.of(inspection)
        place = report_places.commentaries(desk.framework)[0]
        around = report_figures.around(desk, place)
        return " ".join(p for group in around for one in group.figures for p in one.phrases)

    assert "all six cases" in offered(made.inspection)
    assert "%" not in offered(made.inspection)
    assert "%" in offered(drafted.build().inspection)


def test_the_service_checks_the_facts_of_the_letter() -> None:
    made = screening.build(Stage.FACTUAL_ACCURACY)
    report = reports.built(made.inspection, site.TODAY)
    assert [one.heading for one in paragraphs(build(report))][1:3] == ["", "Context"]
    assert plain(build(report).cover.head[1][1]) == "See copy list at end"


# Particulars


def test_the_particulars_of_a_letter_are_written_on_their_page(made: screening.Screening) -> None:
    address = reverse("report_particulars", args=[made.code])
    browser = site.client_for(made.person)
    asked = browser.get(address).content.decode()
    assert "Particulars of the letter" in asked
    assert "ISBN" not in asked
    typed = {"to": "The chair", "sender": "Us", "copies": "One\n\n Two ", "seen": "0"}
    assert browser.post(address, typed).status_code == 302
    letter = report_particulars.of(made.inspection).letter
    assert letter == Letter(to="The chair", sender="Us", copies=("One", "Two"))
    late = browser.post(address, {**typed, "to": "Another"})
    assert late.status_code == 422
    assert "What stands now" in late.content.decode()
    assert "Another" in late.content.decode()
    read = site.client_for(made.reader).get(address).content.decode()
    assert "One; Two" in read
    assert "Save the particulars" not in read
    page = particulars_pages.page(made.code, by=made.lead, today=site.TODAY)
    assert page.form == "letter"


# Case managers


def test_case_managers_are_counted_and_who_said_what_is_not_kept(made: screening.Screening) -> None:
    assert case_manager_views.asked(made.code, by=made.lead).seen == ""
    assert count(made) == 5
    found = case_manager_views.asked(made.code, by=made.lead)
    assert tuple(found.figures.values()) == COUNTED
    assert (found.seen, found.views) == ("1", screening.SQS.views)
    row = models.Respondents.objects.get(group=GROUP)
    assert row.returned == 5
    event = models.Event.objects.get(kind="RESPONDENTS_WRITTEN")
    assert "CM1" not in f"{event.subject}{list(row.statements.values())}"


def test_a_form_sent_again_replaces_the_counts_and_keeps_other_words(
    made: screening.Screening,
) -> None:
    respondents.write(made.code, group="Victims", returned=3, by=made.lead, now=site.NOW)
    count(made)
    group = models.Respondents.objects.get(group=GROUP).pk
    stamp = {"by": made.lead, "now": site.NOW}
    respondent_statements.add(
        made.code, group, text="wanted a quieter office.", count=2, out_of=5, **stamp
    )
    assert count(made, b"case_manager,SQS-V1\nCM1,no\n", seen="2") == 1
    others, figures = case_manager_views.parted(made.inspection, respondents.of(made.inspection))
    assert figures == (ViewFigure(id="SQS-V1", figure=Figure(count=0, out_of=1)),)
    kept = SurveyStatement(text="wanted a quieter office.", figure=Figure(count=2, out_of=5))
    assert others == (
        Survey(group="Victims", returned=3),
        Survey(group=GROUP, returned=5, statements=(kept,)),
    )
    letter = build(reports.built(made.inspection, site.TODAY))
    said = [one.text for one in paragraphs(letter)]
    assert "Two of the five case managers wanted a quieter office." in said
    assert any("fewer than five" in blank.label for blank in letter.blanks())


@pytest.mark.parametrize(
    ("content", "seen", "refusal"),
    [
        (FORM + b"cm1,yes,yes\n", "", "cm1 has two answers to SQS-V1"),
        (b"case_manager,SQS-V1\nCM1,\n", "", "The form holds no answer"),
        (b"case_manager,SQS-V9\nCM1,yes\n", "", "has the column 'SQS-V9'"),
        (b"x" * (case_manager_views.MAX_BYTES + 1), "", "larger than 1 MB"),
        (FORM, "7", "The counts were changed meanwhile"),
    ],
)
def test_a_form_that_cannot_be_counted_changes_nothing(
    made: screening.Screening, content: bytes, seen: str, refusal: str
) -> None:
    with pytest.raises(InputError, match=refusal):
        count(made, content, seen)
    assert not models.Respondents.objects.exists()


def test_a_framework_that_asks_nothing_has_no_form_to_count() -> None:
    made = drafted.build()
    with pytest.raises(InputError, match="asks case managers nothing"):
        case_manager_views.count(
            made.code, file_name="f.csv", content=FORM, seen="", by=made.lead, now=site.NOW
        )
    survey = Survey(group=GROUP, returned=1)
    assert case_manager_views.parted(made.inspection, [survey]) == ((survey,), ())
    page = site.client_for(made.person).get(reverse("report_case_managers", args=[made.code]))
    assert "asks case managers nothing" in page.content.decode()


def test_the_page_counts_a_form_and_says_what_is_wrong_with_one(made: screening.Screening) -> None:
    address = reverse("report_case_managers", args=[made.code])
    browser = site.client_for(made.person)
    assert "not counted yet" in browser.get(address).content.decode()

    def send(content: bytes, seen: str = "") -> object:
        file = SimpleUploadedFile("form.csv", content)
        return browser.post(address, {"file": file, "seen": seen})

    assert send(FORM).status_code == 302  # type: ignore[attr-defined]
    assert "Counted 5 case managers." in browser.get(address).content.decode()
    wrong = send(FORM)
    assert wrong.status_code == 422  # type: ignore[attr-defined]
    assert "changed meanwhile" in wrong.content.decode()  # type: ignore[attr-defined]
    large = send(b"x" * (case_manager_views.MAX_BYTES + 1), "1")
    assert "larger than 1 MB" in large.content.decode()  # type: ignore[attr-defined]
    read = site.client_for(made.reader).get(address).content.decode()
    assert "4 of 5" in read
    assert "Count an interview form" not in read
    listed = browser.get(reverse("report_respondents", args=[made.code])).content.decode()
    assert address in listed


def surveyed(made: screening.Screening, n: int, group: Group = Group.STAFF) -> None:
    """A closed survey: of `n` case managers all but one are supervised as they need it."""
    row = survey_scene.survey(site.TODAY, group, made.code)
    SurveySheet.objects.filter(pk=row.pk).update(closed_on=site.TODAY)
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            survey=row,
            way="LINK",
            chosen={"supervised": ["mostly" if number else "a-little"], "oversight": ["no-view"]},
        )
        for number in range(n)
    )


def test_the_closed_survey_of_case_managers_is_counted_for_the_letter(
    made: screening.Screening,
) -> None:
    address = reverse("report_case_managers", args=[made.code])
    browser = site.client_for(made.person)
    sent = {"survey": "counts", "seen": ""}
    assert "of their survey" not in browser.get(address).content.decode()
    refused = browser.post(address, sent)
    assert refused.status_code == 422
    assert "No closed survey of case managers" in refused.content.decode()
    surveyed(made, 6)
    assert "5 of 6" in browser.get(address).content.decode()
    assert not case_manager_views.asked(made.code, by=site.actor(made.reader)).surveyed
    assert browser.post(address, sent).status_code == 302
    assert "Counted 6 case managers." in browser.get(address).content.decode()
    late = browser.post(address, sent)
    assert "changed meanwhile" in late.content.decode()
    _, figures = case_manager_views.parted(made.inspection, respondents.of(made.inspection))
    assert figures == (ViewFigure(id="SQS-V1", figure=Figure(count=5, out_of=6)),)
    letter = build(reports.built(made.inspection, site.TODAY))
    said = [one.text for one in paragraphs(letter)]
    assert any(text.startswith("Five of the six case managers said") for text in said)
    with pytest.raises(NotAllowedError):
        case_manager_views.take(made.code, seen="1", by=site.actor(made.reader), now=site.NOW)


# Before the fieldwork


def test_the_announcement_shows_the_rules_of_a_screening_with_their_standing() -> None:
    inspection = site.inspection(programme=site.programme("sqs-2013"))
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    standing = announcements.standing(inspection.code, today=site.TODAY, by=site.actor(lead))
    assert [one.rule.told for one in standing.rules] == ["November 2012", "2016"]
    page = site.client_for(lead).get(reverse("announcement", args=[inspection.code]))
    assert "at least four weeks at the announcement" in page.content.decode()
    assert "unverified" in page.content.decode()
    other = site.inspection()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=other)
    assert not announcements.standing(other.code, today=site.TODAY, by=site.actor(lead)).rules


# To the signature


def test_a_letter_that_is_written_and_checked_has_nothing_in_its_way() -> None:
    made = screening.build(Stage.FACTUAL_ACCURACY)
    stamp = {"by": made.lead, "now": site.NOW}
    for criterion in screening.SQS.criteria:
        page = report_findings.criterion(made.code, criterion.id, by=made.lead)
        if any(paragraph.is_plain_draft for paragraph in page.paragraphs):
            report_settling.accept_all(made.code, criterion.id, seen=page.seen, **stamp)
    save(made, "narrative", "Invented summary.")
    save(made, "strengths", "Invented strength.")
    particulars(made, KNOWN)
    report_recommendations.write_own(made.code, text="Something invented", owners=("A",), **stamp)
    count(made, FORM.replace(b"n/a", b"yes"))
    checked(made)
    assert [one.text for one in obstacles.of(made.inspection, site.TODAY)] == []
    sign_off.hand_in(made.code, **stamp)
    chief = site.somebody(Role.CHIEF_INSPECTOR)
    seen = sign_off.shown(made.code, by=chief, now=site.NOW).seen
    day = site.TODAY + timedelta(days=14)
    number = sign_off.sign(made.code, day, seen=seen, by=chief, now=site.NOW)
    version = models.ReportVersion.objects.select_related("rendering").get(pk=number)
    taken = rendering_work.claim(now=site.NOW)
    assert taken == version.rendering_id
    rendering_work.run(taken, clock=lambda: site.NOW)
    html = next(bytes(f.content) for f in version.rendering.files.all() if f.name == "report.html")
    said = html.decode()
    assert f"{day.day} {day:%B %Y}" in said
    assert '<span class="margin">1.1.</span>' in said


def checked(made: screening.Screening) -> None:
    """A round on the facts, returned by the service without a comment, and closed."""
    liaison = site.person(Role.SERVICE_LIAISON, service=made.inspection.service)
    models.FactualRound.objects.create(
        inspection=made.inspection,
        number=1,
        due_on=site.TODAY,
        opened_by=made.person,
        opened_at=site.NOW - timedelta(days=3),
        returned_by=liaison,
        returned_at=site.NOW - timedelta(days=2),
        closed_by=made.person,
        closed_at=site.NOW - timedelta(days=1),
    )
