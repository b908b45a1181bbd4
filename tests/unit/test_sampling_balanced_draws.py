"""Balanced draws and quota draws as they are recorded."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from corecase.core.cases import Case
from corecase.core.draw_records import from_record, to_record
from corecase.core.draw_terms import Balance, Former
from corecase.core.draws import by_number, hash_stream, permanent_number
from corecase.core.errors import InputError
from corecase.core.frames import Frame
from corecase.core.representativeness import representativeness
from corecase.statistics.balanced_draws import balanced_draw
from corecase.statistics.draw_methods import replay
from corecase.statistics.integer_program import IntegerProgram
from corecase.statistics.quota_draws import missed_in, quota_draw
from corecase.statistics.quotas import MissedMargin, quotas
from tests import case_worlds

FRAME = case_worlds.caseload(150)
SEED = case_worlds.seed_for(FRAME)
NAMES = case_worlds.ATTRIBUTES


def test_a_balanced_draw_reflects_every_attribute_and_orders_both_parts_by_number() -> None:
    drawn = balanced_draw(FRAME, n=38, attributes=NAMES, seed=SEED, software="t")
    (group,) = drawn.groups
    assert len(drawn.sample) == 38
    assert sorted(group.cases) == list(FRAME.ids)
    assert drawn.sample == by_number(SEED, drawn.sample)
    assert drawn.reserves == by_number(SEED, drawn.reserves)
    found = representativeness(FRAME, drawn.sample, NAMES)
    assert abs(found.largest.deviation_cases) < 3
    assert replay(drawn, FRAME) == ()


def test_strata_give_their_exact_share_and_their_minimum() -> None:
    drawn = balanced_draw(
        FRAME,
        n=38,
        attributes=["team", "rosh_level"],
        strata=["sentence", "sex"],
        minimum=6,
        seed=SEED,
        software="t",
    )
    sizes = {group.values: (group.n_drawn, len(group.cases)) for group in drawn.groups}
    assert sum(n for n, _ in sizes.values()) == 38
    assert min(n for n, _ in sizes.values()) == 6
    assert replay(drawn, FRAME) == ()


def test_a_small_caseload_is_drawn_as_far_as_it_goes() -> None:
    empty = Frame(columns=("case_id", "sex"), rows=())
    none = balanced_draw(
        empty, n=0, attributes=["sex"], seed=case_worlds.seed_for(empty), software="t"
    )
    assert (none.sample, none.groups) == ((), ())
    one = Frame.of([Case(id="A", attributes={"sex": "M"})], ["sex"])
    seed = case_worlds.seed_for(one)
    assert balanced_draw(one, n=1, attributes=["sex"], seed=seed, software="t").sample == ("A",)
    assert balanced_draw(one, n=0, attributes=["sex"], seed=seed, software="t").sample == ()
    whole = balanced_draw(FRAME, n=150, attributes=NAMES, seed=SEED, software="t")
    assert (len(whole.sample), whole.reserves) == (150, ())


def test_a_balanced_draw_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="made for another case list"):
        balanced_draw(FRAME, n=5, attributes=NAMES, seed="other", software="t")
    with pytest.raises(InputError, match="no such column"):
        balanced_draw(FRAME, n=5, attributes=["age"], seed=SEED, software="t")
    with pytest.raises(InputError, match="and at least one"):
        balanced_draw(FRAME, n=5, attributes=[], seed=SEED, software="t")
    with pytest.raises(InputError, match="151 cases cannot be drawn"):
        balanced_draw(FRAME, n=151, attributes=NAMES, seed=SEED, software="t")
    many = Frame.of((Case(id=f"{n:03}", attributes={"n": str(n)}) for n in range(100)), ["n"])
    with pytest.raises(InputError, match="have 99 values to balance on, and 60 are the most"):
        balanced_draw(many, n=100, attributes=["n"], seed=case_worlds.seed_for(many), software="t")


def test_a_replay_tells_a_false_balance_and_a_record_without_one() -> None:
    drawn = balanced_draw(FRAME, n=38, attributes=NAMES, seed=SEED, software="t")
    assert drawn.balance is not None
    false = replace(drawn, balance=replace(drawn.balance, columns=drawn.balance.columns[1:]))
    assert replay(false, FRAME) == (
        "What the record says of its balance or of an earlier draw is not so.",
    )
    assert replay(replace(drawn, balance=None), FRAME) == (
        "The draw cannot be repeated: The record does not say what the sample was balanced on.",
    )
    assert replay(drawn, case_worlds.caseload(149)) == (
        "This case list is not the one that the sample was drawn from.",
    )
    assert "by the method OTHER" in replay(replace(drawn, method="OTHER"), FRAME)[0]


def test_a_wider_record_comes_back_and_a_changed_one_is_refused() -> None:
    drawn = balanced_draw(FRAME, n=38, attributes=NAMES, seed=SEED, software="t")
    record = to_record(drawn)
    assert from_record(record) == drawn
    for changes in (
        {"balance": None},
        {"form": "corecase-draw-1"},
        {"balance": {**record["balance"], "attributes": [*reversed(NAMES)]}},
    ):
        with pytest.raises(InputError, match="was changed after the draw"):
            from_record({**record, **changes})
    for wrong in (3, {"attributes": ["sex"]}, "sex"):
        with pytest.raises(InputError, match="incomplete"):
            from_record({**record, "balance": wrong})


def test_what_a_draw_was_made_by_is_checked() -> None:
    with pytest.raises(InputError, match="Name each attribute"):
        Balance(attributes=("sex", "sex"), columns=())
    with pytest.raises(InputError, match="only be balanced on values"):
        Balance(attributes=("sex",), columns=(("team", "North"),))
    with pytest.raises(InputError, match="with its hash and its seed"):
        Former(sha256="", seed="a", examined=())
    with pytest.raises(InputError, match="are sorted"):
        Former(sha256="1", seed="a", examined=("B", "A"))


def test_the_hash_stream_is_the_numbers_of_its_names() -> None:
    stream = hash_stream("seed", "cube")
    for place in range(3):
        digest = permanent_number("seed", f"cube|{place}")
        assert next(stream) == int(digest[:13], 16) / 16**13


@pytest.mark.parametrize("chance", range(5))
def test_quotas_round_every_cell_value_and_pair(chance: int) -> None:
    names = NAMES[:4]
    table = quotas(FRAME, names, 38, iter(Random(chance).random, None))
    assert sum(table.cells.values()) == 38
    assert (table.missed, table.slack) == ((), 0)
    values = FRAME.values(names)
    for first in range(4):
        for second in range(4):
            for pair in {(cell[first], cell[second]) for cell in table.cells}:
                given = sum(
                    n for cell, n in table.cells.items() if (cell[first], cell[second]) == pair
                )
                size = sum((one[first], one[second]) == pair for one in values.values())
                assert abs(given - Fraction(38 * size, 150)) < 1


def squares(*rows: str) -> Frame:
    """A frame of four attributes of one letter each."""
    return Frame.of(
        (
            Case(id=f"C{place:02}", attributes=dict(zip("abcd", row, strict=True)))
            for place, row in enumerate(rows)
        ),
        "abcd",
    )


UNSOLVABLE = squares("yyyx", "xxzx", "yxzz", "zxxy")
NEAREST = squares("xyxz", "yyxx", "xxyz", "yxxz")


def test_pairs_that_cannot_all_be_kept_give_way_by_the_fewest_cases() -> None:
    table = quotas(NEAREST, "abcd", 2, iter(Random(4).random, None))
    assert sum(table.cells.values()) == 2
    assert table.slack == 1
    (missed,) = table.missed
    assert str(missed).endswith("0 cases where 1.0 are expected.")
    drawn = quota_draw(
        NEAREST, n=2, attributes="abcd", seed=case_worlds.seed_for(NEAREST), software="t"
    )
    assert sum(one.n_off for one in missed_in(drawn)) == 1
    assert replay(drawn, NEAREST) == ()
    over = MissedMargin(attributes=("a", "b"), levels=("x", ""), expected=Fraction(3, 2), n_cases=4)
    assert (over.n_off, str(over)) == (2, "a x, b not known: 4 cases where 1.5 are expected.")


def test_quotas_that_cannot_be_are_refused() -> None:
    stream = iter(Random(1).random, None)
    with pytest.raises(InputError, match="adds up in every value; use fewer attributes"):
        quotas(UNSOLVABLE, "abcd", 2, stream)
    with pytest.raises(InputError, match="Name each attribute of the quotas once"):
        quotas(FRAME, [], 2, stream)
    with pytest.raises(InputError, match="Name each attribute of the quotas once"):
        quotas(FRAME, ["sex", "sex"], 2, stream)
    with pytest.raises(InputError, match="151 cases cannot be drawn from 150"):
        quotas(FRAME, ["sex"], 151, stream)
    with pytest.raises(InputError, match="no such column"):
        quotas(FRAME, ["age"], 2, stream)


def test_quotas_of_nothing_and_of_everything() -> None:
    empty = Frame(columns=("case_id", "sex"), rows=())
    assert quotas(empty, ["sex"], 0, iter(())).cells == {}
    stream = iter(lambda: 0.0, None)
    assert set(quotas(FRAME, ["sex"], 0, stream).cells.values()) == {0}
    assert sum(quotas(FRAME, ["sex"], 150, stream).cells.values()) == 150
    assert sum(quotas(FRAME, ["sex"], 38, stream).cells.values()) == 38


def test_a_cell_is_rounded_up_as_often_as_its_fraction_says() -> None:
    rows = [*["x"] * 23, *["y"] * 77]
    frame = Frame.of(
        (Case(id=f"{n:03}", attributes={"a": one}) for n, one in enumerate(rows)), ["a"]
    )
    stream = iter(Random(5).random, None)
    # 2.3 and 7.7 are expected and one is rounded up. Of two cells alone, x is so less often
    # than in three of ten draws, but far from never.
    ups = sum(quotas(frame, ["a"], 10, stream).cells["x",] == 3 for _ in range(400))
    assert 40 <= ups <= 120


def test_a_least_cost_that_is_not_proven_is_not_given_as_one() -> None:
    program = IntegerProgram()
    first, second = program.column(1, -1), program.column(1, -2)
    program.row({first: 1, second: 1}, high=1)
    found = program.solve(exact=True)
    assert found is not None
    assert list(found) == [0, 1]
    program.row({first: 1, second: 1}, low=2)
    assert program.solve(exact=True) is None
