"""Reports: an inspection's folder written from the tables, and the report that it makes.

There is one road from judgements to a report: the site writes the folder that the command line
reads, and both render it with the same pipelines. What is published is therefore what
`corecase report` makes of the same folder, byte for byte.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.utils import timezone

from corecase.actions import (
    access,
    case_manager_views,
    changes_since,
    comparators,
    door,
    drafts,
    drawn_samples,
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
from corecase.core import report_versions as versions
from corecase.core import terms
from corecase.core.drafting import Part
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.factual_accuracy import Paragraph
from corecase.core.inspections import Inspection as Said
from corecase.core.people import Actor
from corecase.core.sign_off import Obstacle
from corecase.documents import formats
from corecase.documents.inspection_report import Report
from corecase.documents.paragraphs import paragraphs
from corecase.documents.report_forms import build
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


def material(inspection: Inspection, today: date) -> Material:
    """Everything that the report of an inspection is made of, as it stands now.

    `today` is the day as at which comparators are computed. Nobody has fixed the day of
    publication yet.
    """
    judgements, cases = scores.effective_judgements(inspection)
    _, edition_text = editions.of(inspection)
    return Material(
        framework_text=inspection.programme.framework_text,
        edition_text=edition_text,
        inspection=said(inspection, today),
        judgements=judgements,
        cases=cases,
        kept=report_texts.kept(inspection),
    )


def dated(made_of: Material, published_on: date) -> Material:
    """The same with the day of publication, which the report names."""
    return replace(made_of, inspection=replace(made_of.inspection, published_on=published_on))


def said(inspection: Inspection, today: date) -> Said:
    """What the report says beside its scores and findings."""
    particulars = report_particulars.of(inspection)
    owned = {field.name: getattr(particulars, field.name) for field in fields(particulars)}
    owned["fieldwork"] = report_particulars.fieldwork(inspection, particulars)
    surveys, views = case_manager_views.parted(inspection, respondents.of(inspection))
    return Said(
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        drawn=drawn_samples.of(inspection),
        narrative=_paragraphs(inspection, Part.NARRATIVE),
        comparators=comparators.of(inspection, today),
        changes=changes_since.for_report(inspection, today),
        surveys=surveys,
        views=views,
        good_practice=practice_examples.of(inspection),
        evidence=evidence_records.of(inspection),
        commentary=_commentary(inspection),
        recommendations=report_recommendations.of(inspection),
        quotations=quotations.of(inspection),
        area=_paragraphs(inspection, Part.AREA),
        organisation=_paragraphs(inspection, Part.ORGANISATION),
        key_strengths=_paragraphs(inspection, Part.STRENGTHS),
        indicators=report_indicators.of(inspection),
        **owned,
    )


def files_of(inspection: Inspection, today: date) -> dict[str, bytes]:
    """The inspection's folder: its files by name, from which the command line makes the report."""
    return inspection_folders.files(material(inspection, today))


def built(inspection: Inspection, today: date, *, preview: bool = True) -> Report:
    """The content of the report as it stands now.

    Without `preview`, raises InputError where the judgements are not complete.
    """
    return built_from(files_of(inspection, today), preview=preview)


def built_from(files: Mapping[str, bytes], *, preview: bool) -> Report:
    """The content of the report that a folder of these files makes; raises as `built` does."""
    with TemporaryDirectory(prefix="corecase-") as made:
        folder = Path(made)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return report_of(read_folder(folder), preview=preview)


def archive(code: str, *, by: Actor, now: datetime) -> Archive:
    """The inspection's folder as an archive, for somebody who reads the draft.

    It holds the judgements of every case, so each case is logged as consulted.
    """
    inspection = drafts.readable(code, by=by)
    access.check_not_blind(inspection, by=by)
    made = material(inspection, timezone.localdate(now))
    content = inspection_folders.zipped(inspection_folders.files(made))
    refs = (*made.judgements.case_ids, *made.inspection.missing_ids)
    taken(inspection, content, refs, by=by, now=now)
    return Archive(name=f"{code}.zip", content=content)


