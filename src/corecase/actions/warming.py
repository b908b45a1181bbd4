"""Warming: the first report of a worker is as soon there as the second."""

from dataclasses import replace
from datetime import date
from importlib import import_module

from corecase.documents import formats, provisional_feedback
from corecase.documents.model import Bar, BarChart, Table, words


def warm() -> None:
    """Makes a small document in every format, which loads what reports and renderers load.

    Libraries, typefaces and templates take over a second together.
    """
    import_module("corecase.statistics.sample_estimates")
    document = provisional_feedback.build(
        service="Nobody reads this",
        synthetic="Invented",
        held_on=date(2000, 1, 1),
        attendance=(),
        strengths=("Invented",),
        areas=(),
        figures=(),
        figures_notice="",
    )
    table = Table(
        id="warm", caption="Invented", header=("What", "How"), rows=((words("It"), words("is")),)
    )
    bar = Bar(label="Invented", percent=50, printed="50%")
    chart = BarChart(id="warm", title="Bar", alt="A bar", groups=(("", (bar,)),), table=table)
    formats.render(replace(document, blocks=(*document.blocks, chart)), formats.NAMES)
