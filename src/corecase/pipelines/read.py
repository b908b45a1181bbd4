"""An inspection's folder in: what it asks, what was judged, what the report says beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corecase.core import case_managers
from corecase.core.assessments import Gap, contradictions, unanswered
from corecase.core.cases import Case
from corecase.core.criteria import Recommendation
from corecase.core.drawn_samples import DrawnSample
from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.frameworks import Framework
from corecase.core.inspections import Inspection
from corecase.core.judgements import Judgements
from corecase.exchange import frameworks, inspections, judgements, views

INSPECTION = "inspection.yaml"
FINDINGS = "findings.yaml"
_JUDGEMENTS = ("judgements", "synthetic-judgements")
_CASES = ("cases", "synthetic-cases")
_VIEWS = ("views", "synthetic-views")
_ENDINGS = (".csv", ".xlsx", ".ods", ".parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The judgements of one sample under one framework, with what is still open in them.

    `drawn` says what the sample was drawn from; None where nobody knows.
    """

    framework: Framework
    judgements: Judgements
    cases: tuple[Case, ...]
    unanswered: tuple[Gap, ...]
    contradictions: tuple[Gap, ...]
    ignored_columns: tuple[str, ...] = ()
    drawn: DrawnSample | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFolder:
    """Everything read from one inspection's folder."""

    path: Path
    inspection: Inspection
    edition: str
    judged: Judged


def read_judged(
    framework: str, path: Path, cases_path: Path | None = None, *, sheet: str | None = None
) -> Judged:
    """Judgements and cases from files, checked against a framework.

    Without a file of cases, the cases are those judged and their attributes are unknown, so
    that every rule asks. Raises InputError for an answer about a case that the file of cases
    does not list.
    """
    asked = frameworks.load(framework)
    file = judgements.read(path, asked, sheet=sheet)
    cases = (
        judgements.read_cases(cases_path)
        if cases_path
        else tuple(Case(id=case_id) for case_id in file.judgements.case_ids)
    )
    strangers = sorted(set(file.judgements.case_ids) - {case.id for case in cases})
    if strangers:
        rest = len(strangers) - 1
        more = f" and {rest} more that are" if rest else ", which is"
        raise InputError(
            f"{path.name} judges case {strangers[0]!r}{more} not in the list of cases; add what "
            "is missing there or remove it here."
        )
    return Judged(
        framework=asked,
        judgements=file.judgements,
        cases=cases,
        unanswered=unanswered(asked, file.judgements, cases),
        contradictions=contradictions(asked, file.judgements, cases),
        ignored_columns=file.ignored_columns,
    )


def is_in_folder(path: Path) -> bool:
    """Whether a file is the judgements of an inspection's folder, which says what it asks."""
    return path.stem in _JUDGEMENTS and path.is_file() and (path.parent / INSPECTION).is_file()


def read_folder(folder: Path) -> InspectionFolder:
    """An inspection's folder: `inspection.yaml`, `judgements` and, if there, `cases`.

    The framework named in `inspection.yaml` is a shipped one or a file in the folder. Raises
    ManyProblems where it speaks of a section, criterion or headline that the framework lacks,
    because the report would leave that out, and InputError where its sample cannot have been
    drawn from what it says.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}; check the name.")
    particulars = folder / INSPECTION
    if not particulars.is_file():
        raise InputError(
            f"{folder} holds no {INSPECTION}; an inspection's folder needs one, with at least "
            "the service and the framework."
        )
    inspection, settings = inspections.read(particulars)
    if not settings.framework:
        raise InputError(
            f"{particulars.name} names no framework; add a line such as framework: cci-2009."
        )
    within = folder / settings.framework
    name = str(within) if within.is_file() else settings.framework
    judged = read_judged(name, _only(folder, _JUDGEMENTS), _perhaps(folder, _CASES))
    misplaced = ManyProblems.unless_empty(
        INSPECTION, list(_misplaced(inspection, judged.framework))
    )
    if misplaced:
        raise misplaced
    _check_drawn(inspection, judged)
    return InspectionFolder(
        path=folder,
        inspection=_with_views(inspection, judged.framework, folder),
        edition=_edition(folder, settings.edition or judged.framework.report_edition),
        judged=replace(judged, drawn=inspection.drawn),
    )


def _with_views(inspection: Inspection, framework: Framework, folder: Path) -> Inspection:
    """The inspection with the answers of the case managers counted, where a file holds them."""
    path = _perhaps(folder, _VIEWS)
    if path is None:
        return inspection
    if inspection.views:
        raise InputError(f"Keep either views in {INSPECTION} or {path.name}, not both.")
    try:
        found = case_managers.counted(framework.views, views.read(path, framework.views))
    except InputError as error:
        raise error if path.name in str(error) else InputError(f"{path.name}: {error}") from None
    return replace(inspection, views=found)


def _misplaced(inspection: Inspection, framework: Framework) -> Iterator[Problem]:
    criteria, sections, headlines = (
        {row.id for row in rows}
        for rows in (framework.criteria, framework.sections, framework.headlines)
    )
    rows = inspection.comparators.rows if inspection.comparators else ()
    said = (
        *(("evidence", "criterion", e.criterion, criteria) for e in inspection.evidence),
        *(("commentary", "section", section, sections) for section in inspection.commentary),
        *(("good_practice", "section", g.section, sections) for g in inspection.good_practice),
        *(("quotations", "criterion", q.criterion, criteria) for q in inspection.quotations),
        *(
            ("recommendations", "item", item, {row.id for row in framework.items})
            for chosen in inspection.recommendations or ()
            if isinstance(chosen, Recommendation)
            for item in chosen.items
        ),
        *(("comparators", "headline", row.headline, headlines) for row in rows),
        *(
            ("views", "question", v.id, {row.id for row in framework.views})
            for v in inspection.views
        ),
    )
    for where, kind, value, known in said:
        if value not in known:
            article = "an" if kind == "item" else "a"
            use = ", ".join(sorted(known)) or "none"
            reason = f"is not {article} {kind} of {framework.id}; use {use}"
            yield Problem(where=where, value=value, reason=reason)
    names = [f"{e.criterion}/{e.kind}/{e.id}" for e in inspection.evidence]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(where="evidence", value=name, reason="stands twice; give one another id")


def _check_drawn(inspection: Inspection, judged: Judged) -> None:
    if inspection.drawn is None:
        return
    try:
        inspection.drawn.check_cases(judged.cases)
    except InputError as error:
        raise InputError(f"{INSPECTION}, drawn: {error}") from None


def _edition(folder: Path, name: str) -> str:
    within = folder / name
    return str(within) if within.is_file() else name


def _perhaps(folder: Path, names: tuple[str, ...]) -> Path | None:
    found = [folder / (n + e) for n in names for e in _ENDINGS if (folder / (n + e)).is_file()]
    if len(found) > 1:
        raise InputError(
            f"{folder} holds {' and '.join(p.name for p in found)}; keep the one to be used."
        )
    return found[0] if found else None


def _only(folder: Path, names: tuple[str, ...]) -> Path:
    found = _perhaps(folder, names)
    if found is None:
        raise InputError(
            f"{folder} holds no judgements; put them there as judgements.csv, .xlsx, .ods "
            "or .parquet."
        )
    return found
