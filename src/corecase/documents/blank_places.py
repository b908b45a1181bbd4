"""Where the blanks of a document stand, for whoever has to fill them."""

from collections.abc import Iterator, Sequence

from corecase.documents.model import (
    Blank,
    Block,
    Definitions,
    Document,
    Heading,
    Listing,
    Paragraph,
    Spans,
    Table,
)


def placed_blanks(document: Document) -> tuple[str, ...]:
    """Each blank with its place: `"sum (in Capital and revenue, under 5. Money)"`.

    One line for the same blank at the same place, however many cells of a table lack it.
    """
    return tuple(dict.fromkeys(_lines(document)))


def _lines(document: Document) -> Iterator[str]:
    cover = (*(spans for _, spans in document.cover.head), *document.cover.lines)
    yield from _said(cover, "on the first page")
    under = "at the beginning"
    for block in document.blocks:
        if isinstance(block, Heading):
            under = f"under {block.label}"
        else:
            yield from _said(_spans(block), f"{_within(block)}{under}")


def _said(several: Sequence[Spans], place: str) -> Iterator[str]:
    for spans in several:
        yield from (f"{one.label} ({place})" for one in spans if isinstance(one, Blank))


def _within(block: Block) -> str:
    named = block.caption if isinstance(block, Table | Definitions) else ""
    return f"in {named}, " if named else ""


def _spans(block: Block) -> tuple[Spans, ...]:
    if isinstance(block, Paragraph):
        return (block.spans,)
    if isinstance(block, Listing):
        return tuple(block.entries)
    if isinstance(block, Definitions):
        return tuple(meaning for _, meaning in block.entries)
    return tuple(cell for row in block.rows for cell in row) if isinstance(block, Table) else ()
