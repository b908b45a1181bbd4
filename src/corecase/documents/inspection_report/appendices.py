"""The appendices: summary, context, sample, data, role, glossary."""

import re
from collections import Counter
from collections.abc import Iterator

from corecase.core.figures import Figure
from corecase.core.inspections import Indicator
from corecase.core.scoring import Score
from corecase.core.words import PHRASES, Bounds
from corecase.documents.inspection_report.parts import Report, heading, known, score_number
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
    """The appendices in order; the glossary explains the terms used `before` and in them."""
    yield PageBreak()
    made = [*_summary(report), *_context(report), *_sample(report), *_data(report)]
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
                *((words(score.band.label if score.band else "none"),) * banded),
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


def _sample(report: Report) -> Iterator[Block]:
    yield heading(1, report.say("sample"), "sample")
    yield heading(2, report.say("sample.heading"), "sample-cases", in_contents=False)
    names = sorted({name for case in report.cases for name in case.attributes})
    if not names:
        yield Paragraph((Blank("the profile of the sample"),))
        return
    counts = {name: _counts(report, name) for name in names}
    yield BarChart(
        id="sample-chart",
        title=f"The sample of {len(report.cases)} cases",
        alt=f"Bars of the {len(report.cases)} cases of the sample. "
        + "; ".join(
            f"{_title(name)}: " + ", ".join(f"{level} {figure}" for level, figure in rows)
            for name, rows in counts.items()
        )
        + ".",
        groups=tuple(
            (
                _title(name),
                tuple(
                    Bar(label=level, percent=float(100 * f.share), printed=str(f.count))
                    for level, f in rows
                ),
            )
            for name, rows in counts.items()
        ),
        axis="Percentage of the sample",
        table=Table(
            id="sample",
            caption="The sample, by attribute",
            header=("Attribute", "Value", "Cases", "Percentage"),
            rows=tuple(
                (words(_title(name)), words(level), words(str(f.count)), words(f.printed))
                for name, rows in counts.items()
                for level, f in rows
            ),
            number_columns=frozenset({2, 3}),
            widths=(2, 2, 1, 1),
        ),
    )


def _title(attribute: str) -> str:
    return attribute.replace("_", " ").capitalize()


def _counts(report: Report, attribute: str) -> list[tuple[str, Figure]]:
    values = Counter(case.attributes.get(attribute, "not known") for case in report.cases)
    n = len(report.cases)
    return [(value, Figure(count=count, out_of=n)) for value, count in sorted(values.items())]


def _data(report: Report) -> Iterator[Block]:
    yield heading(1, report.say("data"), "data")
    if report.inspection.fieldwork:
        said = report.say("data.fieldwork", when=report.inspection.fieldwork)
        yield Paragraph(words(said))
    else:
        yield Paragraph((Blank("when fieldwork took place"),))
    yield Paragraph(words(report.say("data.consisted")))
    parts = (report.say(f"data.part.{n}", cases=str(len(report.cases))) for n in (1, 2, 3))
    yield Listing(entries=tuple(words(part) for part in parts))
    yield heading(2, report.say("data.words"), "wording", in_contents=False)
    yield Paragraph(words(report.say("data.words.lead")))
    yield Table(
        id="wording",
        caption="Words for proportions",
        header=("Words", "Share"),
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


def _glossary(report: Report, blocks: list[Block]) -> Iterator[Block]:
    yield heading(1, report.say("glossary"), "glossary")
    text = "\n".join(_texts(blocks))
    used = [
        (term, words(meaning))
        for term, meaning in sorted(report.edition.glossary.items(), key=lambda e: e[0].lower())
        if re.search(rf"(?<!\w){re.escape(term)}s?(?!\w)", text)
    ]
    if used:
        yield Paragraph(words(report.say("glossary.lead")))
        yield Definitions(caption=report.say("glossary"), entries=tuple(used))
    else:
        yield Paragraph(words(report.say("glossary.none")), role="note")


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
