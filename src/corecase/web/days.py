"""Days and times as pages write them, in the time of England and Wales."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format


def day(value: date | datetime | None) -> str:
    """`21 November 2026`, or an empty string where nobody knows."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return date_format(value, "j F Y") if value else ""


def moment(value: datetime | None) -> str:
    """`21 November 2026 at 14:05`, in the time of England and Wales."""
    return date_format(timezone.localtime(value), "j F Y \\a\\t H:i") if value else ""


def clock(value: datetime) -> str:
    """`14:05`, in the time of England and Wales."""
    return date_format(timezone.localtime(value), "H:i")


def weekday(value: date) -> str:
    """`Saturday 21 November 2026`."""
    return date_format(value, "l j F Y")
