"""The pack that announces an inspection to its service: a letter and what it encloses.

The words are our own and neutral. What nobody has said yet is left blank and labelled.
"""

import io
import zipfile
from collections.abc import Iterator

from corecase.core.periods import day_in_words
from corecase.documents import formats
from corecase.documents.announcement.enclosures import (
    case_list,
    case_managers,
    evidence_list,
    interviews,
    survey,
)
from corecase.documents.announcement.parts import (
    NOT_WANTED,
    Announcement,
    document,
    eligible,
    heading,
    known,
)
from corecase.documents.model import Blank, Block, Document, Listing, Paragraph, Spans, Text, words

__all__ = [
    "Announcement",
    "case_list",
    "case_managers",
    "evidence_list",
    "interviews",
    "letter",
    "pack",
    "survey",
]


def pack(announcement: Announcement) -> bytes:
    """Every document of the announcement in one ZIP file, the same bytes each time.

    Raises InputError where a text holds a character that no document can.
    """
    first = "synthetic-" if announcement.synthetic else ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, ending, made in _documents(announcement):
            part = zipfile.ZipInfo(
                f"{first}{announcement.code}-{name}.{ending}", date_time=(1980, 1, 1, 0, 0, 0)
            )
            part.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(part, formats.render(made, (ending,))[ending])
    return out.getvalue()


def _documents(told: Announcement) -> Iterator[tuple[str, str, Document]]:
    """Each document with the name and the ending of its file."""
    yield "letter", "docx", letter(told)
    yield "case-list", "xlsx", case_list(told)
    yield "evidence-list", "docx", evidence_list(told)
    for who, title in (("children", "Children and young people"), ("victims", "Victims")):
        yield f"survey-{who}", "docx", survey(told, title)
    yield "interviews", "docx", interviews(told)
    if told.views:
        yield "case-managers", "xlsx", case_managers(told)


def letter(told: Announcement) -> Document:
    """The letter itself."""
    blocks: tuple[Block, ...] = (
        Paragraph((Text("Dear "), *known(told.contact, "the service's contact"))),
        Paragraph(
            words(
                f"This letter announces an inspection of {told.service} in the programme "
                f"{told.programme}, under the framework {told.framework}."
            )
        ),
        heading("Fieldwork", "fieldwork"),
        Paragraph((Text("From "), *_run(told), Text("."))),
        heading("What we ask of you", "asked"),
        Listing(entries=_asked(told), numbered=True),
        heading("Your contact and ours", "contacts"),
        Paragraph((Text("Lead inspector: "), *known(told.lead, "the lead inspector"))),
        Paragraph(
            (Text("Contact at the service: "), *known(told.contact, "the service's contact"))
        ),
        Paragraph((Text("How to reach us: "), Blank("address and telephone"))),
        Paragraph((Blank("signature"),)),
    )
    return document(told, "Announcement of an inspection", blocks)


def _asked(told: Announcement) -> tuple[Spans, ...]:
    due = day_in_words(told.caseload_due_on) if told.caseload_due_on else ""
    return (
        (
            Text("Send the case list, in the enclosed workbook or a list of your own, by "),
            *known(due, "day by which the case list is due"),
            Text(f". {eligible(told.window)} {NOT_WANTED}"),
        ),
        words("Send the documents of the evidence list."),
        words("Offer interview slots on the enclosed sheet."),
        words("Hand out the survey sheets once their questions are printed on them."),
    )


def _run(told: Announcement) -> Spans:
    first = day_in_words(told.fieldwork_starts_on) if told.fieldwork_starts_on else ""
    last = day_in_words(told.fieldwork_ends_on) if told.fieldwork_ends_on else ""
    return (
        *known(first, "first day of the fieldwork"),
        Text(" to "),
        *known(last, "last day of the fieldwork"),
    )
