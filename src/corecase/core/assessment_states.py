"""The states of a case assessment, who may still write in it, and what stays hidden until when."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from corecase.core import moves
from corecase.core.vocabularies import Vocabulary


class Marking(Vocabulary):
    """Whose reading of a case it is: the assessor's, or the blind second one."""

    FIRST = "FIRST"
    SECOND = "SECOND"

    @property
    def words(self) -> str:
        """As people read it: `"first marking"`."""
        return f"{self.value.lower()} marking"


class AssessmentState(Vocabulary):
    """Where one assessor's work on one case stands. AGREED is the end."""

    ALLOCATED = "ALLOCATED"
    STARTED = "STARTED"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    AGREED = "AGREED"


MOVES: Final[Mapping[AssessmentState, tuple[AssessmentState, ...]]] = MappingProxyType(
    {
        AssessmentState.ALLOCATED: (AssessmentState.STARTED,),
        AssessmentState.STARTED: (AssessmentState.SUBMITTED,),
        AssessmentState.SUBMITTED: (AssessmentState.AGREED, AssessmentState.RETURNED),
        AssessmentState.RETURNED: (AssessmentState.SUBMITTED, AssessmentState.RETURNED),
        AssessmentState.AGREED: (),
    }
)
"""Every legal move. What was returned may be returned again, with another date."""

_FROZEN: Final = frozenset({AssessmentState.SUBMITTED, AssessmentState.AGREED})


def may_move(state: AssessmentState, to: AssessmentState) -> bool:
    """Whether a case assessment may go from one state to the other."""
    return to in MOVES[state]


def check_move(state: AssessmentState, to: AssessmentState) -> None:
    """Raises InputError, naming the legal moves, where `to` is none of them."""
    if error := moves.refusal("This case assessment", MOVES, state, to):
        raise error


def is_open(state: AssessmentState, today: date, reopened_until: date | None = None) -> bool:
    """Whether its assessor may still write in it.

    Answers freeze when they are submitted. A return reopens them up to and including
    `reopened_until`; without that date it reopens nothing.
    """
    if state is AssessmentState.RETURNED:
        return reopened_until is not None and today <= reopened_until
    return state not in _FROZEN


def may_see_other(
    marking: Marking,  # noqa: ARG001 both markings are held to the same rule, as callers can read
    own_state: AssessmentState,
    other_state: AssessmentState | None,
) -> bool:
    """Whether one marker of a case may see what the other answered.

    Only while both are submitted: a return of either hides them again, because whoever writes
    must not be looking at the other's answers. `other_state` is None where nobody else marks.
    """
    return own_state in _FROZEN and other_state in _FROZEN


def diagram() -> str:
    """The moves as the text of a Mermaid state diagram."""
    return moves.diagram(MOVES)
