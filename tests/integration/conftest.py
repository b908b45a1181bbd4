"""A terminal to type in, and the folder of a small invented inspection."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from corecase.config import public_settings
from tests import inspection_folder, kept_world, site, site_world
from tests.terminal import Terminal

At = Callable[[datetime], Client]


@pytest.fixture
def at(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> At:
    """A reader of the public view at a time."""
    for name in ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "APPEND_SLASH", "DEMO"):
        setattr(settings, name, getattr(public_settings, name))

    def reader(now: datetime) -> Client:
        monkeypatch.setattr(timezone, "now", lambda: now)
        return Client()

    return reader


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "200")
    return Terminal(capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return inspection_folder.make(tmp_path / "anytown")


@pytest.fixture(autouse=True)
def own_anchors(request: pytest.FixtureRequest) -> None:
    """Tests that commit write heads beside the database, which no later test has entries for."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        folder = request.getfixturevalue("tmp_path_factory").mktemp("anchors")
        request.getfixturevalue("settings").ANCHORS = folder


@pytest.fixture(scope="session", autouse=True)
def emptied_after_commits() -> None:
    """Tests that commit leave empty tables, although the audit refuses to be emptied."""
    site.flushing()


@pytest.fixture(scope="module")
def entered(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[kept_world.Kept]:
    """One world for all tests of a module, which take back whatever they do in it."""
    with django_db_blocker.unblock(), kept_world.entered() as found:
        yield found


@pytest.fixture(scope="module")
def world(entered: kept_world.Kept) -> site_world.World:
    """Two inspections with everything in them, and everybody."""
    return entered[0]


@pytest.fixture(scope="module")
def browser() -> Client:
    """One browser, to be made somebody's before each call: `world.enter(browser, who)`."""
    return Client(raise_request_exception=False)


@pytest.fixture(scope="module")
def payloads(entered: kept_world.Kept) -> dict[str, Any]:
    """What the forms of the pages send, filled in, by the name of the address."""
    return entered[1]
