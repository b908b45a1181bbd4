"""The page of a re-inspection beside the inspection before, and what a person adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone

from corecase.actions import changes_since, door, drafts, frameworks, improvement_since
from corecase.actions.headings import Heading, heading
from corecase.actions.improvement_since import AreaSince
from corecase.core.before_after import Changes
from corecase.core.crosswalks import check, edition_of
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, may
from corecase.core.periods import written_period
from corecase.core.published_scores import STANDINGS
from corecase.exchange import crosswalks
from corecase.store.cases.models import EarlierFigures, Inspection, KeptCrosswalk

if TYPE_CHECKING:
    from corecase.documents.plots import IntervalChart


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The crosswalk of an inspection: its file, who gave it and when."""

    name: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was published of the inspection before: percentages by headline, with their source.

    Raises InputError without a source, a day, a month or a year of it, a standing, or any figure.
    """

    source: str
    published: str
    standing: str
    percents: Mapping[str, int]
    inspected: str = ""

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise InputError("Say where the figures are printed.", field="source")
        if written_period(self.published) is None:
            raise InputError(
                "Enter when that was published: a day, a month or a year, such as January 2011.",
                field="published",
            )
        if self.standing not in STANDINGS:
            raise InputError("Choose how well the figures are known.", field="standing")
        if not self.percents:
            raise InputError("Enter the percentage of at least one headline.")
        if not all(0 <= percent <= 100 for percent in self.percents.values()):
            raise InputError("Enter percentages from 0 to 100.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The comparison, or in `fault` why there is none.

    `previous` is the code of the inspection before, empty where none is held here, and `words`
    what is said of it. `needs_crosswalk` says that its framework is another; `figures` are those
    entered of an inspection that is not held here. `is_preview` holds until publication.
    `planned` are the areas of the improvement plan that answered the inspection before.
    """

    heading: Heading
    previous: str
    words: str
    changes: Changes | None
    chart: IntervalChart | None
    fault: str
    needs_crosswalk: bool
    crosswalk: Kept | None
    figures: Figures | None
    headlines: tuple[tuple[str, str], ...]
    planned: tuple[AreaSince, ...]
    is_preview: bool
    may_write: bool
    may_read_plan: bool


def page(code: str, *, by: Actor, now: datetime) -> Page:
    """The comparison for those who read the draft; that the scores were seen is logged."""
    row = drafts.readable(code, by=by)
    door.consulted("SCORES", "", inspection=row, by=by, now=now)
    changes, fault = None, ""
    try:
        changes = changes_since.of(row, timezone.localdate(now))
    except InputError as error:
        fault = str(error)
    return Page(
        heading=heading(row),
        previous=row.previous.code if row.previous else "",
        words=row.previous_words,
        changes=changes,
        chart=_chart(row, changes),
        fault=fault,
        needs_crosswalk=_needs_crosswalk(row),
        crosswalk=_kept(row),
        figures=figures_of(row),
        headlines=tuple((one.id, one.title) for one in frameworks.of(row).headlines),
        planned=improvement_since.of(row.previous) if row.previous else (),
        is_preview=changes_since.published_folder(row) is None,
        may_write=may(by, Deed.DRAFT_WRITE, door.subject_of(row)),
        may_read_plan=bool(
            row.previous and may(by, Deed.IMPROVEMENT_READ, door.subject_of(row.previous))
        ),
    )


def picture(code: str, *, narrow: bool = False, by: Actor, now: datetime) -> bytes:
    """The changes with their intervals as an SVG; `narrow` for a small screen.

    Raises InputError where there is none.
    """
    from corecase.documents import strict_svg

    found = page(code, by=by, now=now)
    if found.chart is None:
        raise InputError(found.fault or "No change has an interval, so there is nothing to draw.")
    return strict_svg.svg(found.chart, narrow=narrow)


def keep_crosswalk(code: str, name: str, content: bytes, *, by: Actor, now: datetime) -> None:
    """Keeps the file that says what the two inspections have in common, in place of another.

    Raises ManyProblems where it does not fit their frameworks, and InputError where none is
    needed or the draft is closed; in each case nothing changes.
    """
    with door.writing(by=by, now=now) as write:
        row = drafts.writable(code, by=by)
        if row.previous is None or not _needs_crosswalk(row):
            raise InputError("Both inspections ask the same questions, so no crosswalk is needed.")
        check(
            crosswalks.from_content(content, name),
            frameworks.of(row.previous),
            frameworks.of(row),
        )
        digest = sha256(content).hexdigest()
        KeptCrosswalk.objects.update_or_create(
            inspection=row,
            defaults={
                "name": name[:120],
                "content": content,
                "sha256": digest,
                "by_id": by.person_id,
                "at": now,
            },
        )
        write.say(EventKind.CROSSWALK_KEPT, code, sha256=digest)


def write_figures(code: str, figures: Figures, *, by: Actor, now: datetime) -> None:
    """Keeps what was published of an inspection before that is not held here.

    Raises InputError where it is held here, and for a headline that this inspection lacks.
    """
    with door.writing(by=by, now=now) as write:
        row = drafts.writable(code, by=by)
        if row.previous is not None:
            raise InputError("The inspection before is held here; its own figures are compared.")
        known = {one.id for one in frameworks.of(row).headlines}
        for headline in (one for one in figures.percents if one not in known):
            raise InputError(f"{headline!r} is no headline of this inspection; leave it out.")
        content = {
            "inspected": figures.inspected,
            "source": figures.source,
            "published": figures.published,
            "standing": figures.standing,
            "percents": dict(figures.percents),
        }
        EarlierFigures.objects.update_or_create(
            inspection=row, defaults={**content, "by_id": by.person_id, "at": now}
        )
        write.say(EventKind.EARLIER_FIGURES_WRITTEN, code, content=content)


def check_may_write(code: str, *, by: Actor) -> None:
    """Raises NotAllowedError for whoever does not write the draft."""
    door.inspection(code, Deed.DRAFT_WRITE, by=by)


def figures_of(row: Inspection) -> Figures | None:
    """The figures entered of the inspection before; None where nobody entered any."""
    found = EarlierFigures.objects.filter(inspection=row).first()
    if found is None:
        return None
    return Figures(
        source=found.source,
        published=found.published,
        standing=found.standing,
        percents=found.percents,
        inspected=found.inspected,
    )


def _needs_crosswalk(row: Inspection) -> bool:
    if row.previous is None:
        return False
    return edition_of(frameworks.of(row.previous)) != edition_of(frameworks.of(row))


def _kept(row: Inspection) -> Kept | None:
    found = KeptCrosswalk.objects.filter(inspection=row).select_related("by").first()
    return Kept(name=found.name, by=found.by.name, at=found.at) if found else None


def _chart(row: Inspection, changes: Changes | None) -> IntervalChart | None:
    from corecase.documents.before_after import chart_of, has_chart

    if changes is None or not has_chart(changes):
        return None
    return chart_of(changes, service=row.service.name)
