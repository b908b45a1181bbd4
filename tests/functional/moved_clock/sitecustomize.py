"""Moves the clock of every process of a served site by as many days as a file says.

Python imports this where its folder is on the path. The site asks Django for the time, and for
nothing else; the file may be written again while the site runs.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

DAYS_LATER = Path(os.environ["DAYS_LATER"])
on_the_wall = timezone.now


def moved() -> datetime:
    """So many days after what the clock on the wall says."""
    return on_the_wall() + timedelta(days=int(DAYS_LATER.read_text(encoding="ascii")))


timezone.now = moved
