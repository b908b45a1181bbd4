"""The facts of a council report in, from YAML: published figures, the plan, the council's words."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import (
    ValidationError,
)

from corecase.core.claims import claim_in
from corecase.core.council_facts import (
    Claimed,
    Fieldwork,
    Meeting,
    Neighbour,
    Paper,
    PlanFacts,
    PublishedInspection,
    Recommended,
    paragraphs,
)
from corecase.core.errors import InputError
from corecase.core.heading_sets import Decision
from corecase.core.improvement import Action, Area
from corecase.core.periods import Period
from corecase.core.published_scores import PublishedContext, PublishedScore, Record, Source
from corecase.core.timescales import NO_TIMESCALE
from corecase.core.written_timescales import read_timescale
from corecase.exchange.council_fields import (
    AreaRow,
    ComparatorsRow,
    CouncilFactsFile,
    InspectionRow,
    PaperRow,
    PlanRow,
    WrittenRow,
    period,
)
from corecase.exchange.yaml_files import parse_file


def read(path: Path) -> tuple[PublishedInspection, PlanFacts, Paper]:
    """What is published, the plan and the council's own part, from one file.

    Raises ManyProblems with every fault, and InputError where the file cannot be read or its
    figures cannot stand together.
    """
    row = parse_file(path, CouncilFactsFile)
    return _inspection(row.inspection), _plan(row.plan), _paper(row.paper)


def written(content: Mapping[str, object]) -> tuple[PlanFacts, Paper]:
    """The plan and the council's part from what a site kept of them.

    Raises InputError where it holds what a file of facts cannot hold.
    """
    row = _row(content)
    return _plan(row.plan), _paper(row.paper)


def own_comparators(content: Mapping[str, object]) -> tuple[PublishedContext, ...]:
    """Lowest, average and highest that the council entered, with their source; empty for none.

    Raises InputError as `written` does, and where the three are not in that order.
    """
    given = _row(content).comparators
    if given is None:
        return ()
    source = Source(
        title=given.source,
        published=Period(first=given.as_at, last=given.as_at),
        standing=given.standing,
    )
    return tuple(_context(given, headline, source) for headline in given.headlines)


def _row(content: Mapping[str, object]) -> WrittenRow:
    try:
        return WrittenRow.model_validate(dict(content))
    except ValidationError as error:
        raise InputError(f"What was kept cannot be read: {error.error_count()} faults.") from error


def _inspection(row: InspectionRow) -> PublishedInspection:
    work = row.fieldwork
    return PublishedInspection(
        service=row.service,
        source=row.source,
        record=Record(scores=tuple(_scores(row)), contexts=tuple(_contexts(row))),
        as_at=row.as_at,
        team=row.team,
        council=row.council,
        inspectorate=row.inspectorate,
        programme=row.programme,
        framework=row.framework,
        inspected=row.inspected,
        published=period(row.published),
        is_reinspection=row.reinspection,
        n_cases=row.cases,
        fieldwork=Fieldwork(
            n_days=work.days,
            n_team=work.team,
            n_local_assessors=work.local_assessors,
            n_interviews=work.interviews,
            n_alerts=work.alerts,
            respondents=tuple((one.group, one.returned) for one in work.respondents),
        ),
        family=tuple(Neighbour(service=one.service, short=one.short) for one in row.family),
        strengths=tuple(row.strengths),
        areas=tuple(row.areas),
        recommendations=tuple(
            Recommended(text=one.text, owners=tuple(one.owners)) for one in row.recommendations
        ),
        none_of=frozenset(
            name
            for name in ("strengths", "areas", "recommendations")
            if name in row.model_fields_set and not getattr(row, name)
        ),
        synthetic=row.synthetic,
    )


def _scores(row: InspectionRow) -> Iterator[PublishedScore]:
    source = _source(row, row.standing)
    for headline, score in row.scores.items():
        yield PublishedScore(
            service=row.service,
            headline=headline,
            percent=score.percent,
            band=score.band,
            source=source,
            region=row.region,
            inspected=row.inspected,
            is_reinspection=row.reinspection,
            n_cases=row.cases,
        )
    if row.earlier:
        for headline, score in row.earlier.scores.items():
            yield PublishedScore(
                service=row.service,
                headline=headline,
                percent=score.percent,
                band=score.band,
                source=_source(row, row.earlier.standing),
                inspected=row.earlier.inspected,
            )
    for one in row.family:
        for headline, percent in one.scores.items():
            yield PublishedScore(
                service=one.service,
                headline=headline,
                percent=percent,
                source=source,
                n_cases=one.cases,
            )


def _contexts(row: InspectionRow) -> Iterator[PublishedContext]:
    given = row.comparators
    if given:
        source = _source(row, row.standing)
        yield from (_context(given, headline, source) for headline in given.headlines)


def _context(given: ComparatorsRow, headline: str, source: Source) -> PublishedContext:
    among = given.headlines[headline]
    return PublishedContext(
        headline=headline,
        source=source,
        scope=given.scope,
        scope_understood=given.scope_understood,
        n_services=given.services,
        lowest=among.lowest,
        average=among.average,
        highest=among.highest,
    )


def _source(row: InspectionRow, standing: str) -> Source:
    # Whoever compares as at a day had the figures by then.
    known = Period(first=row.as_at, last=row.as_at)
    return Source(title=row.source, published=known, standing=standing)


def _plan(row: PlanRow) -> PlanFacts:
    return PlanFacts(
        title=row.title,
        due=period(row.due),
        foci=tuple(row.foci),
        areas=tuple(_area(one, number) for number, one in enumerate(row.areas, start=1)),
    )


def _area(row: AreaRow, number: int) -> Area:
    return Area(
        id=str(number),
        wording=row.area,
        origin=row.origin,
        links=tuple(row.links),
        success=row.success,
        costs=row.costs,
        actions=tuple(
            Action(
                id=f"{number}.{place}",
                wording=one.action,
                owner=one.owner,
                timescale=read_timescale(one.timescale) if one.timescale else NO_TIMESCALE,
            )
            for place, one in enumerate(row.actions, start=1)
        ),
    )


def _paper(row: PaperRow) -> Paper:
    return Paper(
        meetings=tuple(Meeting(committee=m.committee, held_on=m.held_on) for m in row.meetings),
        decision=Decision(row.decision.upper()) if row.decision else None,
        decision_words=row.decision_words.strip(),
        progress_on=row.progress_on,
        claims=tuple(
            Claimed(claim=claim_in(one.claim), headline=one.headline, other=one.other)
            for one in row.claims
        ),
        assumed_cases=row.assumed_cases,
        entries={name: paragraphs(text) for name, text in row.entries.items() if text.strip()},
        fields={name: text.strip() for name, text in row.fields.items() if text.strip()},
        objectives=dict(row.objectives),
        sums={name: tuple(sums) for name, sums in row.sums.items()},
        years=tuple(row.years),
        papers=tuple(row.papers),
    )
