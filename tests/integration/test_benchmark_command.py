"""`corecase benchmark` as typed: what it prints, its files, its JSON, and what it refuses."""

import csv
import json
from pathlib import Path

import pytest

from corecase.actions import open_data
from corecase.cli import exits
from corecase.exchange import printed_facts
from tests.terminal import Terminal

ESSEX = ("benchmark", "--service", "Essex", "--as-at", "2012-06-30")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_family_is_set_beside_with_what_was_said_then(terminal: Terminal) -> None:
    ran = terminal.run(*ESSEX, "--with", "Kent, Hertfordshire", "--assume-cases", "38")
    assert ran.code == exits.OK
    said = flat(ran.out)
    assert "14 points higher (95% interval: 4 to 24 points higher)" in said
    # What was said in January 2010, and what is said two years on.
    assert "lowest 38%, average 63%, highest 82%" in said
    assert "lowest 37%, average 67%, highest 91%" in said
    assert "the regions inspected so far, not the North East alone" in said
    assert "Kent: 38 cases, assumed" in said
    assert "No service is put in order here" in said


def test_a_region_is_named_with_what_is_missing(terminal: Terminal) -> None:
    brent = ("benchmark", "--service", "Brent", "--as-at", "2012-12-31", "--among", "region")
    said = flat(terminal.run(*brent).out)
    assert "how many London services there are is not told" in said
    assert "Funnel: A funnel is drawn from 10 services on" in said
    assert "Not used: - Bournemouth and Poole: no source gives its region" in said


def test_without_a_file_every_shipped_fact_is_read(terminal: Terminal) -> None:
    of = ("benchmark", "--service", "Northamptonshire", "--as-at", "2012-12-31", "--json")
    figures = json.loads(terminal.run(*of).out)["figures"]
    scores = {one["service"] for one in figures if one["what"] == "score"}
    assert len(scores) == 22
    assert {one["published"] for one in figures if one["service"] == "Essex"} == {"23 May 2012"}
    assert {one["inspected"] for one in figures if one["service"] == "Stockton-on-Tees"} == {
        "September 2009 to October 2009"
    }


def test_the_files_hold_every_figure_and_what_is_behind_it(
    terminal: Terminal, tmp_path: Path
) -> None:
    ran = terminal.run(
        *ESSEX, "--with", "Kent", "--assume-cases", "38", "--out", tmp_path / "out", "--json"
    )
    told = json.loads(ran.out)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"benchmark.csv", "benchmark.ods", "benchmark.txt", "safeguarding.svg"} <= names
    assert "safeguarding-funnel.svg" not in names, "of two services none is drawn"
    assert len(told["files"]) == len(names)
    kent = [one for one in told["figures"] if one["service"] == "Kent" and one["what"] == "score"]
    assert {one["source"][:5] for one in kent} == {"Essex"}
    assert {one["as_at"] for one in kent} == {"2012-06-30"}
    assert told["sentences"][0]["clear_among_all"] is True
    assert told["left_out"] == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--service", "Essex", "--as-at", "soon"), "--as-at takes a day"),
        (("--service", "Nowhere", "--as-at", "2012-06-30"), "Nothing is told of Nowhere"),
        (("--service", "Kent", "--as-at", "2012-06-30", "--among", "region"), "No source gives"),
        (("--service", "Essex", "--as-at", "2012-06-30", "--among", "family"), "A family needs"),
        (("--service", "Essex", "--as-at", "2012-06-30", "--services", "2"), "correct the number"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    terminal: Terminal, typed: tuple[str, ...], said: str
) -> None:
    ran = terminal.run("benchmark", *typed)
    assert ran.code == exits.INPUT
    assert said in flat(ran.err)


def test_a_file_in_the_place_of_a_folder_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("taken")
    ran = terminal.run(*ESSEX, "--out", tmp_path / "out")
    assert ran.code == exits.INPUT
    assert "name a folder" in flat(ran.err)


READ = f"""{",".join(printed_facts.FIELDS)}
Anytown,headline:safeguarding,60,,,%,,CCI,London,first,2012-04,2012-05,60,,,,,,invented,paper,,,,
Brook,headline:safeguarding,41,,,%,,CCI,London,first,2012-03,2012-05,60,,,,,,invented,paper,,,,
Croft,headline:safeguarding,55,,,%,,CCI,London,first,2012-03,2012-05,60,,,,,,invented,p,,,Whose?,
Dale,headline:safeguarding,55.5,,,%,,CCI,London,first,2012-03,2012-05,60,,,,,,invented,p,,,,
Anytown,recommendation:1,,,,,Ask.,CCI,London,first,2012-04,2012-05,,,,,,,invented,paper,,,,
"""


def test_facts_as_they_are_read_and_as_the_open_data_hold_them_are_taken(
    terminal: Terminal, tmp_path: Path
) -> None:
    read, download = tmp_path / "read.csv", tmp_path / "facts.csv"
    read.write_text(READ)
    asked = ("--service", "Anytown", "--as-at", "2012-06-30", "--with", "Brook")
    said = flat(terminal.run("benchmark", read, *asked).out)
    assert "19 points higher" in said
    assert "Croft: headline: safeguarding: Whose?" in said
    assert "Dale: headline: safeguarding: it is printed with a fraction" in said
    names = [column.name for column in open_data.FACTS]
    with download.open("w") as file:
        rows = csv.DictWriter(file, names)
        rows.writeheader()
        for row in csv.DictReader(READ.splitlines()):
            if row["service"] in ("Anytown", "Brook"):
                rows.writerow({name: row[name] for name in names if name in row})
        rows.writerow({"service": "Fell", "measure": "count:cases", "withheld": "a count from 1"})
    assert "19 points higher" in flat(terminal.run("benchmark", download, *asked).out)
