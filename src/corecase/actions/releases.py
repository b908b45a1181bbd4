"""Releases: a second person lets a signed version out, at an hour that is still to come."""

from datetime import datetime, time

from django.utils import timezone

from corecase.actions import door, obstacles, report_versions
from corecase.core import report_versions as versions
from corecase.core import sign_off
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed
from corecase.core.reports import RenderingState
from corecase.store.cases.models import ReportVersion


def release(code: str, hour: time, *, seen: str, by: Actor, now: datetime) -> datetime:
    """Releases the signed version for that hour of its day; the instant at which it goes out.

    Until then the hour may be changed by releasing again. Raises InputError for somebody who
    wrote in the report or signed it, while it is not rendered, where somebody else released it
    meanwhile, for an hour that is over, and from the instant of publication on.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.REPORT_RELEASE, by=by, lock=True)
        row = report_versions.check_pending(inspection, now)
        sign_off.check_may_release(by.person_id, row.signed_by_id, obstacles.writers(inspection))
        _check_rendered(row)
        _check_seen(row, seen)
        publish_at = versions.instant(row.publish_on, hour, timezone.get_default_timezone())
        versions.check_instant(publish_at, now)
        row.sha256 = versions.fingerprint(report_versions.hashes(row))
        row.publish_at, row.released_by_id, row.released_at = publish_at, by.person_id, now
        row.save(update_fields=["sha256", "publish_at", "released_by", "released_at"])
        write.say(
            EventKind.REPORT_RELEASED,
            code,
            version=row.pk,
            sha256=row.sha256,
            publish_at=publish_at.isoformat(),
        )
    return publish_at


def cancel(code: str, *, seen: str, by: Actor, now: datetime) -> None:
    """Takes a release back: the version stays signed and is not published.

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
        write.say(EventKind.RELEASE_CANCELLED, code, version=row.pk)


def _check_rendered(row: ReportVersion) -> None:
    if row.rendering.state != RenderingState.DONE:
        raise InputError("The version is not rendered yet; release it once its files are there.")


def _check_seen(row: ReportVersion, seen: str) -> None:
    if seen != report_versions.seen_of(row):
        raise InputError(
            "Somebody else released this report or took the release back meanwhile; look at "
            "what stands now and send it again."
        )
