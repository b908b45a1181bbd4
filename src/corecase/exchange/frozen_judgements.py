"""The judgements of a version, out of the folder that it was made of, without making values."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from corecase.core.errors import InputError
from corecase.core.judgements import Answer
from corecase.exchange import inspection_folders

ANSWERS: Final = MappingProxyType({answer.words: answer for answer in Answer})
"""As the folders write them; an empty cell is unanswered."""

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenJudgements:
    """The text of a version's framework, its cases with their attributes, and their answers.

    Both are by case; `answers` then by item, without those that are unanswered.
    """

    framework_text: str
    attributes: Mapping[str, Mapping[str, str]]
    answers: Mapping[str, Answers]


def frozen(folder: bytes) -> FrozenJudgements:
    """What stands in the archive of an inspection's folder, as the site wrote it.

    It was read and checked when the report was made. Raises InputError where it is damaged or
    holds no judgements, framework or known answer.
    """
    files = inspection_folders.contents(folder)
    if inspection_folders.FRAMEWORK not in files:
        raise InputError("The inspection's archive holds no framework; make it again.")
    try:
        return _read(files)
    except (ValueError, csv.Error) as error:
        raise InputError("The inspection's archive is damaged; make it again.") from error


def _read(files: Mapping[str, bytes]) -> FrozenJudgements:
    answers: dict[str, dict[str, Answer]] = {}
    for row in _rows(files, "judgements.csv"):
        case, item, written = row[:3]
        given = answers.setdefault(case, {})
        if written:
            try:
                given[item] = ANSWERS[written]
            except KeyError:
                raise InputError(f"{written!r} is no answer; make the archive again.") from None
    if not answers:
        raise InputError("The inspection's archive holds no case; make it again.")
    return FrozenJudgements(
        framework_text=files[inspection_folders.FRAMEWORK].decode("utf-8"),
        attributes=dict(_cases(files)),
        answers=answers,
    )


def _cases(files: Mapping[str, bytes]) -> Iterator[tuple[str, Mapping[str, str]]]:
    rows = _rows(files, "cases.csv", with_heading=True)
    names = next(rows, [])[1:]
    for case, *values in rows:
        yield case, dict(zip(names, values, strict=True))


def _rows(
    files: Mapping[str, bytes], name: str, *, with_heading: bool = False
) -> Iterator[list[str]]:
    """The rows of a file, of an invented inspection too; none where it is not there."""
    data = files.get(name, files.get(f"synthetic-{name}", b""))
    rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    if not with_heading:
        next(rows, None)
    return rows
