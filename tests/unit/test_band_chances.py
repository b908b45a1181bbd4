"""How likely a band is, at its edges, and what is said of it."""

from math import inf, nan

import pytest

from corecase.core.criteria import Band
from corecase.core.errors import InputError
from corecase.core.scoring import score
from corecase.statistics.bands import (
    BandChances,
    band_chances,
    band_probabilities,
    band_probabilities_among,
    cuts_of,
)
from corecase.statistics.estimates import estimate
from corecase.statistics.intervals import basis_of, effective_number
from corecase.statistics.limits import logit_limits, quantile, wilson_limits
from corecase.statistics.shrinkage import shrink
from corecase.statistics.totals import totals_of
from tests.builders import BANDS, framework, judged

LOW, MIDDLE, HIGH = BANDS
CUTS = (0.45, 0.75)


def chances(band: Band, *values: float) -> BandChances:
    return BandChances(score_id="safety", band=band, bands=BANDS, chances=values)


@pytest.mark.parametrize(
    ("found", "remark"),
    [
        (chances(MIDDLE, 0.05, 0.9, 0.05), ""),
        (chances(MIDDLE, 0.0, 0.7, 0.3), "probably"),
        (chances(MIDDLE, 0.1, 0.69, 0.21), "close to the boundary with HIGH"),
        (chances(MIDDLE, 0.2, 0.6, 0.2), "close to the boundary with LOW"),
        (chances(LOW, 0.5, 0.4, 0.1), "close to the boundary with MIDDLE"),
        (chances(HIGH, 0.5, 0.1, 0.4), "close to the boundary with MIDDLE"),
    ],
)
def test_what_is_said_beside_a_band(found: BandChances, remark: str) -> None:
    assert found.remark == remark


def test_a_framework_of_one_band_has_no_other_beside_it() -> None:
    only = BandChances(score_id="safety", band=LOW, bands=(LOW,), chances=(1.0,))
    assert only.nearest is LOW
    assert only.remark == ""
    assert band_probabilities(0.4, 0.1, 9, ()) == (1.0,)
    assert cuts_of(framework(bands=())) == ()


def test_a_chance_belongs_to_each_band() -> None:
    with pytest.raises(InputError, match="belongs to each band"):
        chances(LOW, 0.5, 0.5)
    with pytest.raises(InputError, match="lies in one of them"):
        chances(Band(id="OTHER", label="other", from_percent=5), 0.5, 0.25, 0.25)


def test_the_cuts_follow_the_rule_of_the_framework() -> None:
    assert cuts_of(framework()) == (0.45, 0.75)
    assert cuts_of(framework(), "printed") == (0.445, 0.745)
    assert cuts_of(framework(band_on="printed")) == (0.445, 0.745)
    assert cuts_of(framework(band_on="printed"), "exact") == (0.45, 0.75)


@pytest.mark.parametrize("df", [0, 5, 37])
def test_an_interval_that_ends_at_a_cut_leaves_half_of_its_error_beyond(df: int) -> None:
    low, _ = logit_limits(0.6, 0.05, df, 0.9)
    assert band_probabilities(0.6, 0.05, df, (float(low),))[0] == pytest.approx(0.05)
    low, _ = wilson_limits(1.0, 20.0, quantile(0.9, df))
    found = band_probabilities(1.0, 0.0, df, (float(low),), effective_cases=20.0)
    assert found[0] == pytest.approx(0.05)


def test_a_known_share_lies_in_one_band() -> None:
    assert band_probabilities(0.44, 0.0, 9, CUTS) == (1, 0, 0)
    assert band_probabilities(0.45, 0.0, 9, CUTS) == (0, 1, 0)
    assert band_probabilities(1.0, 0.0, 9, CUTS) == (0, 0, 1)


@pytest.mark.parametrize("df", [0, 1, 9])
@pytest.mark.parametrize("error", [5e-324, 1e-307, 1e-200])
def test_an_error_of_next_to_nothing_leaves_a_band_certain(error: float, df: int) -> None:
    assert band_probabilities(0.5, error, df, (0.01,)) == (0, 1)
    assert band_probabilities(0.44, error, df, CUTS) == (1, 0, 0)
    assert band_probabilities(0.45, error, df, CUTS) == (0.5, 0.5, 0)


