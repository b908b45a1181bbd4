"""Every method of drawing: the words for it, the draw itself, and a recorded draw made again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypedDict

from corecase.core import draws
from corecase.core.coordination import AFTER, AVOIDING, coordinated_draw
from corecase.core.draw_terms import CUBE, QUOTAS, Terms
from corecase.core.draws import Draw
from corecase.core.errors import InputError
from corecase.core.frames import Frame
from corecase.core.quarterly_draws import QUARTERLY, repeat_quarterly
from corecase.statistics.balanced_draws import balanced_draw

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        draws.METHOD: "in proportion, by permanent random numbers",
        CUBE: "balanced on several attributes at once, by the cube method",
        QUOTAS: "by a table of quotas, with permanent random numbers in each cell",
        AFTER: "after an earlier draw, by its permanent random numbers",
        QUARTERLY: "a case of every case manager, passing over those audited lately",
        AVOIDING: "keeping away from an earlier draw, by new permanent random numbers",
    }
)
"""How each method is said. A method once used stays here, so that its draws can be repeated."""


def draw(
    frame: Frame, terms: Terms, *, seed: str, software: str, previous_sha256: str = ""
) -> Draw:
    """A sample drawn by the method of the terms. Raises InputError as that method does.

    Only a record can lack a balance or an earlier draw: whoever draws was asked for it.
    """
    made = _Made(n=terms.n, seed=seed, software=software, previous_sha256=previous_sha256)
    spread = _Spread(strata=terms.strata, minimum=terms.minimum)
    if terms.method == QUOTAS:
        # Here and not above, so that a site that never draws by quotas does not load the solver.
        from corecase.statistics.quota_draws import quota_draw

        return quota_draw(frame, attributes=terms.strata, **made)
    if terms.method == CUBE:
        if not terms.balance:
            raise InputError("The record does not say what the sample was balanced on.")
        return balanced_draw(frame, attributes=terms.balance, **spread, **made)
    if terms.method in (AFTER, AVOIDING):
        if terms.former is None:
            raise InputError("The record does not say which earlier draw it keeps away from.")
        return coordinated_draw(frame, former=terms.former, method=terms.method, **spread, **made)
    return draws.draw(frame, **spread, **made)


def repeat(drawn: Draw, frame: Frame) -> Draw:
    """The draw made again from its record. Raises InputError where the record lacks something."""
    if drawn.method == QUARTERLY:
        return repeat_quarterly(drawn, frame)
    return draw(
        frame,
        Terms(
            method=drawn.method,
            n=drawn.n,
            strata=drawn.strata,
            minimum=drawn.minimum,
            balance=drawn.balance.attributes if drawn.balance else (),
            former=drawn.former,
        ),
        seed=drawn.seed,
        software=drawn.software,
        previous_sha256=drawn.previous_sha256,
    )


def replay(drawn: Draw, frame: Frame) -> tuple[str, ...]:
    """What differs when a draw of any method is repeated, in sentences; empty when it agrees."""
    return draws.replay(drawn, frame, dict.fromkeys(WORDS, repeat))


class _Made(TypedDict):
    """What every method takes."""

    n: int
    seed: str
    software: str
    previous_sha256: str


class _Spread(TypedDict):
    """What every method takes but that of quotas, whose strata are its table."""

    strata: tuple[str, ...]
    minimum: int
