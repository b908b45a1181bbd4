"""`corecase estimate` as typed: intervals, bands, strata, counts alone, and refusals."""

from pathlib import Path
from typing import Any

import pytest

from corecase.cli import exits
from tests import inspection_folder
from tests.made_files import write_text
from tests.terminal import Terminal

# T-A1 is asked of every case, T-A2 in custody only.
ANSWERS = [("S", "S"), ("S", "I"), ("I", "S"), ("S", ""), ("I", ""), ("S", ""), ("S", "")]


@pytest.fixture
def sampled(folder: Path) -> Path:
    """Seven invented cases, three of them in custody."""
    cases = [f"X-{n},{'custody' if visits else 'community'}" for n, (_, visits) in _cases()]
    answers = [f"X-{n},{plan},{visits}" for n, (plan, visits) in _cases()]
    write_text(folder / "cases.csv", "case_id,sentence", *cases)
    write_text(folder / "judgements.csv", "case_id,T-A1,T-A2", *answers)
    return folder


def _cases() -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(ANSWERS, start=1))


@pytest.fixture
def caseload(sampled: Path) -> Path:
    """The seven cases and thirteen others: four in custody, nine in the community."""
    listed = (sampled / "cases.csv").read_text(encoding="utf-8").splitlines()
    more = [f"Y-{n},{'custody' if n < 4 else 'community'}" for n in range(13)]
    write_text(sampled / "caseload.csv", *listed, *more)
    return sampled / "caseload.csv"


def of(found: Any, score_id: str) -> Any:
    """The row of a score in the JSON."""
    return next(row for row in found["scores"] if row["id"] == score_id)


def test_it_prints_counts_intervals_and_bands_with_their_chances(
    terminal: Terminal, sampled: Path
) -> None:
    ran = terminal.run("estimate", sampled, "--population", "20")
    assert ran.code == exits.OK
    assert "SYNTHETIC: invented for a test." in ran.out
    assert "Tiny invented inspection: 7 of 20 cases; sampling variation only" in ran.out
    assert "95% interval" in ran.out
    criterion = next(line for line in ran.out.splitlines() if "T-1.1" in line)
    assert "7 of 10" in criterion
    assert "70%" in criterion
    assert "HIGH (" in criterion
    assert "Safety: With 7 cases, 95 times in 100 the score for the whole caseload is" in ran.out
    assert "they do not say how the scores would have differed" in ran.out
    assert "Weighted" not in ran.out


def test_as_json_it_has_every_number(terminal: Terminal, sampled: Path) -> None:
    typed = ("estimate", sampled, "--population", "20", "--level", "0.8", "--json")
    found = terminal.run(*typed).data
    assert (found["framework"], found["cases"], found["caseload"]) == ("tiny", 7, 20)
    assert (found["target"], found["level"]) == ("CASELOAD", 0.8)
    assert found["label"] == "sampling variation only"
    assert (found["degrees_of_freedom"], found["weighted"]) == (6, False)
    criterion = of(found, "T-1.1")
    assert (criterion["sufficient"], criterion["applicable"], criterion["share"]) == (7, 10, "7/10")
    assert criterion["estimate"] == 0.7
    assert criterion["applicable_cases"] == 7
    assert criterion["method"] == "LOGIT_T"
    assert criterion["interval"]["low"] < 0.7 < criterion["interval"]["high"]
    assert sum(criterion["band_chances"].values()) == pytest.approx(1)
    assert criterion["band"] == "HIGH"
    section = of(found, "T-1")
    assert section["band"] is None
    assert section["band_chances"] is None
    assert "80 times in 100" in of(found, "safety")["sentence"]
    assert of(found, "safety")["method"] == "EXACT"


def test_too_few_cases_of_an_item_give_the_count_alone(terminal: Terminal, sampled: Path) -> None:
    found = terminal.run("estimate", sampled, "--items", "--json").data
    visits = of(found, "T-A2")
    assert (visits["level"], visits["label"]) == ("item", "Visits kept")
    assert (visits["sufficient"], visits["applicable"]) == (2, 3)
    assert visits["method"] == "COUNT_ONLY"
    assert {visits[name] for name in ("percent", "share", "estimate", "interval")} == {None}
    printed = terminal.run("estimate", sampled, "--items").out
    line = next(line for line in printed.splitlines() if "Visits kept" in line)
    assert "2 of 3" in line
    assert "count only *" in line
    assert "* fewer than 5 applicable cases: the count only." in printed.splitlines()
    assert "%" not in line


def test_without_the_caseload_it_says_what_that_costs(terminal: Terminal, sampled: Path) -> None:
    ran = terminal.run("estimate", sampled)
    assert "7 cases; sampling variation only" in ran.out
    assert "The size of the caseload is not known" in ran.out


