"""Facts and a heading set in; a council report, with what may be said and what is missing, out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corecase.core.claims import Allowed, Claim
from corecase.core.council_facts import Meeting
from corecase.core.council_reports import CouncilReport, missing, remarks
from corecase.core.council_sentences import gathered
from corecase.core.errors import IncompleteError, InputError, Problem
from corecase.core.series import Scope
from corecase.documents import formats
from corecase.documents.blank_places import placed_blanks
from corecase.documents.council_report import build
from corecase.documents.model import Document
from corecase.exchange import council_facts, frameworks, heading_sets
from corecase.pipelines.render import write_all
from corecase.statistics.council_sentences import allowed
from corecase.statistics.standing_among import Comparing

FORMATS = ("html", "docx", "pdf")

_OF_ALL = (Claim.BEST_OVERALL,)
_REGIONAL = (Claim.BEST_OVERALL, Claim.BEST_PERFORMING, Claim.HIGHEST_IN_THE_REGION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A report as a document, with its files and what a person has still to look at."""

    report: CouncilReport
    document: Document
    sentences: tuple[Allowed, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...]
    files: tuple[Path, ...] = ()

    @property
    def blanks(self) -> tuple[str, ...]:
        """What only the council knows and has not entered, each once."""
        return tuple(dict.fromkeys(blank.label for blank in self.document.blanks()))

    @property
    def placed_blanks(self) -> tuple[str, ...]:
        """The same, each with the place in the report where it stands."""
        return placed_blanks(self.document)

    @property
    def said(self) -> tuple[str, ...]:
        """What the figures allow to be said; once where it is the same of several headlines."""
        labels = {one.id: one.title for one in self.report.framework.headlines}
        return gathered(self.sentences, labels)


def report_of(facts: Path, headings: str, meetings: Sequence[Meeting] = ()) -> CouncilReport:
    """The report in a file of facts under a heading set; `meetings` stand in place of the file's.

    Raises InputError or ManyProblems for a file that cannot be read whole.
    """
    inspection, plan, paper = council_facts.read(facts)
    if meetings:
        paper = replace(paper, meetings=_named(tuple(meetings), paper.meetings))
    return CouncilReport(
        headings=heading_sets.load(headings),
        inspection=inspection,
        plan=plan,
        paper=paper,
        framework=frameworks.load(inspection.framework),
    )


def make(report: CouncilReport, *, preview: bool = False) -> Made:
    """The report as a document.

    Raises IncompleteError naming every figure that the set needs and the facts lack, unless it
    is a preview, in which those are labelled blanks.
    """
    _check_headlines(report)
    lacking = missing(report)
    if lacking and not preview:
        raise IncompleteError(
            f"The heading set {report.headings.id} needs what the facts lack; nothing was written. "
            "Enter what is listed, or choose another set.",
            tuple(Problem(where=report.headings.id, reason=f"needs {name}") for name in lacking),
        )
    sentences = tuple(sentences_of(report))
    return Made(
        report=report,
        document=build(report, sentences),
        sentences=sentences,
        missing=lacking,
        remarks=remarks(report),
    )


def write(
    made: Made, out: Path, wanted: Sequence[str] = FORMATS, template: bytes | None = None
) -> Made:
    """Writes the report in the wanted formats, all or none; Word on a council's template."""
    content = formats.render(made.document, wanted, word_template=template)
    name = f"council-report-{made.report.headings.id}"
    files = write_all(out, {f"{name}.{ending}": data for ending, data in content.items()})
    return replace(made, files=files)


def sentences_of(report: CouncilReport) -> Iterator[Allowed]:
    """Each comparison that the council would make, in the words that the figures bear."""
    for one in report.paper.claims:
        comparing = _comparing(report, one.claim)
        if one.headline or one.claim in _OF_ALL:
            yield allowed(comparing, one.claim, one.headline, other=one.other)
            continue
        for headline in report.framework.headlines:
            yield allowed(comparing, one.claim, headline.id, other=one.other)


def _comparing(report: CouncilReport, claim: Claim) -> Comparing:
    inspection, framework = report.inspection, report.framework
    assumed = report.paper.assumed_cases
    return Comparing(
        record=inspection.record,
        service=inspection.service,
        as_at=inspection.as_at,
        headlines={one.id: one.title for one in framework.headlines},
        scope=Scope.REGION if claim in _REGIONAL else Scope.PROGRAMME,
        assumed_cases={"": assumed} if assumed else {},
        bands_from={band.id: band.from_percent for band in framework.bands},
    )


def _check_headlines(report: CouncilReport) -> None:
    """Refuses figures of a headline that the framework lacks: they would silently be left out."""
    known = {one.id for one in report.framework.headlines}
    record = report.inspection.record
    named = [*(s.headline for s in record.scores), *(c.headline for c in record.contexts)]
    named += [one.headline for one in report.paper.claims if one.headline]
    for name in named:
        if name not in known:
            raise InputError(
                f"{report.framework.title} has no headline {name!r}; use one of "
                f"{', '.join(sorted(known))}."
            )
    bands = {band.id for band in report.framework.bands}
    for score in record.scores:
        if score.band and score.band not in bands:
            raise InputError(
                f"{report.framework.title} has no band {score.band!r}; use one of "
                f"{', '.join(band.id for band in report.framework.bands)}."
            )


def _named(given: tuple[Meeting, ...], before: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Meetings with the names that the file gives its committees, where none is given."""
    names = [one.committee for one in before]
    return tuple(
        replace(one, committee=one.committee or (names[place] if place < len(names) else ""))
        for place, one in enumerate(given)
    )
