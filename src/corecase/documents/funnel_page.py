"""A funnel as a document: what it says in words, the picture, its table, and how to read it."""

from corecase.core.periods import day_in_words
from corecase.documents.comparison_charts import funnel_chart
from corecase.documents.model import Cover, Document, Heading, Listing, Paragraph, words
from corecase.documents.plots import FunnelChart
from corecase.statistics.funnel import Funnel

READING = (
    "Each point is a service. Small services stand on the left, where chance moves a score most, "
    "and the lines are wide there.",
    "Inside the lines means like the others; it does not mean good.",
    "Outside the 95% line a service is worth a question; of 20 services that are alike, about "
    "one lies there by chance. Outside the 99.8% line chance is a poor explanation.",
    "Services stand in the order of their names. A funnel gives nobody a place.",
)
"""How a funnel is read, sentence by sentence."""


def document(funnel: Funnel, *, marked: str = "") -> Document:
    """The funnel as a document for every format. Raises InputError for an unknown service."""
    chart = funnel_chart(funnel, marked=marked)
    as_at = f"As at {day_in_words(funnel.as_at)}; {funnel.n_services} services"
    said = [Paragraph(words(funnel.text), role="lead")]
    if marked:
        said.append(Paragraph(words(funnel.of(marked).words)))
    return Document(
        title=f"{funnel.label}: funnel of {funnel.n_services} services",
        subject="Funnel of services",
        author="Corecase",
        cover=Cover(
            programme=(),
            title="Funnel of services",
            place=funnel.label,
            year="",
            lines=(words(as_at),),
            own_page=False,
        ),
        blocks=(
            Heading(level=1, text="What it says", anchor="said"),
            *said,
            Heading(level=1, text="The funnel", anchor="funnel"),
            chart,
            Heading(level=1, text="How to read it", anchor="reading"),
            Listing(entries=tuple(words(sentence) for sentence in READING)),
        ),
    )


def chart_of(made: Document) -> FunnelChart:
    """The chart of such a document, to be drawn by itself."""
    return next(chart for chart in made.charts() if isinstance(chart, FunnelChart))
