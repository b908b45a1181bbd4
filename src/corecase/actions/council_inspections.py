"""Published inspections as council reports tell of them: the version that stands, its figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from corecase.actions import door, frameworks, published
from corecase.core import series
from corecase.core.council_facts import Neighbour, PublishedInspection, Recommended
from corecase.core.figures import Figure
from corecase.core.findings import Finding
from corecase.core.inspections import Comparators
from corecase.core.people import Actor, Deed, NotAllowedError
from corecase.core.periods import Period, day_in_words
from corecase.core.published_scores import PublishedContext, PublishedScore, Record, Source
from corecase.core.written_dates import written_date
from corecase.documents.inspection_report import Report
from corecase.exchange import inspection_folders
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import report_of
from corecase.store.cases.models import Inspection, ReportVersion, Service

N_SHOWN: Final = 10
"""Strengths, and areas, that a report lists unless somebody chooses others: our own setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a published version tells: its figures, and every finding that a council may list.

    `strengths` and `areas` are (identifier, words), the clearest first.
    """

    inspection: PublishedInspection
    strengths: tuple[tuple[str, str], ...] = ()
    areas: tuple[tuple[str, str], ...] = ()


def within_reach(*, by: Actor, now: datetime) -> QuerySet[Inspection]:
    """The published inspections of this person's services. For actions only."""
    out = _out(now).filter(inspection=OuterRef("pk"))
    rows = door.inspections_for(Deed.COUNCIL_REPORT, by=by)
    return rows.filter(Exists(out)).order_by("-pk")


def readable(code: str, *, by: Actor, now: datetime, lock: bool = False) -> Inspection:
    """The inspection, where this person writes its council reports and it is published."""
    inspection = door.inspection(code, Deed.COUNCIL_REPORT, by=by, lock=lock)
    standing(inspection, now)
    return inspection


def standing(inspection: Inspection, now: datetime) -> ReportVersion:
    """The version that readers see now; NotAllowedError before the first. For actions only."""
    row = _out(now).filter(inspection=inspection).order_by("-published_at", "-pk").first()
    if row is None:
        raise NotAllowedError("There is no such report.")
    return row


def first_published_on(inspection: Inspection) -> date:
    """The day of publication, from which things fall due: that of the first version."""
    rows = ReportVersion.objects.filter(inspection=inspection, published_at__isnull=False)
    return rows.order_by("number")[0].publish_on


def _out(now: datetime) -> QuerySet[ReportVersion]:
    return ReportVersion.objects.filter(published_at__lte=now, withdrawn_at__isnull=True)


def told(inspection: Inspection, version: ReportVersion, *, family: Sequence[str] = ()) -> Told:
    """What a version tells, beside the published scores of a family given by codes of services."""
    report = _report(bytes(version.rendering.folder))
    compared = series.read(version.comparators)
    as_at = (compared and written_date(compared.as_at)) or version.publish_on
    neighbours = _neighbours(inspection, version.publish_on, family)
    first = first_published_on(inspection)
    day = Period(first=first, last=first)
    title = f"{inspection.programme.title}, report on {inspection.service.name}, {day.words}"
    if version.publish_on != first:
        title = f"{title}, as corrected on {day_in_words(version.publish_on)}"
    source = Source(title=title, published=Period(first=as_at, last=as_at))
    facts = PublishedInspection(
        service=inspection.service.name,
        source=title,
        record=Record(
            scores=(*_scores(inspection, version, report, source), *_family(neighbours, source)),
            contexts=_contexts(compared, source),
        ),
        as_at=as_at,
        inspectorate=report.inspection.inspectorate if report else "",
        programme=inspection.programme.title,
        inspected=_inspected(inspection),
        published=day,
        is_reinspection=inspection.previous_id is not None,
        n_cases=len(report.cases) if report else None,
        family=tuple(Neighbour(service=name) for name, _ in neighbours),
        recommendations=tuple(
            Recommended(text=one.text, owners=one.owners) for one in report.recommendations
        )
        if report
        else (),
        synthetic=report.inspection.synthetic if report else "",
    )
    strengths, areas = _of(report, "strength"), _of(report, "area")
    found = {
        "strengths": strengths,
        "areas": areas,
        "recommendations": facts.recommendations,
    }
    none_of = frozenset(name for name, listed in found.items() if report and not listed)
    return Told(inspection=replace(facts, none_of=none_of), strengths=strengths, areas=areas)


