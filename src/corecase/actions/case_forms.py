"""A case as a form on a sheet: taken along, filled in, and its answers brought back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from corecase.actions import access, answers, case_files, door, frameworks
from corecase.actions.answers import Typed
from corecase.actions.case_files import CaseFile
from corecase.core.audit import EventKind
from corecase.core.errors import InputError
from corecase.core.operations import Field, Receipt
from corecase.core.people import Actor
from corecase.core.questions import Asking, FoundIn, Question
from corecase.documents import case_form, sheets
from corecase.exchange import case_forms
from corecase.exchange.case_forms import FormRow

MAX_BYTES: Final = case_forms.MAX_BYTES
"""The largest form that is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to hand out."""

    name: str
    content: bytes


def export(code: str, ref: str, form_id: UUID, *, by: Actor, now: datetime) -> File:
    """The form of somebody's own case assessment as an XLSX file.

    `form_id` tells this form from every other: the same form sent twice changes once.
    """
    with door.writing(by=by, now=now) as write:
        row = access.own(code, ref, by=by)
        file = case_files.opened(row, by=by, now=now)
        document = case_form.workbook_of(
            ref,
            file.heading.service,
            case_forms.COLUMNS,
            [_row(file, question, form_id) for question in file.questions],
            synthetic=file.heading.synthetic,
        )
        door.consulted("FORM", ref, inspection=row.case.inspection, by=by, now=now)
        write.say(EventKind.FORM_EXPORTED, code, assessment=row.pk, form=form_id)
    return File(name=f"{code}-{ref}.xlsx", content=sheets.workbook(document))


def bring_back(
    code: str, ref: str, data: bytes, name: str, *, by: Actor, now: datetime
) -> tuple[Receipt, ...]:
    """The receipts of what a filled-in form changes, by the rules of every other change.

    Raises ManyProblems with every cell that cannot be read, and InputError where it is no
    form of this case assessment; then nothing is changed.
    """
    row = access.own(code, ref, by=by, lock=False)
    form = case_forms.read(data, name, frameworks.of(row.case.inspection))
    if form.case_assessment_id != str(row.pk):
        raise InputError(f"{name} is the form of another case; choose the form of case {ref}.")
    file = case_files.opened(row, by=by, now=now)
    typed = tuple(one for each in form.rows for one in _typed(file, each))
    return answers.save(code, ref, typed, form.form_id, by=by, now=now)


def _row(file: CaseFile, question: Question, form_id: UUID) -> tuple[str, ...]:
    item, judgement = question.item, question.judgement
    note, n_note = file.field(item.id, Field.NOTE)
    found_in, n_found = file.field(item.id, Field.FOUND_IN)
    _, n_answer = file.field(item.id, Field.ANSWER)
    asked = "yes" if question.asking is Asking.ASKED else question.reason
    return (
        item.id,
        item.question,
        asked,
        judgement.answer.words if judgement else "",
        "yes" if judgement and judgement.known_but_not_recorded else "",
        (judgement.service_value or "") if judgement else "",
        (judgement.assessor_value or "") if judgement else "",
        note,
        FoundIn(found_in).words if found_in else "",
        f"a{n_answer} n{n_note} f{n_found}",
        str(file.heading.id),
        str(form_id),
    )


def _typed(file: CaseFile, row: FormRow) -> tuple[Typed, ...]:
    values = (
        (Field.ANSWER, row.answer),
        (Field.NOTE, row.note),
        (Field.FOUND_IN, row.found_in or ""),
    )
    return tuple(
        Typed(
            item_id=row.item_id,
            field=field,
            base_version=version,
            value=_as_it_was(file.field(row.item_id, field)[0], value),
        )
        for (field, value), version in zip(values, row.versions, strict=True)
    )


def _as_it_was(standing: str, value: str) -> str:
    """The standing value where a sheet differs from it by blanks around it only."""
    return standing if standing.strip() == value else value
