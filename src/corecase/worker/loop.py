"""The worker's loop: renderings and published texts as they are asked for, publications as their
instant comes, the reminders about improvement plans, comments and complaints, and the snapshots
of what is published.

It looks often, so that a preview feels immediate, and takes no lock while there is nothing to
do. It ends when whoever started it ends, and after the rendering it is at when it is told to.
"""

import os
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from logging import getLogger
from secrets import token_hex
from types import FrameType
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from corecase.actions import (
    improvement_making,
    improvement_reminders,
    printed_text_work,
    publishing,
    remark_reminders,
    rendering_work,
    renderings,
    snapshots,
    warming,
)

POLL_SECONDS: Final = 0.1
FAULT_SECONDS: Final = 1.0
PUBLISH_EVERY: Final = timedelta(seconds=2)
TIDY_EVERY: Final = timedelta(hours=1)
REMIND_EVERY: Final = timedelta(hours=1)
SNAPSHOT_EVERY: Final = timedelta(hours=1)

_LOG = getLogger("corecase.worker")


class Worker:
    """One worker. `now` is the clock, `wait` how it sleeps."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = timezone.now,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._now, self._wait = now, wait
        self._parent = os.getppid()
        self._is_wanted = True
        self._turns: dict[str, datetime] = {}

    def run(self) -> None:
        """Works until it is told to end or its parent has ended."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        warming.warm()
        while self._is_wanted and os.getppid() == self._parent:
            if not self._turn():
                self._wait(POLL_SECONDS)

    def drain(self) -> None:
        """Does what is to be done now, and ends."""
        self._look_after()
        while self._work():
            pass

    def _turn(self) -> bool:
        """One look at what is to be done; whether there was a rendering. Outlives the database."""
        try:
            self._look_after()
            return self._work()
        except DatabaseError as error:
            _LOG.error("The database did not answer (%s); trying again.", type(error).__name__)
            # One that broke is opened anew; one that works stays open from look to look.
            connection.close()
            self._wait(FAULT_SECONDS)
            return False

    def _work(self) -> bool:
        now = self._now()
        taken = rendering_work.claim(now=now) if rendering_work.is_waiting(now=now) else None
        if taken is not None:
            rendering_work.run(taken, clock=self._now)
            return True
        text = printed_text_work.claim(now=now) if printed_text_work.is_waiting(now=now) else None
        if text is None:
            return False
        printed_text_work.run(text, clock=self._now)
        return True

    def _look_after(self) -> None:
        now = self._now()
        if self._is_due("publish", PUBLISH_EVERY, now):
            publishing.publish_due(now=now)
            improvement_making.make_due(now=now)
        if self._is_due("tidy", TIDY_EVERY, now):
            renderings.remove_old(now=now)
        if self._is_due("remind", REMIND_EVERY, now):
            improvement_reminders.send_due(link=_link, now=now)
            remark_reminders.send_due(link=_at("remarks"), now=now)
        if self._is_due("snapshot", SNAPSHOT_EVERY, now):
            snapshots.write_due(key=token_hex(), now=now)
            snapshots.remove_old(keep=settings.SNAPSHOTS)

    def _is_due(self, what: str, every: timedelta, now: datetime) -> bool:
        last = self._turns.get(what)
        if last is not None and now - last < every:
            return False
        self._turns[what] = now
        return True

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._is_wanted = False


def _link(code: str) -> str:
    """Where an improvement plan is read; empty where nobody said where the site is."""
    return _at("improvement_plan", code)


def _at(name: str, *arguments: str) -> str:
    """The address of a page; empty where nobody said where the site is."""
    start: str = settings.ADDRESS
    return start + reverse(name, args=arguments).lstrip("/") if start else ""
