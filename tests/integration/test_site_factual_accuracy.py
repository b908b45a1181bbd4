"""Factual accuracy: a draft is given to the service, sent back, and its round closed."""

from datetime import date, timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from corecase.actions import (
    factual_accuracy,
    factual_comments,
    stages,
)
from corecase.core.errors import InputError
from corecase.core.people import NotAllowedError, Role
from corecase.core.reports import Purpose
from corecase.core.stages import Stage
from corecase.core.timetables import DayName
from corecase.store.cases import audit, models
from tests import site
from tests.factual_scene import AFTER, DUE, SILENT, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_opening_freezes_the_draft_and_tells_the_service(scene: Scene) -> None:
    told = scene.opened()
    assert told.number == 1
    assert told.names == ("Colleague", "Liaison")
    assert told.is_mailed
    assert scene.stage() == Stage.FACTUAL_ACCURACY
    assert scene.kinds() == ["FACTS_OPENED"]
    assert audit.verify() == ()
    row = models.FactualRound.objects.get()
    assert row.rendering
    assert row.rendering.purpose == Purpose.FACTS
    live = factual_accuracy.live(scene.inspection, site.TODAY)
    assert [(p["place"], p["text"]) for p in row.paragraphs] == [(p.place, p.text) for p in live]
    days = dict(models.TimetableDate.objects.values_list("name", "day"))
    assert days == {DayName.DRAFT_SENT: site.TODAY, DayName.FACTUAL_ACCURACY_DUE: DUE}
    for letter in mail.outbox:
        assert scene.inspection.service.name in letter.body
        assert "16 November 2026" in letter.body
        assert not [p for p in live if len(p.text) > 40 and p.text in letter.body]


