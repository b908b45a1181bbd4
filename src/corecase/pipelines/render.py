"""A report out: findings drafted or kept, the document built, each format written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corecase.core.assessments import check_final
from corecase.core.criteria import Recommendation
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.figures import Figure
from corecase.core.findings import SMALL_BASE, Finding, draft, figure_book, reconcile
from corecase.core.gate_bases import DifferingBase, differing_bases
from corecase.core.marked_texts import parse_marked, unchecked
from corecase.core.recommendations import choose, propose
from corecase.core.scoring import Scores, score
from corecase.documents import formats
from corecase.documents.inspection_report import Report
from corecase.documents.model import Document
from corecase.documents.report_forms import build
from corecase.exchange import editions, kept_findings
from corecase.pipelines.read import FINDINGS, InspectionFolder, Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The files of a report, and what a person has still to look at."""

    files: tuple[Path, ...]
    document: Document
    report: Report

    @property
    def n_drafted(self) -> int:
        """Findings that nobody has accepted."""
        return sum(finding.status == "drafted" for finding in self.report.findings)

    @property
    def changed(self) -> tuple[Finding, ...]:
        """Findings whose data changed after they were written."""
        return tuple(finding for finding in self.report.findings if finding.changed)

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """Statements that rest on fewer than five persons and that nobody has confirmed yet.

        Findings by id; answers to a survey by group and place; case managers' by question.
        """
        findings = [f.id for f in self.report.findings if f.awaits_confirmation]
        findings += [
            f"Case managers, {view.id}"
            for view in self.report.inspection.views
            if view.awaits_confirmation
        ]
        answers = [
            f"{survey.group}, statement {place}"
            for survey in self.report.inspection.surveys
            for place, statement in enumerate(survey.statements, start=1)
            if statement.awaits_confirmation
        ]
        return (*findings, *answers)

    @property
    def differing_bases(self) -> tuple[DifferingBase, ...]:
        """Items judged in another number of cases than their gate opened."""
        return differing_bases(self.report.framework, self.report.scores.items)

    @property
    def small_counts(self) -> tuple[str, ...]:
        """Answers to a survey that one to four persons gave, of five or more.

        Nobody has to confirm them; a person should see that nobody can be known by them.
        """
        return tuple(
            f"{survey.group}, statement {place}"
            for survey in self.report.inspection.surveys
            for place, statement in enumerate(survey.statements, start=1)
            if (figure := statement.figure)
            and figure.out_of >= SMALL_BASE
            and 0 < figure.count < SMALL_BASE
        )


def findings_of(folder: InspectionFolder) -> tuple[Finding, ...]:
    """The findings drafted from the judgements, with what a person kept in their place.

    Raises InputError naming the file of findings where it says a figure that there is not, and
    ManyProblems where it speaks of a criterion that the framework lacks.
    """
    judged = folder.judged
    drafted = draft(judged.framework, judged.judgements, folder.inspection.evidence)
    kept_path = folder.path / FINDINGS
    if not kept_path.is_file():
        return drafted
    book = figure_book(judged.framework, judged.judgements)
    kept = kept_findings.read(kept_path)
    criteria = {criterion.id for criterion in judged.framework.criteria}
    strays = ManyProblems.unless_empty(
        FINDINGS,
        [
            Problem(where=k.id, value=k.criterion, reason="is not a criterion of the framework")
            for k in kept
            if k.criterion not in criteria
        ],
    )
    if strays:
        raise strays
    try:
        return reconcile(drafted, kept, book, folder.inspection.quotations)
    except InputError as error:
        raise InputError(f"{FINDINGS}: {error}") from None


def accept(found: tuple[Finding, ...], ids: Sequence[str]) -> tuple[Finding, ...]:
    """The findings with those of these ids accepted; "all" accepts every draft.

    Raises InputError naming an id that no finding has.
    """
    known = {finding.id for finding in found}
    for stranger in (one for one in ids if one != "all" and one not in known):
        raise InputError(
            f"There is no finding {stranger!r}; use an id that corecase findings prints, or all."
        )
    return tuple(
        replace(finding, status="accepted")
        if finding.id in ids or ("all" in ids and finding.status == "drafted")
        else finding
        for finding in found
    )


def report_of(folder: InspectionFolder, *, preview: bool = False) -> Report:
    """The report's content. Without `preview`, refuses judgements that are not complete."""
    judged = folder.judged
    if not preview:
        check_final(judged.framework, judged.judgements, judged.cases)
    scores = score(judged.framework, judged.judgements)
    report = Report(
        framework=judged.framework,
        edition=editions.load(folder.edition),
        inspection=folder.inspection,
        scores=scores,
        findings=tuple(f for f in findings_of(folder) if f.status != "dropped"),
        recommendations=_recommendations(folder, scores),
        cases=judged.cases,
        judgements=judged.judgements,
        proposed=folder.inspection.recommendations is None,
        n_unanswered=len(judged.unanswered),
        n_contradictions=len(judged.contradictions),
        figures=figures_of(judged),
    )
    if not preview:
        _check_quotations(report)
    return report


def figures_of(judged: Judged) -> dict[str, Figure]:
    """The figures that prose may name: those of findings, and `score:ID` for each score."""
    scores = score(judged.framework, judged.judgements)
    book = figure_book(judged.framework, judged.judgements)
    return book | {f"score:{one.id}": one.figure for one in scores.all}


def _check_quotations(report: Report) -> None:
    """Raises InputError where the report quotes what no second person has checked."""
    inspection = report.inspection
    prose = (*inspection.narrative, *inspection.commentary.values())
    prose += (*inspection.area, *inspection.organisation, *inspection.key_strengths)
    pieces = [f.pieces for f in report.findings]
    pieces += [parse_marked(text, report.figures, inspection.quotations) for text in prose]
    for key in (key for one in pieces for key in unchecked(one)):
        raise InputError(
            f"{key} is quoted and no second person has checked it; check it, or take it out of "
            "the text. A preview shows it as it stands."
        )


def render(
    folder: InspectionFolder,
    out: Path,
    wanted: Sequence[str],
    *,
    preview: bool = False,
    on_format: Callable[[str], None] = lambda _: None,
) -> Rendered:
    """Writes the report in the wanted formats; all of them, or none when one fails.

    `on_format` is told each format before it is rendered.
    """
    report = report_of(folder, preview=preview)
    document = build(report)
    content: dict[str, bytes] = {}
    for name in wanted:
        on_format(name)
        content |= formats.render(document, (name,))
    return Rendered(files=write_all(out, content), document=document, report=report)


def write_all(out: Path, content: dict[str, bytes]) -> tuple[Path, ...]:
    """Writes files into a folder, each in one step, once all of their content exists."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in content.items():
        path = out / (name if "." in name else f"report.{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".new")
        beside.write_bytes(data)
        beside.replace(path)
        written.append(path)
    return tuple(written)


def _recommendations(folder: InspectionFolder, scores: Scores) -> tuple[Recommendation, ...]:
    chosen = folder.inspection.recommendations
    framework = folder.judged.framework
    if chosen is None:
        return tuple(proposal.recommendation for proposal in propose(framework, scores))
    return choose(framework, chosen)
