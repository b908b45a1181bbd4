"""A sample beside its caseload: what is counted, and what is not claimed."""

from fractions import Fraction

import pytest

from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.frames import Frame
from corecase.core.representativeness import (
    Margin,
    Representativeness,
    representativeness,
    two_sided_p,
)

FRAME = Frame.of(
    [
        Case(id=f"SYN-{n:02}", attributes={"sex": "FEMALE" if n < 5 else "MALE", "team": "North"})
        for n in range(20)
    ],
    ["sex", "team", "office"],
)
TEN = [f"SYN-{n:02}" for n in range(10)]


def test_every_level_is_counted_in_sample_and_caseload() -> None:
    found = representativeness(FRAME, TEN, ["sex", "office"])
    assert [(m.attribute, m.level, m.sampled.count, m.caseload.count) for m in found.margins] == [
        ("sex", "FEMALE", 5, 5),
        ("sex", "MALE", 5, 15),
        ("office", "", 10, 20),
    ]
    assert found.largest.level == "FEMALE"
    assert found.largest.deviation_cases == Fraction(5, 2)
    assert found.margins[1].deviation_cases == Fraction(-5, 2)
    assert found.within_one_case == Figure(count=1, out_of=3)
    assert found.headline == "within one case of the expected number on 1 of 2 attributes"


def test_one_attribute_is_one() -> None:
    found = representativeness(FRAME, TEN, ["team"])
    assert found.headline == "within one case of the expected number on 1 of 1 attribute"


def test_exactly_one_case_off_is_within_one_case() -> None:
    margin = Margin(
        attribute="a",
        level="b",
        sampled=Figure(count=3, out_of=10),
        caseload=Figure(count=4, out_of=20),
    )
    assert margin.deviation_cases == 1
    assert margin.is_within_one_case


@pytest.mark.parametrize(
    ("sampled", "caseload"),
    [((20, 20), (20, 20)), ((5, 20), (5, 20)), ((0, 10), (0, 20)), ((1, 1), (1, 1))],
)
def test_where_nothing_was_left_to_chance_there_is_no_z(
    sampled: tuple[int, int], caseload: tuple[int, int]
) -> None:
    margin = Margin(
        attribute="a",
        level="b",
        sampled=Figure(count=sampled[0], out_of=sampled[1]),
        caseload=Figure(count=caseload[0], out_of=caseload[1]),
    )
    assert margin.z is None
    assert margin.p == 1.0


def test_counts_of_equal_chance_on_both_sides_are_both_unlikely() -> None:
    # 0 and 4 of 4 from 10 of 20 have the same chance, 210 in 4845.
    assert two_sided_p(0, 4, 10, 20) == two_sided_p(4, 4, 10, 20) == 420 / 4845


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(InputError, match="3 of 4 cannot be drawn from 2 of 20"):
        two_sided_p(3, 4, 2, 20)
    with pytest.raises(InputError, match="once it has a case"):
        representativeness(FRAME, [], ["sex"])
    with pytest.raises(InputError, match="once it has a case"):
        Margin(attribute="a", level="b", sampled=Figure(count=0, out_of=1), caseload=NOTHING)
    with pytest.raises(InputError, match="not in the case list"):
        representativeness(FRAME, ["SYN-99"], ["sex"])
    with pytest.raises(InputError, match="at least one attribute"):
        Representativeness(margins=())
