"""What is known of a whole text while it is read, and how a fact is written down from it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from corecase.core.printed_facts import PrintedFact
from corecase.core.reading import subjects
from corecase.core.reading.columns import set_apart
from corecase.core.reading.dates import meeting_day
from corecase.core.reading.doubts import doubt_of
from corecase.core.reading.lines import Line, Passage, passages
from corecase.core.reading.outline import Placed, outlined
from corecase.core.reading.samples import cases, may_be_sample
from corecase.core.reading.sentences import sentence_at, sentences
from corecase.core.reading.text_days import foreword_day, has_other_dates, has_own_day, told_days
from corecase.core.reading.voices import is_first_hand

_FEW_WORDS: Final = 6
_TITLE: Final = 140
_SAID: Final = 400
_PROGRAMMES: Final = (
    ("SQS", re.compile(r"\bShort Quality Screening|\bSQS\b", re.IGNORECASE)),
    ("FJI", re.compile(r"\b(?:Full )?Joint Inspection|\bFJI\b", re.IGNORECASE)),
    ("CCI", re.compile(r"\bCore Case (?:Re-?)?Inspection|\bCCI\b", re.IGNORECASE)),
)
_AGAIN: Final = re.compile(r"(?<!will be )\(?\bre-?\)?\s?inspect(?:ion|ed)\b", re.IGNORECASE)
_ANNOUNCED: Final = re.compile(
    r"\b(?:will|shall|would|(?-i:may)|might|should|could|no|not|return(?:s|ing)? for"
    r"|before|until|ahead of|avoid|without|whether"
    r"|(?:plan|expect|propos|prepar|await|recommend|request|decid|announc)\w*)\b[^.]*\bre-?\)?\s?inspect"
    r"|\bre-?\)?\s?inspect\w+ (?:\w+ )?(?:will|shall|would|(?-i:may)|might|should|could"
    r"|to follow|is (?:planned|expected|due))\b",
    re.IGNORECASE,
)
"""A re-inspection that is still to come, or is not to be: the text is about the one before."""
REGION: Final = re.compile(
    r"\b(?:in|across|of|covers) the (?P<region>(?:North|South)[- ](?:East|West)|Eastern"
    r"|East Midlands|West Midlands"
    r"|East of England|Yorkshire and (?:the )?Humber(?:side)?)(?: of England)?(?: [Rr]egion)?\b"
)
_RATED: Final = re.compile(r"\b(?:Good|Outstanding|Inadequate|Requires improvement)\b")
_OF_STANDARD: Final = "A rating stands beside it; say whether it is the score of a criterion."
_CRITERION: Final = re.compile(r"[1-3]\.[1-9]")
_OF_CRITERION: Final = "The number of a criterion stands before it; say whose score it is."
_COMPARATORS: Final = frozenset({"lowest_to_date", "highest_to_date", "average_to_date"})
_AS_AT: Final = "The paper has a day of its own; say as at which day it compares."
_LONG_BEFORE: Final = "It lies long before the publication; say of which inspection it is."
_UNTOLD: Final = (
    "Not all dates and samples of the text could be told apart; say of which inspection it is."
)
_AGAIN_OR_NOT: Final = "The text speaks of a return; say whether this is a re-inspection."
_BELOW_ANOTHER: Final = "It stands below the name of another service; say whose it is."
_RETURNED: Final = re.compile(
    r"\b(?:follow-?\s?up|second|repeat|return|fresh|new) (?:\w+ )?(?:inspection|visit)\b"
    r"|\b(?:came|went|gone|been|come) back\b|\breturned\b|\brevisit\w*|\b(?:was|were"
    r"|been) inspected (?:again|twice"
    r"|for (?:a|the) second)\b|\bsecond time\b",
    re.IGNORECASE,
)
_TO_COME: Final = re.compile(
    r"\b(?:will|shall|would|(?-i:may)|might|could|to be|plans? to)\b", re.IGNORECASE
)
_OF_THE_INSPECTION: Final = ("headline", "section", "criterion", "rating", "total")
_FOUND: Final = frozenset({*_OF_THE_INSPECTION, *_COMPARATORS}) | {
    *("finding", "count", "survey", "indicator")
}
_WHEN: Final = frozenset({"date:fieldwork", "date:published", "date:previous_inspection"})
_SECOND_HAND: Final = "It is told by others than the inspectors; compare it with their report."


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A text with what holds for all of it: its services, programme, dates and region.

    What a text does not tell is empty. `dated` is its own date; `is_undated`
    says that it has dates of which one may be that of the inspection, `is_today` that reports
    came out on its day; `is_again` says that it is about a re-inspection, `may_be_again` that
    its words leave that open. `foreign` are the lines of passages below the name of another
    service. `below` has, in a text about several services, whose name stands over each line;
    `is_of_all` says that all of them were inspected at that time.
    """

    source: str
    parts: tuple[Placed, ...]
    services: subjects.Services
    programme: str = ""
    region: str = ""
    is_again: bool = False
    may_be_again: bool = False
    inspected: str = ""
    before: str = ""
    published: str = ""
    meeting: str = ""
    dated: str = ""
    is_of_paper: bool = False
    is_first_hand: bool = False
    is_undated: bool = False
    is_today: bool = False
    cases: int | None = None
    foreign: frozenset[int] = frozenset()
    below: Mapping[int, str] = field(default_factory=dict)
    is_of_all: bool = False

    @property
    def subject(self) -> str:
        """The service that the text is about; empty where it is about several or none."""
        return self.services.subject

    def fact(
        self, measure: str, passage: Passage, start: int, end: int, **told: Any
    ) -> PrintedFact:
        """A fact read from these characters of a passage, with where it stands and its words."""
        words = passage.text[start:end].strip() or passage.text
        made: dict[str, Any] = {
            "service": self.subject or self.below.get(passage.line.number, ""),
            "measure": measure,
            "source": self.source,
            "place": passage.line_at(start).place,
            "read_from": " ".join(words.split()[: 2 * _FEW_WORDS]),
        }
        kind = measure.partition(":")[0]
        of_it = kind in _OF_THE_INSPECTION
        if of_it:
            made |= self._inspection(told.get("service", made["service"]))
        made |= told
        made["doubt"] = made.get("doubt") or self._doubt(measure, passage, start, made)
        return PrintedFact(**made)

    def _doubt(self, measure: str, passage: Passage, start: int, made: dict[str, Any]) -> str:
        """What is left open of a fact by the words around it, and by the whole text."""
        if not made["service"]:
            return "The text does not say of which service; name it."
        if measure.startswith("criterion:") and _RATED.search(passage.text):
            return _OF_STANDARD
        if measure.startswith("headline:") and _CRITERION.fullmatch(passage.mark):
            return _OF_CRITERION
        if self.is_of_paper and measure.partition(":")[0] in _COMPARATORS:
            return _AS_AT
        if measure == "text:overall" and self.is_again:
            return _AGAIN_OR_NOT
        if self.is_old and measure == "date:fieldwork":
            return _LONG_BEFORE
        if not self.services.is_sure and made["service"] == self.subject:
            return "Only few words name the service; check that it is this one."
        if measure.partition(":")[0] in _OF_THE_INSPECTION:
            if self.is_undated or self.is_old or (not self.subject and not self._is_told_of_all):
                return _UNTOLD
            if self.may_be_again and made.get("kind_of_inspection") != "first":
                return _AGAIN_OR_NOT
        if passage.line.number in self.foreign and made["service"] == self.subject:
            return _BELOW_ANOTHER
        before, sentence = sentence_at(passage.text, start)
        named = self.services.in_words(sentence)
        # A finding with a figure is asked what every count is asked.
        is_counted = measure.startswith("finding:") and made.get("value") is not None
        doubt = doubt_of(
            "count:finding" if is_counted else measure,
            passage.text,
            start,
            names=named or self.services.in_words(passage.text[:before]),
            whose=(made["service"],),
            programme=self.programme,
            years=f"{self.inspected} {self.published} {self.meeting}",
            is_row=bool(passage.cells),
            is_earlier=made.get("kind_of_inspection") == "first"
            or made.get("inspected", self.inspected) != self.inspected,
        )
        is_told = measure.partition(":")[0] in _FOUND or measure in _WHEN
        return doubt or (_SECOND_HAND if is_told and not self.is_first_hand else "")

    @property
    def is_old(self) -> bool:
        """Whether the day that seems to be that of the fieldwork lies years before publication."""
        years = [re.search(r"\d{4}", day) for day in (self.inspected, self.published)]
        told = [int(year[0]) for year in years if year]
        return len(told) > 1 and told[1] - told[0] > 1

    @property
    def _is_told_of_all(self) -> bool:
        """Whether the dates of a text about several services are those of each."""
        return self.is_today and (self.is_of_all or not self.inspected)

    def _inspection(self, service: str) -> dict[str, Any]:
        if service != self.subject:
            now = self.published if self.is_today else ""
            then = self.inspected if self.is_of_all else ""
            return {"programme": self.programme, "published": now, "inspected": then}
        return {
            "programme": self.programme,
            "region": self.region,
            "kind_of_inspection": "re-inspection" if self.is_again else "",
            "inspected": self.inspected,
            "published": self.published,
            "cases": self.cases,
        }


