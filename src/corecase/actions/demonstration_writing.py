"""What is written in the draft of an invented inspection of the demonstration, and settled."""

from dataclasses import replace
from datetime import date
from typing import Final

from corecase.actions import (
    demonstration_invented,
    door,
    evidence_records,
    practice_examples,
    quotation_pages,
    quotations,
    report_desk,
    report_findings,
    report_indicators,
    report_particulars,
    report_recommendations,
    report_settling,
    report_texts,
    respondent_statements,
    respondents,
)
from corecase.actions.demonstration_cast import Stage
from corecase.actions.practice_examples import QUESTIONS, Example
from corecase.actions.report_settling import Settling
from corecase.core import report_places
from corecase.core.drafting import Part
from corecase.core.indicators import Indicator
from corecase.core.inspections import Reinspection
from corecase.core.particulars import ComparatorChoice
from corecase.core.people import Deed
from corecase.store.cases.models import Inspection

RECOMMENDED: Final = ("CCI-REC-1", "CCI-REC-5", "CCI-REC-13")
CRITERION: Final = "CCI-1.1"
ORGANISED: Final = "The invented service stands in an invented council, under one manager."
SAID: Final = {
    Part.NARRATIVE: (
        "The invented service knew the children and young people whom it worked with, and "
        "planned its work together with them.\n\n"
        "Reviews came late, and what they found did not always reach those who needed it."
    ),
    Part.AREA: "The invented area is made of small towns, which are invented, too.",
    Part.ORGANISATION: ORGANISED,
    Part.COMMENTARY: "Managers of the invented service read this work, and wrote what they saw.",
}
LICENCES: Final = evidence_records.Words(
    statement="The invented service could not look into the invented register of another body.",
    source="Invented minutes of the steering group",
)
HOUSING: Final = Indicator(
    name="Suitable accommodation at the end of the sentence (invented)",
    unit="percent",
    value=95,
    period="the year before the inspection",
    numerator=38,
    denominator=40,
    previous_value=92.5,
    previous_period="the year before that",
    comparator=90,
    comparator_name="the invented nation",
    change="increased",
)


def write(stage: Stage, code: str, *, published_on: date, but: tuple[str, ...] = ()) -> None:
    """Writes and settles a draft; the findings of the criteria `but` stay as they are drafted."""
    inspection = door.inspection(code, Deed.DRAFT_READ, by=stage.by("editor"))
    _quoted(stage, code)
    evidence_records.add(code, "CCI-1.3", "area", LICENCES, by=stage.by("lead"), now=stage.now)
    accept(stage, inspection, but=but)
    _texts(stage, inspection)
    _particulars(stage, inspection, published_on)
    _recommended(stage, code)
    report_indicators.write(code, HOUSING, by=stage.by("lead"), now=stage.now)
    _asked(stage, code)
    _example(stage, code)


def write_briefly(stage: Stage, code: str, *, published_on: date) -> None:
    """Writes and settles no more of a draft than a report has to have."""
    inspection = door.inspection(code, Deed.DRAFT_READ, by=stage.by("editor"))
    accept(stage, inspection)
    _texts(stage, inspection)
    _particulars(stage, inspection, published_on)
    _recommended(stage, code)


def accept(stage: Stage, inspection: Inspection, *, but: tuple[str, ...] = ()) -> None:
    """Accepts what is drafted; what rests on fewer than five persons one by one."""
    code, editor, now = inspection.code, stage.by("editor"), stage.now
    criteria = (c.id for c in report_desk.of(inspection).framework.criteria if c.id not in but)
    pages = [report_findings.criterion(code, name, by=editor) for name in criteria]
    for page in filter(lambda page: page.n_plain_drafts, pages):
        criterion = page.criterion.id
        report_settling.accept_all(code, criterion, seen=page.seen, by=editor, now=now)
    for one in (one for page in pages for one in page.paragraphs if one.awaits_confirmation):
        deed = Settling.ACCEPT
        report_settling.settle(code, one.place, deed, seen=one.seen, by=editor, now=now)


