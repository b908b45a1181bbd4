"""Council reports: what a heading set needs, what is missing, what to look at before a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corecase.core.council_facts import Paper, PlanFacts, PublishedInspection
from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.heading_sets import COLUMNS, Content, Decision, HeadingSet, Piece
from corecase.core.improvement import due_on
from corecase.core.improvement_steps import Step, StepKind, submitted_on
from corecase.core.periods import day_in_words
from corecase.core.published_scores import PublishedContext, PublishedScore


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilReport:
    """All that one report is made of."""

    headings: HeadingSet
    inspection: PublishedInspection
    plan: PlanFacts
    paper: Paper
    framework: Framework

    def score(self, headline: str) -> PublishedScore | None:
        """The service's headline at its latest inspection; None where none, or sources differ."""
        return self.score_of(self.inspection.service, headline)

    def score_of(self, service: str, headline: str) -> PublishedScore | None:
        """A headline of any service of the record."""
        told = self.inspection.record.latest(service, headline)
        return told.score if told else None

    def context(self, headline: str) -> PublishedContext | None:
        """The printed comparators of a headline; None where none, or sources differ."""
        found = self.inspection.record.context(headline)
        return found[0] if len(found) == 1 else None

    @property
    def decision(self) -> Decision:
        """The decision asked for: the council's own choice, or the set's usual one."""
        return self.paper.decision or self.headings.asks

    @property
    def plan_due_on(self) -> date | None:
        """The last day for the improvement plan: as told, or as the framework counts it."""
        if self.plan.due:
            return self.plan.due.last
        return due_on(self.inspection.published_on, self.framework.improvement_plan_weeks)


def missing(report: CouncilReport) -> tuple[str, ...]:
    """The figures that the set needs and the facts lack, each once and in words."""
    found: dict[str, None] = {}
    for piece in report.headings.pieces():
        found |= dict.fromkeys(_missing(report, piece))
    return tuple(found)


def _missing(report: CouncilReport, piece: Piece) -> Iterator[str]:
    inspection = report.inspection
    lists = {
        Content.STRENGTHS: ("strengths", inspection.strengths),
        Content.AREAS: ("areas for improvement", inspection.areas),
        Content.RECOMMENDATIONS: ("recommendations", inspection.recommendations),
    }
    if piece.kind in lists:
        name, given = lists[piece.kind]
        if not given and piece.kind.value.lower() not in inspection.none_of:
            yield f"the {name} of the inspection"
    for headline in report.framework.headlines:
        if piece.kind is Content.COMPARATORS:
            yield from _missing_row(report, piece, headline.id, headline.title)
        own = report.score(headline.id)
        if piece.kind is Content.SCORES and own is None:
            yield f"the {headline.title} score of {inspection.service}, or its band"
        if piece.kind is Content.OUTCOME and band_of(report, headline.id) is None:
            yield f"the {headline.title} band of {inspection.service}"


def _missing_row(report: CouncilReport, piece: Piece, headline: str, label: str) -> Iterator[str]:
    scope = "among the services compared with"
    context = report.context(headline)
    for column in [name for name in COLUMNS[:3] if name in piece.columns]:
        if context is None or getattr(context, column) is None:
            yield f"the {column} score for {label} {scope}"
    services = [report.inspection.service] if "own" in piece.columns else []
    if "family" in piece.columns:
        if not report.inspection.family:
            yield "a service of the family to compare with"
        services += [one.service for one in report.inspection.family]
    for service in services:
        score = report.score_of(service, headline)
        if score is None or score.percent is None:
            yield f"the {label} score of {service}, as a percentage"


def band_of(report: CouncilReport, headline: str) -> str | None:
    """The band of the service's headline: as printed, or by the framework's rule; None if unknown.

    A printed whole percentage at the edge of two bands does not settle which, and is left.
    """
    score = report.score(headline)
    if score is None:
        return None
    if score.band or score.percent is None:
        return score.band
    edges = {band.from_percent for band in report.framework.bands}
    if score.percent in edges and report.framework.band_on == "exact":
        # 74.6 prints as 75 and lies below it: only the report itself can say.
        return None
    below = [band for band in report.framework.bands if band.from_percent <= score.percent]
    return max(below, key=lambda band: band.from_percent).id if below else None


def remarks(report: CouncilReport) -> tuple[str, ...]:
    """What to look at before the meeting, each in a sentence; empty where nothing is."""
    return tuple(_remarks(report))


def _remarks(report: CouncilReport) -> Iterator[str]:
    meeting, due = report.paper.first_meeting, report.plan_due_on
    if meeting is None:
        yield "No committee has a date yet; enter one, so that the plan's day is checked."
    elif due is None:
        yield (
            "When the improvement plan falls due is not known, because the day of publication "
            "is not; enter either."
        )
    elif due < meeting:
        yield _due_first(due, meeting, submitted_on(report.plan.steps))
    if unanswered := _unanswered(report):
        noun = "recommendation" if len(unanswered) == 1 else "recommendations"
        yield (
            f"No action of the improvement plan answers {noun} {', '.join(unanswered)} yet; see to "
            "that, or say in the report when it will be answered."
        )
    published = report.inspection.published
    if meeting and published and meeting < published.first:
        yield (
            f"The committee meets on {day_in_words(meeting)}, before the inspection's report is "
            "published; until then its results are not to be shown."
        )
    compared = report.inspection.record.contexts or report.inspection.family
    if meeting and compared and report.inspection.as_at > meeting:
        yield (
            f"The comparison is as at {day_in_words(report.inspection.as_at)}, after the meeting "
            "for which it is written; correct one of the two."
        )


def _unanswered(report: CouncilReport) -> list[str]:
    """The recommendations for which a plan that lives has no action; none where none is told."""
    answered = {name for area in report.plan.areas if area.actions for name in area.recommendations}
    return [one.id for one in report.plan.recommendations if one.id not in answered]


def _due_first(due: date, meeting: date, submitted: date | None) -> str:
    """What to do about an improvement plan that falls due before the committee meets."""
    days = (
        f"The improvement plan falls due on {day_in_words(due)}, before the committee meets on "
        f"{day_in_words(meeting)}"
    )
    if submitted is None:
        return f"{days}: have it approved by other means before that day, and say so in the report."
    return (
        f"{days}, and was submitted on {day_in_words(submitted)}: say in the report who approved "
        "it before that."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Minute:
    """What a committee decided: as minuted, and when progress is to be reported to it."""

    decision: Decision
    committee: str
    decided_on: date
    progress_on: date
    words: str = ""

    def __post_init__(self) -> None:
        if not self.committee.strip():
            raise InputError("Name the committee that decided.", field="committee")
        if self.progress_on <= self.decided_on:
            raise InputError(
                "Progress is reported after the decision; choose a later day.",
                field="progress_on",
            )

    def is_overdue(self, today: date, reported_on: date | None = None) -> bool:
        """Whether progress should have been reported by now and was not."""
        return reported_on is None and self.progress_on < today


def cabinet_step(decision: Decision, committee: str, on: date) -> Step:
    """What a decision is as a step of the improvement plan: approved, or else noted, that day."""
    is_approval = decision is Decision.APPROVE
    kind = StepKind.CABINET_APPROVED if is_approval else StepKind.CABINET_NOTED
    return Step(kind=kind, on=on, body=committee)
