"""Versions of a report: what the publication page shows of them, and their files."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from corecase.actions import (
    door,
    drafts,
    frameworks,
    programme_addresses,
    renderings,
    service_addresses,
)
from corecase.core.drafting import CORRECTED_STAGES
from corecase.core.errors import InputError
from corecase.core.improvement import due_on
from corecase.core.people import Actor, Deed, NotAllowedError, may
from corecase.core.report_versions import (
    VersionState,
    fingerprint,
    has_come,
    in_order,
    state_of,
)
from corecase.core.reports import RenderingState
from corecase.core.service_addresses import clashes
from corecase.core.stages import Stage
from corecase.store.cases.models import Correction, Inspection, RenderedFile, ReportVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version as the publication page shows it.

    `sha256` names it, empty until it is rendered. `reason` says what a corrected version
    corrects. `step` is how far the rendering is and `fault` why it, or the publication, failed.
    `plan_due_on` is the day that the report prints for the improvement plan, None where the
    framework sets none. `is_released` asks whether the embargo holds or is over.
    """

    id: int
    number: int
    state: VersionState
    sha256: str
    files: tuple[str, ...]
    reason: str
    step: str
    fault: str
    signed_by: str
    signed_at: datetime
    publish_on: date
    plan_due_on: date | None
    publish_at: datetime | None
    released_by: str
    released_at: datetime | None
    published_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    seen: str

    @property
    def is_pending(self) -> bool:
        """Whether it is signed and neither withdrawn nor published."""
        return self.state in _PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCorrection:
    """The correction that is open, with the reason that readers will see."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The versions of an inspection's report, the newest first, and what the reader may do.

    `is_over` says that the instant of publication has come, so that nothing is changed any
    more; `is_correctable` that a correction may be opened now. `clash` says, on the page that
    releases, where the name of the service gives another's address.
    """

    code: str
    service: str
    synthetic: str
    stage: Stage
    versions: tuple[Version, ...]
    correction: OpenCorrection | None
    is_over: bool
    is_correctable: bool
    may_read: bool
    may_write: bool
    may_sign: bool
    may_release: bool
    may_send: bool
    clash: str = ""

    @property
    def pending(self) -> Version | None:
        """The version that is signed and not published yet."""
        return next((version for version in self.versions if version.is_pending), None)

    @property
    def current(self) -> Version | None:
        """The version that readers see now, None before the first is published."""
        is_read = VersionState.PUBLISHED
        return next((version for version in self.versions if version.state is is_read), None)

    @property
    def is_public(self) -> bool:
        """Whether a version is published."""
        return any(version.published_at for version in self.versions)


_PENDING = frozenset(
    {
        VersionState.RENDERING,
        VersionState.NOT_RENDERED,
        VersionState.SIGNED,
        VersionState.RELEASED,
    }
)


def shown(code: str, *, by: Actor, now: datetime) -> Publication:
    """What the publication page shows. Who is not let in: NotAllowedError."""
    return _shown(door.inspection(code, Deed.PUBLICATION_READ, by=by), by, now)


def signed(code: str, *, by: Actor, now: datetime) -> Publication:
    """The same for the page that withdraws a signature. InputError where it cannot be."""
    inspection = door.inspection(code, Deed.REPORT_SIGN, by=by)
    check_pending(inspection, now)
    return _shown(inspection, by, now)


def releasable(code: str, *, by: Actor, now: datetime) -> Publication:
    """The same for the page that releases. InputError where nothing can be released."""
    inspection = door.inspection(code, Deed.REPORT_RELEASE, by=by)
    check_pending(inspection, now)
    service, programme = inspection.service.name, inspection.programme.title
    services, programmes = service_addresses.of([service]), programme_addresses.of([programme])
    told = clashes(service=service, programme=programme, services=services, programmes=programmes)
    return replace(_shown(inspection, by, now), clash=told)


def correctable(code: str, *, by: Actor, now: datetime) -> Publication:
    """The same for the page that opens a correction."""
    return _shown(door.inspection(code, Deed.DRAFT_WRITE, by=by), by, now)


def _shown(inspection: Inspection, by: Actor, now: datetime) -> Publication:
    subject = door.subject_of(inspection)
    versions, waiting = listed(inspection), pending(inspection)
    correction = drafts.open_correction(inspection)
    is_public = any(version.published_at for version in versions)
    return Publication(
        code=inspection.code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        stage=Stage(inspection.stage),
        versions=versions,
        correction=None if correction is None else _correction(correction),
        is_over=waiting is not None and is_out_of_hand(waiting, now),
        is_correctable=is_public and correction is None and inspection.stage in CORRECTED_STAGES,
        may_read=may(by, Deed.DRAFT_READ, subject),
        may_write=may(by, Deed.DRAFT_WRITE, subject),
        may_sign=may(by, Deed.REPORT_SIGN, subject),
        may_release=may(by, Deed.REPORT_RELEASE, subject),
        may_send=may(by, Deed.DISTRIBUTION_MANAGE, subject),
    )


