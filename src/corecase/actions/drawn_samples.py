"""What an inspection's sample was drawn from: numbers, and the cases that are missing."""

from collections import Counter

from corecase.actions import frameworks
from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample, StratumSize
from corecase.store.cases.models import Inspection, SampledCase


def of(inspection: Inspection) -> DrawnSample | None:
    """How many cases could be drawn, by strata, and which are missing; None without a draw.

    Reserves and replaced cases could be drawn too. Of a missing case only the attributes stand
    in it that a rule reads or that made strata. No permission is asked here.
    """
    # The strata alone: a record names every case of the caseload.
    draws = inspection.draws.filter(withdrawn_at__isnull=True)
    made = draws.values_list("pk", "record__strata").first()
    if made is None:
        return None
    pk, strata = made
    by = tuple(strata or ())
    rows = SampledCase.objects.filter(draw_id=pk).values_list("ref", "attributes", "standing")
    cases = list(rows.order_by("position", "id"))
    if not cases:
        return None
    sizes = Counter(tuple(held.get(name, "") for name in by) for _, held, _ in cases)
    kept = {*by, *frameworks.of(inspection).attributes_read()}
    return DrawnSample(
        n_population=len(cases),
        by=by,
        strata=tuple(
            StratumSize(values=values, n_population=n)
            for values, n in (sorted(sizes.items()) if by else ())
        ),
        missing=tuple(
            Case(id=ref, attributes={n: value for n, value in held.items() if n in kept})
            for ref, held, standing in cases
            if standing == "MISSING"
        ),
    )
