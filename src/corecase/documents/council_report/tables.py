"""Tables of a council report: covering fields, comparators, objectives, money, the plan."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from corecase.core.council_facts import IMPACTS
from corecase.core.council_reports import CouncilReport
from corecase.core.heading_sets import Field, Piece
from corecase.core.improvement import ImprovementPlan
from corecase.core.periods import day_in_words
from corecase.documents import improvement_plan
from corecase.documents.council_report.phrases import committees, filled, meeting_days
from corecase.documents.model import (
    Blank,
    Block,
    Definitions,
    Paragraph,
    Spans,
    Table,
    Text,
    words,
)

_HEADERS: Final = {"lowest": "Lowest", "highest": "Highest", "average": "Average"}
_BESIDE: Final = "Headline scores beside those of other services"
_NO_SUMS: Final = ":"
"""A row of the money table that ends so is a heading within it, and has no sums."""
_N_YEARS: Final = 4
_APRIL: Final = 4


def fields(piece: Piece, report: CouncilReport, _: str) -> Iterator[Block]:
    """The lines of a covering sheet."""
    entries = tuple((one.label, _value(one, report)) for one in piece.fields)
    yield Definitions(caption=piece.name or "The report", entries=entries)


def _value(one: Field, report: CouncilReport) -> Spans:
    if one.value == "committees":
        return committees(report)
    if one.value == "dates":
        return meeting_days(report)
    if one.value == "subject":
        return filled(report.headings.subject, report)
    if one.is_filled:
        return filled(f"{{{one.value}}}", report)
    written = report.paper.fields.get(one.value, "")
    return words(written) if written else (Blank(one.label.lower().strip(": ")),)


def comparators(piece: Piece, report: CouncilReport, key: str) -> Iterator[Block]:
    """Lowest, highest, average, own and family, each headline in a row; never without its scope."""
    headlines = report.framework.headlines
    labels = piece.rows if len(piece.rows) == len(headlines) else tuple(h.title for h in headlines)
    own = filled(piece.own, report) if piece.own else words(report.inspection.service)
    header = ["Headline"]
    for column in piece.columns:
        if column == "own":
            header.append("".join(s.text for s in own if isinstance(s, Text)))
        elif column == "family":
            header += [one.label for one in report.inspection.family] or ["Family"]
        else:
            header.append(_HEADERS[column])
    rows = tuple(
        (words(label), *_row(piece, report, headline.id))
        for headline, label in zip(headlines, labels, strict=True)
    )
    yield Table(
        id=f"comparators-{key}",
        caption=_scope(report),
        header=tuple(header),
        rows=rows,
        number_columns=frozenset(range(1, len(header))),
        widths=(3.0, *(1.0 for _ in header[1:])),
    )
    lowest = _own_lowest(report)
    if lowest:
        yield Paragraph(words(lowest), "note")


def _row(piece: Piece, report: CouncilReport, headline: str) -> Iterator[Spans]:
    context = report.context(headline)
    for column in piece.columns:
        if column == "own":
            yield _percent(report, report.inspection.service, headline)
        elif column == "family":
            for one in report.inspection.family:
                yield _percent(report, one.service, headline)
            if not report.inspection.family:
                yield (Blank("not known"),)
        else:
            value = getattr(context, column) if context else None
            yield _cell(value)


def _percent(report: CouncilReport, service: str, headline: str) -> Spans:
    score = report.score_of(service, headline)
    return _cell(score.percent if score else None)


def _cell(percent: int | None) -> Spans:
    return (Blank("not known"),) if percent is None else words(f"{percent}%")


def _scope(report: CouncilReport) -> str:
    contexts = report.inspection.record.contexts
    if not contexts:
        return "Headline scores"
    first = contexts[0]
    scope = f"as printed: {first.scope}"
    if first.scope_understood and first.scope_understood != first.scope:
        scope = f"{scope}; understood as: {first.scope_understood}"
    number = (
        f"{first.n_services} services" if first.n_services else "number of services not printed"
    )
    if first.source.title != report.inspection.source:
        known = day_in_words(first.source.published.last)
        from_elsewhere = f"entered from {first.source.words}; as at {known}"
        return f"{_BESIDE} ({scope}; {from_elsewhere}; {number})"
    as_at = day_in_words(report.inspection.as_at)
    return f"{_BESIDE} ({scope}; as at {as_at}; {number})"


def _own_lowest(report: CouncilReport) -> str:
    """That a lowest score is the service's own earlier one, where that is told."""
    found = []
    for headline in report.framework.headlines:
        context = report.context(headline.id)
        told = report.inspection.record.inspections(report.inspection.service, headline.id)[:-1]
        scores = [one.score for one in told if one.score]
        if context and any(s.percent == context.lowest is not None for s in scores):
            found.append((headline.title, scores[-1]))
    if not found:
        return ""
    titles = ", ".join(title for title, _ in found)
    first = found[0][1]
    standing = "" if first.source.standing == "verified" else f" ({first.source.standing})"
    when = f" of {first.inspected}" if first.inspected else ""
    return (
        f"The lowest scores for {titles} are those of {report.inspection.service}'s own earlier "
        f"inspection{when}{standing}."
    )


