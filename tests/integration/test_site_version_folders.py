"""The folder of a version: anybody who reads the draft can make the published files again."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from corecase.actions import rendering_work, renderings, report_texts, sign_off, version_folders
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import signable, site
from tests.signable import Signable
from tests.terminal import Terminal

pytestmark = pytest.mark.django_db
NOW = site.NOW


@pytest.fixture(scope="module")
def made(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Signable]:
    """A report that is signed."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = signable.build()
        sign_off.hand_in(report.code, by=report.lead, now=NOW)
        signable.signed(report)
        yield report
        transaction.set_rollback(True)


def test_the_command_line_makes_the_files_of_the_version_from_it(
    made: Signable, tmp_path: Path, terminal: Terminal
) -> None:
    version = models.ReportVersion.objects.get()
    taken = rendering_work.claim(now=NOW)
    assert taken == version.rendering_id
    rendering_work.run(taken, clock=lambda: NOW)
    # What is written afterwards is not in it.
    sign_off.withdraw(made.code, reason="A slip.", by=made.chief, now=NOW)
    words = report_texts.Words(text="Written later.")
    report_texts.save(made.code, "narrative", words, base=1, by=made.editor, now=NOW)
    client = signable.browser(made.lead)
    page = client.get(reverse("publication", args=[made.code])).content.decode()
    address = reverse("publication_folder", args=[made.code, version.pk])
    assert address in page
    answer = client.get(address)
    called = f'attachment; filename="{made.code}-version-{version.pk}.zip"'
    assert answer.headers["Content-Disposition"] == called
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path / "in")
    terminal.run("report", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    out = tmp_path / "out"
    there = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    files = models.RenderedFile.objects.filter(rendering=version.rendering_id)
    here = {name: bytes(content) for name, content in files.values_list("name", "content")}
    assert set(here) == set(there) >= {"report.html", "report.pdf", "report.docx", "report.xlsx"}
    assert [name for name in here if here[name] != there[name]] == []


def test_it_is_for_readers_of_the_draft_and_each_case_is_logged(made: Signable) -> None:
    version = models.ReportVersion.objects.get()
    # A case that is replaced afterwards still stands in it.
    models.SampledCase.objects.filter(inspection=made.inspection, ref="S01").update(ref="S99")
    found = version_folders.archive(made.code, version.pk, by=made.chief, now=NOW)
    assert found.content == bytes(version.rendering.folder)
    read = models.Consultation.objects.filter(what="FOLDER", by=made.chief.person_id)
    assert set(read.values_list("ref", flat=True)) == {
        f"S{n:02}" for n in range(1, signable.N_CASES + 1)
    }
    event = models.Event.objects.filter(chain=made.code).latest("sequence")
    assert event.kind == "JUDGEMENTS_EXPORTED"
    assert f'"version":"{version.pk}"' in event.subject.replace(" ", "")
    liaison = site.somebody(Role.SERVICE_LIAISON, service=made.inspection.service)
    for somebody in (made.manager, liaison):
        with pytest.raises(NotAllowedError):
            version_folders.archive(made.code, version.pk, by=somebody, now=NOW)
    other = site.inspection(Stage.DRAFTING, programme=made.inspection.programme)
    lead = site.somebody(Role.LEAD_INSPECTOR, inspection=other)
    with pytest.raises(NotAllowedError):
        version_folders.archive(other.code, version.pk, by=lead, now=NOW)


def test_what_was_read_under_embargo_is_named_in_the_log(made: Signable) -> None:
    number = renderings.ask(made.code, by=made.lead, now=NOW)
    row = models.Rendering.objects.get(pk=number)
    name = f"tables/{'x' * 100}.csv"
    for one in ("report.html", name):
        row.files.create(name=one, content=b"Invented.", sha256="0" * 64)
        renderings.file(made.code, number, one, by=made.lead, now=NOW)
    read = models.Consultation.objects.filter(what="REPORT").values_list("ref", flat=True)
    assert list(read) == [f"{number} report.html", f"{number} {name}"[:80]]
