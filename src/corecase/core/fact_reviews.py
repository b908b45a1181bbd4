"""The review of printed facts: one person takes, corrects or refuses, a second one releases.

What anybody sees of a fact changes with the second person's word alone: a fact that was taken is
shown from its release on, and one that was refused is shown until its refusal is released.
"""

from typing import Final

from corecase.core.errors import InputError
from corecase.core.printed_facts import PrintedFact
from corecase.core.vocabularies import Vocabulary


class FactState(Vocabulary):
    """Where a fact stands by the word of the first person. Whether it is public is kept apart."""

    WAITING = "WAITING"
    TAKEN = "TAKEN"
    REFUSED = "REFUSED"


class Decision(Vocabulary):
    """What somebody decided about a fact.

    RELEASED and RETURNED are the second person's; WITHDRAWN is the first one's again, before that.
    """

    TAKEN = "TAKEN"
    REFUSED = "REFUSED"
    RELEASED = "RELEASED"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def words(self) -> str:
        """As people read it: `"sent back"`."""
        return "sent back" if self is Decision.RETURNED else self.value.lower()


ASKED_FOR_ONE: Final = "public since before a second person was asked"
_STANDS: Final = {
    (FactState.WAITING, False): "waiting",
    (FactState.TAKEN, False): "taken, to be released by a second person",
    (FactState.TAKEN, True): "public",
    (FactState.REFUSED, True): "refused, public until a second person releases that",
    (FactState.REFUSED, False): "refused",
}


def where_it_stands(state: FactState, *, is_public: bool) -> str:
    """What the review has come to, in words. A fact that waits is never public."""
    return _STANDS[state, is_public]


def is_due(state: FactState, *, is_public: bool) -> bool:
    """Whether a second person is asked for: what was decided is not yet what anybody sees."""
    return (state is FactState.TAKEN) != is_public


def state_sent_back(state: FactState) -> FactState:
    """Where a fact stands again once the decision about it was sent back, or withdrawn."""
    return FactState.WAITING if state is FactState.TAKEN else FactState.TAKEN


def check_may_release(person_id: int, decided_by: int) -> None:
    """Raises InputError for whoever decided: a release takes a second person."""
    if person_id == decided_by:
        raise InputError(
            "You decided about some of these yourself; a second person has to release them.",
            field="chosen",
        )


def check_may_withdraw(person_id: int, decided_by: int) -> None:
    """Raises InputError for whoever did not decide: what another decided is sent back."""
    if person_id != decided_by:
        raise InputError(
            "Somebody else decided about some of these; send those back with a reason.",
            field="mine",
        )


class TextState(Vocabulary):
    """Where an uploaded text stands."""

    WAITING = "WAITING"
    READING = "READING"
    READ = "READ"
    FAILED = "FAILED"


def check_reason(reason: str) -> str:
    """The reason without blanks around it. Raises InputError where none is given."""
    plain = " ".join(reason.split())
    if not plain:
        raise InputError("Say why, in a few words: the reason is kept with it.", field="reason")
    return plain


def check_correction(before: PrintedFact, after: PrintedFact) -> None:
    """Raises InputError where a correction says the same, or speaks of something else."""
    if before == after:
        raise InputError("Nothing is changed; change what is wrong, or take the fact as it is.")
    if before.kind != after.kind:
        raise InputError(
            "A correction keeps the kind of fact; refuse this one if it is another, and enter "
            "that one.",
            field="measure",
        )
