"""Versions of a report: their names, their states, and the instant at which they go out."""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest

from corecase.core import report_versions, sign_off
from corecase.core.errors import InputError
from corecase.core.report_versions import VersionState, state_of
from corecase.core.reports import RenderingState
from corecase.core.sign_off import Obstacle

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("rendering", "facts", "expected"),
    [
        (RenderingState.WAITING, {}, VersionState.RENDERING),
        (RenderingState.RUNNING, {}, VersionState.RENDERING),
        (RenderingState.FAILED, {}, VersionState.NOT_RENDERED),
        (RenderingState.DONE, {}, VersionState.SIGNED),
        (RenderingState.DONE, {"is_released"}, VersionState.RELEASED),
        (RenderingState.DONE, {"is_released", "is_published"}, VersionState.PUBLISHED),
        (RenderingState.DONE, {"is_published", "is_superseded"}, VersionState.SUPERSEDED),
        (RenderingState.DONE, {"is_released", "is_withdrawn"}, VersionState.WITHDRAWN),
    ],
)
def test_a_version_is_in_the_state_that_came_last(
    rendering: RenderingState, facts: set[str], expected: VersionState
) -> None:
    assert state_of(rendering, **dict.fromkeys(facts, True)) is expected
    assert expected.words


def test_readers_are_offered_the_page_first_and_the_tables_last() -> None:
    names = ("csv/scores.csv", "report.docx", "csv/cases.csv", "report.pdf", "report.html")
    assert report_versions.in_order(names) == (
        "report.html",
        "report.pdf",
        "report.docx",
        "csv/cases.csv",
        "csv/scores.csv",
    )


def test_a_version_is_named_by_what_sha256sum_prints_of_its_files() -> None:
    printed = "bb  report.html\naa  report.pdf\n"
    expected = sha256(printed.encode()).hexdigest()
    assert report_versions.fingerprint({"report.pdf": "aa", "report.html": "bb"}) == expected
    assert report_versions.fingerprint({}) == sha256(b"").hexdigest()


def test_the_usual_day_is_the_next_working_day() -> None:
    assert report_versions.usual_day(date(2026, 11, 20)) == date(2026, 11, 23)
    assert report_versions.usual_day(date(2026, 12, 24)) == date(2026, 12, 29)


def test_a_day_of_publication_is_today_or_later() -> None:
    today = date(2026, 11, 20)
    report_versions.check_day(today, today)
    with pytest.raises(InputError, match="This day is over"):
        report_versions.check_day(today - timedelta(days=1), today)


def test_a_first_version_goes_out_on_the_day_that_it_prints() -> None:
    day = date(2026, 11, 20)
    report_versions.check_still_on(day, day)
    with pytest.raises(InputError, match="sign again for another day"):
        report_versions.check_still_on(day, day + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2026, 11, 23), time(9, 30), datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        (date(2026, 6, 23), time(9, 30), datetime(2026, 6, 23, 8, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_the_instant_is_that_of_the_clock_on_the_wall(
    day: date, hour: time, expected: datetime
) -> None:
    assert report_versions.instant(day, hour, LONDON) == expected


def test_an_hour_that_the_clocks_leave_out_is_refused() -> None:
    with pytest.raises(InputError, match="The clocks go forward"):
        report_versions.instant(date(2026, 3, 29), time(1, 30), LONDON)


def test_the_embargo_ends_at_its_instant_and_not_a_second_before() -> None:
    at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert not report_versions.has_come(at, at - second)
    assert report_versions.has_come(at, at)
    report_versions.check_instant(at, at - second)
    with pytest.raises(InputError, match="This hour is over"):
        report_versions.check_instant(at, at)


@pytest.mark.parametrize("month", ["November 2026", " november  2026 "])
def test_the_month_that_a_report_names_is_that_of_its_day(month: str) -> None:
    report_versions.check_month(month, date(2026, 11, 30))
    for day in (date(2026, 10, 31), date(2026, 12, 1), date(2027, 11, 30)):
        with pytest.raises(InputError, match="correct one of them"):
            report_versions.check_month(month, day)


def test_a_report_is_signed_and_released_by_people_who_did_not_write_it() -> None:
    sign_off.check_may_sign(1, writers={2, 3}, team={5})
    sign_off.check_may_release(4, signer=1, writers={2, 3}, team={5})
    with pytest.raises(InputError, match="somebody who did not has to sign"):
        sign_off.check_may_sign(2, writers={2, 3}, team={5})
    with pytest.raises(InputError, match=r"You worked on this inspection; .* has to sign"):
        sign_off.check_may_sign(5, writers={2, 3}, team={5})
    with pytest.raises(InputError, match="somebody who did not has to release"):
        sign_off.check_may_release(3, signer=1, writers={2, 3}, team={5})
    with pytest.raises(InputError, match=r"You worked on this inspection; .* has to release"):
        sign_off.check_may_release(5, signer=1, writers={2, 3}, team={5})
    with pytest.raises(InputError, match="a second person"):
        sign_off.check_may_release(1, signer=1, writers={2, 3}, team={5})


def test_obstacles_are_named_one_by_one() -> None:
    sign_off.check_settled(())
    found = [
        Obstacle(text="Nobody chose recommendations.", room="report_recommendations"),
        Obstacle(text="Two comments are not answered.", room="factual_accuracy"),
    ]
    with pytest.raises(InputError, match="2 things have to be settled") as raised:
        sign_off.check_settled(found)
    assert [str(problem) for problem in raised.value.problems] == [
        "report recommendations: Nobody chose recommendations.",
        "factual accuracy: Two comments are not answered.",
    ]
    with pytest.raises(InputError, match="One thing has to be settled"):
        sign_off.check_settled(found[:1])
