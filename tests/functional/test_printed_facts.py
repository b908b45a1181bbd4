"""A published text, from its file to a figure that is used, in the browser."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.functional.site_server import sign_in_as

TEXT = """CORE CASE INSPECTION
Report on youth offending work in Anyborough
Safeguarding score: 62%
Risk of Harm score: 53%
"""


def test_a_text_is_read_and_its_figures_are_taken_refused_and_corrected(
    address: str, visitor: Page, complaints: list[str], tmp_path: Path
) -> None:
    """Given a published report, when a manager brings it in and decides, then it is kept."""
    file = tmp_path / "invented-report.txt"
    file.write_text(TEXT, encoding="utf-8")
    sign_in_as(visitor, address, "Mona Manager")
    visitor.get_by_role("link", name="Printed facts").click()
    visitor.get_by_role("button", name="Bring in a published text").click()
    visitor.get_by_label("Published text or table of facts").set_input_files(file)
    visitor.get_by_label("How a text is cited").fill("An invented report, June 2012")
    visitor.get_by_label("When the text was published").fill("June 2012")
    visitor.get_by_role("button", name="Bring it in").click()
    # The worker reads it in a process of its own; a reader opens the page again.
    queued = visitor.get_by_role("group", name=re.compile("waiting, those with a doubt first"))
    for _ in range(60):
        if queued.count():
            break
        visitor.wait_for_timeout(500)
        visitor.reload()
    visitor.get_by_label(re.compile("headline: safeguarding: 62%")).check()
    visitor.get_by_role("button", name="Take the chosen").click()
    expect(visitor.get_by_text("Taken: 1 fact.")).to_be_visible()
    visitor.get_by_label(re.compile("headline: risk of harm: 53%")).check()
    visitor.get_by_role("button", name="Refuse the chosen").click()
    expect(visitor.get_by_role("alert")).to_contain_text("Say why")
    expect(visitor.get_by_label(re.compile("headline: risk of harm: 53%"))).to_be_checked()
    visitor.get_by_label("Why the chosen facts are refused").fill("Misread.")
    visitor.get_by_role("button", name="Refuse the chosen").click()
    expect(visitor.get_by_text("Refused: 1 fact.")).to_be_visible()
    visitor.get_by_role("link", name="1 to be released by a second person").click()
    expect(visitor.get_by_text("Another person releases it.")).to_be_visible()
    visitor.context.clear_cookies()
    sign_in_as(visitor, address, "Cleo Chief")
    # On the first page: this one, and what the demonstration leaves for a second person.
    asked = visitor.get_by_text("You are asked as the second person about")
    expect(asked).to_contain_text("2 printed facts and 1 link of services that somebody else")
    asked.get_by_role("link", name="2 printed facts").click()
    expect(visitor.get_by_text("Shown now: nothing. Shown then: 62%.")).to_be_visible()
    visitor.get_by_label(re.compile("headline: safeguarding: 62%")).check()
    visitor.get_by_role("button", name="Release the chosen").click()
    expect(visitor.get_by_text("Released: 1 fact.")).to_be_visible()
    assert not [said for said in complaints if "422" not in said]
