"""The provisional feedback of the meeting at the end of fieldwork, as a document."""

from collections.abc import Iterator
from datetime import date

from corecase.core.figures import Figure
from corecase.core.periods import day_in_words
from corecase.documents.model import (
    Blank,
    Block,
    Cover,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Spans,
    Table,
    Text,
    words,
)

PROVISIONAL = (
    "PROVISIONAL: said at the end of fieldwork, before moderation. The report may say otherwise."
)


def build(
    *,
    service: str,
    synthetic: str,
    held_on: date,
    attendance: tuple[str, ...],
    strengths: tuple[str, ...],
    areas: tuple[str, ...],
    figures: tuple[tuple[str, Figure, str, str], ...],
    figures_notice: str,
) -> Document:
    """The sheet as a document: the lead's words, a line an entry, and figures if there are any.

    What nobody wrote stands as a labelled blank.
    """
    title = f"Provisional feedback: {service}"
    blocks: list[Block] = [
        Paragraph(words(f"Meeting held on {day_in_words(held_on)}."), "lead"),
        *_part("Who was there", "attendance", attendance),
        *_part("Strengths", "strengths", strengths),
        *_part("Areas to look at", "areas", areas),
        *_figures(figures, figures_notice),
    ]
    return Document(
        title=f"SYNTHETIC: {title}" if synthetic else title,
        subject="Provisional feedback at the end of fieldwork",
        author="Corecase",
        notice=f"{synthetic} {PROVISIONAL}".strip(),
        synthetic=bool(synthetic),
        cover=Cover(
            programme=(Text("Provisional feedback"),),
            title="Provisional feedback",
            place=service,
            year=str(held_on.year),
        ),
        blocks=tuple(blocks),
    )


def _part(title: str, anchor: str, lines: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(level=1, text=title, anchor=anchor)
    entries = tuple(words(line.strip()) for line in lines if line.strip())
    if entries:
        yield Listing(entries=entries)
    else:
        yield Paragraph((Blank(f"{title.lower()}: nothing was written"),))


def _figures(figures: tuple[tuple[str, Figure, str, str], ...], notice: str) -> Iterator[Block]:
    if not figures:
        return
    yield Heading(level=1, text="Provisional figures", anchor="figures")
    yield Paragraph(words(notice), "note")
    yield Table(
        id="provisional-figures",
        caption="Figures at the end of fieldwork, sufficient out of applicable",
        header=("Score", "Sufficient", "Printed", "Band"),
        rows=tuple(
            (words(label), _number(label, figure, str(figure)), words(printed), words(band))
            for label, figure, printed, band in figures
        ),
        number_columns=frozenset({1, 2}),
    )


def _number(label: str, figure: Figure, said: str) -> Spans:
    return (Number(text=said, key=label, figure=figure),)
