"""Second marking: which cases are judged twice, by whom, and how far both readings agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from corecase.actions import door, frameworks, scores, second_assessors
from corecase.actions.allocations import held_by
from corecase.core import second_marking
from corecase.core.assessment_states import AssessmentState, Marking, may_see_other
from corecase.core.errors import InputError
from corecase.core.event_kinds import EventKind
from corecase.core.people import Actor, Deed, may
from corecase.core.second_marking import Agreement
from corecase.core.stages import Stage
from corecase.store.cases.models import (
    CaseAssessment,
    Inspection,
    SampledCase,
    SecondMarkingDraw,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """How the cases were chosen: replay it with the seed on `n_frame` cases."""

    seed: str
    share_percent: int
    least: int
    n_chosen: int
    n_frame: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A case that is judged twice, and where both readings stand.

    Names are empty and states None where nobody is allocated. `is_comparable` is true once
    both have submitted; only then can either see the other's answers.
    """

    ref: str
    first: str
    first_state: AssessmentState | None
    second: str
    second_state: AssessmentState | None
    is_comparable: bool
    candidates: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The second markings of an inspection. `leads` is true for whoever moderates;
    `agreement` is empty until two readings meet.
    """

    code: str
    service: str
    synthetic: str
    draw: Draw | None
    n_cases: int
    n_due: int
    marked: tuple[Marked, ...]
    leads: bool
    may_choose: bool
    agreement: tuple[tuple[str, Agreement], ...] = ()


def room(code: str, *, only: tuple[str, ...] | None = None, by: Actor, now: datetime) -> Room:
    """The second markings as somebody may see them.

    The lead sees all of them and how far readings agree. An assessor sees the cases of their
    own that both have submitted, and nothing of the others. `only` leaves out the other cases,
    for a page that shows none, or one; what is left is logged.
    """
    inspection = door.inspection(code, Deed.CASES_LIST, by=by)
    leads = may(by, Deed.MODERATE, door.subject_of(inspection))
    draw = _newest(inspection)
    refs = chosen(inspection)
    pairs = _pairs(inspection, refs)
    people = second_assessors.candidates(inspection, now) if leads else {}
    knowing = second_assessors.knowing(inspection, refs) if people else {}
    marked = tuple(
        _marked(ref, pairs.get(ref, {}), people, knowing.get(ref, frozenset()))
        for ref in refs
        if only is None or ref in only
    )
    if not leads:
        own = {ref for ref, pair in pairs.items() if _has_part(pair.values(), by)}
        marked = tuple(row for row in marked if row.is_comparable and row.ref in own)
    met = [row.ref for row in marked if row.is_comparable]
    n_cases = SampledCase.objects.filter(inspection=inspection, standing="SAMPLE").count()
    shown = [row.ref for row in marked]
    door.consulted("SECOND_MARKING", *shown, inspection=inspection, by=by, now=now)
    return Room(
        code=code,
        service=inspection.service.name,
        synthetic=inspection.synthetic,
        draw=_draw(draw) if draw and leads else None,
        n_cases=n_cases,
        n_due=second_marking.n_to_mark(n_cases),
        marked=marked,
        leads=leads,
        may_choose=leads and not CaseAssessment.objects.filter(**_second(inspection)).exists(),
        agreement=_agreement(inspection, met) if leads and met else (),
    )


def choose(
    code: str, *, share_percent: int, least: int, seed: str, by: Actor, now: datetime
) -> tuple[str, ...]:
    """Chooses the cases to judge twice, and returns their references in order.

    Raises InputError where the sample is empty, and once a second assessor is allocated: from
    then on a new choice could be made to leave out a case.
    """
    seed = seed.strip()
    if not seed:
        raise InputError(
            "Give a seed: any word or number; it is shown beside the choice.", field="seed"
        )
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.MODERATE, by=by, lock=True)
        check_fieldwork(inspection)
        if CaseAssessment.objects.filter(**_second(inspection)).exists():
            raise InputError("Second assessors are allocated: the choice of cases stands.")
        frame = [case.id for case in scores.cases_of(inspection)]
        if not frame:
            raise InputError("There are no cases yet: draw the sample first.")
        n = second_marking.n_to_mark(len(frame), Fraction(share_percent, 100), least)
        refs = second_marking.choose(frame, n, seed)
        SecondMarkingDraw.objects.create(
            inspection=inspection,
            seed=seed,
            share_percent=share_percent,
            least=least,
            n_chosen=n,
            frame=frame,
            by_id=by.person_id,
            at=now,
        )
        write.say(
            EventKind.SECOND_MARKING_CHOSEN,
            inspection.code,
            share_percent=share_percent,
            least=least,
            # A seed is any words; a subject takes identifiers alone.
            content=[seed, *refs],
        )
    return refs


def allocate(code: str, ref: str, *, assessor_id: int, by: Actor, now: datetime) -> None:
    """Gives a chosen case to its second assessor, or to another before any answer is given.

    Raises InputError for a case that was not chosen or has no first assessor, and for anybody
    who may not be the second: a first assessor of now or before, the lead, and who has an
    interest.
    """
    with door.writing(by=by, now=now) as write:
        inspection = door.inspection(code, Deed.MODERATE, by=by, lock=True)
        check_fieldwork(inspection)
        if ref not in chosen(inspection):
            raise InputError("Choose the cases first: this one was not chosen to be judged twice.")
        pair = _pairs(inspection, [ref]).get(ref, {})
        second_assessors.check_candidate(
            pair,
            assessor_id,
            second_assessors.candidates(inspection, now),
            second_assessors.knowing(inspection, [ref]).get(ref, frozenset()),
        )
        second = pair.get(Marking.SECOND)
        if second and second.state != AssessmentState.ALLOCATED:
            raise InputError("The second assessor has begun: the case stays with them.")
        if second is None:
            second = CaseAssessment(case=pair[Marking.FIRST].case, marking=Marking.SECOND)
        kind = _ALLOCATIONS[second.pk is not None]
        second.assessor_id = assessor_id
        second.save()
        held_by(second, assessor_id, by=by, now=now)
        write.say(
            kind, inspection.code, case=ref, marking=Marking.SECOND.value, assessor=assessor_id
        )


_ALLOCATIONS = {
    False: EventKind.CASE_ASSESSMENT_ALLOCATED,
    True: EventKind.CASE_ASSESSMENT_REALLOCATED,
}


def chosen(inspection: Inspection) -> tuple[str, ...]:
    """The cases to judge twice, in order of rank; none before a choice.

    A chosen case that has left the sample gives way to the next one of the same choice.
    """
    draw = _newest(inspection)
    if draw is None:
        return ()
    ranked = second_marking.choose(draw.frame, len(draw.frame), draw.seed)
    standing = SampledCase.objects.filter(inspection=inspection, standing="SAMPLE")
    still = set(standing.values_list("ref", flat=True))
    return tuple(ref for ref in ranked if ref in still)[: draw.n_chosen]


def comparable(inspection: Inspection) -> tuple[str, ...]:
    """The chosen cases of which both readings are submitted, in order of rank."""
    refs = chosen(inspection)
    pairs = _pairs(inspection, refs)
    return tuple(ref for ref in refs if is_comparable(pairs.get(ref, {}).values()))


def check_fieldwork(inspection: Inspection) -> None:
    """Raises InputError where answers can no longer change, or cannot yet be given."""
    if inspection.stage not in (Stage.SAMPLE_DRAWN, Stage.FIELDWORK, Stage.MODERATION):
        raise InputError(
            f"The inspection is “{Stage(inspection.stage).words}”: this is done from the draw of "
            "the sample to the end of moderation."
        )


def _newest(inspection: Inspection) -> SecondMarkingDraw | None:
    return SecondMarkingDraw.objects.filter(inspection=inspection).first()


def _second(inspection: Inspection) -> dict[str, object]:
    return {"case__inspection": inspection, "marking": Marking.SECOND}


def _pairs(inspection: Inspection, refs: Iterable[str]) -> dict[str, dict[str, CaseAssessment]]:
    rows = CaseAssessment.objects.select_related("case", "assessor")
    found: dict[str, dict[str, CaseAssessment]] = {}
    for row in rows.filter(case__inspection=inspection, case__ref__in=list(refs)):
        found.setdefault(row.case.ref, {})[row.marking] = row
    return found


def _marked(
    ref: str, pair: dict[str, CaseAssessment], people: dict[int, str], knowing: frozenset[int]
) -> Marked:
    first, second = pair.get(Marking.FIRST), pair.get(Marking.SECOND)
    return Marked(
        ref=ref,
        first=_name(first),
        first_state=_state(first),
        second=_name(second),
        second_state=_state(second),
        is_comparable=is_comparable(pair.values()),
        candidates=tuple(
            (person, name)
            for person, name in people.items()
            if person not in knowing and (first is None or person != first.assessor_id)
        ),
    )


def is_comparable(pair: Iterable[CaseAssessment]) -> bool:
    """Whether a case has two readings and both are submitted."""
    states = [AssessmentState(row.state) for row in pair]
    return len(states) == 2 and may_see_other(Marking.FIRST, *states)


def _has_part(pair: Iterable[CaseAssessment], by: Actor) -> bool:
    return any(row.assessor_id == by.person_id for row in pair)


def _name(assessment: CaseAssessment | None) -> str:
    return assessment.assessor.name if assessment and assessment.assessor else ""


def _state(assessment: CaseAssessment | None) -> AssessmentState | None:
    return AssessmentState(assessment.state) if assessment else None


def _draw(draw: SecondMarkingDraw) -> Draw:
    return Draw(
        seed=draw.seed,
        share_percent=draw.share_percent,
        least=draw.least,
        n_chosen=draw.n_chosen,
        n_frame=len(draw.frame),
        at=draw.at,
    )


def _agreement(inspection: Inspection, refs: list[str]) -> tuple[tuple[str, Agreement], ...]:
    framework = frameworks.of(inspection)
    first = scores.marked_judgements(inspection, Marking.FIRST, refs)
    second = scores.marked_judgements(inspection, Marking.SECOND, refs)
    labels = {c.id: f"{c.number} {c.title}" for c in framework.criteria}
    return tuple(
        (labels[row.criterion], row) for row in second_marking.agreement(framework, first, second)
    )
