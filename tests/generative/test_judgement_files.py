"""The two layouts hold the same judgements, and no bytes bring anything but a sentence."""

import csv
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corecase.core.errors import InputError
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.exchange.judgements import read
from tests.made_files import ods_table, small_framework, write_ods, write_xlsx

FRAMEWORK = small_framework()
PLAIN = [item.id for item in FRAMEWORK.items if not item.levels]
CASE_IDS = st.from_regex(r"[A-Z]{1,2}[0-9]{1,4}", fullmatch=True)
LEVELS = st.sampled_from(["Low", "High"])
Rows = list[list[str]]

on_files = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def compared(case_id: str, service: str, assessor: str) -> Judgement:
    return Judgement(
        case_id=case_id,
        item_id="T-V01",
        answer=Answer.SUFFICIENT if service == assessor else Answer.INSUFFICIENT,
        service_value=service,
        assessor_value=assessor,
    )


@st.composite
def all_judgements(draw: st.DrawFn) -> Judgements:
    cases = draw(st.lists(CASE_IDS, min_size=1, max_size=6, unique=True))
    made = []
    for case_id in cases:
        for item_id in PLAIN:
            answer = draw(st.none() | st.sampled_from(Answer))
            if answer:
                mark = draw(st.booleans())
                made.append(
                    Judgement(
                        case_id=case_id,
                        item_id=item_id,
                        answer=answer,
                        known_but_not_recorded=mark,
                    )
                )
        levels = draw(st.none() | st.tuples(LEVELS, LEVELS))
        if levels:
            made.append(compared(case_id, *levels))
    return Judgements.of(made, cases=cases)


def long_rows(judgements: Judgements) -> Rows:
    rows = [["case_id", "item_id", "answer", "KNR", "service_value", "assessor_value"]]
    for case_id, answers in judgements.by_case.items():
        for item in FRAMEWORK.items:
            found = answers.get(item.id)
            rows.append([case_id, item.id, *(cells(found) if found else [""] * 4)])
    return rows


def cells(judgement: Judgement) -> list[str]:
    mark = "yes" if judgement.known_but_not_recorded else ""
    levels = [judgement.service_value or "", judgement.assessor_value or ""]
    return [judgement.answer.words, mark, *levels]


def wide_rows(judgements: Judgements) -> Rows:
    rows = [["case_id", *PLAIN, "V01/service", "V01/assessor"]]
    for case_id, answers in judgements.by_case.items():
        row = [case_id]
        for item_id in PLAIN:
            found = answers.get(item_id)
            mark = "*" if found and found.known_but_not_recorded else ""
            row.append(found.answer.words + mark if found else "")
        found = answers.get("T-V01")
        row += [(found and found.service_value) or "", (found and found.assessor_value) or ""]
        rows.append(row)
    return rows


def as_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def as_xlsx(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    return write_xlsx(path, {"J": rows})


def as_ods(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    return write_ods(path, ods_table(rows))


@on_files
@given(judgements=all_judgements())
@pytest.mark.parametrize(
    ("name", "write"), [("j.csv", as_csv), ("j.xlsx", as_xlsx), ("j.ods", as_ods)]
)
def test_long_and_wide_hold_the_same(
    tmp_path: Path, name: str, write: Callable[[Path, Rows], Path], judgements: Judgements
) -> None:
    long = read(write(tmp_path / name, long_rows(judgements)), FRAMEWORK).judgements
    wide = read(write(tmp_path / name, wide_rows(judgements)), FRAMEWORK).judgements
    assert long == wide == judgements
    assert long.case_ids == wide.case_ids == judgements.case_ids


EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)),
    min_size=1,
    max_size=6,
)


def edited(content: bytes, edits: list[tuple[float, bytes]]) -> bytes:
    changed = bytearray(content)
    for place, piece in edits:
        start = int(place * len(changed))
        changed[start : start + len(piece)] = piece
    return bytes(changed)


def refused_or_read(path: Path) -> None:
    """Reading ends with judgements or with a sentence, and with nothing else."""
    said = "."
    try:
        read(path, FRAMEWORK)
    except InputError as error:
        said = str(error)
    assert said.endswith(".")


ROWS = [["case_id", "R01", "R02"], ["A1", "S", "I"], ["A2", "N/A", ""]]


@on_files
@given(content=st.binary(max_size=300), name=st.sampled_from(["j.csv", "j.xlsx", "j.parquet"]))
@example(content=b"PK\x03\x04", name="j.xlsx")
@example(content=b"PAR1", name="j.parquet")
@example(content=b"case_id,R01\n\x00", name="j.csv")
def test_any_bytes_are_refused_or_read(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    refused_or_read(tmp_path / name)


@on_files
@given(edits=EDITS, member=st.integers(0, 9))
@pytest.mark.parametrize(("name", "write"), [("j.xlsx", as_xlsx), ("j.ods", as_ods)])
def test_a_workbook_edited_inside_is_refused_or_read(
    tmp_path: Path,
    name: str,
    write: Callable[[Path, Rows], Path],
    edits: list[tuple[float, bytes]],
    member: int,
) -> None:
    path = write(tmp_path / name, ROWS)
    with zipfile.ZipFile(path) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    spoilt = list(members)[member % len(members)]
    members[spoilt] = edited(members[spoilt], edits)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n, content in members.items():
            archive.writestr(n, content)
    path.write_bytes(packed.getvalue())
    refused_or_read(path)


@on_files
@given(edits=EDITS)
@pytest.mark.parametrize(("name", "write"), [("j.xlsx", as_xlsx), ("j.csv", as_csv)])
def test_a_file_edited_outside_is_refused_or_read(
    tmp_path: Path,
    name: str,
    write: Callable[[Path, Rows], Path],
    edits: list[tuple[float, bytes]],
) -> None:
    path = write(tmp_path / name, ROWS)
    path.write_bytes(edited(path.read_bytes(), edits))
    refused_or_read(path)
