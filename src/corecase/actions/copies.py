"""Copies under embargo: what somebody reads who holds a link that was sent to them.

Nobody signs in: the secret of the link stands for the person it was sent to. Each opening is
kept. Links that are unknown, ended, or of a version that was withdrawn look the same.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from corecase.actions import published, renderings
from corecase.actions.dispatches import hashed, is_sendable
from corecase.core.people import NotAllowedError
from corecase.core.report_versions import in_order
from corecase.store.cases.models import Dispatch, DispatchOpening, ReportVersion

PAGE: Final = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A report as its recipient sees it; under embargo until it `is_public`."""

    code: str
    service: str
    programme: str
    synthetic: str
    number: int
    sent_to: str
    until: datetime | None
    is_public: bool
    files: tuple[str, ...]


def opened(token: str, *, now: datetime) -> Copy:
    """What a link leads to. NotAllowedError where it leads to nothing (any more)."""
    row = _by_token(token)
    found = _copy(row, now)
    _note(row, PAGE, now)
    return found


def file(token: str, name: str, *, now: datetime) -> tuple[Copy, renderings.File]:
    """A file of the version that a link leads to. NotAllowedError as `opened`."""
    row = _by_token(token)
    found = renderings.file_of(row.version.rendering, name)
    _note(row, name[:60], now)
    return _copy(row, now), found


def _copy(row: Dispatch, now: datetime) -> Copy:
    version = row.version
    inspection = version.inspection
    return Copy(
        code=inspection.code,
        service=inspection.service.name,
        programme=inspection.programme.title,
        synthetic=inspection.synthetic,
        number=version.number,
        sent_to=row.recipient.name,
        until=version.publish_at,
        is_public=published.is_published(inspection.code, now=now)
        and version.published_at is not None,
        files=_files(version),
    )


def _files(version: ReportVersion) -> tuple[str, ...]:
    return in_order(renderings.file_names(version.rendering))


def _note(row: Dispatch, what: str, now: datetime) -> None:
    DispatchOpening.objects.create(dispatch=row, what=what, at=now)


def _by_token(token: str) -> Dispatch:
    rows = Dispatch.objects.select_related(
        "recipient",
        "version__inspection__service",
        "version__inspection__programme",
        "version__rendering",
    ).defer("version__rendering__folder")
    row = rows.filter(token_sha256=hashed(token), revoked_at__isnull=True).first()
    if row is None or not is_sendable(row.version):
        raise NotAllowedError("There is no such link.")
    return row
