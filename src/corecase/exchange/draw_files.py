"""A draw as files: its case list, its record, its sample and its reserves."""

import csv
import io
import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from corecase.core.draw_records import from_record, to_bytes
from corecase.core.draws import Draw, Stratum
from corecase.core.errors import InputError
from corecase.core.frames import CASE_ID, Frame
from corecase.exchange.cases import read_cases

CASE_LIST, RECORD = "case-list.tsv", "draw.json"
SAMPLE, RESERVES = "sample.csv", "reserves.csv"

_ADDED = ("draw_position", "draw_stratum")
_MAX_RECORD_BYTES = 50 * 2**20


def read_frame(path: str | Path, *, sheet: str | None = None) -> Frame:
    """The frame in a file of cases: every attribute that any case has, by name.

    Reads what `read_cases` reads, a case list written by `write_draw` among them. Raises what
    that raises, and InputError for a cell that a case list cannot hold.
    """
    cases = read_cases(path, sheet=sheet)
    names = sorted({name for case in cases for name in case.attributes})
    return Frame.of(cases, names)


def read_frame_of(drawn: Draw, path: str | Path, *, sheet: str | None = None) -> Frame:
    """The frame of a recorded draw: the very case list that its record names, else a file of cases.

    A case list has columns in their own order, and some that no case fills, which a file of cases
    does not tell; so its bytes are known by their hash. Raises what `read_frame` raises.
    """
    path = Path(path)
    if path.is_file() and path.stat().st_size <= _MAX_RECORD_BYTES:
        content = path.read_bytes()
        if sha256(content).hexdigest() == drawn.frame_sha256:
            return Frame.from_content(content)
    return read_frame(path, sheet=sheet)


def read_record(path: str | Path) -> Draw:
    """The draw in a file of its record.

    Raises InputError where the file is no such record, or was changed after it was written.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(f"There is no file {path}; check the name of the record.")
    if path.stat().st_size > _MAX_RECORD_BYTES:
        raise InputError(f"{path.name} is too large for the record of a draw; choose another file.")
    try:
        record = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{path.name} is not the record of a draw; choose the file draw.json."
        ) from error
    if not isinstance(record, dict) or "form" not in record:
        raise InputError(f"{path.name} is not the record of a draw; choose the file draw.json.")
    try:
        return from_record(record)
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from error


def write_draw(folder: Path, frame: Frame, drawn: Draw) -> tuple[Path, ...]:
    """Writes the case list, the record, the sample and the reserves of a draw; their paths.

    The case list is the very bytes whose SHA-256 the record names. Raises InputError where the
    folder holds a record already, because a draw is made once, or is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; give the name of a folder for the draw.")
    if (folder / RECORD).exists():
        raise InputError(
            f"{folder} holds a draw already, and a draw is made once; choose another folder."
        )
    contents = {
        CASE_LIST: frame.content,
        SAMPLE: _listed(frame, [(group, group.sample) for group in drawn.groups]),
        RESERVES: _listed(frame, [(group, group.reserves) for group in drawn.groups]),
        RECORD: to_bytes(drawn),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in contents)


def _listed(frame: Frame, groups: Sequence[tuple[Stratum, tuple[str, ...]]]) -> bytes:
    """A row for each case, in order, with its place in its stratum and its attributes."""
    names = frame.columns[1:]
    values = frame.values(names)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((CASE_ID, *_ADDED, *names))
    for group, cases in groups:
        first = 1 if cases == group.sample else group.n_drawn + 1
        for position, case_id in enumerate(cases, start=first):
            writer.writerow((case_id, position, group.label, *values[case_id]))
    return out.getvalue().encode()
