"""A funnel of services, at the edges."""

from datetime import date
from math import comb, sqrt

import pytest

from corecase.core.errors import InputError
from corecase.statistics.funnel import (
    FEWEST_DRAWN,
    Funnel,
    ServiceScore,
    Where,
    check_drawn,
    funnel,
)
from corecase.statistics.funnel_limits import Dispersion, Limits, Spread, binomial_limit

AS_AT = date(2026, 3, 1)
NO_SPREAD = Spread(phi=1.0, phi_winsorised=1.0, tau2=0.0)


def scored(service: str, share: float, n: int = 60) -> ServiceScore:
    return ServiceScore(
        service=service, n_cases=n, share=share, standard_error=sqrt(share * (1 - share) / n)
    )


def made(*scores: ServiceScore, dispersion: Dispersion = Dispersion.NONE) -> Funnel:
    return funnel(scores, label="Safeguarding", as_at=AS_AT, dispersion=dispersion)


def test_services_stand_in_the_order_of_their_names() -> None:
    found = made(scored("Northley", 0.9), scored("Anyborough", 0.5), scored("Mere", 0.6))
    assert [p.scored.service for p in found.points] == ["Anyborough", "Mere", "Northley"]
    assert found.n_services == 3


def test_a_service_lies_inside_or_outside_one_or_both_pairs_of_lines() -> None:
    many = [scored(f"S{n:02}", 0.60) for n in range(30)]
    odd = [
        scored("above", 0.75),
        scored("far above", 0.85),
        scored("below", 0.44),
        scored("far below", 0.30),
    ]
    found = funnel([*many, *odd], label="x", as_at=AS_AT, dispersion=Dispersion.NONE, target=0.6)
    assert found.outside(Where.ABOVE_INNER) == ("above",)
    assert found.outside(Where.ABOVE_OUTER) == ("far above",)
    assert found.outside(Where.BELOW_INNER) == ("below",)
    assert found.outside(Where.BELOW_OUTER) == ("far below",)
    assert len(found.outside(Where.INSIDE)) == 30
    assert "30 of 34 lie within the 95% lines" in found.text
    assert "Above them: above and far above. Below them: below and far below." in found.text
    assert {where.words for where in Where} >= {"inside the lines", "below the 99.8% line"}


@pytest.mark.parametrize(
    ("dispersion", "said"),
    [
        (Dispersion.NONE, "sampling only"),
        (Dispersion.MULTIPLICATIVE, "in proportion"),
        (Dispersion.ADDITIVE, "usual differences"),
    ],
)
def test_a_funnel_says_what_its_lines_allow_for(dispersion: Dispersion, said: str) -> None:
    found = made(scored("A", 0.4), scored("B", 0.6), scored("C", 0.8), dispersion=dispersion)
    assert said in found.text
    assert "as at 1 March 2026" in found.text
    assert "Above them: none." in found.text or dispersion is Dispersion.NONE


def test_one_service_outside_is_named_alone() -> None:
    found = made(scored("A", 0.3), *(scored(f"B{n}", 0.6) for n in range(9)))
    assert "Below them: A." in found.text


def test_the_lines_at_a_service_are_those_drawn_at_its_size() -> None:
    found = made(scored("A", 0.4), scored("B", 0.7, 90))
    for point in found.points:
        limits = found.limits.at(point.n_effective, 0.95)
        assert limits == point.inner
        assert limits.high - found.limits.target == pytest.approx(
            1.959964 * point.scored.standard_error, rel=1e-6
        )


def test_services_that_differ_by_chance_need_no_wider_lines() -> None:
    even = [scored(f"S{n}", 0.6) for n in range(5)]
    narrow, wide = (made(*even, dispersion=d) for d in (Dispersion.NONE, Dispersion.ADDITIVE))
    assert wide.limits.spread.tau2 == 0
    assert wide.points[0].inner == narrow.points[0].inner
    proportional = made(*even, dispersion=Dispersion.MULTIPLICATIVE)
    assert proportional.points[0].inner == narrow.points[0].inner


