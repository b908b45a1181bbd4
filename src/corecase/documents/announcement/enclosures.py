"""What the letter encloses: lists to fill in and send back, and sheets to hand out."""

from collections.abc import Iterator

from corecase.core.caseload_fields import FIELDS
from corecase.core.periods import day_in_words
from corecase.documents.announcement.parts import (
    NOT_WANTED,
    Announcement,
    document,
    eligible,
    heading,
)
from corecase.documents.model import Blank, Block, Document, Paragraph, Spans, Table, words

ROWS_A_DAY = 3
"""Empty slots printed for each day; a service adds as many as it needs."""


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
    return document(told, "Case list", blocks)


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
    return document(told, "Evidence in advance", (Paragraph(words(lead)), table))


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
        heading("What this is for", "purpose"),
        Paragraph(
            words(
                f"{told.service} is being inspected. Inspectors want to know how its work was "
                "for you. You can choose whether to answer. Please do not write your name."
            )
        ),
        heading("How to return it", "return"),
        Paragraph((Blank("how, where and by which day to return this sheet"),)),
        heading("Questions", "questions-heading"),
        table,
    )
    return document(told, f"Survey: {who.lower()}", blocks)


def interviews(told: Announcement) -> Document:
    """The slots in which case managers, or others in their place, can be interviewed."""
    days = tuple(words(day_in_words(day)) for day in told.fieldwork) or ((Blank("day"),),)
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
    return document(told, "Interview slots", (Paragraph(words(lead)), table))


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
    return document(told, "Case managers' views", blocks)


def _guidance(told: Announcement) -> Iterator[tuple[str, Spans]]:
    yield "Which cases", words(eligible(told.window))
    yield "Not wanted", words(NOT_WANTED)
    yield "Days", words("Write days as 21/11/2026.")
    yield "Unknown", words("Leave a cell empty where you do not know; do not guess.")
    for one in FIELDS:
        codes = f" Codes: {', '.join(one.codes)}." if one.codes else ""
        yield _column(one.name), words(f"{one.words[:1].upper()}{one.words[1:]}.{codes}")


def _column(name: str) -> str:
    return name.replace("_", " ")
