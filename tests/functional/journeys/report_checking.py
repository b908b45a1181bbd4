"""The factual-accuracy round: the service comments, every comment is answered, all is kept."""

import re

from playwright.sync_api import expect

from tests.functional.journeys.windows import Window

COMMENT = "Invented comment: the minutes were of the whole board, not of a part of it."
ON_ALL = "Invented comment: the service thanks those who came."
REPLY = "Invented answer: the sentence says so now."
ROOM = "report/factual-accuracy/"
ROUND = f"{ROOM}1/"


def open_round(lead: Window, liaison: Window) -> None:
    """Before it the service sees no draft; from it on it sees the one that was frozen."""
    liaison.go(ROOM, heading="Factual accuracy")
    liaison.sees("No draft has been given to your service yet.")
    for room in ("report/", "report/preview/", "sign-off/", "publication/"):
        answer = liaison.page.goto(liaison.where(room))
        assert answer is not None
        assert answer.status == 404
    lead.go(ROOM, heading="Factual accuracy")
    lead.follow("Give the draft to the service")
    lead.press("Give the draft to the service")
    lead.sees("Round 1 is open: the service can read the draft.")


def comment(liaison: Window, about: str) -> None:
    """The liaison comments on a paragraph and on the whole, and sends the draft back."""
    liaison.go(ROOM, heading="Factual accuracy")
    liaison.follow("Read the draft and comment on it")
    liaison.stands_at("Draft of round 1")
    liaison.picture("facts", at=about, subject="report")
    paragraph = liaison.page.locator(".corecase-facts__paragraph", has_text=about)
    paragraph.get_by_role("link", name="Comment on paragraph").click()
    say(liaison, COMMENT)
    liaison.follow("Comment on the report as a whole")
    say(liaison, ON_ALL)
    liaison.sees("1 comment")
    liaison.follow("I have finished")
    liaison.sees("You send it back with 2 comments.")
    liaison.press("Send the draft back")
    liaison.sees("Sent back to the inspectorate.")
    liaison.go(f"{ROUND}paragraphs/5/")
    expect(liaison.page.get_by_role("button", name="Save the comment")).to_have_count(0)


def say(liaison: Window, words: str) -> None:
    """Saves one comment on the paragraph that is open."""
    liaison.fill(Your_comment=words)
    liaison.press("Save the comment")
    liaison.sees("Saved your comment.")


def change_what_was_commented(lead: Window, about: str, correct: str) -> None:
    """The lead goes from a comment to its paragraph in the draft, and puts it right."""
    lead.go(f"{ROUND}comments/")
    on_it = lead.page.locator("section", has_text=COMMENT)
    on_it.get_by_role("link", name="Answer this comment").click()
    lead.follow("Change the draft there")
    paragraph = lead.page.locator(".corecase-paragraph", has_text=about)
    paragraph.get_by_role("link", name="Edit").click()
    lead.page.get_by_label("Text", exact=True).fill(correct)
    lead.page.get_by_role("button", name="Save", exact=True).click()
    lead.sees("Saved:", correct)


def answer(lead: Window, came_of_it: str = "Accepted") -> None:
    """The lead answers both comments, each with what came of it; until then nothing is signed.

    An accepted one that changed nothing in the draft would stand before the signature.
    """
    lead.go("sign-off/", heading="Sign-off")
    lead.sees(re.compile("Two comments|2 comments"))
    for words, outcome in ((COMMENT, came_of_it), (ON_ALL, "Not accepted")):
        lead.go(f"{ROUND}comments/")
        on_it = lead.page.locator("section", has_text=words)
        on_it.get_by_role("link", name="Answer this comment").click()
        lead.page.get_by_label(outcome, exact=True).check()
        lead.page.get_by_label("Answer", exact=True).fill(REPLY)
        if outcome == "Accepted":
            lead.picture("answer", at="As it was given", subject="report")
        lead.press("Save the answer")
        lead.sees("Saved the answer.")


def close(lead: Window, liaison: Window) -> None:
    """The round is closed; the service reads the answers, and not before."""
    liaison.go(f"{ROUND}comments/")
    liaison.sees_not(REPLY)
    lead.go(f"{ROUND}close/", heading="Close round 1")
    lead.press("Close the round")
    lead.sees("Round 1 is closed: the service can read the answers.")
    liaison.page.reload()
    liaison.sees(REPLY)
