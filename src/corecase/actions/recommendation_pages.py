"""The pages of a report's recommendations: what is chosen, and what the figures propose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from corecase.actions import (
    door,
    drafts,
    editions,
    frameworks,
    report_recommendations,
    scores,
    scores_seen,
)
from corecase.core import scoring
from corecase.core.criteria import Item, Recommendation
from corecase.core.figures import Figure
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.core.recommendations import Proposal, figure_of, propose
from corecase.store.cases.models import Inspection, ReportRecommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A recommendation of the report, with the pooled figure of the items that carry it.

    `number` is that of its page, `printed` the number that the report gives it; `may_rise` and
    `may_sink` say whether another of its kind stands before or after it. `version` is what the
    next writer sends back.
    """

    number: int
    printed: int
    recommendation: Recommendation
    figure: Figure
    may_rise: bool
    may_sink: bool
    version: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The recommendations chosen, those that the figures propose, and the rest of the library.

    `is_chosen` is false while nobody chose; then the report prints the proposals as such.
    `frame` and `furthermore` are the words of the edition before either kind. `changed` are
    scores that are not those on which somebody chose.
    """

    code: str
    service: str
    synthetic: str
    chosen: tuple[Chosen, ...]
    is_chosen: bool
    proposed: tuple[Proposal, ...]
    others: tuple[Proposal, ...]
    frame: str
    furthermore: str
    changed: tuple[scores_seen.Changed, ...]
    version: str
    may_write: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One recommendation to be written, with the questions that could carry it.

    `chosen` is None for a new one. `is_open` says whether the draft takes it now.
    """

    code: str
    service: str
    synthetic: str
    chosen: Chosen | None
    items: tuple[Item, ...]
    is_open: bool


def page(code: str, *, by: Actor) -> Page:
    """The recommendations of a report, for those who read its draft."""
    inspection = drafts.readable(code, by=by)
    framework = frameworks.of(inspection)
    made = scoring.score(framework, scores.effective_judgements(inspection)[0])
    rows = report_recommendations.rows_of(inspection)
    edition = editions.parsed(inspection)
    taken = {row.ref for row in rows}
    left = [r for r in framework.recommendations if r.id not in taken]
    proposed = tuple(p for p in propose(framework, made) if p.recommendation in left)
    weak = [p.recommendation for p in proposed]
    return Page(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        chosen=tuple(_chosen(rows, made)),
        is_chosen=bool(rows) or report_recommendations.was_chosen(inspection),
        proposed=proposed,
        others=tuple(
            Proposal(recommendation=r, figure=figure_of(r, made)) for r in left if r not in weak
        ),
        frame=edition.text("recommendations.frame", **_known(inspection)),
        furthermore=edition.text("recommendations.furthermore", **_known(inspection)),
        changed=scores_seen.changed(inspection, report_recommendations.ROOM),
        version=report_recommendations.version_of(rows),
        may_write=may(by, Deed.DRAFT_WRITE, door.subject_of(inspection))
        and drafts.is_open(inspection),
    )


def opened(code: str, number: int | None = None, *, by: Actor) -> Opened:
    """A recommendation for those who write the draft, or the page of a new one without a number.

    Raises NotAllowedError where there is none of that number.
    """
    inspection = door.inspection(code, Deed.DRAFT_WRITE, by=by)
    drafts.check_begun(inspection)
    framework = frameworks.of(inspection)
    chosen = None
    if number is not None:
        made = scoring.score(framework, scores.effective_judgements(inspection)[0])
        rows = _chosen(report_recommendations.rows_of(inspection), made)
        chosen = next((one for one in rows if one.number == number), None)
        if chosen is None:
            raise NotAllowedError("There is no such recommendation.")
    return Opened(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        chosen=chosen,
        items=framework.items,
        is_open=drafts.is_open(inspection),
    )


def _chosen(rows: list[ReportRecommendation], made: scoring.Scores) -> Iterable[Chosen]:
    kinds = [bool(row.items) for row in rows]
    for place, row in enumerate(rows):
        recommendation = report_recommendations.recommendation_of(row)
        yield Chosen(
            number=row.pk,
            printed=place + 1,
            recommendation=recommendation,
            figure=figure_of(recommendation, made),
            may_rise=kinds[place] in kinds[:place],
            may_sink=kinds[place] in kinds[place + 1 :],
            version=str(row.version),
            by=row.by.name,
            at=row.at,
        )


def _known(inspection: Inspection) -> dict[str, str]:
    title = frameworks.of(inspection).title
    return {"service": inspection.service.name, "programme": title}
