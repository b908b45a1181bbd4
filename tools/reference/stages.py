"""docs/reference/stages.md: the stages of an inspection, and the states of what is done in it."""

from collections.abc import Mapping, Sequence

from corecase.core import alerts, assessment_states, stages
from corecase.core.stages import MOVES, Stage
from corecase.core.vocabularies import Vocabulary
from tools.reference.markdown import document, table


def page() -> str:
    """The page."""
    return document(
        "Stages of an inspection",
        "An inspection goes from stage to stage by these moves and no others. Each is made by a "
        "person who runs the inspection, with the time and, for a step back, the reason.",
        _drawn(stages.diagram()),
        table(
            ("", "Stage", "Moves to"),
            (
                (str(stage.number), stage.words, " or ".join(to.words for to in MOVES[stage]))
                for stage in Stage
            ),
        ),
        "## A case assessment",
        "One assessor's work on one case. Answers freeze when it is submitted; a return reopens it "
        "until a day.",
        _drawn(assessment_states.diagram()),
        _moves(assessment_states.MOVES),
        "## An alert",
        "Knowing of an alert does not end it; something done does. A service is told before the "
        "lead inspector has looked where that is quicker, and is asked again where what it did is "
        "not enough.",
        _drawn(alerts.diagram()),
        _moves(alerts.MOVES),
    )


def _drawn(diagram: str) -> str:
    return f"```mermaid\n{diagram.rstrip()}\n```"


def _moves(moves: Mapping[Vocabulary, Sequence[Vocabulary]]) -> str:
    """A state may not move anywhere: it is an end, and its cell is empty."""
    return table(
        ("State", "Moves to"),
        ((_words(state), " or ".join(map(_words, to))) for state, to in moves.items()),
    )


def _words(state: Vocabulary) -> str:
    return state.value.lower().replace("_", " ")
