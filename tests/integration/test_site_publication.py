"""Release, publication at its instant, correction: by whom, when, and never before."""

import io
import logging
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from corecase.actions import (
    corrections,
    drafts,
    publishing,
    releases,
    report_texts,
    report_versions,
    sign_off,
)
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError, Role
from corecase.core.report_versions import VersionState
from corecase.core.reports import RenderingState
from corecase.core.stages import Stage
from corecase.store.cases import models
from corecase.store.public.models import (
    Publication,
    PublishedFile,
    PublishedScore,
    PublishedVersion,
)
from tests import publications, signable, site
from tests.signable import DAY, Signable

pytestmark = pytest.mark.django_db
NOW = site.NOW
INSTANT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def signed(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Signable]:
    """A report that is signed and rendered."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = signable.build()
        sign_off.hand_in(made.code, by=made.lead, now=NOW)
        signable.rendered(signable.signed(made))
        yield made
        transaction.set_rollback(True)


def seen(made: Signable) -> str:
    row = report_versions.pending(made.inspection)
    assert row is not None
    return report_versions.seen_of(row)


def nothing_is_public() -> bool:
    tables = (Publication, PublishedVersion, PublishedFile, PublishedScore)
    return not any(table.objects.exists() for table in tables)


# Release


def test_a_second_person_releases_under_embargo(signed: Signable) -> None:
    assert signable.released(signed) == INSTANT
    version = report_versions.shown(signed.code, by=signed.lead, now=NOW).versions[0]
    assert version.state is VersionState.RELEASED
    assert (version.publish_at, version.released_at) == (INSTANT, NOW)
    row = models.ReportVersion.objects.get(pk=version.id)
    assert row.sha256 == version.sha256
    event = models.Event.objects.filter(chain=signed.code).latest("sequence")
    assert (event.kind, event.by) == ("REPORT_RELEASED", str(signed.manager.person_id))
    assert nothing_is_public()


def test_neither_the_signer_nor_a_writer_releases(signed: Signable) -> None:
    with pytest.raises(InputError, match="You signed this report"):
        signable.released(signed, by=signed.chief)
    editor = models.Person.objects.get(pk=signed.editor.person_id)
    site.grant(editor, Role.PROGRAMME_MANAGER)
    with pytest.raises(InputError, match="You wrote in this report"):
        signable.released(signed, by=site.actor(editor))
    for somebody in (signed.lead, signed.editor):
        with pytest.raises(NotAllowedError):
            signable.released(signed, by=somebody)
    assert signable.released(signed, by=signed.other_chief) == INSTANT


def test_what_is_not_rendered_is_not_released(signed: Signable) -> None:
    for state in (RenderingState.RUNNING, RenderingState.FAILED):
        models.Rendering.objects.update(state=state)
        with pytest.raises(InputError, match="not rendered yet"):
            signable.released(signed)


def test_an_hour_that_is_over_is_not_chosen(signed: Signable) -> None:
    with pytest.raises(InputError, match="This hour is over"):
        signable.released(signed, at=INSTANT)
    assert signable.released(signed, at=INSTANT - SECOND) == INSTANT


def test_the_hour_is_changed_until_the_instant_and_never_over_somebody_else(
    signed: Signable,
) -> None:
    before = seen(signed)
    signable.released(signed)
    with pytest.raises(InputError, match="Somebody else released"):
        releases.release(signed.code, time(12), seen=before, by=signed.other_chief, now=NOW)
    standing = seen(signed)
    later = releases.release(
        signed.code, time(12), seen=standing, by=signed.other_chief, now=NOW + SECOND
    ).publish_at
    assert later == datetime(2026, 11, 3, 12, tzinfo=UTC)
    with pytest.raises(InputError, match="Somebody else released"):
        releases.cancel(signed.code, seen=standing, by=signed.manager, now=NOW)
    assert publishing.publish_due(now=INSTANT) == ()
    with pytest.raises(InputError, match="The instant of publication has come"):
        releases.release(signed.code, time(13), seen=seen(signed), by=signed.manager, now=later)
    with pytest.raises(InputError, match="The instant of publication has come"):
        releases.cancel(signed.code, seen=seen(signed), by=signed.manager, now=later)
    with pytest.raises(InputError, match="The instant of publication has come"):
        sign_off.withdraw(signed.code, reason="Late.", by=signed.chief, now=later)


def test_a_release_is_taken_back(signed: Signable) -> None:
    with pytest.raises(InputError, match="No version is released"):
        releases.cancel(signed.code, seen=seen(signed), by=signed.manager, now=NOW)
    signable.released(signed)
    releases.cancel(signed.code, seen=seen(signed), by=signed.other_chief, now=NOW)
    version = report_versions.shown(signed.code, by=signed.lead, now=NOW).pending
    assert version is not None
    assert (version.state, version.publish_at) == (VersionState.SIGNED, None)
    event = models.Event.objects.filter(chain=signed.code).latest("sequence")
    assert event.kind == "RELEASE_CANCELLED"
    assert publishing.publish_due(now=INSTANT) == ()
    assert nothing_is_public()


def test_a_withdrawn_signature_takes_the_release_with_it(signed: Signable) -> None:
    signable.released(signed)
    sign_off.withdraw(signed.code, reason="A figure is wrong.", by=signed.chief, now=NOW)
    assert publishing.publish_due(now=INSTANT) == ()
    assert nothing_is_public()


# Publication


def test_nothing_is_public_a_second_before_the_instant_and_everything_at_it(
    signed: Signable,
) -> None:
    signable.released(signed)
    assert publishing.publish_due(now=INSTANT - SECOND) == ()
    assert nothing_is_public()
    assert publishing.publish_due(now=INSTANT) == (signed.code,)
    row = models.ReportVersion.objects.get()
    published = PublishedVersion.objects.get()
    assert (published.number, published.sha256) == (1, row.sha256)
    assert (published.published_at, row.published_at) == (INSTANT, INSTANT)
    assert (published.reason, published.comparators) == ("", {})
    publication = published.publication
    service = signed.inspection.service
    assert (publication.code, publication.service) == (signed.code, service.name)
    assert (publication.service_code, published.overall) == (service.code, "invented")
    assert (publication.region, publication.nation) == (service.region, "ENGLAND")
    assert (publication.published_on, publication.is_reinspection) == (DAY, False)
    assert publication.synthetic == signed.inspection.synthetic
    files = {file.name: bytes(file.content) for file in published.files.all()}
    rendered = models.RenderedFile.objects.filter(rendering=row.rendering)
    assert files == {file.name: bytes(file.content) for file in rendered}
    assert all(f.sha256 == sha256(bytes(f.content)).hexdigest() for f in published.files.all())
    scores = list(published.scores.values("score", "label", "count", "out_of", "n_cases", "band"))
    # The error of each headline is kept with the version, for the funnel of the programme.
    kept = [{name: row[name] for name in row if name != "error"} for row in row.scores]
    assert scores == kept
    inspection = models.Inspection.objects.get(code=signed.code)
    assert inspection.stage == Stage.PUBLISHED
    move = models.StageMove.objects.filter(inspection=inspection).latest("id")
    assert move.by_id == signed.manager.person_id
    event = models.Event.objects.filter(chain=signed.code).latest("sequence")
    assert (event.kind, event.by) == ("REPORT_PUBLISHED", str(signed.manager.person_id))


def test_publishing_again_changes_nothing(signed: Signable) -> None:
    signable.released(signed)
    assert publishing.publish_due(now=INSTANT) == (signed.code,)
    n_events = models.Event.objects.count()
    assert publishing.publish_due(now=INSTANT + SECOND) == ()
    assert PublishedVersion.objects.count() == 1
    assert models.Event.objects.count() == n_events
    shown = report_versions.shown(signed.code, by=signed.manager, now=INSTANT + SECOND)
    assert shown.current is not None
    assert shown.current.state is VersionState.PUBLISHED
    assert shown.current.plan_due_on == date(2026, 12, 1)
    assert (shown.pending, shown.is_public) == (None, True)


def test_a_worker_that_comes_late_publishes_on_the_day_that_the_report_prints(
    signed: Signable,
) -> None:
    signable.released(signed)
    late = datetime(2026, 11, 3, 23, 59, tzinfo=UTC)
    assert publishing.publish_due(now=late) == (signed.code,)
    published = PublishedVersion.objects.get()
    assert (published.published_at, published.publication.published_on) == (late, DAY)


def test_a_worker_that_comes_a_day_late_publishes_nothing(signed: Signable) -> None:
    signable.released(signed)
    late = datetime(2026, 11, 4, tzinfo=UTC)
    assert publishing.publish_due(now=late) == ()
    assert nothing_is_public()
    waiting = report_versions.shown(signed.code, by=signed.lead, now=late).pending
    assert waiting is not None
    assert "The day that the report prints is over" in waiting.fault
    page = signable.browser(signed.lead).get(reverse("publication", args=[signed.code]))
    assert b"Nothing is published: first what is said below" in page.content
    sign_off.withdraw(signed.code, reason="Another day.", by=signed.chief, now=late)
    models.Inspection.objects.filter(code=signed.code).update(stage=Stage.SIGN_OFF)
    signable.rendered(signable.signed(signed, on=late.date(), at=late))
    instant = signable.released(signed, at=late)
    assert publishing.publish_due(now=instant) == (signed.code,)
    assert Publication.objects.get().published_on == late.date()


def test_releasing_again_clears_what_went_wrong(signed: Signable) -> None:
    models.ReportVersion.objects.update(fault="Something went wrong.")
    signable.released(signed)
    assert models.ReportVersion.objects.get().fault == ""


def test_a_fault_with_one_report_leaves_the_others(
    signed: Signable, caplog: pytest.LogCaptureFixture
) -> None:
    signable.released(signed)
    other = signable.second(signed)
    models.RenderedFile.objects.filter(rendering__version__inspection=signed.inspection).update(
        content=b"something else"
    )
    with caplog.at_level(logging.ERROR, logger="corecase"):
        assert publishing.publish_due(now=INSTANT) == (other.code,)
        assert publishing.publish_due(now=INSTANT + SECOND) == ()
    assert len(caplog.records) == 1, "what fails again in the same way is said once"
    assert "something else" not in caplog.text
    assert [one.code for one in Publication.objects.all()] == [other.code]
    shown = report_versions.shown(signed.code, by=signed.lead, now=INSTANT)
    assert shown.pending is not None
    assert "The files are not those that were released" in shown.pending.fault
    assert not shown.is_over, "it can be withdrawn, since it did not go out"
    sign_off.withdraw(signed.code, reason="Files changed.", by=signed.chief, now=INSTANT)
    assert publishing.publish_due(now=INSTANT + SECOND) == ()


def test_a_fault_of_the_database_is_named_without_its_words(signed: Signable) -> None:
    signable.released(signed)
    taken = models.ReportVersion.objects.get().sha256
    PublishedVersion.objects.create(
        publication=publications.entry(signed.code),
        number=2,
        sha256=taken,
        published_at=INSTANT,
    )
    assert publishing.publish_due(now=INSTANT) == ()
    row = models.ReportVersion.objects.get()
    assert row.published_at is None
    assert row.fault.startswith("The register did not take it (IntegrityError)")


def test_a_version_that_another_worker_published_is_left_alone(signed: Signable) -> None:
    signable.released(signed)
    version = models.ReportVersion.objects.get()
    assert publishing.publish(version.pk, now=INSTANT)
    assert not publishing.publish(version.pk, now=INSTANT)
    assert PublishedVersion.objects.count() == 1


def test_a_reinspection_is_linked_with_the_report_before_it(signed: Signable) -> None:
    before = site.inspection(Stage.CLOSED, programme=signed.inspection.programme)
    entry = Publication.objects.create(
        code=before.code,
        service=before.service.name,
        programme=before.programme.title,
        programme_code=before.programme.code,
        published_on=date(2026, 1, 1),
    )
    models.Inspection.objects.filter(code=signed.code).update(previous=before)
    signable.released(signed)
    publishing.publish_due(now=INSTANT)
    found = Publication.objects.get(code=signed.code)
    assert (found.is_reinspection, found.previous) == (True, entry)


def test_an_inspection_of_another_programme_before_it_makes_no_reinspection(
    signed: Signable,
) -> None:
    models.Inspection.objects.filter(code=signed.code).update(
        previous=site.inspection(Stage.CLOSED)
    )
    signable.released(signed)
    publishing.publish_due(now=INSTANT)
    found = Publication.objects.get(code=signed.code)
    assert (found.is_reinspection, found.previous) == (False, None)


# Corrections


def test_a_correction_is_published_beside_the_version_that_it_supersedes(
    signed: Signable,
) -> None:
    signable.released(signed)
    publishing.publish_due(now=INSTANT)
    inspection = models.Inspection.objects.get(code=signed.code)
    assert not drafts.is_open(inspection)
    later = INSTANT + timedelta(hours=1)
    shown = report_versions.shown(signed.code, by=signed.lead, now=later)
    assert shown.is_correctable
    corrections.open_(signed.code, reason="A word was wrong.", by=signed.lead, now=later)
    assert drafts.is_open(inspection)
    report_texts.save(
        signed.code,
        "narrative",
        report_texts.Words(text="Corrected."),
        base=1,
        by=signed.editor,
        now=later,
    )
    next_day = date(2026, 11, 5)
    row = signable.rendered(signable.signed(signed, on=next_day, at=later), words="Corrected.")
    with zipfile.ZipFile(io.BytesIO(bytes(row.rendering.folder))) as folder:
        assert b"2026-11-03" in folder.read("inspection.yaml"), "the day of the first publication"
    assert not drafts.is_open(inspection), "closed while its version is signed"
    with pytest.raises(InputError, match="The corrected version is signed"):
        corrections.close(signed.code, by=signed.lead, now=later)
    instant = signable.released(signed, at=later)
    assert publishing.publish_due(now=instant - SECOND) == ()
    assert publishing.publish_due(now=instant) == (signed.code,)
    publication = Publication.objects.get()
    assert publication.published_on == DAY
    first, second = publication.versions.order_by("number")
    assert (second.number, second.reason) == (2, "A word was wrong.")
    assert first.files.exists(), "the old version stays readable"
    shown = report_versions.shown(signed.code, by=signed.lead, now=instant)
    assert [version.state for version in shown.versions] == [
        VersionState.PUBLISHED,
        VersionState.SUPERSEDED,
    ]
    assert {version.plan_due_on for version in shown.versions} == {date(2026, 12, 1)}
    assert shown.correction is None
    assert shown.is_correctable
    assert not drafts.is_open(inspection)
    assert models.Inspection.objects.get(code=signed.code).stage == Stage.PUBLISHED


def test_a_corrected_version_may_go_out_late_and_never_without_a_change(
    signed: Signable,
) -> None:
    signable.released(signed)
    publishing.publish_due(now=INSTANT)
    reason = "A word was wrong."
    corrections.open_(signed.code, reason=reason, by=signed.editor, now=INSTANT)
    same = signable.rendered(signable.signed(signed, on=date(2026, 11, 5), at=INSTANT))
    with pytest.raises(InputError, match="This is what is published as version 1"):
        signable.released(signed, at=INSTANT)
    same.refresh_from_db()
    assert same.released_at is None
    sign_off.withdraw(signed.code, reason="No change.", by=signed.chief, now=INSTANT)
    next_day = INSTANT + timedelta(days=1)
    version = signable.signed(signed, on=date(2026, 11, 5), at=next_day)
    signable.rendered(version, words="Corrected.")
    due = signable.released(signed, at=next_day)
    assert publishing.publish_due(now=due + timedelta(days=2)) == (signed.code,)
    assert Publication.objects.get().published_on == DAY


def test_services_may_say_the_same() -> None:
    for code in ("one", "other"):
        entry = publications.entry(code)
        PublishedVersion.objects.create(
            publication=entry, number=1, sha256="0" * 64, published_at=INSTANT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedVersion.objects.create(
            publication=entry, number=2, sha256="0" * 64, published_at=INSTANT
        )


def test_a_corrected_version_that_is_withdrawn_opens_the_draft_again(signed: Signable) -> None:
    signable.released(signed)
    publishing.publish_due(now=INSTANT)
    corrections.open_(signed.code, reason="A word was wrong.", by=signed.editor, now=INSTANT)
    signable.signed(signed, on=date(2026, 11, 5), at=INSTANT)
    sign_off.withdraw(signed.code, reason="Not yet.", by=signed.chief, now=INSTANT)
    inspection = models.Inspection.objects.get(code=signed.code)
    assert inspection.stage == Stage.PUBLISHED
    assert drafts.is_open(inspection)
    with pytest.raises(InputError, match="a correction is signed as it is"):
        sign_off.hand_in(signed.code, by=signed.lead, now=INSTANT)


def test_a_correction_is_closed_without_a_version(signed: Signable) -> None:
    signable.released(signed)
    publishing.publish_due(now=INSTANT)
    with pytest.raises(InputError, match="No correction is open"):
        corrections.close(signed.code, by=signed.lead, now=INSTANT)
    for reason in ("", " ", "x" * 501):
        with pytest.raises(InputError, match="Say why"):
            corrections.open_(signed.code, reason=reason, by=signed.lead, now=INSTANT)
    corrections.open_(signed.code, reason="A word was wrong.", by=signed.lead, now=INSTANT)
    with pytest.raises(InputError, match="A correction is open already"):
        corrections.open_(signed.code, reason="Another.", by=signed.editor, now=INSTANT)
    for somebody in (signed.chief, signed.manager):
        with pytest.raises(NotAllowedError):
            corrections.close(signed.code, by=somebody, now=INSTANT)
    corrections.close(signed.code, by=signed.editor, now=INSTANT)
    inspection = models.Inspection.objects.get(code=signed.code)
    assert not drafts.is_open(inspection)
    assert PublishedVersion.objects.count() == 1


def test_what_is_not_published_is_not_corrected(signed: Signable) -> None:
    with pytest.raises(InputError, match="Nothing is published"):
        corrections.open_(signed.code, reason="Early.", by=signed.lead, now=NOW)
    models.Inspection.objects.filter(code=signed.code).update(stage=Stage.PUBLISHED)
    with pytest.raises(InputError, match="Nothing is published"):
        corrections.open_(signed.code, reason="Early.", by=signed.lead, now=NOW)


# Who reads


def test_files_are_for_the_roles_of_the_report_and_logged(signed: Signable) -> None:
    version = models.ReportVersion.objects.get()
    liaison = site.somebody(Role.SERVICE_LIAISON, service=signed.inspection.service)
    for somebody in (signed.lead, signed.editor, signed.chief, signed.manager):
        found = report_versions.file(signed.code, version.pk, "report.pdf", by=somebody, now=NOW)
        assert found.content == b"Invented. report.pdf"
    read = models.Consultation.objects.filter(what="REPORT").values_list("ref", flat=True)
    number = models.ReportVersion.objects.values_list("rendering_id", flat=True).get()
    assert list(read) == [f"{number} report.pdf"] * 4
    for somebody in (liaison, site.somebody(Role.ASSESSOR, inspection=signed.inspection)):
        with pytest.raises(NotAllowedError):
            report_versions.shown(signed.code, by=somebody, now=NOW)
        with pytest.raises(NotAllowedError):
            report_versions.file(signed.code, version.pk, "report.pdf", by=somebody, now=NOW)
    for number, name in ((version.pk, "report.odt"), (version.pk + 1, "report.pdf")):
        with pytest.raises(NotAllowedError):
            report_versions.file(signed.code, number, name, by=signed.lead, now=NOW)
    models.Rendering.objects.update(state=RenderingState.RUNNING)
    with pytest.raises(NotAllowedError):
        report_versions.file(signed.code, version.pk, "report.pdf", by=signed.lead, now=NOW)


# Pages. They keep the time of the clock on the wall: the day of publication is still to come.


@pytest.fixture
def to_come(signed: Signable) -> Signable:
    models.ReportVersion.objects.update(publish_on=date(2099, 11, 3))
    return signed


def test_a_report_is_released_and_held_back_on_its_pages(to_come: Signable) -> None:
    manager, chief = (signable.browser(who) for who in (to_come.manager, to_come.chief))
    page, address = (reverse(name, args=[to_come.code]) for name in ("publication", "release"))
    assert b"waits for its release by a second person" in manager.get(page).content
    form = manager.get(address)
    assert b'value="09:30"' in form.content
    assert b"3 November 2099" in form.content
    standing = seen(to_come)
    refused = chief.post(address, {"hour": "10:00", "seen": standing})
    assert refused.status_code == 422
    assert b"You signed this report" in refused.content
    refused = manager.post(address, {"hour": "never", "seen": standing})
    assert b"Enter the hour of publication like 09:30." in refused.content
    answer = manager.post(address, {"hour": "10:00", "seen": standing}, follow=True)
    assert b"Released: under embargo until 3 November 2099 at 10:00" in answer.content
    assert b"Embargo until" in answer.content
    refused = manager.post(address, {"hour": "11:00", "seen": standing})
    assert b"Somebody else released" in refused.content
    assert f'value="{seen(to_come)}"'.encode() in refused.content
    assert b"The hour below replaces it" in refused.content
    answer = manager.post(
        reverse("release_cancel", args=[to_come.code]), {"seen": seen(to_come)}, follow=True
    )
    assert b"Taken back" in answer.content
    assert manager.get(page).content.count(b"Take the release back") == 0


def test_a_release_is_offered_to_nobody_who_cannot_give_it(to_come: Signable) -> None:
    address = reverse("release", args=[to_come.code])
    manager, chief = (signable.browser(who) for who in (to_come.manager, to_come.chief))
    assert 'name="hour"' in manager.get(address).text
    said = "You signed this report; a second person has to release it."
    models.Rendering.objects.update(state=RenderingState.DONE)
    for client, why in ((chief, said), (manager, "The version is not rendered yet")):
        page = client.get(address)
        assert page.status_code == 200
        assert why in page.text
        assert 'name="hour"' not in page.text
        models.Rendering.objects.update(state=RenderingState.RUNNING)


def test_the_page_before_anything_is_signed_says_what_will_stand_there(signed: Signable) -> None:
    models.ReportVersion.objects.all().delete()
    page = reverse("publication", args=[signed.code])
    assert b"No version is signed yet" in signable.browser(signed.manager).get(page).content
    assert signable.browser(signed.manager).get(reverse("release", args=[signed.code])).status_code
    refused = signable.browser(signed.manager).get(reverse("release", args=[signed.code]))
    assert refused.status_code == 422


def test_the_page_follows_the_rendering(signed: Signable) -> None:
    lead = signable.browser(signed.lead)
    models.Rendering.objects.update(state=RenderingState.RUNNING, step="Writing the PDF")
    page, state = (
        reverse(name, args=[signed.code]) for name in ("publication", "publication_state")
    )
    shown = lead.get(page).content
    assert b"Writing the PDF." in shown
    assert b'http-equiv="refresh"' in shown
    assert lead.get(state).json() == {"says": "Writing the PDF.", "files": [], "next": ""}
    models.Rendering.objects.update(state=RenderingState.WAITING, step="")
    assert lead.get(state).json()["says"] == "Waiting for the worker."
    models.Rendering.objects.update(state=RenderingState.DONE)
    assert lead.get(state).json()["next"] == page
    assert b'http-equiv="refresh"' not in lead.get(page).content


def test_files_come_with_their_own_type_and_name(signed: Signable) -> None:
    lead, version = signable.browser(signed.lead), models.ReportVersion.objects.get().pk
    page = lead.get(reverse("publication", args=[signed.code])).content.decode()
    for name, kind in (
        ("report.html", "text/html"),
        ("report.pdf", "application/pdf"),
        ("tables/scores.csv", "text/csv"),
    ):
        address = reverse("publication_file", args=[signed.code, version, name])
        assert address in page
        answer = lead.get(address)
        assert answer.headers["Content-Type"].startswith(kind)
        assert answer.headers["Cache-Control"] == "no-store"
        assert f"{signed.code}-version-{version}-" in answer.headers["Content-Disposition"]
    missing = reverse("publication_file", args=[signed.code, version, "../settings.py"])
    assert lead.get(missing).status_code == 404


def test_a_published_report_is_corrected_on_its_pages(signed: Signable) -> None:
    lead = signable.browser(signed.lead)
    page, address, close = (
        reverse(name, args=[signed.code])
        for name in ("publication", "correction", "correction_close")
    )
    assert b"Nothing is published that could be corrected" in lead.get(address).content
    signable.released(signed)
    assert b"the report is being published" in lead.get(page).content
    publishing.publish_due(now=INSTANT)
    shown = lead.get(page).content
    assert b"The improvement plan is due on 1 December 2026" in shown
    assert b"Correct the published report" in shown
    assert lead.post(address, {"reason": ""}).status_code == 422
    answer = lead.post(address, {"reason": "A word was wrong."}, follow=True)
    assert b"What is published stays readable" in answer.content
    assert "“A word was wrong.”".encode() in answer.content
    assert b"A correction is open already" in lead.get(address).content
    answer = lead.post(close, follow=True)
    assert b"Closed: what is published stays as it is" in answer.content


def test_the_page_takes_as_many_queries_for_many_versions_as_for_one(signed: Signable) -> None:
    client = signable.browser(signed.manager)
    page = reverse("publication", args=[signed.code])
    client.get(page)

    def n_queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page).status_code == 200
        return len(caught)

    one = n_queries()
    for minute in range(1, 4):
        at = NOW + timedelta(minutes=minute)
        sign_off.withdraw(signed.code, reason="Again.", by=signed.chief, now=at)
        models.Inspection.objects.filter(code=signed.code).update(stage=Stage.SIGN_OFF)
        signable.rendered(signable.signed(signed, at=at))
    assert n_queries() == one
    assert one <= 25
