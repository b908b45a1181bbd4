"""Findings settled: accepted, kept, drafted again, dropped or restored, as they were seen."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from corecase.actions import door, drafts, editions, report_desk, report_findings, report_texts
from corecase.actions.report_desk import Desk
from corecase.actions.report_findings import Paragraph
from corecase.actions.report_texts import Sent
from corecase.core import stored_words
from corecase.core.drafting import TextStatus
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.findings import marked
from corecase.core.people import Actor, NotAllowedError
from corecase.store.cases.models import ReportText


class Settling(StrEnum):
    """What a person does with a paragraph without writing in it."""

    ACCEPT = "ACCEPT"
    KEEP = "KEEP"
    REDRAFT = "REDRAFT"
    DROP = "DROP"
    RESTORE = "RESTORE"


def settle(code: str, place: str, deed: Settling, *, seen: str, by: Actor, now: datetime) -> None:
    """Accepts, keeps, drafts again, drops or restores a paragraph as it was seen.

    Raises InputError where it is not any more what was seen, for a deed that its status does
    not allow, and for words that are untrue of the figures of today.
    """
    with door.writing(by=by, now=now) as write:
        desk = report_desk.of(drafts.writable(code, by=by))
        spot = desk.place(place)
        one = next((p for p in report_findings.paragraphs(desk) if p.place == place), None)
        if one is None:
            raise NotAllowedError("There is no such paragraph.")
        if one.seen != seen:
            raise InputError(
                "This paragraph has changed since you opened the page; look at it as it is now."
            )
        editions.keep(desk.inspection)
        row = report_texts.row_of(desk.inspection, spot)
        sent = _settled(one, deed, row, desk)
        report_texts.keep(row, sent, stands=True, by=by, now=now)
        report_texts.say_saved(write, row, sent, stands=True)


def accept_all(code: str, criterion_id: str, *, seen: str, by: Actor, now: datetime) -> int:
    """Accepts every plain draft of a criterion as it was seen; how many there were.

    A paragraph that rests on fewer than five persons is accepted by itself. Raises InputError
    where the drafts are not those that were seen any more, and where there are none.
    """
    with door.writing(by=by, now=now) as write:
        desk = report_desk.of(drafts.writable(code, by=by))
        listed = tuple(
            one
            for one in report_findings.paragraphs(desk)
            if report_findings.criterion_of(one) == criterion_id
        )
        plain = [one for one in listed if one.is_plain_draft]
        if report_findings.seen_of_drafts(listed) != seen:
            raise InputError("The drafts have changed since you opened the page; read them again.")
        if not plain:
            raise InputError("There is no draft to accept here.")
        editions.keep(desk.inspection)
        told: list[list[str]] = []
        for one in plain:
            row = report_texts.row_of(desk.inspection, desk.place(one.place))
            sent = _settled(one, Settling.ACCEPT, row, desk)
            report_texts.keep(row, sent, stands=True, by=by, now=now)
            told.append([one.place, sent.text, sent.status, sent.note])
        write.say(
            EventKind.REPORT_TEXT_SAVED,
            code,
            content=sorted(told, key=str),
            criterion=criterion_id,
            **{stored_words.SEVERAL: len(told)},
        )
    return len(plain)


def _settled(one: Paragraph, deed: Settling, row: ReportText, desk: Desk) -> Sent:
    drafted, text = desk.draft_of(one.place), one.text
    is_dropped = one.status == "dropped"
    if deed is Settling.ACCEPT and one.status == "drafted":
        return _sent(text, TextStatus.ACCEPTED, row, desk)
    if deed is Settling.KEEP and one.changes:
        return _sent(text, TextStatus(row.status), row, desk)
    if deed is Settling.REDRAFT and drafted and one.status in ("accepted", "edited"):
        return _sent(marked(drafted), TextStatus.ACCEPTED, row, desk)
    if deed is Settling.DROP and not is_dropped:
        return replace(_unchecked(text, row), status=TextStatus.DROPPED)
    if deed is Settling.RESTORE and is_dropped:
        return _restored(text, row, desk)
    raise InputError("This cannot be done with the paragraph as it stands; look at it again.")


def _restored(text: str, row: ReportText, desk: Desk) -> Sent:
    """A dropped paragraph as it was: words of a person, or the draft of today to be accepted."""
    drafted = desk.draft_of(row.place)
    before = row.versions.exclude(status=TextStatus.DROPPED).order_by("-number").first()
    if drafted and (before is None or before.status != TextStatus.EDITED):
        return _sent(marked(drafted), TextStatus.DRAFTED, row, desk)
    return _sent(text, TextStatus.EDITED, row, desk)


def _sent(text: str, status: TextStatus, row: ReportText, desk: Desk) -> Sent:
    return replace(_unchecked(text, row), status=status, figures=desk.checked(text))


def _unchecked(text: str, row: ReportText) -> Sent:
    figures = report_texts.figures_of(row.figures)
    return Sent(
        text=text, status=TextStatus.DRAFTED, figures=figures, note=row.note, base=row.version
    )
