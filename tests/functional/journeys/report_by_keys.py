"""The road of a report without a mouse: a finding, a comment, its answer, a signature."""

import re

from playwright.sync_api import expect

from tests.functional.journeys.report_checking import ROOM, ROUND
from tests.functional.journeys.windows import FARTHEST, Window


def tab_into(window: Window, selector: str) -> None:
    """Presses Tab until an element that the selector finds has the focus."""
    for _ in range(FARTHEST):
        window.type("Tab")
        if window.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def enter(window: Window, words: str) -> None:
    """Goes to a link or button by Tab, presses Enter, and waits for where it leads."""
    window.tab_to(words)
    with window.page.expect_navigation():
        window.type("Enter")


def edit(lead: Window, criterion: str) -> None:
    """The lead adds to a finding, with a figure that a button puts in where the cursor is."""
    lead.go(f"report/criteria/{criterion}/")
    enter(lead, "^Edit strength 1$")
    tab_into(lead, "#id_text")
    lead.type("Control+End")
    lead.page.keyboard.type(" Managers read the plans, and in")
    tab_into(lead, ".corecase-insert")
    lead.type("Enter")
    text = lead.page.locator("#id_text")
    expect(text).to_be_focused()
    expect(text).to_have_value(re.compile(r"and in \[\[[^|]+\|[^\]]+\]\]$"))
    lead.page.keyboard.type(" it was so.")
    enter(lead, "^Save$")
    lead.sees("Saved", "Managers read the plans")


def give(lead: Window) -> None:
    """The lead gives the draft to the service."""
    lead.go(ROOM)
    enter(lead, "^Give the draft to the service$")
    lead.stands_at("Give the draft to the service")
    enter(lead, "^Give the draft to the service$")
    lead.sees("Round 1 is open")


def comment(liaison: Window, words: str) -> None:
    """The liaison comments on a paragraph and sends the draft back."""
    liaison.go(ROOM)
    enter(liaison, "^Read the draft and comment on it")
    enter(liaison, "^Comment on paragraph 2$")
    tab_into(liaison, "textarea")
    liaison.page.keyboard.type(words)
    enter(liaison, "^Save the comment$")
    liaison.sees("Saved your comment.")
    enter(liaison, "^I have finished")
    enter(liaison, "^Send the draft back$")
    liaison.sees("Sent back to the inspectorate.")


def answer(lead: Window, words: str) -> None:
    """The lead answers the comment, closes the round and hands the report in."""
    lead.go(f"{ROUND}comments/")
    enter(lead, "^Answer this comment")
    tab_into(lead, "input[type=radio]")
    # The last of three: what is accepted would have to change before it is handed in.
    lead.type("Space", "ArrowDown", "ArrowDown")
    tab_into(lead, "textarea")
    lead.page.keyboard.type(words)
    enter(lead, "^Save the answer$")
    lead.sees("Saved the answer.")
    for _ in ("the way there", "the button"):
        enter(lead, "^Close the round$")
    lead.sees("Round 1 is closed")
    lead.go("sign-off/")
    enter(lead, "^Hand in for sign-off$")
    lead.sees("Handed in")


def sign(chief: Window) -> None:
    """The chief inspector signs for the day that is offered."""
    chief.go("sign-off/")
    tab_into(chief, "input[type=checkbox]")
    chief.type("Space")
    enter(chief, "^Sign the report$")
    chief.sees("Signed. The worker renders the version")
