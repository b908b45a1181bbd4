"""The register of publications: a published report, its versions and their files, as read."""

from dataclasses import dataclass
from datetime import date, datetime

from corecase.core.before_after import PrintedChanges
from corecase.core.figures import Figure
from corecase.core.inspections import Comparators


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a version: its name in it, and its hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A published headline: sufficient out of applicable, and its band.

    `n_cases` are the cases in which any of it applies, None where nobody kept how many.
    """

    id: str
    label: str
    figure: Figure
    band: str
    n_cases: int | None = None

    @property
    def printed(self) -> str:
        """The percentage, on fewer than 5 cases the count."""
        return self.figure.printed_on(self.n_cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a report. `superseded_at` is when a corrected one took its place.

    `comparators` and the `changes` since the inspection before are as they stood on the day it
    was signed, and never change.
    """

    number: int
    sha256: str
    published_at: datetime
    superseded_at: datetime | None
    reason: str
    files: tuple[File, ...]
    headlines: tuple[Headline, ...]
    comparators: Comparators | None
    changes: PrintedChanges | None = None

    def label_of(self, headline: str) -> str:
        """The words of a headline, or its identifier where the report does not score it."""
        return next((one.label for one in self.headlines if one.id == headline), headline)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A published report with its versions, the newest first.

    `earlier` and `later` are (code, day) of the inspections of the same service linked with it.
    """

    code: str
    service: str
    programme: str
    programme_code: str
    region: str
    published_on: date
    is_reinspection: bool
    synthetic: str
    versions: tuple[Version, ...]
    earlier: tuple[str, date] | None
    later: tuple[tuple[str, date], ...]

    @property
    def current(self) -> Version:
        """The version that stands."""
        return self.versions[0]

    @property
    def superseded(self) -> tuple[Version, ...]:
        """The versions that were corrected, the newest first."""
        return self.versions[1:]
