"""The clock of a served site, which a journey moves ahead: months pass between two pages."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_FOLDER = Path(__file__).parent / "moved_clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How many days the site is ahead of the clock on the wall, in a file that it reads."""

    file: Path

    def __post_init__(self) -> None:
        self.move_to(0)

    def move_to(self, days: int) -> None:
        """The site is so many days ahead from now on; read at once by all of its processes."""
        new = self.file.with_suffix(".new")
        new.write_text(str(days), encoding="ascii")
        new.replace(self.file)

    @property
    def now(self) -> datetime:
        """What the site's clock says, where the site is."""
        ahead = timedelta(days=int(self.file.read_text(encoding="ascii")))
        return (datetime.now(UTC) + ahead).astimezone(LONDON)

    @property
    def today(self) -> date:
        """The day on which the site is."""
        return self.now.date()

    @property
    def variables(self) -> dict[str, str]:
        """What a process of the site is started with, so that it goes by this clock."""
        path = os.pathsep.join(filter(None, (str(_FOLDER), os.environ.get("PYTHONPATH"))))
        return {"PYTHONPATH": path, "DAYS_LATER": str(self.file)}