def test_at_none_and_at_all_the_number_of_cases_counts() -> None:
    few = band_probabilities(0.0, 0.0, 5, CUTS, effective_cases=6)
    many = band_probabilities(0.0, 0.0, 50, CUTS, effective_cases=60)
    assert few[0] < many[0] < 1
    assert sum(few) == pytest.approx(1)


@pytest.mark.parametrize(
    ("share", "error", "cuts", "said"),
    [
        (nan, 0.1, CUTS, "from 0 to 1"),
        (1.2, 0.1, CUTS, "from 0 to 1"),
        (0.5, nan, CUTS, "from 0 to 1"),
        (0.5, -0.1, CUTS, "from 0 to 1"),
        (0.5, inf, CUTS, "from 0 to 1"),
        (0.5, 0.1, (0.75, 0.45), "rising shares"),
        (0.5, 0.1, (0.45, 0.45), "rising shares"),
        (0.5, 0.1, (0.0, 0.45), "rising shares"),
    ],
)
def test_what_cannot_be_is_refused(
    share: float, error: float, cuts: tuple[float, ...], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        band_probabilities(share, error, 9, cuts)


def test_degrees_and_cases_that_cannot_be_are_refused() -> None:
    for degrees in (nan, -1.0):
        with pytest.raises(InputError, match="Degrees of freedom are 0 or more"):
            band_probabilities(0.6, 0.05, degrees, CUTS)
    for cases in (0.0, -2.0, inf, nan):
        with pytest.raises(InputError, match="effective number of cases"):
            band_probabilities(0.6, 0, 10, CUTS, effective_cases=cases)


def test_bands_among_services_follow_what_they_say_together() -> None:
    shares, errors = (0.30, 0.50, 0.52, 0.55, 0.78), (0.06,) * 5
    shrunk = shrink(shares, errors)
    found = band_probabilities_among(shrunk, CUTS)
    assert found.shape == (5, 3)
    assert found.sum(axis=1) == pytest.approx(1)
    assert found[0, 0] == pytest.approx(1 - shrunk.of(0).above(0.45))
    assert found[4, 2] == pytest.approx(shrunk.of(4).above(0.75))
    # The best of five is partly lucky: alone it seems likelier to be in the highest band.
    assert found[4, 2] < band_probabilities(0.78, 0.06, 0, CUTS)[2]
    assert band_probabilities_among(shrunk, ()).tolist() == [[1.0]] * 5
    with pytest.raises(InputError, match="rising shares"):
        band_probabilities_among(shrunk, (0.75, 0.45))


def test_every_banded_score_with_enough_cases_has_its_chances() -> None:
    tiny = framework()
    # Six cases: T-A and T-B in safety and 1.1; T-C never; T-D in four cases only.
    judgements = judged({"T-A": "SSSSIS", "T-B": "SISSNS", "T-C": "NNNNNN", "T-D": "SSSSNN"})
    scores = score(tiny, judgements)
    estimates = estimate(totals_of(tiny, judgements, population=30))
    found = {one.score_id: one for one in band_chances(tiny, scores, estimates)}
    assert set(found) == {"T-1.1", "safety"}
    safety = found["safety"]
    assert safety.band is HIGH
    assert safety.bands == BANDS
    assert sum(safety.chances) == pytest.approx(1)
    assert safety.chance == safety.chances[2]
    at = estimates.place("safety")
    expected = band_probabilities(
        float(estimates.shares[at]), float(estimates.standard_errors[at]), 5, CUTS
    )
    assert safety.chances == expected


def test_a_score_at_all_is_judged_by_its_cases() -> None:
    tiny = framework()
    judgements = judged({"T-A": "SSSSSS", "T-B": "SSSSSS"})
    estimates = estimate(totals_of(tiny, judgements, population=30))
    found = band_chances(tiny, score(tiny, judgements), estimates)[0]
    alike = effective_number(basis_of(estimates))[0]
    assert found.chances == band_probabilities(1.0, 0.0, 5, CUTS, effective_cases=float(alike))
    assert 0.5 < found.chance < 1


def test_all_cases_assessed_settle_the_band() -> None:
    tiny = framework()
    judgements = judged({"T-A": "SSSSIS", "T-B": "SISSNS"})
    estimates = estimate(totals_of(tiny, judgements, population=6))
    found = band_chances(tiny, score(tiny, judgements), estimates)
    assert [one.chances for one in found] == [(0, 0, 1), (0, 0, 1)]
    assert [one.remark for one in found] == ["", ""]
