"""Service users, good practice, and each criterion with its findings."""

from collections.abc import Iterator

from corecase.core.criteria import Criterion, Section
from corecase.core.inspections import SurveyStatement
from corecase.core.sentences import Kind
from corecase.core.words import in_words, opening_number
from corecase.documents.inspection_report.parts import (
    Report,
    finding_spans,
    heading,
    known,
    prose,
    score_number,
    split,
)
from corecase.documents.model import (
    Blank,
    Block,
    Listing,
    Number,
    Paragraph,
    ScoreBox,
    Spans,
    Text,
    words,
)


def sections(report: Report) -> Iterator[Block]:
    """Each section: its criteria with their findings, its score, the commentary on it."""
    for section in report.framework.sections:
        yield from _section(report, section)


def users(report: Report) -> Iterator[Block]:
    """What people who use the service said, by group."""
    yield heading(1, report.say("users"), "users")
    for place, survey in enumerate(report.inspection.surveys, start=1):
        yield heading(2, survey.group, f"users-{place}", in_contents=False)
        returned = report.say("users.returned", count=opening_number(survey.returned))
        yield Paragraph(words(returned))
        if survey.statements:
            yield Listing(
                entries=tuple(
                    _said(report, statement, f"survey:{place}:{row}")
                    for row, statement in enumerate(survey.statements, start=1)
                )
            )
    if not report.inspection.surveys:
        yield Paragraph((Blank("what people who use the service said"),))


def _said(report: Report, statement: SurveyStatement, key: str) -> Spans:
    if statement.figure is None:
        return words(statement.text)
    said = in_words(statement.figure, report.word("respondent"), report.word("respondents"))
    return (
        Number(text=said[:1].upper() + said[1:], key=key, figure=statement.figure),
        Text(" " + statement.text),
    )


def good_practice(report: Report) -> Iterator[Block]:
    """Examples of good practice, each under its section's title."""
    yield heading(1, report.say("practice"), "practice")
    yield Paragraph(words(report.say("practice.lead")))
    titles = {section.id: section.title for section in report.framework.sections}
    for place, example in enumerate(report.inspection.good_practice, start=1):
        title = titles.get(example.section, example.section)
        yield heading(2, title, f"practice-{place}", in_contents=False)
        if example.reference:
            reference = report.say("practice.reference", reference=example.reference)
            yield Paragraph((Text(reference, style="emphasis"),))
        *before, last = split(example.text)
        for paragraph in before:
            yield Paragraph(words(paragraph))
        said = known(last, "an example of good practice")
        if example.awaits_reading:
            said = (*said, Text(" "), Blank("not yet read by a second person"))
        yield Paragraph(said)
    if not report.inspection.good_practice:
        yield Paragraph((Blank("examples of good practice"),))


def _section(report: Report, section: Section) -> Iterator[Block]:
    number = report.word("number.section", number=section.number)
    yield heading(1, section.title, f"section-{section.id}", numbered=number)
    criteria = report.framework.criteria_of(section.id)
    for criterion in criteria:
        # A section that is one criterion says its title once.
        alone = len(criteria) == 1 and criterion.title == section.title
        if not alone:
            anchor = f"criterion-{criterion.id}"
            number = report.word("number.criterion", number=criterion.number)
            yield heading(2, criterion.title, anchor, numbered=number)
        yield from _criterion(report, criterion, level=2 if alone else 3)
    score = report.scores.of(section.id)
    if report.framework.prints_scores:
        said = report.say("overall", section=section.title)
        yield Paragraph(
            (Text(f"{said}: ", style="strong"), score_number(report, score)), role="lead"
        )
    title = report.say("commentary", section=section.title)
    yield heading(2, title, f"commentary-{section.id}", in_contents=False)
    commentary = report.inspection.commentary.get(section.id, "")
    for paragraph in split(commentary):
        yield Paragraph(prose(report, paragraph, f"commentary on {section.title}"))


def _criterion(report: Report, criterion: Criterion, level: int) -> Iterator[Block]:
    score = report.scores.of(criterion.id)
    if report.framework.prints_scores:
        yield ScoreBox(
            id=f"box-{criterion.id}",
            title=report.say("criterion"),
            text=criterion.text,
            score=score_number(report, score),
            comment=score.band.label if score.band else "",
            flag=score.band_flag,
        )
    else:
        yield Paragraph((Text(criterion.text, style="emphasis"),))
    for kind in report.edition.findings:
        yield from _findings(report, criterion, kind, level)


def _findings(report: Report, criterion: Criterion, kind: Kind, level: int) -> Iterator[Block]:
    title = "strengths" if kind == "strength" else "areas"
    yield heading(level, report.say(title), f"{title}-{criterion.id}", in_contents=False)
    found = [f for f in report.findings if f.criterion == criterion.id and f.kind == kind]
    if found:
        yield Listing(entries=tuple(finding_spans(f) for f in found), numbered=True)
    else:
        yield Paragraph(words(report.say(f"nothing.{kind}")), role="note")
