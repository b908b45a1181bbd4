"""From the announcement to the drawn sample: the programme manager, the service, the lead."""

import re
from pathlib import Path

from tests.functional.journeys.windows import Window

TUTORIAL = Path(__file__).parents[3] / "docs" / "tutorials" / "an-inspection.md"
N_CASES, N_SAMPLE = 16, 4
WINDOW = ("2025-04-01", "2025-09-30")


def caseload() -> bytes:
    """The case list of the tutorial: a column too many, a spelling of the service's own."""
    found = re.search(r"^```csv\n(.+?)^```$", TUTORIAL.read_text(encoding="utf-8"), re.M | re.S)
    assert found
    return found[1].encode()


def announce(manager: Window) -> None:
    """The programme manager announces with a window of orders and a contact."""
    manager.go(heading="Otherton")
    manager.sees("planned")
    manager.follow("Announce the inspection")
    manager.press("Announce the inspection")
    manager.sees("There is a problem", "Enter a day for “Orders started from”.")
    manager.go("announcement/", heading="Announce the inspection")
    manager.fill(Orders_started_from=WINDOW[0], Orders_started_until=WINDOW[1])
    manager.choose("Contact at the service", "Olu Otherton")
    manager.picture("announce", at="Custody cases may start")
    manager.press("Announce the inspection")
    manager.sees("The pack is ready to be downloaded")
    with manager.page.expect_download() as begun:
        manager.follow("Download the announcement pack")
    assert begun.value.suggested_filename == f"{manager.code}-announcement.zip"


def send_caseload(liaison: Window) -> None:
    """The liaison sends the case list, says what its columns and spellings mean, accepts it."""
    liaison.go("caseload/", heading="Caseload")
    liaison.sees("No caseload has been accepted yet")
    liaison.follow("Upload the case list")
    file = {"name": "cases.csv", "mimeType": "text/csv", "buffer": caseload()}
    liaison.page.get_by_label("Case list").set_input_files(file)
    liaison.press("Upload and go on")
    liaison.stands_at("Which column holds what")
    liaison.sees("names")
    assert "Name" not in liaison.page.get_by_label("Custody or community").inner_text().split("\n")
    liaison.press("Save and look at the list")
    liaison.stands_at("Look at the list")
    liaison.sees("Cases that may be drawn: 4", "Rows in quarantine: 12")
    liaison.picture("caseload", at="What the values mean")
    liaison.page.get_by_label("comm. sentence").select_option(label="community")
    liaison.press("Save the meanings")
    liaison.sees(f"Cases that may be drawn: {N_CASES}")
    liaison.sees_not("Invented Child")
    liaison.press("Accept this caseload")
    liaison.sees("this is now the caseload to draw from", f"{N_CASES} cases")


def draw_sample(lead: Window) -> tuple[str, ...]:
    """The lead plans a sample of four, sees what each stratum gives, and draws it."""
    lead.go("sample/", heading="Sample")
    lead.follow("Plan and draw the sample")
    lead.page.get_by_label("A number of your own").check()
    lead.page.get_by_label("Your own number of cases").fill(str(N_SAMPLE))
    spread = lead.page.get_by_role("group", name="Spread the sample over")
    spread.get_by_label("custody or community").check()
    lead.page.get_by_label("At least this many cases").fill("1")
    lead.press("Show what each stratum gives")
    lead.sees("What each stratum gives")
    lead.page.get_by_label("Any word or number that the service does not know").fill("heron")
    lead.page.get_by_label("Any word or number from the service").fill("lapwing")
    lead.press("Draw the sample")
    lead.sees("the sample is drawn", f"{N_SAMPLE} of {N_CASES}")
    lead.picture("sample", at="How it was drawn")
    table = lead.page.get_by_role("table", name="Cases of the sample")
    refs = table.get_by_role("rowheader").all_inner_texts()
    assert len(refs) == N_SAMPLE
    return tuple(refs)
