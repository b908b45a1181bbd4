"""The pack that announces an inspection to its service: a letter and what it encloses.

The words are our own and neutral. What nobody has said yet is left blank and labelled.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corecase.core.caseload_fields import FIELDS
from corecase.core.caseloads import EligibilityWindow
from corecase.core.criteria import View
from corecase.documents import formats
from corecase.documents.model import (
    Blank,
    Block,
    Cover,
    Document,
    Heading,
    Listing,
    Paragraph,
    Spans,
    Table,
    Text,
    words,
)

NOT_WANTED = (
    "Names, dates of birth and postcodes are not wanted. Give your own case reference and the "
    "age in whole years. Such columns are dropped when the list is read, and never kept."
)
ROWS_A_DAY = 3
"""Empty slots printed for each day; a service adds as many as it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What the pack tells a service. An empty text or None is not known, and left blank.

    `synthetic` is the sentence that stands on every document of invented data.
    """

    code: str
    programme: str
    framework: str
    service: str
    announced_on: date | None = None
    fieldwork_starts_on: date | None = None
    fieldwork_ends_on: date | None = None
    fieldwork: tuple[date, ...] = ()
    caseload_due_on: date | None = None
    window: EligibilityWindow
    contact: str = ""
    lead: str = ""
    evidence: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    synthetic: str = ""


def pack(announcement: Announcement) -> bytes:
    """Every document of the announcement in one ZIP file, the same bytes each time.

    Raises InputError where a text holds a character that no document can.
    """
    first = "synthetic-" if announcement.synthetic else ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, ending, document in _documents(announcement):
            part = zipfile.ZipInfo(
                f"{first}{announcement.code}-{name}.{ending}", date_time=(1980, 1, 1, 0, 0, 0)
            )
            part.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(part, formats.render(document, (ending,))[ending])
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
        Paragraph((Text("Dear "), *_known(told.contact, "the service's contact"))),
        Paragraph(
            words(
                f"This letter announces an inspection of {told.service} in the programme "
                f"{told.programme}, under the framework {told.framework}."
            )
        ),
        _heading("Fieldwork", "fieldwork"),
        Paragraph((Text("From "), *_run(told), Text("."))),
        _heading("What we ask of you", "asked"),
        Listing(entries=_asked(told), numbered=True),
        _heading("Your contact and ours", "contacts"),
        Paragraph((Text("Lead inspector: "), *_known(told.lead, "the lead inspector"))),
        Paragraph(
            (Text("Contact at the service: "), *_known(told.contact, "the service's contact"))
        ),
        Paragraph((Text("How to reach us: "), Blank("address and telephone"))),
        Paragraph((Blank("signature"),)),
    )
    return _document(told, "Announcement of an inspection", blocks)


def case_list(told: Announcement) -> Document:
    """The workbook in which a service sends its cases: an empty list, the codes, what to know."""
    codes = tuple(
        (words(_column(one.name)), words(code), words(meaning))
        for one in FIELDS
        for code, meaning in one.codes.items()
    )
    blocks: tuple[Block, ...] = (
        Table(
            id="Read first",
            caption="What to know before you fill in the case list",
            header=("About", "What to do"),
            rows=tuple((words(about), spans) for about, spans in _guidance(told)),
        ),
        Table(
            id="Case list",
            caption="One row for each case; leave the headings as they are",
            header=tuple(_column(one.name) for one in FIELDS),
            rows=(),
            is_form=True,
        ),
        Table(
            id="Codes",
            caption="The codes of each column; your own spellings can be mapped to them",
            header=("Column", "Code", "What it means"),
            rows=codes,
        ),
    )
    return _document(told, "Case list", blocks)


def evidence_list(told: Announcement) -> Document:
    """The documents asked for in advance, with room for what is sent."""
    asked = tuple(words(title) for title in told.evidence)
    rows = tuple((title, (), ()) for title in asked or ((Blank("documents asked for"),),))
    table = Table(
        id="evidence",
        caption="Documents asked for in advance",
        header=("Document", "Sent on", "File name"),
        rows=rows,
        widths=(5, 2, 3),
    )
    lead = "Send each document under a file name without the name of any child."
    return _document(told, "Evidence in advance", (Paragraph(words(lead)), table))


def survey(told: Announcement, who: str) -> Document:
    """A survey sheet to print: what it is for, how to return it, room for the questions."""
    table = Table(
        id="questions",
        caption="Questions",
        header=("Question", "Answer"),
        rows=(((Blank("questions are set by the inspectorate"),), ()),),
        widths=(1, 1),
    )
    blocks: tuple[Block, ...] = (
        _heading("What this is for", "purpose"),
        Paragraph(
            words(
                f"{told.service} is being inspected. Inspectors want to know how its work was "
                "for you. You can choose whether to answer. Please do not write your name."
            )
        ),
        _heading("How to return it", "return"),
        Paragraph((Blank("how, where and by which day to return this sheet"),)),
        _heading("Questions", "questions-heading"),
        table,
    )
    return _document(told, f"Survey: {who.lower()}", blocks)


def interviews(told: Announcement) -> Document:
    """The slots in which case managers, or others in their place, can be interviewed."""
    days = tuple(words(_day(day)) for day in told.fieldwork) or ((Blank("day"),),)
    table = Table(
        id="slots",
        caption="Interview slots",
        header=("Day", "Begins", "Ends", "Case reference", "Case manager's code", "Place"),
        rows=tuple((day, (), (), (), (), ()) for day in days for _ in range(ROWS_A_DAY)),
        widths=(3, 1.5, 1.5, 2, 2.5, 2),
    )
    lead = (
        "Inspectors talk about each case with its case manager, or with somebody in their place "
        "who knows it. Leave well over an hour for each. Add rows where you need them; use "
        "codes and never a name of a child."
    )
    return _document(told, "Interview slots", (Paragraph(words(lead)), table))


def case_managers(told: Announcement) -> Document:
    """The interview form of the case managers: the questions, and a row for each of them."""
    blocks: tuple[Block, ...] = (
        Table(
            id="Questions",
            caption="What each case manager is asked, once",
            header=("Column", "Question"),
            rows=tuple((words(view.id), words(view.question)) for view in told.views),
        ),
        Table(
            id="Answers",
            caption="A row for each case manager: a code and no name; yes, no or not applicable",
            header=("case_manager", *(view.id for view in told.views)),
            rows=(),
            is_form=True,
        ),
    )
    return _document(told, "Case managers' views", blocks)


def _document(told: Announcement, title: str, blocks: tuple[Block, ...]) -> Document:
    """A document of the pack under its head: from whom, when, about what."""
    day = _day(told.announced_on) if told.announced_on else ""
    head: tuple[Spans, ...] = (
        (Text("From: "), Blank("the inspectorate")),
        (Text("Date: "), *_known(day, "day of the announcement")),
        (Text(f"Our reference: {told.code}"),),
    )
    return Document(
        title=f"{title}: {told.service}",
        subject=told.programme,
        author="The inspectorate",
        notice=told.synthetic,
        synthetic=bool(told.synthetic),
        cover=Cover(
            programme=(Text(told.programme),),
            title=title,
            place=told.service,
            year="",
            lines=head,
            own_page=False,
        ),
        blocks=blocks,
    )


def _asked(told: Announcement) -> tuple[Spans, ...]:
    due = _day(told.caseload_due_on) if told.caseload_due_on else ""
    return (
        (
            Text("Send the case list, in the enclosed workbook or a list of your own, by "),
            *_known(due, "day by which the case list is due"),
            Text(f". {_eligible(told.window)} {NOT_WANTED}"),
        ),
        words("Send the documents of the evidence list."),
        words("Offer interview slots on the enclosed sheet."),
        words("Hand out the survey sheets once their questions are printed on them."),
    )


def _guidance(told: Announcement) -> Iterator[tuple[str, Spans]]:
    yield "Which cases", words(_eligible(told.window))
    yield "Not wanted", words(NOT_WANTED)
    yield "Days", words("Write days as 21/11/2026.")
    yield "Unknown", words("Leave a cell empty where you do not know; do not guess.")
    for one in FIELDS:
        codes = f" Codes: {', '.join(one.codes)}." if one.codes else ""
        yield _column(one.name), words(f"{one.words[:1].upper()}{one.words[1:]}.{codes}")


def _eligible(window: EligibilityWindow) -> str:
    said = f"List every case whose order started from {_day(window.first_start)} to "
    said += f"{_day(window.last_start)}, both days included."
    if window.custody_first_start:
        said += f" Custody cases may have started earlier, from {_day(window.custody_first_start)}."
    return said


def _run(told: Announcement) -> Spans:
    first = _day(told.fieldwork_starts_on) if told.fieldwork_starts_on else ""
    last = _day(told.fieldwork_ends_on) if told.fieldwork_ends_on else ""
    return (
        *_known(first, "first day of the fieldwork"),
        Text(" to "),
        *_known(last, "last day of the fieldwork"),
    )


def _known(text: str, label: str) -> Spans:
    return (Text(text),) if text else (Blank(label),)


def _heading(text: str, anchor: str) -> Heading:
    return Heading(level=1, text=text, anchor=anchor)


def _column(name: str) -> str:
    return name.replace("_", " ")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
