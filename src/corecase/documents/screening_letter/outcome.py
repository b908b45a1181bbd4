"""What follows from what was found: key strengths, and areas requiring improvement."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from corecase.core.findings import Finding
from corecase.documents.inspection_report.parts import Report, finding_spans, heading, prose
from corecase.documents.model import Blank, Block, Listing, Paragraph, Spans, Text, words

_MOST_STRENGTHS: Final = 3
_FEW: Final = 5
"""On a base below this no strength is proposed: a person may still choose it."""


def strengths(report: Report) -> Iterator[Block]:
    """The best aspects of work: those that a person chose, or those that the figures propose."""
    yield heading(1, report.say("strengths"), "strengths")
    yield Paragraph(words(report.say("strengths.lead")))
    chosen = report.inspection.key_strengths
    entries = [prose(report, text, "a key strength") for text in chosen]
    if not chosen:
        mark = Text(f" [{report.word('proposed')}]", style="strong")
        entries = [(*finding_spans(finding), mark) for finding in _best(report)]
    yield Listing(entries=tuple(entries) or ((Blank("the key strengths"),),))


def _best(report: Report) -> list[Finding]:
    """The strengths whose weakest figure is highest, in the order of the letter."""

    def weakest(finding: Finding) -> Fraction:
        return min(number.figure.share for number in finding.numbers)

    strong = [
        finding
        for finding in report.findings
        if finding.kind == "strength"
        and finding.numbers
        and all(number.figure.out_of >= _FEW for number in finding.numbers)
    ]
    best = sorted(strong, key=weakest, reverse=True)[:_MOST_STRENGTHS]
    return [finding for finding in strong if finding in best]


def areas(report: Report) -> Iterator[Block]:
    """What most needs to improve: the recommendations, in roman numerals."""
    yield heading(1, report.say("areas"), "areas")
    yield Paragraph(words(report.say("areas.lead")))
    mark = Text(f" [{report.word('proposed')}]", style="strong")
    entries = [
        (Text(f"{one.text[:1].upper()}{one.text[1:].rstrip('.')}."), *((mark,) * report.proposed))
        for one in report.recommendations
    ]
    blank: tuple[Spans, ...] = ((Blank("the areas requiring improvement"),),)
    yield Listing(entries=tuple(entries) or blank, numbered=True, roman=True)
    yield Paragraph(words(report.say("areas.request")))
