"""Reports rendered by the worker: asked for, leased, made, handed out, or failed."""

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from django.db import IntegrityError
from django.test import Client

from corecase.actions import rendering_work, renderings, reports, warming
from corecase.core.drafting import Part
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.factual_accuracy import NOTICE
from corecase.core.people import NotAllowedError, Role
from corecase.core.renderings import ATTEMPTS, LEASE, PREVIEW_NOTICE, PREVIEWS_KEPT
from corecase.core.reports import Purpose, RenderingState
from corecase.core.stages import Stage
from corecase.exchange import inspection_folders
from corecase.store.cases import models
from tests import drafted, site
from tests.terminal import Terminal

pytestmark = pytest.mark.django_db

LATER = site.NOW + timedelta(minutes=1)


@pytest.fixture
def made() -> drafted.Drafted:
    return drafted.build()


def ask(made: drafted.Drafted, wanted: tuple[str, ...] = renderings.SCREEN) -> int:
    return renderings.ask(made.code, wanted, by=made.lead, now=site.NOW)


def work(now: object = None) -> int | None:
    """One look of the worker."""
    taken = rendering_work.claim(now=now or LATER)  # type: ignore[arg-type]  # a time
    if taken is not None:
        rendering_work.run(taken, clock=lambda: LATER)
    return taken


def signed(made: drafted.Drafted) -> models.Rendering:
    """What is asked for with a signature."""
    folder = inspection_folders.zipped(reports.files_of(made.inspection, site.TODAY))
    return renderings.ask_version(made.inspection, folder, by=made.lead, now=site.NOW)


def events(made: drafted.Drafted) -> list[str]:
    told = models.Event.objects.filter(chain=made.code, kind__startswith="RENDERING")
    return [kind.partition("_")[2] for kind in told.values_list("kind", flat=True)]


def test_a_preview_is_made_and_handed_out(made: drafted.Drafted) -> None:
    number = ask(made)
    assert rendering_work.is_waiting(now=LATER)
    waiting = renderings.of(made.code, number, by=made.editor)
    assert (waiting.state, waiting.files, waiting.is_over) == (RenderingState.WAITING, (), False)
    assert work() == number
    done = renderings.of(made.code, number, by=made.editor)
    assert (done.state, done.files, done.is_over) == (RenderingState.DONE, ("report.html",), True)
    assert (done.attempts, done.step, done.done_at) == (1, "", LATER)
    page = renderings.file(made.code, number, "report.html", by=made.editor, now=LATER).content
    assert b"Synthetic: invented for a test." in page
    assert events(made) == ["ASKED", "DONE"]
    assert work() is None
    assert not rendering_work.is_waiting(now=LATER)


