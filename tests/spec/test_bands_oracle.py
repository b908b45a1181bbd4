"""How likely each band is, for nine published scores at a planning error."""

from math import sqrt

import pytest

from corecase.statistics.bands import band_probabilities
from tests import hartlepool

BANDS = ("drastic", "substantial", "moderate", "minimum")
FILES = {
    "band_probability_exact.csv": (0.45, 0.60, 0.75),
    "band_probability_printed_cuts.csv": (0.445, 0.595, 0.745),
}
ROWS = [(name, row) for name in FILES for row in hartlepool.rows(name)]


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=[f"{r['area']} {r['domain']} {n[17:-4]}" for n, r in ROWS]
)
def test_the_chance_of_each_band(name: str, row: dict[str, str]) -> None:
    share, icc = int(row["score"]) / 100, float(row["icc"])
    n, n_population, per_case = (int(row[column]) for column in ("n", "N", "m"))
    alike = share * (1 - share) / (n * per_case) * (1 + (per_case - 1) * icc)
    error = sqrt(alike * (1 - n / n_population))
    assert error == pytest.approx(float(row["se"]), abs=1e-6)
    found = band_probabilities(share, error, n - 1, FILES[name])
    for chance, band in zip(found, BANDS, strict=True):
        assert chance == pytest.approx(float(row[f"P_{band}"]), abs=1e-5)
    assert sum(found) == pytest.approx(1, abs=1e-12)
