"""The annex of a letter: every count, and the words for proportions as counts."""

from collections.abc import Iterator

from corecase.core.case_managers import GROUP
from corecase.core.words import PHRASES
from corecase.documents.inspection_report.parts import Report, heading
from corecase.documents.model import (
    Block,
    Listing,
    PageBreak,
    Paragraph,
    Spans,
    Table,
    plain,
    words,
)
from corecase.documents.screening_letter.commentary import statement_spans


def data(report: Report) -> Iterator[Block]:
    """Our annex: every count, what everybody asked said, and the words for proportions."""
    framework = report.framework
    yield PageBreak()
    yield heading(1, report.say("data"), "data")
    yield Paragraph(words(report.say("data.added")), role="note")
    yield Paragraph(words(report.say("data.framework", id=framework.id, edition=framework.edition)))
    yield Paragraph(words(report.say("data.lead")))
    judged = ("item", "judged", "sufficient", "applicable")
    yield _table(report, "items", report.say("data"), judged, _item_rows(report))
    if report.inspection.views:
        yield heading(2, report.say("data.views"), "data-views", in_contents=False)
        yield Paragraph(words(report.say("data.views.lead")))
        asked = ("question", "asked", "yes", "answered")
        yield _table(report, "views", report.say("data.views"), asked, _view_rows(report))
    yield from _others(report)
    yield heading(2, report.say("data.words"), "wording", in_contents=False)
    yield Paragraph(words(report.say("data.words.lead")))
    yield _wording(report)


def _others(report: Report) -> Iterator[Block]:
    """What other groups said, for which the published letter has no place."""
    others = [one for one in report.inspection.surveys if one.group != GROUP and one.statements]
    if not others:
        return
    yield heading(2, report.say("data.respondents"), "data-respondents", in_contents=False)
    yield Paragraph(words(report.say("data.respondents.lead")))
    person, people = report.word("respondent"), report.word("respondents")
    for survey in others:
        yield Paragraph(words(f"{survey.group}:"))
        said = (statement_spans(one, person, people) for one in survey.statements)
        yield Listing(entries=tuple(said))


def _table(
    report: Report,
    table_id: str,
    caption: str,
    columns: tuple[str, ...],
    rows: Iterator[tuple[Spans, ...]],
) -> Table:
    return Table(
        id=table_id,
        caption=caption,
        header=tuple(report.word(f"column.{name}") for name in columns),
        rows=tuple(rows),
        number_columns=frozenset({2, 3}),
        widths=(1.6, 5.6, 1.4, 1.4),
        show_caption=False,
    )


def _item_rows(report: Report) -> Iterator[tuple[Spans, ...]]:
    for item in report.framework.items:
        figure = report.scores.items[item.id]
        remark = " (invented)" if item.wording == "invented" else ""
        yield (
            words(item.id),
            words(item.label + remark),
            words(str(figure.count)),
            words(str(figure.out_of)),
        )


def _view_rows(report: Report) -> Iterator[tuple[Spans, ...]]:
    questions = {view.id: view.question for view in report.framework.views}
    for one in report.inspection.views:
        count, out_of = str(one.figure.count), str(one.figure.out_of)
        yield words(one.id), words(questions[one.id]), words(count), words(out_of)


def _wording(report: Report) -> Table:
    """Each phrase with the counts that it stands for in a sample of this size."""
    n = len(report.cases)
    cases = report.word("cases.one" if n == 1 else "cases", n=str(n))
    rows = ((words(phrase), words(_span(bounds.counts(n)))) for phrase, bounds in PHRASES.items())
    return Table(
        id="wording",
        caption=report.word("table.words"),
        header=(report.word("column.words"), report.word("column.counts", cases=cases)),
        rows=tuple(row for row in rows if plain(row[1])),
        widths=(1, 1),
    )


def _span(counts: range) -> str:
    if not counts:
        return ""
    first, last = counts[0], counts[-1]
    return str(first) if first == last else f"{first} to {last}"
