"""What bodies do with an improvement plan: approve, note, accept, return, forward, monitor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from corecase.core.errors import InputError
from corecase.core.periods import day_in_words


class StepKind(StrEnum):
    """One kind of step; each is taken on a day of its own by a body of its own."""

    BOARD_APPROVED = "BOARD_APPROVED"
    CABINET_NOTED = "CABINET_NOTED"
    CABINET_APPROVED = "CABINET_APPROVED"
    SUBMITTED = "SUBMITTED"
    ACCEPTED = "ACCEPTED"
    RETURNED = "RETURNED"
    FORWARDED = "FORWARDED"
    MONITORED = "MONITORED"


WORDS: Final[dict[StepKind, str]] = {
    StepKind.BOARD_APPROVED: "approved by the management board",
    StepKind.CABINET_NOTED: "noted by the cabinet",
    StepKind.CABINET_APPROVED: "approved by the cabinet",
    StepKind.SUBMITTED: "submitted to the inspectorate",
    StepKind.ACCEPTED: "accepted by the inspectorate",
    StepKind.RETURNED: "returned by the inspectorate",
    StepKind.FORWARDED: "forwarded to the oversight body",
    StepKind.MONITORED: "monitored by the oversight body",
}
"""What people read for each step."""

_ANSWERS: Final = frozenset({StepKind.ACCEPTED, StepKind.RETURNED})

_AFTER: Final[dict[StepKind, frozenset[StepKind]]] = {
    StepKind.ACCEPTED: frozenset({StepKind.SUBMITTED}),
    StepKind.RETURNED: frozenset({StepKind.SUBMITTED}),
    StepKind.FORWARDED: frozenset({StepKind.SUBMITTED}),
}
"""Which step has to come before; the others may come at any time.

Boards, cabinets and oversight bodies take theirs in different orders: Stockton's board came
before its cabinet, and a plan may be monitored that nobody recorded as forwarded.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what was done, on which day, by which body, and why where it was returned."""

    kind: StepKind
    on: date
    body: str
    reasons: str = ""

    def __post_init__(self) -> None:
        if not self.body.strip():
            raise InputError("Name the body that took this step.", field="body")
        if self.kind is StepKind.RETURNED and not self.reasons.strip():
            raise InputError(
                "Say why the improvement plan is returned, so that the service can change it.",
                field="reasons",
            )

    @property
    def words(self) -> str:
        """`"approved by the management board on 19 January 2010"`."""
        return f"{WORDS[self.kind]} on {day_in_words(self.on)}"


def in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps by their days; those of one day as they were recorded."""
    return tuple(sorted(steps, key=lambda step: step.on))


def check_order(steps: Sequence[Step]) -> None:
    """Raises InputError where a step could not have been taken after those before it."""
    before: list[StepKind] = []
    for step in in_order(steps):
        missing = _AFTER.get(step.kind, frozenset()) - set(before)
        if missing:
            needed = WORDS[min(missing)]
            raise InputError(
                f"An improvement plan can be {WORDS[step.kind]} only after it was {needed}; "
                "record that first, or correct the day.",
                field="on",
            )
        if step.kind in _ANSWERS and not _is_waiting(before):
            raise InputError(
                "The inspectorate has answered already; record first that the improvement plan "
                "was submitted again.",
                field="kind",
            )
        before.append(step.kind)


def check_step(steps: Sequence[Step], step: Step, *, today: date) -> None:
    """Raises InputError for a step that could not be taken, or that lies in the future."""
    if step.on > today:
        raise InputError("Give the day on which it was done; it cannot lie ahead.", field="on")
    check_order((*steps, step))


def is_waiting(steps: Sequence[Step]) -> bool:
    """Whether the improvement plan was submitted and the inspectorate has not answered."""
    return _is_waiting([step.kind for step in in_order(steps)])


def is_accepted(steps: Sequence[Step]) -> bool:
    """Whether the inspectorate's last answer was to accept it."""
    answers = [step.kind for step in in_order(steps) if step.kind in _ANSWERS]
    return bool(answers) and answers[-1] is StepKind.ACCEPTED


def submitted_on(steps: Sequence[Step]) -> date | None:
    """The first day on which it was submitted; None where it was not."""
    days = (step.on for step in steps if step.kind is StepKind.SUBMITTED)
    return min(days, default=None)


def _is_waiting(kinds: list[StepKind]) -> bool:
    that_matter = [kind for kind in kinds if kind is StepKind.SUBMITTED or kind in _ANSWERS]
    return bool(that_matter) and that_matter[-1] is StepKind.SUBMITTED
