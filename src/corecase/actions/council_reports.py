"""Council reports on the site: begun, written with every version kept, downloaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Max, QuerySet

from corecase.actions import council_inspections, council_plans, door, frameworks
from corecase.actions.council_inspections import Told
from corecase.core import council_reports as core
from corecase.core.council_facts import Meeting
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.heading_sets import Decision, HeadingSet
from corecase.core.people import PERMISSIONS, Actor, Deed, NotAllowedError
from corecase.documents import docx, formats
from corecase.exchange import council_facts, heading_sets
from corecase.pipelines import council_report as pipeline
from corecase.pipelines.council_report import Made
from corecase.store.cases import models
from corecase.store.cases.models import CouncilMinute, CouncilReportVersion, Inspection

OWN: Final = "own"
"""The choice of a file of the council's own in place of a set that comes with Corecase."""

Content = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minuted:
    """What a committee decided, who entered it, and whether progress was reported."""

    minute: core.Minute
    by: str
    reported_on: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A council report in a list."""

    code: str
    number: int
    title: str
    meetings: tuple[Meeting, ...]
    minuted: Minuted | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A published inspection with its council reports."""

    code: str
    service: str
    programme: str
    published_on: date
    reports: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One version of what the council wrote."""

    number: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One council report: its headings, what it is made of, what is missing in it.

    `seen` is what its next writer sends back. `is_outdated` says that the inspection's report
    was corrected after the last version was saved. `beside` are services that can be chosen as
    a family, (code, name).
    """

    code: str
    number: int
    service: str
    headings: HeadingSet
    content: Content
    told: Told
    made: Made
    versions: tuple[Saved, ...]
    has_template: bool
    is_outdated: bool
    beside: tuple[tuple[str, str], ...]
    minuted: Minuted | None

    @property
    def seen(self) -> str:
        """The version that its reader saw."""
        return str(self.versions[0].number) if self.versions else "0"


def sets() -> tuple[tuple[str, str], ...]:
    """The heading sets that come with Corecase: name and title with the council."""
    loaded = map(heading_sets.load, heading_sets.shipped())
    return tuple((one.id, f"{one.title} (as {one.council})") for one in loaded)


def reports(by: Actor) -> bool:
    """Whether somebody reports to a council's members at all."""
    return any(role in PERMISSIONS[Deed.COUNCIL_REPORT] for role in by.roles)


def listed(*, by: Actor, now: datetime) -> tuple[Reported, ...]:
    """The published inspections of one's services, each with its council reports.

    NotAllowedError for somebody who reports to no council.
    """
    if not reports(by):
        raise NotAllowedError("This is not there, or is not for you to see.")
    rows = council_inspections.within_reach(by=by, now=now)
    return tuple(
        Reported(
            code=row.code,
            service=row.service.name,
            programme=row.programme.title,
            published_on=council_inspections.first_published_on(row),
            reports=tuple(_entry(report, now) for report in _reports(row)),
        )
        for row in rows
    )


def inspection(code: str, *, by: Actor, now: datetime) -> Reported:
    """One published inspection. Who does not report on it, or before it is published: refused."""
    row = council_inspections.readable(code, by=by, now=now)
    return next(one for one in listed(by=by, now=now) if one.code == row.code)


def begin(
    code: str,
    *,
    headings: str,
    own: bytes = b"",
    template: bytes = b"",
    by: Actor,
    now: datetime,
) -> int:
    """Begins a report under a shipped heading set or the council's own, and returns its number.

    Raises ManyProblems with every fault of a set of one's own, and InputError for a Word
    template that cannot be used.
    """
    text = _text_of(headings, own)
    if template:
        docx.check_template(template)
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        last = row.council_reports.aggregate(last=Max("number"))["last"] or 0
        models.CouncilReport.objects.create(
            inspection=row,
            number=last + 1,
            headings=text,
            template=template,
            by_id=by.person_id,
            at=now,
        )
        write.say(EventKind.COUNCIL_REPORT_BEGUN, row.code, content=text, council_report=last + 1)
    return int(last) + 1


