"""The chart of the sample against its caseload, as Appendix 3a of a report has it."""

from corecase.actions import sample_lists
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.people import Actor
from corecase.documents import strict_svg
from corecase.documents.model import Bar, BarChart, Table, words


def chart(code: str, *, narrow: bool = False, by: Actor) -> bytes:
    """The chart as an SVG with title and description: two bars for each value of an attribute.

    `narrow` for a small screen. Raises InputError where there is nothing to compare.
    """
    compared = sample_lists.comparison(code, by=by)
    if compared is None:
        raise InputError("There is nothing to compare yet; draw a sample first.")
    return strict_svg.svg(_chart(compared), narrow=narrow)


def _chart(compared: sample_lists.Comparison) -> BarChart:
    title = "The sample beside the case list"
    return BarChart(
        id="sample",
        title=title,
        alt=f"For each value of each attribute its share of the sample and of the case list: "
        f"{compared.headline}. The table on the same page has every number.",
        groups=tuple(
            (
                attribute.words,
                tuple(
                    bar
                    for level in attribute.levels
                    for bar in (
                        _bar(f"{level.words}: sample", level.sampled),
                        _bar(f"{level.words}: case list", level.caseload, is_beside=True),
                    )
                ),
            )
            for attribute in compared.attributes
        ),
        table=Table(
            id="sample",
            caption=title,
            header=("Attribute", "Sample", "Case list"),
            rows=tuple(
                (
                    words(f"{attribute.words}: {level.words}"),
                    words(level.sampled.printed),
                    words(level.caseload.printed),
                )
                for attribute in compared.attributes
                for level in attribute.levels
            ),
        ),
        axis="Percentage of the cases",
    )


def _bar(label: str, figure: Figure, *, is_beside: bool = False) -> Bar:
    return Bar(
        label=label,
        percent=float(100 * figure.share),
        printed=figure.printed,
        is_beside=is_beside,
    )
