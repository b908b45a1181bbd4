"""YAML into any model: what it lacks and what it has too much, with lines."""

from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field

from corecase.core.errors import InputError, ManyProblems
from corecase.exchange import yaml_files
from corecase.exchange.yaml_files import parse_file
from tests.made_files import write_text


class Visit(BaseModel):
    model_config = ConfigDict(extra="forbid")
    on: date
    notes: list[str] = []


class Diary(BaseModel):
    model_config = ConfigDict(extra="forbid")
    service: str
    first: Visit | None = None
    visits: list[Visit] = []
    names: dict[str, str] = {}
    days: Annotated[int, Field(ge=0)] = 0


def test_a_model_is_read(tmp_path: Path) -> None:
    path = write_text(tmp_path / "d.yaml", "service: Invented", "visits:", "- {'on': 2010-01-31}")
    visit = Visit(on=date(2010, 1, 31))
    assert parse_file(path, Diary) == Diary(service="Invented", visits=[visit])


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "d.yaml",
        "first: {'on': soon}",
        "visits:",
        "- 'on': 2010-01-31",
        "  note: x",
        "- tomorrow",
        "names:",
        "  a: 1",
    )
    with pytest.raises(ManyProblems) as raised:
        parse_file(path, Diary)
    assert raised.value.source == "d.yaml"
    assert sorted(str(problem) for problem in raised.value.problems) == [
        "line 1, first.on: 'soon' has to be a date such as 2010-01-31",
        "line 1, service: is missing",
        "line 4, visits[0].note: 'x' is not a field here; the fields are on, notes",
        "line 5, visits[1]: 'tomorrow' has to be a mapping of fields",
        "line 7, names.a: '1' has to be text; put it in quotes",
    ]


def test_a_fault_without_words_of_ours_keeps_its_own(tmp_path: Path) -> None:
    path = write_text(tmp_path / "d.yaml", "service: x", "days: -1")
    with pytest.raises(ManyProblems) as raised:
        parse_file(path, Diary)
    assert raised.value.problems[0].reason.startswith("is not accepted: ")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    with pytest.raises(InputError, match="check the name and the folder"):
        parse_file(missing, Diary)
    with pytest.raises(InputError, match="is a folder"):
        parse_file(tmp_path, Diary)
    with pytest.raises(InputError, match="check that you may read it"):
        parse_file(tmp_path / ("x" * 300), Diary)


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_bytes(b"#" * (yaml_files.MAX_BYTES + 1))
    with pytest.raises(InputError, match="larger than 5 MB; split it"):
        parse_file(path, Diary)
