"""What a report is built from, and the small parts that every chapter uses."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corecase.core.assessments import preview_notice
from corecase.core.cases import Case
from corecase.core.criteria import Recommendation
from corecase.core.editions import Edition
from corecase.core.figures import Figure
from corecase.core.findings import Finding
from corecase.core.frameworks import Framework
from corecase.core.inspections import Inspection, Letter
from corecase.core.judgements import Judgements
from corecase.core.marked_texts import parse_marked
from corecase.core.said import untrue
from corecase.core.scoring import Score, Scores
from corecase.core.sentences import Piece, Quoted
from corecase.documents.model import Blank, Heading, Number, Span, Spans, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a report says: the edition's fixed words, the inspection, what was found.

    `n_unanswered` or `n_contradictions` above 0 makes it a preview, marked on every page.
    `proposed` says that the recommendations follow from figures and nobody chose them;
    `figures` are those that prose may name.
    """

    framework: Framework
    edition: Edition
    inspection: Inspection
    scores: Scores
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    cases: tuple[Case, ...]
    judgements: Judgements
    proposed: bool = False
    n_unanswered: int = 0
    n_contradictions: int = 0
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def notice(self) -> str:
        """What stands on every page: synthetic data, a preview, what no person has decided."""
        unfinished = preview_notice(self.n_unanswered, self.n_contradictions)
        parts = [self.inspection.synthetic, unfinished]
        drafted = sum(f.status == "drafted" for f in self.findings)
        if drafted:
            parts.append(f"DRAFT: {drafted} findings have not been accepted by a person.")
        if self.proposed and self.recommendations:
            n = len(self.recommendations)
            many = "one recommendation is" if n == 1 else f"{n} recommendations are"
            parts.append(f"DRAFT: {many} proposed and not chosen by a person.")
        if self.edition.form == "letter" and not self.inspection.key_strengths:
            parts.append("DRAFT: the key strengths are proposed and not chosen by a person.")
        return " ".join(part for part in parts if part)

    @property
    def letter(self) -> Letter:
        """To whom and from whom a letter goes; all blank where nobody has said."""
        return self.inspection.letter or Letter()

    def say(self, key: str, /, **values: str) -> str:
        """The edition's fixed words, with the service and the programme filled in."""
        known = {"service": self.inspection.service, "programme": self.framework.title}
        return self.edition.text(key, **(known | values))

    def word(self, key: str, /, **values: str) -> str:
        """One of the edition's small words, filled."""
        return self.edition.word(key, **values)


def heading(
    level: int, text: str, anchor: str, *, numbered: str = "", in_contents: bool = True
) -> Heading:
    """A heading; the anchor is made unique by its place in the report."""
    return Heading(
        level=level, text=text, anchor=anchor, numbered=numbered, in_contents=in_contents
    )


def known(text: str, label: str) -> Spans:
    """The words, or a blank that says what belongs there."""
    return (Text(text),) if text else (Blank(label),)


def score_number(report: Report, score: Score) -> Number | Blank:
    """The printed figure of a score, bound to it."""
    if not score.figure.is_applicable:
        return Blank(report.word("not applicable"))
    return Number(text=score.printed, key=f"score:{score.id}", figure=score.figure)


def finding_spans(finding: Finding) -> Spans:
    """A finding as spans; one whose data changed since it was written says so first."""
    spans = list(said(finding.pieces))
    if finding.changed:
        changed = ", ".join(dict.fromkeys(finding.changed))
        spans.insert(0, Blank(f"look again: the data of {changed} changed after this was written"))
        spans.insert(1, Text(" "))
    return tuple(spans)


def split(text: str) -> list[str]:
    """The paragraphs of a text, which empty lines part; one empty paragraph where it is empty."""
    return re.split(r"\r?\n\s*\n", text.strip())


def prose(report: Report, text: str, label: str) -> Spans:
    """Marked text that a person wrote, or a blank that says what belongs there.

    Words that are no longer so of their figure are marked behind them.
    """
    if not text:
        return (Blank(label),)
    pieces = parse_marked(text, report.figures, report.inspection.quotations)
    return tuple(said(pieces, looks=True))


def said(pieces: tuple[Piece, ...], *, looks: bool = False) -> Iterator[Span]:
    """Pieces of a text as spans; `looks` marks words that are no longer so of their figure."""
    for piece in pieces:
        if isinstance(piece, Quoted):
            yield Text(piece.printed)
            if not piece.checked:
                yield from (Text(" "), Blank("quotation not checked"))
        elif isinstance(piece, Number):
            yield piece
            if looks and untrue(piece.text, piece.figure):
                yield from (Text(" "), Blank(f"look again: {piece.key} is {piece.figure} now"))
        else:
            yield Text(piece)
