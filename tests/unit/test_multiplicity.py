"""Many comparisons at once."""

import pytest

from corecase.core.errors import InputError
from corecase.statistics.multiplicity import flags, holm


def test_holm_multiplies_the_smallest_by_all_and_never_falls() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.9, 0.8]) == (1.0, 1.0)
    assert holm([]) == ()


def test_p_values_outside_0_to_1_are_refused() -> None:
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(InputError, match="between 0 and 1"):
            holm([wrong])


def test_a_family_flags_what_stands_up_to_its_companions() -> None:
    found = flags(("region", "family", "before"), {"region": 0.01, "family": 0.04, "before": 0.5})
    assert [one.is_flagged for one in found] == [True, False, False]
    assert found[0].words == "clear even as one of 3 comparisons"
    assert found[1].words == "not clear as one of 3 comparisons"
    assert [one.p for one in found] == [0.01, 0.04, 0.5]


def test_a_family_of_one_needs_no_allowance() -> None:
    (clear,) = flags(["region"], {"region": 0.049})
    (open_,) = flags(["region"], {"region": 0.05})
    assert (clear.words, open_.words) == ("clear", "not clear")
    (wider,) = flags(["region"], {"region": 0.05}, level=0.90)
    assert wider.is_flagged


def test_leaving_out_or_adding_a_comparison_is_refused() -> None:
    with pytest.raises(InputError, match="missing: family"):
        flags(["region", "family"], {"region": 0.01})
    with pytest.raises(InputError, match="best was not planned"):
        flags(["region"], {"region": 0.01, "best": 0.001})
    with pytest.raises(InputError, match="once"):
        flags(["region", "region"], {"region": 0.01})
    with pytest.raises(InputError, match="at least one"):
        flags([], {})
