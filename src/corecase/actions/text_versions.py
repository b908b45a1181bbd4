"""Versions of a text: its history, and the choice between two that were written at once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from corecase.actions import door, drafts, report_desk, report_texts
from corecase.actions.report_desk import Desk, Heading
from corecase.actions.report_texts import Sent
from corecase.core import text_changes
from corecase.core.drafting import TextStatus, VersionOutcome
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.figures import Figure
from corecase.core.people import Actor
from corecase.core.report_places import Place
from corecase.core.text_changes import Stretch
from corecase.store.cases.models import ReportText, ReportTextVersion


class Choice(StrEnum):
    """What becomes of a text that was kept aside."""

    STANDING = "STANDING"
    OTHER = "OTHER"
    THIRD = "THIRD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text as somebody sent it, with what changed since the version that stood before.

    `is_chosen` is None where nothing was to be chosen, or nobody has chosen yet.
    """

    number: int
    text: str
    status: TextStatus
    note: str
    figures: tuple[tuple[str, Figure], ...]
    changes: tuple[Stretch, ...]
    is_aside: bool
    is_chosen: bool | None
    decided_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every version of a text, the last first."""

    heading: Heading
    place: Place
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The text that stands and one that was kept aside, to choose between.

    `version` is what the choice sends back of the text that stands, `n_more` how many more
    wait for a choice. `changes` lead from the standing text to the other.
    """

    heading: Heading
    place: Place
    version: int
    standing: str
    standing_by: str
    standing_at: datetime
    is_standing_dropped: bool
    other: Version
    changes: tuple[Stretch, ...]
    n_more: int


def history(code: str, place: str, *, by: Actor) -> History:
    """Every version of a text, for those who read the draft."""
    inspection = drafts.readable(code, by=by)
    spot = report_desk.of(inspection).place(place)
    rows = ReportTextVersion.objects.filter(
        report_text__inspection=inspection, report_text__place=place
    ).select_related("by", "decided_by")
    versions, before = [], ""
    for row in rows:
        versions.append(_version(row, before))
        before = before if versions[-1].is_aside else row.text
    return History(
        heading=report_desk.heading(inspection, by=by),
        place=spot,
        versions=tuple(reversed(versions)),
    )


def pair(code: str, place: str, *, by: Actor) -> Pair | None:
    """The first text of a place that waits for a choice, beside the one that stands.

    None where none waits.
    """
    inspection = drafts.writable(code, by=by, lock=False)
    spot = report_desk.of(inspection).place(place)
    texts = ReportText.objects.filter(inspection=inspection, place=place).select_related("by")
    row = texts.first()
    waiting = list(_waiting(row)) if row else []
    if row is None or not waiting:
        return None
    return Pair(
        heading=report_desk.heading(inspection, by=by),
        place=spot,
        version=row.version,
        standing=row.text,
        standing_by=row.by.name,
        standing_at=row.at,
        is_standing_dropped=row.status == TextStatus.DROPPED,
        other=_version(waiting[0], row.text),
        changes=text_changes.changes(row.text, waiting[0].text),
        n_more=len(waiting) - 1,
    )


def choose(
    code: str,
    place: str,
    choice: Choice,
    *,
    number: int,
    base: int,
    text: str = "",
    by: Actor,
    now: datetime,
) -> None:
    """Settles which words stand: those that do, the other ones, or a third text.

    `number` is the text that was kept aside, `base` the version that its reader saw standing.
    Raises InputError where somebody has chosen or saved meanwhile, and for words that are
    untrue of their figures.
    """
    with door.writing(by=by, now=now) as write:
        desk = report_desk.of(drafts.writable(code, by=by))
        row = report_texts.row_of(desk.inspection, desk.place(place))
        aside = _waiting(row).filter(number=number).first() if row.pk else None
        if aside is None:
            raise InputError("Somebody has chosen already; look at the text as it stands now.")
        if row.version != base:
            raise InputError("The text that stands has changed; look at both again.")
        aside.is_chosen = choice is Choice.OTHER
        aside.decided_by_id, aside.decided_at = by.person_id, now
        aside.save(update_fields=["is_chosen", "decided_by", "decided_at"])
        if choice is not Choice.STANDING:
            sent = _chosen(aside, desk, base, text if choice is Choice.THIRD else None)
            report_texts.keep(row, sent, stands=True, by=by, now=now)
        write.say(
            EventKind.REPORT_TEXT_CHOSEN,
            code,
            content=[row.text, row.status],
            place=place,
            version=row.version,
            aside=number,
            choice=choice,
        )


def _chosen(aside: ReportTextVersion, desk: Desk, base: int, third: str | None) -> Sent:
    spot = desk.place(aside.report_text.place)
    text = aside.text if third is None else report_texts.cleaned(third, spot)
    status = TextStatus(aside.status) if third is None else TextStatus.EDITED
    figures = desk.seen(text, spot)
    return Sent(text=text, status=status, figures=figures, note=aside.note, base=base)


def _waiting(row: ReportText) -> QuerySet[ReportTextVersion]:
    rows = row.versions.filter(outcome=VersionOutcome.ASIDE, is_chosen=None)
    return rows.select_related("by", "decided_by", "report_text").order_by("number")


def _version(row: ReportTextVersion, before: str) -> Version:
    figures = report_texts.figures_of(row.figures)
    return Version(
        number=row.number,
        text=row.text,
        status=TextStatus(row.status),
        note=row.note,
        figures=tuple(figures.items()),
        changes=text_changes.changes(before, row.text),
        is_aside=row.outcome == VersionOutcome.ASIDE,
        is_chosen=row.is_chosen,
        decided_by=row.decided_by.name if row.decided_by else "",
        by=row.by.name,
        at=row.at,
    )