def objectives(piece: Piece, report: CouncilReport, key: str) -> Iterator[Block]:
    """Each corporate objective with a cross under its impact; a blank until one is chosen."""
    rows = []
    for number, objective in enumerate(piece.rows, start=1):
        impact = report.paper.objectives.get(str(number)) or report.paper.objectives.get(objective)
        marks: list[Spans] = [words("X" if impact == one else "") for one in IMPACTS]
        if not impact:
            marks = [(Blank("choose"),), *marks[1:]]
        rows.append((words(f"{number} {objective}"), *marks))
    yield Table(
        id=f"objectives-{key}",
        caption=piece.name or "Corporate objectives",
        header=piece.columns,
        rows=tuple(rows),
        widths=(3.0, *(1.0 for _ in piece.columns[1:])),
    )


def money(piece: Piece, report: CouncilReport, key: str) -> Iterator[Block]:
    """Sums by financial year; a blank for each that nobody entered."""
    years = report.paper.years or piece.years or _financial_years(report)
    yield Table(
        id=f"money-{key}",
        caption=piece.hint or "Capital and revenue",
        header=(piece.name, *(f"{year} £" for year in years)),
        rows=tuple((words(row), *_sums(report, row, len(years))) for row in piece.rows),
        number_columns=frozenset(range(1, len(years) + 1)),
        widths=(2.4, *(1.0 for _ in years)),
    )


def _sums(report: CouncilReport, row: str, n_years: int) -> Iterator[Spans]:
    if row.endswith(_NO_SUMS) or row.isupper():
        yield from [words("")] * n_years
        return
    written = report.paper.sums.get(row, ())
    for place in range(n_years):
        text = written[place].strip() if place < len(written) else ""
        yield words(text) if text else (Blank("sum"),)


def _financial_years(report: CouncilReport) -> tuple[str, ...]:
    """The four financial years that end with the one of the meeting."""
    day = report.paper.first_meeting
    if day is None:
        return tuple(f"Year {number}" for number in range(1, _N_YEARS + 1))
    last = day.year - (day.month < _APRIL)
    return tuple(f"{year}/{year + 1}" for year in range(last - _N_YEARS + 1, last + 1))


def plan(_: Piece, report: CouncilReport, key: str) -> Iterator[Block]:
    """The improvement plan: each area with its actions, every action with its timescale."""
    if not report.plan.areas:
        yield Paragraph((Blank("the improvement plan"),))
        return
    told = report.plan
    title = told.title or "Improvement plan"
    whole = ImprovementPlan(
        service=report.inspection.service,
        title=title,
        areas=told.areas,
        recommendations=told.recommendations,
    )
    day = f", as it stood on {day_in_words(told.stands_on)}" if told.stands_on else ""
    yield replace(improvement_plan.table(whole), id=f"plan-{key}", caption=f"{title}{day}")


__all__ = ["comparators", "fields", "money", "objectives", "plan"]
