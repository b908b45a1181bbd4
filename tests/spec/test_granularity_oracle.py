"""Which counts a printed percentage can come from, and which bases it rules out."""

import pytest

from corecase.core.figures import possible_bases, possible_counts
from corecase.core.granularity import common_bases, impossible_percents
from corecase.core.publications import PublishedFact
from tests import hartlepool

ROWS = hartlepool.rows("percent_granularity.csv")


@pytest.mark.parametrize("percent", sorted({int(row["percent"]) for row in ROWS}))
def test_a_percentage_comes_from_these_counts(percent: int) -> None:
    rows = [row for row in ROWS if int(row["percent"]) == percent]
    for row in rows:
        expected = tuple(int(count) for count in row["possible_counts"].replace(";", " ").split())
        assert possible_counts(percent, int(row["base"])) == expected
    possible = tuple(int(row["base"]) for row in rows if row["possible_counts"])
    bases = [int(row["base"]) for row in rows]
    assert possible_bases(percent, range(min(bases), max(bases) + 1)) == possible


@pytest.mark.parametrize(
    ("percents", "bases"), [((54, 40), (35,)), ((30, 36), (33,)), ((76, 71), (21, 34, 38))]
)
def test_percentages_on_one_base_narrow_it(
    percents: tuple[int, int], bases: tuple[int, ...]
) -> None:
    assert common_bases(percents, range(20, 39)) == bases


def test_76_percent_of_36_cannot_be_and_neighbours_can() -> None:
    facts = (
        PublishedFact(item_id="CCI-L01", percent=87, stated_base=38),
        PublishedFact(item_id="CCI-L08", percent=76, stated_base=36),
        PublishedFact(item_id="CCI-L09", percent=76),
        PublishedFact(item_id="CCI-L15", stated_base=36),
    )
    (flag,) = impossible_percents(facts)
    assert flag.near_bases == (33, 34, 37, 38)
    assert str(flag) == ("CCI-L08: 76% of 36 cannot be; bases that can print it: 33, 34, 37, 38.")


def test_a_percentage_with_no_base_near_it_says_so() -> None:
    fact = PublishedFact(item_id="CCI-L08", percent=1, stated_base=3)
    (flag,) = impossible_percents([fact])
    assert flag.near_bases == ()
    assert str(flag).endswith("none near it.")
