"""The review of printed facts: whether a fact waits, was taken, or was refused."""

from corecase.core.errors import InputError
from corecase.core.printed_facts import PrintedFact
from corecase.core.vocabularies import Vocabulary


class FactState(Vocabulary):
    """Where a fact stands in the review. Only a taken one is used, and seen by anybody."""

    WAITING = "WAITING"
    TAKEN = "TAKEN"
    REFUSED = "REFUSED"


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
