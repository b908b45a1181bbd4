"""The whole chain in a real browser: from a release to what changed at the re-inspection."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.demonstrated import with_demonstration
from tests.functional.clock import Clock
from tests.functional.demonstration_places import Places
from tests.functional.journeys import improvement, inspecting_again
from tests.functional.journeys import report_publishing as publishing
from tests.functional.journeys.chain_scene import SERVICE
from tests.functional.journeys.windows import Window
from tests.functional.site_server import serving

NAMES = {
    "chief": "Cleo Chief",
    "manager": "Mona Manager",
    "lead": "Lee Lead",
    "assessor": "Asa Assessor",
    "liaison": "Exa Exampleton",
    "oversight": "Ollie Oversight",
}
REFUSED = "the server responded with a status of 4"
"""What a browser says of a page that is refused on purpose."""
SECONDS = 6
LATE, ASKED, AUDITED = 20, 50, 120
"""Days after the publication: an action is to be done, is overdue, is read again."""
AGAIN, FIELDWORK, PUBLISHED_AGAIN = 330, 351, 400
"""The re-inspection is planned, its fieldwork begins, its report is published."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """The served site, its clock, and the people who are signed in at an inspection."""

    browser: Browser
    home: Path
    address: str
    clock: Clock
    opened: list[Window] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def at(self, code: str, *keys: str) -> tuple[Window, ...]:
        """Windows at an inspection, of people who sign in for it."""
        found = tuple(Window(self.browser, self.address, NAMES[key], code) for key in keys)
        self.opened.extend(found)
        return found

    def later(self, days: int) -> None:
        """Everybody goes home, and so many days after the publication nobody is signed in."""
        self.leave()
        self.clock.move_to(days)

    def leave(self) -> None:
        """Closes every window, and keeps what its pages complained about."""
        for window in self.opened:
            window.context.close()
            self.complaints += window.complaints
        self.opened.clear()

    def meanwhile(self, part: str) -> dict[str, Any]:
        """What others do off the stage, through the actions."""
        return played(part, self.home, self.clock)

    def sampled(self, code: str) -> set[str]:
        """The references of the cases that were drawn."""
        places = Places(database=self.home / "corecase.sqlite3")
        return set(
            places.one(
                "select group_concat(c.ref) from cases_sampledcase c join cases_inspection i "
                "on i.id = c.inspection_id where i.code = ? and c.standing = 'SAMPLE'",
                code,
            ).split(",")
        )


def played(part: str, home: Path, clock: Clock) -> dict[str, Any]:
    own = {"CORECASE_HOME": str(home), "CORECASE_DEMO": "1", "CORECASE_DATABASE_URL": ""}
    program = [sys.executable, "-m", "tests.functional.journeys.chain_scene", part]
    env = {**os.environ, **clock.variables, **own}
    done = subprocess.run(program, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def scene(browser: Browser, tmp_path: Path) -> Iterator[Scene]:
    """A site of its own, whose clock can be moved."""
    home, clock = tmp_path / "home", Clock(file=tmp_path / "days-later")
    with_demonstration(home)
    played("first", home, clock)
    with serving(home, **clock.variables) as address:
        found = Scene(browser=browser, home=home, address=address, clock=clock)
        yield found
        found.leave()
        assert not [line for line in found.complaints if REFUSED not in line]


def test_a_service_goes_from_its_report_to_a_better_one(scene: Scene) -> None:
    first = Places(database=scene.home / "corecase.sqlite3").inspection(SERVICE)
    public, clock = publishing.public_address(scene.home), scene.clock
    published_on = clock.today
    late_on = published_on + timedelta(days=LATE)
    reader = scene.browser.new_context().new_page()

    # Given a signed report, when a second person releases it, then it is published,
    liaison, lead, oversight = scene.at(first, "liaison", "lead", "oversight")
    publishing.release(*scene.at(first, "manager"), seconds=SECONDS)
    publishing.is_published(reader, public, first, 1)

    # and its service finds an improvement plan and writes in it; bodies take their steps.
    improvement.is_there(liaison, published_on)
    improvement.write(liaison, late_on)
    improvement.approve(liaison, lead, oversight)
    improvement.report_on_it(liaison)
    improvement.is_not_overdue(liaison)

    # When a day has passed and an action was not done, it is pointed out, and asked about;
    scene.later(ASKED)
    liaison, oversight = scene.at(first, "liaison", "oversight")
    improvement.is_overdue(liaison, late_on, ASKED - LATE)
    improvement.oversee(oversight, liaison, SERVICE)

    # what is read again has not moved by more than chance, and later it has.
    improvement.re_audit(liaison, clock.today, (8, 11), "not yet distinguishable")
    scene.later(AUDITED)
    (liaison,) = scene.at(first, "liaison")
    improvement.re_audit(liaison, clock.today, (23, 24), "improved")

    # The scores suggest a re-inspection, and a person decides on it, with reasons and a month.
    (chief,) = scene.at(first, "chief")
    inspecting_again.is_suggested(chief)
    inspecting_again.decide(chief, published_on + timedelta(days=AGAIN))

    # When it is planned from that, its sample leaves the cases of the first one alone.
    scene.later(AGAIN)
    starts_on = published_on + timedelta(days=FIELDWORK)
    (manager,) = scene.at(first, "manager")
    again = inspecting_again.plan(manager, starts_on, starts_on + timedelta(days=4))
    scene.meanwhile("listed")
    (lead,) = scene.at(again, "lead")
    inspecting_again.draw(lead, scene.sampled(first))

    # Its cases are judged, the last answer of them here, and its report is published.
    scene.later(FIELDWORK)
    left = scene.meanwhile("judged")
    (assessor,) = scene.at(again, "assessor")
    inspecting_again.answer_the_last_question(
        assessor, left["ref"], left["criterion"], left["item"]
    )
    scene.later(PUBLISHED_AGAIN)
    scene.meanwhile("signed")
    manager, lead = scene.at(again, "manager", "lead")
    publishing.release(manager, seconds=SECONDS, ahead=timedelta(days=PUBLISHED_AGAIN))
    publishing.is_published(reader, public, again, 1)

    # Then every score stands before and after, with its interval and what was planned between.
    inspecting_again.is_compared(lead)
    inspecting_again.is_public(reader, f"{public}{again}/")
    reader.context.close()
