"""The severity of five invented assessors, as lme4 estimates it."""

import pytest

from corecase.statistics.readings import readings_of
from corecase.statistics.severity import severity
from tests import hartlepool
from tests.readings import oracle_framework, oracle_readings

EXPECTED = {
    row["par"]: float(row["value"]) for row in hartlepool.rows("severity_glmm_expected_lme4.csv")
}


def test_the_model_of_severity_is_that_of_lme4() -> None:
    found = severity(readings_of(oracle_framework(), oracle_readings()))
    ours = {
        "intercept": found.mu,
        "intercept_se": found.mu_error,
        "sd_case": found.sd_case,
        "sd_item": found.sd_item,
        "sd_assessor": found.sd_assessor,
        "logLik": found.log_likelihood,
    }
    ours |= {f"leniency_{one.assessor}": one.value for one in found.leniencies}
    ours |= {f"leniency_condsd_{one.assessor}": one.error for one in found.leniencies}
    assert ours == pytest.approx(EXPECTED, abs=1e-3)
    # Ours is the better maximum of the two.
    assert found.log_likelihood >= EXPECTED["logLik"]
