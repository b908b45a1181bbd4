"""Progress, the preview of scores, and feedback: who reads what, and that the figures are ours."""

import io
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import docx
import pytest
from django.urls import reverse

from corecase.actions import assessments, case_feedback, feedback, progress, scores
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site
from tests.terminal import Terminal

pytestmark = pytest.mark.django_db

CCI = load("cci-2009")
SQS = load("sqs-2013")
INSUFFICIENT = '{"answer":"INSUFFICIENT"}'
SUBMITTED = AssessmentState.SUBMITTED
SEEN = site.NOW.isoformat()


def fieldwork(framework: str = "sqs-2013", **fields: object) -> models.Inspection:
    return site.inspection(Stage.FIELDWORK, programme=site.programme(framework), **fields)


def judged(
    inspection: models.Inspection, n: int = 4, framework: object = SQS
) -> list[models.CaseAssessment]:
    """A sample with every case answered and submitted; every third item of a case differs."""
    assessor = site.person(Role.ASSESSOR, inspection=inspection, name="Assessor One")
    rows = []
    for place, case in enumerate(site.sample(inspection, n)):
        plain = [item.id for item in framework.items if not item.levels]  # type: ignore[attr-defined]
        but = dict.fromkeys(plain[place % 3 :: 3], INSUFFICIENT)
        row = site.assessment(case, assessor, state=SUBMITTED)
        rows.append(site.answered(row, framework, but=but))  # type: ignore[arg-type]
    return rows


# Progress


def test_progress_counts_what_is_done_out_of_what_is_planned() -> None:
    inspection = fieldwork()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    one = site.person(Role.ASSESSOR, inspection=inspection, name="Assessor One")
    two = site.person(Role.ASSESSOR, inspection=inspection, name="Assessor Two")
    cases = site.sample(inspection, 4)
    models.SampledCase.objects.filter(ref__in=("S01", "S02")).update(stratum="custody")
    site.answered(site.assessment(cases[0], one, state=SUBMITTED), SQS)
    began = site.assessment(cases[1], one, state=AssessmentState.STARTED)
    site.answered(began, SQS, but={"SQS-A01": "", "SQS-A02": ""})
    site.assessment(cases[2], two)
    second = site.assessment(cases[0], two, marking=Marking.SECOND, state=SUBMITTED)
    for held_at in (site.NOW, None):
        models.Interview.objects.create(
            inspection=inspection,
            case=cases[1] if held_at else None,
            assessor=one,
            with_whom="CASE_MANAGER",
            starts_at=site.NOW,
            ends_at=site.NOW + timedelta(hours=1),
            held_at=held_at,
        )
    models.Alert.objects.create(
        id=uuid4(),
        inspection=inspection,
        case=cases[1],
        concern="Invented.",
        raised_by=one,
        raised_at=site.NOW,
    )
    for row in (began, second):
        sent = models.Operation.objects.create(
            id=uuid4(),
            assessment=row,
            item_id="SQS-A03",
            field="ANSWER",
            base_version=0,
            value="",
            sha256="0" * 64,
            outcome="CONFLICT",
            by=one,
            at=site.NOW,
        )
        models.Conflict.objects.create(
            assessment=row,
            operation=sent,
            item_id="SQS-A03",
            field="ANSWER",
            standing_version=1,
            raised_at=site.NOW,
        )
    found = progress.progress(inspection.code, by=site.actor(lead))
    lines = {line.label: line for line in found.by_assessor}
    assert list(lines) == ["Assessor One", "Assessor Two", "Not allocated"]
    mine = lines["Assessor One"]
    assert (mine.cases, mine.interviews) == (Figure(count=1, out_of=2), Figure(count=1, out_of=2))
    assert (mine.n_unanswered, mine.n_conflicts, mine.n_alerts) == (2, 1, 1)
    assert lines["Assessor Two"].second == Figure(count=1, out_of=1)
    assert lines["Assessor Two"].n_conflicts == 1
    assert lines["Not allocated"].cases == Figure(count=0, out_of=1)
    strata = {line.label: line for line in found.by_stratum}
    assert list(strata) == ["custody", "No stratum"]
    assert strata["custody"].cases == Figure(count=1, out_of=2)
    assert found.whole.cases == Figure(count=1, out_of=4)
    assert found.whole.n_unanswered == sum(line.n_unanswered for line in found.by_stratum)
    assert dict(found.states)["submitted"] == 1
    assert (found.n_alerts_open, found.n_second_chosen) == (1, 0)
    assert found.shows_scores
    page = site.client_for(one).get(reverse("progress", args=[inspection.code]))
    assert page.status_code == 200
    assert reverse("scores", args=[inspection.code]) not in page.content.decode()


