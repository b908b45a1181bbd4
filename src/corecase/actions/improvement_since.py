"""What came of the improvement plan after an inspection, for the page of the next one."""

from dataclasses import dataclass

from corecase.actions import improvement_desk, improvement_progress
from corecase.actions.improvement_progress import Audit
from corecase.core.improvement import Area
from corecase.store.cases.models import Inspection


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSince:
    """An area of the improvement plan: how far its actions are, and what was read again."""

    area: Area
    audits: tuple[Audit, ...]

    @property
    def n_completed(self) -> int:
        """How many of its actions are completed."""
        return sum(action.is_completed for action in self.area.actions)


def of(inspection: Inspection) -> tuple[AreaSince, ...]:
    """Each area as it stands now; none where there is no improvement plan.

    No permission is asked here: it is for those who inspect the service again, to whose
    inspectorate it was submitted.
    """
    row = improvement_desk.whole().filter(inspection=inspection).first()
    if row is None:
        return ()
    audits = improvement_progress.audits_by_action(row)
    return tuple(
        AreaSince(
            area=area,
            audits=tuple(one for action in area.actions for one in audits[action.id]),
        )
        for area in improvement_desk.value_of(row).areas
    )
