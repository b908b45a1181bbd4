"""Operations: single changes made anywhere, applied once, and never overwriting in silence.

A client gives each change an identifier of its own and the version of the field that it was
made from. A repeat is harmless; a change made from an older version is kept as a conflict
until a person decides. A client sends the next change of a field when it has the receipt of
the last, and makes it from that receipt's version.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from corecase.core.answer_values import check_answer_value
from corecase.core.errors import InputError
from corecase.core.vocabularies import Vocabulary

LONGEST_VALUE: Final = 20_000
"""Characters of one value: several pages, far beyond any note, and no way to fill a disk."""


class Field(Vocabulary):
    """What a person can fill in for one item of a case; each is versioned apart."""

    ANSWER = "ANSWER"
    NOTE = "NOTE"
    FOUND_IN = "FOUND_IN"


class Outcome(Vocabulary):
    """What became of an operation. Whatever it was, its value is kept."""

    APPLIED = "APPLIED"
    REPEATED = "REPEATED"
    UNCHANGED = "UNCHANGED"
    CONFLICT = "CONFLICT"
    REFUSED_ID = "REFUSED_ID"
    QUARANTINED = "QUARANTINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One change of one field of one item.

    `base_version` is the version that it was made from, 0 where the field was empty. `value`
    is text, and for an answer the text of `answer_values.write`; empty clears the field.
    `device_time` is recorded and never trusted. Raises InputError on anything else.
    """

    id: str
    device: str
    sequence: int
    case_assessment_id: str
    item_id: str
    field: Field
    base_version: int
    value: str
    device_time: str = ""

    def __post_init__(self) -> None:
        if not _is_uuid(self.id):
            raise InputError("A change needs a UUID of its own, in lower case.")
        if not (self.device and self.case_assessment_id and self.item_id):
            raise InputError("A change needs its device, its case assessment and its item.")
        if self.sequence < 1 or self.base_version < 0:
            raise InputError("A change counts from 1, and is made from version 0 or later.")
        check_text(self.value)
        if self.field is Field.ANSWER:
            check_answer_value(self.value)

    @property
    def target(self) -> tuple[str, str, Field]:
        """What it changes: case assessment, item and field. Other targets never conflict."""
        return self.case_assessment_id, self.item_id, self.field

    @property
    def canonical(self) -> bytes:
        """Its one byte form: JSON in UTF-8, keys sorted, no blanks.

        It is what `JSON.stringify` makes of the same keys in the same order.
        """
        record = {
            "base_version": self.base_version,
            "case_assessment_id": self.case_assessment_id,
            "device": self.device,
            "device_time": self.device_time,
            "field": self.field.value,
            "id": self.id,
            "item_id": self.item_id,
            "sequence": self.sequence,
            "value": self.value,
        }
        return json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode()

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical form, 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldState:
    """What stands in a field now: the first value written is version 1."""

    version: int
    value: str

    def __post_init__(self) -> None:
        if self.version < 1:
            raise ValueError("versions count from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a client is told once the database has committed.

    `version` is the field's version after it, `hash` that of the operation as stored: a client
    whose own hash differs knows that something else arrived.
    """

    operation_id: str
    outcome: Outcome
    version: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with an operation: `state` is the field afterwards, None where it is empty.

    `reason` is a sentence for people, empty where nobody has to do anything.
    """

    outcome: Outcome
    state: FieldState | None
    reason: str = ""

    @property
    def version(self) -> int:
        """The version of the field afterwards, 0 where it was never written."""
        return self.state.version if self.state else 0

    def receipt(self, operation: Operation, now: datetime) -> Receipt:
        """The receipt to store with the operation and to send once both are committed."""
        return Receipt(
            operation_id=operation.id,
            outcome=self.outcome,
            version=self.version,
            hash=operation.hash,
            at=now,
        )


def decide(
    operation: Operation,
    current: FieldState | None,
    *,
    known: Receipt | None = None,
    has_access: bool = True,
    is_open: bool = True,
) -> Decision:
    """What becomes of an operation, given what stands in its field.

    `known` is the receipt stored under the same identifier: a repeat gets that receipt again.
    `has_access` says whether the sender may still write there, `is_open` whether anybody may;
    where not, the operation is kept in quarantine for the lead inspector and never refused
    into nothing. A conflict stays open whatever arrives later; only `resolve` ends it.
    """
    if known:
        return _known(operation, current, known)
    version = current.version if current else 0
    if reason := _quarantine(operation, version, has_access, is_open):
        return Decision(outcome=Outcome.QUARANTINED, state=current, reason=reason)
    if operation.value == (current.value if current else ""):
        return Decision(outcome=Outcome.UNCHANGED, state=current)
    if operation.base_version < version:
        return Decision(outcome=Outcome.CONFLICT, state=current, reason=CONFLICT_REASON)
    state = FieldState(version=version + 1, value=operation.value)
    return Decision(outcome=Outcome.APPLIED, state=state)


CONFLICT_REASON: Final = (
    "Somebody else changed this while you did; both are kept until a person decides."
)


def resolve(current: FieldState | None, *, seen_version: int, value: str) -> FieldState:
    """What stands in a field once a person has decided between what is kept.

    Raises InputError where the field changed after the version that the person was shown.
    """
    version = current.version if current else 0
    if seen_version != version:
        raise InputError("This changed again while you decided; look at it and decide anew.")
    return FieldState(version=version + 1, value=value)


def check_text(value: str) -> None:
    """Raises InputError where a value is too long or holds what no database keeps."""
    if len(value) > LONGEST_VALUE:
        raise InputError(f"Shorten this to {LONGEST_VALUE:,} characters.")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InputError("Remove the characters that are no text, and type them again.")


def _known(operation: Operation, current: FieldState | None, known: Receipt) -> Decision:
    if known.hash == operation.hash:
        return Decision(outcome=Outcome.REPEATED, state=current)
    reason = "Another change was sent under the same identifier; both are kept for the lead."
    return Decision(outcome=Outcome.REFUSED_ID, state=current, reason=reason)


def _quarantine(operation: Operation, version: int, has_access: bool, is_open: bool) -> str:
    """Why an operation is kept for the lead inspector, or empty."""
    if not has_access:
        return "You may no longer write in this case; the lead inspector has what you wrote."
    if not is_open:
        return "This case assessment is closed; the lead inspector has what you wrote."
    if operation.base_version > version:
        return (
            "This was made from a version that is not here; the lead inspector has what you wrote."
        )
    return ""


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
