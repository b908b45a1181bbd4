"""`corecase suppress` as typed: tables in and out, what is told, how it ends."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from corecase.cli import exits
from corecase.core.errors import InputError, ManyProblems
from corecase.exchange.count_tables import read_counts, read_published
from tests.terminal import Terminal

BY_AGE = "Children,10 to 14,15 to 17\ngirls,3,9\nboys,14,31\n"
LARGE = "Children,10 to 14,15 to 17\ngirls,13,19\nboys,14,31\n"


def written(folder: Path, text: str, name: str = "by-age.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_printed_and_written_with_its_small_counts_hidden(
    terminal: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "public.csv"
    ran = terminal.run("suppress", written(tmp_path, BY_AGE), "--out", out)
    assert ran.code == exits.OK
    assert "by-age.csv as it may be published" in ran.out
    assert "Policy persons: counts of 1 to 4 persons are hidden." in ran.out
    assert "Totals that the file does not have were worked out" in ran.out
    assert "few persons" in ran.out
    assert "so that nobody can work out another" in ran.out
    assert f"Wrote {out}" in ran.out
    assert out.read_text(encoding="utf-8").splitlines() == [
        "Children,10 to 14,15 to 17,Total",
        "girls,[c],[c],12",
        "boys,[c],[c],45",
        "Total,17,40,57",
    ]


def test_what_was_written_is_read_as_published_and_stays_protected(
    terminal: Terminal, tmp_path: Path
) -> None:
    source, out = written(tmp_path, BY_AGE), tmp_path / "public.csv"
    terminal.run("suppress", source, "--out", out, "--json")
    assert read_published(out).cells["girls", "Total"] == 12
    sentences = written(tmp_path, "Children,community,custody\ngirls,11,1\nboys,38,7\n", "s.csv")
    found = terminal.run("suppress", sentences, "--published", out, "--json").data
    assert found["protected"]
    small = next(row for row in found["hidden"] if row["why"] == "SMALL")
    assert (small["row"], small["column"], small["least"], small["most"]) == (
        "girls",
        "custody",
        0,
        8,
    )


def test_a_table_that_was_published_in_full_cannot_be_protected(
    terminal: Terminal, tmp_path: Path
) -> None:
    source, out = written(tmp_path, BY_AGE), tmp_path / "public.csv"
    ran = terminal.run("suppress", source, "--published", source, "--out", out)
    assert ran.code == exits.UNPROTECTED
    assert "girls, 10 to 14: exactly 3" in ran.out
    assert not out.exists()
    ran = terminal.run("suppress", source, "--published", source, "--json")
    assert ran.code == exits.UNPROTECTED
    assert ran.data["told"] == ["girls, 10 to 14: exactly 3"]


def test_the_policy_and_the_threshold_are_chosen(terminal: Terminal, tmp_path: Path) -> None:
    source = written(tmp_path, LARGE)
    assert "Nothing has to be hidden." in terminal.run("suppress", source).out
    hidden = terminal.run("suppress", source, "--threshold", "15", "--json").data["hidden"]
    assert {row["why"] for row in hidden} == {"SMALL", "SECONDARY"}
    rounded = terminal.run("suppress", source, "--policy", "open-data")
    assert "rounded to 5" in rounded.out
    assert "may not add up" in rounded.out
    assert terminal.run("suppress", source, "--policy", "open-data", "--json").data["rows"][0] == [
        "girls",
        "15",
        "20",
        "30",
    ]


def test_below_the_service_the_whole_table_is_withheld(terminal: Terminal, tmp_path: Path) -> None:
    ran = terminal.run("suppress", written(tmp_path, BY_AGE), "--policy", "below-service")
    assert ran.code == exits.OK
    assert "The whole table is withheld" in ran.out
    assert "57" not in ran.out


def test_a_table_that_has_grown_by_few_hides_them(terminal: Terminal, tmp_path: Path) -> None:
    before = written(tmp_path, LARGE, "2010.csv")
    now = written(tmp_path, LARGE.replace("13,19", "14,39"), "2011.csv")
    refused = terminal.run("suppress", now, "--published", before)
    assert refused.code == exits.INPUT
    assert "say that the counts have grown or were corrected" in refused.err
    ran = terminal.run("suppress", now, "--published", before, "--relation", "grown")
    assert ran.code == exits.OK
    assert "few persons more or fewer than published before" in " ".join(ran.out.split())


def test_what_an_earlier_table_gave_away_is_told(terminal: Terminal, tmp_path: Path) -> None:
    before = written(
        tmp_path, "Children,10 to 14,15 to 17,Total\ngirls,[c],9,12\nboys,14,31,45\n", "2009.csv"
    )
    now = written(tmp_path, "Children,community,custody\ngirls,30,40\nboys,50,60\n", "now.csv")
    ran = terminal.run("suppress", now, "--published", before, "--relation", "corrected")
    assert "Already told by what was published before: girls, 10 to 14 of 2009.csv: exactly 3" in (
        ran.out
    )


def test_rounded_tables_are_read_with_what_rounding_leaves(
    terminal: Terminal, tmp_path: Path
) -> None:
    rounded = written(
        tmp_path, "Children,10 to 14,15 to 17,Total\ngirls,15,20,30\nboys,15,30,45\n", "r.csv"
    )
    source = written(tmp_path, LARGE)
    assert terminal.run("suppress", source, "--published", rounded).code == exits.INPUT
    ran = terminal.run("suppress", source, "--published", rounded, "--off-by", "2")
    assert ran.code == exits.OK


def test_the_counts_themselves_are_never_written_over(terminal: Terminal, tmp_path: Path) -> None:
    source = written(tmp_path, BY_AGE)
    ran = terminal.run("suppress", source, "--out", source)
    assert ran.code == exits.INPUT
    assert "choose another file" in ran.err
    assert source.read_text(encoding="utf-8") == BY_AGE


def test_no_file_is_written_over(terminal: Terminal, tmp_path: Path) -> None:
    source, before = written(tmp_path, LARGE), written(tmp_path, LARGE, "before.csv")
    ran = terminal.run("suppress", source, "--published", before, "--out", before)
    assert (ran.code, "choose another name" in ran.err) == (exits.INPUT, True)
    assert before.read_text(encoding="utf-8") == LARGE


@pytest.mark.parametrize(("policy", "threshold"), [("persons", 4), ("open-data", 9)])
def test_a_threshold_never_weakens_the_policy(
    terminal: Terminal, tmp_path: Path, policy: str, threshold: int
) -> None:
    typed = ("suppress", written(tmp_path, BY_AGE), "--policy", policy, "--threshold")
    ran = terminal.run(*typed, threshold)
    assert (ran.code, ran.out) == (exits.INPUT, "")
    assert f"give a --threshold of {threshold + 1} or more" in ran.err
    assert terminal.run(*typed, threshold + 1).code == exits.OK


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_harmless(
    terminal: Terminal, tmp_path: Path
) -> None:
    source, out = written(tmp_path, "Children,n\n=1+1,20\n@b,30\n"), tmp_path / "public.csv"
    terminal.run("suppress", source, "--out", out)
    assert out.read_text(encoding="utf-8").splitlines()[1:3] == ["'=1+1,20", "'@b,30"]


def test_totals_of_a_file_are_used_and_checked(tmp_path: Path) -> None:
    whole = written(tmp_path, "Children,a,b,Total\ngirls,1,2,3\nboys,4,5,9\nTOTAL,5,7,12\n")
    assert not read_counts(whole).added_totals
    wrong = written(tmp_path, "Children,a,b,Total\ngirls,1,2,4\nboys,4,5,9\n")
    with pytest.raises(InputError, match="girls, Total is 4 and its cells add up to 3"):
        read_counts(wrong)
    part = written(tmp_path, "Children,a,b,Total\ngirls,1,2,3\nboys,4,5,9\n")
    assert read_counts(part).added_totals
    thousands = written(tmp_path, 'Children,a\ngirls,"1,234"\nboys,7\n')
    assert read_counts(thousands).table.cells["girls", "a"] == 1234


def test_every_cell_that_is_no_count_is_listed(tmp_path: Path) -> None:
    faulty = "Children,a,b\ngirls,x,-1\n,2,3\nboys,1.5,\nboys,4,5\n"
    with pytest.raises(ManyProblems) as found:
        read_counts(written(tmp_path, faulty))
    said = "\n".join(map(str, found.value.problems))
    assert "row 2, column a: 'x' is not a count; write a whole number from 0" in said
    assert "row 2, column b: '-1' is not a count" in said
    assert "row 3, column Children: is empty; every row needs its name" in said
    assert "column Children: holds a name twice" in said
    with pytest.raises(ManyProblems, match="1 problem") as found:
        read_published(written(tmp_path, "Children,a,b\ngirls,[c],?\nboys,*,X\n"))
    assert "or [c] where it was hidden" in str(found.value.problems[0])


def test_a_name_that_became_a_date_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Age", "n"])
        sheet.write_datetime(1, 0, date(2026, 10, 14), book.add_format({"num_format": "d mmm"}))
        sheet.write_number(1, 1, 20)
        sheet.write_row(2, 0, ["15 to 17", 30])
    with pytest.raises(ManyProblems) as found:
        read_counts(path, sheet="Sheet1")
    assert "is a date that a spreadsheet made of a name" in str(found.value.problems[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Children\ngirls\n", "has no counts"),
        ("Children,Total\ngirls,3\nboys,4\n", "has no counts"),
        ("Children,a\nTotal,3\n", "has no counts"),
    ],
)
def test_a_table_without_counts_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_counts(written(tmp_path, text))


@pytest.mark.parametrize(
    "text", ["Children,a,Total\ngirls,3,3\nboys,4,4\n", "Children,a,b\ngirls,3,3\nTotal,3,3\n"]
)
def test_a_total_beside_a_single_one_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ManyProblems) as found:
        read_counts(written(tmp_path, text))
    assert "is not needed beside a single" in str(found.value.problems[0])


def test_a_table_too_large_to_protect_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"r{n},1,2,3\n" for n in range(300))
    with pytest.raises(InputError, match="several tables"):
        read_counts(written(tmp_path, f"Children,a,b,c\n{rows}"))
