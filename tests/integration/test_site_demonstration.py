"""The demonstration: the published figures again, and something of everything to do."""

import re
from collections.abc import Iterator
from importlib.resources import as_file
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from corecase.actions import (
    alerts,
    before_after,
    calibrations,
    case_manager_views,
    comparisons,
    copies,
    demonstration,
    directory,
    factual_comments,
    improvement_plans,
    improvement_progress,
    obstacles,
    own_inspections,
    people,
    published,
    publishing,
    register_desk,
    reinspections,
    report_desk,
    report_findings,
    reports,
    sample_lists,
    sample_plans,
    samples,
    scores,
    survey_results,
    surveys,
    timetables,
)
from corecase.actions import series as register
from corecase.actions.demonstration_cast import CAST
from corecase.actions.demonstration_reference import REFERENCE
from corecase.actions.printed_fact_release_pages import releases
from corecase.actions.printed_fact_releases import Which
from corecase.actions.published import Asked as AskedFor
from corecase.actions.register_desk import Asked
from corecase.core.before_after import Verdict
from corecase.core.people import Actor, NotAllowedError
from corecase.core.publications import compare
from corecase.core.scoring import score
from corecase.core.stages import Stage
from corecase.core.timetables import DayName
from corecase.documents import screening_letter
from corecase.documents.inspection_report import Report, build
from corecase.documents.paragraphs import paragraphs
from corecase.exchange.published import read_printed
from corecase.pipelines.read import read_folder
from corecase.pipelines.reconstruct import reconstruct_folder
from corecase.pipelines.render import report_of
from corecase.store.cases import audit, models
from corecase.store.public.models import Publication, PublishedVersion
from tests import site

LINK = "https://site.example.org/copies/{}/"


@pytest.fixture(scope="module")
def letters(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[list[str]]:
    """The demonstration, loaded once for all tests of this module; what it sent by mail."""
    mail.outbox = []
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMO=True):
        steps: list[str] = []
        assert demonstration.load(now=site.NOW, on_step=steps.append, link=LINK.format)
        assert len(steps) == 6
        yield [str(letter.body) for letter in mail.outbox]
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters")]


def by(key: str) -> Actor:
    row = models.Person.objects.get(email__startswith=f"{key}@")
    return people.actor(row.pk, today=site.TODAY)


def inspection(service: str) -> models.Inspection:
    return models.Inspection.objects.get(service__name=service, own_kind="")


def said_of(report: Report) -> list[str]:
    """The paragraphs of a report in order, without the examples of good practice."""
    listed = paragraphs(build(report))
    return [one.text for one in listed if not one.place.startswith("practice")]


def test_hartlepool_prints_every_figure_again_and_nothing_invented() -> None:
    hartlepool = inspection("Hartlepool")
    judgements, _ = scores.effective_judgements(hartlepool)
    with as_file(REFERENCE / "printed.csv") as path:
        printed = read_printed(path)
    framework = scores.frameworks.of(hartlepool)
    agreed = [row.agrees for row in compare(score(framework, judgements), printed)]
    assert (len(agreed), all(agreed)) == (14, True)
    assert hartlepool.stage == Stage.DRAFTING
    assert hartlepool.synthetic.startswith("SYNTHETIC")
    assert not models.Alert.objects.filter(inspection=hartlepool).exists()
    assert not models.Conflict.objects.filter(assessment__case__inspection=hartlepool).exists()


def test_the_draft_of_hartlepool_says_what_the_command_line_says(tmp_path: Path) -> None:
    with as_file(REFERENCE) as reference:
        reconstruct_folder("cci-2009", reference, tmp_path, seed=demonstration.SEED)
    printed = report_of(read_folder(tmp_path))
    ours = reports.built(inspection("Hartlepool"), site.TODAY)
    assert ours.scores == printed.scores
    assert len(said_of(printed)) > 150
    assert said_of(ours) == said_of(printed)


def test_anyborough_is_in_its_fieldwork_with_something_of_everything_to_do() -> None:
    anyborough = inspection("Anyborough")
    assert anyborough.stage == Stage.FIELDWORK
    assert alerts.count_line(anyborough.code, by=by("lead")) == "one alert"
    assert models.Conflict.objects.filter(resolved_at=None).count() == 1
    ref = models.CaseAssessment.objects.get(marking="SECOND", state="SUBMITTED").case.ref
    pair = comparisons.compare(anyborough.code, ref, by=by("lead"), now=site.NOW)
    assert pair.n_to_settle > 0
    assert inspection("Otherton").stage == Stage.PLANNED


