"""The table of published indicators: what is known of each, and what nobody has confirmed."""

from collections.abc import Callable

from corecase.core.indicators import Indicator, questions
from corecase.documents.inspection_report.parts import Report, known
from corecase.documents.model import Blank, Spans, Table, Text, words

Column = tuple[str, float, Callable[[Indicator], Spans]]


def indicator_table(report: Report, title: str, indicators: tuple[Indicator, ...]) -> Table:
    """The indicators in their order.

    Counts, previous values and comparators have a column where any indicator has them.
    """
    columns: list[Column] = [
        ("indicator", 3, lambda i: _name(report, i)),
        ("period", 2, _period),
        ("value", 1.3, _value),
    ]
    if any(i.base_printed for i in indicators):
        columns.append(("counted", 1.5, _counted))
    if any(i.previous_printed for i in indicators):
        columns.append(("previous", 1.8, _previous))
    if any(i.comparator_printed for i in indicators):
        columns.append(("comparator", 2, _comparator))
    columns.append(("change", 2, _change))
    return Table(
        id="indicators",
        caption=report.word("table.indicators", title=title),
        header=tuple(report.word(f"column.{name}") for name, _, _ in columns),
        rows=tuple(tuple(cell(i) for _, _, cell in columns) for i in indicators),
        number_columns=frozenset({2}),
        widths=tuple(width for _, width, _ in columns),
    )


def _name(report: Report, indicator: Indicator) -> Spans:
    if not indicator.definition:
        return words(indicator.name)
    return words(
        report.word("definition", indicator=indicator.name, definition=indicator.definition)
    )


def _period(indicator: Indicator) -> Spans:
    return words(indicator.period)


def _value(indicator: Indicator) -> Spans:
    if questions(indicator) and not indicator.confirmed:
        return (Text(indicator.printed + " "), Blank("questioned and not confirmed"))
    return words(indicator.printed)


def _previous(indicator: Indicator) -> Spans:
    if not indicator.previous_printed:
        return words("–")
    when = f" ({indicator.previous_period})" if indicator.previous_period else ""
    return words(indicator.previous_printed + when)


def _comparator(indicator: Indicator) -> Spans:
    if not indicator.comparator_printed:
        return words("–")
    return words(f"{indicator.comparator_printed} ({indicator.comparator_name})")


def _counted(indicator: Indicator) -> Spans:
    return words(indicator.base_printed or "–")


def _change(indicator: Indicator) -> Spans:
    return known(indicator.change, "previous period")
