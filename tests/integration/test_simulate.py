"""`corecase simulate`: what it prints, and files that read back as what was simulated."""

import csv
from pathlib import Path

import pytest

from corecase.cli import exits
from corecase.core.errors import InputError
from corecase.core.scoring import score
from corecase.exchange import frameworks, judgements
from corecase.pipelines.simulate import write_programme
from corecase.statistics.simulated_framework import simulated_framework, simulated_judgements
from corecase.statistics.simulation import simulate
from corecase.statistics.simulation_design import Design
from tests.terminal import Terminal

FEW = ("simulate", "--services", 8, "--programmes", 2, "--seed", 3)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_prints_what_holds_and_says_that_it_is_synthetic(terminal: Terminal) -> None:
    ran = terminal.run("simulate", "--services", 12, "--programmes", 12)
    assert ran.code == exits.OK
    assert ran.out.startswith("Synthetic: made by a simulation; no service, case or judgement")
    assert "12 programmes of 12 services with 3 headlines each." in ran.out
    assert "Intervals that ought to hold the truth" in ran.out
    assert "each judgement taken for a case" in ran.out
    assert "Every interval held the truth as often as stated" in ran.out


def test_so_few_that_nothing_can_be_seen_to_fail_is_said(terminal: Terminal) -> None:
    ran = terminal.run("simulate", "--services", 2, "--programmes", 1, "--seed", 4)
    assert ran.code == exits.OK
    assert "Too few programmes to see fail: " in ran.out


def test_json_holds_the_same_figures(terminal: Terminal, tmp_path: Path) -> None:
    data = terminal.run(*FEW, "--json", "--out", tmp_path / "out").data
    assert data["synthetic"] is True
    assert (data["seed"], data["programmes"], data["services"]) == (3, 2, 8)
    held = data["ought_to_hold"][0]
    assert held["of"] == 8 * 2 * 3
    assert held["share"] == held["held"] / held["of"]
    assert [one["what"] for one in data["ought_to_fail"]] == [
        "each judgement taken for a case",
        "caseload taken for how it works",
        "score, its team ignored",
    ]
    assert sum(group["of"] for group in data["chances"][0]["groups"]) == 48
    assert len(data["files"]) == 8 + 4
    assert "synthetic" in Path(data["files"][0]).name


def test_the_same_seed_prints_the_same(terminal: Terminal) -> None:
    assert terminal.run(*FEW).out == terminal.run(*FEW).out


def test_the_files_read_back_as_what_was_simulated(tmp_path: Path) -> None:
    write_programme(tmp_path / "out", n_services=3, seed=5)
    programme = simulate(Design(n_services=3), seed=5)
    framework = frameworks.load(tmp_path / "out" / "synthetic-framework.yaml")
    assert framework == simulated_framework(programme)
    services = rows(tmp_path / "out" / "synthetic-services.csv")
    cases = rows(tmp_path / "out" / "synthetic-case-totals.csv")
    for k in range(3):
        path = tmp_path / "out" / f"synthetic-judgements-{k + 1:03}.csv"
        read = judgements.read(path, framework).judgements
        assert read == simulated_judgements(programme, k)
        scores = score(framework, read)
        for headline in scores.headlines:
            row = next(
                row
                for row in services
                if row["headline"] == headline.id
                and row["synthetic_service"] == programme.service_ids[k]
            )
            assert str(headline.figure) == f"{row['sufficient']} of {row['applicable']}"
            of_cases = [
                int(case["sufficient"])
                for case in cases
                if case["headline"] == headline.id
                and case["synthetic_service"] == programme.service_ids[k]
            ]
            assert sum(of_cases) == headline.figure.count
            assert len(of_cases) == int(row["cases_in_sample"])
            assert 0 < float(row["true_share_of_caseload"]) < 1
            assert 0 < float(row["true_share_of_practice"]) < 1


def test_gates_are_kept_in_the_framework_and_in_the_judgements() -> None:
    programme = simulate(Design(n_services=2, gates=True), seed=5)
    framework = simulated_framework(programme)
    gated = [item for item in framework.items if item.gate]
    assert len(gated) == 18
    found = simulated_judgements(programme, 1)
    for item in gated:
        assert item.gate is not None
        for case_id in found.case_ids:
            if not item.gate.is_open(found.answer(case_id, item.gate.item)):
                assert found.answer(case_id, item.id) == "NOT_APPLICABLE"


def test_the_judgements_can_be_scored_as_any_others(terminal: Terminal, tmp_path: Path) -> None:
    write_programme(tmp_path, n_services=2, seed=5)
    ran = terminal.run(
        "score",
        tmp_path / "synthetic-judgements-002.csv",
        "--framework",
        tmp_path / "synthetic-framework.yaml",
    )
    assert ran.code == exits.OK
    assert "Synthetic framework of a simulation" in ran.out


def test_every_file_says_that_it_is_synthetic(tmp_path: Path) -> None:
    for path in write_programme(tmp_path, n_services=2, seed=5):
        assert path.name.startswith("synthetic-")
        assert "synthetic" in path.read_text(encoding="utf-8").lower()


def test_a_seed_writes_the_same_bytes_over_its_own(tmp_path: Path) -> None:
    first = {p.name: p.read_bytes() for p in write_programme(tmp_path, n_services=2, seed=5)}
    again = {p.name: p.read_bytes() for p in write_programme(tmp_path, n_services=2, seed=5)}
    assert first == again


def test_a_folder_that_somebody_changed_is_left_alone(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.txt"):
        write_programme(tmp_path, n_services=2, seed=5)
    ran = terminal.run(*FEW, "--out", tmp_path)
    assert ran.code == exits.INPUT
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
