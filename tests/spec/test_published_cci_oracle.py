"""The published scores that come with Corecase, against the figures as sources print them."""

from datetime import date
from math import sqrt
from pathlib import Path

import pytest

import corecase
from corecase.core.intervals import Interval
from corecase.core.planning_values import PlanningValues
from corecase.core.published_scores import Record
from corecase.exchange.published_scores import read_published_scores
from corecase.statistics.differences import Estimated, difference
from tests import hartlepool

FACTS = Path(corecase.__file__).parent / "data" / "reference" / "cci-published" / "facts.csv"
SCORES = hartlepool.rows("published_cci_scores.csv")
CONTEXT = hartlepool.rows("published_cci_context.csv")
NAMES = {
    "Sefton reinspection": "Sefton",
    "East Riding": "East Riding of Yorkshire",
    "Bournemouth & Poole second reinspection": "Bournemouth and Poole",
    "Bournemouth & Poole first reinspection": "Bournemouth and Poole",
}


@pytest.fixture(scope="module")
def record() -> Record:
    return read_published_scores(FACTS)


@pytest.mark.parametrize("row", SCORES, ids=lambda row: row["service"])
def test_every_published_score_is_there_as_printed(record: Record, row: dict[str, str]) -> None:
    service = NAMES.get(row["service"], row["service"])
    reinspected = "reinspection" in row["service"]
    printed = {(s.headline, s.percent) for s in record.scores if s.service == service
               and s.is_reinspection == reinspected}  # fmt: skip
    for column, headline in hartlepool.HEADLINES.items():
        if row[column]:
            assert (headline, round(float(row[column]))) in printed


@pytest.mark.parametrize("row", CONTEXT)
def test_every_context_is_there_as_printed(record: Record, row: dict[str, str]) -> None:
    values = tuple(int(row[name]) for name in ("lowest", "average", "highest"))
    year, month = (int(part) for part in row["as_at"][:7].split("-"))
    assert any(
        (one.lowest, one.average, one.highest) == values
        and (one.source.published.first.year, one.source.published.first.month) == (year, month)
        for one in record.contexts
        if one.headline == hartlepool.HEADLINES[row["domain"]]
    )


def test_nothing_is_there_that_no_oracle_or_document_prints(record: Record) -> None:
    known = {NAMES.get(row["service"], row["service"]) for row in SCORES}
    assert set(record.services()) == known | {"Stockton-on-Tees"}
    assert {s.source.standing for s in record.scores} == {"verified", "attributed", "unverified"}
    # Sefton's first scores are known only as the lowest to date, which a paper ascribes to it.
    attributed = [s for s in record.scores if s.source.standing == "attributed"]
    assert {(s.service, s.percent) for s in attributed} == {("Sefton", n) for n in (38, 36, 50)}


def test_two_averages_of_one_month_are_a_conflict(record: Record) -> None:
    known = record.as_at(date(2012, 6, 30)).context("safeguarding")
    assert [one.average for one in known] == [67, 68]


def planned(percent: int, headline: str, n: int, total: int) -> tuple[float, Interval]:
    share = percent / 100
    error = sqrt(PlanningValues().variance(share, headline, n, total))
    one = Estimated(share=share, standard_error=error, degrees_of_freedom=n - 1)
    return share, one.interval()


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((73, "safeguarding", 85, 900), (59, "safeguarding", 85, 900), 8, 19),
        (
            (77, "likelihood_of_reoffending", 85, 900),
            (67, "likelihood_of_reoffending", 85, 900),
            5,
            15,
        ),
        ((75, "safeguarding", 38, 150), (38, "safeguarding", 38, 150), 29, 44),
    ],
    ids=["Essex and Kent", "Essex and Hertfordshire", "Sefton"],
)
def test_the_differences_of_the_specification_are_met_with_the_caseloads_it_assumes(
    first: tuple[int, str, int, int], second: tuple[int, str, int, int], low: int, high: int
) -> None:
    """Within a point: they were worked out with 85 of 900 and 38 of 150 cases."""
    found = difference(*planned(*first), *planned(*second)).interval
    assert 100 * found.low == pytest.approx(low, abs=1)
    assert 100 * found.high == pytest.approx(high, abs=1)
