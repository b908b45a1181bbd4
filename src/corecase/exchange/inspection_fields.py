"""The fields of an inspection's file, which the page of its reference is made from."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, StrictBool, field_validator, model_validator

from corecase.core.criteria import Standing
from corecase.core.errors import InputError
from corecase.core.inspections import Comparator
from corecase.core.isbn import check_isbn
from corecase.core.quotations import Quotation
from corecase.exchange.change_fields import ChangesRow
from corecase.exchange.described_rows import Row
from corecase.exchange.drawn_fields import DrawnRow
from corecase.exchange.indicator_fields import IndicatorRow
from corecase.exchange.letter_fields import LetterRow, ViewRow
from corecase.exchange.respondent_fields import SurveyRow


class PersonRow(Row):
    """Someone of the team."""

    role: str
    """What the person did, such as Lead Inspector."""
    name: str = ""
    """The name; a labelled blank where it is left out."""


class ComparatorRow(Row):
    """One headline among the services inspected so far."""

    headline: str
    """The id of the headline, such as safeguarding."""
    lowest: int
    """The lowest score so far, a whole percentage from 0 to 100."""
    highest: int
    """The highest score so far, a whole percentage from 0 to 100."""
    average: int
    """The average score so far, a whole percentage from 0 to 100."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        try:
            Comparator(**self.model_dump())
        except InputError as error:
            raise ValueError(str(error)) from None
        return self


class ComparatorsRow(Row):
    """What the headlines are read beside; never without its scope and its date."""

    scope: str
    """Which services, in words that follow "those of"."""
    as_at: str
    """The day or month up to which results were gathered."""
    n_services: int | None = None
    """How many services stand behind it; the report says so where it is left out."""
    rows: list[ComparatorRow]
    """A row for each headline."""


class ReinspectionRow(Row):
    """A person's decision whether to inspect again."""

    planned: StrictBool
    """true or false."""
    reason: str = ""
    """The reason, as a sentence."""
    when: str = ""
    """When, in words that follow "we will inspect again"."""


class GoodPracticeRow(Row):
    """An example of good practice. A name in it is invented and is not the child's."""

    section: str
    """The id of the section under which it is printed."""
    reference: str = ""
    """The criterion it shows, as printed."""
    text: str = ""
    """The example; a labelled blank where it is left out."""
    pseudonym: str = ""
    """The invented first name in it."""
    read: StrictBool = False
    """Whether a second person read it for detail that would identify somebody."""


class EvidenceRow(Row):
    """A finding at the level of the service, which no count carries."""

    id: str
    """A short name, unique within the file."""
    criterion: str
    """The id of the criterion under which it is printed."""
    kind: Literal["strength", "area"]
    """strength, or area for an area for improvement."""
    statement: str
    """The finding, as one or more sentences."""
    source: str
    """Where it was seen: an interview, a document, evidence in advance."""


class QuotationRow(Row):
    """Words of a note, which a paragraph quotes as [[quote:ID|words]]."""

    id: str
    """A short name, unique within the file."""
    words: str
    """The words as they were written."""
    criterion: str
    """The id of the criterion that they show."""
    checked: StrictBool = False
    """Whether a second person found nobody named or known by it."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        try:
            Quotation(**self.model_dump())
        except InputError as error:
            raise ValueError(str(error)) from None
        return self


class RecommendationRow(Row):
    """A recommendation: of the framework's library where it is an id alone."""

    id: str
    """The id in the framework's library, or a new one."""
    text: str = ""
    """What is to happen, after the words of the heading; the library's where it is left out."""
    owners: list[str] = Field(default_factory=list)
    """Who has primary responsibility."""
    items: list[str] = Field(default_factory=list)
    """The ids of the items that carry it; it stands under Furthermore where there are none."""
    wording: Standing = "own"
    """Where its wording comes from."""

    @model_validator(mode="before")
    @classmethod
    def _id_alone(cls, written: object) -> object:
        return {"id": written} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _worded(self) -> Self:
        if not self.text and (self.owners or self.items):
            raise ValueError("has owners or items and no text; write the text, or the id alone")
        return self


class InspectionFile(Row):
    """The file of an inspection. Only the service is needed."""

    service: str
    """The name of the service inspected, without the word service."""
    framework: str = ""
    """The name of a shipped framework, or a framework file in the folder. A report needs one."""
    edition: str = ""
    """The fixed words of the report: a shipped edition, or a file in the folder."""
    year: str = ""
    """The year on the cover, in quotes."""
    month: str = ""
    """The month and year under the foreword."""
    published_on: date | None = None
    """The day of publication, as 2010-01-27. From it the framework counts the weeks to the
    improvement plan."""
    fieldwork: str = ""
    """When fieldwork took place."""
    isbn: str = ""
    """The ISBN; its last digit is checked."""
    inspectorate: str = ""
    """The body that inspected; it becomes the author of the document."""
    chief: str = ""
    """The name and title of the person who signs the foreword."""
    synthetic: str = ""
    """A notice printed on every page, for everything made from invented data."""
    sample: list[str] = Field(default_factory=list)
    """Attributes of the cases to show in Appendix 3a, beside those that a rule reads."""
    drawn: DrawnRow | None = None
    """What the sample was drawn from; intervals are wider where nobody knows."""
    team: list[PersonRow] = Field(default_factory=list)
    """The inspection team."""
    overall: str = ""
    """The word for the whole set of findings, chosen by a person, such as encouraging."""
    narrative: list[str] = Field(default_factory=list)
    """The chief inspector's own paragraphs in the foreword."""
    comparators: ComparatorsRow | None = None
    """What the headlines are read beside."""
    reinspection: ReinspectionRow | None = None
    """Whether there will be an early further inspection."""
    changes: ChangesRow | None = None
    """What changed since the inspection before; the site writes it, nobody by hand."""
    surveys: list[SurveyRow] = Field(default_factory=list)
    """What people who use the service said, by group."""
    good_practice: list[GoodPracticeRow] = Field(default_factory=list)
    """Examples of good practice."""
    evidence: list[EvidenceRow] = Field(default_factory=list)
    """Findings at the level of the service."""
    commentary: dict[str, str] = Field(default_factory=dict)
    """The commentary on a section, by the section's id."""
    recommendations: list[RecommendationRow] | None = None
    """The recommendations to print: ids of the library, or whole ones; proposed from the weak
    items where left out."""
    quotations: list[QuotationRow] = Field(default_factory=list)
    """Quotations of the findings."""
    area: list[str] = Field(default_factory=list)
    """Paragraphs about the area, for Appendix 2."""
    organisation: list[str] = Field(default_factory=list)
    """Paragraphs about the service's organisation, for Appendix 2."""
    indicators: list[IndicatorRow] = Field(default_factory=list)
    """Published indicators, for Appendix 2."""
    letter: LetterRow | None = None
    """To whom and from whom the report goes, where it is a letter."""
    key_strengths: list[str] = Field(default_factory=list)
    """The best aspects of work, where the report is a letter; proposed where left out."""
    views: list[ViewRow] = Field(default_factory=list)
    """What case managers said of their own work. A file views.csv beside this one is counted."""

    @field_validator("isbn")
    @classmethod
    def _checked(cls, isbn: str) -> str:
        try:
            return check_isbn(isbn) if isbn else isbn
        except InputError as error:
            raise ValueError(str(error)) from None