def test_the_files_are_those_of_the_command_line(
    made: drafted.Drafted, tmp_path: Path, terminal: Terminal
) -> None:
    _, edited, dropped = drafted.keep(made)
    drafted.write(made, "narrative", Part.NARRATIVE, "One.\n\nTwo.")
    drafted.write(made, "commentary/CCI-1", Part.COMMENTARY, "Of the section.")
    version = signed(made)
    folder = tmp_path / made.code
    archive = reports.archive(made.code, by=made.lead, now=site.NOW)
    assert archive.name == f"{made.code}.zip"
    zipfile.ZipFile(BytesIO(archive.content)).extractall(folder)
    terminal.run("report", str(folder), "--out", str(tmp_path / "out"))
    work()
    here = {row.name: bytes(row.content) for row in version.files.all()}
    there = {
        str(path.relative_to(tmp_path / "out")): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert set(here) == set(there) >= {"report.html", "report.pdf", "report.docx", "report.xlsx"}
    assert [name for name in here if here[name] != there[name]] == []
    page = here["report.html"].decode()
    assert "Edited for a test." in page
    assert edited.encode() in (folder / "findings.yaml").read_bytes()
    assert dropped.encode() in (folder / "findings.yaml").read_bytes()
    assert "Of the section." in page
    assert "<p>One.</p>" in page
    consulted = models.Consultation.objects.filter(what="FOLDER")
    assert {one.ref for one in consulted} == {f"S{n:02}" for n in range(1, drafted.N_CASES + 1)}


@pytest.mark.parametrize(
    ("purpose", "mark"),
    [(Purpose.PREVIEW, PREVIEW_NOTICE), (Purpose.FACTS, NOTICE), (Purpose.VERSION, "Synthetic:")],
)
def test_every_page_says_what_is_not_to_be_published(
    made: drafted.Drafted, purpose: Purpose, mark: str
) -> None:
    row = renderings.queue(made.inspection, purpose, ("html", "pdf"), by=made.lead, now=site.NOW)
    work()
    page, pdf = (bytes(row.files.get(name=f"report.{end}").content) for end in ("html", "pdf"))
    opened = pypdfium2.PdfDocument(pdf)
    pages = [" ".join(one.get_textpage().get_text_bounded().split()) for one in opened]
    opened.close()
    assert len(pages) > 5
    assert [number for number, text in enumerate(pages, 1) if mark not in text] == []
    for other in (PREVIEW_NOTICE, NOTICE):
        assert (other in page.decode()) == (other == mark)


def test_the_folder_is_as_it_was_when_it_was_asked_for(made: drafted.Drafted) -> None:
    number = ask(made)
    drafted.write(made, "narrative", Part.NARRATIVE, "Written too late for this preview.")
    work()
    content = renderings.file(made.code, number, "report.html", by=made.lead, now=LATER).content
    assert b"too late" not in content


def test_a_worker_that_went_silent_loses_nothing(made: drafted.Drafted) -> None:
    number = ask(made)
    assert rendering_work.claim(now=site.NOW) == number
    assert rendering_work.claim(now=site.NOW + LEASE) is None, "its lease still runs"
    assert work(site.NOW + LEASE + timedelta(seconds=1)) == number
    done = renderings.of(made.code, number, by=made.lead)
    assert (done.state, done.attempts) == (RenderingState.DONE, 2)


def test_whoever_lost_the_lease_writes_nothing_more(made: drafted.Drafted) -> None:
    number = ask(made)
    first = rendering_work.claim(now=site.NOW)

    def stopped() -> object:
        # While it works, its lease runs out and another worker takes over.
        models.Rendering.objects.filter(pk=number).update(attempts=2)
        return LATER

    assert first == number
    rendering_work.run(number, clock=stopped)  # type: ignore[arg-type]  # gives a time
    row = models.Rendering.objects.get(pk=number)
    assert (row.state, row.files.count()) == (RenderingState.RUNNING, 0)
    assert events(made) == ["ASKED"]


def test_workers_that_die_again_and_again_let_it_fail(made: drafted.Drafted) -> None:
    number, now = ask(made), site.NOW
    for attempt in range(1, ATTEMPTS + 1):
        assert rendering_work.claim(now=now) == number
        now += LEASE + timedelta(seconds=1)
        assert renderings.of(made.code, number, by=made.lead).attempts == attempt
    assert rendering_work.claim(now=now) is None
    failed = renderings.of(made.code, number, by=made.lead)
    assert (failed.state, failed.error) == (RenderingState.FAILED, rendering_work.SPENT)
    assert events(made) == ["ASKED", "FAILED"]


def test_a_fault_is_tried_again_and_then_fails(made: drafted.Drafted) -> None:
    number = ask(made, renderings.HANDED_OUT)
    # A format that only a later version of the worker knows.
    models.Rendering.objects.update(formats=["html", "scroll"])
    for _ in range(ATTEMPTS - 1):
        assert work() == number
        waits = renderings.of(made.code, number, by=made.lead)
        assert (waits.state, waits.error) == (RenderingState.WAITING, "")
    assert work() == number
    failed = renderings.of(made.code, number, by=made.lead)
    assert (failed.state, failed.error) == (RenderingState.FAILED, rendering_work.SPENT)
    assert failed.files == (), "nothing of a failed report is handed out"
    assert work() is None


def test_what_a_person_can_put_right_fails_at_once(made: drafted.Drafted) -> None:
    drafted.write(made, "narrative", Part.NARRATIVE, "A letter that nobody prints: \x07")
    number = ask(made)
    work()
    failed = renderings.of(made.code, number, by=made.lead)
    assert failed.state is RenderingState.FAILED
    assert "take it out" in failed.error
    assert failed.attempts == 1
    assert [o.room for o in reports.obstacles(made.inspection, site.TODAY)] == ["report_preview"]


def test_problems_are_said_with_the_sentence() -> None:
    problems = tuple(Problem(where=f"row {n}", reason="is wrong") for n in range(9))
    said = rendering_work._sentence(ManyProblems("x.csv", problems))
    assert said.startswith("x.csv has 9 problems")
    assert said.endswith("row 4: is wrong")


def test_a_database_that_does_not_take_it_is_left_to_the_lease(made: drafted.Drafted) -> None:
    number = ask(made)
    assert rendering_work.claim(now=LATER) == number
    models.RenderedFile.objects.create(rendering_id=number, name="report.html", content=b"")
    with pytest.raises(IntegrityError):
        rendering_work.run(number, clock=lambda: LATER)
    assert renderings.of(made.code, number, by=made.lead).state is RenderingState.RUNNING
    assert work(LATER + LEASE + timedelta(seconds=1)) == number
    assert renderings.of(made.code, number, by=made.lead).state is RenderingState.DONE


def test_nothing_wrong_is_no_obstacle(made: drafted.Drafted) -> None:
    assert reports.obstacles(made.inspection, site.TODAY) == []


def test_a_draft_is_looked_through_once_while_nothing_in_it_changes(
    made: drafted.Drafted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "_MOST_PROOFS", 1)
    first = reports.proof(made.inspection, site.TODAY)
    assert reports.proof(made.inspection, site.TODAY) is first
    drafted.write(made, "narrative", Part.NARRATIVE, "A letter that nobody prints: \x07")
    changed = reports.proof(made.inspection, site.TODAY)
    assert "take it out" in changed.faults[0]
    models.ReportText.objects.filter(place="narrative").update(text="Said again.")
    again = reports.proof(made.inspection, site.TODAY)
    assert again.faults == ()
    assert "Said again." in {one.text for one in again.paragraphs}
    assert list(reports._PROOFS.values()) == [again]


def test_a_report_without_cases_is_an_obstacle(made: drafted.Drafted) -> None:
    models.SampledCase.objects.filter(inspection=made.inspection).update(standing="RESERVE")
    (found,) = reports.obstacles(made.inspection, site.TODAY)
    assert found.text.startswith("There are no cases to write down")


def test_the_days_of_fieldwork_stand_in_the_report_once_they_are_known(
    made: drafted.Drafted,
) -> None:
    made_of = reports.material(made.inspection, site.TODAY)
    assert made_of.inspection.fieldwork == "2 November 2026 to 5 November 2026"
    assert made_of.inspection.published_on is None
    assert reports.dated(made_of, site.TODAY).inspection.published_on == site.TODAY
    made.inspection.fieldwork_starts_on = made.inspection.fieldwork_ends_on = None
    assert reports.said(made.inspection, site.TODAY).fieldwork == ""


def test_a_version_is_made_only_of_complete_judgements(made: drafted.Drafted) -> None:
    row = signed(made)
    assert (row.purpose, tuple(row.formats)) == (Purpose.VERSION, renderings.PUBLISHED)
    work()
    row.refresh_from_db()
    assert row.state == RenderingState.DONE
    models.FieldState.objects.filter(assessment__case__inspection=made.inspection).delete()
    site.answered(models.CaseAssessment.objects.first(), drafted.CCI)  # type: ignore[arg-type]
    again = signed(made)
    work()
    again.refresh_from_db()
    assert (again.state, again.files.count()) == (RenderingState.FAILED, 0)


def test_only_previews_are_handed_out_here_and_only_to_readers_of_the_draft(
    made: drafted.Drafted,
) -> None:
    version = signed(made)
    facts = renderings.queue(made.inspection, Purpose.FACTS, by=made.lead, now=site.NOW)
    number = ask(made)
    while work():
        pass
    other = drafted.build()
    strangers = [
        site.somebody(Role.SERVICE_LIAISON, service=made.inspection.service),
        site.somebody(Role.ASSESSOR, inspection=made.inspection),
        site.somebody(Role.PROGRAMME_MANAGER),
        other.lead,
    ]
    for row in (version, facts):
        with pytest.raises(NotAllowedError):
            renderings.of(made.code, row.pk, by=made.lead)
        with pytest.raises(NotAllowedError):
            renderings.file(made.code, row.pk, "report.html", by=made.lead, now=LATER)
    for stranger in strangers:
        for call in (
            lambda by: renderings.of(made.code, number, by=by),
            lambda by: renderings.file(made.code, number, "report.html", by=by, now=LATER),
            lambda by: renderings.ask(made.code, by=by, now=site.NOW),
            lambda by: reports.archive(made.code, by=by, now=site.NOW),
            lambda by: renderings.page(made.code, by=by),
        ):
            with pytest.raises(NotAllowedError):
                call(stranger)
    with pytest.raises(NotAllowedError):
        renderings.of(other.code, number, by=other.lead)
    with pytest.raises(NotAllowedError):
        renderings.file(made.code, number, "report.pdf", by=made.lead, now=LATER)
    assert renderings.file_of(version, "report.pdf").content.startswith(b"%PDF")


def test_there_is_nothing_to_preview_before_drafting() -> None:
    made = drafted.build(Stage.MODERATION)
    with pytest.raises(InputError, match="no draft yet"):
        ask(made)


@pytest.mark.parametrize(("wanted", "said"), [((), "at least one"), (("odt",), "'odt'")])
def test_formats_that_are_not_there(
    made: drafted.Drafted, wanted: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        ask(made, wanted)


def test_previews_are_removed_after_a_week_and_versions_stay(made: drafted.Drafted) -> None:
    ask(made)
    signed(made)
    assert renderings.remove_old(now=site.NOW + PREVIEWS_KEPT) == 0
    assert renderings.remove_old(now=site.NOW + PREVIEWS_KEPT + timedelta(seconds=1)) == 1
    assert renderings.remove_old(now=LATER + PREVIEWS_KEPT) == 0
    assert [row.purpose for row in models.Rendering.objects.all()] == ["VERSION"]


def test_warming_makes_every_format() -> None:
    warming.warm()


@pytest.fixture
def browser(made: drafted.Drafted) -> Client:
    return site.client_for(made.person)


def test_the_pages_lead_from_asking_to_the_report(made: drafted.Drafted, browser: Client) -> None:
    start = f"/inspections/{made.code}/report/preview/"
    page = browser.get(start).content.decode()
    assert "Nobody has made one yet" in page
    answer = browser.post(start, {"wanted": "FORMATS"})
    assert answer.status_code == 302
    place = answer.headers["Location"]
    page = browser.get(place).content.decode()
    assert "Waiting for the worker" in page
    assert 'http-equiv="refresh"' in page
    assert browser.get(f"{place}state/").json() == {
        "says": "Waiting for the worker.",
        "files": [],
        "next": "",
    }
    models.Rendering.objects.update(state="RUNNING", step="Writing the PDF", attempts=2)
    page = browser.get(place).content.decode()
    assert "Writing the PDF." in page
    assert "attempt 2" in page
    models.Rendering.objects.update(state="WAITING", attempts=0)
    assert work()
    page = browser.get(place).content.decode()
    assert "http-equiv" not in page.partition("<body")[0].replace("X-UA", "")
    for name in ("report.html", "report.pdf", "report.docx"):
        assert f"{place}files/{name}" in page
    state = browser.get(f"{place}state/").json()
    assert state["next"] == place
    assert [file["words"] for file in state["files"]] == [
        "Read it on the screen",
        "PDF",
        "Word file",
    ]
    assert "Preview of" in browser.get(start).content.decode()


def test_a_preview_on_the_screen_goes_straight_to_the_page(
    made: drafted.Drafted, browser: Client
) -> None:
    place = browser.post(f"/inspections/{made.code}/report/preview/", {"wanted": "SCREEN"}).headers[
        "Location"
    ]
    work()
    there = browser.get(f"{place}state/").json()["next"]
    assert there == f"{place}files/report.html"
    answer = browser.get(there)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("; sandbox")
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert browser.get(f"{place}files/report.pdf").status_code == 404


def test_tables_are_saved_and_the_folder_too(made: drafted.Drafted, browser: Client) -> None:
    place = browser.post(f"/inspections/{made.code}/report/preview/", {"wanted": "ALL"}).headers[
        "Location"
    ]
    work()
    files = browser.get(f"{place}state/").json()["files"]
    table = next(file for file in files if file["words"].startswith("tables/"))
    answer = browser.get(table["address"])
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    name = f"{made.code}-preview-{table['words'].replace('/', '-')}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    answer = browser.get(f"/inspections/{made.code}/report/folder/")
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert "synthetic-judgements.csv" in archive.namelist()


def test_a_failed_preview_says_what_to_do(made: drafted.Drafted, browser: Client) -> None:
    place = browser.post(f"/inspections/{made.code}/report/preview/", {"wanted": "SCREEN"}).headers[
        "Location"
    ]
    models.Rendering.objects.update(state="FAILED", error="Take the letter out.")
    page = browser.get(place).content.decode()
    assert "could not be made. Take the letter out." in page
    assert "Ask for another preview" in page
    assert ": failed" in browser.get(f"/inspections/{made.code}/report/preview/").content.decode()


def test_a_choice_that_is_none_is_refused(made: drafted.Drafted, browser: Client) -> None:
    answer = browser.post(f"/inspections/{made.code}/report/preview/", {"wanted": "FILM"})
    assert answer.status_code == 422
    assert models.Rendering.objects.count() == 0


def test_the_pages_ask_few_questions(
    made: drafted.Drafted, browser: Client, django_assert_max_num_queries: object
) -> None:
    place = browser.post(f"/inspections/{made.code}/report/preview/", {"wanted": "SCREEN"}).headers[
        "Location"
    ]
    work()
    browser.get(place)
    counted = SimpleNamespace(most=django_assert_max_num_queries)
    with counted.most(20):
        browser.get(f"/inspections/{made.code}/report/preview/")
    with counted.most(20):
        browser.get(place)
    with counted.most(12):
        browser.get(f"{place}state/")
