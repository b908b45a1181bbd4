"""Reports: an inspection's folder written from the tables, and the report that it makes.

There is one road from judgements to a report: the site writes the folder that the command line
reads, and both render it with the same pipelines. What is published is therefore what
`corecase report` makes of the same folder, byte for byte.
"""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from corecase.actions import (
    access,
    comparators,
    door,
    drafts,
    editions,
    evidence_records,
    practice_examples,
    quotations,
    report_indicators,
    report_particulars,
    report_recommendations,
    report_texts,
    respondents,
    scores,
)
from corecase.core.drafting import Part
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.inspections import Inspection as Said
from corecase.core.people import Actor
from corecase.core.sign_off import Obstacle
from corecase.documents import formats
from corecase.documents.inspection_report import Report, build
from corecase.exchange import inspection_folders
from corecase.exchange.inspection_folders import Material
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import report_of
from corecase.store.cases.models import Inspection

ROOM = "report_preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An inspection's folder to take along."""

    name: str
    content: bytes


def material(inspection: Inspection, today: date, *, published_on: date | None = None) -> Material:
    """Everything that the report of an inspection is made of, as it stands now.

    `today` is the day as at which comparators are computed; `published_on` the day of
    publication that the report names, None while nobody has fixed it.
    """
    judgements, cases = scores.effective_judgements(inspection)
    _, edition_text = editions.of(inspection)
    return Material(
        framework_text=inspection.programme.framework_text,
        edition_text=edition_text,
        inspection=said(inspection, today, published_on=published_on),
        judgements=judgements,
        cases=cases,
        kept=report_texts.kept(inspection),
    )


def said(inspection: Inspection, today: date, *, published_on: date | None = None) -> Said:
    """What the report says beside its scores and findings."""
    particulars = report_particulars.of(inspection)
    owned = {field.name: getattr(particulars, field.name) for field in fields(particulars)}
    owned["fieldwork"] = particulars.fieldwork or _fieldwork(inspection)
    return Said(
        service=inspection.service.name,
        published_on=published_on,
        synthetic=inspection.synthetic,
        narrative=_paragraphs(inspection, Part.NARRATIVE),
        comparators=comparators.of(inspection, today),
        surveys=respondents.of(inspection),
        good_practice=practice_examples.of(inspection),
        evidence=evidence_records.of(inspection),
        commentary=_commentary(inspection),
        recommendations=report_recommendations.of(inspection),
        quotations=quotations.of(inspection),
        area=_paragraphs(inspection, Part.AREA),
        organisation=_paragraphs(inspection, Part.ORGANISATION),
        indicators=report_indicators.of(inspection),
        **owned,
    )


def files_of(
    inspection: Inspection, today: date, *, published_on: date | None = None
) -> dict[str, bytes]:
    """The inspection's folder: its files by name, from which the command line makes the report."""
    return inspection_folders.files(material(inspection, today, published_on=published_on))


def built(inspection: Inspection, today: date, *, preview: bool = True) -> Report:
    """The content of the report as it stands now.

    Without `preview`, raises InputError where the judgements are not complete.
    """
    with TemporaryDirectory(prefix="corecase-") as made:
        folder = Path(made)
        for name, content in files_of(inspection, today).items():
            (folder / name).write_bytes(content)
        return report_of(read_folder(folder), preview=preview)


def archive(code: str, *, by: Actor, now: datetime) -> Archive:
    """The inspection's folder as an archive, for somebody who reads the draft.

    It holds the judgements of every case, so each case is logged as consulted.
    """
    inspection = drafts.readable(code, by=by)
    access.check_not_blind(inspection, by=by)
    made = material(inspection, timezone.localdate(now))
    refs = made.judgements.case_ids
    content = inspection_folders.zipped(inspection_folders.files(made))
    with door.writing(by=by, now=now) as write:
        door.consulted("FOLDER", *refs, inspection=inspection, by=by, now=now)
        write.say(
            EventKind.JUDGEMENTS_EXPORTED, code, content=sha256(content).hexdigest(), what="FOLDER"
        )
    return Archive(name=f"{code}.zip", content=content)


def obstacles(inspection: Inspection, today: date) -> list[Obstacle]:
    """What keeps the report from being made at all: the sentence that says how to put it right."""
    try:
        formats.render(build(built(inspection, today)), ("html",))
    except InputError as error:
        return [Obstacle(text=str(error), room=ROOM)]
    return []


def _fieldwork(inspection: Inspection) -> str:
    """The days of fieldwork in words; blank while they are not known."""
    begins, ends = inspection.fieldwork_starts_on, inspection.fieldwork_ends_on
    if begins is None or ends is None:
        return ""
    return f"{_day(begins)} to {_day(ends)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _paragraphs(inspection: Inspection, part: Part) -> tuple[str, ...]:
    """The paragraphs of a part in the order of their places; an empty line parts two of them."""
    texts = report_texts.prose(inspection, part).values()
    return tuple(p.strip() for text in texts for p in re.split(r"\n\s*\n", text) if p.strip())


def _commentary(inspection: Inspection) -> dict[str, str]:
    """The commentary by section."""
    texts = report_texts.prose(inspection, Part.COMMENTARY)
    return {place.rpartition("/")[2]: text for place, text in texts.items() if text.strip()}
