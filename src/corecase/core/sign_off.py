"""Sign-off: what stands in its way, and who may give it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corecase.core.errors import InputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One thing that a person has to settle first.

    `text` is a sentence that says what; `room` is the name of the address that leads there and
    `place` what that address takes after the inspection, empty where it takes nothing more.
    """

    text: str
    room: str
    place: str = ""


def check_may_sign(person_id: int, writers: Iterable[int]) -> None:
    """Raises InputError where somebody wrote in the report: it is signed by another person."""
    if person_id in set(writers):
        raise InputError("You wrote in this report; somebody who did not has to sign it.")


def check_may_release(person_id: int, signer: int, writers: Iterable[int]) -> None:
    """Raises InputError where somebody wrote in the report or signed it: release takes a second."""
    if person_id in set(writers):
        raise InputError("You wrote in this report; somebody who did not has to release it.")
    if person_id == signer:
        raise InputError("You signed this report; a second person has to release it.")


def check_settled(obstacles: Sequence[Obstacle]) -> None:
    """Raises InputError where anything stands in the way, naming each with its room."""
    if not obstacles:
        return
    n = len(obstacles)
    said = "One thing has" if n == 1 else f"{n} things have"
    raise InputError(
        f"{said} to be settled before the report can be signed:",
        tuple(Problem(where=o.room.replace("_", " "), reason=o.text) for o in obstacles),
    )
