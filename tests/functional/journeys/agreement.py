"""Second marking, moderation, feedback and the preview of scores."""

import re

from playwright.sync_api import expect

from tests.functional.journeys.windows import Window


def choose_second_marking(lead: Window) -> str:
    """The lead has one case chosen to be judged twice."""
    lead.go("second-marking/", heading="Second marking")
    lead.follow("Choose the cases")
    lead.page.get_by_label("Share of the cases, in percent").fill("10")
    lead.page.get_by_label("At least this many cases").fill("1")
    lead.page.get_by_label("Seed").fill("kingfisher")
    lead.press("Choose the cases")
    lead.sees("one case is judged twice")
    table = lead.page.get_by_role("table", name="Cases that are judged twice")
    return str(table.get_by_role("rowheader").first.inner_text())


def allocate_second(lead: Window, ref: str, name: str) -> None:
    """The lead gives the chosen case to a second assessor."""
    lead.go("second-marking/")
    lead.follow("Allocate")
    lead.choose("Second assessor", name)
    lead.press("Save")
    lead.sees(f"Saved the second assessor of {ref}")


def cannot_compare(assessor: Window, ref: str) -> None:
    """Until both have submitted, neither finds the comparison."""
    response = assessor.page.goto(assessor.where(f"cases/{ref}/compare/"))
    assert response is not None
    assert response.status == 404


def settle(lead: Window, ref: str, *, notes: tuple[str, str], differences: int) -> None:
    """The lead sees both readings and writes down what was agreed, with its reason."""
    lead.go("second-marking/")
    lead.follow("Compare")
    lead.stands_at(f"Two readings of {ref}")
    lead.sees(*notes, f"Answers still to be agreed: {differences}")
    lead.picture("compare", at="Agreed answer to")
    sections = lead.page.locator("section.corecase-settle")
    expect(sections).to_have_count(differences)
    first = sections.first
    first.get_by_label("sufficient", exact=True).check()
    lead.press("Save the agreed answers")
    lead.sees("Enter the reason for this answer.")
    for section in sections.all():
        section.get_by_label("sufficient", exact=True).check()
        section.get_by_label("Reason for the answer").fill("Both read the plan again together.")
    lead.press("Save the agreed answers")
    lead.sees(f"The case {ref} is agreed.", "Agreed answers, beside the two")


def moderate(lead: Window, refs: tuple[str, ...], twice: str) -> None:
    """The lead moves on to moderation and accepts every case that is judged once."""
    lead.go(heading="Otherton")
    lead.press("Go on to “moderation”")
    lead.sees("moderation")
    lead.go("moderation/", heading="Moderation")
    for ref in refs:
        if ref != twice:
            lead.press(f"Accept {ref}")
            lead.sees(f"The case {ref} is agreed.")
    expect(lead.page.get_by_role("button", name="Accept")).to_have_count(0)
    lead.go("cases/", heading="Cases")
    for ref in refs:
        expect(lead.row(ref, "first").first).to_contain_text("agreed")


def give_feedback(lead: Window, liaison: Window) -> None:
    """The lead writes provisional feedback; the service reads it once it is given."""
    liaison.go("feedback/", heading="Feedback")
    liaison.sees("Nothing has been given yet")
    lead.go("feedback/", heading="Feedback")
    lead.follow("Write provisional feedback")
    lead.fill(
        Who_was_there="Head of service\nBoard chair",
        Strengths="Assessments were made on time.",
        Areas_to_look_at="Plans for risk to others.",
    )
    lead.page.get_by_label("Print the figures as they are at this moment").check()
    lead.press("Save")
    lead.sees("The service cannot read it yet", "PROVISIONAL")
    lead.press("Give it to the service")
    lead.sees("the service can read the provisional feedback now")
    liaison.page.reload()
    liaison.follow("Provisional feedback of")
    liaison.sees("PROVISIONAL", "Assessments were made on time.")


def see_scores(lead: Window) -> None:
    """The lead looks at the preview: every case agreed, nothing insufficient, too few to rate."""
    lead.go("progress/", heading="Progress")
    lead.sees("4 of 4")
    lead.follow("Preview of the scores")
    lead.stands_at("Preview of the scores")
    lead.sees("4 cases", re.compile(r"\b(\d+) of \1\b"), "given as a count, without a percentage")
    lead.picture("scores")
