"""Editions: the fixed words of a programme's reports, pinned as text like its framework."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from corecase.actions import authors, door, frameworks, programmes
from corecase.core.editions import Edition
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, check_may, may
from corecase.exchange import editions
from corecase.store.cases.models import Inspection, Programme, ReportVersion

OWN, SHIPPED = "OWN", "SHIPPED"
"""Where an edition that was chosen comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The edition of a programme's reports, to be looked at and chosen.

    `pinned` says that the programme keeps the text; before that it takes the edition that its
    framework names. `refusal` says why it cannot be chosen any more, else empty. `version` is
    what the next writer sends back.
    """

    code: str
    title: str
    name: str
    pinned: bool
    sha256: str
    edition: Edition | None
    fault: str
    shipped: tuple[str, ...]
    may_choose: bool
    refusal: str
    version: str


def of(inspection: Inspection) -> tuple[str, str]:
    """The name and the text of the edition in which an inspection is reported.

    The one its programme is pinned to; before anything is pinned, the one its framework names.
    """
    return _of(inspection.programme)


def parsed(inspection: Inspection) -> Edition:
    """The edition in which an inspection is reported."""
    return editions.from_text(of(inspection)[1])


def keep(inspection: Inspection) -> None:
    """Pins the edition of the programme where none is pinned yet, within a write of a draft.

    So the words of a report do not change under those who write it. What is pinned stays.
    """
    row = Programme.objects.select_for_update().get(pk=inspection.programme_id)
    if not row.report_edition_text:
        _pin(row, *_of(row))


def shown(code: str, *, by: Actor) -> Shown:
    """The edition of a programme's reports. Raises NotAllowedError where there is none."""
    check_may(by, Deed.PROGRAMME_READ)
    row = programmes.found(code)
    fault, text, edition = "", "", None
    try:
        _, text = _of(row)
        edition = editions.from_text(text)
    except InputError as error:
        fault = str(error)
    return Shown(
        code=row.code,
        title=row.title,
        name=row.report_edition_id or _named(row),
        pinned=bool(row.report_edition_text),
        sha256=sha256(text.encode()).hexdigest() if text else "",
        edition=edition,
        fault=fault,
        shipped=editions.shipped(),
        may_choose=may(by, Deed.PROGRAMME_PLAN),
        refusal=_refusal(row),
        version=_version(row),
    )


def check_may_choose(*, by: Actor) -> None:
    """Raises NotAllowedError for whoever looks at editions and does not choose them."""
    check_may(by, Deed.PROGRAMME_PLAN)


def written(code: str, *, by: Actor) -> str:
    """The text of a programme's edition, as a file to take away."""
    check_may(by, Deed.PROGRAMME_READ)
    return _of(programmes.found(code))[1]


def choose(
    code: str, *, shipped: str = "", text: str = "", seen: str, by: Actor, now: datetime
) -> None:
    """Pins a programme to an edition that is shipped, or to the text of one's own file.

    Raises InputError where neither or both are given, with every fault of an own file, where
    somebody chose meanwhile, and once a report of the programme is signed. Then nothing changes.
    """
    check_may(by, Deed.PROGRAMME_PLAN)
    if bool(shipped) == bool(text):
        raise InputError("Choose an edition of the list, or the file of your own; not both.")
    source = SHIPPED if shipped else OWN
    text = text or editions.text(shipped)
    name = editions.from_text(text).id
    with door.writing(by=by, now=now) as write:
        row = Programme.objects.select_for_update().get(pk=programmes.found(code).pk)
        refusal = _refusal(row)
        if refusal:
            raise InputError(refusal)
        if seen != _version(row):
            raise InputError(
                "The edition was chosen meanwhile by somebody else: look at what stands on this "
                "page now, and choose again if it is to be another."
            )
        _pin(row, name, text)
        write.say(
            EventKind.EDITION_PINNED,
            door.PROGRAMMES,
            content={"edition": name, "sha256": _version(row)},
            programme=code,
            source=source,
        )


def writers(inspection: Inspection) -> set[int]:
    """Everybody who ever pinned a file of their own: its fixed words are printed."""
    return authors.in_programme(inspection, EventKind.EDITION_PINNED, source=OWN)


def _of(row: Programme) -> tuple[str, str]:
    if row.report_edition_text:
        return row.report_edition_id, row.report_edition_text
    name = _named(row)
    return name, editions.text(name)


def _named(row: Programme) -> str:
    return frameworks.of_programme(row).report_edition


def _pin(row: Programme, name: str, text: str) -> None:
    row.report_edition_id, row.report_edition_text = name, text
    row.save(update_fields=["report_edition_id", "report_edition_text"])


def _version(row: Programme) -> str:
    """The hash of the text that is pinned; empty where none is."""
    text = row.report_edition_text
    return sha256(text.encode()).hexdigest() if text else ""


def _refusal(row: Programme) -> str:
    signed = ReportVersion.objects.filter(inspection__programme=row, withdrawn_at__isnull=True)
    if not signed.exists():
        return ""
    return (
        "A report of this programme is signed: its edition stays, so that the reports of the "
        "programme read alike."
    )
