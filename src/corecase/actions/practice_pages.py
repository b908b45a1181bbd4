"""The pages of a report's examples of good practice: by section, with what is pointed out."""

from dataclasses import dataclass
from datetime import datetime

from corecase.actions import door, drafts, editions, frameworks, practice_examples, report_desk
from corecase.actions.report_desk import Heading
from corecase.core.criteria import Criterion, Section
from corecase.core.identifying import Passage, passages
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.store.cases.models import Inspection, PracticeExample


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An example as it stands: who wrote it last, who read it, what in it is pointed out.

    `version` is what its next writer or reader sends back; `may_sign` whether the reader of the
    page wrote none of it.
    """

    number: int
    section: str
    reference: str
    pseudonym: str
    text: str
    by: str
    at: datetime
    read_by: str
    pointed_out: tuple[Passage, ...]
    version: str
    may_sign: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The examples under each section of the framework, in its order."""

    heading: Heading
    sections: tuple[tuple[Section, tuple[Shown, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An example to be written, read or withdrawn; None for a new one."""

    heading: Heading
    example: Shown | None
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]


def page(code: str, *, by: Actor) -> Page:
    """The examples of a report, for those who read its draft."""
    inspection = drafts.readable(code, by=by)
    rows = _shown(inspection, by)
    return Page(
        heading=report_desk.heading(inspection, by=by),
        sections=tuple(
            (section, tuple(row for row in rows if row.section == section.id))
            for section in frameworks.of(inspection).sections
        ),
    )


def opened(code: str, number: int | None = None, *, by: Actor) -> Opened:
    """An example for those who write the draft. Raises NotAllowedError where there is none."""
    inspection = door.inspection(code, Deed.DRAFT_WRITE, by=by)
    drafts.check_begun(inspection)
    example = None
    if number is not None:
        example = next((row for row in _shown(inspection, by) if row.number == number), None)
        if example is None:
            raise NotAllowedError("There is no such example.")
    framework = frameworks.of(inspection)
    return Opened(
        heading=report_desk.heading(inspection, by=by),
        example=example,
        sections=framework.sections,
        criteria=framework.criteria,
    )


def _shown(inspection: Inspection, by: Actor) -> list[Shown]:
    known = (*editions.parsed(inspection).glossary, inspection.service.name)
    rows = practice_examples.standing(inspection)
    wrote = practice_examples.wrote(inspection, by.person_id)
    return [_one(row, known, may_sign=row.pk not in wrote) for row in rows]


def _one(row: PracticeExample, known: tuple[str, ...], *, may_sign: bool) -> Shown:
    return Shown(
        number=row.pk,
        section=row.section,
        reference=row.reference,
        pseudonym=row.pseudonym,
        text=row.text,
        by=row.by.name,
        at=row.at,
        read_by=row.read_by.name if row.read_by else "",
        pointed_out=passages(row.text, known=(*known, row.pseudonym)),
        version=str(row.version),
        may_sign=may_sign and row.read_at is None,
    )
