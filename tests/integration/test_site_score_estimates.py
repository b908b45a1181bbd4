"""How sure scores are, on the page of the scores and in the report: one draw, one answer."""

import re

import pytest
from django.urls import reverse

from corecase.actions import drawn_samples, replacements, reports, samples, score_estimates, scores
from corecase.core.assessment_states import AssessmentState
from corecase.core.drawn_samples import DrawnSample, StratumSize
from corecase.core.people import Role
from corecase.core.replacements import MissingReason, ReplacementReason
from corecase.core.stages import Stage
from corecase.exchange import editions, frameworks
from corecase.statistics.sample_estimates import SampleEstimates
from corecase.store.cases import models
from tests import case_lists, site

pytestmark = pytest.mark.django_db

CCI = frameworks.load("cci-2009")
INSUFFICIENT = '{"answer":"INSUFFICIENT"}'


class Scene:
    """Six of twelve cases drawn by sentence, in the field, with their lead."""

    def __init__(self, *strata: str) -> None:
        self.inspection = case_lists.announced(programme=site.programme("cci-2009"))
        self.lead = site.person(Role.LEAD_INSPECTOR, inspection=self.inspection)
        case_lists.accepted(self.inspection, self.lead)
        samples.draw(
            self.inspection.code,
            samples.Choice(n=6, strata=strata),
            nonce_inspectorate="heron",
            nonce_service="plover",
            by=site.actor(self.lead),
            now=site.NOW,
        )
        models.Inspection.objects.filter(pk=self.inspection.pk).update(stage=Stage.FIELDWORK)
        self.inspection.refresh_from_db()
        self.refs = [case.id for case in scores.cases_of(self.inspection)]

    def judge(self, n: int) -> None:
        """Answers for the first cases; each has a few items more that are insufficient."""
        assessor = site.person(Role.ASSESSOR, inspection=self.inspection)
        items = [item.id for item in CCI.items if not item.levels]
        for place, ref in enumerate(self.refs[:n]):
            case = models.SampledCase.objects.get(inspection=self.inspection, ref=ref)
            row = site.assessment(case, assessor, state=AssessmentState.SUBMITTED)
            site.answered(row, CCI, but=dict.fromkeys(items[: 6 * place], INSUFFICIENT))

    def begin(self, n: int, *, after: int = 0) -> None:
        """One answer for each of so many cases, which are not submitted."""
        assessor = site.person(Role.ASSESSOR, inspection=self.inspection)
        for ref in self.refs[after : after + n]:
            case = models.SampledCase.objects.get(inspection=self.inspection, ref=ref)
            row = site.assessment(case, assessor, state=AssessmentState.STARTED)
            first, *rest = (item.id for item in CCI.items)
            site.answered(row, CCI, but={first: INSUFFICIENT} | dict.fromkeys(rest, ""))

    def miss(self, ref: str) -> None:
        """Marks a case that could not be assessed."""
        reason = MissingReason.CASE_MANAGER_AWAY
        by = site.actor(self.lead)
        replacements.miss(self.inspection.code, ref, reason=reason, by=by, now=site.NOW)

    def estimates(self) -> SampleEstimates | None:
        """What the page of the scores shows."""
        by = site.actor(self.lead)
        return scores.preview(self.inspection.code, by=by, now=site.NOW).estimates

    def page(self) -> str:
        """The page of the scores in one line."""
        address = reverse("scores", args=[self.inspection.code])
        content = site.client_for(self.lead).get(address).content.decode()
        return " ".join(re.sub(r"<[^>]+>", " ", content).split())


def test_a_draw_says_how_many_could_be_drawn_in_each_stratum() -> None:
    scene = Scene("sentence")
    assert drawn_samples.of(scene.inspection) == DrawnSample(
        n_population=12,
        by=("sentence",),
        strata=(
            StratumSize(values=("community",), n_population=8),
            StratumSize(values=("custody",), n_population=4),
        ),
    )


def test_a_draw_without_strata_says_the_whole_number() -> None:
    assert drawn_samples.of(Scene().inspection) == DrawnSample(n_population=12)


def test_without_a_draw_nothing_is_known() -> None:
    assert drawn_samples.of(site.inspection()) is None
    inspection = site.inspection()
    site.sample(inspection, 3)
    models.SampledCase.objects.filter(inspection=inspection).delete()
    assert drawn_samples.of(inspection) is None


def test_missing_cases_are_named_with_what_rules_and_strata_read_alone() -> None:
    scene = Scene("sex")
    gone = scene.refs[0]
    scene.miss(gone)
    (missing,) = drawn_samples.of(scene.inspection).missing  # type: ignore[union-attr]  # a draw
    assert missing.id == gone
    assert set(missing.attributes) == {"sentence", "sex"}


def test_a_replaced_case_could_be_drawn_and_is_not_missing() -> None:
    scene = Scene()
    reason = ReplacementReason.TRANSFERRED
    by = site.actor(scene.lead)
    code = scene.inspection.code
    replacements.replace(code, scene.refs[0], reason=reason, by=by, now=site.NOW)
    assert drawn_samples.of(scene.inspection) == DrawnSample(n_population=12)


