"""What a council report is made of: published facts, the plan, and what the council alone knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from corecase.core.claims import Claim
from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError
from corecase.core.heading_sets import Decision
from corecase.core.improvement import Area
from corecase.core.improvement_steps import Step
from corecase.core.periods import Period
from corecase.core.published_scores import Record

IMPACTS: Final = ("positive", "neutral", "negative")
"""What a report says of each corporate objective, in the order of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """A recommendation as published, with who carries it."""

    text: str
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A service of the family, with the name by which a table calls it."""

    service: str
    short: str = ""

    @property
    def label(self) -> str:
        """The name that heads its column."""
        return self.short or self.service


@dataclass(frozen=True, slots=True, kw_only=True)
class Fieldwork:
    """How the inspection was done, as far as it is published; None for what is not."""

    n_days: int | None = None
    n_team: int | None = None
    n_local_assessors: int | None = None
    n_interviews: int | None = None
    n_alerts: int | None = None
    respondents: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedInspection:
    """What is published of one inspection of one service.

    `service` is its name in tables, `team` its name in sentences. `record` holds its headline
    scores, those of its family and the printed comparators; `as_at` is the day as which they
    are compared. `source` says where all of it is printed. `none_of` names which of strengths,
    areas and recommendations it says that there are none of: not the same as not knowing.
    """

    service: str
    source: str
    record: Record
    as_at: date
    team: str = ""
    council: str = ""
    inspectorate: str = ""
    programme: str = ""
    framework: str = "cci-2009"
    inspected: str = ""
    published: Period | None = None
    is_reinspection: bool = False
    n_cases: int | None = None
    fieldwork: Fieldwork = field(default_factory=Fieldwork)
    family: tuple[Neighbour, ...] = ()
    strengths: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    recommendations: tuple[Recommended, ...] = ()
    none_of: frozenset[str] = frozenset()
    synthetic: str = ""

    def __post_init__(self) -> None:
        if not self.service or not self.source:
            raise InputError("Published facts need the service and their source; name both.")

    @property
    def published_on(self) -> date | None:
        """The day of publication; None where only a month or a year is known."""
        known = self.published
        return known.first if known and known.first == known.last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """The improvement plan as a report tells of it.

    `due` is when it has to be sent in, as closely as it is known; its last day counts.
    `recommendations` are those that its areas name, `steps` what bodies did with it. `stands_on`
    is the day on which it stood so; None where the facts do not say.
    """

    title: str = ""
    due: Period | None = None
    foci: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    steps: tuple[Step, ...] = ()
    stands_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A comparison that the council would make: what, of which headline, with which service.

    Empty headline: of each, or of all at once where the claim is of all.
    """

    claim: Claim
    headline: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A committee and the day on which it meets; the day is None until it is fixed."""

    committee: str
    held_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the council itself says: its words, its fields, its tables, what it decides.

    `entries` are paragraphs by name, `fields` lines of the covering sheet. `sums` are by row of
    the money table, a text for each year. `decision_words` stand in place of the set's own.
    `assumed_cases` is the number of cases assumed of each service that prints none.
    """

    meetings: tuple[Meeting, ...] = ()
    decision: Decision | None = None
    decision_words: str = ""
    progress_on: date | None = None
    claims: tuple[Claimed, ...] = ()
    assumed_cases: int | None = None
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    objectives: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        strange = [impact for impact in self.objectives.values() if impact not in IMPACTS]
        if strange:
            raise InputError(
                f"An objective is {', '.join(IMPACTS)}; not {strange[0]!r}.", field="objectives"
            )

    @property
    def first_meeting(self) -> date | None:
        """The first day on which a committee meets; None where no day is fixed."""
        return min((one.held_on for one in self.meetings if one.held_on), default=None)


def paragraphs(written: str) -> tuple[str, ...]:
    """The paragraphs of entered words: an empty line parts them, a dash begins one of a list."""
    found: list[str] = []
    is_open = False
    for line in map(str.strip, written.splitlines()):
        if line and is_open and not line.startswith("- "):
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
        is_open = bool(line)
    return tuple(found)
