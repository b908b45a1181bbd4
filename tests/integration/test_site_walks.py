"""Random walks: whoever tries whatever in whichever state, only the drawn transitions succeed."""

import random
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import transaction

from corecase.actions import answers, assessments, moderation, stages
from corecase.core import assessment_states
from corecase.core.assessment_states import AssessmentState, Marking
from corecase.core.errors import CorecaseError
from corecase.core.operations import Field, Operation
from corecase.core.people import Actor
from corecase.core.stages import MOVES, Stage
from corecase.store.cases import models
from tests import site
from tests.site_world import ITEM, World

pytestmark = pytest.mark.django_db

RUN_BY = {"lead_inspector.own_case", "lead_inspector.member", "programme_manager.any"}
MODERATED_BY = {"lead_inspector.own_case", "lead_inspector.member"}
TRIED = {
    "lead_inspector.own_case",
    "lead_inspector.member",
    "lead_inspector.other",
    "lead_inspector.conflict",
    "programme_manager.any",
    "programme_manager.conflict",
    "assessor.own_case",
    "assessor.member",
    "service_liaison.own",
    "service_liaison.and_lead",
    "administrator.any",
}


# What more than the stage changes with these: each has a page and an action of its own.
WITH_A_PAGE = {Stage.ANNOUNCED, Stage.FACTUAL_ACCURACY, Stage.SIGN_OFF, Stage.PUBLISHED}


def test_every_pair_of_stages_moves_as_it_is_drawn_or_not_at_all(world: World) -> None:
    """Each pair of stages, by each role: a legal move, by somebody who runs it, or no change."""
    done = set()
    for who in sorted(TRIED):
        by = site.actor(world.people[who])
        for before, to in product(Stage, Stage):
            with transaction.atomic():
                # A missing case waits for no judgement; what a draft waits for has its own test.
                cases = models.SampledCase.objects.filter(inspection=world.here.inspection)
                cases.filter(standing="SAMPLE").update(standing="MISSING")
                _unsigned(world)
                moved = _try_move(world, before, to, by)
                transaction.set_rollback(True)
            if moved:
                done.add((before, to))
                assert who in RUN_BY, f"{who} moved an inspection"
    drawn = {
        (before, to) for before, legal in MOVES.items() for to in legal if to not in WITH_A_PAGE
    }
    assert done == drawn


def _unsigned(world: World) -> None:
    """A signed report goes back when its signature is withdrawn, which has its own test."""
    signed = models.ReportVersion.objects.filter(inspection=world.here.inspection)
    by = world.people["administrator.any"]
    signed.update(published_at=None, withdrawn_by=by, withdrawn_at=site.NOW)


def _try_move(world: World, before: Stage, to: Stage, by: Actor) -> bool:
    """Whether it moved. Whatever happens, it stands at one of the two, and each move is kept."""
    rows = models.Inspection.objects.filter(pk=world.here.inspection.pk)
    rows.update(stage=before)
    n_kept = models.StageMove.objects.count()
    try:
        with transaction.atomic():
            stages.move(rows.get().code, to, reason="Invented.", by=by, now=site.NOW)
    except CorecaseError:
        assert rows.get().stage == before
        assert models.StageMove.objects.count() == n_kept
        return False
    assert rows.get().stage == to
    assert models.StageMove.objects.count() == n_kept + 1
    return True


def test_a_walk_through_the_stages_is_a_walk_in_the_drawing(world: World) -> None:
    chance = random.Random(11)
    code = world.here.inspection.code
    people = [site.actor(world.people[who]) for who in sorted(TRIED)]
    with transaction.atomic():
        rows = models.Inspection.objects.filter(code=code)
        rows.update(stage=Stage.ANNOUNCED)
        known = set(models.StageMove.objects.values_list("pk", flat=True))
        for _ in range(500):
            before = Stage(rows.get().stage)
            try:
                with transaction.atomic():
                    to, by = chance.choice(list(Stage)), chance.choice(people)
                    stages.move(code, to, reason="Invented.", by=by, now=site.NOW)
            except CorecaseError:
                assert rows.get().stage == before
        kept = models.StageMove.objects.exclude(pk__in=known).order_by("pk")
        walked = [Stage.ANNOUNCED]
        for move in kept:
            assert move.from_stage == walked[-1]
            assert Stage(move.to_stage) in MOVES[Stage(move.from_stage)]
            walked.append(Stage(move.to_stage))
        assert len(walked) > 5
        transaction.set_rollback(True)


def _save(world: World, ref: str, by: Actor) -> None:
    work = world.here.work[ref, Marking.FIRST]
    change = Operation(
        id=str(uuid4()),
        device="walk",
        sequence=1,
        case_assessment_id=str(work.assessment.pk),
        item_id=ITEM,
        field=Field.NOTE,
        base_version=1,
        value="Invented words.",
    )
    answers.record(world.here.inspection.code, ref, (change,), by=by, now=site.NOW)


def _deeds(world: World, ref: str, by: Actor) -> dict[str, object]:
    """Everything that moves a case assessment, by name."""
    code = world.here.inspection.code
    stamp = {"by": by, "now": site.NOW}
    until = site.TODAY + timedelta(days=3)
    return {
        "save": lambda: _save(world, ref, by),
        "submit": lambda: assessments.submit(code, ref, **stamp),
        "accept": lambda: moderation.accept(code, ref, **stamp),
        "return": lambda: moderation.send_back(
            code, ref, Marking.FIRST, reason="Invented.", until=until, today=site.TODAY, **stamp
        ),
    }


OWN = {"assessor.own_case": "S01", "lead_inspector.own_case": "S05"}


@pytest.mark.parametrize("who", sorted(TRIED))
@pytest.mark.parametrize("ref", ["S01", "S05"])
def test_a_case_assessment_moves_as_it_is_drawn_or_not_at_all(
    world: World, who: str, ref: str
) -> None:
    """Every deed in every state by every role; nobody accepts their own work."""
    by = site.actor(world.people[who])
    row = world.here.work[ref, Marking.FIRST].assessment
    moved = set()
    for state in AssessmentState:
        for name in ("save", "submit", "accept", "return"):
            with transaction.atomic():
                _alone(world, ref)
                models.CaseAssessment.objects.filter(pk=row.pk).update(state=state)
                try:
                    with transaction.atomic():
                        _deeds(world, ref, by)[name]()  # type: ignore[operator]  # each is a call
                except CorecaseError:
                    pass
                after = AssessmentState(models.CaseAssessment.objects.get(pk=row.pk).state)
                transaction.set_rollback(True)
            if after is not state:
                assert after in assessment_states.MOVES[state]
                moved.add(name)
    allowed = {"save", "submit"} if OWN.get(who) == ref else set()
    if who in MODERATED_BY:
        allowed |= {"return"} if OWN.get(who) == ref else {"return", "accept"}
    assert moved == allowed


def _alone(world: World, ref: str) -> None:
    """The case is judged once, every question has its answer, and no conflict is open."""
    row = world.here.work[ref, Marking.FIRST].assessment
    others = models.CaseAssessment.objects.filter(case=row.case).exclude(pk=row.pk)
    others.update(case=world.here.cases["S10"], marking=Marking.FIRST)
    models.SecondMarkingDraw.objects.all().delete()
    models.Conflict.objects.filter(assessment=row).delete()
    models.FieldState.objects.filter(assessment=row).exclude(field="NOTE").delete()
    site.answered(row, world.framework)
