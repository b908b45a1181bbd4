"""The facts of a council report in, from YAML: published figures, the plan, the council's words."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
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
from corecase.core.periods import Period, written_period
from corecase.core.published_scores import PublishedContext, PublishedScore, Record, Source
from corecase.core.timescales import NO_TIMESCALE
from corecase.core.written_timescales import read_timescale
from corecase.exchange.yaml_files import parse_file

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Percent = Annotated[int, Field(ge=0, le=100, strict=True)]
Number = Annotated[int, Field(ge=0, strict=True)]
Impact = Literal["positive", "neutral", "negative"]
Standing = Literal["verified", "attributed", "unverified", "invented"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Score(_Row):
    """One headline as it is printed: its percentage, its band, or both."""

    percent: Percent | None = None
    band: str = ""


class _Context(_Row):
    """A headline among other services, in whole percent; leave out what is not printed."""

    lowest: Percent | None = None
    highest: Percent | None = None
    average: Percent | None = None


class _Comparators(_Row):
    """What the source prints of other services."""

    scope: Words
    scope_understood: str = ""
    services: Annotated[int, Field(ge=1, strict=True)] | None = None
    headlines: dict[str, _Context]


class _Neighbour(_Row):
    """A service of the family with its scores in whole percent."""

    service: Words
    short: str = ""
    cases: Annotated[int, Field(ge=1, strict=True)] | None = None
    scores: dict[str, Percent]


class _Earlier(_Row):
    """The scores of the inspection before this one."""

    inspected: Words
    standing: Standing = "unverified"
    scores: dict[str, _Score]


class _Recommendation(_Row):
    """A recommendation with whoever carries it, by role."""

    text: Words
    owners: list[Words] = Field(default_factory=list)


class _Group(_Row):
    """How many of a group answered a questionnaire."""

    group: Words
    returned: Number


class _Fieldwork(_Row):
    """How the inspection was done, as far as it is published."""

    days: Number | None = None
    team: Number | None = None
    local_assessors: Number | None = None
    interviews: Number | None = None
    alerts: Number | None = None
    respondents: list[_Group] = Field(default_factory=list)


class _Inspection(_Row):
    """What is published of the inspection. Figures are entered as they are printed."""

    service: Words
    source: Words = Field(description="Where all of it is printed; stands in the report.")
    standing: Standing = "unverified"
    team: str = ""
    council: str = ""
    inspectorate: str = ""
    programme: str = ""
    framework: str = "cci-2009"
    region: str = Field(default="", description="Needed for claims about a region.")
    inspected: str = ""
    published: str | date | None = None
    as_at: date = Field(description="The day as which services are compared.")
    reinspection: bool = False
    cases: Annotated[int, Field(ge=1, strict=True)] | None = None
    scores: dict[str, _Score] = Field(
        default_factory=dict, description="By the identifier of the headline."
    )
    earlier: _Earlier | None = None
    comparators: _Comparators | None = None
    family: list[_Neighbour] = Field(default_factory=list)
    fieldwork: _Fieldwork = Field(default_factory=_Fieldwork)
    strengths: list[Words] = Field(default_factory=list)
    areas: list[Words] = Field(default_factory=list)
    recommendations: list[_Recommendation] = Field(default_factory=list)
    synthetic: str = ""

    @field_validator("published")
    @classmethod
    def _published(cls, value: str | date | None) -> str | date | None:
        _period(value)
        return value


class _Action(_Row):
    """An action of the improvement plan."""

    action: Words
    owner: str = ""
    timescale: str = ""


class _Area(_Row):
    """An area of the improvement plan with its actions."""

    area: Words
    origin: Literal["inspectorate", "own"] = Field(
        default="inspectorate",
        description="Whose area it is: of a recommendation, or the service's own.",
    )
    links: list[Words] = Field(default_factory=list)
    actions: list[_Action]
    success: str = ""
    costs: str = ""


class _Plan(_Row):
    """The improvement plan as the report tells of it."""

    title: str = ""
    due: str | date | None = Field(
        default=None,
        description="A day, a month or a year; without it the framework counts from publication.",
    )
    foci: list[Words] = Field(default_factory=list)
    areas: list[_Area] = Field(default_factory=list)

    @field_validator("due")
    @classmethod
    def _due(cls, value: str | date | None) -> str | date | None:
        _period(value)
        return value


class _Claim(_Row):
    """A comparison that the council would make; the report says what the figures allow of it."""

    claim: Words
    headline: str = ""
    other: str = ""

    @field_validator("claim")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            claim_in(value)
        except InputError as error:
            raise ValueError(str(error)) from None
        return value


class _Meeting(_Row):
    """A committee and the day on which it meets."""

    committee: Words
    held_on: date | None = Field(default=None, alias="date")


class _Paper(_Row):
    """What the council alone knows. What is left out stands as a marked blank."""

    meetings: list[_Meeting] = Field(default_factory=list)
    decision: Literal["note", "approve", "acknowledge"] | None = None
    decision_words: str = Field(default="", description="In place of the set's own words.")
    progress_on: date | None = None
    claims: list[_Claim] = Field(default_factory=list)
    assumed_cases: Annotated[int, Field(ge=1, strict=True)] | None = Field(
        default=None, description="Cases taken of each service that prints none; it is printed."
    )
    entries: dict[str, str] = Field(
        default_factory=dict,
        description="Texts by the names of the set. An empty line parts paragraphs; a line that "
        "begins with a dash is an entry of a list.",
    )
    fields: dict[str, str] = Field(
        default_factory=dict, description="Lines of the covering sheet, by the names of the set."
    )
    objectives: dict[str, Impact] = Field(
        default_factory=dict, description="By number, or by the words of the objective."
    )
    sums: dict[str, list[str]] = Field(
        default_factory=dict, description="By row of the table of money: a text for each year."
    )
    years: list[str] = Field(default_factory=list)
    papers: list[Words] = Field(default_factory=list)


class CouncilFactsFile(_Row):
    """The file of a council report's facts."""

    inspection: _Inspection
    plan: _Plan = Field(default_factory=_Plan)
    paper: _Paper = Field(default_factory=_Paper)


