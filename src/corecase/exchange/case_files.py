"""Judgements and cases into the CSV files that `judgements` and `cases` read back."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from corecase.core.cases import Case
from corecase.core.judgements import Judgements

_JUDGEMENT_COLUMNS = (
    "case_id",
    "item_id",
    "answer",
    "known_but_not_recorded",
    "service_value",
    "assessor_value",
)


def write_judgements(path: Path, judgements: Judgements) -> None:
    """One row for each judgement, in case order; the same bytes for the same judgements."""
    rows = (
        (
            j.case_id,
            j.item_id,
            j.answer.words,
            "yes" if j.known_but_not_recorded else "",
            j.service_value or "",
            j.assessor_value or "",
        )
        for j in judgements
    )
    _write(path, _JUDGEMENT_COLUMNS, rows)


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """One row for each case, with a column for every attribute that any case has."""
    names = list(dict.fromkeys(name for case in cases for name in case.attributes))
    rows = ((case.id, *(case.attributes.get(name, "") for name in names)) for case in cases)
    _write(path, ("case_id", *names), rows)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
