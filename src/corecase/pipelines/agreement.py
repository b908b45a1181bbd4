"""Judgements of two assessors or more in; how far they agree, and how strictly each judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.exchange import frameworks, judgements, readings
from corecase.statistics.double_marking import (
    ThreeQuestions,
    by_criterion,
    three_questions,
    units_of,
)
from corecase.statistics.readings import readings_of
from corecase.statistics.severity import Severity, severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How far assessors agree: over all, and by criterion in the framework's order."""

    framework: Framework
    by_assessor: Mapping[str, Judgements]
    overall: ThreeQuestions
    criteria: Mapping[str, ThreeQuestions]
    ignored_columns: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How strictly each of them judges. Raises InputError where that cannot be told."""
        return severity(readings_of(self.framework, self.by_assessor))


def compare(
    framework: str, first: Path, second: Path | None = None, *, sheet: str | None = None
) -> Compared:
    """The agreement in two files of judgements, or in one that says whose each judgement is.

    With two files the assessors are named for them. Raises InputError for files of one name,
    and where no case was judged by two.
    """
    asked = frameworks.load(framework)
    by_assessor, ignored = (
        _one_file(asked, first, sheet)
        if second is None
        else _two_files(asked, first, second, sheet)
    )
    units = units_of(asked, by_assessor.values())
    if not units.case_ids:
        raise InputError(
            "No question of a case was answered by two assessors; compare readings of the same "
            "cases."
        )
    return Compared(
        framework=asked,
        by_assessor=by_assessor,
        overall=three_questions(units),
        criteria=by_criterion(asked, units),
        ignored_columns=ignored,
    )


def _one_file(
    asked: Framework, path: Path, sheet: str | None
) -> tuple[Mapping[str, Judgements], tuple[str, ...]]:
    found = readings.read(path, asked, sheet=sheet)
    return found.by_assessor, found.ignored_columns


def _two_files(
    asked: Framework, first: Path, second: Path, sheet: str | None
) -> tuple[Mapping[str, Judgements], tuple[str, ...]]:
    if first.resolve() == second.resolve():
        raise InputError("Give two files: a reading always agrees with itself.")
    names = [path.stem for path in (first, second)]
    if names[0] == names[1]:
        names = [str(path) for path in (first, second)]
    files = [judgements.read(path, asked, sheet=sheet) for path in (first, second)]
    ignored = dict.fromkeys(column for file in files for column in file.ignored_columns)
    said = (file.judgements for file in files)
    return dict(zip(names, said, strict=True)), tuple(ignored)
