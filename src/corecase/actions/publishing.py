"""Publishing: what was released goes to the register when its instant has come, and not before.

The worker asks every few seconds. Two that ask at once publish once; what fails for one report
leaves the others alone, is said on its publication page, and is tried again.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from corecase.actions import (
    door,
    drafts,
    kept_errors,
    programme_addresses,
    report_versions,
    service_addresses,
    stages,
)
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor
from corecase.core.report_versions import check_still_on, fingerprint
from corecase.core.stages import Stage
from corecase.store.cases.models import (
    Inspection,
    Person,
    RenderedFile,
    ReportParticulars,
    ReportRecommendation,
    ReportVersion,
)
from corecase.store.public.models import (
    Publication,
    PublishedFile,
    PublishedRecommendation,
    PublishedScore,
    PublishedVersion,
)

_LOG: Final = logging.getLogger("corecase")
FAULT: Final = 300
"""So much is kept of what went wrong."""


def publish_due(*, now: datetime) -> tuple[str, ...]:
    """Publishes every released version whose instant has come; the codes of their inspections."""
    due = _due(now).order_by("publish_at", "id")
    published = []
    for version, code, fault in due.values_list("id", "inspection__code", "fault"):
        try:
            if publish(version, now=now):
                published.append(code)
        except Exception as error:
            _note(version, code, error, fault)
    return tuple(published)


def _due(now: datetime) -> QuerySet[ReportVersion]:
    return ReportVersion.objects.filter(
        publish_at__lte=now, published_at__isnull=True, withdrawn_at__isnull=True
    )


def publish(version: int, *, now: datetime) -> bool:
    """Publishes one version that is due; whether this call did, or another was first.

    Raises InputError where its files are not those that were released, and for a first version
    once the day that it prints is over. A corrected one prints the day of the first.
    """
    with transaction.atomic():
        # In the order of every other write: the inspection's row first, then what hangs on it.
        inspection = (
            Inspection.objects.select_related("programme", "service")
            .select_for_update(of=("self",))
            .get(versions=version)
        )
        row = report_versions.rows(inspection).filter(pk__in=_due(now), pk=version).first()
        if row is None:
            return False
        if row.correction is None:
            check_still_on(row.publish_on, timezone.localdate(now))
        releaser = Person.objects.get(pk__in=[row.released_by_id])
        by = Actor(person_id=releaser.pk, name=releaser.name)
        with door.writing(by=by, now=now) as write:
            _write(inspection, row, now)
            _settle(inspection, row, by, now)
            write.say(
                EventKind.REPORT_PUBLISHED,
                inspection.code,
                version=row.pk,
                number=row.number,
                sha256=row.sha256,
                **({"correction": row.correction_id} if row.correction_id else {}),
            )
    return True


def _settle(inspection: Inspection, row: ReportVersion, by: Actor, now: datetime) -> None:
    """The version is published, its correction closed; a first version moves the inspection."""
    row.published_at, row.fault = now, ""
    row.save(update_fields=["published_at", "fault"])
    correction = drafts.open_correction(inspection)
    if correction is not None:
        correction.closed_at = now
        correction.save(update_fields=["closed_at"])
    if inspection.stage == Stage.SIGN_OFF:
        stages.stand_at(inspection, Stage.PUBLISHED, by=by, now=now)


def _write(inspection: Inspection, row: ReportVersion, now: datetime) -> None:
    """The rows of the register. Raises InputError where the files are not those released."""
    files = _files(row)
    publication = _publication(inspection, row)
    service_addresses.give([publication.service], now=now)
    programme_addresses.give([publication.programme], now=now)
    published = PublishedVersion.objects.create(
        publication=publication,
        number=row.number,
        sha256=row.sha256,
        published_at=now,
        reason=row.correction.reason if row.correction else "",
        overall=_overall(inspection),
        comparators=row.comparators,
        changes=row.changes,
    )
    PublishedFile.objects.bulk_create(
        PublishedFile(
            version=published, name=name, content=content, sha256=sha256(content).hexdigest()
        )
        for name, content in files.items()
    )
    PublishedScore.objects.bulk_create(
        PublishedScore(version=published, position=position, **kept_errors.printed(score))
        for position, score in enumerate(row.scores, start=1)
    )
    # Nobody writes in the draft from its signing to its publication.
    asked = ReportRecommendation.objects.filter(inspection=inspection)
    PublishedRecommendation.objects.bulk_create(
        PublishedRecommendation(
            version=published, position=position, text=one.text, owners=one.owners
        )
        for position, one in enumerate(asked, start=1)
    )


def _overall(inspection: Inspection) -> str:
    """The overall phrase: nobody writes in the draft from its signing to its publication."""
    phrases = ReportParticulars.objects.filter(inspection=inspection)
    return phrases.values_list("overall", flat=True).first() or ""


def _files(row: ReportVersion) -> Mapping[str, bytes]:
    found = RenderedFile.objects.filter(rendering=row.rendering_id)
    files = {name: bytes(data) for name, data in found.values_list("name", "content")}
    named = fingerprint({name: sha256(data).hexdigest() for name, data in files.items()})
    if not files or named != row.sha256:
        raise InputError(
            "The files are not those that were released; withdraw the signature and sign again."
        )
    return files


def _publication(inspection: Inspection, row: ReportVersion) -> Publication:
    """The entry of the register; a corrected version stands beside the first, on its day."""
    before = inspection.previous
    found, _ = Publication.objects.get_or_create(
        code=inspection.code,
        defaults={
            "service": inspection.service.name,
            "service_code": inspection.service.code,
            "programme": inspection.programme.title,
            "programme_code": inspection.programme.code,
            "region": inspection.service.region,
            "nation": inspection.service.nation,
            "published_on": row.publish_on,
            # The same method again; one of an earlier programme is only the one before.
            "is_reinspection": bool(before and before.programme_id == inspection.programme_id),
            "previous": Publication.objects.filter(code=before.code).first() if before else None,
            "synthetic": inspection.synthetic,
        },
    )
    return found


def _note(version: int, code: str, error: Exception, known: str) -> None:
    """Keeps why a version could not be published, and logs it once, without content."""
    kind, said = type(error).__name__, str(error)
    if not isinstance(error, InputError):
        said = f"The register did not take it ({kind}); it is tried again every few seconds."
    if said[:FAULT] != known:
        ReportVersion.objects.filter(pk=version).update(fault=said[:FAULT])
        _LOG.error("Version %d of %s could not be published: %s.", version, code, kind)
