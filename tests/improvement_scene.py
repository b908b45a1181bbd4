"""An invented improvement plan, for tests: nothing in it is of any service."""

from datetime import date

from corecase.core.criteria import Recommendation
from corecase.core.improvement import Action, Area, Entry, ImprovementPlan, Progress, Question
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.written_timescales import read_timescale

PUBLISHED = date(2026, 3, 2)
DUE = date(2026, 3, 30)
TODAY = date(2026, 7, 1)

RECOMMENDATIONS = (
    Recommendation(
        id="1",
        text="Plans say who does what (invented).",
        owners=("Head of service", "Chair of the board"),
        items=("CCI.1.2.a",),
    ),
    Recommendation(id="2", text="Managers check what was planned (invented).", owners=()),
)

TEMPLATE = Action(
    id="1.1",
    wording="Write a shorter template for plans",
    owner="Practice manager",
    timescale=read_timescale("June 2026"),
    measure="Nine plans in ten use it",
    items=("CCI.1.2.a", "CCI.1.2.b"),
    progress=(Progress(words="First draft read by two teams", on=date(2026, 4, 20), by="Head"),),
)
REVIEWS = Action(
    id="1.2",
    wording="Read ten plans together",
    owner="Quality manager",
    timescale=read_timescale("at least 2 a year"),
)
TRAINING = Action(
    id="2.1",
    wording="Train every team manager",
    owner="Head of service",
    timescale=read_timescale("30 April 2026"),
    progress=(Progress(words="All six were trained", on=date(2026, 4, 29), is_done=True),),
    evidence=(Entry(words="Attendance sheet", on=date(2026, 4, 30), by="Quality manager"),),
    views=(Entry(words="We saw the sheet", on=date(2026, 5, 6), by="Oversight body"),),
    questions=(
        Question(
            asked=Entry(words="Who trains new managers?", on=date(2026, 5, 6), by="Oversight body"),
            answer=Entry(words="The quality manager", on=date(2026, 5, 9), by="Head of service"),
        ),
        Question(asked=Entry(words="When next?", on=date(2026, 6, 1), by="Oversight body")),
    ),
)

PLAN = ImprovementPlan(
    service="Anyborough (invented)",
    title="Improvement plan of Anyborough",
    inspection="ANY-1",
    published_on=PUBLISHED,
    due_on=DUE,
    recommendations=RECOMMENDATIONS,
    areas=(
        Area(
            id="1",
            wording="Plans that say who does what",
            recommendations=("1",),
            links=("Service business plan", "Children's plan"),
            success="Children can say what is planned",
            costs="None",
            actions=(TEMPLATE, REVIEWS),
        ),
        Area(
            id="2",
            wording="Managers who check",
            recommendations=("2",),
            success="Checks are on file",
            actions=(TRAINING,),
        ),
        Area(id="3", wording="Visits in the evening", origin="own"),
    ),
    steps=(
        Step(kind=StepKind.BOARD_APPROVED, on=date(2026, 3, 20), body="Management board"),
        Step(kind=StepKind.SUBMITTED, on=date(2026, 3, 27), body="Anyborough"),
    ),
)
