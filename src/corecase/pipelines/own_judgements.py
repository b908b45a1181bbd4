"""Folders of self-inspections in; a service's own judgements in long form, pseudonymised, out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from corecase.core.errors import InputError
from corecase.documents.sheets import plain_workbook
from corecase.exchange import own_judgements
from corecase.exchange.own_judgements import OwnWork, Rows
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import write_all

FORMS: Final = {
    "csv": "CSV files in a ZIP file",
    "xlsx": "Workbook",
    "parquet": "Parquet in a ZIP file",
}
"""The forms of the file, in words."""


def written(form: str, lines: Rows) -> tuple[str, bytes]:
    """The name of the file and its content: judgements with their data dictionary."""
    if form == "xlsx":
        columns = own_judgements.COLUMNS
        meaning = (("column", "meaning"), *columns.items())
        sheets = {"judgements": (tuple(columns), *lines), "data dictionary": meaning}
        return "own-judgements.xlsx", plain_workbook(sheets)
    made = own_judgements.csv_files if form == "csv" else own_judgements.parquet_files
    return f"own-judgements-{form}.zip", made(lines)


def export(folders: Sequence[Path], out: Path, *, form: str, key: str) -> tuple[Path, int]:
    """Writes the judgements of these folders as one file: its path, and how many they are.

    A case has the same pseudonym wherever its reference and `key` are the same. Raises InputError
    for a folder that cannot be read, two of one name, and none in which anything is judged.
    """
    names = [folder.resolve().name for folder in folders]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"Two folders are called {name}; rename one, so that rows tell which.")
    lines = own_judgements.rows_of(map(_work, folders), key)
    if not lines:
        raise InputError("Nothing is judged in these folders yet.")
    name, content = written(form, lines)
    (path,) = write_all(out, {name: content})
    return path, len(lines)


def _work(folder: Path) -> OwnWork:
    read = read_folder(folder)
    return OwnWork(
        code=folder.resolve().name,
        service=read.inspection.service,
        # A folder does not say which kind it was, nor its first day as a day.
        kind="",
        began_on="",
        framework=read.judged.framework,
        judgements=read.judged.judgements,
    )
