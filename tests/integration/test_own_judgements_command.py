"""`corecase own-judgements` as it is typed: folders in, one file under pseudonyms out."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
import python_calamine

from corecase.cli import exits
from corecase.core.own_inspections import NOTICE
from tests.integration.test_calibrate_command import folder
from tests.terminal import Terminal


def rows(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as made:
        (name,) = [one for one in made.namelist() if "dictionary" not in one]
        return list(csv.DictReader(io.StringIO(made.read(name).decode("utf-8-sig"))))


def test_judgements_of_several_folders_are_one_file_without_a_case(
    tmp_path: Path, terminal: Terminal
) -> None:
    first, second = folder(tmp_path / "one", "SS", "SI"), folder(tmp_path / "two", "II")
    said = terminal.run("own-judgements", first, second, "-o", tmp_path / "out")
    assert NOTICE in said.out
    assert "(6 judgements)" in said.out
    found = rows(tmp_path / "out" / "own-judgements-csv.zip")
    assert {(row["self_inspection"], row["service"]) for row in found} == {
        ("one", "Anytown"),
        ("two", "Anytown"),
    }
    assert sorted(row["answer"] for row in found) == ["INSUFFICIENT"] * 3 + ["SUFFICIENT"] * 3
    assert not [row for row in found if "one1" in row.values()]


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_it_is_written_in_other_forms(form: str, tmp_path: Path, terminal: Terminal) -> None:
    own = folder(tmp_path / "own", "SS")
    made = terminal.run("own-judgements", own, "-o", tmp_path, "--form", form, "--json").data
    assert made["judgements"] == 2
    path = Path(str(made["file"]))
    if form == "xlsx":
        assert python_calamine.CalamineWorkbook.from_path(path).sheet_names == [
            "judgements",
            "data dictionary",
        ]
    else:
        assert zipfile.is_zipfile(path)


def test_pseudonyms_stay_only_under_a_kept_secret(tmp_path: Path, terminal: Terminal) -> None:
    own, secret = folder(tmp_path / "own", "SS"), tmp_path / "secret"
    secret.write_text("an invented secret", encoding="utf-8")

    def case(*options: object) -> str:
        terminal.run("own-judgements", own, "-o", tmp_path, *options)
        return rows(tmp_path / "own-judgements-csv.zip")[0]["case"]

    kept = case("--key-file", secret)
    assert case("--key-file", secret) == kept
    assert case() != kept
    assert case() != case()
    for short in (b"", b"short \n" + b" " * 20):
        secret.write_bytes(short)
        refused = terminal.run("own-judgements", own, "-o", tmp_path, "--key-file", secret)
        assert (refused.code, "at least 16 characters" in refused.err) == (exits.INPUT, True)


def test_what_cannot_be_exported_is_said(tmp_path: Path, terminal: Terminal) -> None:
    own = folder(tmp_path / "own", "SS")
    (tmp_path / "other").mkdir()
    again = folder(tmp_path / "other" / "own", "SS")
    twice = terminal.run("own-judgements", own, again, "-o", tmp_path)
    assert twice.code == exits.INPUT
    assert "Two folders are called own" in twice.err
    nothing = terminal.run("own-judgements", folder(tmp_path / "none", ","), "-o", tmp_path)
    assert nothing.code in (exits.INPUT, exits.INCOMPLETE)
