"""Funnels of a programme: the published headlines of its services, each with what chance allows.

Scores are those that the register prints; standard errors come from the judgements that were
frozen with the version. Nobody's place among the services can be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from corecase.actions import frameworks, kept_errors, programmes, published
from corecase.core import series
from corecase.core.errors import InputError
from corecase.core.people import Actor, Deed, NotAllowedError, check_may
from corecase.core.series import Area, Result, Scope
from corecase.documents.model import plain
from corecase.exchange import inspection_folders
from corecase.pipelines.read import read_folder
from corecase.store.cases.models import Programme, ReportVersion
from corecase.store.public.models import Publication

if TYPE_CHECKING:
    from corecase.documents.plots import FunnelChart
    from corecase.statistics.funnel import ServiceScore
    from corecase.statistics.practice_errors import PracticeError

    Errors = Mapping[str, PracticeError]

NOT_HELD: Final = "its judgements are not held here"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A published service that stands in no funnel, and why not."""

    service: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineFunnel:
    """The funnel of one headline; `chart` is None where there is none, and `fault` says why."""

    id: str
    label: str
    chart: FunnelChart | None
    fault: str
    left_out: tuple[LeftOut, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The table of the chart as texts, services in the order of their names."""
        rows = self.chart.table.rows if self.chart else ()
        return tuple(tuple(plain(cell) for cell in row) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnels:
    """The funnels of a programme as at a day, a headline each in the order of the framework.

    `n_services` are those published whose judgements are held here, `n_needed` what a funnel
    needs: no headline stands here with fewer. With fewer than `n_firm` the lines say little.
    `n_synthetic` of them are invented; `reading` says how a funnel is read.
    """

    code: str
    title: str
    as_at: date
    counts_reinspections: bool
    n_services: int
    n_needed: int
    n_firm: int
    n_synthetic: int
    reading: tuple[str, ...]
    headlines: tuple[HeadlineFunnel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """A published service with what its frozen judgements say; None where none are held."""

    name: str
    synthetic: bool
    result: Result
    errors: Errors | None


def of_programme(code: str, *, by: Actor, now: datetime) -> Funnels:
    """The funnels of a programme as at today, for whoever reads the register."""
    # Here and not above: only a page that shows funnels waits for scipy.
    from corecase.documents.funnel_page import READING
    from corecase.statistics.funnel import FEWEST, FEWEST_DRAWN

    check_may(by, Deed.PROGRAMME_READ)
    programme, today = programmes.found(code), timezone.localdate(now)
    services = _services(programme, today, counts=programme.counts_reinspections)
    held = [one for one in services if one.errors is not None]
    labels = {one.id: one.title for one in frameworks.of_programme(programme).headlines}
    return Funnels(
        code=code,
        title=programme.title,
        as_at=today,
        counts_reinspections=programme.counts_reinspections,
        n_services=len(held),
        n_needed=FEWEST,
        n_firm=FEWEST_DRAWN,
        n_synthetic=sum(one.synthetic for one in held),
        reading=READING,
        headlines=tuple(_headline(id_, label, services, today) for id_, label in labels.items())
        if len(held) >= FEWEST
        else (),
    )


def picture(code: str, headline: str, *, narrow: bool = False, by: Actor, now: datetime) -> bytes:
    """The funnel of one headline as an SVG with title and description; `narrow` for a small screen.

    Raises InputError where there are too few services, or its scores leave none to draw;
    NotAllowedError for a headline that the programme does not have.
    """
    from corecase.documents import strict_svg
    from corecase.statistics.funnel import check_enough

    found = of_programme(code, by=by, now=now)
    check_enough(found.n_services)
    for one in found.headlines:
        if one.id == headline:
            if one.chart is None:
                raise InputError(one.fault)
            return strict_svg.svg(one.chart, narrow=narrow)
    raise NotAllowedError("There is no such headline.")


def _headline(
    headline: str, label: str, services: tuple[_Service, ...], today: date
) -> HeadlineFunnel:
    from corecase.documents.comparison_charts import funnel_chart
    from corecase.statistics.funnel import funnel

    placed = {one.name: _placed(one, headline) for one in services}
    reasons = {name: found for name, found in placed.items() if isinstance(found, str)}
    scores = [found for found in placed.values() if not isinstance(found, str)]
    chart, fault = None, ""
    try:
        chart = funnel_chart(funnel(scores, label=label, as_at=today), f"funnel-{headline}")
    except InputError as error:
        fault = str(error)
    return HeadlineFunnel(
        id=headline,
        label=label,
        chart=chart,
        fault=fault,
        left_out=tuple(LeftOut(service=name, reason=reason) for name, reason in reasons.items()),
    )


def _placed(one: _Service, headline: str) -> ServiceScore | str:
    """A service as the funnel of a headline reads it, or in words why it does not stand there."""
    from corecase.statistics.funnel import ServiceScore

    if one.errors is None:
        return NOT_HELD
    figure, error = one.result.figures.get(headline), one.errors.get(headline)
    if figure is None or error is None or not figure.is_applicable:
        return "nothing behind this score applied"
    if error.standard_error is None:
        return error.reason
    return ServiceScore(
        service=one.name,
        n_cases=error.n_cases,
        share=float(figure.share),
        standard_error=error.standard_error,
    )


_SAID = ("code", "service", "synthetic")


def first_scores(programme: Programme, today: date) -> dict[str, list[tuple[float, float]]]:
    """Every first inspection's headlines: shares with their standard errors of practice.

    Re-inspections never stand among them, whatever the programme counts. A score of none or of
    all, and one whose judgements are not held here, is left out. For other actions.
    """
    found: dict[str, list[tuple[float, float]]] = {}
    for one in _services(programme, today, counts=False):
        for headline in one.result.figures:
            placed = _placed(one, headline)
            if not isinstance(placed, str) and 0 < placed.share < 1:
                found.setdefault(headline, []).append((placed.share, placed.standard_error))
    return found


def _services(programme: Programme, today: date, *, counts: bool) -> tuple[_Service, ...]:
    """The services of the programme by name, each with the report that counts as at today."""
    results = series.latest(
        published.results(programme.code, today),
        Area(scope=Scope.PROGRAMME),
        counts_reinspections=counts,
    )
    rows = Publication.objects.filter(code__in=[one.code for one in results])
    said = {code: (name, bool(note)) for code, name, note in rows.values_list(*_SAID)}
    names = [name for name, _ in said.values()]
    errors = _errors([one.code for one in results])
    services = []
    for one in results:
        name, synthetic = said[one.code]
        # Two services of one name are told apart by what does not change.
        shown = name if names.count(name) == 1 else f"{name} ({one.service_code})"
        services.append(
            _Service(name=shown, synthetic=synthetic, result=one, errors=errors.get(one.code))
        )
    return tuple(sorted(services, key=lambda one: one.name))


_READ: dict[str, Errors | None] = {}
"""What was read of a frozen folder, by its hash: a signed version never changes."""


def _errors(codes: list[str]) -> dict[str, Errors]:
    """The standard errors of the newest published version of each inspection held here.

    As they were kept when it was signed; of older versions they are read from the folder.
    """
    rows = ReportVersion.objects.filter(
        inspection__code__in=codes, published_at__isnull=False, withdrawn_at__isnull=True
    ).order_by("number")
    named = ("inspection__code", "rendering__sha256", "pk", "scores")
    standing = {code: one for code, *one in rows.values_list(*named)}
    kept = {code: kept_errors.read(scores) for code, (_, _, scores) in standing.items()}
    unread = [
        version
        for code, (sha256, version, _) in standing.items()
        if kept[code] is None and sha256 not in _READ
    ]
    folders = ReportVersion.objects.filter(pk__in=unread)
    for sha256, folder in folders.values_list("rendering__sha256", "rendering__folder").iterator():
        _READ[sha256] = _read(bytes(folder))
    found = {code: kept[code] or _READ.get(sha256) for code, (sha256, _, _) in standing.items()}
    return {code: errors for code, errors in found.items() if errors is not None}


def _read(content: bytes) -> Errors | None:
    """The standard errors that a frozen folder gives; None for one that cannot be read."""
    from corecase.statistics.practice_errors import practice_errors

    try:
        with TemporaryDirectory(prefix="corecase-") as made:
            inspection_folders.unzipped(content, Path(made))
            judged = read_folder(Path(made)).judged
    except InputError:
        return None
    return practice_errors(judged.framework, judged.judgements, judged.cases, judged.drawn)
