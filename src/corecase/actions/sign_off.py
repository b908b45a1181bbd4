"""Sign-off: a report is handed in, read by somebody who did not write it, and signed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from corecase.actions import (
    authors,
    copy_news,
    dispatches,
    door,
    drafts,
    frameworks,
    kept_errors,
    obstacles,
    renderings,
    report_particulars,
    report_versions,
    reports,
    scores,
    stages,
)
from corecase.core import before_after, scoring, series, sign_off
from corecase.core import report_versions as versions
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, may
from corecase.core.reports import RenderingState
from corecase.core.scoring import Score
from corecase.core.sign_off import Obstacle
from corecase.core.stages import Stage
from corecase.documents.inspection_report.parts import Report
from corecase.exchange import inspection_folders
from corecase.store.cases.models import Inspection, Person, Rendering, ReportVersion

REASON: int = 300
"""The longest reason that is kept with a withdrawn signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the sign-off page shows: what is still open, the scores, who wrote.

    `seen` stands for the draft as the reader sees it; `is_ready` says that it may be signed
    now, `may_hand_in` and `may_sign` what the reader may do, `refusal` why this reader does not
    sign all the same. `version` is the number of the one that is signed, waiting or published,
    0 where none is or a correction is open.
    """

    code: str
    service: str
    synthetic: str
    stage: Stage
    obstacles: tuple[Obstacle, ...]
    headlines: tuple[Score, ...]
    writers: tuple[str, ...]
    refusal: str
    seen: str
    is_ready: bool
    version: int
    may_write: bool
    may_hand_in: bool
    may_sign: bool
    usual_day: date

    @property
    def may_go_on(self) -> bool:
        """Whether the reader may take a draft that the service has checked on to its hand-in."""
        is_checked = all(one.room != "factual_accuracy" for one in self.obstacles)
        return self.may_write and self.stage is Stage.DRAFTING and is_checked


def shown(code: str, *, by: Actor, now: datetime) -> Page:
    """The page of somebody who may read the draft. Raises InputError before there is one."""
    inspection = drafts.readable(code, by=by)
    subject = door.subject_of(inspection)
    stage, today = Stage(inspection.stage), timezone.localdate(now)
    open_ = obstacles.of(inspection, today)
    version = _version(inspection)
    is_ready = not version and not open_ and _is_handed_in(inspection)
    wrote = obstacles.writers(inspection)
    writes = may(by, Deed.DRAFT_WRITE, subject)
    door.consulted("SCORES", "", inspection=inspection, by=by, now=now)
    return Page(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        stage=stage,
        obstacles=open_,
        headlines=_headlines(inspection),
        writers=tuple(Person.objects.filter(pk__in=wrote).values_list("name", flat=True)),
        refusal=sign_off.refusal(by.person_id, writers=wrote, team=authors.team(inspection)),
        seen=_read(inspection, now) if is_ready else "",
        is_ready=is_ready,
        version=version,
        may_write=writes,
        may_hand_in=writes and stage is Stage.FACTUAL_ACCURACY,
        may_sign=may(by, Deed.REPORT_SIGN, subject),
        usual_day=versions.usual_day(today),
    )


def check_may_sign(code: str, *, by: Actor) -> None:
    """Raises NotAllowedError for everybody who signs no report here."""
    door.inspection(code, Deed.REPORT_SIGN, by=by)


def hand_in(code: str, *, by: Actor, now: datetime) -> None:
    """Closes the draft and moves the inspection to sign-off.

    Raises InputError while anything is to be settled, naming each, and from another stage.
    """
    with door.writing(by=by, now=now) as write:
        inspection = drafts.writable(code, by=by)
        before = Stage(inspection.stage)
        if before is not Stage.FACTUAL_ACCURACY:
            raise InputError(
                "The report is handed in from factual accuracy; a correction is signed as it is."
            )
        sign_off.check_settled(obstacles.of(inspection, timezone.localdate(now)))
        stages.stand_at(inspection, Stage.SIGN_OFF, by=by, now=now)
        write.say(EventKind.INSPECTION_MOVED, code, from_stage=before, to_stage=Stage.SIGN_OFF)


def sign(code: str, publish_on: date, *, seen: str, by: Actor, now: datetime) -> int:
    """Signs the report as it stands and asks for its version in every format; its identifier.

    `publish_on` is the day on which it goes out and that the report prints; a corrected report
    goes on printing the day of its first publication. Raises InputError for somebody who wrote in
    it or worked on the inspection, while anything is to be settled, where a version is signed
    already, where the draft is another one than `seen`, and for a day that is over or lies in
    another month than the report names.
    """
    made = _made(code, publish_on, by=by, now=now)
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.REPORT_SIGN, by=by, lock=True)
        _check_may_sign(inspection, by)
        sign_off.check_settled(obstacles.of_topics(inspection))
        if not seen == made.seen == _read(inspection, now):
            raise InputError("The draft changed since this page was opened; read it again first.")
        rendering = renderings.ask_version(inspection, made.folder, by=by, now=now)
        row = _signed(inspection, made.report, rendering, publish_on)
        write.say(
            EventKind.REPORT_SIGNED,
            code,
            version=row.pk,
            rendering=rendering.pk,
            publish_on=publish_on,
            sha256=rendering.sha256,
        )
    return row.pk


def _signed(
    inspection: Inspection, report: Report, rendering: Rendering, publish_on: date
) -> ReportVersion:
    """The version, signed by whoever asked for its rendering."""
    return ReportVersion.objects.create(
        inspection=inspection,
        number=1 + report_versions.rows(inspection).exclude(published_at=None).count(),
        correction=drafts.open_correction(inspection),
        rendering=rendering,
        scores=_kept_scores(report),
        comparators=series.stored(report.inspection.comparators),
        changes=before_after.stored(report.inspection.changes)
        if report.framework.prints_scores
        else {},
        signed_by_id=rendering.asked_by_id,
        signed_at=rendering.asked_at,
        publish_on=publish_on,
    )


def withdraw(code: str, *, reason: str, by: Actor, now: datetime) -> tuple[str, ...]:
    """Takes the signature back, a release with it: the draft opens again.

    Every link to the version ends and who held one is told; the names of those whom no letter
    reached. Raises InputError without a reason, where nothing is signed, and from the instant of
    publication on.
    """
    reason = reason.strip()
    if not reason or len(reason) > REASON:
        raise InputError(f"Say why, in at most {REASON} characters.", field="reason")
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.REPORT_SIGN, by=by, lock=True)
        row = report_versions.check_pending(inspection, now)
        row.withdrawn_by_id, row.withdrawn_at, row.withdrawn_reason = by.person_id, now, reason
        row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        if inspection.stage == Stage.SIGN_OFF:
            stages.stand_at(inspection, Stage.DRAFTING, reason=reason, by=by, now=now)
        holders = dispatches.end_all(row, by=by, now=now)
        write.say(EventKind.REPORT_WITHDRAWN, code, content=reason, version=row.pk)
    return copy_news.held_back(row, holders, by=by)


def render_again(code: str, *, by: Actor, now: datetime) -> None:
    """Asks the worker once more for a version whose rendering failed: the same, as it was signed.

    Raises InputError where no rendering failed.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.REPORT_SIGN, by=by, lock=True)
        row = report_versions.check_pending(inspection, now)
        rendering = row.rendering
        if rendering.state != RenderingState.FAILED:
            raise InputError("No rendering failed; open the publication page again.")
        rendering.state, rendering.attempts = RenderingState.WAITING, 0
        rendering.error, rendering.step = "", ""
        rendering.save(update_fields=["state", "attempts", "error", "step"])
        write.say(EventKind.RENDERING_ASKED, code, rendering=rendering.pk, version=row.pk)


