"""Texts of the report: kept with every version, so that nothing somebody wrote is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from corecase.actions import door, drafts, editions, report_desk
from corecase.actions.report_desk import Desk
from corecase.core import report_places
from corecase.core.drafting import Part, TextStatus, VersionOutcome
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.figures import Figure
from corecase.core.findings import Kept, Status, marked
from corecase.core.people import Actor
from corecase.core.report_places import Place
from corecase.core.sentences import Kind
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import EvidenceRecord, Inspection, ReportText, ReportTextVersion

_STATUS: Mapping[str, Status] = {
    TextStatus.DRAFTED: "drafted",
    TextStatus.ACCEPTED: "accepted",
    TextStatus.EDITED: "edited",
    TextStatus.DROPPED: "dropped",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text as somebody sends it: marked text, and a remark that is not printed."""

    text: str
    note: str = ""


def kept(inspection: Inspection) -> tuple[Kept, ...]:
    """What people kept of the findings, for other actions."""
    rows = ReportText.objects.filter(inspection=inspection, part=Part.FINDING)
    refs = set(EvidenceRecord.objects.filter(inspection=inspection).values_list("ref", flat=True))
    return tuple(_kept(row, refs) for row in rows.order_by("id"))


def prose(inspection: Inspection, part: Part) -> dict[str, str]:
    """What people wrote of a part beside the findings, by place, for other actions.

    Places are `narrative`, `area`, `organisation` and `commentary/SECTION`; paragraphs stand
    apart by an empty line. Texts are marked; what nobody wrote is not there.
    """
    rows = ReportText.objects.filter(inspection=inspection, part=part).exclude(text="")
    return dict(rows.values_list("place", "text"))


def writers(inspection: Inspection) -> set[int]:
    """Everybody who wrote, accepted or chose a text."""
    rows = ReportTextVersion.objects.filter(report_text__inspection=inspection)
    decided = rows.filter(decided_by__isnull=False)
    people = (*rows.values_list("by", flat=True), *decided.values_list("decided_by", flat=True))
    return {int(person) for person in people}


def obstacles(inspection: Inspection) -> list[Obstacle]:
    """Texts that were kept aside, and what nobody has written yet."""
    desk = report_desk.of(inspection)
    rows = {row.place: row for row in ReportText.objects.filter(inspection=inspection)}
    found = []
    for place in undecided(inspection):
        title = desk.place(place).title
        text = f"{title}: two people wrote at once; choose which words stand."
        found.append(Obstacle(text=text, room="report_text_choose", place=place))
    for spot in report_places.proses(desk.framework, desk.edition.form):
        row = rows.get(spot.name)
        if row is None or not row.text:
            if report_places.is_needed(spot, desk.edition.form):
                text = f"{spot.title}: nothing is written yet."
                found.append(Obstacle(text=text, room="report_text", place=spot.name))
        elif changed_since(row, desk):
            text = f"{spot.title}: figures changed after it was written; look at it again."
            found.append(Obstacle(text=text, room="report_text", place=spot.name))
        elif unknown := desk.unknown_terms(row.text):
            text = f"{spot.title}: the glossary does not explain {', '.join(unknown)}."
            found.append(Obstacle(text=text, room="report_text", place=spot.name))
    return found


def undecided(inspection: Inspection) -> list[str]:
    """The places with a text that was kept aside and not decided on, each once."""
    rows = ReportTextVersion.objects.filter(
        report_text__inspection=inspection, outcome=VersionOutcome.ASIDE, is_chosen=None
    )
    return sorted(set(rows.values_list("report_text__place", flat=True)))


def changed_since(row: ReportText, desk: Desk) -> dict[str, tuple[Figure, Figure]]:
    """The figures of a text that are no longer what its writer saw: as seen, and of today."""
    seen, known = figures_of(row.figures), desk.book | desk.scores
    return {
        key: (figure, known[key])
        for key, figure in seen.items()
        if key in known and known[key] != figure
    }


def figures_of(stored: Mapping[str, list[int]]) -> dict[str, Figure]:
    """Figures as they are stored with a text, [count, base] by key."""
    return {key: Figure(count=count, out_of=base) for key, (count, base) in stored.items()}


