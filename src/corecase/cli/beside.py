"""Processes beside the pages: started with the site, started again when they die."""

import subprocess
import sys
import time
from typing import Final

AGAIN_SECONDS: Final = 2.0
"""One that dies at once is not started more often than this."""


class Beside:
    """One command of ours that runs as long as the site does, as a child of its master.

    The master of the application server waits for all of its children itself, so nothing is
    made of how this one ended.
    """

    def __init__(self, *arguments: str) -> None:
        self._command = [sys.executable, "-m", "corecase", *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._started = -AGAIN_SECONDS

    def keep(self) -> None:
        """Starts it where it does not run."""
        if self._process is not None and self._process.poll() is None:
            return
        if time.monotonic() - self._started < AGAIN_SECONDS:
            return
        self._started = time.monotonic()
        # The settings of the site stand in the environment, which it gets from us.
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own command

    def end(self) -> None:
        """Tells it to end; it finishes what it is at."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
