"""From sign-off to publication in the demonstration: signed, rendered, released, published."""

from datetime import date, datetime

from corecase.actions import (
    door,
    publishing,
    releases,
    rendering_work,
    report_versions,
    sign_off,
)
from corecase.actions.demonstration_cast import Stage
from corecase.core import report_versions as versions
from corecase.core.people import Deed


def usual_day(stage: Stage) -> date:
    """The day of publication of what is signed now."""
    return versions.usual_day(stage.today)


def sign(stage: Stage, code: str, day: date) -> None:
    """The chief inspector, who wrote nothing, signs the report for that day; it is rendered."""
    chief, now = stage.by("chief"), stage.now
    seen = sign_off.shown(code, by=chief, now=now).seen
    sign_off.sign(code, day, seen=seen, by=chief, now=now)
    render(now)


def render(now: datetime) -> None:
    """Does the work that the worker of a served site does, here and now."""
    while (taken := rendering_work.claim(now=now)) is not None:
        rendering_work.run(taken, clock=lambda: now)


def release(stage: Stage, code: str) -> datetime:
    """A second person releases the signed version; the instant at which it goes out."""
    manager, now = stage.by("manager"), stage.now
    inspection = door.inspection(code, Deed.REPORT_RELEASE, by=manager)
    seen = report_versions.seen_of(report_versions.check_pending(inspection, now))
    return releases.release(code, versions.USUAL_HOUR, seen=seen, by=manager, now=now).publish_at


def publish(instant: datetime) -> None:
    """Publishes what is due at that instant, which is over."""
    publishing.publish_due(now=instant)