def read(path: Path) -> tuple[PublishedInspection, PlanFacts, Paper]:
    """What is published, the plan and the council's own part, from one file.

    Raises ManyProblems with every fault, and InputError where the file cannot be read or its
    figures cannot stand together.
    """
    row = parse_file(path, CouncilFactsFile)
    return _inspection(row.inspection), _plan(row.plan), _paper(row.paper)


class _Written(_Row):
    paper: _Paper
    plan: _Plan = Field(default_factory=_Plan)


def written(content: Mapping[str, object]) -> tuple[PlanFacts, Paper]:
    """The plan and the council's part from what a site kept of them.

    Raises InputError where it holds what a file of facts cannot hold.
    """
    try:
        row = _Written.model_validate(dict(content))
    except ValidationError as error:
        raise InputError(f"What was kept cannot be read: {error.error_count()} faults.") from error
    return _plan(row.plan), _paper(row.paper)


def _inspection(row: _Inspection) -> PublishedInspection:
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
        published=_period(row.published),
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
        synthetic=row.synthetic,
    )


def _scores(row: _Inspection) -> Iterator[PublishedScore]:
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


def _contexts(row: _Inspection) -> Iterator[PublishedContext]:
    given = row.comparators
    for headline, context in given.headlines.items() if given else ():
        assert given is not None  # noqa: S101 - tells the type checker
        yield PublishedContext(
            headline=headline,
            source=_source(row, row.standing),
            scope=given.scope,
            scope_understood=given.scope_understood,
            n_services=given.services,
            lowest=context.lowest,
            average=context.average,
            highest=context.highest,
        )


def _source(row: _Inspection, standing: str) -> Source:
    # Whoever compares as at a day had the figures by then.
    known = Period(first=row.as_at, last=row.as_at)
    return Source(title=row.source, published=known, standing=standing)


def _plan(row: _Plan) -> PlanFacts:
    return PlanFacts(
        title=row.title,
        due=_period(row.due),
        foci=tuple(row.foci),
        areas=tuple(_area(one, number) for number, one in enumerate(row.areas, start=1)),
    )


def _area(row: _Area, number: int) -> Area:
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


def _paper(row: _Paper) -> Paper:
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


def _period(written: str | date | None) -> Period | None:
    if written is None or written == "":
        return None
    if isinstance(written, date):
        return Period(first=written, last=written)
    found = written_period(written)
    if found is None:
        raise ValueError(f"is a day, a month or a year such as 2012-05-23; not {written!r}")
    return found