def quote(stage: Stage, code: str, words: str, *, by: str = "editor") -> int:
    """Takes the words of a quotable note as a quotation; its number, for the second person."""
    actor = stage.by(by)
    page = quotation_pages.page(code, by=actor, now=stage.now)
    note = next(one for one in page.notes if one.text == words)
    return quotations.take(code, note.id, words, criterion=CRITERION, by=actor, now=stage.now)


def _quoted(stage: Stage, code: str) -> None:
    """Words that a second person checked, in a paragraph of our own."""
    words = demonstration_invented.QUOTABLE[0]
    number = quote(stage, code, words)
    lead, editor, now = stage.by("lead"), stage.by("editor"), stage.now
    quotations.check(code, number, nobody_known=True, by=lead, now=now)
    text = f"We were told: [[quote:q{number}|{words}]]"
    place = report_places.next_own(CRITERION, "strength", set())
    report_texts.save(code, place, report_texts.Words(text=text), base=0, by=editor, now=now)


def _texts(stage: Stage, inspection: Inspection) -> None:
    """Every text beside the findings, in words that say that they are invented."""
    for place in report_places.proses(report_desk.of(inspection).framework):
        words = report_texts.Words(text=SAID[place.part])
        report_texts.save(
            inspection.code, place.name, words, base=0, by=stage.by("editor"), now=stage.now
        )


def _particulars(stage: Stage, inspection: Inspection, published_on: date) -> None:
    """The first pages; the re-inspection is decided as the scores suggest."""
    is_suggested = bool(report_particulars.suggested_by(inspection))
    decision = Reinspection(
        planned=is_suggested,
        reason="The reason is invented, as the scores are.",
        when="in about 12 months" if is_suggested else "",
    )
    known = report_particulars.standing(inspection).particulars
    particulars = replace(
        known,
        inspectorate="Demonstration inspectorate (invented)",
        chief="Cleo Chief (demo), chief inspector",
        year=str(published_on.year),
        month=f"{published_on:%B %Y}",
        overall="mixed",
        reinspection=decision,
    )
    report_particulars.write(
        inspection.code,
        particulars,
        ComparatorChoice(),
        seen="0",
        by=stage.by("lead"),
        now=stage.now,
    )


def _recommended(stage: Stage, code: str) -> None:
    """Three of the library, of which one is edited, and one of our own."""
    lead, now = stage.by("lead"), stage.now
    report_recommendations.add_from_library(code, RECOMMENDED, by=lead, now=now)
    inspection = door.inspection(code, Deed.DRAFT_READ, by=lead)
    first = report_recommendations.rows_of(inspection)[0]
    report_recommendations.change(
        code,
        first.pk,
        text=f"{first.text.rstrip('.')}, as is agreed in the invented plan",
        owners=first.owners,
        items=first.items,
        seen=str(first.version),
        by=lead,
        now=now,
    )
    report_recommendations.write_own(
        code,
        text="the invented steering group meets every month",
        owners=("Chair of the invented steering group",),
        by=lead,
        now=now,
    )


def _asked(stage: Stage, code: str) -> None:
    """One group of respondents; a statement about few of them is confirmed."""
    lead, now = stage.by("lead"), stage.now
    group = respondents.write(code, group="Children and young people", returned=9, by=lead, now=now)
    said = (("said that they had been listened to.", 8, 9), ("had written a plan.", 3, 4))
    for text, count, out_of in said:
        number = respondent_statements.add(
            code, group, text=text, count=count, out_of=out_of, by=lead, now=now
        )
    _, statement = respondent_statements.one(code, number, by=lead)
    respondent_statements.confirm(code, number, seen=statement.version, by=lead, now=now)


def _example(stage: Stage, code: str) -> None:
    """An example of good practice, signed by a second reader."""
    example = Example(
        section="CCI-1",
        reference="1.1",
        pseudonym="Robin",
        text="Invented: Robin helped to write the plan, and it was kept where Robin could see it.",
        is_invented=True,
    )
    number = practice_examples.write(code, example, by=stage.by("editor"), now=stage.now)
    practice_examples.sign(
        code, number, frozenset(QUESTIONS), seen="1", by=stage.by("lead"), now=stage.now
    )
