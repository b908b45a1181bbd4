"""The cases that a service supplies, and which of them an inspection may draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from corecase.core.case_references import is_plain
from corecase.core.caseload_fields import FIELD, FRAME_COLUMNS, OLDEST, YOUNGEST
from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.frames import Frame
from corecase.core.periods import day_in_words
from corecase.core.personal_data import refusal_of_id, refusal_of_text

CUSTODY = "CUSTODY"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadCase:
    """One case of a caseload: a reference, the day its order started, and coded attributes.

    An attribute that is absent is not known, as is an `order_started_on` of None. Construction
    refuses what a caseload never holds: names, national numbers, unknown codes, and a reference
    that no address could carry.
    """

    id: str
    order_started_on: date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        refusal = refusal_of_id(self.id)
        if refusal:
            raise InputError(f"A case reference {refusal}.")
        if not is_plain(self.id):
            raise InputError(
                "A case reference holds letters A to Z, digits, dots, hyphens and underscores "
                "alone; write it without blanks and accents."
            )
        for name, value in self.attributes.items():
            refusal = refusal_of_value(name, value)
            if refusal:
                raise InputError(f"The {name} of case {self.id} {refusal}.")

    @property
    def is_custody(self) -> bool | None:
        """Whether the sentence is one of custody; None where it is not known."""
        sentence = self.attributes.get("sentence")
        return None if sentence is None else sentence == CUSTODY

    @property
    def as_case(self) -> Case:
        """The case as the rules of a framework read it: `sentence` is `custody`, in lower case."""
        return Case(
            id=self.id,
            attributes={
                name: value.lower() if FIELD[name].kind == "CODE" else value
                for name, value in self.attributes.items()
            },
        )


def refusal_of_value(name: str, value: str) -> str:
    """Why an attribute cannot have this stored value, to follow its name; else empty."""
    known = FIELD.get(name)
    if known is None or known.kind in ("IDENTIFIER", "DATE"):
        return "is not an attribute that a caseload holds"
    if known.kind == "CODE":
        return "" if value in known.codes else f"must be one of {', '.join(known.codes)}"
    if known.kind == "AGE":
        fits = value.isascii() and value.isdigit() and YOUNGEST <= int(value) <= OLDEST
        return "" if fits else f"must be whole years from {YOUNGEST} to {OLDEST}"
    return refusal_of_text(value, is_person=name == "case_manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityWindow:
    """The days on which an order has to have started, both included.

    `custody_first_start` is the exception for custody: such orders may have started as early
    as that day, because there are few. None is no exception.
    """

    first_start: date
    last_start: date
    custody_first_start: date | None = None

    def __post_init__(self) -> None:
        if self.last_start < self.first_start:
            raise InputError(
                "The window closes before it opens; correct one of its days.", field="last_start"
            )
        if self.custody_first_start and self.custody_first_start > self.first_start:
            raise InputError(
                "The exception for custody can only open the window earlier.",
                field="custody_first_start",
            )

    def why_not(self, case: CaseloadCase) -> str:
        """Why a case may not be drawn, in words; empty for one that may."""
        started = case.order_started_on
        if started is None:
            return "the day its order started is not known"
        if started > self.last_start:
            return (
                f"its order started on {day_in_words(started)}, after the window closes on "
                f"{day_in_words(self.last_start)}"
            )
        opens, exception = self.first_start, ""
        if self.custody_first_start and case.is_custody:
            opens, exception = self.custody_first_start, " for custody"
        if started < opens:
            return (
                f"its order started on {day_in_words(started)}, before the window opens{exception} "
                f"on {day_in_words(opens)}"
            )
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A case that may not be drawn, and why, in words."""

    case_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """A caseload parted into the cases that may be drawn and those that may not."""

    cases: tuple[CaseloadCase, ...]
    excluded: tuple[Exclusion, ...]

    @property
    def frame(self) -> Frame:
        """The frame of the eligible cases, with every field of the vocabulary as a column."""
        return frame_of(self.cases)


def eligibility(caseload: Iterable[CaseloadCase], window: EligibilityWindow) -> Eligibility:
    """Which cases of a caseload an inspection with this window may draw."""
    cases, excluded = [], []
    for case in caseload:
        reason = window.why_not(case)
        if reason:
            excluded.append(Exclusion(case_id=case.id, reason=reason))
        else:
            cases.append(case)
    return Eligibility(cases=tuple(cases), excluded=tuple(excluded))


def frame_of(cases: Iterable[CaseloadCase]) -> Frame:
    """The frame of these cases. Raises InputError where two have one reference."""
    return Frame.of(
        (
            Case(
                id=case.id,
                attributes={**case.attributes, "order_started_on": _iso(case.order_started_on)},
            )
            for case in cases
        ),
        FRAME_COLUMNS,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
