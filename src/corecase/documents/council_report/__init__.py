"""A council report, built once as data under a council's own headings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from corecase.core.claims import Allowed
from corecase.core.council_reports import CouncilReport
from corecase.core.heading_sets import ENTERED, Content, Part, Piece
from corecase.core.improvement_steps import in_order
from corecase.documents.council_report import tables
from corecase.documents.council_report.figures import (
    assumed,
    bands,
    comparison,
    inspected,
    outcome,
    scores,
)
from corecase.documents.council_report.phrases import (
    Numbering,
    entered,
    filled,
    listed,
    meeting_days,
)
from corecase.documents.model import (
    Blank,
    Block,
    Cover,
    Document,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Spans,
    Text,
    plain,
    words,
)

__all__ = ["build"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a piece is set: the report, what may be said in it, and which number comes next."""

    report: CouncilReport
    allowed: Sequence[Allowed]
    numbering: Numbering
    key: str


def build(report: CouncilReport, allowed: Sequence[Allowed] = ()) -> Document:
    """The report as a document. What only the council knows stands in it as a labelled blank.

    `allowed` are the comparative sentences that the figures bear, in the order asked for.
    """
    headings, synthetic = report.headings, report.inspection.synthetic
    subject = plain(filled(headings.subject, report))
    return Document(
        title=f"SYNTHETIC: {subject}" if synthetic else subject,
        subject=headings.title,
        author=report.inspection.council or headings.council,
        notice=synthetic,
        synthetic=bool(synthetic),
        cover=Cover(
            programme=tuple(Text(plain(filled(line, report))) for line in headings.above),
            title=plain(filled(headings.form, report)),
            place=subject,
            year=plain(meeting_days(report)),
            own_page=False,
        ),
        blocks=tuple(_blocks(report, allowed)),
    )


def _blocks(report: CouncilReport, allowed: Sequence[Allowed]) -> Iterator[Block]:
    for at, part in enumerate(report.headings.parts, start=1):
        yield from _part(part, report, allowed, at)
    if report.headings.first(Content.COMPARATORS):
        yield Paragraph(words(_where_from(report)), "small")


def _part(
    part: Part, report: CouncilReport, allowed: Sequence[Allowed], at: int
) -> Iterator[Block]:
    made: list[Block] = []
    numbering = Numbering()
    for place, piece in enumerate(part.pieces, start=1):
        where = _Place(report=report, allowed=allowed, numbering=numbering, key=f"{at}-{place}")
        made += _PIECES[piece.kind](piece, where)
    breaks = [block for block in made if isinstance(block, PageBreak)]
    yield from breaks
    if part.heading:
        yield Heading(
            level=part.level,
            text=plain(filled(part.heading, report)),
            anchor=f"part-{at}",
            numbered=part.number,
        )
    yield from (block for block in made if not isinstance(block, PageBreak))


def _words(piece: Piece, place: _Place) -> Iterator[Block]:
    yield Paragraph(place.numbering.before(piece.numbered, filled(piece.words, place.report)))


def _entry(piece: Piece, place: _Place) -> Iterator[Block]:
    if piece.words:
        yield Paragraph(filled(piece.words, place.report))
    written = place.report.paper.entries.get(piece.entry, ())
    if not written:
        blank: Spans = (Blank(piece.asked_for),)
        yield Paragraph(place.numbering.before(piece.numbered, blank))
    yield from entered(written, place.numbering, piece.numbered)


def _page(_: Piece, __: _Place) -> Iterator[Block]:
    yield PageBreak()


def _inspected(piece: Piece, place: _Place) -> Iterator[Block]:
    yield from _sentences(inspected(place.report), piece, place)


def _scores(piece: Piece, place: _Place) -> Iterator[Block]:
    yield from _led(piece, place, scores(place.report))


def _outcome(piece: Piece, place: _Place) -> Iterator[Block]:
    yield from _sentences(outcome(place.report), piece, place)


def _bands(piece: Piece, place: _Place) -> Iterator[Block]:
    yield from _led(piece, place, bands(place.report))


def _comparison(piece: Piece, place: _Place) -> Iterator[Block]:
    yield from _led(piece, place, comparison(place.report, place.allowed))
    if said := assumed(place.allowed):
        yield Paragraph(words(said), "small")


def _strengths(piece: Piece, place: _Place) -> Iterator[Block]:
    found, blank = place.report.inspection.strengths, "the strengths that the inspection found"
    yield from _found(piece, place, listed(found, blank), "no strength")


