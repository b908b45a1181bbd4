"""A file of services with their scores in; their funnel, as words and as files, out."""

from datetime import date
from pathlib import Path

from corecase.core.errors import InputError
from corecase.documents import charts, formats, funnel_page
from corecase.exchange.service_scores import read_service_scores
from corecase.pipelines.render import write_all
from corecase.statistics.funnel import Funnel, ServiceScore, funnel
from corecase.statistics.funnel_limits import Dispersion

FORMATS = ("html", "pdf")


def funnel_of(
    path: Path,
    *,
    label: str,
    as_at: date,
    dispersion: Dispersion = Dispersion.ADDITIVE,
    sheet: str | None = None,
) -> Funnel:
    """The funnel of the services in a file. Raises InputError as its file or the method asks."""
    return funnel(
        (
            ServiceScore(
                service=row.service,
                n_cases=row.n_cases,
                share=float(row.share),
                standard_error=float(row.standard_error),
            )
            for row in read_service_scores(path, sheet=sheet)
        ),
        label=label,
        as_at=as_at,
        dispersion=dispersion,
    )


def write(found: Funnel, out: Path, *, marked: str = "") -> tuple[Path, ...]:
    """Writes funnel.html, funnel.pdf and funnel.svg; all of them, or none when one fails.

    Raises InputError for a folder that is a file, and for a name that no format can hold.
    """
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file; name a folder to write the funnel into.")
    made = funnel_page.document(found, marked=marked)
    content = {f"funnel.{name}": data for name, data in formats.render(made, FORMATS).items()}
    return write_all(out, content | {"funnel.svg": charts.svg(funnel_page.chart_of(made))})