def _contexts(compared: Comparators | None, source: Source) -> tuple[PublishedContext, ...]:
    """Lowest, average and highest that a version was printed beside; nothing where it was not."""
    if compared is None:
        return ()
    return tuple(
        PublishedContext(
            headline=row.headline,
            source=source,
            scope=compared.scope,
            n_services=compared.n_services,
            lowest=row.lowest,
            average=row.average,
            highest=row.highest,
        )
        for row in compared.rows
    )


def compared(
    inspection: PublishedInspection, own: tuple[PublishedContext, ...]
) -> PublishedInspection:
    """The inspection beside comparators of another source, where it prints none itself.

    They are weighed as at their own day where that is the later one.
    """
    if inspection.record.contexts or not own:
        return inspection
    as_at = max(inspection.as_at, *(one.source.published.last for one in own))
    return replace(inspection, record=replace(inspection.record, contexts=own), as_at=as_at)


def beside(inspection: Inspection, day: date) -> tuple[tuple[str, str], ...]:
    """Other services with a published report of the same programme: (code, name), by name."""
    found = published.results(inspection.programme.code, day)
    codes = {one.service_code for one in found} - {inspection.service.code}
    rows = Service.objects.filter(code__in=codes).order_by("name")
    return tuple(rows.values_list("code", "name"))


def _report(folder: bytes) -> Report | None:
    """The report as it was signed; None for a version that was kept without its folder."""
    if not folder:
        return None
    with TemporaryDirectory(prefix="corecase-") as made:
        inspection_folders.unzipped(folder, Path(made))
        return report_of(read_folder(Path(made)), preview=True)


def _scores(
    inspection: Inspection, version: ReportVersion, report: Report | None, source: Source
) -> tuple[PublishedScore, ...]:
    bands = {band.label: band.id for band in frameworks.of(inspection).bands}
    known = {headline.id for headline in frameworks.of(inspection).headlines}
    figures = {
        row["score"]: (Figure(count=row["count"], out_of=row["out_of"]), row["band"])
        for row in version.scores
    }
    return tuple(
        PublishedScore(
            service=inspection.service.name,
            headline=headline,
            percent=figure.percent,
            band=bands.get(band, ""),
            source=source,
            region=inspection.service.region,
            is_reinspection=inspection.previous_id is not None,
            n_cases=len(report.cases) if report else None,
        )
        for headline, (figure, band) in figures.items()
        if headline in known and figure.is_applicable
    )


def _neighbours(
    inspection: Inspection, day: date, codes: Sequence[str]
) -> tuple[tuple[str, dict[str, Figure]], ...]:
    if not codes:
        return ()
    names = dict(beside(inspection, day))
    found = published.results(inspection.programme.code, day)
    latest = {one.service_code: dict(one.figures) for one in sorted(found, key=_when)}
    return tuple((names[code], latest[code]) for code in codes if code in names)


def _when(result: series.Result) -> date:
    return result.published_on


def _family(
    neighbours: Sequence[tuple[str, dict[str, Figure]]], source: Source
) -> tuple[PublishedScore, ...]:
    return tuple(
        PublishedScore(service=name, headline=headline, percent=figure.percent, source=source)
        for name, figures in neighbours
        for headline, figure in figures.items()
        if figure.is_applicable
    )


def _of(report: Report | None, kind: str) -> tuple[tuple[str, str], ...]:
    """The findings of a kind, the clearest figure first; those without a figure last."""
    found = [one for one in report.findings if one.kind == kind] if report else []
    ordered = sorted(found, key=lambda one: _clear(one, is_strength=kind == "strength"))
    return tuple((one.id, one.text) for one in ordered)


def _clear(finding: Finding, *, is_strength: bool) -> tuple[bool, float]:
    shares = [float(n.figure.share) for n in finding.numbers if n.figure.is_applicable]
    first = shares[0] if shares else 0.0
    return not shares, -first if is_strength else first


def _inspected(inspection: Inspection) -> str:
    first = inspection.fieldwork_starts_on
    return f"{first:%B %Y}" if first else ""


def today(now: datetime) -> date:
    """The day that it is here."""
    return timezone.localdate(now)