def test_an_inspection_without_a_sample_has_no_progress_yet() -> None:
    inspection = site.inspection()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    page = site.client_for(lead).get(reverse("progress", args=[inspection.code]))
    assert "Nothing is planned yet" in page.content.decode()


def test_a_liaison_reads_no_progress_and_no_score() -> None:
    inspection = fieldwork()
    liaison = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    client = site.client_for(liaison)
    for name in ("progress", "scores", "moderation", "second_marking"):
        assert client.get(reverse(name, args=[inspection.code])).status_code == 404


# Scores


@pytest.mark.parametrize(
    ("role", "shown", "reads"),
    [
        (Role.LEAD_INSPECTOR, False, True),
        (Role.CHIEF_INSPECTOR, False, True),
        (Role.ASSESSOR, False, False),
        (Role.ASSESSOR, True, True),
        (Role.LOCAL_ASSESSOR, True, True),
        (Role.PROGRAMME_MANAGER, True, False),
    ],
)
def test_who_reads_the_running_scores(role: Role, shown: bool, reads: bool) -> None:
    inspection = fieldwork(scores_shown_to_assessors=shown)
    by = site.somebody(role, inspection=inspection)
    assert scores.shown_to(inspection, by=by) is reads
    if reads:
        assert scores.preview(inspection.code, by=by, now=site.NOW).notice.startswith("PREVIEW")
    else:
        with pytest.raises(NotAllowedError):
            scores.preview(inspection.code, by=by, now=site.NOW)
    with pytest.raises(NotAllowedError):
        scores.preview("no-such-inspection", by=by, now=site.NOW)


def test_the_lead_shows_the_running_scores_to_assessors_and_hides_them_again() -> None:
    inspection = site.inspection(Stage.FIELDWORK)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    assessor = site.somebody(Role.ASSESSOR, inspection=inspection)
    address = f"/inspections/{inspection.code}/scores/"
    client = site.client_for(lead)
    assert "do not see running scores" in client.get(address).content.decode()
    assert client.post(address, {"shown": "yes"}).status_code == 302
    assert scores.preview(inspection.code, by=assessor, now=site.NOW).may_share is False
    assert client.post(address, {"shown": "no"}).status_code == 302
    with pytest.raises(NotAllowedError):
        scores.preview(inspection.code, by=assessor, now=site.NOW)
    kinds = models.Event.objects.values_list("kind", flat=True)
    assert [kind for kind in kinds if kind.startswith("SCORES")] == [
        "SCORES_SHARED",
        "SCORES_HIDDEN",
    ]


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.SIGN_OFF, Stage.PUBLISHED])
def test_scores_that_were_shared_in_fieldwork_are_hidden_from_drafting_on(stage: Stage) -> None:
    inspection = site.inspection(stage)
    models.Inspection.objects.filter(pk=inspection.pk).update(scores_shown_to_assessors=True)
    for role in (Role.ASSESSOR, Role.LOCAL_ASSESSOR):
        by = site.somebody(role, inspection=inspection)
        with pytest.raises(NotAllowedError):
            scores.preview(inspection.code, by=by, now=site.NOW)
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)
    shown = scores.preview(inspection.code, by=lead, now=site.NOW)
    assert (shown.is_shared, shown.may_share) == (False, False)
    with pytest.raises(InputError, match="those of the report now"):
        scores.share(inspection.code, shown=True, by=lead, now=site.NOW)


def test_scores_stay_hidden_from_who_still_marks_second() -> None:
    inspection = fieldwork(scores_shown_to_assessors=True)
    second = site.person(Role.ASSESSOR, inspection=inspection)
    site.assessment(site.sample(inspection, 1)[0], second, marking=Marking.SECOND)
    with pytest.raises(InputError, match="second markings first"):
        scores.preview(inspection.code, by=site.actor(second), now=site.NOW)
    models.CaseAssessment.objects.update(state=SUBMITTED)
    assert scores.preview(inspection.code, by=site.actor(second), now=site.NOW).n_cases == 1


