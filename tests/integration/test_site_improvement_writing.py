"""The service writes its improvement plan: areas, actions, progress; every change is kept."""

from datetime import timedelta

import pytest

from corecase.actions import (
    improvement_areas,
    improvement_history,
    improvement_plans,
    improvement_progress,
)
from corecase.actions.improvement_areas import ActionWords, AreaWords
from corecase.actions.improvement_progress import Entered
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import NotAllowedError
from corecase.store.cases import models
from tests import improvement_site, site
from tests.improvement_site import ITEM, PUBLISHED, Scene

pytestmark = pytest.mark.django_db
TODAY = site.TODAY


def page(scene: Scene) -> improvement_plans.Page:
    """The improvement plan as its service reads it today."""
    return improvement_plans.one(scene.code, by=scene.liaison, today=TODAY)


def by_liaison(scene: Scene) -> dict[str, object]:
    return {"by": scene.liaison, "now": site.NOW}


def test_the_service_adds_an_area_of_its_own_and_an_action() -> None:
    scene = improvement_site.made()
    words = AreaWords(
        wording="Courts are served on time.",
        origin="own",
        links=("Business plan", " "),
        success="No report is late.",
        costs="None.",
    )
    assert improvement_areas.add_area(scene.code, words, **by_liaison(scene)) == "3"
    assert improvement_site.action(scene, area="3") == "3.1"
    area = page(scene).areas[2]
    assert area.origin == "Own service"
    assert area.area.links == ("Business plan",)
    (shown,) = area.actions
    assert (shown.action.owner, shown.status) == ("team manager", "Not started")
    assert shown.action.items == (ITEM,)


def test_without_words_there_is_nothing() -> None:
    for made in (lambda: AreaWords(wording=" "), lambda: ActionWords(wording=" ", area="1")):
        with pytest.raises(InputError, match="in words") as refused:
            made()
        assert refused.value.field == "wording"


def test_what_is_not_there_is_refused_and_nothing_changes() -> None:
    scene = improvement_site.made()
    words = AreaWords(wording="x", recommendations=("9",))
    with pytest.raises(InputError, match="no recommendation 9"):
        improvement_areas.add_area(scene.code, words, **by_liaison(scene))
    with pytest.raises(InputError, match="no question X"):
        improvement_site.action(scene, items=("X",))
    with pytest.raises(NotAllowedError, match="no such area"):
        improvement_site.action(scene, area="9")
    with pytest.raises(NotAllowedError, match="no such action"):
        improvement_areas.remove_action(scene.code, "9.9", **by_liaison(scene))
    assert scene.plan.version == 1


def test_an_area_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    scene = improvement_site.made()
    words = AreaWords(wording="Other words.", recommendations=("1",))
    improvement_areas.change_area(scene.code, "1", words, seen="1", **by_liaison(scene))
    with pytest.raises(InputError, match="Somebody else changed this meanwhile"):
        improvement_areas.change_area(scene.code, "1", words, seen="1", **by_liaison(scene))
    assert page(scene).areas[0].area.wording == "Other words."


def test_areas_that_belong_together_become_one() -> None:
    scene = improvement_site.made()
    kept, moved = improvement_site.action(scene), improvement_site.action(scene, area="2")
    improvement_areas.join(scene.code, "2", "1", **by_liaison(scene))
    (area,) = page(scene).areas
    assert area.area.recommendations == ("1", "2")
    assert [one.action.id for one in area.actions] == [kept, moved]
    with pytest.raises(InputError, match="another area"):
        improvement_areas.join(scene.code, "1", "1", **by_liaison(scene))


def test_an_action_is_changed_moved_and_taken_out() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    words = ActionWords(wording="Something else.", area="2")
    improvement_areas.change_action(scene.code, ref, words, seen="1", **by_liaison(scene))
    first, second = page(scene).areas
    assert (first.actions, [one.action.wording for one in second.actions]) == (
        (),
        ["Something else."],
    )
    again = ActionWords(wording="Something more.", area="2")
    improvement_areas.change_action(scene.code, ref, again, seen="2", **by_liaison(scene))
    with pytest.raises(InputError, match="Move its actions"):
        improvement_areas.remove_area(scene.code, "2", **by_liaison(scene))
    improvement_areas.remove_action(scene.code, ref, **by_liaison(scene))
    improvement_areas.remove_area(scene.code, "2", **by_liaison(scene))
    assert [one.area.id for one in page(scene).areas] == ["1"]
    # A number that was given once is not given again.
    words = AreaWords(wording="Another.", origin="own")
    assert improvement_areas.add_area(scene.code, words, **by_liaison(scene)) == "3"


def test_what_is_missing_is_pointed_out() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene, owner="", timescale="soon", measure="")
    said = [gap.words for gap in page(scene).gaps]
    assert said == [
        "Recommendation 2 has no action.",
        "Action 1.1 has no owner.",
        "Action 1.1 has no date: its timescale says “soon”.",
        "Action 1.1 has no measure of success, and neither has its area.",
    ]


@pytest.mark.parametrize("who", ["liaison", "quality"])
def test_progress_is_written_down_with_its_evidence(who: str) -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    by = getattr(scene, who)
    improvement_progress.report(
        scene.code,
        ref,
        words="Two files were read.",
        day=TODAY,
        evidence="Minutes of November.",
        by=by,
        now=site.NOW,
    )
    action = improvement_progress.action(scene.code, ref, by=by, today=TODAY).shown.action
    (progress,), (evidence,) = action.progress, action.evidence
    assert (progress.words, progress.on, progress.is_done) == ("Two files were read.", TODAY, False)
    assert progress.by == {"liaison": "service liaison", "quality": "quality manager"}[who]
    assert evidence.words == "Minutes of November."
    assert page(scene).areas[0].actions[0].status == "In progress"


