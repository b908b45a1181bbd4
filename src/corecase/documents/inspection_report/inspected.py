"""Appendix 3b: what was inspected, every item, how the report was made, how it words shares."""

from collections.abc import Iterator

from corecase.core.criteria import Item
from corecase.core.figures import Figure
from corecase.core.words import PHRASES, Bounds
from corecase.documents.inspection_report.parts import Report, heading
from corecase.documents.model import (
    Blank,
    Block,
    Listing,
    Number,
    Paragraph,
    Span,
    Spans,
    Table,
    words,
)


def inspected(report: Report) -> Iterator[Block]:
    """From when fieldwork took place to the words for proportions."""
    yield heading(1, report.say("data"), "data")
    if report.inspection.fieldwork:
        said = report.say("data.fieldwork", when=report.inspection.fieldwork)
        yield Paragraph(words(said))
    else:
        yield Paragraph((Blank("when fieldwork took place"),))
    yield Paragraph(words(report.say("data.consisted")))
    yield Listing(entries=tuple(_parts(report)))
    yield heading(2, report.say("data.items"), "items", in_contents=False)
    yield Paragraph(words(report.say("data.items.lead")))
    yield _items(report)
    yield from _made(report)
    yield from _wording(report)


def _parts(report: Report) -> Iterator[Spans]:
    """Only what is known to have been looked at."""
    yield words(report.say("data.part.cases", cases=str(len(report.cases))))
    surveys = report.inspection.surveys
    if surveys:
        returned = str(sum(survey.returned for survey in surveys))
        yield words(report.say("data.part.questionnaires", count=returned))


def _items(report: Report) -> Table:
    framework = report.framework
    scored = framework.prints_scores
    return Table(
        id="items",
        caption=report.say("data.items"),
        header=tuple(
            report.word(f"column.{name}")
            for name in (
                *("criterion", "item", "judged", "sufficient", "applicable"),
                *(("percentage",) * scored),
            )
        ),
        rows=tuple(
            (words(criterion.number), *_row(item, report.scores.items[item.id], scored))
            for criterion in framework.criteria
            for item in framework.items_of(criterion.id)
        ),
        number_columns=frozenset({3, 4, 5} if scored else {3, 4}),
        widths=(1.3, 1.7, 4.4, 1.4, 1.4, *((1.5,) * scored)),
        show_caption=False,
    )


def _row(item: Item, figure: Figure, scored: bool) -> Iterator[Spans]:
    remarks = ["invented"] if item.wording == "invented" else []
    remarks += [] if item.scored else ["in no score"]
    yield words(item.id)
    yield words(f"{item.label} ({', '.join(remarks)})" if remarks else item.label)
    yield words(str(figure.count))
    yield words(str(figure.out_of))
    if scored:
        yield (_percentage(item, figure),) if figure.is_applicable else words("–")


def _percentage(item: Item, figure: Figure) -> Span:
    return Number(text=figure.printed_on(figure.out_of), key=item.id, figure=figure)


def _made(report: Report) -> Iterator[Block]:
    """The settings of the framework that decide what a reader sees, and where it comes from."""
    framework = report.framework
    yield heading(2, report.say("data.made"), "made", in_contents=False)
    yield Paragraph(
        words(report.say("data.made.framework", id=framework.id, edition=framework.edition))
    )
    percent = str(framework.strength_from)
    yield Paragraph(words(report.say("data.made.strength", percent=percent)))
    for key, lines in (("notes", framework.notes), ("sources", framework.sources)):
        if lines:
            yield Paragraph(words(report.say(f"data.made.{key}")))
            yield Listing(entries=tuple(map(words, lines)))


def _wording(report: Report) -> Iterator[Block]:
    yield heading(2, report.say("data.words"), "wording", in_contents=False)
    yield Paragraph(words(report.say("data.words.lead")))
    yield Table(
        id="wording",
        caption=report.word("table.words"),
        header=(report.word("column.words"), report.word("column.share")),
        rows=tuple((words(phrase), words(_range(b))) for phrase, b in PHRASES.items()),
        widths=(1, 2),
    )


def _range(bounds: Bounds) -> str:
    def percent(share: float) -> str:
        return f"{100 * share:.4g}%"

    low, high = percent(float(bounds.low)), percent(float(bounds.high))
    if bounds.low == bounds.high:
        return f"exactly {low}"
    return (
        f"{'from' if bounds.low_closed else 'above'} {low} "
        f"{'up to' if bounds.high_closed else 'to below'} {high}"
    )
