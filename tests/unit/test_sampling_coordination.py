"""A later draw that leaves the cases of an earlier one alone, and systematic samples."""

from dataclasses import replace

import pytest

from corecase.core.cases import Case
from corecase.core.coordination import (
    AFTER,
    AVOIDING,
    coordinated_draw,
    examined_again,
    former_of,
)
from corecase.core.draws import Draw, draw, permanent_number
from corecase.core.errors import InputError
from corecase.core.frames import Frame
from corecase.core.systematic import snake_order, systematic
from corecase.statistics.draw_methods import replay
from tests import case_worlds

FRAME = case_worlds.caseload(60)
FIRST = draw(FRAME, n=20, strata=["sentence"], seed=case_worlds.seed_for(FRAME), software="t")
NEWER = Frame(
    columns=FRAME.columns,
    rows=tuple(
        sorted([*FRAME.rows[20:], *((f"NEW-{n:02}", *FRAME.rows[n][1:]) for n in range(15))])
    ),
)


def later(frame: Frame = NEWER, *, n: int = 20, method: str = AFTER, **changes: object) -> Draw:
    asked = {
        "former": former_of(FIRST),
        "seed": case_worlds.seed_for(frame, "later"),
        "software": "t",
        "strata": ["sentence"],
    }
    return coordinated_draw(frame, n=n, method=method, **{**asked, **changes})  # type: ignore[arg-type] # as the test asks


@pytest.mark.parametrize("method", [AFTER, AVOIDING])
def test_nobody_is_examined_twice_while_others_are_left(method: str) -> None:
    drawn = later(method=method)
    assert not set(drawn.sample) & set(FIRST.sample)
    assert examined_again(drawn) == ()
    assert replay(drawn, NEWER) == ()
    assert drawn.method == method


def test_the_numbers_go_on_after_the_largest_and_round_again() -> None:
    drawn = later(FRAME, strata=[])
    last = max(permanent_number(FIRST.seed, one) for one in FIRST.sample)
    (group,) = drawn.groups
    fresh = [one for one in group.cases if one not in FIRST.sample]
    numbers = [permanent_number(FIRST.seed, one) for one in fresh]
    above = [number for number in numbers if number > last]
    assert numbers == [*sorted(above), *sorted(set(numbers) - set(above))]
    assert set(group.cases[len(fresh) :]) == set(FIRST.sample)


def test_new_numbers_cannot_be_foreseen_from_the_earlier_record() -> None:
    one = later(method=AVOIDING)
    other = later(method=AVOIDING, seed=case_worlds.seed_for(NEWER, "another"))
    assert one.sample != other.sample
    assert later().sample == later(seed=case_worlds.seed_for(NEWER, "another")).sample


@pytest.mark.parametrize("method", [AFTER, AVOIDING])
def test_an_exhausted_stratum_is_said(method: str) -> None:
    drawn = later(FRAME, n=45, method=method)
    said = examined_again(drawn)
    assert len(said) == len(drawn.groups)
    n_again = len(set(drawn.sample) & set(FIRST.sample))
    assert n_again == 5
    assert said[0].startswith("Stratum COMMUNITY is exhausted: ")
    assert said[0].endswith("are examined a second time.")
    few = Frame.of([Case(id="A"), Case(id="B")], [])
    first = draw(few, n=1, strata=[], seed=case_worlds.seed_for(few), software="t")
    again = later(few, n=2, former=former_of(first), strata=[], method=method)
    assert examined_again(again) == (
        "Stratum all cases is exhausted: 1 case of it had not been examined before, so 1 case of "
        "the 2 drawn is examined a second time.",
    )
    assert examined_again(FIRST) == ()


def test_reserves_that_stood_in_are_left_alone_too() -> None:
    group = FIRST.groups[0]
    assessed = {*FIRST.sample, group.reserves[0]} - {group.sample[0]}
    former = former_of(FIRST, assessed)
    assert former.examined == tuple(sorted(assessed))
    assert group.reserves[0] not in later(FRAME, former=former).sample
    with pytest.raises(InputError, match="Case NEW-00 is not in the earlier draw"):
        former_of(FIRST, ["NEW-00"])


def test_a_coordinated_draw_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="CUBE_1 does not coordinate draws; use AFTER_PRN or"):
        later(method="CUBE_1")
    with pytest.raises(InputError, match="made for another case list"):
        later(seed="other")
    drawn = later()
    assert replay(replace(drawn, former=None), NEWER) == (
        "The draw cannot be repeated: The record does not say which earlier draw it keeps away "
        "from.",
    )


def test_an_earlier_draw_without_cases_keeps_nobody_away() -> None:
    none = draw(FRAME, n=0, strata=[], seed=case_worlds.seed_for(FRAME), software="t")
    drawn = later(FRAME, former=former_of(none), strata=[])
    assert len(drawn.sample) == 20
    assert (
        drawn.sample
        == draw(FRAME, n=20, strata=[], seed=case_worlds.seed_for(FRAME), software="t").sample
    )


def test_a_snake_turns_at_the_end_of_every_group() -> None:
    rows = {"A": "xa", "B": "xb", "C": "ya", "D": "yb", "E": "za", "F": "zb"}
    frame = Frame.of(
        (Case(id=one, attributes={"p": pair[0], "q": pair[1]}) for one, pair in rows.items()),
        ["p", "q"],
    )
    assert "".join(snake_order(frame, ["p", "q"])) == "ABDCEF"
    assert snake_order(frame, []) == frame.ids
    assert snake_order(Frame(columns=("case_id",), rows=()), []) == ()
    with pytest.raises(InputError, match="no such column"):
        snake_order(frame, ["r"])


def test_equal_steps_reach_every_case_alike() -> None:
    cases = [f"C{n}" for n in range(10)]
    assert systematic(cases, 4, 0.0) == ("C0", "C2", "C5", "C7")
    starts = [(2 * k + 1) / 4000 for k in range(2000)]
    counts = [sum(case in systematic(cases, 4, start) for start in starts) for case in cases]
    assert counts == [800] * 10
    assert systematic(cases, 10, 1 - 2**-53) == tuple(cases)
    assert systematic(cases, 0, 0.5) == systematic([], 0, 0.5) == ()


@pytest.mark.parametrize(
    ("n", "start", "told"), [(3, 0.5, "3 cases cannot"), (1, 1.0, "from 0 up")]
)
def test_a_systematic_sample_that_cannot_be_is_refused(n: int, start: float, told: str) -> None:
    with pytest.raises(InputError, match=told):
        systematic(["A", "B"], n, start)
