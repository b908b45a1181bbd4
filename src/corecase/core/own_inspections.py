"""Self-inspection: a service runs the tools of an inspection on itself, marked as its own."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.vocabularies import Vocabulary

NOTICE: Final = "Self-inspection: the service’s own judgements, not the inspectorate’s."
"""What stands on every page and in every file of a self-inspection."""


class OwnKind(Vocabulary):
    """What a service does to look at its own work."""

    MINI_INSPECTION = "MINI_INSPECTION"
    THEMATIC_REVIEW = "THEMATIC_REVIEW"
    QUARTERLY_AUDIT = "QUARTERLY_AUDIT"

    @property
    def words(self) -> str:
        """As people read it: `"mini-inspection"`."""
        return self.value.lower().replace("_", "-" if self is OwnKind.MINI_INSPECTION else " ")


def check_criteria(kind: OwnKind, chosen: Iterable[str], framework: Framework) -> tuple[str, ...]:
    """The criteria that are looked at, in the order of the framework; none for all of them.

    Raises InputError for a thematic review of no criterion and for one the framework lacks.
    """
    wanted = set(chosen)
    known = [one.id for one in framework.criteria]
    if unknown := sorted(wanted - set(known)):
        raise InputError(
            f"The framework has no criterion {unknown[0]}; choose from its list.", field="criteria"
        )
    if kind is OwnKind.THEMATIC_REVIEW and not wanted:
        raise InputError("Choose the criteria that the review is about.", field="criteria")
    return tuple(one for one in known if one in wanted)


def narrowed(framework: Framework, criteria: Iterable[str]) -> Framework:
    """The framework with these criteria alone; whole where none is given.

    An item whose gate asks about an item elsewhere brings that item and its criterion along.
    Headlines pool items across all criteria, so that none is left: a part of one would be taken
    for the whole.
    """
    chosen = set(criteria)
    if not chosen:
        return framework
    by_id = {item.id: item for item in framework.items}
    kept = {item.id for item in framework.items if item.criterion in chosen}
    ahead = list(kept)
    while ahead:
        gate = by_id[ahead.pop()].gate
        if gate and gate.item not in kept:
            kept.add(gate.item)
            ahead.append(gate.item)
    shown = {by_id[item_id].criterion for item_id in kept} | chosen
    left = tuple(one for one in framework.criteria if one.id in shown)
    return replace(
        framework,
        sections=tuple(s for s in framework.sections if s.id in {one.section for one in left}),
        criteria=left,
        items=tuple(
            replace(
                item,
                headlines=(),
                also_reported_in=tuple(c for c in item.also_reported_in if c in shown),
            )
            for item in framework.items
            if item.id in kept
        ),
        headlines=(),
        recommendations=tuple(
            replace(one, items=tuple(i for i in one.items if i in kept))
            for one in framework.recommendations
            if kept.intersection(one.items)
        ),
    )
