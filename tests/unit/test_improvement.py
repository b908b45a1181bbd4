"""Improvement plans as values: what they refuse, what they lack, what changed, what comes in."""

from dataclasses import replace
from datetime import date

import pytest

from corecase.core import improvement as rules
from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.improvement import Action, Area, Entry, ImprovementPlan, Progress
from corecase.core.improvement_changes import changes
from corecase.core.improvement_checks import gaps, overdue, stale
from corecase.core.improvement_merging import merge
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.written_timescales import read_timescale
from tests.improvement_scene import (
    DUE,
    PLAN,
    PUBLISHED,
    RECOMMENDATIONS,
    REVIEWS,
    TEMPLATE,
    TODAY,
    TRAINING,
)


@pytest.mark.parametrize(
    ("published_on", "weeks", "expected"),
    [
        (date(2012, 5, 23), 4, date(2012, 6, 20)),
        # 28 days on is Boxing Day's substitute in 2026; the next working day counts.
        (date(2026, 11, 30), 4, date(2026, 12, 29)),
        (PUBLISHED, None, None),
        (None, 4, None),
    ],
)
def test_the_due_day(published_on: date | None, weeks: int | None, expected: date | None) -> None:
    assert rules.due_on(published_on, weeks) == expected


def test_an_improvement_plan_begins_with_an_area_for_each_recommendation() -> None:
    begun = rules.begin(
        service="Anyborough",
        title="Improvement plan",
        inspection="ANY-1",
        recommendations=RECOMMENDATIONS,
        published_on=PUBLISHED,
        weeks=4,
    )
    assert begun.due_on == DUE
    assert [(a.id, a.recommendations) for a in begun.areas] == [("1", ("1",)), ("2", ("2",))]
    assert [gap.words for gap in gaps(begun)] == [
        "Recommendation 1 has no action.",
        "Recommendation 2 has no action.",
    ]


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="empty line"):
        Entry(words=" ")
    with pytest.raises(InputError, match="action a number") as caught:
        Action(id=" ", wording="x")
    assert caught.value.field == "id"
    with pytest.raises(InputError, match="what the area is") as caught:
        Area(id="1", wording="")
    assert caught.value.field == "wording"
    with pytest.raises(InputError, match="inspectorate or is own"):
        Area(id="1", wording="x", origin="other")  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"The action 1\.1 stands twice"):
        replace(PLAN, areas=(PLAN.areas[0], replace(PLAN.areas[1], actions=(TEMPLATE,))))
    with pytest.raises(InputError, match="The area 1 stands twice"):
        replace(PLAN, areas=(replace(PLAN.areas[2], id="1"), PLAN.areas[0]))
    with pytest.raises(InputError, match="The recommendation 1 stands twice"):
        replace(PLAN, recommendations=(RECOMMENDATIONS[0],) * 2)
    with pytest.raises(InputError, match="answers recommendation 1, which"):
        replace(PLAN, recommendations=RECOMMENDATIONS[1:])


def test_an_action_is_found_and_changed_by_its_number() -> None:
    assert PLAN.action("1.2") == REVIEWS
    assert PLAN.area_of("2.1").id == "2"
    with pytest.raises(InputError, match=r"no action 9\.9"):
        PLAN.action("9.9")
    done = replace(TEMPLATE, completed_on=date(2026, 6, 1))
    changed = rules.with_action(PLAN, done)
    assert changed.action("1.1") == done
    assert [a.id for a in changed.actions] == [a.id for a in PLAN.actions]


def test_when_an_action_is_started_completed_and_due() -> None:
    assert not REVIEWS.is_started
    assert REVIEWS.due_on(PLAN.since) == date(2026, 9, 2)
    assert TEMPLATE.is_started
    assert not TEMPLATE.is_completed
    assert TRAINING.is_completed
    assert TRAINING.due_on(None) is None
    assert TRAINING.last_on == date(2026, 4, 30)
    assert REVIEWS.last_on is None
    assert replace(REVIEWS, completed_on=TODAY).is_started
    assert replace(PLAN, begun_on=DUE).since == DUE


def test_what_is_missing_is_pointed_out() -> None:
    bare = Action(id="3.1", wording="Open on Tuesdays", timescale=read_timescale("ongoing"))
    silent = Action(id="3.2", wording="Open on Fridays", owner="Head", measure="Ten visits")
    own = replace(PLAN.areas[2], actions=(bare, silent))
    assert [(gap.kind, gap.at) for gap in gaps(PLAN)] == [("area", "3")]
    assert [(gap.kind, gap.words) for gap in gaps(replace(PLAN, areas=(PLAN.areas[0], own)))] == [
        ("recommendation", "Recommendation 2 has no action."),
        ("owner", "Action 3.1 has no owner."),
        ("date", "Action 3.1 has no date: its timescale says \u201congoing\u201d."),
        ("measure", "Action 3.1 has no measure of success, and neither has its area."),
        ("date", "Action 3.2 has no date."),
    ]


