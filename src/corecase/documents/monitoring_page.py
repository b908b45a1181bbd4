"""A control chart and its CUSUM as a document of their own."""

from corecase.documents.model import Cover, Document, Heading, Listing, Paragraph, words
from corecase.documents.monitoring_charts import (
    control_chart_picture,
    cusum_picture,
    cusum_sentence,
)
from corecase.statistics.control_charts import ControlChart
from corecase.statistics.cusum import Cusum

READING = (
    "A period within the limits differs from the average no more than chance alone explains; a "
    "signal says that something is different, and not what.",
    "The CUSUM adds up what lies beyond a small allowance: it sees a small shift that lasts, which "
    "no single period shows.",
)
"""What a reader of the two has to know."""


def document(chart: ControlChart, sums: Cusum, *, label: str, across: str) -> Document:
    """Both pictures with their words and tables, and how they are read."""
    periods = [point.label for point in chart.points]
    return Document(
        title=f"{label}: is this period different, or is it chance?",
        subject="Control chart",
        author="Corecase",
        cover=Cover(programme=(), title="Control chart", place=label, year="", own_page=False),
        blocks=(
            Heading(level=1, text="What it says", anchor="said"),
            Paragraph(words(chart.sentence), role="lead"),
            Paragraph(words(cusum_sentence(sums, periods)), role="lead"),
            Heading(level=1, text="Period by period", anchor="chart"),
            control_chart_picture(chart, label=label, across=across),
            Heading(level=1, text="Shifts that last", anchor="cusum"),
            cusum_picture(sums, periods, label=label, across=across),
            Heading(level=1, text="How to read it", anchor="reading"),
            Listing(entries=tuple(words(sentence) for sentence in READING)),
        ),
    )