def _text_of(headings: str, own: bytes) -> str:
    if headings != OWN:
        return heading_sets.text(headings)
    if not own:
        raise InputError("Choose the file of your heading set.", field="file")
    heading_sets.from_content(own, "Your heading set")
    return own.decode("utf-8-sig")


def shown(code: str, number: int, *, by: Actor, now: datetime) -> Shown:
    """One council report as it stands. NotAllowedError where there is none."""
    row = council_inspections.readable(code, by=by, now=now)
    return _shown(row, report_of(row, number), now)


def write(code: str, number: int, *, content: Content, seen: str, by: Actor, now: datetime) -> int:
    """Saves what the council wrote as another version, and returns its number.

    Raises InputError where somebody else saved meanwhile, and where it cannot be read back.
    """
    council_facts.written(_parts(content))
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        report = report_of(row, number)
        last = report.versions.first()
        before = last.number if last else 0
        if seen != str(before):
            raise InputError(
                "Somebody saved this report meanwhile: look at what stands now, take over what "
                "is to stay, and save again."
            )
        report.versions.create(
            number=before + 1,
            told=council_inspections.standing(row, now),
            content=dict(content),
            by_id=by.person_id,
            at=now,
        )
        write.say(
            EventKind.COUNCIL_REPORT_WRITTEN,
            row.code,
            content=content,
            council_report=number,
            version=before + 1,
        )
    return int(before) + 1


def file(code: str, number: int, name: str, *, by: Actor, now: datetime) -> bytes:
    """The report in a format, as it stands. NotAllowedError for a format that there is not."""
    ending = name.rpartition(".")[2]
    if name != f"council-report.{ending}" or ending not in pipeline.FORMATS:
        raise NotAllowedError("There is no such file.")
    row = council_inspections.readable(code, by=by, now=now)
    report = report_of(row, number)
    made = _shown(row, report, now).made
    template = bytes(report.template) or None
    return formats.render(made.document, (ending,), word_template=template)[ending]


def minute(code: str, number: int, *, said: core.Minute, by: Actor, now: datetime) -> None:
    """Keeps what the committee decided, which opens the report on progress.

    Raises InputError where a decision is kept already, or is said to come after today.
    """
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        report = report_of(row, number)
        if CouncilMinute.objects.filter(report=report).exists():
            raise InputError("The decision on this report is kept already, and stays as it is.")
        if said.decided_on > council_inspections.today(now):
            raise InputError("A decision is minuted once it is made.", field="decided_on")
        CouncilMinute.objects.create(
            report=report,
            decision=said.decision,
            committee=said.committee.strip(),
            words=said.words.strip(),
            decided_on=said.decided_on,
            progress_on=said.progress_on,
            by_id=by.person_id,
            at=now,
        )
        write.say(
            EventKind.COUNCIL_REPORT_MINUTED,
            row.code,
            content=[said.decision, said.decided_on.isoformat(), said.progress_on.isoformat()],
            council_report=number,
        )


def report_progress(code: str, number: int, *, reported_on: date, by: Actor, now: datetime) -> None:
    """Keeps that progress was reported to the committee on a day.

    Raises InputError before a decision is minuted, twice, or for a day that has not been or
    lies before the decision.
    """
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        kept = CouncilMinute.objects.filter(report=report_of(row, number)).first()
        if kept is None or kept.reported_on:
            raise InputError("No report on progress is waited for here.")
        if not kept.decided_on < reported_on <= council_inspections.today(now):
            raise InputError(
                "Progress was reported after the decision and not later than today.",
                field="reported_on",
            )
        kept.reported_on, kept.reported_by_id, kept.reported_at = reported_on, by.person_id, now
        kept.save()
        write.say(
            EventKind.COUNCIL_PROGRESS_REPORTED,
            row.code,
            content=reported_on.isoformat(),
            council_report=number,
        )


