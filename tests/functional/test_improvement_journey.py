"""An improvement plan in a real browser: from what publication made to a re-audit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.functional.demonstration_places import Places
from tests.functional.journeys import improvement
from tests.functional.journeys.windows import Window

NAMES = {"lead": "Lee Lead", "liaison": "Exa Exampleton", "oversight": "Ollie Oversight"}
REFUSED = "the server responded with a status of 4"
"""What a browser says of a page that is refused on purpose."""


@pytest.fixture
def windows(browser: Browser, address: str, home: Path) -> Iterator[dict[str, Window]]:
    """The windows of the people, at the inspection whose report is published."""
    code = Places(database=home / "corecase.sqlite3").inspection("Nowhereby")
    found = {key: Window(browser, address, name, code) for key, name in NAMES.items()}
    yield found
    said = [line for window in found.values() for line in window.complaints]
    for window in found.values():
        window.context.close()
    assert not [line for line in said if REFUSED not in line]


def test_a_service_goes_from_its_recommendations_to_a_re_audit(windows: dict[str, Window]) -> None:
    liaison, lead, oversight = (windows[key] for key in ("liaison", "lead", "oversight"))

    # Given a published report, its service finds its improvement plan and writes in it;
    improvement.is_there(liaison)
    improvement.write(liaison)

    # when bodies have taken their steps, and something was done and something not,
    improvement.approve(liaison, lead)
    improvement.report_on_it(liaison)

    # then what is late is pointed out, the oversight body asks, and a re-audit says how it is.
    improvement.is_overdue(liaison)
    improvement.oversee(oversight, liaison)
    improvement.re_audit(liaison)
