"""How a caseload is kept: a case a row, with the reason of each that is not drawn from."""

from collections.abc import Iterable

from corecase.actions.caseloads import STARTED, current
from corecase.core.caseloads import Eligibility, EligibilityWindow
from corecase.exchange.caseloads import CaseloadReading
from corecase.store.cases.models import Caseload, CaseloadRow


def keep(
    caseload: Caseload,
    reading: CaseloadReading,
    parted: Eligibility,
    *,
    window: EligibilityWindow,
    notice: str,
) -> None:
    """Makes a list the current caseload: its cases become rows, and the one before gives way.

    `parted` are its cases by the window. Cases outside it and rows in quarantine are kept with
    their reasons.
    """
    _put_away(current(caseload.inspection))
    caseload.listed, caseload.is_current = None, True
    caseload.frame_sha256 = parted.frame.sha256
    caseload.window = _window_record(window)
    caseload.notices = [notice] if notice else []
    caseload.save()
    CaseloadRow.objects.bulk_create(_rows(caseload, reading, parted), batch_size=500)


def _put_away(before: Caseload | None) -> None:
    """Gives way to another caseload; the cases go unless a draw was made from them."""
    if before:
        before.is_current = False
        before.save(update_fields=["is_current"])
        if not before.draws.exists():
            before.rows.all().delete()


def _rows(
    caseload: Caseload, reading: CaseloadReading, parted: Eligibility
) -> Iterable[CaseloadRow]:
    reasons = {one.case_id: one.reason for one in parted.excluded}
    for case in reading.cases:
        started = {STARTED: case.order_started_on.isoformat()} if case.order_started_on else {}
        yield CaseloadRow(
            caseload=caseload,
            ref=case.id,
            attributes={**started, **case.attributes},
            excluded=reasons.get(case.id, ""),
        )
    for waits in reading.quarantined:
        yield CaseloadRow(
            caseload=caseload, ref=waits.case_id, row=waits.number, quarantined=waits.reason
        )


def _window_record(window: EligibilityWindow) -> dict[str, str]:
    days = {
        "first_start": window.first_start,
        "last_start": window.last_start,
        "custody_first_start": window.custody_first_start,
    }
    return {name: day.isoformat() for name, day in days.items() if day}
