"""A document as one HTML file: the accessible master, with nothing loaded from elsewhere.

Style sheet, typefaces and pictures are inside the file. It runs no script and says so in its
own policy, which allows the one style sheet by its hash.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from corecase.documents import charts
from corecase.documents.model import Chart, Document, Table

_HERE = Path(__file__).parent
_COLUMN_STEP = 5
# Tables of many columns need a wide page, on the screen and in print.
_LANDSCAPE = (
    "@page{size:A4 landscape}.cover,.notice,main,.foot{max-width:96rem}"
    "@media screen{.wide{min-width:72rem}}"
)


def render(document: Document) -> bytes:
    """The document as one self-contained HTML file in UTF-8."""
    style = _style() + (_LANDSCAPE if document.landscape else "")
    page = (
        _templates()
        .get_template("report.html.jinja")
        .render(
            document=document,
            style=Markup(style),  # noqa: S704 - the project's own style sheet
            policy=_policy(style),
        )
    )
    return page.encode("utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _style() -> str:
    return (_HERE / "assets" / "report.css").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["picture"] = _picture
    environment.filters["columns"] = _columns
    return environment


def _picture(chart: Chart) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(charts.svg(chart)).decode("ascii")


def _columns(table: Table) -> list[str]:
    """The class of each column's width; none where a table leaves its widths to the page."""
    whole = sum(table.widths)
    return [f"w{round(100 * w / whole / _COLUMN_STEP) * _COLUMN_STEP}" for w in table.widths]
