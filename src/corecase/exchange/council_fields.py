"""The fields of a file with the facts of a council report."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from corecase.core.claims import claim_in
from corecase.core.errors import InputError
from corecase.core.periods import Period, written_period

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Percent = Annotated[int, Field(ge=0, le=100, strict=True)]
Number = Annotated[int, Field(ge=0, strict=True)]
Impact = Literal["positive", "neutral", "negative"]
Standing = Literal["verified", "attributed", "unverified", "invented"]


def period(written: str | date | None) -> Period | None:
    """The period that is written, None where nothing is; ValueError for no day, month or year."""
    if written is None or written == "":
        return None
    if isinstance(written, date):
        return Period(first=written, last=written)
    found = written_period(written)
    if found is None:
        raise ValueError(f"is a day, a month or a year such as 2012-05-23; not {written!r}")
    return found


class Row(BaseModel):
    """A part of the file; a field that it does not have is refused."""

    model_config = ConfigDict(extra="forbid")


class ScoreRow(Row):
    """One headline as it is printed: its percentage, its band, or both."""

    percent: Percent | None = None
    band: str = ""


class ContextRow(Row):
    """A headline among other services, in whole percent; leave out what is not printed."""

    lowest: Percent | None = None
    highest: Percent | None = None
    average: Percent | None = None


class ComparatorsRow(Row):
    """What the source prints of other services."""

    scope: Words
    scope_understood: str = ""
    services: Annotated[int, Field(ge=1, strict=True)] | None = None
    headlines: dict[str, ContextRow]


class NeighbourRow(Row):
    """A service of the family with its scores in whole percent."""

    service: Words
    short: str = ""
    cases: Annotated[int, Field(ge=1, strict=True)] | None = None
    scores: dict[str, Percent]


class EarlierRow(Row):
    """The scores of the inspection before this one."""

    inspected: Words
    standing: Standing = "unverified"
    scores: dict[str, ScoreRow]


class RecommendationRow(Row):
    """A recommendation with whoever carries it, by role."""

    text: Words
    owners: list[Words] = Field(default_factory=list)


class GroupRow(Row):
    """How many of a group answered a questionnaire."""

    group: Words
    returned: Number


class FieldworkRow(Row):
    """How the inspection was done, as far as it is published."""

    days: Number | None = None
    team: Number | None = None
    local_assessors: Number | None = None
    interviews: Number | None = None
    alerts: Number | None = None
    respondents: list[GroupRow] = Field(default_factory=list)


class InspectionRow(Row):
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
    scores: dict[str, ScoreRow] = Field(
        default_factory=dict, description="By the identifier of the headline."
    )
    earlier: EarlierRow | None = None
    comparators: ComparatorsRow | None = None
    family: list[NeighbourRow] = Field(default_factory=list)
    fieldwork: FieldworkRow = Field(default_factory=FieldworkRow)
    strengths: list[Words] = Field(
        default_factory=list, description="An empty list says that there are none."
    )
    areas: list[Words] = Field(
        default_factory=list, description="An empty list says that there are none."
    )
    recommendations: list[RecommendationRow] = Field(
        default_factory=list, description="An empty list says that there are none."
    )
    synthetic: str = ""

    @field_validator("published")
    @classmethod
    def _published(cls, value: str | date | None) -> str | date | None:
        period(value)
        return value


class ActionRow(Row):
    """An action of the improvement plan."""

    action: Words
    owner: str = ""
    timescale: str = ""


class AreaRow(Row):
    """An area of the improvement plan with its actions."""

    area: Words
    origin: Literal["inspectorate", "own"] = Field(
        default="inspectorate",
        description="Whose area it is: of a recommendation, or the service's own.",
    )
    links: list[Words] = Field(default_factory=list)
    actions: list[ActionRow]
    success: str = ""
    costs: str = ""


class PlanRow(Row):
    """The improvement plan as the report tells of it."""

    title: str = ""
    due: str | date | None = Field(
        default=None,
        description="A day, a month or a year; without it the framework counts from publication.",
    )
    foci: list[Words] = Field(default_factory=list)
    areas: list[AreaRow] = Field(default_factory=list)

    @field_validator("due")
    @classmethod
    def _due(cls, value: str | date | None) -> str | date | None:
        period(value)
        return value


class ClaimRow(Row):
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


class MeetingRow(Row):
    """A committee and the day on which it meets."""

    committee: Words
    held_on: date | None = Field(default=None, alias="date")


class PaperRow(Row):
    """What the council alone knows. What is left out stands as a marked blank."""

    meetings: list[MeetingRow] = Field(default_factory=list)
    decision: Literal["note", "approve", "acknowledge"] | None = None
    decision_words: str = Field(default="", description="In place of the set's own words.")
    progress_on: date | None = None
    claims: list[ClaimRow] = Field(default_factory=list)
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


class CouncilFactsFile(Row):
    """The file of a council report's facts."""

    inspection: InspectionRow
    plan: PlanRow = Field(default_factory=PlanRow)
    paper: PaperRow = Field(default_factory=PaperRow)


class OwnComparatorsRow(ComparatorsRow):
    """What the council found elsewhere: in which source, as at which day, how well known."""

    source: Words
    standing: Standing
    as_at: date


class WrittenRow(Row):
    """What a site keeps of a report: the council's part, the plan, comparators that it found."""

    paper: PaperRow
    plan: PlanRow = Field(default_factory=PlanRow)
    comparators: OwnComparatorsRow | None = None
