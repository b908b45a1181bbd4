"""Indicators from a CSV file: looked at, taken whole or not at all, and again without harm."""

from base64 import b64encode
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from corecase.actions import indicator_imports, report_indicators
from corecase.core.errors import InputError, ManyProblems
from tests import site
from tests.indicator_scene import HOUSING, OTHER, ROW, Scene, address, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_file_is_looked_at_then_taken_whole_and_again_changes_nothing(scene: Scene) -> None:
    standing = scene.write(replace(HOUSING, value=90))
    scene.write(replace(HOUSING, name="Untouched"))
    content = file(ROW, OTHER)
    looked = indicator_imports.preview(scene.code, content, by=scene.lead)
    assert looked.n_changes == 2
    assert [change.before and change.before.value for change in looked.changes] == [90, None]
    assert scene.entry(standing).indicator.value == 90, "nothing is kept by looking"
    n = indicator_imports.take(scene.code, content, seen=looked.seen, by=scene.editor, now=site.NOW)
    assert n == 2
    assert scene.names() == [HOUSING.name, "Untouched", "Invented education"]
    assert scene.entry(standing).indicator == HOUSING
    assert scene.entries()[2].indicator.base_printed == "29 of 40"
    before = scene.entries()
    again = indicator_imports.take(
        scene.code, content, seen=looked.seen, by=scene.editor, now=site.NOW
    )
    assert (again, scene.entries()) == (0, before)
    assert indicator_imports.preview(scene.code, content, by=scene.lead).n_changes == 0
    assert scene.events()[2:] == ["INDICATORS_IMPORTED"] * 2


def test_an_empty_cell_takes_nothing_from_what_a_person_confirmed(scene: Scene) -> None:
    content = file("Reoffending after nine months,,percent,1.08,2008/2009,,,,,,,,")
    looked = indicator_imports.preview(scene.code, content, by=scene.lead)
    indicator_imports.take(scene.code, content, seen=looked.seen, by=scene.lead, now=site.NOW)
    number = scene.entries()[0].number
    report_indicators.confirm(
        scene.code, number, caution="Printed so.", seen="1", by=scene.lead, now=site.NOW
    )
    assert indicator_imports.preview(scene.code, content, by=scene.lead).n_changes == 0
    indicator_imports.take(scene.code, content, seen="", by=scene.lead, now=site.NOW)
    assert scene.entry(number).indicator.caution == "Printed so."
    assert not scene.entry(number).is_questioned
    other = file("Reoffending after nine months,,percent,1.07,2008/2009,,,,,0.85,England,,")
    looked = indicator_imports.preview(scene.code, other, by=scene.lead)
    assert looked.changes[0].fields == ("value", "comparator", "comparator name")
    indicator_imports.take(scene.code, other, seen=looked.seen, by=scene.lead, now=site.NOW)
    entry = scene.entry(number)
    assert (entry.indicator.caution, entry.is_questioned) == ("Printed so.", True)


def test_a_file_that_was_looked_at_before_a_change_is_looked_at_again(scene: Scene) -> None:
    content = file(ROW)
    looked = indicator_imports.preview(scene.code, content, by=scene.lead)
    scene.write(replace(HOUSING, value=90), by=scene.editor)
    with pytest.raises(InputError, match="changed meanwhile"):
        indicator_imports.take(scene.code, content, seen=looked.seen, by=scene.lead, now=site.NOW)
    assert scene.entries()[0].indicator.value == 90


def test_what_a_file_brings_is_questioned_too(scene: Scene) -> None:
    content = file("Reoffending after nine months,,percent,1.08,2008/2009,,,,,,,,")
    looked = indicator_imports.preview(scene.code, content, by=scene.lead)
    assert "1.08 per person" in looked.changes[0].questions[0]
    indicator_imports.take(scene.code, content, seen=looked.seen, by=scene.lead, now=site.NOW)
    assert len(report_indicators.obstacles(scene.inspection)) == 1


