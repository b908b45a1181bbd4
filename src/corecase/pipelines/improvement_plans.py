"""Improvement plans from a file to values, and from values to a file of another kind."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corecase.core.errors import InputError
from corecase.core.improvement import ImprovementPlan, due_on
from corecase.core.improvement_merging import merge
from corecase.core.improvement_status import DEFAULT_RULE, StatusRule
from corecase.documents import formats, improvement_pack, improvement_plan, improvement_workbook
from corecase.documents.improvement_pack import BoardPack
from corecase.documents.model import Document
from corecase.exchange import frameworks, improvement_plans, printed_improvement_plans, status_rules
from corecase.exchange.limits import OWN, Limits

READ = (".xlsx", ".docx", ".txt", ".tsv")
"""The kinds of files from which an improvement plan is read."""

WRITTEN = (".xlsx", ".docx", ".pdf", ".html")
"""The kinds of files to which it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """An improvement plan from a file, and what a person should know of how it was read."""

    plan: ImprovementPlan
    notes: tuple[str, ...] = ()


def read(source: Path | bytes, *, name: str = "", limits: Limits = OWN) -> Loaded:
    """The improvement plan in a file, by the ending of its name.

    `name` is the file's, where only its bytes are given. Raises ManyProblems or InputError where
    it cannot be read as a whole; then nothing is.
    """
    called = name or (source.name if isinstance(source, Path) else "")
    ending = Path(called).suffix.lower()
    if ending == ".xlsx":
        return Loaded(plan=improvement_plans.read(source, name=called, limits=limits))
    if ending not in READ:
        raise InputError(f"{called} is not a kind of file that can be read; give {_listed(READ)}.")
    found = printed_improvement_plans.read(source, name=called, limits=limits)
    return Loaded(plan=found.plan, notes=found.notes)


def completed(
    plan: ImprovementPlan,
    *,
    service: str = "",
    published_on: date | None = None,
    framework: str | Path | None = None,
) -> ImprovementPlan:
    """The improvement plan with what its file did not say, where it is known now.

    What is given here counts more than what the file says. With a framework the day on which it
    is due follows from the publication, unless the file has one.
    """
    published_on = published_on or plan.published_on
    weeks = frameworks.load(framework).improvement_plan_weeks if framework else None
    return replace(
        plan,
        service=service or plan.service,
        published_on=published_on,
        due_on=plan.due_on or due_on(published_on, weeks),
    )


def merged(living: ImprovementPlan, findings: ImprovementPlan) -> ImprovementPlan:
    """The living improvement plan with the recommendations and areas of another added."""
    return merge(living, findings.recommendations, findings.areas)


def rule_in(path: Path | None) -> StatusRule:
    """The rule of statuses in a file, or Corecase's own where none is given."""
    return status_rules.read(path) if path else DEFAULT_RULE


def write(
    plan: ImprovementPlan,
    path: Path,
    *,
    today: date | None = None,
    rule: StatusRule = DEFAULT_RULE,
) -> None:
    """Writes an improvement plan to a new file, of the kind that its ending says.

    Raises InputError for another ending, and for a file that is there already.
    """
    if path.suffix.lower() == ".xlsx":
        document = improvement_workbook.build(plan)
    else:
        document = improvement_plan.build(plan, today=today, rule=rule)
    _write(document, path, WRITTEN)


def write_pack(pack: BoardPack, path: Path) -> None:
    """Writes a board pack to a new file. Raises InputError as `write` does."""
    _write(improvement_pack.build(pack), path, WRITTEN[1:])


def _write(document: Document, path: Path, kinds: tuple[str, ...]) -> None:
    ending = path.suffix.lower()
    if ending not in kinds:
        raise InputError(f"{path.name} has no ending that can be written; use {_listed(kinds)}.")
    if path.exists():
        raise InputError(f"There is a file {path} already; choose another name.")
    kind = ending.removeprefix(".")
    path.write_bytes(formats.render(document, (kind,))[kind])


def _listed(kinds: tuple[str, ...]) -> str:
    return f"{', '.join(kinds[:-1])} or {kinds[-1]}"
