"""Re-audits: an item read again on new cases, after the actions that should move it."""

from dataclasses import dataclass
from datetime import date

from corecase.core.errors import InputError
from corecase.core.figures import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReAudit:
    """One item's figure before and after: sufficient judgements out of the cases it applied to.

    `target_percent` is what the improvement plan aims at, None where it says nothing. Either
    base is 1 or more, and the cases of the second are others than those of the first.
    """

    item: str
    baseline: Figure
    result: Figure
    audited_on: date
    target_percent: int | None = None

    def __post_init__(self) -> None:
        if not self.item.strip():
            raise InputError("Name the item that was read again.", field="item")
        for name, figure in (("baseline", self.baseline), ("result", self.result)):
            if not figure.is_applicable:
                raise InputError("Give the number of cases it applied to, 1 or more.", field=name)
        if self.target_percent is not None and not 0 <= self.target_percent <= 100:
            raise InputError("A target lies between 0% and 100%.", field="target_percent")
