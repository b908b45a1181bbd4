"""Releases: a second person lets a signed version out, at an hour that is still to come."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from corecase.actions import authors, copy_news, dispatches, door, obstacles, report_versions
from corecase.core import report_versions as versions
from corecase.core import sign_off
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.core.reports import RenderingState
from corecase.store.cases.models import Inspection, ReportVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The instant at which a version goes out.

    `untold` are those who hold a link to it and whom no letter told that the instant changed.
    """

    publish_at: datetime
    untold: tuple[str, ...]


def release(code: str, hour: time, *, seen: str, by: Actor, now: datetime) -> Released:
    """Releases the signed version for that hour of its day.

    Until then the hour may be changed by releasing again; who holds a link is told. Raises
    InputError for somebody who worked on the inspection, wrote in the report or signed it,
    while it is not rendered, where somebody else released it meanwhile, where a version of the
    same content is published, for an hour that is over, and from the instant of publication on.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.REPORT_RELEASE, by=by, lock=True)
        row = _checked(inspection, seen=seen, by=by, now=now)
        publish_at = versions.instant(row.publish_on, hour, timezone.get_default_timezone())
        versions.check_instant(publish_at, now)
        is_moved = row.publish_at not in (None, publish_at)
        holders = dispatches.holders(row) if is_moved else ()
        row.sha256, row.fault = _new_content(row), ""
        row.publish_at, row.released_by_id, row.released_at = publish_at, by.person_id, now
        row.save(update_fields=["sha256", "publish_at", "released_by", "released_at", "fault"])
        write.say(
            EventKind.REPORT_RELEASED,
            code,
            version=row.pk,
            sha256=row.sha256,
            publish_at=publish_at.isoformat(),
        )
    return Released(publish_at=publish_at, untold=copy_news.moved(row, holders, by=by))


def refusal(code: str, *, by: Actor, now: datetime) -> str:
    """Why this reader does not release the signed version now; empty where they may.

    Raises InputError where nothing can be released by anybody.
    """
    inspection = door.inspection(code, Deed.REPORT_RELEASE, by=by)
    row = report_versions.check_pending(inspection, now)
    try:
        _check_may_release(row, by)
    except InputError as error:
        return str(error)
    return ""


def cancel(code: str, *, seen: str, by: Actor, now: datetime) -> tuple[str, ...]:
    """Takes a release back: the version stays signed and is not published.

    Every link to it ends and who held one is told; the names of those whom no letter reached.
    Anybody who may release may hold a report back. Raises InputError where nothing is
    released, and from the instant of publication on.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.REPORT_RELEASE, by=by, lock=True)
        row = report_versions.check_pending(inspection, now)
        if row.released_at is None:
            raise InputError("No version is released; open the publication page again.")
        _check_seen(row, seen)
        row.publish_at = row.released_by = row.released_at = None
        row.fault = ""
        row.save(update_fields=["publish_at", "released_by", "released_at", "fault"])
        holders = dispatches.end_all(row, by=by, now=now)
        write.say(EventKind.RELEASE_CANCELLED, code, version=row.pk)
    return copy_news.held_back(row, holders, by=by)


def _checked(inspection: Inspection, *, seen: str, by: Actor, now: datetime) -> ReportVersion:
    """The version that somebody may release now, having seen what stands of it."""
    row = report_versions.check_pending(inspection, now)
    _check_may_release(row, by)
    _check_seen(row, seen)
    return row


def _check_may_release(row: ReportVersion, by: Actor) -> None:
    sign_off.check_may_release(
        by.person_id,
        signer=row.signed_by_id,
        writers=obstacles.writers(row.inspection),
        team=authors.team(row.inspection),
    )
    _check_rendered(row)


def _check_rendered(row: ReportVersion) -> None:
    if row.rendering.state != RenderingState.DONE:
        raise InputError("The version is not rendered yet; release it once its files are there.")


def _new_content(row: ReportVersion) -> str:
    """The hash that names a version. Raises InputError where one like it is published already."""
    sha256 = versions.fingerprint(report_versions.hashes(row))
    published = report_versions.rows(row.inspection).filter(published_at__isnull=False)
    same = published.filter(sha256=sha256).first()
    if same is not None:
        raise InputError(
            f"This is what is published as version {same.number}, byte for byte; withdraw the "
            "signature, then correct the draft or close the correction."
        )
    return sha256


def _check_seen(row: ReportVersion, seen: str) -> None:
    if seen != report_versions.seen_of(row):
        raise InputError(
            "Somebody else released this report or took the release back meanwhile; look at "
            "what stands now and send it again."
        )
