"""A case and its criteria, as the pages show them."""

from dataclasses import dataclass
from datetime import datetime

from corecase.actions import access, case_files, door, notes
from corecase.actions.case_files import CaseFile, Progress
from corecase.actions.notes import Note
from corecase.core.assessment_states import Marking
from corecase.core.criteria import Criterion
from corecase.core.operations import Field
from corecase.core.people import Actor, NotAllowedError
from corecase.core.questions import Question
from corecase.store.cases import models


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionProgress:
    """One criterion of a case: how far it is, what is unanswered, what contradicts a rule."""

    criterion: Criterion
    progress: Progress
    unanswered: tuple[Question, ...]
    contradictions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on its page: each field with its version, and the notes attached to it."""

    question: Question
    answer: tuple[str, int]
    note: tuple[str, int]
    found_in: tuple[str, int]
    is_in_conflict: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPage:
    """The questions of one criterion, and the criteria before and after it."""

    file: CaseFile
    criterion: Criterion
    progress: Progress
    asked: tuple[Asked, ...]
    previous: Criterion | None
    following: Criterion | None

    @property
    def has_guidance(self) -> bool:
        """Whether the framework says how to judge any of the questions."""
        return any(asked.question.item.guidance for asked in self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """A case: its facts, its criteria by section with what is left, and what else waits."""

    file: CaseFile
    progress: Progress
    sections: tuple[tuple[str, tuple[CriterionProgress, ...]], ...]
    n_conflicts: int
    n_notes: int
    n_kept: int


def case_page(
    code: str, ref: str, *, marking: Marking | None = None, by: Actor, now: datetime
) -> CasePage:
    """A case assessment that somebody reaches, with what is left to do."""
    row = access.reached(code, ref, by=by, marking=marking)
    file = case_files.opened(row, by=by, now=now)
    door.consulted("CASE", ref, inspection=row.case.inspection, by=by, now=now)
    framework = file.framework
    sections = tuple(
        (
            f"{section.number} {section.title}",
            tuple(_criterion(file, c) for c in framework.criteria_of(section.id)),
        )
        for section in framework.sections
    )
    return CasePage(
        file=file,
        progress=case_files.progress(file.questions),
        sections=sections,
        n_conflicts=models.Conflict.objects.filter(assessment=row, resolved_at=None).count(),
        n_notes=models.CaseNote.objects.filter(assessment=row).count(),
        n_kept=_kept(row) if file.heading.may_moderate else 0,
    )


def criterion_page(
    code: str,
    ref: str,
    criterion_id: str,
    *,
    marking: Marking | None = None,
    by: Actor,
    now: datetime,
) -> CriterionPage:
    """The questions of one criterion of a case assessment that somebody reaches."""
    row = access.reached(code, ref, by=by, marking=marking)
    file = case_files.opened(row, by=by, now=now)
    criteria = file.framework.criteria
    place = next((n for n, c in enumerate(criteria) if c.id == criterion_id), None)
    if place is None:
        raise NotAllowedError("There is no such criterion.")
    door.consulted("CRITERION", ref, inspection=row.case.inspection, by=by, now=now)
    found = file.of_criterion(criterion_id)
    return CriterionPage(
        file=file,
        criterion=criteria[place],
        progress=case_files.progress(found),
        asked=_asked(file, found, row),
        previous=criteria[place - 1] if place else None,
        following=criteria[place + 1] if place + 1 < len(criteria) else None,
    )


def _asked(
    file: CaseFile, found: tuple[Question, ...], row: models.CaseAssessment
) -> tuple[Asked, ...]:
    waiting = models.Conflict.objects.filter(assessment=row, resolved_at=None)
    in_conflict = set(waiting.values_list("item_id", flat=True))
    written = notes.of(row)
    return tuple(
        Asked(
            question=question,
            answer=file.field(question.item.id, Field.ANSWER),
            note=file.field(question.item.id, Field.NOTE),
            found_in=file.field(question.item.id, Field.FOUND_IN),
            is_in_conflict=question.item.id in in_conflict,
            notes=tuple(note for note in written if question.item.id in note.item_ids),
        )
        for question in found
    )


def _criterion(file: CaseFile, criterion: Criterion) -> CriterionProgress:
    found = file.of_criterion(criterion.id)
    return CriterionProgress(
        criterion=criterion,
        progress=case_files.progress(found),
        unanswered=tuple(q for q in found if q.is_unanswered),
        contradictions=tuple(q for q in found if q.contradicts),
    )


def _kept(row: models.CaseAssessment) -> int:
    waiting = {"operation__assessment": row, "decided_at": None}
    n_late = models.Quarantine.objects.filter(**waiting).count()
    return n_late + models.RefusedOperation.objects.filter(assessment=row).count()
