"""A report in a real browser, from agreed judgements to its publication and its correction."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.demonstration_places import Places
from tests.functional.journeys import report_by_keys as by_keys
from tests.functional.journeys import report_checking as checking
from tests.functional.journeys import report_publishing as publishing
from tests.functional.journeys import report_writing as writing
from tests.functional.journeys.windows import Window
from tests.functional.site_server import serving

NAMES = {
    "lead": "Lee Lead",
    "editor": "Eddie Editor",
    "liaison": "Exa Exampleton",
    "chief": "Cleo Chief",
    "manager": "Mona Manager",
}
REFUSED = "the server responded with a status of 4"
"""What a browser says of the pages that are refused on purpose."""
SECONDS = 6
RIGHT = "The board read the results of every audit (invented)."


@dataclass(slots=True, kw_only=True)
class Scene:
    """The served site: opens windows of its people at the inspection of a service."""

    browser: Browser
    home: Path
    address: str
    public: str
    codes: dict[str, str]
    opened: list[Window] = field(default_factory=list)

    def window(self, key: str, service: str, *, has_script: bool = True) -> Window:
        """The window of one of the people, signed in."""
        code = self.codes[service]
        found = Window(self.browser, self.address, NAMES[key], code, has_script=has_script)
        self.opened.append(found)
        return found

    def at(self, service: str, *, has_script: bool = True) -> Callable[[str], Window]:
        """Windows at one inspection, each opened when it is first asked for."""
        known: dict[str, Window] = {}

        def window(key: str) -> Window:
            if key not in known:
                known[key] = self.window(key, service, has_script=has_script)
            return known[key]

        return window

    def frozen(self, code: str) -> bytes:
        """The folder of the inspection as it was frozen when its last version was signed."""
        places = Places(database=self.home / "corecase.sqlite3")
        return bytes(
            places.one(
                "select r.folder from cases_reportversion v join cases_rendering r "
                "on r.id = v.rendering_id join cases_inspection i on i.id = v.inspection_id "
                "where i.code = ? order by v.id desc",
                code,
            )
        )

    def reader(self) -> Page:
        """The window of somebody of the public, who signs in nowhere."""
        return self.browser.new_context(viewport={"width": 1000, "height": 820}).new_page()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of its own: what is published here is nobody else's."""
    return tmp_path_factory.mktemp("reports") / "home"


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


