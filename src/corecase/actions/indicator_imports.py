"""Indicators from a file: what it would change is shown first; then all of it is taken, or none.

A row with the name and period of an indicator that stands changes that one, where an empty cell
leaves what stands; any other is added at the end. Nothing is removed by a file, and the same file
again changes nothing.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from corecase.actions import door, drafts, report_indicators
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.event_kinds import EventKind
from corecase.core.indicator_faults import faults
from corecase.core.indicators import Indicator, questions
from corecase.core.people import Actor
from corecase.exchange import indicators as files
from corecase.exchange.limits import UPLOAD
from corecase.store.cases.models import Inspection, ReportIndicator

MAX_BYTES: Final = 200_000
"""The largest file that is read: thousands of indicators, where a report prints a handful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one row of the file would do: what stands `before`, None for a new one, and after."""

    indicator: Indicator
    before: Indicator | None
    questions: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that would be different, in words; all of a new one."""
        return tuple(
            name.replace("_", " ")
            for name in report_indicators.FIELDS
            if self.before is None or getattr(self.before, name) != getattr(self.indicator, name)
        )

    @property
    def is_change(self) -> bool:
        """Whether anything would be different afterwards."""
        return bool(self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file would do. `seen` is sent back, so that it is done to what was shown."""

    changes: tuple[Change, ...]
    seen: str

    @property
    def n_changes(self) -> int:
        """How many indicators would be added or changed."""
        return sum(change.is_change for change in self.changes)


def template(code: str, *, by: Actor) -> bytes:
    """A CSV file with the headings and nothing below them, to be filled in.

    Marked as UTF-8, so that a spreadsheet reads what is written into it as it was written.
    """
    drafts.readable(code, by=by)
    return files.template().encode("utf-8-sig")


def preview(code: str, content: bytes, *, by: Actor) -> Preview:
    """What a CSV file would change; nothing is kept.

    Raises InputError, with every fault of the file at once, where it cannot be taken.
    """
    inspection = drafts.writable(code, by=by, lock=False)
    rows = report_indicators.rows_of(inspection)
    return Preview(changes=_changes(rows, _read(content)), seen=_version(rows))


def take(code: str, content: bytes, *, seen: str, by: Actor, now: datetime) -> int:
    """Enters and changes the indicators of a file, all or none; returns how many.

    A file whose indicators stand already changes nothing. Raises InputError for a file that
    cannot be taken, and where the indicators were changed since it was looked at.
    """
    given = _read(content)
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        rows = report_indicators.rows_of(inspection)
        changed = [one.indicator for one in _changes(rows, given) if one.is_change]
        if changed and seen != _version(rows):
            raise InputError(
                "The indicators were changed meanwhile: look below at what the file would do "
                "now, and import it again."
            )
        _save(inspection, rows, changed, by=by, now=now)
        write.say(
            EventKind.INDICATORS_IMPORTED,
            inspection.code,
            content=[sha256(content).hexdigest(), len(changed)],
            changed=len(changed),
        )
    return len(changed)


def _save(
    inspection: Inspection,
    rows: list[ReportIndicator],
    changed: list[Indicator],
    *,
    by: Actor,
    now: datetime,
) -> None:
    standing = {_key(report_indicators.indicator_of(row)): row for row in rows}
    first = report_indicators.n_of(inspection)
    for place, indicator in enumerate(changed, start=first):
        row = standing.get(_key(indicator))
        if row is None:
            row = ReportIndicator(inspection=inspection, position=place, version=0)
        report_indicators.take(row, indicator, by=by, now=now)
        row.save()


def _changes(rows: list[ReportIndicator], given: tuple[Indicator, ...]) -> tuple[Change, ...]:
    standing = {_key(one): one for one in map(report_indicators.indicator_of, rows)}
    return tuple(_change(one, standing.get(_key(one))) for one in given)


def _change(given: Indicator, before: Indicator | None) -> Change:
    """An empty cell is no word against what somebody wrote, such as a caution to readers."""
    indicator = given
    if before is not None:
        said = {name: getattr(given, name) for name in report_indicators.FIELDS}
        filled = {name: value for name, value in said.items() if value not in (None, "")}
        indicator = replace(before, **filled)
    return Change(indicator=indicator, before=before, questions=questions(indicator))


def _read(content: bytes) -> tuple[Indicator, ...]:
    if len(content) > MAX_BYTES:
        raise InputError("The file is larger than 200 KB; keep only the indicators.", field="file")
    found = files.read(content, limits=UPLOAD)
    problems = [
        Problem(where=f"{one.name}, {one.period}", reason=fault.reason)
        for one in found
        for fault in faults(one)
    ]
    times = Counter(map(_key, found))
    problems += [
        Problem(where=f"{one.name}, {one.period}", reason="It stands twice; keep one of the rows.")
        for one in found
        if times.pop(_key(one), 1) > 1
    ]
    error = ManyProblems.unless_empty("The file", problems)
    if error:
        raise error
    return found


def _key(indicator: Indicator) -> tuple[str, str]:
    return indicator.name.casefold(), indicator.period.casefold()


def _version(rows: list[ReportIndicator]) -> str:
    said = ",".join(f"{row.pk}.{row.version}" for row in rows)
    return sha256(said.encode()).hexdigest()[:16]
