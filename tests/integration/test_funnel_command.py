"""`corecase funnel` as it is typed: invented services in, words and files out."""

import re
from pathlib import Path

import pytest

from corecase.cli import exits
from tests.terminal import Terminal

FILE = """service,cases,standard_error,score
Weald,38,4.1,61
Anyborough,38,4.5,30
Mere,65,3.2,66
Northley,104,2.5,68
Easton,20,9.5,55
"""


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    path = tmp_path / "scores.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_it_prints_the_sentence_with_day_number_and_what_the_lines_allow_for(
    terminal: Terminal, scores: Path
) -> None:
    ran = terminal.run("funnel", scores, "--as-at", "2026-03-01", "--label", "Safeguarding")
    assert ran.code == exits.OK
    assert "Safeguarding: scores of 5 services" in ran.out
    assert "as at 1 March 2026." in ran.out
    assert "The lines allow for sampling and for the usual differences between services." in ran.out
    names = re.findall(r"^ +(Weald|Anyborough|Mere|Northley|Easton) ", ran.out, re.MULTILINE)
    assert names == sorted(names)
    assert len(names) == 5
    assert "Wrote" not in ran.out


def test_as_json_it_has_every_line_and_no_place(terminal: Terminal, scores: Path) -> None:
    ran = terminal.run("funnel", scores, "--as-at", "2026-03-01", "--lines", "none", "--json")
    assert ran.data["as_at"] == "2026-03-01"
    assert ran.data["n_services"] == 5
    assert ran.data["lines"] == "none"
    assert ran.data["marked"] is None
    assert "not for true differences" in ran.data["lines_words"]
    assert [one["service"] for one in ran.data["services"]] == [
        *("Anyborough", "Easton", "Mere", "Northley", "Weald")
    ]
    first = ran.data["services"][0]
    assert first["where"] == "BELOW_OUTER"
    assert first["lines_998"][0] < first["lines_95"][0] < ran.data["target"]
    assert "rank" not in ran.out


def test_without_a_day_it_is_as_at_today_and_says_so(terminal: Terminal, scores: Path) -> None:
    data = terminal.run("funnel", scores, "--json").data
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["as_at"])
    assert "as at" in data["text"]


def test_it_writes_page_pdf_and_picture_with_words_and_table(
    terminal: Terminal, scores: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    typed = ("funnel", scores, "--as-at", "2026-03-01", "--service", "Mere", "--out", out)
    ran = terminal.run(*typed)
    assert "Mere: 66.0%, inside the lines; the 95% lines of its size are" in ran.out
    assert [line.rpartition("/")[2] for line in ran.out.splitlines() if "Wrote" in line] == [
        *("funnel.html", "funnel.pdf", "funnel.svg")
    ]
    page = (out / "funnel.html").read_text(encoding="utf-8")
    for words in ("As at 1 March 2026; 5 services", "In a ring: Mere", "<table", "Anyborough"):
        assert words in page, words
    assert (out / "funnel.pdf").read_bytes().startswith(b"%PDF")
    picture = (out / "funnel.svg").read_text(encoding="utf-8")
    assert "<title" in picture
    assert "In a ring: Mere" in picture
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    terminal.run(*typed)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--as-at", "soon"), "--as-at takes a day such as 2012-06-19; not 'soon'."),
        (("--label", " "), "--label takes what the scores are of"),
        (("--service", "Nowhere"), "There is no service 'Nowhere' in the funnel; there are Any"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    terminal: Terminal, scores: Path, tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "out"
    ran = terminal.run("funnel", scores, *more, "--out", out)
    assert ran.code == exits.INPUT
    assert said in " ".join(ran.err.split())
    assert not out.exists()


def test_a_folder_that_is_a_file_is_refused(terminal: Terminal, scores: Path) -> None:
    ran = terminal.run("funnel", scores, "--out", scores)
    assert ran.code == exits.INPUT
    assert "is a file; name a folder" in ran.err
    assert scores.read_text(encoding="utf-8") == FILE


def test_one_service_is_too_few_and_the_sentence_says_how_many(
    terminal: Terminal, scores: Path
) -> None:
    scores.write_text("\n".join(FILE.splitlines()[:2]), encoding="utf-8")
    ran = terminal.run("funnel", scores)
    assert ran.code == exits.INPUT
    assert "A funnel needs 2 services or more; there is 1." in ran.err


def test_a_bad_row_is_named(terminal: Terminal, scores: Path) -> None:
    scores.write_text(FILE.replace("Mere,65", "Mere,lots"), encoding="utf-8")
    ran = terminal.run("funnel", scores)
    assert ran.code == exits.INPUT
    assert "row 4: cases takes a whole number, not 'lots'" in " ".join(ran.err.split())
