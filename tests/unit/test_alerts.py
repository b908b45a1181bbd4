"""Alerts: their course, what is late and since when, and how the report counts them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from corecase.core.alerts import (
    Alert,
    AlertState,
    check_move,
    count_line,
    diagram,
    may_move,
    overdue,
)
from corecase.core.errors import InputError

RAISED, RECEIVED, TOLD, ACTED, CLOSED = AlertState
RAISED_AT = datetime(2026, 1, 5, 15, 0, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 1, 5), date(2026, 1, 6)
SEEN = {"received_at": RAISED_AT}


def alert(state: AlertState, **parts: Any) -> Alert:
    """An alert raised on a Monday afternoon."""
    return Alert(state=state, raised_at=RAISED_AT, raised_on=MONDAY, **parts)


def test_the_legal_moves() -> None:
    legal = {(state, to) for state in AlertState for to in AlertState if may_move(state, to)}
    assert legal == {
        (RAISED, RECEIVED),
        (RAISED, TOLD),
        (RECEIVED, TOLD),
        (TOLD, ACTED),
        (ACTED, CLOSED),
        (ACTED, TOLD),
    }


def test_an_acknowledgement_does_not_close_an_alert() -> None:
    check_move(ACTED, CLOSED)
    with pytest.raises(InputError, match="is “received” and cannot become “closed”; choose “serv"):
        check_move(RECEIVED, CLOSED)
    for state in (ACTED, CLOSED):
        with pytest.raises(InputError, match="Write what was done"):
            alert(state, told_on=MONDAY, done="  ")


def test_what_is_told_has_its_day() -> None:
    with pytest.raises(InputError, match="Give the day"):
        alert(TOLD)
    with pytest.raises(InputError, match="Correct the day"):
        alert(TOLD, told_on=date(2026, 1, 4))


def test_the_diagram_begins_where_an_alert_is_raised() -> None:
    assert "    [*] --> RAISED\n" in diagram()


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (60, ()),
        (61, ("the lead inspector has not seen it for one minute",)),
        (119 * 60 + 59, ("the lead inspector has not seen it for 119 minutes",)),
        (120 * 60, ("the lead inspector has not seen it for two hours",)),
    ],
)
def test_the_lead_has_an_alert_within_a_minute(seconds: int, expected: tuple[str, ...]) -> None:
    now = RAISED_AT + timedelta(seconds=seconds)
    assert overdue(alert(RAISED), now, MONDAY) == expected


@pytest.mark.parametrize(
    ("found", "today", "expected"),
    [
        (alert(RECEIVED, **SEEN), MONDAY, ()),
        (alert(RECEIVED, **SEEN), TUESDAY, ("the service was not told on the day it was raised",)),
        (alert(TOLD, told_on=MONDAY, **SEEN), TUESDAY, ()),
        (alert(TOLD, told_on=MONDAY, answer_by=TUESDAY, **SEEN), TUESDAY, ()),
        (
            alert(TOLD, told_on=MONDAY, answer_by=MONDAY, **SEEN),
            TUESDAY,
            ("what was asked is one day late",),
        ),
        (
            alert(TOLD, told_on=MONDAY, answer_by=MONDAY, **SEEN),
            date(2026, 1, 16),
            ("what was asked is 11 days late",),
        ),
        (alert(ACTED, told_on=MONDAY, answer_by=MONDAY, done="visited", **SEEN), TUESDAY, ()),
        (alert(CLOSED, told_on=MONDAY, answer_by=MONDAY, done="visited"), TUESDAY, ()),
    ],
)
def test_what_the_service_owes(found: Alert, today: date, expected: tuple[str, ...]) -> None:
    now = RAISED_AT + (today - MONDAY)
    assert overdue(found, now, today) == expected


def test_everything_that_is_late_is_said() -> None:
    late = overdue(alert(RAISED, answer_by=MONDAY), RAISED_AT + timedelta(days=1), TUESDAY)
    assert late == (
        "the lead inspector has not seen it for 24 hours",
        "the service was not told on the day it was raised",
        "what was asked is one day late",
    )


@pytest.mark.parametrize(
    ("n_alerts", "line"),
    [(0, "no alerts"), (1, "one alert"), (2, "two alerts"), (12, "12 alerts")],
)
def test_the_report_counts_alerts(n_alerts: int, line: str) -> None:
    assert count_line(n_alerts) == line
