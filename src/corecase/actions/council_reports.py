"""Council reports on the site: begun, written with every version kept, downloaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db.models import Max

from corecase.actions import council_inspections, council_minutes, council_plans, door, frameworks
from corecase.actions.council_inspections import Told
from corecase.actions.council_minutes import Minuted
from corecase.core import council_reports as core
from corecase.core.council_facts import Meeting
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.heading_sets import HeadingSet
from corecase.core.people import PERMISSIONS, Actor, Deed, NotAllowedError
from corecase.documents import docx, formats
from corecase.exchange import council_facts, heading_sets
from corecase.pipelines import council_report as pipeline
from corecase.pipelines.council_report import Made
from corecase.store.cases import models
from corecase.store.cases.models import CouncilReportVersion, Inspection

OWN: Final = "own"
"""The choice of a file of the council's own in place of a set that comes with Corecase."""

Content = Mapping[str, object]


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
    def plan_lives_here(self) -> bool:
        """Whether its improvement plan is kept here, so that it stands so on a day."""
        return self.made.report.plan.stands_on is not None

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
            reports=tuple(_entry(report, now) for report in council_minutes.reports_on(row)),
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
    return _shown(row, council_minutes.report_of(row, number), now)


def write(code: str, number: int, *, content: Content, seen: str, by: Actor, now: datetime) -> int:
    """Saves what the council wrote as another version, and returns its number.

    Raises InputError where somebody else saved meanwhile, and where it cannot be read back.
    """
    council_facts.written(_parts(content))
    for own in council_facts.own_comparators(_parts(content)):
        if own.source.published.last > council_inspections.today(now):
            raise InputError(
                "Give the day as at which these figures stood; it cannot lie ahead.",
                field="comparators_as_at",
            )
    with door.writing(by=by, now=now) as write:
        row = council_inspections.readable(code, by=by, now=now, lock=True)
        report = council_minutes.report_of(row, number)
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
    report = council_minutes.report_of(row, number)
    made = _shown(row, report, now).made
    template = bytes(report.template) or None
    return formats.render(made.document, (ending,), word_template=template)[ending]


def _shown(row: Inspection, report: models.CouncilReport, now: datetime) -> Shown:
    headings = heading_sets.from_content(report.headings.encode("utf-8"), "headings")
    versions = list(report.versions.all())
    content: Content = versions[0].content if versions else {}
    standing = council_inspections.standing(row, now)
    told = council_inspections.told(row, standing, family=_names(content, "family"))
    plan, paper = council_facts.written(_parts(content))
    own = council_facts.own_comparators(_parts(content))
    facts = replace(
        council_inspections.compared(told.inspection, own),
        strengths=_chosen(told.strengths, content, "strengths"),
        areas=_chosen(told.areas, content, "areas"),
    )
    decided_on = council_minutes.decided_on(report)
    made = pipeline.make(
        core.CouncilReport(
            headings=headings,
            inspection=facts,
            plan=council_plans.told(row, plan, decided_on=decided_on, now=now),
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
        minuted=council_minutes.minuted(report, now),
    )


def _parts(content: Content) -> Content:
    """The parts of what is kept that a file of facts has too."""
    kept = {"paper": content.get("paper", {}), "plan": content.get("plan", {})}
    return {**kept, "comparators": content.get("comparators") or None}


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
        minuted=council_minutes.minuted(report, now),
    )
