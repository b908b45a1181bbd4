"""What an announcement is made from, and the parts that its documents share."""

from dataclasses import dataclass
from datetime import date

from corecase.core.caseloads import EligibilityWindow
from corecase.core.criteria import View
from corecase.core.periods import day_in_words
from corecase.documents.model import Blank, Block, Cover, Document, Heading, Spans, Text

NOT_WANTED = (
    "Names, dates of birth and postcodes are not wanted. Give your own case reference and the "
    "age in whole years. Such columns are dropped when the list is read, and never kept."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What the pack tells a service. An empty text or None is not known, and left blank.

    `synthetic` is the sentence that stands on every document of invented data.
    """

    code: str
    programme: str
    framework: str
    service: str
    announced_on: date | None = None
    fieldwork_starts_on: date | None = None
    fieldwork_ends_on: date | None = None
    fieldwork: tuple[date, ...] = ()
    caseload_due_on: date | None = None
    window: EligibilityWindow
    contact: str = ""
    lead: str = ""
    evidence: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    synthetic: str = ""


def document(told: Announcement, title: str, blocks: tuple[Block, ...]) -> Document:
    """A document of the pack under its head: from whom, when, about what."""
    day = day_in_words(told.announced_on) if told.announced_on else ""
    head: tuple[Spans, ...] = (
        (Text("From: "), Blank("the inspectorate")),
        (Text("Date: "), *known(day, "day of the announcement")),
        (Text(f"Our reference: {told.code}"),),
    )
    return Document(
        title=f"{title}: {told.service}",
        subject=told.programme,
        author="The inspectorate",
        notice=told.synthetic,
        synthetic=bool(told.synthetic),
        cover=Cover(
            programme=(Text(told.programme),),
            title=title,
            place=told.service,
            year="",
            lines=head,
            own_page=False,
        ),
        blocks=blocks,
    )


def eligible(window: EligibilityWindow) -> str:
    """Which cases the list holds, in sentences."""
    said = f"List every case whose order started from {day_in_words(window.first_start)} to "
    said += f"{day_in_words(window.last_start)}, both days included."
    if first := window.custody_first_start:
        said += f" Custody cases may have started earlier, from {day_in_words(first)}."
    return said


def known(text: str, label: str) -> Spans:
    """The text, or a blank with this label where there is none."""
    return (Text(text),) if text else (Blank(label),)


def heading(text: str, anchor: str) -> Heading:
    """A heading of the first level."""
    return Heading(level=1, text=text, anchor=anchor)
