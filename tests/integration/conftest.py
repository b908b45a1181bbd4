"""A terminal to type in, and the folder of a small invented inspection."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests import inspection_folder, site, site_matrix, site_world
from tests.terminal import Terminal


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "200")
    return Terminal(capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return inspection_folder.make(tmp_path / "anytown")


@pytest.fixture(scope="session", autouse=True)
def emptied_after_commits() -> None:
    """Tests that commit leave empty tables, although the audit refuses to be emptied."""
    site.flushing()


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[site_world.World]:
    """One world for all tests of a module, which take back whatever they do in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield site_world.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browser() -> Client:
    """One browser, to be made somebody's before each call: `world.enter(browser, who)`."""
    return Client(raise_request_exception=False)


@pytest.fixture(scope="module")
def payloads(world: site_world.World, browser: Client) -> dict[str, Any]:
    """What the forms of the pages send, filled in, by the name of the address."""
    return site_matrix.filled(world, browser)
