"""Obstacles: everything that has to be settled before a report is signed, and who wrote it.

Each topic of the report says what it still waits for; here it is brought together.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from corecase.actions import (
    completeness,
    corrections,
    drafts,
    editions,
    evidence_records,
    factual_accuracy,
    factual_changes,
    factual_comments,
    frameworks,
    practice_examples,
    quotations,
    report_findings,
    report_indicators,
    report_particulars,
    report_recommendations,
    report_texts,
    reports,
    respondents,
    scores,
    series,
)
from corecase.core.assessments import check_final
from corecase.core.errors import InputError
from corecase.core.sign_off import Obstacle
from corecase.store.cases.models import Inspection

_TOPICS: Final[tuple[Callable[[Inspection], Iterable[Obstacle]], ...]] = (
    report_findings.obstacles,
    report_texts.obstacles,
    evidence_records.obstacles,
    report_recommendations.obstacles,
    report_particulars.obstacles,
    report_indicators.obstacles,
    respondents.obstacles,
    quotations.obstacles,
    practice_examples.obstacles,
    factual_accuracy.obstacles,
)
_WRITERS: Final[tuple[Callable[[Inspection], Iterable[int]], ...]] = (
    report_texts.writers,
    evidence_records.writers,
    report_recommendations.writers,
    report_particulars.writers,
    report_indicators.writers,
    respondents.writers,
    quotations.writers,
    practice_examples.writers,
    factual_comments.writers,
    corrections.writers,
    editions.writers,
    series.writers,
)


def of(inspection: Inspection, today: date) -> tuple[Obstacle, ...]:
    """What stands in the way of signing today, topic by topic; empty where nothing does."""
    # Last what builds the whole report.
    found = (
        *of_topics(inspection),
        *factual_changes.obstacles(inspection, today),
        *reports.obstacles(inspection, today),
    )
    return tuple(dict.fromkeys(found))


def of_topics(inspection: Inspection) -> tuple[Obstacle, ...]:
    """The same but for what only building the whole report can tell."""
    found = [*_judgements(inspection), *_correction(inspection)]
    for obstacles in _TOPICS:
        found += obstacles(inspection)
    return tuple(dict.fromkeys(found))


def writers(inspection: Inspection) -> frozenset[int]:
    """Everybody who wrote in the report, by person: they neither sign nor release it."""
    return frozenset().union(*(who(inspection) for who in _WRITERS))


def _judgements(inspection: Inspection) -> list[Obstacle]:
    try:
        completeness.check_judged(inspection)
        check_final(frameworks.of(inspection), *scores.effective_judgements(inspection))
    except InputError as error:
        return [Obstacle(text=str(error), room="moderation")]
    return []


def _correction(inspection: Inspection) -> list[Obstacle]:
    correction = drafts.open_correction(inspection)
    if correction is None or correction.reason.strip():
        return []
    return [Obstacle(text="Say why the report is corrected: readers see it.", room="publication")]
