"""What changed since the inspection before: worked out from what either inspection holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corecase.actions import drawn_samples, frameworks, funnels, report_particulars, scores
from corecase.core.before_after import AsPrinted, Changes
from corecase.core.errors import InputError
from corecase.core.periods import written_period
from corecase.core.published_scores import PublishedScore, Source
from corecase.exchange import crosswalks, inspection_folders
from corecase.pipelines.read import read_folder
from corecase.store.cases.models import EarlierFigures, Inspection, Programme, ReportVersion

if TYPE_CHECKING:
    from corecase.core.crosswalks import Crosswalk
    from corecase.statistics.before_after import Side
    from corecase.statistics.judged_sides import AsJudged
    from corecase.statistics.shrinkage import Shrunk

NONE_BEFORE = (
    "No inspection before this one is linked, and no figures of one are entered. Link it on the "
    "overview, or enter what was published of it."
)
NOT_PUBLISHED = "The inspection before this one is not published; nothing is compared before it is."


def of(row: Inspection, today: date) -> Changes:
    """The changes since the inspection before. No permission is asked here.

    Raises InputError where there is none before, none of it is published, nothing is judged, or
    two frameworks have no crosswalk; the message says what to do.
    """
    # Here and not above: only what compares waits for scipy.
    from corecase.statistics.before_after import before_after

    before = _before(row)
    after = judged_now(row)
    return before_after(
        before,
        after,
        framework=after.framework,
        crosswalk=_crosswalk(row),
        others=_others(row.programme, today),
    )


def for_report(row: Inspection, today: date) -> Changes | None:
    """The same for a report: None where nothing can be compared, which the page explains."""
    if row.previous is None and not EarlierFigures.objects.filter(inspection=row).exists():
        return None
    try:
        return of(row, today)
    except InputError:
        return None


def published_side(row: Inspection) -> AsJudged:
    """An inspection as its newest published version froze it; InputError where none is."""
    found = published_folder(row)
    if found is None:
        raise InputError(NOT_PUBLISHED)
    return _judged(*found)


def published_folder(row: Inspection) -> tuple[int, str] | None:
    """The newest published version of an inspection and the hash of its folder; None for none."""
    found = ReportVersion.objects.filter(
        inspection=row, published_at__isnull=False, withdrawn_at__isnull=True
    ).order_by("-number")
    return found.values_list("pk", "rendering__sha256").first()


def _before(row: Inspection) -> Side:
    if row.previous is not None:
        found = published_folder(row.previous)
        if found is None:
            raise InputError(NOT_PUBLISHED)
        return _judged(*found)
    figures = EarlierFigures.objects.filter(inspection=row).first()
    if figures is None:
        raise InputError(NONE_BEFORE)
    return _printed(row, figures)


@lru_cache(maxsize=8)
def _judged(version: int, named: str) -> AsJudged:
    """A published version read back from its frozen folder, which never changes.

    Raises InputError where the folder is not the one whose hash was kept.
    """
    from corecase.pipelines.judged_folders import as_judged

    rows = ReportVersion.objects.values_list("rendering__folder", flat=True)
    content = bytes(rows.get(pk=version))
    if sha256(content).hexdigest() != named:
        raise InputError("The folder of the inspection before is not the one that was signed.")
    with TemporaryDirectory(prefix="corecase-") as made:
        inspection_folders.unzipped(content, Path(made))
        return as_judged(read_folder(Path(made)))


def judged_now(row: Inspection) -> AsJudged:
    """An inspection as it is judged today; InputError where nothing of it is judged yet."""
    from corecase.statistics.judged_sides import AsJudged

    judgements, cases = scores.effective_judgements(row)
    if not any(judgements):
        raise InputError("Nothing of this inspection is judged yet.")
    return AsJudged(
        framework=frameworks.of(row),
        judgements=judgements,
        cases=cases,
        drawn=drawn_samples.of(row),
        when=report_particulars.fieldwork(row, report_particulars.of(row)),
    )


def _printed(row: Inspection, figures: EarlierFigures) -> AsPrinted:
    period = written_period(figures.published)
    if period is None:
        raise InputError("Enter again when the figures of the inspection before were published.")
    source = Source(title=figures.source, published=period, standing=figures.standing)
    return AsPrinted(
        scores={
            headline: PublishedScore(
                service=row.service.name,
                headline=headline,
                percent=percent,
                source=source,
                inspected=figures.inspected,
            )
            for headline, percent in figures.percents.items()
        }
    )


def _crosswalk(row: Inspection) -> Crosswalk | None:
    if not hasattr(row, "crosswalk"):
        return None
    return crosswalks.from_content(bytes(row.crosswalk.content), row.crosswalk.name)


def _others(programme: Programme, today: date) -> Mapping[str, Shrunk]:
    """All first scores by headline, shrunk together; those of too few services are left out."""
    from corecase.statistics.before_after import FEWEST_OTHERS
    from corecase.statistics.shrinkage import shrink

    found = funnels.first_scores(programme, today)
    return {
        headline: shrink([share for share, _ in scored], [error for _, error in scored])
        for headline, scored in found.items()
        if len(scored) >= FEWEST_OTHERS
    }
