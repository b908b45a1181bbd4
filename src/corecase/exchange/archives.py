"""Workbooks are zip archives: unpacked here within limits, before a reader sees them.

What a reader is given is packed again from what was checked, so that two programs that
understand the same archive differently cannot matter.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from corecase.core.errors import InputError
from corecase.exchange.limits import OWN

MAX_MEMBERS = 5_000
MAX_RATIO = 250
"""Deflate reaches about 1000 to 1, and only on nonsense; sheets stay under 100 to 1."""

_CHUNK = 2**16
_RATIO_COUNTS_FROM = 4 * 2**20
_READ = (".xml", ".rels")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MACROS = "vbaproject.bin"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


def unpack(data: bytes, source: str, limit: int = OWN.n_bytes) -> dict[str, bytes]:
    """The XML members of an archive, by name; pictures and other members are not unpacked.

    What the archive declares of its sizes is not trusted: reading stops at `limit` bytes in
    all, and where a member swells as only a bomb does. Raises InputError for these, for a
    damaged or encrypted archive, macros, and an archive inside the archive.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_directory(archive.infolist(), source)
            return dict(_members(archive, source, limit))
    except _BROKEN as error:
        raise InputError(
            f"{source} is damaged and cannot be opened; open it in a spreadsheet program "
            "and save it again."
        ) from error


def pack(members: Mapping[str, bytes]) -> BytesIO:
    """An archive of these members, uncompressed, to hand to a reader."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed


def _check_directory(entries: list[zipfile.ZipInfo], source: str) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MAX_MEMBERS or len(set(names)) < len(names):
        raise _not_a_workbook(source)
    if any(name.lower().endswith(_MACROS) for name in names):
        raise InputError(f"{source} contains macros; save it as XLSX, without them.")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise InputError(f"{source} is protected by a password; remove it and save the file again.")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise _not_a_workbook(source)


def _members(archive: zipfile.ZipFile, source: str, left: int) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        if not entry.filename.lower().endswith((*_READ, "mimetype")):
            _check_is_no_archive(archive, entry, source)
            continue
        content = _read(archive, entry, left, source)
        left -= len(content)
        yield entry.filename, content


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, source: str) -> bytes:
    content = bytearray()
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            content += chunk
            swollen = len(content) > MAX_RATIO * max(entry.compress_size, 1)
            if len(content) > left or (swollen and len(content) > _RATIO_COUNTS_FROM):
                raise _too_large(source)
    return bytes(content)


def _check_is_no_archive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: str) -> None:
    with archive.open(entry) as stream:
        if stream.read(4) == b"PK\x03\x04":
            raise InputError(
                f"{source} contains another archive ({entry.filename}); remove the embedded "
                "file and save it again."
            )


def _too_large(source: str) -> InputError:
    return InputError(
        f"{source} unpacks to more than a sheet of judgements can need; save only the rows "
        "you need in a new workbook."
    )


def _not_a_workbook(source: str) -> InputError:
    return InputError(
        f"{source} is not built like a workbook; open it in a spreadsheet program and save "
        "it as XLSX or ODS."
    )