def test_overdue_and_stale_actions() -> None:
    assert [(o.action.id, o.due_on, o.n_days) for o in overdue(PLAN, TODAY)] == [
        ("1.1", date(2026, 6, 30), 1)
    ]
    assert overdue(PLAN, date(2026, 6, 30)) == ()
    # Of reviews nothing was ever written, so its days count from publication.
    assert [(s.action.id, s.last_on, s.n_days) for s in stale(PLAN, TODAY)] == [
        ("1.2", None, 121),
        ("1.1", date(2026, 4, 20), 72),
    ]
    assert [s.action.id for s in stale(PLAN, TODAY, days=100)] == ["1.2"]
    assert [s.action.id for s in stale(replace(PLAN, published_on=None), TODAY)] == ["1.1"]


def test_what_changed_between_two_versions() -> None:
    assert changes(PLAN, PLAN) == ()
    moved = replace(REVIEWS, owner="Deputy", timescale=read_timescale("quarterly"))
    template = replace(
        TEMPLATE,
        completed_on=date(2026, 6, 2),
        progress=(*TEMPLATE.progress, Progress(words="In use")),
        evidence=(Entry(words="The template"),),
    )
    later = replace(
        PLAN,
        areas=(
            replace(PLAN.areas[0], links=("Children's plan",), actions=(template,)),
            replace(PLAN.areas[1], actions=(moved, Action(id="2.2", wording="Check monthly"))),
            Area(id="4", wording="Shorter letters", origin="own"),
        ),
        steps=(*PLAN.steps, Step(kind=StepKind.ACCEPTED, on=DUE, body="Inspectorate")),
    )
    found = changes(PLAN, later)
    assert [(one.kind, one.at, one.words) for one in found] == [
        ("changed", "1", "Area 1 has another link to other plans."),
        ("added", "4", "Area 4 is new."),
        ("removed", "3", "Area 3 is gone."),
        ("changed", "1.1", "Action 1.1 has its day of completion now."),
        ("progress", "1.1", "Action 1.1 has progress."),
        ("evidence", "1.1", "Action 1.1 has evidence."),
        ("completed", "1.1", "Action 1.1 is completed."),
        ("moved", "1.2", "Action 1.2 moved from area 1 to area 2."),
        ("changed", "1.2", "Action 1.2 has another owner."),
        ("changed", "1.2", "Action 1.2 has another timescale."),
        ("added", "2.2", "Action 2.2 is new."),
        ("removed", "2.1", "Action 2.1 is gone."),
        ("step", "", "Inspectorate: accepted by the inspectorate on 30 March 2026."),
    ]
    links = found[0]
    assert (links.was, links.now) == ("Service business plan; Children's plan", "Children's plan")
    back = changes(later, PLAN)
    assert "Action 1.1 is open again." in [one.words for one in back]
    assert "Action 1.1 has no day of completion any more." in [one.words for one in back]
    # What was written of progress before is no change, whichever way one looks.
    assert not [one for one in back if one.kind in ("progress", "evidence") and one.at == "1.1"]


def test_findings_join_an_improvement_plan_that_lives() -> None:
    new = Recommendation(id="1", text="Victims are asked (invented).", owners=("Head",))
    again = replace(RECOMMENDATIONS[0], id="7")
    joined = merge(PLAN, (new, again))
    assert [(r.id, r.text) for r in joined.recommendations[2:]] == [("3", new.text)]
    assert joined.areas[:3] == PLAN.areas
    assert joined.areas[3:] == (Area(id="4", wording=new.text, recommendations=("3",)),)
    assert merge(joined, (new, again)) == joined


def test_areas_come_in_with_their_actions_under_free_numbers() -> None:
    new = Recommendation(id="a", text="Victims are asked (invented).", owners=())
    odd = replace(TEMPLATE, id="4.1")
    living = replace(PLAN, areas=(replace(PLAN.areas[0], actions=(odd,)), *PLAN.areas[1:]))
    areas = (
        Area(
            id="x",
            wording="Victims",
            recommendations=("a",),
            actions=(Action(id="x1", wording="Write"), Action(id="x2", wording="Ring")),
        ),
        Area(id="y", wording="Known", recommendations=("b",)),
        Area(id="z", wording="Own", origin="own"),
    )
    joined = merge(living, (new, replace(RECOMMENDATIONS[0], id="b")), areas)
    assert [(a.id, a.wording, a.recommendations, a.origin) for a in joined.areas[3:]] == [
        ("4", "Victims", ("3",), "inspectorate"),
        ("5", "Own", (), "own"),
    ]
    assert [a.id for a in joined.areas[3].actions] == ["4.2", "4.3"]
    with pytest.raises(InputError, match="Area y answers recommendation b, which is not"):
        merge(living, (new,), areas)


def test_findings_begin_the_numbers_of_an_empty_plan() -> None:
    empty = ImprovementPlan(service="Anyborough", title="Delivery plan")
    assert [r.id for r in merge(empty, RECOMMENDATIONS).recommendations] == ["1", "2"]
