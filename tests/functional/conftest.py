"""One Chromium and one running site for all journeys."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.functional.site_server import serving
from tests.machine import need

FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once: without its windows where that is installed, which is quicker."""
    # Playwright keeps a loop of its own in this process, in which Django would refuse to ask a
    # database; tests that this worker runs later do not stand in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = shutil.which("chromium-headless-shell") or need("chromium", "chromium")
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site that is being served."""
    return tmp_path_factory.mktemp("site") / "home"


@pytest.fixture(scope="session")
def address(home: Path) -> Iterator[str]:
    """The address of the site with the demonstration loaded."""
    with serving(home) as address:
        yield address


@pytest.fixture
def complaints() -> list[str]:
    """What pages complained about: blocked by the policy, failed to load, thrown."""
    return []


@pytest.fixture
def visitor(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A browser window of its own, without cookies."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", lambda said: complaints.append(f"{said.location} {said.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
