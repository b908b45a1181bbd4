"""Indicators of a report: entered, changed, put in order, and what is asked of them settled."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from corecase.actions import authors, door, drafts, report_desk
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.indicator_faults import faults
from corecase.core.indicators import Indicator, questions
from corecase.core.people import Actor, NotAllowedError
from corecase.core.positions import moved
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import Inspection, ReportIndicator

FIELDS: Final = (
    "name",
    "definition",
    "unit",
    "value",
    "period",
    "numerator",
    "denominator",
    "previous_value",
    "previous_period",
    "comparator",
    "comparator_name",
    "change",
    "caution",
)
"""The fields that an indicator and its row have in common; a confirmation is the row's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One indicator of a report, what was asked of it, and who let it stand.

    `version` is what its next writer sends back, so that nothing is written over unread.
    """

    number: int
    indicator: Indicator
    questions: tuple[str, ...]
    confirmed_by: str
    confirmed_at: datetime | None
    version: str
    by: str
    at: datetime

    @property
    def is_questioned(self) -> bool:
        """Whether something is asked of it that nobody has answered."""
        return bool(self.questions) and self.confirmed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """The indicators of a report in the order in which they are printed."""

    heading: report_desk.Heading
    entries: tuple[Entry, ...]

    @property
    def n_questioned(self) -> int:
        """How many wait for a person's answer."""
        return sum(entry.is_questioned for entry in self.entries)


def listed(code: str, *, by: Actor) -> Indicators:
    """Every indicator of the draft, for whoever may read it."""
    inspection = drafts.readable(code, by=by)
    return Indicators(
        heading=report_desk.heading(inspection, by=by),
        entries=tuple(_entry(row) for row in rows_of(inspection)),
    )


def to_write(code: str, *, by: Actor) -> report_desk.Heading:
    """The heading of a form of the draft, for whoever may write in it now."""
    return report_desk.heading(drafts.writable(code, by=by, lock=False), by=by)


def entry(code: str, number: int, *, by: Actor) -> Entry:
    """One indicator; NotAllowedError where it is not there."""
    return _entry(_row(drafts.readable(code, by=by), number))


