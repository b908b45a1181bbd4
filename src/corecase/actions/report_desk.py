"""What lies on the desk of whoever drafts: the figures of today and what they draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from corecase.actions import (
    door,
    drafts,
    editions,
    evidence_records,
    frameworks,
    quotations,
    scores,
)
from corecase.core import free_numbers, report_places, scoring, terms
from corecase.core.cases import Case
from corecase.core.drafting import Part
from corecase.core.editions import Edition
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import Evidence, Finding, draft, figure_book
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.core.marked_texts import parse_marked
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.core.quotations import Quotation
from corecase.core.report_places import Place
from corecase.core.said import untrue
from corecase.core.sentences import Number, Piece
from corecase.store.cases.models import Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An inspection's judgements as figures, and the findings drafted from them.

    `scores` are the figures that prose rests on without naming them, as `score:ID`.
    """

    inspection: Inspection
    framework: Framework
    edition: Edition
    judgements: Judgements
    cases: tuple[Case, ...]
    book: dict[str, Figure]
    scores: dict[str, Figure]
    evidence: tuple[Evidence, ...]
    quotations: tuple[Quotation, ...]
    drafted: tuple[Finding, ...]

    def place(self, name: str) -> Place:
        """The place of this name; NotAllowedError where the report has none."""
        found = report_places.read(self.framework, name, self.edition.form)
        if found is None:
            raise NotAllowedError("The report has no such place.")
        return found

    def draft_of(self, name: str) -> Finding | None:
        """What is drafted for a place today, if anything is."""
        return next((finding for finding in self.drafted if finding.id == name), None)

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Marked text in pieces. Raises InputError for a mark that ties nothing known."""
        return parse_marked(text, self.book, self.quotations)

    def checked(self, text: str) -> dict[str, Figure]:
        """The figures that a text says, by key.

        Raises InputError where its words are untrue of a figure. The words of a draft are
        left alone: what a framework counts may have a number in its name.
        """
        drafted = {number for finding in self.drafted for number in finding.numbers}
        said = [piece for piece in self.pieces(text) if isinstance(piece, Number)]
        for number in said:
            wrong = () if number in drafted else untrue(number.text, number.figure)
            if wrong:
                raise InputError(
                    f"The text says “{wrong[0]}” where {number.key} is {number.figure}; correct "
                    "the words.",
                    field="text",
                )
        return {number.key: number.figure for number in said}

    def seen(self, text: str, spot: Place) -> dict[str, Figure]:
        """The figures that the writer of a text sees; prose is written on the scores too.

        Raises InputError as `checked` does.
        """
        return self.checked(text) | ({} if spot.part is Part.FINDING else self.scores)

    def free_numbers(self, text: str, figures: Iterable[Figure] | None = None) -> tuple[str, ...]:
        """Numbers in a text that match no figure and no evidence record.

        Held against the figures given, or every figure of the inspection where none are.
        """
        known = self.book.values() if figures is None else figures
        return free_numbers.free_numbers(text, known, (one.statement for one in self.evidence))

    def unknown_terms(self, text: str) -> tuple[str, ...]:
        """Abbreviations in a text that neither glossary nor framework explains."""
        return terms.unknown(text, self.edition.glossary, self.framework)


def of(inspection: Inspection) -> Desk:
    """The desk of an inspection that somebody has been let into."""
    framework = frameworks.of(inspection)
    judgements, cases = scores.effective_judgements(inspection)
    evidence = evidence_records.of(inspection)
    return Desk(
        inspection=inspection,
        framework=framework,
        edition=editions.parsed(inspection),
        judgements=judgements,
        cases=cases,
        book=figure_book(framework, judgements),
        scores={f"score:{one.id}": one.figure for one in scoring.score(framework, judgements).all},
        evidence=evidence,
        quotations=quotations.of(inspection),
        drafted=draft(framework, judgements, evidence),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Whose report a page is about, and whether its reader may write in it now."""

    code: str
    service: str
    synthetic: str
    may_write: bool


def heading(inspection: Inspection, *, by: Actor) -> Heading:
    """The heading of a page of the draft."""
    writes = may(by, Deed.DRAFT_WRITE, door.subject_of(inspection))
    return Heading(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        may_write=writes and drafts.is_open(inspection),
    )


def digest(*parts: object) -> str:
    """What a page sends back of what it showed, so that nobody settles what they have not seen."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
