"""What the service was told would change after its comments, and still says the same."""

from datetime import date
from typing import Final

from corecase.actions import factual_accuracy, factual_rounds
from corecase.core import factual_accuracy as rules
from corecase.core.errors import InputError
from corecase.core.reports import CommentOutcome
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import FactualComment, FactualRound, Inspection

_TO_CHANGE: Final = (CommentOutcome.ACCEPTED, CommentOutcome.PARTLY)


def obstacles(inspection: Inspection, today: date) -> list[Obstacle]:
    """Each paragraph of the last round that was to change after a comment and did not.

    A comment on the whole report is not compared. None where the report cannot be built: that
    is an obstacle of its own.
    """
    last = FactualRound.objects.filter(inspection=inspection)[:1]
    rows = FactualComment.objects.filter(factual_round__in=last, outcome__in=_TO_CHANGE)
    rows = rows.exclude(place=rules.WHOLE).select_related("factual_round")
    to_change = {row.place: row.factual_round for row in rows}
    if not to_change:
        return []
    given = next(iter(to_change.values()))
    frozen = factual_rounds.paragraphs_of(given)
    try:
        live = rules.aligned(frozen, factual_accuracy.live(inspection, today))
    except InputError:
        return []
    return [
        _obstacle(number, given)
        for number, paragraph in enumerate(frozen, start=1)
        if paragraph.place in to_change and live[paragraph.place] == paragraph.text
    ]


def _obstacle(paragraph: int, given: FactualRound) -> Obstacle:
    # What is closed is not answered again: then the service has to see it once more.
    way = "give the service another round" if given.closed_at else "answer the comment again"
    text = f"Paragraph {paragraph} was to change after a comment and says the same; change it, "
    return Obstacle(text=f"{text}or {way}.", room="facts_comments", place=str(given.number))
