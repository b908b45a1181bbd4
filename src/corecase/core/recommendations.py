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
            figure=figure_of(recommendation, scores),
        )
        for recommendation in framework.recommendations
        if recommendation.items
    )
    return tuple(
        p
        for p in proposals
        if p.figure.is_applicable and 100 * p.figure.share < framework.strength_from
    )


def choose(
    framework: Framework, chosen: tuple[str | Recommendation, ...]
) -> tuple[Recommendation, ...]:
    """The recommendations a person chose, in their order: of the library by id, or whole ones.

    Raises InputError on an id that the library lacks.
    """
    library = {r.id: r for r in framework.recommendations}
    for wanted in chosen:
        if isinstance(wanted, str) and wanted not in library:
            raise InputError(
                f"There is no recommendation {wanted!r} in {framework.id}; "
                f"it has {', '.join(library) or 'none'}."
            )
    return tuple(library[one] if isinstance(one, str) else one for one in chosen)


def figure_of(recommendation: Recommendation, scores: Scores) -> Figure:
    """The pooled figure of the items it follows from; of no base where no item carries it.

    An item that the framework no longer has counts for nothing.
    """
    return sum((scores.items[i] for i in recommendation.items if i in scores.items), NOTHING)