def write(
    code: str,
    indicator: Indicator,
    *,
    number: int | None = None,
    seen: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Enters an indicator at the end, or changes one, and returns its number.

    What the range check asks of it is kept with it. A change takes a confirmation away. Raises
    InputError for one that stands already, for one that somebody else changed meanwhile, and
    for a value without what belongs to it.
    """
    _check_whole(indicator)
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        if number is None:
            row = ReportIndicator(inspection=inspection, position=n_of(inspection), version=0)
        else:
            row = _row(inspection, number)
            _check_seen(row, seen)
        _check_single(inspection, indicator, row)
        take(row, indicator, by=by, now=now)
        row.save()
        write.say(
            EventKind.INDICATOR_WRITTEN,
            inspection.code,
            content=[getattr(row, name) for name in FIELDS],
            indicator=row.pk,
        )
    return row.pk


def confirm(code: str, number: int, *, caution: str, seen: str, by: Actor, now: datetime) -> None:
    """Lets an indicator stand as printed, for a reason that readers are told with it.

    Raises InputError where nothing is asked, without a reason, and for one that somebody else
    changed meanwhile.
    """
    if not caution.strip():
        raise InputError("Write why it stands as printed; readers see it.", field="caution")
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _row(inspection, number)
        _check_seen(row, seen)
        if not row.questions:
            raise InputError("Nothing is asked of this indicator; there is nothing to confirm.")
        row.caution = caution.strip()
        row.confirmed_by_id, row.confirmed_at = by.person_id, now
        row.version += 1
        row.save()
        write.say(
            EventKind.INDICATOR_CONFIRMED,
            inspection.code,
            content=[row.questions, row.caution],
            indicator=row.pk,
        )


def remove(code: str, number: int, *, seen: str, by: Actor, now: datetime) -> None:
    """Takes an indicator out of the report.

    Raises InputError for one that somebody else changed meanwhile.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _row(inspection, number)
        _check_seen(row, seen)
        row.delete()
        write.say(EventKind.INDICATOR_REMOVED, inspection.code, indicator=number)


def move(code: str, number: int, *, up: bool, by: Actor, now: datetime) -> None:
    """Prints an indicator one place earlier or later; the first and the last stay at the end."""
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        ordered = moved(list(rows_of(inspection)), _row(inspection, number), up=up)
        for place, row in enumerate(ordered):
            row.position = place
        ReportIndicator.objects.bulk_update(ordered, ["position"])
        content = [row.pk for row in ordered]
        write.say(EventKind.INDICATOR_WRITTEN, inspection.code, content=content, indicator=number)


def of(inspection: Inspection) -> tuple[Indicator, ...]:
    """The indicators as the report prints them."""
    return tuple(map(indicator_of, rows_of(inspection)))


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """The indicators of which something is asked that nobody has answered."""
    return [
        Obstacle(
            text=f"The indicator “{row.name}” for {row.period} is questioned: correct it, or say "
            "why it stands as printed.",
            room="report_indicators",
        )
        for row in rows_of(inspection)
        if row.questions and row.confirmed_at is None
    ]


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever wrote, confirmed, moved, removed or imported an indicator of it."""
    return authors.of(
        inspection,
        EventKind.INDICATOR_WRITTEN,
        EventKind.INDICATOR_CONFIRMED,
        EventKind.INDICATOR_REMOVED,
        EventKind.INDICATORS_IMPORTED,
    )


def rows_of(inspection: Inspection) -> list[ReportIndicator]:
    """The rows in their order, with who wrote and who confirmed them. For actions only."""
    rows = ReportIndicator.objects.filter(inspection=inspection)
    return list(rows.select_related("by", "confirmed_by"))


def n_of(inspection: Inspection) -> int:
    """The position behind the last indicator."""
    last = ReportIndicator.objects.filter(inspection=inspection).last()
    return last.position + 1 if last else 0


def indicator_of(row: ReportIndicator) -> Indicator:
    """The indicator of a row."""
    values = {name: getattr(row, name) for name in FIELDS}
    return Indicator(**values, confirmed=row.confirmed_at is not None)


def take(row: ReportIndicator, indicator: Indicator, *, by: Actor, now: datetime) -> None:
    """Puts an indicator into a row, with what is asked of it; a change is to be confirmed anew.

    For actions only: it saves nothing.
    """
    given = {name: getattr(indicator, name) for name in FIELDS}
    if given != {name: getattr(row, name) for name in FIELDS}:
        row.confirmed_by = row.confirmed_at = None
    for name, value in given.items():
        setattr(row, name, value)
    row.questions = list(questions(indicator))
    row.version += 1
    row.by_id, row.at = by.person_id, now


def _row(inspection: Inspection, number: int) -> ReportIndicator:
    rows = ReportIndicator.objects.filter(inspection=inspection, pk=number)
    row = rows.select_related("by", "confirmed_by").first()
    if row is None:
        raise NotAllowedError("There is no such indicator.")
    return row


def _check_seen(row: ReportIndicator, seen: str) -> None:
    if seen != str(row.version):
        raise InputError(
            "This indicator was changed meanwhile: read below what stands now, take over what "
            "is to stay, and save again."
        )


def _check_single(inspection: Inspection, indicator: Indicator, row: ReportIndicator) -> None:
    same = ReportIndicator.objects.filter(
        inspection=inspection, name__iexact=indicator.name, period__iexact=indicator.period
    )
    if same.exclude(pk=row.pk).exists():
        raise InputError(
            "An indicator of this name and period stands already; change that one.", field="name"
        )


def _check_whole(indicator: Indicator) -> None:
    for fault in faults(indicator):
        raise InputError(fault.reason, field=fault.where)


def _entry(row: ReportIndicator) -> Entry:
    return Entry(
        number=row.pk,
        indicator=indicator_of(row),
        questions=tuple(row.questions),
        confirmed_by=row.confirmed_by.name if row.confirmed_by else "",
        confirmed_at=row.confirmed_at,
        version=str(row.version),
        by=row.by.name,
        at=row.at,
    )
