"""Sign-off, release, the instant of publication, and a correction."""

import os
import re
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.functional.journeys.windows import IMAGES, Window

LONDON = ZoneInfo("Europe/London")
RENDER_SECONDS, PUBLISH_SECONDS, START_SECONDS = 60, 30, 60
PUBLIC = re.compile(r"What is published is read on (http\S+/)")
FORMATS = {"report.html": b"<!DOCTYPE html>", "report.pdf": b"%PDF-", "report.docx": b"PK"}
"""What is published, and how each file begins."""
CORRECTED = "Since corrected: the whole board read them."
REASON = "The name of a board was wrong (invented)."


def public_address(home: Path) -> str:
    """Where the public view said that it is, which starts beside the site and may be later."""
    log = home.with_suffix(".log")
    until = time.monotonic() + START_SECONDS
    while not (found := PUBLIC.search(log.read_text(encoding="utf-8"))):
        assert time.monotonic() < until, log.read_text(encoding="utf-8")
        time.sleep(0.1)
    return found[1]


def hand_in(lead: Window) -> None:
    """The lead hands the report in once nothing stands in its way, and cannot sign it."""
    lead.go("sign-off/", heading="Sign-off")
    lead.sees("Nothing: the report can be signed.")
    lead.press("Hand in for sign-off")
    lead.sees("Handed in: the draft is closed and waits to be signed.")
    expect(lead.page.get_by_role("button", name="Sign the report")).to_have_count(0)


def sign(chief: Window, *, is_pictured: bool = False) -> None:
    """The chief inspector, who wrote nothing in it, signs it for today."""
    chief.go("sign-off/", heading="Sign-off")
    chief.fill(Day_of_publication=f"{datetime.now(LONDON):%Y-%m-%d}")
    chief.page.get_by_label("I have read the whole report").check()
    if is_pictured:
        chief.picture("sign-off", at="Who wrote in it", subject="report")
    chief.press("Sign the report")
    chief.sees("Signed. The worker renders the version in every format now.")


def release(
    manager: Window, *, seconds: int, is_pictured: bool = False, ahead: timedelta = timedelta()
) -> datetime:
    """A second person releases the version for an instant seconds ahead; that instant.

    The site's clock is `ahead` of the one on the wall.
    """
    manager.go("publication/", heading="Publication")
    waits = manager.page.get_by_text("The version waits for its release by a second person")
    expect(waits).to_be_visible(timeout=1000 * RENDER_SECONDS)
    manager.page.get_by_role("button", name="Release", exact=True).click()
    manager.stands_at("Release version")
    now = (datetime.now(UTC) + ahead).astimezone(LONDON)
    at = now.replace(microsecond=0) + timedelta(seconds=seconds)
    if is_pictured:
        manager.picture("release", at="Until the hour that you choose", subject="report")
    manager.fill(Hour_of_publication=f"{at:%H:%M:%S}")
    manager.press("Release")
    manager.sees("Released: under embargo until")
    return at


def cannot_release(chief: Window) -> None:
    """Whoever signed a report does not release it."""
    chief.go("publication/release/", heading="Release version")
    expect(chief.page.get_by_role("button", name="Release")).to_have_count(0)
    chief.sees("You signed this report; a second person has to release it.")


def nothing_is_public(reader: Page, public: str, code: str, service: str) -> None:
    """Before the instant a reader finds neither the report, nor its files, nor its name."""
    for place in ("", "feed.atom", "sitemap.xml"):
        reader.goto(f"{public}{place}")
        assert service not in reader.content()
        assert code not in reader.content()
    for place in (f"{code}/", f"{code}/1/report.html", f"{code}/1/report.pdf"):
        answer = reader.goto(f"{public}{place}")
        assert answer is not None
        assert answer.status == 404


def is_published(reader: Page, public: str, code: str, number: int) -> None:
    """The report is there within moments of its instant, in every format."""
    until = time.monotonic() + PUBLISH_SECONDS
    wanted = reader.get_by_text(f"Version {number}, published on")
    while reader.goto(f"{public}{code}/") is None or not wanted.count():
        assert time.monotonic() < until, f"Version {number} is not published."
        time.sleep(0.5)
    for name, begins in FORMATS.items():
        link = reader.locator(f'a[href$="/{code}/{number}/{name}"]')
        expect(link).to_be_visible()
        answer = reader.request.get(f"{public}{code}/{number}/{name}")
        assert answer.ok
        assert answer.body().lstrip()[: len(begins)].lower() == begins.lower()


def both_versions_are_there(reader: Page, public: str, code: str) -> None:
    """The corrected version stands, with the reason; the older one is still read, and says so."""
    reader.goto(f"{public}{code}/")
    for words in ("Earlier versions", "superseded", f"What was corrected: {REASON}"):
        expect(reader.get_by_text(words).first).to_be_visible()
    older = reader.request.get(f"{public}{code}/1/report.html")
    newer = reader.request.get(f"{public}{code}/2/report.html")
    assert older.ok
    assert newer.ok
    assert CORRECTED in newer.text()
    assert CORRECTED not in older.text()


def equals_the_command_line(reader: Page, public: str, code: str, frozen: bytes) -> None:
    """The command line makes the published files, byte for byte, of what was frozen at signing."""
    with TemporaryDirectory() as made:
        folder = Path(made) / code
        ZipFile(BytesIO(frozen)).extractall(folder)
        command = [sys.executable, "-m", "corecase", "report", str(folder)]
        wanted = [f"--format={name.rpartition('.')[2]}" for name in FORMATS]
        subprocess.run([*command, *wanted], check=True, capture_output=True)
        for name in FORMATS:
            published = reader.request.get(f"{public}{code}/1/{name}").body()
            assert published == (folder / "report" / name).read_bytes(), name


def correct(lead: Window) -> None:
    """The published report is opened again, with the reason that readers will see."""
    lead.go("publication/", heading="Publication")
    lead.sees("The report is published")
    lead.follow("Correct the published report")
    lead.fill(Why_the_report_is_corrected=REASON)
    lead.press("Open the correction")
    lead.sees("Opened: the draft can be changed. What is published stays readable.")


def picture(reader: Page, name: str, at: str) -> None:
    """Keeps what a reader sees for the documentation, where somebody asks for it."""
    if os.environ.get("CORECASE_SCREENSHOTS"):
        reader.get_by_text(at).first.evaluate("e => e.scrollIntoView({block: 'center'})")
        reader.screenshot(path=IMAGES / f"report-{name}.png", animations="disabled")