def test_the_page_says_intervals_and_bands_and_a_sentence_for_each_headline() -> None:
    scene = Scene("sentence")
    scene.judge(6)
    found, page = scene.estimates(), scene.page()
    assert found is not None
    assert "6 cases were assessed of 12 that could be drawn, by strata of sentence." in page
    assert "Sampling variation only: an interval is about which cases happened" in page
    for row in found.rows:
        assert row.interval_printed in page
        if row.score.level == "headline":
            assert f"{row.score.label}: {row.sentence}" in page
        if row.chances:
            assert page.count(row.band_remark) >= 2
    assert "treat the cases fully answered so far" not in page
    assert "If the missing cases had been assessed" not in page


def test_a_page_while_fieldwork_runs_says_what_its_intervals_take_for_granted() -> None:
    scene = Scene()
    assert scene.estimates() is None
    assert "How sure the scores are" not in scene.page()
    scene.miss(scene.refs[5])
    scene.judge(4)
    page = scene.page()
    assert "4 cases were assessed of 12 that could be drawn." in page
    assert "treat the cases fully answered so far as if chance had picked them" in page


def test_a_half_judged_case_stands_behind_no_interval() -> None:
    scene = Scene()
    scene.begin(2, after=4)
    assert scene.estimates() is None
    assert "No case is fully answered yet." in scene.page()
    scene.judge(4)
    found, page = scene.estimates(), scene.page()
    assert found is not None
    assert (found.n_cases, found.n_unfinished) == (4, 2)
    assert "4 cases were assessed of 12 that could be drawn." in page
    assert "2 more cases have some of their answers." in page
    assert "No score has five fully answered cases behind it." in page
    assert "Interval</th>" not in page


def test_too_few_cases_have_no_interval_and_the_page_says_so() -> None:
    scene = Scene()
    scene.judge(4)
    page = scene.page()
    assert "No score has five fully answered cases behind it." in page
    assert "Interval</th>" not in page  # a column of nothing
    assert (
        page.count("a score that applies in fewer than 5 cases is given as a count, without") == 1
    )
    assert "(note)" in page
    assert "%" not in page.partition("<h1")[2].partition("<footer")[0]
    assert "Sampling variation only" not in page


def test_a_framework_without_bands_has_no_column_for_them() -> None:
    inspection = site.inspection(Stage.FIELDWORK, programme=site.programme("sqs-2013"))
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    for case in site.sample(inspection, 5):
        row = site.assessment(case, assessor, state=AssessmentState.SUBMITTED)
        site.answered(row, frameworks.load("sqs-2013"))
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    address = reverse("scores", args=[inspection.code])
    page = site.client_for(lead).get(address).content.decode()
    assert ">Interval</th>" in page
    assert "How sure of the band" not in page


def test_missing_cases_show_each_score_at_its_worst_and_its_best() -> None:
    scene = Scene()
    scene.miss(scene.refs[5])
    scene.judge(5)
    found, page = scene.estimates(), scene.page()
    assert found is not None
    assert "1 case of the sample could not be assessed." in page
    assert "treat the cases fully answered so far" not in page
    for row in found.rows:
        assert row.bounds is not None
        assert f"{row.bounds.low.printed} {row.bounds.high.printed}" in page


def test_the_level_is_that_of_the_reports_edition() -> None:
    scene = Scene()
    scene.judge(6)
    text = editions.text("cci").replace("level: 0.95", "level: 0.8")
    programme = scene.inspection.programme
    for written, level in (("", 0.95), (text, 0.8), ("id: broken\ntexts: {}\n", 0.95)):
        programme.report_edition_id, programme.report_edition_text = "own", written
        judgements, cases = scores.effective_judgements(scene.inspection)
        found = score_estimates.of(scene.inspection, CCI, judgements, cases)
        assert found is not None
        assert found.level == level


def test_a_reconstruction_has_no_intervals_and_says_why() -> None:
    scene = Scene()
    scene.judge(6)
    text = frameworks.text("cci-2009")
    invented = text.replace("- id: CCI-R01\n", "- id: CCI-R01\n  wording: invented\n", 1)
    models.Programme.objects.filter(pk=scene.inspection.programme_id).update(
        framework_text=invented
    )
    assert scene.estimates() is None
    page = scene.page()
    assert "is a setting and not a finding" in page
    assert "Interval" not in page


def test_the_report_says_what_the_page_says() -> None:
    scene = Scene("sentence")
    scene.miss(scene.refs[5])
    scene.judge(5)
    models.Inspection.objects.filter(pk=scene.inspection.pk).update(stage=Stage.DRAFTING)
    scene.inspection.refresh_from_db()
    report = reports.built(scene.inspection, site.TODAY)
    assert report.inspection.drawn == drawn_samples.of(scene.inspection)
    judgements, cases = scores.effective_judgements(scene.inspection)
    assert report.judgements == judgements
    assert report.cases == cases


def test_whoever_takes_the_folder_consulted_the_missing_case_too() -> None:
    scene = Scene()
    gone = scene.refs[0]
    scene.miss(gone)
    scene.judge(0)
    models.Inspection.objects.filter(pk=scene.inspection.pk).update(stage=Stage.DRAFTING)
    reports.archive(scene.inspection.code, by=site.actor(scene.lead), now=site.NOW)
    seen = models.Consultation.objects.filter(what="FOLDER").values_list("ref", flat=True)
    assert gone in set(seen)
