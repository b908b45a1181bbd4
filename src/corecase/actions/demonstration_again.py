"""Againby in the demonstration: an invented service that was inspected twice, both published.

Its first scores were low, its improvement plan was carried out in between, and the report of the
re-inspection says what changed. Every case and every word of it is invented.
"""

from datetime import date
from typing import Final

from corecase.actions import (
    demonstration_drafting,
    demonstration_facts,
    demonstration_improvement,
    demonstration_invented,
    demonstration_publication,
    demonstration_writing,
    improvement_areas,
    improvement_making,
    improvement_progress,
    reinspections,
)
from corecase.actions.demonstration_cast import Stage
from corecase.actions.demonstration_invented import Work
from corecase.actions.improvement_areas import ActionWords
from corecase.actions.improvement_progress import Entered
from corecase.core.improvement_steps import StepKind
from corecase.core.reinspections import Decision

SERVICE: Final = "Againby"
FIRST_AGO: Final = 400
BEFORE_THAT: Final = 70
APPROVED_AGO: Final = 382
ANSWERED_AGO: Final = 374
DECIDED_AGO: Final = 370
REPORTED_AGO: Final = 240
READ_AGO: Final = 180
AGAIN_AGO: Final = 12
MONTHS_UNTIL: Final = 12
N_CASES: Final = 10
POOR: Final = (32, 58, 10)
BETTER: Final = (55, 35, 10)
FIRST: Final = Work(n_cases=N_CASES, listed=range(1, 29), weights=POOR)
REASON: Final = "Safeguarding scored in the lowest band (invented)."
ITEMS: Final = ("CCI-R01", "CCI-S01")
ACTIONS: Final = (
    ("Read two plans a month together (invented).", "team managers", ITEMS[:1]),
    ("Train everybody in safeguarding (invented).", "training lead", ITEMS[1:]),
    ("Agree with the courts who speaks for the service (invented).", "deputy manager", ()),
    ("Meet every month, and keep minutes (invented).", "chair", ()),
)
"""One for each area: what is done, by whom, and the questions that it should move."""
N_DONE: Final = 3
AUDITS: Final = (
    (ITEMS[0], (4, 12), (6, 12)),
    (ITEMS[1], (3, 12), (11, 12)),
)
"""What was read again: counts at the baseline and of the re-audit."""


def load(stage: Stage, *, seed: int) -> str:
    """Loads both inspections and what was done in between; returns the code of the second."""
    began = stage.before(FIRST_AGO)
    programme, service = demonstration_drafting.own_programme(
        began.before(BEFORE_THAT), "Demonstration of a re-inspection", SERVICE
    )
    first = signed(began, programme, service, seed=seed, work=FIRST)
    demonstration_publication.publish(demonstration_publication.release(began, first))
    improvement_making.make_due(now=stage.before(APPROVED_AGO).now)
    _planned(stage, first)
    decide(stage.before(DECIDED_AGO), first)
    _followed(stage, first)
    again = Work(n_cases=N_CASES, listed=range(9, 45), weights=BETTER, previous=first)
    then = stage.before(AGAIN_AGO)
    second = signed(then, programme, service, seed=seed + 1, work=again)
    demonstration_publication.publish(demonstration_publication.release(then, second))
    # As the worker does it for whatever is published.
    improvement_making.make_due(now=stage.now)
    return second


def signed(stage: Stage, programme: str, service: str, *, seed: int, work: Work) -> str:
    """An inspection whose report is signed at this time and waits for its release; its code."""
    drafted = stage.before(30)
    code = demonstration_invented.judged(drafted, programme, service, seed=seed, work=work)
    finish(stage, code)
    return code


def finish(stage: Stage, code: str, *, day: date | None = None) -> None:
    """Writes the draft, has it checked, and signs it for a day: the usual one unless given."""
    drafted = stage.before(30)
    day = day or demonstration_publication.usual_day(stage)
    demonstration_writing.write_briefly(drafted, code, published_on=day)
    demonstration_facts.returned(drafted, code)
    demonstration_publication.sign(stage, code, day)


def decide(stage: Stage, code: str) -> None:
    """The chief inspector decides that the service is inspected again, about a year later."""
    month = stage.after(30 * MONTHS_UNTIL).today.replace(day=1)
    decision = Decision(planned=True, reason=REASON, month=month)
    reinspections.decide(code, decision, by=stage.by("chief"), now=stage.now)


def _planned(stage: Stage, code: str) -> None:
    """An action for each area; board and cabinet approve, the inspectorate accepts."""
    writing = stage.before(APPROVED_AGO)
    by, now = writing.by(demonstration_improvement.LIAISON), writing.now
    due = stage.before(READ_AGO).today
    for area, (wording, owner, items) in enumerate(ACTIONS, start=1):
        words = ActionWords(
            area=str(area),
            wording=wording,
            owner=owner,
            timescale=f"{due:%B %Y}",
            measure="Nine files of ten are good (invented).",
            items=items,
        )
        improvement_areas.add_action(code, words, by=by, now=now)
    answered = stage.before(ANSWERED_AGO)
    for then, part, kind, body in (
        (writing, "exampleton", StepKind.BOARD_APPROVED, "management board"),
        (writing, "exampleton", StepKind.CABINET_APPROVED, "invented cabinet"),
        (writing, "exampleton", StepKind.SUBMITTED, "invented service"),
        (answered, "lead", StepKind.ACCEPTED, "invented inspectorate"),
        (answered, "lead", StepKind.FORWARDED, "invented inspectorate"),
    ):
        demonstration_improvement.step(then, code, part, kind, body)


def _followed(stage: Stage, code: str) -> None:
    """All but one of the actions are done; what was read again moved once, and once hardly."""
    reported, read = stage.before(REPORTED_AGO), stage.before(READ_AGO)
    for area in range(1, N_DONE + 1):
        improvement_progress.report(
            code,
            f"{area}.1",
            words="Done, and looked at by the board (invented).",
            day=reported.today,
            evidence="Minutes of the board (invented).",
            is_done=True,
            by=reported.by(demonstration_improvement.LIAISON),
            now=reported.now,
        )
    for area, (item, before, now) in enumerate(AUDITS, start=1):
        entered = Entered(
            item=item,
            audited_on=read.today,
            baseline_count=before[0],
            baseline_out_of=before[1],
            count=now[0],
            out_of=now[1],
            target_percent=80,
            source="An invented audit of the service’s own",
        )
        by = read.by(demonstration_improvement.LIAISON)
        improvement_progress.enter_audit(code, f"{area}.1", entered, by=by, now=read.now)
