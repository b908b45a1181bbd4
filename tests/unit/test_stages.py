"""The stages of an inspection: one table of moves, its sentences and its diagram."""

from itertools import pairwise

import pytest

from corecase.core.errors import InputError
from corecase.core.stages import MOVES, Stage, check_move, diagram, may_move

BACK = {
    (Stage.SAMPLE_DRAWN, Stage.CASELOAD_RECEIVED),
    (Stage.MODERATION, Stage.FIELDWORK),
    (Stage.DRAFTING, Stage.MODERATION),
    (Stage.FACTUAL_ACCURACY, Stage.DRAFTING),
    (Stage.SIGN_OFF, Stage.DRAFTING),
}


def test_an_inspection_goes_through_every_stage_in_order_and_back_where_it_is_honest() -> None:
    legal = {(stage, to) for stage in Stage for to in Stage if may_move(stage, to)}
    assert legal == set(pairwise(Stage)) | BACK


def test_every_stage_has_its_row_its_number_and_its_words() -> None:
    assert list(MOVES) == list(Stage)
    assert [stage.number for stage in Stage] == list(range(1, 13))
    assert Stage.CASELOAD_RECEIVED.words == "caseload received"
    assert Stage.SIGN_OFF.words == "sign-off"


def test_a_legal_move_is_silent() -> None:
    check_move(Stage.SIGN_OFF, Stage.PUBLISHED)


@pytest.mark.parametrize(
    ("stage", "to", "sentence"),
    [
        (
            Stage.FIELDWORK,
            Stage.PUBLISHED,
            "This inspection is “fieldwork” and cannot become “published”; choose “moderation”.",
        ),
        (
            Stage.SIGN_OFF,
            Stage.FIELDWORK,
            "This inspection is “sign-off” and cannot become “fieldwork”; "
            "choose “published” or “drafting”.",
        ),
        (
            Stage.CLOSED,
            Stage.PLANNED,
            "This inspection is “closed” and cannot become “planned”; nothing follows.",
        ),
    ],
)
def test_any_other_move_names_the_legal_ones(stage: Stage, to: Stage, sentence: str) -> None:
    with pytest.raises(InputError) as raised:
        check_move(stage, to)
    assert str(raised.value) == sentence


def test_the_diagram_has_one_line_for_each_move() -> None:
    lines = [line.strip() for line in diagram().splitlines()]
    assert lines[0] == "stateDiagram-v2"
    assert "SIGN_OFF: sign-off" in lines
    arrows = {tuple(line.split(" --> ")) for line in lines if "-->" in line}
    moves = {(stage.value, to.value) for stage, legal in MOVES.items() for to in legal}
    assert arrows == moves | {("[*]", "PLANNED"), ("CLOSED", "[*]")}
