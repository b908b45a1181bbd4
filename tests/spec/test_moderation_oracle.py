"""Operating curves of moderation, as scipy's hypergeometric distribution has them."""

import pytest

from corecase.statistics.moderation import Plan
from tests import hartlepool

ROWS = hartlepool.rows("moderation_oc_hypergeometric.csv")
PLANS = sorted({(int(row["N"]), int(row["n"]), int(row["c"])) for row in ROWS})


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_a_curve_is_the_hypergeometric_one(plan: tuple[int, int, int]) -> None:
    n_cases, n_checked, n_allowed = plan
    found = dict(Plan(n_cases=n_cases, n_checked=n_checked, n_allowed=n_allowed).curve)
    expected = {
        int(row["D"]): float(row["p_accept"])
        for row in ROWS
        if (int(row["N"]), int(row["n"]), int(row["c"])) == plan
    }
    assert len(expected) > 10
    assert {d: found[d] for d in expected} == pytest.approx(expected, abs=1e-8)
