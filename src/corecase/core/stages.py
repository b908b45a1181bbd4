"""The stages of an inspection, from its plan to its end, and the legal moves between them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from corecase.core import moves
from corecase.core.vocabularies import Vocabulary


class Stage(Vocabulary):
    """Where an inspection stands, in the order in which it goes."""

    PLANNED = "PLANNED"
    ANNOUNCED = "ANNOUNCED"
    CASELOAD_RECEIVED = "CASELOAD_RECEIVED"
    SAMPLE_DRAWN = "SAMPLE_DRAWN"
    FIELDWORK = "FIELDWORK"
    MODERATION = "MODERATION"
    DRAFTING = "DRAFTING"
    FACTUAL_ACCURACY = "FACTUAL_ACCURACY"
    SIGN_OFF = "SIGN_OFF"
    PUBLISHED = "PUBLISHED"
    PLAN_DUE = "PLAN_DUE"
    CLOSED = "CLOSED"

    @property
    def words(self) -> str:
        """As people read it: `"caseload received"`."""
        return self.value.lower().replace("_", "-" if self is Stage.SIGN_OFF else " ")

    @property
    def number(self) -> int:
        """The place in the order, from 1."""
        return list(Stage).index(self) + 1


MOVES: Final[Mapping[Stage, tuple[Stage, ...]]] = MappingProxyType(
    {
        Stage.PLANNED: (Stage.ANNOUNCED,),
        Stage.ANNOUNCED: (Stage.CASELOAD_RECEIVED,),
        Stage.CASELOAD_RECEIVED: (Stage.SAMPLE_DRAWN,),
        Stage.SAMPLE_DRAWN: (Stage.FIELDWORK, Stage.CASELOAD_RECEIVED),
        Stage.FIELDWORK: (Stage.MODERATION,),
        Stage.MODERATION: (Stage.DRAFTING, Stage.FIELDWORK),
        Stage.DRAFTING: (Stage.FACTUAL_ACCURACY, Stage.MODERATION),
        Stage.FACTUAL_ACCURACY: (Stage.SIGN_OFF, Stage.DRAFTING),
        Stage.SIGN_OFF: (Stage.PUBLISHED, Stage.DRAFTING),
        Stage.PUBLISHED: (Stage.PLAN_DUE,),
        Stage.PLAN_DUE: (Stage.CLOSED,),
        Stage.CLOSED: (),
    }
)
"""Every legal move. Steps back are a caseload that has to be asked for again before anybody
has judged a case, cases that moderation sends back, a judgement that the draft shows to be
wrong, and a draft that is corrected; what is published stays so."""

PUBLISHED_STAGES: Final = frozenset({Stage.PUBLISHED, Stage.PLAN_DUE, Stage.CLOSED})
"""The stages in which anybody reads the report."""


def may_move(stage: Stage, to: Stage) -> bool:
    """Whether an inspection may go from one stage to the other."""
    return to in MOVES[stage]


def check_move(stage: Stage, to: Stage) -> None:
    """Raises InputError, naming the legal moves, where `to` is none of them."""
    if error := moves.refusal("This inspection", MOVES, stage, to):
        raise error


def diagram() -> str:
    """The moves as the text of a Mermaid state diagram."""
    return moves.diagram(MOVES)
