"""Draws recorded once: they are read back byte for byte and repeated, today and for ever.

A file here is never made again. Where one fails, the arithmetic of a method has changed: give
the method a new name and keep the old one.
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import corecase
from corecase.core.draw_records import from_record, to_bytes
from corecase.core.draws import Draw
from corecase.core.frames import Frame
from corecase.exchange.draw_files import read_frame
from corecase.statistics.draw_methods import WORDS, replay
from tests import case_worlds

FOLDER = Path(__file__).parent / "recorded_draws"
CASE_LIST = FOLDER / "case_list.tsv"
RECORDS = sorted(FOLDER.glob("*.json"))


def recorded(path: Path) -> Draw:
    return from_record(json.loads(path.read_bytes()))


@pytest.fixture(scope="module")
def frame() -> Frame:
    """The invented caseload of 150 that all of them were drawn from."""
    head, *rows = (line.split("\t") for line in CASE_LIST.read_text("utf-8").splitlines())
    return Frame(columns=tuple(head), rows=tuple(map(tuple, rows)))


def test_every_method_has_a_recorded_draw_and_words() -> None:
    assert {recorded(path).method for path in RECORDS} == set(WORDS)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_recorded_draw_is_read_back_byte_for_byte_and_repeats(path: Path, frame: Frame) -> None:
    drawn = recorded(path)
    assert to_bytes(drawn) == path.read_bytes()
    assert drawn.frame_sha256 == frame.sha256
    assert replay(drawn, frame) == ()


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_swapped_case_is_found_by_the_replay(path: Path, frame: Frame) -> None:
    drawn = recorded(path)
    group = max(drawn.groups, key=lambda one: len(one.cases))
    swapped = replace(group, cases=(*group.cases[1:], group.cases[0]))
    changed = replace(drawn, groups=tuple(swapped if one is group else one for one in drawn.groups))
    (said,) = replay(changed, frame)
    assert said == f"The order of cases in stratum {group.label} is not the one the seed gives."


def test_records_of_before_have_the_first_form_and_wider_ones_another() -> None:
    forms = {path.stem: json.loads(path.read_bytes())["form"] for path in RECORDS}
    assert {name for name, form in forms.items() if form == "corecase-draw-1"} == {
        "proportional_prn",
        "quotas_1",
    }
    assert [name for name, form in forms.items() if form == "corecase-draw-3"] == [
        "case_managers_1"
    ]
    assert set(forms.values()) == {"corecase-draw-1", "corecase-draw-2", "corecase-draw-3"}


def test_the_case_list_is_the_invented_one(frame: Frame) -> None:
    assert frame == case_worlds.caseload(150)
    # Read from the file by people's road, its columns come in the order of their names.
    assert read_frame(CASE_LIST).cases == frame.cases


PROGRAM = """
import json, sys
from pathlib import Path
from corecase.core.draw_records import from_record, to_bytes
from corecase.core.frames import Frame
from corecase.statistics.draw_methods import repeat
folder = Path(sys.argv[1])
head, *rows = (line.split("\\t") for line in (folder / "case_list.tsv").read_text().splitlines())
frame = Frame(columns=tuple(head), rows=tuple(map(tuple, rows)))
for path in sorted(folder.glob("*.json")):
    drawn = from_record(json.loads(path.read_bytes()))
    assert to_bytes(repeat(drawn, frame)) == path.read_bytes(), path.name
print("all")
"""


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_draws_the_same_bytes(hash_seed: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(FOLDER)],
        capture_output=True,
        text=True,
        check=True,
        env={
            "PYTHONHASHSEED": hash_seed,
            "PYTHONUTF8": "1",
            "PYTHONPATH": str(Path(corecase.__file__).parents[1]),
        },
    )
    assert run.stdout == "all\n"
