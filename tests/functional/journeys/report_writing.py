"""The draft of a report: findings, texts, what stands beside them, and the preview."""

import re
from datetime import datetime

from playwright.sync_api import expect

from corecase.exchange.frameworks import load
from tests.functional.journeys.report_publishing import LONDON
from tests.functional.journeys.windows import Window

CRITERIA = load("cci-2009").criteria
SECTIONS = load("cci-2009").sections
ADDED = "Managers checked this work."
RECORDED = "A part of the board read the results of every audit (invented)."
WHOLE = "Made by the journey: the work that we saw was planned and done together with the family."
PREVIEW_SECONDS = 20


def see_what_is_to_do(lead: Window) -> None:
    """The lead finds every obstacle, with the way to it, and nothing can be handed in."""
    lead.go("report/", heading="Report")
    lead.sees(re.compile(r"\d+ things stand before sign-off"), "Nobody has chosen the")
    lead.picture("overview", subject="report")
    lead.go("sign-off/", heading="Sign-off")
    lead.sees("The report can be signed once everything is settled")


def accept_findings(lead: Window, criterion: str) -> None:
    """The lead accepts the drafts of a criterion: small counts one by one, the rest at once."""
    lead.go(f"report/criteria/{criterion}/")
    if lead.page.get_by_role("button", name=re.compile("^Accept (all|the one)")).count():
        lead.page.get_by_role("button", name=re.compile("^Accept (all|the one)")).click()
        lead.sees(re.compile(r"Accepted \d+ paragraph"))
        lead.page.wait_for_load_state()
    small = lead.page.get_by_role("button", name="Confirm and accept")
    for left in range(small.count(), 0, -1):
        small.first.click()
        lead.sees("Accepted the paragraph.")
        expect(small).to_have_count(left - 1)
    expect(lead.page.locator(".govuk-tag--yellow")).to_have_count(0)


def edit_a_finding(lead: Window, criterion: str) -> None:
    """The lead changes words, puts a figure in by its button, and is told of a loose number."""
    lead.go(f"report/criteria/{criterion}/")
    lead.picture("findings", at="Strengths", subject="report")
    lead.follow("Edit")
    text = lead.page.get_by_label("Text", exact=True)
    drafted = text.input_value()
    text.fill(f"{drafted} {ADDED} It was so in 412 visits, and in ")
    lead.page.get_by_role("button", name=re.compile("^Put in “")).first.click()
    expect(text).to_have_value(re.compile(r"and in \[\[[^|]+\|[^\]]+\]\]$"))
    expect(lead.page.locator("#as-read-text .corecase-chip").last).to_be_visible()
    lead.picture("editor", at="As it reads", subject="report")
    lead.press("Save")
    lead.sees("Look at what is pointed out below", "Numbers that match no figure")
    text.fill(f"{drafted} {ADDED}")
    lead.press("Save")
    lead.sees("Saved:", ADDED)
    lead.follow("History")
    lead.sees("412 visits")


def write(window: Window, place: str, text: str) -> None:
    """Somebody writes a text whole."""
    window.go(f"report/text/{place}/")
    window.page.get_by_label("Text", exact=True).fill(text)
    window.page.get_by_role("button", name="Save", exact=True).click()
    window.sees("Saved:")


def record_evidence(lead: Window) -> None:
    """The lead records what no count carries, and accepts the paragraph drafted from it."""
    lead.go("report/evidence/", heading="Evidence records")
    lead.choose("Criterion", "3.2")
    lead.page.get_by_label("Strength", exact=True).check()
    lead.fill(
        What_was_found=RECORDED,
        Where_it_was_seen="Minutes of the board, in the evidence in advance",
    )
    lead.press("Add the record")
    lead.sees("Added the record.", "From an evidence record.")
    accept_findings(lead, "CCI-3.2")


def enter_indicator(lead: Window) -> None:
    """A rate that was typed as a percentage is questioned until its unit is put right."""
    lead.go("report/indicators/", heading="Indicators")
    lead.follow("Add an indicator")
    lead.page.get_by_label("Name", exact=True).fill("Reoffending after nine months (invented)")
    lead.page.get_by_label("Unit").select_option("percent")
    lead.page.get_by_label("Value", exact=True).fill("1.08")
    lead.page.get_by_label("Period", exact=True).fill("April 2024 to March 2025")
    lead.press("Save")
    lead.sees("Questioned", "waits for an answer before sign-off")
    lead.picture("indicators", at="or did you mean", subject="report")
    lead.follow("Change")
    lead.page.get_by_label("Unit").select_option("per person")
    lead.press("Save")
    lead.sees("Saved Reoffending after nine months")
    expect(lead.page.locator(".govuk-tag", has_text="Questioned")).to_have_count(0)


