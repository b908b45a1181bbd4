"""Percentages for the public: banded bases, and none where they would tell a count."""

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.public_shares import PublicShare, base_band, counts_told, public_share


@pytest.mark.parametrize(
    ("base", "band"),
    [
        (0, "under 20"),
        (19, "under 20"),
        (20, "20 to 29"),
        (29, "20 to 29"),
        (30, "30 to 49"),
        (499, "200 to 499"),
        (500, "500 or more"),
    ],
)
def test_a_base_is_published_as_its_band(base: int, band: str) -> None:
    assert base_band(base) == band


def test_a_base_with_a_percentage_tells_the_count_and_a_band_less() -> None:
    assert counts_told(7, range(28, 29)) == (2,)
    assert counts_told(60, range(30, 50)) == (18, 21, 24, 25, 26, 27, 28, 29)
    assert counts_told(76, range(36, 37)) == ()


@pytest.mark.parametrize(
    ("count", "out_of", "printed"),
    [
        (10, 20, "50%"),
        (9, 20, "fewer than 10"),
        (0, 20, "fewer than 10"),
        (11, 20, "all but fewer than 10"),
        (20, 20, "all but fewer than 10"),
        (15, 30, "50%"),
    ],
)
def test_below_the_service_few_and_none_are_one_band(count: int, out_of: int, printed: str) -> None:
    found = public_share(Figure(count=count, out_of=out_of), below_service=True)
    assert found == PublicShare(printed=printed, base=base_band(out_of))


def test_too_small_a_base_is_withheld() -> None:
    small = public_share(Figure(count=10, out_of=19), below_service=True)
    assert (small.printed, small.base) == ("", "")
    assert "under 20" in small.withheld
    assert public_share(Figure(count=0, out_of=4), below_service=False).withheld
    service = public_share(Figure(count=0, out_of=5), below_service=False)
    assert service == PublicShare(printed="0%", base="under 20")


@pytest.mark.parametrize(("count", "out_of"), [(10, 29), (10, 28), (19, 29)])
def test_a_percentage_that_leaves_one_count_is_withheld(count: int, out_of: int) -> None:
    found = public_share(Figure(count=count, out_of=out_of), below_service=True)
    assert (found.printed, found.base) == ("", "")
    assert found.withheld.endswith("tell the count")
    service = public_share(Figure(count=count, out_of=out_of), below_service=False)
    assert service.base == "20 to 29"


def test_a_large_base_tells_no_count() -> None:
    found = public_share(Figure(count=10, out_of=501), below_service=True)
    assert (found.printed, found.base) == ("2%", "500 or more")


def test_a_base_below_0_is_refused() -> None:
    with pytest.raises(InputError, match="from 0"):
        base_band(-1)
