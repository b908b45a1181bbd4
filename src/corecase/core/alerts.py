"""Alerts: who has to know of a concern, by when, and what was done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from corecase.core import moves
from corecase.core.errors import InputError
from corecase.core.vocabularies import Vocabulary
from corecase.core.words import number_in_words

LEAD_WITHIN: Final = timedelta(minutes=1)
"""How soon the lead inspector has an alert; the service has it the day it is raised."""


class AlertState(Vocabulary):
    """How far an alert has come. Knowing of it is not an end; something done is."""

    RAISED = "RAISED"
    RECEIVED = "RECEIVED"
    SERVICE_TOLD = "SERVICE_TOLD"
    ACTED = "ACTED"
    CLOSED = "CLOSED"


MOVES: Final[Mapping[AlertState, tuple[AlertState, ...]]] = MappingProxyType(
    {
        AlertState.RAISED: (AlertState.RECEIVED, AlertState.SERVICE_TOLD),
        AlertState.RECEIVED: (AlertState.SERVICE_TOLD,),
        AlertState.SERVICE_TOLD: (AlertState.ACTED,),
        AlertState.ACTED: (AlertState.CLOSED, AlertState.SERVICE_TOLD),
        AlertState.CLOSED: (),
    }
)
"""Every legal move. A service is told before the lead has looked where that is quicker, and is
asked again where what it did is not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is known of an alert's course: times with their zone, days as in the service's place.

    `answer_by` is the day by which the service was asked to act, `done` what it did; both are
    blank until somebody writes them. Raises InputError where they contradict the state.
    """

    state: AlertState
    raised_at: datetime
    raised_on: date
    received_at: datetime | None = None
    told_on: date | None = None
    answer_by: date | None = None
    done: str = ""

    def __post_init__(self) -> None:
        if self.told_on and self.told_on < self.raised_on:
            raise InputError(
                "Correct the day: a service cannot be told before the alert is raised."
            )
        if self.is_told and not self.told_on:
            raise InputError("Give the day on which the service was told.")
        if self.state in (AlertState.ACTED, AlertState.CLOSED) and not self.done.strip():
            raise InputError(
                "Write what was done; to have seen the alert does not close it.", field="done"
            )

    @property
    def is_told(self) -> bool:
        """Whether the service has been told."""
        return self.state not in (AlertState.RAISED, AlertState.RECEIVED)


def may_move(state: AlertState, to: AlertState) -> bool:
    """Whether an alert may go from one state to the other."""
    return to in MOVES[state]


def check_move(state: AlertState, to: AlertState) -> None:
    """Raises InputError, naming the legal moves, where `to` is none of them."""
    if error := moves.refusal("This alert", MOVES, state, to):
        raise error


def overdue(alert: Alert, now: datetime, today: date) -> tuple[str, ...]:
    """What should have happened by now and has not, in words; empty where nothing is late.

    `today` is the day in the service's place, which is not over until it ends.
    """
    if alert.state is AlertState.CLOSED:
        return ()
    late = []
    waited = now - alert.raised_at
    if alert.received_at is None and waited > LEAD_WITHIN:
        late.append(f"the lead inspector has not seen it for {_minutes(waited)}")
    if not alert.is_told and today > alert.raised_on:
        late.append("the service was not told on the day it was raised")
    is_answered = alert.state is AlertState.ACTED
    if alert.answer_by and not is_answered and (days := (today - alert.answer_by).days) > 0:
        late.append(f"what was asked is {number_in_words(days)} {_noun(days, 'day')} late")
    return tuple(late)


def count_line(n_alerts: int) -> str:
    """The count as the report says it: `"no alerts"`, `"one alert"`, `"12 alerts"`."""
    if not n_alerts:
        return "no alerts"
    return f"{number_in_words(n_alerts)} {_noun(n_alerts, 'alert')}"


def diagram() -> str:
    """The moves as the text of a Mermaid state diagram."""
    return moves.diagram(MOVES)


def _minutes(waited: timedelta) -> str:
    """Whole minutes, then whole hours from two on."""
    minutes = waited // timedelta(minutes=1)
    number, noun = (minutes, "minute") if minutes < 120 else (minutes // 60, "hour")
    return f"{number_in_words(number)} {_noun(number, noun)}"


def _noun(number: int, one: str) -> str:
    return one if number == 1 else f"{one}s"