def enter_respondents(lead: Window) -> None:
    """What three of four said waits until somebody confirms that it can be printed."""
    lead.go("report/respondents/new/")
    lead.page.get_by_role("radio").first.check()
    lead.fill(Questionnaires_that_came_back="9")
    lead.press("Save")
    lead.follow("Add a statement")
    lead.fill(
        What_they_said="felt heard.",
        How_many_said_so="3",
        How_many_answered_the_question="4",
    )
    lead.press("Save")
    lead.sees("It rests on fewer than five people.")
    lead.follow("Confirm")
    lead.page.get_by_role("main").get_by_role("button").click()
    lead.sees("Saved: the statement can be printed.")


def choose_recommendations(lead: Window) -> None:
    """The lead takes what the figures propose, and names one more body as responsible."""
    lead.go("report/recommendations/", heading="Recommendations")
    lead.sees("Nobody has chosen yet.")
    for box in lead.page.locator("input[name=ref]").all()[:2]:
        box.check()
    lead.press("Take over what is ticked")
    lead.sees("As they will be printed")
    lead.follow("Edit")
    owners = lead.page.get_by_label("Who is primarily responsible")
    owners.fill(f"{owners.input_value()}\nInvented Health Trust")
    lead.press("Save")
    lead.sees("Saved the recommendation.", "and Invented Health Trust)")
    lead.picture("recommendations", at="As they will be printed", subject="report")


def fill_particulars(lead: Window) -> None:
    """The overall phrase, which a person chooses; who signs; whether there is a re-inspection."""
    lead.go("report/particulars/", heading="Particulars of the report")
    lead.sees("Phrases used before")
    lead.page.get_by_label("Chief inspector", exact=True).fill("Cleo Chief (demo)")
    lead.page.get_by_label("Month of publication").fill(f"{datetime.now(LONDON):%B %Y}")
    lead.page.get_by_label("Overall phrase", exact=True).fill("encouraging")
    lead.page.get_by_label("Not planned", exact=True).check()
    lead.page.get_by_label("Why", exact=True).fill("Invented: the improvement plan is followed up.")
    lead.page.get_by_label("None", exact=True).check()
    lead.press("Save the particulars")
    lead.sees("Saved the particulars.")


def quote(editor: Window, lead: Window) -> None:
    """The editor takes words of a note and quotes them; the lead checks that nobody is known."""
    editor.go("report/quotations/", heading="Quotations")
    editor.follow("Take words from this note")
    noted = editor.page.locator("blockquote").inner_text().split()
    quoted = " ".join(noted[:4])
    editor.page.get_by_label("Words to quote").fill(f"{quoted} otherwise")
    editor.choose("Criterion", "1.1")
    editor.press("Take these words")
    editor.sees("There is a problem")
    editor.page.get_by_label("Words to quote").fill(quoted)
    editor.press("Take these words")
    editor.sees("A second person has to check them.", "Not checked yet: it cannot be printed.")
    mark = editor.page.locator("code.corecase-code").inner_text()
    write(editor, f"commentary/{SECTIONS[0].id}", f"{WHOLE} One said: “{mark}”.")
    lead.go("report/quotations/", heading="Quotations")
    lead.page.get_by_label("Nobody can be known by these words").check()
    lead.press("Save the check")
    lead.sees("Checked by Lee Lead (demo).")


def show_good_practice(editor: Window, lead: Window) -> None:
    """The editor tells an example under an invented name; the lead reads it as the second."""
    editor.go(f"report/practice/new/?section={SECTIONS[0].id}")
    editor.page.get_by_label("Example", exact=True).fill(
        "Robin and the worker wrote the plan together, in words of Robin's own."
    )
    editor.page.get_by_label("Invented first name").fill("Robin")
    editor.page.get_by_label("The name is invented").check()
    editor.press("Save")
    editor.sees("A second person has to read it.")
    expect(editor.page.get_by_text("Read as second reader")).to_have_count(0)
    lead.go("report/practice/", heading="Examples of good practice")
    lead.follow("Read as second reader")
    lead.stands_at("Read an example as second reader")
    lead.page.wait_for_load_state()
    for box in lead.page.get_by_role("checkbox").all():
        box.check()
    lead.press("Sign as second reader")
    lead.sees("Read by Lee Lead (demo) as second reader.")


def preview(lead: Window) -> None:
    """The whole report on the screen: the worker makes it, and the page goes there by itself."""
    lead.go("report/preview/", heading="Preview of the report")
    lead.press("Make the preview")
    lead.page.wait_for_url("**/files/report.html", timeout=1000 * PREVIEW_SECONDS)
    lead.sees(ADDED)
    lead.picture("preview", subject="report")


def look_before_saving(window: Window, place: str, text: str) -> None:
    """Without a script a button shows how a text reads; nothing is saved by it."""
    window.go(f"report/text/{place}/")
    window.page.get_by_label("Text", exact=True).fill(text)
    window.press("See how it reads")
    window.sees("As it reads, not saved yet")
    expect(window.page.locator("#as-read-text")).to_have_text(text)
    window.page.get_by_role("button", name="Save", exact=True).click()
    window.sees("Saved:")
