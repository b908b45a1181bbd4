"""The standard errors of published headlines, kept with the version as it was signed.

A signed version never changes, so they are worked out once and not each time a funnel is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from corecase.documents.inspection_report.parts import Report

if TYPE_CHECKING:
    from corecase.statistics.practice_errors import PracticeError

ERROR: Final = "error"
"""The entry of a kept score that the register does not print."""


def of_report(report: Report) -> dict[str, dict[str, object]]:
    """For each headline what is kept of its error; empty while no case is assessed."""
    # Here and not above: only who signs waits for scipy.
    from corecase.statistics.practice_errors import practice_errors

    found = practice_errors(
        report.framework, report.judgements, report.cases, report.inspection.drawn
    )
    return {
        headline: {
            "n_cases": one.n_cases,
            "standard_error": one.standard_error,
            "reason": one.reason,
        }
        for headline, one in found.items()
    }


def read(kept: Iterable[Mapping[str, Any]]) -> Mapping[str, PracticeError] | None:
    """The errors among kept scores; None for a version that was signed before they were kept."""
    from corecase.statistics.practice_errors import PracticeError

    scores = list(kept)
    if not scores or any(ERROR not in score for score in scores):
        return None
    return {
        score["score"]: PracticeError(**score[ERROR])
        for score in scores
        if score[ERROR] is not None
    }


def printed(kept: Mapping[str, Any]) -> dict[str, Any]:
    """A kept score as the register prints it."""
    return {name: value for name, value in kept.items() if name != ERROR}
