"""A small invented inspection whose report is ready to be signed, and the people who may."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.test import Client

from corecase.actions import (
    releases,
    report_desk,
    report_findings,
    report_particulars,
    report_recommendations,
    report_settling,
    report_texts,
    report_versions,
    sign_off,
)
from corecase.core import report_places
from corecase.core.assessment_states import AssessmentState
from corecase.core.drafting import Part
from corecase.core.inspections import Reinspection
from corecase.core.particulars import ComparatorChoice, Particulars
from corecase.core.people import Actor, Role
from corecase.core.report_versions import USUAL_HOUR
from corecase.core.reports import RenderingState
from corecase.core.stages import Stage
from corecase.exchange.frameworks import load
from corecase.store.cases import models
from tests import site

CCI = load("cci-2009")
N_CASES = 6
DAY = date(2026, 11, 3)
"""The working day after the tests' day."""


@dataclass(slots=True, kw_only=True)
class Signable:
    """The inspection, and somebody of each role: the editor wrote everything."""

    inspection: models.Inspection
    lead: Actor
    editor: Actor
    chief: Actor
    other_chief: Actor
    manager: Actor

    @property
    def code(self) -> str:
        """The inspection's code."""
        return self.inspection.code


def build(**fields: object) -> Signable:
    """An inspection in factual accuracy, judged, written and checked by its service."""
    inspection = site.inspection(
        Stage.FACTUAL_ACCURACY, programme=site.programme("cci-2009"), **fields
    )
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    for case in site.sample(inspection, N_CASES):
        row = site.assessment(case, assessor, state=AssessmentState.SUBMITTED)
        but = {"CCI-1.1.1": '{"answer":"INSUFFICIENT"}'} if case.position % 2 else {}
        site.answered(row, CCI, but=but)
    made = Signable(
        inspection=inspection,
        lead=site.somebody(Role.LEAD_INSPECTOR, inspection=inspection),
        editor=site.somebody(Role.EDITOR, inspection=inspection),
        chief=site.somebody(Role.CHIEF_INSPECTOR),
        other_chief=site.somebody(Role.CHIEF_INSPECTOR),
        manager=site.somebody(Role.PROGRAMME_MANAGER),
    )
    _written(made)
    _checked_by_the_service(made)
    return made


def _written(made: Signable) -> None:
    """Everything that a report waits for, by the editor."""
    stamp = {"by": made.editor, "now": site.NOW}
    for criterion in CCI.criteria:
        page = report_findings.criterion(made.code, criterion.id, by=made.editor)
        if any(paragraph.is_plain_draft for paragraph in page.paragraphs):
            report_settling.accept_all(made.code, criterion.id, seen=page.seen, **stamp)
    for place in report_places.proses(report_desk.of(made.inspection).framework):
        if place.part in (Part.NARRATIVE, Part.COMMENTARY):
            words = report_texts.Words(text="Invented for a test.")
            report_texts.save(made.code, place.name, words, base=0, **stamp)
    particulars = Particulars(
        overall="invented",
        chief="Invented Chief, chief inspector",
        month="November 2026",
        reinspection=Reinspection(planned=False, reason="Invented."),
    )
    report_particulars.write(made.code, particulars, ComparatorChoice(), seen="0", **stamp)
    report_recommendations.write_own(
        made.code, text="Something invented is done.", owners=("the invented body",), **stamp
    )


def _checked_by_the_service(made: Signable) -> None:
    """A round on the facts, returned without a comment and closed."""
    liaison = site.person(Role.SERVICE_LIAISON, service=made.inspection.service)
    models.FactualRound.objects.create(
        inspection=made.inspection,
        number=1,
        due_on=site.TODAY,
        opened_by_id=made.lead.person_id,
        opened_at=site.NOW - timedelta(days=3),
        returned_by=liaison,
        returned_at=site.NOW - timedelta(days=2),
        closed_by_id=made.lead.person_id,
        closed_at=site.NOW - timedelta(days=1),
    )


def signed(
    made: Signable, *, by: Actor | None = None, on: date = DAY, at: datetime = site.NOW
) -> int:
    """A version signed by somebody who has just read the draft; its identifier."""
    chief = by or made.chief
    seen = sign_off.shown(made.code, by=chief, now=at).seen
    return sign_off.sign(made.code, on, seen=seen, by=chief, now=at)


def rendered(version: int, *, words: str = "Invented.") -> models.ReportVersion:
    """A signed version whose rendering is done, with small files in place of a report."""
    row = models.ReportVersion.objects.get(pk=version)
    for name in ("report.html", "report.pdf", "report.docx", "tables/scores.csv"):
        content = f"{words} {name}".encode()
        models.RenderedFile.objects.create(
            rendering=row.rendering,
            name=name,
            content=content,
            sha256=sha256(content).hexdigest(),
        )
    row.rendering.state = RenderingState.DONE
    row.rendering.save()
    return row


def released(made: Signable, *, by: Actor | None = None, at: datetime = site.NOW) -> datetime:
    """The signed version released by a second person at the usual hour; the instant."""
    row = report_versions.pending(made.inspection)
    assert row is not None
    seen = report_versions.seen_of(row)
    return releases.release(
        made.code, USUAL_HOUR, seen=seen, by=by or made.manager, now=at
    ).publish_at


def browser(who: Actor) -> Client:
    """A browser in which somebody is signed in."""
    return site.client_for(models.Person.objects.get(pk=who.person_id))


def typed(page: bytes, name: str) -> str:
    """What a field of a page's form holds."""
    for tag in re.findall(rf'<input[^>]* name="{name}"[^>]*>', page.decode()):
        return str(re.search(r'value="([^"]*)"', tag)[1])  # type: ignore[index]  # a field has one
    raise AssertionError(f"the page has no field {name}")


def version_of(made: Signable, scores: list[dict[str, object]] | None = None) -> int:
    """A version that is signed without more ado; its identifier."""
    rendering = models.Rendering.objects.create(
        inspection=made.inspection,
        purpose="VERSION",
        formats=["html"],
        folder=b"",
        sha256="0" * 64,
        asked_by_id=made.chief.person_id,
        asked_at=site.NOW,
    )
    row = models.ReportVersion.objects.create(
        inspection=made.inspection,
        number=1,
        rendering=rendering,
        scores=scores or [],
        signed_by_id=made.chief.person_id,
        signed_at=site.NOW,
        publish_on=DAY,
    )
    return row.pk


def second(made: Signable) -> Signable:
    """Another inspection of the programme, released for the same instant by the same people."""
    inspection = site.inspection(Stage.SIGN_OFF, programme=made.inspection.programme)
    other = replace(made, inspection=inspection)
    first = models.ReportVersion.objects.get(inspection=made.inspection)
    rendered(version_of(other, first.scores), words="Another.")
    released(other)
    return other
