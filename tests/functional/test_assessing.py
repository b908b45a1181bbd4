"""A case in a real browser: saved as it is filled, kept when the way is cut, no script needed."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.functional.demonstration_places import Places
from tests.functional.site_server import sign_in_as

NAME = "Asa Assessor"
SAVED = re.compile(r"Saved \d\d:\d\d")
OPERATIONS = re.compile(r"/operations/$")


class Desk:
    """An assessor at one criterion of a case of theirs that nobody has begun."""

    def __init__(self, page: Page, address: str, home: Path) -> None:
        self.page = page
        self.address = address
        self.places = Places(database=home / "corecase.sqlite3")
        self.code = self.places.inspection("Anyborough")
        self.ref = self.places.case(self.code, "assessor", "STARTED")
        self.sign_in()
        self.open()

    def sign_in(self) -> None:
        sign_in_as(self.page, self.address, NAME)

    def where(self, path: str = "") -> str:
        return f"{self.address}/inspections/{self.code}/cases/{self.ref}/{path}"

    def open(self) -> None:
        """Opens the last criterion and takes its first question."""
        self.page.goto(self.where("criteria/CCI-3.1/"))
        fields = self.page.locator("[data-item]:has([data-fields]:not([hidden]))").first
        self.item = str(fields.get_attribute("data-item"))

    @property
    def note(self) -> str:
        return f"#n-{self.item}"

    def status(self) -> str:
        return f"#q-{self.item} [data-status]"

    def stored(self, text: str) -> int:
        """How many changes with this value the database holds."""
        return int(self.places.one("select count(*) from cases_operation where value = ?", text))

    def stands(self, field: str = "NOTE") -> str:
        """What the field says in the database."""
        return str(
            self.places.one(
                "select f.value from cases_fieldstate f join cases_caseassessment a "
                "on a.id = f.assessment_id join cases_sampledcase c on c.id = a.case_id "
                "where c.ref = ? and f.item_id = ? and f.field = ? and a.marking = 'FIRST'",
                self.ref,
                self.item,
                field,
            )
        )


@pytest.fixture
def desk(visitor: Page, address: str, home: Path) -> Desk:
    return Desk(visitor, address, home)


def test_an_answer_is_saved_after_a_pause(desk: Desk) -> None:
    """Given an open question, when it is answered by a key, then it is saved without a button."""
    desk.page.locator(f"#q-{desk.item}").focus()
    desk.page.keyboard.press("u")
    desk.page.wait_for_timeout(1500)
    desk.page.keyboard.press("i")
    expect(desk.page.locator(desk.status())).to_have_text(SAVED)
    assert "INSUFFICIENT" in desk.stands("ANSWER")
    desk.page.keyboard.press("s")
    expect(desk.page.locator(desk.status())).to_have_text("Saving…")
    expect(desk.page.locator(desk.status())).to_have_text(SAVED)
    assert '"SUFFICIENT"' in desk.stands("ANSWER")


def test_keys_lead_from_question_to_question_and_stay_out_of_notes(desk: Desk) -> None:
    desk.page.locator(f"#q-{desk.item}").focus()
    desk.page.keyboard.press("j")
    assert desk.page.evaluate("document.activeElement.id") != f"q-{desk.item}"
    desk.page.keyboard.press("k")
    assert desk.page.evaluate("document.activeElement.id") == f"q-{desk.item}"
    desk.page.locator(desk.note).fill("")
    desk.page.locator(desk.note).press_sequentially("sinjku")
    assert desk.page.locator(desk.note).input_value() == "sinjku"
    expect(desk.page.locator(desk.status())).to_have_text(SAVED)


def test_nothing_is_said_to_be_saved_while_the_way_is_cut(desk: Desk) -> None:
    """Given a cut connection, when it comes back, then what was typed arrives, once."""
    desk.page.route(OPERATIONS, lambda route: route.abort())
    desk.page.locator(desk.note).fill("typed without a network")
    status = desk.page.locator(desk.status())
    expect(status).to_have_text("NOT saved – still here, trying again.")
    assert desk.stored("typed without a network") == 0
    desk.page.unroute(OPERATIONS)
    expect(status).to_have_text(SAVED, timeout=20_000)
    assert desk.stored("typed without a network") == 1


def test_a_receipt_that_is_lost_is_asked_for_again(desk: Desk) -> None:
    """Given a save whose answer never comes back, then the repeat makes no second change."""
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        response = route.fetch()
        if lost:
            route.fulfill(response=response)
        else:
            lost.append(response.status)
            route.abort()

    desk.page.route(OPERATIONS, lose_the_first)
    desk.page.locator(desk.note).fill("its receipt was lost")
    expect(desk.page.locator(desk.status())).to_have_text(SAVED, timeout=20_000)
    assert lost == [200]
    assert desk.stored("its receipt was lost") == 1


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.fulfill(status=200, body="<h1>Welcome to our network</h1>"),
        lambda route: route.fulfill(status=200, json={"receipts": [{"hash": "0" * 64}]}),
        lambda route: route.fulfill(status=503, body=""),
    ],
    ids=["portal", "other hash", "unavailable"],
)
def test_only_a_receipt_with_our_own_hash_is_believed(
    desk: Desk, answer: Callable[[Route], None]
) -> None:
    desk.page.route(OPERATIONS, answer)
    desk.page.locator(desk.note).fill("never arrived")
    expect(desk.page.locator(desk.status())).to_have_text("NOT saved – still here, trying again.")
    desk.page.unroute(OPERATIONS)
    desk.page.locator(desk.note).fill("never arrived, then gone")
    expect(desk.page.locator(desk.status())).to_have_text(SAVED, timeout=20_000)
    assert desk.stands() == "never arrived, then gone"


def test_a_session_that_ended_is_begun_again_in_another_tab(desk: Desk) -> None:
    """Given an ended session, when somebody signs in elsewhere, then the page goes on by itself."""
    context = desk.page.context
    context.clear_cookies(name="session")
    desk.page.locator(desk.note).fill("typed after the session")
    expect(desk.page.locator(desk.status())).to_contain_text("Sign in again in another tab")
    other = context.new_page()
    sign_in_as(other, desk.address, NAME)
    expect(desk.page.locator(desk.status())).to_have_text(SAVED, timeout=30_000)
    assert desk.stands() == "typed after the session"


def test_two_pages_of_one_question_end_in_a_conflict_that_a_person_decides(desk: Desk) -> None:
    desk.page.locator(desk.note).fill("before")
    expect(desk.page.locator(desk.status())).to_have_text(SAVED)
    other = desk.page.context.new_page()
    other.goto(desk.page.url)
    desk.page.locator(desk.note).fill("written here")
    expect(desk.page.locator(desk.status())).to_have_text(SAVED)
    other.locator(desk.note).fill("written there")
    expect(other.locator(desk.status())).to_contain_text("Both are kept")
    other.locator(desk.status()).get_by_role("link").click()
    mine = other.locator("section", has_text="written there").filter(has_text="written here")
    mine.get_by_label("written there").check()
    mine.get_by_role("button", name="Decide").click()
    expect(other.get_by_text("what you chose stands now")).to_be_visible()
    assert desk.stands() == "written there"


def test_leaving_the_page_at_once_loses_nothing(desk: Desk) -> None:
    desk.page.locator(desk.note).fill("typed and gone")
    desk.page.goto(desk.where("journal/"))
    desk.page.wait_for_timeout(500)
    assert desk.stands() == "typed and gone"


def test_leaving_while_a_save_is_on_its_way_loses_nothing(desk: Desk) -> None:
    """Given a slow way to the server, what was typed behind a save under way arrives too."""
    slow = {"offline": False, "latency": 1500, "downloadThroughput": -1, "uploadThroughput": -1}
    network = desk.page.context.new_cdp_session(desk.page)
    network.send("Network.enable")
    notes = desk.page.locator("[data-item]:has([data-fields]:not([hidden])) textarea")
    texts = [f"behind a slow save {number}" for number in range(3)]
    network.send("Network.emulateNetworkConditions", slow)
    notes.nth(0).fill(texts[0])
    desk.page.wait_for_timeout(1000)
    for place in (1, 2):
        notes.nth(place).fill(texts[place])
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.goto("about:blank")
    for text in texts:
        until = time.monotonic() + 15
        while not desk.stored(text) and time.monotonic() < until:
            time.sleep(0.2)
        assert desk.stored(text) == 1


def test_a_note_is_added_by_enter_and_stands_with_its_time(desk: Desk) -> None:
    desk.page.goto(desk.where("notes/"))
    desk.page.keyboard.type("said in the conversation")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".assess-note").first).to_contain_text("said in the conversation")


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_everything_is_done_without_a_script(
    without_script: Page, address: str, home: Path
) -> None:
    desk = Desk(without_script, address, home)
    desk.page.locator(f"#a-{desk.item}-2").check()
    desk.page.locator(desk.note).fill("saved by the button")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    expect(desk.page.get_by_text(SAVED)).to_be_visible()
    assert desk.stands() == "saved by the button"
    assert "INSUFFICIENT" in desk.stands("ANSWER")
