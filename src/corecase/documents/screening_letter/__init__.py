"""The letter of a short screening: four themes, operational management, and no percentages.

It gives counts and words. So few cases are read that a percentage would say more than it can.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from corecase.core.errors import InputError
from corecase.core.periods import day_in_words
from corecase.documents import formats
from corecase.documents.inspection_report.parts import Report, heading, known, prose, split
from corecase.documents.model import (
    Blank,
    Block,
    Cover,
    Document,
    Listing,
    Paragraph,
    Text,
    words,
)
from corecase.documents.screening_letter.annex import data
from corecase.documents.screening_letter.commentary import commentary
from corecase.documents.screening_letter.outcome import areas, strengths

_PERCENTAGE: Final = re.compile(r"(?:\S+ ){0,4}\S*(?:%|\bper ?cent\b)", re.IGNORECASE)


def build(report: Report) -> Document:
    """The letter as a document. What is not known stands in it as a labelled blank.

    Raises InputError where anything in it says a percentage, and where the edition lacks a text.
    """
    synthetic = bool(report.inspection.synthetic)
    title = report.say("subject")
    made = Document(
        title=f"SYNTHETIC: {title}" if synthetic else title,
        subject=report.framework.title,
        # No inspectorate is the author of what was made from invented data.
        author=("" if synthetic else report.inspection.inspectorate) or "Corecase",
        notice=report.notice,
        synthetic=synthetic,
        cover=_cover(report),
        blocks=tuple(
            block for name in report.edition.chapters for block in _CHAPTERS[name](report)
        ),
    )
    _refuse_percentages(made)
    return made


def _refuse_percentages(document: Document) -> None:
    for text in formats.strings(document):
        if found := _PERCENTAGE.search(text):
            raise InputError(
                f"The letter says “{found.group().strip()}”, and a letter prints no percentages; "
                "give the count and its base, or a phrase."
            )


def _cover(report: Report) -> Cover:
    inspection, letter = report.inspection, report.letter
    day = inspection.published_on
    head = [(report.say("head.to"), known(letter.to, "to whom the letter goes"))]
    if "copies" in report.edition.chapters:
        head.append((report.say("head.copies"), words(report.say("head.copies.see"))))
    head += [
        (report.say("head.from"), known(letter.sender, "from whom the letter is")),
        (
            report.say("head.published"),
            known(day_in_words(day) if day else "", "the day of publication"),
        ),
    ]
    return Cover(
        programme=tuple(
            Text(line, lang=None if lang == "en-GB" else lang)
            for line, lang in report.edition.cover
        ),
        title=report.say("title"),
        place=inspection.service,
        year="",
        own_page=False,
        head=tuple(head),
    )


def _purpose(report: Report) -> Iterator[Block]:
    before, after = report.say("purpose", when="\0").split("\0")
    when = known(report.inspection.fieldwork, "the days of the fieldwork")
    yield Paragraph((Text(before), *when, Text(after)))


def _context(report: Report) -> Iterator[Block]:
    yield heading(1, report.say("context"), "context")
    for text in split(report.say("context.text", cases=str(len(report.cases)))):
        yield Paragraph(words(text))


def _summary(report: Report) -> Iterator[Block]:
    yield heading(1, report.say("summary"), "summary")
    for text in report.inspection.narrative or ("",):
        yield Paragraph(prose(report, text, "the summary"))


def _closing(report: Report) -> Iterator[Block]:
    letter = report.letter
    yield Paragraph(words(report.say("closing.thanks")))
    before, rest = report.say("closing.contact", lead="\0", contact="\1").split("\0")
    between, after = rest.split("\1")
    lead = known(letter.lead, "the lead inspector")
    contact = known(letter.contact, "how to reach the lead inspector")
    yield Paragraph((Text(before), *lead, Text(between), *contact, Text(after)))


def _copies(report: Report) -> Iterator[Block]:
    letter = report.letter
    yield heading(1, report.say("copies"), "copies")
    lines = tuple(words(line) for line in letter.copies)
    yield Listing(entries=lines or ((Blank("the copy list"),),))
    before, after = report.say("copies.print", contact="\0").split("\0")
    where = known(letter.print_contact, "where a copy on paper is asked for")
    note = (Text(report.word("print")), Text(before), *where, Text(after))
    yield Paragraph(note, role="small")


_CHAPTERS: Final[Mapping[str, Callable[[Report], Iterator[Block]]]] = {
    "purpose": _purpose,
    "context": _context,
    "summary": _summary,
    "commentary": commentary,
    "strengths": strengths,
    "areas": areas,
    "closing": _closing,
    "copies": _copies,
    "data": data,
}