def test_anyborough_asks_children_and_has_asked_their_parents() -> None:
    code, lead = inspection("Anyborough").code, by("lead")
    children, parents = surveys.room(code, by=lead, today=site.TODAY).surveys
    assert (children.is_open, children.n_returned, children.lots[0].n_handed_out) == (True, 5, 9)
    assert (parents.is_closed, parents.n_returned, parents.n_to_screen) == (True, 7, 2)
    found = survey_results.results(code, parents.slug, by=lead, today=site.TODAY)
    assert found.tallies[0].words.startswith("Four said “Yes, completely”; two said")


def test_the_sample_of_anyborough_is_balanced() -> None:
    page = sample_lists.sample(inspection("Anyborough").code, by=by("lead"), now=site.NOW)
    assert page.facts is not None
    assert len(page.facts.balance) == 2
    assert page.comparison is not None


def test_listborough_has_a_case_list_to_draw_a_sample_from() -> None:
    row = inspection("Listborough")
    assert row.stage == Stage.CASELOAD_RECEIVED
    assert not row.draws.exists()
    choice = samples.Choice(n=38, strata=("sentence",), balance=("sex", "ethnicity_group"))
    plan = sample_plans.plan(row.code, choice=choice, by=by("lead"), now=site.NOW)
    assert plan.n_population > 80


def test_the_draft_of_draftborough_is_not_begun() -> None:
    row = inspection("Draftborough")
    assert row.stage == Stage.DRAFTING
    assert not models.ReportText.objects.filter(inspection=row).exists()
    assert (
        models.CaseNote.objects.filter(assessment__case__inspection=row, is_quotable=True).count()
        == 2
    )


def test_exampleton_checks_its_draft_and_comments_wait_for_answers() -> None:
    row = inspection("Exampleton")
    assert row.stage == Stage.FACTUAL_ACCURACY
    found = factual_comments.of_round(row.code, 1, by=by("lead"), now=site.NOW)
    assert found.round.state == "with the service"
    told = [(one.is_late, one.answer is not None) for one in found.comments]
    assert sorted(told) == [(False, False), (False, True), (False, True), (True, False)]

    # Findings that were accepted, edited, dropped, and not looked at; a number that is nobody's.
    listed = report_findings.paragraphs(report_desk.of(row))
    statuses = {one.status for one in listed}
    assert statuses == {"accepted", "edited", "dropped", "drafted"}
    assert [one.free_numbers for one in listed if one.free_numbers] == [("97",)]
    quoted = models.Quotation.objects.filter(inspection=row)
    assert sorted(one.checked_at is not None for one in quoted) == [False, True]

    text = " ".join(one.text for one in obstacles.of(row, site.TODAY))
    for said in (
        "3 findings of 3.2 not accepted yet",
        "two people wrote at once",
        "(invented)” for the year before the inspection is questioned",
        "rests on fewer than five people",
        "was not read by a second person",
        "2 comments of the service are not answered",
        "was to change after a comment and says the same; change it, or answer",
    ):
        assert said in text


def test_sampleford_is_released_and_nothing_of_it_is_public(letters: list[str]) -> None:
    row = inspection("Sampleford")
    version = models.ReportVersion.objects.get(inspection=row)
    assert row.stage == Stage.SIGN_OFF
    assert version.signed_by.email.startswith("chief@")
    assert version.released_by is not None
    assert version.released_by.email.startswith("manager@")
    assert version.publish_at is not None
    assert version.publish_at > site.NOW
    assert not Publication.objects.filter(code=row.code).exists()
    assert publishing.publish_due(now=site.NOW) == ()

    # Both readers of the copy list have an address that opens the files, and their names are
    # kept beside what was sent.
    tokens = [found for body in letters for found in re.findall(LINK.format("(.+)"), body)]
    assert LINK.format(tokens[0]).endswith(reverse("copy", args=[tokens[0]]))
    opened = [copies.opened(token, now=site.NOW) for token in tokens]
    assert [copy.service for copy in opened] == ["Sampleford", "Sampleford"]
    assert models.Dispatch.objects.filter(version=version, failed="").count() == 2


def test_nowhereby_is_in_the_register_with_both_versions() -> None:
    row = inspection("Nowhereby")
    first, second = PublishedVersion.objects.filter(publication__code=row.code).order_by("number")
    assert (first.number, first.reason) == (1, "")
    assert (second.number, bool(second.reason)) == (2, True)
    assert first.sha256 != second.sha256
    assert {"report.html", "report.pdf", "report.docx"} <= set(
        second.files.values_list("name", flat=True)
    )
    assert row.stage == Stage.CLOSED
    shown = register.register(AskedFor(), by=by("manager"), now=site.NOW)
    assert row.code in {one.code for one in shown.listing.reports}
    # The next report of the region is read beside it.
    waiting = models.ReportVersion.objects.get(inspection=inspection("Sampleford"))
    assert waiting.comparators["n_services"] == 1


