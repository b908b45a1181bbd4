"""Published scores of services with their sources: what was known by a day, and where they differ.

A comparison uses what was certainly known on its as-at date. Where two sources print different
figures for one inspection, both are kept and neither is used: nothing is averaged over a
conflict.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.periods import Period

STANDINGS: Final = ("verified", "attributed", "unverified", "invented")
"""From the best known: printed in the report or the paper itself; ascribed to a service by a
text that does not print it as its score; told by others; made up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure is printed, when, and how well it is known."""

    title: str
    published: Period
    standing: str = "verified"

    def __post_init__(self) -> None:
        if not self.title:
            raise InputError("A published figure needs its source; name it.")
        if self.standing not in STANDINGS:
            raise InputError(f"A standing is one of {', '.join(STANDINGS)}; correct it.")

    @property
    def words(self) -> str:
        """The source, with its standing where it is not simply printed there."""
        return self.title if self.standing == "verified" else f"{self.title}; {self.standing}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedScore:
    """One headline of one inspection as printed: a whole percentage, a band, or both.

    `n_cases` and `standard_error` (a share) are None where the source does not tell them.
    `inspected` is in the source's words and tells two inspections of one service apart.
    """

    service: str
    headline: str
    percent: int | None
    source: Source
    band: str = ""
    programme: str = ""
    region: str = ""
    inspected: str = ""
    is_reinspection: bool = False
    n_cases: int | None = None
    standard_error: float | None = None

    def __post_init__(self) -> None:
        if not self.service or not self.headline:
            raise InputError("A published score needs a service and a headline; name both.")
        if self.percent is None and not self.band:
            raise InputError("A published score needs a percentage or a band; enter one.")
        if self.percent is not None and not 0 <= self.percent <= 100:
            raise InputError(f"{self.percent}% is not from 0 to 100; correct it.")
        if self.n_cases is not None and self.n_cases < 1:
            raise InputError("A sample has at least one case; correct it or leave it blank.")
        if self.standard_error is not None and not 0 < self.standard_error < 1:
            raise InputError("A standard error lies above 0 and below 100 points; correct it.")

    @property
    def printed(self) -> str:
        """`"73%"`, or the band where no percentage is printed."""
        return self.band if self.percent is None else f"{self.percent}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedContext:
    """A headline among the services inspected so far, as a source prints it; blanks are None.

    `scope` is as printed; `scope_understood` says how we understand it, where that differs.
    """

    headline: str
    source: Source
    scope: str
    scope_understood: str = ""
    n_services: int | None = None
    lowest: int | None = None
    average: int | None = None
    highest: int | None = None

    def __post_init__(self) -> None:
        known = [v for v in (self.lowest, self.average, self.highest) if v is not None]
        if not known:
            raise InputError("A comparator needs a lowest, an average or a highest; enter one.")
        if known != sorted(known) or not 0 <= known[0] <= known[-1] <= 100:
            raise InputError(
                f"The comparator of {self.headline} needs lowest, average and highest in that "
                "order, from 0 to 100."
            )
        if self.n_services is not None and self.n_services < 1:
            raise InputError("A comparator stands on at least one service; correct the number.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCount:
    """A count that a source prints of a service: seven of eight criteria in the low bands."""

    service: str
    what: str
    figure: Figure
    source: Source
    inspected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the sources say of one headline of one inspection.

    `score` is None where they conflict; `conflicting` then holds what each prints.
    """

    score: PublishedScore | None
    conflicting: tuple[PublishedScore, ...] = ()

    @property
    def any(self) -> PublishedScore:
        """The score, or one of the conflicting ones: for what they have in common."""
        return self.score or self.conflicting[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that a file tells, or all of it that was known on a day."""

    scores: tuple[PublishedScore, ...]
    contexts: tuple[PublishedContext, ...] = ()
    counts: tuple[PublishedCount, ...] = ()

    def as_at(self, day: date) -> "Record":
        """What was certainly published by a day: "2012" counts from its last day on."""
        return Record(
            scores=tuple(s for s in self.scores if s.source.published.is_over_by(day)),
            contexts=tuple(c for c in self.contexts if c.source.published.is_over_by(day)),
            counts=tuple(c for c in self.counts if c.source.published.is_over_by(day)),
        )

    def services(self, region: str = "") -> tuple[str, ...]:
        """The services that it tells of, by name; those of a region where one is given."""
        return tuple(sorted({s.service for s in self.scores if region in ("", s.region)}))

    def inspections(self, service: str, headline: str) -> tuple[Told, ...]:
        """A headline of each inspection of a service, the latest last."""
        groups: dict[tuple[bool, str], list[PublishedScore]] = {}
        for score in self.scores:
            if score.service == service and score.headline == headline:
                groups.setdefault((score.is_reinspection, score.inspected), []).append(score)
        # A re-inspection follows what it looks at again, whoever wrote about that later.
        ordered = sorted(
            groups.items(), key=lambda g: (g[0][0], min(s.source.published.last for s in g[1]))
        )
        return tuple(_told(found) for _, found in ordered)

    def latest(
        self, service: str, headline: str, *, counts_reinspections: bool = True
    ) -> Told | None:
        """The latest inspection's headline; None where nothing is told."""
        found = [
            told
            for told in self.inspections(service, headline)
            if counts_reinspections or not told.any.is_reinspection
        ]
        return found[-1] if found else None

    def context(self, headline: str) -> tuple[PublishedContext, ...]:
        """The newest comparators of a headline: one, or several that may be of the same day.

        Empty where none is told. Several are a conflict where they differ, to be shown.
        """
        found = [one for one in self.contexts if one.headline == headline]
        if not found:
            return ()
        newest = max(found, key=lambda one: one.source.published.last).source.published
        return tuple(one for one in found if one.source.published.meets(newest))


def _told(found: list[PublishedScore]) -> Told:
    """One score where all agree in the percentage, the best known first."""
    ordered = sorted(found, key=_how_well_known)
    if len({score.percent for score in found if score.percent is not None}) > 1:
        return Told(score=None, conflicting=tuple(ordered))
    return Told(score=ordered[0])


def _how_well_known(score: PublishedScore) -> tuple[bool, int, bool]:
    standing = STANDINGS.index(score.source.standing)
    return score.percent is None, standing, score.n_cases is None
