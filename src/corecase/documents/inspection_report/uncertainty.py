"""The annex behind the last chapter: how sure the scores are, in words, a chart and a table."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import TYPE_CHECKING

from corecase.core.editions import UncertaintyAnnex
from corecase.core.intervals import Interval
from corecase.core.scoring import Score
from corecase.documents.inspection_report.appendices import groups, row_label
from corecase.documents.inspection_report.parts import Report, heading, score_number
from corecase.documents.model import (
    Block,
    Listing,
    PageBreak,
    Paragraph,
    Spans,
    Table,
    words,
)
from corecase.documents.plots import IntervalChart, IntervalRow

if TYPE_CHECKING:
    from corecase.statistics.sample_estimates import SampleEstimates, ScoreEstimate


def uncertainty(report: Report) -> Iterator[Block]:
    """The annex, where the edition has one and the programme prints scores or it asks for it."""
    annex = report.edition.uncertainty
    if annex is None or not (report.framework.prints_scores or annex.without_scores):
        return
    yield PageBreak()
    yield heading(1, report.say("uncertainty"), "uncertainty")
    yield Paragraph(words(report.say("uncertainty.added")), role="note")
    if report.framework.is_reconstructed:
        yield Paragraph(words(report.say("uncertainty.reconstructed")))
        return
    found = _estimates(report, annex)
    if report.inspection.synthetic:
        yield Paragraph(words(report.say("uncertainty.synthetic")), role="note")
    yield Paragraph(words(report.say("uncertainty.lead")))
    yield from map(Paragraph, _drawn(report, found))
    if found and found.has_intervals:
        yield from _intervals(report, annex, found)
    if found and found.n_missing:
        yield from _missing(report, found)


def _estimates(report: Report, annex: UncertaintyAnnex) -> SampleEstimates | None:
    # Here and not above: only who builds an annex waits for scipy.
    from corecase.statistics.estimates import Target
    from corecase.statistics.sample_estimates import sample_estimates

    return sample_estimates(
        report.framework,
        report.judgements,
        report.cases,
        drawn=report.inspection.drawn,
        level=annex.level,
        target=Target[annex.target.upper()],
    )


def _drawn(report: Report, found: SampleEstimates | None) -> Iterator[Spans]:
    """How many cases were assessed, of how many, and what keeps intervals away."""
    n_cases = found.n_cases if found else 0
    cases = _cases(report, n_cases)
    if found and found.is_complete:
        yield words(report.say("uncertainty.whole", cases=cases))
    elif found and found.n_population is not None:
        said = report.say("uncertainty.drawn", cases=cases, population=str(found.n_population))
        yield words(said)
    else:
        yield words(report.say("uncertainty.drawn.unknown", cases=cases))
    if found and found.n_unfinished:
        key = "unfinished.one" if found.n_unfinished == 1 else "unfinished"
        yield words(report.word(key, cases=_cases(report, found.n_unfinished)))
    if found and found.by:
        by = ", ".join(name.replace("_", " ") for name in found.by)
        yield words(report.say("uncertainty.drawn.by", by=by))
    if found and found.n_joined:
        yield words(report.say("uncertainty.joined"))
    if not found or not (found.has_intervals or found.is_complete):
        yield words(report.say("uncertainty.few"))


def _intervals(report: Report, annex: UncertaintyAnnex, found: SampleEstimates) -> Iterator[Block]:
    level = f"{100 * annex.level:.0f}"
    about = report.say(f"uncertainty.{annex.target}", level=f"{level}%", times=level)
    yield Paragraph(words(about))
    said = tuple(_sentences(report, found, level))
    if said:
        yield Paragraph(words(report.say("uncertainty.headlines")))
        yield Listing(entries=said)
    yield Paragraph(words(report.say("uncertainty.only")), role="note")
    yield Paragraph(words(report.say("uncertainty.reading")))
    if report.framework.bands:
        yield Paragraph(words(report.say("uncertainty.bands")))
    yield _chart(report, found)
    if any(row.weighted_percent is not None for row in found.rows):
        yield Paragraph(words(report.word("table.uncertainty.weighted")), role="note")


def _sentences(report: Report, found: SampleEstimates, level: str) -> Iterator[Spans]:
    """What the interval of each headline says, for a reader who knows no statistics."""
    what = report.say("uncertainty.of.practice" if found.is_practice else "uncertainty.of.caseload")
    for score in report.scores.headlines:
        row = found.of(score.id)
        if row.interval is None:
            continue
        # Around the score as printed, or as a range: two percentages for one score confuse.
        is_near = row.weighted_percent is None and row.score.figure == score.figure
        near = row.points_around if is_near else None
        yield words(
            report.say(
                "uncertainty.between" if near is None else "uncertainty.within",
                headline=score.label,
                cases=_cases(report, found.n_cases),
                times=level,
                share=score.printed,
                points=report.word("points.one" if near == 1 else "points", n=str(near)),
                what=what,
                interval=row.interval_printed,
            )
        )


def _chart(report: Report, found: SampleEstimates) -> IntervalChart:
    """A dot and a line for each score that has an interval; the table has all of them."""
    rows = tuple(
        _row(row_label(report, score), row.share, row.interval, row)
        for _, scores in groups(report)
        for score in scores
        if (row := found.of(score.id)).interval is not None and row.share is not None
    )
    # The whole tens that hold every interval, so that their width can be seen.
    start = 10.0 * floor(min(row.low for row in rows) / 10)
    end = max(start + 10, 10.0 * ceil(max(row.high for row in rows) / 10))
    bands = sorted(report.framework.bands, key=lambda band: band.from_percent)
    return IntervalChart(
        id="uncertainty-chart",
        title=report.word("chart.uncertainty", service=report.inspection.service),
        alt="For each score a dot, and a line along its interval. "
        + "; ".join(f"{row.label} {row.printed}" for row in rows)
        + ".",
        rows=rows,
        lines=tuple(
            (float(band.from_percent), band.id) for band in bands if start < band.from_percent < end
        ),
        start=start,
        end=end,
        axis=report.word("chart.uncertainty.axis"),
        table=_table(report, found),
    )


def _missing(report: Report, found: SampleEstimates) -> Iterator[Block]:
    """Each score at its worst and at its best, had the missing cases been assessed."""
    said = report.say("uncertainty.missing", cases=_cases(report, found.n_missing))
    yield Paragraph(words(said))
    yield Table(
        id="missing",
        caption=report.word("table.missing"),
        header=tuple(
            report.word(f"column.{name}") for name in ("score", "percentage", "at worst", "at best")
        ),
        rows=tuple(
            (
                words(row_label(report, score)),
                (score_number(report, score),),
                words(bounds.low.printed_on(score.n_cases)),
                words(bounds.high.printed_on(score.n_cases)),
            )
            for _, scores in groups(report)
            for score in scores
            if (bounds := found.of(score.id).bounds)
        ),
        number_columns=frozenset({1, 2, 3}),
        widths=(4, 1.3, 2, 2),
    )


def _row(label: str, share: float, interval: Interval, row: ScoreEstimate) -> IntervalRow:
    low, high = 100 * interval.low, 100 * interval.high
    return IntervalRow(
        label=label,
        # The estimate, which the interval lies around; weights make it another than the score.
        value=min(max(100 * share, low), high),
        low=low,
        high=high,
        printed=f"{row.score.printed}, {row.interval_printed}",
    )


def _table(report: Report, found: SampleEstimates) -> Table:
    banded = bool(report.framework.bands)
    names = ("score", "judgements", "percentage", "interval", *(("band chance",) * banded))
    return Table(
        id="uncertainty",
        caption=report.word("table.uncertainty"),
        header=tuple(report.word(f"column.{name}") for name in (*names, "remark")),
        rows=tuple(
            tuple(_cells(report, score, found.of(score.id), banded))
            for _, scores in groups(report)
            for score in scores
        ),
        number_columns=frozenset({1, 2, 3, 4} if banded else {1, 2, 3}),
        widths=(3, 1.7, 1.6, 1.6, 1.6, 2.5) if banded else (4, 1.7, 1.6, 1.6, 2.6),
    )


def _cells(report: Report, score: Score, row: ScoreEstimate, banded: bool) -> Iterator[Spans]:
    yield words(row_label(report, score))
    yield words(str(score.figure))
    yield (score_number(report, score),)
    yield words(row.interval_printed if row.interval else "–")
    if banded:
        yield words(row.chance_printed or "–")
    yield words("; ".join(_remarks(report, row)) or "–")


def _remarks(report: Report, row: ScoreEstimate) -> Iterator[str]:
    if row.interval is None and row.score.figure.is_applicable:
        yield report.word("remark.few")
    if row.weighted_percent is not None:
        yield report.word("remark.weighted", percent=f"{row.weighted_percent}%")
    if row.chances and row.certainty and row.certainty != "SETTLED":
        band = row.chances.nearest if row.certainty == "CLOSE" else row.chances.band
        yield report.word(f"remark.{row.certainty.lower()}", band=band.id)


def _cases(report: Report, n: int) -> str:
    return report.word("cases.one" if n == 1 else "cases", n=str(n))
