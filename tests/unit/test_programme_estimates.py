"""Many services at once: what does not fit together is refused."""

import numpy as np
import pytest

from corecase.core.errors import InputError
from corecase.statistics.estimates import Target
from corecase.statistics.programme import (
    programme_estimates,
    programme_intervals,
    simple_stack,
    stack,
)
from tests import sample38
from tests.case_totals import totals

ONE = np.array([[1], [1]])


def test_services_have_the_same_scores() -> None:
    for services in ([], [totals([1], [1]), sample38.totals()]):
        with pytest.raises(InputError, match="the same scores for all"):
            stack(services)


@pytest.mark.parametrize(("n_cases", "population"), [([1], [9]), ([2, 0], [9, 9]), ([2], [1])])
def test_rows_and_numbers_have_to_fit(n_cases: list[int], population: list[int]) -> None:
    with pytest.raises(InputError, match="a caseload as large"):
        simple_stack(ONE, ONE, np.array(n_cases), np.array(population))


def test_services_of_every_size_keep_to_themselves() -> None:
    first, second = sample38.totals(), sample38.totals(sample38.SIZES)
    together = programme_estimates(stack([first, second, first]))
    assert together.shares.shape == (3, 4)
    assert together.target is Target.CASELOAD
    assert together.shares[0].tolist() == together.shares[2].tolist()
    assert together.is_weighted.tolist() == [False, True, False]
    (low, high), method = programme_intervals(together)
    assert low.shape == high.shape == method.shape == (3, 4)
    assert set(method.ravel().tolist()) == {"LOGIT_T"}