def test_nowherebys_improvement_plan_is_under_way_with_one_action_late() -> None:
    code, today = inspection("Nowhereby").code, site.TODAY
    page = improvement_plans.one(code, by=by("oversight"), today=today)
    assert page.state == "accepted"
    assert page.plan.due_on is not None
    assert page.heading.oversight_body == "Invented oversight board"
    assert [one.action.id for one in page.overdue] == ["1.2"]
    late = improvement_progress.action(code, "1.2", by=by("exampleton"), today=today)
    assert [bool(one.answered_at) for one in late.questions] == [False]
    moved = improvement_progress.action(code, "1.1", by=by("council"), today=today)
    assert [one.shown.verdict for one in moved.audits] == ["not yet distinguishable"]
    assert any(gap.kind == "owner" for gap in page.gaps)
    # Its report prints no day of publication, so nobody knows when one was due.
    assert not models.ImprovementPlan.objects.filter(inspection=inspection("Hartlepool")).exists()
    days = timetables.shown(inspection("Hartlepool").code, by=by("lead"))
    assert days.row(DayName.IMPROVEMENT_PLAN_DUE).planned.day is None


def test_againby_was_inspected_twice_and_says_what_changed() -> None:
    first, again = models.Inspection.objects.filter(service__name="Againby").order_by("pk")
    room = reinspections.room(first.code, by=by("chief"), now=site.NOW)
    assert {score.id for score in room.suggested} == {"safeguarding", "risk_of_harm"}
    assert room.standing is not None
    assert room.standing.decision.planned
    assert room.planned is not None
    assert (room.planned.code, again.previous) == (again.code, first)
    page = before_after.page(again.code, by=by("lead"), now=site.NOW)
    assert page.changes is not None
    assert (page.is_preview, page.changes.n_common_cases) == (False, 0)
    assert {row.verdict for row in page.changes.of("headline")} == {Verdict.IMPROVED}
    assert len({row.verdict for row in page.changes.of("criterion")}) > 1
    assert [one.n_completed for one in page.planned] == [1, 1, 1, 0]
    verdicts = [audit.shown.verdict for one in page.planned for audit in one.audits]
    assert verdicts == ["not yet distinguishable", "improved"]
    shown = published.one(again.code, now=site.NOW).current.changes
    assert shown is not None
    assert [row.verdict for row in shown.rows] == ["improved"] * 3


def test_a_fact_and_a_link_wait_for_the_chief_inspector() -> None:
    assert register_desk.asked(by=by("chief")) == Asked(n_facts=1, n_links=1)
    assert register_desk.asked(by=by("manager")) == Asked()
    ((due,),) = (one.facts for one in releases(Which(), by=by("chief")).inspections)
    assert (due.fact.service, due.fact.standing) == ("Anyborough", "invented")


def test_screenburys_letter_is_being_drafted() -> None:
    row = inspection("Screenbury")
    assert row.stage == Stage.DRAFTING
    asked = case_manager_views.asked(row.code, by=by("lead"))
    assert {figure.figure.out_of for figure in asked.figures.values()} == {6}
    letter = screening_letter.build(reports.built(row, site.TODAY))
    assert any("six case managers" in one.text for one in paragraphs(letter))


def test_nowhereby_was_kinder_to_itself_than_its_inspectors() -> None:
    (own,) = own_inspections.of_service("nowhereby", by=by("quality")).listed
    assert own.stage == Stage.MODERATION
    page = calibrations.page(own.code, by=by("quality"), now=site.NOW)
    assert page.found is not None
    assert [row.label.partition(" ")[0] for row in page.found.rows] == ["1.1", "1.3"]
    assert all("higher" in row.difference for row in page.found.rows)
    # The inspectorate sees nothing of it.
    with pytest.raises(NotAllowedError):
        calibrations.page(own.code, by=by("lead"), now=site.NOW)


def test_everybody_is_there_and_nothing_is_loaded_twice() -> None:
    assert [name for name, _ in demonstration.listed()] == [part.name for part in CAST]
    assert len(directory.demonstration()) == len(CAST)
    assert not models.Rendering.objects.exclude(state="DONE").exists()
    assert audit.verify() == ()
    assert not demonstration.load(now=site.NOW)


def test_only_the_liaison_of_exampleton_reads_its_draft_for_the_service() -> None:
    row = inspection("Exampleton")
    found = factual_comments.of_round(row.code, 1, by=by("exampleton"), now=site.NOW)
    assert not found.shows_answers
    with pytest.raises(NotAllowedError):
        factual_comments.of_round(row.code, 1, by=by("liaison"), now=site.NOW)
