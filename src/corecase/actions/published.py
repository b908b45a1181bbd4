"""What is published, for anybody: no permission is asked, and no table of cases is known.

Rows of the register are written when the instant of publication has come, and each read asks
again whether it has: what is not yet published is not there by any road.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Final

from django.db import DatabaseError
from django.db.models import Max, Model, Prefetch, Q, QuerySet
from django.utils import timezone

from corecase.core import before_after, series
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.people import NotAllowedError
from corecase.core.register import File, Headline, Report, Version
from corecase.core.report_versions import in_order
from corecase.core.series import Result
from corecase.store.public.models import (
    ProgrammeAddress,
    Publication,
    PublishedFile,
    PublishedRecommendation,
    PublishedScore,
    PublishedVersion,
    ServiceAddress,
    ServiceLink,
    TakenFact,
    TakenMoment,
    TakenSource,
)

READ: Final[tuple[type[Model], ...]] = (
    *(Publication, PublishedVersion, PublishedFile, PublishedScore, PublishedRecommendation),
    *(TakenFact, TakenSource, TakenMoment, ServiceLink, ServiceAddress, ProgrammeAddress),
)
"""All that the public view reads; what is reviewed of printed facts is not among it."""
ON_A_PAGE: Final = 25
IN_A_FEED: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader of the list asks for; empty for everything, pages from 1."""

    programme: str = ""
    region: str = ""
    year: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of published reports, the newest first, and what can be asked for.

    `programmes` are (code, title). `n_reports` counts all pages; `n_pages` is at least 1.
    """

    asked: Asked
    reports: tuple[Report, ...]
    n_reports: int
    n_pages: int
    programmes: tuple[tuple[str, str], ...]
    regions: tuple[str, ...]
    years: tuple[int, ...]


def listed(asked: Asked, *, now: datetime, on_a_page: int = ON_A_PAGE) -> Listing:
    """The published reports that a reader asked for. NotAllowedError for a page beyond the last."""
    rows = _visible(now)
    choices = list(rows.values_list("programme_code", "programme", "region", "published_on"))
    if asked.programme:
        rows = rows.filter(programme_code=asked.programme)
    if asked.region:
        rows = rows.filter(region=asked.region)
    if asked.year is not None:
        rows = rows.filter(published_on__year=asked.year)
    n_reports = rows.count()
    n_pages = max(1, ceil(n_reports / on_a_page))
    if not 1 <= asked.page <= n_pages:
        raise NotAllowedError("There is no such page.")
    first = (asked.page - 1) * on_a_page
    return Listing(
        asked=asked,
        reports=tuple(_reports(rows[first : first + on_a_page], now)),
        n_reports=n_reports,
        n_pages=n_pages,
        programmes=tuple(sorted({code: title for code, title, _, _ in choices}.items())),
        regions=tuple(sorted({region for _, _, region, _ in choices if region})),
        years=tuple(sorted({day.year for _, _, _, day in choices}, reverse=True)),
    )


def one(code: str, *, now: datetime) -> Report:
    """A published report. NotAllowedError where there is none by now."""
    for report in _reports(_visible(now).filter(code=code), now):
        return report
    raise NotAllowedError("There is no such report.")


def part(first: int, n_reports: int, *, now: datetime) -> tuple[tuple[Report, ...], int]:
    """So many published reports from one on, the newest first, and how many there are in all."""
    rows = _visible(now)
    return tuple(_reports(rows[first : first + n_reports], now)), rows.count()


def is_published(code: str, *, now: datetime) -> bool:
    """Whether a report with this code is published by now."""
    return _visible(now).filter(code=code).exists()


def newest(*, now: datetime, service: str = "") -> tuple[Report, ...]:
    """The reports published or corrected last, or those of a service, the newest first."""
    shown = Q(versions__published_at__lte=now)
    changed = Max("versions__published_at", filter=shown)
    rows = _visible(now).filter(**({"service": service} if service else {}))
    rows = rows.annotate(changed=changed).order_by("-changed", "code")
    return tuple(_reports(rows[:IN_A_FEED], now))


def addresses(*, now: datetime) -> tuple[tuple[str, datetime], ...]:
    """Each published report by its code, with the time at which it last changed."""
    rows = PublishedVersion.objects.filter(published_at__lte=now).order_by("published_at")
    return tuple(dict(rows.values_list("publication__code", "published_at")).items())


def file(code: str, number: int, name: str, *, now: datetime) -> tuple[File, bytes]:
    """A file of a version with its content. NotAllowedError where it is not there by now."""
    return _found(now, version__publication__code=code, version__number=number, name=name)


def file_by_hash(sha256: str, name: str, *, now: datetime) -> tuple[File, bytes]:
    """A file known by the hash of its content. NotAllowedError where it is not there by now."""
    return _found(now, sha256=sha256, name=name)


def results(programme: str, day: date) -> tuple[Result, ...]:
    """The headlines of a programme's reports, each in the version that stood at a day's end."""
    until = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    rows = (
        PublishedVersion.objects.filter(
            publication__programme_code=programme, published_at__lt=until
        )
        .select_related("publication")
        .prefetch_related("scores")
        .order_by("number")
    )
    standing = {row.publication_id: row for row in rows}
    return tuple(
        Result(
            code=row.publication.code,
            service_code=row.publication.service_code,
            region=row.publication.region,
            nation=row.publication.nation,
            published_on=row.publication.published_on,
            is_reinspection=row.publication.is_reinspection,
            figures={one.id: one.figure for one in _headlines(row)},
        )
        for row in standing.values()
    )


def check_ready() -> None:
    """Raises InputError where the register cannot be read: no tables, no right, no database."""
    try:
        for model in READ:
            model._default_manager.exists()
    except DatabaseError as error:
        raise InputError(
            "The register of publications cannot be read; start the site once with: corecase "
            "serve, and give this view's role of the database what corecase public --rights ROLE "
            "prints."
        ) from error


def rights(role: str) -> str:
    """The commands that give a role of PostgreSQL what the public view needs, and no more."""
    if not role.replace("_", "").isalnum() or not role.isascii():
        raise InputError("Write the role with letters, digits and underscores only.")
    return "\n".join(f'GRANT SELECT ON {model._meta.db_table} TO "{role}";' for model in READ)


def _visible(now: datetime) -> QuerySet[Publication]:
    """The publications of which a version is published by now."""
    shown = PublishedVersion.objects.filter(published_at__lte=now)
    return Publication.objects.filter(pk__in=shown.values("publication_id"))


def _files(now: datetime) -> QuerySet[PublishedFile]:
    return PublishedFile.objects.filter(version__published_at__lte=now)


def _found(now: datetime, **where: object) -> tuple[File, bytes]:
    row = _files(now).filter(**where).first()
    if row is None:
        raise NotAllowedError("There is no such file.")
    return File(name=row.name, sha256=row.sha256), bytes(row.content)


def _reports(rows: QuerySet[Publication], now: datetime) -> Iterable[Report]:
    versions = PublishedVersion.objects.filter(published_at__lte=now).prefetch_related(
        "scores", Prefetch("files", queryset=PublishedFile.objects.defer("content"))
    )
    rows = rows.prefetch_related(Prefetch("versions", queryset=versions, to_attr="shown"))
    earlier = Prefetch("previous", queryset=_visible(now))
    later = Prefetch("later", queryset=_visible(now), to_attr="shown_later")
    for row in rows.prefetch_related(earlier, later):
        before = row.previous
        yield Report(
            code=row.code,
            service=row.service,
            programme=row.programme,
            programme_code=row.programme_code,
            region=row.region,
            published_on=row.published_on,
            is_reinspection=row.is_reinspection,
            synthetic=row.synthetic,
            versions=_versions(row.shown),
            earlier=(before.code, before.published_on) if before else None,
            later=tuple((after.code, after.published_on) for after in row.shown_later),
        )


def _versions(rows: list[PublishedVersion]) -> tuple[Version, ...]:
    followed_at: list[datetime | None] = [None, *(row.published_at for row in rows)]
    return tuple(
        Version(
            number=row.number,
            sha256=row.sha256,
            published_at=row.published_at,
            superseded_at=followed,
            reason=row.reason,
            files=_in_order(row),
            headlines=_headlines(row),
            comparators=series.read(row.comparators),
            changes=before_after.read(row.changes),
        )
        for row, followed in zip(rows, followed_at, strict=False)
    )


def _in_order(row: PublishedVersion) -> tuple[File, ...]:
    hashes = {one.name: one.sha256 for one in row.files.all()}
    return tuple(File(name=name, sha256=hashes[name]) for name in in_order(hashes))


def _headlines(row: PublishedVersion) -> tuple[Headline, ...]:
    return tuple(
        Headline(
            id=one.score,
            label=one.label,
            figure=Figure(count=one.count, out_of=one.out_of),
            n_cases=one.n_cases,
            band=one.band,
        )
        for one in row.scores.all()
    )
