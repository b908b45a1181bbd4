"""Screenbury in the demonstration: an invented service whose screening is being drafted.

Its letter can be edited: fourteen cases are judged, and the case managers were asked once each.
"""

from typing import Final

from corecase.actions import (
    case_manager_views,
    demonstration_drafting,
    demonstration_invented,
)
from corecase.actions.demonstration_cast import Stage
from corecase.actions.demonstration_invented import Work

SERVICE: Final = "Screenbury"
WORK: Final = Work(n_cases=14, listed=range(1, 26))
FORM: Final = b"""\
case_manager,SQS-V1,SQS-V2,SQS-V4,SQS-V6,SQS-V7
CM1,yes,yes,yes,yes,yes
CM2,yes,yes,no,yes,yes
CM3,yes,yes,yes,yes,no
CM4,no,yes,yes,yes,yes
CM5,yes,yes,no,yes,yes
CM6,yes,yes,yes,no,yes
"""
"""What six invented case managers said of their own work."""
DRAFTED_AGO: Final = 20


def load(stage: Stage, *, seed: int) -> str:
    """Loads the screening up to the drafting of its letter; returns its code."""
    begun = stage.before(DRAFTED_AGO)
    programme, service = demonstration_drafting.own_programme(
        begun.before(35), "Demonstration of a screening", SERVICE, "sqs-2013"
    )
    code = demonstration_invented.judged(begun, programme, service, seed=seed, work=WORK)
    lead = stage.by("lead")
    case_manager_views.count(
        code, file_name="synthetic-views.csv", content=FORM, seen="", by=lead, now=stage.now
    )
    return code
