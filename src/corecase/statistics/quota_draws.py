"""Draws by a table of quotas: controlled rounding for the table, lowest numbers in each cell."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from corecase.core.draw_terms import QUOTAS
from corecase.core.draws import Draw, Stratum, by_number, check_seed, hash_stream
from corecase.core.frames import Frame
from corecase.statistics.quotas import MissedMargin, missed_margins, quotas

STREAM: Final = "quotas"


def quota_draw(
    frame: Frame,
    *,
    n: int,
    attributes: Iterable[str],
    seed: str,
    software: str,
    previous_sha256: str = "",
) -> Draw:
    """A sample of `n` cases by quotas: each combination of values is a stratum of its own.

    In each the lowest permanent random numbers are the sample and the others the reserves.
    Raises InputError where the seed does not name the frame, and where no table is found.
    """
    check_seed(seed, frame)
    table = quotas(frame, attributes, n, hash_stream(seed, STREAM))
    by_values: dict[tuple[str, ...], list[str]] = {}
    for case_id, values in frame.values(table.attributes).items():
        by_values.setdefault(values, []).append(case_id)
    groups = (
        Stratum(values=values, n_drawn=table.cells[values], cases=tuple(cases))
        for values, cases in sorted(by_values.items())
    )
    return Draw(
        frame_sha256=frame.sha256,
        seed=seed,
        software=software,
        n=n,
        strata=table.attributes,
        minimum=0,
        groups=tuple(replace(group, cases=by_number(seed, group.cases)) for group in groups),
        previous_sha256=previous_sha256,
        method=QUOTAS,
    )


def missed_in(drawn: Draw) -> tuple[MissedMargin, ...]:
    """The pairs of values that could not be kept when the table of a draw was made."""
    return missed_margins(
        drawn.strata,
        {
            group.values: Fraction(drawn.n * len(group.cases), drawn.n_population)
            for group in drawn.groups
        },
        {group.values: group.n_drawn for group in drawn.groups},
    )