def test_an_agreed_answer_stands_before_the_first_and_the_second_never_counts() -> None:
    inspection = fieldwork()
    row = judged(inspection, 1)[0]
    other = site.person(Role.ASSESSOR, inspection=inspection)
    second = site.assessment(row.case, other, marking=Marking.SECOND, state=SUBMITTED)
    site.answered(second, SQS, but={item.id: INSUFFICIENT for item in SQS.items})
    first = scores.first_judgements(inspection)
    assert scores.effective_judgements(inspection)[0] == first
    models.AgreedAnswer.objects.create(
        case=row.case, item_id="SQS-A02", value=INSUFFICIENT, by=other, at=site.NOW
    )
    models.AgreedAnswer.objects.create(
        case=row.case, item_id="SQS-A03", value="", by=other, at=site.NOW
    )
    effective, cases = scores.effective_judgements(inspection)
    assert [case.id for case in cases] == ["S01"]
    assert effective.answer("S01", "SQS-A02") == "INSUFFICIENT"
    assert first.answer("S01", "SQS-A02") == "SUFFICIENT"
    assert effective.answer("S01", "SQS-A03") is None


@pytest.mark.parametrize("framework", [SQS, CCI], ids=lambda framework: framework.id)
def test_the_preview_equals_what_the_command_line_scores_from_the_export(
    framework: object, tmp_path: Path, terminal: Terminal
) -> None:
    name = framework.id  # type: ignore[attr-defined]
    inspection = fieldwork(name)
    rows = judged(inspection, 7, framework)
    models.FieldState.objects.filter(assessment=rows[0], item_id__endswith="2").delete()
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    models.AgreedAnswer.objects.create(
        case=rows[1].case,
        item_id=framework.items[0].id,  # type: ignore[attr-defined]
        value=INSUFFICIENT,
        by=lead,
        at=site.NOW,
    )
    preview = scores.preview(inspection.code, by=site.actor(lead), now=site.NOW)
    texts = assessments.exported(inspection.code, by=site.actor(lead), now=site.NOW)
    for file, text in zip(("judgements.csv", "cases.csv"), texts, strict=True):
        (tmp_path / file).write_text(text, encoding="utf-8")
    command = ["score", str(tmp_path / "judgements.csv"), "--framework", name, "--preview"]
    said = terminal.run(*command, "--cases", str(tmp_path / "cases.csv"), "--json").data
    assert [
        (s["id"], s["sufficient"], s["applicable"], s["band"], s["band_by_other_rule"])
        for s in said["scores"]
    ] == [
        (
            s.id,
            s.figure.count,
            s.figure.out_of,
            s.band and s.band.id,
            s.other_band and s.other_band.id,
        )
        for s in preview.scores.all
    ]
    assert {i["id"]: (i["sufficient"], i["applicable"]) for i in said["items"]} == {
        item: (figure.count, figure.out_of) for item, figure in preview.scores.items.items()
    }
    assert [
        (b["id"], b["to_raise"], b["to_lower"], [(w["case"], w["item"]) for w in b["which"]])
        for b in said["boundaries"]
    ] == [
        (b.score.id, b.to_raise, b.to_lower, [(w.case_id, w.item_id) for w in b.which])
        for b in preview.boundaries
    ]
    assert said["suggests_reinspection"] == [s.id for s in preview.suggested]
    assert said["cases"] == preview.n_cases
    page = site.client_for(lead).get(reverse("scores", args=[inspection.code])).content.decode()
    for s in preview.scores.all:
        assert f">{s.figure}<" in page


def test_a_finished_sample_is_still_a_preview() -> None:
    inspection = fieldwork()
    judged(inspection, 1)
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=inspection)
    found = scores.preview(inspection.code, by=lead, now=site.NOW)
    assert found.notice == "PREVIEW: every judgement is made; nothing is final before moderation."


def test_sixty_cases_take_few_queries(
    django_assert_max_num_queries: object,
) -> None:
    inspection = fieldwork("cci-2009")
    judged(inspection, 60, CCI)
    assert models.FieldState.objects.count() > 60 * 90
    client = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    for name, most in (("progress", 27), ("scores", 20)):
        address = reverse(name, args=[inspection.code])
        assert client.get(address).status_code == 200
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(address)


# Feedback


def written(inspection: models.Inspection, lead: models.Person, **fields: object) -> int:
    values = {
        "held_on": site.TODAY,
        "attendance": "Head of service\nLead inspector",
        "strengths": "Plans were reviewed.\n\nVictims were heard.",
        "areas": "",
        "with_figures": False,
        **fields,
    }
    return feedback.write_meeting(
        inspection.code,
        by=site.actor(lead),
        now=site.NOW,
        **values,  # type: ignore[arg-type]
    )


