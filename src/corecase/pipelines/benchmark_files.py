"""A benchmark as files: its figures with what stands behind each, its sentences, its charts."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from corecase.core.errors import InputError
from corecase.core.periods import day_in_words
from corecase.documents import charts
from corecase.documents.benchmark_charts import StandingRow, standing_chart
from corecase.documents.comparison_charts import funnel_chart
from corecase.documents.plots import FunnelChart, IntervalChart
from corecase.exchange.open_data import WRITERS
from corecase.pipelines.benchmark import LIMITS, Benchmark, HeadlineStanding
from corecase.pipelines.benchmark_tables import table, title
from corecase.pipelines.render import write_all
from corecase.statistics.planned_scores import PlannedScore, Unplanned


def chart(found: Benchmark, headline: HeadlineStanding) -> IntervalChart | None:
    """The picture of a headline: the service, who stands beside it, the mean; None without."""
    rows = list(_chart_rows(found, headline))
    if not rows:
        return None
    averages = {one.average for one in headline.printed if one.average is not None}
    return standing_chart(
        rows,
        label=headline.label,
        as_at=day_in_words(found.question.as_at),
        averages=[(value, f"printed average {value}%") for value in sorted(averages)],
        chart_id=f"standing-{headline.headline}",
    )


def _chart_rows(found: Benchmark, headline: HeadlineStanding) -> Iterator[StandingRow]:
    own = headline.own
    if own:
        yield from _scored(own, f"{found.question.service}, latest" if headline.before else "")
    if headline.before:
        yield from _scored(headline.before.planned, f"{found.question.service}, before")
    for beside in headline.family:
        yield from _scored(beside.planned, "")
    if headline.mean:
        n = headline.mean.n_services
        yield StandingRow(
            label=f"Mean of {n} other {'service' if n == 1 else 'services'}",
            percent=100 * headline.mean.share,
            interval=headline.mean.interval,
            note="cases not printed",
        )


def _scored(planned: PlannedScore | Unplanned, label: str) -> Iterator[StandingRow]:
    score = planned.score
    # Where sources differ none is drawn: the table names each.
    if score.percent is not None and not _differs(planned):
        yield StandingRow(
            label=label or score.service,
            percent=float(score.percent),
            interval=planned.interval() if isinstance(planned, PlannedScore) else None,
            note=planned.brief,
        )


def _differs(planned: PlannedScore | Unplanned) -> bool:
    return isinstance(planned, Unplanned) and planned.brief == "sources differ"


def funnel_picture(found: Benchmark, headline: HeadlineStanding) -> FunnelChart | None:
    """The funnel of a headline with the service in a ring; None where there is none."""
    drawn = headline.funnel
    if drawn is None:
        return None
    names = {point.scored.service for point in drawn.points}
    marked = found.question.service if found.question.service in names else ""
    return funnel_chart(drawn, f"funnel-{headline.headline}", marked=marked)


def sentences(found: Benchmark) -> str:
    """The sentences as plain text, with what they rest on and what stands under them."""
    lines = [title(found), ""]
    for allowed, flag in found.sentences:
        among = f"; {flag.words}" if flag and flag.n_in_family > 1 else ""
        chance = f" Chance: {allowed.chance.words}{among}." if allowed.chance else ""
        lines.append(f"- {allowed.sentence}{chance}")
    if found.assumptions:
        lines += ["", "These sentences rest on what is not printed:"]
        lines += [f"- {said}" for said in found.assumptions]
    lines += ["", *LIMITS, ""]
    return "\n".join(lines)


_FILES: Final = re.compile(r"[^a-z0-9_-]+")


def write(found: Benchmark, out: Path) -> tuple[Path, ...]:
    """Writes the data in every format, its dictionary, the sentences and the charts to a folder.

    All of them, or none when one fails. Raises InputError for a folder that is a file.
    """
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file; name a folder to write the benchmark into.")
    return write_all(out, dict(_content(found)))


def _content(found: Benchmark) -> Iterator[tuple[str, bytes]]:
    data = table(found)
    for ending, (writer, _) in WRITERS.items():
        yield f"benchmark.{ending}", writer(data)
    yield "benchmark-dictionary.csv", WRITERS["csv"][0](data.dictionary)
    yield "benchmark.txt", sentences(found).encode()
    for headline in found.headlines:
        name = _FILES.sub("-", headline.headline)
        drawn: Mapping[str, IntervalChart | FunnelChart | None] = {
            f"{name}.svg": chart(found, headline),
            f"{name}-funnel.svg": funnel_picture(found, headline),
        }
        for file, picture in drawn.items():
            if picture is not None:
                yield file, charts.svg(picture)
