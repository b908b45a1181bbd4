"""An improvement plan that goes out as a workbook comes in as the same improvement plan."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from corecase.core.criteria import Recommendation
from corecase.core.improvement import Action, Area, Entry, ImprovementPlan, Progress, Question
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.written_timescales import read_timescale
from corecase.documents import formats, improvement_workbook
from corecase.exchange import improvement_plans

# What people type, formulas and markup included; a workbook keeps no space around it.
UNSEEN = "\u115f\u1160\u3164\uffa0"  # letters that nobody sees, which no document takes
LETTERS = st.characters(
    codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=UNSEEN
)
FORMULAS = st.sampled_from(["=1+1", "@SUM(A1)", "-2", "_x000D_"])
TYPED = st.text(LETTERS, min_size=1, max_size=12) | FORMULAS
WORDS = TYPED.map(lambda said: " ".join(said.split()) or "x")
MAYBE = st.just("") | WORDS
DAYS = st.dates(date(2009, 1, 1), date(2030, 12, 31))
SOME_DAYS = st.none() | DAYS
CODES = st.from_regex(r"[A-Z]{2}\.[0-9]{1,2}", fullmatch=True)
TIMESCALES = st.sampled_from(
    ["", "Sept 12", "at least 2 a year", "July 2012 and December 2012", "ongoing", "30 June 2012"]
).map(read_timescale)
LINES = st.lists(WORDS, max_size=3).map(tuple)
ENTRIES = st.builds(Entry, words=WORDS, on=SOME_DAYS, by=MAYBE)
SOME_ENTRIES = st.lists(ENTRIES, max_size=2).map(tuple)
PROGRESS = st.builds(Progress, words=WORDS, on=SOME_DAYS, by=MAYBE, is_done=st.booleans())
QUESTIONS = st.builds(Question, asked=ENTRIES, answer=st.none() | ENTRIES)


@st.composite
def actions(draw: st.DrawFn, number: str) -> Action:
    return Action(
        id=number,
        wording=draw(WORDS),
        owner=draw(MAYBE),
        timescale=draw(TIMESCALES),
        measure=draw(MAYBE),
        costs=draw(MAYBE),
        items=tuple(draw(st.lists(CODES, max_size=2))),
        progress=tuple(draw(st.lists(PROGRESS, max_size=2))),
        evidence=draw(SOME_ENTRIES),
        completed_on=draw(SOME_DAYS),
        views=draw(SOME_ENTRIES),
        questions=tuple(draw(st.lists(QUESTIONS, max_size=2))),
    )


@st.composite
def areas(draw: st.DrawFn, number: int, n_recommendations: int) -> Area:
    answered = st.sampled_from([str(n + 1) for n in range(n_recommendations)])
    return Area(
        id=str(number),
        wording=draw(WORDS),
        origin=draw(st.sampled_from(["inspectorate", "own"])),
        recommendations=tuple(draw(st.lists(answered, max_size=n_recommendations, unique=True))),
        links=draw(LINES),
        success=draw(MAYBE),
        costs=draw(MAYBE),
        actions=tuple(draw(actions(f"{number}.{n}")) for n in range(draw(st.integers(0, 3)))),
    )


@st.composite
def plans(draw: st.DrawFn) -> ImprovementPlan:
    n = draw(st.integers(1, 2))
    kinds = draw(st.lists(st.sampled_from([StepKind.BOARD_APPROVED, StepKind.MONITORED])))
    first = draw(DAYS)
    steps = tuple(
        Step(kind=kind, on=first + timedelta(days=n), body=draw(WORDS), reasons=draw(MAYBE))
        for n, kind in enumerate((StepKind.SUBMITTED, *kinds))
    )
    return ImprovementPlan(
        service=draw(WORDS),
        title=draw(WORDS),
        inspection=draw(MAYBE),
        published_on=draw(SOME_DAYS),
        due_on=draw(SOME_DAYS),
        begun_on=draw(SOME_DAYS),
        recommendations=tuple(
            Recommendation(
                id=str(number),
                text=draw(WORDS),
                owners=draw(LINES),
                items=tuple(draw(st.lists(CODES, max_size=2))),
            )
            for number in range(1, n + 1)
        ),
        areas=tuple(draw(areas(number, n)) for number in range(1, draw(st.integers(2, 4)))),
        steps=steps,
    )


@given(plan=plans())
@settings(max_examples=40)
def test_what_goes_out_comes_in(plan: ImprovementPlan) -> None:
    made = formats.render(improvement_workbook.build(plan), ("xlsx",))["xlsx"]
    assert improvement_plans.read(made) == plan
