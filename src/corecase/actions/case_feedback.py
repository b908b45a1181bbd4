"""Case feedback: a short sheet for a case manager, given through the service. No scores."""

from dataclasses import dataclass
from datetime import datetime

from corecase.actions import door
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.store.cases.models import CaseFeedback, FeedbackMeeting, Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """What a case manager is told of one case: what was good, what to look at. No score."""

    code: str
    service: str
    synthetic: str
    ref: str
    good: str
    to_look_at: str
    by: str
    at: datetime
    given_at: datetime | None

    @property
    def version(self) -> str:
        """What its next writer sends back, so that nothing is written over unread."""
        return self.at.isoformat()


def case_sheet(code: str, ref: str, *, by: Actor, now: datetime) -> CaseSheet | None:
    """The sheet of one case; None where the lead has not begun it.

    The service reads it once it is given, and gets NotAllowedError before.
    """
    case = door.case(code, ref, Deed.FEEDBACK_READ, by=by)
    row = CaseFeedback.objects.filter(case=case).select_related("by", "case").first()
    if not may_write_on(case.inspection, by) and (row is None or row.given_at is None):
        raise NotAllowedError("There is no such sheet.")
    door.consulted("CASE_FEEDBACK", ref, inspection=case.inspection, by=by, now=now)
    return sheet_of(row, case.inspection) if row else None


def write_case_sheet(
    code: str, ref: str, *, good: str, to_look_at: str, seen: str = "", by: Actor, now: datetime
) -> None:
    """Writes or rewrites the sheet of a case until it is given.

    `seen` is the version that its writer read, empty where there was none. Raises InputError
    for an empty sheet, and for one that somebody else wrote meanwhile.
    """
    if not good.strip() and not to_look_at.strip():
        raise InputError("Write what was good or what to look at.")
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.FEEDBACK_WRITE, by=by, lock=True)
        case = door.case(code, ref, Deed.FEEDBACK_WRITE, by=by)
        row = CaseFeedback.objects.filter(case=case).first() or CaseFeedback(case=case)
        check_not_given(row.given_at)
        check_seen(row, seen)
        row.good, row.to_look_at = good.strip(), to_look_at.strip()
        row.by_id, row.at = by.person_id, now
        row.save()
        write.say(
            EventKind.FEEDBACK_WRITTEN,
            inspection.code,
            case=ref,
            content=[row.good, row.to_look_at],
        )


def give_case_sheet(code: str, ref: str, *, by: Actor, now: datetime) -> None:
    """Lets the service's liaison read the sheet and hand it on; then it cannot be changed."""
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.FEEDBACK_WRITE, by=by, lock=True)
        case = door.case(code, ref, Deed.FEEDBACK_WRITE, by=by)
        row = CaseFeedback.objects.filter(case=case).first()
        if row is None:
            raise InputError("Write the sheet before you give it.")
        check_not_given(row.given_at)
        row.given_at = now
        row.save(update_fields=["given_at"])
        write.say(EventKind.FEEDBACK_SHARED, inspection.code, case=ref)


def may_write_on(inspection: Inspection, by: Actor) -> bool:
    """Whether somebody who reads this inspection's feedback also writes it."""
    return may(by, Deed.FEEDBACK_WRITE, door.subject_of(inspection))


def check_not_given(given_at: datetime | None) -> None:
    """Raises InputError for a sheet that was given."""
    if given_at is not None:
        raise InputError("This sheet was given to the service and stays as it was read.")


def check_seen(row: CaseFeedback | FeedbackMeeting, seen: str) -> None:
    """Raises InputError where a sheet is not as its writer read it, whose text would be lost."""
    if seen != (row.at.isoformat() if row.pk else ""):
        raise InputError(
            "This sheet was written meanwhile: read below what stands in it now, take over what "
            "is to stay, and save again."
        )


def sheet_of(row: CaseFeedback, inspection: Inspection) -> CaseSheet:
    """The sheet of a case in a row that somebody has been let read."""
    return CaseSheet(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        ref=row.case.ref,
        good=row.good,
        to_look_at=row.to_look_at,
        by=row.by.name,
        at=row.at,
        given_at=row.given_at,
    )
