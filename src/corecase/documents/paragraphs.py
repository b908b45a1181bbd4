"""A document taken apart into paragraphs, each with its headings and a place of its own."""

from collections.abc import Iterator

from corecase.core.factual_accuracy import Paragraph
from corecase.documents.model import (
    Blank,
    Block,
    Chart,
    Cover,
    Definitions,
    Document,
    Heading,
    Listing,
    ScoreBox,
    Spans,
    Table,
    plain,
)
from corecase.documents.model import Paragraph as Plain

COVER = "cover"
OPENING = "opening"


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """Everything the document says, in its order, the cover first.

    Each entry of a list and each term is one; a box, a table and a chart are one each. A
    heading carries those above it: "1. Assessment: 1.1 Risk of harm: Strengths".
    """
    return tuple(_walk(document))


def _walk(document: Document) -> Iterator[Paragraph]:
    yield Paragraph(place=f"{COVER}/1", heading="Cover", text=_cover(document.cover))
    anchor, above, number = OPENING, list[Heading](), 0
    for block in document.blocks:
        if isinstance(block, Heading):
            above = [heading for heading in above if heading.level < block.level] + [block]
            anchor, number = block.anchor, 0
            continue
        heading = ": ".join(one.label for one in above)
        for text in _texts(block):
            number += 1
            yield Paragraph(place=f"{anchor}/{number}", heading=heading, text=text)


def _cover(cover: Cover) -> str:
    programme = [text.text for text in cover.programme]
    head = [f"{label}: {plain(spans)}" for label, spans in cover.head]
    lines = [*head, *programme, cover.title, cover.place, cover.year, *map(plain, cover.lines)]
    return "\n".join(line for line in lines if line)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Plain(spans=spans):
            yield plain(spans)
        case Listing(entries=entries):
            # Without their numbers, which a paragraph more or less above would change.
            yield from map(plain, entries)
        case ScoreBox():
            yield _box(block)
        case Table():
            yield _table(block)
        case Chart(title=title, alt=alt, table=table):
            yield f"{title}\n{alt}\n{_table(table)}"
        case Definitions(entries=terms):
            yield from (f"{term}: {plain(meaning)}" for term, meaning in terms)
        case _:
            return  # the contents and the ends of pages say nothing of their own


def _box(box: ScoreBox) -> str:
    score = f"[{box.score.label}]" if isinstance(box.score, Blank) else box.score.text
    said = " ".join(part for part in (score, box.comment) if part)
    return "\n".join(part for part in (box.title, box.text, said, box.flag) if part)


def _table(table: Table) -> str:
    return "\n".join([table.caption, " | ".join(table.header), *map(_row, table.rows)])


def _row(cells: tuple[Spans, ...]) -> str:
    return " | ".join(map(plain, cells))
