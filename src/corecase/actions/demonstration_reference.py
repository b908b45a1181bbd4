"""What the report of January 2010 states beside its scores, put into the draft of Hartlepool.

Everything is typed in as a lead inspector would type it, from the same file as `corecase demo`
reads. Findings stay as they are drafted, and what only a person decides stays open: the site
prints of good practice what was written, and the file has no words of it.
"""

from importlib.resources import as_file, files
from typing import Final

from corecase.actions import (
    evidence_records,
    report_indicators,
    report_particulars,
    report_recommendations,
    report_texts,
    respondent_statements,
    respondents,
)
from corecase.actions.demonstration_cast import Stage
from corecase.core import report_places
from corecase.core.inspections import Inspection, Survey
from corecase.core.particulars import (
    ComparatorChoice,
    ComparatorSource,
    EnteredComparators,
    Particulars,
)
from corecase.exchange import inspections

REFERENCE: Final = files("corecase") / "data" / "reference" / "hartlepool-2010"
SOURCE: Final = "Core Case Inspection report, Hartlepool, January 2010"


def write(stage: Stage, code: str) -> None:
    """Writes it into a draft that nobody has begun."""
    with as_file(REFERENCE / "inspection.yaml") as path:
        said, _ = inspections.read(path)
    _particulars(stage, code, said)
    _texts(stage, code, said)
    lead, now = stage.by("lead"), stage.now
    for one in said.evidence:
        words = evidence_records.Words(statement=one.statement, source=one.source)
        evidence_records.add(code, one.criterion, one.kind, words, by=lead, now=now)
    for survey in said.surveys:
        _respondents(stage, code, survey)
    for indicator in said.indicators:
        report_indicators.write(code, indicator, by=lead, now=now)
    refs = tuple(one for one in said.recommendations or () if isinstance(one, str))
    report_recommendations.add_from_library(code, refs, by=lead, now=now)


def _particulars(stage: Stage, code: str, said: Inspection) -> None:
    particulars = Particulars(
        isbn=said.isbn,
        inspectorate=said.inspectorate,
        year=said.year,
        month=said.month,
        fieldwork=said.fieldwork,
        team=said.team,
        overall=said.overall,
        reinspection=said.reinspection,
    )
    made = said.comparators
    entered = EnteredComparators(comparators=made, source=SOURCE) if made else None
    choice = ComparatorChoice(source=ComparatorSource.ENTERED, entered=entered)
    lead, now = stage.by("lead"), stage.now
    report_particulars.write(code, particulars, choice, seen="0", by=lead, now=now)


def _texts(stage: Stage, code: str, said: Inspection) -> None:
    texts = {report_places.AREA: said.area, report_places.ORGANISATION: said.organisation}
    for place, paragraphs in texts.items():
        words = report_texts.Words(text="\n\n".join(paragraphs))
        report_texts.save(code, place, words, base=0, by=stage.by("lead"), now=stage.now)


def _respondents(stage: Stage, code: str, survey: Survey) -> None:
    lead, now = stage.by("lead"), stage.now
    group = respondents.write(code, group=survey.group, returned=survey.returned, by=lead, now=now)
    for one in survey.statements:
        count = one.figure.count if one.figure else None
        out_of = one.figure.out_of if one.figure else None
        respondent_statements.add(
            code, group, text=one.text, count=count, out_of=out_of, by=lead, now=now
        )