def test_provisional_feedback_is_read_by_the_service_once_given_and_then_stays() -> None:
    inspection = fieldwork()
    judged(inspection, 2)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    liaison = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    number = written(inspection, lead, with_figures=True)
    service = site.client_for(liaison)
    page = reverse("feedback_meeting", args=[inspection.code, number])
    assert service.get(page).status_code == 404
    assert (
        "Nothing has been given yet"
        in service.get(reverse("feedback", args=[inspection.code])).content.decode()
    )
    written(inspection, lead, number=number, areas="Contact with parents.", seen=SEEN)
    assert feedback.meeting(inspection.code, number, by=site.actor(lead)).figures == ()
    written(inspection, lead, number=number, with_figures=True, seen=SEEN)
    leading = site.client_for(lead)
    assert leading.post(reverse("feedback_give", args=[inspection.code, number])).status_code == 302
    body = service.get(page).content.decode()
    assert "PROVISIONAL" in body
    assert "Victims were heard." in body
    assert "Give it to the service" not in body
    assert "nothing is final before moderation" in body
    with pytest.raises(InputError, match="stays as it was read"):
        written(inspection, lead, number=number)
    with pytest.raises(InputError, match="stays as it was read"):
        feedback.give_meeting(inspection.code, number, by=site.actor(lead), now=site.NOW)
    kinds = models.Event.objects.filter(chain=inspection.code).values_list("kind", flat=True)
    assert list(kinds.order_by("sequence")) == ["FEEDBACK_WRITTEN"] * 3 + ["FEEDBACK_SHARED"]
    assessor = site.client_for(site.person(Role.ASSESSOR, inspection=inspection))
    assert assessor.get(page).status_code == 404


def test_the_figures_of_a_sheet_are_those_of_its_moment() -> None:
    inspection = fieldwork("cci-2009")
    rows = judged(inspection, 2, CCI)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    number = written(inspection, lead, with_figures=True)
    before = feedback.meeting(inspection.code, number, by=site.actor(lead)).figures
    made = scores.preview(inspection.code, by=site.actor(lead), now=site.NOW).scores
    assert [(f.label, f.figure) for f in before] == [
        (s.label, s.figure) for s in (*made.headlines, *made.criteria)
    ]
    models.FieldState.objects.filter(assessment=rows[0]).delete()
    assert feedback.meeting(inspection.code, number, by=site.actor(lead)).figures == before


@pytest.mark.parametrize("with_figures", [False, True])
def test_the_sheet_in_word_says_provisional_and_has_the_leads_words(with_figures: bool) -> None:
    inspection = fieldwork()
    judged(inspection, 1)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    number = written(inspection, lead, with_figures=with_figures)
    response = site.client_for(lead).get(reverse("feedback_word", args=[inspection.code, number]))
    assert response.headers["Content-Type"] == feedback.WORD
    assert f"{inspection.code}-provisional" in response.headers["Content-Disposition"]
    opened = docx.Document(io.BytesIO(response.content))
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert "Victims were heard." in text
    assert "[areas to look at: nothing was written]" in text
    assert ("Provisional figures" in text) is with_figures
    assert len(opened.tables) == with_figures
    headers = "".join(
        p.text for s in opened.sections for p in (*s.header.paragraphs, *s.footer.paragraphs)
    )
    assert "PROVISIONAL" in headers + text


def test_the_lead_writes_on_pages_that_keep_what_was_typed() -> None:
    inspection = fieldwork()
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    new = reverse("feedback_new", args=[inspection.code])
    assert lead.get(new).status_code == 200
    empty = lead.post(new, {"held_on": "2026-11-05", "attendance": "Head of service"})
    assert empty.status_code == 422
    assert "at least one strength" in empty.content.decode()
    assert "Head of service" in empty.content.decode()
    made = lead.post(new, {"held_on": "2026-11-05", "strengths": "Plans were reviewed."})
    number = models.FeedbackMeeting.objects.get().pk
    assert made.headers["Location"] == reverse("feedback_meeting", args=[inspection.code, number])
    change = reverse("feedback_change", args=[inspection.code, number])
    assert "Plans were reviewed." in lead.get(change).content.decode()
    seen = models.FeedbackMeeting.objects.get().at.isoformat()
    late = {"held_on": "2026-11-06", "areas": "Visits.", "seen": seen}
    assert f'value="{seen}"' in lead.get(change).content.decode()
    assert lead.post(change, late).status_code == 302
    assert "Visits." in lead.get(made.headers["Location"]).content.decode()
    assert (
        "not given to the service yet"
        in lead.get(reverse("feedback", args=[inspection.code])).content.decode()
    )
    assert lead.get(reverse("feedback_meeting", args=[inspection.code, 0])).status_code == 404
    liaison = site.client_for(site.person(Role.SERVICE_LIAISON, service=inspection.service))
    assert liaison.get(new).status_code == 404


