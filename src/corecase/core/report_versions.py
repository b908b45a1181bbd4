"""Versions of a report: what each is called, how it is named by its content, when it goes out.

The day of publication is fixed at signing, because the report prints it and counts the
improvement plan from it; the hour is fixed at release.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Final

from corecase.core.calendar import next_working_day
from corecase.core.errors import InputError
from corecase.core.reports import RenderingState
from corecase.core.vocabularies import Vocabulary
from corecase.core.written_dates import written_month

USUAL_HOUR: Final = time(9, 30)
"""The hour that is offered; whoever releases may choose another."""

READING_ORDER: Final = ("report.html", "report.pdf", "report.docx", "report.xlsx")


class VersionState(Vocabulary):
    """How far a version is."""

    RENDERING = "RENDERING"
    NOT_RENDERED = "NOT_RENDERED"
    SIGNED = "SIGNED"
    RELEASED = "RELEASED"
    PUBLISHED = "PUBLISHED"
    SUPERSEDED = "SUPERSEDED"
    WITHDRAWN = "WITHDRAWN"

    @property
    def words(self) -> str:
        """As people read it."""
        return STATE_WORDS[self]


STATE_WORDS: Final[Mapping[VersionState, str]] = {
    VersionState.RENDERING: "signed, being rendered",
    VersionState.NOT_RENDERED: "signed, rendering failed",
    VersionState.SIGNED: "signed",
    VersionState.RELEASED: "released under embargo",
    VersionState.PUBLISHED: "published",
    VersionState.SUPERSEDED: "superseded",
    VersionState.WITHDRAWN: "signature withdrawn",
}


def state_of(
    rendering: RenderingState,
    *,
    is_released: bool = False,
    is_published: bool = False,
    is_withdrawn: bool = False,
    is_superseded: bool = False,
) -> VersionState:
    """How far a version is; what was withdrawn or published says so whatever came before."""
    if is_withdrawn:
        return VersionState.WITHDRAWN
    if is_published:
        return VersionState.SUPERSEDED if is_superseded else VersionState.PUBLISHED
    if is_released:
        return VersionState.RELEASED
    if rendering is RenderingState.DONE:
        return VersionState.SIGNED
    failed = rendering is RenderingState.FAILED
    return VersionState.NOT_RENDERED if failed else VersionState.RENDERING


def fingerprint(files: Mapping[str, str]) -> str:
    """The hash that names a version, from the hash of each of its files by name.

    It is the SHA-256 of what `sha256sum` prints of the files in order of their names, so that
    a reader can compute it again.
    """
    lines = "".join(f"{files[name]}  {name}\n" for name in sorted(files))
    return sha256(lines.encode()).hexdigest()


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """The files of a version in the order in which readers are offered them: tables come last."""
    places = {name: place for place, name in enumerate(READING_ORDER)}
    return tuple(sorted(names, key=lambda name: (places.get(name, len(places)), name)))


def usual_day(today: date) -> date:
    """The day of publication that is offered: the first working day after today."""
    return next_working_day(today + timedelta(days=1))


def check_day(day: date, today: date) -> None:
    """Raises InputError for a day of publication that is over."""
    if day < today:
        raise InputError("This day is over; choose today or a later day.", field="publish_on")


def check_still_on(day: date, today: date) -> None:
    """Raises InputError where the day that a first version prints is over: it would mislead."""
    if today > day:
        raise InputError(
            "The day that the report prints is over; withdraw the signature and sign again for "
            "another day."
        )


def check_month(month: str, day: date) -> None:
    """Raises InputError where the month that a report names is not that of its day."""
    if written_month(month) != day.replace(day=1):
        raise InputError(
            f"The report names {month} as its month, and the day that it prints is in "
            f"{day:%B %Y}; correct one of them.",
            field="publish_on",
        )


def instant(day: date, hour: time, zone: tzinfo) -> datetime:
    """The moment at which a clock in `zone` shows that hour on that day, in UTC.

    An hour that stands twice on the day when the clocks go back is the first of the two.
    Raises InputError for one that the clocks leave out when they go forward.
    """
    wanted = datetime.combine(day, hour)
    found = wanted.replace(tzinfo=zone).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != wanted:
        raise InputError(
            "The clocks go forward over this hour on that day; choose another.", field="hour"
        )
    return found


def check_instant(publish_at: datetime, now: datetime) -> None:
    """Raises InputError for an instant of publication that is not to come."""
    if publish_at <= now:
        raise InputError(
            "This hour is over on the day that the report prints; choose a later one, or sign "
            "the report again for another day.",
            field="hour",
        )


def has_come(publish_at: datetime, now: datetime) -> bool:
    """Whether the embargo is over: from the instant itself on, and never before it."""
    return publish_at <= now