def _version(inspection: Inspection) -> int:
    """The number of the version that is signed and that nobody corrects; 0 where there is none."""
    row = report_versions.rows(inspection).filter(withdrawn_at=None).first()
    if row is None or (row.published_at and drafts.open_correction(inspection)):
        return 0
    return row.number


def _is_handed_in(inspection: Inspection) -> bool:
    return inspection.stage == Stage.SIGN_OFF or drafts.open_correction(inspection) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What is signed: what stands for the draft, the report, and its folder with the day."""

    seen: str
    report: Report
    folder: bytes


def _made(code: str, publish_on: date, *, by: Actor, now: datetime) -> _Made:
    """Builds what is signed before the write begins: nobody who saves has to wait for it.

    Raises InputError as `sign` does; what can change meanwhile is asked again within the write.
    """
    inspection, today = door.inspection(code, Deed.REPORT_SIGN, by=by), timezone.localdate(now)
    versions.check_day(publish_on, today)
    _check_may_sign(inspection, by)
    sign_off.check_settled(obstacles.of(inspection, today))
    material = reports.material(inspection, today)
    files = inspection_folders.files(material)
    # The improvement plan is due from the first publication on, whatever is corrected.
    printed = report_versions.first_day(inspection) or publish_on
    # A letter names its day of publication and no month; of a report a blank one is an obstacle.
    if month := report_particulars.of(inspection).month:
        versions.check_month(month, printed)
    return _Made(
        seen=reports.fingerprint(files),
        report=reports.built_from(files, preview=False),
        folder=inspection_folders.zipped(
            inspection_folders.files(reports.dated(material, printed))
        ),
    )


def _check_may_sign(inspection: Inspection, by: Actor) -> None:
    _check_is_to_be_signed(inspection)
    sign_off.check_may_sign(
        by.person_id, writers=obstacles.writers(inspection), team=authors.team(inspection)
    )


def _check_is_to_be_signed(inspection: Inspection) -> None:
    if report_versions.pending(inspection) is not None:
        raise InputError("A version is signed already; withdraw its signature to sign another.")
    if not _is_handed_in(inspection):
        raise InputError("The report is not handed in for sign-off yet; its writers do that.")


def _headlines(inspection: Inspection) -> tuple[Score, ...]:
    framework = frameworks.of(inspection)
    judgements, _ = scores.effective_judgements(inspection)
    return scoring.score(framework, judgements).headlines


def _read(inspection: Inspection, now: datetime) -> str:
    """What stands for the draft as it is: the hash of everything that the report is made of."""
    return reports.fingerprint(reports.files_of(inspection, timezone.localdate(now)))


def _kept_scores(report: Report) -> list[dict[str, object]]:
    errors = kept_errors.of_report(report)
    return [
        {
            "score": score.id,
            "label": score.label,
            "count": score.figure.count,
            "out_of": score.figure.out_of,
            "n_cases": score.n_cases,
            "band": score.band.label if score.band else "",
            kept_errors.ERROR: errors.get(score.id),
        }
        for score in report.scores.headlines
    ]
