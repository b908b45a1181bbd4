"""The sample of the inspection before: which of its cases a later draw can leave alone."""

from dataclasses import dataclass

from corecase.core.coordination import former_of
from corecase.core.draw_records import from_record
from corecase.core.draw_terms import Former
from corecase.core.draws import shared_out
from corecase.core.frames import Frame
from corecase.store.cases.models import Inspection, SampledCase

BALANCED = "A draw that leaves cases alone cannot be balanced too; choose one of the two."


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoidable:
    """The cases assessed in the inspection before, and how many of them this list names.

    Cases are known by their references in the two case lists, and by nothing else.
    """

    code: str
    n_examined: int
    n_on_list: int

    @property
    def words(self) -> str:
        """What whoever draws has to know, in two sentences."""
        n = self.n_examined
        assessed = f"{n} case{'s were' if n != 1 else ' was'} assessed in the inspection before."
        if not self.n_on_list:
            return (
                f"{assessed} No reference of theirs is on this case list: either those orders "
                "have ended, or the service gives other references now. Ask it before you draw, "
                "because a case under another reference cannot be left alone."
            )
        has = "is" if self.n_on_list == 1 else "are"
        return (
            f"{assessed} {self.n_on_list} of them {has} on this case list under the same "
            "reference. A case that is listed under another reference cannot be known again."
        )


def of(row: Inspection) -> Former | None:
    """The earlier draw with the cases that were assessed; None where none is held here.

    A case that was replaced was not assessed; its reserve was. Raises InputError where the
    record of the earlier draw was changed.
    """
    before = row.previous
    made = before and before.draws.filter(withdrawn_at__isnull=True).first()
    if not made:
        return None
    examined = SampledCase.objects.filter(draw=made, standing="SAMPLE")
    return former_of(from_record(made.record), tuple(examined.values_list("ref", flat=True)))


def avoidable(row: Inspection, former: Former, case_ids: frozenset[str]) -> Avoidable:
    """How many of the cases examined before are among these."""
    return Avoidable(
        code=row.previous.code if row.previous else "",
        n_examined=len(former.examined),
        n_on_list=len(case_ids.intersection(former.examined)),
    )


def not_avoided(
    frame: Frame, former: Former, *, n: int, strata: tuple[str, ...], minimum: int
) -> int:
    """How many cases of a sample would be assessed a second time, because a stratum is exhausted.

    Raises InputError as a draw of these does.
    """
    before = frozenset(former.examined)
    return sum(
        max(0, group.n_drawn - sum(case not in before for case in group.cases))
        for group in shared_out(frame, n=n, strata=strata, minimum=minimum)
    )
