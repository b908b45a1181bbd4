"""A draw: its frame, its seed, its record, and how a changed one is found out."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from corecase.core.cases import Case
from corecase.core.draw_records import broken_links, draw_sha256, from_record, to_bytes, to_record
from corecase.core.draws import (
    Draw,
    Stratum,
    as_share,
    check_nonce,
    commitment,
    draw,
    permanent_number,
    replay,
    seed_string,
)
from corecase.core.errors import InputError
from corecase.core.frames import Frame

SENTENCES = ["CUSTODY", "COMMUNITY", "COMMUNITY", "", "COMMUNITY"]
CASES = [Case(id=f"SYN-{n:02}", attributes={"sentence": SENTENCES[n % 5]}) for n in range(30)]
FRAME = Frame.of(CASES, ["sentence"])


def seed_of(frame: Frame) -> str:
    return seed_string(
        drawn_on=date(2010, 1, 14),
        service="Invented",
        programme="CCI",
        frame_sha256=frame.sha256,
        nonce_inspectorate="amber",
        nonce_service="larch",
    )


def drawn(frame: Frame = FRAME, **changes: object) -> Draw:
    asked = {"n": 10, "strata": ["sentence"], "seed": seed_of(frame), "software": "test"}
    return draw(frame, **{**asked, **changes})  # type: ignore[arg-type] # as the test asks


def test_a_frame_is_sorted_and_its_bytes_are_fixed() -> None:
    frame = Frame.of([Case(id="é2", attributes={"team": "North"}), Case(id="A1")], ["team"])
    assert frame.content == "case_id\tteam\nA1\t\né2\tNorth\n".encode()
    assert frame.sha256 == sha256(frame.content).hexdigest()
    assert (frame.ids, frame.n_cases) == (("A1", "é2"), 2)
    assert Frame.from_record(json.loads(json.dumps(frame.to_record()))) == frame


@pytest.mark.parametrize(
    ("columns", "rows", "told"),
    [
        (("team",), (), "begins with the column case_id"),
        (("case_id", "team", "team"), (), "no column twice"),
        (("case_id", "team"), (("A1",),), "a cell for every column"),
        (("case_id",), (("",),), "needs an identifier"),
        (("case_id",), (("B1",), ("A1",)), "sorted by identifier"),
        (("case_id",), (("A1",), ("A1",)), "no identifier twice"),
        (("case_id", "team"), (("A1", "a\tb"),), "no line breaks, tabs"),
    ],
)
def test_a_frame_that_cannot_be_hashed_in_one_way_is_refused(
    columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        Frame(columns=columns, rows=rows)


def test_strata_are_attributes_of_the_frame() -> None:
    with pytest.raises(InputError, match="no such column as 'team'; choose among sentence"):
        drawn(strata=["team"])
    with pytest.raises(InputError, match="it names its cases and nothing else"):
        Frame.of(CASES, []).values(["team"])


def test_a_seed_names_all_that_was_agreed() -> None:
    assert seed_of(FRAME) == f"2010-01-14|Invented|CCI|{FRAME.sha256}|amber|larch"


@pytest.mark.parametrize("word", ["", "a|b", "a\nb"])
def test_a_part_of_a_seed_that_would_blur_it_is_refused(word: str) -> None:
    with pytest.raises(InputError, match=r"without \| and"):
        seed_string(
            drawn_on=date(2010, 1, 14),
            service=word,
            programme="CCI",
            frame_sha256="0",
            nonce_inspectorate="a",
            nonce_service="b",
        )


def test_a_revealed_word_is_held_to_its_commitment() -> None:
    check_nonce("amber", commitment("amber"))
    with pytest.raises(InputError, match="not the word committed to"):
        check_nonce("ember", commitment("amber"))


def test_a_seed_made_for_another_list_is_refused() -> None:
    with pytest.raises(InputError, match="made for another case list"):
        drawn(seed="2010-01-14|Invented|CCI|0|amber|larch")


def test_each_stratum_gives_the_lowest_numbers_and_keeps_the_rest_in_order() -> None:
    found = drawn()
    assert [(g.label, g.n_drawn, len(g.cases)) for g in found.groups] == [
        ("not known", 2, 6),
        ("COMMUNITY", 6, 18),
        ("CUSTODY", 2, 6),
    ]
    for group in found.groups:
        numbers = [permanent_number(found.seed, case_id) for case_id in group.cases]
        assert numbers == sorted(numbers)
        assert (*group.sample, *group.reserves) == group.cases
    assert len(found.sample) == 10
    assert len(found.reserves) == 20
    assert found.n_population == 30
    assert set(found.sample) | set(found.reserves) == set(FRAME.ids)


def test_without_attributes_there_is_one_stratum() -> None:
    (group,) = drawn(strata=[]).groups
    assert (group.label, group.values, len(group.cases)) == ("all cases", (), 30)
    assert drawn(strata=[], n=0).sample == ()


def test_a_number_as_a_share_lies_between_0_and_1() -> None:
    assert as_share("0" * 64) == 0
    assert 0.999 < as_share("f" * 64) < 1


def test_a_draw_repeated_agrees() -> None:
    assert replay(drawn(), FRAME) == ()
    assert replay(drawn(previous_sha256="abc", minimum=2), FRAME) == ()


def test_a_replay_says_what_differs() -> None:
    found = drawn()
    other = Frame.of(CASES[1:], ["sentence"])
    assert replay(found, other) == (
        "This case list is not the one that the sample was drawn from.",
    )
    assert "by the method CUBE" in replay(replace(found, method="CUBE"), FRAME)[0]
    assert replay(replace(found, seed="other"), FRAME) == (
        "The draw cannot be repeated: The seed was made for another case list; make it again "
        "from the list signed off.",
    )


def test_a_replay_finds_a_swapped_case_a_moved_share_and_a_false_stratum() -> None:
    found = drawn()
    unknown, community, custody = found.groups
    swapped = replace(community, cases=(*community.cases[1:], community.cases[0]))
    more = replace(unknown, n_drawn=3)
    fewer = replace(custody, n_drawn=1)
    assert replay(replace(found, groups=(more, swapped, fewer)), FRAME) == (
        "Stratum not known gave 3 cases; repeating the draw gives 2.",
        "The order of cases in stratum COMMUNITY is not the one the seed gives.",
        "Stratum CUSTODY gave 1 cases; repeating the draw gives 2.",
    )
    false = replace(custody, values=("REMAND",))
    assert replay(replace(found, groups=(unknown, community, false)), FRAME) == (
        "The record has no stratum CUSTODY; repeating the draw gives one.",
        "The record has a stratum REMAND that the case list does not have.",
    )


def test_a_record_comes_back_from_json_as_the_same_draw() -> None:
    found = drawn(minimum=1, previous_sha256="abc")
    record = json.loads(to_bytes(found))
    assert from_record(record) == found
    assert record["sha256"] == draw_sha256(found)
    assert to_bytes(found).endswith(b"}\n")


@pytest.mark.parametrize(
    "changes", [{"seed": "other"}, {"software": "2"}, {"sha256": ""}, {"added": 1}]
)
def test_a_changed_record_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match="was changed after the draw"):
        from_record({**to_record(drawn()), **changes})


def test_what_is_no_record_of_a_draw_is_refused() -> None:
    with pytest.raises(InputError, match="not the record of a draw"):
        from_record({})
    with pytest.raises(InputError, match="incomplete"):
        from_record({"form": "corecase-draw-1"})
    with pytest.raises(InputError, match="incomplete"):
        from_record({**to_record(drawn()), "groups": 3})


def test_draws_name_the_one_before_them() -> None:
    first = drawn()
    second = drawn(n=12, previous_sha256=draw_sha256(first))
    assert broken_links([first, second]) == ()
    assert broken_links([replace(first, software="2"), second]) == (2,)
    assert broken_links([second]) == (1,)
    assert broken_links([]) == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"n": 9}, "as many cases"),
        ({"strata": ("sentence", "team")}, "a value for each attribute"),
    ],
)
def test_a_draw_that_contradicts_itself_is_refused(changes: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        replace(drawn(), **changes)  # type: ignore[arg-type] # wrong on purpose


def test_a_case_stands_in_one_stratum_which_gives_no_more_than_it_has() -> None:
    with pytest.raises(InputError, match="cannot have a case twice"):
        replace(drawn(n=0), groups=(Stratum(values=("a",), n_drawn=0, cases=("A1", "A1")),))
    with pytest.raises(InputError, match="more cases than it has"):
        Stratum(values=(), n_drawn=2, cases=("A1",))


PROGRAM = """
import sys
from corecase.core.cases import Case
from corecase.core.draw_records import to_bytes
from corecase.core.draws import draw
from corecase.core.frames import Frame
sentences = ["CUSTODY", "COMMUNITY", "COMMUNITY", "", "COMMUNITY"]
cases = [Case(id=f"SYN-{n:02}", attributes={"sentence": sentences[n % 5]}) for n in range(30)]
frame = Frame.of(reversed(cases), ["sentence"])
found = draw(frame, n=10, strata=["sentence"], seed=sys.argv[1], software="test")
sys.stdout.buffer.write(to_bytes(found))
"""


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_draws_the_same_bytes(hash_seed: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, seed_of(FRAME)],
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"},
    )
    assert run.stdout == to_bytes(drawn())
