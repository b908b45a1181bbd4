"""Severity: linked assessors alone, edges of the model, residuals without it."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics import laplace
from corecase.statistics.laplace import Crossed, fit
from corecase.statistics.readings import Readings, check_linked, linked, readings_of
from corecase.statistics.residuals import by_assessor, funnel_limit, residuals
from corecase.statistics.severity import Leniency, Severity, severity
from tests.readings import items, oracle_framework, oracle_readings, reading

TWO = items(2)


def of(**said: list[tuple[str, str]]) -> Readings:
    """Readings of two items: assessor by assessor, case by case."""
    return readings_of(TWO, {name: reading(cases) for name, cases in said.items()})


def simulated(n_cases: int, lenient: dict[str, float], *, seed: int, n_items: int = 12) -> Readings:
    """Invented readings: each case judged by two assessors in turn, logits as in the model."""
    rng = np.random.default_rng(seed)
    cases, hard = rng.normal(0, 0.8, n_cases), rng.normal(0, 0.8, n_items)
    names = sorted(lenient)
    said: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
    for place, case in enumerate(cases):
        for name in (names[place % len(names)], names[(place + 1) % len(names)]):
            chance = 1 / (1 + np.exp(-(0.7 + case + hard + lenient[name])))
            letters = "".join(np.where(rng.random(n_items) < chance, "S", "I"))
            said[name].append((f"X-{place}", letters))
    return readings_of(items(n_items), {name: reading(rows) for name, rows in said.items()})


def test_assessors_are_linked_by_cases_that_they_share_or_through_others() -> None:
    chain = of(Ada=[("X-1", "SI")], Ben=[("X-1", "SS"), ("X-2", "SI")], Cleo=[("X-2", "II")])
    assert linked(chain) == (("Ada", "Ben", "Cleo"),)
    assert linked(of(Ada=[("X-1", "SI")], Ben=[("X-2", "SS")])) == (("Ada",), ("Ben",))


def test_what_does_not_apply_links_nobody() -> None:
    apart = of(Ada=[("X-1", "SI")], Ben=[("X-1", "NN"), ("X-2", "SS")], Dan=[("X-3", "NN")])
    assert linked(apart) == (("Ada",), ("Ben",))


def test_groups_that_meet_late_become_one() -> None:
    met = of(
        Ada=[("X-1", "S"), ("X-3", "S")],
        Ben=[("X-1", "S")],
        Cleo=[("X-2", "S"), ("X-3", "I")],
        Dan=[("X-2", "S")],
    )
    assert linked(met) == (("Ada", "Ben", "Cleo", "Dan"),)


def test_severity_without_linkage_is_refused_with_what_to_do() -> None:
    cases = {name: [("X-1", "SI")] for name in ("Ada", "Ben", "Cleo", "Dan")}
    with pytest.raises(InputError) as refused:
        severity(of(**cases, Eve=[("X-9", "SS")]))
    assert str(refused.value) == (
        "Ada, Ben, Cleo (and 1 more) and Eve are not linked by any case judged twice: whether "
        "one judges more strictly or had weaker cases cannot be told. Have a case judged by one "
        "of each, then estimate again."
    )


@pytest.mark.parametrize("readings", [of(), of(Ada=[("X-1", "SI")])], ids=["none", "one"])
def test_one_assessor_has_nobody_to_be_compared_with(readings: Readings) -> None:
    with pytest.raises(InputError, match="two or more"):
        check_linked(readings)


def test_answers_that_are_all_alike_tell_nothing() -> None:
    with pytest.raises(InputError, match="Every answer is the same"):
        severity(of(Ada=[("X-1", "SS")], Ben=[("X-1", "SN")]))


def test_leniencies_are_found_again_and_stand_in_the_order_of_names() -> None:
    true = {"Ada": 1.0, "Ben": -1.0, "Cleo": 0.0, "Dan": 0.5, "Eve": -0.5, "Flo": 0.0}
    found = severity(simulated(120, true, seed=4))
    assert [one.assessor for one in found.leniencies] == sorted(true)
    for one in found.leniencies:
        assert abs(one.value - true[one.assessor]) < 3 * one.error
        assert one.n_cases == 40
        assert one.n_judgements == 480
    assert 0.4 < found.sd_assessor < 1.2
    assert len(found.words) == 2


def test_assessors_who_do_not_differ_have_a_deviation_of_nothing() -> None:
    rng = np.random.default_rng(2)
    answers = [(f"X-{n}", "".join(rng.choice(["S", "I"], 2))) for n in range(40)]
    found = severity(of(Ada=answers, Ben=answers))
    assert found.sd_assessor < 0.01
    assert found.words[:2] == (
        "These judgements show no difference between the 2 assessors beyond luck.",
        "From 2 assessors alone, how far assessors differ is hardly known.",
    )


def test_a_deviation_is_told_in_points() -> None:
    found = Severity(
        mu=0.0,
        mu_error=None,
        sd_case=1.0,
        sd_item=1.0,
        sd_assessor=0.5,
        log_likelihood=-1.0,
        leniencies=(Leniency(assessor="Ada", value=0.1, error=0.1, n_cases=1, n_judgements=1),) * 5,
    )
    assert found.points == pytest.approx(10)
    assert found.words == (
        "On the same work, about two in three assessors lie within 10 points of the average "
        "share of sufficient.",
        "This holds where cases were given out at random within each service.",
    )


def crossed(seed: int = 1) -> Crossed:
    rng = np.random.default_rng(seed)
    factors = tuple(rng.integers(0, n, 300) for n in (30, 8, 5))
    outcome = (rng.random(300) < 0.6).astype(np.float64)
    return Crossed(outcome=outcome, factors=factors, n_levels=(30, 8, 5))


def test_the_gradient_is_that_of_the_likelihood() -> None:
    model = laplace._Laplace(crossed())
    at = np.array([0.4, 0.7, 0.9, 0.3])
    gradient = model.evaluate(at)[1]
    for place in range(4):
        step = np.zeros(4)
        step[place] = 1e-4
        rise = model.evaluate(at + step)[0] - model.evaluate(at - step)[0]
        assert gradient[place] == pytest.approx(rise / 2e-4, abs=1e-5)


def test_eliminating_the_first_factor_changes_nothing() -> None:
    data, at = crossed(), np.array([0.4, 0.7, 0.9, 0.3])
    turned = Crossed(outcome=data.outcome, factors=data.factors[::-1], n_levels=data.n_levels[::-1])
    one, other = laplace._Laplace(data), laplace._Laplace(turned)
    assert one.evaluate(at)[0] == pytest.approx(other.evaluate(at[[0, 3, 2, 1]])[0], abs=1e-10)
    for a, b in zip(one.inverse_diagonals(), other.inverse_diagonals()[::-1], strict=True):
        assert a == pytest.approx(b, abs=1e-10)


def test_a_start_far_off_still_finds_the_mode() -> None:
    data = crossed()
    model, near = laplace._Laplace(data), laplace._Laplace(data)
    model.modes = [np.full(n, 40.0) for n in data.n_levels]
    at = np.array([-3.0, 3.0, 3.0, 3.0])
    assert model.evaluate(at)[0] == pytest.approx(near.evaluate(at)[0], abs=1e-8)


def test_where_the_likelihood_bends_upwards_there_is_no_error() -> None:
    model = laplace._Laplace(crossed())
    assert laplace._error(model, np.array([0.4, 6.0, 6.0, 6.0])) is None
    found = fit(crossed())
    again = laplace._error(model, np.array([found.mu, *found.deviations]))
    assert found.mu_error == pytest.approx(again, rel=1e-6)


@pytest.mark.parametrize("limit", ["_ITERATIONS", "_NEWTON_STEPS"])
def test_a_maximum_that_is_not_found_is_said(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laplace, limit, 1)
    with pytest.raises(InputError, match="too few or too regular"):
        fit(crossed())


def test_answers_that_an_item_settles_are_too_regular() -> None:
    answers = [(f"X-{n}", "SI") for n in range(12)]
    with pytest.raises(InputError, match="too few or too regular"):
        severity(of(Ada=answers, Ben=answers))


def test_residuals_are_what_an_item_usually_gets_taken_off() -> None:
    found = residuals(of(Ada=[("X-1", "SI")], Ben=[("X-1", "SS"), ("X-2", "IS")]))
    # Item 1: S S I, a share of 2/3; item 2: I S S, the same.
    assert found.values == pytest.approx([1 / 3, -2 / 3, 1 / 3, 1 / 3, -2 / 3, 1 / 3])
    ada, ben = by_assessor(found)
    assert (ada.difference, ada.z) == (pytest.approx(-1 / 6), None)
    assert (ben.n_cases, ben.n_judgements) == (2, 4)
    assert ben.difference == pytest.approx(1 / 12)
    # Sums of 2/3 and -1/3 by case: they differ by 1, so the sd of their sum is 1.
    assert ben.z == pytest.approx(1 / 3)


def test_a_profile_is_compared_with_its_own_kind() -> None:
    readings = of(Ada=[("X-1", "SS"), ("X-2", "II")], Ben=[("X-1", "SS"), ("X-2", "II")])
    found = residuals(readings, {"X-1": "low", "X-2": "high"})
    assert not found.values.any()
    assert found.sd == 0
    assert [one.z for one in by_assessor(found)] == [None, None]
    with pytest.raises(InputError, match="Case X-2 has no profile"):
        residuals(readings, {"X-1": "low"})


def test_the_funnel_narrows_with_judgements() -> None:
    found = residuals(simulated(60, {"Ada": 1.5, "Ben": -1.5, "Cleo": 0.0}, seed=5))
    ada, ben, _ = by_assessor(found)
    limit = funnel_limit(found, ada.n_judgements)
    assert ada.difference > limit
    assert ben.difference < -limit
    assert ada.z is not None
    assert ada.z > 2
    assert funnel_limit(found, 4) == pytest.approx(5 * funnel_limit(found, 100))
    assert funnel_limit(found, 9, 0.998) > funnel_limit(found, 9)
    with pytest.raises(InputError, match="one judgement"):
        funnel_limit(found, 0)


def test_nothing_judged_has_no_residual() -> None:
    with pytest.raises(InputError, match="Nothing is judged"):
        residuals(of(Ada=[("X-1", "NN")]))


def test_the_residuals_of_the_oracle_point_where_the_model_does() -> None:
    readings = readings_of(oracle_framework(), oracle_readings())
    model = {one.assessor: one.value for one in severity(readings).leniencies}
    light = {one.assessor: one.difference for one in by_assessor(residuals(readings))}
    assert sorted(model, key=model.__getitem__)[-1] == sorted(light, key=light.__getitem__)[-1]
    assert light["A1"] > 0 > light["A5"]
