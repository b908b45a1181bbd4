"""Case mix: side by side, and adjusted for."""

import numpy as np
import pytest

from corecase.core.case_mix import profile, side_by_side
from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.statistics.casemix import (
    FEWEST_JUDGEMENTS,
    National,
    Standard,
    adjusted,
    expected_shares,
    standardise,
)

N_CASES, N_ITEMS = 900, 6


def nation(hard: float = 0.0, services: int = 30) -> National:
    """Invented judgements: services of equal quality, some with more of the harder item 0.

    The service S00 is asked item 0 in every case, the others in few.
    """
    rng = np.random.default_rng(7)
    names = [f"S{n % services:02}" for n in range(N_CASES)]
    chances = np.array([0.3, *[0.7] * (N_ITEMS - 1)])
    judged = (rng.random((N_CASES, N_ITEMS)) < chances - hard).astype(np.int8)
    asked = rng.random(N_CASES) < 0.2
    asked |= np.array(names) == "S00"
    judged[~asked, 0] = -1
    sentences = ["custody" if rng.random() < 0.2 else "community" for _ in names]
    return National(judged=judged, services=names, profiles=sentences)


def test_harder_questions_no_longer_lower_a_score() -> None:
    found = adjusted(nation(), "S00")
    raw = found.raw.count / found.raw.out_of
    assert raw < found.adjusted
    assert abs(found.adjusted - found.national_share) < abs(raw - found.national_share)
    assert found.interval.low < found.adjusted < found.interval.high
    assert not found.left_out
    assert found.words.startswith("The score is ")
    assert "Adjusted for the questions that applied it would be" in found.words


def test_a_table_by_case_says_so() -> None:
    found = adjusted(nation(), "S00", standard=Standard.ITEM_AND_PROFILE)
    assert "and the cases behind them" in found.words
    assert found.standard is Standard.ITEM_AND_PROFILE


def test_a_large_service_is_left_out_of_its_own_standard() -> None:
    large = nation(services=10)
    found = adjusted(large, "S01")
    assert found.left_out
    others = ~large.of("S01")
    kept = large.judged[others]
    assert found.national_share == pytest.approx((kept == 1).sum() / (kept >= 0).sum())


def test_what_the_nation_gives_on_average_is_expected_of_it() -> None:
    national = nation()
    everyone = np.ones(N_CASES, dtype=bool)
    for standard in Standard:
        shares = expected_shares(national, everyone, standard)
        asked = national.judged >= 0
        assert (shares * asked).sum() == pytest.approx((national.judged == 1).sum())


def test_a_thin_cell_takes_the_share_of_its_item_and_an_unasked_item_that_of_all() -> None:
    judged = np.array([[1, -1], [0, -1], [1, -1]], dtype=np.int8)
    national = National(judged=judged, services="ABC", profiles=("x", "x", "rare"))
    assert len(judged) < FEWEST_JUDGEMENTS
    shares = expected_shares(national, np.ones(3, dtype=bool), Standard.ITEM_AND_PROFILE)
    assert shares == pytest.approx(np.full((3, 2), 2 / 3))


def test_an_adjusted_score_ends_at_all() -> None:
    found = standardise([5, 5], [5, 5], [2.0, 3.0], national_share=0.8)
    assert found.adjusted == 1.0
    assert found.interval.high == 1.0
    none = standardise([0, 0], [5, 5], [2.0, 3.0], national_share=0.8)
    assert (none.adjusted, none.interval.low) == (0, 0)
    assert none.interval.high == 1.0


def test_cases_without_spread_are_no_certainty() -> None:
    """All sufficient in 8 cases: Wilson's with 7 effective cases and t, low end n/(n + t^2)."""
    found = standardise([5] * 8, [5] * 8, [4.0] * 8, national_share=0.6)
    assert found.adjusted == pytest.approx(0.75)
    assert found.interval.low == pytest.approx(0.75 * 7 / (7 + 2.3646243**2), rel=1e-6)
    assert found.interval.high == pytest.approx(0.75)
    part = standardise([2] * 8, [4] * 8, [2.0] * 8, national_share=0.6)
    assert part.interval.low < part.adjusted < part.interval.high
    none = standardise([0] * 8, [5] * 8, [4.0] * 8, national_share=0.6)
    assert none.interval.low == 0 < none.interval.high < 1


def test_only_a_whole_caseload_leaves_nothing_to_chance() -> None:
    found = standardise([5] * 8, [5] * 8, [4.0] * 8, national_share=0.6, n_population=8)
    assert found.interval.low == found.interval.high == pytest.approx(0.75)
    with pytest.raises(InputError, match="A caseload of 2 has no 3 cases"):
        standardise([1, 2, 3], [3, 3, 3], [2, 2, 2], national_share=0.6, n_population=2)


@pytest.mark.parametrize(
    ("good", "asked", "expected", "share"),
    [
        ([1], [2], [1.0], 0.5),
        ([], [], [], 0.5),
        ([0, 0], [0, 0], [0, 0], 0.5),
        ([0, 0], [0, 0], [1, 1], 0.5),
        ([1, 1], [2, 2], [1, 1], 0.0),
    ],
    ids=["one case", "no case", "nothing expected", "nothing applied", "nothing national"],
)
def test_what_cannot_be_adjusted_is_refused(
    good: list[int], asked: list[int], expected: list[float], share: float
) -> None:
    with pytest.raises(InputError, match="two cases or more"):
        standardise(good, asked, expected, national_share=share)


def test_a_nation_needs_its_cases_named() -> None:
    judged = np.zeros((2, 3), dtype=np.int8)
    for services, profiles in ((("A",), ("x", "x")), (("A", "B"), ("x",))):
        with pytest.raises(InputError, match="answers, service and profile"):
            National(judged=judged, services=services, profiles=profiles)
    with pytest.raises(InputError, match="answers, service and profile"):
        National(judged=judged[0], services=("A",) * 3, profiles=("x",) * 3)
    with pytest.raises(InputError, match="no case of Z"):
        adjusted(nation(), "Z")


def test_a_service_alone_has_nothing_to_be_compared_with() -> None:
    alone = National(
        judged=np.ones((3, 2), dtype=np.int8), services=("A",) * 3, profiles=("x",) * 3
    )
    with pytest.raises(InputError, match="add services"):
        adjusted(alone, "A")


def test_case_mixes_stand_side_by_side() -> None:
    first = [Case(id="1", attributes={"sex": "MALE"}), Case(id="2")]
    second = [Case(id="3", attributes={"sex": "FEMALE"})] * 3
    rows = side_by_side(first, second, ["sex"])
    assert [(row.level, str(row.first), str(row.second)) for row in rows] == [
        ("", "1 of 2", "0 of 3"),
        ("FEMALE", "0 of 2", "3 of 3"),
        ("MALE", "1 of 2", "0 of 3"),
    ]
    for pair in (([], second), (first, [])):
        with pytest.raises(InputError, match="once both samples"):
            side_by_side(*pair, ["sex"])


def test_a_profile_holds_nothing_that_the_service_settles() -> None:
    case = Case(id="1", attributes={"sentence": "CUSTODY", "rosh_level": "LOW"})
    assert profile(case, ["sentence", "sex"]) == "CUSTODY|"
    for settled in ("rosh_level", "vulnerability_level", "team"):
        with pytest.raises(InputError, match=f"leave {settled} out"):
            profile(case, ["sentence", settled])
