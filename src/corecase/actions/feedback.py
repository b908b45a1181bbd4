"""Feedback: the provisional sheet of the meeting at the end of fieldwork, and the list of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from corecase.actions import access, case_feedback, door, frameworks, scores
from corecase.actions.case_feedback import CaseSheet
from corecase.core import scoring
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.figures import Figure
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.documents import formats, provisional_feedback
from corecase.store.cases.models import CaseFeedback, FeedbackMeeting, Inspection, SampledCase

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFigure:
    """A figure as it stood when the sheet was written: its count, base and band."""

    label: str
    figure: Figure
    band: str
    n_cases: int | None = None

    @property
    def printed(self) -> str:
        """The percentage, on fewer than 5 cases the count."""
        return self.figure.printed_on(self.n_cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The provisional feedback of one meeting; `given_at` is when the service could read it.

    `attendance` are roles, one a line. `figures` is empty where the lead left them out, and
    `figures_notice` says how complete the judgements behind them were.
    """

    number: int
    code: str
    service: str
    synthetic: str
    held_on: date
    attendance: str
    strengths: str
    areas: str
    figures: tuple[PrintedFigure, ...]
    figures_notice: str
    by: str
    at: datetime
    given_at: datetime | None

    @property
    def version(self) -> str:
        """What its next writer sends back, so that nothing is written over unread."""
        return self.at.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The inspection that a sheet is about."""

    code: str
    service: str
    synthetic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The feedback of an inspection that somebody may read: given ones only for the service.

    `unwritten` are the cases without a sheet, for the lead alone.
    """

    code: str
    service: str
    synthetic: str
    may_write: bool
    meetings: tuple[Sheet, ...]
    cases: tuple[CaseSheet, ...]
    unwritten: tuple[str, ...]


def sheets(code: str, *, by: Actor, now: datetime) -> Sheets:
    """Every sheet of an inspection: the lead reads all, the service what was given to it."""
    inspection = door.inspection(code, Deed.FEEDBACK_READ, by=by)
    writes = case_feedback.may_write_on(inspection, by)
    meetings = FeedbackMeeting.objects.filter(inspection=inspection).select_related("by")
    cases = CaseFeedback.objects.filter(case__inspection=inspection).select_related("by", "case")
    if not writes:
        meetings = meetings.filter(given_at__isnull=False)
        cases = cases.filter(given_at__isnull=False)
    listed = tuple(
        case_feedback.sheet_of(row, inspection) for row in cases.order_by("case__position")
    )
    if listed:
        refs = [row.ref for row in listed]
        door.consulted("CASE_FEEDBACK", *refs, inspection=inspection, by=by, now=now)
    return Sheets(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        may_write=writes,
        meetings=tuple(_sheet(row, inspection) for row in meetings),
        cases=listed,
        unwritten=_unwritten(inspection) if writes else (),
    )


def writable(code: str, *, by: Actor) -> Heading:
    """Whose feedback is about to be written; NotAllowedError for all but the lead."""
    inspection = door.inspection(code, Deed.FEEDBACK_WRITE, by=by)
    return Heading(code=code, service=inspection.service.name, synthetic=inspection.synthetic)


def may_write(code: str, *, by: Actor) -> bool:
    """Whether somebody who reads feedback also writes it."""
    return case_feedback.may_write_on(door.inspection(code, Deed.FEEDBACK_READ, by=by), by)


def meeting(code: str, number: int, *, by: Actor) -> Sheet:
    """One sheet; NotAllowedError where it is not there, or not given to the service yet."""
    inspection = door.inspection(code, Deed.FEEDBACK_READ, by=by)
    return _sheet(_meeting(inspection, number, by), inspection)


def in_word(code: str, number: int, *, by: Actor) -> bytes:
    """The sheet as a Word file, marked provisional on every page."""
    sheet = meeting(code, number, by=by)
    document = provisional_feedback.build(
        service=sheet.service,
        synthetic=sheet.synthetic,
        held_on=sheet.held_on,
        attendance=tuple(sheet.attendance.splitlines()),
        strengths=tuple(sheet.strengths.splitlines()),
        areas=tuple(sheet.areas.splitlines()),
        figures=tuple((f.label, f.figure, f.printed, f.band) for f in sheet.figures),
        figures_notice=sheet.figures_notice,
    )
    return formats.render(document, ["docx"])["docx"]


