"""The indicators of a report: entered, questioned, confirmed; who may, and when."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corecase.actions import indicator_imports, report_indicators
from corecase.core.errors import InputError
from corecase.core.indicator_faults import LENGTHS
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site
from tests.indicator_scene import HOUSING, REOFFENDING, ROW, TYPED, Scene, address, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_an_indicator_is_entered_changed_and_printed_in_its_order(scene: Scene) -> None:
    empty = report_indicators.listed(scene.code, by=scene.lead)
    assert (empty.entries, empty.heading.may_write, empty.n_questioned) == ((), True, 0)
    first = scene.write(HOUSING)
    second = scene.write(replace(HOUSING, period="2007/2008", change=""), by=scene.editor)
    assert report_indicators.of(scene.inspection) == (
        HOUSING,
        replace(HOUSING, period="2007/2008", change=""),
    )
    report_indicators.move(scene.code, second, up=True, by=scene.lead, now=site.NOW)
    assert [entry.number for entry in scene.entries()] == [second, first]
    seen = scene.entry(first).version
    scene.write(replace(HOUSING, value=94.5, definition="Invented"), number=first, seen=seen)
    assert scene.entry(first).indicator.printed == "94.5%"
    assert scene.entry(first).by == "Lead One"
    third = scene.write(replace(HOUSING, name="A third"))
    assert [entry.number for entry in scene.entries()] == [second, first, third]
    assert scene.events() == ["INDICATOR_WRITTEN"] * 5
    assert report_indicators.writers(scene.inspection) == {
        scene.lead.person_id,
        scene.editor.person_id,
    }


def test_a_percentage_of_reoffending_is_questioned_until_a_person_answers(scene: Scene) -> None:
    number = scene.write(REOFFENDING)
    entry = scene.entry(number)
    assert entry.is_questioned
    assert "1.08 per person" in entry.questions[0]
    (obstacle,) = report_indicators.obstacles(scene.inspection)
    assert (obstacle.room, obstacle.place) == ("report_indicators", "")
    assert "Reoffending after nine months" in obstacle.text
    with pytest.raises(InputError, match="Write why") as refused:
        report_indicators.confirm(
            scene.code, number, caution=" ", seen=entry.version, by=scene.lead, now=site.NOW
        )
    assert refused.value.field == "caution"
    report_indicators.confirm(
        scene.code, number, caution="Invented reason.", seen="1", by=scene.editor, now=site.NOW
    )
    entry = scene.entry(number)
    assert not entry.is_questioned
    assert (entry.confirmed_by, entry.confirmed_at) == ("Editor One", site.NOW)
    assert report_indicators.obstacles(scene.inspection) == []
    (printed,) = report_indicators.of(scene.inspection)
    assert (printed.confirmed, printed.caution) == (True, "Invented reason.")
    assert scene.events() == ["INDICATOR_WRITTEN", "INDICATOR_CONFIRMED"]


def test_a_change_takes_the_confirmation_away_and_a_correction_the_question(scene: Scene) -> None:
    number = scene.write(REOFFENDING)
    report_indicators.confirm(
        scene.code, number, caution="Invented.", seen="1", by=scene.lead, now=site.NOW
    )
    confirmed = replace(REOFFENDING, caution="Invented.")
    scene.write(confirmed, number=number, seen="2")
    assert scene.entry(number).confirmed_at, "what is the same stays confirmed"
    scene.write(replace(confirmed, value=1.09), number=number, seen="3")
    assert scene.entry(number).is_questioned
    scene.write(replace(confirmed, unit="per person"), number=number, seen="4")
    entry = scene.entry(number)
    assert (entry.questions, entry.is_questioned) == ((), False)
    with pytest.raises(InputError, match="Nothing is asked"):
        report_indicators.confirm(
            scene.code, number, caution="x", seen=entry.version, by=scene.lead, now=site.NOW
        )


def test_two_writers_never_overwrite_each_other(scene: Scene) -> None:
    number = scene.write(REOFFENDING)
    seen = scene.entry(number).version
    scene.write(replace(REOFFENDING, value=1.07), number=number, seen=seen, by=scene.editor)
    with pytest.raises(InputError, match="changed meanwhile"):
        scene.write(HOUSING, number=number, seen=seen)
    with pytest.raises(InputError, match="changed meanwhile"):
        report_indicators.confirm(
            scene.code, number, caution="x", seen=seen, by=scene.lead, now=site.NOW
        )
    with pytest.raises(InputError, match="changed meanwhile"):
        report_indicators.remove(scene.code, number, seen=seen, by=scene.lead, now=site.NOW)
    assert scene.entry(number).indicator.value == 1.07


def test_an_indicator_is_removed_and_stays_in_the_audit(scene: Scene) -> None:
    number = scene.write(HOUSING)
    report_indicators.remove(scene.code, number, seen="1", by=scene.editor, now=site.NOW)
    assert scene.entries() == ()
    assert scene.events() == ["INDICATOR_WRITTEN", "INDICATOR_REMOVED"]
    assert scene.editor.person_id in report_indicators.writers(scene.inspection)
    with pytest.raises(NotAllowedError):
        scene.entry(number)


def test_what_is_missing_or_stands_already_is_refused_beside_its_field(scene: Scene) -> None:
    scene.write(HOUSING)
    for indicator, field in (
        (replace(HOUSING, name=HOUSING.name.upper()), "name"),
        (replace(HOUSING, period=""), "period"),
        (replace(REOFFENDING, comparator_name=""), "comparator_name"),
    ):
        with pytest.raises(InputError) as refused:
            scene.write(indicator)
        assert refused.value.field == field
    assert len(scene.entries()) == 1


def test_texts_are_as_long_as_their_columns() -> None:
    for name, most in LENGTHS.items():
        assert models.ReportIndicator._meta.get_field(name).max_length == most


@pytest.mark.parametrize("stage", [Stage.MODERATION, Stage.SIGN_OFF, Stage.PUBLISHED])
def test_a_draft_that_is_not_open_takes_nothing(stage: Stage) -> None:
    scene = Scene(stage)
    content = file(ROW)
    for act in (
        lambda: scene.write(HOUSING),
        lambda: report_indicators.to_write(scene.code, by=scene.lead),
        lambda: indicator_imports.preview(scene.code, content, by=scene.lead),
        lambda: indicator_imports.take(scene.code, content, seen="", by=scene.lead, now=site.NOW),
    ):
        with pytest.raises(InputError, match=r"draft"):
            act()
    assert not models.ReportIndicator.objects.exists()


def everybody(scene: Scene) -> dict[str, Actor]:
    service = scene.inspection.service
    return {
        "assessor": site.somebody(Role.ASSESSOR, inspection=scene.inspection),
        "manager": site.somebody(Role.PROGRAMME_MANAGER),
        "liaison": site.somebody(Role.SERVICE_LIAISON, service=service),
        "elsewhere": site.somebody(Role.LEAD_INSPECTOR, inspection=site.inspection()),
        "conflict": site.somebody(
            Role.LEAD_INSPECTOR, inspection=scene.inspection, home_service=service
        ),
        "chief": site.somebody(Role.CHIEF_INSPECTOR),
    }


def test_only_who_drafts_writes_and_only_who_reads_drafts_reads(scene: Scene) -> None:
    number = scene.write(REOFFENDING)
    for name, actor in everybody(scene).items():
        stamp = {"by": actor, "now": site.NOW}
        for act in (
            lambda s=stamp: scene.write(HOUSING, **s),
            lambda s=stamp: report_indicators.confirm(
                scene.code, number, caution="x", seen="1", **s
            ),
            lambda s=stamp: report_indicators.remove(scene.code, number, seen="1", **s),
            lambda s=stamp: report_indicators.move(scene.code, number, up=True, **s),
            lambda s=stamp: indicator_imports.take(scene.code, file(ROW), seen="", **s),
            lambda a=actor: indicator_imports.preview(scene.code, file(ROW), by=a),
            lambda a=actor: report_indicators.to_write(scene.code, by=a),
        ):
            with pytest.raises(NotAllowedError):
                act()
        if name != "chief":
            with pytest.raises(NotAllowedError):
                report_indicators.listed(scene.code, by=actor)
            with pytest.raises(NotAllowedError):
                indicator_imports.template(scene.code, by=actor)
        else:
            read = report_indicators.listed(scene.code, by=actor)
            assert (len(read.entries), read.heading.may_write) == (1, False)


def test_the_indicators_of_another_inspection_are_out_of_reach(scene: Scene) -> None:
    other = Scene()
    number = other.write(HOUSING)
    with pytest.raises(NotAllowedError):
        scene.write(HOUSING, number=number, seen="1")
    with pytest.raises(NotAllowedError):
        scene.entry(number)


# Pages


def test_an_indicator_is_entered_on_the_page_and_listed(scene: Scene) -> None:
    client = site.client_for(scene.person)
    empty = client.get(address(scene, "report_indicators"))
    assert "No indicator is entered yet" in empty.text
    sent = client.post(address(scene, "report_indicator_new"), TYPED)
    assert sent.headers["Location"] == address(scene, "report_indicators")
    shown = client.get(address(scene, "report_indicators")).text
    assert "72.5%" in shown
    assert "1,029 of 1,420" in shown
    form = client.get(address(scene, "report_indicator", scene.entries()[0].number)).text
    assert 'value="72.5"' in form


def test_the_page_says_what_is_asked_and_lets_it_stand(scene: Scene) -> None:
    client = site.client_for(scene.person)
    typed = {"name": "Reoffending", "unit": "percent", "value": "1.08", "period": "2009"}
    shown = client.post(address(scene, "report_indicator_new"), typed, follow=True).text
    assert "Something is asked of it" in shown
    assert "1.08 per person" in shown
    number = scene.entries()[0].number
    assert "This is asked of it" in client.get(address(scene, "report_indicator", number)).text
    confirm = address(scene, "report_indicator_confirm", number)
    assert "1.08 per person" in client.get(confirm).text
    refused = client.post(confirm, {"caution": "", "seen": "1"})
    assert refused.status_code == 422
    client.post(confirm, {"caution": "Printed so.", "seen": "1"})
    shown = client.get(address(scene, "report_indicators")).text
    assert "let it stand on" in shown
    assert "For readers: Printed so." in shown
    assert "Nothing is asked" not in client.get(confirm).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": "1,08"}, "Enter the value as a number"),
        ({"value": "nan"}, "Enter the value as a number"),
        ({"unit": ""}, "Choose the unit."),
        ({"denominator": "0"}, "Enter a whole number from 1"),
        ({"denominator": ""}, "needs numerator and denominator, or neither"),
        ({"comparator": "5"}, "Say whose value the comparator is"),
        ({"period": ""}, "Enter the period."),
    ],
)
def test_a_refused_form_says_what_to_do_and_keeps_what_was_typed(
    scene: Scene, wrong: dict[str, str], said: str
) -> None:
    client = site.client_for(scene.person)
    response = client.post(
        address(scene, "report_indicator_new"), {**TYPED, "caution": "Typed words.", **wrong}
    )
    assert response.status_code == 422
    assert said in response.text
    assert "Typed words." in response.text
    assert scene.entries() == ()


def test_the_second_writer_sees_both_and_decides(scene: Scene) -> None:
    client = site.client_for(scene.person)
    number = scene.write(HOUSING)
    scene.write(replace(HOUSING, value=91), number=number, seen="1", by=scene.editor)
    typed = {**TYPED, "value": "72.5", "seen": "1"}
    refused = client.post(address(scene, "report_indicator", number), typed)
    assert refused.status_code == 422
    for words in ("changed meanwhile", "What stands now", "91%", 'value="72.5"', "Editor One"):
        assert words in refused.text
    assert 'name="seen" value="2"' in refused.text
    client.post(address(scene, "report_indicator", number), {**typed, "seen": "2"})
    assert scene.entry(number).indicator.value == 72.5


def test_an_indicator_is_moved_and_removed_on_the_page(scene: Scene) -> None:
    client = site.client_for(scene.person)
    first, second = scene.write(HOUSING), scene.write(replace(HOUSING, name="Second"))
    client.post(address(scene, "report_indicator_move", second), {"direction": "up"})
    assert [entry.number for entry in scene.entries()] == [second, first]
    nothing = client.post(address(scene, "report_indicator_move", second), {}, follow=True)
    assert "Nothing was moved" in nothing.text
    remove = address(scene, "report_indicator_remove", first)
    assert "Remove Invented accommodation?" in client.get(remove).text
    stale = client.post(remove, {"seen": "0"})
    assert (stale.status_code, len(scene.entries())) == (422, 2)
    client.post(remove, {"seen": "1"})
    assert [entry.number for entry in scene.entries()] == [second]


def test_the_page_takes_as_many_queries_for_many_as_for_few(scene: Scene) -> None:
    client = site.client_for(scene.person)

    def n_queries() -> int:
        client.get(address(scene, "report_indicators"))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(scene, "report_indicators")).status_code == 200
        return len(caught)

    scene.write(HOUSING)
    few = n_queries()
    for number in range(12):
        scene.write(replace(REOFFENDING, name=f"Reoffending {number}"))
    assert n_queries() == few <= 15


def test_what_was_typed_for_an_indicator_that_is_gone_is_shown(scene: Scene) -> None:
    client = site.client_for(scene.person)
    number = scene.write(HOUSING)
    report_indicators.remove(scene.code, number, seen="1", by=scene.editor, now=site.NOW)
    change = address(scene, "report_indicator", number)
    sent = client.post(change, {**TYPED, "caution": "Typed words.", "seen": "1"})
    assert sent.status_code == 422
    assert "It was removed meanwhile" in sent.text
    assert "Typed words." in sent.text
    assert client.get(change).status_code == 404
