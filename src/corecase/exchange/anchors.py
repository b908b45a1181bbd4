"""Heads of the audit's chains in a file: one line each, its chain, its sequence and its hash."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from corecase.core.audit import Head
from corecase.core.errors import InputError

LINE: Final = re.compile(r"([!-~]{1,100}) ([1-9]\d{0,17}) ([0-9a-f]{64})")


def add(file: Path, heads: Iterable[Head]) -> None:
    """Adds heads to a file, which may hold older ones."""
    with file.open("a", encoding="ascii") as written:
        written.writelines(f"{head.chain} {head.sequence} {head.hash}\n" for head in heads)


def read(file: Path) -> tuple[Head, ...]:
    """Every head that a file holds, in its order. Raises InputError for a line that is none."""
    heads = []
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{file} holds no heads; give a file of corecase audit anchor.") from error
    for number, line in enumerate(lines, start=1):
        found = LINE.fullmatch(line)
        if found is None:
            raise InputError(f"Line {number} of {file} is no head; give another copy of the file.")
        heads.append(Head(chain=found[1], sequence=int(found[2]), hash=found[3]))
    return tuple(heads)