def save(code: str, place: str, words: Words, *, base: int, by: Actor, now: datetime) -> bool:
    """Saves a text; True where it stands from now on.

    `base` is the version that its writer read, 0 for a place where nothing was kept. Where
    somebody saved meanwhile, False: the text is kept aside until a person chooses. Raises
    InputError for words that are untrue of their figures, for an empty finding and for a
    version that was never there.
    """
    with door.writing(by=by, now=now) as write:
        desk = report_desk.of(drafts.writable(code, by=by))
        editions.keep(desk.inspection)
        spot = desk.place(place)
        text = cleaned(words.text, spot)
        row = row_of(desk.inspection, spot)
        if base > row.version:
            raise InputError("This text is not as it was when you opened it; open it again.")
        sent = Sent(
            text=text,
            status=_status_of(text, spot, desk),
            figures=desk.seen(text, spot),
            note=words.note.strip(),
            base=base,
        )
        stands = base == row.version
        keep(row, sent, stands=stands, by=by, now=now)
        say_saved(write, row, sent, stands=stands)
    return stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A text that was checked, with the figures that its writer saw."""

    text: str
    status: TextStatus
    figures: Mapping[str, Figure]
    note: str
    base: int


def cleaned(text: str, spot: Place) -> str:
    """The text without the carriage returns of a browser; of a finding one paragraph.

    Raises InputError for a finding without a word.
    """
    lines = [line.rstrip() for line in text.strip().splitlines()]
    if spot.part is not Part.FINDING:
        return "\n".join(lines)
    if not any(lines):
        raise InputError(
            "Enter the words of the paragraph, or drop it on the criterion's page.", field="text"
        )
    return " ".join(line for line in lines if line)


def row_of(inspection: Inspection, spot: Place) -> ReportText:
    """The row of a place; a new one of version 0, not stored yet, where nothing was kept."""
    return ReportText.objects.filter(inspection=inspection, place=spot.name).first() or ReportText(
        inspection=inspection,
        part=spot.part,
        place=spot.name,
        criterion=spot.criterion,
        kind=spot.kind or "",
    )


def keep(row: ReportText, sent: Sent, *, stands: bool, by: Actor, now: datetime) -> None:
    """Adds a version to a text under a write, which stands or is kept aside."""
    figures = {key: [figure.count, figure.out_of] for key, figure in sent.figures.items()}
    stamp = {"by_id": by.person_id, "at": now}
    if stands:
        row.text, row.status, row.note, row.figures = sent.text, sent.status, sent.note, figures
        row.version, row.by_id, row.at = row.version + 1, by.person_id, now
        row.save()
    last = row.versions.order_by("-number").values_list("number", flat=True).first() or 0
    ReportTextVersion.objects.create(
        report_text=row,
        number=last + 1,
        base=sent.base,
        text=sent.text,
        status=sent.status,
        figures=figures,
        note=sent.note,
        outcome=VersionOutcome.TAKEN if stands else VersionOutcome.ASIDE,
        **stamp,
    )


def say_saved(write: door.Writing, row: ReportText, sent: Sent, *, stands: bool) -> None:
    """Says that a text was saved, with its place and whether it stands."""
    write.say(
        EventKind.REPORT_TEXT_SAVED,
        row.inspection.code,
        content=[sent.text, sent.status, sent.note],
        place=row.place,
        version=row.version,
        outcome=VersionOutcome.TAKEN if stands else VersionOutcome.ASIDE,
    )


def _status_of(text: str, spot: Place, desk: Desk) -> TextStatus:
    """Accepted where the words are those that are drafted today, else edited."""
    drafted = desk.draft_of(spot.name)
    return TextStatus.ACCEPTED if drafted and marked(drafted) == text else TextStatus.EDITED


def _kept(row: ReportText, refs: set[str]) -> Kept:
    evidence = row.place.rpartition("/")[2]
    kind: Kind = "strength" if row.kind == "strength" else "area"
    return Kept(
        id=row.place,
        criterion=row.criterion,
        kind=kind,
        text=row.text,
        status=_STATUS[row.status],
        figures=figures_of(row.figures),
        evidence=evidence if evidence in refs else "",
        note=row.note,
    )
