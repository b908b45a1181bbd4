"""Gates: which chance allows which words."""

from datetime import date

import pytest

from corecase.core.claims import Allowed, Chance, Claim, Standpoint, Verdict, all_at_once, claim_in
from corecase.core.errors import InputError

HERE = Standpoint(as_at=date(2012, 6, 19), group="the services inspected so far", n_services=None)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.9, 0.9, Verdict.SAID),
        (0.8999, 1.0, Verdict.PROBABLY),
        (0.5, 0.5, Verdict.PROBABLY),
        (0.4999, 0.99, Verdict.CANNOT_BE_PLACED),
        (0.0, 0.0, Verdict.CANNOT_BE_PLACED),
        (1.0, 1.0, Verdict.SAID),
    ],
)
def test_the_low_end_passes_the_gate_or_nothing_does(
    low: float, high: float, verdict: Verdict
) -> None:
    assert Chance(low=low, high=high).verdict is verdict


def test_a_sum_of_floats_does_not_miss_its_gate_by_the_last_digit() -> None:
    assert Chance.of(0.3 + 0.6).verdict is Verdict.SAID
    assert Chance.of(1 - 0.1).words == "90 in 100"


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (Chance.of(0.627), "62 in 100"),
        (Chance.of(0.8999), "89 in 100"),
        (Chance.of(0.004), "under 1 in 100"),
        (Chance.of(0.9999), "99 in 100 or more"),
        (Chance.of(0.42, 0.73), "between 42 and 73 in 100"),
        (Chance.of(0.001, 0.999), "from under 1 to 99 in 100"),
    ],
)
def test_a_chance_is_rounded_down_in_words(chance: Chance, words: str) -> None:
    assert chance.words == words


def test_rounding_errors_stay_within_a_chance() -> None:
    assert Chance.of(-1e-17, 1 + 1e-15) == Chance(low=0, high=1)


def test_chances_all_at_once_are_bounded_without_a_guess() -> None:
    three = [Chance.of(0.95), Chance.of(0.97), Chance.of(0.99, 1.0)]
    found = all_at_once(three)
    assert (found.low, found.high) == (pytest.approx(0.91), 0.95)
    assert all_at_once([Chance.of(0.4), Chance.of(0.4)]) == Chance(low=0, high=0.4)
    assert all_at_once([Chance.of(0.75)]) == Chance.of(0.75)


@pytest.mark.parametrize("others", [1, 2, 4])
def test_what_is_certain_takes_nothing_from_a_chance(others: int) -> None:
    one = Chance.of(0.9478650581938248)
    assert all_at_once([one, *[Chance.of(1.0)] * others]) == one


@pytest.mark.parametrize("wrong", [Chance.of, lambda: all_at_once([])], ids=["one", "all"])
def test_no_chance_at_all_is_refused(wrong) -> None:
    with pytest.raises(InputError):
        wrong()


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.4), (-0.1, 0.5), (0.5, 1.1)])
def test_what_is_no_chance_is_refused(low: float, high: float) -> None:
    with pytest.raises(InputError):
        Chance(low=low, high=high)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("top quartile", Claim.TOP_QUARTILE),
        ("in the top quartile", Claim.TOP_QUARTILE),
        ("Top-Quartile", Claim.TOP_QUARTILE),
        ("highest", Claim.HIGHEST_IN_THE_REGION),
        ("highest in the region", Claim.HIGHEST_IN_THE_REGION),
        ("best overall", Claim.BEST_OVERALL),
        ("lowest to date", Claim.LOWEST_TO_DATE),
    ],
)
def test_a_claim_is_known_by_its_words(words: str, claim: Claim) -> None:
    assert claim_in(words) is claim


def test_an_unknown_claim_is_told_what_there_is() -> None:
    with pytest.raises(InputError, match='"top quartile"'):
        claim_in("a beacon")


def test_a_standpoint_says_its_day_and_its_number() -> None:
    said = "of the services inspected so far, as at 19 June 2012; number of services not printed"
    assert HERE.words == said
    one = Standpoint(as_at=date(2012, 6, 19), group="two inspections of Sefton", n_services=1)
    assert one.words.endswith("; 1 service")


@pytest.mark.parametrize("values", [{"group": ""}, {"n_services": 0}])
def test_a_standpoint_without_a_group_or_a_service_is_refused(values: dict) -> None:
    told = {"as_at": date(2012, 6, 19), "group": "some", "n_services": 2} | values
    with pytest.raises(InputError):
        Standpoint(**told)


@pytest.mark.parametrize(
    ("verdict", "missing"), [(Verdict.SAID, ("a score",)), (Verdict.CANNOT_BE_COMPUTED, ())]
)
def test_only_what_cannot_be_computed_lacks_something(
    verdict: Verdict, missing: tuple[str, ...]
) -> None:
    with pytest.raises(InputError):
        Allowed(
            claim=Claim.IMPROVED,
            service="Anytown",
            headline="",
            verdict=verdict,
            sentence="",
            standpoint=HERE,
            missing=missing,
        )
