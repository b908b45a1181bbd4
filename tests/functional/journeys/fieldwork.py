"""The fieldwork: a team, who has which case, judging, and an alert."""

import re
from collections.abc import Iterable

from playwright.sync_api import expect

from tests.functional.journeys.windows import Window

SAVED = re.compile(r"^Saved \d\d:\d\d$")
HALF_A_MINUTE = 31_000


def make_team(lead: Window) -> None:
    """The lead takes two assessors in; one from the inspected service is refused."""
    lead.go("team/", heading="Team")
    for name in ("Asa Assessor", "Sam Second"):
        lead.choose("From the pool", name)
        lead.page.get_by_label("Days on site").fill("1")
        lead.press("Add to the team")
        lead.sees("the team has a new member")
    pool = lead.page.get_by_label("From the pool", exact=True)
    expect(pool.locator("option").filter(has_text="Lou Local")).to_have_count(0)
    lead.page.get_by_label("Or by e-mail address").fill("local@demo.example.org")
    lead.choose("Role", "local assessor")
    lead.page.get_by_label("Days on site").fill("2")
    lead.press("Add to the team")
    lead.sees("Lou Local (demo) works for the service that is inspected; choose somebody else.")
    expect(lead.page.get_by_label("Days on site")).to_have_value("2")
    lead.picture("team")


def allocate(lead: Window, name: str, refs: Iterable[str]) -> None:
    """The lead gives cases to an assessor."""
    lead.go("cases/", heading="Cases")
    lead.follow("Allocate cases")
    lead.choose("Assessor", name)
    for ref in refs:
        lead.page.get_by_role("checkbox", name=f"{ref}:").check()
    lead.press("Allocate")
    lead.sees("the cases are allocated")
    for ref in refs:
        expect(lead.row(ref, name)).to_contain_text("allocated")


def begin(lead: Window) -> None:
    """The lead moves the inspection to its fieldwork."""
    lead.go(heading="Otherton")
    lead.press("Go on to “fieldwork”")
    lead.sees("fieldwork")
    expect(lead.page.get_by_role("button", name="Go on to “moderation”")).to_be_visible()


def judge_by_keyboard(assessor: Window, ref: str) -> None:
    """An assessor finds a case, answers every question and hands it in without a mouse."""
    assessor.go("cases/", heading="Your cases")
    assessor.tab_to(f"^{ref}$")
    assessor.type("Enter")
    assessor.stands_at(f"Case {ref}")
    assessor.tab_to("^1 Reducing the likelihood")
    assessor.type("Enter")
    for number in range(1, 6):
        assessor.page.wait_for_url(f"**/criteria/SQS-{number}/")
        _answer_by_keys(assessor, is_first=number == 1)
        assessor.tab_to("^Save and go to" if number < 5 else "^Save$")
        assessor.type("Enter")
    expect(assessor.page.locator("[data-overall]")).to_have_text(SAVED)
    assessor.tab_to(f"^Case {ref}$", backwards=True)
    assessor.type("Enter")
    assessor.stands_at(f"Case {ref}")
    assessor.sees("0 unanswered")
    assessor.tab_to("^Submit$")
    assessor.type("Enter")
    assessor.sees("Every question is answered")
    assessor.tab_to("^Submit case")
    assessor.type("Enter")
    assessor.sees(f"case {ref} is submitted")


def _answer_by_keys(assessor: Window, *, is_first: bool) -> None:
    """From the top of a criterion: Tab to the first question, then letters; a note is typed."""
    page = assessor.page
    _tab_into(assessor, "RADIO")
    page.keyboard.press("s")
    if is_first:
        _tab_into(assessor, "CHECKBOX")
        page.keyboard.press("Space")
        _tab_into(assessor, "TEXTAREA")
        page.keyboard.type(
            "Signed on the third working day, just inside the time allowed; seen in the file."
        )
        page.keyboard.press("Tab")
        page.keyboard.press("f")
        expect(page.locator("[data-item]").first.locator("[data-status]")).to_have_text(SAVED)
        assessor.picture("question", at="Initial assessment on time")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
    for _ in range(page.locator("[data-item]").count() - 1):
        page.keyboard.press("j")
        page.keyboard.press("s")
    # An answer may have opened further questions below it; whatever is open is answered.
    questions = page.locator("[data-item]:has([data-fields]:not([hidden]))").count()
    assert page.locator("[data-item] input[value=SUFFICIENT]:checked").count() == questions


