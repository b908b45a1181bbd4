"""The public view in a browser: accessible, wide and narrow, without script or complaint.

And a council officer's way: a service, a fair comparison, the sentence, the chart, the data.
"""

import csv
import io
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import public_home
from tests.functional.test_site_accessibility import WIDTHS, check
from tests.public_home import answers, command, free_port, variables

SECONDS = 60
PLACES = (
    "/",
    "/?programme=invented&year=2026",
    "/?region=West",
    "/invented/",
    "/code-of-practice/",
    "/accessibility/",
    "/services/",
    "/services/sefton/",
    "/programmes/",
    "/programmes/cci/",
    "/ratings/",
    "/compare/",
    "/compare/?among=FAMILY&as_at=x",
    "/compare/?service=essex&among=FAMILY&with=kent&with=hertfordshire&as_at=2012-06-30&cases=38",
    "/open-data/",
    "/nothing/",
)

DRAWN = """narrow => {
  const drawn = document.querySelector("img.corecase-chart").currentSrc;
  return drawn && drawn.endsWith("narrow=1") === narrow;
}"""
"""Whether the first chart of a page is the drawing for a small screen, or for a wide one."""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a public view that shows one report, and the facts that are known."""
    home, port = public_home.fill(tmp_path_factory.mktemp("public"), facts=True), free_port()
    with subprocess.Popen(command("--port", str(port), home=home), env=variables()) as process:
        until = time.monotonic() + SECONDS
        while not answers(port):
            assert time.monotonic() < until
            time.sleep(0.2)
        yield f"http://localhost:{port}"
        process.terminate()


@pytest.mark.parametrize("place", PLACES)
def test_a_public_page_is_accessible_and_runs_nothing(
    place: str, public: str, browser: Browser
) -> None:
    complaints: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(public + place)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        check(page, f"{place} at {width}")
        if page.locator("img.corecase-chart").count():
            # A chart of a small screen is another drawing, whose letters can be read there.
            page.locator("img.corecase-chart").first.scroll_into_view_if_needed()
            page.wait_for_function(DRAWN, arg=width == min(WIDTHS))
    assert page.locator("script").count() == 0
    # A page that is not there is said to be so by the browser, too.
    assert not [said for said in complaints if "404" not in said]
    context.close()


def test_a_council_officer_compares_a_service_and_takes_the_answer_away(
    public: str, browser: Browser
) -> None:
    # given: the public view, and no script in the browser
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(public)
    # when: the officer finds the service and asks for the region at a day
    page.get_by_role("link", name="Services", exact=True).click()
    page.get_by_label("Part of the name").fill("hartle")
    page.get_by_role("button", name="Find services").click()
    page.get_by_role("link", name="Hartlepool").click()
    expect(page.get_by_role("heading", name=re.compile("inspected October 2009"))).to_be_visible()
    page.get_by_role("button", name="Compare Hartlepool with others").click()
    page.get_by_label("its region").check()
    page.get_by_label("As at").fill("19 June 2012")
    page.get_by_role("button", name="Compare").click()
    # then: it says from where it compares, and what is missing for a claim to a place
    sentences = page.locator("#sentences")
    expect(sentences).to_contain_text("the North East services")
    expect(sentences).to_contain_text("below the average by more than sampling explains")
    # when: the same beside the nation, and beside services of the officer's own choice
    page.get_by_label("its nation").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("the services in England")
    page.get_by_label("services that I choose").check()
    page.get_by_text("The services that you choose").click()
    page.get_by_label("Essex").check()
    page.get_by_label("Cases to assume").fill("38")
    page.get_by_role("button", name="Compare").click()
    # then: the day, what was said then and what is known now, and the assumption stand there
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Hartlepool beside Essex (CCI), as at 19 June 2012"
    )
    expect(sentences).to_contain_text("the score of Hartlepool is lower than that of Essex")
    page.locator("summary", has_text="Safeguarding").first.click()
    page.get_by_text("What was said then, and what is known now").first.click()
    expect(page.get_by_text("lowest 38%, average 63%, highest 82%").first).to_be_visible()
    # and: the sentence, the chart and the data are taken away, and say the same
    taken = {}
    for name in ("The sentences as text", "Take this chart as SVG", "as CSV"):
        with page.expect_download() as downloading:
            page.get_by_role("link", name=name).first.click()
        taken[name] = Path(downloading.value.path()).read_text(encoding="utf-8")
    assert "is lower than that of Essex" in taken["The sentences as text"]
    assert "Hartlepool 41% (" in taken["Take this chart as SVG"]
    rows = list(csv.DictReader(io.StringIO(taken["as CSV"])))
    assert {row["service"]: row["percent"] for row in rows if row["used_as"]} == {
        "Hartlepool": "53.0",
        "Essex": "77.0",
    }
    assert {row["as_at"] for row in rows} == {"2012-06-19"}
    context.close()
