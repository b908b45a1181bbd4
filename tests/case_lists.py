"""Case lists as services might send them, all invented."""

from datetime import date, datetime, timedelta

from corecase.actions import uploads
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site

HEADINGS = "Case ref,Start date,Sentence type,Sex,Ethnicity,Team"
FIRST, LAST = date(2026, 2, 1), date(2026, 6, 30)


def written(n: int = 12, *, more: str = "") -> bytes:
    """A list of cases H/001, H/002, …: every third in custody, every fourth female."""
    rows = [
        f"H/{number:03},{FIRST + timedelta(days=number):%d/%m/%Y},"
        f"{'custody' if number % 3 == 0 else 'community'},"
        f"{'F' if number % 4 == 0 else 'M'},White,{'North' if number % 2 else 'South'}"
        for number in range(1, n + 1)
    ]
    return "\n".join([HEADINGS, *rows, *more.split("\n")]).strip().encode()


def announced(**fields: object) -> models.Inspection:
    """An inspection that waits for its caseload, with a window."""
    days = {"eligible_from": FIRST, "eligible_until": LAST, "custody_from": date(2025, 2, 1)}
    return site.inspection(Stage.ANNOUNCED, **{**days, **fields})


def received(
    inspection: models.Inspection,
    by: models.Person,
    content: bytes = b"",
    *,
    now: datetime = site.NOW,
) -> int:
    """Sends a list in, and returns the number of the upload."""
    uploads.receive(
        inspection.code,
        file_name="list.csv",
        content=content or written(),
        by=site.actor(by),
        now=now,
    )
    waiting = uploads.waiting(inspection.code, by=site.actor(by), now=now)
    assert waiting is not None
    return waiting.upload


def accepted(inspection: models.Inspection, by: models.Person, content: bytes = b"") -> None:
    """Sends a list in and accepts it."""
    upload = received(inspection, by, content)
    uploads.accept(inspection.code, upload=upload, by=site.actor(by), now=site.NOW)
    inspection.refresh_from_db()
