"""A terminal to type in, and the folder of a small invented inspection."""

from pathlib import Path

import pytest

from tests import inspection_folder
from tests.terminal import Terminal


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "200")
    return Terminal(capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return inspection_folder.make(tmp_path / "anytown")
