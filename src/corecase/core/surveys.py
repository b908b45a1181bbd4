"""Surveys: whose view is asked for, when a survey can be answered, and how an answer came."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from corecase.core.errors import InputError
from corecase.core.vocabularies import Vocabulary

MOST_CODES: Final = 300
"""More codes than this are made in several lots: each code is a sheet of paper."""

MOST_ON_A_DEVICE: Final = 60
"""A shared device is opened for this many people at most, and for one day."""


class Group(Vocabulary):
    """Whose view is asked for."""

    CHILDREN = "CHILDREN"
    PARENTS = "PARENTS"
    VICTIMS = "VICTIMS"
    STAFF = "STAFF"

    @property
    def words(self) -> str:
        """As people read it, and as the report heads it: `"Parents and carers"`."""
        return _GROUP_WORDS[self]


_GROUP_WORDS: Final = {
    Group.CHILDREN: "Children and young people",
    Group.PARENTS: "Parents and carers",
    Group.VICTIMS: "Victims",
    Group.STAFF: "Case managers",
}


class Way(Vocabulary):
    """How a questionnaire came back."""

    LINK = "LINK"
    DEVICE = "DEVICE"
    PAPER = "PAPER"

    @property
    def words(self) -> str:
        """As people read it: `"at a shared device"`."""
        return _WAY_WORDS[self]


_WAY_WORDS: Final = {
    Way.LINK: "by a code of their own",
    Way.DEVICE: "at a shared device",
    Way.PAPER: "on paper",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days on which a survey can be answered, the last one included.

    `stopped_on` is the day from which, before its last day, no code opened a form any more;
    `closed_on` the day on which somebody closed it, None while nobody has. Raises InputError for
    a last day before the first.
    """

    opened_on: date
    closes_on: date
    stopped_on: date | None = None
    closed_on: date | None = None

    def __post_init__(self) -> None:
        check_period(self.opened_on, self.closes_on)

    def is_open(self, today: date) -> bool:
        """Whether a code opens a form today."""
        ended = self.closed_on or self.stopped_on
        return ended is None and self.opened_on <= today <= self.closes_on

    def sent_until(self, grace: int) -> date:
        """The last day on which a form can be sent that was open when the survey ended.

        `grace` are the days that its respondents have for that.
        """
        return (self.stopped_on or self.closes_on) + timedelta(days=grace)

    def takes_forms(self, today: date, grace: int) -> bool:
        """Whether a form that is or was open can be sent today."""
        return self.closed_on is None and self.opened_on <= today <= self.sent_until(grace)


def check_period(opened_on: date, closes_on: date) -> None:
    """Raises InputError for a last day before the first, or more than half a year after it."""
    if not 0 <= (closes_on - opened_on).days <= 183:
        raise InputError(
            "Enter a last day from the day on which the survey opens to half a year after it.",
            field="closes_on",
        )


def check_n_codes(n: int, *, on_a_device: bool = False) -> None:
    """Raises InputError for fewer codes than one, or more than are made at a time."""
    most = MOST_ON_A_DEVICE if on_a_device else MOST_CODES
    if not 1 <= n <= most:
        raise InputError(f"Enter a number from 1 to {most}.", field="n")


def check_handed_out(n_handed_out: int, *, n_made: int, n_used: int) -> None:
    """Raises InputError for more codes handed out than were made, or fewer than came back."""
    if not n_used <= n_handed_out <= n_made:
        raise InputError(
            f"Enter a number from {n_used}, which came back, to {n_made}, which were made.",
            field="n_handed_out",
        )
