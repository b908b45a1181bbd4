"""The decision on a re-inspection, its sample, one answer, and what changed."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.functional.journeys.windows import Window

INTERVAL = re.compile(r"points higher \(95% interval: \d+ to \d+ points higher\)")
N_SAMPLE = 8


def is_suggested(chief: Window) -> None:
    """The scores of the published report suggest it, and nobody has decided."""
    chief.go("re-inspection/", "Re-inspection")
    chief.sees("A re-inspection is suggested", "Safeguarding:", "Nobody has decided yet.")
    expect(chief.page.get_by_text("Likelihood of Reoffending:")).to_have_count(0)


def decide(chief: Window, month: date) -> None:
    """The chief inspector decides with a reason, which is asked for, and a month."""
    chief.follow("Decide")
    chief.page.get_by_label("Yes, a re-inspection is planned").check()
    chief.fill(Month_in_which_it_is_planned=f"{month:%B %Y}")
    chief.press("Save the decision")
    chief.sees("There is a problem")
    chief.fill(Reason="Safeguarding is in the lowest band (invented).")
    chief.press("Save the decision")
    chief.sees(f"A re-inspection is planned for {month:%B %Y}.")
    chief.picture("decided", at="A re-inspection is planned for", subject="re-inspection")


def plan(manager: Window, starts_on: date, ends_on: date) -> str:
    """The programme manager plans it from the decision; the code of the re-inspection."""
    manager.go("re-inspection/", "Re-inspection")
    manager.follow("Plan the re-inspection")
    manager.page.get_by_label("First day of the fieldwork").fill(f"{starts_on:%Y-%m-%d}")
    manager.page.get_by_label("Last day of the fieldwork").fill(f"{ends_on:%Y-%m-%d}")
    manager.press("Plan the re-inspection")
    manager.sees("Saved: the re-inspection is planned.")
    return manager.page.url.rstrip("/").rpartition("/")[2]


def draw(lead: Window, former: set[str]) -> None:
    """The sample leaves the cases of the inspection before alone, and says how many there were."""
    lead.go("sample/plan/")
    lead.sees(f"{len(former)} cases were assessed in the inspection before")
    expect(lead.page.get_by_label("Leave the cases of the inspection before alone")).to_be_checked()
    lead.page.get_by_label("A number of your own").check()
    lead.page.get_by_label("Your own number of cases").fill(str(N_SAMPLE))
    lead.press("Show what each stratum gives")
    lead.page.get_by_label("Any word or number that the service does not know").fill("heron")
    lead.page.get_by_label("Any word or number from the service").fill("lapwing")
    lead.press("Draw the sample")
    lead.sees("the sample is drawn")
    table = lead.page.get_by_role("table", name="Cases of the sample")
    refs = set(table.get_by_role("rowheader").all_inner_texts())
    assert len(refs) == N_SAMPLE
    assert not refs & former


def answer_the_last_question(assessor: Window, ref: str, criterion: str, item: str) -> None:
    """An assessor gives the one answer that a case waits for, and hands it in."""
    assessor.go(f"cases/{ref}/criteria/{criterion}/")
    question = assessor.page.locator(f"[data-item={item!r}]")
    question.get_by_label("Sufficient", exact=True).check()
    expect(question.locator("[data-status]")).to_contain_text("Saved")
    assessor.go(f"cases/{ref}/submission/", heading=f"Submit case {ref}")
    assessor.press(f"Submit case {ref}")
    assessor.sees(f"case {ref} is submitted")


def is_compared(lead: Window) -> None:
    """Every headline and criterion before and after with its interval, and the plan beside it."""
    lead.go("before-and-after/", "Before and after")
    expect(lead.page.get_by_text("PREVIEW:")).to_have_count(0)
    headline = lead.row("Safeguarding").first
    expect(headline).to_contain_text(INTERVAL)
    expect(headline).to_contain_text("improved")
    expect(lead.page.get_by_role("img", name=re.compile("Safeguarding")).first).to_be_visible()
    area = lead.row("2.", "0 of 2")
    expect(area).to_contain_text("not yet distinguishable")
    expect(area).to_contain_text("improved")
    lead.picture("before-after", at="Public Protection - Risk of Harm", subject="re-inspection")


def is_public(reader: Page, address: str) -> None:
    """Anybody reads what changed beside the report."""
    reader.goto(address)
    expect(reader.get_by_text(INTERVAL).first).to_be_visible()
