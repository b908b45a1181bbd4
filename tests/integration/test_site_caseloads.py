"""A caseload from a file to the list to draw from: what is kept, what waits, what is refused."""

import re
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from corecase.actions import caseloads, upload_previews, uploads
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import case_lists, made_files, site

pytestmark = pytest.mark.django_db

NAMED = (
    b"Case ref,Name,Date of birth,Start date,Sentence type,Order\n"
    b"H1,Invented Child,01/02/2012,01/03/2026,custody,DTO\n"
    b"H2,Another Invented,01/02/2011,02/03/2026,community,RX\n"
)


@pytest.fixture
def inspection() -> models.Inspection:
    return case_lists.announced()


@pytest.fixture
def lead(inspection: models.Inspection) -> models.Person:
    return site.person(Role.LEAD_INSPECTOR, inspection=inspection)


@pytest.fixture
def liaison(inspection: models.Inspection) -> models.Person:
    return site.person(Role.SERVICE_LIAISON, service=inspection.service)


def file(content: bytes, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def address(inspection: models.Inspection, rest: str = "") -> str:
    return f"/inspections/{inspection.code}/caseload/{rest}"


def kinds(inspection: models.Inspection) -> list[str]:
    rows = models.Event.objects.filter(chain=inspection.code).order_by("sequence")
    return list(rows.values_list("kind", flat=True))


def test_a_list_becomes_the_caseload_and_the_stage_follows(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    case_lists.accepted(inspection, liaison)
    found = caseloads.overview(inspection.code, by=site.actor(liaison)).accepted
    assert found is not None
    assert (found.n_eligible, found.n_excluded, found.n_quarantined) == (12, 0, 0)
    assert re.fullmatch("[0-9a-f]{64}", found.frame_sha256)
    assert inspection.stage == Stage.CASELOAD_RECEIVED
    assert [str(move) for move in inspection.moves.all()] == ["ANNOUNCED to CASELOAD_RECEIVED"]
    assert kinds(inspection) == [EventKind.CASELOAD_UPLOADED, EventKind.CASELOAD_ACCEPTED]
    sex = next(one for one in found.attributes if one.name == "sex")
    assert [(one.words, str(one.figure)) for one in sex.levels] == [
        ("female", "3 of 12"),
        ("male", "9 of 12"),
    ]


def test_nothing_that_names_a_child_is_kept(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    uploads.receive(
        inspection.code,
        file_name="Invented Child.csv",
        content=NAMED,
        birth_date="Date of birth",
        by=site.actor(liaison),
        now=site.NOW,
    )
    kept = str(list(models.Caseload.objects.values()))
    assert "Invented" not in kept
    assert "2012" not in kept
    waiting = uploads.waiting(inspection.code, by=site.actor(liaison), now=site.NOW)
    assert waiting is not None
    assert "column 2 (Name), which holds names" in waiting.notice
    assert waiting.mapping.columns["age_at_start"] == "age at start"
    uploads.map_columns(
        inspection.code,
        upload=waiting.upload,
        columns=waiting.mapping.columns,
        by=site.actor(liaison),
        now=site.NOW,
    )
    uploads.accept(inspection.code, upload=waiting.upload, by=site.actor(liaison), now=site.NOW)
    row = models.CaseloadRow.objects.get(ref="H1")
    # Thirteen on the first day of the window, the day after the birthday at the latest.
    assert row.attributes["age_at_start"] == "14"
    assert models.CaseloadRow.objects.get(ref="H2").quarantined == "type of order 'RX' is not known"
    assert uploads.birth_date_heading(inspection.code, by=site.actor(liaison)) == "Date of birth"


def test_the_file_is_read_under_a_random_name_and_deleted(
    inspection: models.Inspection,
    liaison: models.Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    case_lists.received(inspection, liaison)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match=r"^Invented Child\.xlsx is named as XLSX but holds CSV"):
        uploads.receive(
            inspection.code,
            file_name="../../../etc/Invented Child\u202e.xlsx",
            content=case_lists.written(),
            by=site.actor(liaison),
            now=site.NOW,
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("list.pdf", b"%PDF-", "save the list as CSV, XLSX or ODS"),
        ("list", b"a", "save the list as CSV, XLSX or ODS"),
        ("list.xlsm", b"PK\x03\x04", "may contain macros"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old workbook"),
        ("list.csv", b"  ", "is empty"),
        ("list.csv", b"x" * (uploads.MAX_BYTES + 1), "larger than 10 MB"),
        ("list.csv", b"case_id,b\n" * 150_001, "more than 300,000 cells"),
        ("list.csv", b"H1,01/03/2026\nH2,02/03/2026\n", "begins with a case"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    inspection: models.Inspection,
    liaison: models.Person,
    name: str,
    content: bytes,
    sentence: str,
) -> None:
    with pytest.raises(InputError, match=sentence):
        uploads.receive(
            inspection.code,
            file_name=name,
            content=content,
            by=site.actor(liaison),
            now=site.NOW,
        )
    assert not models.Caseload.objects.exists()


def test_what_unknown_values_mean_is_asked_before_their_rows(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    client = site.client_for(liaison)
    sent = file(case_lists.written(more="H/900,01/03/2026,XX,M,,"))
    assert client.post(address(inspection, "upload/"), {"file": sent}).status_code == 302
    page = client.get(address(inspection, "preview/")).content.decode()
    assert page.index("What the values mean") < page.rindex("Rows in quarantine")


def test_a_mapping_and_its_spellings_are_offered_the_next_time(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    by = site.actor(liaison)
    content = b"Our number,Begun,Kind\nH1,01/03/2026,XX\nH2,02/03/2026,custody\n"
    upload = case_lists.received(inspection, liaison, content)
    assert upload_previews.preview(inspection.code, by=by, now=site.NOW) is None
    with pytest.raises(InputError, match="holds the case reference"):
        uploads.map_columns(inspection.code, upload=upload, columns={}, by=by, now=site.NOW)
    columns = {"case_id": "Our number", "order_started_on": "Begun", "sentence": "Kind"}
    uploads.map_columns(inspection.code, upload=upload, columns=columns, by=by, now=site.NOW)
    shown = upload_previews.preview(inspection.code, by=by, now=site.NOW)
    assert shown is not None
    assert [(one.words, one.written) for one in shown.unknown] == [("custody or community", "XX")]
    assert (shown.n_quarantined, shown.n_eligible, shown.may_be_accepted) == (1, 1, True)
    codes = {"sentence": {"XX": "COMMUNITY"}}
    uploads.map_spellings(inspection.code, upload=upload, codes=codes, by=by, now=site.NOW)
    shown = upload_previews.preview(inspection.code, by=by, now=site.NOW)
    assert shown is not None
    assert (shown.n_quarantined, shown.n_eligible) == (0, 2)
    with pytest.raises(InputError, match="must stand for one of"):
        uploads.map_spellings(
            inspection.code,
            upload=upload,
            codes={"sentence": {"XX": "NOWHERE"}},
            by=by,
            now=site.NOW,
        )
    case_lists.received(inspection, liaison, content)
    shown = upload_previews.preview(inspection.code, by=by, now=site.NOW)
    assert shown is not None
    assert shown.n_eligible == 2
    assert kinds(inspection).count(EventKind.MAPPING_SAVED) == 2


def test_every_problem_is_told_at_once_and_nothing_is_accepted(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    content = case_lists.written(
        2, more="H/002,soon,custody,F,White,North\n,01/03/2026,custody,F,,"
    )
    upload = case_lists.received(inspection, liaison, content)
    by = site.actor(liaison)
    shown = upload_previews.preview(inspection.code, by=by, now=site.NOW)
    assert shown is not None
    assert shown.problems == (
        "row 4, column Case ref: 'H-002' is the case of row 3 too; keep one of them",
        "row 4, column Start date: 'soon' is not a date; write day/month/year, with all four "
        "digits of the year",
        "row 5, column Case ref: is empty; every row needs its case",
    )
    assert not shown.may_be_accepted
    with pytest.raises(InputError, match="Correct the problems"):
        uploads.accept(inspection.code, upload=upload, by=by, now=site.NOW)
    inspection.refresh_from_db()
    assert inspection.stage == Stage.ANNOUNCED


def test_the_window_decides_and_says_why_not(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    more = (
        "H/90,01/12/2025,community,M,White,North\n"
        "H/91,01/12/2025,custody,M,White,North\n"
        "H/92,,custody,M,White,North"
    )
    case_lists.accepted(inspection, liaison, case_lists.written(2, more=more))
    by = site.actor(liaison)
    eligible = caseloads.cases(inspection.code, part="eligible", by=by, now=site.NOW)
    assert [case.ref for case in eligible.rows] == ["H-001", "H-002", "H-91"]
    assert eligible.columns[:2] == ("Day the order started", "Custody or community")
    assert eligible.rows[0].cells[:2] == ("2 February 2026", "community")
    excluded = caseloads.cases(inspection.code, part="excluded", by=by, now=site.NOW)
    assert [(case.ref, case.reason) for case in excluded.rows] == [
        (
            "H-90",
            "its order started on 1 December 2025, before the window opens on 1 February 2026",
        ),
        ("H-92", "the day its order started is not known"),
    ]
    with pytest.raises(InputError, match="Choose one of eligible, excluded, quarantined"):
        caseloads.cases(inspection.code, part="others", by=by, now=site.NOW)


def test_a_list_of_which_nothing_may_be_drawn_is_refused(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    upload = case_lists.received(
        inspection, liaison, b"Case ref,Start date\nH1,01/01/2020\nH2,02/01/2020\n"
    )
    with pytest.raises(InputError, match="No case of this list may be drawn"):
        uploads.accept(inspection.code, upload=upload, by=site.actor(liaison), now=site.NOW)


def test_a_second_list_takes_the_place_of_the_first_until_the_draw(
    inspection: models.Inspection, lead: models.Person, liaison: models.Person
) -> None:
    case_lists.accepted(inspection, liaison)
    case_lists.accepted(inspection, lead, case_lists.written(5))
    found = caseloads.overview(inspection.code, by=site.actor(lead)).accepted
    assert found is not None
    assert found.n_eligible == 5
    assert models.Caseload.objects.count() == 2
    assert models.CaseloadRow.objects.count() == 5
    models.SampleDraw.objects.create(
        inspection=inspection,
        caseload=models.Caseload.objects.get(is_current=True),
        record={},
        sha256="0" * 64,
        by=lead,
        at=site.NOW,
    )
    with pytest.raises(InputError, match="The sample is drawn, so its caseload stands"):
        case_lists.received(inspection, liaison)


def test_the_cases_of_a_caseload_that_was_drawn_from_stay(
    inspection: models.Inspection, lead: models.Person
) -> None:
    case_lists.accepted(inspection, lead)
    models.SampleDraw.objects.create(
        inspection=inspection,
        caseload=models.Caseload.objects.get(),
        record={},
        sha256="0" * 64,
        by=lead,
        at=site.NOW,
        withdrawn_by=lead,
        withdrawn_at=site.NOW,
    )
    case_lists.accepted(inspection, lead, case_lists.written(5))
    assert models.CaseloadRow.objects.count() == 17


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [(Stage.PLANNED, "announce the inspection first"), (Stage.FIELDWORK, "not now")],
)
def test_a_caseload_is_received_between_announcement_and_draw(stage: Stage, sentence: str) -> None:
    inspection = case_lists.announced()
    models.Inspection.objects.filter(pk=inspection.pk).update(stage=stage)
    lead = site.person(Role.LEAD_INSPECTOR, inspection=inspection)
    with pytest.raises(InputError, match=sentence):
        case_lists.received(inspection, lead)
    page = site.client_for(lead).get(address(inspection))
    assert sentence in page.content.decode()
    upload = site.client_for(lead).get(address(inspection, "upload/"))
    assert "Choose the file" not in upload.content.decode()


def test_without_a_window_nothing_is_received() -> None:
    inspection = case_lists.announced(eligible_from=None, eligible_until=None, custody_from=None)
    liaison = site.person(Role.SERVICE_LIAISON, service=inspection.service)
    with pytest.raises(InputError, match="Set the eligibility window first"):
        case_lists.received(inspection, liaison)
    assert caseloads.overview(inspection.code, by=site.actor(liaison)).window is None


def test_a_list_that_waits_gives_way_and_is_deleted_after_a_day(
    inspection: models.Inspection, lead: models.Person, liaison: models.Person
) -> None:
    other = case_lists.announced()
    first = case_lists.received(inspection, liaison)
    second = case_lists.received(inspection, lead)
    for step in (uploads.accept, uploads.discard):
        with pytest.raises(InputError, match="another took its place"):
            step(inspection.code, upload=first, by=site.actor(liaison), now=site.NOW)
    later = site.NOW + timedelta(days=1, seconds=1)
    assert uploads.waiting(inspection.code, by=site.actor(lead), now=later) is None
    assert upload_previews.preview(inspection.code, by=site.actor(lead), now=later) is None
    of_other = site.somebody(Role.SERVICE_LIAISON, service=other.service)
    uploads.receive(
        other.code, file_name="a.csv", content=case_lists.written(), by=of_other, now=later
    )
    assert not models.Caseload.objects.filter(pk=second).exists()


def test_a_list_can_be_deleted(inspection: models.Inspection, liaison: models.Person) -> None:
    upload = case_lists.received(inspection, liaison, now=timezone.now())
    client = site.client_for(liaison)
    for sentence in ("Deleted: nothing", "no longer here"):
        page = client.post(address(inspection, "discard/"), {"upload": upload}, follow=True)
        assert sentence in page.content.decode()
    assert not models.Caseload.objects.exists()
    assert kinds(inspection) == [EventKind.CASELOAD_UPLOADED, EventKind.CASELOAD_WITHDRAWN]


def test_only_the_lead_and_the_own_service_come_in(inspection: models.Inspection) -> None:
    others = (
        site.somebody(Role.ASSESSOR, inspection=inspection),
        site.somebody(Role.PROGRAMME_MANAGER),
        site.somebody(Role.SERVICE_LIAISON, service=site.service()),
        site.somebody(Role.LEAD_INSPECTOR, inspection=site.inspection()),
    )
    code, now = inspection.code, site.NOW
    for by in others:
        for call in (
            lambda by=by: caseloads.overview(code, by=by),
            lambda by=by: caseloads.cases(code, part="eligible", by=by, now=now),
            lambda by=by: uploads.waiting(code, by=by, now=now),
            lambda by=by: uploads.birth_date_heading(code, by=by),
            lambda by=by: upload_previews.preview(code, by=by, now=now),
            lambda by=by: uploads.receive(code, file_name="", content=b"", by=by, now=now),
            lambda by=by: uploads.map_columns(code, upload=1, columns={}, by=by, now=now),
            lambda by=by: uploads.map_spellings(code, upload=1, codes={}, by=by, now=now),
            lambda by=by: uploads.accept(code, upload=1, by=by, now=now),
            lambda by=by: uploads.discard(code, upload=1, by=by, now=now),
        ):
            with pytest.raises(NotAllowedError):
                call()


def test_cases_that_are_shown_are_logged(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    case_lists.received(inspection, liaison, case_lists.written(2))
    by = site.actor(liaison)
    upload_previews.preview(inspection.code, by=by, now=site.NOW)
    logged = models.Consultation.objects.values_list("what", "ref")
    assert set(logged) == {("CASELOAD_PREVIEW", "H-001"), ("CASELOAD_PREVIEW", "H-002")}


def test_a_long_caseload_has_pages(inspection: models.Inspection, liaison: models.Person) -> None:
    case_lists.accepted(inspection, liaison, case_lists.written(101))
    client = site.client_for(liaison)
    last = client.get(address(inspection, "cases/eligible/?page=3")).content.decode()
    assert "H-101" in last
    assert "H-100" not in last
    assert "page=2" in last
    for asked in ("0", "x", "99999999999", "٣"):
        page = client.get(address(inspection, f"cases/eligible/?page={asked}"))
        assert "page 1 of 3" in page.content.decode()
    logged = models.Consultation.objects.filter(what="CASELOAD").values_list("ref", flat=True)
    assert (logged[0], len(logged)) == ("H-101", 1 + 4 * 50)


def test_the_whole_way_through_the_pages(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    client = site.client_for(liaison)
    assert "No caseload has been accepted yet" in client.get(address(inspection)).content.decode()
    content = case_lists.written(3, more="H/4,01/03/2026,inside,F,White,North")
    page = client.post(address(inspection, "upload/"), {"file": file(content)}, follow=True)
    assert page.redirect_chain == [(address(inspection, "columns/"), 302)]
    upload = models.Caseload.objects.get().pk
    assert "waits to be accepted" in client.get(address(inspection)).content.decode()
    chosen = {
        "upload": upload,
        "case_id": "Case ref",
        "order_started_on": "Start date",
        "sentence": "Sentence type",
        "sex": "Sex",
    }
    page = client.post(address(inspection, "columns/"), chosen, follow=True)
    text = page.content.decode()
    assert "Ethnicity, Team" in text
    assert "custody or community &#39;inside&#39; is not known" in text
    key = upload_previews.spelling_key("sentence", "inside")
    page = client.post(
        address(inspection, "preview/"), {"upload": upload, key: "CUSTODY"}, follow=True
    )
    assert "Rows in quarantine: 0." in page.content.decode()
    page = client.post(
        address(inspection, "preview/"), {"upload": upload, "accept": "yes"}, follow=True
    )
    assert "this is now the caseload to draw from" in page.content.decode()
    assert models.CaseloadRow.objects.get(ref="H-4").attributes["sentence"] == "CUSTODY"
    assert "team" not in models.CaseloadRow.objects.get(ref="H-4").attributes


def test_a_workbook_is_read_like_a_text_file(
    inspection: models.Inspection, liaison: models.Person, tmp_path: Path
) -> None:
    rows = [line.split(",") for line in case_lists.written(2).decode().splitlines()]
    path = made_files.write_xlsx(tmp_path / "any.xlsx", {"Notes": [["a"]], "Cases": rows})
    client = site.client_for(liaison)
    page = client.post(
        address(inspection, "upload/"), {"file": file(path.read_bytes(), "any.xlsx")}, follow=True
    )
    assert "The list has 2 rows." in page.content.decode()


def test_what_is_wrong_stands_beside_the_field_and_in_the_summary(
    inspection: models.Inspection, liaison: models.Person
) -> None:
    client = site.client_for(liaison)
    for data, sentence in (
        ({}, "Choose the file of the case list."),
        ({"file": file(b"", "a.csv")}, "The file is empty"),
        ({"file": file(b"x" * (uploads.MAX_BYTES + 1))}, "The file is larger than 10 MB"),
        ({"file": file(b"%PDF", "a.pdf"), "birth_date": "Born"}, "save the list as CSV"),
    ):
        page = client.post(address(inspection, "upload/"), data)
        text = page.content.decode()
        assert (page.status_code, sentence in text) == (422, True)
        assert "<title>Error: " in " ".join(text.split())
    assert 'value="Born"' in text
    for step in ("columns/", "preview/"):
        page = client.get(address(inspection, step), follow=True)
        assert "No case list waits to be mapped" in page.content.decode()
    upload = case_lists.received(inspection, liaison, now=timezone.now())
    page = client.post(address(inspection, "columns/"), {"upload": upload, "case_id": "Nothing"})
    assert "Choose one of the headings" in page.content.decode()
    page = client.post(address(inspection, "columns/"), {"upload": upload})
    assert (page.status_code, "holds the case reference" in page.content.decode()) == (422, True)
    page = client.post(address(inspection, "preview/"), {"upload": upload + 1, "accept": "yes"})
    assert (page.status_code, "no longer here" in page.content.decode()) == (422, True)


@pytest.mark.parametrize(("rest", "most"), [("", 24), ("cases/eligible/", 22), ("preview/", 22)])
def test_the_pages_take_few_queries_however_many_cases(
    inspection: models.Inspection,
    liaison: models.Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rest: str,
    most: int,
) -> None:
    case_lists.accepted(inspection, liaison, case_lists.written(60))
    case_lists.received(inspection, liaison, case_lists.written(60), now=timezone.now())
    client = site.client_for(liaison)
    with django_assert_max_num_queries(most):
        assert client.get(address(inspection, rest)).status_code == 200


def test_a_stranger_is_led_to_sign_in(inspection: models.Inspection) -> None:
    for rest in ("", "upload/", "columns/", "preview/", "cases/eligible/"):
        page = Client().get(address(inspection, rest))
        assert page.headers["Location"].startswith("/accounts/login/")
