"""The edition of a programme's reports: named by the framework, chosen, pinned, then left alone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from corecase.actions import editions
from corecase.core.errors import InputError, ManyProblems
from corecase.core.people import NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.exchange import editions as files
from corecase.exchange import frameworks
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db

ROOM = "programme_edition"
OWN = files.text("standard").replace("id: standard", "id: invented-2027", 1)


@pytest.fixture
def inspection() -> models.Inspection:
    return site.inspection(Stage.DRAFTING)


@pytest.fixture
def manager() -> models.Person:
    return site.person(Role.PROGRAMME_MANAGER)


def choose(programme: models.Programme, manager: models.Person, **said: str) -> None:
    shown = editions.shown(programme.code, by=site.actor(manager))
    by = site.actor(manager)
    editions.choose(programme.code, **{"seen": shown.version, **said}, by=by, now=site.NOW)  # type: ignore[arg-type]  # words


def test_the_framework_names_the_edition_until_one_is_pinned(
    inspection: models.Inspection, manager: models.Person
) -> None:
    named = frameworks.load("cci-2009").report_edition
    assert editions.of(inspection) == (named, files.text(named))
    assert editions.parsed(inspection) == files.load(named)
    shown = editions.shown(inspection.programme.code, by=site.actor(manager))
    assert (shown.name, shown.pinned, shown.version) == (named, False, "")
    choose(inspection.programme, manager, shipped="standard")
    inspection.refresh_from_db()
    assert editions.of(inspection) == ("standard", files.text("standard"))
    event = models.Event.objects.get(kind="EDITION_PINNED")
    assert (event.chain, event.by) == ("programmes", str(manager.pk))


def test_a_first_write_of_a_draft_pins_and_a_later_one_leaves_it(
    inspection: models.Inspection, manager: models.Person
) -> None:
    editions.keep(inspection)
    assert editions.shown(inspection.programme.code, by=site.actor(manager)).pinned
    choose(inspection.programme, manager, text=OWN)
    editions.keep(inspection)
    inspection.refresh_from_db()
    assert editions.of(inspection) == ("invented-2027", OWN)


def test_an_own_file_is_chosen_on_the_page_and_taken_away_again(
    inspection: models.Inspection, manager: models.Person
) -> None:
    client = site.client_for(manager)
    page = reverse(ROOM, args=[inspection.programme.code])
    assert "It is the one that the framework names" in client.get(page).content.decode()
    sent = SimpleUploadedFile("own.yaml", OWN.encode())
    assert client.post(page, {"file": sent, "seen": ""}).status_code == 302
    assert "invented-2027" in client.get(page).content.decode()
    file = client.get(reverse("programme_edition_file", args=[inspection.programme.code]))
    assert file.content.decode() == OWN
    assert file.headers["Content-Type"].startswith("application/yaml")


def test_the_page_says_which_annex_the_reports_have(
    inspection: models.Inspection, manager: models.Person
) -> None:
    client = site.client_for(manager)
    page = reverse(ROOM, args=[inspection.programme.code])
    assert "at a level of 95%, about the whole caseload" in client.get(page).content.decode()
    annex = "uncertainty: {level: 0.95, target: caseload}\n"
    practice = "uncertainty: {level: 0.9, target: practice}\n"
    for line, said in ((practice, "at a level of 90%, about how the service works"), ("", "none")):
        models.Programme.objects.filter(pk=inspection.programme.pk).update(
            report_edition_id="own", report_edition_text=OWN.replace(annex, line)
        )
        body = " ".join(client.get(page).content.decode().split())
        found = re.search(r"how sure the scores are </dt> <dd[^>]*>\s*([^<]*?)\s*</dd>", body)
        assert found
        assert found[1] == said


def test_every_fault_of_an_own_file_is_said_and_nothing_is_stored(
    inspection: models.Inspection, manager: models.Person
) -> None:
    client = site.client_for(manager)
    page = reverse(ROOM, args=[inspection.programme.code])
    bad = OWN.replace("  foreword: ", "  forword: ", 1)
    refused = client.post(page, {"file": SimpleUploadedFile("own.yaml", bad.encode()), "seen": ""})
    body = refused.content.decode()
    assert refused.status_code == 422
    assert "did you mean foreword?" in body
    assert "lacks foreword" in body
    for content, said in (
        (b"\xff\xfe\x00", "The file is no text in UTF-8"),
        (b"x" * 500_001, "The file is larger than 500 KB"),
        (b"", "The file is empty"),
    ):
        sent = {"file": SimpleUploadedFile("own.yaml", content), "seen": ""}
        refused = client.post(page, sent)
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert not models.Programme.objects.exclude(report_edition_text="").exists()
    assert not models.Event.objects.filter(kind="EDITION_PINNED").exists()


def test_one_thing_is_chosen_and_never_over_another_choice(
    inspection: models.Inspection, manager: models.Person
) -> None:
    programme = inspection.programme
    with pytest.raises(InputError, match="not both"):
        choose(programme, manager)
    with pytest.raises(InputError, match="not both"):
        choose(programme, manager, shipped="cci", text=OWN)
    with pytest.raises(InputError, match="There is no report edition 'weather'"):
        choose(programme, manager, shipped="weather")
    with pytest.raises(ManyProblems):
        choose(programme, manager, text="id: x\ntexts: {}\n")
    choose(programme, manager, shipped="standard")
    with pytest.raises(InputError, match="was chosen meanwhile"):
        choose(programme, manager, shipped="cci", seen="")
    client = site.client_for(manager)
    page = reverse(ROOM, args=[programme.code])
    refused = client.post(page, {"shipped": "cci", "seen": ""})
    assert refused.status_code == 422
    shown = editions.shown(programme.code, by=site.actor(manager))
    assert f'value="{shown.version}"' in refused.content.decode()
    assert shown.name == "standard"


def test_once_a_report_is_signed_the_edition_stays(
    inspection: models.Inspection, manager: models.Person
) -> None:
    rendering = models.Rendering.objects.create(
        inspection=inspection,
        purpose="VERSION",
        folder=b"",
        sha256="0" * 64,
        asked_by=manager,
        asked_at=site.NOW,
    )
    version = models.ReportVersion.objects.create(
        inspection=inspection,
        number=1,
        rendering=rendering,
        signed_by=manager,
        signed_at=site.NOW,
        publish_on=site.TODAY,
    )
    with pytest.raises(InputError, match="is signed: its edition stays"):
        choose(inspection.programme, manager, shipped="standard")
    page = reverse(ROOM, args=[inspection.programme.code])
    body = site.client_for(manager).get(page).content.decode()
    assert "is signed: its edition stays" in body
    assert "Use this edition" not in body
    version.withdrawn_by, version.withdrawn_at = manager, site.NOW
    version.save()
    choose(inspection.programme, manager, shipped="standard")
    assert editions.shown(inspection.programme.code, by=site.actor(manager)).pinned


def test_an_edition_that_is_not_kept_here_is_said_and_can_be_replaced(
    manager: models.Person,
) -> None:
    text = frameworks.text("cci-2009").replace("report_edition: cci", "report_edition: standard", 1)
    programme = site.programme(framework_text=text)
    assert editions.of(site.inspection(programme=programme))[0] == "standard"
    broken = site.programme(report_edition_id="old", report_edition_text="id: old\ntexts: {}\n")
    shown = editions.shown(broken.code, by=site.actor(manager))
    assert shown.edition is None
    assert "problem" in shown.fault
    body = site.client_for(manager).get(reverse(ROOM, args=[broken.code])).content.decode()
    assert "Use this edition" in body


def test_the_chief_looks_and_does_not_choose(inspection: models.Inspection) -> None:
    chief = site.person(Role.CHIEF_INSPECTOR)
    page = reverse(ROOM, args=[inspection.programme.code])
    client = site.client_for(chief)
    assert "Use this edition" not in client.get(page).content.decode()
    assert client.post(page, {"shipped": "cci", "seen": ""}).status_code == 404
    with pytest.raises(NotAllowedError):
        choose(inspection.programme, chief, shipped="cci")
    with pytest.raises(NotAllowedError):
        editions.shown(
            inspection.programme.code, by=site.somebody(Role.EDITOR, inspection=inspection)
        )
    assert client.get(reverse(ROOM, args=["nowhere"])).status_code == 404
