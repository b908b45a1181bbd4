"""Calibrations: a self-inspection held against the next published inspection of the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from corecase.actions import changes_since, door, own_inspections
from corecase.actions.headings import Heading, heading
from corecase.core.calibration import Calibration, calibrated
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed
from corecase.core.stages import PUBLISHED_STAGES
from corecase.store.cases.models import Inspection

if TYPE_CHECKING:
    from corecase.statistics.judged_sides import AsJudged

NONE_YET = "No later inspection of this service is published yet; come back when one is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The calibration, or in `fault` why there is none; `against` says with which inspection."""

    heading: Heading
    against: str
    found: Calibration | None
    fault: str


def page(code: str, *, by: Actor, now: datetime) -> Page:
    """How far, and in which direction, the service was out, by criterion.

    Against the next published inspection of the service, as its report froze it.
    """
    row = own_inspections.own(code, Deed.OWN_COMPARE, by=by)
    door.consulted("SCORES", "", inspection=row, by=by, now=now)
    against, found, fault = next_inspection(row), None, ""
    try:
        if against is None:
            raise InputError(NONE_YET)
        found = _calibrated(row, changes_since.published_side(against))
    except InputError as error:
        fault = str(error)
    return Page(
        heading=heading(row),
        against=against.programme.title if against else "",
        found=found,
        fault=fault,
    )


def next_inspection(row: Inspection) -> Inspection | None:
    """The first published inspection of the service that did not begin before its own work."""
    if row.fieldwork_starts_on is None:
        return None
    rows = Inspection.objects.select_related("programme", "service").filter(
        service_id__in=door.subject_of(row).service_ids,
        own_kind="",
        stage__in=PUBLISHED_STAGES,
        fieldwork_starts_on__gte=row.fieldwork_starts_on,
    )
    return rows.order_by("fieldwork_starts_on", "pk").first()


def _calibrated(row: Inspection, inspected: AsJudged) -> Calibration:
    # Statistics take a second to load, which other pages need not wait for.
    from corecase.pipelines.calibrate import on_criteria
    from corecase.statistics.before_after import before_after

    mine = changes_since.judged_now(row)
    same = on_criteria(inspected, tuple(row.own_criteria))
    return calibrated(before_after(same, mine))