def test_every_fault_of_a_file_is_said_at_once_and_nothing_is_taken(scene: Scene) -> None:
    bad = ",,stones,x,2008/2009,,,,,,,,"
    with pytest.raises(ManyProblems) as refused:
        indicator_imports.preview(scene.code, file(bad), by=scene.lead)
    assert len(refused.value.problems) >= 3
    lonely = "Invented,,percent,5,2009,,,,2008,7,,,"
    twice = [ROW, ROW.upper().replace("PERCENT", "percent")]
    with pytest.raises(ManyProblems) as refused:
        indicator_imports.take(
            scene.code, file(lonely, *twice), seen="", by=scene.lead, now=site.NOW
        )
    said = " ".join(map(str, refused.value.problems))
    assert "whose value" in said
    assert "previous period" in said
    assert said.count("stands twice") == 1
    with pytest.raises(InputError, match="200 KB"):
        indicator_imports.preview(scene.code, b"x" * 200_001, by=scene.lead)
    assert scene.entries() == ()
    assert scene.events() == []


def test_the_template_has_every_field_and_reads_back(scene: Scene) -> None:
    headings = indicator_imports.template(scene.code, by=scene.lead).decode("utf-8-sig").strip()
    assert set(headings.split(",")) == set(report_indicators.FIELDS)
    cells = dict(zip(report_indicators.FIELDS, OTHER.split(","), strict=True))
    row = ",".join(cells[heading] for heading in headings.split(","))
    content = f"{headings}\r\n{row}\r\n".encode("utf-8-sig")
    looked = indicator_imports.preview(scene.code, content, by=scene.lead)
    assert looked.changes[0].indicator.previous_printed == "70%"


def test_a_file_is_imported_on_the_page(scene: Scene) -> None:
    client = site.client_for(scene.person)
    template = client.get(address(scene, "report_indicators_template"))
    assert "comparator_name" in template.text
    assert template.headers["Content-Type"] == "text/csv; charset=utf-8"
    look, take = address(scene, "report_indicators_file"), address(scene, "report_indicators_take")
    assert client.get(look).status_code == 200
    shown = client.post(look, {"file": SimpleUploadedFile("list.csv", file(ROW, OTHER))})
    assert "2 of 2 indicators would be added or changed" in shown.text
    seen = indicator_imports.preview(scene.code, file(ROW), by=scene.lead).seen
    sent = {"content": b64encode(file(ROW, OTHER)).decode(), "seen": seen}
    assert sent["content"] in shown.text
    assert seen in shown.text
    done = client.post(take, sent, follow=True)
    assert "2 indicators were added or changed" in done.text
    again = client.post(take, sent, follow=True)
    assert "Nothing was changed" in again.text
    one = {**sent, "content": b64encode(file(OTHER.replace("72.5", "72"))).decode()}
    stale = client.post(take, one)
    assert stale.status_code == 422
    assert "changed meanwhile" in stale.text
    now = indicator_imports.preview(scene.code, file(ROW), by=scene.lead).seen
    assert now in stale.text, "sent again, it is done to what was shown now"
    done = client.post(take, {**one, "seen": now}, follow=True)
    assert "1 indicator was added or changed" in done.text


def test_a_file_that_cannot_be_taken_says_why(scene: Scene) -> None:
    client = site.client_for(scene.person)
    look, take = address(scene, "report_indicators_file"), address(scene, "report_indicators_take")
    assert client.post(look, {}).status_code == 422
    wrong = SimpleUploadedFile("list.csv", file(",,stones,x,2009,,,,,,,,"))
    refused = client.post(look, {"file": wrong})
    assert refused.status_code == 422
    assert "stones" in refused.text
    large = client.post(look, {"file": SimpleUploadedFile("list.csv", b"x" * 200_001)})
    assert "200 KB" in large.text
    assert client.post(take, {}).status_code == 422
    garbled = client.post(take, {"content": "no file", "seen": "x"})
    assert garbled.status_code == 422
    assert "choose it again" in garbled.text
    assert scene.entries() == ()