def record_of(lines: Iterable[Line], source: str, register: Iterable[str] = ()) -> Record:
    """The text in its parts, with what holds for the whole of it."""
    made = passages(set_apart(lines))
    texts = [one.text for one in made]
    parts = tuple(outlined(made))
    told = told_days(parts)
    said = {what: days[0] for what, days in told.items()}
    services = subjects.services(texts, register, (one.cells for one in made if one.cells))
    several = {what for what, days in told.items() if len(days) > 1}
    title = " ".join(texts[:12])
    whole = "\n".join(texts)
    is_again = any(_is_again(one) for one in texts[:12])
    regions = dict.fromkeys(match["region"] for match in REGION.finditer(whole))
    meetings = [day.said for one in made if (day := meeting_day(one.text))]
    return Record(
        source=source,
        parts=parts,
        services=services,
        foreign=_foreign(made, services),
        below={} if services.subject else _below(made, services),
        is_of_all=bool(_OF_ALL.search(whole)),
        programme=_programme(title) or _programme(whole),
        region=next(iter(regions)) if len(regions) == 1 else "",
        is_again=is_again,
        may_be_again=not is_again and any(_may_be_again(one) for one in texts),
        inspected=said.get("fieldwork", ""),
        before=said.get("previous_inspection", ""),
        published="" if "published" in several else said.get("published", ""),
        meeting=meetings[0] if meetings else "",
        dated=meetings[0] if meetings else said.get("published", "") or foreword_day(parts),
        is_first_hand=is_first_hand(texts),
        is_of_paper=not meetings and has_own_day(texts, said),
        is_undated=("fieldwork" not in said and has_other_dates(parts))
        or "fieldwork" in several
        or said.get("fieldwork") in told.get("guess", ())
        or may_be_sample(whole),
        is_today=bool(re.search(r"\bpublished today\b", whole, re.IGNORECASE)),
        cases=cases(whole),
    )


