"""Builders for tests of publishing: released versions, entries of the register, all invented."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from corecase.core.printed_facts import PrintedFact
from corecase.core.report_versions import fingerprint
from corecase.core.reports import Purpose, RenderingState
from corecase.store.cases import models
from corecase.store.public.models import (
    PrintedText,
    Publication,
    PublishedFile,
    PublishedScore,
    PublishedVersion,
    RegisteredFact,
)
from tests import site

FILES = {
    "report.html": b"<!doctype html><style>p{}</style><p>canaryreport</p>",
    "report.pdf": b"%PDF-1.7 canaryreport",
    "tables/headlines.csv": b"headline,score\ncanaryreport,1\n",
}
SCORES = ({"score": "safety", "label": "Safety", "count": 6, "out_of": 10, "band": "Moderate"},)


def digest(content: bytes) -> str:
    """The hash of a content."""
    return sha256(content).hexdigest()


def released(
    inspection: models.Inspection,
    publish_at: datetime | None,
    *,
    number: int = 1,
    files: Mapping[str, bytes] = FILES,
    scores: Sequence[Mapping[str, Any]] = SCORES,
    comparators: Mapping[str, Any] | None = None,
    correction: models.Correction | None = None,
    folder: bytes = b"",
) -> models.ReportVersion:
    """A rendered version, signed and, with an instant, released for it."""
    signer, releaser = site.person(), site.person()
    rendering = models.Rendering.objects.create(
        inspection=inspection,
        purpose=Purpose.VERSION,
        state=RenderingState.DONE,
        folder=folder,
        sha256=digest(folder) if folder else "0" * 64,
        asked_by=signer,
        asked_at=site.NOW,
    )
    for name, content in files.items():
        models.RenderedFile.objects.create(
            rendering=rendering, name=name, content=content, sha256=digest(content)
        )
    is_out = {"released_by": releaser, "released_at": site.NOW} if publish_at else {}
    return models.ReportVersion.objects.create(
        inspection=inspection,
        number=number,
        correction=correction,
        rendering=rendering,
        sha256=fingerprint({name: digest(content) for name, content in files.items()}),
        scores=list(scores),
        comparators=dict(comparators or {}),
        signed_by=signer,
        signed_at=site.NOW,
        publish_on=(publish_at or site.NOW).date(),
        publish_at=publish_at,
        **is_out,
    )


def entry(code: str, at: datetime = site.NOW, **fields: Any) -> Publication:
    """A publication of the register, without a version."""
    return Publication.objects.create(
        code=code,
        published_on=at.date(),
        **{
            "service": f"Service {code}",
            "service_code": code,
            "programme": "Invented Programme",
            "programme_code": "invented",
            "region": "North",
            "nation": "ENGLAND",
            **fields,
        },
    )


def version(
    of: Publication,
    count: int = 6,
    out_of: int = 10,
    *,
    number: int = 1,
    at: datetime = site.NOW,
    reason: str = "",
    comparators: Mapping[str, Any] | None = None,
    files: Mapping[str, bytes] = FILES,
) -> PublishedVersion:
    """A version of it with one headline."""
    row = PublishedVersion.objects.create(
        publication=of,
        number=number,
        sha256=digest(f"{of.code} {number}".encode()),
        published_at=at,
        reason=reason,
        comparators=dict(comparators or {}),
    )
    for name, content in files.items():
        PublishedFile.objects.create(
            version=row, name=name, content=content, sha256=digest(content)
        )
    PublishedScore.objects.create(
        version=row, position=1, score="safety", label="Safety", count=count, out_of=out_of
    )
    return row


def taken(*facts: PrintedFact, state: str = "TAKEN", source_published: str = "") -> None:
    """Puts printed facts into the register: public ones, unless another state is given."""
    text = PrintedText.objects.create(
        name="invented",
        sha256="0" * 64,
        state="READ",
        asked_by=1,
        asked_at=site.NOW,
        ended_at=site.NOW,
    )
    for fact in facts:
        said = {field.name: getattr(fact, field.name) for field in fields(PrintedFact)}
        for name in ("value", "most"):
            said[name] = "" if said[name] is None else str(said[name])
        place = digest(f"{text.pk} {RegisteredFact.objects.count()}".encode())
        RegisteredFact.objects.create(
            text=text,
            sha256=place,
            state=state,
            public_since=site.NOW if state == "TAKEN" else None,
            source_published=source_published,
            **said,
        )


def series(n: int, *, every: timedelta = timedelta(days=1)) -> list[Publication]:
    """Publications on so many days, one a day, the newest last."""
    rows = []
    for place in range(n):
        at = site.NOW + place * every
        rows.append(entry(f"report-{place + 1}", at))
        version(rows[-1], at=at)
    return rows
