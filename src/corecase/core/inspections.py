"""One inspection: what its report says beside the judgements, blank where nobody knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corecase.core.before_after import Changes
from corecase.core.case_managers import ViewFigure as ViewFigure
from corecase.core.criteria import Recommendation
from corecase.core.drawn_samples import DrawnSample as DrawnSample
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import SMALL_BASE, Evidence
from corecase.core.indicators import Indicator as Indicator
from corecase.core.indicators import Unit as Unit
from corecase.core.isbn import check_isbn
from corecase.core.quotations import Quotation as Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone named in the acknowledgements; the name is blank where it is not given."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """A headline among the services inspected so far: percentages, lowest to highest."""

    headline: str
    lowest: int
    highest: int
    average: int

    def __post_init__(self) -> None:
        if not 0 <= self.lowest <= self.average <= self.highest <= 100:
            raise InputError(
                f"The comparator of {self.headline} needs lowest, average and highest in "
                "that order, from 0 to 100."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparators:
    """The headlines among services inspected so far, never without scope and date.

    `n_services` is None where the source does not say how many services stand behind it.
    """

    scope: str
    as_at: str
    n_services: int | None
    rows: tuple[Comparator, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinspection:
    """A person's decision to inspect again, with the reason and the planned time."""

    planned: bool
    reason: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyStatement:
    """What a number of the respondents said. `text` follows the count ("of the 22 ...").

    A statement about fewer than five persons is `confirmed` by a person before it is printed.
    """

    text: str
    figure: Figure | None = None
    confirmed: bool = False

    @property
    def awaits_confirmation(self) -> bool:
        """Whether it rests on fewer than five persons and nobody has confirmed it."""
        return bool(self.figure and self.figure.out_of < SMALL_BASE and not self.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One group of respondents and what they said."""

    group: str
    returned: int
    statements: tuple[SurveyStatement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodPractice:
    """An example of good practice under a criterion; the text is blank until written.

    A name in it is invented and is not the child's: it is the `pseudonym`. `read` says that a
    second person read it for detail that would identify somebody.
    """

    section: str
    reference: str
    text: str = ""
    pseudonym: str = ""
    read: bool = False

    @property
    def awaits_reading(self) -> bool:
        """Whether something is written that no second person has read."""
        return bool(self.text) and not self.read


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """To whom and from whom a report goes that is a letter; blank where nobody knows.

    `copies` is the list at its end, a line each. `lead` is the lead inspector and `contact` how
    to reach them; `print_contact` is where a copy on paper is asked for.
    """

    to: str = ""
    sender: str = ""
    copies: tuple[str, ...] = ()
    lead: str = ""
    contact: str = ""
    print_contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What an inspection's report says beside its scores and findings.

    Only the service is needed; everything else is printed as a labelled blank until it is
    known. `synthetic` is a notice for every page and output made from invented data; `sample`
    names attributes of the cases that are shown beside those that a rule reads; `drawn` says what
    the sample was drawn from, None where nobody knows.
    `recommendations` are ids of the framework's library, or whole ones: edited under the id of
    the library, or of the inspection's own. `changes` are those since the inspection before, None
    where nothing is compared. `letter`, `key_strengths` and `views` (what case managers said) are
    for a programme whose report is a letter.
    """

    service: str
    year: str = ""
    month: str = ""
    published_on: date | None = None
    fieldwork: str = ""
    isbn: str = ""
    inspectorate: str = ""
    chief: str = ""
    synthetic: str = ""
    sample: tuple[str, ...] = ()
    drawn: DrawnSample | None = None
    team: tuple[Person, ...] = ()
    overall: str = ""
    narrative: tuple[str, ...] = ()
    comparators: Comparators | None = None
    reinspection: Reinspection | None = None
    changes: Changes | None = None
    surveys: tuple[Survey, ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    commentary: Mapping[str, str] = field(default_factory=dict)
    recommendations: tuple[str | Recommendation, ...] | None = None
    quotations: tuple[Quotation, ...] = ()
    area: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    letter: Letter | None = None
    key_strengths: tuple[str, ...] = ()
    views: tuple[ViewFigure, ...] = ()

    def __post_init__(self) -> None:
        if not self.service:
            raise InputError("An inspection needs the name of the service inspected.")
        if self.isbn:
            check_isbn(self.isbn)
        _check_apart("quotation", [quotation.id for quotation in self.quotations])
        _check_apart("view", [view.id for view in self.views])
        _check_apart("recommendation", [_id_of(one) for one in self.recommendations or ()])
        for one in self.recommendations or ():
            if isinstance(one, Recommendation) and not one.text.strip():
                raise InputError(f"The recommendation {one.id!r} has no text; write one.")

    @property
    def missing_ids(self) -> tuple[str, ...]:
        """The cases of the sample that could not be assessed, as far as anybody says."""
        return tuple(case.id for case in self.drawn.missing) if self.drawn else ()


def _id_of(recommendation: str | Recommendation) -> str:
    return recommendation if isinstance(recommendation, str) else recommendation.id


def _check_apart(kind: str, ids: list[str]) -> None:
    for repeated in (one for one in ids if ids.count(one) > 1):
        raise InputError(f"The {kind} {repeated!r} stands twice; give one of them another id.")
