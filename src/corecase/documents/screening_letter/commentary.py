"""What was found: the themes in numbered paragraphs, then operational management."""

from collections.abc import Iterator
from typing import Final

from corecase.core.case_managers import GROUP
from corecase.core.criteria import Section, View
from corecase.core.figures import Figure
from corecase.core.findings import Finding
from corecase.core.inspections import SurveyStatement
from corecase.core.sentences import Piece, sentence
from corecase.core.words import in_words
from corecase.documents.inspection_report.parts import (
    Report,
    finding_spans,
    heading,
    prose,
    said,
    split,
)
from corecase.documents.model import Blank, Block, Number, Paragraph, Spans, Text, words

_UNCONFIRMED: Final = (Text(" "), Blank("rests on fewer than five people: not confirmed yet"))


def commentary(report: Report) -> Iterator[Block]:
    """The themes with their numbered paragraphs, and operational management without numbers."""
    yield heading(1, report.say("commentary"), "commentary")
    management = report.framework.management
    for section in report.framework.sections:
        if section is management:
            continue
        number = report.word("number.section", number=section.number)
        yield heading(2, section.title, f"section-{section.id}", numbered=number)
        for place, spans in enumerate(_paragraphs(report, section), start=1):
            number = report.word("number.paragraph", section=section.number, number=str(place))
            yield Paragraph(spans, number=number)
    if management is not None:
        yield heading(1, management.title, f"section-{management.id}")
        yield from map(Paragraph, _paragraphs(report, management))
        yield from _views(report)


def _paragraphs(report: Report, section: Section) -> Iterator[Spans]:
    """What was found under a section, topic by topic, then what a person wrote on it.

    A topic with strengths and areas for improvement is one paragraph.
    """
    found = {finding.id: finding for finding in report.findings}
    n_paragraphs = 0
    for criterion in report.framework.criteria_of(section.id):
        mine = [one for one in found.values() if one.criterion == criterion.id]
        for of_topic in _by_topic(report, criterion.id, mine):
            n_paragraphs += 1
            yield _joined([finding_spans(finding) for finding in of_topic])
    commentary = report.inspection.commentary.get(section.id, "")
    for text in split(commentary) if commentary.strip() else ():
        n_paragraphs += 1
        yield prose(report, text, section.title)
    if not n_paragraphs:
        yield words(report.say("nothing"))


def _by_topic(report: Report, criterion: str, findings: list[Finding]) -> Iterator[list[Finding]]:
    """The findings of a criterion by topic, in the order of its items; others follow one by one."""
    topics = dict.fromkeys(i.topic for i in report.framework.items_reported_in(criterion))
    left = list(findings)
    for topic in topics:
        of_topic = [one for one in left if one.id.partition("/")[2].partition("/")[2] == topic]
        if of_topic:
            yield of_topic
        left = [one for one in left if one not in of_topic]
    yield from ([one] for one in left)


def _joined(parts: list[Spans]) -> Spans:
    first, *rest = parts
    return sum(((Text(" "), *part) for part in rest), first)


def _views(report: Report) -> Iterator[Block]:
    """What case managers said, topic by topic, each beside what the cases show."""
    figures = {one.id: one for one in report.inspection.views}
    others = [
        s
        for survey in report.inspection.surveys
        if survey.group == GROUP
        for s in survey.statements
    ]
    asked = [view for view in report.framework.views if view.id in figures]
    if not asked and not others:
        yield Paragraph((Blank("what the case managers said of their own work"),))
        return
    yield Paragraph(words(report.say("management.views")))
    for view in asked:
        one = figures[view.id]
        number = Number(text=_counted(report, one.figure), key=view.id, figure=one.figure)
        spans: Spans = (number, Text(f" {view.finding}."))
        spans = (*spans, *_UNCONFIRMED) if one.awaits_confirmation else spans
        yield Paragraph((*spans, *_beside(report, view)))
    person, people = report.word("case manager"), report.word("case managers")
    yield from (Paragraph(statement_spans(statement, person, people)) for statement in others)


def statement_spans(statement: SurveyStatement, one: str, many: str) -> Spans:
    """What people said beside the questions of the framework, and how many of them."""
    if statement.figure is None:
        return words(statement.text)
    said = _opening(statement.figure, one, many)
    number = Number(text=said, key=f"views:{statement.text}", figure=statement.figure)
    spans: Spans = (number, Text(f" {statement.text.rstrip('.')}."))
    return (*spans, *_UNCONFIRMED) if statement.awaits_confirmation else spans


def _counted(report: Report, figure: Figure) -> str:
    """How many case managers, as a sentence opens."""
    return _opening(figure, report.word("case manager"), report.word("case managers"))


def _opening(figure: Figure, one: str, many: str) -> str:
    said = in_words(figure, one, many, percentages=False)
    return said[:1].upper() + said[1:]


def _beside(report: Report, view: View) -> Spans:
    """What the cases show of the same thing, unless it was judged under this heading and is said.

    Nothing where nothing was judged.
    """
    management = report.framework.management
    above = {c.id for c in report.framework.criteria if management and c.section == management.id}
    items = [
        item
        for item in report.framework.items
        if item.id in view.beside and item.criterion not in above and item.finding
        if report.scores.items[item.id].is_applicable
    ]
    if not items:
        return ()
    pieces = sentence(items, "strength", report.scores.items, percentages=False)
    return (Text(" " + report.word("beside")), *said(_running_on(pieces, items[0].finding)))


def _running_on(pieces: tuple[Piece, ...], clause: str) -> tuple[Piece, ...]:
    """A sentence that follows a colon: it begins as its clause does."""
    first, *rest = pieces
    if isinstance(first, str):
        return (clause.lstrip("{")[:1] + first[1:], *rest)
    return pieces