@pytest.fixture(scope="module")
def codes(home: Path, address: str) -> dict[str, str]:
    """Every inspection by its service, those of these journeys included."""
    assert address
    own = {"CORECASE_HOME": str(home), "CORECASE_DEMO": "1", "CORECASE_DATABASE_URL": ""}
    program = [sys.executable, "-m", "tests.functional.journeys.report_scene"]
    done = subprocess.run(
        program, env={**os.environ, **own}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.fixture
def scene(browser: Browser, address: str, home: Path, codes: dict[str, str]) -> Iterator[Scene]:
    public = publishing.public_address(home)
    found = Scene(browser=browser, home=home, address=address, public=public, codes=codes)
    yield found
    said = [line for window in found.opened for line in window.complaints]
    for window in found.opened:
        window.context.close()
    assert not [line for line in said if REFUSED not in line]


def test_a_report_goes_from_agreed_judgements_to_a_corrected_publication(scene: Scene) -> None:
    at, code = scene.at("Draftborough"), scene.codes["Draftborough"]
    lead, editor, liaison = at("lead"), at("editor"), at("liaison")

    # When the lead and the editor settle everything that the draft waits for,
    writing.see_what_is_to_do(lead)
    writing.edit_a_finding(lead, "CCI-1.1")
    for criterion in writing.CRITERIA:
        writing.accept_findings(lead, criterion.id)
    writing.record_evidence(lead)
    writing.enter_indicator(lead)
    writing.enter_respondents(lead)
    writing.choose_recommendations(lead)
    writing.fill_particulars(lead)
    writing.quote(editor, lead)
    writing.show_good_practice(editor, lead)
    for place in ("narrative", *(f"commentary/{s.id}" for s in writing.SECTIONS[1:])):
        writing.write(lead, place, writing.WHOLE)
    writing.preview(lead)

    # and the service checks the draft, and every comment is answered,
    checking.open_round(lead, liaison)
    checking.comment(liaison, writing.RECORDED)
    checking.change_what_was_commented(lead, writing.RECORDED, RIGHT)
    checking.answer(lead)
    checking.close(lead, liaison)

    # and the chief inspector signs, and a second person releases,
    publishing.hand_in(lead)
    publishing.sign(at("chief"), is_pictured=True)
    reader = scene.reader()
    publishing.release(at("manager"), seconds=SECONDS, is_pictured=True)
    publishing.nothing_is_public(reader, scene.public, code, "Draftborough")

    # then at the instant, and not before, everybody reads the report;
    publishing.is_published(reader, scene.public, code, 1)
    publishing.equals_the_command_line(reader, scene.public, code, scene.frozen(code))

    # and a correction makes another version beside the first.
    publishing.correct(lead)
    writing.write(lead, "narrative", f"{writing.WHOLE} {publishing.CORRECTED}")
    publishing.sign(at("chief"))
    publishing.cannot_release(at("chief"))
    publishing.release(at("manager"), seconds=SECONDS)
    publishing.is_published(reader, scene.public, code, 2)
    publishing.both_versions_are_there(reader, scene.public, code)
    publishing.picture(reader, "public", at="Earlier versions")
    reader.context.close()


def test_a_report_is_published_without_a_script(scene: Scene) -> None:
    """Given no script, when each does their part by forms and links, then it is published."""
    at, code = scene.at("Plainton", has_script=False), scene.codes["Plainton"]
    lead, liaison, reader = at("lead"), at("liaison"), scene.reader()
    writing.look_before_saving(lead, "narrative", writing.WHOLE)
    checking.open_round(lead, liaison)
    checking.comment(liaison, writing.WHOLE)
    checking.answer(lead, "Not accepted")
    checking.close(lead, liaison)
    publishing.hand_in(lead)
    publishing.sign(at("chief"))
    publishing.release(at("manager"), seconds=SECONDS)
    publishing.nothing_is_public(reader, scene.public, code, "Plainton")
    publishing.is_published(reader, scene.public, code, 1)
    reader.context.close()


def test_two_editors_of_one_paragraph_keep_both_and_a_person_chooses(scene: Scene) -> None:
    """Given one text open in two windows, when both save, then neither is lost."""
    lead, editor = scene.window("lead", "Keyton"), scene.window("editor", "Keyton")
    place, texts = (
        "report/text/commentary/CCI-1/",
        ("Plans were reviewed often.", "Most contacts took place."),
    )
    for window in (lead, editor):
        window.go(place)
    for window, words in zip((lead, editor), texts, strict=True):
        window.page.get_by_label("Text", exact=True).fill(words)
        window.page.get_by_role("button", name="Save", exact=True).click()
    editor.stands_at("Two people wrote at once")
    for words in texts:
        expect(editor.page.locator(".corecase-readings").get_by_text(words)).to_be_visible()
    editor.picture("choose", at="Both texts are kept", subject="report")
    lead.go("report/", heading="Report")
    lead.sees("two people wrote at once; choose which words stand")
    editor.page.get_by_label("Take the other text").check()
    editor.press("Save the choice")
    editor.sees("Chosen. Every text stays in the history.")
    expect(editor.page.get_by_label("Text", exact=True)).to_have_value(texts[1])
    editor.follow("History")
    editor.sees(texts[0], "Kept aside: somebody else had saved meanwhile.")


def test_a_report_is_edited_commented_on_and_signed_by_keys(scene: Scene) -> None:
    """Given no mouse, when Tab and Enter are all there is, then the report is still signed."""
    at = scene.at("Keyton")
    by_keys.edit(at("lead"), "CCI-2.1")
    by_keys.give(at("lead"))
    by_keys.comment(at("liaison"), checking.COMMENT)
    by_keys.answer(at("lead"), checking.REPLY)
    by_keys.sign(at("chief"))
