"""The improvement plan of a published report: written, approved, late, re-audited."""

import re
from datetime import date

from playwright.sync_api import expect

from corecase.core.calendar import is_working_day
from corecase.core.periods import day_in_words
from tests.functional.journeys.windows import Window

ROOM = "improvement-plan/"
ACTION = "Managers read two files a month together (invented)."
LATE = "Train everybody in risk assessment (invented)."
ITEM = "CCI-R01"
UNANSWERED = "Recommendation 2 has no action."
SERVICE_STEPS = (
    ("Approved by the management board", "Invented management board"),
    ("Noted by the cabinet", "Invented cabinet"),
)


def is_there(liaison: Window, published_on: date) -> None:
    """The service finds what publication made: an area for each recommendation, and a due day.

    The day is a working day, and the first of them four weeks on.
    """
    liaison.go(ROOM, "Improvement plan")
    liaison.sees("Report published", "Overseen by", "Area 2", UNANSWERED)
    days = (date.fromordinal(published_on.toordinal() + 28 + n) for n in range(14))
    due = next(day for day in days if is_working_day(day))
    liaison.sees(day_in_words(published_on), day_in_words(due))


def write(liaison: Window, late_on: date) -> None:
    """Two actions, one of which is to be done by a day that will pass."""
    for wording, timescale in ((ACTION, "at least 2 a year"), (LATE, day_in_words(late_on))):
        liaison.go(f"{ROOM}areas/2/actions/new/", "Add an action")
        liaison.page.get_by_label("Action", exact=True).fill(wording)
        liaison.fill(Owner="team managers", Timescale=timescale)
        liaison.fill(How_success_is_measured="Nine files of ten are good (invented).")
        liaison.fill(Questions_that_it_should_move=ITEM)
        liaison.press("Save")
        liaison.stands_at("Improvement plan")
    expect(liaison.page.get_by_text(UNANSWERED)).to_have_count(0)


def approve(liaison: Window, lead: Window, oversight: Window) -> None:
    """Each body by its own account: the inspectorate returns it first, and then accepts."""
    for kind, body in SERVICE_STEPS:
        _step(liaison, kind, body)
    _step(liaison, "Submitted to the inspectorate", "Invented service")
    lead.go(f"{ROOM}steps/", "Record a step")
    lead.page.get_by_label("Returned by the inspectorate").check()
    lead.fill(By_which_body="Invented inspectorate")
    lead.press("Record the step")
    lead.sees("Say why the improvement plan is returned")
    lead.fill(Reasons="An owner is missing (invented).")
    lead.press("Record the step")
    lead.sees("returned to the service")
    _step(liaison, "Submitted to the inspectorate", "Invented service")
    _step(lead, "Accepted by the inspectorate", "Invented inspectorate")
    lead.sees("accepted")
    _step(lead, "Forwarded to the oversight body", "Invented inspectorate")
    _step(oversight, "Monitored by the oversight body", "Invented oversight board")


def report_on_it(liaison: Window) -> None:
    """Progress with evidence; the action is not over, because it comes again."""
    liaison.go(f"{ROOM}actions/2.1/progress/", "Write down progress")
    liaison.fill(What_was_done="Four files were read (invented).")
    liaison.page.get_by_label("Evidence").fill("Notes of supervision (invented).")
    liaison.page.get_by_label("With this the action").check()
    liaison.press("Save")
    liaison.sees("Four files were read (invented).", "In progress")


def is_not_overdue(liaison: Window) -> None:
    """Nothing is late while its day has not passed."""
    liaison.go(ROOM, "Improvement plan")
    expect(liaison.page.get_by_role("heading", name="Overdue")).to_have_count(0)


def is_overdue(liaison: Window, late_on: date, n_days: int) -> None:
    """What is late stands at the top, with how many days."""
    liaison.go(ROOM)
    expect(liaison.page.get_by_role("heading", name="Overdue")).to_be_visible()
    liaison.sees(re.compile(rf"Due on {day_in_words(late_on)}, {n_days} days ago"))
    liaison.picture("plan", subject="improvement")


def oversee(oversight: Window, liaison: Window, service: str) -> None:
    """The oversight body finds it among all services, and asks; the service answers."""
    oversight.page.goto(f"{oversight.address}/improvement-plans/")
    row = oversight.row(service)
    expect(row).to_contain_text("accepted")
    oversight.picture("listed", subject="improvement")
    row.get_by_role("link").click()
    oversight.follow("2.2")
    oversight.follow("Ask the service")
    oversight.fill(In_words="Who does it now (invented)?")
    oversight.press("Save")
    liaison.go(f"{ROOM}actions/2.2/", "Action 2.2")
    liaison.follow("Answer this question")
    liaison.fill(In_words="The training lead (invented).")
    liaison.press("Save")
    oversight.page.reload()
    oversight.sees("The training lead (invented).")


def re_audit(liaison: Window, on: date, now: tuple[int, int], verdict: str) -> None:
    """Counts before and now, and the word that they allow."""
    liaison.go(f"{ROOM}actions/2.1/re-audit/", "Enter a re-audit")
    liaison.choose("Question", ITEM)
    liaison.page.get_by_label("Day of the re-audit").fill(f"{on:%Y-%m-%d}")
    liaison.fill(Sufficient_at_the_baseline="6", Cases_it_applied_to_at_the_baseline="12")
    liaison.fill(Sufficient_now=str(now[0]), Cases_it_applied_to_now=str(now[1]))
    liaison.fill(Target_in_per_cent="80", Where_the_counts_come_from="An invented audit")
    liaison.press("Save")
    liaison.sees(verdict, re.compile(rf"{now[0]} of {now[1]} \("))
    liaison.picture("action", at="Re-audits", subject="improvement")


def _step(window: Window, kind: str, body: str) -> None:
    window.go(f"{ROOM}steps/", "Record a step")
    window.page.get_by_label(kind).check()
    window.fill(By_which_body=body)
    window.press("Record the step")
    window.stands_at("Improvement plan")
