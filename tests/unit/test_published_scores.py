"""The record of published scores: what was known by a day, and where sources differ."""

from datetime import date

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.published_scores import (
    PublishedCount,
    PublishedScore,
    Record,
)
from tests.published import context, score, source

JUNE = date(2012, 6, 30)


def test_only_what_was_certainly_known_by_the_day_counts() -> None:
    known = score("Anytown", 73, source=source(published="2012-06"))
    later = score("Othertown", 60, source=source(published="2012"))
    count = PublishedCount(
        service="Anytown",
        what="MINIMUM",
        figure=Figure(count=2, out_of=8),
        source=source(published="2012-07"),
    )
    all_of_it = Record(scores=(known, later), contexts=(context(),), counts=(count,))
    found = all_of_it.as_at(JUNE)
    assert found.scores == (known,)
    assert len(found.contexts) == 1
    assert found.counts == ()
    assert all_of_it.as_at(date(2012, 12, 31)) == all_of_it


def test_services_are_told_by_name_and_by_region() -> None:
    record = Record(scores=(score("Othertown", 60), score("Anytown", 73, region="South")))
    assert record.services() == ("Anytown", "Othertown")
    assert record.services("South") == ("Anytown",)


def test_the_latest_inspection_stands_and_a_reinspection_only_where_it_counts() -> None:
    first = score("Anytown", 38, inspected="June 2009", source=source(published="2011-01-18"))
    again = score(
        "Anytown",
        75,
        inspected="September 2010",
        is_reinspection=True,
        source=source(published="2011-01-18"),
    )
    record = Record(scores=(again, first))
    assert [told.score for told in record.inspections("Anytown", "safeguarding")] == [first, again]
    latest = record.latest("Anytown", "safeguarding")
    to_date = record.latest("Anytown", "safeguarding", counts_reinspections=False)
    assert latest is not None
    assert latest.score == again
    assert to_date is not None
    assert to_date.score == first
    assert record.latest("Anytown", "risk_of_harm") is None


def test_sources_that_agree_give_the_best_known_of_them() -> None:
    told_by_others = score("Anytown", 73, source=source("news", standing="unverified"))
    printed = score("Anytown", 73, n_cases=None)
    numbered = score("Anytown", 73, source=source("report"), n_cases=85)
    band_only = score("Anytown", None, band="MODERATE")
    record = Record(scores=(told_by_others, band_only, printed, numbered))
    (told,) = record.inspections("Anytown", "safeguarding")
    assert told.score == numbered
    assert told.any == numbered


def test_sources_that_differ_are_all_kept_and_none_is_used() -> None:
    one, other = score("Anytown", 38), score("Anytown", 28, source=source("news"))
    (told,) = Record(scores=(one, other)).inspections("Anytown", "safeguarding")
    assert told.score is None
    assert set(told.conflicting) == {one, other}
    assert told.any in told.conflicting


def test_the_newest_context_stands_with_those_that_may_be_of_its_day() -> None:
    older = context(66, source=source("older", published="2011"))
    paper = context(67, source=source("paper", published="2012-06-19"))
    release = context(68, source=source("release", published="2012-06"))
    record = Record(scores=(), contexts=(older, paper, release))
    assert record.context("safeguarding") == (paper, release)
    assert record.context("risk_of_harm") == ()


def test_how_well_a_figure_is_known_stands_beside_its_source() -> None:
    assert source("the report").words == "the report"
    assert source("news", standing="unverified").words == "news; unverified"


def test_a_score_is_printed_as_a_percentage_or_as_its_band() -> None:
    assert score("Anytown", 73).printed == "73%"
    assert score("Anytown", None, band="MINIMUM").printed == "MINIMUM"


@pytest.mark.parametrize(
    "wrong",
    [
        {"service": ""},
        {"headline": ""},
        {"percent": None},
        {"percent": 101},
        {"percent": -1},
        {"n_cases": 0},
        {"standard_error": 0.0},
        {"standard_error": float("nan")},
    ],
    ids=lambda told: "-".join(f"{name} {value}" for name, value in told.items()),
)
def test_what_is_no_published_score_is_refused(wrong: dict) -> None:
    told = {"service": "Anytown", "headline": "safeguarding", "percent": 73, "source": source()}
    with pytest.raises(InputError):
        PublishedScore(**(told | wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        {"average": None, "lowest": None, "highest": None},
        {"lowest": 70},
        {"highest": 101},
        {"lowest": -1},
        {"n_services": 0},
    ],
    ids=["nothing", "out of order", "above", "below", "no services"],
)
def test_what_is_no_context_is_refused(wrong: dict) -> None:
    with pytest.raises(InputError):
        context(**wrong)


@pytest.mark.parametrize("wrong", [{"title": ""}, {"standing": "certain"}], ids=["title", "how"])
def test_a_figure_without_source_or_standing_is_refused(wrong: dict) -> None:
    with pytest.raises(InputError):
        source(**wrong)
