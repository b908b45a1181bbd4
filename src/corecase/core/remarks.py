"""Comments and complaints about an inspection: what came, by when it is answered, what came of it.

Each is called a remark here, because "comment" is what reports print beside a score and what a
service says of a draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from corecase.core.errors import InputError
from corecase.core.factual_accuracy import suggested_due
from corecase.core.vocabularies import Vocabulary

LONGEST: Final = 4000
"""Characters of what a remark says, and of its answer."""


class RemarkKind(Vocabulary):
    """What somebody sent."""

    COMMENT = "COMMENT"
    COMPLAINT = "COMPLAINT"
    COMPLIMENT = "COMPLIMENT"


class Sender(Vocabulary):
    """Who sent it, by kind: the register holds no name."""

    CHILD = "CHILD"
    PARENT_OR_CARER = "PARENT_OR_CARER"
    VICTIM = "VICTIM"
    STAFF_OF_THE_SERVICE = "STAFF_OF_THE_SERVICE"
    HEAD_OF_THE_SERVICE = "HEAD_OF_THE_SERVICE"
    COUNCIL = "COUNCIL"
    PARTNER_AGENCY = "PARTNER_AGENCY"
    MEMBER_OF_THE_PUBLIC = "MEMBER_OF_THE_PUBLIC"
    SOMEBODY_ELSE = "SOMEBODY_ELSE"


class RemarkOutcome(Vocabulary):
    """What came of it."""

    UPHELD = "UPHELD"
    PARTLY_UPHELD = "PARTLY_UPHELD"
    NOT_UPHELD = "NOT_UPHELD"
    NOTED = "NOTED"
    OUTSIDE_THE_REMIT = "OUTSIDE_THE_REMIT"
    WITHDRAWN = "WITHDRAWN"


_DECIDED: Final = frozenset(
    {RemarkOutcome.UPHELD, RemarkOutcome.PARTLY_UPHELD, RemarkOutcome.NOT_UPHELD}
)


class RemarkStep(Vocabulary):
    """One thing done with a remark."""

    RECEIVED = "RECEIVED"
    MOVED = "MOVED"
    ANSWERED = "ANSWERED"
    REOPENED = "REOPENED"


class RemarkState(Vocabulary):
    """Where a remark stands on a day."""

    OVERDUE = "OVERDUE"
    WAITING = "WAITING"
    ANSWERED = "ANSWERED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing that a code of practice promises, under its heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeOfPractice:
    """What an inspectorate promises, how to comment, and how soon it answers.

    `standing` says how well it is known. `own_words` is the inspectorate's own code, `addressee`,
    `address` and `email` where it takes comments: each empty where nobody has filled it in, and
    then shown as a blank. `answer_days` are working days; a kind that is not there has no day.
    """

    title: str
    standing: str
    promises: tuple[Promise, ...]
    own_words: str = ""
    addressee: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    answer_days: Mapping[RemarkKind, int] = field(default_factory=dict)
    answer_standing: str = ""

    def __post_init__(self) -> None:
        if not self.title or not self.standing or not self.promises:
            raise InputError("A code of practice needs a title, its standing and its promises.")
        if any(days < 1 for days in self.answer_days.values()):
            raise InputError("Give the working days for an answer as whole numbers from 1.")
        object.__setattr__(self, "answer_days", MappingProxyType(dict(self.answer_days)))

    def answer_due(self, kind: RemarkKind, received_on: date) -> date | None:
        """The working day by which a remark is answered; None where no day is promised."""
        days = self.answer_days.get(kind)
        return None if days is None else suggested_due(received_on, days=days)


def check_received(received_on: date, today: date) -> None:
    """Raises InputError for a remark that came in the future."""
    if received_on > today:
        raise InputError("This day lies ahead; give the day on which it came.", field="received_on")


def check_due(due_on: date, received_on: date) -> None:
    """Raises InputError for an answer that is due before the remark came."""
    if due_on < received_on:
        raise InputError("Give a day from the one on which it came on.", field="due_on")


def check_answer(
    kind: RemarkKind, outcome: RemarkOutcome, *, answered_on: date, received_on: date, today: date
) -> None:
    """Raises InputError for an answer that cannot be: its day, or an outcome of another kind.

    A complaint is decided, withdrawn or outside the remit; only a complaint is upheld or not.
    """
    if not received_on <= answered_on <= today:
        raise InputError("Give a day from the one on which it came to today.", field="answered_on")
    if kind is RemarkKind.COMPLAINT and outcome is RemarkOutcome.NOTED:
        raise InputError(
            "A complaint is upheld, or not; noting it decides nothing.", field="outcome"
        )
    if kind is not RemarkKind.COMPLAINT and outcome in _DECIDED:
        raise InputError(
            f"Only a complaint is upheld or not, a {kind.words} is noted.", field="outcome"
        )


def state_of(*, due_on: date | None, answered_on: date | None, today: date) -> RemarkState:
    """Where a remark stands: on the day by which it is due it is not overdue yet."""
    if answered_on is not None:
        return RemarkState.ANSWERED
    is_late = due_on is not None and due_on < today
    return RemarkState.OVERDUE if is_late else RemarkState.WAITING
