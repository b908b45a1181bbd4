"""The public view in a browser: accessible, wide and narrow, without script or complaint."""

import subprocess
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

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
    "/nothing/",
)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a public view that shows one report, corrected once."""
    home, port = public_home.fill(tmp_path_factory.mktemp("public")), free_port()
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
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        check(page, f"{place} at {width}")
    assert page.locator("script").count() == 0
    # A page that is not there is said to be so by the browser, too.
    assert not [said for said in complaints if "404" not in said]
    context.close()