def test_a_caseload_file_counts_itself(terminal: Terminal, sampled: Path, caseload: Path) -> None:
    by_file = terminal.run("estimate", sampled, "--caseload", caseload, "--json").data
    by_size = terminal.run("estimate", sampled, "--population", "20", "--json").data
    assert by_file == by_size


DRAWN = """\
drawn:
  n_population: 20
  by: [sentence]
  strata:
  - {values: [custody], n_population: 7}
  - {values: [community], n_population: 13}
"""


def test_a_folder_says_what_its_sample_was_drawn_from(
    terminal: Terminal, sampled: Path, caseload: Path
) -> None:
    by_file = terminal.run(
        "estimate", sampled, "--caseload", caseload, "--strata", "sentence", "--json"
    ).data
    particulars = sampled / "inspection.yaml"
    write_text(particulars, particulars.read_text(encoding="utf-8"), DRAWN)
    by_folder = terminal.run("estimate", sampled, "--json").data
    assert by_folder == by_file
    by_size = terminal.run("estimate", sampled, "--population", "20", "--json").data
    assert by_size["weighted"] is False


def test_a_case_that_nobody_has_begun_says_nothing(terminal: Terminal, sampled: Path) -> None:
    before = terminal.run("estimate", sampled, "--population", "20", "--json").data
    with (sampled / "cases.csv").open("a", encoding="utf-8") as file:
        file.write("X-8,community\n")
    with (sampled / "judgements.csv").open("a", encoding="utf-8") as file:
        file.write("X-8,,\n")
    after = terminal.run("estimate", sampled, "--population", "20", "--preview", "--json").data
    assert after["scores"] == before["scores"]
    assert after["cases"] == 7


def test_half_a_case_counts_in_no_figure_and_is_said(terminal: Terminal, sampled: Path) -> None:
    before = terminal.run("estimate", sampled, "--population", "20", "--json").data
    with (sampled / "cases.csv").open("a", encoding="utf-8") as file:
        file.write("X-8,custody\n")
    with (sampled / "judgements.csv").open("a", encoding="utf-8") as file:
        file.write("X-8,S,\n")
    after = terminal.run("estimate", sampled, "--population", "20", "--preview", "--json").data
    assert after["scores"] == before["scores"]
    assert before["notices"] == []
    (said,) = after["notices"]
    assert said.startswith("1 more case has some of its answers.")


@pytest.mark.parametrize("options", [(), ("--json",), ("--items", "--preview")])
def test_a_reconstruction_gets_no_interval_and_is_told_why(
    terminal: Terminal, sampled: Path, options: tuple[str, ...]
) -> None:
    text = (sampled / "tiny.yaml").read_text(encoding="utf-8")
    write_text(
        sampled / "tiny.yaml", text.replace("  criterion:", "  wording: invented\n  criterion:", 1)
    )
    ran = terminal.run("estimate", sampled, "--population", "20", *options)
    assert ran.code == exits.INPUT
    said = ran.data["error"] if "--json" in options else ran.err
    assert "is a setting and not a finding" in said
    assert "corecase score" in said


def test_judgements_of_a_folder_are_asked_for_with_their_folder(
    terminal: Terminal, sampled: Path
) -> None:
    typed = ("-f", "cci-2009")
    ran = terminal.run("estimate", sampled / "judgements.csv", *typed)
    assert ran.code == exits.INPUT
    assert f"it belongs to the folder {sampled}" in ran.err
    assert "give the folder" in ran.err
    alone = sampled / "mine.csv"
    alone.write_bytes((sampled / "judgements.csv").read_bytes())
    assert "folder" not in terminal.run("estimate", alone, *typed).err


def test_strata_weigh_the_cases_and_both_figures_are_printed(
    terminal: Terminal, sampled: Path, caseload: Path
) -> None:
    typed = ("estimate", sampled, "--caseload", caseload, "--strata", "sentence")
    found = terminal.run(*typed, "--json").data
    assert found["weighted"]
    # Custody: 7 cases stand for 3, the community: 13 for 4.
    expected = (4 * 7 / 3 + 3 * 13 / 4) / (6 * 7 / 3 + 4 * 13 / 4)
    assert of(found, "T-1.1")["estimate"] == pytest.approx(expected)
    assert of(found, "T-1.1")["share"] == "7/10"
    printed = terminal.run(*typed).out
    assert "Weighted" in printed
    assert "The strata were sampled unequally" in printed