def taken(
    inspection: Inspection,
    content: bytes,
    refs: Iterable[str],
    *,
    by: Actor,
    now: datetime,
    **subject: int,
) -> None:
    """Logs that somebody takes such an archive, which holds the judgements of these cases."""
    with door.writing(by=by, now=now) as write:
        door.consulted("FOLDER", *refs, inspection=inspection, by=by, now=now)
        write.say(
            EventKind.JUDGEMENTS_EXPORTED,
            inspection.code,
            content=sha256(content).hexdigest(),
            what="FOLDER",
            **subject,
        )


def fingerprint(files: Mapping[str, bytes]) -> str:
    """What stands for a folder of these files: the same content gives the same."""
    return versions.fingerprint({n: sha256(data).hexdigest() for n, data in files.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A draft made whole to be looked through: its paragraphs, and its faults in sentences.

    There are no paragraphs where the report cannot be built.
    """

    paragraphs: tuple[Paragraph, ...]
    faults: tuple[str, ...]


_PROOFS: Final[OrderedDict[str, Proof]] = OrderedDict()
"""The last proofs by the fingerprint of what they were made of. Building a report takes longer
than all else on the pages that ask what is still open, and they ask much oftener than a draft
changes. No file is kept, since those hold the judgements of cases."""
_MOST_PROOFS: Final = 32


def proof(inspection: Inspection, today: date) -> Proof:
    """The draft as it is now, looked through; not again while nothing in it changes.

    Raises InputError where its folder cannot be written.
    """
    files = files_of(inspection, today)
    key = fingerprint(files)
    found = _PROOFS.get(key)
    if found is None:
        found = _PROOFS[key] = _proof(files)
        while len(_PROOFS) > _MOST_PROOFS:
            _PROOFS.popitem(last=False)
    return found


def obstacles(inspection: Inspection, today: date) -> list[Obstacle]:
    """What keeps the report from being made, and the terms in it that nothing explains."""
    try:
        faults = proof(inspection, today).faults
    except InputError as error:
        faults = (str(error),)
    return [Obstacle(text=text, room=ROOM) for text in faults]


def _proof(files: Mapping[str, bytes]) -> Proof:
    listed: tuple[Paragraph, ...] = ()
    try:
        report = built_from(files, preview=True)
        document = build(report)
        listed = paragraphs(document)
        formats.render(document, ("html",))
        formats.check_letters(document)
    except InputError as error:
        return Proof(paragraphs=listed, faults=(str(error),))
    return Proof(paragraphs=listed, faults=tuple(_unexplained(report, listed)))


def _unexplained(report: Report, listed: tuple[Paragraph, ...]) -> Iterator[str]:
    """The unknown terms of each paragraph, but for those that findings and texts point out.

    What is explained anywhere in the report is known all through it.
    """
    said = report.inspection
    prose = (*said.narrative, *said.commentary.values(), *said.area, *said.organisation)
    prose += said.key_strengths
    strange = partial(terms.unknown, glossary=report.edition.glossary, framework=report.framework)
    asked = set(strange("\n".join(one.text for one in listed)))
    asked -= set(strange("\n".join((*prose, *(finding.text for finding in report.findings)))))
    for one in listed:
        if found := [term for term in strange(one.text) if term in asked]:
            where = one.heading.rpartition(": ")[2]
            yield f"{where}: the glossary does not explain {', '.join(found)}."


def _paragraphs(inspection: Inspection, part: Part) -> tuple[str, ...]:
    """The paragraphs of a part in the order of their places; an empty line parts two of them."""
    texts = report_texts.prose(inspection, part).values()
    return tuple(p.strip() for text in texts for p in re.split(r"\n\s*\n", text) if p.strip())


def _commentary(inspection: Inspection) -> dict[str, str]:
    """The commentary by section."""
    texts = report_texts.prose(inspection, Part.COMMENTARY)
    return {place.rpartition("/")[2]: text for place, text in texts.items() if text.strip()}