def report_of(row: Inspection, number: int) -> models.CouncilReport:
    """A report of an inspection; NotAllowedError where there is none. For actions only."""
    found = _reports(row).filter(number=number).first()
    if found is None:
        raise NotAllowedError("There is no such council report.")
    return found


def _reports(row: Inspection) -> QuerySet[models.CouncilReport]:
    rows = models.CouncilReport.objects.filter(inspection=row)
    return rows.select_related("inspection", "minute__by").prefetch_related("versions__by")


def _shown(row: Inspection, report: models.CouncilReport, now: datetime) -> Shown:
    headings = heading_sets.from_content(report.headings.encode("utf-8"), "headings")
    versions = list(report.versions.all())
    content: Content = versions[0].content if versions else {}
    standing = council_inspections.standing(row, now)
    told = council_inspections.told(row, standing, family=_names(content, "family"))
    plan, paper = council_facts.written(_parts(content))
    facts = replace(
        told.inspection,
        strengths=_chosen(told.strengths, content, "strengths"),
        areas=_chosen(told.areas, content, "areas"),
    )
    made = pipeline.make(
        core.CouncilReport(
            headings=headings,
            inspection=facts,
            plan=council_plans.told(row, plan, decided_on=_decided_on(report), now=now),
            paper=paper,
            framework=frameworks.of(row),
        ),
        preview=True,
    )
    return Shown(
        code=row.code,
        number=report.number,
        service=row.service.name,
        headings=headings,
        content=content,
        told=told,
        made=made,
        versions=tuple(Saved(number=v.number, by=v.by.name, at=v.at) for v in versions),
        has_template=bool(report.template),
        is_outdated=bool(versions) and versions[0].told_id != standing.pk,
        beside=council_inspections.beside(row, standing.publish_on),
        minuted=_minuted(report, now),
    )


def _parts(content: Content) -> Content:
    """The parts of what is kept that a file of facts has too."""
    return {"paper": content.get("paper", {}), "plan": content.get("plan", {})}


def _names(content: Content, key: str) -> tuple[str, ...]:
    kept = content.get(key, ())
    return tuple(map(str, kept)) if isinstance(kept, list) else ()


def _chosen(findings: Sequence[tuple[str, str]], content: Content, key: str) -> tuple[str, ...]:
    """The findings that were chosen, or the clearest of them where nobody chose."""
    if key not in content:
        return tuple(words for _, words in findings[: council_inspections.N_SHOWN])
    chosen = _names(content, key)
    return tuple(words for name, words in findings if name in chosen)


def _entry(report: models.CouncilReport, now: datetime) -> Entry:
    versions: list[CouncilReportVersion] = list(report.versions.all())
    content: Content = versions[0].content if versions else {}
    headings = heading_sets.from_content(report.headings.encode("utf-8"), "headings")
    return Entry(
        code=report.inspection.code,
        number=report.number,
        title=headings.title,
        meetings=council_facts.written(_parts(content))[1].meetings,
        minuted=_minuted(report, now),
    )


def _decided_on(report: models.CouncilReport) -> date | None:
    kept: CouncilMinute | None = getattr(report, "minute", None)
    return kept.decided_on if kept else None


def _minuted(report: models.CouncilReport, now: datetime) -> Minuted | None:
    kept: CouncilMinute | None = getattr(report, "minute", None)
    if kept is None:
        return None
    said = core.Minute(
        decision=Decision(kept.decision),
        committee=kept.committee,
        decided_on=kept.decided_on,
        progress_on=kept.progress_on,
        words=kept.words,
    )
    overdue = said.is_overdue(council_inspections.today(now), kept.reported_on)
    return Minuted(minute=said, by=kept.by.name, reported_on=kept.reported_on, is_overdue=overdue)
