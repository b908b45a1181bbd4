"""docs/images/report-page.png: one page of the demonstration's report, as it is today."""

from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL.Image import Dither, Image

from corecase.documents import formats
from corecase.documents.inspection_report import build
from corecase.pipelines.demo import REFERENCE, SEED, reconstruct_folder
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import report_of

SHOWN = ("1.1 Risk of Harm to others (RoH)", "Strengths")
"""Words of the page that is shown: one criterion with its score and its findings."""

SCALE = 1.5
"""Pixels for each point of the page: 893 across an A4 page."""


def report_pdf() -> bytes:
    """The demonstration's report as PDF."""
    with as_file(REFERENCE) as reference, TemporaryDirectory() as made:
        folder = Path(made) / "hartlepool"
        reconstruct_folder("cci-2009", reference, folder, seed=SEED)
        document = build(report_of(read_folder(folder)))
    return formats.render(document, ("pdf",))["pdf"]


def picture() -> Image:
    """The page as a picture, in few colours so that the file stays small.

    Raises LookupError where no page holds the words of `SHOWN`.
    """
    pdf = pypdfium2.PdfDocument(report_pdf())
    try:
        for page in pdf:
            text = page.get_textpage().get_text_bounded()
            if all(words in text for words in SHOWN):
                return page.render(scale=SCALE).to_pil().quantize(colors=64, dither=Dither.NONE)
    finally:
        pdf.close()
    raise LookupError("no page of the report shows the criterion; choose other words")
