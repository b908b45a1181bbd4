"""The form of a case: a workbook with a row for each question, to fill in without a network."""

from collections.abc import Iterable, Sequence

from corecase.documents.model import Block, Cover, Document, Heading, Paragraph, Table, words

TELLS = (
    "Write S, I or N/A under answer, or leave it empty while the question is unanswered. "
    "Write yes under “known but not recorded” to mark an answer. Leave the columns versions, "
    "case assessment and form as they are, and upload the form once: download a new one to go on."
)


def workbook_of(
    case: str,
    service: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    synthetic: str = "",
) -> Document:
    """The form of one case as a document, whose workbook is filled in and read back."""
    title = f"Form of case {case}"
    table = Table(
        id="Form",
        caption=TELLS,
        header=tuple(columns),
        rows=tuple(tuple(words(cell) for cell in row) for row in rows),
        is_form=True,
    )
    blocks: tuple[Block, ...] = (
        Heading(level=1, text=title, anchor="form"),
        Paragraph(words(TELLS)),
        table,
    )
    return Document(
        title=title,
        subject=f"Inspection of {service}",
        author="Corecase",
        notice=synthetic,
        synthetic=bool(synthetic),
        cover=Cover(programme=(), title=title, place=service, year=""),
        blocks=blocks,
    )
