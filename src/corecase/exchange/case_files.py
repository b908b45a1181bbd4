"""Judgements and cases into the CSV files that `judgements` and `cases` read back."""

import csv
import io
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
    _write(path, judgements_text(judgements))


def judgements_text(judgements: Judgements) -> str:
    """What `write_judgements` writes."""
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
    return _text(_JUDGEMENT_COLUMNS, rows)


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """One row for each case, with a column for every attribute that any case has."""
    _write(path, cases_text(cases))


def cases_text(cases: Sequence[Case]) -> str:
    """What `write_cases` writes."""
    names = list(dict.fromkeys(name for case in cases for name in case.attributes))
    rows = ((case.id, *(case.attributes.get(name, "") for name in names)) for case in cases)
    return _text(("case_id", *names), rows)


def _text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
