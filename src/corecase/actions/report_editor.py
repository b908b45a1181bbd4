"""The editor's page: a text as it stands, what it says, and the figures that it may say."""

from dataclasses import dataclass
from datetime import datetime

from corecase.actions import (
    door,
    drafts,
    quotations,
    report_desk,
    report_figures,
    report_texts,
)
from corecase.actions.report_desk import Desk, Heading
from corecase.actions.report_figures import Group, Sayable
from corecase.core.drafting import TextStatus
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import marked
from corecase.core.people import Actor
from corecase.core.quotations import Quotation
from corecase.core.report_places import Place
from corecase.core.sentences import Piece
from corecase.store.cases.models import Inspection, ReportText
from corecase.store.cases.models import Quotation as Taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A text that is open to be written. `version` goes back with what is saved, 0 at first.

    `changes` are figures as its writer saw them and as they are; `free_numbers` what it says
    that matches no figure and no evidence record, `unknown_terms` what nothing explains; `by` is
    empty where nobody has saved yet. `quotations` are those of the criterion; of all of them
    where the place has none.
    """

    heading: Heading
    place: Place
    text: str
    note: str
    version: int
    status: TextStatus | None
    by: str
    at: datetime | None
    pieces: tuple[Piece, ...]
    changes: tuple[tuple[str, Figure, Figure], ...]
    free_numbers: tuple[str, ...]
    unknown_terms: tuple[str, ...]
    own: tuple[Sayable, ...]
    groups: tuple[Group, ...]
    quotations: tuple[Quotation, ...]
    is_aside: bool


def opened(code: str, place: str, *, by: Actor, now: datetime) -> Opened:
    """A text of the report, for somebody who may write in it now.

    The cases whose words are offered as quotations are logged as consulted. Raises InputError
    while the draft is closed.
    """
    inspection = drafts.writable(code, by=by, lock=False)
    desk = report_desk.of(inspection)
    spot = desk.place(place)
    rows = ReportText.objects.filter(inspection=inspection, place=place).select_related("by")
    row = rows.first()
    text = _text(desk, spot, row)
    offered = tuple(q for q in desk.quotations if spot.criterion in ("", q.criterion))
    _consulted(inspection, offered, by=by, now=now)
    return Opened(
        heading=report_desk.heading(inspection, by=by),
        place=spot,
        text=text,
        note=row.note if row else "",
        version=row.version if row else 0,
        status=TextStatus(row.status) if row else None,
        by=row.by.name if row else "",
        at=row.at if row else None,
        pieces=desk.pieces(text),
        changes=_changes(desk, row),
        free_numbers=desk.free_numbers(text) if row else (),
        unknown_terms=desk.unknown_terms(text) if row else (),
        own=report_figures.of_text(desk, text),
        groups=report_figures.around(desk, spot),
        quotations=offered,
        is_aside=place in report_texts.undecided(inspection),
    )


def shown(code: str, text: str, *, by: Actor) -> tuple[Piece, ...]:
    """A marked text in pieces, to be looked at before it is saved; empty where it cannot be."""
    inspection = drafts.writable(code, by=by, lock=False)
    try:
        return report_desk.of(inspection).pieces(text)
    except InputError:
        return ()


def _consulted(
    inspection: Inspection, offered: tuple[Quotation, ...], *, by: Actor, now: datetime
) -> None:
    if not offered:
        return
    rows = Taken.objects.filter(inspection=inspection).select_related("note__assessment__case")
    names = {quotation.id for quotation in offered}
    refs = {row.note.assessment.case.ref for row in rows if quotations.ref(row) in names}
    door.consulted("QUOTATIONS", *sorted(refs), inspection=inspection, by=by, now=now)


def _text(desk: Desk, spot: Place, row: ReportText | None) -> str:
    """What was kept, else the draft of today; a draft that nobody touched follows the data."""
    drafted = desk.draft_of(spot.name)
    if row is not None and (row.status != TextStatus.DRAFTED or drafted is None):
        return row.text
    return marked(drafted) if drafted else ""


def _changes(desk: Desk, row: ReportText | None) -> tuple[tuple[str, Figure, Figure], ...]:
    if row is None or row.status in (TextStatus.DRAFTED, TextStatus.DROPPED):
        return ()
    changed = report_texts.changed_since(row, desk)
    return tuple((key, was, now) for key, (was, now) in changed.items())