def test_one_service_is_found_by_its_name_and_says_where_it_lies() -> None:
    found = made(scored("Northley", 0.9), scored("Anyborough", 0.5), scored("Mere", 0.7))
    assert found.of("Mere").words.startswith("Mere: 70.0%, inside the lines; the 95% lines of its")
    assert "Northley: 90.0%, above the 99.8% line" in found.of("Northley").words
    with pytest.raises(InputError, match="'Weald' in the funnel; there are Anyborough, Mere, N"):
        found.of("Weald")


def test_a_funnel_needs_services_with_names_and_a_target_between() -> None:
    with pytest.raises(InputError, match="needs 2 services or more; there is 1"):
        made(scored("A", 0.5))
    with pytest.raises(InputError, match="needs 2 services or more; there are 0"):
        made()
    with pytest.raises(InputError, match="a name of its own"):
        made(scored("A", 0.5), scored("A", 0.6))
    with pytest.raises(InputError, match="nothing to compare"):
        funnel([scored("A", 0.5), scored("B", 0.5)], label="x", as_at=AS_AT, target=1.0)


@pytest.mark.parametrize(("n", "says_anything"), [(2, False), (3, False), (10, True)])
def test_of_two_or_three_services_of_one_size_none_can_lie_outside(
    n: int, says_anything: bool
) -> None:
    alike = [scored(f"S{place}", 0.10, 100_000) for place in range(n - 1)]
    found = made(*alike, scored("Far off", 0.90, 100_000), dispersion=Dispersion.ADDITIVE)
    assert (found.of("Far off").where is not Where.INSIDE) == says_anything


def test_a_funnel_of_few_services_is_not_drawn_for_whoever_did_not_ask_for_one() -> None:
    check_drawn(FEWEST_DRAWN)
    for n, there in ((9, "are 9"), (1, "is 1"), (0, "are 0")):
        said = f"drawn from 10 services on, because lines between fewer say little; there {there}"
        with pytest.raises(InputError, match=said):
            check_drawn(n)


@pytest.mark.parametrize(
    "wrong",
    [
        {"n_cases": 0},
        {"share": 1.2},
        *({"standard_error": error} for error in (0.0, 1e-170, float("nan"))),
    ],
)
def test_a_service_without_an_error_stands_in_no_funnel(wrong: dict[str, float]) -> None:
    values = {"n_cases": 20, "share": 0.5, "standard_error": 0.05} | wrong
    with pytest.raises(InputError, match="Anyborough needs"):
        ServiceScore(service="Anyborough", **values)  # type: ignore[arg-type]  # wrong on purpose


def test_one_score_may_be_known_far_better_than_all_others() -> None:
    sure = ServiceScore(service="Mere", n_cases=60, share=0.65, standard_error=1e-10)
    found = made(
        scored("Anyborough", 0.6), sure, scored("Weald", 0.7), dispersion=Dispersion.ADDITIVE
    )
    assert found.limits.spread.tau2 == 0
    assert found.of("Mere").where is Where.INSIDE


def binomial(n: int, share: float, most: int) -> float:
    return sum(comb(n, r) * share**r * (1 - share) ** (n - r) for r in range(most + 1))


@pytest.mark.parametrize("probability", [0.001, 0.025, 0.5, 0.975, 0.999])
def test_small_limits_follow_the_binomial_distribution(probability: float) -> None:
    n, share = 20, 0.6
    r = next(r for r in range(n + 1) if binomial(n, share, r) >= probability)
    below = binomial(n, share, r - 1) if r else 0.0
    alpha = (binomial(n, share, r) - probability) / (binomial(n, share, r) - below)
    assert binomial_limit(n, share, probability) == pytest.approx((r - alpha) / n)


def test_limits_stay_within_0_and_1_and_around_the_target() -> None:
    for target in (0.01, 0.5, 0.99):
        limits = Limits(target=target, dispersion=Dispersion.NONE, spread=NO_SPREAD)
        for n in (0.4, 1, 2.5, 29.9, 30, 1e6):
            found = limits.at(n, 0.998)
            assert 0 <= found.low <= target <= found.high <= 1
    with pytest.raises(InputError, match="needs a case"):
        Limits(target=0.5, dispersion=Dispersion.NONE, spread=NO_SPREAD).at(0, 0.95)