def _tab_into(assessor: Window, kind: str) -> None:
    """Presses Tab until a field of this kind within a question has the focus."""
    for _ in range(60):
        assessor.type("Tab")
        found = assessor.page.evaluate(
            "document.activeElement.closest('[data-item]') && (document.activeElement.tagName === "
            "'INPUT' ? document.activeElement.type : document.activeElement.tagName)"
        )
        if found and found.upper() == kind:
            return
    raise AssertionError(f"Tab never comes to a {kind}")


def judge(assessor: Window, ref: str, *, note: str, insufficient: int = 0) -> None:
    """An assessor answers a case by pointing: the first questions insufficient, the rest not."""
    assessor.go(f"cases/{ref}/criteria/SQS-1/")
    for number in range(1, 6):
        assessor.page.wait_for_url(f"**/criteria/SQS-{number}/")
        sections = assessor.page.locator("[data-item]:has([data-fields]:not([hidden]))")
        place = 0
        while place < sections.count():  # an answer may open the gate of a question below it
            is_low = number == 1 and place < insufficient
            label = "Insufficient" if is_low else "Sufficient"
            sections.nth(place).get_by_label(label, exact=True).check()
            place += 1
        if number == 1:
            sections.first.get_by_label("Evidence note").fill(note)
            expect(sections.first.locator("[data-status]")).to_have_text(SAVED)
        assessor.press("Save and go to" if number < 5 else "Save")
    expect(assessor.page.locator("[data-overall]")).to_have_text(SAVED)


def submit(assessor: Window, ref: str) -> None:
    """An assessor hands a case in."""
    assessor.go(f"cases/{ref}/submission/", heading=f"Submit case {ref}")
    assessor.press(f"Submit case {ref}")
    assessor.sees(f"case {ref} is submitted")


def raise_alert(assessor: Window, lead: Window, ref: str) -> None:
    """An assessor raises an alert; the lead sees it on the open page within a minute."""
    watched = lead.context.new_page()
    watched.clock.install()
    watched.goto(lead.where("progress/"))
    assessor.go(f"cases/{ref}/", heading=f"Case {ref}")
    assessor.follow("Raise an alert")
    assessor.press("Raise the alert")
    assessor.sees("Say what the concern is.")
    concern = "A risk to a brother at home is not in the plan; nobody has told the social worker."
    assessor.fill(**{"What_is_the_concern?": concern})
    assessor.press("Raise the alert")
    assessor.sees("Received: Lee Lead (demo) sees the alert at the top of every page.")
    expect(watched.get_by_text("Alert, not received yet.")).to_be_hidden()
    watched.clock.fast_forward(HALF_A_MINUTE)
    expect(watched.get_by_text("Alert, not received yet.")).to_be_visible()
    watched.close()


def answer_alert(lead: Window, liaison: Window, ref: str) -> None:
    """The lead receives and tells, the service reads and acts, the lead closes by what was done."""
    lead.go("progress/", heading="Progress")
    lead.picture("alert")
    lead.follow("Read it and receive it")
    lead.stands_at(f"Alert on case {ref}")
    lead.press("I have received this alert")
    lead.sees("the alert is received")
    lead.fill(**{"What_the_service_has_to_know_and_do": "Speak to the social worker today."})
    lead.choose("Contact of the service who is told", "Olu Otherton")
    lead.press("Tell the service")
    lead.sees("the service sees it when its contact signs in")
    liaison.page.goto(liaison.address)
    liaison.follow("Read what is asked")
    liaison.sees("Speak to the social worker today.")
    liaison.sees_not("A risk to a brother")
    liaison.press("I have read what is asked")
    liaison.sees("the lead inspector sees that you have read it")
    liaison.page.locator("textarea").fill("The social worker was told at noon by a team manager.")
    liaison.press("Save what was done")
    liaison.sees("the lead inspector sees what was done")
    lead.page.reload()
    lead.sees("The social worker was told at noon by a team manager.")
    lead.press("What was done is enough: close the alert")
    lead.sees("the alert is closed")
