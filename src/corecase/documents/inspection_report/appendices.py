"""The appendices: summary, context, role, glossary, a function each."""

import re
from collections.abc import Iterator

from corecase.core.scoring import Score
from corecase.documents.inspection_report.indicators import indicator_table
from corecase.documents.inspection_report.parts import Report, heading, prose, score_number
from corecase.documents.model import (
    Bar,
    BarChart,
    Blank,
    Block,
    Chart,
    Definitions,
    Listing,
    PageBreak,
    Paragraph,
    ScoreBox,
    Table,
    plain,
    words,
)


def role(report: Report) -> Iterator[Block]:
    """What the inspectorate is, and where to send comments."""
    yield heading(1, report.say("role"), "role")
    yield Paragraph(words(report.say("role.text")))


def summary(report: Report) -> Iterator[Block]:
    """Each score with the judgements behind it, on a new page."""
    yield PageBreak()
    yield heading(1, report.say("summary"), "summary")
    if not report.framework.prints_scores:
        yield Paragraph(words(report.say("summary.none")), role="note")
        return
    yield Paragraph(words(report.say("summary.lead")))
    yield BarChart(
        id="summary-chart",
        title=report.word("chart.scores", service=report.inspection.service),
        alt=_summary_alt(report),
        groups=tuple(
            (title, tuple(_bar(report, score) for score in scores if score.figure.is_applicable))
            for title, scores in groups(report)
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


def groups(report: Report) -> Iterator[tuple[str, tuple[Score, ...]]]:
    """The headlines, then each section's criteria with the section as a whole."""
    if report.scores.headlines:
        yield report.word("chart.headlines"), report.scores.headlines
    for section in report.framework.sections:
        criteria = (report.scores.of(c.id) for c in report.framework.criteria_of(section.id))
        number = report.word("number.section", number=section.number)
        yield f"{number} {section.title}", (*criteria, report.scores.of(section.id))


def _bar(report: Report, score: Score) -> Bar:
    overall = score.level == "section"
    return Bar(
        label=report.word("chart.section") if overall else score.label,
        # No length for a count alone: a bar is a percentage too.
        percent=0.0 if score.is_count_only else float(100 * score.figure.share),
        printed=score.printed,
        note=score.band.id if score.band else "",
    )


def _summary_alt(report: Report) -> str:
    said = [f"{s.label} {s.printed}" for _, scores in groups(report) for s in scores]
    return "Bars of each score. " + "; ".join(said) + "."


def _summary_table(report: Report) -> Table:
    banded = bool(report.framework.bands)
    return Table(
        id="summary",
        caption=report.word("table.scores"),
        header=tuple(
            report.word(f"column.{name}")
            for name in (
                *("score", "sufficient", "applicable", "percentage"),
                *(("comment",) * banded),
            )
        ),
        rows=tuple(
            (
                words(row_label(report, score)),
                words(str(score.figure.count)),
                words(str(score.figure.out_of)),
                (score_number(report, score),),
                *((words(score.band.id if score.band else "–"),) * banded),
            )
            for _, scores in groups(report)
            for score in scores
        ),
        number_columns=frozenset({1, 2, 3}),
        widths=(4, 1.2, 1.2, 1.3, 2.6) if banded else (4, 1.2, 1.2, 1.3),
    )


def row_label(report: Report, score: Score) -> str:
    """A score as the first cell of a row: a section says that it is one."""
    return report.word("section", section=score.label) if score.level == "section" else score.label


def context(report: Report) -> Iterator[Block]:
    """The area, the service's organisation, published indicators."""
    inspection = report.inspection
    yield heading(1, report.say("context"), "context")
    for key, paragraphs in (("area", inspection.area), ("organisation", inspection.organisation)):
        title = report.say(f"context.{key}")
        yield heading(2, title, f"context-{key}", in_contents=False)
        for paragraph in paragraphs or ("",):
            yield Paragraph(prose(report, paragraph, f"about the {title}"))
    title = report.say("context.indicators")
    yield heading(2, title, "context-indicators", in_contents=False)
    if inspection.indicators:
        yield indicator_table(report, title, inspection.indicators)
    else:
        yield Paragraph((Blank("indicators, with their period and comparator"),))
    for indicator in inspection.indicators:
        if indicator.caution:
            yield Paragraph(words(f"{indicator.name}: {indicator.caution}"), role="note")


def glossary(report: Report, blocks: list[Block]) -> Iterator[Block]:
    """The terms that the rest of the report uses; nothing where it uses none."""
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
            case Chart(table=table):
                yield from (plain(cell) for row in table.rows for cell in row)
            case _:
                yield getattr(block, "text", "")
