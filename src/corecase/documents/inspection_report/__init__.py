"""The full inspection report, built once as data in the order of a published one."""

from collections.abc import Iterator

from corecase.documents.inspection_report.appendices import appendices
from corecase.documents.inspection_report.body import body
from corecase.documents.inspection_report.opening import cover, opening
from corecase.documents.inspection_report.parts import Report
from corecase.documents.model import Block, Document

__all__ = ["Report", "build"]


def build(report: Report) -> Document:
    """The report as a document. What is not known stands in it as a labelled blank.

    Raises InputError when the edition lacks a text that the report needs.
    """
    blocks = [*opening(report), *body(report)]
    synthetic = bool(report.inspection.synthetic)
    title = report.say("subject")
    return Document(
        title=f"SYNTHETIC: {title}" if synthetic else title,
        subject=report.framework.title,
        # No inspectorate is the author of what was made from invented data.
        author=("" if synthetic else report.inspection.inspectorate) or "Corecase",
        notice=report.notice,
        synthetic=synthetic,
        cover=cover(report),
        blocks=tuple(_with_appendices(report, blocks)),
    )


def _with_appendices(report: Report, blocks: list[Block]) -> Iterator[Block]:
    yield from blocks
    # The glossary holds the terms that the rest of the report uses, so it comes last.
    yield from appendices(report, blocks)
