"""Appendix 3a: the sample, by the attributes that a rule reads or the inspection lists."""

from collections import Counter
from collections.abc import Iterator

from corecase.core.cases import refusal_to_chart
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.documents.inspection_report.parts import Report, heading
from corecase.documents.model import Bar, BarChart, Blank, Block, Paragraph, Table, words

_COLUMNS = ("attribute", "value", "cases", "percentage")
Rows = list[tuple[str, Figure]]


def sample(report: Report) -> Iterator[Block]:
    """The chart of the sample. Columns of the file of cases that nobody asked for stay out.

    Raises InputError where the inspection lists an attribute that no case has.
    """
    yield heading(1, report.say("sample"), "sample")
    yield heading(2, report.say("sample.heading"), "sample-cases", in_contents=False)
    names = _names(report)
    refused = {name: refusal_to_chart(report.cases, name) for name in names}
    counts = {_title(name): _counts(report, name) for name in names if not refused[name]}
    if counts:
        yield _chart(report, counts)
    elif not names:
        yield Paragraph((Blank("the profile of the sample"),))
    for name, why in refused.items():
        if why:
            said = f"{_title(name)} is not shown: {why}, which would point at single cases."
            yield Paragraph(words(said), role="note")


def _names(report: Report) -> tuple[str, ...]:
    """The attributes to show, each that some case has."""
    held = {name for case in report.cases for name in case.attributes}
    listed = report.inspection.sample
    for name in listed:
        if name not in held:
            has = ", ".join(sorted(held)) or "none"
            raise InputError(
                f"inspection.yaml lists {name!r} under sample, which no case has; "
                f"the attributes of the cases are: {has}."
            )
    read = (name for name in report.framework.attributes_read() if name in held)
    return tuple(dict.fromkeys((*read, *listed)))


def _chart(report: Report, counts: dict[str, Rows]) -> BarChart:
    n_cases = len(report.cases)
    said = (
        f"{title}: " + ", ".join(f"{level} {figure}" for level, figure in rows)
        for title, rows in counts.items()
    )
    return BarChart(
        id="sample-chart",
        title=report.word("chart.sample", cases=str(n_cases)),
        alt=f"Bars of the {n_cases} cases of the sample. {'; '.join(said)}.",
        groups=tuple((title, tuple(map(_bar, rows))) for title, rows in counts.items()),
        axis=report.word("chart.sample.axis"),
        table=Table(
            id="sample",
            caption=report.word("table.sample"),
            header=tuple(
                report.word(f"column.{name}")
                for name in ("attribute", "value", "cases", "percentage")
            ),
            rows=tuple(
                (words(title), words(level), words(str(f.count)), words(f.printed))
                for title, rows in counts.items()
                for level, f in rows
            ),
            number_columns=frozenset({2, 3}),
            widths=(2, 2, 1, 1),
        ),
    )


def _bar(row: tuple[str, Figure]) -> Bar:
    level, figure = row
    return Bar(label=level, percent=float(100 * figure.share), printed=str(figure.count))


def _title(attribute: str) -> str:
    return attribute.replace("_", " ").capitalize()


def _counts(report: Report, attribute: str) -> Rows:
    unknown = report.word("unknown")
    values = Counter(case.attributes.get(attribute, unknown) for case in report.cases)
    n = len(report.cases)
    return [(value, Figure(count=count, out_of=n)) for value, count in sorted(values.items())]