def file(code: str, number: int, name: str, *, by: Actor, now: datetime) -> renderings.File:
    """A file of a version, before its publication too; NotAllowedError where it is not there.

    That somebody read it is logged: until its instant the report is under embargo.
    """
    inspection = door.inspection(code, Deed.PUBLICATION_READ, by=by)
    row = rows(inspection).filter(pk=number, rendering__state=RenderingState.DONE).first()
    if row is None:
        raise NotAllowedError("There is no such version.")
    found = renderings.file_of(row.rendering, name)
    ref = renderings.ref_of(row.rendering, name)
    door.consulted("REPORT", ref, inspection=inspection, by=by, now=now)
    return found


def pending(inspection: Inspection) -> ReportVersion | None:
    """The version that is signed and neither withdrawn nor published; there is one at most."""
    return rows(inspection).filter(withdrawn_at__isnull=True, published_at__isnull=True).first()


def check_pending(inspection: Inspection, now: datetime) -> ReportVersion:
    """The version that may still be held back.

    Raises InputError where none is signed, and from the instant of publication on unless
    publishing failed.
    """
    row = pending(inspection)
    if row is None:
        raise InputError("No version is signed and waiting; open the publication page again.")
    if is_out_of_hand(row, now):
        raise InputError("The instant of publication has come; open a correction afterwards.")
    return row


def first_day(inspection: Inspection) -> date | None:
    """The day that the first published version prints; a corrected one goes on printing it."""
    published = rows(inspection).filter(published_at__isnull=False)
    return published.order_by("number").values_list("publish_on", flat=True).first()


def is_out_of_hand(row: ReportVersion, now: datetime) -> bool:
    """Whether the instant of publication has come; where publishing failed it is not too late."""
    return bool(row.publish_at and has_come(row.publish_at, now) and not row.fault)


def rows(inspection: Inspection) -> QuerySet[ReportVersion]:
    """The versions of an inspection, the newest first, without what is large."""
    found = ReportVersion.objects.filter(inspection=inspection).select_related(
        "rendering", "correction", "signed_by", "released_by", "withdrawn_by"
    )
    return found.defer("rendering__folder")


def hashes(row: ReportVersion) -> dict[str, str]:
    """The hash of each file of a version, by name."""
    return dict(
        RenderedFile.objects.filter(rendering=row.rendering_id).values_list("name", "sha256")
    )


def listed(inspection: Inspection) -> tuple[Version, ...]:
    """Every version, for other actions; two queries whatever their number."""
    found = list(rows(inspection))
    files: dict[int, dict[str, str]] = {}
    rendered = RenderedFile.objects.filter(rendering__in=[row.rendering_id for row in found])
    for rendering, name, sha256 in rendered.values_list("rendering_id", "name", "sha256"):
        files.setdefault(rendering, {})[name] = sha256
    days = {row.number: row.publish_on for row in found if row.published_at}
    last, first = max(days, default=0), min(days, default=0)
    weeks = frameworks.of(inspection).improvement_plan_weeks
    return tuple(
        _version(
            row,
            files.get(row.rendering_id, {}),
            last,
            due_on(days.get(first, row.publish_on), weeks),
        )
        for row in found
    )


def seen_of(row: ReportVersion) -> str:
    """What a form sends back, so that nobody's release is written over unread."""
    return f"{row.pk} {row.released_at.isoformat() if row.released_at else ''}".strip()


def _version(row: ReportVersion, files: dict[str, str], last: int, due: date | None) -> Version:
    rendering = RenderingState(row.rendering.state)
    is_done = rendering is RenderingState.DONE
    return Version(
        id=row.pk,
        number=row.number,
        state=state_of(
            rendering,
            is_released=row.released_at is not None,
            is_published=row.published_at is not None,
            is_withdrawn=row.withdrawn_at is not None,
            is_superseded=row.number < last,
        ),
        sha256=row.sha256 or (fingerprint(files) if is_done else ""),
        files=in_order(files) if is_done else (),
        reason=row.correction.reason if row.correction else "",
        step=row.rendering.step,
        fault=row.fault or row.rendering.error,
        signed_by=row.signed_by.name,
        signed_at=row.signed_at,
        publish_on=row.publish_on,
        plan_due_on=due,
        publish_at=row.publish_at,
        released_by=row.released_by.name if row.released_by else "",
        released_at=row.released_at,
        published_at=row.published_at,
        withdrawn_by=row.withdrawn_by.name if row.withdrawn_by else "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        seen=seen_of(row),
    )


def _correction(row: Correction) -> OpenCorrection:
    return OpenCorrection(reason=row.reason, by=row.opened_by.name, at=row.opened_at)