def test_a_case_managers_sheet_has_no_score_and_is_read_once_given() -> None:
    inspection = fieldwork()
    ref = judged(inspection, 2)[0].case.ref
    lead = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))
    service = site.client_for(site.person(Role.SERVICE_LIAISON, service=inspection.service))
    page = reverse("feedback_case", args=[inspection.code, ref])
    write = reverse("feedback_case_write", args=[inspection.code, ref])
    give = reverse("feedback_case_give", args=[inspection.code, ref])
    assert lead.get(page).headers["Location"] == write
    assert "before you give it" in lead.post(give).content.decode()
    assert lead.get(write).status_code == 200
    assert lead.post(write, {"good": " "}).status_code == 422
    assert lead.post(write, {"good": "A clear plan."}).status_code == 302
    assert "A clear plan." in lead.get(write).content.decode()
    sent = {
        "good": "A clear plan.",
        "to_look_at": "Visits.",
        "seen": models.CaseFeedback.objects.get().at.isoformat(),
    }
    assert lead.post(write, sent).status_code == 302
    assert service.get(page).status_code == 404
    assert lead.post(give).status_code == 302
    body = service.get(page).content.decode()
    assert "A clear plan." in body
    assert "%" not in body
    assert "SUFFICIENT" not in body.upper()
    assert lead.post(write, {"good": "Other."}).status_code == 422
    assert lead.post(give).status_code == 422
    listed = reverse("feedback", args=[inspection.code])
    assert f"Feedback on {ref}" in service.get(listed).content.decode()
    assert "Write feedback on S02" in lead.get(listed).content.decode()
    assert models.Consultation.objects.filter(what="CASE_FEEDBACK", ref=ref).exists()


@pytest.mark.parametrize(
    ("room", "field"), [("feedback_case_write", "good"), ("feedback_change", "strengths")]
)
def test_two_leads_do_not_write_over_each_other(room: str, field: str) -> None:
    inspection = fieldwork()
    ref = judged(inspection, 1)[0].case.ref
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    number = written(inspection, lead, strengths="As it was.")
    case_feedback.write_case_sheet(
        inspection.code, ref, good="As it was.", to_look_at="", by=site.actor(lead), now=site.NOW
    )
    page = reverse(room, args=[inspection.code, ref if field == "good" else number])
    one = site.client_for(lead)
    other = site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection, name="Other"))
    read = {"held_on": "2026-11-05", "seen": SEEN}
    assert other.post(page, {**read, field: "Of the other."}).status_code == 302
    refused = one.post(page, {**read, field: "Of the one."})
    assert refused.status_code == 422
    body = refused.content.decode()
    assert "was written meanwhile" in body
    assert "Written by Other on" in body
    assert "Of the other." in body
    assert "Of the one." in body
    assert SEEN not in body
    row = (models.CaseFeedback if field == "good" else models.FeedbackMeeting).objects.get()
    assert getattr(row, field) == "Of the other."
    again = {"held_on": "2026-11-05", "seen": row.at.isoformat(), field: "Of both."}
    assert f'value="{row.at.isoformat()}"' in body
    assert one.post(page, again).status_code == 302


def test_a_lead_who_still_marks_second_prints_no_figures() -> None:
    inspection = fieldwork()
    row = judged(inspection, 1)[0]
    second = site.person(Role.ASSESSOR, inspection=inspection)
    site.assessment(row.case, second, marking=Marking.SECOND)
    site.grant(second, Role.LEAD_INSPECTOR, inspection=inspection)
    with pytest.raises(InputError, match="second markings first"):
        written(inspection, second, with_figures=True)
    number = written(inspection, second)
    assert feedback.meeting(inspection.code, number, by=site.actor(second)).figures == ()


def test_the_second_assessor_cannot_read_the_sheet_of_the_case() -> None:
    inspection = fieldwork()
    ref = judged(inspection, 1)[0].case.ref
    second = site.person(Role.ASSESSOR, inspection=inspection)
    by = site.actor(second)
    with pytest.raises(NotAllowedError):
        case_feedback.case_sheet(inspection.code, ref, by=by, now=site.NOW)
    with pytest.raises(NotAllowedError):
        feedback.sheets(inspection.code, by=by, now=site.NOW)
