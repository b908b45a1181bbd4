"""Council reports on the site: on what is published, every version kept, the decision minuted."""

import io
from collections.abc import Iterator
from datetime import date, timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from corecase.actions import (
    council_inspections,
    council_minutes,
    council_reports,
    improvement_history,
    improvement_making,
    improvement_oversight,
    sign_off,
)
from corecase.core.council_reports import Minute
from corecase.core.errors import InputError
from corecase.core.heading_sets import Decision
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.people import PERMISSIONS, Actor, Deed, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.documents.model import Paragraph, plain
from corecase.exchange import heading_sets
from corecase.store.cases import models
from tests import publications, signable, site
from tests.signable import Signable

pytestmark = pytest.mark.django_db
NOW = site.NOW + timedelta(days=7)
TODAY = date(2026, 11, 9)
CONTENT = {
    "paper": {
        "meetings": [{"committee": "Cabinet", "date": "2026-12-15"}],
        "decision": "approve",
        "entries": {"summary": "Invented words.\n\n- a point"},
        "fields": {"report_of": "Invented team"},
        "claims": [{"claim": "above average"}],
        "assumed_cases": 38,
    }
}


@pytest.fixture(scope="module")
def made(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Signable]:
    """A report that is published with the folder that it was made of."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = signable.build()
        sign_off.hand_in(report.code, by=report.lead, now=site.NOW)
        signable.rendered(signable.signed(report))
        out = signable.released(report)
        models.ReportVersion.objects.update(published_at=out)
        yield report
        transaction.set_rollback(True)


def officer(made: Signable, role: Role = Role.COUNCIL_OFFICER) -> Actor:
    return site.somebody(role, service=made.inspection.service)


def kinds(made: Signable) -> list[str]:
    chain = models.Event.objects.filter(chain=made.code).order_by("sequence")
    return list(chain.values_list("kind", flat=True))


def begun(made: Signable, headings: str = "sefton") -> tuple[Actor, int]:
    by = officer(made)
    return by, council_reports.begin(made.code, headings=headings, by=by, now=NOW)


def test_it_is_there_once_published_and_for_the_services_own_people_only(made: Signable) -> None:
    by = officer(made)
    assert [one.code for one in council_reports.listed(by=by, now=NOW)] == [made.code]
    assert council_reports.inspection(made.code, by=by, now=NOW).published_on == signable.DAY
    assert council_reports.listed(by=officer(made, Role.SERVICE_LIAISON), now=NOW)
    assert council_reports.listed(by=by, now=site.NOW) == ()
    elsewhere = site.somebody(Role.COUNCIL_OFFICER, service=site.service())
    for who, at in ((by, site.NOW), (elsewhere, NOW), (made.lead, NOW), (made.manager, NOW)):
        with pytest.raises(NotAllowedError):
            council_reports.begin(made.code, headings="essex", by=who, now=at)
    with pytest.raises(NotAllowedError):
        council_reports.listed(by=made.lead, now=NOW)
    assert not council_reports.reports(made.lead)


def test_figures_findings_and_recommendations_come_from_the_kept_version(made: Signable) -> None:
    by, number = begun(made, "stockton")
    found = council_reports.shown(made.code, number, by=by, now=NOW)
    kept = models.ReportVersion.objects.get()
    for row in kept.scores:
        score = found.made.report.score(row["score"])
        assert score is not None
        assert score.percent == round(100 * row["count"] / row["out_of"])
        assert score.n_cases == signable.N_CASES
    # Everything was done well enough in this invented service, and the report says so.
    assert found.made.missing == ()
    assert "the areas for improvement that it found" not in found.made.blanks
    assert len(found.made.report.inspection.strengths) == council_inspections.N_SHOWN
    assert [one.text for one in found.made.report.inspection.recommendations] == [
        "Something invented is done."
    ]
    assert found.made.report.plan_due_on == date(2026, 12, 1)
    assert "agenda item" in found.made.blanks
    assert not found.is_outdated
    assert found.seen == "0"


def test_what_was_written_is_kept_in_versions_and_nobody_overwrites_unread(made: Signable) -> None:
    by, number = begun(made)
    save = {"content": CONTENT, "by": by, "now": NOW}
    assert council_reports.write(made.code, number, seen="0", **save) == 1
    with pytest.raises(InputError, match="Somebody saved this report meanwhile"):
        council_reports.write(made.code, number, seen="0", **save)
    assert council_reports.write(made.code, number, seen="1", **save) == 2
    found = council_reports.shown(made.code, number, by=by, now=NOW)
    assert [one.number for one in found.versions] == [2, 1]
    assert "falls due on 1 December 2026, before the committee meets" in found.made.remarks[0]
    assert "cannot be computed" in found.made.sentences[0].sentence
    assert "the lowest score for Safeguarding among the services compared with" in (
        found.made.missing
    )
    assert kinds(made)[-3:] == [
        "COUNCIL_REPORT_BEGUN",
        "COUNCIL_REPORT_WRITTEN",
        "COUNCIL_REPORT_WRITTEN",
    ]
    listed = council_reports.listed(by=by, now=NOW)[0].reports[0]
    assert listed.meetings[0].committee == "Cabinet"
    bad = {"paper": {"decision": "dance"}}
    with pytest.raises(InputError, match="cannot be read"):
        council_reports.write(made.code, number, content=bad, seen="2", by=by, now=NOW)


def test_a_family_stands_beside_it_with_what_the_register_publishes(made: Signable) -> None:
    programme = made.inspection.programme
    other = site.service("Brooktown")
    entry = publications.entry(
        "brook",
        programme_code=programme.code,
        service=other.name,
        service_code=other.code,
    )
    row = publications.version(entry)
    row.scores.update(score="safeguarding")
    row.scores.create(position=2, score="risk_of_harm", label="R", count=0, out_of=0)
    by, number = begun(made, "essex")
    before = council_reports.shown(made.code, number, by=by, now=NOW)
    assert before.beside == ((other.code, "Brooktown"),)
    content = {
        **CONTENT,
        "family": [other.code, "nobody"],
        "strengths": [before.told.strengths[0][0]],
        "areas": [],
    }
    council_reports.write(made.code, number, content=content, seen="0", by=by, now=NOW)
    found = council_reports.shown(made.code, number, by=by, now=NOW)
    assert [one.service for one in found.made.report.inspection.family] == ["Brooktown"]
    told = found.made.report.score_of("Brooktown", "safeguarding")
    assert told is not None
    assert told.percent == 60
    assert found.made.report.score_of("Brooktown", "risk_of_harm") is None
    assert found.made.report.inspection.strengths == (before.told.strengths[0][1],)
    assert found.made.report.inspection.areas == ()


def test_a_version_kept_without_its_folder_tells_its_scores_and_comparators(
    made: Signable,
) -> None:
    kept = models.ReportVersion.objects.get()
    comparators = {
        "scope": "all services inspected so far",
        "as_at": "1 November 2026",
        "n_services": 9,
        "rows": [["safeguarding", 38, 91, 67]],
    }
    models.ReportVersion.objects.update(
        comparators=comparators,
        scores=[*kept.scores, {"score": "x", "label": "X", "count": 1, "out_of": 2, "band": ""}],
    )
    models.Rendering.objects.filter(version=kept).update(folder=b"")
    models.Inspection.objects.filter(pk=made.inspection.pk).update(fieldwork_starts_on=None)
    by, number = begun(made)
    found = council_reports.shown(made.code, number, by=by, now=NOW)
    context = found.made.report.context("safeguarding")
    assert context is not None
    assert (context.lowest, context.average, context.n_services) == (38, 67, 9)
    assert found.made.report.inspection.as_at == date(2026, 11, 1)
    models.ReportVersion.objects.update(published_at=site.NOW - timedelta(days=400))
    reader = site.client_for(site.person(Role.COUNCIL_OFFICER, service=made.inspection.service))
    for name in ("council_report", "council_report_write"):
        page = reader.get(reverse(name, args=[made.code, number])).content.decode()
        for said in ("all services inspected so far", "1 November 2026", "9"):
            assert said in page
    assert found.made.report.score("safeguarding") is not None
    assert found.told.strengths == ()
    assert found.made.report.inspection.n_cases is None


def test_the_councils_own_headings_and_template_are_checked_and_kept(made: Signable) -> None:
    by = officer(made)
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Anytown Council"
    out = io.BytesIO()
    word.save(out)
    own = heading_sets.text("stockton").replace("id: stockton", "id: anytown").encode()
    number = council_reports.begin(
        made.code, headings="own", own=own, template=out.getvalue(), by=by, now=NOW
    )
    content = council_reports.file(made.code, number, "council-report.docx", by=by, now=NOW)
    made_of = docx.Document(io.BytesIO(content))
    assert made_of.sections[0].header.paragraphs[0].text == "Anytown Council"
    assert council_reports.shown(made.code, number, by=by, now=NOW).has_template
    with pytest.raises(InputError, match="Choose the file of your heading set"):
        council_reports.begin(made.code, headings="own", by=by, now=NOW)
    bad = own.replace(b"id: anytown", b"id: No!")
    with pytest.raises(InputError, match="has 1 problem"):
        council_reports.begin(made.code, headings="own", own=bad, by=by, now=NOW)
    with pytest.raises(InputError, match="is no Word file"):
        council_reports.begin(made.code, headings="essex", template=b"x", by=by, now=NOW)
    with pytest.raises(InputError, match="There is no heading set 'elsewhere'"):
        council_reports.begin(made.code, headings="elsewhere", by=by, now=NOW)
    for name in ("council-report.xlsx", "report.pdf"):
        with pytest.raises(NotAllowedError):
            council_reports.file(made.code, number, name, by=by, now=NOW)
    with pytest.raises(NotAllowedError):
        council_reports.shown(made.code, 99, by=by, now=NOW)


def decided(**other: date) -> Minute:
    given = {"decided_on": date(2026, 11, 5), "progress_on": date(2027, 5, 1), **other}
    return Minute(decision=Decision.NOTE, committee="Cabinet", words=" Noted. ", **given)


def test_the_decision_minuted_opens_the_report_on_progress(made: Signable) -> None:
    by, number = begun(made)
    act = {"by": by, "now": NOW}
    with pytest.raises(InputError, match="No report on progress is waited for"):
        council_minutes.report_progress(made.code, number, reported_on=TODAY, **act)
    late = decided(decided_on=date(2026, 11, 30))
    with pytest.raises(InputError, match="minuted once it is made"):
        council_minutes.minute(made.code, number, said=late, **act)
    council_minutes.minute(made.code, number, said=decided(), **act)
    with pytest.raises(InputError, match="kept already"):
        council_minutes.minute(made.code, number, said=decided(), **act)
    kept = council_reports.listed(**act)[0].reports[0].minuted
    assert kept is not None
    assert (kept.minute.words, kept.is_overdue, kept.reported_on) == ("Noted.", False, None)
    next_year = NOW + timedelta(days=300)
    overdue = council_reports.listed(by=by, now=next_year)[0].reports[0].minuted
    assert overdue is not None
    assert overdue.is_overdue
    for day in (date(2026, 11, 5), date(2026, 11, 30)):
        with pytest.raises(InputError, match="after the decision and not later than today"):
            council_minutes.report_progress(made.code, number, reported_on=day, **act)
    council_minutes.report_progress(made.code, number, reported_on=TODAY, **act)
    assert kinds(made)[-2:] == ["COUNCIL_REPORT_MINUTED", "COUNCIL_PROGRESS_REPORTED"]
    with pytest.raises(InputError, match="No report on progress is waited for"):
        council_minutes.report_progress(made.code, number, reported_on=TODAY, **act)


def plan_made() -> None:
    models.Inspection.objects.update(stage=Stage.PUBLISHED)
    assert len(improvement_making.make_due(now=site.NOW)) == 1


def test_the_plan_that_lives_here_fills_the_appendix_and_stays_as_decided_on(
    made: Signable,
) -> None:
    by, number = begun(made, "essex")
    before = council_reports.shown(made.code, number, by=by, now=NOW).made
    assert "the improvement plan" in before.blanks
    plan_made()
    found = council_reports.shown(made.code, number, by=by, now=NOW).made
    assert "the improvement plan" not in found.blanks
    assert "actions" in found.blanks
    (appendix,) = [one for one in found.document.tables() if one.id.startswith("plan-")]
    assert appendix.caption.endswith("as it stood on 9 November 2026")
    assert "Something invented is done." in plain(appendix.rows[0][0])
    kept = models.ImprovementPlan.objects.get()
    assert found.report.plan_due_on == kept.due_on
    council_minutes.minute(made.code, number, said=decided(), by=by, now=NOW)
    models.ImprovementArea.objects.update(wording="Changed after the decision")
    decided_on = council_reports.shown(made.code, number, by=by, now=NOW).made
    (appendix,) = [one for one in decided_on.document.tables() if one.id.startswith("plan-")]
    assert appendix.caption.endswith("as it stood on 5 November 2026")
    assert "Something invented is done." in plain(appendix.rows[0][0])
    # Whoever reports to a council may read the improvement plan of its service.
    assert PERMISSIONS[Deed.COUNCIL_REPORT].items() <= PERMISSIONS[Deed.IMPROVEMENT_READ].items()


def steps() -> list[tuple[str, str, date]]:
    return list(models.ImprovementStep.objects.values_list("kind", "body", "day"))


@pytest.mark.parametrize(
    ("decision", "kind"),
    [("APPROVE", "CABINET_APPROVED"), ("NOTE", "CABINET_NOTED"), ("ACKNOWLEDGE", "CABINET_NOTED")],
)
def test_a_minuted_decision_becomes_the_cabinets_step_once_and_can_be_taken_back(
    made: Signable, decision: str, kind: str
) -> None:
    by, number = begun(made)
    act = {"by": by, "now": NOW}
    said = Minute(
        decision=Decision(decision),
        committee="Cabinet",
        decided_on=date(2026, 11, 5),
        progress_on=date(2027, 5, 1),
    )
    with pytest.raises(InputError, match="Enter the decision first"):
        council_minutes.record_step(made.code, number, **act)
    with pytest.raises(InputError, match="There is no improvement plan here"):
        council_minutes.minute(made.code, number, said=said, is_step=True, **act)
    plan_made()
    council_minutes.minute(made.code, number, said=said, is_step=True, **act)
    assert steps() == [(kind, "Cabinet", date(2026, 11, 5))]
    minuted = models.Event.objects.filter(kind="COUNCIL_REPORT_MINUTED").get()
    assert kind in str(minuted.subject)
    liaison = officer(made, Role.SERVICE_LIAISON)
    last = improvement_history.history(made.code, by=liaison).versions[0]
    assert last.kind == "COUNCIL_REPORT_MINUTED"
    with pytest.raises(InputError, match="recorded in the improvement plan already"):
        council_minutes.record_step(made.code, number, **act)
    shown = council_reports.shown(made.code, number, **act).minuted
    assert shown is not None
    assert shown.step is not None
    council_minutes.take_back_step(made.code, number, **act)
    assert steps() == []
    with pytest.raises(InputError, match="is not recorded in the improvement plan"):
        council_minutes.take_back_step(made.code, number, **act)
    council_minutes.record_step(made.code, number, **act)
    assert steps() == [(kind, "Cabinet", date(2026, 11, 5))]
    assert kinds(made)[-3:] == [
        "COUNCIL_REPORT_MINUTED", "COUNCIL_STEP_TAKEN_BACK", "COUNCIL_STEP_RECORDED",
    ]  # fmt: skip
    kept = improvement_history.history(made.code, by=liaison).versions
    assert [bool(one.changes) for one in kept[:3]] == [True, True, True]


def test_a_step_that_the_service_recorded_is_no_minute_and_is_not_doubled(made: Signable) -> None:
    by, number = begun(made)
    plan_made()
    liaison = officer(made, Role.SERVICE_LIAISON)
    step = Step(kind=StepKind.CABINET_NOTED, on=date(2026, 11, 5), body="Cabinet")
    improvement_oversight.take(made.code, step, by=liaison, now=NOW)
    assert council_reports.shown(made.code, number, by=by, now=NOW).minuted is None
    with pytest.raises(InputError, match="says already that it was noted by the cabinet on"):
        council_minutes.minute(made.code, number, said=decided(), is_step=True, by=by, now=NOW)
    council_minutes.minute(made.code, number, said=decided(), by=by, now=NOW)
    assert len(steps()) == 1
    with pytest.raises(InputError, match="is not recorded in the improvement plan"):
        council_minutes.take_back_step(made.code, number, by=by, now=NOW)


def test_the_step_is_recorded_and_taken_back_on_its_page(made: Signable, browser: Client) -> None:
    models.ReportVersion.objects.update(published_at=site.NOW - timedelta(days=400))
    plan_made()
    assert (
        browser.post(
            reverse("council_report_begin", args=[made.code]), {"headings": "sefton"}
        ).status_code
        == 302
    )
    at = [made.code, 1]
    page = reverse("council_report_step", args=at)
    assert "Enter the decision first" in browser.get(page).content.decode()
    said = {"committee": "Cabinet", "decision": "approve", "words": "", "is_step": "on"}
    said |= {"decided_on": "2026-01-02", "progress_on": "2026-03-01"}
    minute = reverse("council_report_minute", args=at)
    assert "as the cabinet" in browser.get(minute).content.decode()
    assert browser.post(minute, said).status_code == 302
    one = browser.get(reverse("council_report", args=at)).content.decode()
    assert "approved by the cabinet on 2 January 2026" in one
    assert "Take it back" in browser.get(page).content.decode()
    assert browser.post(page, {"is_there": ""}).status_code == 422
    assert browser.post(page, {"is_there": "on"}).status_code == 302
    assert steps() == []
    assert "Record it" in browser.get(page).content.decode()
    assert browser.post(page, {"is_there": ""}).status_code == 302
    assert len(steps()) == 1


def test_without_a_day_on_which_it_is_due_the_framework_counts(made: Signable) -> None:
    by, number = begun(made)
    plan_made()
    models.ImprovementPlan.objects.update(due_on=None)
    plan = council_reports.shown(made.code, number, by=by, now=NOW).made.report.plan
    assert plan.due is None


def test_a_correction_is_pointed_out_and_its_figures_are_taken(made: Signable) -> None:
    by, number = begun(made)
    council_reports.write(made.code, number, content=CONTENT, seen="0", by=by, now=NOW)
    kept = models.ReportVersion.objects.get()
    corrected = publications.released(made.inspection, NOW, number=2, scores=kept.scores)
    models.ReportVersion.objects.filter(pk=corrected.pk).update(published_at=NOW)
    later = signable.DAY + timedelta(days=7)
    models.ReportVersion.objects.filter(pk=corrected.pk).update(publish_on=later)
    found = council_reports.shown(made.code, number, by=by, now=NOW)
    assert found.is_outdated
    # What falls due is counted from the publication, not from the correction.
    told = found.told.inspection
    assert told.published_on == signable.DAY
    assert told.source.endswith("as corrected on 10 November 2026")
    (listed,) = council_reports.listed(by=by, now=NOW)
    assert listed.published_on == signable.DAY


@pytest.fixture
def browser(made: Signable) -> Client:
    person = site.person(Role.COUNCIL_OFFICER, service=made.inspection.service)
    return site.client_for(person)


def test_an_officer_begins_writes_reads_and_minutes_in_the_browser(
    made: Signable, browser: Client
) -> None:
    models.ReportVersion.objects.update(published_at=site.NOW - timedelta(days=400))
    home = browser.get(reverse("home")).content.decode()
    assert reverse("council_reports") in home
    assert "Begin a report" in browser.get(reverse("council_reports")).content.decode()
    begin = reverse("council_report_begin", args=[made.code])
    refused = browser.post(begin, {"headings": ""})
    assert refused.status_code == 422
    assert "Choose the headings." in refused.content.decode()
    bad = SimpleUploadedFile("own.yaml", b"id: No!\n")
    wrong = browser.post(begin, {"headings": "own", "file": bad}).content.decode()
    assert "line 1" in wrong
    assert browser.post(begin, {"headings": "sefton"}).status_code == 302
    write = reverse("council_report_write", args=[made.code, 1])
    page = browser.get(write).content.decode()
    assert "Why a decision is needed" in page
    assert "No other service has a published report" in page
    typed = {
        "committee_1": "Cabinet Member",
        "day_1": "2026-12-01",
        "decision": "acknowledge",
        "entry_reason": "Invented reason",
        "field_wards": "All",
        "objective_1": "positive",
        "sums_1": "10; 20; 30; 40",
        "papers": "Invented paper",
        "claims": ["above average", "higher"],
        "seen": "0",
    }
    for wrong, said in (
        ({"committee_1": ""}, "Enter the committee."),
        ({"day_2": "2026-12-08"}, "Name the committee that meets on that day."),
        ({"sums_1": "1; 2; 3; 4; 5"}, "There are 4 years: enter one sum for each, no more."),
        ({"years": "2025; 2026", "sums_1": "1; 2; 3"}, "There are 2 years"),
    ):
        refused = browser.post(write, {**typed, **wrong})
        assert refused.status_code == 422
        assert said in refused.content.decode()
        assert "Invented reason" in refused.content.decode()
    assert browser.post(write, typed).status_code == 302
    meanwhile = browser.post(write, {**typed, "entry_reason": "Written over"})
    assert meanwhile.status_code == 422
    assert "Version 1 was saved by" in meanwhile.content.decode()
    assert "Written over" in meanwhile.content.decode()
    again = browser.get(write).content.decode()
    for kept in ("Cabinet Member", "2026-12-01", "Invented reason", "10; 20; 30; 40"):
        assert kept in again
    one = reverse("council_report", args=[made.code, 1])
    shown = browser.get(one).content.decode()
    assert "Version 1, saved by" in shown
    assert "Figures that the headings need" in shown
    address = reverse("council_report_file", args=[made.code, 1, "council-report.html"])
    report = browser.get(address).content.decode()
    for kept in ("Invented reason", "<td>X</td>", "Invented paper"):
        assert kept in report
    progress = reverse("council_report_progress", args=[made.code, 1])
    assert "Enter the decision first" in browser.get(progress).content.decode()
    minute = reverse("council_report_minute", args=[made.code, 1])
    said = {"committee": "Cabinet Member", "decision": "acknowledge", "words": ""}
    days = {"decided_on": "2026-01-02", "progress_on": "2026-01-01"}
    assert "choose a later day" in browser.post(minute, {**said, **days}).content.decode()
    days = {"decided_on": "2026-01-02", "progress_on": "2026-03-01"}
    assert browser.post(minute, {**said, **days}).status_code == 302
    assert "overdue" in browser.get(reverse("council_reports")).content.decode()
    assert "2 January 2026" in browser.get(progress).content.decode()
    assert browser.post(progress, {"reported_on": "2026-02-01"}).status_code == 302
    assert "Progress was reported on 1 February 2026" in browser.get(one).content.decode()


OWN = {
    "source": "Invented yearbook",
    "standing": "unverified",
    "as_at": "2026-11-08",
    "scope": "all invented services",
    "services": 40,
    "headlines": {"safeguarding": {"lowest": 30, "average": 61, "highest": 100}},
}


def test_comparators_of_another_source_stand_beside_it_with_their_source(made: Signable) -> None:
    kept = models.ReportVersion.objects.get()
    three_in_four = [{**row, "count": row["out_of"] * 3 // 4} for row in kept.scores]
    models.ReportVersion.objects.update(scores=three_in_four)
    by, number = begun(made)
    claims = [{"claim": "above average"}]
    paper = {**CONTENT["paper"], "claims": claims}
    before = {"paper": paper, "comparators": {}}
    act = {"by": by, "now": NOW}
    council_reports.write(made.code, number, content=before, seen="0", **act)
    found = council_reports.shown(made.code, number, **act).made
    assert len(found.sentences) == 3
    (only,) = found.said
    assert only.startswith("In each headline: whether the score of ")
    assert "cannot be computed: no average for it is printed by then" in only
    content = {**before, "comparators": OWN}
    council_reports.write(made.code, number, content=content, seen="1", **act)
    found = council_reports.shown(made.code, number, **act).made
    context = found.report.context("safeguarding")
    assert context is not None
    assert (context.lowest, context.source.standing) == (30, "unverified")
    assert found.report.inspection.as_at == date(2026, 11, 8)
    assert "cannot be computed" not in found.said[0]
    assert "Safeguarding" in found.said[0]
    assert "(of all invented services, as at 8 November 2026" in found.said[0]
    tables = [one for one in found.document.tables() if one.id.startswith("comparators")]
    assert "entered from Invented yearbook; unverified; as at 8 November 2026" in tables[0].caption
    told = " ".join(plain(one.spans) for one in found.document.blocks if isinstance(one, Paragraph))
    assert "Those of other services from: Invented yearbook; unverified." in told
    ahead = {**content, "comparators": {**OWN, "as_at": "2026-11-30"}}
    with pytest.raises(InputError, match="it cannot lie ahead"):
        council_reports.write(made.code, number, content=ahead, seen="2", **act)
    wrong = {"safeguarding": {"lowest": 80, "average": 61}}
    with pytest.raises(InputError, match="in that order"):
        council_reports.write(
            made.code,
            number,
            content={**content, "comparators": {**OWN, "headlines": wrong}},
            seen="2",
            **act,
        )
    models.ReportVersion.objects.update(
        comparators={
            "scope": "printed",
            "as_at": "1 November 2026",
            "n_services": 9,
            "rows": [["safeguarding", 38, 91, 67]],
        }
    )
    printed = council_reports.shown(made.code, number, **act).made.report.context("safeguarding")
    assert printed is not None
    assert printed.lowest == 38, "what the report prints comes first"


def test_blanks_say_where_they_stand(made: Signable) -> None:
    by, number = begun(made)
    found = council_reports.shown(made.code, number, by=by, now=NOW).made
    assert len(found.placed_blanks) >= len(found.blanks)
    assert "the committee (in The report, at the beginning)" in found.placed_blanks
    assert all(any(at in line for at in ("under ", "first page", "beginning"))
               for line in found.placed_blanks)  # fmt: skip
    assert any("(in " in line for line in found.placed_blanks)


def test_comparators_are_typed_with_source_and_day(made: Signable, browser: Client) -> None:
    models.ReportVersion.objects.update(published_at=site.NOW - timedelta(days=400))
    begin = reverse("council_report_begin", args=[made.code])
    assert browser.post(begin, {"headings": "sefton"}).status_code == 302
    write = reverse("council_report_write", args=[made.code, 1])
    assert "Source of the scores of other services" in browser.get(write).content.decode()
    typed = {"committee_1": "Cabinet", "decision": "note", "seen": "0"}
    figures = {"lowest_safeguarding": "30", "average_safeguarding": "61"}
    named = {"comparators_source": "Invented yearbook", "comparators_as_at": "2026-01-02"}
    named["comparators_scope"] = "all invented services"
    for wrong, said in (
        (figures, "Name the source of these figures"),
        ({**figures, **named, "lowest_safeguarding": "70"}, "rise in that order"),
        (named, "Enter a lowest, an average or a highest from this source."),
    ):
        refused = browser.post(write, {**typed, **wrong})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert browser.post(write, {**typed, **figures, **named}).status_code == 302
    again = browser.get(write).content.decode()
    for kept in ("Invented yearbook", "2026-01-02", "all invented services", 'value="61"'):
        assert kept in again
    one = browser.get(reverse("council_report", args=[made.code, 1])).content.decode()
    assert "were entered here from Invented yearbook; unverified" in one
    assert browser.post(write, {**typed, "seen": "1"}).status_code == 302
    one = browser.get(reverse("council_report", args=[made.code, 1])).content.decode()
    assert "Enter them from another source" in one


def test_files_that_are_too_large_are_refused_beside_their_field(
    made: Signable, browser: Client
) -> None:
    models.ReportVersion.objects.update(published_at=site.NOW - timedelta(days=400))
    large = SimpleUploadedFile("own.yaml", b"x" * (2**20 + 1))
    begin = reverse("council_report_begin", args=[made.code])
    page = browser.post(begin, {"headings": "own", "file": large}).content.decode()
    assert "The file is larger than 1 MB; choose another." in page
