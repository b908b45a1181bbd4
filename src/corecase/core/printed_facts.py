"""Printed facts: one thing that a published text says of a service, and where it says it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from corecase.core.errors import InputError
from corecase.core.published_scores import STANDINGS

KINDS: Final = (
    "headline",  # a headline's percentage, its band word, or both: headline:safeguarding
    "section",  # a section's percentage: section:1
    "criterion",  # a criterion's percentage and band: criterion:1.1
    "rating",  # a rating in words or figures: rating:overall, rating:planning
    "total",  # points of an inspection, out of their most: total:overall
    "lowest_to_date",  # a comparator, by its headline: lowest_to_date:safeguarding
    "highest_to_date",
    "average_to_date",
    "count",  # people, cases or judgements counted: count:cases, count:case_managers
    "survey",  # people who answered, and how: survey:returned, survey:victims
    "finding",  # a strength or an area for improvement, with its counts as bounds: finding:strength
    "recommendation",  # a recommendation and who is responsible: recommendation:1
    "action",  # an action of an improvement plan: action:1.1
    "indicator",  # contextual information: indicator:first_time_entrants
    "date",  # a day or month: date:fieldwork, date:published, date:meeting
    "text",  # a title, a code, an ISBN: text:isbn
)
CONFIDENCES: Final = ("certain", "to decide")
"""Read without a doubt; or offered for a person to decide."""

_MEASURE = re.compile(r"[a-z_]+(:[A-Za-z0-9_.\-]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFact:
    """One fact as printed, with its place and the words that it was read from.

    `value` is the figure as printed (a percentage as 60, a rate as events per person), `most`
    the upper end where the words leave a range open, `out_of` its base where one is printed;
    None where the text gives none. `said` is what is said in words: a band, a rating, a date,
    who is responsible. `inspected`, `published` and `as_at` are as the text writes days.
    `place` is a page or line: "page 4", "line 120"; `read_from` the few words there. `doubt`
    says what a person has to decide, and is empty where the reading is certain.
    """

    service: str
    measure: str
    value: Decimal | None = None
    most: Decimal | None = None
    out_of: int | None = None
    unit: str = ""
    said: str = ""
    programme: str = ""
    region: str = ""
    kind_of_inspection: str = ""
    inspected: str = ""
    published: str = ""
    cases: int | None = None
    scope: str = ""
    scope_understood: str = ""
    services: int | None = None
    as_at: str = ""
    owner: str = ""
    standing: str = "verified"
    source: str = ""
    place: str = ""
    read_from: str = ""
    doubt: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not _MEASURE.fullmatch(self.measure) or self.kind not in KINDS:
            raise InputError(
                f"“{self.measure}” is no measure; begin with one of {', '.join(KINDS)}."
            )
        if self.standing not in STANDINGS:
            raise InputError(f"A standing is one of {', '.join(STANDINGS)}; correct it.")
        if self.value is None and self.most is not None:
            raise InputError(f"{self.measure}: a range needs its lower end as well.")
        if self.value is not None and self.most is not None and self.most < self.value:
            raise InputError(f"{self.measure}: a range ends before it begins; swap its ends.")
        if self.value is None and not self.said:
            raise InputError(f"{self.measure} says nothing; give a figure or words.")

    @property
    def kind(self) -> str:
        """What sort of fact it is: the measure up to its colon."""
        return self.measure.partition(":")[0]

    @property
    def key(self) -> str:
        """Which one of its kind: "safeguarding" of "headline:safeguarding"."""
        return self.measure.partition(":")[2]

    @property
    def confidence(self) -> str:
        """Whether it was read with certainty, or waits for a person."""
        return CONFIDENCES[1] if self.doubt else CONFIDENCES[0]

    @property
    def measure_words(self) -> str:
        """The measure as people read it: `"headline: risk of harm"`."""
        return self.measure.replace("_", " ").replace(":", ": ")

    @property
    def printed(self) -> str:
        """As a table shows it: `"41% DRASTIC"`, `"7 of 8"`, `"50 to 100%"`, `"good"`."""
        percent = "%" if self.unit == "%" else ""
        unit = f" {self.unit}" if self.unit and not percent else ""
        parts = []
        if self.value is not None:
            upper = f" to {self.most}" if self.most is not None else ""
            base = f" of {self.out_of}" if self.out_of is not None and not percent else ""
            parts.append(f"{self.value}{upper}{percent}{base}{unit}")
        return " ".join([*parts, self.said]).strip()
