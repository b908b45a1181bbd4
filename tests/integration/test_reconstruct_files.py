"""Published facts of Hartlepool 2010 into files that read back as the same table."""

from pathlib import Path

import pytest

import corecase
from corecase.core.errors import InputError
from corecase.core.publications import compare
from corecase.core.scoring import score
from corecase.exchange import frameworks, judgements
from corecase.exchange.published import read_printed
from corecase.pipelines.reconstruct import (
    ReconstructedFiles,
    reconstruct,
    reconstruct_folder,
)

REFERENCE = Path(corecase.__file__).parent / "data" / "reference" / "hartlepool-2010"


def run(out_dir: Path, seed: int = 1) -> ReconstructedFiles:
    return reconstruct(
        "cci-2009",
        REFERENCE / "facts.csv",
        REFERENCE / "printed.csv",
        REFERENCE / "profile.csv",
        out_dir,
        seed=seed,
        case_prefix="HPL",
        levels_path=REFERENCE / "levels.csv",
    )


def test_the_files_read_back_and_print_the_report(tmp_path: Path) -> None:
    files = run(tmp_path / "out")
    framework = frameworks.load(files.overlay)
    read = judgements.read(files.judgements, framework).judgements
    assert len(read) == 38 * len(framework.items)
    rows = compare(score(framework, read), read_printed(REFERENCE / "printed.csv"))
    assert [row.printed.score_id for row in rows if not row.agrees] == []
    pairs = [j.service_value for j in read if j.item_id == "CCI-V01"]
    assert pairs.count("vulnerable") == 17
    cases = judgements.read_cases(files.cases)
    assert [case.attributes["sentence"] for case in cases].count("custody") == 2


def test_every_file_says_that_it_is_synthetic(tmp_path: Path) -> None:
    files = run(tmp_path)
    for path in (files.judgements, files.cases, files.overlay):
        assert path.name.startswith("synthetic-")
    assert "not the inspectorate's data" in frameworks.load(files.overlay).notes[-1]


def test_a_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    once, again, other = (
        run(tmp_path / name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert once.judgements.read_bytes() == again.judgements.read_bytes()
    assert once.overlay.read_bytes() == again.overlay.read_bytes()
    assert once.judgements.read_bytes() != other.judgements.read_bytes()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError, match=r"cannot be written .*; choose a folder that can be"):
        run(blocked / "out")


def test_a_reconstruction_never_overwrites_what_a_person_made(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "inspection.yaml").write_text("service: Invented Town\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds inspection\.yaml, which a person made"):
        reconstruct_folder("cci-2009", REFERENCE, mine, seed=1)
    assert [path.name for path in mine.iterdir()] == ["inspection.yaml"]
    assert (mine / "inspection.yaml").read_text(encoding="utf-8") == "service: Invented Town\n"


def test_a_reconstruction_is_made_again_until_a_person_changes_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    reconstruct_folder("cci-2009", REFERENCE, out, seed=1)
    first = (out / "synthetic-judgements.csv").read_bytes()
    reconstruct_folder("cci-2009", REFERENCE, out, seed=2)
    assert (out / "synthetic-judgements.csv").read_bytes() != first
    with (out / "inspection.yaml").open("a", encoding="utf-8") as file:
        file.write("# agreed on Monday\n")
    with pytest.raises(InputError, match=r"name a new folder with --out"):
        reconstruct_folder("cci-2009", REFERENCE, out, seed=1)
    (out / "inspection.yaml").unlink()
    with pytest.raises(InputError, match=r"holds inspection\.yaml"):
        reconstruct_folder("cci-2009", REFERENCE, out, seed=1)
