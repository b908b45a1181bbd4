"""The site without a script, with an ended session, and in two windows at once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.demonstration_places import Places
from tests.functional.journeys.caseloads import announce, send_caseload
from tests.functional.journeys.windows import Window
from tests.functional.site_server import serving

ASSESSOR = "Asa Assessor"
CRITERION = "CCI-3.1"
SAVED = re.compile(r"Saved \d\d:\d\d\.")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of its own: what is uploaded and answered here is nobody else's."""
    return tmp_path_factory.mktemp("plain") / "home"


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


@pytest.fixture
def places(home: Path) -> Places:
    return Places(database=home / "corecase.sqlite3")


class Plain:
    """Opens windows in which no script runs."""

    def __init__(self, browser: Browser, address: str, places: Places) -> None:
        self.browser, self.address, self.places = browser, address, places
        self.opened: list[Window] = []

    def window(self, name: str, service: str) -> Window:
        code = self.places.inspection(service)
        found = Window(self.browser, self.address, name, code, has_script=False)
        self.opened.append(found)
        return found


@pytest.fixture
def plain(browser: Browser, address: str, places: Places) -> Iterator[Plain]:
    opener = Plain(browser, address, places)
    yield opener
    for one in opener.opened:
        one.context.close()


@pytest.fixture
def assessor(plain: Plain, places: Places) -> Window:
    """An assessor at a criterion of a case of theirs."""
    window = plain.window(ASSESSOR, "Anyborough")
    ref = places.case(window.code, "assessor", "STARTED")
    window.go(f"cases/{ref}/criteria/{CRITERION}/")
    return window


def first_question(page: Page) -> str:
    """The item of the first question that is asked on the page."""
    fields = page.locator("[data-item]:has([data-fields]:not([hidden]))").first
    return str(fields.get_attribute("data-item"))


def stands(places: Places, window: Window, item: str) -> str:
    """The note of an item as the database has it."""
    ref = window.page.url.split("/cases/")[1].split("/")[0]
    return str(
        places.one(
            "select f.value from cases_fieldstate f join cases_caseassessment a on "
            "a.id = f.assessment_id join cases_sampledcase c on c.id = a.case_id "
            "where c.ref = ? and f.item_id = ? and f.field = 'NOTE'",
            ref,
            item,
        )
    )


def test_a_caseload_is_announced_uploaded_and_mapped(plain: Plain) -> None:
    """Given a planned inspection, when no script runs, then a caseload still gets in."""
    announce(plain.window("Lee Lead", "Otherton"))
    send_caseload(plain.window("Olu Otherton", "Otherton"))


def test_answers_are_saved_by_the_button(assessor: Window, places: Places) -> None:
    item = first_question(assessor.page)
    assessor.page.locator(f"#a-{item}-2").check()
    assessor.page.locator(f"#n-{item}").fill("Read in the file.\nSecond line.")
    assessor.page.get_by_role("button", name="Save", exact=True).click()
    assessor.sees(SAVED)
    expect(assessor.page.locator(f"#a-{item}-2")).to_be_checked()
    assert stands(places, assessor, item) == "Read in the file.\nSecond line."


def test_a_refused_answer_keeps_everything_that_was_typed(assessor: Window) -> None:
    """Given a mark without an answer, when it is sent, then the page says why and keeps it all."""
    item = first_question(assessor.page)
    assessor.page.locator(f"#a-{item}-4").check()
    assessor.page.locator(f"#m-{item}").check()
    assessor.page.locator(f"#n-{item}").fill("typed beside a refused answer")
    assessor.page.get_by_role("button", name="Save", exact=True).click()
    assessor.sees("There is a problem")
    assert assessor.page.title().startswith("Error: ")
    expect(assessor.page.locator(f"#m-{item}")).to_be_checked()
    expect(assessor.page.locator(f"#n-{item}")).to_have_value("typed beside a refused answer")
    assessor.page.locator(f"#a-{item}-1").check()
    assessor.page.get_by_role("button", name="Save", exact=True).click()
    assessor.sees(SAVED)


def test_an_alert_is_raised(assessor: Window) -> None:
    case = assessor.page.url.split("/criteria/")[0]
    assessor.page.goto(f"{case}/")
    assessor.follow("Raise an alert")
    assessor.press("Raise the alert")
    assessor.sees("Say what the concern is.")
    assessor.fill(**{"What_is_the_concern?": "A concern that was raised without a script."})
    assessor.press("Raise the alert")
    assessor.sees("Received: Lee Lead (demo) sees the alert at the top of every page.")
    assessor.sees("A concern that was raised without a script.")


def test_a_form_sent_after_the_session_ended_is_shown_whole_and_sent_again(
    assessor: Window, places: Places
) -> None:
    """Given an ended session, when a form is sent, then nothing of it is lost, and it arrives."""
    item = first_question(assessor.page)
    page, typed = assessor.page, "typed while the session ended:\n<two> lines & more"
    page.locator(f"#n-{item}").fill(typed)
    assessor.context.clear_cookies(name="session")
    page.get_by_role("button", name="Save", exact=True).click()
    assessor.stands_at("You were signed out")
    expect(page.locator(".corecase-pre", has_text="<two> lines & more")).to_be_visible()
    assessor.sign_in_elsewhere()
    page.get_by_role("button", name="Send again").click()
    # Signing in made new tokens for forms: this one is shown once more, still whole.
    assessor.stands_at("This form was out of date")
    page.get_by_role("button", name="Send again").click()
    assessor.sees(SAVED)
    assert stands(places, assessor, item) == typed


def test_two_windows_that_change_one_note_end_in_a_conflict_with_both(
    assessor: Window, places: Places
) -> None:
    item = first_question(assessor.page)
    other = assessor.context.new_page()
    other.goto(assessor.page.url)
    assessor.page.locator(f"#n-{item}").fill("the first of two")
    assessor.page.get_by_role("button", name="Save", exact=True).click()
    assessor.sees(SAVED)
    other.locator(f"#n-{item}").fill("the second of two")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("Both are kept: decide under Conflicts.")).to_be_visible()
    other.get_by_role("link", name="two values are kept").click()
    both = other.locator("section", has_text="the first of two").filter(
        has_text="the second of two"
    )
    expect(both).to_be_visible()
    both.get_by_label("the second of two").check()
    both.get_by_role("button", name="Decide").click()
    expect(other.get_by_text("what you chose stands now")).to_be_visible()
    assert stands(places, assessor, item) == "the second of two"
