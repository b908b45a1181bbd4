"""The command line as a person uses it: what is typed, and what comes back."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from corecase.cli.main import main


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed as JSON, with nothing before or after."""
        return json.loads(self.out)


class Terminal:
    """Runs commands in this process and collects what they print."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self.captured = captured

    def run(self, *typed: object) -> Ran:
        """Types a command and waits for its end. A traceback would fail the test."""
        self.captured.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(part) for part in typed])
        printed = self.captured.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ran(code=code, out=printed.out, err=printed.err)