def test_done_completed_and_open_again() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene, timescale="monthly")
    said = {"words": "Read.", "day": TODAY, **by_liaison(scene)}
    improvement_progress.report(scene.code, ref, is_done=True, **said)
    first = page(scene).areas[0].actions[0]
    assert first.due_on == PUBLISHED.date().replace(month=12)
    improvement_progress.report(scene.code, ref, is_completed=True, **said)
    assert page(scene).areas[0].actions[0].status == "Done, no evidence yet"
    improvement_progress.reopen(scene.code, ref, words="Not so.", **by_liaison(scene))
    assert page(scene).areas[0].actions[0].status == "In progress"
    with pytest.raises(InputError, match="not completed"):
        improvement_progress.reopen(scene.code, ref, words="Not so.", **by_liaison(scene))
    with pytest.raises(InputError, match="why it is open again"):
        improvement_progress.reopen(scene.code, ref, words=" ", **by_liaison(scene))


def test_progress_needs_words_and_no_day_ahead() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    for words, day, field in ((" ", TODAY, "words"), ("x", TODAY + timedelta(days=1), "day")):
        with pytest.raises(InputError) as refused:
            improvement_progress.report(scene.code, ref, words=words, day=day, **by_liaison(scene))
        assert refused.value.field == field


def entered(**fields: object) -> Entered:
    """A re-audit: 12 of 30 before, 22 of 30 now."""
    counts = {"baseline_count": 12, "baseline_out_of": 30, "count": 22, "out_of": 30}
    return Entered(**{"item": ITEM, "audited_on": TODAY, "target_percent": 80, **counts, **fields})


def test_a_re_audit_shows_baseline_target_result_and_interval() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    improvement_progress.enter_audit(scene.code, ref, entered(), **by_liaison(scene))
    few = entered(baseline_count=2, baseline_out_of=5, count=3, out_of=5, target_percent=None)
    improvement_progress.enter_audit(scene.code, ref, few, **by_liaison(scene))
    found = improvement_progress.action(scene.code, ref, by=scene.council, today=TODAY)
    clear, open_ = (one.shown for one in found.audits)
    assert clear.verdict == "improved"
    assert clear.target == "not reached in these cases, though chance leaves it open"
    assert open_.verdict == "not yet distinguishable"
    row = scene.plan
    assert len(improvement_progress.audits_of(row)) == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"item": "CCI-R02"}, "item"),
        ({"count": 31}, "count"),
        ({"baseline_count": 31}, "baseline_count"),
        ({"count": 0, "out_of": 0}, "out_of"),
        ({"audited_on": TODAY + timedelta(days=1)}, "audited_on"),
        ({"target_percent": 101}, "target_percent"),
    ],
)
def test_a_re_audit_that_cannot_be_is_refused_beside_its_field(
    fields: dict[str, object], field: str
) -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    with pytest.raises(InputError) as refused:
        improvement_progress.enter_audit(scene.code, ref, entered(**fields), **by_liaison(scene))
    assert refused.value.field == field


def test_history_keeps_every_change_with_who_and_when() -> None:
    scene = improvement_site.made()
    ref = improvement_site.action(scene)
    improvement_progress.report(
        scene.code, ref, words="Read.", day=TODAY, by=scene.quality, now=site.NOW
    )
    improvement_areas.remove_action(scene.code, ref, **by_liaison(scene))
    found = improvement_history.history(scene.code, by=scene.oversight).versions
    assert [(one.kind, one.about, one.by) for one in found] == [
        (EventKind.IMPROVEMENT_ACTION_REMOVED, "action 1.1", scene.liaison.name),
        (EventKind.IMPROVEMENT_PROGRESS_WRITTEN, "action 1.1", scene.quality.name),
        (EventKind.IMPROVEMENT_ACTION_WRITTEN, "action 1.1", scene.liaison.name),
        (EventKind.IMPROVEMENT_PLAN_MADE, "", ""),
    ]
    assert [change.words for change in found[0].changes] == ["Action 1.1 is gone."]
    assert [change.words for change in found[1].changes] == ["Action 1.1 has progress."]
    assert found[3].changes == ()


def test_it_can_be_read_as_it_stood_on_a_day() -> None:
    scene = improvement_site.made()
    improvement_site.action(scene)
    improvement_areas.add_area(
        scene.code, AreaWords(wording="New.", origin="own"), **by_liaison(scene)
    )
    row = scene.plan
    before = improvement_history.stood_on(row, PUBLISHED.date())
    assert before is not None
    assert [area.id for area in before.areas] == ["1", "2"]
    assert [action.id for action in before.actions] == ["1.1"]
    now = improvement_history.stood_on(row, TODAY)
    assert now is not None
    assert [area.id for area in now.areas] == ["1", "2", "3"]
    assert improvement_history.stood_on(row, PUBLISHED.date() - timedelta(days=1)) is None


def test_a_change_is_one_event_of_the_audit() -> None:
    scene = improvement_site.made()
    before = models.Event.objects.count()
    improvement_site.action(scene)
    assert models.Event.objects.count() == before + 1


@pytest.mark.parametrize("who", ["quality", "council", "lead", "manager", "oversight"])
def test_nobody_but_the_service_writes_in_it(who: str) -> None:
    scene = improvement_site.made()
    with pytest.raises(NotAllowedError):
        improvement_areas.remove_area(scene.code, "1", by=getattr(scene, who), now=site.NOW)
