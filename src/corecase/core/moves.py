"""Legal moves between states, as one table that also draws its own diagram."""

from collections.abc import Mapping
from typing import TypeVar

from corecase.core.errors import InputError
from corecase.core.vocabularies import Vocabulary

State = TypeVar("State", bound=Vocabulary)


def refusal(
    thing: str, moves: Mapping[State, tuple[State, ...]], state: State, to: State
) -> InputError | None:
    """Why `thing` ("This inspection") cannot go from one state to another; None where it can.

    The sentence names every move that is legal.
    """
    legal = moves[state]
    if to in legal:
        return None
    cannot = f"{thing} is “{state.words}” and cannot become “{to.words}”"
    if not legal:
        return InputError(f"{cannot}; nothing follows.")
    listed = " or ".join(f"“{each.words}”" for each in legal)
    return InputError(f"{cannot}; choose {listed}.")


def diagram(moves: Mapping[State, tuple[State, ...]]) -> str:
    """The table as the text of a Mermaid state diagram, one line for each move.

    The first state of the table is where everything begins; a state without moves ends it.
    """
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.value}: {state.words}" for state in moves]
    lines += [f"    [*] --> {next(iter(moves)).value}"]
    for state, legal in moves.items():
        lines += [f"    {state.value} --> {to.value if to else '[*]'}" for to in legal or (None,)]
    return "\n".join(lines) + "\n"