def _is_again(text: str) -> bool:
    """Whether the words of a title or cover say that this is a re-inspection."""
    return len(text) < _TITLE and bool(_AGAIN.search(text)) and not _ANNOUNCED.search(text)


def _foreign(made: Iterable[Passage], services: subjects.Services) -> frozenset[int]:
    """The lines of what stands below the name of another service, until the subject's own."""
    found, other = set(), False
    for passage in made:
        text = passage.text
        if len(text) < _NAME and not passage.cells and not text.endswith((".", ":", ";")):
            named = services.in_words(text)
            other = services.subject not in named if named else other
        if other:
            found.add(passage.line.number)
    return frozenset(found)


_NAME: Final = 60
_OF_ALL: Final = re.compile(
    r"\b(?:all|both|each)\b[^.;]{0,30}\b(?:visited|inspected) (?:in|during|from|between)\b",
    re.IGNORECASE,
)


def _below(made: Iterable[Passage], services: subjects.Services) -> dict[int, str]:
    """Whose name alone stands over each line, until the next heading of any kind."""
    found, over = dict[int, str](), ""
    for passage in made:
        text = passage.text
        if len(text) < _NAME and not passage.cells and not text.endswith((".", ":", ";")):
            over = services.by_heading(text) if services.in_words(text) else ""
            over = over if over and len(over) >= len(text) - 2 else ""
        if over:
            found[passage.line.number] = over
    return found


def _may_be_again(text: str) -> bool:
    """Whether a sentence tells of a return that has been, and is not only announced."""
    return any(
        (_AGAIN.search(one) and not _ANNOUNCED.search(one))
        or (_RETURNED.search(one) and not _TO_COME.search(one) and "inspect" in text.lower())
        for _, one in sentences(text)
    )


def _programme(text: str) -> str:
    named = [(match.start(), name) for name, form in _PROGRAMMES if (match := form.search(text))]
    return min(named)[1] if named else ""


def first_words(text: str) -> str:
    """The words of a heading, finding or recommendation, cut where they grow long."""
    text = text.rstrip(" .;,")
    return text if len(text) <= _SAID else f"{text[:_SAID].rsplit(' ', 1)[0]} ..."