def test_a_case_without_an_entry_is_a_stratum_of_its_own(
    terminal: Terminal, sampled: Path, caseload: Path
) -> None:
    listed = caseload.read_text(encoding="utf-8").replace("X-7,community", "X-7,")
    write_text(caseload, listed)
    typed = ("estimate", sampled, "--caseload", caseload, "--strata", "sentence", "--json")
    assert terminal.run(*typed).data["cases"] == 7


def test_the_practice_is_a_wider_question(terminal: Terminal, sampled: Path) -> None:
    typed = ("estimate", sampled, "--population", "8", "--json")
    caseload, practice = (
        of(terminal.run(*typed, "--target", target).data, "T-1.1")["interval"]
        for target in ("caseload", "practice")
    )
    assert practice["low"] < caseload["low"] < caseload["high"] < practice["high"]


def test_all_cases_assessed_leave_nothing_to_chance(terminal: Terminal, sampled: Path) -> None:
    ran = terminal.run("estimate", sampled, "--population", "7")
    assert "all cases assessed" in ran.out
    assert "All cases of the caseload were assessed (7); nothing is left to chance." in ran.out


def test_a_band_near_its_edge_names_the_boundary(terminal: Terminal, sampled: Path) -> None:
    rows = [f"X-{n},{'SI'[n % 2]},{'NA' if visits else ''}" for n, (_, visits) in _cases()]
    write_text(sampled / "judgements.csv", "case_id,T-A1,T-A2", *rows)
    ran = terminal.run("estimate", sampled, "--preview")
    line = next(line for line in ran.out.splitlines() if "[safety]" in line)
    assert "3 of 7" in line
    assert "LOW (63%), close to the boundary with HIGH" in line


def test_a_score_of_nothing_has_no_interval_and_no_band(terminal: Terminal, sampled: Path) -> None:
    rows = [f"X-{n},NA,NA" for n, _ in _cases()]
    write_text(sampled / "judgements.csv", "case_id,T-A1,T-A2", *rows)
    write_text(sampled / "cases.csv", "case_id", *(f"X-{n}" for n, _ in _cases()))
    ran = terminal.run("estimate", sampled, "--preview")
    assert ran.code == exits.OK
    assert "not applicable" in ran.out
    assert "Nothing behind this score applied in the 7 cases." in ran.out


def test_unfinished_judgements_are_estimated_as_a_preview_only(
    terminal: Terminal, folder: Path
) -> None:
    inspection_folder.judge(folder, inspection_folder.INCOMPLETE)
    assert terminal.run("estimate", folder).code == exits.INCOMPLETE
    ran = terminal.run("estimate", folder, "--preview")
    assert ran.code == exits.OK
    assert "PREVIEW" in ran.out


def test_a_framework_without_headlines_has_a_sentence_for_each_score(
    terminal: Terminal, folder: Path
) -> None:
    framework = (folder / "tiny.yaml").read_text(encoding="utf-8")
    framework = framework.replace("headlines:\n- {id: safety, title: Safety}\n", "")
    write_text(folder / "tiny.yaml", framework.replace("  headlines: [safety]\n", ""))
    ran = terminal.run("estimate", folder, "--population", "30")
    assert ran.code == exits.OK
    assert "1.1 Plans: It applied in 3 of the 3 cases, which is too few" in ran.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--population", "6"), "7 cases were assessed and the caseload has 6"),
        (("--population", "20", "--caseload", "caseload.csv"), "leave one of them out"),
        (("--strata", "sentence"), "are counted in the caseload; give its file"),
        (("--caseload", "caseload.csv", "--strata", "team"), "choose among sentence"),
    ],
)
def test_a_caseload_that_does_not_fit_is_refused_in_a_sentence(
    terminal: Terminal,
    sampled: Path,
    caseload: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(sampled)
    ran = terminal.run("estimate", sampled, *typed)
    assert caseload.name == "caseload.csv"
    assert ran.code == exits.INPUT
    assert said in ran.err


def test_a_judged_case_has_to_be_in_the_caseload(
    terminal: Terminal, sampled: Path, caseload: Path
) -> None:
    listed = caseload.read_text(encoding="utf-8").replace("X-7,", "X-70,")
    write_text(caseload, listed)
    ran = terminal.run("estimate", sampled, "--caseload", caseload)
    assert ran.code == exits.INPUT
    assert "Case X-7 was judged and is not in caseload.csv" in ran.err


@pytest.mark.parametrize("typed", [("--level", "1"), ("--level", "0"), ("--target", "all")])
def test_what_was_typed_wrongly_is_said(
    terminal: Terminal, sampled: Path, typed: tuple[str, ...]
) -> None:
    assert terminal.run("estimate", sampled, *typed).code == exits.USAGE
