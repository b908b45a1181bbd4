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
        "line 1, first, on: 'soon' has to be a date such as 2010-01-31",
        "line 1, service: is missing",
        "line 4, visits, entry 1: 'note' is not a field here; did you mean notes?",
        "line 5, visits, entry 2: 'tomorrow' has to be a mapping of fields; write {on: tomorrow}",
        "line 7, names, a: '1' has to be text; put it in quotes",
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


SLIPS = {
    "colon": ("a: x\nitems:\n- id: A\n  question: done: in time?", 4, "colon in the middle of a"),
    "colon in a topmost text": ("id: A\ntitle: Two: three", 2, "colon in the middle of a text"),
    "further right": ("id: A\n title: x", 2, "start it in the same column"),
    "further right in a row": ("- id: A\n   label: x", 2, "start it in the same column"),
    "further left in a row": ("- id: A\n label: x", 2, "start it in the same column"),
    "further left": ("  id: A\ntitle: x", 2, "start every field of the file in the same column"),
    "brace": ("a: x\nfinding: {share} had been\nlabel: x", 2, "with {; put the text in quotes"),
    "brace in a row": ("- id: a\n  finding: {share} of x", 2, "with {; put the text in quotes"),
    "bracket": ("a: x\nb: [c] d\ne: f", 2, "with [; put the text in quotes"),
    "lost dash": ("owners:\n- one\ntwo\n- three\n", 3, "a dash before it"),
    "lost colon": ("id: A\ntitle\nb: c", 2, "a colon after its name"),
    "tab": ("items:\n\t- id: A", 2, "with a tab; use spaces"),
    "tab in a text": ("id: A\nb: |\n\tc\n", 3, "with a tab; use spaces"),
    "colon in brackets": ("id: A\nb: [c:]", 2, "has a colon in the middle of a text"),
    "tab in a row": ("items:\n- id: A\n\tlabel: x", 3, "with a tab; use spaces"),
    "open quotation": ("id: A\nb: 'c\nd: e\nf: g", 2, "never closed; close it"),
    "apostrophe": ("id: A\nb: 'it's so'\nc: d", 2, "quotation marks of the other kind"),
    "open bracket": ("id: A\nb: [c, d\ne: f", 2, "bracket that is never closed"),
    "open brace": ("id: A\nb: {c: d\ne: f", 2, "bracket that is never closed"),
    "percent sign": ("id: A\nb: %c", 2, "begins a text with %; put the text in quotes"),
    "asterisk": ("id: A\nb: **c", 2, "begins a text with * or &; put the text in quotes"),
    "list behind a name": ("id: A\nb: - c\n- d", 2, "put each dash on a line of its own"),
    "greater than": ("id: A\nb: > c", 2, "begins a text with > or |; put the text in quotes"),
}


@pytest.mark.parametrize(("text", "line", "told"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_in_plain_words(tmp_path: Path, text: str, line: int, told: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_file(write_text(tmp_path / "d.yaml", text), Diary)
    assert str(raised.value).startswith(f"d.yaml: line {line} ")
    assert told in str(raised.value)
    assert str(raised.value).endswith(".")


def test_a_second_key_in_a_row_may_be_a_lost_dash(tmp_path: Path) -> None:
    path = write_text(tmp_path / "d.yaml", "visits:", "- 'on': 2010-01-31", "  'on': 2010-02-01")
    with pytest.raises(ManyProblems) as raised:
        parse_file(path, Diary)
    assert raised.value.problems[0].reason == (
        "is a key that line 2 has too; keep one of them, or begin a new entry with a dash"
    )


@pytest.mark.parametrize("written", ["2026-02-30", "'2026-02-30'"])
def test_a_day_that_is_not_is_told(tmp_path: Path, written: str) -> None:
    path = write_text(tmp_path / "d.yaml", "service: x", f"first: {{'on': {written}}}")
    with pytest.raises(ManyProblems) as raised:
        parse_file(path, Diary)
    (problem,) = raised.value.problems
    assert problem.value == "2026-02-30"
    assert problem.reason.startswith("is no day of the calendar; correct it")


def test_a_field_unlike_any_other_says_what_there_is(tmp_path: Path) -> None:
    path = write_text(tmp_path / "d.yaml", "service: x", "colour: blue")
    with pytest.raises(ManyProblems) as raised:
        parse_file(path, Diary)
    assert str(raised.value.problems[0]) == (
        "line 2: 'colour' is not a field here; the fields are service, first, visits, names, days"
    )
