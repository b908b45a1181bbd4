"""What a list would become if it were accepted: cases, rows that wait, everything wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from corecase.actions import caseloads, door, uploads
from corecase.actions.headings import Heading, heading
from corecase.core.caseload_fields import FIELD, FIELDS
from corecase.core.caseload_mappings import CaseloadMapping
from corecase.core.caseloads import CaseloadCase, Exclusion, eligibility
from corecase.core.errors import InputError
from corecase.core.frames import CASE_ID
from corecase.core.minimisation import MinimalList
from corecase.core.people import Actor, Deed
from corecase.exchange.caseloads import CaseloadReading, Quarantined, apply
from corecase.store.cases.models import Inspection

FIRST_ROWS: Final = 10
MOST_SHOWN: Final = 100
"""Of each list of problems and reasons; beyond it the number says how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownSpelling:
    """A spelling that stands for no code yet; `key` names it in a form, `codes` may be chosen.

    `written` is empty where it may not be repeated: it is corrected in the file.
    """

    field: str
    words: str
    written: str
    key: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A list under its mapping. The long lists are cut at `MOST_SHOWN`; the numbers are whole."""

    upload: int
    heading: Heading
    notice: str
    unused: tuple[str, ...]
    problems: tuple[str, ...]
    n_problems: int
    quarantined: tuple[Quarantined, ...]
    n_quarantined: int
    unknown: tuple[UnknownSpelling, ...]
    excluded: tuple[Exclusion, ...]
    n_excluded: int
    n_eligible: int
    columns: tuple[str, ...]
    rows: tuple[caseloads.ListedCase, ...]
    attributes: tuple[caseloads.AttributeCounts, ...]
    frame_sha256: str

    @property
    def may_be_accepted(self) -> bool:
        """Whether nothing is wrong and a case may be drawn; rows in quarantine may wait."""
        return not self.n_problems and self.n_eligible > 0


def preview(code: str, *, by: Actor, now: datetime) -> Preview | None:
    """The list that waits as it would be accepted; None where no list waits or is mapped.

    What is shown of cases is logged.
    """
    row = door.inspection(code, Deed.CASELOAD_SUPPLY, by=by)
    pending = row.caseloads.filter(**uploads.fresh(now)).first()
    if pending is None:
        return None
    listed = uploads.listed_of(pending)
    mapping = CaseloadMapping.from_record(pending.mapping)
    try:
        reading = apply(mapping, listed)
    except InputError:
        return None
    made = _preview(row, pending.pk, listed, reading)
    refs = {
        *(one.ref for one in made.rows),
        *(one.case_id for one in made.excluded),
        *(one.case_id for one in made.quarantined if one.case_id),
    }
    door.consulted("CASELOAD_PREVIEW", *sorted(refs), inspection=row, by=by, now=now)
    return made


def spelling_key(field: str, written: str) -> str:
    """The name of a spelling in a form: its field, and a digest because it may hold anything."""
    return f"{field}-{sha256(written.encode()).hexdigest()[:12]}"


def _preview(
    row: Inspection, upload: int, listed: MinimalList, reading: CaseloadReading
) -> Preview:
    parted = eligibility(reading.cases, caseloads.window_of(row))
    used = [one for one in FIELDS if any(_cell(case, one.name) for case in parted.cases)]
    return Preview(
        upload=upload,
        heading=heading(row),
        notice=listed.notice,
        unused=reading.unused,
        problems=tuple(str(one) for one in reading.problems[:MOST_SHOWN]),
        n_problems=len(reading.problems),
        quarantined=reading.quarantined[:MOST_SHOWN],
        n_quarantined=len(reading.quarantined),
        unknown=tuple(_unknown(reading)),
        excluded=parted.excluded[:MOST_SHOWN],
        n_excluded=len(parted.excluded),
        n_eligible=len(parted.cases),
        columns=tuple(caseloads.heading_words(one) for one in used if one.name != CASE_ID),
        rows=tuple(
            caseloads.ListedCase(
                ref=case.id,
                cells=tuple(
                    caseloads.cell_words(one.name, _cell(case, one.name))
                    for one in used
                    if one.name != CASE_ID
                ),
            )
            for case in parted.cases[:FIRST_ROWS]
        ),
        attributes=caseloads.attribute_counts(parted.cases),
        frame_sha256="" if reading.problems else parted.frame.sha256,
    )


def _unknown(reading: CaseloadReading) -> Iterable[UnknownSpelling]:
    for name, ways in reading.unknown.items():
        for written in ways:
            yield UnknownSpelling(
                field=name,
                words=FIELD[name].words,
                written=written,
                key=spelling_key(name, written),
                codes=tuple(FIELD[name].codes.items()),
            )


def _cell(case: CaseloadCase, name: str) -> str:
    if name == CASE_ID:
        return case.id
    if name == caseloads.STARTED:
        return case.order_started_on.isoformat() if case.order_started_on else ""
    return case.attributes.get(name, "")
