"""Statements of respondents: what a number of a group said, and that it may be printed."""

from datetime import datetime

from corecase.actions import door, drafts, respondents
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, NotAllowedError
from corecase.core.positions import moved
from corecase.store.cases.models import Inspection, RespondentStatement


def one(code: str, number: int, *, by: Actor) -> tuple[respondents.Group, respondents.Statement]:
    """One statement and its group; NotAllowedError where it is not there."""
    row = _row(drafts.readable(code, by=by), number)
    group = respondents.group(code, row.respondents_id, by=by)
    return group, next(said for said in group.statements if said.number == number)


def add(
    code: str,
    group: int,
    *,
    text: str,
    count: int | None,
    out_of: int | None,
    by: Actor,
    now: datetime,
) -> int:
    """Enters a statement at the end of a group and returns its number.

    Raises InputError for one that stands already, for a count without its base, and for one
    that the group cannot have.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        owner = respondents.row_of(inspection, group)
        last = owner.statements.last()
        row = RespondentStatement(respondents=owner, position=last.position + 1 if last else 0)
        _take(row, text, count, out_of)
        row.save()
        respondents.touch(owner, by=by, now=now)
        write.say(
            EventKind.RESPONDENTS_WRITTEN,
            inspection.code,
            content=[text, count, out_of],
            statement=row.pk,
        )
    return row.pk


def change(
    code: str,
    number: int,
    *,
    text: str,
    count: int | None,
    out_of: int | None,
    seen: str,
    by: Actor,
    now: datetime,
) -> None:
    """Writes a statement anew; that takes a confirmation away, unless nothing is different.

    Raises InputError as `add` does, and for one that somebody else changed meanwhile.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _row(inspection, number)
        _check_seen(row, seen)
        _take(row, text, count, out_of)
        row.save()
        respondents.touch(row.respondents, by=by, now=now)
        write.say(
            EventKind.RESPONDENTS_WRITTEN,
            inspection.code,
            content=[text, count, out_of],
            statement=number,
        )


def confirm(code: str, number: int, *, seen: str, by: Actor, now: datetime) -> None:
    """Says that a statement about fewer than five people can be printed; that is kept.

    Raises InputError for one that needs no confirmation, and for one that somebody else
    changed meanwhile.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _row(inspection, number)
        _check_seen(row, seen)
        if not respondents.statement_of(row).awaits_confirmation:
            raise InputError("This statement needs no confirmation; nothing was changed.")
        row.confirmed_by_id, row.confirmed_at = by.person_id, now
        row.save()
        respondents.touch(row.respondents, by=by, now=now)
        write.say(
            EventKind.STATEMENT_CONFIRMED,
            inspection.code,
            content=[row.text, row.count, row.out_of],
            statement=number,
        )


def remove(code: str, number: int, *, seen: str, by: Actor, now: datetime) -> None:
    """Takes a statement out of the report.

    Raises InputError for one that somebody else changed meanwhile.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _row(inspection, number)
        _check_seen(row, seen)
        respondents.touch(row.respondents, by=by, now=now)
        row.delete()
        write.say(EventKind.RESPONDENTS_REMOVED, inspection.code, statement=number)


def move(code: str, number: int, *, up: bool, by: Actor, now: datetime) -> None:
    """Prints a statement one place earlier or later within its group."""
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        row = _row(inspection, number)
        ordered = moved(list(row.respondents.statements.all()), row, up=up)
        for place, said in enumerate(ordered):
            said.position = place
        RespondentStatement.objects.bulk_update(ordered, ["position"])
        respondents.touch(row.respondents, by=by, now=now)
        write.say(
            EventKind.RESPONDENTS_WRITTEN,
            inspection.code,
            content=[said.pk for said in ordered],
            statement=number,
        )


def _row(inspection: Inspection, number: int) -> RespondentStatement:
    rows = RespondentStatement.objects.filter(respondents__inspection=inspection, pk=number)
    row = rows.select_related("respondents", "confirmed_by").first()
    if row is None:
        raise NotAllowedError("There is no such statement.")
    return row


def _check_seen(row: RespondentStatement, seen: str) -> None:
    if seen != respondents.shown(row).version:
        raise InputError(
            "This statement was changed meanwhile: read below what stands now, take over what "
            "is to stay, and save again."
        )


def _take(row: RespondentStatement, text: str, count: int | None, out_of: int | None) -> None:
    """Puts words and count into a row; a statement that is different is to be confirmed anew."""
    others = row.respondents.statements.exclude(pk=row.pk)
    if others.filter(text__iexact=text).exists():
        raise InputError("This statement stands already; change that one.", field="text")
    _check_counted(count, out_of, row.respondents.returned)
    if (text, count, out_of) != (row.text, row.count, row.out_of):
        row.confirmed_by = row.confirmed_at = None
    row.text, row.count, row.out_of = text, count, out_of


def _check_counted(count: int | None, out_of: int | None, returned: int) -> None:
    if count is None and out_of is None:
        return
    if count is None:
        raise InputError("Enter how many said so, or clear how many answered.", field="count")
    if out_of is None:
        raise InputError("Enter how many answered the question.", field="out_of")
    if not 1 <= out_of <= returned:
        raise InputError(
            f"Enter a number from 1 to {returned:,}, the questionnaires that came back.",
            field="out_of",
        )
    if not 0 <= count <= out_of:
        raise InputError(f"Enter a number from 0 to {out_of:,}, who answered.", field="count")
