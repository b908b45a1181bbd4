"""A service's own judgements out: long form under pseudonyms, with what each column means.

One row is one judgement. The file names no case, no case manager and no assessor.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from corecase.core.frameworks import Framework
from corecase.core.judgements import Judgements
from corecase.core.own_inspections import NOTICE
from corecase.core.pseudonyms import pseudonyms

COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "source": "Whose judgements these are; the same words in every row.",
        "service": "Name of the service that judged itself.",
        "self_inspection": "Code of the self-inspection.",
        "kind": "Mini-inspection, thematic review or quarterly audit.",
        "began_on": "First day of the work, as year-month-day; empty where it is not known.",
        "framework": "Identifier of the framework that was judged by.",
        "framework_edition": "Edition of that framework.",
        "case": "Pseudonym of the case: the same within this export, and only there unless "
        "pseudonyms were asked for that stay the same.",
        "criterion": "Number of the criterion in the framework.",
        "criterion_title": "Title of the criterion.",
        "item": "Identifier of the question.",
        "question": "The question.",
        "answer": "SUFFICIENT, INSUFFICIENT or NOT_APPLICABLE. A question nobody answered has no "
        "row. Where two judged the case, the answer they agreed on.",
        "known_but_not_recorded": "1 where the case manager knew it and the file did not show it, "
        "else 0.",
        "service_value": "The level in the file, where a question compares two levels; else empty.",
        "assessor_value": "The level that the assessor found, in the same way.",
        "scored": "1 where the question stands in scores, else 0.",
    }
)
"""Every column in order and what it means: the data dictionary."""

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """One self-inspection with its judgements."""

    code: str
    service: str
    kind: str
    began_on: str
    framework: Framework
    judgements: Judgements


def rows_of(works: Iterable[OwnWork], key: str) -> Rows:
    """One row for each judgement, by self-inspection, pseudonym and question.

    The order of cases is that of their pseudonyms, so that it says nothing either.
    """
    listed = tuple(works)
    named = pseudonyms({ref for work in listed for ref in work.judgements.by_case}, key)
    return tuple(row for work in listed for row in sorted(_rows(work, named)))


def _rows(work: OwnWork, named: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    of = work.framework
    items = {item.id: item for item in of.items}
    for one in work.judgements:
        item = items[one.item_id]
        criterion = of.criterion(item.criterion)
        yield (
            *(NOTICE, work.service, work.code, work.kind, work.began_on, of.id, of.edition),
            *(named[one.case_id], criterion.number, criterion.title, item.id, item.question),
            *(one.answer.value, str(int(one.known_but_not_recorded))),
            *(one.service_value or "", one.assessor_value or "", str(int(item.scored))),
        )


def csv_files(rows: Rows) -> bytes:
    """A ZIP file of two CSV files: the judgements and the data dictionary."""
    return _zipped(
        {"judgements.csv": _csv(tuple(COLUMNS), rows), "data-dictionary.csv": _meaning()}
    )


def parquet_files(rows: Rows) -> bytes:
    """A ZIP file of the judgements as Parquet and the data dictionary as CSV."""
    columns = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}
    out = io.BytesIO()
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    pq.write_table(pa.table(columns, schema=schema), out)
    return _zipped({"judgements.parquet": out.getvalue(), "data-dictionary.csv": _meaning()})


def _meaning() -> bytes:
    return _csv(("column", "meaning"), tuple(COLUMNS.items()))


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # A fixed day: the same judgements give the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
