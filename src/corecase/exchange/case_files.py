"""Judgements and cases into the CSV files that `judgements` and `cases` read back."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from corecase.core.cases import Case
from corecase.core.judgements import Judgement, Judgements

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


def judgements_text(judgements: Judgements, *, first_item: str = "") -> str:
    """What `write_judgements` writes.

    With `first_item` a case without any answer has a row too, where that item is unanswered.
    """
    rows: list[Sequence[str]] = []
    for case_id, answers in judgements.by_case.items():
        rows += (_cells(judgement) for judgement in answers.values())
        if first_item and not answers:
            rows.append((case_id, first_item, "", "", "", ""))
    return _text(_JUDGEMENT_COLUMNS, rows)


def _cells(judgement: Judgement) -> tuple[str, ...]:
    return (
        judgement.case_id,
        judgement.item_id,
        judgement.answer.words,
        "yes" if judgement.known_but_not_recorded else "",
        judgement.service_value or "",
        judgement.assessor_value or "",
    )


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """One row for each case, with a column for every attribute that any case has."""
    _write(path, cases_text(cases))


def cases_text(cases: Sequence[Case]) -> str:
    """What `write_cases` writes."""
    names = list(dict.fromkeys(name for case in cases for name in case.attributes))
    rows = ((case.id, *(case.attributes.get(name, "") for name in names)) for case in cases)
    return _text(("case_id", *names), rows)


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Any rows below the names of their columns; the same bytes for the same rows."""
    _write(path, _text(columns, rows))


def _text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
