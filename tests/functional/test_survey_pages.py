"""The survey site in a browser: accessible, on a narrow telephone, by keyboard, without script."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.functional.test_site_accessibility import WIDTHS, check
from tests.integration.test_surveys_apart import FILL, command
from tests.public_home import answers, free_port, run, variables

SECONDS = 60


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The address of a survey site, with three codes and that of a device."""
    home, port = tmp_path_factory.mktemp("surveys"), free_port()
    filled = run(FILL, str(Path(home) / "corecase.sqlite3"), home=home)
    assert filled.returncode == 0, filled.stderr
    with subprocess.Popen(command("--port", str(port), home=home), env=variables()) as process:
        until = time.monotonic() + SECONDS
        while not answers(port):
            assert time.monotonic() < until
            time.sleep(0.2)
        yield f"http://localhost:{port}", filled.stdout.split()
        process.terminate()


def test_every_page_is_accessible_wide_and_narrow(
    served: tuple[str, list[str]], browser: Browser
) -> None:
    address, (own, *_, device) = served
    context = browser.new_context()
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    roads = ["", f"{own}/", f"{own}/en/", f"{own}/en/easy/", f"{own}/cy/", f"{device}/"]
    roads += ["thanks/en/", "thanks/cy/", f"{device}/thanks/en/", "nothing/"]
    for road in roads:
        page.goto(f"{address}/{road}")
        _check(page, road)
    page.goto(f"{address}/{own}/cy/")
    page.locator("form button").click()
    _check(page, "refused")
    page.locator("textarea").first.fill("x" * 300)
    page.locator("form button").click()
    _check(page, "checked")
    assert not thrown
    assert not context.cookies()
    context.close()


def _check(page: Page, where: str) -> None:
    # 320 is also how wide 1280 is at 400 % zoom.
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        check(page, f"{where} at {width}")


def test_a_child_answers_by_keyboard_on_a_telephone_without_script(
    served: tuple[str, list[str]], browser: Browser
) -> None:
    address, (_, code, *_) = served
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    keys = page.keyboard
    _tab_to(page, "#code")
    keys.type("-".join(code[start : start + 4].lower() for start in range(0, 26, 4)))
    keys.press("Enter")
    page.get_by_role("button", name="Answer in English, in easy words").focus()
    keys.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().endswith("What was it like for you?")
    _tab_to(page, "#reason")
    keys.press("Space")
    keys.press("ArrowDown")
    assert page.get_by_label("Yes, most of the time").first.is_checked()
    page.locator("#good").focus()
    keys.type("The dog was kind.")
    page.get_by_role("button", name="Look at my answers").focus()
    keys.press("Enter")
    page.get_by_role("heading", name="Look at your answers").wait_for()
    assert page.get_by_text("The dog was kind.").is_visible()
    page.get_by_role("button", name="Send my answers").focus()
    keys.press("Enter")
    page.wait_for_url("**/thanks/en/easy/")
    assert page.get_by_role("heading", name="Thank you").is_visible()
    # Nothing is left on the device: the way back leads to no page that was kept.
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()
    # The browser's own page comes after the error; until then it would end the next visit.
    page.wait_for_url("chrome-error://**")
    assert not page.get_by_text("The dog was kind.").count()
    page.goto(f"{address}/{code}/")
    assert page.get_by_text("It is not your fault.").is_visible()
    context.close()


def _tab_to(page: Page, place: str) -> None:
    """Presses Tab until a control has the focus, as somebody without a mouse does."""
    for _ in range(40):
        if page.locator(f"{place}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"No Tab leads to {place}.")
