"""Recommendations: proposed from the library where their items are weak."""

from dataclasses import dataclass

from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.figures import NOTHING, Figure
from corecase.core.frameworks import Framework
from corecase.core.scoring import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A recommendation of the library with the pooled figure of the items it is keyed to."""

    recommendation: Recommendation
    figure: Figure


def propose(framework: Framework, scores: Scores) -> tuple[Proposal, ...]:
    """The recommendations whose items, pooled, fall below the framework's share of a strength.

    In library order. Recommendations without items are never proposed from figures: a person
    adds them. Items that nothing applied to count for nothing.
    """
    proposals = (
        Proposal(
            recommendation=recommendation,
            figure=sum((scores.items[item] for item in recommendation.items), NOTHING),
        )
        for recommendation in framework.recommendations
        if recommendation.items
    )
    return tuple(
        p
        for p in proposals
        if p.figure.is_applicable and 100 * p.figure.share < framework.strength_from
    )


def choose(framework: Framework, ids: tuple[str, ...]) -> tuple[Recommendation, ...]:
    """The recommendations a person chose, in their order. Raises InputError on an unknown id."""
    library = {r.id: r for r in framework.recommendations}
    for wanted in ids:
        if wanted not in library:
            raise InputError(
                f"There is no recommendation {wanted!r} in {framework.id}; "
                f"it has {', '.join(library) or 'none'}."
            )
    return tuple(library[wanted] for wanted in ids)
