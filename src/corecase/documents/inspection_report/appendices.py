"""The appendices: summary, context, sample, data, role, glossary."""

import re
from collections.abc import Iterator

from corecase.core.inspections import Indicator
from corecase.core.scoring import Score
from corecase.documents.inspection_report.inspected import inspected
from corecase.documents.inspection_report.parts import Report, heading, known, score_number
from corecase.documents.inspection_report.sample import sample
from corecase.documents.model import (
    Bar,
    BarChart,
    Blank,
    Block,
    Definitions,
    Listing,
    PageBreak,
    Paragraph,
    ScoreBox,
    Table,
    plain,
    words,
)


def appendices(report: Report, before: list[Block]) -> Iterator[Block]:
    """The appendices in order; the glossary explains the terms used `before` and in them.

    Where no term is used there is no glossary.
    """
    yield PageBreak()
    made = [*_summary(report), *_context(report), *sample(report), *inspected(report)]
    made += [
        heading(1, report.say("role"), "role"),
        Paragraph(words(report.say("role.text"))),
    ]
    yield from made
    yield from _glossary(report, [*before, *made])


def _summary(report: Report) -> Iterator[Block]:
    yield heading(1, report.say("summary"), "summary")
    if not report.framework.prints_scores:
        yield Paragraph(words(report.say("summary.none")), role="note")
        return
    yield Paragraph(words(report.say("summary.lead")))
    yield BarChart(
        id="summary-chart",
        title=f"Scores of {report.inspection.service}",
        alt=_summary_alt(report),
        groups=tuple(
            (title, tuple(_bar(score) for score in scores if score.figure.is_applicable))
            for title, scores in _groups(report)
        ),
        lines=tuple(
            (float(band.from_percent), band.id)
            for band in sorted(report.framework.bands, key=lambda b: b.from_percent)
        ),
        table=_summary_table(report),
    )
    for score in report.scores.all:
        if score.band_flag:
            yield Paragraph(words(f"{score.label}: {score.band_flag}"), role="note")


def _groups(report: Report) -> Iterator[tuple[str, tuple[Score, ...]]]:
    """The headlines, then each section's criteria with the section as a whole."""
    if report.scores.headlines:
        yield "Headlines", report.scores.headlines
    for section in report.framework.sections:
        criteria = (report.scores.of(c.id) for c in report.framework.criteria_of(section.id))
        yield f"{section.number}. {section.title}", (*criteria, report.scores.of(section.id))


def _bar(score: Score) -> Bar:
    overall = score.level == "section"
    return Bar(
        label="Section as a whole" if overall else score.label,
        percent=float(100 * score.figure.share),
        printed=score.figure.printed,
        note=score.band.id if score.band else "",
    )


def _summary_alt(report: Report) -> str:
    said = [f"{s.label} {s.figure.printed}" for _, scores in _groups(report) for s in scores]
    return "Bars of each score. " + "; ".join(said) + "."


def _summary_table(report: Report) -> Table:
    banded = bool(report.framework.bands)
    return Table(
        id="summary",
        caption="Scores, with the judgements behind them",
        header=("Score", "Sufficient", "Applicable", "Percentage", *(("Comment",) * banded)),
        rows=tuple(
            (
                words(_row_label(score)),
                words(str(score.figure.count)),
                words(str(score.figure.out_of)),
                (score_number(score),),
                *((words(score.band.id if score.band else "–"),) * banded),
            )
            for _, scores in _groups(report)
            for score in scores
        ),
        number_columns=frozenset({1, 2, 3}),
        widths=(4, 1.2, 1.2, 1.3, 2.6) if banded else (4, 1.2, 1.2, 1.3),
    )


def _row_label(score: Score) -> str:
    return f"Section: {score.label}" if score.level == "section" else score.label


def _context(report: Report) -> Iterator[Block]:
    inspection = report.inspection
    yield heading(1, report.say("context"), "context")
    for key, paragraphs in (("area", inspection.area), ("organisation", inspection.organisation)):
        title = report.say(f"context.{key}")
        yield heading(2, title, f"context-{key}", in_contents=False)
        for paragraph in paragraphs:
            yield Paragraph(words(paragraph))
        if not paragraphs:
            yield Paragraph((Blank(f"about the {title}"),))
    title = report.say("context.indicators")
    yield heading(2, title, "context-indicators", in_contents=False)
    if inspection.indicators:
        yield _indicators(title, inspection.indicators)
    else:
        yield Paragraph((Blank("indicators, with their period and comparator"),))
    for indicator in inspection.indicators:
        if indicator.caution:
            yield Paragraph(words(f"{indicator.name}: {indicator.caution}"), role="note")


def _indicators(title: str, indicators: tuple[Indicator, ...]) -> Table:
    return Table(
        id="indicators",
        caption=f"{title}: indicators",
        header=("Indicator", "Period", "Value", "Comparator", "Since the previous period"),
        rows=tuple(
            (
                words(i.name),
                words(i.period),
                words(i.printed),
                words(f"{i.comparator_printed} ({i.comparator_name})")
                if i.comparator is not None
                else (Blank("comparator"),),
                known(i.change, "previous period"),
            )
            for i in indicators
        ),
        number_columns=frozenset({2}),
        widths=(3, 2, 1.3, 2, 2),
    )


def _glossary(report: Report, blocks: list[Block]) -> Iterator[Block]:
    text = "\n".join(_texts(blocks))
    used = [
        (term, words(meaning))
        for term, meaning in sorted(report.edition.glossary.items(), key=lambda e: e[0].lower())
        if re.search(rf"(?<!\w){re.escape(term)}s?(?!\w)", text)
    ]
    if used:
        yield heading(1, report.say("glossary"), "glossary")
        yield Paragraph(words(report.say("glossary.lead")))
        yield Definitions(caption=report.say("glossary"), entries=tuple(used))


def _texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(spans=spans):
                yield plain(spans)
            case Listing(entries=entries):
                yield from map(plain, entries)
            case ScoreBox(title=title, text=text):
                yield from (title, text)
            case Table(header=header, rows=rows):
                yield from header
                yield from (plain(cell) for row in rows for cell in row)
            case BarChart(table=table):
                yield from (plain(cell) for row in table.rows for cell in row)
            case _:
                yield getattr(block, "text", "")
