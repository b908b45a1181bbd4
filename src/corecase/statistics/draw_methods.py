"""Every method of drawing: the words for it, and how a recorded draw is made again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from corecase.core import draws
from corecase.core.coordination import AFTER, AVOIDING, repeat_coordinated
from corecase.core.draw_terms import CUBE, QUOTAS
from corecase.core.draws import Draw, Repeat
from corecase.core.frames import Frame
from corecase.core.quarterly_draws import QUARTERLY, repeat_quarterly
from corecase.statistics.balanced_draws import repeat_balanced

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


def _repeat_quotas(drawn: Draw, frame: Frame) -> Draw:
    # Here and not above, so that a site that never draws by quotas does not load the solver.
    from corecase.statistics.quota_draws import repeat_quotas

    return repeat_quotas(drawn, frame)


REPEATS: Final[Mapping[str, Repeat]] = MappingProxyType(
    {
        **draws.REPEATS,
        CUBE: repeat_balanced,
        AFTER: repeat_coordinated,
        AVOIDING: repeat_coordinated,
        QUOTAS: _repeat_quotas,
        QUARTERLY: repeat_quarterly,
    }
)


def replay(drawn: Draw, frame: Frame) -> tuple[str, ...]:
    """What differs when a draw of any method is repeated, in sentences; empty when it agrees."""
    return draws.replay(drawn, frame, REPEATS)
