"""Any file of rows into a table: told apart by its name and checked against its content."""

from pathlib import Path

from corecase.core.errors import InputError
from corecase.exchange.delimited import read_delimited
from corecase.exchange.file_content import content_of
from corecase.exchange.limits import OWN, Limits
from corecase.exchange.tables import Table
from corecase.exchange.workbooks import Suits, read_workbook

MAX_BYTES = 200 * 2**20

_KINDS = {
    ".csv": "CSV",
    ".tsv": "CSV",
    ".txt": "CSV",
    ".xlsx": "XLSX",
    ".ods": "ODS",
    ".parquet": "Parquet",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(
    path: str | Path,
    *,
    sheet: str | None = None,
    suits: Suits,
    max_bytes: int = MAX_BYTES,
    limits: Limits = OWN,
) -> Table:
    """The table in a CSV, XLSX, ODS or Parquet file.

    `suits` picks the sheet when a workbook has several and none is named. Raises InputError,
    in one sentence that says what to do, when the file is missing, empty, larger than
    `max_bytes` or `limits`, of another kind than its name says, or cannot be read.
    """
    path = Path(path)
    source = path.name
    data = _bytes(path, max_bytes)
    kind = _kind(path, data)
    if kind in ("XLSX", "ODS"):
        return read_workbook(data, source, sheet=sheet, suits=suits, limits=limits)
    if sheet is not None:
        raise InputError(f"{source} is a {kind} file and has no sheets; leave the sheet out.")
    if kind == "Parquet":
        # Its library takes longer to import than all the others; few files need it.
        from corecase.exchange.parquet import read_parquet

        return read_parquet(data, source, limits)
    return read_delimited(data, source, limits)


def _bytes(path: Path, max_bytes: int) -> bytes:
    data = content_of(path, most=max_bytes)
    if len(data) > max_bytes:
        raise InputError(
            f"{path.name} is larger than {max_bytes // 2**20} MB; save only the rows you need."
        )
    if not data.strip():
        raise InputError(f"{path.name} is empty; it needs a row of headings and rows below it.")
    return data


def _kind(path: Path, data: bytes) -> str:
    suffix, name = path.suffix.lower(), path.name
    if suffix == ".xlsm":
        raise InputError(f"{name} may contain macros; save it as XLSX, without them.")
    if suffix == ".xls" or data.startswith(_OLE):
        raise InputError(
            f"{name} is an old workbook, or one protected by a password; open it, remove the "
            "password and save it as XLSX."
        )
    named = _KINDS.get(suffix)
    if named is None:
        raise InputError(
            f"{name} is not a kind of file that can be read; save it as CSV, XLSX, ODS or Parquet."
        )
    found = _found(data)
    if found != named:
        raise InputError(
            f"{name} is named as {named} but holds {found}; save it as {named}, or correct the "
            "ending of its name."
        )
    return named


def _found(data: bytes) -> str:
    if data.startswith((b"PAR1", b"PARE")):
        return "Parquet"
    if not data.startswith(b"PK\x03\x04"):
        return "CSV"
    # An ODS file has its media type, uncompressed, as its first member.
    return "ODS" if b"opendocument.spreadsheet" in data[:200] else "XLSX"
