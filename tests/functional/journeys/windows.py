"""One person's browser window: what they open, press, fill and see."""

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.functional.site_server import sign_in_as

IMAGES = Path(__file__).parents[3] / "docs" / "images"
WIDTH, HEIGHT = 1000, 820
FARTHEST = 400
SLOWEST = 10_000


class Window:
    """The window of somebody of the demonstration, signed in, at one inspection."""

    def __init__(
        self, browser: Browser, address: str, name: str, code: str, *, has_script: bool = True
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            java_script_enabled=has_script,
            locale="en-GB",
        )
        self.context.set_default_timeout(SLOWEST)
        self.page: Page = self.context.new_page()
        self.address, self.name, self.code = address, name, code
        self.has_script = has_script
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        sign_in_as(self.page, address, name)

    def sign_in_elsewhere(self) -> None:
        """Signs in again in another tab of the same browser."""
        tab = self.context.new_page()
        sign_in_as(tab, self.address, self.name)
        tab.close()

    def where(self, room: str = "") -> str:
        """The address of a page of the inspection."""
        return f"{self.address}/inspections/{self.code}/{room}"

    def go(self, room: str = "", heading: str = "") -> None:
        """Opens a page of the inspection."""
        self.page.goto(self.where(room))
        if heading:
            self.stands_at(heading)

    def stands_at(self, heading: str) -> None:
        """The page is the one with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def sees(self, *texts: str | re.Pattern[str]) -> None:
        """Each text is to be read on the page."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def sees_not(self, *texts: str) -> None:
        """None of the texts is anywhere on the page, hidden parts and fields included."""
        for text in texts:
            assert text not in self.page.content()

    def fill(self, **fields: str) -> None:
        """Fills fields by the words of their labels, `_` for a blank."""
        for label, text in fields.items():
            self.page.get_by_label(label.replace("_", " ")).fill(text)

    def choose(self, label: str, words: str) -> None:
        """Chooses the option with these words from the list with this label."""
        field = self.page.get_by_label(label, exact=True)
        option = field.locator("option", has_text=words)
        field.select_option(str(option.get_attribute("value")))

    def press(self, button: str) -> None:
        """Presses a button."""
        self.page.get_by_role("button", name=button).click()

    def follow(self, link: str) -> None:
        """Follows a link of the page itself, also one that looks like a button."""
        main = self.page.get_by_role("main")
        main.locator("a[href]").filter(has_text=link).first.click()

    def row(self, *texts: str) -> Locator:
        """The row of a table with all these texts."""
        rows = self.page.get_by_role("row")
        for text in texts:
            rows = rows.filter(has_text=text)
        return rows

    def type(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, words: str, *, backwards: bool = False) -> None:
        """Presses Tab until something with these words has the focus, as a keyboard user does."""
        for _ in range(FARTHEST):
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
            said = self.page.evaluate("document.activeElement.textContent.trim()")
            if re.search(words, said) and self.focused() in {"A", "BUTTON", "SUMMARY"}:
                return
        raise AssertionError(f"Tab never comes to {words}")

    def focused(self) -> str:
        """The kind of element that has the focus."""
        return str(self.page.evaluate("document.activeElement.tagName"))

    def picture(self, name: str, at: str = "", subject: str = "inspection") -> None:
        """Keeps what stands on the screen for the documentation, where somebody asks for it."""
        if not (os.environ.get("CORECASE_SCREENSHOTS") and self.has_script):
            return
        if at:
            self.page.get_by_text(at).first.evaluate("e => e.scrollIntoView({block: 'center'})")
        IMAGES.mkdir(exist_ok=True)
        self.page.screenshot(path=IMAGES / f"{subject}-{name}.png", animations="disabled")
