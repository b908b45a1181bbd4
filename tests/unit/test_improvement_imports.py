"""A file brought into an improvement plan that lives: what counts, what stays, what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError, ManyProblems
from corecase.core.improvement import Action, Area, Entry, ImprovementPlan, Progress, Question
from corecase.core.improvement_imports import brought_in, numbered_as
from corecase.core.written_timescales import read_timescale

DAY = date(2026, 11, 2)
READ = Progress(words="Read.", on=DAY)
FIRST = Action(
    id="1.1",
    wording="Read files.",
    progress=(READ,),
    views=(Entry(words="Slow."),),
    questions=(Question(asked=Entry(words="Who?")),),
)
SECOND = Action(id="1.2", wording="Meet.")
LIVING = ImprovementPlan(
    service="Invented",
    title="Invented",
    inspection="here",
    recommendations=(Recommendation(id="1", text="Do it.", owners=()),),
    areas=(
        Area(id="1", wording="Files.", recommendations=("1",), actions=(FIRST, SECOND)),
        Area(id="2", wording="Courts.", origin="own"),
    ),
)


def brought(*areas: Area) -> ImprovementPlan:
    """The living one with a file of these areas taken over."""
    return brought_in(LIVING, file(*areas), {"X-1"}, "plan.xlsx")


def file(*areas: Area, inspection: str = "") -> ImprovementPlan:
    return ImprovementPlan(
        service="Invented",
        title="",
        inspection=inspection,
        recommendations=LIVING.recommendations,
        areas=areas,
    )


def test_what_the_file_holds_counts_and_the_rest_stays() -> None:
    new = Action(id="1.3", wording="Ask parents.", items=("X-1",))
    changed = replace(
        FIRST, wording="Read more files.", progress=(replace(READ, on=DAY), READ), views=()
    )
    after = brought(Area(id="1", wording="All files.", actions=(new, changed)))
    first, second = after.areas
    assert (first.wording, second) == ("All files.", LIVING.areas[1])
    assert [one.id for one in first.actions] == ["1.1", "1.2", "1.3"]
    assert first.actions[0].wording == "Read more files."
    assert (first.actions[0].progress, first.actions[0].views) == ((READ,), FIRST.views)
    assert first.actions[0].questions == FIRST.questions
    assert after.recommendations == LIVING.recommendations


def test_progress_is_added_and_none_is_lost() -> None:
    later = Progress(words="Read again.", on=DAY)
    after = brought(Area(id="1", wording="Files.", actions=(replace(FIRST, progress=(later,)),)))
    assert after.action("1.1").progress == (READ, later)


def test_an_action_moves_with_the_area_that_the_file_gives_it() -> None:
    after = brought(Area(id="3", wording="New.", actions=(SECOND,)))
    assert [area.id for area in after.areas] == ["1", "2", "3"]
    assert after.area_of("1.2").id == "3"
    assert [one.id for one in after.areas[0].actions] == ["1.1"]


def test_an_action_moves_out_of_an_area_that_the_file_holds_too() -> None:
    first = Area(id="1", wording="Files.", actions=(FIRST,))
    after = brought(first, Area(id="3", wording="New.", actions=(SECOND,)))
    assert [one.id for one in after.areas[0].actions] == ["1.1"]
    assert after.area_of("1.2").id == "3"


def test_what_others_say_does_not_come_by_a_file() -> None:
    new = replace(FIRST, id="9.1")
    after = brought(Area(id="9", wording="New.", actions=(new,)))
    assert (after.action("9.1").views, after.action("9.1").questions) == ((), ())


def test_the_file_of_another_inspection_is_refused() -> None:
    with pytest.raises(InputError, match="of another inspection") as refused:
        brought_in(LIVING, file(inspection="there"), (), "plan.xlsx")
    assert refused.value.field == "file"
    assert brought_in(LIVING, file(inspection="here"), (), "plan.xlsx") == LIVING


def test_every_problem_is_listed() -> None:
    odd = Action(id="1/1", wording="x", items=("Y-1",))
    with pytest.raises(ManyProblems) as refused:
        brought(Area(id="a b", wording="x", recommendations=("1",), actions=(odd,)))
    said = [str(problem) for problem in refused.value.problems]
    assert len(said) == 3
    assert "area a b: has a number that cannot stand in an address" in said[0]
    assert "action 1/1" in said[1]
    assert "'Y-1' is no item" in said[2]


def test_a_recommendation_that_is_not_listed_is_named() -> None:
    strange = file(Area(id="1", wording="x", recommendations=("1",)))
    bare = replace(LIVING, recommendations=(), areas=())
    with pytest.raises(ManyProblems) as refused:
        brought_in(bare, strange, (), "plan.xlsx")
    assert "'1' is no recommendation" in str(refused.value.problems[0])


def test_what_comes_from_print_has_the_numbers_of_the_same_words() -> None:
    other = Recommendation(id="7", text="do it", owners=())
    strange = Recommendation(id="8", text="Something else.", owners=())
    printed = ImprovementPlan(
        service="",
        title="",
        recommendations=(other, strange),
        areas=(
            Area(
                id="1",
                wording="courts",
                recommendations=("7", "8"),
                actions=(Action(id="1.1", wording="MEET."), Action(id="1.2", wording="A rota.")),
            ),
            Area(id="2", wording="Parents.", actions=(Action(id="2.1", wording="Ask them."),)),
        ),
    )
    found = numbered_as(LIVING, printed)
    assert [(area.id, area.recommendations) for area in found.areas] == [("2", ("1",)), ("3", ())]
    assert [action.id for action in found.actions] == ["1.2", "2.1", "3.1"]
    after = brought_in(LIVING, found, (), "plan.docx")
    assert [area.id for area in after.areas] == ["1", "2", "3"]
    assert after.area_of("1.2").id == "2"


def test_print_brought_into_an_empty_one_begins_at_1() -> None:
    bare = replace(LIVING, areas=())
    printed = file(Area(id="5", wording="New.", actions=(Action(id="5.1", wording="x"),)))
    found = numbered_as(bare, printed)
    assert [(area.id, area.actions[0].id) for area in found.areas] == [("1", "1.1")]


def test_what_print_leaves_blank_stays_as_it_stands() -> None:
    told = Action(
        id="1.1",
        wording="Read files.",
        owner="Quality manager",
        timescale=read_timescale("June 2027"),
        measure="Nine of ten are good.",
        costs="None.",
        items=("X-1",),
        completed_on=DAY,
    )
    area = Area(id="1", wording="Files.", links=("A plan",), success="Good.", costs="Some.")
    living = replace(LIVING, areas=(replace(area, actions=(told,)),))
    bare = Action(id="9", wording="Read files")
    found = numbered_as(living, file(Area(id="4", wording="FILES", actions=(bare,))))
    assert found.areas[0].actions == (replace(told, wording="Read files"),)
    kept = found.areas[0]
    assert (kept.links, kept.success, kept.costs) == (("A plan",), "Good.", "Some.")
    changed = replace(bare, owner="Team manager", timescale=read_timescale("July 2027"))
    found = numbered_as(living, file(Area(id="4", wording="Files.", actions=(changed,))))
    action = found.areas[0].actions[0]
    assert (action.owner, action.timescale.written) == ("Team manager", "July 2027")
    assert action.completed_on == DAY
