"""Sign-off: what stands in its way, who may sign, and what comes of a signature."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from corecase.actions import (
    corrections,
    drafts,
    obstacles,
    rendering_work,
    report_texts,
    report_versions,
    reports,
    sign_off,
    stages,
)
from corecase.core.assessment_states import AssessmentState
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError, Role
from corecase.core.report_versions import VersionState
from corecase.core.reports import RenderingState
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import signable, site
from tests.signable import DAY, Signable

pytestmark = pytest.mark.django_db
NOW = site.NOW


@pytest.fixture(scope="module")
def made(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Signable]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield signable.build()
        transaction.set_rollback(True)


def rooms(made: Signable) -> set[str]:
    return {one.room for one in obstacles.of(made.inspection, site.TODAY)}


def test_nothing_stands_in_the_way_of_a_settled_report(made: Signable) -> None:
    assert obstacles.of(made.inspection, site.TODAY) == ()
    assert obstacles.writers(made.inspection) == {made.editor.person_id}


def test_judgements_texts_and_what_cannot_be_printed_stand_in_its_way(made: Signable) -> None:
    first = models.CaseAssessment.objects.filter(case__inspection=made.inspection).first()
    assert first is not None
    first.state = AssessmentState.STARTED
    first.save()
    models.ReportText.objects.filter(inspection=made.inspection, part="NARRATIVE").update(
        text="A character that no page holds: \x07."
    )
    models.FactualRound.objects.all().delete()
    found = obstacles.of(made.inspection, site.TODAY)
    assert {"moderation", "report_preview", "factual_accuracy"} <= {one.room for one in found}
    assert "One case is not submitted" in found[0].text
    assert all(one.text for one in found)


def test_a_correction_without_its_reason_stands_in_its_way(made: Signable) -> None:
    models.Correction.objects.create(
        inspection=made.inspection,
        reason=" ",
        opened_by_id=made.editor.person_id,
        opened_at=NOW,
    )
    assert rooms(made) == {"publication"}
    models.Correction.objects.update(reason="A number was wrong.")
    assert rooms(made) == set()


def test_handing_in_closes_the_draft(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    inspection = models.Inspection.objects.get(code=made.code)
    assert inspection.stage == Stage.SIGN_OFF
    assert not drafts.is_open(inspection)
    with pytest.raises(InputError, match="The draft is closed"):
        report_texts.save(
            made.code,
            "narrative",
            report_texts.Words(text="Later."),
            base=1,
            by=made.editor,
            now=NOW,
        )
    with pytest.raises(InputError, match="The draft is closed"):
        sign_off.hand_in(made.code, by=made.lead, now=NOW)
    event = models.Event.objects.filter(chain=made.code).latest("sequence")
    assert (event.kind, event.by) == ("INSPECTION_MOVED", str(made.lead.person_id))


def test_handing_in_is_refused_while_anything_is_open_naming_it(made: Signable) -> None:
    models.FactualRound.objects.all().delete()
    with pytest.raises(InputError, match="One thing has to be settled") as raised:
        sign_off.hand_in(made.code, by=made.lead, now=NOW)
    assert "no factual-accuracy round was held" in str(raised.value.problems[0])
    models.Inspection.objects.filter(code=made.code).update(stage=Stage.DRAFTING)
    with pytest.raises(InputError, match="handed in from factual accuracy"):
        sign_off.hand_in(made.code, by=made.lead, now=NOW)
    for somebody in (made.chief, made.manager):
        with pytest.raises(NotAllowedError):
            sign_off.hand_in(made.code, by=somebody, now=NOW)


@pytest.mark.parametrize(
    ("stage", "to", "words"),
    [
        (Stage.FACTUAL_ACCURACY, Stage.SIGN_OFF, "Hand the report in on the sign-off page"),
        (Stage.SIGN_OFF, Stage.PUBLISHED, "published by its release"),
    ],
)
def test_no_other_road_leads_to_sign_off_and_publication(
    made: Signable, stage: Stage, to: Stage, words: str
) -> None:
    models.Inspection.objects.filter(code=made.code).update(stage=stage)
    with pytest.raises(InputError, match=words):
        stages.move(made.code, to, by=made.lead, now=NOW)


def test_a_signature_freezes_what_was_read(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    version = signable.signed(made)
    row = models.ReportVersion.objects.get(pk=version)
    assert (row.number, row.publish_on, row.sha256) == (1, DAY, "")
    assert (row.signed_by_id, row.signed_at) == (made.chief.person_id, NOW)
    assert row.rendering.formats == ["html", "pdf", "docx", "xlsx", "csv"]
    assert bytes(row.rendering.folder)
    scores = {one["score"]: one for one in row.scores}
    headlines = reports.built(made.inspection, site.TODAY).scores.headlines
    assert list(scores) == [score.id for score in headlines]
    assert scores[headlines[0].id]["count"] == headlines[0].figure.count
    assert row.comparators == {}
    event = models.Event.objects.filter(chain=made.code).latest("sequence")
    assert (event.kind, event.by) == ("REPORT_SIGNED", str(made.chief.person_id))
    with pytest.raises(InputError, match="A version is signed already"):
        signable.signed(made, by=made.other_chief)
    with pytest.raises(InputError, match="The report is signed; the chief inspector withdraws"):
        stages.move(made.code, Stage.DRAFTING, reason="x", by=made.lead, now=NOW)


def test_an_unsigned_report_goes_back_to_drafting(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    stages.move(made.code, Stage.DRAFTING, reason="A slip.", by=made.lead, now=NOW)
    assert models.Inspection.objects.get(code=made.code).stage == Stage.DRAFTING


def test_nobody_who_wrote_signs(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    editor = models.Person.objects.get(pk=made.editor.person_id)
    site.grant(editor, Role.CHIEF_INSPECTOR)
    both = site.actor(editor)
    page = sign_off.shown(made.code, by=both, now=NOW)
    assert page.writers == (editor.name,)
    assert page.refusal == "You wrote in this report; somebody who did not has to sign it."
    with pytest.raises(InputError, match="You wrote in this report"):
        signable.signed(made, by=both)
    for somebody in (made.lead, made.editor, made.manager):
        with pytest.raises(NotAllowedError):
            sign_off.sign(made.code, DAY, seen="", by=somebody, now=NOW)


def test_a_signature_is_refused_before_the_report_is_handed_in(made: Signable) -> None:
    with pytest.raises(InputError, match="not handed in"):
        sign_off.sign(made.code, DAY, seen="", by=made.chief, now=NOW)


def test_a_signature_is_refused_for_a_draft_that_was_not_read_and_a_day_that_is_over(
    made: Signable,
) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    with pytest.raises(InputError, match="The draft changed since this page was opened"):
        sign_off.sign(made.code, DAY, seen="another", by=made.chief, now=NOW)
    with pytest.raises(InputError, match="This day is over"):
        signable.signed(made, on=site.TODAY - timedelta(days=1))
    models.FactualRound.objects.all().delete()
    with pytest.raises(InputError, match="One thing has to be settled"):
        sign_off.sign(made.code, DAY, seen="", by=made.chief, now=NOW)
    assert not models.ReportVersion.objects.exists()


def test_the_page_says_what_each_reader_may_do(made: Signable) -> None:
    before = sign_off.shown(made.code, by=made.lead, now=NOW)
    assert (before.may_hand_in, before.may_sign, before.is_ready) == (True, False, False)
    assert before.seen == ""
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    chief = sign_off.shown(made.code, by=made.chief, now=NOW)
    assert (chief.may_hand_in, chief.may_sign, chief.is_ready) == (False, True, True)
    assert chief.usual_day == date(2026, 11, 3)
    assert [score.id for score in chief.headlines]
    with pytest.raises(NotAllowedError):
        sign_off.shown(made.code, by=made.manager, now=NOW)
    assert models.Consultation.objects.filter(what="SCORES", by=made.chief.person_id).count() == 1


def test_a_withdrawn_signature_opens_the_draft_and_is_kept(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    first = signable.signed(made)
    for reason in ("", "  ", "x" * 301):
        with pytest.raises(InputError, match="Say why"):
            sign_off.withdraw(made.code, reason=reason, by=made.chief, now=NOW)
    sign_off.withdraw(made.code, reason="A figure is wrong.", by=made.other_chief, now=NOW)
    inspection = models.Inspection.objects.get(code=made.code)
    assert inspection.stage == Stage.DRAFTING
    assert drafts.is_open(inspection)
    shown = report_versions.shown(made.code, by=made.lead, now=NOW)
    assert shown.pending is None
    assert shown.versions[0].state is VersionState.WITHDRAWN
    assert shown.versions[0].withdrawn_reason == "A figure is wrong."
    with pytest.raises(InputError, match="No version is signed"):
        sign_off.withdraw(made.code, reason="Again.", by=made.chief, now=NOW)
    models.Inspection.objects.filter(code=made.code).update(stage=Stage.SIGN_OFF)
    second = signable.signed(made, at=NOW + timedelta(minutes=5))
    assert second != first
    numbers = models.ReportVersion.objects.values_list("number", flat=True)
    assert list(numbers) == [1, 1]


def test_a_failed_rendering_says_so_and_is_asked_for_again(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    row = models.ReportVersion.objects.get(pk=signable.signed(made))
    with pytest.raises(InputError, match="No rendering failed"):
        sign_off.render_again(made.code, by=made.chief, now=NOW)
    folder = bytes(row.rendering.folder)
    models.Rendering.objects.filter(pk=row.rendering_id).update(
        state=RenderingState.FAILED, attempts=3, error="The alternative text is missing."
    )
    version = report_versions.shown(made.code, by=made.lead, now=NOW).versions[0]
    assert version.state is VersionState.NOT_RENDERED
    assert (version.sha256, version.files) == ("", ())
    assert version.fault == "The alternative text is missing."
    sign_off.render_again(made.code, by=made.chief, now=NOW)
    rendering = models.Rendering.objects.get(pk=row.rendering_id)
    assert (rendering.state, rendering.attempts, rendering.error) == ("WAITING", 0, "")
    assert bytes(rendering.folder) == folder
    with pytest.raises(NotAllowedError):
        sign_off.render_again(made.code, by=made.lead, now=NOW)


def test_the_worker_renders_the_version_that_was_signed(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    version = models.ReportVersion.objects.get(pk=signable.signed(made))
    taken = rendering_work.claim(now=NOW)
    assert taken == version.rendering_id
    rendering_work.run(taken, clock=lambda: NOW)
    shown = report_versions.shown(made.code, by=made.lead, now=NOW).versions[0]
    assert shown.state is VersionState.SIGNED
    assert shown.files[:4] == ("report.html", "report.pdf", "report.docx", "report.xlsx")
    assert all(name.startswith("tables/") for name in shown.files[4:])
    assert len(shown.sha256) == 64
    page = report_versions.file(made.code, version.pk, "report.html", by=made.lead, now=NOW)
    text = page.content.decode()
    assert "1 December 2026" in text, "the day on which the improvement plan is due"
    assert "DRAFT" not in text


# Pages


def test_a_report_is_handed_in_and_signed_on_its_page(made: Signable) -> None:
    lead, chief = (signable.browser(who) for who in (made.lead, made.chief))
    address = reverse("sign_off", args=[made.code])
    assert b"Hand in for sign-off" in lead.get(address).content
    answer = lead.post(reverse("sign_off_hand_in", args=[made.code]), follow=True)
    assert b"Handed in" in answer.content
    page = chief.get(address)
    assert b"Sign the report" in page.content
    assert b"Sign the report" not in lead.get(address).content
    seen, tomorrow = (
        signable.typed(page.content, "seen"),
        signable.typed(page.content, "publish_on"),
    )
    assert f'href="{reverse("report_preview", args=[made.code])}">ask for a preview' in page.text
    refused = chief.post(address, {"publish_on": tomorrow, "seen": seen})
    assert refused.status_code == 422
    assert "Read the whole report, then tick that you have." in refused.text
    refused = chief.post(address, {"publish_on": "2020-01-01", "seen": seen, "has_read": "on"})
    assert refused.status_code == 422
    assert b"This day is over" in refused.content
    assert b"2020-01-01" in refused.content
    assert signable.typed(refused.content, "seen") == seen
    sent = {"publish_on": tomorrow, "seen": seen, "has_read": "on"}
    answer = chief.post(address, sent, follow=True)
    assert b"Signed. The worker renders" in answer.content
    assert b"being rendered" in answer.content
    after = chief.get(address).text
    assert "Nothing: version 1 is signed." in after
    assert f'href="{reverse("publication", args=[made.code])}">version 1 and how far' in after
    assert "can be signed" not in after


def test_a_published_version_is_shown_until_a_correction_is_open(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    version = signable.signed(made)
    signable.rendered(version)
    signable.released(made)
    models.ReportVersion.objects.filter(pk=version).update(published_at=NOW)
    models.Inspection.objects.filter(pk=made.inspection.pk).update(stage=Stage.PUBLISHED)
    assert sign_off.shown(made.code, by=made.chief, now=NOW).version == 1
    corrections.open_(made.code, reason="A slip (invented).", by=made.lead, now=NOW)
    assert sign_off.shown(made.code, by=made.chief, now=NOW).version == 0


def test_after_a_withdrawn_signature_the_page_leads_back_to_the_hand_in(made: Signable) -> None:
    lead, address = signable.browser(made.lead), reverse("sign_off", args=[made.code])
    way = f'href="{reverse("facts_go_on", args=[made.code])}">go on without another round'
    assert way not in lead.get(address).text
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    signable.signed(made)
    sign_off.withdraw(made.code, reason="A slip.", by=made.chief, now=NOW)
    page = lead.get(address).text
    assert way in page
    assert "is handed in here from factual accuracy" in page
    assert way not in signable.browser(made.chief).get(address).text
    lead.post(reverse("facts_go_on", args=[made.code]), {"reason": "A slip of the pen."})
    assert "Hand in for sign-off" in lead.get(address).text


def test_a_draft_that_changed_is_signed_once_its_page_was_opened_again(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    chief, address = signable.browser(made.chief), reverse("sign_off", args=[made.code])
    page = chief.get(address).content
    sent = {name: signable.typed(page, name) for name in ("publish_on", "seen")}
    sent["has_read"] = "on"
    models.ReportText.objects.filter(inspection=made.inspection, place="narrative").update(
        text="Changed meanwhile."
    )
    for late in (sent, {**sent, "publish_on": "2020-01-01"}, sent):
        refused = chief.post(address, late)
        assert refused.status_code == 422
        assert b"over" in refused.content or b"The draft changed since" in refused.content
        now = signable.typed(chief.get(address).content, "seen")
        assert now.encode() not in refused.content, "nothing unread is signed by a second click"
    assert f'<a class="govuk-link" href="{address}">open this page again'.encode() in (
        refused.content
    )
    assert not models.ReportVersion.objects.exists()
    answer = chief.post(address, {**sent, "seen": now}, follow=True)
    assert b"Signed. The worker renders" in answer.content


def test_nobody_waits_while_what_is_signed_is_built(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    seen = sign_off.shown(made.code, by=made.chief, now=NOW).seen
    depths: list[int] = []

    def hear(event: str, _: object) -> None:
        # Whatever is built is read from a folder of its own.
        if event == "tempfile.mkdtemp" and listens:
            depths.append(len(connection.savepoint_ids))

    listens = True
    sys.addaudithook(hear)
    outside = len(connection.savepoint_ids)
    sign_off.sign(made.code, DAY, seen=seen, by=made.chief, now=NOW)
    listens = False
    assert set(depths) == {outside}


def test_what_changes_while_it_is_built_is_not_signed(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    seen = sign_off.shown(made.code, by=made.chief, now=NOW).seen
    texts = models.ReportText.objects.filter(inspection=made.inspection, place="narrative")

    def written_meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("SAVEPOINT") and not texts.filter(text="Meanwhile.").exists():
            texts.update(text="Meanwhile.")
        return execute(sql, *rest)

    with (
        connection.execute_wrapper(written_meanwhile),
        pytest.raises(InputError, match="The draft changed since"),
    ):
        sign_off.sign(made.code, DAY, seen=seen, by=made.chief, now=NOW)
    assert not models.ReportVersion.objects.exists()


def test_the_page_names_what_is_open_with_the_way_there(made: Signable) -> None:
    models.FactualRound.objects.all().delete()
    lead = signable.browser(made.lead)
    page = lead.get(reverse("sign_off", args=[made.code])).content.decode()
    there = f'href="{reverse("factual_accuracy", args=[made.code])}">The service has not checked'
    assert there in page
    chief = signable.browser(made.chief).get(reverse("sign_off", args=[made.code]))
    assert there not in chief.content.decode(), "who writes nothing is not led to a form"
    assert "<li>The service has not checked a draft" in chief.content.decode()
    assert "once everything above is settled" in page
    refused = lead.post(reverse("sign_off_hand_in", args=[made.code]))
    assert refused.status_code == 422
    assert b"One thing has to be settled" in refused.content


def test_a_signature_is_withdrawn_on_its_page(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    signable.signed(made)
    chief = signable.browser(made.chief)
    address = reverse("sign_off_withdraw", args=[made.code])
    assert b"Withdraw the signature of version 1" in chief.get(address).content
    refused = chief.post(address, {"reason": ""})
    assert refused.status_code == 422
    answer = chief.post(address, {"reason": "A figure is wrong."}, follow=True)
    assert b"Withdrawn: the draft is open again" in answer.content
    assert b"A figure is wrong." in answer.content
    assert chief.get(address).status_code == 422


def test_a_failed_rendering_is_asked_for_again_on_the_page(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    signable.signed(made)
    models.Rendering.objects.update(state=RenderingState.FAILED, error="A sentence.")
    chief = signable.browser(made.chief)
    page = chief.get(reverse("publication", args=[made.code])).content
    assert b"A sentence." in page
    assert b"Nothing is published" in page
    answer = chief.post(reverse("sign_off_render", args=[made.code]), follow=True)
    assert b"Asked for: the worker" in answer.content


def test_who_signs_nothing_is_not_let_in(made: Signable) -> None:
    for somebody in (made.manager, site.somebody(Role.ASSESSOR, inspection=made.inspection)):
        client: Client = signable.browser(somebody)
        assert client.get(reverse("sign_off", args=[made.code])).status_code == 404
