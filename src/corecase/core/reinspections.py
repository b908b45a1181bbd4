"""Re-inspection: when it is suggested. A person decides."""

from corecase.core.frameworks import Framework
from corecase.core.scoring import Score, Scores


def suggested(framework: Framework, scores: Scores) -> tuple[Score, ...]:
    """The headlines that suggest inspecting again early: those in the lowest band.

    Only headlines that the framework lets suggest it count; a headline behind which nothing
    applies suggests nothing.
    """
    lowest = min(framework.bands, key=lambda band: band.from_percent, default=None)
    weigh = {headline.id for headline in framework.headlines if headline.suggests_reinspection}
    return tuple(s for s in scores.headlines if s.id in weigh and lowest and s.band == lowest)
