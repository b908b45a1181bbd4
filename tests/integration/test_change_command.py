"""`corecase change` as it is typed: invented counts, rates and scores in, words and files out."""

from pathlib import Path

import pytest

from corecase.cli import exits
from tests.terminal import Terminal

MONTHS = "period,sufficient,applicable\n" + "\n".join(
    f"M{n},{count},50" for n, count in enumerate((30, 29, 31, 30, 40, 44, 47), start=1)
)


def written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def test_a_shift_is_seen_in_chart_and_sum_with_pictures(terminal: Terminal, tmp_path: Path) -> None:
    counts, out = written(tmp_path / "months.csv", MONTHS), tmp_path / "out"
    ran = terminal.run("change", "chart", counts, "--baseline", "4", "--out", out)
    assert ran.code == exits.OK
    assert "It signals a lasting rise in M6, since M5." in ran.out
    assert sorted(path.name for path in out.iterdir()) == [
        *("change.html", "change.pdf", "control-chart.svg", "cusum.svg")
    ]
    assert (out / "change.pdf").read_bytes().startswith(b"%PDF")
    data = terminal.run("change", "chart", counts, "--method", "laney", "--json").data
    assert data["method"] == "LANEY"
    assert len(data["periods"]) == 7
    refused = terminal.run("change", "chart", counts, "--out", counts)
    assert "is a file; name a folder" in refused.err


def test_a_period_in_which_nothing_applied_keeps_its_place(
    terminal: Terminal, tmp_path: Path
) -> None:
    counts = written(tmp_path / "months.csv", f"{MONTHS}\nM8,0,0")
    last = terminal.run("change", "chart", counts, "--json").data["periods"][-1]
    assert (last["period"], last["limits"], last["signal"]) == ("M8", [None, None], "")
    assert " - " in terminal.run("change", "chart", counts).out


def test_rates_stand_beside_the_first(terminal: Terminal, tmp_path: Path) -> None:
    path = written(
        tmp_path / "rates.csv", "name,events,persons\nA,60,1000\nB,90,1010\nC,0,900\nD,61,1000\n"
    )
    ran = terminal.run("change", "rates", path, "--per", "1000")
    lines = ran.out.splitlines()
    assert lines[0].startswith("A: 60.00 per 1,000")
    assert "1.49 times A" in lines[1]
    assert lines[1].endswith("clear.")
    assert "times" not in lines[2]
    assert lines[3].endswith("not distinguishable from chance.")
    data = terminal.run("change", "rates", path, "--json").data
    assert [one["differs"] for one in data] == [None, True, None, False]
    empty = written(tmp_path / "empty.csv", "name,events,persons\n")
    assert terminal.run("change", "rates", empty).code != exits.OK


def test_paired_scores_count_who_improved(terminal: Terminal, tmp_path: Path) -> None:
    path = written(tmp_path / "asset.csv", "child,start,end\nA,20,14\nB,18,18\nC,14,\nD,10,15\n")
    ran = terminal.run("change", "paired", path, "--improves", "down", "--scale", "0", "64")
    assert "Of these 1 improved, 1 stayed the same and 1 became worse" in ran.out
    data = terminal.run("change", "paired", path, "--improves", "up", "--json").data
    assert (data["improved"], data["available"]) == (1, [3, 4])


@pytest.mark.parametrize(
    ("command", "content", "said"),
    [
        ("chart", "period,sufficient\nA,1\n", "lacks the columns applicable"),
        ("chart", "period,sufficient,applicable\nA,5,4\n", "5 sufficient of 4"),
        ("chart", "period,sufficient,applicable\nA,x,4\n", "takes a whole number"),
        ("chart", "period,sufficient,applicable\nA,1,4\nA,1,4\n", "stands in row"),
        ("chart", "period,sufficient,applicable\n,1,4\n", "has no period"),
        ("rates", "name,events,persons\nA,1,0\n", "persons has to be above 0"),
        ("rates", "name,events,persons\nA,1,many\n", "takes a number or nothing"),
    ],
)
def test_every_fault_of_a_file_is_told(
    terminal: Terminal, tmp_path: Path, command: str, content: str, said: str
) -> None:
    refused = terminal.run("change", command, written(tmp_path / "file.csv", content))
    assert refused.code != exits.OK
    assert said in refused.err
