"""Findings out for a person to accept or edit, and in again, as YAML."""

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import SMALL_BASE, Finding, Kept, marked
from corecase.exchange.yaml_files import parse_file
from corecase.exchange.yaml_writing import written

_HEAD = """\
# Each paragraph waits for a person: set its status to accepted, or change the text and set it
# to edited. [[KEY|words]] ties words to a figure: keep the key, choose words that are true of it.
# The figures are those the text was written on. Where the data has changed since, the report says
# so until you have looked and deleted the line of that figure here. A paragraph marked small_base
# rests on fewer than five persons: to accept or edit it is to confirm that it may be printed.
# Status dropped leaves a paragraph out of the report and keeps it here; a paragraph that you delete
# here comes back as a draft. A note is for you: it is kept and never printed.
"""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    criterion: str
    kind: Literal["strength", "area"]
    status: Literal["drafted", "accepted", "edited", "dropped"]
    text: str
    figures: dict[str, str] | None = None
    evidence: str = ""
    small_base: bool = False
    note: str = ""
    draft: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    findings: list[_Row]


def read(path: Path) -> tuple[Kept, ...]:
    """What a person kept: accepted, edited and dropped paragraphs, drafts with a note or new words.

    A draft that nobody touched is left out, so that it follows the data.
    """
    rows = parse_file(path, _File).findings
    return tuple(
        _kept(path, row) for row in rows if row.status != "drafted" or _touched(row) or row.note
    )


def write(path: Path, findings: tuple[Finding, ...]) -> None:
    """Writes the findings; what stood there before is replaced in one step."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(_text([_row(finding) for finding in findings]), encoding="utf-8")
    beside.replace(path)


def text_of(kept: tuple[Kept, ...]) -> str:
    """A file of what a person kept, which `read` reads back; the same text for the same values.

    A draft without a note keeps nothing and is left out.
    """
    return _text([_kept_row(k) for k in kept if k.status != "drafted" or k.note])


def _text(rows: list[dict[str, object]]) -> str:
    return _HEAD + written({"findings": rows})


def _kept_row(kept: Kept) -> dict[str, object]:
    row: dict[str, object] = {
        "id": kept.id,
        "criterion": kept.criterion,
        "kind": kept.kind,
        "status": kept.status,
        "text": kept.text,
    }
    if kept.figures:
        row["figures"] = {key: _written(figure) for key, figure in kept.figures.items()}
    if kept.evidence:
        row["evidence"] = kept.evidence
    if any(0 < figure.out_of < SMALL_BASE for figure in kept.figures.values()):
        row["small_base"] = True
    return row | {"note": kept.note, "draft": _digest(kept.text)}


def _row(finding: Finding) -> dict[str, object]:
    text = marked(finding)
    figures = {n.key: _written(finding.written_on.get(n.key, n.figure)) for n in finding.numbers}
    row: dict[str, object] = {
        "id": finding.id,
        "criterion": finding.criterion,
        "kind": finding.kind,
        "status": finding.status,
        "text": text,
    }
    if figures:
        row["figures"] = figures
    if finding.evidence:
        row["evidence"] = finding.evidence
    if finding.has_small_base:
        row["small_base"] = True
    row["note"] = finding.note
    row["draft"] = _digest(text)
    return row


def _written(figure: Figure) -> str:
    return f"{figure.count}/{figure.out_of}"


def _kept(path: Path, row: _Row) -> Kept:
    figures = row.figures or {}
    return Kept(
        id=row.id,
        criterion=row.criterion,
        kind=row.kind,
        text=row.text,
        status="edited" if row.status == "drafted" and _touched(row) else row.status,
        figures={key: _figure(path, row.id, key, said) for key, said in figures.items()},
        evidence=row.evidence,
        note=row.note,
    )


def _figure(path: Path, row_id: str, key: str, said: str) -> Figure:
    count, _, out_of = said.partition("/")
    try:
        return Figure(count=int(count), out_of=int(out_of))
    except ValueError:
        raise InputError(
            f"{path.name}: finding {row_id} gives {said!r} for {key}; write it as 37/38."
        ) from None


def _touched(row: _Row) -> bool:
    return _digest(row.text) != row.draft


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
