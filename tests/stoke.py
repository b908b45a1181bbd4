"""The screening of 2013, reconstructed once for the tests that ask about it."""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from corecase.documents.inspection_report import Report
from corecase.pipelines.read import read_folder
from corecase.pipelines.reconstruct import reconstruct_folder
from corecase.pipelines.render import report_of

REFERENCE = files("corecase") / "data" / "reference" / "stoke-2013"
SEED = 2013


def make(folder: Path) -> Path:
    """The folder of the reconstructed screening."""
    with as_file(REFERENCE) as reference:
        reconstruct_folder("sqs-2013", reference, folder, seed=SEED)
    return folder


@cache
def report() -> Report:
    """The content of its letter."""
    with TemporaryDirectory() as made:
        return report_of(read_folder(make(Path(made) / "stoke")))