def test_a_service_without_a_liaison_and_a_silent_server_are_said(
    scene: Scene, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = SILENT
    assert not scene.opened().is_mailed
    assert scene.stage() == Stage.FACTUAL_ACCURACY
    models.Grant.objects.filter(role=Role.SERVICE_LIAISON).delete()
    scene.people["liaison"] = site.person(Role.SERVICE_LIAISON, service=scene.inspection.service)
    scene.returned()
    models.Grant.objects.filter(role=Role.SERVICE_LIAISON).delete()
    assert scene.closed().names == ()


def test_a_liaison_of_a_merged_service_is_told_and_comments(scene: Scene) -> None:
    merged = site.service()
    models.Predecessor.objects.create(
        service=scene.inspection.service, predecessor=merged, merged_on=site.TODAY
    )
    scene.people["merged"] = site.person(Role.SERVICE_LIAISON, service=merged, name="Merged")
    assert "Merged" in scene.opened().names
    scene.said(who="merged")
    assert [one.by for one in scene.comments().comments] == ["Merged"]


def test_a_round_is_opened_from_drafting_and_one_at_a_time(scene: Scene) -> None:
    with pytest.raises(InputError, match="later day"):
        scene.opened(site.TODAY)
    scene.opened()
    with pytest.raises(InputError, match="Round 1 is still open"):
        scene.opened()
    scene.returned()
    scene.closed()
    with pytest.raises(InputError, match="from drafting"):
        scene.opened()
    stages.move(scene.code, Stage.DRAFTING, reason="x", by=scene.by("lead"), now=site.NOW)
    assert scene.opened().number == 2
    models.Inspection.objects.filter(pk=scene.inspection.pk).update(stage=Stage.FIELDWORK)
    with pytest.raises(InputError, match="no draft yet"):
        scene.opened()


def test_the_stage_is_not_reached_by_the_move_alone(scene: Scene) -> None:
    with pytest.raises(InputError, match="factual accuracy page"):
        stages.move(scene.code, Stage.FACTUAL_ACCURACY, by=scene.by("lead"), now=site.NOW)


def test_a_corrected_draft_goes_on_without_another_round(scene: Scene) -> None:
    lead = scene.by("lead")

    def go_on(reason: str) -> None:
        factual_accuracy.go_on(scene.code, reason=reason, by=lead, now=site.NOW)

    with pytest.raises(InputError, match="not seen a draft"):
        go_on("A slip.")
    scene.opened()
    scene.returned()
    scene.closed()
    with pytest.raises(InputError, match="from drafting"):
        go_on("A slip.")
    stages.move(scene.code, Stage.DRAFTING, reason="x", by=lead, now=site.NOW)
    for reason, said in ((" ", "Say why"), ("x" * 501, "it has 501")):
        with pytest.raises(InputError, match=said):
            go_on(reason)
    go_on("A slip of the pen.")
    assert scene.stage() == Stage.FACTUAL_ACCURACY
    assert scene.kinds()[-1] == "INSPECTION_MOVED"
    moved = models.StageMove.objects.filter(to_stage=Stage.FACTUAL_ACCURACY).latest("pk")
    assert moved.reason == "A slip of the pen."


def test_the_suggested_day_is_that_of_the_timetable_while_it_is_to_come(scene: Scene) -> None:
    def suggested() -> date:
        found = factual_accuracy.rounds(scene.code, by=scene.by("lead"), today=site.TODAY)
        return found.suggested_due

    assert suggested() == date(2026, 11, 16)
    day = models.TimetableDate.objects.create(
        inspection=scene.inspection,
        name=DayName.FACTUAL_ACCURACY_DUE,
        day=site.TODAY + timedelta(days=3),
        is_edited=True,
    )
    assert suggested() == site.TODAY + timedelta(days=3)
    models.TimetableDate.objects.filter(pk=day.pk).update(day=site.TODAY)
    assert suggested() == date(2026, 11, 16)


def test_what_keeps_the_report_from_being_signed(scene: Scene) -> None:
    def texts() -> list[tuple[str, str, str]]:
        return [(o.text, o.room, o.place) for o in scene.obstacles()]

    assert [room for _, room, _ in texts()] == ["factual_accuracy"]
    assert "no factual-accuracy round was held" in texts()[0][0]
    scene.opened()
    open_text = "Round 1 on the factual accuracy of the draft is not closed."
    assert texts() == [(open_text, "factual_accuracy", "")]
    first, second = scene.said(), scene.said(5)
    waiting = "2 comments of the service are not answered."
    assert texts() == [(waiting, "facts_comments", "1")]
    scene.answered(first)
    assert texts()[0][0] == "One comment of the service is not answered."
    scene.answered(second)
    scene.returned()
    scene.closed()
    assert texts() == []


@pytest.mark.parametrize("who", ["chief", "manager", "quality", "stranger"])
def test_who_may_do_nothing_to_a_round(scene: Scene, who: str) -> None:
    with pytest.raises(NotAllowedError):
        factual_accuracy.open_round(scene.code, due_on=DUE, by=scene.by(who), now=site.NOW)
    scene.opened()
    comment = scene.said()
    by = scene.by(who)
    for refused in (
        lambda: scene.said(who=who),
        lambda: scene.returned(who),
        lambda: scene.answered(comment, who=who),
        lambda: factual_accuracy.close(scene.code, 1, by=by, now=AFTER),
        lambda: factual_accuracy.go_on(scene.code, reason="x", by=by, now=site.NOW),
        lambda: factual_accuracy.openable(scene.code, by=by, today=site.TODAY),
        lambda: factual_accuracy.returnable(scene.code, 1, by=by),
        lambda: factual_accuracy.closable(scene.code, 1, by=by),
        lambda: factual_comments.one(scene.code, 1, comment, by=by, now=site.NOW),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    if who == "chief":
        assert scene.comments(who).comments
        return
    with pytest.raises(NotAllowedError):
        scene.comments(who)


def test_neither_side_does_the_work_of_the_other(scene: Scene) -> None:
    scene.opened()
    comment = scene.said()
    with pytest.raises(NotAllowedError):
        scene.said(who="lead")
    with pytest.raises(NotAllowedError):
        scene.returned("lead")
    with pytest.raises(NotAllowedError):
        scene.answered(comment, who="liaison")
