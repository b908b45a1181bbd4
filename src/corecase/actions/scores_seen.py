"""Scores as somebody saw them, so that words that rest on them are looked at again."""

from dataclasses import dataclass

from corecase.actions import frameworks, scores
from corecase.core import scoring
from corecase.core.figures import Figure
from corecase.core.scoring import Score
from corecase.store.cases.models import Inspection, ScoresSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A score that is another by now: as it was seen, and as it is."""

    label: str
    was: Figure
    now: Figure


def keep(inspection: Inspection, topic: str) -> None:
    """Keeps the scores of today: somebody wrote, or looked at, a topic of the report."""
    ScoresSeen.objects.update_or_create(
        inspection=inspection, topic=topic, defaults={"figures": _stored(inspection)}
    )


def keep_first(inspection: Inspection, topic: str) -> None:
    """Keeps them only where nobody saw any: whoever adds one thing has not looked at the rest."""
    if not ScoresSeen.objects.filter(inspection=inspection, topic=topic).exists():
        keep(inspection, topic)


def changed(inspection: Inspection, topic: str) -> tuple[Changed, ...]:
    """The scores that are not what was seen with a topic; none before somebody looked."""
    row = ScoresSeen.objects.filter(inspection=inspection, topic=topic).first()
    if row is None:
        return ()
    seen = {name: Figure(count=count, out_of=base) for name, (count, base) in row.figures.items()}
    return tuple(
        Changed(label=one.label, was=seen[one.id], now=one.figure)
        for one in _of(inspection)
        if one.id in seen and seen[one.id] != one.figure
    )


def _of(inspection: Inspection) -> tuple[Score, ...]:
    judgements, _ = scores.effective_judgements(inspection)
    return scoring.score(frameworks.of(inspection), judgements).all


def _stored(inspection: Inspection) -> dict[str, list[int]]:
    return {one.id: [one.figure.count, one.figure.out_of] for one in _of(inspection)}
