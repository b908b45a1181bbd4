"""The annex of a re-inspection: every score before and after, with what may be said of it."""

from collections.abc import Iterator

from corecase.documents import before_after
from corecase.documents.inspection_report.parts import Report, heading
from corecase.documents.model import Block, Listing, PageBreak, Paragraph, words

TITLE = "Annex: Before and after"
ADDED = (
    "This annex is added by Corecase, the software that made this report. It holds this "
    "inspection against the one before it, and no finding rests on it."
)


def changes(report: Report) -> Iterator[Block]:
    """The annex, where something is compared and the programme prints scores."""
    found = report.inspection.changes
    if found is None or not report.framework.prints_scores:
        return
    yield PageBreak()
    yield heading(1, TITLE, "before-after")
    yield Paragraph(words(ADDED), role="note")
    sides = (("The inspection before", found.before), ("This inspection", found.after))
    when = " ".join(f"{name}: {told}." for name, told in sides if told)
    if when:
        yield Paragraph(words(when))
    yield from before_after.blocks(found, service=report.inspection.service)
    yield Listing(entries=tuple(map(words, before_after.READING)))
