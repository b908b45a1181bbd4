"""Bookings: an interview is booked, moved, cancelled or held; nobody is booked twice unawares."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from corecase.actions import door
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, check_may
from corecase.core.teams import Slot
from corecase.store.cases.models import Inspection, Interview

_WHO: Final = {"assessor": "The assessor", "manager_code": "The case manager"}
ASSESSOR: Final = "assessor "
"""How the assessors of a slot's people begin; the others are case managers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An interview as it is to stand in the diary.

    `ref` is empty where it is not about one case. `manager_code` is the code by which the
    service knows the case manager, the same in every booking, and never a name.
    """

    assessor_id: int
    ref: str = ""
    with_whom: str = "CASE_MANAGER"
    manager_code: str = ""
    starts_at: datetime
    ends_at: datetime
    place: str = ""

    def __post_init__(self) -> None:
        if not self.starts_at < self.ends_at:
            raise InputError("Correct the times: an interview ends after it begins.", field="ends")


class BookedTwice(InputError):
    """Somebody would have to be in two places: the sentences, by the field that they are about.

    `interviews` are the numbers of those that are in the way; booking `despite` them is allowed.
    """

    def __init__(self, sentences: Mapping[str, str], interviews: Iterable[int]) -> None:
        super().__init__("Choose another time, or tick “Book it all the same”.")
        self.sentences = sentences
        self.interviews = frozenset(interviews)


def book(
    code: str,
    booking: Booking,
    *,
    despite: frozenset[int] = frozenset(),
    by: Actor,
    now: datetime,
) -> int:
    """Books an interview and returns its number.

    Raises BookedTwice where the assessor or the case manager has another interview then, unless
    it is one of `despite`; InputError for a case that is not of this inspection and an assessor
    who is not of its team.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        row = Interview(inspection=inspection)
        _set(row, booking, despite)
        write.say(
            EventKind.INTERVIEW_BOOKED, code, content=_content(booking, despite), interview=row.pk
        )
    return row.pk


def change(
    code: str,
    number: int,
    booking: Booking,
    *,
    despite: frozenset[int] = frozenset(),
    by: Actor,
    now: datetime,
) -> None:
    """Changes an interview. Raises as `book` does, and InputError for one that was held."""
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        row = _to_come(inspection, number)
        _set(row, booking, despite)
        write.say(
            EventKind.INTERVIEW_CHANGED, code, content=_content(booking, despite), interview=number
        )


def cancel(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Takes an interview out of the diary. Raises InputError for one that was held."""
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.INSPECTION_RUN, by=by, lock=True)
        _to_come(inspection, number).delete()
        write.say(EventKind.INTERVIEW_CANCELLED, code, interview=number)


def hold(code: str, number: int, *, is_held: bool = True, by: Actor, now: datetime) -> None:
    """Marks that an interview was held, or that it was not after all.

    Its assessor may, and whoever runs the inspection. Raises InputError where it says so already.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.TEAM_READ, by=by, lock=True)
        row = _row(inspection, number)
        check_may(by, Deed.INTERVIEW_HOLD, door.subject_of(inspection, row.assessor_id))
        if (row.held_at is not None) == is_held:
            raise InputError("The diary says so already; nothing more is needed.")
        row.held_at = now if is_held else None
        row.save(update_fields=["held_at"])
        kind = EventKind.INTERVIEW_HELD if is_held else EventKind.INTERVIEW_CHANGED
        write.say(kind, code, interview=number, is_held=is_held)


def slot(row: Interview) -> Slot:
    """The time of an interview and whoever has to be there."""
    people = {f"{ASSESSOR}{row.assessor_id}"}
    if row.manager_code:
        people.add(f"manager {row.manager_code.casefold()}")
    return Slot(
        id=str(row.pk), people=frozenset(people), starts_at=row.starts_at, ends_at=row.ends_at
    )


def in_the_way(row: Interview) -> str:
    """An interview as the obstacle to another: when, about what, with whom."""
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    about = f"case {row.case.ref}" if row.case else "no one case"
    return f"{starts:%H:%M} to {ends:%H:%M}, {about}, with {row.assessor.name}"


def rows_of(inspection: Inspection) -> list[Interview]:
    """The interviews of an inspection with their cases and assessors, in order of time."""
    return list(inspection.interviews.select_related("case", "assessor"))


def _set(row: Interview, booking: Booking, despite: frozenset[int]) -> None:
    inspection = row.inspection
    if not inspection.team.filter(person_id=booking.assessor_id, left_on=None).exists():
        raise InputError("Choose somebody who is in the team.", field="assessor")
    row.case = inspection.cases.filter(ref=booking.ref).first() if booking.ref else None
    if booking.ref and row.case is None:
        raise InputError("Choose a case of this inspection.", field="ref")
    row.assessor_id, row.with_whom = booking.assessor_id, booking.with_whom
    row.manager_code = booking.manager_code
    row.starts_at, row.ends_at, row.place = booking.starts_at, booking.ends_at, booking.place
    others = [other for other in rows_of(inspection) if other.pk != row.pk]
    _check_free(row, others, despite)
    row.save()


def _check_free(row: Interview, others: list[Interview], despite: frozenset[int]) -> None:
    mine = slot(row)
    found = [
        (other, people)
        for other in others
        for people in [mine.people & slot(other).people]
        if people and other.starts_at < row.ends_at and row.starts_at < other.ends_at
    ]
    if {other.pk for other, _ in found} <= despite:
        return
    sentences: dict[str, list[str]] = defaultdict(list)
    for other, people in found:
        for person in sorted(people):
            name = "assessor" if person.startswith(ASSESSOR) else "manager_code"
            sentences[name].append(in_the_way(other))
    raise BookedTwice(
        {
            name: f"{_WHO[name]} is booked already: {'; '.join(words)}."
            for name, words in sentences.items()
        },
        (other.pk for other, _ in found),
    )


def _row(inspection: Inspection, number: int) -> Interview:
    found = inspection.interviews.select_related("inspection").filter(pk=number).first()
    if found is None:
        raise NotAllowedError("There is no such interview.")
    return found


def _to_come(inspection: Inspection, number: int) -> Interview:
    found = _row(inspection, number)
    if found.held_at is not None:
        raise InputError("This interview was held; mark it as not held first.")
    return found


def _content(booking: Booking, despite: frozenset[int]) -> dict[str, object]:
    return {
        "assessor": booking.assessor_id,
        "ref": booking.ref,
        "with_whom": booking.with_whom,
        "manager_code": booking.manager_code,
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
        "place": booking.place,
        "despite": sorted(despite),
    }
