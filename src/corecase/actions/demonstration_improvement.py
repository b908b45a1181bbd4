"""Nowhereby's improvement plan in the demonstration: written, accepted, under way, one action late.

Every word of it is invented, as the service is.
"""

from datetime import timedelta
from typing import Final

from corecase.actions import (
    improvement_areas,
    improvement_making,
    improvement_oversight,
    improvement_progress,
    improvement_settings,
)
from corecase.actions.demonstration_cast import Stage
from corecase.actions.improvement_areas import ActionWords, AreaWords
from corecase.actions.improvement_progress import Entered
from corecase.core.improvement_steps import Step, StepKind
from corecase.core.periods import day_in_words

LIAISON: Final = "exampleton"
OVERSIGHT: Final = "Invented oversight board"
ITEM: Final = "CCI-R01"
WRITTEN_AGO: Final = 42
SUBMITTED_AGO: Final = 30
ACCEPTED_AGO: Final = 26
LATE_AGO: Final = 12
REPORTED_AGO: Final = 9
ASKED_AGO: Final = 4
AUDITED_AGO: Final = 2


def begin(stage: Stage, code: str, programme: str) -> None:
    """From the publication to the inspectorate's answer; `stage` is of today."""
    improvement_settings.write(
        programme,
        oversight_body=OVERSIGHT,
        clauses=(),
        by=stage.by("manager"),
        now=stage.before(WRITTEN_AGO).now,
    )
    improvement_making.make_due(now=stage.before(WRITTEN_AGO).now)
    _written(stage, code)
    step(stage.before(SUBMITTED_AGO), code, LIAISON, StepKind.BOARD_APPROVED, "management board")
    step(stage.before(SUBMITTED_AGO), code, LIAISON, StepKind.SUBMITTED, "invented service")
    step(stage.before(ACCEPTED_AGO), code, "lead", StepKind.ACCEPTED, "invented inspectorate")
    step(stage.before(ACCEPTED_AGO), code, "lead", StepKind.FORWARDED, "invented inspectorate")


def follow(stage: Stage, code: str) -> None:
    """What came of it since: progress, a question that waits, a re-audit that shows little."""
    improvement_making.make_due(now=stage.before(REPORTED_AGO).now)
    reported = stage.before(REPORTED_AGO)
    improvement_progress.report(
        code,
        "1.1",
        words="Four files were read by two managers (invented).",
        day=reported.today,
        evidence="Notes of supervision (invented).",
        is_done=True,
        by=reported.by(LIAISON),
        now=reported.now,
    )
    asked = stage.before(ASKED_AGO)
    board, now = asked.by("oversight"), asked.now
    view = "The day is over and nothing was reported (invented)."
    question = "Who has taken the training over (invented)?"
    improvement_oversight.write_view(code, "1.2", words=view, by=board, now=now)
    improvement_oversight.ask(code, "1.2", words=question, by=board, now=now)
    audited = stage.before(AUDITED_AGO)
    improvement_progress.enter_audit(
        code,
        "1.1",
        Entered(
            item=ITEM,
            audited_on=audited.today,
            baseline_count=12,
            baseline_out_of=24,
            count=15,
            out_of=22,
            target_percent=80,
            source="An invented audit of the service’s own",
        ),
        by=audited.by(LIAISON),
        now=audited.now,
    )


def _written(stage: Stage, code: str) -> None:
    """Two actions for the first recommendation, one of them late by now, and an area of its own."""
    writing = stage.before(WRITTEN_AGO)
    by, now = writing.by(LIAISON), writing.now
    late = stage.before(LATE_AGO).today
    own = AreaWords(
        wording="Courts are served by one team (invented).",
        origin="own",
        links=("Invented business plan",),
        success="No hearing is without somebody of the service (invented).",
        costs="None: within current roles (invented).",
    )
    area = improvement_areas.add_area(code, own, by=by, now=now)
    for words in (
        ActionWords(
            area="1",
            wording="Managers read two files a month together (invented).",
            owner="team managers",
            timescale="monthly",
            measure="Nine files of ten are good (invented).",
            items=(ITEM,),
        ),
        ActionWords(
            area="1",
            wording="Train everybody in risk assessment (invented).",
            owner="training lead",
            timescale=day_in_words(late),
            measure="Everybody was there (invented).",
        ),
        ActionWords(
            area=area,
            wording="Agree a rota with the courts (invented).",
            timescale=day_in_words(stage.today + timedelta(days=60)),
        ),
    ):
        improvement_areas.add_action(code, words, by=by, now=now)


def step(stage: Stage, code: str, part: str, kind: StepKind, body: str) -> None:
    """A body takes a step on that day."""
    taken = Step(kind=kind, on=stage.today, body=body)
    improvement_oversight.take(code, taken, by=stage.by(part), now=stage.now)
