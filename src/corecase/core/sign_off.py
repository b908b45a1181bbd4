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


def refusal(
    person_id: int, *, writers: Iterable[int], team: Iterable[int], deed: str = "sign"
) -> str:
    """Why somebody may not do this to a report; empty where they stand apart from it.

    Whoever wrote in it does not, nor does whoever ever was on the inspection's team and may
    have made the figures.
    """
    if person_id in set(writers):
        return f"You wrote in this report; somebody who did not has to {deed} it."
    if person_id in set(team):
        return f"You worked on this inspection; somebody who did not has to {deed} its report."
    return ""


def check_may_sign(person_id: int, *, writers: Iterable[int], team: Iterable[int]) -> None:
    """Raises InputError for whoever does not stand apart from the report."""
    if said := refusal(person_id, writers=writers, team=team):
        raise InputError(said)


def check_may_release(
    person_id: int, *, signer: int, writers: Iterable[int], team: Iterable[int]
) -> None:
    """Raises InputError for the same people and for the signer: release takes a second person."""
    if said := refusal(person_id, writers=writers, team=team, deed="release"):
        raise InputError(said)
    if person_id == signer:
        raise InputError("You signed this report; a second person has to release it.")


def check_settled(
    obstacles: Sequence[Obstacle], *, before: str = "the report can be signed"
) -> None:
    """Raises InputError where anything stands in the way of what comes `before`, naming each."""
    if not obstacles:
        return
    n = len(obstacles)
    said = "One thing has" if n == 1 else f"{n} things have"
    raise InputError(
        f"{said} to be settled before {before}:",
        tuple(Problem(where=o.room.replace("_", " "), reason=o.text) for o in obstacles),
    )
