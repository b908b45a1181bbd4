"""Caseloads: what was accepted to draw from, in counts and in cases."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from corecase.actions import door
from corecase.actions.headings import Heading, heading
from corecase.core.caseload_fields import FIELD, FIELDS, STRATA, CaseloadField, level_words
from corecase.core.caseloads import CaseloadCase, EligibilityWindow
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.frames import CASE_ID
from corecase.core.people import Actor, Deed
from corecase.core.periods import day_in_words
from corecase.core.stages import Stage
from corecase.store.cases.models import Caseload, CaseloadRow, Inspection, SampleDraw

PAGE: Final = 50
STARTED: Final = "order_started_on"
COMPARED: Final = tuple(name for name in STRATA if name != "case_manager")
"""Attributes that are counted and compared: a case manager has too few cases to say anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How many cases have one value of an attribute, out of all."""

    words: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeCounts:
    """An attribute with the cases of each of its values, "not known" among them."""

    name: str
    words: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The caseload that the sample is, or will be, drawn from."""

    at: datetime
    by: str
    frame_sha256: str
    n_eligible: int
    n_excluded: int
    n_quarantined: int
    window: EligibilityWindow
    notices: tuple[str, ...]
    attributes: tuple[AttributeCounts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the caseload page shows; `refusal` is why no list can be received now, if so."""

    heading: Heading
    window: EligibilityWindow | None
    accepted: Accepted | None
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """One case of a caseload as people read it: its attributes, or why it is not drawn from."""

    ref: str
    cells: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One page of the cases of a caseload; pages count from 1."""

    heading: Heading
    columns: tuple[str, ...]
    rows: tuple[ListedCase, ...]
    n_cases: int
    page: int
    n_pages: int


SHOWN: Final[Mapping[str, Mapping[str, object]]] = {
    "eligible": {"quarantined": "", "excluded": ""},
    "excluded": {"quarantined": "", "excluded__gt": ""},
    "quarantined": {"quarantined__gt": ""},
}
"""The parts of a caseload that can be shown, with what finds them."""


def overview(code: str, *, by: Actor) -> Overview:
    """The caseload of an inspection in counts, and whether a list can be received now."""
    row = door.inspection(code, Deed.CASELOAD_READ, by=by)
    found = current(row)
    try:
        check_open(row)
        refusal = ""
    except InputError as error:
        refusal = str(error)
    return Overview(
        heading=heading(row),
        window=set_window(row),
        accepted=_accepted(found) if found else None,
        refusal=refusal,
    )


def cases(code: str, *, part: str, page: int = 1, by: Actor, now: datetime) -> CasePage:
    """One page of the eligible, excluded or quarantined cases; what is shown is logged.

    A page beyond the last is the last. Raises InputError for a part that is none of these.
    """
    row = door.inspection(code, Deed.CASELOAD_READ, by=by)
    if part not in SHOWN:
        raise InputError(f"Choose one of {', '.join(SHOWN)} to read cases of the caseload.")
    found = CaseloadRow.objects.filter(
        caseload__inspection=row, caseload__is_current=True, **SHOWN[part]
    )
    n_cases = found.count()
    n_pages = max(1, -(-n_cases // PAGE))
    page = min(max(page, 1), n_pages)
    rows = found.order_by("ref", "row")[(page - 1) * PAGE : page * PAGE]
    listed = tuple(_listed(case) for case in rows)
    door.consulted("CASELOAD", *(case.ref for case in listed), inspection=row, by=by, now=now)
    return CasePage(
        heading=heading(row),
        columns=tuple(heading_words(one) for one in FIELDS if one.name != CASE_ID),
        rows=listed,
        n_cases=n_cases,
        page=page,
        n_pages=n_pages,
    )


def check_open(row: Inspection) -> None:
    """Raises InputError where no caseload can be received: too early, or a sample is drawn."""
    if SampleDraw.objects.filter(inspection=row, withdrawn_at__isnull=True).exists():
        raise InputError(
            "The sample is drawn, so its caseload stands. The lead inspector can withdraw the "
            "draw, with a reason, before the first case is assessed."
        )
    if row.stage == Stage.PLANNED:
        raise InputError(
            "The caseload comes after the announcement; announce the inspection first."
        )
    if row.stage not in (Stage.ANNOUNCED, Stage.CASELOAD_RECEIVED):
        raise InputError("A caseload is received between the announcement and the draw, not now.")


def window_of(row: Inspection) -> EligibilityWindow:
    """The window in which orders must have started. Raises InputError where none is set."""
    window = set_window(row)
    if window is None:
        raise InputError("Set the eligibility window first: it says which cases may be drawn.")
    return window


def current(row: Inspection) -> Caseload | None:
    """The accepted caseload of an inspection; None before there is one."""
    return row.caseloads.select_related("accepted_by").filter(is_current=True).first()


def eligible_cases(caseload: Caseload) -> tuple[CaseloadCase, ...]:
    """The cases of an accepted caseload that may be drawn."""
    rows = caseload.rows.filter(**SHOWN["eligible"])
    return tuple(
        _case(ref, attributes) for ref, attributes in rows.values_list("ref", "attributes")
    )


def attribute_counts(cases: Iterable[CaseloadCase]) -> tuple[AttributeCounts, ...]:
    """How many cases have each value, for the attributes that any case has."""
    cases = tuple(cases)
    return tuple(
        _counts(name, [case.attributes.get(name, "") for case in cases])
        for name in COMPARED
        if any(name in case.attributes for case in cases)
    )


def cell_words(name: str, value: str) -> str:
    """A stored value as a cell of a table: a day is `"2 March 2026"`, "" is `"not known"`."""
    if name == STARTED and value:
        return day_in_words(date.fromisoformat(value))
    return level_words(name, value)


def heading_words(field: CaseloadField) -> str:
    """The words of a field as the heading of a column."""
    return field.words[:1].upper() + field.words[1:]


def _counts(name: str, values: list[str]) -> AttributeCounts:
    codes = [*FIELD[name].codes, *sorted(set(values) - {"", *FIELD[name].codes}), ""]
    found = Counter(values)
    return AttributeCounts(
        name=name,
        words=heading_words(FIELD[name]),
        levels=tuple(
            Level(
                words=level_words(name, value),
                figure=Figure(count=found[value], out_of=len(values)),
            )
            for value in codes
            if found[value]
        ),
    )


def _case(ref: str, attributes: Mapping[str, str]) -> CaseloadCase:
    started = attributes.get(STARTED)
    return CaseloadCase(
        id=ref,
        order_started_on=date.fromisoformat(started) if started else None,
        attributes={name: value for name, value in attributes.items() if name != STARTED},
    )


def _listed(row: CaseloadRow) -> ListedCase:
    cells = (
        cell_words(one.name, row.attributes.get(one.name, ""))
        for one in FIELDS
        if one.name != CASE_ID
    )
    return ListedCase(
        ref=row.ref,
        cells=() if row.quarantined else tuple(cells),
        reason=row.quarantined or row.excluded,
    )


def _accepted(found: Caseload) -> Accepted:
    eligible = eligible_cases(found)
    return Accepted(
        at=found.accepted_at or found.at,
        by=found.accepted_by.name if found.accepted_by else "",
        frame_sha256=found.frame_sha256,
        n_eligible=len(eligible),
        n_excluded=found.rows.filter(**SHOWN["excluded"]).count(),
        n_quarantined=found.rows.filter(**SHOWN["quarantined"]).count(),
        window=_window_from(found.window),
        notices=tuple(found.notices),
        attributes=attribute_counts(eligible),
    )


def set_window(row: Inspection) -> EligibilityWindow | None:
    """The window of an inspection as it is set; None where it is not. For actions only."""
    if row.eligible_from is None or row.eligible_until is None:
        return None
    return EligibilityWindow(
        first_start=row.eligible_from,
        last_start=row.eligible_until,
        custody_first_start=row.custody_from,
    )


def _window_from(record: Mapping[str, str]) -> EligibilityWindow:
    return EligibilityWindow(**{name: date.fromisoformat(day) for name, day in record.items()})
