"""The full inspection report, built once as data in the order of a published one."""

from collections.abc import Callable, Iterator, Mapping

from corecase.documents.inspection_report.appendices import context, glossary, role, summary
from corecase.documents.inspection_report.body import good_practice, sections, users
from corecase.documents.inspection_report.changes import changes
from corecase.documents.inspection_report.inspected import inspected
from corecase.documents.inspection_report.opening import (
    acknowledgements,
    contents,
    cover,
    foreword,
    next_steps,
    recommendations,
    scoring,
)
from corecase.documents.inspection_report.parts import Report
from corecase.documents.inspection_report.sample import sample
from corecase.documents.inspection_report.uncertainty import uncertainty
from corecase.documents.model import Block, Document, PageBreak

__all__ = ["Report", "build"]

_CHAPTERS: Mapping[str, Callable[[Report], Iterator[Block]]] = {
    "foreword": foreword,
    "acknowledgements": acknowledgements,
    "contents": contents,
    "scoring": scoring,
    "recommendations": recommendations,
    "next": next_steps,
    "users": users,
    "practice": good_practice,
    "sections": sections,
    "summary": summary,
    "context": context,
    "sample": sample,
    "data": inspected,
    "role": role,
}


def build(report: Report) -> Document:
    """The report as a document. What is not known stands in it as a labelled blank.

    Raises InputError when the edition lacks a text that the report needs.
    """
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
        blocks=tuple(_without_empty_pages(_chapters(report))),
    )


def _chapters(report: Report) -> Iterator[Block]:
    """The chapters in the edition's order, then the annexes.

    The glossary explains the terms of all the others.
    """
    order = report.edition.chapters
    made = {name: list(_CHAPTERS[name](report)) for name in order if name != "glossary"}
    annex = [*uncertainty(report), *changes(report)]
    others = [block for blocks in made.values() for block in blocks] + annex
    for name in order:
        yield from glossary(report, others) if name == "glossary" else made[name]
    yield from annex


def _without_empty_pages(blocks: Iterator[Block]) -> Iterator[Block]:
    """No page is left empty where one chapter ends its page and the next begins a new one."""
    last: Block = PageBreak()  # the cover ends its page
    for block in blocks:
        if not (isinstance(block, PageBreak) and isinstance(last, PageBreak)):
            yield block
        last = block
