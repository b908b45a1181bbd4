"""Examples of good practice: written under an invented name, signed by a second reader."""

import json
from dataclasses import dataclass
from datetime import datetime

from corecase.actions import authors, door, drafts, frameworks
from corecase.actions.report_particulars import check_seen
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.inspections import GoodPractice
from corecase.core.people import Actor, NotAllowedError
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import Event, Inspection, PracticeExample

ROOM = "report_practice"

QUESTIONS = {
    "who": "Who: nobody can tell the child from the name, the family or the people around it.",
    "where": "Where: no place narrows it down to one child.",
    "when": "When: no day, age or length of time narrows it down to one child.",
    "unique": "What is unique: no offence, event or circumstance is known to be of one child.",
}
"""The four questions of the second reader. Each is answered by a tick of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What an example says. Raises InputError without words, and for a name that is none.

    `is_invented` is the writer's word that the pseudonym is not the child's.
    """

    section: str
    reference: str = ""
    pseudonym: str = ""
    text: str
    is_invented: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InputError("Write the example.", field="text")
        name = self.pseudonym
        if not name:
            return
        if not name.isalpha():
            raise InputError("Give one first name, and nothing else.", field="pseudonym")
        if name not in self.text:
            raise InputError(
                f"The name {name} does not stand in the example; leave it blank, or use it.",
                field="pseudonym",
            )
        if not self.is_invented:
            raise InputError(
                "Tick that the name is invented and is not the child's.", field="is_invented"
            )


def write(
    code: str,
    example: Example,
    *,
    number: int | None = None,
    seen: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Writes a new example, or one anew, and returns its number.

    Whatever is written takes the second reader's signature away. `seen` is the version that the
    writer read, empty for a new one. Raises InputError for one that somebody else wrote
    meanwhile, for a section that the framework lacks, and for a criterion that is not of it.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        _check_placed(inspection, example)
        row = PracticeExample(inspection=inspection, version=0)
        if number is not None:
            row = _open_row(inspection, number)
            check_seen(str(row.version), seen)
        row.section, row.reference = example.section, example.reference.strip()
        row.pseudonym, row.text = example.pseudonym, example.text.strip()
        row.version += 1
        row.by_id, row.at = by.person_id, now
        row.read_by_id = row.read_at = None
        row.save()
        content = [row.section, row.reference, row.pseudonym, row.text]
        write.say(EventKind.EXAMPLE_WRITTEN, code, content=content, example=row.pk)
    return row.pk


def sign(
    code: str, number: int, answers: frozenset[str], *, seen: str, by: Actor, now: datetime
) -> None:
    """A second reader answers the four questions, and so signs the example as it stands.

    Raises InputError while a question is not answered, for whoever wrote any of it, and where
    it was written anew since the reader read it.
    """
    with door.writing(by=by, now=now) as write:
        row = _open_row(drafts.writable(code, by=by), number)
        check_seen(str(row.version), seen)
        if row.pk in wrote(row.inspection, by.person_id):
            raise InputError("You wrote in this example; somebody else has to read it.")
        if answers != frozenset(QUESTIONS):
            raise InputError(
                "Answer all four questions; where one cannot be ticked, the example has to be "
                "written anew or withdrawn."
            )
        row.read_by_id, row.read_at = by.person_id, now
        row.save(update_fields=["read_by", "read_at"])
        write.say(EventKind.EXAMPLE_READ, code, content=[row.text], example=row.pk)


def withdraw(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Takes an example out of the report; it stays as a record."""
    with door.writing(by=by, now=now) as write:
        row = _open_row(drafts.writable(code, by=by), number)
        row.withdrawn_by_id, row.withdrawn_at = by.person_id, now
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        write.say(EventKind.EXAMPLE_WITHDRAWN, code, content=[row.text], example=row.pk)


def of(inspection: Inspection) -> tuple[GoodPractice, ...]:
    """The examples of a report by section, as they stand."""
    order = {section.id: n for n, section in enumerate(frameworks.of(inspection).sections)}
    rows = sorted(standing(inspection), key=lambda row: order.get(row.section, len(order)))
    return tuple(
        GoodPractice(
            section=row.section,
            reference=row.reference,
            text=row.text,
            pseudonym=row.pseudonym,
            read=row.read_at is not None,
        )
        for row in rows
    )


def standing(inspection: Inspection) -> list[PracticeExample]:
    """The rows of the examples that were not withdrawn, in the order in which they came."""
    rows = PracticeExample.objects.filter(inspection=inspection, withdrawn_at__isnull=True)
    return list(rows.select_related("by", "read_by").order_by("pk"))


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever wrote in an example, or withdrew one."""
    return authors.of(inspection, EventKind.EXAMPLE_WRITTEN, EventKind.EXAMPLE_WITHDRAWN)


def wrote(inspection: Inspection, person_id: int) -> set[int]:
    """The numbers of the examples in which somebody wrote, ever."""
    events = Event.objects.filter(
        chain=inspection.code, kind=EventKind.EXAMPLE_WRITTEN, by=str(person_id)
    )
    subjects = map(json.loads, events.values_list("subject", flat=True))
    return {int(subject["example"]) for subject in subjects}


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """Each example that no second reader has signed. A section without one is no obstacle."""
    titles = {section.id: section.title for section in frameworks.of(inspection).sections}
    return [
        Obstacle(
            text="The example of good practice under "
            f"{titles.get(row.section, row.section)} was not read by a second person.",
            room=ROOM,
        )
        for row in standing(inspection)
        if row.read_at is None
    ]


def _check_placed(inspection: Inspection, example: Example) -> None:
    """A reference may have letters after the number, as published reports have: `"1.1d"`."""
    framework = frameworks.of(inspection)
    if example.section not in {one.id for one in framework.sections}:
        raise InputError("Choose the section of the example.", field="section")
    numbers = [one.number for one in framework.criteria if one.section == example.section]
    named = example.reference.strip()
    rests = [named.removeprefix(number) for number in numbers if named.startswith(number)]
    if named and not any(rest == "" or rest.isalpha() for rest in rests):
        raise InputError(
            f"Name a criterion of this section ({', '.join(numbers)}), with or without letters "
            "after its number, or leave it blank.",
            field="reference",
        )


def _open_row(inspection: Inspection, number: int) -> PracticeExample:
    rows = PracticeExample.objects.filter(inspection=inspection, withdrawn_at__isnull=True)
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotAllowedError("There is no such example.")
    return row
