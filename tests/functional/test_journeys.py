"""An inspection in a real browser, from its announcement to the last agreed judgement."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.functional.demonstration_places import Places
from tests.functional.journeys import agreement, caseloads, fieldwork
from tests.functional.journeys.windows import Window
from tests.functional.site_server import serving, sign_in_as

NAMES = {
    "manager": "Mona Manager",
    "liaison": "Olu Otherton",
    "lead": "Lee Lead",
    "asa": "Asa Assessor",
    "sam": "Sam Second",
}
FIRST_NOTE, SECOND_NOTE = "Signed, as the first reader saw.", "Unsigned, says the second."
REFUSED = re.compile(r"status of (404|422)")
"""What a browser says of the pages that are refused on purpose."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of its own: this journey changes what other tests read."""
    return tmp_path_factory.mktemp("journeys") / "home"


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


def test_an_inspection_goes_from_its_announcement_to_the_last_agreed_judgement(
    browser: Browser, address: str, home: Path
) -> None:
    places = Places(database=home / "corecase.sqlite3")
    code = places.inspection("Otherton")
    at = {key: Window(browser, address, name, code) for key, name in NAMES.items()}
    lead, liaison, asa, sam = at["lead"], at["liaison"], at["asa"], at["sam"]

    # When the service is told, sends its caseload, and the lead draws from it,
    caseloads.announce(at["manager"])
    caseloads.send_caseload(liaison)
    refs = caseloads.draw_sample(lead)

    # and the team is made, gets its cases and begins,
    fieldwork.make_team(lead)
    by_asa, by_sam = refs[:2], refs[2:]
    fieldwork.allocate(lead, "Asa Assessor", by_asa)
    fieldwork.allocate(lead, "Sam Second", by_sam)
    fieldwork.begin(lead)
    twice = agreement.choose_second_marking(lead)
    first, second = (asa, sam) if twice in by_asa else (sam, asa)
    agreement.allocate_second(lead, twice, second.name)

    # and every case is judged, one of them twice,
    by_keys = next(ref for ref in refs if ref != twice)
    fieldwork.judge_by_keyboard(asa if by_keys in by_asa else sam, by_keys)
    fieldwork.raise_alert(first, lead, twice)
    fieldwork.answer_alert(lead, liaison, twice)
    for ref in refs:
        if ref != by_keys:
            assessor = asa if ref in by_asa else sam
            fieldwork.judge(assessor, ref, note=FIRST_NOTE)
            fieldwork.submit(assessor, ref)
    second.go(f"cases/{twice}/criteria/SQS-1/")
    second.sees_not(FIRST_NOTE)
    agreement.cannot_compare(second, twice)
    fieldwork.judge(second, twice, note=SECOND_NOTE, insufficient=2)
    fieldwork.submit(second, twice)

    # then both readings meet, every difference is settled, and all of it is agreed.
    agreement.settle(lead, twice, notes=(FIRST_NOTE, SECOND_NOTE), differences=2)
    agreement.give_feedback(lead, liaison)
    agreement.moderate(lead, refs, twice)
    agreement.see_scores(lead)
    said = [line for window in at.values() for line in window.complaints]
    assert not [line for line in said if not REFUSED.search(line)]
    for window in at.values():
        window.context.close()


def test_everybody_of_the_demonstration_signs_in_by_one_click(visitor: Page, address: str) -> None:
    """Given the sign-in page, when any of its people is chosen, then their first page opens."""
    visitor.goto(f"{address}/accounts/login/")
    people = visitor.get_by_role("table", name="Demonstration people")
    names = people.get_by_role("rowheader").all_inner_texts()
    assert len(names) >= 10
    for name in names:
        sign_in_as(visitor, address, re.escape(name))
        expect(visitor.get_by_role("heading", level=1)).to_have_text("Inspections")
        expect(visitor.locator("main table, main p.govuk-body").first).to_be_visible()


def test_saved_is_said_only_once_the_receipt_is_there(
    browser: Browser, address: str, home: Path
) -> None:
    """Given an answer on its way, when no receipt has come, then nothing says "saved"."""
    places = Places(database=home / "corecase.sqlite3")
    code = places.inspection("Anyborough")
    desk = Window(browser, address, "Asa Assessor", code)
    ref = places.case(code, "assessor", "ALLOCATED")
    desk.go(f"cases/{ref}/criteria/CCI-1.1/")
    on_the_way: list[Route] = []
    desk.page.route("**/operations/", lambda route: on_the_way.append(route))
    question = desk.page.locator("[data-item]:has([data-fields]:not([hidden]))").first
    question.get_by_label("Evidence note").fill("waits for its receipt")
    with desk.page.expect_request("**/operations/"):
        pass
    desk.page.wait_for_timeout(500)
    expect(question.locator("[data-status]")).to_have_text("Saving…")
    expect(desk.page.locator("[data-overall]")).to_have_text("Saving…")
    on_the_way[0].continue_()
    expect(question.locator("[data-status]")).to_have_text(fieldwork.SAVED)
    expect(desk.page.locator("[data-overall]")).to_have_text(fieldwork.SAVED)
    desk.context.close()