def write_meeting(
    code: str,
    *,
    number: int | None = None,
    held_on: date,
    attendance: str,
    strengths: str,
    areas: str,
    with_figures: bool,
    seen: str = "",
    by: Actor,
    now: datetime,
) -> int:
    """Writes a new sheet, or one not yet given anew, and returns its number.

    With figures, the running scores of this moment are kept in it. `seen` is the version of the
    sheet that its writer read, empty for a new one. Raises InputError for a sheet that was
    given, which stays as it was read, for one that somebody else wrote meanwhile, for one
    without a word of feedback, and for figures where the writer still marks second.
    """
    if not strengths.strip() and not areas.strip():
        raise InputError("Write at least one strength or one area to look at.")
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.FEEDBACK_WRITE, by=by, lock=True)
        row = FeedbackMeeting(inspection=inspection)
        if number is not None:
            row = _not_given(_meeting(inspection, number, by))
            case_feedback.check_seen(row, seen)
        if with_figures:
            access.check_not_blind(inspection, by=by)
        row.held_on, row.attendance = held_on, attendance.strip()
        row.strengths, row.areas = strengths.strip(), areas.strip()
        row.figures = _kept_figures(inspection) if with_figures else {}
        row.by_id, row.at = by.person_id, now
        row.save()
        write.say(
            EventKind.FEEDBACK_WRITTEN,
            inspection.code,
            meeting=row.pk,
            content=[row.strengths, row.areas, row.attendance, row.figures],
        )
    return row.pk


def give_meeting(code: str, number: int, *, by: Actor, now: datetime) -> None:
    """Lets the service's liaison read the sheet; from then on it cannot be changed."""
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.FEEDBACK_WRITE, by=by, lock=True)
        row = _not_given(_meeting(inspection, number, by))
        row.given_at = now
        row.save(update_fields=["given_at"])
        write.say(EventKind.FEEDBACK_SHARED, inspection.code, meeting=row.pk)


def _unwritten(inspection: Inspection) -> tuple[str, ...]:
    rows = SampledCase.objects.filter(inspection=inspection, standing="SAMPLE", feedback=None)
    return tuple(rows.values_list("ref", flat=True))


def _meeting(inspection: Inspection, number: int, by: Actor) -> FeedbackMeeting:
    rows = FeedbackMeeting.objects.filter(inspection=inspection, pk=number)
    row = rows.select_related("by").first()
    if row is None or (row.given_at is None and not case_feedback.may_write_on(inspection, by)):
        raise NotAllowedError("There is no such sheet.")
    return row


def _not_given(row: FeedbackMeeting) -> FeedbackMeeting:
    case_feedback.check_not_given(row.given_at)
    return row


def _kept_figures(inspection: Inspection) -> dict[str, object]:
    framework = frameworks.of(inspection)
    judgements, cases = scores.effective_judgements(inspection)
    made = scoring.score(framework, judgements)
    rows = [
        [s.label, s.figure.count, s.figure.out_of, s.band.label if s.band else "", s.n_cases]
        for s in (*made.headlines, *made.criteria)
    ]
    return {"notice": scores.notice(framework, judgements, cases), "rows": rows}


def _sheet(row: FeedbackMeeting, inspection: Inspection) -> Sheet:
    kept: Mapping[str, object] = row.figures
    rows = kept.get("rows")
    return Sheet(
        number=row.pk,
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        held_on=row.held_on,
        attendance=row.attendance,
        strengths=row.strengths,
        areas=row.areas,
        figures=tuple(
            PrintedFigure(
                label=label,
                figure=Figure(count=count, out_of=out_of),
                band=band,
                # Sheets that were written before the cases were counted keep none.
                n_cases=n_cases[0] if n_cases else None,
            )
            for label, count, out_of, band, *n_cases in (rows if isinstance(rows, list) else [])
        ),
        figures_notice=str(kept.get("notice", "")),
        by=row.by.name,
        at=row.at,
        given_at=row.given_at,
    )