def _areas(piece: Piece, place: _Place) -> Iterator[Block]:
    found, blank = place.report.inspection.areas, "the areas for improvement that it found"
    yield from _found(piece, place, listed(found, blank), "no area for improvement")


def _recommendations(piece: Piece, place: _Place) -> Iterator[Block]:
    texts = [
        f"{one.text.rstrip('.')} ({', '.join(one.owners)})"
        if piece.owners and one.owners
        else one.text
        for one in place.report.inspection.recommendations
    ]
    found = listed(texts, "the recommendations of the inspection")
    yield from _found(piece, place, found, "no recommendation", numbered=True)


def _foci(piece: Piece, place: _Place) -> Iterator[Block]:
    found = place.report.plan.foci
    yield from _led(piece, place, listed(found, "the key foci of the improvement plan"))


def _steps(piece: Piece, place: _Place) -> Iterator[Block]:
    steps = place.report.plan.steps
    if steps:
        said = "; ".join(
            one.words if one.body.casefold() in one.words else f"{one.words} ({one.body})"
            for one in in_order(steps)
        )
        yield from _sentences((words(f"The improvement plan was {said}."),), piece, place)


def _papers(piece: Piece, place: _Place) -> Iterator[Block]:
    found = place.report.paper.papers
    is_numbered = piece.numbered == "1."
    entries = listed(found, "the background papers that were relied upon")
    yield from _led(piece, place, entries, numbered=is_numbered)


def _decision(piece: Piece, place: _Place) -> Iterator[Block]:
    report = place.report
    if piece.words:
        yield Paragraph(filled(piece.words, report))
    asked = report.paper.decision_words or report.headings.decisions[report.decision]
    yield Paragraph(place.numbering.before(piece.numbered, filled(asked, report)), "lead")


def _sentences(found: Sequence[Spans], piece: Piece, place: _Place) -> Iterator[Block]:
    for spans in found:
        yield Paragraph(place.numbering.before(piece.numbered, spans))


def _found(
    piece: Piece, place: _Place, entries: Sequence[Spans], none: str, *, numbered: bool = False
) -> Iterator[Block]:
    """Findings as a list, or that the inspection's report names none."""
    if piece.kind.value.lower() in place.report.inspection.none_of:
        yield from _sentences((words(f"The inspection's report names {none}."),), piece, place)
    else:
        yield from _led(piece, place, entries, numbered=numbered)


def _led(
    piece: Piece, place: _Place, entries: Sequence[Spans], *, numbered: bool = False
) -> Iterator[Block]:
    """A list under its line of words, where it has one."""
    if piece.words:
        said = filled(piece.words, place.report)
        yield Paragraph(place.numbering.before(piece.numbered, said))
    if entries:
        yield Listing(entries=tuple(entries), numbered=numbered)


def _table(make: Callable[[Piece, CouncilReport, str], Iterator[Block]]) -> "_Maker":
    def made(piece: Piece, place: _Place) -> Iterator[Block]:
        if piece.words:
            yield Paragraph(filled(piece.words, place.report))
        yield from make(piece, place.report, place.key)

    return made


def _where_from(report: CouncilReport) -> str:
    inspection = report.inspection
    said = f"The inspection's figures are taken from: {inspection.source}."
    others = {one.source.words for one in inspection.record.contexts}
    elsewhere = "; ".join(sorted(others - {inspection.source}))
    known = {one.source.title for one in inspection.record.contexts} - {inspection.source}
    return f"{said} Those of other services from: {elsewhere}." if known else said


_Maker = Callable[[Piece, _Place], Iterator[Block]]

_PIECES: Final[Mapping[Content, _Maker]] = {
    **dict.fromkeys(ENTERED, _entry),
    Content.WORDS: _words,
    Content.FIELDS: _table(tables.fields),
    Content.INSPECTED: _inspected,
    Content.SCORES: _scores,
    Content.OUTCOME: _outcome,
    Content.COMPARATORS: _table(tables.comparators),
    Content.COMPARISON: _comparison,
    Content.BANDS: _bands,
    Content.STRENGTHS: _strengths,
    Content.AREAS: _areas,
    Content.RECOMMENDATIONS: _recommendations,
    Content.FOCI: _foci,
    Content.PLAN: _table(tables.plan),
    Content.STEPS: _steps,
    Content.OBJECTIVES: _table(tables.objectives),
    Content.MONEY: _table(tables.money),
    Content.PAPERS: _papers,
    Content.DECISION: _decision,
    Content.NEW_PAGE: _page,
}
